"""What holds over all times, against what is seen at many times."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ntkprops.network import (
    Dataset,
    InitialDraw,
    gradient_flow,
    largest_excess,
    largest_movement,
    smallest_eigenvalue,
)

sys.path.insert(0, str(Path(__file__).parent))
from instances import instance


def _flow_and_times(seed):
    drawn = instance(seed)
    assume(drawn is not None)
    flow = gradient_flow(*drawn)
    last = flow.times[-1] + 5.0
    return flow, np.unique([*flow.times[:40], *np.linspace(0, last, 60), *np.geomspace(1e-3, last, 40)])


@settings(max_examples=60)
@given(st.integers(0, 3000))
def test_no_time_exceeds_the_largest_excess(seed):
    """At no sampled time is log ||r||^2 + lambda_0 t further above its start than the supremum says."""
    flow, times = _flow_and_times(seed)
    most, r0 = largest_excess(flow), np.linalg.norm(flow.start.r)
    assume(r0 > 0)
    for t in times:
        excess = 2 * np.log(np.linalg.norm(flow.residual(t)) / r0) + flow.data.lambda_0 * t

        assert excess <= most + 1e-9 * (1 + t)


@settings(max_examples=60)
@given(st.integers(0, 3000))
def test_no_neuron_is_ever_beyond_the_largest_movement(seed):
    """Sampled displacements stay below the upper end, and the ends are close."""
    flow, times = _flow_and_times(seed)
    bounds = largest_movement(flow)
    seen = max(np.linalg.norm(flow.displacement(t), axis=1).max() for t in times)

    assert seen <= bounds.hi * (1 + 1e-9) + 1e-12
    assert bounds.hi - bounds.lo <= 1e-6 * bounds.lo + 1e-12


@settings(max_examples=60)
@given(st.integers(0, 3000))
def test_no_gram_matrix_is_below_the_smallest_eigenvalue(seed):
    """Sampled Gram matrices with Clarke weights stay above the lower end; the upper end is one of them."""
    flow, times = _flow_and_times(seed)
    bounds = smallest_eigenvalue(flow)
    seen = min(np.linalg.eigvalsh(flow.gram(t))[0] for t in times)

    assert bounds.lo <= seen + 1e-12 and bounds.lo <= bounds.hi


def test_a_dead_direction_is_infinite_excess():
    """A layer that stalls decays more slowly than any rate for good."""
    flow = gradient_flow(Dataset([[1.0]], [1.0]), InitialDraw([[-1.0]], [1.0]))

    assert largest_excess(flow) == np.inf and smallest_eigenvalue(flow).hi == 0.0


@pytest.mark.parametrize("weight", [0.05916234, 0.65061578, 1.28489565])
def test_a_neuron_that_nears_its_kink_for_ever_keeps_its_rate(weight):
    """A third of three neurons decays at 2/3 > lambda_0 for all times, also where rounding takes it to its kink."""
    start = InitialDraw([[weight], [-1.0], [-2.0]], [1.0, 1.0, 1.0])

    assert largest_excess(gradient_flow(Dataset([[1.0]], [0.0]), start)) == 0.0


def test_movement_of_one_neuron_in_closed_form():
    """From weight 2 to the label 1 a single neuron moves by 1."""
    flow = gradient_flow(Dataset([[1.0]], [1.0]), InitialDraw([[2.0]], [1.0]))

    assert largest_movement(flow).lo == pytest.approx(1.0, abs=1e-9)
