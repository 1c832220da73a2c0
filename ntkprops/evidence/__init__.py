"""What may be concluded from random trials, at a stated false alarm, however one stops.

    decide_probability   is P(fail) <= delta refuted, supported, or neither?
    decide_expectation   is E[X] <= mu?
    smallest_visible_gap, trials_for_gap, median_trials   what such a test sees, and what it costs
    confidence_interval  between which values P(fail) lies
    split_budget, share, candidate_share   one false alarm for a whole run

The package knows of no statement and no network. The e-processes stand in ``mixture.py`` and ``wagers.py``.
"""

from ntkprops.evidence.budget import (
    RUN_FALSE_ALARM,
    Budget,
    candidate_share,
    describe_budget,
    share,
    split_budget,
)
from ntkprops.evidence.crossing import refuted_within, supported_within
from ntkprops.evidence.decision import (
    Conclusion,
    ProbabilityDecision,
    decide_probability,
    describe_decision,
    one_by_one,
)
from ntkprops.evidence.design import median_trials, smallest_visible_gap, trials_for_gap
from ntkprops.evidence.expectation import ExpectationDecision, decide_expectation
from ntkprops.evidence.interval import confidence_interval
from ntkprops.evidence.mixture import Tally, add_counts, add_trials, log_against, log_support

__all__ = [
    "RUN_FALSE_ALARM",
    "Budget",
    "Conclusion",
    "ExpectationDecision",
    "ProbabilityDecision",
    "Tally",
    "add_counts",
    "add_trials",
    "candidate_share",
    "confidence_interval",
    "decide_expectation",
    "decide_probability",
    "describe_budget",
    "describe_decision",
    "log_against",
    "log_support",
    "median_trials",
    "one_by_one",
    "refuted_within",
    "share",
    "smallest_visible_gap",
    "split_budget",
    "supported_within",
    "trials_for_gap",
]
