"""How fast is the network beside its peers? Run by ``tox -e bench``; prints ratios and writes JSON.

Peers: SciPy's ``solve_ivp`` on the whole weight vector at rtol = atol = 1e-8, explicit Euler, and the
bare cost
of drawing normals. neural-tangents runs in ``tox -e bench-neural-tangents``, which pins what it needs.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.random import Generator, Philox
from scipy.integrate import solve_ivp
from timing import Comparison, seconds, show, write

from ntkprops.network import Dataset, InitialDraw, draw, gradient_flow, sketch_layer, unit_rows
from ntkprops.network.initial import BLOCK

METHODS = ("LSODA", "DOP853", "RK45")
HORIZON = 10.0


class OutOfTimeError(Exception):
    """A peer has used up its budget; carries how far it came."""


def instance(n: int, d: int, m: int) -> tuple[Dataset, InitialDraw]:
    """A fixed random instance."""
    rng = np.random.default_rng(0)
    data = Dataset(unit_rows(rng.standard_normal((n, d))), rng.uniform(-1, 1, n))
    return data, draw(m, d=d, rng=0)


def weight_velocity(data: Dataset, init: InitialDraw):
    """The lecture's right hand side on the flattened weights."""
    pull = init.a / np.sqrt(init.m)

    def velocity(_: float, flat: np.ndarray) -> np.ndarray:
        z = flat.reshape(init.W.shape) @ data.X.T
        r = pull @ np.maximum(z, 0) - data.y
        return (-pull[:, None] * (((z >= 0) * r) @ data.X)).ravel()

    return velocity


def outputs(data: Dataset, init: InitialDraw, flat: np.ndarray) -> np.ndarray:
    """Outputs at flattened weights."""
    return init.a @ np.maximum(flat.reshape(init.W.shape) @ data.X.T, 0) / np.sqrt(init.m)


def beside_solve_ivp(n: int, d: int, m: int, *, budget: float) -> list[Comparison]:
    """The exact flow to t = 10 beside each method of solve_ivp, with the gap between the outputs.

    While a neuron slides, the right hand side jumps at every step and an adaptive method shrinks its
    step for as long
    as the slide lasts; a run beyond ``budget`` seconds is stopped, and its ratio is a lower bound.
    """
    data, init = instance(n, d, m)
    ours = seconds(lambda: gradient_flow(data, init, horizon=HORIZON), repeats=5)
    flow, rows = gradient_flow(data, init, horizon=HORIZON), []
    for method in METHODS:
        velocity, start = weight_velocity(data, init), perf_counter()

        def limited(t: float, flat: np.ndarray, velocity=velocity, start=start) -> np.ndarray:
            if perf_counter() - start > budget:
                raise OutOfTimeError(t)
            return velocity(t, flat)

        try:
            solved = solve_ivp(limited, (0, HORIZON), init.W.ravel(), method=method, rtol=1e-8, atol=1e-8)
            gap = np.abs(outputs(data, init, solved.y[:, -1]) - flow.outputs(HORIZON)).max()
            note = f"differs by {gap:.1e}"
        except OutOfTimeError as stopped:
            note = f"stopped at t = {stopped.args[0]:.2g}, ratio is a lower bound"
        rows.append(Comparison(f"flow n={n} d={d} m={m} to t=10", ours, method, perf_counter() - start, note))
    return rows


def beside_euler(n: int, d: int, m: int) -> list[Comparison]:
    """The exact flow to t = 10 beside explicit Euler at three steps."""
    data, init = instance(n, d, m)
    ours = seconds(lambda: gradient_flow(data, init, horizon=HORIZON), repeats=5)
    exact, velocity, rows = (
        gradient_flow(data, init, horizon=HORIZON).outputs(HORIZON),
        weight_velocity(data, init),
        [],
    )
    for step in (1e-2, 1e-3, 1e-4):
        flat, start = init.W.ravel().copy(), perf_counter()
        for _ in range(round(HORIZON / step)):
            flat += step * velocity(0.0, flat)
        took, gap = perf_counter() - start, np.abs(outputs(data, init, flat) - exact).max()
        rows.append(
            Comparison(
                f"flow n={n} d={d} m={m} to t=10", ours, "Euler", took, f"step {step:g}, off by {gap:.1e}"
            )
        )
    return rows


def wide(m: int) -> Comparison:
    """The flow of a wide layer to residual 1e-6, beside merely drawing it."""
    data, init = instance(10, 10, m)
    ours = seconds(lambda: gradient_flow(data, init, tolerance=1e-6), repeats=1 if m > 10**5 else 3)
    peer = seconds(lambda: draw(m, d=10, rng=0), repeats=3)
    return Comparison(
        f"flow n=10 d=10 m={m:.0e} to residual 1e-6", ours, "drawing the layer", peer, "no target"
    )


def sketching(m: int) -> Comparison:
    """A sketch beside the bare cost of its normals."""
    data = Dataset(np.eye(2), [0.5, -0.5])
    ours = seconds(lambda: sketch_layer(data, m, rng=0), repeats=3)

    def normals() -> None:
        rng = Generator(Philox(key=0))
        for _ in range(0, m, BLOCK):
            rng.standard_normal((BLOCK, 2))

    return Comparison(
        f"sketch n=d=2 m={m:.1e}", ours, "normals alone", seconds(normals, repeats=3), "target >= 0.5"
    )


def main() -> None:
    """Run, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, default=Path(".ntkprops/bench_network.json"))
    parser.add_argument("--quick", action="store_true", help="leave out what takes minutes")
    arguments = parser.parse_args()
    rows = [
        *beside_solve_ivp(4, 3, 40, budget=20 if arguments.quick else 120),
        *beside_euler(4, 3, 40),
        wide(10**4),
        sketching(10**7),
    ]
    if not arguments.quick:
        rows += [*beside_solve_ivp(10, 10, 1000, budget=300), wide(10**6), sketching(25 * 10**7)]
    show(rows)
    write(rows, arguments.json)


if __name__ == "__main__":
    main()
