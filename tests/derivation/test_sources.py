"""What is given, what the claim ranges over, what holds throughout, and the values at which facts are taken."""

from __future__ import annotations

import pytest
from harness import (
    ELSE,
    OUTSIDE,
    WEIGHTS,
    WHERE,
    checked,
    cited,
    fact,
    given,
    lemma,
    notes,
    ranged,
    refused,
    rule,
    scalar,
    t,
)

from ntkprops.derivation.judgment import Source
from ntkprops.language.notation import declare, real

# -- hypotheses --------------------------------------------------------------------------------------------


def test_what_is_given_is_known():
    """By the place at which it is printed."""
    assert checked(r"b \leq c", given(1), given=(r"a \leq b", r"b \leq c"))
    assert checked(r"b \leq c", given(0, 1), given=(r"a \leq b \leq c",))
    for nowhere in (given(2), given(0, 1), ranged()):
        with refused(WHERE):
            checked(r"b \leq c", nowhere, given=(r"a \leq b", r"b \leq c"))


def test_what_the_claim_ranges_over_is_known():
    """Both ends of ``0 <= b <= c``."""
    assert checked(r"b \leq c", ranged(0, 1), for_all=r"0 \leq b \leq c")
    with refused(ELSE):
        checked(r"b \leq c", ranged(0, 0), for_all=r"0 \leq b \leq c")


def test_facts_have_a_source():
    """Hearsay is none."""
    with refused("there is no source of facts hearsay"):
        checked("0 = 0", fact(Source("hearsay")))


def test_a_fact_is_taken_at_its_own_variables():
    """``z_i <= b`` at an i, and at nothing else."""
    assert checked(r"z_1 \leq b", given(values={"i": "1"}), given=(r"z_i \leq b",))
    with refused("a fact is taken at values for other variables than it has"):
        checked(r"z_i \leq 2", given(values={"b": "2"}), given=(r"z_i \leq b",))


def test_an_index_is_taken_at_an_index():
    """Over the same range, or at a whole number that is shown to lie in it."""
    wide = notes(declare("o", real))
    assert checked(r"z_j \leq b", given(values={"i": "j"}), given=(r"z_i \leq b",))
    assert checked(r"z_n \leq b", given(values={"i": "n"}), given=(r"z_i \leq b",))
    assert checked(r"z_2 \leq b", given(values={"i": "2"}), given=(r"z_i \leq b", r"n \geq 2"))
    for value in ("k", "0", "2", "n + 1", "b", "o"):
        with refused("i runs from 1 to n, and is taken at something else"):
            checked("0 = 0", given(values={"i": t(value, wide)}), given=(r"z_i \leq b",), notation=wide)


def always(values=None):
    """What holds throughout."""
    return fact(Source("always", (0, 0)), values)


def test_what_holds_throughout_is_known():
    """For each of its indices."""
    notation = notes(always=(r"\|e_i\| = 1",))
    assert checked(r"\|e_j\| = 1", always({"i": "j"}), notation=notation)
    with refused("i runs from 1 to n"):
        checked("0 = 0", always({"i": "k"}), notation=notation)


def test_what_holds_throughout_is_not_said_of_local_variables():
    """``b <= 1`` of the notes is not about b under an integral over b."""
    notation = notes(always=(r"b \leq 1",))
    step = rule("monotone", r"\int_0^9 b \,db", "<=", "1", premises=(always(), scalar(r"0 \leq 9")))
    with refused("speaks of a symbol that is a local variable here"):
        checked(r"\int_0^9 b \,db \leq \int_0^9 1 \,db", step, notation=notation)


def test_a_hypothesis_on_a_symbol_is_not_one_on_a_local_variable():
    """Likewise for what is given."""
    step = rule("monotone", r"\int_0^9 b \,db", "<=", "1", premises=(given(), scalar(r"0 \leq 9")))
    with refused(WHERE):
        checked(r"\int_0^9 b \,db \leq \int_0^9 1 \,db", step, given=(r"b \leq 1",))


