r"""Does Theorem 1's conclusion hold on one initial draw, for all times?

The conclusion, :math:`\|u(t) - y\|^2 \leq e^{-\lambda_0 t} \|u(0) - y\|^2` for every t >= 0, is decided on the
exact Clarke flow: between events :math:`\log \|r\|^2 + \lambda_0 t` is convex, so its supremum is at an event or
at infinity. Where rounding hides an event the flow is known up to a finite time only: a breach is then still
a breach, and a draw without one is ``UNCLEAR``, which no test counts in its own favour.

References: lecture 12, Theorem 1; ``network.flow.extremes``.
"""

from __future__ import annotations

from enum import IntEnum
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from ntkprops.network import (
    Dataset,
    FlowOutcome,
    Trajectory,
    draw,
    gradient_flow,
    largest_excess,
    sketch_layer,
    wide_gradient_flow,
)
from ntkprops.network.initial import BLOCK

Answers = NDArray[np.int8]

_TIE = 1e-12  # relative: a decay rate this close to lambda_0 is lambda_0, as on the lattice of orthogonal rows
_ROUNDING = 1e-10  # of a logarithm; the flow's own error is about 1e-12
_MOST_ROWS = 16  # of a sketch


class Answer(IntEnum):
    """What one draw says of the conclusion."""

    HOLDS = 0
    FAILS = 1
    UNCLEAR = 2


def holds_on_draw(data: Dataset, m: int, *, key: int) -> Answer:
    """Whether the conclusion holds on the draw of a Philox key.

    Args:
        data: the dataset.
        m: width; beyond 16,384 the layer is sketched, if n allows it.
        key: of the initial draw.

    Returns:
        HOLDS or FAILS; UNCLEAR where rounding hides what the flow does and no time before that shows a breach.

    Raises:
        InputError: m is no width.

    Accuracy: a breach counts if the squared residual is beyond its bound by more than 1e-10 relatively, or its rate
        of decay falls short of lambda_0 by more than 1e-12 relatively; an exact tie holds.
    Source: lecture 12, Theorem 1.

    >>> holds_on_draw(Dataset([[1.0]], [0.0]), 1000, key=0)
    <Answer.HOLDS: 0>
    """
    flow = _flow(data, m, key=key)
    if largest_excess(flow, rate=data.lambda_0 * (1 - _TIE)) > _ROUNDING:
        return Answer.FAILS
    return Answer.UNCLEAR if flow.outcome is FlowOutcome.UNSURE else Answer.HOLDS


def answers(data: Dataset, m: int, numbers: range, *, stream: str) -> Answers:
    """The answers of the trials with these numbers; what an executor maps.

    >>> answers(Dataset([[1.0]], [0.0]), 1000, range(3), stream="a").tolist()
    [0, 0, 0]
    """
    found = (holds_on_draw(data, m, key=trial_key(stream, m, number)) for number in numbers)
    return np.fromiter(found, dtype=np.int8, count=len(numbers))


def trial_key(stream: str, m: int, number: int) -> int:
    """The Philox key of a trial: a function of its stream (seed and dataset), width and number alone.

    >>> trial_key("a", 8, 0) == trial_key("a", 8, 0) != trial_key("a", 8, 1)
    True
    """
    return int.from_bytes(blake2b(f"{stream}|{m}|{number}".encode(), digest_size=16).digest(), "big")


def _flow(data: Dataset, m: int, *, key: int) -> Trajectory:
    """The flow of the draw, from a sketch where the layer is wide."""
    if m > BLOCK and data.n <= _MOST_ROWS:
        return wide_gradient_flow(data, sketch_layer(data, m, rng=key)).trajectory
    return gradient_flow(data, draw(m, d=data.d, rng=key))
