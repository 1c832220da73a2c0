"""What may be said of a formula: a closed set of verdicts, with the evidence that carries each.

``Outcome`` is the closed set; ``Verdict`` is an outcome with its reason and its evidence: a
``Certificate`` that something small has checked, or a ``Witness`` that has been re-checked.
"Tested" never reads as "proved", and no verdict is ever true or false: ``bool(verdict)`` raises.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypeVar

from ntkprops.errors import FormulaError, InternalError, NtkpropsError, guarded

T = TypeVar("T")


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
    derivation: tuple[Any, ...] = ()  # the lines of ntkprops.derivation.shown that the checker accepted


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
    """An outcome, its reason in one sentence, and its evidence.

    Args:
        outcome: what became of the formula.
        because: why, in one sentence.
        certificate: of a proof.
        witness: of a refutation.
        findings: what else the reader of the notes is to know.
        too_weak_for: the claims that do not follow from the formula as it is printed, and do from its correction.
        is_bug: whether this tool broke on the formula, so that nothing is known of it; ``because`` says how.
        latex: the printed part that is at fault, where one is.
        span: the half-open range of ``latex`` that is at fault.
    """

    outcome: Outcome
    because: str
    certificate: Certificate | None = None
    witness: Witness | None = None
    findings: tuple[str, ...] = field(default=())
    too_weak_for: tuple[str, ...] = field(default=())
    is_bug: bool = False
    latex: str = ""
    span: tuple[int, int] = (0, 0)

    @property
    def is_wrong(self) -> bool:
        """Whether something is shown to be wrong with the formula: it falls, or is too weak for what cites it."""
        return self.outcome.falls or bool(self.too_weak_for)

    def __bool__(self) -> bool:
        raise TypeError("a verdict is neither true nor false; ask verdict.outcome.stands or .falls")


def reached(work: Callable[[], T]) -> T | Verdict:
    """What some work on one claim reaches; undecided, with the reason, where it does not come to an end.

    This is the one place where an exception becomes a verdict: a label that is cited and nowhere given, a formula that
    a proof has no form for, and a bug of this tool cost their claim and no other.
    """
    try:
        with guarded():
            return work()
    except InternalError as error:
        return Verdict(Outcome.UNDECIDED, error.message, is_bug=True)
    except FormulaError as error:  # it was read; a proof has no form for it
        return Verdict(Outcome.UNDECIDED, error.message)
    except NtkpropsError as error:
        return Verdict(Outcome.UNDECIDED, str(error))