# -- values ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("symbol", "good", "bad", "reason"),
    [
        ("b", "2 c", "X", "depends on the draw"),
        ("b", "2 c", r"\frac{1}{c}", "a side may be undefined"),
        ("b", "2 c", "v", "a vector stands where a scalar must"),
        ("q", "r + 1", "r", OUTSIDE),
        ("r", "q", "-q", OUTSIDE),
        (r"\delta", r"\frac{\delta}{2}", r"2 \delta", OUTSIDE),
        (r"\delta", r"\frac{1}{2}", "0", OUTSIDE),
        ("t", "r", "-1", OUTSIDE),
        ("n", "2 m", "q", "n is a whole number, and is taken at something else"),
        ("n", "2 m", r"\frac{m}{2}", "n is a whole number, and is taken at something else"),
        ("n", "2 m", "n - m", OUTSIDE),
        ("n", "2 m", "n - 1", OUTSIDE),
        (r"\zeta", r"\zeta", "1", "is no such scalar"),
        ("v", "2 v + v'", "y", "v is a vector of length d, and is taken at something else"),
        ("v", "v'", r"v^\top", "v is a vector of length d, and is taken at something else"),
        ("v", "v'", r"\frac{v}{c}", "a side may be undefined"),
        ("v", "v'", "b", "a scalar stands where a vector must"),
        ("v", "v'", "g", "depends on the draw"),
        ("S", "S", "T", "is no such scalar"),
        ("i", "j", "k", "i runs from 1 to n"),
    ],
)
def test_a_symbol_is_set_to_a_value_of_its_sort(symbol, good, bad, reason):
    """``cite(label, at)``: nothing random for what is fixed, nothing negative for what is positive, and so on."""
    beside = (lemma("0 = 0"),)
    assert checked("0 = 0", cited("lemma", at={symbol: good}), beside=beside)
    with refused(reason):
        checked("0 = 0", cited("lemma", at={symbol: bad}), beside=beside)


@pytest.mark.parametrize("symbol", ["X", "z", "h", "tau"])
def test_families_functions_and_random_things_are_set_to_nothing(symbol):
    """Nor is what the notation does not know."""
    settled = " is settled by the notes, or by the draw, and" if symbol == "X" else ""
    with refused(f"{symbol}{settled} cannot be set to a value"):
        checked("0 = 0", cited("lemma", at={symbol: "b"}), beside=(lemma("0 = 0"),))


def test_the_values_of_a_citation_are_put_in():
    """Into the conclusion and into the conditions."""
    beside = (lemma(r"a \leq 2 b", given=(r"a \leq b",)),)
    assert checked(r"a \leq 2 c", cited("lemma", {}, given(), at={"b": "c"}), beside=beside, given=(r"a \leq c",))
    with refused(ELSE):
        checked(r"a \leq 2 c", cited("lemma", {}, given(), at={"b": "c"}), beside=beside, given=(r"a \leq b",))


def test_a_value_is_known_of_what_is_given():
    """``c`` is set for a positive q where c is given to be positive."""
    beside = (lemma(r"q > 0"),)
    assert checked(r"c > 0", cited("lemma", at={"q": "c"}), beside=beside, given=("c > 0",))
    with refused(OUTSIDE):
        checked(r"c > 0", cited("lemma", at={"q": "c"}), beside=beside)


def test_what_a_cited_claim_defines_for_itself_is_of_its_sort():
    """``q := b`` says that b is positive: as q is declared."""
    with refused("q is taken outside its sort"):
        checked(r"b > 0", cited("lemma"), beside=(lemma("q > 0", given=("q := b",)),))
    assert checked(r"b^2 + 1 > 0", cited("lemma"), beside=(lemma("q > 0", given=("q := b^2 + 1",)),))


def test_what_holds_throughout_a_range_holds_there():
    """``h(s) <= 1`` for s up to 1, and not for the s of the claim; an existence is of no use."""
    notation = notes(always=(r"h(s) \leq 1 \forall 0 \leq s \leq 1",))
    in_range = (scalar(r"0 \leq 1"), scalar(r"1 \leq 1"))
    step = fact(Source("always", (0, 0)), {"s": "1"}, *in_range)
    assert checked(r"h(1) \leq 1", step, notation=notation)
    with refused("not every condition of a fact is shown"):
        checked(r"h(s) \leq 1", always(), notation=notation)
    with refused("the derivation makes no sense"):
        checked("0 = 0", always(), notation=notes(always=(r"\exists c, b \leq c",)))


def test_what_always_holds_of_the_weights_at_hand_is_not_said_of_any():
    """``|w_1| <= r`` in the notation is about the weights of the notes."""
    small = notes(always=(r"\|w_1\| \leq r",))
    step = fact(Source("always"))
    assert checked(r"\|w_1\| \leq r", step, notation=small)
    with refused("what is cited is said of the weights at hand, and used of any"):
        checked(r"\|w_1\| \leq r", step, notation=small, for_all=WEIGHTS)
