r"""On which cases is a claim tried? A case is a data set, a width and the scalars of a claim.

Where what is given bounds the width from below, the width is the least that obeys it; where that is out of reach, the
case is a *probe* and says so. Cases come smallest first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import product

import numpy as np

from ntkprops.language.tree import Expr, free_symbols
from ntkprops.proof.facts import Fact
from ntkprops.proof.reading import CONSTANT
from ntkprops.sampling.measure.evaluate import Scene
from ntkprops.sampling.measure.events import ball_radius, truth
from ntkprops.sampling.measure.instance import Array, Batch, Unmeasured
from ntkprops.sampling.points import Points, families
from ntkprops.trial.question import Question
from ntkprops.trial.small_networks import Roles

MOST_NEURONS = 150_000_000  # in a run that somebody waits for
BLOCK = 256  # the most draws of one counter; part of the law of a seed
GRIDS: Mapping[str, tuple[float, ...]] = {
    "positive": (1 / 3, 1.0),
    "nonnegative": (0.5, 1.0),
    "probability": (0.5, 0.1, 0.002),
    "real": (1.0, -0.5),
    "sign": (1.0, -1.0),
    "count": (1.0, 3.0),
    "time": (1.0,),
}
NEAR_ONE = 0.999  # a failure probability at which a logarithm of it is small
MOST_GRIDS = 12
TRAJECTORIES = 7  # the stream of shared draws


@dataclass(frozen=True)
class Case:
    """Data, width and scalars; ``probe`` says by what the width misses what is given."""

    points: Points
    width: int
    scalars: Mapping[str, float] = field(default_factory=dict)
    probe: str = ""

    @property
    def size(self) -> tuple[int, int]:
        """(n, m)."""
        return self.points.n, self.width


@dataclass(frozen=True)
class Frame:
    """What stays while a claim is tried: the question, who plays which role, how wide a layer may be."""

    asked: Question
    roles: Roles
    seed: int
    most_width: int
    widths: tuple[int, ...]
    has_constant: bool = False  # whether a rate leaves a constant open
    constant: float | None = None  # that constant, where a proof has found it
    free: tuple[str, ...] = ()  # variables that the claim leaves free by mistake
    most_neurons: int = MOST_NEURONS  # drawn for each number of samples at the claim's own width

    @property
    def speaks_of_draw(self) -> bool:
        """Whether a conclusion depends on the draw, also inside an expectation."""
        return any(self.random & goal.relation.free for goal in self.asked.goals)

    @property
    def random(self) -> frozenset[str]:
        """The symbols that the draw determines."""
        return frozenset(name for name, row in self.asked.notation.table.items() if row.random)


def scene_of(frame: Frame, batch: Batch, scalars: Mapping[str, float]) -> Scene:
    """A batch with the claim's scalars and definitions."""
    return Scene(frame.asked.notation, batch, scalars, frame.asked.definitions)


def drawn(frame: Frame, case: Case, *, stream: int, numbers: range) -> Batch:
    """The draws with these numbers of one stream; each depends on its number alone."""
    size = block_size(case)
    first, last = numbers.start // size, -(-numbers.stop // size)
    parts = [_block(case, size, key=(frame.seed << 64) | stream, block=block) for block in range(first, last)]
    cut = slice(numbers.start - first * size, numbers.stop - first * size)
    W, a = np.concatenate([part[0] for part in parts])[cut], np.concatenate([part[1] for part in parts])[cut]
    return Batch(frame.roles, case.points, W, a)


@lru_cache(maxsize=1024)
def trajectory_draw(points: Points, roles: Roles, *, width: int, seed: int, number: int) -> Batch:
    """One draw with its flow, shared by all claims that speak of trajectories and need no statistics."""
    W, a = _block(Case(points, width), 1, key=(seed << 64) | TRAJECTORIES, block=number)
    return Batch(roles, points, W, a)


