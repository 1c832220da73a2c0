"""How can a gradient flow end?"""

from __future__ import annotations

from enum import Enum


class FlowOutcome(Enum):
    """Why the flow was not followed further; ``remedy`` says what to do about it."""

    CONVERGED = "converged"
    HORIZON = "horizon"
    STALLED = "stalled"
    LEFT_REACH = "left_reach"
    UNSURE = "unsure"

    @property
    def remedy(self) -> str:
        """What to do about it, in one sentence.

        >>> FlowOutcome.HORIZON.remedy
        'Raise the horizon.'
        """
        return _REMEDIES[self]


_REMEDIES = {
    FlowOutcome.CONVERGED: "Nothing is wrong.",
    FlowOutcome.HORIZON: "Raise the horizon.",
    FlowOutcome.STALLED: (
        "The residual left has no active neuron to act on (lambda_min(H) = 0): take a wider layer "
        "or another draw."
    ),
    FlowOutcome.LEFT_REACH: "Neurons that the sketch dropped could reach a kink: widen its reach.",
    FlowOutcome.UNSURE: "Rounding hides what comes after t_end: ask for times up to it, or move the start a little.",
}
