r"""From which width on does a constraint hold? Solved for ``m``, every step with its proof.

The constraint is equivalent to ``m >= e`` (both directions proved); random quantities in ``e`` are then replaced by
what an event says of them, which only raises ``e``, so that direction alone is proved. What no event bounds stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import sympy as sp

from ntkprops.proof.operators import put
from ntkprops.proof.scalar import Inequality, Proof, decide, solve_threshold
from ntkprops.width.collect import Constraint
from ntkprops.width.model import Bound, Part, Step

ANY = sp.Symbol("b", nonnegative=True)


def solve(constraint: Constraint, width: sp.Symbol) -> Bound | None:
    """The bound that a constraint comes to, or None where it cannot be solved or proved.

    >>> m, a = sp.symbols("m a", positive=True)
    >>> solve(Constraint(Inequality(a / m, "<=", 1), (), ()), m).value
    a
    """
    found = _exact(constraint.asked, width)
    if found is None:
        return None
    exact, steps = found
    strict = constraint.asked.op in ("<", ">")
    value, raised, parts = exact, [], list(constraint.parts)
    for fact in _uses(exact, constraint):
        step = _raised(value, fact)
        if step is None:
            return None
        value, raised = _replaced(value, fact), [*raised, step]
        parts.append(Part(fact.name, fact))
    return Bound(sp.powsimp(value), strict, exact, constraint.asked, tuple(parts), (*steps, *raised))


@lru_cache(maxsize=64)
def _exact(asked: Inequality, width: sp.Symbol) -> tuple[sp.Expr, tuple[Step, ...]] | None:
    """The width that a constraint is equivalent to, with the proofs of both directions."""
    if asked.left == width and width not in asked.right.free_symbols and asked.op in (">=", ">"):
        return asked.right, ()
    exact = solve_threshold(asked, width)
    if exact is None:
        return None
    bound = Inequality(width, ">" if asked.op in ("<", ">") else ">=", exact)
    steps = []
    for why, goal, given in (("necessary", bound, asked), ("sufficient", asked, bound)):
        answer = decide(goal, [given])
        if not isinstance(answer, Proof):
            return None
        steps.append(Step(why, goal, (given,), answer))
    return exact, tuple(steps)


def _uses(value: sp.Expr, constraint: Constraint) -> Iterator[Inequality]:
    """The facts that bound what is random in a value by something that is not."""
    for fact in constraint.known:
        base, _ = fact.left.as_base_exp()
        free = fact.right.free_symbols & constraint.opaque
        if fact.op in ("<=", "<") and base in constraint.opaque & value.free_symbols and not free:
            yield fact


def _replaced(value: sp.Expr, fact: Inequality) -> sp.Expr:
    """The value with a power replaced by its bound."""
    base, power = fact.left.as_base_exp()
    return sp.powsimp(put(value, {base: fact.right ** (1 / power)}))


def _raised(value: sp.Expr, fact: Inequality) -> Step | None:
    """That the value only rises; whatever the bound is called, so that its form does not matter."""
    short = Inequality(fact.left, fact.op, ANY, fact.name)
    answer = decide(Inequality(value, "<=", _replaced(value, short)), [short])
    goal = Inequality(value, "<=", _replaced(value, fact))
    return Step("on the event", goal, (fact,), answer) if isinstance(answer, Proof) else None


__all__ = ["solve"]
