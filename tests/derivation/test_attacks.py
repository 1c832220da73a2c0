r"""False claims that a checker might be talked into: each must be refused, whoever wrote the derivation.

Some are asked of the whole judge, the others are derivations by hand, given to the checker alone. Every docstring
states the fact that the checker must know, and why the claim is false.
"""

from __future__ import annotations

import pytest

from ntkprops.derivation.check import check
from ntkprops.derivation.judgment import MOMENT, Formula, Refused, Source, Step
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
    sign,
    time,
    vector,
)
from ntkprops.language.reader import read
from ntkprops.language.tree import Expr, number, relation, symbol
from ntkprops.proof.book import Book
from ntkprops.statement import Ledger, Row, Statement, assume, cite, definition
from ntkprops.statement.lecture import Lecture
from ntkprops.statement.model import Erratum
from ntkprops.statement.rules import algebra, linearity
from ntkprops.trial.judge import Judge
from ntkprops.verdict import Outcome

NOTATION = Notation(
    (
        declare("n", count),
        declare("m", count),
        declare("d", count),
        index("i", "j", over="n"),
        index("k", "l", over="m"),
        declare("a", real),
        declare("b", real),
        declare("c", real),
        declare("q", real),
        declare("r", real),
        declare("p", positive),
        declare("R", positive),
        declare(r"\delta", probability),
        declare("F", probability),
        declare("s", time),
        declare("t", time),
        declare("T", time),
        declare("g", real, of=("time",)),
        declare("h", real, of=("time",)),
        declare("G", real, of=("level",)),
        declare("z", real, over=("n",)),
        declare("v", vector("n")),
        declare("M", matrix("n", "n")),
        declare("B", matrix("n", "n")),
        declare("x", vector("d"), over=("n",)),
        declare("X", real, random=True),
        declare("Y", real, random=True),
        declare("K", count, random=True),
        declare("y", real, over=("m",), random=True),
        declare("e", vector("n"), law="gaussian"),
        declare("Q", event),
        declare("w", vector("d"), over=("m",), of=("time",), random=True, law="gaussian"),
        declare("A", event, over=("n", "m"), random=True),
        declare("D", event, over=("m",), random=True),
        declare("S", real, over=("n", "m"), random=True),
        declare("L", real, of=("weights",), random=True),
        declare(r"\alpha", sign, over=("m",), of=("start",), random=True, law="rademacher"),
    )
)
ZERO, ONE, N = number(0), number(1), symbol("n")
S_, T_ = symbol("s"), symbol("t")


def said(label: str, *then: str, given: tuple[str, ...] = (), by=(), **rest) -> Statement:
    """A claim."""
    return Statement(label, then=then, given=given, by=tuple(by), **rest)


def taken(label: str, *then: str, given: tuple[str, ...] = (), **rest) -> Statement:
    """A claim that is taken from a source."""
    return said(label, *then, given=given, by=(assume("a source"),), **rest)


def meant(label: str, *then: str, **rest) -> Statement:
    """A definition."""
    return Statement(label, then=then, defines=True, **rest)


def judged(*parts: Statement | Ledger, corrected: bool = False, notation: Notation = NOTATION) -> Outcome:
    """The verdict on ``s``."""
    judge = Judge(Book(Lecture("attack", notation, parts)))
    judge.effort = 0
    return judge.verdict("s", corrected=corrected).outcome


def refused(claim: Statement, step: Step, *cited: Statement, constant: Expr | None = None, notation=NOTATION) -> str:
    """Why the checker refuses a derivation by hand."""
    book = Book(Lecture("attack", notation, (*cited, claim)))
    book.standing |= {(one.label, False): None for one in cited}
    with pytest.raises(Refused) as reason:
        check(book, book.reading("s", corrected=False), {(0, 0): step}, corrected=False, constant=constant)
    assert "makes no sense" not in str(reason.value)
    return str(reason.value)


def tree(latex: str) -> Expr:
    """A formula of the notation."""
    return read(latex, NOTATION)


def e(head: str, *args: Expr, name: str = "") -> Expr:
    return Expr(head, args, name)


def at(function: str, moment: Expr) -> Expr:
    return e("apply", symbol(function), moment)


def scalar(stated: Expr, *premises: Step) -> Step:
    return Step("scalar", (stated,), premises)


def fact(source: Source, values: tuple = (), *premises: Step) -> Step:
    return Step("fact", (source, values), premises)


def cited(label: str, **rest) -> Source:
    return Source("cited", (0, 0), label, **rest)


def local(stated: Expr) -> Step:
    return fact(Source("local", formula=Formula(stated)))


# -- names -------------------------------------------------------------------------------------------------


