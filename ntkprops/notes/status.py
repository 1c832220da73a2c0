r"""Is a formula of some notes read? ``statuses(loaded)``: every formula with its role, and what stops it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from ntkprops.errors import FormulaError, UnreadError
from ntkprops.language.notation import Notation
from ntkprops.language.sorts import UndeclaredError
from ntkprops.notes.loader import Loaded
from ntkprops.notes.model import Formula
from ntkprops.notes.saying import MENTIONED
from ntkprops.proof.reading import Printed, understand
from ntkprops.statement.model import Ledger


class State(Enum):
    """How far a formula is read; a symbol that is ``OPEN`` has no meaning yet."""

    READ = "read"
    OPEN = "open"
    UNREAD = "unread"


@dataclass(frozen=True)
class Status:
    """A formula, what it says, and how far it is read."""

    formula: Formula
    role: str
    state: State
    error: FormulaError | None = None


def statuses(loaded: Loaded) -> Iterator[Status]:
    """Every formula that is displayed or says something, in printed order."""
    ranges = _ranges(loaded)
    for one in loaded.said:
        if one.role == MENTIONED and not one.formula.display:
            continue
        for_all = ranges.get(one.formula, ", ".join(one.for_all))
        state, error = state_of(one.formula.latex, loaded.lecture.notation, for_all=for_all)
        yield Status(one.formula, "no claim that can be checked" if one.vague else one.role, state, error)


def _ranges(loaded: Loaded) -> dict[Formula, str]:
    """What the rows of ledgers range over, by their formulas."""
    ledgers = (part for part in loaded.lecture.parts if isinstance(part, Ledger) and part.for_all)
    return {loaded.parts.places[row.label]: ledger.for_all or "" for ledger in ledgers for row in ledger.rows}


def state_of(latex: str, notation: Notation, *, for_all: str = "") -> tuple[State, FormulaError | None]:
    """Whether a formula is read as printed; one that makes no sense is read, and is told elsewhere."""
    try:
        understand(Printed("", (latex,), for_all=for_all), notation)
    except UnreadError as error:
        return State.UNREAD, error
    except UndeclaredError as error:
        return State.OPEN, error
    except FormulaError:
        return State.READ, None
    return State.READ, None


__all__ = ["State", "Status", "state_of", "statuses"]
