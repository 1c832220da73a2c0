"""What went wrong, said so that a person can mend it.

Every message names what must hold, what was found, where, and one remedy. ``NtkpropsError`` is the
common base: the command line prints it without a traceback; anything else is a bug of ours.
"""

from __future__ import annotations


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
