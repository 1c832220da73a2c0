"""A witness is held against everything that is printed, by code that shares nothing with what found it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from ntkprops.language import Notation, count, declare, index, nonnegative, positive, probability, real, sign, time
from ntkprops.language.reader import read
from ntkprops.language.tree import Expr, number, relation, symbol
from ntkprops.meaning import evaluate
from ntkprops.meaning.exact.values import Undetermined
from ntkprops.proof.facts import Rewrite
from ntkprops.proof.reading import printed, understand
from ntkprops.statement import Statement
from ntkprops.trial.recheck import Claim, confirmed, printed_claim
from ntkprops.trial.refute import precise
from ntkprops.trial.scene import Scene
from ntkprops.trial.small_numbers import small_numbers
from ntkprops.trial.world import Effort, Usage

F = Fraction
NOTATION = Notation(
    (
        declare("a", positive),
        declare("b", real),
        declare("c", real),
        declare("n", count),
        index("i", over="n"),
        declare("p", probability),
        declare("r", nonnegative),
        declare("s", sign),
        declare("t", time),
    )
)
NAMED = Notation((declare("c", real), declare("e", real, over=("n",)), declare("n", count), index("i", over="n")))


def scene(notation: Notation = NOTATION, **values: str) -> Scene:
    """Where symbols have these values and nothing is drawn."""
    names = {name: F(value) for name, value in values.items()}
    setting = next(iter(small_numbers().settings(Usage(frozenset(names), declared=notation.table))))
    return Scene(notation, setting.fixed, setting, names, {}, Usage(frozenset(names)), Effort(10_000))


def claim(*then: str, given: tuple[str, ...] = (), for_all: str = "") -> Claim:
    """What is printed."""
    statement = Statement("x", given=given, then=then, for_all=for_all)
    return printed_claim(understand(printed(statement, None, corrected=False), NOTATION), NOTATION)


def is_witness(said: Claim, **values: str) -> bool:
    """What the second look says of an instance."""
    with precise():
        return confirmed(said, scene(**values))


def test_a_violation_under_its_hypotheses_is_a_witness():
    """b = 2 obeys b >= 1 and breaks b <= 1."""
    assert is_witness(claim(r"b \leq 1", given=(r"b \geq 1",)), b="2")


BROKEN = [
    (r"b \geq c", {"b": "2", "c": "3"}),
    (r"b \in [0, 1]", {"b": "2"}),
    (r"b \in (0, 2)", {"b": "2"}),
    (r"b \in \{-1, 1\}", {"b": "2"}),
    (r"n \in [2]", {"n": "3", "b": "2"}),
    (r"b \leq c, c \leq 1", {"b": "2", "c": "3"}),
    (r"b \leq c \leq 3", {"b": "2", "c": "4"}),
    (r"b t \leq 1, \forall t \in (0, 1)", {"b": "2", "t": "0"}),
    (r"b \leq t, \forall t \geq 1", {"b": "2", "t": "3"}),
    (r"t \geq 1, \forall t \neq 1", {"b": "2"}),
    (r"\frac{i}{n} b \leq 1", {"b": "2", "n": "2", "i": "1"}),
    (r"b \leq O(c)", {"b": "2", "c": "2"}),
]


@pytest.mark.parametrize(("given", "values"), BROKEN)
def test_a_broken_hypothesis_makes_none(given, values):
    """No instance counts that breaks a relation, a membership, a range or one link of what is given."""
    assert not is_witness(claim(r"b \leq 1", given=(given,)), **values)


UNDEFINED = [
    r"\frac{c}{c} = 1",
    r"\frac{b c}{c} = b",
    r"\log(c) - \log(c) = 0",
    r"\sqrt{c - 1} = \sqrt{c - 1}",
    r"0 \cdot \sqrt{c - 1} = 0",
    r"(\frac{1}{c})^0 = 1",
    r"(c - 1)^b = (c - 1)^b",
    r"\mathbf{1}[\frac{1}{c} \geq 0] \leq 1",
]


@pytest.mark.parametrize("given", UNDEFINED)
def test_what_is_undefined_is_not_obeyed(given):
    """At c = 0 nothing is cancelled before it is looked at; at c = 1 the same claim has a witness."""
    said = claim(r"b \leq 1", given=(given,))

    assert not is_witness(said, b="2", c="0")
    assert is_witness(said, b="2", c="1")


@pytest.mark.parametrize("side", [r"\frac{c}{c}", r"\log(c)", r"\sqrt{c - 1}", r"(c - 1)^b"])
def test_what_is_undefined_is_not_broken(side):
    """A conclusion with a side that has no value at c = 0 does not fail there, whatever its other parts say."""
    assert not is_witness(claim(rf"{side} \leq -10"), b="2", c="0")
    assert not is_witness(claim(rf"{side} \leq 10", r"b \leq 1"), b="2", c="0")


SORTS = [("a", "0"), ("n", "0"), ("n", "3/2"), ("p", "1"), ("r", "-1"), ("s", "2"), ("t", "-1"), ("i", "3")]


@pytest.mark.parametrize(("name", "value"), SORTS)
def test_a_value_outside_its_sort_makes_none(name, value):
    """Positive, count, probability, nonnegative, sign, time and index say which numbers a symbol may be."""
    assert not is_witness(claim(rf"{name} = 100"), **{"n": "2", name: value})


def test_a_symbol_without_a_value_makes_none():
    """Where the instance says nothing of t, what is given of t does not hold."""
    assert not is_witness(claim(r"b \leq 0", given=(r"t = t",)), b="1")


def test_the_range_of_a_conclusion_is_looked_at():
    """c = 2 does not break what is said for all c in (0, 1); c = 1/2 does not obey a false bound."""
    said = claim(r"c^2 \leq \frac{c}{4}, \forall c \in (0, 1)")

    assert not is_witness(said, c="2")
    assert is_witness(said, c="1/2")


def test_what_a_claim_binds_is_looked_at():
    """c = 2 lies outside what the claim is said for; what is given of every w in [0, 1] is not met at one w."""
    assert not is_witness(claim(r"c^2 \leq 1", for_all=r"0 \leq c \leq 1"), c="2")
    assert not is_witness(claim(r"b \leq 1", given=(r"b w \leq 1",), for_all=r"0 \leq w \leq 1"), b="2", w="0")


@pytest.mark.parametrize("given", [r"t \geq 1, \forall t \geq 1", r"2 t (1 - t) \leq 1, \forall 0 \leq t \leq 1"])
def test_what_holds_throughout_a_range_is_seen_to(given):
    """The range is taken as printed, and halved where one enclosure does not tell."""
    assert is_witness(claim(r"b \leq 1", given=(given,)), b="2")


def test_an_extremum_is_taken_over_every_index():
    """It is the value at one of them."""
    assert is_witness(claim(r"\max_i \frac{i}{n} \geq 2"), n="2")


def test_one_part_must_fail_and_every_part_must_be_understood():
    """A part that nobody understands keeps a conclusion from being broken by another."""
    assert is_witness(claim(r"b^2 \geq 0", r"b \leq 1"), b="2")
    assert not is_witness(Claim(NOTATION, (), (*claim(r"b \leq 1").then, Expr("mystery", (symbol("b"),)))), b="2")


def test_what_nothing_here_knows_holds_nothing_and_breaks_nothing():
    """A head or a relation that no rule knows is neither obeyed nor broken."""
    false, b = relation(symbol("b"), "<=", number(1)), symbol("b")
    for strange in (Expr("mystery", (b,)), relation(Expr("mystery", (b,)), "=", b), relation(b, "mystery", b)):
        assert not is_witness(Claim(NOTATION, (strange,), (false,)), b="2")
        assert not is_witness(Claim(NOTATION, (), (false, strange)), b="2")
        assert not is_witness(Claim(NOTATION, (), (strange,)), b="2")


def test_where_the_work_is_done_nothing_is_a_witness():
    """A second look that may not be finished confirms nothing."""
    assert not confirmed(claim(r"b \leq 1"), replace(scene(b="2"), effort=Effort(1)))


RANDOM = Notation(
    (
        declare("X", real, random=True),
        declare("Y", real, random=True),
        declare("G", real, random=True, law="gaussian"),
        declare("Z", real, over=("n",), random=True),
        declare("n", count),
        index("i", over="n"),
        declare("a", positive),
        declare(r"\mu", real),
    ),
    world=small_numbers(variables=("X", "Y"), samples={"Z": "n"}),
)
EVEN = ((F(-1), F(1, 2)), (F(1), F(1, 2)))
ABOVE = ((F(1), F(1, 2)), (F(2), F(1, 2)))
MU = {r"\mu": [Rewrite(symbol(r"\mu"), read(r"\mathbb{E}[X]", RANDOM), frozenset())]}


def is_drawn_witness(then: str, law=EVEN, *, given=(), drawn=None, chance="", definitions=None, **values: str) -> bool:
    """What the second look says where X, Y and Z have a law, before a draw or at one."""
    statement = Statement("x", given=given, then=(then,), over="X" if chance else "", probability=chance)
    said = printed_claim(understand(printed(statement, None, corrected=False), RANDOM), RANDOM)
    usage = Usage(frozenset("XYZn"), declared=RANDOM.table)
    setting = next(iter(small_numbers(variables=("X", "Y"), samples={"Z": "n"}, laws=(law,)).settings(usage)))
    start = setting.fixed if drawn is None else replace(setting.fixed, drawn={"X": F(drawn)})
    names = {name: F(value) for name, value in values.items()}
    with precise():
        where = Scene(RANDOM, start, setting, names, definitions or {}, usage, Effort(10_000))
        return confirmed(said, where.bind("i", names["i"]) if "i" in names else where)


def test_a_draw_obeys_what_is_given():
    """X = -1 breaks X >= 1, X = 1 obeys it; either breaks X >= 2."""
    assert not is_drawn_witness(r"X \geq 2", given=(r"X \geq 1",), drawn="-1")
    assert is_drawn_witness(r"X \geq 2", given=(r"X \geq 1",), drawn="1")


@pytest.mark.parametrize(
    ("then", "given"),
    [
        (r"X + \mathbb{E}[X] \geq 3", ()),
        (r"\mathbb{E}[X] \geq 3", ()),
        (r"X + \mu \geq 3", ()),
        (r"X \geq 3", (r"\Pr[X \geq 5] = 0",)),
    ],
)
def test_where_means_are_spoken_of_what_is_given_is_sure(then, given):
    """X >= 1 must hold in every outcome, whether a mean is printed, given or behind a definition."""
    drawn = None if then.startswith(r"\mathbb") else "1"
    given = (*given, r"X \geq 1")

    assert not is_drawn_witness(then, EVEN, given=given, drawn=drawn, definitions=MU)
    assert is_drawn_witness(then, ABOVE, given=given, drawn=drawn, definitions=MU)


def test_a_claim_of_probability_is_broken_by_mass_under_sure_hypotheses():
    """Half of the draws break X <= 0; where X >= 1 is given and fails in the other half, they break nothing."""
    assert is_drawn_witness(r"X \leq 0", chance=r"\frac{3}{4}")
    assert not is_drawn_witness(r"X \leq 0", chance=r"\frac{1}{2}")
    assert not is_drawn_witness(r"X \leq 0", given=(r"X \geq 1",), chance=r"\frac{3}{4}")
    assert not is_drawn_witness(r"X \leq 0", given=(r"a \geq 2",), chance=r"\frac{3}{4}", a="1")


def test_an_index_of_a_claim_of_probability_is_chosen_before_the_draw():
    """Z_i <= 0 is said of each i by itself unless it is said for all."""
    assert not is_drawn_witness(r"Z_i \leq 0", chance=r"\frac{3}{4}")
    assert is_drawn_witness(r"Z_i \leq 0", chance=r"\frac{3}{4}", i="1")
    assert is_drawn_witness(r"Z_i \leq 0, \forall i \in [n]", chance=r"\frac{3}{4}")


def test_a_number_is_no_draw_of_a_declared_law():
    """A Gaussian symbol has no value but one that is drawn from that law."""
    assert not is_drawn_witness(r"G \leq 0", G="1")


def test_a_sort_holds_behind_a_definition():
    """Where a defined symbol leans on another, that one too lies in its sort."""
    behind = {r"\mu": [Rewrite(symbol(r"\mu"), symbol("a"), frozenset())]}
    below = {"a": [Rewrite(symbol("a"), number(-1), frozenset())]}

    assert not is_drawn_witness(r"\mu > 0", definitions={**behind, **below})
    assert is_drawn_witness(r"\mu > 0", definitions=below, **{r"\mu": "-1"})


def test_a_chance_of_what_is_undefined_is_no_number():
    """1/X has no value where X = 0, so that its chance is not between 0 and 1 either."""
    assert not is_drawn_witness(r"\Pr[\frac{1}{X} \geq 1] \geq 2", ((F(0), F(1)),))


def test_a_mean_over_a_part_of_the_draw_has_no_value_here():
    """E_Y of what is made of X too is not a mean over both; E_X of what is made of X is."""
    X, Y = symbol("X"), symbol("Y")
    for body, over, breaks in ((X, X, True), (X, Y, False), (symbol(r"\mu"), Y, False)):
        said = Claim(RANDOM, (), (relation(Expr("E", (body, over)), "=", number(5)),))
        usage = Usage(frozenset("XY"), declared=RANDOM.table)
        setting = next(iter(RANDOM.world.settings(usage)))
        rules = {r"\mu": [Rewrite(symbol(r"\mu"), X, frozenset())]}
        assert confirmed(said, Scene(RANDOM, setting.fixed, setting, {}, rules, usage, Effort(1000))) is breaks


def test_a_definition_captures_nothing():
    """In the sum of e_k over k, the k of ``e_i := k i`` is not the one of the sum."""
    rules = {"e": [Rewrite(read("e_i", NAMED), read("c i", NAMED), frozenset("i"))]}
    where = replace(scene(NAMED, c="5"), definitions=rules)

    with precise():
        assert evaluate(read(r"\sum_{k=1}^2 e_k", NAMED), where) == 15
        with pytest.raises(Undetermined):
            evaluate(read(r"\sum_{c=1}^2 e_c", NAMED), where)


def test_what_is_defined_through_the_time_is_no_constant():
    """The derivative of b + t by t is not 1 where b is defined as the square of t."""
    body = read(r"\frac{d (b + t)}{dt}", NOTATION)
    rules = {"b": [Rewrite(symbol("b"), read("t^2", NOTATION), frozenset())]}

    assert evaluate(body, scene(b="7", t="3")) == 1
    with pytest.raises(Undetermined):
        evaluate(body, replace(scene(t="3"), definitions=rules))
