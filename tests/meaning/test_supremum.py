r"""``\sup`` and ``\inf`` over an interval: what is certified is true, and what is not certified is not said."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntkprops.language import Scope, sort_of
from ntkprops.language.reader import read
from ntkprops.meaning import Undetermined, evaluate, truth
from ntkprops.meaning.exact.enclosures import interval

from .worlds import NOTATION, both

TRUE = [
    r"\sup_{0 \leq s \leq 2} s (2 - s) \geq 1",
    r"\sup_{0 \leq s \leq 2} s (2 - s) \leq \frac{11}{10}",
    r"\sup_{0 \leq s \leq 1} s = 1",
    r"\sup_{0 < s < 1} s \leq 1",
    r"\inf_{0 < s < 1} s \geq 0",
    r"\inf_{s > 0} \exp(-s) \geq 0",
    r"\sup_{s \geq 0} \exp(-s) = 1",
    r"\sup_{s \in \mathbb{R}} \exp(-s^2) = 1",
    r"\inf_{s \in [1, 4)} \frac{1}{s} \geq \frac{1}{4}",
    r"\sup_{0 \leq s \leq 1} p s \leq 2",
    r"\inf_{-1 \leq s \leq 1} s^2 = 0",
    r"\sup_{p \leq s \leq p} s = p",
]
FALSE = [
    r"\sup_{0 \leq s \leq 2} s (2 - s) \leq \frac{9}{10}",
    r"\sup_{0 \leq s \leq 2} s (2 - s) \geq 2",
    r"\sup_{0 < s < 1} s \leq \frac{99}{100}",
    r"\inf_{s > 0} \exp(-s) \geq \frac{1}{100}",
    r"\sup_{0 \leq s \leq 1} p s < 2",
    r"\inf_{0 \leq s \leq 2} (s - 1)^2 > 0",
]
UNTOLD = [
    r"\sup_{0 < s < 1} s < 1",  # points come near and never say that the end is not attained
    r"\sup_{0 \leq s \leq 1} \frac{1}{s} \geq 1",  # not defined at 0
    r"\sup_{0 < s < 1} \frac{1}{s} \geq 1",  # infinite
    r"\sup_{s \geq 0} s \geq 1",
    r"\sup_{-1 \leq s \leq 1} \log(s) \leq 0",  # not defined on half of it
    r"\sup_{1 \leq s \leq 0} s \geq 0",  # empty
    r"\sup_{p < s \leq p} s \geq 0",
]


def told(text: str) -> bool | None:
    """Whether a relation holds at p = 2, in exact numbers."""
    tree = read(text, NOTATION)
    sort_of(tree, Scope(NOTATION))
    return truth(tree, both({"p": Fraction(2)})[0])


@pytest.mark.parametrize("text", TRUE)
def test_what_holds_is_certified(text: str) -> None:
    """A bound by points on one side, by pieces on the other."""
    assert told(text) is True


@pytest.mark.parametrize("text", FALSE)
def test_what_fails_is_certified(text: str) -> None:
    """Negative control: a value at a point beats a bound that is too small, pieces one that is too large."""
    assert told(text) is False


@pytest.mark.parametrize("text", UNTOLD)
def test_what_cannot_be_told_is_not_said(text: str) -> None:
    """Empty, unbounded and undefined suprema, and ends that are not attained."""
    assert told(text) is None


@given(st.integers(-8, 8), st.integers(1, 8), st.integers(-8, 8), st.integers(-8, 8), st.booleans())
def test_a_parabola_has_its_supremum_in_the_enclosure(start: int, length: int, a: int, b: int, is_open: bool) -> None:
    """Of a s^2 + b s: the larger value at the ends, or at the vertex where that lies between."""
    low, high = Fraction(start, 4), Fraction(start + length, 4)
    below = "<" if is_open else r"\leq"
    ends = rf"\frac{{{start + 8}}}{{4}} - 2 {below} s \leq \frac{{{start + length + 8}}}{{4}} - 2"
    found = interval(evaluate(read(rf"\sup_{{{ends}}} (({a}) s^2 + ({b}) s)", NOTATION), both({})[0]))

    spots = [low, high, *([Fraction(-b, 2 * a)] if a and low < Fraction(-b, 2 * a) < high else [])]
    expected = max(a * s * s + b * s for s in spots)
    assert float(found.lo) - 1e-12 <= expected <= float(found.hi) + 1e-12 and float(found.hi) - expected < 4


def test_doubles_say_that_they_cannot() -> None:
    """Points alone never bound a supremum from above."""
    with pytest.raises(Undetermined, match="one side only"):
        evaluate(read(r"\sup_{0 \leq s \leq 1} s", NOTATION), both({})[1])
