"""The English around a formula says what it is; what is not understood is said, and never becomes a hypothesis."""

from __future__ import annotations

import pytest

from ntkprops.notes.english import heard
from ntkprops.notes.reasons import mentions

from .texts import roles, said


@pytest.mark.parametrize(
    ("text", "given", "claimed"),
    [
        ("**Lemma 1.** Assume $x \\geq 1$. Then $x^2 \\geq x$.", ["x \\geq 1"], "x^2 \\geq x"),
        ("**Lemma 1.** If $x \\geq 1$ and $y \\leq 1$, then $x \\geq y$.", ["x \\geq 1", "y \\leq 1"], "x \\geq y"),
        ("**Lemma 1.** We have $x \\geq y$ whenever $x \\geq 1$.", ["x \\geq 1"], "x \\geq y"),
        ("**Lemma 1.** Let $x \\geq 1$ be a number. Then we have $x \\geq 0$.", ["x \\geq 1"], "x \\geq 0"),
        ("**Lemma 1.** When $x \\geq 1$,\n\n$$x \\geq 0.$$", ["x \\geq 1"], "x \\geq 0."),
    ],
)
def test_hypotheses_are_told_from_conclusions(text: str, given: list[str], claimed: str) -> None:
    """Cues set the role of what is behind them."""
    (claim,) = [one for one in said(text) if one.role == "claim"]

    assert (list(claim.given), claim.formula.latex) == (given, claimed)


def test_ranges_and_probabilities_belong_to_their_sentence() -> None:
    """What is quantified, with which probability and over what is drawn is kept beside the claim."""
    text = "**Lemma 1.** With probability at least $1 - \\delta$ over $w$, for any $t \\geq 0$ we have $u \\leq t$."

    (claim,) = said(text)

    assert (claim.probability, claim.over, claim.for_all) == (r"1 - \delta", "w", (r"t \geq 0",))


def test_a_trailing_probability_is_of_the_last_claim_alone() -> None:
    """ "A, and B with probability p" leaves A sure."""
    first, second = said("We have $a = 1$, and then $b \\leq 2$ with probability at least $1 - \\delta$.")

    assert (first.probability, second.probability) == ("", r"1 - \delta")


def test_a_range_in_a_hypothesis_binds_there() -> None:
    """ "Suppose for s, F(s)" is a hypothesis for every s."""
    first, *_ = said("**Lemma 1.** Suppose for $0 \\leq s \\leq t$, $g(s) \\geq 1$, then we have $g(t) \\geq 0$.")

    assert (first.formula.latex, first.role) == (r"g(s) \geq 1, \forall 0 \leq s \leq t", "given")


def test_items_of_a_list_stand_under_what_introduces_it() -> None:
    """Each item is a conclusion of its own, under the hypotheses of the sentence before the list."""
    found = said("**Lemma 1.** If $x \\geq 1$, then the following holds:\n\n1. $x \\geq 0$.\n2. $x^2 \\geq x$.")

    assert [(one.item, one.given) for one in found if one.role == "claim"] == [
        ("1", ("x \\geq 1",)),
        ("2", ("x \\geq 1",)),
    ]


def test_a_condition_of_one_sentence_is_not_one_of_the_next() -> None:
    """Negative control: an "if" holds for its sentence alone."""
    *_, last = said("**Lemma 1.** If $x \\geq 1$, then $x \\geq 0$. It holds that $y^2 \\geq 0$.")

    assert last.given == ()


@pytest.mark.parametrize(
    "text",
    [
        "**Lemma 1.** For a convex function and any $x \\geq 0$ we have $x^2 \\geq x$.",
        "**Lemma 1.** Suppose the matrix is symmetric. Then $x \\geq y$.",
        "**Lemma 1.** There exists a number such that $x \\geq y$.",
    ],
)
def test_words_that_are_not_understood_are_left_over(text: str) -> None:
    """A sentence with such words marks what is claimed beside it."""
    claims = [one for one in said(text) if one.role == "claim"]

    assert all(one.left for one in claims)


