r"""False claims that a prover might be talked into, each beside a true neighbour that it must still prove.

Each pair guards one way in which a canonical form or a rule could overlook a side condition.
"""

from __future__ import annotations

import pytest

from ntkprops.language import (
    Notation,
    count,
    declare,
    event,
    index,
    matrix,
    positive,
    probability,
    real,
    time,
    vector,
)
from ntkprops.statement import Lecture, Ledger, Row, Statement, assume, cite, rules
from ntkprops.statement.model import Reason
from ntkprops.trial.small_numbers import small_numbers
from ntkprops.trial.verdicts import judge_lecture
from ntkprops.verdict import Outcome

NOTATION = Notation(
    (
        declare("n", count),
        declare("d", count),
        declare("m", count),
        index("i", "j", over="n"),
        index("k", over="m"),
        declare("x", vector("d"), over=("n",)),
        declare("w", vector("d"), over=("m",), of=("time",), random=True, law="gaussian"),
        declare("v", vector("n")),
        declare("M", matrix("n", "n")),
        declare("Z", real, over=("n",), random=True),
        declare("X", real, random=True),
        declare("U", event, random=True),
        declare("g", real, of=("time",)),
        declare("h", real, of=("time",)),
        declare("t", time),
        declare("p", positive),
        declare("q", real),
        declare("r", real),
        declare("b", real),
        declare("c", real),
        declare(r"\delta", probability),
        declare(r"\epsilon", positive),
    ),
    world=small_numbers(variables=("X",), samples={"Z": "n"}),
)


def outcomes(*parts: Statement | Ledger, notation: Notation = NOTATION) -> dict[str, Outcome]:
    """The verdicts as printed by label."""
    return {one.label: one.verdict.outcome for one in judge_lecture(Lecture("probe", notation, parts))}


GAUSSIAN = declare("Z", real, over=("n",), random=True, law="gaussian")
UNTRIED = Notation(tuple(GAUSSIAN if getattr(row, "name", "") == "Z" else row for row in NOTATION.symbols))
# in which nothing breaks what a test takes for granted, for no exact instance has that law
GRANTED = (assume("a source"),)


def outcome(latex: str, *by: Reason, given: tuple[str, ...] = ()) -> Outcome:
    """The verdict on one formula."""
    return outcomes(Statement("claim", then=(latex,), given=given, by=by))["claim"]


@pytest.mark.parametrize(
    "latex",
    [
        r"\frac{q}{q} = 1",
        r"q q^{-1} = 1",
        r"\frac{\|v\|}{\|v\|} = 1",
        r"\sqrt{q}^2 = q",
        r"\exp(\log(q)) = q",
        r"\frac{q^2 - 1}{q - 1} = q + 1",
    ],
)
def test_what_may_be_undefined_is_not_proved(latex: str) -> None:
    """A denominator that may vanish, a root or logarithm of what may be negative, forbids an identity."""
    assert outcome(latex) is not Outcome.PROVED


@pytest.mark.parametrize(
    ("latex", "given"),
    [
        (r"\frac{q}{q} = 1", r"q \geq 1"),
        (r"\frac{q}{q} = 1", r"q \neq 0"),
        (r"\sqrt{q}^2 = q", r"q \geq 0"),
        (r"\exp(\log(q)) = q", r"q > 0"),
        (r"\frac{q}{p + 1} p + \frac{q}{p + 1} = q", r"q \leq 1"),
        (r"\sqrt{q^2 + 1}^2 = q^2 + 1", r"q \leq 1"),
    ],
)
def test_what_is_shown_to_be_defined_is_proved(latex: str, given: str) -> None:
    """The same identities where every side is defined."""
    assert outcome(latex, given=(given,)) is Outcome.PROVED


def test_an_integral_backwards_is_not_monotone() -> None:
    """exp(-s^2) <= 1 bounds its integral from b to c by c - b only where b <= c."""
    latex = r"\int_b^c \exp(-s^2) ds \leq c - b"

    assert outcome(latex, rules.linearity) is not Outcome.PROVED
    assert outcome(latex, rules.linearity, given=(r"b \leq c",)) is Outcome.PROVED


