"""One false alarm for a whole run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntkprops.errors import InputError
from ntkprops.evidence import candidate_share, share, split_budget


@given(st.sets(st.text(min_size=1), min_size=1, max_size=30), st.floats(1e-12, 0.5))
def test_the_shares_never_sum_to_more_than_the_whole(claims, false_alarm):
    """Union bound over the claims."""
    budget = split_budget(claims, false_alarm=false_alarm)

    assert sum(share(budget, claim) for claim in claims) <= false_alarm


def test_the_candidates_of_a_claim_never_spend_more_than_its_share():
    """Union bound over ten thousand candidates, most of the share used."""
    budget = split_budget(["lemma-3"])

    spent = sum(candidate_share(budget, "lemma-3", candidate=j) for j in range(1, 10_001))

    assert 0.9999 * share(budget, "lemma-3") < spent <= share(budget, "lemma-3")


def test_the_split_does_not_depend_on_the_order_of_the_claims():
    """Collected in any order, by any number of workers, it is the same budget."""
    assert split_budget(["a", "b", "c"]) == split_budget(["c", "a", "b"])


def test_a_claim_registered_twice_is_an_input_error():
    """Two tests under one label would spend its share twice."""
    with pytest.raises(InputError, match="'lemma-3' is registered 2 times, must be once"):
        split_budget(["lemma-3", "lemma-4", "lemma-3"])


def test_a_claim_that_was_never_registered_has_no_share():
    """The budget is split before the first trial, never extended."""
    with pytest.raises(InputError, match=r"'eq-4' is not registered, must be one of lemma-3\."):
        share(split_budget(["lemma-3"]), "eq-4")


def test_a_run_without_claims_is_an_input_error():
    """There is nothing to split."""
    with pytest.raises(InputError, match="no claim is registered"):
        split_budget([])
