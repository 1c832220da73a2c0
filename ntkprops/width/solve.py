r"""From which width on does a constraint hold? Solved for ``m``, every step with its proof.

The constraint is equivalent to ``m >= e`` (both directions proved); random quantities in ``e`` are then replaced by
what an event says of them, which only raises ``e``, so that direction alone is proved. What no event bounds stays.
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from ntkprops.proof.operators import put
from ntkprops.proof.scalar import Inequality, Proof, decide, solve_threshold
from ntkprops.width.collect import Constraint
from ntkprops.width.model import Bound, Part, Step


def solve(constraint: Constraint, width: sp.Symbol) -> Bound | None:
    """The bound that a constraint comes to, or None where it cannot be solved or proved.

    >>> m, a = sp.symbols("m a", positive=True)
    >>> solve(Constraint(Inequality(a / m, "<=", 1), (), ()), m).value
    a
    """
    asked = constraint.asked
    plain = asked.left == width and width not in asked.right.free_symbols and asked.op in (">=", ">")
    exact = asked.right if plain else solve_threshold(asked, width)
    if exact is None:
        return None
    strict = asked.op in ("<", ">")
    bound = Inequality(width, ">" if strict else ">=", exact)
    steps = [] if plain else _equivalence(asked, bound)
    if steps is None:
        return None
    value, raised, parts = exact, [], list(constraint.parts)
    for fact in _uses(exact, constraint):
        higher = _replaced(value, fact)
        step = _raised(value, higher, fact)
        if step is None:
            return None
        value, raised = higher, [*raised, step]
        parts.append(Part(fact.name, fact))
    return Bound(sp.powsimp(value), strict, exact, asked, tuple(parts), (*steps, *raised))


def _equivalence(asked: Inequality, bound: Inequality) -> list[Step] | None:
    """The proofs that the constraint gives the bound, and the bound the constraint."""
    steps = []
    for why, goal, given in (("necessary", bound, asked), ("sufficient", asked, bound)):
        answer = decide(goal, [given])
        if not isinstance(answer, Proof):
            return None
        steps.append(Step(why, goal, (given,), answer))
    return steps


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


def _raised(value: sp.Expr, higher: sp.Expr, fact: Inequality) -> Step | None:
    goal = Inequality(value, "<=", higher)
    answer = decide(goal, [fact])
    return Step("on the event", goal, (fact,), answer) if isinstance(answer, Proof) else None


__all__ = ["solve"]