def test_unknown_words_make_no_hypothesis() -> None:
    """Negative control: behind words that are not understood nothing is taken as given."""
    text = "**Lemma 1.** Suppose the flow converges sluggishly whereas $x \\geq 1$. Then $x \\geq 0$."

    assert (r"x \geq 1", "given") not in roles(text)


@pytest.mark.parametrize(
    "words", ["it is not true that", "we cannot hope that", "we want to show that", "unless", "only if", "either"]
)
def test_what_is_denied_or_wished_is_no_claim(words: str) -> None:
    """Negation and intention make a formula a mention."""
    assert [role for _, role in roles(f"**Lemma 1.** Here {words} $x \\geq y$.")] == ["mention"]


def test_a_reason_before_an_inline_relation_makes_it_a_claim() -> None:
    """ "By Lemma 1 A." claims A in running text and proofs; "In Lemma 1 A was used." only speaks of it."""
    text = "**Lemma 1.** We have $x \\geq 0$.\n\nBy Lemma 1 $x + 1 \\geq 0$.\n\nIn Lemma 1 $x \\geq 2$ was used."

    assert [one[1] for one in roles(text)] == ["claim", "claim", "mention"]


def test_an_equation_of_motion_defines() -> None:
    """ "Define the flow by dw/dt = .." says how w moves."""
    assert roles("Define the flow by\n\n$$\\frac{dw(t)}{dt} = -g(w(t)).$$")[0][1] == "definition"


def test_alternatives_are_no_claims() -> None:
    """Negative control: of "A or B" neither is claimed, and "A if and only if B" is not one half of it."""
    for between in ("or", "if and only if"):
        assert "claim" not in [role for _, role in roles(f"**Lemma 1.** We have $x \\geq 1$ {between} $x \\leq 0$.")]


def test_what_is_vague_is_no_claim() -> None:
    """An approximation is shown and not judged."""
    assert roles("**Lemma 1.** We have $f \\approx g$.") == [(r"f \approx g", "mention")]


def test_first_uses_in_running_text_define() -> None:
    """A left side that was not seen before is defined; one that was is claimed."""
    assert roles("The loss is\n\n$$L(w) = w^2$$\n\nand so\n\n$$L(w) = w w.$$") == [
        ("L(w) = w^2", "definition"),
        ("L(w) = w w.", "claim"),
    ]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("by Markov's inequality", ["markov"]),
        ("by the Cauchy-Schwarz inequality and (24)", ["cauchy_schwarz", "24"]),
        ("Lemma 3 and equation (eq:first)", ["lemma-3", "eq:first"]),
        ("from Grönwall's inequality", ["groenwall"]),
        ("a union bound over the entries", ["union_bound"]),
        ("by the triangle inequality", ["triangle"]),
        ("anti-concentration of Gaussians", ["anti_concentration"]),
        ("Lemma~lec13:lma:near", ["lec13:lma:near"]),
        ("as in (a) and (i)", []),
    ],
)
def test_mentions_are_rules_and_citations(text: str, named: list[str]) -> None:
    """Names of inequalities are rules, numbers and labels are citations."""
    assert [mention.rule or mention.cite for mention in mentions(text)] == named


def test_what_is_to_be_proved_is_no_reason() -> None:
    """Negative control: "to prove Theorem 1" does not cite it."""
    (claim,) = said("To prove Theorem 1, it is sufficient to show that $a \\leq b$.")

    assert claim.reasons == ()


def test_words_of_proving_say_nothing() -> None:
    """Prose that only goes through a proof is understood."""
    assert heard("With the bound for the individual entry, we can further bound the difference as follows").left == ()


def test_words_that_carry_hypotheses_are_not_empty() -> None:
    """Negative control: what may restrict a claim is never taken as saying nothing."""
    for word in (
        "symmetric",
        "convex",
        "independent",
        "small",
        "bounded away",
        "continuous",
        "positive",
        "only",
        "least",
    ):
        assert heard(f"a {word} number").left != ()
