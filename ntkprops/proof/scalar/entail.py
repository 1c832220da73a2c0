"""Does this follow from these? The question of a proof checker, answered only by what has been checked anew."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from ntkprops.proof.scalar.decide import implied
from ntkprops.proof.scalar.recheck import is_rechecked
from ntkprops.proof.scalar.relation import Inequality, Proof
from ntkprops.verdict import Kind


def entails(goal: Inequality, premises: Sequence[Inequality], *, effort: int = 2) -> Proof | None:
    """A proof of ``goal`` from ``premises`` that has been checked anew, or None.

    Args:
        goal: the inequality.
        premises: few of them.
        effort: 1 to 3; below 3 Z3 is not asked. A proof that rests on its word is of kind ``SOLVER``, and is the
            only one that comes back without a check.

    >>> import sympy
    >>> x = sympy.Symbol("x", real=True)
    >>> entails(Inequality(x, ">=", 1), [Inequality(x, ">=", 2, "two")]).used
    ('two',)
    >>> entails(Inequality(x, ">=", 3), [Inequality(x, ">=", 2, "two")]) is None
    True
    """
    return _entailed(goal, tuple(premises), effort)


@lru_cache(maxsize=4096)
def _entailed(goal: Inequality, premises: tuple[Inequality, ...], effort: int) -> Proof | None:
    """The answer, remembered."""
    proof = implied(goal, premises, effort=effort)
    return proof if proof is None or proof.kind is Kind.SOLVER or is_rechecked(proof, goal, premises) else None
