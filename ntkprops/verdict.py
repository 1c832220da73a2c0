"""What may be said of a formula: a closed set of verdicts, with the evidence that carries each.

``Outcome`` is the closed set; ``Verdict`` is an outcome with its reason and its evidence: a
``Certificate`` that something small has checked, or a ``Witness`` that has been re-checked.
"Tested" never reads as "proved", and no verdict is ever true or false: ``bool(verdict)`` raises.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class Outcome(Enum):
    """What became of a formula; the value is the word that JSON carries."""

    DEFINITION = "definition"
    PROVED = "proved"
    ASSUMED = "assumed"
    HELD = "held"
    REFUTED = "refuted"
    ILL_FORMED = "ill_formed"
    DOES_NOT_FOLLOW = "does_not_follow"
    UNDECIDED = "undecided"
    VACUOUS = "vacuous"
    UNREAD = "unread"  # our reader's limit, which says nothing about the notes

    @property
    def stands(self) -> bool:
        """Whether nothing speaks against the formula: it is defined, proved, taken from a named source, or held."""
        return self in (Outcome.DEFINITION, Outcome.PROVED, Outcome.ASSUMED, Outcome.HELD)

    @property
    def falls(self) -> bool:
        """Whether the formula is wrong as it is written, or is not what its reasons give."""
        return self in (Outcome.REFUTED, Outcome.ILL_FORMED, Outcome.DOES_NOT_FOLLOW, Outcome.VACUOUS)


class Kind(Enum):
    """What checked a proof. Kinds are never merged in a count."""

    IDENTITY = "identity"  # the difference of both sides is zero, expanded
    KERNEL = "kernel"  # a polynomial certificate, checked over the rationals
    BALL = "ball"  # certified ball arithmetic
    RULE = "rule"  # a named rule with its side conditions checked
    SOLVER = "solver"  # Z3 says unsat and nothing re-checks it
    CITED = "cited"  # another statement, itself with a verdict
    ASSUMED = "assumed"  # the notes assume it


@dataclass(frozen=True)
class Certificate:
    """Why a formula is proved: the weakest kind that was needed and the steps, each in a line.

    ``rests_on`` names every cited or assumed row or statement the proof used, transitively.
    """

    kind: Kind
    steps: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    obligations: tuple[Any, ...] = ()  # of ntkprops.proof.scalar, which this module does not know


@dataclass(frozen=True)
class Witness:
    """An exact instance on which every hypothesis holds and the formula fails, re-checked.

    ``values`` are exact (integers, fractions, closed forms) in the notation of the notes;
    ``left`` and ``right`` are both sides there; ``probability`` is a certified lower bound of the
    failure probability where the formula is a statement about random draws.
    """

    values: Mapping[str, str]
    left: str = ""
    right: str = ""
    probability: str = ""
    size: tuple[int, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """An outcome, its reason in one sentence, and its evidence."""

    outcome: Outcome
    because: str
    certificate: Certificate | None = None
    witness: Witness | None = None
    findings: tuple[str, ...] = field(default=())

    def __bool__(self) -> bool:
        raise TypeError("a verdict is neither true nor false; ask verdict.outcome.stands or .falls")