def test_a_bound_for_all_times_says_nothing_of_negative_ones() -> None:
    """g(t) <= 1 for t >= 0 bounds the integral over [0, 1], not that over [-1, 0]."""
    bound = Statement("bound", then=(r"g(t) \leq 1",), by=GRANTED)
    by = (cite("bound"), rules.linearity)
    past = Statement("past", then=(r"\int_{-1}^0 g(s) ds \leq 1",), by=by)
    future = Statement("future", then=(r"\int_0^1 g(s) ds \leq 1",), by=by)

    found = outcomes(bound, past, future)

    assert (found["past"] is Outcome.PROVED, found["future"]) == (False, Outcome.PROVED)


@pytest.mark.parametrize(
    "latex", [r"\sum_{i=-2}^{n} i \geq 0", r"\sum_{i=3}^{n} 1 = n - 2", r"\sum_{i=0}^{n} i \geq n + 1"]
)
def test_the_range_of_a_sum_is_respected(latex: str) -> None:
    """An index may be negative if the sum starts there, and a sum may be empty."""
    assert outcome(latex) is not Outcome.PROVED


@pytest.mark.parametrize("latex", [r"\sum_{i=1}^{n} 1 = n", r"\sum_{i=2}^{n} 1 = n - 1", r"\sum_{i=0}^{n} 1 = n + 1"])
def test_terms_are_counted(latex: str) -> None:
    """Where the range is empty by one at most, the number of terms is known."""
    assert outcome(latex) is Outcome.PROVED


def test_a_matrix_is_not_its_transpose() -> None:
    """M^T v and M v differ; (M^T)^T is M."""
    assert outcome(r"\|M^\top v - M v\| = 0") is not Outcome.PROVED
    assert outcome(r"M^\top = M") is not Outcome.PROVED
    assert outcome(r"(M^\top)^\top = M") is Outcome.PROVED


@pytest.mark.parametrize("latex", [r"1 = \Theta(n)", r"1 - n^2 = O(n)", r"n^2 = O(n)"])
def test_a_rate_is_not_proved_from_one_side(latex: str) -> None:
    """Theta bounds from below too; O bounds the absolute value."""
    assert outcome(latex) is not Outcome.PROVED


def test_a_rate_is_not_refuted_by_one_constant() -> None:
    """3000000 n = O(n) is true, whatever constants were tried."""
    assert outcome(r"3000000 n = O(n)") is not Outcome.REFUTED


def test_an_event_for_one_index_is_not_one_for_all() -> None:
    """Pr(Z_i > 1) <= delta for each i bounds one Z_i with probability 1 - delta, not their sum."""
    tail = Statement("tail", then=(r"\Pr[Z_i > 1] \leq \delta",), by=GRANTED)
    by, chance = (cite("tail"), rules.linearity), r"1 - \delta"
    one = Statement("one", then=(r"Z_i \leq 1",), by=by, over="Z", probability=chance)
    whole = Statement("whole", then=(r"\sum_{i=1}^n Z_i \leq n",), by=by, over="Z", probability=chance)
    via_one = Statement("via-one", then=whole.then, by=(cite("one"), rules.linearity), over="Z", probability=chance)

    found = outcomes(tail, one, whole, via_one, notation=UNTRIED)

    assert found["one"] is Outcome.PROVED
    assert Outcome.PROVED not in (found["whole"], found["via-one"])


def test_an_event_that_is_uniform_serves_every_index() -> None:
    """With "for all i" inside the probability the sum is bounded too."""
    chance = r"1 - \delta"
    each = Statement(
        "each", then=(r"Z_i \leq 1, \forall i \in [n]",), over="Z", probability=chance, by=GRANTED
    )
    by = (cite("each"), rules.linearity)
    whole = Statement("whole", then=(r"\sum_{i=1}^n Z_i \leq n",), by=by, over="Z", probability=chance)

    assert outcomes(each, whole, notation=UNTRIED)["whole"] is Outcome.PROVED


MEAN = r"\frac{1}{m} \sum_{k=1}^m \exp(x_i^\top w_k(0))"


