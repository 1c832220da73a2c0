r"""What may become of a mutant? A closed set of fates, and one mutant with its own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ntkprops.mutation.mutants import Mutant


class Fate(Enum):
    """What became of a mutant; the value is the word that JSON carries."""

    ILL_FORMED = "ill_formed"  # the mutant cannot be read, or means nothing
    REFUTED = "refuted"  # an exact instance breaks it, or a claim that uses it
    DOES_NOT_FOLLOW = "does_not_follow"  # its reasons do not give it, or a claim that uses it, or nothing satisfies it
    NOTICED = "noticed"  # it, or a claim that uses it, is no longer proved: the run exits 1, without a counterexample
    EQUIVALENT = "equivalent"  # proved, and each of mutant and original follows from the other
    WEAKER = "weaker"  # proved to follow from the original, and all that uses it still stands
    SURVIVED = "survived"  # it stands, so does all that uses it, and it does not follow from the original
    CONTRADICTED = "contradicted"  # proved and refuted: a bug of this tool
    CRASHED = "crashed"  # this tool breaks on it, or on a claim that uses it: a bug of this tool

    @property
    def is_killed(self) -> bool:
        """Whether the run would have told its user."""
        return self in (Fate.ILL_FORMED, Fate.REFUTED, Fate.DOES_NOT_FOLLOW, Fate.NOTICED)

    @property
    def counts(self) -> bool:
        """Whether the mutant says another thing, and not less: only such mutants must be killed."""
        return self not in (Fate.EQUIVALENT, Fate.WEAKER)


@dataclass(frozen=True)
class Result:
    """A mutant, its fate, the claim in which it showed (empty where in itself), and why."""

    mutant: Mutant
    fate: Fate
    because: str
    where: str = ""
    values: str = ""  # of the counterexample, where there is one


__all__ = ["Fate", "Result"]
