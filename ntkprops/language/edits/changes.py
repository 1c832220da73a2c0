r"""What may be changed in a tree? ``changes(tree, notation, names)``, one at a time, by kind.

==========  ================================================================================
sign        of a term, of a side of a relation, of an exponent
symbol      another declared symbol, a symbol in scope, or a small number
dimension   one count for another
exponent    one more, one less, doubled, halved
constant    doubled, halved, one more, one less; the time 0 for another time
power       a square or a square root added or dropped
relation    turned, made strict or weak, an equation made a bound and a bound an equation
norm        another norm, the other extreme eigenvalue, a maximum for a minimum
binding     another summation index, another end of a sum or an integral
factor      a factor, a term, a denominator or a numerator dropped
==========  ================================================================================
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ntkprops.language.edits.places import Path, Place, places
from ntkprops.language.latex import RELATIONS, to_latex
from ntkprops.language.notation import Notation, Symbol
from ntkprops.language.tree import BINDERS, Expr, number, symbol, walk

KINDS = (
    "sign", "symbol", "dimension", "exponent", "constant", "power", "relation", "norm", "binding", "factor"
)  # fmt: skip
OTHERS = {
    "<=": (">=", "<", "="), ">=": ("<=", ">", "="), "<": (">", "<="), ">": ("<", ">="), "=": ("<=", ">="),
    "!=": ("=",),
}  # fmt: skip
NORMS = ("2", "F", "1", r"\infty")
EXTREMES = {
    "lambda_min": "lambda_max", "lambda_max": "lambda_min", "max": "min", "min": "max", "maximum": "minimum",
    "minimum": "maximum", "union": "intersection", "intersection": "union", "bigunion": "bigintersection",
    "bigintersection": "bigunion",
}  # fmt: skip
SHOWN = 24  # an exponent no longer than this is named whole


@dataclass(frozen=True)
class Change:
    """``new`` at ``path``; ``link`` is the number of the relation where that alone is changed."""

    path: Path
    new: Expr
    kind: str
    name: str
    link: int | None = None


def changes(
    tree: Expr, notation: Notation, *, names: Sequence[str] = (), kinds: Sequence[str] = KINDS
) -> Iterator[Change]:
    """Every change of one place, kind by kind in the order of ``kinds``; ``names`` are further symbols in scope."""
    every = [here for here in places(tree) if here.node.head not in ("blank", "dots")]
    spelled = dict.fromkeys((*sorted(notation.table), *names, *_spelled(tree)))
    for kind in kinds:
        for here in every:
            for change in _MAKERS[kind](here, notation, tuple(spelled)):
                yield change if isinstance(change, Change) else named(here, change, kind)


def _spelled(tree: Expr) -> list[str]:
    found = {part.args[0].name for part in walk(tree) if part.head in BINDERS}
    return sorted(found | {name for name in tree.free if name and "\0" not in name})


def named(here: Place, new: Expr, kind: str) -> Change:
    """A change of a node into ``new``, named by the exponent it stands in if that is short, else by itself."""
    for depth in range(len(here.path), 0, -1):
        outer = Place(
            here.path[:depth], here.above[depth] if depth < len(here.above) else here.node, here.above[:depth]
        )
        if outer.is_exponent and outer.parent is not None and len(to_latex(outer.node)) <= SHOWN:
            inner = _inside(outer.node, here.path[depth:], new)
            return Change(here.path, new, kind, f"exponent {to_latex(outer.node)} -> {to_latex(inner)}")
    return Change(here.path, new, kind, f"{to_latex(here.node)} -> {to_latex(new)}")


def _inside(tree: Expr, path: Path, new: Expr) -> Expr:
    if not path:
        return new
    args = (*tree.args[: path[0]], _inside(tree.args[path[0]], path[1:], new), *tree.args[path[0] + 1 :])
    return replace(tree, args=args)


def negated(expr: Expr) -> Expr:
    """The other sign of an expression."""
    return expr.args[0] if expr.head == "neg" else Expr("neg", (expr,))


def _signs(here: Place, notation: Notation, names: Sequence[str]) -> Iterator[Expr]:
    del notation, names
    head, parent = here.node.head, here.parent
    if head in ("chain", "items", "set", "forall", "exists", "family", "listing", "law", "landau"):
        return
    is_term = parent is not None and parent.head in ("add", "chain")
    is_number = parent is not None and parent.head == "pow" and here.path[-1] == 1
    if head == "neg" or is_term or is_number or (parent is not None and parent.head == "exp"):
        yield negated(here.node)


def _symbols(here: Place, notation: Notation, names: Sequence[str]) -> Iterator[Expr]:
    if here.node.head != "symbol" or here.is_variable or _is_drawn_over(here):
        return
    own = notation.table.get(here.node.name)
    for name in names:
        row = notation.table.get(name)
        both = own is not None and row is not None and own.sort.kind == row.sort.kind == "count"
        if name != here.node.name and not both and (not here.is_base or _may_be_base(here, row)):
            yield symbol(name)
    if not here.is_base:
        yield from (number(1), number(2))


def _is_drawn_over(here: Place) -> bool:
    """Whether a symbol only says over what an average is taken."""
    return any(node.head in ("E", "Pr") and here.path[k] == 1 for k, node in enumerate(here.above))


def _may_be_base(here: Place, row: Symbol | None) -> bool:
    assert here.parent is not None
    if row is None:
        return False
    return row.applies if here.parent.head == "apply" else bool(row.over or row.sort.dims) and row.sort.kind != "index"


def _dimensions(here: Place, notation: Notation, names: Sequence[str]) -> Iterator[Expr]:
    own = notation.table.get(here.node.name) if here.node.head == "symbol" else None
    if own is None or own.sort.kind != "count":
        return
    for name in names:
        row = notation.table.get(name)
        if name != here.node.name and row is not None and row.sort.kind == "count":
            yield symbol(name)


def _exponents(here: Place, notation: Notation, names: Sequence[str]) -> Iterator[Expr]:
    del notation, names
    parent, node = here.parent, here.node
    if parent is None or not here.is_exponent or (parent.head == "pow" and node.head == "symbol"):
        return
    found = _numbers(node) if node.head == "number" else scaled(node)
    yield from (new for new in found if new != number(1))  # that drops a power


def _numbers(node: Expr) -> Iterator[Expr]:
    """Doubled, halved, one more, one less."""
    if not node.name.isdigit():
        yield from scaled(node)
        return
    value = int(node.name)
    yield number(2 * value)
    yield number(value // 2) if value % 2 == 0 else Expr("div", (node, number(2)))
    yield number(value + 1)
    yield number(value - 1)


def scaled(node: Expr) -> Iterator[Expr]:
    """Doubled and halved, under the sign."""
    if node.head == "neg":
        yield from (Expr("neg", (scaled,)) for scaled in scaled(node.args[0]))
        return
    if node.head == "div" and node.args[1] == number(2):
        yield node.args[0]
    elif node.head == "mul" and node.args[0] == number(2):
        yield node.args[1] if len(node.args) == 2 else replace(node, args=node.args[1:])
    else:
        yield Expr("mul", (number(2), *(node.args if node.head == "mul" else (node,))))
    yield Expr("div", (node, number(2)))


def _constants(here: Place, notation: Notation, names: Sequence[str]) -> Iterator[Expr]:
    node, parent = here.node, here.parent
    if node.head == "constant":
        yield from scaled(node)
    if node.head != "number" or here.is_exponent or here.is_index:
        return
    if parent is not None and parent.head in BINDERS and here.path[-1] < 3:
        return  # an end of a range, which ``binding`` changes
    if parent is not None and parent.head == "apply":
        yield from (symbol(n) for n in names if (r := notation.table.get(n)) is None or r.sort.kind == "time")
        return
    yield from _numbers(node)


def _powers(here: Place, notation: Notation, names: Sequence[str]) -> Iterator[Expr]:
    del names
    node, parent = here.node, here.parent
    if node.head == "sqrt" or (node.head == "pow" and node.args[1] == number(2)):
        yield node.args[0]
    scalar = node.head in ("norm", "abs", "sum") or (node.head == "symbol" and _is_scalar(node, notation))
    if not scalar or here.is_base or here.is_variable or here.is_index or here.is_exponent:
        return
    if parent is not None and (parent.head in (*BINDERS, "apply", "space", "forall", "exists") and here.path[-1] < 3):
        return
    if parent is None or parent.head != "pow":
        yield Expr("pow", (node, number(2)))
    if parent is None or parent.head not in ("pow", "sqrt"):
        yield Expr("sqrt", (node,))


def _is_scalar(node: Expr, notation: Notation) -> bool:
    row = notation.table.get(node.name)
    return row is None or (row.sort.is_scalar and row.sort.kind != "index" and not row.over and not row.of)


def _relations(here: Place, notation: Notation, names: Sequence[str]) -> Iterator[Change]:
    del notation, names
    for link, op in enumerate(here.node.relations):
        for other in OTHERS.get(op, ()):
            ops = [*here.node.relations[:link], other, *here.node.relations[link + 1 :]]
            name = f"{RELATIONS.get(op, op)} -> {RELATIONS.get(other, other)}"
            yield Change(here.path, replace(here.node, name=" ".join(ops)), "relation", name, link)


def _norms(here: Place, notation: Notation, names: Sequence[str]) -> Iterator[Change]:
    del notation, names
    node = here.node
    if node.head == "norm":
        for name in NORMS:
            if name != (node.name or "2"):
                yield Change(here.path, replace(node, name=name), "norm", f"norm {node.name or '2'} -> norm {name}")
    if node.head in EXTREMES:
        yield Change(
            here.path, replace(node, head=EXTREMES[node.head]), "norm", f"{node.head} -> {EXTREMES[node.head]}"
        )


def _bindings(here: Place, notation: Notation, names: Sequence[str]) -> Iterator[Change]:
    node = here.node
    if node.head not in BINDERS:
        return
    variable, low, high, body = node.args
    for name in names:
        row = notation.table.get(name)
        is_index = row is not None and row.sort.kind == "index"
        if name != variable.name and (is_index if node.head != "integral" else name in body.free):
            new = replace(node, args=(symbol(name), low, high, body))
            yield Change(here.path, new, "binding", f"{node.head} over {variable.name} -> over {name}")
    if low.head == "number":
        for value in (0, 1, 2):
            new = replace(node, args=(variable, number(value), high, body))
            yield Change((*here.path, 1), new.args[1], "binding", f"{node.head} from {low.name} -> from {value}")
    if node.head == "integral":
        new = replace(node, args=(variable, high, low, body))
        yield Change(here.path, new, "binding", "the ends of the integral exchanged")
    elif high.head == "symbol":
        less = Expr("add", (high, Expr("neg", (number(1),))))
        yield Change((*here.path, 2), less, "binding", f"{node.head} to {high.name} -> to {to_latex(less)}")


def _factors(here: Place, notation: Notation, names: Sequence[str]) -> Iterator[Change]:
    del notation, names
    node = here.node
    if node.head in ("mul", "add"):
        word = "factor" if node.head == "mul" else "term"
        for place, part in enumerate(node.args):
            rest = (*node.args[:place], *node.args[place + 1 :])
            new = rest[0] if len(rest) == 1 else replace(node, args=rest)
            yield Change(here.path, new, "factor", f"{word} {to_latex(part)} dropped")
    if node.head == "div":
        top, bottom = node.args
        yield Change(here.path, top, "factor", f"denominator {to_latex(bottom)} dropped")
        if top != number(1):
            new = replace(node, args=(number(1), bottom))
            yield Change((*here.path, 0), new.args[0], "factor", f"numerator {to_latex(top)} dropped")


_MAKERS = {
    "sign": _signs, "symbol": _symbols, "dimension": _dimensions, "exponent": _exponents, "constant": _constants,
    "power": _powers, "relation": _relations, "norm": _norms, "binding": _bindings, "factor": _factors,
}  # fmt: skip

__all__ = ["KINDS", "Change", "changes", "named", "negated", "scaled"]
