"""False statements written by hand, none of which is proved, with the reason for each; and a check that they are false."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
from adversary import models
from adversary.arithmetic import Unknown
from adversary.claims import target
from adversary.fresh import NOTATION, Fresh, case
from adversary.fresh_hidden import HIDDEN
from adversary.fresh_logic import CITATIONS, DEFINITIONS, QUANTIFIERS
from adversary.fresh_networks import NETWORKS, case_of_networks
from adversary.fresh_terms import CALCULUS, DRAWS, SCALARS, SUMS, UNDEFINED, VECTORS
from adversary.judge import verdict
from ntkprops.errors import FormulaError
from ntkprops.verdict import Outcome

FALSE = (*QUANTIFIERS, *DEFINITIONS, *CITATIONS, *DRAWS, *VECTORS, *SUMS, *SCALARS, *CALCULUS, *HIDDEN)

LITTLE = 100  # what is asked is whether it is proved, not whether it is refuted


def name(one: Fresh) -> str:
    """The claim and why it is false, as a test's name."""
    return f"{one.then}: {one.why}"


@pytest.mark.parametrize("one", FALSE, ids=name)
def test_a_fresh_false_statement_is_not_proved(one: Fresh) -> None:
    """It is false, for the reason beside it."""
    assert verdict(case(one), effort=LITTLE) is not Outcome.PROVED, one.why


@pytest.mark.parametrize("one", UNDEFINED, ids=name)
def test_what_has_no_value_somewhere_is_not_proved(one: Fresh) -> None:
    """A side has no value at the instance beside it."""
    assert verdict(case(one), effort=LITTLE) is not Outcome.PROVED, one.why


@pytest.mark.parametrize("one", NETWORKS, ids=name)
def test_a_fresh_false_statement_on_networks_is_not_proved(one: Fresh) -> None:
    """It is false of two-layer networks, or does not follow from what it cites, for the reason beside it."""
    assert verdict(case_of_networks(one), effort=LITTLE) is not Outcome.PROVED, one.why


@pytest.mark.parametrize("one", [one for one in FALSE if not one.rare], ids=name)
def test_a_fresh_statement_is_false(one: Fresh) -> None:
    """The evaluator finds an instance that obeys what is given and breaks the claim, where it knows every word."""
    statement = target(case(one))
    assert statement is not None
    try:
        used = models.used(statement, NOTATION)
        found = models.found(Random(one.then), statement, used, breaking=True, tries=4_000)
    except (Unknown, FormulaError):
        pytest.skip("the evaluator does not know every word of it")

    assert found is not None


def test_there_are_enough() -> None:
    """More than a hundred new ones, no two the same."""
    every = (*FALSE, *UNDEFINED, *NETWORKS)

    assert len({(one.then, one.given, one.before, one.probability, one.why) for one in every}) == len(every) > 200
