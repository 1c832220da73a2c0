r"""Printed formulas on drawn layers: each against a line of NumPy."""

from __future__ import annotations

import numpy as np
import pytest

from ntkprops.language.reader import read
from ntkprops.language.tree import Expr
from ntkprops.sampling.measure.evaluate import Scene, evaluate, plain, scalar, sides
from ntkprops.sampling.measure.events import ball_radius, truth
from ntkprops.sampling.measure.holds import broken, ratio
from ntkprops.sampling.measure.instance import Batch, Unmeasured
from ntkprops.sampling.measure.linear import bounds, is_linear
from ntkprops.sampling.points import families
from ntkprops.trial.worlds.recognise import network_of

from .lectures import BUNDLED

POINTS = families(0)[5]  # two random rows in three dimensions
RANDOM = frozenset(name for name, row in BUNDLED.notation.table.items() if row.random)


@pytest.fixture
def scene() -> Scene:
    """Five layers of four neurons."""
    rng = np.random.default_rng(1)
    roles = network_of(BUNDLED.notation).roles
    batch = Batch(roles, POINTS, rng.standard_normal((5, 4, 3)), rng.choice([-1.0, 1.0], (5, 4)))
    return Scene(BUNDLED.notation, batch, {r"\delta": 0.25, "R": 0.5}, {})


def formula(text: str) -> Expr:
    """A formula in the symbols of the bundled lecture."""
    return read(text, BUNDLED.notation)


def outputs(scene: Scene) -> np.ndarray:
    """The predictions, one layer at a time."""
    W, a = scene.batch.W, scene.batch.a
    return np.array([a[b] @ np.maximum(W[b] @ POINTS.X.T, 0) / 2 for b in range(5)])


def gram(scene: Scene) -> np.ndarray:
    """The Gram matrices, one layer at a time."""
    S = scene.batch.W @ POINTS.X.T >= 0
    return np.array([(POINTS.X @ POINTS.X.T) * (s.T.astype(float) @ s) / 4 for s in S])


CASES = {
    r"\|u(0) - y\|_2^2": lambda s: ((outputs(s) - POINTS.y) ** 2).sum(axis=1),
    r"\|H(0) - H^*\|_F": lambda s: np.sqrt(((gram(s) - POINTS.limit) ** 2).sum(axis=(1, 2))),
    r"\|H(0)\|_2": lambda s: np.linalg.norm(gram(s), 2, axis=(1, 2)),
    r"\lambda_{\min}(H(0))": lambda s: np.linalg.eigvalsh(gram(s))[:, 0],
    r"y^\top H(0) y": lambda s: np.einsum("i,bij,j->b", POINTS.y, gram(s), POINTS.y),
    r"\sum_{i=1}^n u_i(0)^2": lambda s: (outputs(s) ** 2).sum(axis=1),
    r"\sum_{k=1}^m \mathbf{1}[x_1^\top w_k(0) \geq 0]": lambda s: (s.batch.W @ POINTS.X[0] >= 0).sum(axis=1),
    r"\int_0^1 \exp(-s) ds": lambda s: np.array([1 - np.exp(-1.0)]),
    r"\sqrt{\delta} + \frac{R}{2}": lambda s: np.array([0.75]),
}


@pytest.mark.parametrize("text", CASES)
def test_a_formula_has_its_value_on_every_draw(scene: Scene, text: str) -> None:
    """As computed directly, layer by layer."""
    assert plain(evaluate(formula(text), scene)) == pytest.approx(CASES[text](scene), rel=1e-12)


def test_what_is_kept_is_kept_for_one_value_of_an_index(scene: Scene) -> None:
    """The memory of a scene tells bound indices apart."""
    first, second = (scalar(formula(r"\|w_k(0)\|_2"), scene.bind("k", np.array([k]))) for k in (1.0, 2.0))

    assert first == pytest.approx(np.linalg.norm(scene.batch.W[:, 0], axis=1))
    assert second == pytest.approx(np.linalg.norm(scene.batch.W[:, 1], axis=1))


def test_other_scalars_forget_what_was_kept(scene: Scene) -> None:
    """A scene at another delta evaluates anew."""
    tree = formula(r"\|\delta y\|_2")
    before, after = scalar(tree, scene), scalar(tree, scene.at({r"\delta": 0.5}))

    assert after == pytest.approx(2 * before)


def test_a_symbol_without_measure_is_named(scene: Scene) -> None:
    """The message names the symbol."""
    with pytest.raises(Unmeasured, match="R' has no value here"):
        evaluate(formula("R'"), scene)


@pytest.mark.parametrize(
    ("text", "radius"), [(r"\|w_k - w_k(0)\|^2 \leq R", 0.5**0.5), (r"\|w_k - w_k(0)\| \leq R", 0.5)]
)
def test_a_ball_has_the_radius_that_is_printed(scene: Scene, text: str, radius: float) -> None:
    """The squared norm bounds by the root."""
    assert ball_radius(formula(text), scene) == pytest.approx([radius])


def test_a_relation_is_broken_beyond_rounding_only(scene: Scene) -> None:
    """Two parts in ten billion are rounding, two in ten million are not."""
    tree = formula(r"\delta \leq R")
    near, far = (sides(tree, scene.at({r"\delta": 0.5 * (1 + e), "R": 0.5})) for e in (2e-10, 2e-7))

    assert not broken(tree, near).any() and broken(tree, far).all()
    assert ratio(tree, far) == pytest.approx([1 + 2e-7])


def test_events_are_decided_draw_by_draw(scene: Scene) -> None:
    """A chain holds where all its links do."""
    found = truth(formula(r"0 \leq \|u(0)\|_2 \leq \frac{1}{2}"), scene)

    assert found.tolist() == (np.linalg.norm(outputs(scene), axis=1) <= 0.5).tolist()


def test_expectations_stand_in_linear_places() -> None:
    """A square of an expectation has no value draw by draw."""
    linear, square = formula(r"2 \mathbb{E}[\|u(0)\|_2] + n"), formula(r"\mathbb{E}[\|u(0)\|_2]^2")

    assert is_linear(linear, RANDOM) and not is_linear(square, RANDOM)


@pytest.mark.parametrize("text", [r"\|H(0)\|_F", r"\mathbf{1}[u_1(0) \geq 0]", r"2 \|H(0) - H^*\|_2 - 1"])
def test_bounds_hold_on_every_draw(scene: Scene, text: str) -> None:
    """Between the ends that the structure gives."""
    lo, hi = bounds(formula(text), scene, RANDOM)
    values = scalar(formula(text), scene)

    assert np.isfinite([lo, hi]).all() and (lo <= values).all() and (values <= hi).all()
