"""The exact flow against Euler, high precision, and the equations it must satisfy."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

import mpmath
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ntkprops.errors import InputError
from ntkprops.network import Dataset, FlowOutcome, InitialDraw, cross_polytope, draw, gradient_flow, unit_rows

sys.path.insert(0, str(Path(__file__).parent))
from instances import euler_outputs, instance

seeds = st.integers(0, 3000)


def _flow(seed):
    drawn = instance(seed)
    assume(drawn is not None)
    data, start = drawn
    return data, start, gradient_flow(data, start)


def _times(flow):
    ends = [*flow.times, flow.times[-1] + 1.0]
    return sorted([*ends, *((a + b) / 2 for a, b in pairwise(ends))])[:60]


@pytest.mark.parametrize(("seed", "n", "d", "m"), [(0, 4, 3, 40), (1, 3, 2, 10), (2, 5, 2, 60)])
def test_euler_comes_nearer_by_first_order(seed, n, d, m):
    """On instances that slide, Euler's distance to the exact flow falls about tenfold with the step,
    twice."""
    rng = np.random.default_rng(seed)
    data, start = (
        Dataset(unit_rows(rng.standard_normal((n, d))), rng.uniform(-1, 1, n)),
        draw(m, d=d, rng=seed),
    )
    flow = gradient_flow(data, start)
    gaps = [
        np.abs(euler_outputs(data, start, step=step, horizon=5.0) - flow.outputs(5.0)).max()
        for step in (2e-2, 2e-3, 2e-4)
    ]

    assert flow.slides > 0 and flow.classical_end < 5.0
    assert all(5 < coarse / fine < 20 for coarse, fine in pairwise(gaps))


def test_one_sliding_neuron_agrees_with_fifty_digits():
    """One neuron, rows at cosine 3/5: the slide's start and the outputs after it agree with mpmath to
    1e-12."""
    X = [[1.0, 0.0], [0.6, 0.8]]
    flow = gradient_flow(Dataset(X, [-1.0, 1.0]), InitialDraw([[0.3, 0.9]], [1.0]))
    with mpmath.workdps(50):
        rows = mpmath.matrix(X)
        K, z = rows * rows.T, rows * mpmath.matrix([0.3, 0.9])
        r = lambda t: mpmath.expm(-K * t) * (z - mpmath.matrix([-1, 1]))  # noqa: E731
        start = mpmath.findroot(lambda t: r(t)[0] - 1, 0.3)
        rate = K[1, 1] - K[0, 1] ** 2
        later = r(start)[1] * mpmath.exp(-rate * (2 - start))

    assert flow.slides == 1 and flow.classical_end == pytest.approx(float(start), abs=1e-12)
    assert flow.residual(2.0) == pytest.approx([1.0, float(later)], abs=1e-12)


@settings(max_examples=150)
@given(seeds)
def test_outputs_are_those_of_the_moved_weights(seed):
    """At every event and between, the network with the displaced weights has the outputs the flow reports."""
    data, start, flow = _flow(seed)
    for t in _times(flow):
        z = (start.W + flow.displacement(t)) @ data.X.T
        outputs = start.a @ np.maximum(z, 0) / np.sqrt(start.m)

        np.testing.assert_allclose(flow.outputs(t), outputs, atol=1e-10 + 1e-15 * t)


@settings(max_examples=150)
@given(seeds)
def test_weights_of_rows_match_the_signs_of_preactivations(seed):
    """A Clarke weight strictly between 0 and 1 stands on a kink, 1 on a side that is not negative, 0 not
    positive."""
    _, _, flow = _flow(seed)
    for t in _times(flow):
        z, alpha = flow.preactivations(t), flow.pattern(t)

        wrong = np.where(alpha == 1, -z, np.where(alpha == 0, z, np.abs(z)))
        assert wrong.max() < 1e-10 + 1e-15 * t


@settings(max_examples=150)
@given(seeds)
def test_outputs_obey_the_lecture_with_clarke_weights(seed):
    """Between events du/dt = -H(t)(u - y), by a central difference."""
    _, _, flow = _flow(seed)
    for before, after in pairwise(flow.times[:40]):
        if after - before > 1e-3:
            t, h = (before + after) / 2, 1e-5
            slope = (flow.outputs(t + h) - flow.outputs(t - h)) / (2 * h)

            np.testing.assert_allclose(slope, -flow.gram(t) @ flow.residual(t), atol=1e-8 + 1e-15 * t)


@settings(max_examples=150)
@given(seeds)
def test_loss_never_increases(seed):
    """The norm of the residual is monotone over events and between."""
    _, _, flow = _flow(seed)
    norms = [np.linalg.norm(flow.residual(t)) for t in _times(flow)]

    assert all(later <= earlier * (1 + 1e-12) for earlier, later in pairwise(norms))


def test_smallest_instance_without_a_classical_solution():
    """n = d = m = 1: u' = -u - 1 from 1 reaches the kink at log 2, where 1[z >= 0] has no solution any
    more."""
    flow = gradient_flow(Dataset([[1.0]], [-1.0]), InitialDraw([[1.0]], [1.0]))

    assert flow.classical_end == pytest.approx(np.log(2), abs=1e-14)
    assert flow.outcome is FlowOutcome.STALLED and flow.residual(np.inf) == pytest.approx([1.0])


def test_two_antipodal_rows_share_one_kink():
    """In one dimension with rows +1 and -1 and equal labels a neuron comes to rest at 0 or crosses, never
    both."""
    data = Dataset(cross_polytope(1), [-0.5, -0.25])
    flow = gradient_flow(data, InitialDraw([[1.0]], [1.0]))
    alpha = flow.pattern(flow.times[-1])[0]

    assert flow.slides == 1 and alpha.sum() == pytest.approx(1.0)
    np.testing.assert_allclose(flow.preactivations(np.inf), 0.0, atol=1e-15)


def test_no_active_neuron_stalls_at_once():
    """A dead layer has H = 0, and the outcome says what to do."""
    flow = gradient_flow(Dataset([[1.0]], [1.0]), InitialDraw([[-1.0]], [1.0]))

    assert flow.outcome is FlowOutcome.STALLED and "wider layer" in flow.outcome.remedy


def test_a_horizon_is_kept():
    """The flow stops where it is told, and refuses to speak of later."""
    flow = gradient_flow(Dataset([[1.0]], [0.0]), InitialDraw([[1.0]], [1.0]), horizon=0.5)

    assert flow.outcome is FlowOutcome.HORIZON and flow.t_end == 0.5
    with pytest.raises(InputError, match=r"t is 0.6, must be in \[0, 0.5\]"):
        flow.outputs(0.6)


def test_a_tolerance_is_reached_exactly():
    """With a tolerance the flow ends when the residual is that small."""
    flow = gradient_flow(Dataset([[1.0]], [0.0]), InitialDraw([[1.0]], [1.0]), tolerance=1e-6)

    assert np.linalg.norm(flow.residual(flow.t_end)) == pytest.approx(1e-6, rel=1e-9)


@pytest.mark.parametrize("arguments", [{"horizon": -1.0}, {"tolerance": -1.0}, {"horizon": np.nan}])
def test_negative_times_and_tolerances_are_refused(arguments):
    """The message names the argument and its value."""
    with pytest.raises(InputError, match=f"{next(iter(arguments))} is"):
        gradient_flow(Dataset([[1.0]], [0.0]), InitialDraw([[1.0]], [1.0]), **arguments)


def test_the_window_of_certificates_hides_no_event():
    """A layer wide enough for many windows agrees with its own weights at the end."""
    rng = np.random.default_rng(3)
    data, start = (
        Dataset(unit_rows(rng.standard_normal((5, 5))), rng.uniform(-1, 1, 5)),
        draw(3000, d=5, rng=3),
    )
    flow = gradient_flow(data, start, tolerance=1e-6)
    z = (start.W + flow.displacement(flow.t_end)) @ data.X.T

    outputs = start.a @ np.maximum(z, 0) / np.sqrt(start.m)
    np.testing.assert_allclose(flow.outputs(flow.t_end), outputs, atol=1e-10)
