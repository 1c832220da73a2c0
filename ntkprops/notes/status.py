r"""Is a formula of some notes read? ``statuses(loaded)``: every formula with its role, and what stops it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from ntkprops.errors import FormulaError, UnreadError
from ntkprops.language.notation import Notation
from ntkprops.language.reader import read
from ntkprops.language.sorts import Scope, UndeclaredError, sort_of
from ntkprops.notes.loader import Loaded
from ntkprops.notes.model import Formula
from ntkprops.notes.saying import MENTIONED


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
    vague: bool = False


def statuses(loaded: Loaded) -> Iterator[Status]:
    """Every formula that is displayed or says something, in printed order."""
    for one in loaded.said:
        if one.role == MENTIONED and not one.formula.display:
            continue
        state, error = state_of(one.formula.latex, loaded.lecture.notation)
        yield Status(one.formula, "no claim that can be checked" if one.vague else one.role, state, error, one.vague)


def state_of(latex: str, notation: Notation) -> tuple[State, FormulaError | None]:
    """Whether a formula is read as printed; one that makes no sense is read, and is told elsewhere."""
    try:
        tree = read(latex, notation)
        if tree.head == "chain" and tree.args[0].head == "blank":
            return State.READ, None
        sort_of(tree, Scope(notation))
    except UnreadError as error:
        return State.UNREAD, error
    except UndeclaredError as error:
        return State.OPEN, error if error.latex else UndeclaredError(
            error.message, latex=latex, span=error.span, hint=error.hint
        )
    except FormulaError:
        return State.READ, None
    return State.READ, None


__all__ = ["State", "Status", "state_of", "statuses"]
