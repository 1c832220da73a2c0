r"""Where do two printed formulas differ? ``changed(old, new)``, in words of LaTeX, as ranges of both texts."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from ntkprops.report.mathml.boxes import Span, Token
from ntkprops.report.mathml.layout import tokens

MOST = 4  # places; texts that differ in more are taken to differ from the first place to the last


@dataclass(frozen=True)
class Change:
    """What was printed at ``old`` stands at ``new`` of the other text; one of both may be empty."""

    old: Span
    new: Span


def changed(old: str, new: str) -> list[Change]:
    r"""The places at which two formulas differ.

    >>> [(x, y) for change in changed(r"a \leq b^2", r"a \geq b^2") for x, y in (change.old, change.new)]
    [(2, 6), (2, 6)]
    """
    words = tokens(old), tokens(new)
    spelled = [[token.text for token in one] for one in words]
    found = [
        code[1:] for code in SequenceMatcher(None, *spelled, autojunk=False).get_opcodes() if code[0] != "equal"
    ]
    found = [one for one in found if not _is_punctuation(spelled[0][one[0] : one[1]] + spelled[1][one[2] : one[3]])]
    if len(found) > MOST:
        found = [(found[0][0], found[-1][1], found[0][2], found[-1][3])]
    return [Change(*_spans(words, *_widened(place, spelled))) for place in found]


def _is_punctuation(spelled: list[str]) -> bool:
    return all(text in (",", ".", ";", r"\,") for text in spelled)


def _widened(place: tuple[int, int, int, int], spelled: list[list[str]]) -> tuple[int, int, int, int]:
    """The place with the word before it where it begins with a script: nobody sees what only the script is."""
    start, stop, other, end = place
    half = any(side[a:b][:1] in (["_"], ["^"]) for side, a, b in ((spelled[0], start, stop), (spelled[1], other, end)))
    return (start - 1, stop, other - 1, end) if half and start and other else place


def _spans(words: tuple[list[Token], list[Token]], a: int, b: int, c: int, d: int) -> tuple[Span, Span]:
    return _span(words[0][a:b]), _span(words[1][c:d])


def _span(found: list[Token]) -> Span:
    return (found[0].span[0], found[-1].span[1]) if found else (0, 0)


__all__ = ["Change", "changed"]
