r"""Better lemmas in the place of cited ones: which fit, which may stand together, and the width with them.

A ladder is a lecture of its own. A statement of it fits in the place of a cited one if it concludes the same; where the
cited one hides a constant, any bound of the same quantity. What it is given must be met: a bound on the width becomes a
constraint, a hypothesis on what the cited statement is given a bound of as well is the same gate with another radius. A
hypothesis beyond that is about another draw: then every event of the combination must be stated for that draw.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from pathlib import Path

from ntkprops.errors import FormulaError, LectureError
from ntkprops.language.tree import Expr
from ntkprops.proof.book import Book
from ntkprops.proof.reading import Reading, relations
from ntkprops.statement.lecture import Lecture, bundled_lecture, load_lecture
from ntkprops.statement.model import Cite, Ledger, Statement
from ntkprops.width.collect import book_of, claim_of
from ntkprops.width.derive import derive
from ntkprops.width.model import Derivation


@dataclass(frozen=True)
class Rung:
    """A statement of the ladder, the cited label it can replace, and what else it is given (its draw)."""

    label: str
    replaces: str
    title: str
    draw: tuple[str, ...] = ()


@dataclass(frozen=True)
class Placed:
    """Lecture and ladder as one, the claim, what it cites with the rows in their places, and their common draw."""

    lecture: Lecture
    label: str
    by: tuple[Cite, ...]
    draw: tuple[str, ...]


def bundled_ladder() -> Lecture:
    """The ladder that stands beside the bundled lecture."""
    return load_lecture(Path(bundled_lecture()).with_name("ladder"))


@lru_cache(maxsize=8)
def rungs(lecture: Lecture, ladder: Lecture, label: str = "") -> tuple[Rung, ...]:
    """Every statement of a ladder that fits in the place of something the claim cites, in the ladder's order."""
    merged = join(lecture, ladder)
    book = book_of(merged)
    claim = claim_of(book, label)
    cited = [reason.label for reason in claim.printed.by if isinstance(reason, Cite)]
    own = {item.label for item, _ in lecture.rows()}
    found = []
    for part in ladder.parts:
        if isinstance(part, Statement) and part.label not in own:
            place = next((name for name in cited if _fits(book, part.label, name)), None)
            if place is not None:
                draw = tuple(_beyond(book, part.label, place))
                found.append(Rung(part.label, place, part.title, draw))
    return tuple(found)


@lru_cache(maxsize=64)
def derive_with(lecture: Lecture, ladder: Lecture, names: tuple[str, ...], label: str = "") -> Derivation:
    """The width with some rows of a ladder in the place of the lecture's.

    Raises:
        LectureError: a name that is no rung, two for one place, or rungs stated for different draws.
    """
    placed = place(lecture, ladder, names, label)
    return derive(placed.lecture, placed.label, by=placed.by, given=placed.draw)


def place(lecture: Lecture, ladder: Lecture, names: Sequence[str], label: str = "") -> Placed:
    """The claim with some rows of a ladder among its citations. Raises as ``derive_with`` does."""
    known = rungs(lecture, ladder, label)
    chosen = [_rung(name, known) for name in names]
    for rung in chosen:
        rivals = [other.label for other in chosen if other.replaces == rung.replaces]
        if len(rivals) > 1:
            raise LectureError(f"{' and '.join(rivals)} both replace {rung.replaces}; name one of them.")
    merged = join(lecture, ladder)
    book = book_of(merged)
    claim = claim_of(book, label)
    places = {rung.replaces: rung for rung in chosen}
    cites = [reason for reason in claim.printed.by if isinstance(reason, Cite)]
    draw = _one_draw(book, cites, places)
    by = tuple(replace(one, label=places[one.label].label) if one.label in places else one for one in cites)
    return Placed(merged, claim.printed.label, by, draw)


def combinations(known: Sequence[Rung]) -> Iterator[tuple[str, ...]]:
    """Every choice of at most one rung for each place that is stated for one draw, the empty one first."""
    places = list(dict.fromkeys(rung.replaces for rung in known))
    options = [[None, *(rung for rung in known if rung.replaces == place)] for place in places]
    for choice in product(*options):
        yield tuple(rung.label for rung in choice if rung is not None)


