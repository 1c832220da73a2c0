"""Sums over a range of whole numbers: each rule accepted, and refused where a condition fails."""

from __future__ import annotations

import pytest
from harness import ELSE, TRUE, checked, given, node, refused, rule, scalar

AHEAD = (scalar(r"1 \leq n"),)
NEXT = (scalar(r"1 \leq n + 1"),)


def test_the_last_term():
    """Of a range that is not empty: from 4 to n it may be."""
    whole = r"\sum_{i=1}^n i^2 = \sum_{i=1}^{n-1} i^2 + n^2"
    assert checked(whole, rule("last_term", r"\sum_{i=1}^n i^2", premises=AHEAD))
    assert checked("0 = 0", rule("last_term", r"\sum_{i=1}^n z_i", premises=AHEAD))
    with refused(ELSE):
        checked(r"\sum_{i=1}^n i^2 = \sum_{i=1}^{n-1} i^2", rule("last_term", r"\sum_{i=1}^n i^2", premises=AHEAD))
    part = r"\sum_{i=4}^n b = \sum_{i=4}^{n-1} b + b"
    with refused(ELSE):
        checked(part, rule("last_term", r"\sum_{i=4}^n b", premises=(TRUE,)))
    assert checked(part, rule("last_term", r"\sum_{i=4}^n b", premises=(given(),)), given=(r"4 \leq n",))


def test_an_empty_sum():
    """From 4 to 3, not from 1 to n."""
    nothing = r"\sum_{i=4}^3 b = 0"
    assert checked(nothing, rule("empty_sum", r"\sum_{i=4}^3 b", premises=(scalar("3 < 4"),)))
    with refused(ELSE):
        checked(r"\sum_{i=1}^n z_i = 0", rule("empty_sum", r"\sum_{i=1}^n z_i", premises=(TRUE,)))


def test_a_sum_telescopes():
    """A range may be empty by one; by more it says something of nothing."""
    differences = r"\sum_{i=1}^n ((i + 1)^2 b - i^2 b) = (n + 1)^2 b - b"
    assert checked(differences, rule("telescope", r"\sum_{i=1}^n i^2 b", premises=NEXT))
    with refused(ELSE):
        checked(
            r"\sum_{i=1}^n ((i + 1)^2 b - i^2 b) = (n + 1)^2 b", rule("telescope", r"\sum_{i=1}^n i^2 b", premises=NEXT)
        )
    late = r"\sum_{i=9}^n ((i + 1) b - i b) = (n + 1) b - 9 b"
    with refused(ELSE):
        checked(late, rule("telescope", r"\sum_{i=9}^n i b", premises=(TRUE,)))


def test_what_telescopes_exists_at_both_ends():
    """``z_{n+1}`` is no member."""
    with refused("a side may be undefined|an index must run from 1 to n"):
        checked("0 = 0", rule("telescope", r"\sum_{i=1}^n z_i", premises=NEXT))


def test_a_geometric_sum():
    """For any ratio, from a power that is not negative."""
    whole = r"(1 - b) \sum_{i=1}^n b^i = b - b^{n+1}"
    assert checked(whole, rule("geometric_sum", r"\sum_{i=1}^n b^i", premises=NEXT))
    with refused(ELSE):
        checked(r"(1 - b) \sum_{i=1}^n b^i = 1 - b^{n+1}", rule("geometric_sum", r"\sum_{i=1}^n b^i", premises=NEXT))
    late = r"(1 - q) \sum_{i=9}^n q^i = q^9 - q^{n+1}"
    with refused(ELSE):
        checked(late, rule("geometric_sum", r"\sum_{i=9}^n q^i", premises=(TRUE,)))
    below = (scalar(r"-1 \leq n + 1"),)
    with refused("a geometric sum starts below 0"):
        checked("0 = 0", rule("geometric_sum", r"\sum_{i=-1}^n q^i", premises=below))


@pytest.mark.parametrize("body", ["b^{2i}", "i^i", "b i", "b^n", "i^b"])
def test_a_sum_of_other_powers_is_not_geometric(body):
    """Its ratio must be fixed, its exponent the index."""
    with refused("this is no geometric sum"):
        checked("0 = 0", rule("geometric_sum", rf"\sum_{{i=1}}^n {body}", premises=NEXT))


@pytest.mark.parametrize("name", ["last_term", "empty_sum", "telescope", "geometric_sum"])
def test_these_are_rules_of_sums(name):
    """A maximum has no last term to add."""
    with refused("this is no sum"):
        checked("0 = 0", rule(name, node("maximum", "i", "1", "n", "z_i"), premises=AHEAD))
