r"""From shapes and facts to the rows of a notation table, each with its reasons: ``tabulate(trees, ..)``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ntkprops.language.notation import Sort, Symbol, count, event, real
from ntkprops.language.tree import Expr, number
from ntkprops.language.vocabulary import is_word
from ntkprops.notes.dissent import contradictions, passed_over
from ntkprops.notes.facts import facts
from ntkprops.notes.numbers import letter, signs
from ntkprops.notes.numbers import number as kind_of_number
from ntkprops.notes.rewriting import plain
from ntkprops.notes.said import Said
from ntkprops.notes.solving import Told, is_capital, solve
from ntkprops.notes.spellings import UNKNOWN_RANGE, Spellings
from ntkprops.notes.study import Open, Reason, Study
from ntkprops.notes.unify import Node, Where, dimension, is_number, words

RESERVED = frozenset({UNKNOWN_RANGE, "I", ""})
NEEDS_LENGTHS = ("vector", "matrix", "function")
ORDER = {"count": 0, "index": 1}


@dataclass
class Table:
    """Rows, reasons by spelling, and what is open."""

    rows: list[Symbol] = field(default_factory=list)
    why: dict[str, tuple[Reason, ...]] = field(default_factory=dict)
    open: list[Open] = field(default_factory=list)


def tabulate(
    trees: Sequence[tuple[Where, Expr]], *, settled: Sequence[Told], told: Sequence[Told], found: Spellings
) -> Table:
    """The table of what was read."""
    trees = plain(trees, found.parametric)
    study = Study(solve(trees, settled=settled, told=told), facts(trees), settled, told, found, trees)
    contradictions(study)
    rows = {row.name: row for row in _rows(study)}
    _lengths(study, rows)
    signs(study, rows)
    passed_over(study, rows.keys())
    ordered = sorted(rows.values(), key=lambda row: ORDER.get(row.sort.kind, 2))
    return Table(ordered, {name: tuple(reasons) for name, reasons in study.why.items()}, study.open)


def _rows(study: Study) -> Iterator[Symbol]:
    """The rows that are settled: what comment lines name, then every symbol in the order of its first use."""
    blocked = {one.symbol for one in study.open if one.kind == "contradiction"}
    uses, known = study.solution.collector.uses, study.solution.collector.symbols
    named = [said.name for said, _ in study.settled]
    used = [name for name in known if name in uses and name not in blocked | RESERVED and not is_word(name)]
    for name in dict.fromkeys((*named, *used)):
        row = _row(study, name)
        if row is not None:
            yield row


def _lengths(study: Study, rows: dict[str, Symbol]) -> None:
    """Every length of a row is a count."""
    for dim in sorted({dim for row in rows.values() for dim in _spelled(row) if not dim.isdigit()}):
        if dim in rows and rows[dim].sort != count:
            problem = f"{dim} is a length, and used as {rows[dim].sort}"
            study.note(dim, "contradiction", problem, study.places(dim))
        rows[dim] = Symbol(dim, count)
        study.because(dim, f"{dim} is a count", "what is of this length or range", study.first(dim))


def _spelled(row: Symbol) -> Iterator[str]:
    yield from (*row.over, *row.sort.dims)
    for kind in row.of:
        yield from kind.dims if isinstance(kind, Sort) else ()


def _row(study: Study, name: str) -> Symbol | None:
    """The row of one symbol; None, and a note of what is open, where it is not settled."""
    said, place = next(((said, place) for said, place in study.settled if said.name == name), (Said(name), None))
    known, kind = study.solution.collector.symbols.get(name), said.sort
    if kind is not None:
        study.because(name, f"{name} is {kind}", "comment line", place)
    if known is not None and known.doubles:
        problem = f"{name} is a family, and stands here for one of its members"
        study.note(name, "double", problem, known.doubles)
    is_letter = kind is None and name in study.solution.election.letters
    sort = letter(study, name) if is_letter else _sort(study, name, kind)
    over = said.over if known is None or kind is not None else _over(study, name)
    if sort is None or over is None:
        return None
    random, law = _chance(study, said, sort)
    return Symbol(name, sort, "", over, said.of or _of(study, name), random, law)


def _chance(study: Study, said: Said, sort: Sort) -> tuple[bool, str]:
    """Whether a symbol is random, and its law."""
    found = study.facts.random.get(said.name) if sort.kind not in ORDER else None
    if found is not None and not said.random:
        study.because(said.name, f"{said.name} is random", *found)
    law = study.facts.laws.get(said.name, ("",))[0] if sort.kind in ("vector", "sign", "real") else ""
    return said.random or found is not None, said.law or law


def _sort(study: Study, name: str, said: Sort | None) -> Sort | None:
    known = study.solution.collector.symbols.get(name)
    if known is None or (said is not None and (said.dims or said.kind not in NEEDS_LENGTHS)):
        return said
    if is_number(known.member):
        return kind_of_number(study, name)
    value = known.member.root.value
    if value is None or value[0] == "family":
        problem = f"nothing says whether {name} is a number, a vector or a matrix"
        return study.note(name, "unsettled", problem, study.places(name), _remedy(study, name))
    study.because(name, f"{name} is {words(known.member)}", "", known.member.root.place)
    return event if value[0] == "event" else _tensor(study, name, value[1])


def _remedy(study: Study, name: str) -> str:
    """What would settle a symbol: what is said of itself, or of the capital letter that it stands beside."""
    known = study.solution.collector.symbols
    beside = {other for _, tree in study.trees if name in tree.free for other in tree.free}
    unknown = (other for other in known if other in beside and known[other].member.root.value is None)
    capital = next((other for other in unknown if is_capital(other)), "")
    return f"{capital}: matrix(n, d); or {capital} is a real" if capital else ""


def _tensor(study: Study, name: str, sides: tuple[Node, ...]) -> Sort | None:
    rows, columns = (study.length(side) for side in sides)
    if not (rows and columns):
        if not _follows(study, name, sides[0 if not rows else 1]):
            problem = f"a length of {name} is not printed, and may be one of the counts that are"
            remedy = f"{name}: vector(d)" if columns == "1" else f"{name}: matrix(n, d)"
            study.note(name, "unsettled", problem, study.places(name), remedy)
        return None
    if columns == "1":
        return Sort("vector", (rows,))
    return Sort("covector", (columns,)) if rows == "1" else Sort("matrix", (rows, columns))


def _follows(study: Study, name: str, side: Node) -> bool:
    """Whether a length is the range of an index that is open itself; then the remedy is that of the index."""
    votes = (vote for vote in study.solution.collector.votes if vote.letter and vote.slot.root is side.root)
    index = next((vote.letter for vote in votes if not study.solution.election.letters.get(vote.letter)), "")
    if index:
        problem = f"a length of {name} is the range of {index}, which is not printed"
        study.note(name, "unsettled", problem, study.places(name), f"{index} over n")
    return bool(index)


def _over(study: Study, name: str) -> tuple[str, ...] | None:
    """The ranges of a symbol's own indices."""
    found: list[str] = []
    for slot in study.solution.collector.symbols[name].over:
        length = dimension(slot)
        if not length:
            if not _follows(study, name, slot):
                problem = f"the range of an index of {name} is not printed"
                study.note(name, "unsettled", problem, study.places(name), f"{name}: vector(d) over n")
            return None
        votes = (v for v in study.solution.collector.votes if v.owner == name and v.slot.root is slot.root)
        place = next((vote.place for vote in votes), None)
        study.because(name, f"an index of {name} runs from 1 to {length}", "its uses", place)
        found.append(length)
    return tuple(found)


