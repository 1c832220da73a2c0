"""What a printed claim says, and what it does not: quantifiers, rates, relations that are none."""

from __future__ import annotations

import pytest
from harness import ELSE, NOTES, TRUE, WHERE, checked, cited, given, name, node, notes, ranged, refused, rule, scalar, t

from ntkprops.derivation.claims import quantifier
from ntkprops.language.notation import Sort, declare, real
from ntkprops.statement.model import Statement

NO_SET = "is quantified over a set that has no meaning here"
NOTHING = "a quantifier over this has no meaning here"


def bound(latex):
    """What ``forall`` binds; a tree binds itself."""
    return t(rf"0 = 0 \forall {latex}").args[1].args[0] if isinstance(latex, str) else latex


@pytest.mark.parametrize(
    ("latex", "names"),
    [
        ("b", ["b"]),
        (r"i \in [n]", ["i"]),
        (r"t \in [0, q]", ["t"]),
        (r"b \in (0, 1)", ["b"]),
        (r"0 \leq b \leq c", ["b"]),
        (r"b > 0", ["b"]),
        (r"0 \leq b < c \leq 1", ["b", "c"]),
        ("v", ["v"]),
        (r"b \in \mathbb{R}", ["b"]),
        (r"v \in \mathbb{R}^d", ["v"]),
    ],
)
def test_a_quantifier_says_over_what_it_ranges(latex, names):
    """A symbol, an index, an interval, a range of inequalities."""
    assert [one for one, _ in quantifier(bound(latex), NOTES)[0]] == names


def test_the_ends_of_a_range_are_conditions():
    """Every one of them."""
    for latex in (r"t \in [0, q]", r"0 \leq t \leq q"):
        _, conditions = quantifier(bound(latex), NOTES)
        assert [c.relation for c in conditions] == [t(r"0 \leq t"), t(r"t \leq q")]


@pytest.mark.parametrize(
    ("latex", "reason"),
    [
        (r"q \in \mathbb{R}", NO_SET),
        (r"b \in \mathbb{R}^d", NO_SET),
        (r"v \in \mathbb{R}^n", NO_SET),
        (r"v \in \mathbb{R}^{d \times d}", NO_SET),
        (node("chain", "v", node("space", "d", spelled="S"), spelled="in"), NO_SET),
        (node("chain", "b", node("space", "0", "1", "2", spelled="[]"), spelled="in"), NO_SET),
        (r"b \in [n + 1]", NO_SET),
        (r"b \in \{0, 1\}", NOTHING),
        (r"b \neq 0", NOTHING),
        (r"2 b \leq c", NOTHING),
        (r"0 \leq b + c \leq 1", NOTHING),
        (r"b + c", NOTHING),
        (r"z_i \in [n]", NOTHING),
        (r"X \sim N(0, 1)", NOTHING),
    ],
)
def test_a_quantifier_that_means_nothing_here_is_refused(latex, reason):
    """Its range is not dropped."""
    with refused(reason):
        quantifier(bound(latex), NOTES)


def test_an_index_is_quantified_over_its_range():
    """Not over another one."""
    assert quantifier(bound(r"i \in [n]"), NOTES)[0] == [("i", Sort("index", ("n",)))]
    assert quantifier(bound(r"\tau \in [n]"), NOTES)[0] == [(r"\tau", Sort("index", ("n",)))]
    for other in (r"i \in [m]", r"b \in [n]"):
        with refused("is declared as"):
            quantifier(bound(other), NOTES)


@pytest.mark.parametrize("symbol", ["z", "e", "h", "X", "g", "S", "B"])
def test_only_fixed_scalars_and_vectors_are_quantified(symbol):
    """No families, functions of time, random things, matrices, events."""
    with refused(f"{symbol} cannot be quantified here"):
        quantifier(name(symbol), NOTES)


def test_an_undeclared_symbol_ranges_over_all_reals():
    """A declared one over its sort."""
    assert quantifier(name(r"\tau"), NOTES)[0] == [(r"\tau", Sort("real"))]
    assert quantifier(name("q"), NOTES)[0] == [("q", Sort("positive"))]


def test_the_range_of_a_conclusion_is_supposed():
    """``b <= 1`` for ``0 <= b <= 1``, and not for ``0 <= b``."""
    step = scalar(r"b^2 \leq b", from_range(r"0 \leq b"), from_range(r"b \leq 1"))
    assert checked(r"b^2 \leq b \forall 0 \leq b \leq 1", step)
    with refused("something is used that nobody supposed"):
        checked(r"b^2 \leq b \forall b \geq 0", step)


def from_range(latex):
    """What the range of the conclusion says."""
    from harness import local

    return local(latex)


def test_a_quantified_conclusion_is_shown_for_all():
    """What is given of the b of the claim is not known of every b."""
    assert checked(r"b \leq 1", given(), given=(r"b \leq 1",))
    with refused(WHERE):
        checked(r"b \leq 1 \forall b", given(), given=(r"b \leq 1",))


