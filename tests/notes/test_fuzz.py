"""Mutated notes end in a lecture or in an error of ours with a place, never in a traceback, never in a hang."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ntkprops.errors import NtkpropsError
from ntkprops.language import Notation
from ntkprops.notes.claims import parts_of
from ntkprops.notes.document import document_of
from ntkprops.notes.loader import penned
from ntkprops.notes.structure import sayings

from .texts import LATEX, MARKDOWN

PIECES = (
    r"\begin{align}", r"\end{align}", r"\begin{proof}", r"\end{lemma}", "$", "$$", "{", "}", "%", r"\\", "&",
    r"\newcommand{\a}{\a}", r"\def\x#1#2{#2#1}", r"\x", r"\a", r"\input{notes}", r"\left(", r"\right.", r"\tag{1}",
    r"\label{", r"\text{", r"\[", r"\]", r"\(", r"\ifnum", r"\else", r"\fi", "<!-- ntkprops: ", "-->", "**Lemma",
    "\N{WHITE SQUARE}", "\0", "\N{GREEK SMALL LETTER ALPHA}", r"\begin", r"\end", "#1", "Suppose ", "for all ",
    r"\item ", "\n\n", "Proof.", "with probability ",
)  # fmt: skip


def deleted(text: str, draw: random.Random) -> str:
    """A text without some of its characters."""
    at, length = draw.randrange(len(text)), draw.randint(1, 30)
    return text[:at] + text[at + length :]


def inserted(text: str, draw: random.Random) -> str:
    """A text with a piece of markup more."""
    at = draw.randrange(len(text))
    return text[:at] + draw.choice(PIECES) * draw.choice((1, 1, 1, 2, 40)) + text[at:]


def moved(text: str, draw: random.Random) -> str:
    """A text of which a part stands elsewhere."""
    a, b, c = sorted(draw.randrange(len(text)) for _ in range(3))
    return text[:a] + text[b:c] + text[a:b] + text[c:]


MUTATIONS: tuple[Callable[[str, random.Random], str], ...] = (deleted, inserted, inserted, moved)


def understood(text: str, name: str) -> str:
    """What becomes of a text: taken apart, or refused with a place."""
    try:
        document = document_of(text, Path(name))
        pen, _ = penned(document)
        parts_of(document, sayings(document)[0], pen, Notation(()))
    except NtkpropsError as error:
        assert re.search(rf"{re.escape(name)}:\d+|must have|must hold", str(error)), error
        return "refused"
    return "read"


def mutants(count: int) -> dict[str, int]:
    """How many mutants are read and refused."""
    found = {"read": 0, "refused": 0}
    for seed in range(count):
        draw = random.Random(seed)
        text, name = draw.choice(((LATEX, "notes.tex"), (MARKDOWN, "notes.md")))
        for _ in range(draw.randint(1, 4)):
            text = draw.choice(MUTATIONS)(text, draw)
        found[understood(text, name)] += 1
    return found


def test_mutants_are_read_or_refused() -> None:
    """Of 200 mutants some are read and some refused, and none breaks this tool."""
    found = mutants(200)

    assert min(found.values()) > 0


@pytest.mark.skipif(os.environ.get("HYPOTHESIS_PROFILE") != "long", reason="a minute: many documents")
def test_many_mutants_are_read_or_refused() -> None:
    """Of 5,000 mutants none breaks this tool."""
    assert sum(mutants(5_000).values()) == 5_000