def test_no_symbol_is_spelled_like_an_atom() -> None:
    """A symbol spelled as atoms are is no atom: its derivative by itself is 1, and T <= 0 fails at T = 1."""
    one = symbol("[1]")
    grows = Step("groenwall", (one, one, ZERO, symbol("T")), (
        scalar(relation(e("derivative", one, one), "<=", e("mul", ZERO, one))), scalar(tree(r"0 \leq T"))))  # fmt: skip

    refused(
        said("s", r"T \leq 0", given=(r"g(T) \geq 0",)), scalar(tree(r"T \leq 0"), scalar(tree("g(T) = g(T)")), grows)
    )


@pytest.mark.parametrize("name", ["#e0:n", "#1:n"])
def test_a_rule_captures_no_index(name: str) -> None:
    """||z_j v|| <= sum_i |z_i v_i| for each j is false: z = (1, 0), v = (0, 1), j = 1."""
    at_name = e("mul", e("entry", symbol("z"), symbol(name)), symbol("v"))
    largest = e("maximum", symbol(name), ONE, N, e("norm", at_name, name="2"))
    total = tree(r"\sum_{i=1}^n |z_i v_i|")
    step = Step("extreme", (largest, total), (Step("norm_domination", ("sum", at_name)),))

    refused(
        said("s", r"\max_{1 \leq i \leq n} \|z_i v\|_2 \leq \sum_{i=1}^n |z_i v_i|"),
        scalar(relation(largest, "<=", total), step),
    )


def test_an_equation_entry_by_entry_is_at_indices_of_its_own() -> None:
    """z_j v = (z_i v_i)_i for each j is false, although it holds in the entry j."""
    i, j = symbol("#1:n"), symbol("#2:n")
    scaled = e("mul", e("entry", symbol("z"), i), symbol("v"))
    whole = e("family", j, ONE, N, e("mul", e("entry", symbol("z"), j), e("entry", symbol("v"), j)))
    entry = e("mul", e("entry", symbol("z"), i), e("entry", symbol("v"), i))
    step = Step("entrywise", (relation(scaled, "=", whole), ("#1:n",)), (scalar(relation(entry, "=", entry)),))

    assert "not fresh" in refused(said("s", "q = q"), scalar(tree("q = q"), step))


@pytest.mark.parametrize(("given", "fresh"), [
    (r"c \geq 1, \forall 0 \leq c \leq T", (("c", "#1:n"),)),
    (r"c + 0 k \geq 1, \forall 0 \leq c \leq T", (("c", "k"), ("k", "#1:m"))),
    (r"c \geq 1, \forall 0 \leq c \leq T", (("c", "m"),)),
])  # fmt: skip
def test_a_real_number_is_not_named_like_an_index(given: str, fresh: tuple) -> None:
    """c >= 1 for all c between 0 and T fails at c = 0, though it holds for every index or count c."""
    names = dict(fresh)
    stated = e("add", symbol(names["c"]), e("mul", ZERO, symbol(names["k"]))) if "k" in names else symbol(names["c"])
    shown = Step("let", fresh, (scalar(relation(stated, ">=", ONE)),))

    refused(said("s", r"q \geq 1"), fact(cited("z"), (), shown), taken("z", r"q \geq 1", given=(given,)))


def test_a_time_is_not_named_like_an_index() -> None:
    """g' <= 0 after time 1 does not give g(T) <= g(0): g may rise before."""
    moment = symbol("#1:n")
    slope = fact(cited("z"), (("t", moment),), scalar(relation(moment, ">=", ONE)))
    step = Step("groenwall", (at("g", moment), moment, ZERO, symbol("T")), (slope, scalar(tree(r"0 \leq T"))))

    refused(said("s", r"g(T) \leq g(0)"), step, taken("z", r"\frac{dg(t)}{dt} \leq 0", given=(r"t \geq 1",)))


@pytest.mark.parametrize(("name", "low", "high", "op", "bound", "claim"), [
    ("p", -1, 0, ">=", "0", r"\int_{-1}^0 r dr \geq 0"),
    ("n", 0, 1, ">=", "1", r"\int_0^1 r dr \geq 1"),
])  # fmt: skip
def test_a_bound_variable_has_no_sign(name: str, low: int, high: int, op: str, bound: str, claim: str) -> None:
    """Under an integral p runs through its range, whatever sign or sort is declared for a symbol spelled so."""
    variable = symbol(name)
    whole = e("integral", variable, number(low), number(high), variable)
    ordered = scalar(relation(number(low), "<=", number(high)))
    step = Step("monotone", (whole, op, tree(bound)), (scalar(relation(variable, op, tree(bound))), ordered))

    refused(said("s", claim), step)