def test_a_symbol_that_is_defined_is_not_quantified():
    """``b = 3`` of the notes, or of the claim, is not about all b."""
    notes_say = (Statement("three", then=("b = 3",), defines=True),)
    for parts in ({"beside": notes_say}, {"given": ("b := 3",)}):
        with refused("a symbol is quantified that is defined"):
            checked(r"b \leq 3 \forall 0 \leq b \leq 9", TRUE, **parts)
        with refused("a symbol is quantified that is defined"):
            checked(r"b \leq 3", TRUE, for_all=r"0 \leq b \leq 9", **parts)


def test_an_equation_that_is_given_of_a_symbol_is_not_one_of_all():
    """``b <= 3`` for all b is not shown by ``b = 3``."""
    from ntkprops.statement.model import definition

    with refused("a symbol is quantified that is defined"):
        checked(r"b \leq 3 \forall 0 \leq b \leq 9", scalar(r"b \leq 3"), given=("b = 3",), by=(definition("b"),))


# -- what is given -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "given_",
    [
        r"X \sim N(0, 1)",
        r"b \in \mathbb{R}",
        r"b \leq c \forall c \in \{0, 1\}",
        r"\exists c, b \leq c",
        r"m = \Omega(n)",
        r"b = O(n)",
    ],
)
def test_what_is_not_understood_is_not_used(given_):
    """No law, no membership, no existence, no rate without its constant."""
    with refused(WHERE):
        checked(r"b \leq 1", given(), given=(given_,))


def test_what_is_given_for_all_is_given_in_its_range():
    """``h(s) <= 1`` for s up to t says nothing of t + 1."""
    hypothesis = r"h(s) \leq 1 \forall 0 \leq s \leq t"
    good = given(0, 0, {"s": "t"}, scalar(r"0 \leq t"), scalar(r"t \leq t"))
    assert checked(r"h(t) \leq 1", good, given=(hypothesis,))
    with refused("not every condition of a fact is shown"):
        checked(r"h(t + 1) \leq 1", given(0, 0, {"s": "t + 1"}), given=(hypothesis,))
    with refused("the premises do not give this"):
        late = given(0, 0, {"s": "t + 1"}, scalar(r"0 \leq t + 1"), scalar(r"t + 1 \leq t"))
        checked(r"h(t + 1) \leq 1", late, given=(hypothesis,))


def test_an_index_that_the_claim_binds_is_one_index_in_what_it_is_given():
    """For each i: if ``z_i <= b`` then the maximum is below b? No. Without the quantifier it is given of all i."""
    step = rule("extreme", r"\max_j z_j", "b", premises=(given(values={"i": "j"}),))
    assert checked(r"\max_j z_j \leq b", step, given=(r"z_i \leq b",))
    with refused("a fact is taken at values for other variables than it has"):
        checked(r"\max_j z_j \leq b", step, for_all=r"i \in [n]", given=(r"z_i \leq b",))
    beside = (Statement("lemma", then=(r"2 z_i \leq 2 b",), for_all=r"i \in [n]", given=(r"z_i \leq b",)),)
    assert checked(r"2 z_1 \leq 2 b", cited("lemma", {"i": "1"}, given()), beside=beside, given=(r"z_1 \leq b",))


def test_a_time_that_is_given_is_one_time():
    """``h(t) <= 1`` is not ``h(s) <= 1``."""
    with refused("a fact is taken at values for other variables than it has"):
        checked(r"h(s) \leq 1", given(values={"t": "s"}), given=(r"h(t) \leq 1",))


# -- what is concluded -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "then",
    [
        r"0 \leq X^2, X \sim N(0, 1)",
        r"0 \leq b^2 \in \mathbb{R}",
        node("chain", "b^2", "b^2", spelled="approx"),
        r"b \in \mathbb{R}",
    ],
)
def test_a_conclusion_that_is_no_comparison_has_no_meaning_here(then):
    """Nothing of it is dropped."""
    with refused("a part of the conclusion, with .*, has no meaning here"):
        checked(then, scalar(r"0 \leq X^2"), scalar(r"0 \leq b^2"))


def test_an_existence_is_no_relation():
    """It is not a statement for all."""
    exists = node("items", node("exists", "b"), r"b^2 \geq 0")
    for then in (exists, node("items", r"b^2 \geq 0", "B")):
        with refused("a part of the conclusion is no relation"):
            checked(then, scalar(r"b^2 \geq 0"))


def test_every_link_of_a_chain_is_a_goal():
    """``0 <= b^2 <= 1`` is two."""
    with refused("a part of the conclusion has no derivation"):
        checked(r"0 \leq b^2 \leq 1", scalar(r"0 \leq b^2"))


def test_what_a_conclusion_defines_is_no_goal():
    """``b^2 =: c`` at its end."""
    assert checked(r"0 \leq b^2 := c", scalar(r"0 \leq b^2"))


# -- rates -------------------------------------------------------------------------------------------------

TWO = t("2")


