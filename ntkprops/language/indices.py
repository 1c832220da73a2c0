r"""What does an index above or below a letter mean? The notation says: a member, a moment, an argument, or a power.

``x^{(i)}`` is the member ``x_i`` of a family, ``\theta^{t+1}`` and ``\theta_{t+1}`` are ``\theta(t + 1)`` where the
notation says that ``\theta`` is of a time, ``f_\theta(x)`` is ``f(x; \theta)`` of a function of two things, ``A^c`` is
that an event does not happen. Where the notation says nothing, ``x^{(i)}`` is an ``upper`` index that nobody knows.
"""

from __future__ import annotations

from dataclasses import replace

from ntkprops.language.notation import Notation, Symbol
from ntkprops.language.ranges import INFINITY
from ntkprops.language.tree import Expr

LABELLED = ("symbol", "entry", "apply")


def raised(base: Expr, exponent: Expr, notation: Notation) -> Expr:
    """What stands for a base with something above it, an ``upper`` index where that is no power."""
    row = _row(base, notation)
    if _is_complement(base, exponent, row):
        return Expr("not", (base,))
    inside = exponent.args[0] if exponent.head == "parens" else exponent
    if base.head == "pow" or not (exponent.head == "parens" or exponent == INFINITY or _is_index(base, exponent, row)):
        return Expr("pow", (base, exponent))
    if base.head not in LABELLED:
        return Expr("pow", (base, exponent))
    if row is not None and exponent != INFINITY:
        given = base.args[1:] if base.head == "entry" else ()
        member, moment = _is_member(inside, row, len(given), notation), _moves(row) and not _is_applied(base)
        if member and (len(given) < len(row.over) or not moment):
            return Expr("entry", (base.args[0] if given else base, inside, *given))
        if moment:
            return _applied(base, inside)
    return Expr("upper", (base, inside))


def lowered(base: Expr, parts: tuple[Expr, ...], notation: Notation) -> Expr:
    """What stands for a base with something below it: an entry, or the value at a moment."""
    row = _row(base, notation)
    is_bare = base.head == "symbol" and row is not None and _moves(row) and not row.over and len(parts) == 1
    if is_bare and row is not None and _is_moment(parts[0], row, notation):
        return Expr("apply", (base, *parts))
    if base.head == "entry":  # x^{(i)} and then a component
        return Expr("entry", (*base.args, *parts))
    return Expr("entry", (base, *parts))


def applied(base: Expr, given: tuple[Expr, ...], notation: Notation) -> Expr:
    r"""A base with arguments: ``w_k(0)`` is the k-th entry of ``w(0)``, ``f_\theta(x)`` the value ``f(x; \theta)``."""
    row = _row(base, notation)
    if base.head in ("partial", "derivative"):  # the derivative there
        return replace(base, args=(applied(base.args[0], given, notation), *base.args[1:]))
    if base.head == "pow":
        return replace(base, args=(applied(base.args[0], given, notation), base.args[1]))
    if base.head not in ("entry", "apply"):
        return Expr("apply", (base, *given))
    parameters = base.args[1:]
    if row is not None and not row.over and len(row.of) == len(given) + len(parameters):
        return Expr("apply", (base.args[0], *given, *parameters))
    return _applied(base, *given)


def _applied(base: Expr, *given: Expr) -> Expr:
    if base.head == "entry":
        return Expr("entry", (Expr("apply", (base.args[0], *given)), *base.args[1:]))
    return Expr("apply", (base, *given))


def root_of(base: Expr) -> Expr:
    """What an indexed or applied thing is made of."""
    while base.head in LABELLED and base.args:
        base = base.args[0]
    return base


def _row(base: Expr, notation: Notation) -> Symbol | None:
    base = root_of(base)
    return notation.table.get(base.name) if base.head == "symbol" else None


def _moves(row: Symbol) -> bool:
    """Whether what is declared is of one thing that a word names, a time or a step, and no function of numbers."""
    return len(row.of) == 1 and (isinstance(row.of[0], str) or row.of[0].kind == "time")


def _is_applied(base: Expr) -> bool:
    return base.head == "apply" or (base.head == "entry" and base.args[0].head == "apply")


def _is_complement(base: Expr, exponent: Expr, row: Symbol | None) -> bool:
    letter = exponent.head == "symbol" and exponent.name in ("c", "C", r"\complement", r"\mathsf{c}", r"\mathrm{c}")
    is_event = row is not None and row.sort.kind == "event"
    if base.head == "parens":
        is_event = base.args[0].head in ("union", "intersection", "chain", "not")
    return letter and (is_event or base.head == "set")


def _is_index(base: Expr, exponent: Expr, row: Symbol | None) -> bool:
    """Whether what the base stands for has no powers, being a vector, a family, or a matrix that is not square."""
    is_power = exponent.head in ("neg", "div") or (exponent.head == "number" and exponent.name not in ("0", "1"))
    if row is None or base.head not in LABELLED or is_power:
        return False
    given = len(base.args) - 1 if base.head == "entry" else 0
    if given > len(row.over):
        return False
    kind, dims = row.sort.kind, row.sort.dims
    is_family = given < len(row.over)
    return is_family or kind == "vector" or (kind == "matrix" and dims[0] != dims[-1])


def _is_member(inside: Expr, row: Symbol, given: int, notation: Notation) -> bool:
    """Whether an index may be that of the family: it is no time, unless the letter stands for whole numbers only."""
    kinds = {notation.table[name].sort.kind for name in inside.free if name in notation.table}
    return len(row.over) == 1 and given <= len(row.sort.dims) and "time" not in kinds


def _is_moment(index: Expr, row: Symbol, notation: Notation) -> bool:
    """Whether an index below is a time: it speaks of one, or of a count that is no dimension, or is 0."""
    if index.head == "number":
        return index.name == "0"
    kinds = {notation.table[n].sort.kind for n in index.free if n in notation.table and n not in row.sort.dims}
    return bool(kinds & {"time", "count"}) and "index" not in kinds