def test_an_index_of_one_range_is_not_one_of_another() -> None:
    """k declared from 1 to m is at most n, not m, under a sum from 1 to n: n = 3, m = 1."""
    step = Step(
        "monotone", (e("sum", symbol("k"), ONE, N, symbol("k")), "<=", symbol("m")), (scalar(tree(r"k \leq m")),)
    )

    refused(said("s", r"\sum_{l=1}^n l \leq n m"), step)


def test_the_ends_of_a_range_do_not_speak_of_its_variable() -> None:
    """Inside an integral from t + 1 the variable t is another one; 1 <= 0 is false."""
    t = symbol("@t")
    low, high = e("add", t, ONE), e("add", t, number(2))
    absurd = scalar(relation(ONE, "<=", ZERO), local(relation(low, "<=", t)))
    step = Step("monotone", (e("integral", t, low, high, ONE), "<=", ZERO), (absurd, scalar(relation(low, "<=", high))))

    refused(said("s", r"1 \leq 0"), scalar(tree(r"1 \leq 0"), step))


def test_a_norm_is_not_the_symbol_that_is_spelled_like_its_kind() -> None:
    """F is a probability, the Frobenius norm is not: it may be 2."""
    assert judged(said("s", r"\|M\|_F < 1", by=(algebra,))) is not Outcome.PROVED
    refused(said("s", r"\|M\|_F < 1"), scalar(tree(r"\|M\|_F < 1")))


# -- definitions -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("meaning", "lent", "values", "claim"), [
    ("b = 2 a", "b = 2 a", {"a": "5"}, "b = 10"),
    ("b = g(t)", "b = g(t)", {}, "b = g(s)"),
    ("b = g(t)", "b = g(t)", {"t": "0"}, "b = g(0)"),
])  # fmt: skip
def test_nothing_is_put_for_what_a_definition_hides(meaning: str, lent: str, values: dict, claim: str) -> None:
    """b := 2 a speaks of a: b = 2 a at a = 5 does not say that b is 10. Likewise b := g(t), of t."""
    shown = said("z", lent, by=(definition("b"),))

    assert judged(meant("d", meaning), shown, said("s", claim, by=(cite("z", values),))) is not Outcome.PROVED


@pytest.mark.parametrize("sign_", ["=", ":="])
def test_a_definition_keeps_its_own_free_symbols(sign_: str) -> None:
    """With b := 2 t for one t it is false that b = 2 t for all t."""
    claim = said("s", r"b = 2 t, \forall 0 \leq t \leq 1", given=(f"b {sign_} 2 t",), by=(definition("b"),))

    assert judged(claim) is not Outcome.PROVED


def test_a_cited_equation_keeps_its_own_free_symbols() -> None:
    """z_i = q for one q does not give it for all."""
    claim = said("s", r"z_i = q, \forall 0 \leq q \leq 1", by=(cite("z"),))

    assert judged(taken("z", "z_i = q"), claim) is not Outcome.PROVED


def test_what_a_claim_defines_for_itself_stays_with_it() -> None:
    """b := 2 a is 2 where a claim sets a := 1, and not elsewhere."""
    own = said("z", "b = 2", given=("a := 1",), by=(definition("b"), definition("a")))

    assert judged(meant("d", "b = 2 a"), own, said("s", "b = 2", by=(cite("z"),))) is not Outcome.PROVED


@pytest.mark.parametrize("given", [r"b = r + 0 q, \forall 1 \leq q \leq p", r"\exists q, b = r + q"])
def test_what_is_said_under_a_condition_defines_nothing(given: str) -> None:
    """b = r for q in [1, p] says nothing where p < 1; that b is r + q for some q says nothing of this q."""
    claim = "b = r" if "forall" in given else "b = r + q"

    assert judged(said("s", claim, given=(given,), by=(definition("b"),))) is not Outcome.PROVED


@pytest.mark.parametrize(("lent", "for_all", "claim"), [
    (r"G(\delta) = 0, \forall \delta", "", "G(2) = 0"), (r"G(\delta) = 0", r"\delta", "G(2) = 0"),
    (r"G(p) = p", "p", "G(-1) = -1"), ("g(t) = t", "", "g(-1) = -1"), ("z_i = 0", "", "z_{n+1} = 0"),
])  # fmt: skip
def test_an_equation_is_used_at_values_of_its_sort(lent: str, for_all: str, claim: str) -> None:
    """What holds for probabilities, positive numbers, times or indices says nothing of 2, -1 and n + 1."""
    assert judged(taken("z", lent, for_all=for_all), said("s", claim, by=(cite("z"),))) is not Outcome.PROVED


def test_a_function_of_time_defined_at_a_time_is_not_constant() -> None:
    """h = g(t) does not say that h(0) = g(t)."""
    assert judged(meant("d", "h = g(t)"), said("s", "h(0) = g(t)", by=(definition("h"),))) is not Outcome.PROVED