def block_size(case: Case) -> int:
    """How many draws share one counter of the generator: fewer the wider the layer."""
    return int(np.clip((1 << 20) // (case.width * case.points.d), 1, BLOCK))


def _block(case: Case, size: int, *, key: int, block: int) -> tuple[Array, Array]:
    rng = np.random.Generator(np.random.Philox(key=key, counter=[0, 0, 0, block]))
    a = rng.integers(0, 2, (size, case.width)) * 2.0 - 1.0
    return rng.standard_normal((size, case.width, case.points.d)), np.asarray(a, dtype=np.float64)


def cases(frame: Frame, *, constant: float) -> Iterator[Case]:
    """Every case of a claim, smallest first; ``constant`` fills the hidden constant of a rate."""
    asked = frame.asked
    needs_lambda = frame.roles.least_eigenvalue in asked.usage.names or bool(asked.usage.timed)
    for points in families(frame.seed):
        if (needs_lambda and not points.has_dataset) or (asked.usage.chosen and points.n > 4):
            continue
        if points.n > 4 and asked.usage.timed:
            continue
        for scalars in _grids(frame, constant):
            yield from _widths(frame, points, scalars)


def _grids(frame: Frame, constant: float) -> Iterator[dict[str, float]]:
    names = [(name, sort.kind) for name, sort in frame.asked.parameters]
    lists = [_candidates(frame, kind) for _, kind in names]
    ranks = sorted(product(*(range(len(values)) for values in lists)), key=lambda rank: (sum(rank), rank))
    for rank in ranks[:MOST_GRIDS]:
        chosen = {name: values[place] for (name, _), values, place in zip(names, lists, rank, strict=True)}
        yield {**chosen, **({CONSTANT: constant} if frame.has_constant else {})}


def _candidates(frame: Frame, kind: str) -> tuple[float, ...]:
    found = GRIDS.get(kind, (1.0,))
    return (*found[:2], NEAR_ONE) if kind == "probability" and frame.asked.rates else found


def _widths(frame: Frame, points: Points, scalars: Mapping[str, float]) -> Iterator[Case]:
    """The least width that obeys what is given; the widths of the frame where nothing bounds it."""
    facts = [f for f in (*frame.asked.fixed, *frame.asked.rates) if frame.roles.width in free_symbols(f.relation)]
    if not facts:
        yield from (Case(points, m, scalars) for m in frame.widths)
        return
    if not bounds_of_width(frame):
        yield from (Case(points, m, scalars) for m in (*frame.widths, frame.most_width))
        return
    least = least_width(frame, points, scalars)
    if least is None or least > frame.most_width:
        words = "beyond 2^40" if least is None else str(least)
        reached = frame.most_width
        yield Case(points, reached, scalars, probe=f"m = {reached} where what is given asks for {words}")
    else:
        yield Case(points, least, scalars)


def bounds_of_width(frame: Frame) -> list[Fact]:
    """What a claim demands of the width before the draw."""
    facts = (*frame.asked.fixed, *frame.asked.rates)
    names = [(fact, free_symbols(fact.relation)) for fact in facts]
    return [fact for fact, free in names if frame.roles.width in free and not frame.random & free]


def least_width(frame: Frame, points: Points, scalars: Mapping[str, float]) -> int | None:
    """The least width that obeys ``bounds_of_width``, by doubling and bisection; None where it is beyond 2^40.

    What bounds a width from below holds from some width on.
    """
    facts = bounds_of_width(frame)

    def obeys(m: int) -> bool:
        blank = np.broadcast_to(np.zeros(()), (1, m, points.d)), np.broadcast_to(np.ones(()), (1, m))
        scene = scene_of(frame, Batch(frame.roles, points, *blank), scalars)
        return all(bool(truth(fact.relation, scene).all()) for fact in facts)

    high = 1
    while not obeys(high):
        high *= 2
        if high > 1 << 40:
            return None
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if obeys(middle) else (middle, high)
    return high


def radius(frame: Frame, scene: Scene) -> Array | None:
    """The radius of the ball in which a claim's family lies."""
    for fact in frame.asked.drawn:
        found = ball_radius(fact.relation, scene)
        if found is not None:
            return found
    return None


def choices(frame: Frame, scene: Scene, *, stream: int) -> Iterator[Scene]:
    """The scene with the family that the claim quantifies chosen in several ways, the most hostile among them."""
    batch = scene.batch
    if not frame.asked.usage.chosen or not frame.speaks_of_draw:
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