def _of(study: Study, name: str) -> tuple[Sort | str, ...]:
    """What a symbol is applied to: sorts where it always is applied, else words."""
    use, known = study.solution.collector.uses.get(name), study.solution.collector.symbols.get(name)
    raised = study.found.doubtful[name] and name not in study.found.applied  # a moment above it, and then a factor
    if use is None or known is None or not use.given or raised:
        return ()
    return tuple(_argument(study, name, place) for place in range(len(known.given)))


def _argument(study: Study, name: str, place: int) -> Sort | str:
    use, known = study.solution.collector.uses[name], study.solution.collector.symbols[name]
    given = {parts[place] for parts in use.given if len(parts) > place}
    if len(known.given) == 1 and name in study.facts.stepping:
        return "step"
    if len(known.given) == 1 and name in study.facts.moving:
        return "time"
    if given == {number(0)}:
        return "start"
    value = known.given[place].root.value
    if use.plain or place in known.mixed or value is None or value[0] != "tensor":
        return min((part.name for part in given if part.head == "symbol"), default="argument")
    rows, columns = (study.length(side) for side in value[1])
    if not (rows and columns):
        return "argument"
    if columns != "1":
        return Sort("matrix", (rows, columns))
    return real if rows == "1" else Sort("vector", (rows,))