@pytest.mark.parametrize(
    ("lent", "claim"), [(r"\|v\|_1 \leq n \|v\|_2", r"\|v\|_1 \leq \|v\|_2"), (r"i \leq n", r"i \leq 1")]
)
def test_a_dimension_is_not_set_to_a_value(lent: str, claim: str) -> None:
    """v has n entries: at n = 1 a bound in n says nothing of it. v = (1, 1)."""
    refused(said("s", claim), fact(cited("z", at=(("n", ONE),))), taken("z", lent))


@pytest.mark.parametrize("always", [r"g(s) \leq 1, \forall 0 \leq s \leq 1", r"g(s) \leq 1, \forall 0 \leq s \leq T"])
def test_what_always_holds_keeps_its_quantifier(always: str) -> None:
    """g <= 1 on [0, 1] does not bound g at every time s."""
    step = fact(Source("always", (0, 0)))
    notation = Notation(NOTATION.symbols, always=(always,))

    refused(said("s", r"g(s) \leq 1"), step, notation=notation)


# -- derivatives and integrals -----------------------------------------------------------------------------


def test_a_derivative_at_a_time_is_not_that_of_a_constant() -> None:
    """dg/dt >= 1 at t = 0 is not 0 >= 1."""
    refused(said("s", r"0 \geq 1"), fact(cited("z"), (("t", ZERO),)), taken("z", r"\frac{dg(t)}{dt} \geq 1"))


def test_a_derivative_captures_no_factor() -> None:
    """d(p g(t))/dt = p dg/dt at t = p does not say that d(p g(p))/dp = p dg(p)/dp: g(p) = 0 is false."""
    step = scalar(tree("g(p) = 0"), fact(cited("z"), (("t", symbol("p")),)))

    refused(said("s", "g(p) = 0"), step, taken("z", r"\frac{d(p g(t))}{dt} = p \frac{dg(t)}{dt}"))


def test_a_gradient_at_the_start_captures_no_weights() -> None:
    """The gradient of sum <w_l(0), w_l> is w_k(0) for any w; at w = w(0) it is not that of sum |w_l(0)|^2."""
    lent = taken(
        "z", r"\frac{\partial (\sum_{l=1}^m w_l(0)^\top w_l)}{\partial w_k} = w_k(0)", for_all=r"\{w_k\}_{k=1}^m"
    )
    step = fact(cited("z", timed=True), ((MOMENT, ZERO),))

    refused(said("s", "2 w_k(0) = w_k(0)"), step, lent)


def test_equal_under_an_integral_is_equal_between_its_ends() -> None:
    """s = 5 for all s with 1 <= s <= 0, of which there are none; the integral from 1 to 0 of s is -1/2."""
    s = symbol("@s")
    absurd = scalar(relation(s, "=", number(5)), local(relation(ONE, "<=", s)), local(relation(s, "<=", ZERO)))

    refused(
        said("s", r"\int_1^0 r dr = -5"), Step("monotone", (e("integral", s, ONE, ZERO, s), "=", number(5)), (absurd,))
    )


def test_what_stands_under_a_backwards_integral_must_be_defined() -> None:
    """The root of s is undefined below 0, in whichever order the ends of the range are printed."""
    stated = tree(r"\int_1^{-1} \sqrt{r}^2 dr = \int_1^{-1} r dr")

    assert "undefined" in refused(said("s", r"\int_1^{-1} \sqrt{r}^2 dr = \int_1^{-1} r dr"), scalar(stated))


def test_an_equation_at_all_times_says_nothing_of_earlier_ones() -> None:
    """g = 1 from time 0 on does not give the integral of g from -1 to 0."""
    claim = said("s", r"\int_{-1}^0 g(s) ds = 1", by=(cite("z"), linearity))

    assert judged(taken("z", "g(t) = 1"), claim) is not Outcome.PROVED


def test_a_sum_is_nonnegative_by_its_summands_not_by_their_letter() -> None:
    """k is positive as an index; the sum of k from -3 to 0 is -6."""
    stated = r"\sum_{k=-3}^{0} k + 0 \sqrt{\sum_{k=-3}^{0} k} \geq 0"

    refused(said("s", stated), scalar(tree(stated)))


def test_continuity_keeps_no_relation_between_the_two_times() -> None:
    """ "s <= t for s up to t" is no property of the time s alone: 1 <= t is false at t = 0."""
    step = Step("bootstrap", (tree(r"s \leq t"), S_, Formula(tree(r"0 \leq 1")), T_, ONE), (
        scalar(tree("0 < 1")), scalar(tree(r"0 \leq 1")), scalar(tree(r"t \leq t"))))  # fmt: skip

    refused(said("s", r"1 \leq t"), step)


