r"""Any printed formula on a batch of draws, in doubles: ``evaluate(tree, scene)`` and ``sides(link, scene)``.

A value has the draws as its leading axis: a scalar is (B,), a vector (B, n), a matrix (B, n, n), a family of vectors
(B, m, d); ``Row`` is a transposed vector. What each head of a tree means stands in ``names``, ``arithmetic``,
``binders`` and ``events``, which enter their rules here with ``measures``: each says how many parts it reads and
whether it reads the payload. A head that no rule reads, a part more than a rule reads, a payload that it does not read,
a value that is no finite number: nothing here measures the formula, and no part of it is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np

from ntkprops.language.notation import Notation
from ntkprops.language.tree import Expr
from ntkprops.proof.facts import Rewrite
from ntkprops.sampling.measure.instance import Array, Batch, Unmeasured

DEPTH = 12  # of definitions inside definitions
DEAR = frozenset(
    ["apply", "grad", "partial", "derivative", "norm", "lambda_min", "lambda_max", "sum", "Pr", "indicator", "integral"]
)
MANY = range(1, 1 << 30)  # parts
WHOLE = 1e-9  # how far from a whole number an index may be by rounding


class Row(NamedTuple):
    """A transposed vector, (B, n)."""

    entries: Array


Value = Array | Row
Key = tuple[Expr, bool, tuple[tuple[str, float], ...]]  # a formula, under a mean or not, the numbers bound in it


@dataclass(frozen=True)
class Scene:
    """Where a formula is evaluated: a batch, the scalars that a trial chose, what is defined, what is bound.

    ``averaging`` says that a mean over the draws is taken of what is evaluated: only then ``E`` and ``Pr`` stand for
    their values draw by draw. ``memo`` holds what was evaluated on this batch with these scalars."""

    notation: Notation
    batch: Batch
    scalars: Mapping[str, float]
    definitions: Mapping[str, Sequence[Rewrite]]
    bound: Mapping[str, Array] = field(default_factory=dict)
    depth: int = 0
    averaging: bool = False
    memo: dict[Key, Value] = field(default_factory=dict, repr=False, compare=False)

    def at(self, scalars: Mapping[str, float]) -> Scene:
        """The scene with other scalars."""
        return replace(self, scalars={**self.scalars, **scalars}, memo={})

    def on(self, batch: Batch) -> Scene:
        """The scene on another batch."""
        return replace(self, batch=batch, memo={})

    def bind(self, name: str, value: Array) -> Scene:
        """The scene inside a binder."""
        return replace(self, bound={**self.bound, name: value})


Rule = Callable[[Expr, Scene], Value]


@dataclass(frozen=True)
class Measure:
    """A rule, how many parts of a tree it reads, and whether it reads the payload."""

    rule: Rule
    parts: range
    named: bool


RULES: dict[str, Measure] = {}


def measures(*heads: str, parts: int | range, named: bool = False) -> Callable[[Rule], Rule]:
    """Enter a rule for trees with one of these heads; ``parts`` and ``named`` are what it reads of them."""

    def enter(rule: Rule) -> Rule:
        read = range(parts, parts + 1) if isinstance(parts, int) else parts
        RULES.update(dict.fromkeys(heads, Measure(rule, read, named)))
        return rule

    return enter


def evaluate(tree: Expr, scene: Scene) -> Value:
    """The value of a formula on every draw.

    Raises:
        Unmeasured: where nothing here measures a part of it; the message names the part.
    """
    found = RULES.get(tree.head)
    if found is None or len(tree.args) not in found.parts or (tree.name and not found.named):
        raise Unmeasured(f"nothing measures {tree.head}" + (" with these parts" if found is not None else ""))
    rule = found.rule
    key = _key(tree, scene) if tree.head in DEAR else None
    if key is None:
        return rule(tree, scene)
    if key not in scene.memo:
        scene.memo[key] = rule(tree, scene)
    return scene.memo[key]


def _key(tree: Expr, scene: Scene) -> Key | None:
    """What the value depends on beside batch and scalars; None where a family is bound in it."""
    bound = [(name, scene.bound[name]) for name in sorted(scene.bound.keys() & tree.free)]
    if any(value.size != 1 for _, value in bound):
        return None
    return tree, scene.averaging, tuple((name, float(value[0])) for name, value in bound)


def scalar(tree: Expr, scene: Scene) -> Array:
    """The value of a formula that is a number, (B,)."""
    found = evaluate(tree, scene)
    if isinstance(found, Row) or found.ndim != 1:
        raise Unmeasured(f"a number was expected where {tree.head} stands")
    return _finite(found, tree)


def sides(link: Expr, scene: Scene) -> tuple[Array, Array]:
    """Both sides of a relation of two terms, (B, ...) each, of one shape."""
    left, right = (_finite(plain(evaluate(part, scene)), part) for part in link.args)
    if left.ndim != right.ndim:
        raise Unmeasured("two sides of different shapes")
    return left, right


def index(tree: Expr, scene: Scene) -> int:
    """A 1-based index as a 0-based place.

    Raises:
        Unmeasured: where it is no whole number, or not the same on every draw.
    """
    found = scalar(tree, scene)
    place = round(float(found[0]))
    if (np.abs(found - place) > WHOLE).any():
        raise Unmeasured("an index that is no whole number")
    return place - 1


def _finite(value: Array, tree: Expr) -> Array:
    if not np.isfinite(value).all():
        raise Unmeasured(f"{tree.head} outside its domain or range")
    return value


def plain(value: Value) -> Array:
    """The entries of a value, transposed or not."""
    return value.entries if isinstance(value, Row) else value


def deeper(scene: Scene) -> Scene:
    """The scene inside a definition, where nobody saw which means are taken.

    Raises:
        Unmeasured: definitions that lean on each other.
    """
    if scene.depth >= DEPTH:
        raise Unmeasured("definitions that lean on each other")
    return replace(scene, depth=scene.depth + 1, averaging=False)


def defined(tree: Expr, scene: Scene) -> Expr | None:
    """What a definition puts in the place of a tree, or None."""
    base = tree
    while base.head in ("entry", "apply", "dot"):
        base = base.args[0]
    for rewrite in scene.definitions.get(base.name, ()) if base.head == "symbol" else ():
        body = rewrite.apply(tree)
        if body is not None and body != tree:
            return body
    return None
