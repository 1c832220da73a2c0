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
    for term in terms:
        if term.head in ("sum", "maximum", "minimum", "integral") and sight.depth < MOST_DEPTH:
            yield from _bound(sight, _apart(term, sight.depth), learns)
        elif term.head == "E" and len(term.args) == 1 and sight.depth < MOST_DEPTH:
            yield from _averaged(sight, term)


def _apart(term: Expr, depth: int) -> Expr:
    """A binder whose variable is fresh."""
    variable, low, high, body = term.args
    counted = term.head != "integral" and low == Expr("number", name="1") and high.head in ("symbol", "number")
    kind = f":{high.name}" if counted else ";" if term.head != "integral" else ""
    fresh = symbol(f"@{20 + depth}{kind}")
    return Expr(term.head, (fresh, low, high, replace_free(body, {variable.name: fresh})), term.name)


def _bound(sight: Sight, term: Expr, learns: Learns) -> Iterator[Step]:
    try:
        scope, _ = under_binder(term, sight.scope, sight.checker)
    except UNAVAILABLE:
        return
    inner = sight.inside(scope)
    learns(inner, [term.args[3]])
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
    terms = sight.checker.terms
    for op in ("=", "<=", ">="):
        steps = _ladder(sight, value, op)
        for other in steps:
            quoted = terms.quote(sp.expand(other))
            step = sight.follows(relation(body, op, quoted))
            if step is not None:
                yield op, quoted, step


def _ladder(sight: Sight, value: sp.Expr, op: str) -> list[sp.Expr]:
    """What becomes of a term when its parts are replaced by their bounds, the last first."""
    found: list[sp.Expr] = []
    values = _solved(sight, op)
    for _ in range(MOST_RAISED):
        changed = value
        for pattern, bound in values:
            if pattern.is_Symbol and pattern in changed.free_symbols:
                changed = sp.expand(changed.xreplace({pattern: bound}))
            elif sp.expand(changed - pattern) == 0:
                changed = bound
        if changed == value or changed in found:
            break
        value = changed
        found.insert(0, value)
    return found


def _solved(sight: Sight, op: str) -> list[tuple[sp.Expr, sp.Expr]]:
    """What is known, as bounds of single atoms, or of the sides as they stand."""
    flipped = {"<=": ">=", ">=": "<=", "=": "="}
    found: list[tuple[sp.Expr, sp.Expr]] = []
    for stated in sight.known:
        sides = [sight.value(side) for side in stated.args]
        weak = stated.name if stated.name in flipped else stated.name + "="
        if not all(isinstance(side, sp.Expr) for side in sides) or weak not in flipped:
            continue
        left, right = sides
        for one, other, here in ((left, right, weak), (right, left, flipped[weak])):
            if here not in (op, "="):
                continue
            found.append((sp.expand(one), sp.expand(other)))
            factors = [part for part in sp.Mul.make_args(one) if sight.checker.terms.tree(part).head not in PLAIN]
            if len(factors) == 1 and (one / factors[0]).is_positive:
                found.append((factors[0], sp.expand(other * factors[0] / one)))
    trees = sight.checker.terms.tree
    return [
        (one, other)
        for one, other in found
        if any(trees(part).head not in PLAIN for part in one.free_symbols) and not one.free_symbols <= other.free_symbols
    ]


__all__ = ["raised", "under"]
