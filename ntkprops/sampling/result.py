r"""What sampling says of a claim: ``Sampled``, with its trials, its false alarm and what it could have seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray

QUANTILES = (0.5, 0.9, 0.99, 1.0)


class Says(Enum):
    """What sampling may say; the value is the word of reports and JSON."""

    HELD = "held"
    REFUTED = "refuted"  # certified on fresh seeds, or confirmed in exact arithmetic
    SUSPECT = "suspect"  # broken beyond rounding, in doubles, and not confirmed exactly
    NOT_SAMPLED = "not sampled"


@dataclass(frozen=True)
class Slack:
    """Quantiles of the smaller side over the larger: 1 is tight. ``factor`` is how much smaller a constant in the
    larger side would still do on everything that was drawn."""

    quantiles: tuple[tuple[float, float], ...] = ()

    @property
    def factor(self) -> float:
        """The reciprocal of the largest ratio; infinite where the smaller side was always 0."""
        worst = self.quantiles[-1][1] if self.quantiles else 0.0
        return 1 / worst if worst > 0 else float("inf")


@dataclass(frozen=True)
class Sampled:
    """One claim in one form.

    Args:
        label: of the claim.
        says: the outcome.
        because: one line: what was tried, or why nothing was.
        trials: initialisations drawn, all together.
        failures: trials in which the claim broke, in the decisive test.
        false_alarm: what this claim may spend; 0 where no statistics were needed.
        smallest_gap: the least excess of the failure probability that the decisive test can see; None for other tests.
        slack: quantiles of left over right.
        witness: what a file needs to replay the failure; empty unless REFUTED or SUSPECT.
        probes: widths that miss what is given, named.
        own_width: whether the claim was also decided at the width that it asks for, where that is out of reach of whole
            layers.
        is_bug: whether this tool broke on the claim; ``because`` says how.
    """

    label: str
    says: Says
    because: str
    trials: int = 0
    failures: int = 0
    false_alarm: float = 0.0
    smallest_gap: float | None = None
    slack: Slack = Slack()
    witness: Mapping[str, Any] = field(default_factory=dict)
    probes: tuple[str, ...] = ()
    own_width: bool = False
    is_bug: bool = False


def slack_of(ratios: Sequence[NDArray[np.float64]]) -> Slack:
    """The slack in all ratios that were drawn.

    >>> slack_of([np.array([0.25, 0.5])]).factor
    2.0
    """
    found = np.concatenate([np.empty(0), *ratios])
    if not len(found):
        return Slack()
    return Slack(tuple((q, float(f"{np.quantile(found, q):.6g}")) for q in QUANTILES))