def test_continuity_looks_at_earlier_times_only() -> None:
    """ "g <= 1 at all times gives g < 1" is true of g(t) = t; it would with one name for two times."""
    s, y = symbol("s"), symbol("@y")
    gate = Formula(relation(at("g", s), "<=", ONE))
    until = Formula(gate.relation, (("s", time),), (Formula(relation(ZERO, "<=", s)), Formula(relation(s, "<=", s))))
    all_times = Step("let", (("s\0", "@y"),), (
        fact(Source("local", formula=until), (("s", y),),
             local(relation(y, ">=", ZERO)), scalar(relation(y, "<=", y))),))  # fmt: skip
    step = Step("bootstrap", (gate.relation, s, gate, s, symbol("T")), (
        fact(cited("z"), (("t", s),), all_times), fact(cited("begin")), local(gate.relation)))  # fmt: skip
    asked = taken("z", "g(t) < 1", given=(r"g(s) \leq 1, \forall s \geq 0",))

    refused(
        said("s", r"g(T) \leq 1"), step, asked, taken("begin", r"g(0) \leq 1"), taken("d", r"\frac{dg(t)}{dt} \leq 5")
    )


# -- the draw ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("meaning", "claim"), [
    (r"b = \mathbb{E}_{Y}[X Y]", r"\mathbb{E}[b] = b"), (r"b = \mathbb{E}_{Y}[X]", r"\mathrm{Var}(b) = 0"),
])  # fmt: skip
def test_a_mean_over_a_part_of_the_draw_is_random(meaning: str, claim: str) -> None:
    """E_Y[X] is X."""
    assert judged(meant("d", meaning), said("s", claim, by=(linearity,))) is not Outcome.PROVED


@pytest.mark.parametrize("claim", [
    r"\mathbb{E}_{X \sim \mathcal{N}(0, 1)}[X] = \mathbb{E}[X]",
    r"\mathbb{E}_{X \sim \mathcal{N}(Y, 1)}[Y] = \mathbb{E}[Y]",
    r"\Pr_{X \sim \mathcal{N}(0, 1)}[X \geq 0] = \Pr[X \geq 0]",
])  # fmt: skip
def test_a_mean_under_another_law_is_another_mean(claim: str) -> None:
    """X has whatever law it has; a subscript may name another, and what that law depends on is not averaged."""
    assert judged(said("s", claim, by=(linearity,))) is not Outcome.PROVED


def test_what_has_a_law_is_drawn() -> None:
    """The indicator of a half space is 0 or 1, never 1/2, though nobody declared the Gaussian as random."""
    claim = r"\|v\|_2 \mathbf{1}[v^\top e \geq 0] = \frac{\|v\|_2}{2}"

    refused(said("s", claim), Step("half_space", (symbol("v"), symbol("e"))))
    refused(said("s", r"\Pr(Q)^2 = \Pr(Q)"), scalar(tree(r"\Pr(Q)^2 = \Pr(Q)")))


def test_the_mean_of_a_sum_of_random_length_stays_whole() -> None:
    """The right side of E[X sum_{i <= K} i] = E[X] sum_{i <= K} i is random."""
    claim = r"\mathbb{E}[X \sum_{i=1}^K i] = \mathbb{E}[X] \sum_{i=1}^K i"

    assert judged(said("s", claim, by=(linearity,))) is not Outcome.PROVED
    refused(said("s", claim), scalar(tree(claim)))


# -- events ------------------------------------------------------------------------------------------------


def test_an_event_does_not_fail_less_often_than_never() -> None:
    """A trivial bound of 1 + delta is not paid for by a claim "with probability 2"."""
    cites = taken("y", r"\Pr[X > 0] \leq 1 + \delta"), taken("z", "q = q", probability="2")
    step = scalar(tree(r"X \leq 0"), fact(Source("tail", (0, 0), "y")), fact(Source("event", (0, 0), "z")))

    refused(said("s", r"X \leq 0", probability=r"1 - \delta"), step, *cites)


@pytest.mark.parametrize("chance", ["2", r"1 + \delta", "X"])
def test_a_probability_is_at_most_one_and_fixed(chance: str) -> None:
    """Nothing holds with probability 2, nor with one that depends on the draw."""
    refused(said("s", "q = q", probability=chance), scalar(tree("q = q")))


def test_a_hidden_constant_is_a_number() -> None:
    """n^2 is at most n n, which does not make it O(n)."""
    bound = relation(e("abs", tree("n^2")), "<=", e("mul", N, N))

    refused(said("s", "n^2 = O(n)"), scalar(bound), constant=N)


