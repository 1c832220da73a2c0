r"""Which of some repairs of a claim are shown, and which first? ``ranked(known, found)``."""

from __future__ import annotations

from dataclasses import dataclass

from ntkprops.errors import NtkpropsError
from ntkprops.proof.reading import Reading
from ntkprops.trial.altered import Known, Part
from ntkprops.trial.compare import follows
from ntkprops.verdict import Outcome, Verdict

SHOWN = 3  # repairs kept of each claim


@dataclass(frozen=True)
class Repair:
    """A claim with one edit.

    Args:
        label: the claim that is edited.
        part: which printed part of it.
        latex: that part with the edit.
        edit: what the edit does.
        kind: one of ``ntkprops.language.edits.KINDS``.
        verdict: on the edited claim.
        needed_by: the claims that use it, that follow from it, and that do not stand without it.
        is_erratum: whether it says what the erratum of the notes says; nobody looked at that to find it.
    """

    label: str
    part: Part
    latex: str
    edit: str
    kind: str
    verdict: Verdict
    needed_by: tuple[str, ...] = ()
    is_erratum: bool = False

    @property
    def is_proved(self) -> bool:
        """Whether the edited claim follows from its reasons."""
        return self.verdict.outcome.stands


def ranked(known: Known, found: tuple[Repair, ...]) -> tuple[Repair, ...]:
    """The best few: proved, needed by most, nearest to what is printed, stronger, likelier."""
    order = sorted(range(len(found)), key=lambda k: (*_level(found[k]), k))
    best = [found[place] for place in order]
    if len(best) > 1 and best[0].is_proved:
        level = [one for one in best if _level(one) == _level(best[0])]
        best = [*_stronger_first(known, level[: SHOWN + 1]), *(one for one in best if one not in level[: SHOWN + 1])]
    return tuple(best[:SHOWN])


def _level(one: Repair) -> tuple[int, ...]:
    """Small for what ranks first: what mends the conclusion, then a hypothesis, then what gives up an equation."""
    outcome = one.verdict.outcome
    known = 2 * (not outcome.stands) + (outcome is Outcome.ASSUMED)
    far = 2 if one.edit.startswith("= ->") else 0 if one.part.name == "then" else 1
    return (known, -len(one.needed_by), far)


def _stronger_first(known: Known, level: list[Repair]) -> list[Repair]:
    """Repairs of one rank, each before those that follow from it and do not give it back."""
    readings = [_of(known, repair) for repair in level]
    weaker = [
        sum(
            _follows(known, other, one) and not _follows(known, one, other)
            for place, other in enumerate(readings)
            if place != own
        )
        for own, one in enumerate(readings)
    ]
    return [level[place] for place in sorted(range(len(level)), key=lambda k: (weaker[k], k))]


def _of(known: Known, repair: Repair) -> Reading:
    return known.after(repair.part, repair.latex).book.reading(repair.label, corrected=False)


def _follows(known: Known, strong: Reading, weak: Reading) -> bool:
    try:
        return follows(known.judge, strong=strong, weak=weak)
    except NtkpropsError:
        return False


__all__ = ["SHOWN", "Repair", "ranked"]
