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
MARGIN = 1e-5
HUGE = 1e100
LOG_HUGE = 230.0
_erf = np.vectorize(erf, otypes=[float])


def failures(
    atoms: Atoms, candidates: np.ndarray, names: Sequence[str], *, claims: Sequence[Claim], goal: Claim
) -> tuple[np.ndarray, np.ndarray]:
    """Where, as far as floats can tell, all claims hold and the goal fails: at all, and clearly.

    Args:
        atoms: what the claims are made of.
        candidates: shape (candidates, symbols).
        names: shape (symbols,), the atom of each column.
        claims: what must hold.
        goal: what must fail.

    Returns:
        Indices of the candidates at which the goal may fail, and of those at which it fails by a
        margin, so that no proof need be looked for.
    """
    with np.errstate(all="ignore"):
        values = {name: candidates[:, i] for i, name in enumerate(names)}
        for known in atoms.known.values():
            if known.name not in values:
                values[known.name] = np.broadcast_to(_value(known, values), candidates.shape[:1])
        tame = np.ones(len(candidates), dtype=bool) & _are_tame(values)
        maybe = tame & _all_hold(claims, values, -SLACK) & _fails(goal, values, SLACK)
        clear = maybe & _all_hold(claims, values, SLACK) & _fails(goal, values, MARGIN)
    return np.flatnonzero(maybe), np.flatnonzero(clear)


def _are_tame(values: dict[str, np.ndarray]) -> np.ndarray:
    """Whether no atom overflows, or underflows without being zero."""
    sizes = [np.abs(value) for value in values.values()]
    return np.logical_and.reduce([(size < HUGE) & ((size > 1 / HUGE) | (size == 0)) for size in sizes])


def _all_hold(claims: Sequence[Claim], values: dict[str, np.ndarray], strictly: float) -> np.ndarray:
    """Whether all claims hold up to rounding, the strict ones by ``strictly``."""
    fine = np.ones(1, dtype=bool)
    for claim in claims:
        total, size = _evaluated(claim.poly, values)
        least = strictly if claim.relation == ">" else -SLACK
        fine = fine & (np.abs(total) <= SLACK * size if claim.relation == "=" else total >= least * size)
    return fine


def _fails(goal: Claim, values: dict[str, np.ndarray], margin: float) -> np.ndarray:
    """Whether the goal fails by the margin; a strict one may fail by nothing, if the margin is slack."""
    total, size = _evaluated(goal.poly, values)
    if goal.relation == "=":
        return np.abs(total) > margin * size
    return total <= SLACK * size if goal.relation == ">" and margin == SLACK else total < -margin * size


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
    "exp": lambda value: np.where(value < -LOG_HUGE, np.nan, np.exp(value)),
    "log": np.log,
    "erf": _erf,
    "abs": np.abs,
    "max": np.maximum,
    "min": np.minimum,
    "word": lambda value: value,
}