@pytest.mark.parametrize(("lent", "then", "chance"), [
    (r"\|w_k - w_k(0)\|_2 \leq R", r"\|w_k - w_k(0)\|_2 \leq R", ""),
    ("w_k = w_k(0)", "w_k = w_k(0)", ""),
    (r"\Pr[\|w_1\|_2 > R] \leq \delta", r"\|w_1\|_2 \leq R", r"1 - \delta"),
])  # fmt: skip
def test_what_is_said_of_these_weights_is_not_said_of_any(lent: str, then: str, chance: str) -> None:
    """The weights at hand may be near the start; any weights need not be. Nor where another claim passes it on."""
    claim = said("s", then, for_all=r"\{w_k\}_{k=1}^m", probability=chance, by=(cite("z"),))
    passed = said("z", lent, by=(cite("source"),))

    assert judged(taken("z", lent), claim) is not Outcome.PROVED
    assert judged(taken("source", lent), passed, claim) is not Outcome.PROVED


# -- forms, chains, and what is chosen -----------------------------------------------------------------------


def test_what_means_something_else_in_its_other_form_is_not_cited() -> None:
    """R is 1 as printed and 2 as corrected: the corrected "R = 2" does not make 1 = 2 as printed."""
    meaning = meant("d", "R = 1", errata=(Erratum("then", 0, "R = 2", because="a slip"),))
    two = said("z", "R = 3", errata=(Erratum("then", 0, "R = 2", because="a slip"),))
    claim = said("s", "1 = 2", by=(definition("R"),))
    book = Book(Lecture("attack", NOTATION, (meaning, two, claim)))
    book.standing[("z", True)] = frozenset()
    step = scalar(tree("1 = 2"), fact(Source("cited", (0, 0), "z", corrected=True)))

    with pytest.raises(Refused):
        check(book, book.reading("s", corrected=False), {(0, 0): step}, corrected=False, constant=None)


def test_a_chain_keeps_what_its_rows_are_given() -> None:
    """a = b holds in the first row, which is given it; the second row, which is not, does not lend it."""
    frame = said("u", "q = q")
    slip = Erratum("given", 0, "a = b", because="it was forgotten")
    rows = Ledger(frame, rows=(Row("r1", "a = b", by=(algebra,), errata=(slip,)), Row("r2", "= b + 0", by=(algebra,))))

    assert judged(frame, rows, said("s", "a = b", by=(cite("r2"),)), corrected=True) is not Outcome.PROVED


FLIPS = (
    r"A_{ik} = \{\exists w_k, \|w_k - w_k(0)\|_2 \leq R, "
    r"\mathbf{1}[x_i^\top w_k \geq 0] \neq \mathbf{1}[x_i^\top w_k(0) \geq 0]\}"
)


@pytest.mark.parametrize("given", ["", r"S_{ik} > R", r"\|w_k - w_k(0)\|_2 > R"])
def test_the_weights_that_an_event_chooses_are_not_those_at_hand(given: str) -> None:
    """S_ik := ||w_k - w_k(0)|| is of the weights at hand: that some weights are near does not make S_ik at most R."""
    near = tree(r"\|w_k - w_k(0)\|_2 \leq R")
    words = r"1 \leq 0" if given else r"S_{ik} \leq R"
    large = tree(words)
    known = [local(near)]
    known += [fact(Source("given", (0, 0)))] if given else []
    shown = Step("cases", (relation(ONE, "<=", e("indicator", large)), (large,)), tuple(known))
    claim = said(
        "s", rf"\Pr(A_{{ik}}) \leq \Pr[{words}]", given=(given,) if given else (), by=(definition("S"),)
    )  # fmt: skip
    meanings = meant("d", FLIPS), meant("d2", r"S_{ik} = \|w_k - w_k(0)\|_2")

    refused(claim, Step("opened_inclusion", (tree("A_{ik}"), large), (shown,)), *meanings)


@pytest.mark.parametrize(("meaning", "claim"), [
    (r"G(q) = \mathbb{E}[q X]", r"G(X) = \mathbb{E}[X^2]"), (r"G(q) = \Pr[X \geq q]", r"G(X) = \Pr[X \geq X]"),
])  # fmt: skip
def test_what_is_random_is_not_put_under_a_mean(meaning: str, claim: str) -> None:
    """G(q) := E[q X] is q E[X]; at q = X that is X E[X], and not E[X^2]."""
    by = (definition("G"), cite("d"), algebra)

    assert judged(meant("d", meaning), said("s", claim, by=by)) is not Outcome.PROVED
    assert judged(taken("d", meaning + r", \forall q"), said("s", claim, by=by)) is not Outcome.PROVED


