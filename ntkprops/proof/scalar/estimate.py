"""Many candidates at once, in floating point: which of them may satisfy the claims and break the goal?

Nothing is concluded from these numbers; they only save ball arithmetic the hopeless candidates.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import erf, pi

import numpy as np

from ntkprops.proof.scalar.reading.atoms import Atom, Atoms
from ntkprops.proof.scalar.reading.facts import Claim
from ntkprops.proof.scalar.reading.polynomial import Poly

SLACK = 1e-9
_erf = np.vectorize(erf, otypes=[float])


def promising(
    atoms: Atoms, candidates: np.ndarray, names: Sequence[str], *, claims: Sequence[Claim], goal: Claim
) -> np.ndarray:
    """Indices of the candidates at which, as far as floats can tell, all claims hold and the goal fails.

    Args:
        atoms: what the claims are made of.
        candidates: shape (candidates, symbols).
        names: shape (symbols,), the atom of each column.
        claims: what must hold.
        goal: what must fail.
    """
    with np.errstate(all="ignore"):
        values = {name: candidates[:, i] for i, name in enumerate(names)}
        for known in atoms.known.values():
            if known.name not in values:
                values[known.name] = np.broadcast_to(_value(known, values), candidates.shape[:1])
        fine = np.ones(len(candidates), dtype=bool)
        for claim in claims:
            fine &= _holds(claim, values)
        fine &= _fails(goal, values)
    return np.flatnonzero(fine)


def _holds(claim: Claim, values: dict[str, np.ndarray]) -> np.ndarray:
    """Whether the claim may hold."""
    total, size = _evaluated(claim.poly, values)
    return np.abs(total) <= SLACK * size if claim.relation == "=" else total >= -SLACK * size


def _fails(goal: Claim, values: dict[str, np.ndarray]) -> np.ndarray:
    """Whether the goal may fail."""
    total, size = _evaluated(goal.poly, values)
    if goal.relation == "=":
        return np.abs(total) > SLACK * size
    return total < -SLACK * size if goal.relation == ">=" else total <= SLACK * size


def _evaluated(poly: Poly, values: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """The polynomial, and the sum of the sizes of its terms."""
    total, size = np.zeros(1), np.full(1, 1e-300)
    for mono, coefficient in poly.items():
        term = np.full(1, float(coefficient))
        for name, exponent in mono:
            base = values[name] if name in values else float(name)
            term = term * base ** float(exponent)
        total, size = total + term, size + np.abs(term)
    return total, size


def _value(known: Atom, values: dict[str, np.ndarray]) -> np.ndarray | float:
    """The value of an atom from those inside it; not a number where it is not known."""
    if known.kind == "pi":
        return pi
    inside = [_evaluated(poly, values)[0] for poly in known.inside]
    return _FUNCTIONS[known.kind](*inside) if known.kind in _FUNCTIONS else np.nan


_FUNCTIONS = {
    "exp": np.exp,
    "log": np.log,
    "erf": _erf,
    "abs": np.abs,
    "max": np.maximum,
    "min": np.minimum,
    "word": lambda value: value,
}
