r"""What a claim says "for all" of, on a draw: families of weights (``choices``), indices (``index_choices``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from ntkprops.language.tree import Expr, free_symbols
from ntkprops.sampling.frame import Frame
from ntkprops.sampling.measure.evaluate import Scene
from ntkprops.sampling.measure.events import ball_radius
from ntkprops.sampling.measure.instance import Array, Unmeasured


def radius(frame: Frame, scene: Scene) -> Array | None:
    """The radius of the smallest ball in which what is given keeps the weights; None where it keeps them in none."""
    found = [ball for fact in frame.after if (ball := ball_radius(fact.relation, scene)) is not None]
    return np.minimum.reduce(np.broadcast_arrays(*found)) if found else None


def chooses(frame: Frame) -> bool:
    """Whether a claim speaks of any weights: it quantifies them, or prints ``w``, ``u`` or ``H`` without a time."""
    if frame.asked.usage.chosen:
        return frame.speaks_of_draw
    said = [goal.relation for goal in frame.asked.goals] + [fact.relation for fact in frame.after]
    return not frame.asked.usage.timed and any(_is_bare(tree, frame.roles.moving) for tree in said)


def _is_bare(tree: Expr, moving: frozenset[str]) -> bool:
    if tree.head == "symbol":
        return tree.name in moving
    parts = tree.args[1:] if tree.head == "apply" and tree.args[0].head == "symbol" else tree.args
    return any(_is_bare(part, moving) for part in parts)


def choices(frame: Frame, scene: Scene, *, stream: int) -> Iterator[Scene]:
    """The scene with the weights that a claim leaves open chosen in several ways, the most hostile among them."""
    batch = scene.batch
    if not chooses(frame):
        yield scene
        return
    found = radius(frame, scene)
    if found is not None:
        weights = batch.hostile(np.broadcast_to(found, len(batch.W)))
    else:
        rng = np.random.Generator(np.random.Philox(key=(frame.seed << 64) | (stream ^ 1), counter=[1, 0, 0, 0]))
        noise = rng.standard_normal(batch.W.shape)
        weights = iter((batch.W, batch.W + 0.05 * noise, noise))
    yield from (scene.on(replace(batch, chosen=W)) for W in weights)


def index_choices(tree: Expr, scene: Scene, *, most: int) -> Iterator[Scene]:
    """The scene with the free indices of a formula chosen: all, or ``most`` of them spread evenly."""
    table = scene.notation.table
    names = [
        n for n in sorted(free_symbols(tree))
        if (row := table.get(n)) and row.sort.kind == "index" and not row.over and n not in scene.bound
    ]  # fmt: skip
    yield from named_choices(names, scene, most=most)


def named_choices(names: Sequence[str], scene: Scene, *, most: int) -> Iterator[Scene]:
    """The scene with these indices chosen: all, or ``most`` of them spread evenly."""
    table = scene.notation.table
    sizes = [_extent(table[name].sort.dims[0], scene) for name in names]
    total = int(np.prod(sizes)) if sizes else 1
    for flat in sorted({round(k) for k in np.linspace(0, total - 1, min(most, total))}):
        places = np.unravel_index(flat, sizes) if sizes else ()
        values = {name: np.array([float(p + 1)]) for name, p in zip(names, places, strict=True)}
        yield replace(scene, bound={**scene.bound, **values})


def _extent(dimension: str, scene: Scene) -> int:
    if dimension.isdigit():
        return int(dimension)
    found = scene.batch.value(dimension)
    if found is None:
        raise Unmeasured(f"an index up to {dimension}")
    return int(found[0])