@pytest.mark.parametrize(("rule", "args", "claim"), [
    ("rayleigh", ("M B", "v"), r"\lambda_{\min}(M B) \|v\|_2^2 \leq v^\top M B v"),
    ("rayleigh", (r"M v v^\top", "v"), r"\lambda_{\min}(M v v^\top) \|v\|_2^2 \leq v^\top M v v^\top v"),
    ("rayleigh_entry", ("M B", "i"), r"\lambda_{\min}(M B) \leq (M B)_{ii}"),
    ("weyl", ("M B", "B M"), r"\lambda_{\min}(M B) \geq \lambda_{\min}(B M) - \|M B - B M\|_2"),
])  # fmt: skip
def test_a_product_of_symmetric_matrices_is_not_symmetric(rule: str, args: tuple, claim: str) -> None:
    """M = diag(1, 9) and B = ((5, 4), (4, 5)) have a product with positive eigenvalues that is not positive."""
    assert "symmetric" in refused(said("s", claim), Step(rule, tuple(map(tree, args))))


def test_a_sum_of_symmetric_matrices_is_symmetric() -> None:
    """The neighbour of the above that holds."""
    claim = said("s", r"\lambda_{\min}(M + 2 B) \|v\|_2^2 \leq v^\top (M + 2 B) v")
    book = Book(Lecture("attack", NOTATION, (claim,)))
    step = Step("rayleigh", (tree("M + 2 B"), symbol("v")))

    assert check(book, book.reading("s", corrected=False), {(0, 0): step}, corrected=False, constant=None).lines


def test_an_index_that_a_claim_quantifies_is_one_in_what_is_given() -> None:
    """ "For all i, if z_i <= q then sum z_j <= n q" is false: n = 2, z = (0, 9), q = 1, i = 1."""
    claim = said("s", r"\sum_{j=1}^n z_j \leq n q", given=(r"z_i \leq q",), for_all=r"i \in [n]", by=(linearity,))

    assert judged(claim) is not Outcome.PROVED


def test_a_range_that_depends_on_the_draw_is_of_one_outcome() -> None:
    """q <= X for each q up to X says nothing of E[X]: X is 0 or 2, q = 2."""
    step = Step("monotone", (tree(r"\mathbb{E}[X]"), ">=", tree("q")), (fact(Source("range", (0, 1))),))

    refused(said("s", r"q \leq \mathbb{E}[X]", for_all=r"0 \leq q \leq X"), step)


def test_a_corrected_definition_corrects_what_appeals_to_it() -> None:
    """R is 1 as printed and 2 as corrected: "R = 1", by definition, stands in the printed form alone."""
    meaning = meant("d", "R = 1", errata=(Erratum("then", 0, "R = 2", because="a slip"),))
    claim = said("s", "R = 1", by=(definition("R"),))

    assert judged(meaning, claim) is Outcome.PROVED
    assert judged(meaning, claim, corrected=True) is not Outcome.PROVED


def test_no_mean_is_taken_over_weights_that_are_chosen_after_the_draw() -> None:
    """Off a tail for any w the bound holds of the worst w(t) of each outcome, of which E[|w_1(t)|] is no mean."""
    claim = said("s", r"X < \mathbb{E}[\|w_1(t)\|_2]", probability=r"1 - \delta")
    lent = taken("z", r"\Pr[X \geq \mathbb{E}[\|w_1\|_2]] \leq \delta", for_all=r"\{w_k\}_{k=1}^m")
    refused(claim, fact(Source("tail", (0, 0), "z", timed=True), ((MOMENT, T_),)), lent)

    hidden = meant("d", r"S_{ik} = \mathbb{E}[\|w_k\|_2]"), taken(
        "z", r"\Pr[X \geq S_{11}] \leq \delta", for_all=r"\{w_k\}_{k=1}^m"
    )  # fmt: skip
    claim = said("s", "X < S_{11}", probability=r"1 - \delta", for_all=r"\{w_k\}_{k=1}^m")
    refused(claim, fact(Source("tail", (0, 0), "z")), *hidden)


def test_a_failure_is_one_number_for_the_whole_event() -> None:
    """ "X <= q with probability 1 - 1/q, for all q" at q = 2 fails with probability 1/2, not 1/q."""
    lent = taken("z", r"X \leq q", probability=r"1 - \frac{1}{q}", for_all=r"q \geq 1")
    step = fact(Source("event", (0, 0), "z"), (("q", number(2)),), scalar(tree(r"2 \geq 1")))
    refused(said("s", r"X \leq 2", probability=r"1 - \frac{1}{q}", given=(r"q \geq 1",)), step, lent)

    meaning = meant("d", r"\delta = \frac{1}{1 + p}")
    lent = taken("z", r"X \leq p", probability=r"1 - \delta")
    step = fact(Source("event", (0, 0), "z", at=(("p", ONE),)))
    refused(said("s", r"X \leq 1", probability=r"1 - \delta"), step, meaning, lent)


