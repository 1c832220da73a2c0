r"""Where is each claim written? ``places(folder)``: file and line of every label, read from the sources.

A statement whose ``source`` is ``file:line`` or ``file:line:column`` says it itself (``Place.of``): the notes it was
read from are the place that a person looks at.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SOURCE = re.compile(r"(?P<file>[^\s,;][^\n:]*\.\w+):(?P<line>\d+)(?::(?P<column>\d+))?")
CLAIMS = frozenset({"Statement", "Row"})


@dataclass(frozen=True, order=True)
class Place:
    """A file with a line and a column, from 1; 0 where that is not known."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.file, *(str(one) for one in (self.line, self.column) if one)])

    @staticmethod
    def of(source: str) -> Place | None:
        """The place that a source names, or None where it names none.

        >>> str(Place.of("notes.tex:12:3")), Place.of("lecture 12, Lemma 4")
        ('notes.tex:12:3', None)
        """
        found = SOURCE.fullmatch(source.strip())
        return Place(found["file"], int(found["line"]), int(found["column"] or 0)) if found else None


def places(folder: Path) -> dict[str, Place]:
    """The place of every label of a folder of statements, where it is given and not where it is cited."""
    found: dict[str, Place] = {}
    for file in sorted(folder.glob("*.py")):
        for label, line, column in _labels(file):
            found.setdefault(label, Place(shown(file), line, column))
    return found


def _labels(file: Path) -> Iterator[tuple[str, int, int]]:
    try:
        tree = ast.parse(file.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node) in CLAIMS]
    for call in sorted(calls, key=lambda node: node.lineno):
        named = [keyword.value for keyword in call.keywords if keyword.arg == "label"]
        for value in [*call.args[:1], *named]:
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield value.value, value.lineno, value.col_offset + 1


def _name(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def shown(file: Path) -> str:
    """A path as seen from where the command runs, if it lies below."""
    here = Path.cwd()
    whole = file.resolve()
    return str(whole.relative_to(here)) if whole.is_relative_to(here) else str(whole)


__all__ = ["Place", "places", "shown"]
