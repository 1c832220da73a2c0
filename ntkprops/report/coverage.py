r"""Is every displayed formula of some notes encoded? ``coverage(document, lecture)``.

A formula (one line of a chain, macros expanded) is *encoded* if it stands, up to spacing, in the folder of statements;
*altered* if what is nearest to it differs, and then ``differs`` shows where; *missing* if nothing is near.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from ntkprops.errors import InputError
from ntkprops.notes.displays import broken_over_displays
from ntkprops.notes.model import Document, Formula
from ntkprops.statement.lecture import Lecture
from ntkprops.statement.model import Row, Statement

NEAR = 0.75


@dataclass(frozen=True)
class Found:
    """A formula of the notes, whether it is encoded, the label (or the nearest one), and what is printed otherwise."""

    latex: str
    status: str
    label: str = ""
    line: int = 0
    differs: str = ""


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


def coverage(notes: Document, lecture: Lecture) -> list[Found]:
    """Each displayed formula of the notes as encoded, altered or missing, in order.

    Raises:
        InputError: where the notes hold no displayed formula.
    """
    known = encoded(lecture)
    displays = [one for one in broken_over_displays(notes.displays) if isinstance(one, Formula)]
    found = [_place(formula.latex, formula.line, known) for formula in displays]
    if not found:
        raise InputError("the notes must hold a displayed formula ($$ .. $$, \\[ .. \\] or an equation); found none.")
    return found


def _place(latex: str, line: int, known: dict[str, str]) -> Found:
    bare = normal(latex)
    label = _composed(bare, known)
    if label:
        return Found(latex, "encoded", label, line)
    nearest = difflib.get_close_matches(bare, known, n=1, cutoff=NEAR)
    if not nearest:
        return Found(latex, "missing", "", line)
    return Found(latex, "altered", known[nearest[0]], line, differs(bare, nearest[0]))


def differs(printed: str, encoded: str) -> str:
    """What the notes print, and what stands in its place in the folder.

    >>> differs(r"a\\leqb^2", r"a\\leqb^3")
    '2 -> 3'
    """
    changes = difflib.SequenceMatcher(None, printed, encoded, autojunk=False).get_opcodes()
    shown = [
        f"{printed[a:b] or 'nothing'} -> {encoded[c:d] or 'nothing'}" for tag, a, b, c, d in changes if tag != "equal"
    ]
    return "; ".join(shown[:3]) + ("; ..." if len(shown) > 3 else "")


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
