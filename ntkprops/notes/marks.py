r"""The red pen: what comments in the notes tell ntkprops. This file is the whole of its grammar.

In LaTeX a mark is a comment, ``% ..``; in Markdown it is ``<!-- .. -->``, and ``% ..`` inside a formula. A mark speaks
of the last formula that starts before it on its line, else of the next formula below::

    ntkprops: w: vector(d) over m of time random gaussian     what a symbol is (or several: i, j: index over n)
    ntkprops: s is a time                                       the same in words
    ntkprops: always \|x_i\| = 1                                holds throughout
    ntkprops: skip | claim | given | definition                 what the formula is
    ntkprops: words                                             the words around it say nothing more than was read
    read \|w\| \leq R: the proof moves within norm R            an erratum: what should stand there, and why
    by markov, (14)                                             its reasons; ``(12) linearity, (9)`` numbers it, too

What a symbol is, is told in the words of ``said.directive``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ntkprops.notes.model import Place, Remark
from ntkprops.notes.reasons import Mention, understood

ROLES = ("skip", "claim", "given", "definition", "words")
OURS = re.compile(r"^ntkprops\s*:\s*(?P<what>.*)$", re.DOTALL)
READ = re.compile(
    r"^(?:ntkprops\s*:\s*)?read\s+(?P<latex>\$[^$]+\$|.*?[\\=<>_^].*?)\s*:(?!=)\s*(?P<because>.*)$", re.DOTALL
)
BY = re.compile(r"^(?:ntkprops\s*:\s*)?by\s+(?P<reasons>.*)$", re.DOTALL)
NUMBERED = re.compile(r"^\((?P<tag>[\w.:'*-]+)\)\s*(?P<reasons>.*)$", re.DOTALL)


@dataclass(frozen=True)
class Mark:
    """One mark: ``kind`` is ``declare``, ``always``, ``read``, ``by``, or one of the roles.

    ``text`` is its formula or, for a declaration, all of it; ``because`` the words behind ``read``; ``tag`` a number.
    """

    kind: str
    text: str
    place: Place
    because: str = ""
    tag: str = ""
    reasons: tuple[Mention, ...] = ()

    @property
    def file(self) -> str:
        """The file in which it stands."""
        return self.place.file

    @property
    def line(self) -> int:
        """Its line."""
        return self.place.line


def mark_of(remark: Remark) -> Mark | None:
    r"""The mark that a comment is; None for every other comment.

    >>> mark_of(Remark(r"read x \geq 1: a slip", Place("a.tex", 3))).because
    'a slip'
    >>> mark_of(Remark("see the appendix", Place("a.tex", 3)))
    """
    text, place = remark.text.strip(), remark.place
    if (found := READ.match(text)) is not None:
        return Mark("read", found["latex"].strip(" $"), place, because=found["because"].strip())
    for pattern in (BY, NUMBERED):
        if (found := pattern.match(text)) is not None and (reasons := understood(found["reasons"])) is not None:
            return Mark("by", found["reasons"], place, tag=found.groupdict().get("tag") or "", reasons=reasons)
    ours = OURS.match(text)
    if ours is None:
        return None
    what = ours["what"].strip()
    if what in ROLES:
        return Mark(what, "", place)
    if what.startswith("always "):
        return Mark("always", what.removeprefix("always ").strip(" $"), place)
    return Mark("declare", what, place)


__all__ = ["Mark", "mark_of"]
