"""Scalar real inequalities, decided: something clever finds, something small checks.

``decide`` proves an inequality from hypotheses with a certificate that ``kernel`` has accepted, or
refutes it with exact numbers that ``ball`` has certified, or says ``Unknown``.
"""

from ntkprops.proof.scalar.ball import certified, enclose
from ntkprops.proof.scalar.decide import contradictory, decide, implied
from ntkprops.proof.scalar.relation import Answer, Countermodel, Inequality, Proof, Unknown
from ntkprops.proof.scalar.threshold import solve_threshold

__all__ = [
    "Answer",
    "Countermodel",
    "Inequality",
    "Proof",
    "Unknown",
    "certified",
    "contradictory",
    "decide",
    "enclose",
    "implied",
    "solve_threshold",
]
