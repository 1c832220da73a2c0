r"""Bounds under sums, integrals, means and extrema: what is known of the terms passes to the whole (``under``)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import sympy as sp

from ntkprops.derivation.judgment import Step
from ntkprops.derivation.rules.logic import under_binder
from ntkprops.language.tree import Expr, relation, replace_free, symbol
from ntkprops.proof.direct.sight import MOST_DEPTH, UNAVAILABLE, Sight

MOST_RAISED = 4
PLAIN = ("symbol", "blank")  # the notes' own scalars, and what is no atom
Learns = Callable[[Sight, list[Expr]], None]


def under(sight: Sight, terms: Iterable[Expr], learns: Learns) -> Iterator[Step]:
    """What monotonicity says of the binders among some terms."""
    terms = list(terms)
    extrema = [term for term in terms if term.head in ("maximum", "minimum")]
    for term in terms:
        if term.head in ("sum", "maximum", "minimum", "integral") and sight.depth < MOST_DEPTH:
            yield from _bound(sight, apart(term, sight.depth), learns, extrema)
        elif term.head == "E" and len(term.args) == 1 and sight.depth < MOST_DEPTH:
            yield from _averaged(sight, term)


def apart(term: Expr, depth: int) -> Expr:
    """A binder whose variable is fresh."""
    variable, low, high, body = term.args
    counted = term.head != "integral" and low == Expr("number", name="1") and high.head in ("symbol", "number")
    kind = f":{high.name}" if counted else ";" if term.head != "integral" else ""
    fresh = symbol(f"@{20 + depth}{kind}")
    return Expr(term.head, (fresh, low, high, replace_free(body, {variable.name: fresh})), term.name)


def _bound(sight: Sight, term: Expr, learns: Learns, extrema: list[Expr]) -> Iterator[Step]:
    try:
        scope, _ = under_binder(term, sight.scope, sight.checker)
    except UNAVAILABLE:
        return
    inner = sight.inside(scope)
    learns(inner, [term.args[3]])
    for extremum in extrema:
        inner.learn(Step("member", (extremum, term.args[0])))
    premises = ()
    if term.head == "integral":
        ends = sight.follows(relation(term.args[1], "<=", term.args[2]))
        premises = () if ends is None else (ends,)
    for op, other, step in raised(inner, term.args[3]):
        if term.head in ("sum", "integral"):
            if term.head == "sum" or premises:
                yield Step("monotone", (term, op, other), (step, *premises))
        elif op == {"maximum": "<=", "minimum": ">="}[term.head]:
            yield Step("extreme", (term, other), (step,))


def _averaged(sight: Sight, term: Expr) -> Iterator[Step]:
    for op, other, step in raised(sight, term.args[0]):
        yield Step("monotone", (term, op, other), (step,))


def raised(sight: Sight, body: Expr) -> Iterator[tuple[str, Expr, Step]]:
    """Bounds of a term by what is known of its parts, one put in after the other."""
    value = sight.value(body)
    if not isinstance(value, sp.Expr):
        return
    terms, seen = sight.checker.terms, set()
    for op in ("=", "<=", ">="):
        for other in _ladder(sight, sp.expand(value), op):
            quoted = terms.quote(sp.expand(other))
            step = None if quoted in seen else sight.follows(relation(body, op, quoted))
            if step is not None:
                seen |= {quoted} if op == "=" else set()
                yield op, quoted, step


def _ladder(sight: Sight, value: sp.Expr, op: str) -> list[sp.Expr]:
    """What becomes of a term when its parts are replaced by their bounds, one after the other, the last first."""
    found: list[sp.Expr] = []
    gone: set[sp.Basic] = set()
    whole, parts = _solved(sight, op)
    for _ in range(MOST_RAISED):
        before = value
        if value in whole:
            value = whole[value]
            found.insert(0, value)
        for atom, bound in parts if value == before else ():
            if value.has(atom) and atom not in gone and not bound.free_symbols & gone:
                value = sp.expand(value.xreplace({atom: bound}))
                gone.add(atom)
                found.insert(0, value)
        if value == before:
            break
    return list(dict.fromkeys(found))


def _solved(sight: Sight, op: str) -> tuple[dict[sp.Expr, sp.Expr], list[tuple[sp.Basic, sp.Expr]]]:
    """What is known as bounds: of the sides as they stand, and of the atoms that occur in them alone or linearly."""
    flipped = {"<=": ">=", ">=": "<=", "=": "="}
    whole: dict[sp.Expr, sp.Expr] = {}
    parts: list[tuple[sp.Basic, sp.Expr]] = []
    for stated in sight.known:
        left, right = (sight.value(side) for side in stated.args)
        weak = stated.name if stated.name in flipped else stated.name + "="
        if weak not in flipped or not (isinstance(left, sp.Expr) and isinstance(right, sp.Expr)):
            continue
        for one, other, here in ((left, right, weak), (right, left, flipped[weak])):
            if here in (op, "="):
                whole.setdefault(sp.expand(one), sp.expand(other))
        if isinstance(left, sp.Abs) and weak == op == "<=":
            whole.setdefault(sp.expand(left.args[0] ** 2), sp.expand(right**2))
            parts.append((left.args[0] ** 2, sp.expand(right**2)))
        gap = sp.expand(left - right)
        for atom in sorted(gap.free_symbols, key=str):
            slope = sp.diff(gap, atom)
            here = weak if slope.is_positive else flipped[weak] if slope.is_negative else ""
            if (
                sight.checker.terms.tree(atom).head not in PLAIN
                and here in (op, "=")
                and atom not in slope.free_symbols
            ):
                parts.append((atom, sp.expand(atom - gap / slope)))
    return whole, parts


__all__ = ["apart", "raised", "under"]
