r"""Which constraint is never the largest? ``dominated(smaller, larger, given)`` with a proof.

A logarithm is first raised by its line, ``log p <= p``; what is left is a comparison of powers, for the kernel.
Where no proof is found the constraint simply stays: the width is then the larger of both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import sympy as sp

from ntkprops.proof.operators import put
from ntkprops.proof.scalar import Inequality, implied
from ntkprops.width.model import Bound, Derivation, Step


def dominated(smaller: Bound, larger: Bound, given: Sequence[Inequality]) -> tuple[Step, ...] | None:
    """The proofs that whoever obeys the larger bound obeys the smaller, or None.

    >>> n = sp.Symbol("n", positive=True, integer=True)
    >>> asked, none = Inequality(n, "<=", n), ()
    >>> log, square = (Bound(value, False, value, asked, none) for value in (sp.log(n), n**2))
    >>> [step.proof.kind.value for step in dominated(log, square, ())]
    ['rule', 'kernel']
    >>> dominated(square, log, ()) is None
    True
    """
    op = "<" if smaller.strict and not larger.strict else "<="
    logs = {log: log.args[0] for log in smaller.value.atoms(sp.log)}
    raised = put(smaller.value, logs)
    goals = [(Inequality(smaller.value, "<=", raised), "a logarithm is at most its argument")] if logs else []
    goals.append((Inequality(raised, op, larger.value), f"{smaller.name} asks less than {larger.name}"))
    steps = []
    for goal, why in goals:
        answer = implied(goal, given)
        if answer is None:
            return None
        steps.append(Step(why, goal, tuple(given), answer))
    return tuple(steps)


def facts(derivation: Derivation) -> tuple[Inequality, ...]:
    """What is known of the parameters: the domain that the cited claims give, and that a failure is below 1."""
    below = Inequality(derivation.failure, "<", sp.Integer(1), f"{derivation.failure} < 1")
    return (*derivation.domain, below)


def maximal(bounds: Sequence[Bound], given: Sequence[Inequality]) -> tuple[tuple[Bound, ...], tuple[Step, ...]]:
    """The bounds that no other is shown to dominate, and the proofs of those that one does."""
    kept, steps = list(bounds), []
    for bound in bounds:
        for other in kept:
            proofs = None if other is bound else dominated(bound, other, given)
            if proofs is not None:
                kept.remove(bound)
                steps += proofs
                break
    return tuple(kept), tuple(steps)


def at(bound: Bound, values: dict[sp.Symbol, sp.Expr]) -> Bound:
    """The bound with the shares set."""
    return replace(bound, value=sp.powsimp(put(bound.value, values)))


__all__ = ["at", "dominated", "facts", "maximal"]
