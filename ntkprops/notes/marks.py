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

Sorts: count, real, positive, nonnegative, probability, time, sign, event, function, index, vector(d), matrix(n, d).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ntkprops.errors import NotationError, nearest
from ntkprops.language.notation import Notation, Sort, Symbol
from ntkprops.notes.model import Place, Remark
from ntkprops.notes.reasons import Mention, understood

ROLES = ("skip", "claim", "given", "definition", "words")
SORTS = (
    "count", "real", "positive", "nonnegative", "probability", "time", "sign", "event", "function", "index",
    "vector", "matrix",
)  # fmt: skip
LAWS = ("", "gaussian", "rademacher")
SYNONYMS = {
    "number": "real", "scalar": "real", "constant": "real", "integer": "count", "natural": "count", "angle": "real",
    "rate": "positive", "dimension": "count", "moment": "time",
}  # fmt: skip
OURS = re.compile(r"^ntkprops\s*:\s*(?P<what>.*)$", re.DOTALL)
READ = re.compile(
    r"^(?:ntkprops\s*:\s*)?read\s+(?P<latex>\$[^$]+\$|.*?[\\=<>_^].*?)\s*:(?!=)\s*(?P<because>.*)$", re.DOTALL
)
BY = re.compile(r"^(?:ntkprops\s*:\s*)?by\s+(?P<reasons>.*)$", re.DOTALL)
NUMBERED = re.compile(r"^\((?P<tag>[\w.:'*-]+)\)\s*(?P<reasons>.*)$", re.DOTALL)
IS = re.compile(r"^(?P<names>.+?)\s+(?:is|are)\s+(?:an?\s+)?(?P<sort>.*)$", re.DOTALL)
DECLARED = re.compile(r"^(?P<names>[^:]+?)\s*:\s*(?P<sort>.*)$", re.DOTALL)
SORT = re.compile(r"(?P<kind>[a-z]+?)s?(?:\s*\((?P<dims>[^()]*)\))?")
TAIL = re.compile(r"[\s,]*\b(over|of|random)\b\s*")


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


def declared(mark: Mark) -> tuple[Symbol, ...]:
    r"""The symbols of a declaration.

    Raises:
        NotationError: where it is none, with its place.

    >>> here = Place("a.tex", 1)
    >>> [str(one.sort) for one in declared(Mark("declare", r"i, j: index over n", here))]
    ['an index from 1 to n', 'an index from 1 to n']
    """
    found = DECLARED.match(mark.text) or IS.match(mark.text)
    first, *rest = TAIL.split(re.sub(r"\s+", " ", found["sort"]).replace("$", "").strip(" ,.")) if found else [""]
    sort, said = (
        SORT.fullmatch(first.strip()),
        dict(zip(rest[::2], (text.strip(" ,") for text in rest[1::2]), strict=True)),
    )
    if found is None or sort is None or said.get("random", "") not in LAWS:
        raise NotationError(
            f"{mark.place}: a mark must be 'NAME: SORT' or one of {', '.join(ROLES[:4])}, always, read, by; "
            f"found {mark.text!r:.60}. Write it so, or take 'ntkprops:' out."
        )
    kind, dims, over = SYNONYMS.get(sort["kind"], sort["kind"]), _parts(sort["dims"]), _parts(said.get("over"))
    if kind not in SORTS or {"vector": 1, "matrix": 2}.get(kind, 0) != len(dims) or (kind == "index") > len(over):
        raise NotationError(f"{mark.place}: {first!r} is no sort with what it needs. {nearest(kind, SORTS)}")
    one = Sort("index", over[:1]) if kind == "index" else Sort(kind, dims)
    given = {"over": () if kind == "index" else over, "of": tuple(map(_argument, _parts(said.get("of"))))}
    law = {"random": "random" in said, "law": said.get("random", "")}
    meaning = f"as line {mark.place.line} says"
    return tuple(Symbol(name.strip(" $"), one, meaning, **given, **law) for name in _names(found["names"]))


def _argument(text: str) -> Sort | str:
    found = re.fullmatch(r"(vector|matrix)\((.*)\)", text)
    return (
        Sort(found[1], _parts(found[2])) if found is not None else Sort(text) if text in ("real", "positive") else text
    )


def _parts(text: str | None) -> tuple[str, ...]:
    """What commas outside brackets tell apart."""
    return tuple(part.strip() for part in re.split(r",(?![^()]*\))", text or "") if part.strip())


def _names(text: str) -> tuple[str, ...]:
    return tuple(part for part in re.split(r",(?![^{}()]*[})])|\s+and\s+", text) if part.strip())


def declared_notation(marks: Iterable[Mark]) -> Notation:
    """The notation that the marks alone give."""
    found = list(marks)
    symbols = {symbol.name: symbol for mark in found if mark.kind == "declare" for symbol in declared(mark)}
    return Notation(tuple(symbols.values()), tuple(mark.text for mark in found if mark.kind == "always"))


__all__ = ["Mark", "declared", "declared_notation", "mark_of"]
