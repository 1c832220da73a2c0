r"""Which slip is likely? The edits of a claim's printed parts, the likeliest first: ``guesses(parts, notation)``.

Of what cannot be read the edits that touch the place of the error come first, and there another symbol is likely.
A symbol that no neighbour of the claim speaks of is a stranger, most likely in the place of one that some do speak of.
Elsewhere slips of one mark (a square, an index, a sign) come before slips of a symbol; of the symbols that might stand
for another those spelled alike come first, then small numbers, then those that the claim speaks of, then all others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ntkprops.errors import FormulaError
from ntkprops.language.edits import Edit, edits
from ntkprops.language.notation import Notation
from ntkprops.language.reader import read
from ntkprops.trial.altered import Part

LIKELY = (
    "power", "binding", "sign", "relation", "exponent", "constant", "norm", "dimension", "factor", "symbol"
)  # fmt: skip
PUNCTUATION = " \n\t.,;"
BRACES = "{}() "


@dataclass(frozen=True)
class Guess:
    """A text that may have been meant, with the name and the kind of the edit."""

    latex: str
    name: str
    kind: str


def guesses(
    parts: Sequence[Part],
    notation: Notation,
    *,
    error: FormulaError | None = None,
    around: frozenset[str] = frozenset(),
) -> Iterator[tuple[Part, Guess]]:
    """Every edit of every part once, the likeliest first; with an error, those of the part it is in.

    Args:
        parts: of the claim.
        notation: the symbols.
        error: why the claim cannot be read.
        around: what the neighbours of the claim speak of; empty where that is not known.
    """
    seen = set()
    for part, guess in _in_turn(parts, notation, error, around):
        if (part, guess.latex) not in seen:
            seen.add((part, guess.latex))
            yield part, guess


def _in_turn(
    parts: Sequence[Part], notation: Notation, error: FormulaError | None, around: frozenset[str]
) -> Iterator[tuple[Part, Guess]]:
    spoken = _spoken(parts, notation)
    if error is not None:
        parts = [part for part in parts if error.latex == part.latex.rstrip(PUNCTUATION)]
        yield from _sorted(parts, notation, LIKELY, error=error, spoken=spoken, wanted=lambda _, e: _touches(e, error))
    strangers = spoken - around if around else frozenset()

    def is_homecoming(part: Part, edit: Edit) -> bool:
        return _replaced(part, edit) in strangers and _new(edit) in around

    yield from _sorted(parts, notation, ("symbol",), error=None, spoken=spoken, wanted=is_homecoming)
    plain = [part for part in parts if part.name in ("then", "given")]
    for some in (plain, [part for part in parts if part not in plain]):
        for kind in LIKELY:
            yield from _sorted(some, notation, (kind,), error=None, spoken=spoken)


def _sorted(
    parts: Sequence[Part],
    notation: Notation,
    kinds: Sequence[str],
    *,
    error: FormulaError | None,
    spoken: frozenset[str],
    wanted: Callable[[Part, Edit], bool] = lambda part, edit: True,
) -> Iterator[tuple[Part, Guess]]:
    found = [
        (_rank(edit, error, spoken), place, edit)
        for place, part in enumerate(parts)
        for edit in _edits(part, notation, kinds)
        if wanted(part, edit)
    ]
    for _, place, edit in sorted(found, key=lambda one: one[:2]):
        yield parts[place], Guess(edit.latex, edit.name, edit.kind)


def _edits(part: Part, notation: Notation, kinds: Sequence[str]) -> Iterator[Edit]:
    try:
        yield from edits(part.latex, notation, kinds=kinds)
    except FormulaError:
        return


def _touches(edit: Edit, error: FormulaError) -> bool:
    """Whether an edit changes something at the place of an error."""
    return edit.span[0] < max(error.span[1], error.span[0] + 1) and error.span[0] < max(edit.span[1], edit.span[0] + 1)


def _replaced(part: Part, edit: Edit) -> str:
    return part.latex[slice(*edit.span)].strip(BRACES)


def _new(edit: Edit) -> str:
    return edit.new.strip(BRACES)


def _rank(edit: Edit, error: FormulaError | None, spoken: frozenset[str]) -> tuple[int, ...]:
    """Small for a likely slip: its kind, and for a symbol how near the other one lies."""
    if edit.kind != "symbol":
        return (LIKELY.index(edit.kind), 0, 0)
    new = _new(edit)
    alike = error is not None and _alike(error.latex[slice(*error.span)].strip(), new)
    nearness = 0 if alike else 1 if new.isdigit() else 2 if new in spoken else 3
    at_fault = LIKELY.index("sign") if error is not None else LIKELY.index("symbol")
    return (-1 if alike else at_fault, 1, nearness)


def _alike(one: str, other: str) -> bool:
    return bool(one) and bool(other) and (other.startswith(one) or one.startswith(other))


def _spoken(parts: Sequence[Part], notation: Notation) -> frozenset[str]:
    """The symbols that some formula of the claim speaks of."""
    found: set[str] = set()
    for part in parts:
        try:
            found |= read(part.latex, notation).free
        except FormulaError:
            continue
    return frozenset(found & set(notation.table))


__all__ = ["Guess", "guesses"]