def test_hoeffding_needs_bounded_terms() -> None:
    """Means of exponentials of Gaussians are not concentrated as means in [0, 1] are."""
    latex = rf"\Pr[|{MEAN} - \mathbb{{E}}[{MEAN}]| > \epsilon] \leq 2 \exp(-2 m \epsilon^2)"

    assert outcome(latex, rules.hoeffding, rules.linearity) is not Outcome.PROVED


@pytest.mark.parametrize("row", ["i", "j"])
def test_a_maximum_over_two_gaussians_is_not_one_of_them(row: str) -> None:
    """E max(0, a, b)^2 is neither E max(0, a)^2 nor E max(0, b)^2."""
    latex = rf"\mathbb{{E}}[\max\{{0, x_i^\top w_k(0), x_j^\top w_k(0)\}}^2] = \frac{{\|x_{row}\|^2}}{{2}}"

    assert outcome(latex, rules.gaussian_moments) is not Outcome.PROVED


def test_a_component_of_a_random_sum_is_random() -> None:
    """The expectation of a squared norm is not that norm."""
    latex = r"\mathbb{E}[\|\sum_{k=1}^m w_k(0)\|^2] = \|\sum_{k=1}^m w_k(0)\|^2"

    assert outcome(latex, rules.norm_definition, rules.linearity) is not Outcome.PROVED


def test_a_claim_that_cites_itself_is_not_proved() -> None:
    """Neither a claim nor a ring of claims may be its own reason."""
    alone = Statement("alone", then=(r"q \leq r",), by=(cite("alone"),))
    one = Statement("one", then=(r"q \leq r",), by=(cite("other"),))
    other = Statement("other", then=(r"q \leq r",), by=(cite("one"),))

    assert Outcome.PROVED not in outcomes(alone, one, other).values()


def test_a_chain_over_a_false_row_is_not_lent() -> None:
    """q <= r (false), r <= r + 1 (true): citing the second row does not give q <= r + 1."""
    claim = Statement("claim", then=(r"q \leq r + 1",), by=(cite("second"),))
    chain = Ledger(claim, (Row("first", r"q \leq r"), Row("second", r"\leq r + 1")))

    found = outcomes(claim, chain)

    assert (found["second"], found["claim"]) == (Outcome.PROVED, Outcome.REFUTED)


def test_contradictory_hypotheses_are_vacuous() -> None:
    """From q <= 1 and q >= 2 nothing is proved."""
    assert outcome(r"q \leq r", given=(r"q \leq 1", r"q \geq 2")) is Outcome.VACUOUS


def test_what_holds_on_an_event_does_not_pass_under_an_expectation() -> None:
    """X <= 1 with probability 1 - delta does not give E X <= 1."""
    chance = r"1 - \delta"
    often = Statement("often", then=(r"X \leq 1",), over="X", probability=chance, by=GRANTED)
    mean = Statement(
        "mean", then=(r"\mathbb{E}[X] \leq 1",), by=(cite("often"), rules.linearity), over="X", probability=chance
    )

    assert outcomes(often, mean, notation=UNTRIED)["mean"] is not Outcome.PROVED


def test_a_sure_claim_may_not_rest_on_an_event() -> None:
    """X <= 1 with probability 1 - delta does not give X <= 1."""
    often = Statement("often", then=(r"X \leq 1",), over="X", probability=r"1 - \delta", by=GRANTED)
    sure = Statement("sure", then=(r"X \leq 1",), by=(cite("often"),))

    assert outcomes(often, sure, notation=UNTRIED)["sure"] is not Outcome.PROVED


@pytest.mark.parametrize("latex", [r"n! \geq 1", r"1 = \Theta(n)"])
def test_what_a_proof_has_no_form_for_is_not_ill_formed(latex: str) -> None:
    """A formula that reads well but that the prover cannot look into is undecided."""
    assert outcome(latex) is Outcome.UNDECIDED