@lru_cache(maxsize=8)
def join(lecture: Lecture, ladder: Lecture) -> Lecture:
    """Both lectures as one; what the ladder restates must be what the lecture says.

    Raises:
        LectureError: a label or a symbol that means something else in the ladder.
    """
    table = lecture.notation.table
    for name, row in ladder.notation.table.items():
        if name in table and (table[name].sort, table[name].over, table[name].of) != (row.sort, row.over, row.of):
            raise LectureError(f"{name} must mean one thing; {ladder.name} declares it otherwise than {lecture.name}.")
    extra = tuple(row for name, row in ladder.notation.table.items() if name not in table)
    own = {item.label for item, _ in lecture.rows()}
    parts = tuple(part for part in ladder.parts if not _labels(part) & own)
    notation = replace(lecture.notation, symbols=(*lecture.notation.symbols, *extra))
    return replace(lecture, notation=notation, parts=(*lecture.parts, *parts))


def _labels(part: Statement | Ledger) -> set[str]:
    return {part.label} if isinstance(part, Statement) else {row.label for row in part.rows}


def _rung(name: str, known: Sequence[Rung]) -> Rung:
    found = next((rung for rung in known if rung.label == name), None)
    if found is None:
        raise LectureError(f"{name} must be a row of the ladder. Known: {', '.join(rung.label for rung in known)}.")
    return found


def _fits(book: Book, label: str, cited: str) -> bool:
    """Whether a statement concludes all that the cited one does."""
    try:
        ours, theirs = (list(_conclusions(book.reading(name, corrected=True))) for name in (label, cited))
    except FormulaError:
        return False
    return bool(theirs) and all(any(_says(one, other) for one in ours) for other in theirs)


def _conclusions(reading: Reading) -> Iterator[Expr]:
    yield from (link for tree in reading.then for link, _, _ in relations(tree) if link.name != ":=")


def _says(one: Expr, other: Expr) -> bool:
    """Whether one conclusion is the other; in the place of a rate any bound may stand."""
    same = one.args[0] == other.args[0] and one.name == other.name
    return same and (other.args[1].head == "landau" or one.args[1] == other.args[1])


def _beyond(book: Book, label: str, cited: str) -> Iterator[str]:
    """What a statement is given that neither the cited one is, nor the notation says, nor bounds the width."""
    ours, theirs = (book.reading(name, corrected=True) for name in (label, cited))
    lefts = {link.args[0] for tree in theirs.given for link, _, _ in relations(tree)}
    always = {fact.relation.args[0] for fact in book.always()}
    for text, tree in zip(ours.printed.given, ours.given, strict=True):
        for link, _, _ in relations(tree):
            count = book.notation.table.get(link.args[0].name) if link.args[0].head == "symbol" else None
            is_width = count is not None and count.sort.kind == "count"
            if link.name != ":=" and link.args[0] not in lefts | always and not is_width:
                yield text


def _one_draw(book: Book, cites: Sequence[Cite], places: dict[str, Rung]) -> tuple[str, ...]:
    """What all events are given beyond the lecture, which must be the same for all."""
    draws = {}
    for one in cites:
        rung = places.get(one.label)
        if rung is not None and (rung.draw or _is_random(book, one)):
            draws[rung.label] = rung.draw
        elif _is_random(book, one):
            draws[one.label] = ()
    if len(set(draws.values())) > 1:
        special, draw = next((label, draw) for label, draw in draws.items() if draw)
        others = [label for label, other in draws.items() if other != draw]
        raise LectureError(
            f"{special} is given {', '.join(draw)}, which the draw of {', '.join(others)} does not meet. "
            f"Replace these by rows for the same draw as well, or leave {special} out."
        )
    return next(iter(draws.values()), ())


def _is_random(book: Book, one: Cite) -> bool:
    return book.event(one, corrected=True) is not None


__all__ = ["Placed", "Rung", "bundled_ladder", "combinations", "derive_with", "join", "place", "rungs"]
