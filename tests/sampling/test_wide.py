r"""Claims about trajectories at their own width, which no memory holds."""

from __future__ import annotations

import numpy as np
import pytest

from ntkprops.network import Dataset, InitialDraw, gradient_flow
from ntkprops.sampling.decay import Decay, holds_throughout
from ntkprops.sampling.measure.instance import Unmeasured
from ntkprops.sampling.measure.wide import wide_draw
from ntkprops.sampling.points import families
from ntkprops.sampling.result import Says
from ntkprops.statement.model import Statement
from ntkprops.trial.small_networks import small_networks

from .lectures import sampled

DECAY = r"\|u(t) - y\|_2^2 \leq \exp(-\lambda_0 t) \|u(0) - y\|_2^2"
FEW = 800_000  # neurons: failure probabilities of 1/2 and 9/10
WIDTH = r"m \geq \frac{4000}{\delta}"


def claim(then: str) -> Statement:
    """A claim about a layer of 4,000 neurons and more."""
    return Statement("wide", given=(WIDTH,), over="w(0)", probability=r"1 - \delta", then=(then,))


def test_decay_holds_at_its_own_width() -> None:
    """One and two samples, each at the width that is asked for; the probe at a reduced width stands beside it."""
    found = sampled(claim(DECAY), most_neurons=FEW)

    assert found.says is Says.HELD and found.own_width
    assert "n = 1, m = " in found.because and "n = 2, m = " in found.because
    assert found.smallest_gap is not None and 0 < found.smallest_gap < 1


def test_decay_three_times_as_fast_is_refuted_at_its_own_width() -> None:
    """With one sample the square of the residual decays at 2 lambda_0: refuted at one time of the lecture's flow."""
    found = sampled(claim(DECAY.replace(r"-\lambda_0 t", r"-3 \lambda_0 t")), most_neurons=FEW)

    assert found.says is Says.REFUTED and found.own_width
    assert found.witness["kind"] == "wide" and found.witness["moment"] > 0


def test_what_a_sketch_does_not_keep_is_said() -> None:
    """A claim about weights stays a probe, and says why."""
    found = sampled(claim(r"\|w_k(t) - w_k(0)\|_2 \leq n"))

    assert found.says is Says.HELD and not found.own_width
    assert "a sketch does not keep w" in found.because


def test_a_wide_draw_is_the_same_whoever_draws_it() -> None:
    """Its key is all that it depends on."""
    roles, points = small_networks().roles, families(0)[3]
    draws = [wide_draw(roles, points, neurons=5000, key=7).at("H", (np.ones(1),)) for _ in range(2)]

    assert np.array_equal(*draws)


def test_a_wide_draw_has_no_derivative() -> None:
    """The reason names the symbol."""
    with pytest.raises(Unmeasured, match="the derivative of u"):
        wide_draw(small_networks().roles, families(0)[0], neurons=5000, key=7).rate("u", (np.ones(1),))


@pytest.mark.parametrize("rate", [0.5, 0.9, 1.0, 1.1, 2.0])
@pytest.mark.parametrize("power", [1, 2])
def test_the_whole_flow_decides_as_a_fine_grid_does(rate: float, power: int) -> None:
    """Along a flow with kinks a bound holds throughout iff it holds at ten thousand times."""
    rng, data = np.random.default_rng(3), Dataset(np.eye(2), [1.0, -1.0])
    flow = gradient_flow(data, InitialDraw(rng.standard_normal((30, 2)), rng.choice([-1.0, 1.0], 30)), horizon=20.0)
    start = float(np.log(np.linalg.norm(flow.residual(0.0)))) * power
    times = np.linspace(0, 20, 10_001)
    logs = np.array([np.log(np.linalg.norm(flow.residual(t))) * power for t in times])

    assert holds_throughout(Decay(power, rate * power / 4, start), flow) == bool(
        (logs <= start - rate * power / 4 * times + 1e-9).all()
    )
