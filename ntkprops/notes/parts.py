r"""What notes come to: ``Parts``, what each claim is asked for, and how reasons that are named become reasons."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ntkprops.notes.displays import RELATION, flat, outer
from ntkprops.notes.english import heard
from ntkprops.notes.model import Formula, Piece, Words
from ntkprops.notes.reasons import Mention
from ntkprops.notes.saying import DEFINING, PLAIN_LEFT
from ntkprops.statement.model import Ledger, Reason, Statement, cite, definition
from ntkprops.statement.rules import RULES

ASSUMES = re.compile(r"\b(?:assum|suppos|restrict)(?:e|es|ed|ing)?\b|\bthroughout\b|\bfrom now on\b", re.IGNORECASE)


@dataclass(frozen=True)
class Asked:
    """What a claim's prose names as reasons, and the labels of what it may rest on besides.

    ``firm``: a mark gives them, so that nothing else is looked for.
    """

    named: tuple[Mention, ...] = ()
    near: tuple[str, ...] = ()
    firm: bool = False


@dataclass
class Parts:
    """Statements and ledgers in printed order, and why each claim may hold."""

    parts: list[Statement | Ledger] = field(default_factory=list)
    asked: dict[str, Asked] = field(default_factory=dict)
    always: list[str] = field(default_factory=list)
    labels: dict[str, tuple[str, ...]] = field(default_factory=dict)
    places: dict[str, Formula] = field(default_factory=dict)


def assumes(piece: Piece) -> bool:
    """Whether running text assumes something in words that are not understood."""
    return isinstance(piece, Words) and ASSUMES.search(piece.text) is not None and bool(heard(piece.text).left)


def part_of(part: Statement, name: str | None) -> bool:
    """Whether a statement is one of the conclusions of what has that name."""
    return name is not None and (part.label == name or part.label.startswith(f"{name}."))


def resolved(
    named: Sequence[Mention], labels: Mapping[str, tuple[str, ...]], *, strict: bool = True
) -> tuple[Reason, ...]:
    """Rules and citations that are named; with ``strict`` those of nothing in the notes are left out."""
    found: list[Reason] = []
    for mention in named:
        if mention.rule in RULES:
            found.append(RULES[mention.rule])
        elif mention.of:
            found.append(definition(mention.of))
        elif mention.cite:
            known = labels.get(mention.cite, () if strict else (f"eq-{mention.cite}",))
            found += [cite(label) for label in known]
    return tuple(dict.fromkeys(found))


def right_end(latex: str) -> str:
    """What stands behind the last relation of a chain."""
    plain = flat(latex)
    found = list(RELATION.finditer(plain))
    if not found:
        return latex
    mark = found[-1][0]
    return latex[latex.rfind(mark) + len(mark) :].strip(" .,;")


def naming(latex: str) -> tuple[str, str]:
    r"""The name that a relation ends by giving, and what it names; two empty strings where it names nothing.

    >>> naming(r"\|v\| \leq \frac{c}{n} := R, \forall k")
    ('R', '\\frac{c}{n}')
    """
    sign = DEFINING.search(latex)
    before, behind = (latex[: sign.start()], latex[sign.end() :]) if sign is not None else ("", "")
    name = outer(behind, ",")[0].strip(" .;")
    named = RELATION.search(flat(before)) is not None and PLAIN_LEFT.match(name) is not None
    return (name, right_end(before)) if named else ("", "")


def plain(text: str) -> str:
    return re.sub(r"\s|\\[,;:! ]|[.,;]+$", "", text)


__all__ = ["Asked", "Parts", "assumes", "naming", "part_of", "plain", "resolved", "right_end"]