@pytest.mark.parametrize(
    "latex",
    [
        r"\mathrm{Var}(2 X) = 2 \mathrm{Var}(X)",
        r"\mathrm{Var}(X) > 0",
        r"\Pr[X \geq 1] + \Pr[X \leq 1] = 1",
        r"\mathbf{1}[X \geq 1] \leq X",
        r"(q^2)^{1/2} = q",
        r"\log(p) \geq 0",
        r"|q + r| = |q| + |r|",
        r"\max\{q, r\} \leq q + r",
        r"q^2 \geq q",
    ],
)
def test_what_fails_in_a_corner_is_refuted(latex: str) -> None:
    """True at first sight, false at a simple instance, which is found."""
    assert outcome(latex, rules.linearity) is Outcome.REFUTED


@pytest.mark.parametrize(
    "latex",
    [
        r"\mathrm{Var}(X) \geq 0",
        r"\Pr[X \geq 1] + \Pr[X < 1] = 1",
        r"\mathbf{1}[X \geq 1] \leq X^2",
        r"p^q p^r = p^{q + r}",
        r"\log(p + 1) \leq p",
        r"|q + r| \leq |q| + |r|",
        r"\max\{q, r\} \leq |q| + |r|",
        r"\frac{d t^2}{dt} = 2 t",
    ],
)
def test_what_holds_in_every_corner_is_proved(latex: str) -> None:
    """The true neighbours of the corners."""
    assert outcome(latex, rules.linearity) is Outcome.PROVED


@pytest.mark.parametrize("gate", [r"\mathbf{1}[h(t) \geq 5] \leq \frac{1}{2}", r"h(t) \leq 2"])
def test_the_bootstrap_needs_continuity(gate: str) -> None:
    """A bound that is kept strictly may be jumped over by a function that nothing says is continuous."""
    asks = Statement("asks", then=(r"h(t) \leq 1",), given=(r"g(s) \leq 1, \forall 0 \leq s \leq t",), by=GRANTED)
    gives = Statement("gives", then=(r"g(t) \leq 1",), given=(gate,), by=GRANTED)
    by = (cite("asks"), cite("gives"), rules.bootstrap)
    claim = Statement("claim", then=(r"h(t) \leq 1",), given=(r"h(0) \leq 1",), by=by)

    assert outcomes(asks, gives, claim)["claim"] is not Outcome.PROVED


@pytest.mark.parametrize(
    ("true", "false", "by"),
    [
        (r"\mathrm{Var}(X) = \mathbb{E}[X^2] - (\mathbb{E}[X])^2", r"\mathrm{Var}(X) = \mathbb{E}[X^2]", "linearity"),
        (r"\mathrm{Var}(2 X + 1) = 4 \mathrm{Var}(X)", r"\mathrm{Var}(2 X + 1) = 2 \mathrm{Var}(X)", "linearity"),
        (r"\mathbb{E}[|X|] \leq \sqrt{\mathbb{E}[X^2]}", r"\mathbb{E}[X^2] \leq \mathbb{E}[|X|]", "jensen"),
        (
            r"\|x_i + x_j\|^2 = \|x_i\|^2 + 2 \langle x_i, x_j \rangle + \|x_j\|^2",
            r"\|x_i + x_j\|^2 = \|x_i\|^2 + \langle x_i, x_j \rangle + \|x_j\|^2",
            "norm_definition",
        ),
        (r"\|v\|_\infty \leq p", r"\|v\|_\infty < p", "norm_domination"),
        (
            r"g(t) - g(0) = \int_0^t \frac{dg(s)}{ds} ds",
            r"g(t) + g(0) = \int_0^t \frac{dg(s)}{ds} ds",
            "fundamental_theorem",
        ),
        (
            r"2 g(t) - 2 g(0) = \int_0^t 2 \frac{dg(s)}{ds} ds",
            r"2 t g(t) = \int_0^t 2 s \frac{dg(s)}{ds} ds",
            "fundamental_theorem",
        ),
    ],
)
def test_a_neighbour_of_what_is_proved_is_not(true: str, false: str, by: str) -> None:
    """The rule carries the true formula and not the one beside it."""
    given = (r"|v_i| \leq p, \forall i \in [n]",)

    assert outcome(true, rules.RULES[by], given=given) is Outcome.PROVED
    assert outcome(false, rules.RULES[by], given=given) is not Outcome.PROVED
