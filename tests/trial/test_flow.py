"""The exact flow without kinks: closed forms, against SciPy's integrator, and certified signs."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from ntkprops.meaning.exact.enclosures import interval
from ntkprops.meaning.exact.values import Undetermined
from ntkprops.trial.flow import Data, Flow

F = Fraction
SKEW = Data(((F(1), F(0)), (F(3, 5), F(4, 5))), (F(1), F(-1)))


def number(value) -> float:
    """The middle of an enclosure."""
    return float(interval(value).lo.mid())


def test_one_neuron_decays_exponentially():
    """At n = m = 1 from w = 2, y = 1: u(t) - 1 = exp(-t)."""
    path = Flow(Data(((F(1),),), (F(1),)), ((F(2),),), (F(1),))

    assert number(path.residual(F(1)).entries[0]) == pytest.approx(np.exp(-1), abs=1e-12)
    assert number(path.moved(F(1)).entries[0]) == pytest.approx(1 + np.exp(-1), abs=1e-12)


def test_inactive_neuron_does_not_move():
    """A neuron that is off stays where it is."""
    path = Flow(Data(((F(1),),), (F(1),)), ((F(2),), (F(-1),)), (F(1), F(1)))

    assert path.moved(F(2)).entries[1] == F(-1)


def test_crossing_is_refused():
    """With a = -1 the weight heads for the kink; past it nothing is said."""
    path = Flow(Data(((F(1),),), (F(1),)), ((F(2),),), (F(-1),))

    with pytest.raises(Undetermined):
        path.moved(F(10))


def test_correlated_inputs_agree_with_an_integrator():
    """Two inputs at cosine 3/5: weights at t = 1/4 agree with a Runge-Kutta solution to 1e-8."""
    path = Flow(SKEW, ((F(2), F(2)),), (F(1),))
    X, y = np.array([[1, 0], [0.6, 0.8]]), np.array([1.0, -1.0])

    solved = solve_ivp(lambda _, w: -X.T @ (X @ w - y), (0, 0.25), [2.0, 2.0], rtol=1e-11, atol=1e-12)

    found = [number(entry) for entry in path.moved(F(1, 4)).entries]
    assert found == pytest.approx(solved.y[:, -1].tolist(), abs=1e-8)
