"""A witness is held against everything that is printed, by code that shares nothing with what found it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from ntkprops.language import Notation, count, declare, index, nonnegative, positive, probability, real, sign, time
from ntkprops.language.tree import Expr, number, relation, symbol
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
    (r"b t \leq 1, \forall t \in (0, 1)", {"b": "2"}),
    (r"b \leq t, \forall t \geq 1", {"b": "2"}),
    (r"\frac{i}{n} b \leq 1", {"b": "2", "n": "2"}),
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


def test_one_part_must_fail_and_every_part_must_be_understood():
    """A part that nobody understands keeps a conclusion from being broken by another."""
    assert is_witness(claim(r"b^2 \geq 0", r"b \leq 1"), b="2")
    assert not is_witness(claim(r"b \approx 1", r"b \leq 1"), b="2")


def test_what_nothing_here_knows_holds_nothing_and_breaks_nothing():
    """A head or a relation that no rule knows is neither obeyed nor broken."""
    false, b = relation(symbol("b"), "<=", number(1)), symbol("b")
    for strange in (Expr("mystery", (b,)), relation(Expr("mystery", (b,)), "=", b), relation(b, "mystery", b)):
        assert not is_witness(Claim(NOTATION, (strange,), (false,)), b="2")
        assert not is_witness(Claim(NOTATION, (), (false, strange)), b="2")
        assert not is_witness(Claim(NOTATION, (), (strange,)), b="2")


def test_a_witness_needs_no_hidden_world():
    """The same instance is a witness for any effort that suffices, and none where the work is done."""
    said = claim(r"b \leq 1")

    assert not confirmed(said, replace(scene(b="2"), effort=Effort(1)))
