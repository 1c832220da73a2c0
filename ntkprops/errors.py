"""What went wrong, said so that a person can mend it.

Every message names what must hold, what was found, where, and one remedy. ``NtkpropsError`` is the
common base: the command line prints it without a traceback; anything else is a bug of ours, and inside ``guarded``
it becomes an ``InternalError``, so that it costs the claim on which it was met and no other.
"""

from __future__ import annotations

import difflib
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

GUARD = Path(__file__)
PACKAGE = GUARD.parent
LONGEST = 160  # characters of what a foreign exception says


class NtkpropsError(Exception):
    """Base of every error a user can cause and mend."""


class InputError(NtkpropsError, ValueError):
    """A value breaks a precondition: names value, index, bound and remedy."""


class PrecisionError(NtkpropsError, ArithmeticError):
    """Rounding hides what must be known: which of two events comes first, or where a root lies."""


class LectureError(NtkpropsError):
    """A folder of statements cannot be loaded: missing, empty, or its Python raises."""


class NotationError(NtkpropsError):
    """A notation table contradicts itself: two meanings for one spelling, an unknown sort."""


class FormulaError(NtkpropsError):
    """A printed formula makes no sense; ``UnreadError`` where that is our reader's limit and not the notes' fault.

    Args:
        message: what was expected and what was found.
        latex: the whole printed formula.
        span: the offending half-open range of characters in ``latex``.
        hint: one remedy, often the nearest declared spelling.
    """

    def __init__(self, message: str, *, latex: str = "", span: tuple[int, int] = (0, 0), hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.latex = latex
        self.span = span
        self.hint = hint

    def __str__(self) -> str:
        return "\n".join(part for part in (self.message, caret(self.latex, self.span), self.hint) if part)


class UnreadError(FormulaError):
    """A formula that our reader cannot read, or can give no meaning: says nothing about the notes."""


class RowAboveError(UnreadError):
    """A row goes on from one that cannot be read, so that its own left side is unknown."""


class InternalError(FormulaError):
    """This tool broke on a formula: a bug of ours, never the fault of the notes."""


@contextmanager
def guarded(*expected: type[Exception]) -> Iterator[None]:
    """What is done inside may break without taking anything else with it.

    Args:
        expected: exceptions that the caller knows, besides what a user can cause and mend.

    Raises:
        InternalError: in the place of every other exception, with its type and the line of ours at which it arose.
    """
    try:
        yield
    except (NtkpropsError, *expected):
        raise
    except Exception as error:
        raise InternalError(f"internal error, please report: {_said(error)} ({_place(error)})") from error


def _said(error: Exception) -> str:
    """The type and the message, on one line, even where the message cannot be printed."""
    said = " ".join("".join(traceback.format_exception_only(error)).split())
    return said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"


def _place(error: Exception) -> str:
    """The innermost line of this package, or the innermost of all where there is none."""
    frames = [(Path(frame.f_code.co_filename), line) for frame, line in traceback.walk_tb(error.__traceback__)]
    own = [(file.relative_to(PACKAGE), line) for file, line in frames if PACKAGE in file.parents and file != GUARD]
    file, line = (own or frames)[-1]
    return f"line {line} of {file.as_posix()}"


def nearest(name: str, known: Iterable[str], *, most: int = 3) -> str:
    """A remedy for a name that nobody knows: those that are like it, else how many there are.

    >>> nearest("lema-4", ["lemma-4", "lemma-5", "eq-7"])
    'Did you mean lemma-4 or lemma-5?'
    """
    every = list(known)
    like = difflib.get_close_matches(name, every, n=most)
    if like:
        return f"Did you mean {' or '.join(like)}?"
    if len(every) <= most:
        return f"Known: {', '.join(every)}."
    return f"None of the {len(every)} labels is like it; ntkprops check lists them."


def caret(latex: str, span: tuple[int, int], *, width: int = 72) -> str:
    r"""The line of ``latex`` that holds ``span``, with carets under it, cut to ``width`` columns.

    >>> print(caret(r"\exp(-\lambda_0 y)", (5, 17)))
      \exp(-\lambda_0 y)
           ^^^^^^^^^^^^
    """
    if not latex:
        return ""
    start, stop = span
    line_start = latex.rfind("\n", 0, start) + 1
    line_end = latex.find("\n", start)
    line = latex[line_start : len(latex) if line_end < 0 else line_end]
    column, length = start - line_start, max(1, min(stop, line_start + len(line)) - start)
    cut = max(0, min(column - width // 3, len(line) - width))
    shown = line[cut : cut + width]
    return f"  {shown}\n  {' ' * (column - cut)}{'^' * max(1, min(length, width - (column - cut)))}"
