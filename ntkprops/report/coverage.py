r"""Is every displayed formula of some notes encoded? ``coverage(notes, lecture)``.

Notes are Markdown or LaTeX with displayed formulas (``$$ .. $$``, ``\[ .. \]``, ``equation`` and ``align``). A formula
is *encoded* if it stands, up to spacing, in the folder of statements; *altered* if what is nearest to it differs;
*missing* if nothing is near. A formula that the notes break over several displays is put together by its ``\left.``.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ntkprops.errors import InputError
from ntkprops.statement.lecture import Lecture
from ntkprops.statement.model import Row, Statement

DISPLAYED = re.compile(
    r"\$\$(?P<dollars>.+?)\$\$|\\\[(?P<brackets>.+?)\\\]"
    r"|\\begin\{(?P<name>equation|align|gather|multline)(?P<star>\*?)\}(?P<body>.+?)\\end\{(?P=name)(?P=star)\}",
    re.DOTALL,
)
NUMBERED = re.compile(r"\\q?quad\s*\((?P<number>\d+)\)\s*$|\\tag\{(?P<tag>[^}]*)\}")
NEAR = 0.75


@dataclass(frozen=True)
class Found:
    """A formula of the notes, whether it is encoded, and the label (or the nearest one)."""

    latex: str
    status: str
    label: str = ""
    line: int = 0


def displayed(notes: str) -> Iterator[tuple[str, int]]:
    """The displayed formulas of some notes with their line, tags removed, broken ones put together."""
    held, held_line = "", 0
    for match in DISPLAYED.finditer(notes):
        text = match["dollars"] or match["brackets"] or match["body"]
        line = notes.count("\n", 0, match.start()) + 1
        for part in re.split(r"\\\\", text) if match["name"] in ("align", "gather") else [text]:
            bare = NUMBERED.sub("", part.strip()).strip()
            held, held_line = (held + " " + bare, held_line) if held else (bare, line)
            if len(re.findall(r"\\right\s*\.", held)) <= len(re.findall(r"\\left\s*\.", held)):
                yield held, held_line
                held = ""


def normal(latex: str) -> str:
    """A formula without what does not change it: spaces, sizes, trailing punctuation, alignment marks."""
    latex = re.sub(r"\\(?:quad|qquad|displaystyle|nonumber|notag|limits)(?![A-Za-z])|\\[,;:! ]|&|~|\s", "", latex)
    latex = re.sub(r"\\(?:left|right|[bB]igg?[lrm]?)(?=[.|()\[\]\\])", "", latex)
    latex = re.sub(r"_\{([A-Za-z0-9])\}", r"_\1", re.sub(r"\^\{([A-Za-z0-9])\}", r"^\1", latex))
    return latex.rstrip(".,;")


def encoded(lecture: Lecture) -> dict[str, str]:
    """Every printed formula of a folder in normal form, with the label it stands under."""
    found: dict[str, str] = {}
    for item, _ in lecture.rows():
        texts = [item.latex] if isinstance(item, Row) else [*item.then, *item.given]
        for text in texts:
            found.setdefault(normal(text), item.label)
        if isinstance(item, Statement) and item.given:
            found.setdefault(normal("".join(item.given)), item.label)
    return found


def coverage(notes: str, lecture: Lecture) -> list[Found]:
    """Each displayed formula of the notes as encoded, altered or missing, in order.

    Raises:
        InputError: where the notes hold no displayed formula.
    """
    known = encoded(lecture)
    found = [_place(latex, line, known) for latex, line in displayed(notes)]
    if not found:
        raise InputError("the notes must hold a displayed formula ($$ .. $$, \\[ .. \\] or an equation); found none.")
    return found


def _place(latex: str, line: int, known: dict[str, str]) -> Found:
    bare = normal(latex)
    label = _composed(bare, known)
    if label:
        return Found(latex, "encoded", label, line)
    nearest = difflib.get_close_matches(bare, known, n=1, cutoff=NEAR)
    return Found(latex, "altered", known[nearest[0]], line) if nearest else Found(latex, "missing", "", line)


def _composed(bare: str, known: dict[str, str]) -> str:
    """The label of the first part of a display that is encoded from end to end, several rows side by side; else ''."""
    starts = {len(bare): "end"}  # from where on all is encoded, with the label there
    for place in reversed(range(len(bare))):
        for text, label in known.items():
            after = place + len(text)
            if text and bare.startswith(text, place) and (after in starts or _skipped(bare, after) in starts):
                starts[place] = label
                break
    return starts.get(0, "")


def _skipped(bare: str, place: int) -> int:
    return place + 1 if bare[place : place + 1] in (",", ";") else place
