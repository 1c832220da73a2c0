r"""What print puts over or under a thing: ``layer(text, position)`` finds the thing and the note.

``\stackrel{(a)}{\leq}`` and ``\overset{..}{=}`` are the relation, ``\underbrace{..}_{..}`` and ``\boxed{..}`` print no
brackets round their inside, and ``\underset{x}{\min}`` is ``\min_{x}``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

HEAD = re.compile(
    r"\\(?:(?P<over>stackrel|overset)|(?P<under>underset)|(?P<brace>(?:under|over)(?:brace|bracket)|boxed|smash|mathclap))"
    r"(?![A-Za-z])\s*(?=\{)"
)
ONE = re.compile(r"\\[A-Za-z]+|[^\s{}]")
SAYS_DEFINED = re.compile(r"def|\\Delta|\\triangle")


@dataclass(frozen=True)
class Layer:
    """The half-open places of the inside and of the note without their braces, and where all of it ends."""

    inside: tuple[int, int]
    note: tuple[int, int]
    end: int
    kind: str


def layer(text: str, position: int) -> Layer | None:
    r"""The layers that begin at a position, None where none do or a brace is missing.

    >>> found = layer(r"\stackrel{(a)}{\leq} 1", 0)
    >>> found.kind, r"\stackrel{(a)}{\leq} 1"[slice(*found.inside)]
    ('over', '\\leq')
    """
    head = HEAD.match(text, position)
    if head is None or head.lastgroup is None:
        return None
    first = _group(text, head.end())
    if first is None:
        return None
    if head.lastgroup != "brace":
        second = _group(text, first[1] + 1)
        return Layer(second, first, _behind(text, second), head.lastgroup) if second else None
    script = re.compile(r"\s*[_^]").match(text, first[1] + 1) if "boxed" not in head[0] else None
    note = _group(text, script.end()) if script else (first[1], first[1])
    return Layer(first, note, _behind(text, note) if script else first[1] + 1, "brace") if note else None


def _group(text: str, at: int) -> tuple[int, int] | None:
    """The inside of the braces that open there, or the one mark that stands there."""
    at += len(text[at:]) - len(text[at:].lstrip())
    if text[at : at + 1] != "{":
        one = ONE.match(text, at)
        return one.span() if one else None
    close = matching_brace(text, at)
    return (at + 1, close) if close < len(text) else None


def _behind(text: str, inside: tuple[int, int]) -> int:
    return inside[1] + (text[inside[1] : inside[1] + 1] == "}" and text[inside[0] - 1] == "{")


def matching_brace(text: str, start: int) -> int:
    """The index of the brace that closes the one at ``start``; the end of the text if none does."""
    return _braces(text).get(start, len(text))


@lru_cache(maxsize=64)
def _braces(text: str) -> dict[int, int]:
    """Where each opening brace is closed."""
    found, waiting = {}, []
    for mark in re.finditer(r"\\.|[{}]", text):
        if mark[0] == "{":
            waiting.append(mark.start())
        elif mark[0] == "}" and waiting:
            found[waiting.pop()] = mark.start()
    return found
