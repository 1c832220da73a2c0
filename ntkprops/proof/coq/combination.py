r"""Is a polynomial a sum of multiples of hypotheses? ``combination(goal, known)``.

``k goal = q_1 h_1 + ... + rest``, with monomials ``k > 0`` and ``q_i >= 0``, each ``h_i`` a hypothesis, and ``rest``
visibly not negative. Found by cancelling one loss of the goal after the other against a loss of a hypothesis.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

DEEPEST, MOST = 3, 200  # hypotheses used, and combinations tried


@dataclass(frozen=True)
class Combination:
    """``factor * goal = sum of parts + rest``; a part is a multiplier with the place of its hypothesis."""

    factor: Any
    parts: tuple[tuple[Any, int], ...]
    rest: Any


def combination(goal: Any, known: Sequence[Any], *, strict: bool, values: Mapping[Any, Any]) -> Combination | None:
    """The first combination that shows the goal to be nonnegative (positive, if ``strict``), or None.

    Args:
        goal: a polynomial.
        known: polynomials that are not negative.
        values: the letters that stand for numbers, with those.

    >>> n, m, s = sp.symbols("n m s", positive=True)
    >>> combination(3 * m - n * s, [m - s, 3 - n], strict=False, values={})
    Combination(factor=1, parts=((n, 0), (m, 1)), rest=0)
    """
    tried = 0
    waiting = [Combination(sp.Integer(1), (), sp.expand(goal))]
    while waiting and tried < MOST:
        found, tried = waiting.pop(0), tried + 1
        rest = sp.factor(found.rest)
        if _is_visible(rest.subs(values), strict):
            return Combination(found.factor, found.parts, rest)
        if len(found.parts) < DEEPEST:
            waiting += _cancelled(found, known)
    return None


def _is_visible(rest: Any, strict: bool) -> bool:
    return bool(rest.is_positive if strict else rest.is_nonnegative)


def _cancelled(found: Combination, known: Sequence[Any]) -> list[Combination]:
    """The first loss of the rest cancelled against each loss of each hypothesis that is not used yet."""
    loss = next(iter(_losses(found.rest)), None)
    used = {place for _, place in found.parts}
    if loss is None:
        return []
    return [
        _minus(found, place, loss / other, known[place])
        for place in range(len(known))
        if place not in used
        for other in _losses(known[place])
        if (loss / other).is_positive
    ]


def _minus(found: Combination, place: int, ratio: Any, hypothesis: Any) -> Combination:
    above, below = sp.fraction(sp.cancel(ratio))
    parts = (*((multiplier * below, other) for multiplier, other in found.parts), (above, place))
    return Combination(found.factor * below, parts, sp.expand(found.rest * below - above * hypothesis))


def _losses(polynomial: Any) -> list[Any]:
    """The terms that may be negative, the largest first."""
    terms = sp.Add.make_args(sp.expand(polynomial))
    return sorted((term for term in terms if not term.is_nonnegative), key=sp.default_sort_key, reverse=True)
