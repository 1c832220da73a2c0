r"""Random exact instances of a notation: ``model(rng, notation)``, and the search for one that breaks a claim.

Values obey the sorts; what is random gets a joint law of a few atoms, fair signs their own. Functions of time are
polynomials, other functions of a number are piecewise linear. A Gaussian law has no atoms: ``Unknown``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

from adversary.arithmetic import Undefined, Unknown
from adversary.claims import Model
from adversary.oracle import breaks, obeys
from ntkprops.language import Notation
from ntkprops.language.notation import Sort, Symbol
from ntkprops.language.reader import read
from ntkprops.statement import Statement

REALS = tuple(Fraction(p, q) for p in (-7, -3, -2, -1, 0, 1, 2, 3, 7) for q in (1, 2, 3))
CHANCES = (Fraction(1, 2), Fraction(1, 10), Fraction(9, 10), Fraction(1, 3))
WEIGHTS = (1, 1, 2, 3, 7)
MOST_SIGNS = 6


def scalar(rng: Random, kind: str) -> Fraction:
    """A number of a scalar sort."""
    if kind in ("count", "index"):
        return Fraction(rng.choice((1, 1, 2, 3)))
    if kind == "sign":
        return Fraction(rng.choice((-1, 1)))
    if kind == "probability":
        return rng.choice(CHANCES)
    found = rng.choice(REALS)
    if kind == "positive":
        return abs(found) or Fraction(1, 5)
    return abs(found) if kind in ("nonnegative", "time") else found


def _thing(rng: Random, sort: Sort, sizes: Mapping[str, int]) -> Any:
    if sort.kind == "event":
        return rng.random() < 0.5
    if sort.is_scalar:
        return scalar(rng, sort.kind)
    shape = [int(dim) if dim.isdigit() else sizes[dim] for dim in sort.dims]
    if sort.kind == "vector":
        return tuple(scalar(rng, "real") for _ in range(shape[0]))
    if sort.kind == "matrix":
        return tuple(tuple(scalar(rng, "real") for _ in range(shape[1])) for _ in range(shape[0]))
    raise Unknown(f"no random {sort}")


def _member(rng: Random, row: Symbol, sizes: Mapping[str, int]) -> Any:
    """A value of a symbol: a tuple of members where it is a family of one index, of tuples where of two."""
    if len(row.over) > 2:
        raise Unknown("a family of three indices")
    ends = [int(over) if over.isdigit() else sizes[over] for over in row.over]
    if len(ends) == 2:
        return tuple(tuple(_thing(rng, row.sort, sizes) for _ in range(ends[1])) for _ in range(ends[0]))
    return tuple(_thing(rng, row.sort, sizes) for _ in range(ends[0])) if ends else _thing(rng, row.sort, sizes)


def _moving(one: Any, rate: Any, bend: Any) -> Callable[[Any], Any]:
    """The polynomial ``one + rate t + bend t^2``, by entries."""

    def at(t: Any) -> Any:
        def mixed(a: Any, b: Any, c: Any) -> Any:
            return tuple(map(mixed, a, b, c)) if isinstance(a, tuple) else a + b * t + c * t * t

        return mixed(one, rate, bend)

    return at


def _bent(slope: Any, other: Any) -> Callable[[Any], Any]:
    return lambda x: slope * x if x < 0 else other * x


def _value(rng: Random, row: Symbol, sizes: Mapping[str, int]) -> Any:
    if not row.applies:
        return _member(rng, row, sizes)
    if row.of == ("time",):
        parts = [_member(rng, row, sizes) for _ in range(3)]
        flat = rng.random()
        return _moving(parts[0], *(_zero(part) if flat < share else part for part, share in zip(parts[1:], (0.3, 0.6), strict=True)))
    if len(row.of) == 1 and getattr(row.of[0], "is_scalar", False):
        return _bent(scalar(rng, "real"), scalar(rng, "real"))
    raise Unknown(f"no random {row.name}")


def _zero(thing: Any) -> Any:
    return tuple(map(_zero, thing)) if isinstance(thing, tuple) else Fraction(0)


def model(rng: Random, notation: Notation) -> Model:
    """A random instance of all symbols but index letters.

    Raises:
        Unknown: for a symbol that has no finite law or no random value here.
    """
    rows = [row for row in notation.table.values() if row.sort.kind != "index" or row.over]
    sizes = {row.name: rng.choice((1, 2, 2, 3)) for row in rows if row.sort.kind == "count" and not row.random and not row.over}
    values: dict[str, Any] = {name: Fraction(size) for name, size in sizes.items()}
    values |= {row.name: _value(rng, row, sizes) for row in rows if not row.random and row.name not in values}
    drawn = [row for row in rows if row.random]
    if any(row.law not in ("", "rademacher") for row in drawn):
        raise Unknown("a law without atoms")
    signs = [row for row in drawn if row.law]
    free = [row for row in drawn if not row.law]
    draws = []
    for chance, fixed in _signs(signs, sizes):
        for share, atom in _atoms(rng, free, sizes):
            draws.append((chance * share, {**fixed, **atom}))
    return Model(values, tuple(draws))


def _atoms(rng: Random, rows: list[Symbol], sizes: Mapping[str, int]) -> list[tuple[Fraction, dict[str, Any]]]:
    if not rows:
        return [(Fraction(1), {})]
    weights = [rng.choice(WEIGHTS) for _ in range(rng.choice((1, 2, 3)))]
    return [(Fraction(weight, sum(weights)), {row.name: _value(rng, row, sizes) for row in rows}) for weight in weights]


def _signs(rows: list[Symbol], sizes: Mapping[str, int]) -> list[tuple[Fraction, dict[str, Any]]]:
    """Every outcome of independent fair signs."""
    lengths = [sizes[row.over[0]] if row.over else 1 for row in rows]
    if sum(lengths) > MOST_SIGNS:
        raise Unknown("too many signs")
    found = []
    for flips in product((Fraction(-1), Fraction(1)), repeat=sum(lengths)):
        values, start = {}, 0
        for row, length in zip(rows, lengths, strict=True):
            values[row.name] = flips[start : start + length] if row.over else flips[start]
            start += length
        found.append((Fraction(1, 2 ** sum(lengths)), values))
    return found


def _all(thing: Any, number: Fraction) -> Any:
    return tuple(_all(part, number) for part in thing) if isinstance(thing, tuple) else number


def used(statement: Statement, notation: Notation) -> Notation:
    """The symbols that a statement speaks of, with their sizes."""
    texts = (*notation.always, *statement.given, *statement.then, *filter(None, (statement.for_all, statement.probability)))
    names = frozenset().union(*(read(text, notation).free for text in texts))
    rows = [row for row in notation.table.values() if row.name in names]
    names |= {dim for row in rows for dim in (*row.over, *row.sort.dims)}
    return replace(notation, symbols=tuple(row for row in notation.table.values() if row.name in names))


def found(
    rng: Random,
    statement: Statement,
    notation: Notation,
    *,
    breaking: bool,
    tries: int = 60,
    filled: Mapping[str, Fraction] | None = None,
) -> Model | None:
    """An instance that obeys what a statement is given and breaks it (or does not), or None where none was met.

    ``filled`` names symbols of which all entries are one number.
    """
    for _ in range(tries):
        try:
            one = model(rng, notation)
            fixed = {name: _all(one.values[name], number) for name, number in (filled or {}).items()}
            one = Model({**one.values, **fixed}, one.draws)
            if obeys(statement, notation, one) and breaks(statement, notation, one) == breaking:
                return one
        except Undefined:
            continue
    return None