def test_a_given_rate_has_a_constant_that_the_proof_chooses():
    r"""``m = \Omega(n)``: ``m >= 2 n``; and ``m \geq \Omega(n)`` likewise."""
    for sign in ("=", r"\geq"):
        assert checked(r"m \geq 2 n", given(), given=(rf"m {sign} \Omega(n)",), constant=TWO)
        with refused(ELSE):
            checked(r"m \geq 3 n", given(), given=(rf"m {sign} \Omega(n)",), constant=TWO)


@pytest.mark.parametrize(
    "given_",
    [
        r"b = O(n)",
        r"b \leq O(n)",
        r"m = \Theta(n)",
        r"m > \Omega(n)",
        r"\Omega(n) \leq m",
        r"m \geq 1 + \Omega(n)",
        r"m \geq \Omega(n + O(n))",
    ],
)
def test_the_constant_of_another_given_rate_is_not_chosen(given_):
    r"""``b = O(n)`` holds with some constant, not with the one that suits."""
    with refused(WHERE):
        checked("0 = 0", given(), given=(given_,), constant=TWO)


def test_a_concluded_rate_has_a_constant_that_the_proof_chooses():
    r"""``b = O(n)`` bounds ``|b|``, ``b \leq O(n)`` only b; ``\Omega`` from below."""
    assert checked(r"b = O(n)", given(), given=(r"|b| \leq 2 n",), constant=TWO)
    assert checked(r"b \leq O(n)", given(), given=(r"b \leq 2 n",), constant=TWO)
    assert checked(r"m \geq \Omega(n)", given(), given=(r"m \geq 2 n",), constant=TWO)
    with refused(ELSE):
        checked(r"b = O(n)", given(), given=(r"b \leq 2 n",), constant=TWO)
    with refused(ELSE):
        checked(r"m \geq \Omega(n)", given(), given=(r"m \leq 2 n",), constant=TWO)


@pytest.mark.parametrize("then", [r"b = \Theta(n)", r"b < O(n)", r"b > \Omega(n)", r"b = 1 + O(n)", r"O(n) = b"])
def test_other_rates_are_not_concluded(then):
    """They say something else, or nothing."""
    with refused("a rate in the conclusion has no constant"):
        checked(then, TRUE, constant=TWO)


def test_a_rate_needs_its_constant():
    """One that is positive."""
    with refused("a rate in the conclusion has no constant"):
        checked(r"b = O(n)", given(), given=(r"|b| \leq 2 n",))
    for constant in ("0", "-1", "b", "r"):
        with refused("a hidden constant must be a positive number"):
            checked(r"b = O(n)", TRUE, constant=t(constant))


def test_a_cited_rate_holds_with_the_constant_of_its_proof():
    """And with no other; without one it is not cited."""
    rate = (Statement("rate", then=(r"b = O(n)",)),)
    assert checked(r"|b| \leq 2 n", cited("rate"), beside=rate, constants={"rate": TWO})
    with refused(ELSE):
        checked(r"|b| \leq n", cited("rate"), beside=rate, constants={"rate": TWO})
    with refused("a rate in the conclusion has no constant"):
        checked(r"|b| \leq 2 n", cited("rate"), beside=rate)


# -- what a claim lends ------------------------------------------------------------------------------------


def test_an_equation_that_is_given_is_a_condition():
    """``q = b`` is shown where it is cited; only ``:=`` defines."""
    beside = (Statement("lemma", then=("b > 0",), given=("q = b",)),)
    assert checked("b > 0", cited("lemma", {}, given()), beside=beside, given=("q = b",))
    with refused("not every condition of a fact is shown"):
        checked("b > 0", cited("lemma"), beside=beside)


def test_what_a_claim_defines_for_itself_is_written_out():
    """Also in its other hypotheses."""
    beside = (Statement("lemma", then=(r"c \leq b + 1",), given=("a := b + 1", r"c \leq a")),)
    assert checked(r"c \leq b + 1", cited("lemma", {}, given()), beside=beside, given=(r"c \leq b + 1",))
    with refused(ELSE):
        checked(r"c \leq b + 1", cited("lemma", {}, given()), beside=beside, given=(r"c \leq a",))


def test_a_parameter_that_is_free_is_one_and_the_same():
    """A real number b of a lemma is not any number; its indices and times are any."""
    beside = (Statement("lemma", then=(r"z_i \leq b",)),)
    assert checked(r"z_j \leq b", cited("lemma", {"i": "j"}), beside=beside)
    with refused("a fact is taken at values for other variables than it has"):
        checked(r"z_i \leq c", cited("lemma", {"b": "c"}), beside=beside)


def test_ranges_of_the_claim_are_numbered_by_quantifier():
    """Two of them."""
    step = scalar(r"b \leq x", ranged(0, 1), ranged(1, 1))
    assert checked(r"b \leq x", step, for_all=r"0 \leq b \leq c, 0 \leq c \leq x")
    wide = notes(declare(r"\tau", real))
    with refused(WHERE):
        checked(r"b \leq x", ranged(2, 0), for_all=r"0 \leq b \leq c", notation=wide)
