"""Scalar real inequalities, decided: something clever finds, something small checks.

``decide`` proves an inequality from hypotheses, or refutes it with exact numbers, or says ``Unknown``;
``contradictory`` asks whether the hypotheses can hold at all; ``solve_threshold`` solves for a symbol.
Expressions are SymPy's; nothing here knows of lectures, statements or networks.

================  =====================================================================
``kernel``        checks a refutation: a sum of nonnegative products that is identically 0
``ball``          encloses numbers; compares them only where that is certain
``reading``       expressions as polynomials over atoms, every side condition proved
``theory``        the hypotheses, read in an order in which each is defined
``relevance``     which hypotheses may matter to a goal, and which come first
``search``        finds refutations: linear programming over products of constraints
``strategy``      as it stands, in logarithms, by cases, at last by Z3
``countermodel``  candidates from simple numbers and from Z3, certified, shrunk
``recheck``       reads premises and goal anew and compares a certificate with them, without search
``size``          how large a power may become before it is refused
================  =====================================================================

A proof checker asks ``entails``, which gives back only what ``recheck`` has passed (or what says that it rests on Z3).

What a ``Proof`` of kind ``kernel`` asks you to believe: ``kernel`` and ``reading`` (with ``search.system``,
which writes what was read as constraints); of kind ``ball``, also rational bounds of constants; of kind
``rule``, also the bridges listed in ``reading.facts`` and that logarithms of both sides may be compared;
of kind ``solver``, Z3. A ``Countermodel`` asks you to believe ``ball`` alone.
"""

from ntkprops.proof.scalar.ball import certified, enclose
from ntkprops.proof.scalar.decide import contradictory, decide, implied
from ntkprops.proof.scalar.entail import entails
from ntkprops.proof.scalar.recheck import is_rechecked
from ntkprops.proof.scalar.relation import Answer, Countermodel, Inequality, Obligation, Proof, Unknown
from ntkprops.proof.scalar.threshold import solve_threshold

__all__ = [
    "Answer",
    "Countermodel",
    "Inequality",
    "Obligation",
    "Proof",
    "Unknown",
    "certified",
    "contradictory",
    "decide",
    "enclose",
    "entails",
    "implied",
    "is_rechecked",
    "solve_threshold",
]
