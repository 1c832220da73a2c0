r"""For which values is a formula said? ``parts(tree)``, the ``reach`` of a quantifier, ``throughout(check, ..)``.

Whole numbers are run through; an interval is taken at once, as an enclosure, and halved where that does not tell.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial

from ntkprops.language.notation import Symbol
from ntkprops.language.tree import Expr, symbol
from ntkprops.meaning import scalar, truth
from ntkprops.meaning.exact.values import Number, Undetermined, conjunction, over, plus
from ntkprops.trial.scene import Scene
from ntkprops.trial.sets import Span, sort_span, span, whole

HALVINGS = 4  # of an interval on which something must hold throughout
FLIPPED = {"<=": ">=", "<": ">", ">=": "<=", ">": "<"}


def parts(tree: Expr) -> tuple[list[Expr], list[Expr]]:
    r"""What a formula quantifies by ``\forall``, and what it says."""
    items = tree.args if tree.head == "items" else (tree,)
    return [item.args[0] for item in items if item.head == "forall"], [i for i in items if i.head != "forall"]


def variable(what: Expr) -> str:
    r"""The name that ``\forall k \in [m]`` or ``\forall 0 \leq s \leq t`` binds.

    Raises:
        Undetermined: where that is not one symbol.
    """
    names = what.args[1:-1] or what.args if what.head == "chain" else (what,)
    found = next((part for part in names if part.head == "symbol"), what)
    if found.head != "symbol" or len(what.args) > 3:
        raise Undetermined(f"a quantifier over a {what.head}")
    return found.name


def is_index(row: Symbol) -> bool:
    """Whether a row declares an index letter."""
    return row.sort.kind == "index" and not row.over


def reach(what: Expr, scene: Scene) -> Span:
    """The values of what is quantified, as far as its sort allows them; of an index letter, its whole range.

    Raises:
        Undetermined: where the range has no meaning here.
    """
    name, value_of = variable(what), partial(scalar, scene=scene)
    row = scene.notation.table.get(name)
    if row is not None and (row.over or row.of):
        raise Undetermined("a quantifier over a family")
    if row is not None and is_index(row):
        return sort_span(row, value_of)
    if what.head == "chain" and what.name == "in":
        return span(what.args[1], value_of)
    found = Span() if row is None else Span(Fraction(1)) if row.sort.kind == "count" else sort_span(row, value_of)
    for left, op, right in zip(what.args, what.relations, what.args[1:], strict=False):
        if op not in FLIPPED:
            raise Undetermined(f"a quantifier with {op}")
        below = (op if left == symbol(name) else FLIPPED[op])[0] == "<"
        end = value_of(right if left == symbol(name) else left)
        found = replace(found, high=end) if below else replace(found, low=end)
    return found


def in_range(what: Expr, scene: Scene) -> bool:
    """Whether the value at hand of a quantified variable certainly lies in the printed range."""
    if what.head == "chain":
        return truth(what, scene) is True
    return what.head == "family" or (what.head == "symbol" and scene.scalar(what.name) is not None)


def throughout(
    check: Callable[[Scene], bool | None],
    ranges: Sequence[Expr],
    scene: Scene,
    steps: frozenset[str] = frozenset(),
) -> bool | None:
    """Whether a check passes for every value of every variable: certainly, certainly not for some, or None.

    Args:
        check: asked with every variable bound.
        ranges: what is quantified.
        scene: where.
        steps: the variables that count steps, and so are whole.
    """
    if not ranges:
        return check(scene)
    name, values = variable(ranges[0]), reach(ranges[0], scene)

    def inside(value: Number) -> bool | None:
        return throughout(check, ranges[1:], scene.bind(name, value), steps)

    if name in steps and values.low is not None and values.high is not None:
        values = Span(values=tuple(whole(values.low, values.high)))
    if values.values is not None:
        return conjunction([inside(value) for value in values.values])
    return on(inside, values, HALVINGS)


def on(check: Callable[[Number], bool | None], piece: Span, depth: int) -> bool | None:
    """The same for every number of an interval: at once, or on each half."""
    found = check(piece.enclosure)
    if found is not None or depth == 0 or piece.low is None or piece.high is None:
        return found
    middle = over(plus(piece.low, piece.high), Fraction(2))
    halves = (replace(piece, high=middle), replace(piece, low=middle))
    return conjunction([on(check, half, depth - 1) for half in halves])