@pytest.mark.parametrize(("body", "by"), [
    (r"\sum_{l=1}^m w_{l1}(t) w_{l1}(t)", "w_k"), (r"\sum_{l=1}^m w_{l1} w_{l1}", "w_k(t)"),
])  # fmt: skip
def test_weights_at_an_unsaid_time_are_no_constants(body: str, by: str) -> None:
    """w may be w(t): a sum of squares of the one has no gradient 0 by the other."""
    stated = relation(e("partial", tree(body), tree(by)), "=", e("mul", ZERO, tree("w_k")))
    entry = scalar(tree("q = q"))

    assert "may depend" in refused(
        said("s", "q = q"), scalar(tree("q = q"), Step("entrywise", (stated, ("#1:d",)), (entry,)))
    )


# -- what is settled ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("parts", "always", "claim", "values"), [
    ((taken("z", r"W(\tau) \leq q"),), "", r"W(t) \leq q", {}),
    ((meant("d", "T = 2"), taken("z", r"g(T) \leq q")), "", r"g(t) \leq q", {}),
    ((meant("d", "T = 2"), said("z", r"T \leq 2", by=(definition("T"),))), "", r"t \leq 2", {}),
    ((said("z", r"T \leq 5", by=(algebra,)),), r"T \leq 5", r"t \leq 5", {}),
    ((said("z", r"q \leq 5", by=(algebra,)),), r"q \leq 5", r"r \leq 5", {"q": "r"}),
    ((said("z", "b = 2 a", by=(algebra,)),), "b = 2 a", "b = 10", {"a": "5"}),
])  # fmt: skip
def test_what_is_settled_is_no_variable(parts: tuple, always: str, claim: str, values: dict) -> None:
    """A random or a defined time, and what the notes say something of throughout, is one thing, not any."""
    more = declare("W", real, of=("time",), random=True), declare(r"\tau", time, random=True)
    notation = Notation((*NOTATION.symbols, *more), always=(always,) if always else ())
    given = (r"r \geq 0",) if "r" in values.values() else ()

    assert (
        judged(*parts, said("s", claim, given=given, by=(cite("z", values),)), notation=notation) is not Outcome.PROVED
    )


def test_a_definition_is_not_set_to_a_value() -> None:
    """R := 2 is at most 2; 5 is not."""
    lent = said("z", r"R \leq 2", by=(definition("R"),))
    refused(said("s", r"5 \leq 2"), fact(cited("z", at=(("R", number(5)),))), meant("d", "R = 2"), lent)


@pytest.mark.parametrize(("inner", "outer", "claim"), [
    ("b = 2 q", "G(q) = b", "G(5) = 2 q"), ("b = g(t)", "h(t) = b", "h(0) = b"),
])  # fmt: skip
def test_nothing_is_put_for_an_argument_that_a_definition_hides(inner: str, outer: str, claim: str) -> None:
    """With b := 2 q the function G(q) := b is 10 at 5, whatever q is elsewhere."""
    by = definition(outer[0]), definition("b")

    assert judged(meant("d", inner), meant("e", outer), said("s", claim, by=by)) is not Outcome.PROVED


# -- shapes ------------------------------------------------------------------------------------------------


def test_a_binder_binds_a_symbol() -> None:
    """What binds "s + r" binds nothing that may be replaced: the integral of s from 0 to 5 is 25/2, not at most 5."""
    s = symbol("@s")
    hidden = e("sum", e("add", s, symbol("r")), ONE, ONE, s)
    inner = Step("monotone", (e("integral", s, ZERO, ONE, hidden), "<=", ONE), (
        scalar(relation(hidden, "<=", ONE), local(relation(s, "<=", ONE))), scalar(tree(r"0 \leq 1"))))  # fmt: skip
    outer = Step("monotone", (e("integral", s, ZERO, number(5), s), "<=", ONE), (
        scalar(relation(s, "<=", ONE), inner), scalar(tree(r"0 \leq 5"))))  # fmt: skip

    refused(said("s", r"\int_0^5 s ds \leq 5"), outer)


@pytest.mark.parametrize(("one", "other"), [
    (e("Var", symbol("X"), symbol("Y")), e("Var", symbol("X"))), (e("constant", name="e"), e("constant", name="\\pi")),
    (e("symbol", symbol("r"), name="q"), symbol("q")),
    (e("E", symbol("X"), symbol("X"), symbol("Y")), e("E", symbol("X"))),
])  # fmt: skip
def test_a_tree_is_one_that_is_printed(one: Expr, other: Expr) -> None:
    """What no formula says is refused: nothing tells what its further parts mean."""
    refused(said("s", "q = q"), scalar(tree("q = q"), scalar(relation(one, "=", other))))
