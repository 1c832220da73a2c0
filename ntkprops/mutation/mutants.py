r"""Which mutants has a lecture? Every edit of every printed part of its corrected form: ``mutants(lecture)``."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ntkprops.errors import FormulaError, guarded
from ntkprops.language.edits import edits
from ntkprops.language.notation import Notation
from ntkprops.language.reader import read
from ntkprops.statement.lecture import Lecture
from ntkprops.statement.model import Ledger, Row, Statement
from ntkprops.trial.altered import Part, parts_of

DROPPED = "hypothesis"  # the kind of edit that drops a hypothesis


@dataclass(frozen=True)
class Mutant:
    """One edit of one printed part; ``latex`` is None where a hypothesis is dropped."""

    part: Part
    kind: str
    name: str
    latex: str | None
    span: tuple[int, int] = (0, 0)

    @property
    def key(self) -> str:
        """What tells the mutant from every other of its lecture."""
        return "\t".join((self.part.label, self.part.name, str(self.part.index), self.latex or ""))


def mutants(lecture: Lecture, *, sample: int | None = None, seed: int = 0) -> list[Mutant]:
    """The mutants of a lecture whose printed form is right, in printed order.

    Args:
        lecture: without errata; see ``ntkprops.trial.altered.as_corrected``.
        sample: how many of them, all if None.
        seed: of the choice.
    """
    found = [mutant for part, names in every_part(lecture) for mutant in of_part(part, lecture.notation, names=names)]
    return chosen(found, sample=sample, seed=seed)


def chosen(found: Sequence[Mutant], *, sample: int | None, seed: int) -> list[Mutant]:
    """Some of the mutants, in the order in which they came."""
    if sample is None or sample >= len(found):
        return list(found)
    places = sorted(random.Random(seed).sample(range(len(found)), sample))
    return [found[place] for place in places]


def every_part(lecture: Lecture) -> Iterator[tuple[Part, tuple[str, ...]]]:
    """Every printed part with the names that its claim quantifies."""
    for item, ledger in lecture.rows():
        names = _quantified(item, ledger, lecture.notation)
        yield from ((part, names) for part in parts_of(item))


def of_part(part: Part, notation: Notation, *, names: Sequence[str] = ()) -> Iterator[Mutant]:
    """The mutants of one printed part; none where it cannot be read."""
    try:
        found = list(edits(part.latex, notation, names=names))
    except FormulaError:
        return
    for edit in found:
        yield Mutant(part, edit.kind, edit.name, edit.latex, edit.span)
    if part.name == "given":
        yield Mutant(part, DROPPED, f"hypothesis {part.latex} dropped", None, (0, len(part.latex)))


def _quantified(item: Statement | Row, ledger: Ledger | None, notation: Notation) -> tuple[str, ...]:
    statement = item if isinstance(item, Statement) else ledger.of if ledger is not None else None
    texts = [statement.for_all, *statement.given] if statement is not None else []
    texts += [ledger.for_all or ""] if ledger is not None else []
    found: dict[str, None] = {}
    for text in filter(None, texts):
        try:
            with guarded():
                found |= dict.fromkeys(sorted(read(text, notation).free - set(notation.table)))
        except FormulaError:
            continue
    return tuple(found)


__all__ = ["Mutant", "chosen", "every_part", "mutants", "of_part"]
