"""The notation of lecture 12, inferred from its printed formulas alone, against the one that is typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from ntkprops.language import Notation, Symbol, real
from ntkprops.notes.sorts import Inferred, infer
from ntkprops.statement import Ledger, Statement, bundled_lecture, load_lecture

COMMENTS = (r"\delta is a probability", r"\epsilon is positive")
SIGNED = ("positive", "nonnegative", "probability")


@dataclass(frozen=True)
class Line:
    """A formula, or a comment line."""

    latex: str
    line: int
    file: str = "lecture12"

    @property
    def text(self) -> str:
        return self.latex


def printed(parts: tuple[Statement | Ledger, ...]) -> Iterator[str]:
    """Every formula of the lecture as it is printed, in order."""
    for part in parts:
        yield from part.given or ()
        yield from part.then if isinstance(part, Statement) else (row.latex for row in part.rows)


@pytest.fixture(scope="module")
def typed() -> Notation:
    return load_lecture(bundled_lecture()).notation


@pytest.fixture(scope="module")
def found() -> Inferred:
    formulas = [Line(text, place) for place, text in enumerate(printed(load_lecture(bundled_lecture()).parts))]
    return infer(formulas, directives=[Line(text, place) for place, text in enumerate(COMMENTS)])


def told(row: Symbol) -> tuple[object, ...]:
    """What a row says, of what it is applied to only sorts and whether it moves in time, without a sign."""
    sort = real if row.sort.kind in SIGNED else row.sort
    of = tuple("time" if kind == "time" else "word" if isinstance(kind, str) else kind for kind in row.of)
    return sort, row.over, of, row.law


def test_every_row_that_is_inferred_is_as_it_is_typed(found: Inferred, typed: Notation) -> None:
    """Shapes, ranges, arguments and laws agree wherever both tables speak, and only a bound variable has no row."""
    rows = found.notation.table

    assert {name: told(rows[name]) for name in rows} == {name: told(typed.table[name]) for name in rows}
    assert typed.table.keys() - rows.keys() == {"z"}


def test_signs_that_are_printed_are_found(found: Inferred, typed: Notation) -> None:
    """Signs are as they are typed, save that of R', which one of its two definitions makes of the unbound s."""
    rows = found.notation.table
    differ = {name: rows[name].sort.kind for name in rows if rows[name].sort != typed.table[name].sort}

    assert differ == {"R'": "real"}


def test_randomness_is_as_it_is_typed(found: Inferred, typed: Notation) -> None:
    """Only the bound R', which is made of the random u(0), is typed as if it were none."""
    rows = found.notation.table

    assert {name for name in rows if rows[name].random != typed.table[name].random} == {"R'"}


def test_the_slips_of_the_lecture_are_told(found: Inferred) -> None:
    """The sum over i, the exponent y, the letter lambda and the unbound s: each is open with its place."""
    kinds = {(one.symbol, one.kind) for one in found.open}

    assert kinds >= {("A", "outvoted"), ("y", "outvoted"), (r"\lambda", "stray"), ("s", "local")}
    assert not {one.symbol for one in found.open if one.kind in ("unsettled", "contradiction")}
