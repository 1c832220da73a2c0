"""Where rounding hides what comes next, the flow says up to which time it is sure; it neither hangs nor guesses."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntkprops.network import Dataset, FlowOutcome, InitialDraw, draw, gradient_flow, unit_rows
from ntkprops.network.flow import engine
from ntkprops.network.flow.roots import first_root


def near_antipodal(seed: int, *, angle: float, n: int = 4, m: int = 8, size: float = 1.0):
    """Random rows, the second antipodal to the first but for an angle, and Gaussian weights of a size."""
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((n, 3))
    X[1] = -X[0] / np.linalg.norm(X[0]) + angle * rng.standard_normal(3)
    signs = np.where(rng.random(m) < 0.5, 1.0, -1.0)
    return Dataset(unit_rows(X), rng.uniform(-1, 1, n)), InitialDraw(size * rng.standard_normal((m, 3)), signs)


def assert_known_up_to_its_end(data, start, flow):
    """Outputs are those of the moved weights, and weights 0 and 1 stand on their sides."""
    close = 1e-9 * max(1.0, float(np.abs(start.W).max()))
    for t in np.linspace(0.0, min(flow.t_end, 50.0), 7):
        z, alpha = flow.preactivations(t), flow.pattern(t)
        wrong = np.where(alpha == 1, -z, np.where(alpha == 0, z, np.abs(z)))
        outputs = start.a @ np.maximum(z, 0) / np.sqrt(start.m)

        np.testing.assert_allclose(flow.outputs(t), outputs, atol=close)
        assert wrong.max() < close


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32), angle=st.sampled_from([1e-4, 1e-5, 5e-6, 1e-7]), m=st.sampled_from([1, 2, 8]))
def test_flow_on_nearly_antipodal_rows_ends_and_is_right_up_to_its_end(seed, angle, m):
    """Whatever the outcome, up to ``t_end`` everything is as it should be, and beyond it nothing is said."""
    data, start = near_antipodal(seed, angle=angle, m=m)
    flow = gradient_flow(data, start)

    assert_known_up_to_its_end(data, start, flow)
    assert (flow.t_end == np.inf) == (flow.outcome in (FlowOutcome.CONVERGED, FlowOutcome.STALLED))
    assert all(segment.t <= flow.t_end for segment in flow.segments)


@pytest.mark.parametrize("size", [1e8, 1.0, 1e-4, 1e-8, 1e-12])
def test_thresholds_go_with_the_size_of_the_weights(size):
    """Two rows at cosine 3/5 and one neuron: no event is missed however small its weights are."""
    data = Dataset([[-0.6, 0.8], [-1.0, 0.0]], [0.0, 1.0])
    start = InitialDraw(size * np.array([[-1.022762056272527, 1.3524921309735198]]), [-1.0])
    flow = gradient_flow(data, start)

    assert flow.outcome in (FlowOutcome.CONVERGED, FlowOutcome.STALLED)
    assert_known_up_to_its_end(data, start, flow)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 2**32), size=st.sampled_from([1e-3, 1e-6, 1e-9, 0.0]))
def test_small_weights_are_followed_like_large_ones(seed, size):
    """Generic rows, weights of any size, zero included: the outcome is never ``unsure``."""
    rng = np.random.default_rng(seed)
    data = Dataset(unit_rows(rng.standard_normal((3, 3))), rng.uniform(-1, 1, 3))
    whole = draw(6, d=3, rng=seed)
    start = InitialDraw(size * whole.W, whole.a)
    flow = gradient_flow(data, start)

    assert flow.outcome is not FlowOutcome.UNSURE
    assert_known_up_to_its_end(data, start, flow)


def test_neurons_that_take_turns_without_time_passing_end_the_flow():
    """Four rows, two of them antipodal to 5e-6: three neurons stand on one kink in turn, each moved by the others."""
    X = [
        [-0.06287823760569261, 0.8928534043359839, 0.4459362349049987],
        [0.06288129188745081, -0.8928553849739043, -0.4459318385736393],
        [0.6838050204168219, 0.7138743506030512, -0.15097716914759501],
        [-0.5562427233783599, -0.6250275459609204, -0.5476628520163613],
    ]
    W = [
        [-1.4345155890759356, 1.0253076985629024, -1.7490786547472825],
        [1.1020615419472835, -0.674485080666051, 0.28563335541893475],
        [-0.1679455979199255, -0.47661941640801414, -0.6201551841954726],
        [0.3731523215392399, -0.1771778985561965, 0.09222639709852733],
        [0.4592038800470927, 0.5122694335467868, 0.6256905889459787],
        [-0.4223661592609882, -1.4742080569167344, -0.7158757657853103],
        [1.112793845475154, -1.2019787353844427, 0.2117915058361183],
        [0.72608598844315, -0.0802330656252838, 0.5208445564314242],
    ]
    data, start = Dataset(X, [1.0, 1.0, 0.5, -1.0]), InitialDraw(W, -np.ones(8))
    flow = gradient_flow(data, start)

    assert flow.outcome is FlowOutcome.UNSURE and "rounding" in flow.outcome.remedy.lower()
    assert 1e4 < flow.t_end < np.inf
    assert_known_up_to_its_end(data, start, flow)


@pytest.fixture
def busy():
    """A flow with many events."""
    rng = np.random.default_rng(3)
    return Dataset(unit_rows(rng.standard_normal((4, 2))), rng.uniform(-1, 1, 4)), draw(40, d=2, rng=3)


def test_number_of_events_is_bounded(busy, monkeypatch):
    """A flow that may have no more than five events is sure up to the sixth."""
    whole = gradient_flow(*busy)
    monkeypatch.setattr(engine, "_MOST_EVENTS", (5, 0))
    cut = gradient_flow(*busy)

    assert len(whole.events) > 8 and whole.outcome is not FlowOutcome.UNSURE
    assert cut.outcome is FlowOutcome.UNSURE and len(cut.events) == 6
    assert cut.t_end == whole.segments[len(cut.segments) - 1].t
    np.testing.assert_array_equal(cut.residual(cut.t_end), whole.residual(cut.t_end))


def test_event_that_was_overlooked_ends_what_is_sure_before_it(busy, monkeypatch):
    """With a root finder that passes over the third zero, the flow is sure up to the second event, and no further."""
    whole, calls = gradient_flow(*busy), []

    def careless(rows, *, cap):
        root = first_root(rows, cap=cap)
        calls.extend([root] if root.row >= 0 else [])
        if len(calls) != 3 or root.row < 0:
            return root
        raised = rows.f0.copy()
        raised[root.row] = 1e6
        return first_root(replace(rows, f0=raised), cap=cap)

    monkeypatch.setattr(engine, "first_root", careless)
    cut = gradient_flow(*busy)

    assert cut.outcome is FlowOutcome.UNSURE
    assert len(cut.events) == 2 and cut.t_end == whole.segments[whole.events[1].at].t
    np.testing.assert_array_equal(cut.residual(cut.t_end), whole.residual(cut.t_end))
