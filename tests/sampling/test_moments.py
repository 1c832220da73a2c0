r"""Bounds of spreads hold: no sample has a larger standard deviation than its formula is said to have."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ntkprops.language.reader import read
from ntkprops.proof.book import Book
from ntkprops.sampling.measure.evaluate import Scene, scalar
from ntkprops.sampling.measure.instance import Batch
from ntkprops.sampling.measure.moments import spread
from ntkprops.sampling.points import families
from ntkprops.trial.worlds.recognise import network_of

from .lectures import BUNDLED

DEFINED = Book(BUNDLED).defined(corrected=False)
RANDOM = frozenset(name for name, row in BUNDLED.notation.table.items() if row.random)


@pytest.fixture(scope="module")
def scene() -> Scene:
    """Many layers of three neurons on two rows."""
    rng, points = np.random.default_rng(5), families(0)[5]
    batch = Batch(network_of(BUNDLED.notation).roles, points, rng.standard_normal((20_000, 3, 3)),
                  rng.choice([-1.0, 1.0], (20_000, 3)))  # fmt: skip
    return replace(Scene(BUNDLED.notation, batch, {}, DEFINED), averaging=True)


FINITE = (
    r"x_1^\top w_1(0)",
    r"(x_1^\top w_1(0))^2",
    r"(x_1^\top w_1(0))^3 - 2",
    r"\sigma(x_1^\top w_2(0))^2",
    r"\langle x_1, w_2(0) \rangle",
    r"u_1(0)",
    r"u_1(0) (x_1^\top w_1(0))",
    r"\|u(0) - y\|_2^2",
    r"\sum_{i=1}^n u_i(0)^2",
    r"\|w_1(0)\|_2^2",
    r"\|H(0)\|_F",
    r"\max\{u_1(0), x_1^\top w_1(0)\}",
)


@pytest.mark.parametrize("text", FINITE)
def test_a_bound_of_a_spread_is_not_exceeded(scene: Scene, text: str) -> None:
    """Twenty thousand draws lie closer together than the structure of the formula says."""
    tree = read(text, BUNDLED.notation)

    assert scalar(tree, scene).std() <= 1.02 * spread(tree, scene, RANDOM) < np.inf


@pytest.mark.parametrize("text", [r"\exp(x_1^\top w_1(0))", r"\frac{1}{x_1^\top w_1(0)}", r"\|u\|_2"])
def test_where_nothing_bounds_a_spread_none_is_claimed(scene: Scene, text: str) -> None:
    """An exponential, a quotient by what may be 0, weights that anybody chose."""
    assert spread(read(text, BUNDLED.notation), scene, RANDOM) == np.inf


def test_what_is_fixed_has_no_spread(scene: Scene) -> None:
    """Data do not vary with the draw."""
    assert spread(read(r"\|y\|_2 + n", BUNDLED.notation), scene, RANDOM) == 0.0
