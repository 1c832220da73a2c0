"""What was understood of some notes, for the terminal: ``understood(loaded)``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ntkprops.errors import caret
from ntkprops.language.notation import Symbol
from ntkprops.notes.loader import Loaded
from ntkprops.notes.status import State, Status, statuses
from ntkprops.report.document import FOUND, said

STYLES = {State.READ: "green", State.OPEN: "yellow", State.UNREAD: "red"}
WIDE = 60


def understood(loaded: Loaded) -> RenderableType:
    """Formula by formula what it says, the notation and where it comes from, what was skipped, and the share read."""
    every = list(statuses(loaded))
    parts: list[RenderableType] = [_formulas(every), Text("")]
    parts += [_notation(loaded), *map(Text, _open(loaded)), Text("")]
    parts += map(Text, _reasons(loaded))
    parts += [Text(line) for line in _skipped(loaded)]
    parts += [Text(line) for one in every if one.state is not State.READ for line in _trouble(one)]
    return Group(*parts, Text(share(every)))


def share(every: Sequence[Status]) -> str:
    """How many of the displayed formulas are read."""
    displays = [one for one in every if one.formula.display]
    done = sum(one.state is State.READ for one in displays)
    percent = f" ({100 * done // len(displays)} %)" if displays else ""
    return f"{len(displays)} displayed formulas, {done} read{percent}"


def _formulas(every: Sequence[Status]) -> Table:
    table = Table("line", "says", "is", "formula", box=None, pad_edge=False, header_style="bold")
    for one in every:
        shown = one.formula.latex if len(one.formula.latex) <= WIDE else one.formula.latex[: WIDE - 1] + "…"
        table.add_row(str(one.formula.line), one.role, Text(one.state.value, style=STYLES[one.state]), Text(shown))
    return table


def _notation(loaded: Loaded) -> Table:
    table = Table("symbol", "is", "because", box=None, pad_edge=False, header_style="bold")
    for name, symbol in loaded.lecture.notation.table.items():
        why = loaded.found.why.get(name, ())
        table.add_row(Text(name), Text(sort_in_words(symbol)), Text(str(why[0]) if why else symbol.meaning))
    return table


def sort_in_words(symbol: Symbol) -> str:
    """A symbol's row in words: ``a vector of length d, one for each 1, ..., m, random``."""
    over = f", one for each of {' x '.join(symbol.over)}" if symbol.over else ""
    drawn = ", random" * symbol.random + (f", {symbol.law}" if symbol.law else "")
    return f"{symbol.sort.kind if symbol.sort.is_scalar else symbol.sort}{over}{drawn}"


def _open(loaded: Loaded) -> Iterator[str]:
    for one in loaded.found.open:
        yield f"open: {getattr(one, 'problem', one)}"
        if remedy := getattr(one, "remedy", ""):
            yield f"  settle it with a comment: ntkprops: {remedy}"


def _reasons(loaded: Loaded) -> Iterator[str]:
    """What each claim rests on; what the notes do not print is told apart."""
    for item, _ in loaded.lecture.rows():
        printed, found = ([said(one) for one in item.by if (one in item.found) is new] for new in (False, True))
        sides = ([f"by {', '.join(printed)}"] if printed else []) + ([f"{FOUND}: {', '.join(found)}"] if found else [])
        if sides:
            yield f"{item.label}  {'; '.join(sides)}"


def _skipped(loaded: Loaded) -> Iterator[str]:
    if loaded.skipped:
        yield "not understood, and skipped (what stands beside is never refuted for want of what it may say):"
    for text, line in loaded.skipped:
        yield f"  line {line}: {text if len(text) <= 100 else text[:99] + '…'}"


def _trouble(one: Status) -> Iterator[str]:
    assert one.error is not None
    yield f"{one.formula.place}: {one.error.message}"
    yield from caret(one.error.latex or one.formula.latex, one.error.span).splitlines()
    if one.error.hint:
        yield f"  {one.error.hint}"


__all__ = ["sort_in_words", "understood"]
