"""How fast are our Gram matrices beside neural-tangents? Run by ``tox -e bench-neural-tangents``.

neural-tangents 0.6.5 does not import with recent jax, so its environment pins what it needs (see tox.ini).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import jax
import numpy as np
from neural_tangents import empirical_ntk_fn, stax
from timing import Comparison, seconds, show, write

from ntkprops.network import draw, gram, limit_gram, unit_rows

jax.config.update("jax_enable_x64", True)


def limit(n: int) -> Comparison:
    """H* beside the derivative kernel of a ReLU layer, which is H* up to the readout's share."""
    X = unit_rows(np.random.default_rng(0).standard_normal((n, 10)))
    kernel = stax.serial(stax.Dense(1), stax.Relu(), stax.Dense(1))[2]
    both = jax.jit(lambda rows: (kernel(rows, None, "ntk"), kernel(rows, None, "nngp")))
    theirs = seconds(lambda: jax.block_until_ready(both(X)))
    ntk, nngp = (np.asarray(part) for part in both(X))
    gap = np.abs((ntk - nngp) * X.shape[1] - limit_gram(X)).max()
    return Comparison(
        f"limit_gram n={n}",
        seconds(lambda: limit_gram(X)),
        "neural-tangents",
        theirs,
        f"differs by {gap:.1e}",
    )


def empirical(n: int, d: int, m: int) -> Comparison:
    """H at drawn weights, one kernel, ours batched over 256 draws."""
    X = unit_rows(np.random.default_rng(0).standard_normal((n, d)))
    W, a = np.random.default_rng(1).standard_normal((256, m, d)), draw(m, d=d, rng=0).a
    function = lambda W, rows: jax.nn.relu(rows @ W.T) @ a[:, None] / np.sqrt(m)  # noqa: E731
    kernel = jax.jit(empirical_ntk_fn(function))
    theirs = seconds(lambda: jax.block_until_ready(kernel(X, None, W[0])))
    gap = np.abs(np.asarray(kernel(X, None, W[0])) - gram(X, W[0])).max()
    ours = seconds(lambda: gram(X, W)) / len(W)
    return Comparison(f"gram n={n} m={m}, each", ours, "neural-tangents", theirs, f"differs by {gap:.1e}")


def main() -> None:
    """Run, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, default=Path(".ntkprops/bench_neural_tangents.json"))
    rows = [limit(100), limit(1000), empirical(10, 10, 1000)]
    show(rows)
    write(rows, parser.parse_args().json)


if __name__ == "__main__":
    main()
