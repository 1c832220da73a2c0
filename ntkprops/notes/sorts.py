r"""What is every symbol of a document? ``infer(formulas)``: the notation table, found and not typed.

The formulas are read with a table of bare spellings; what they ask of shapes is unified over the whole document, what
their indices ask is voted on, words and comment lines say the rest; then they are read again with what was found, until
nothing changes. A contradiction is told with both places. It is settled only where three uses stand against each that
asks for something else; else, and where nothing says what a symbol is, the symbol is ``open``: a claim that speaks of
it must not be judged, and ``Open.remedy`` is the comment line that settles it.

Names: ``infer``, ``Inferred``, ``Reason``, ``Open``, ``FormulaLike``, ``Directive``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from ntkprops.errors import FormulaError, UnreadError
from ntkprops.language.notation import Notation
from ntkprops.language.reader import read
from ntkprops.language.sorts import Scope, sort_of
from ntkprops.language.tree import Expr
from ntkprops.language.vocabulary import trimmed
from ntkprops.notes.said import Said, directive, mapping, spoken
from ntkprops.notes.solving import Told
from ntkprops.notes.spellings import Spellings, mentions, provisional, scan
from ntkprops.notes.study import Open, Reason
from ntkprops.notes.table import Table, tabulate

ROUNDS, LONGEST = 4, 2_000  # rounds of reading; characters of a formula that is looked at
ABOUT_SCOPE = re.compile(r"stays free|is quantified|by itself here|counted from 1|does not occur|not spoken of")
FORBIDS = frozenset({"unsettled", "contradiction", "local"})

__all__ = ["Directive", "FormulaLike", "Inferred", "Open", "Reason", "infer"]


class FormulaLike(Protocol):
    """A printed formula, macros expanded, and where it stands."""

    @property
    def latex(self) -> str: ...
    @property
    def file(self) -> str: ...
    @property
    def line(self) -> int: ...


class Directive(Protocol):
    """A comment line of the notes that settles what a symbol is, such as ``s is a time``."""

    @property
    def text(self) -> str: ...
    @property
    def file(self) -> str: ...
    @property
    def line(self) -> int: ...


@dataclass(frozen=True)
class Inferred:
    """The table, why each row is as it is, and what is not settled."""

    notation: Notation
    why: Mapping[str, tuple[Reason, ...]]
    open: tuple[Open, ...]

    def forbids(self, formula: FormulaLike, *, bound: Collection[str] = ()) -> tuple[Open, ...]:
        """What is open of the symbols of a formula, so that it must not be judged, save those bound around it."""
        where, tree = (formula.file, formula.line, formula.latex), _tree(formula.latex, self.notation)
        return tuple(
            one
            for one in self.open
            if (one.kind in FORBIDS and one.symbol not in bound and _speaks(formula, tree, one.symbol))
            or (
                one.kind in ("double", "chance")
                and where in [(place.file, place.line, place.latex) for place in one.places]
            )
        )

    @property
    def unsettled(self) -> Iterator[tuple[str, str]]:
        """What must not be read: symbols with the comment that settles them, and formulas with what is wrong there."""
        for one in self.open:
            if one.kind in ("unsettled", "contradiction"):
                yield one.symbol, one.remedy
            elif one.kind in ("double", "chance"):
                formulas = dict.fromkeys(trimmed(place.latex) for place in one.places)
                named = (text for text in formulas if text not in self.notation.table)  # that is no claim, but a name
                yield from ((text, f"{one.problem}; settle it: {one.remedy}") for text in named)

    def loose(self, formula: FormulaLike, *, bound: Collection[str] = ()) -> tuple[str, ...]:
        """What has a meaning only where a range binds it, and stands here without one."""
        kept = [one.symbol for one in self.forbids(formula, bound=bound) if one.kind == "local"]
        return tuple(f"what {name} is here" for name in kept)


@dataclass(frozen=True)
class _Line:
    """Where words stand, with the words."""

    latex: str
    file: str
    line: int


def infer(
    formulas: Sequence[FormulaLike],
    *,
    prose: Sequence[tuple[str | int, ...]] = (),
    directives: Sequence[Directive] = (),
) -> Inferred:
    r"""Infer the notation table of a whole document.

    Args:
        formulas: every formula, displayed and inline, in printed order.
        prose: paragraphs as ``(text,)``, ``(text, file)`` or ``(text, file, line)``, with inline formulas as ``$..$``.
        directives: comment lines that settle symbols; they override everything.

    Raises:
        NotationError: where a directive is not understood.

    >>> from types import SimpleNamespace
    >>> printed = [r"x_i \in \mathbb{R}^d", r"L(v) = \sum_{i=1}^n (v^\top x_i - y_i)^2"]
    >>> lines = [SimpleNamespace(latex=text, file="notes.tex", line=k) for k, text in enumerate(printed, start=1)]
    >>> found = infer(lines).notation.table
    >>> str(found["x"].sort), found["x"].over, str(found["L"].of[0])
    ('a vector of length d', ('n',), 'a vector of length d')
    """
    formulas = [_Line(one.latex, one.file, one.line) for one in formulas if len(one.latex) <= LONGEST]
    ordered = [(directive(line.text), line) for line in directives]
    settled: list[Told] = [(said, _Line(line.text, line.file, line.line)) for group, line in ordered for said in group]
    told: list[Told] = [(said, place) for entry in prose for said, place in _told(entry)]
    told += [(said, formula) for formula in formulas if (said := mapping(formula.latex)) is not None]
    found = scan(formula.latex for formula in formulas)
    _functions(found, [said for said, _ in settled])
    table = Table()
    for _ in range(ROUNDS):
        notation, known = provisional(found, table.rows), table.rows
        table = tabulate(_read(formulas, notation), settled=settled, told=told, found=found)
        if table.rows == known:
            break
        found.scripted -= {f"{row.name}^0" for row in table.rows if row.of}  # the value at the start
    result = Inferred(Notation(tuple(table.rows)), table.why, tuple(table.open))
    return replace(result, open=(*result.open, *_unsure(result, formulas)))


def _unsure(found: Inferred, formulas: Sequence[_Line]) -> Iterator[Open]:
    """Formulas that the sort checker refuses although nothing here stood against them: the table may be at fault."""
    told = {place for one in found.open if one.kind in ("outvoted", "stray", "local") for place in one.places}
    for formula in dict.fromkeys(formulas):
        tree = None if formula in told or found.forbids(formula) else _tree(formula.latex, found.notation)
        try:
            if tree is not None:
                sort_of(tree, Scope(found.notation))
        except UnreadError:
            continue
        except FormulaError as error:
            if not ABOUT_SCOPE.search(error.message):
                name = formula.latex[slice(*error.span)] or formula.latex
                yield Open(name, "double", f"read so, {error.message}", (formula,), "print it in another way.")


def _told(entry: tuple[str | int, ...]) -> list[tuple[Said, _Line]]:
    text, file, line = map(str, (*entry, "", 0)[:3] if len(entry) < 3 else entry[:3])
    return [
        (said, _Line(said.words, file, int(line or 0) + text[: max(text.find(said.words), 0)].count("\n")))
        for said in spoken(text)
    ]


def _functions(found: Spellings, settled: list[Said]) -> None:
    """Whether a parenthesis applies is as the comment lines say."""
    for said in settled:
        if said.of or (said.sort is not None and said.sort.kind == "function"):
            found.surely[said.name] += 1
        elif said.sort is not None:
            del found.perhaps[said.name]
        if not said.name.replace("\\", "").isalpha():
            found.scripted.add(said.name)


def _read(formulas: Sequence[FormulaLike], notation: Notation) -> list[tuple[FormulaLike, Expr]]:
    """What can be read, whole or, where it cannot, in the parts between its commas."""
    trees: list[tuple[FormulaLike, Expr]] = []
    for formula in formulas:
        whole = _tree(formula.latex, notation)
        parts = [whole] if whole is not None else [_tree(part, notation) for part in _parts(formula.latex)]
        trees += [(formula, tree) for tree in parts if tree is not None]
    return trees


def _tree(latex: str, notation: Notation) -> Expr | None:
    try:
        return read(latex, notation)
    except (FormulaError, RecursionError):
        return None


def _speaks(formula: FormulaLike, tree: Expr | None, name: str) -> bool:
    """Whether a symbol stands free in a formula; in one that cannot be read, whether it is printed there."""
    return name in tree.free if tree is not None else mentions(formula.latex, name)


def _parts(latex: str) -> list[str]:
    """A formula cut at its outer commas."""
    depth, start, found = 0, 0, []
    for place, mark in enumerate(latex):
        depth += (mark in "([{") - (mark in ")]}")
        if mark in ",;" and depth == 0 and latex[place - 1 : place] != "\\":
            found.append(latex[start:place])
            start = place + 1
    return [*found, latex[start:]] if found else []
