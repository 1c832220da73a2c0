r"""Which symbols may a formula use, and what is each? The notation table of a lecture.

Every symbol is declared once: spelling, sort, meaning, the ranges of its indices, what it is
applied to, and whether it depends on the random draw. Names: ``declare``, ``index``, ``Notation``
and the sorts ``count``, ``real``, ``positive``, ``nonnegative``, ``probability``, ``time``, ``sign``,
``event``, ``function``, ``vector(dim)``, ``matrix(rows, columns)``, ``family_of(sort, over)``.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ntkprops.errors import NotationError
from ntkprops.language.vocabulary import normal


@dataclass(frozen=True)
class Sort:
    """What kind of thing a formula denotes; ``dims`` are the spellings of its dimensions."""

    kind: str
    dims: tuple[str, ...] = ()

    def __str__(self) -> str:
        words = {
            "vector": "a vector of length {}",
            "covector": "a transposed vector of length {}",
            "matrix": "a {} x {} matrix",
            "index": "an index from 1 to {}",
            "family": "a family",
            "truth": "a relation",
            "event": "an event",
            "function": "a function",
        }
        return words.get(self.kind, "a scalar").format(*self.dims)

    @property
    def is_scalar(self) -> bool:
        """Whether the sort is a number, of whatever sign."""
        return self.kind in SCALAR_KINDS


SCALAR_KINDS = frozenset({"count", "real", "positive", "nonnegative", "probability", "time", "sign", "index"})

count = Sort("count")
real = Sort("real")
positive = Sort("positive")
nonnegative = Sort("nonnegative")
probability = Sort("probability")
time = Sort("time")
sign = Sort("sign")
event = Sort("event")
truth = Sort("truth")
function = Sort("function")


def vector(dim: str) -> Sort:
    r"""A column vector of length ``dim``, e.g. ``vector("d")``."""
    return Sort("vector", (dim,))


def matrix(rows: str, columns: str) -> Sort:
    """A matrix with the given numbers of rows and columns."""
    return Sort("matrix", (rows, columns))


def family_of(sort: Sort, over: str) -> Sort:
    r"""The whole family ``\{w_k\}_{k=1}^m`` of things of one sort."""
    return Sort("family", (sort.kind, *sort.dims, over))


@dataclass(frozen=True)
class Symbol:
    """One row of the table; see ``declare``."""

    name: str
    sort: Sort
    meaning: str = ""
    over: tuple[str, ...] = ()
    of: tuple[Sort | str, ...] = ()
    random: bool = False
    law: str = ""

    @property
    def applies(self) -> bool:
        """Whether an opening parenthesis behind the symbol applies it rather than multiplies."""
        return bool(self.of) or self.sort.kind == "function"

    @property
    def whole(self) -> Sort:
        """The sort of the bare symbol: a family if it has indices of its own."""
        return family_of(self.sort, self.over[0]) if self.over else self.sort


def declare(
    name: str,
    sort: Sort,
    meaning: str = "",
    *,
    over: Iterable[str] = (),
    of: Iterable[Sort | str] = (),
    random: bool = False,
    law: str = "",
) -> Symbol:
    r"""Declare one symbol.

    Args:
        name: the spelling without its indices and arguments: ``x`` for ``x_i``, ``\lambda_0``, ``H^*``.
        sort: what one member is.
        meaning: a few words for the reader of a report.
        over: the range of each index of the *family*: ``("m",)`` for ``w_k``. Components of a vector
            and entries of a matrix need no declaration.
        of: what the symbol is applied to: a sort for an argument that its definition names
            (``(vector("d"), ...)`` for ``f(x; w)``), else any word, e.g. ``("time",)`` for ``u(t)``.
        random: whether its value depends on the random draw.
        law: the law at the start, ``"gaussian"`` for N(0, I) or ``"rademacher"`` for uniform signs;
            members of a family are independent.
    """
    return Symbol(name, sort, meaning, tuple(over), tuple(of), random, law)


def index(*names: str, over: str) -> tuple[Symbol, ...]:
    """Declare index letters that run from 1 to ``over``."""
    return tuple(Symbol(name, Sort("index", (over,)), f"1, ..., {over}") for name in names)


@dataclass(frozen=True)
class Notation:
    """The table: symbols by spelling, the random draw, and the world of small exact instances.

    Args:
        symbols: rows from ``declare`` and ``index``, in any nesting of one level.
        always: formulas that hold throughout the lecture, as LaTeX; they may be used without mention.
        world: what yields small exact instances (see ``ntkprops.trial.world``), or None: then the notation and the
            notes' definitions say it, and a two-layer network is recognised.
        open: where the table was found and not typed, what is not settled, with what settles it: symbols, and whole
            formulas in which one means something else. None for a table that was typed: what it lacks is a slip.
    """

    symbols: tuple[Symbol | tuple[Symbol, ...], ...]
    always: tuple[str, ...] = ()
    world: Any = field(default=None, compare=False)
    open: tuple[tuple[str, str], ...] | None = None
    independent: frozenset[str] = field(init=False, default=frozenset())  # what the world says is drawn apart

    def __post_init__(self) -> None:
        object.__setattr__(self, "independent", frozenset(getattr(self.world, "independent", ())))

    def __hash__(self) -> int:
        return self._hash  # it is asked for whenever a formula is read

    @cached_property
    def _hash(self) -> int:
        return hash((self.symbols, self.always, self.open, self.independent))

    @cached_property
    def table(self) -> dict[str, Symbol]:
        """Spelling to row. Raises ``NotationError`` where one spelling has two meanings."""
        rows: dict[str, Symbol] = {}
        for entry in self.symbols:
            for row in entry if isinstance(entry, tuple) else (entry,):
                known = rows.setdefault(row.name, row)
                if known != row:
                    raise NotationError(
                        f"{row.name} is declared twice: as {known.sort} ({known.meaning or 'no meaning'}) and as "
                        f"{row.sort} ({row.meaning or 'no meaning'}). Give one of them another spelling."
                    )
        dims = {dim for row in rows.values() for dim in (*row.over, *row.sort.dims)}
        for dim in sorted(dims):
            if not dim.isdigit() and (dim not in rows or rows[dim].sort.kind != "count"):
                raise NotationError(f"the dimension {dim} must be declared as a count: declare({dim!r}, count).")
        return rows

    @cached_property
    def unsettled(self) -> dict[str, str]:
        """What is open, and what settles it."""
        return dict(self.open or ())

    @cached_property
    def spellings(self) -> dict[str, str]:
        r"""What is declared by its normal spelling: ``H^\infty`` also for ``H^{\infty}``."""
        return {normal(name): name for name in self.table}

    def nearest(self, spelling: str) -> str:
        r"""The declared spelling most like ``spelling``, or an empty string.

        >>> Notation((declare(r"\lambda_0", positive),)).nearest(r"\lambda")
        '\\lambda_0'
        """
        extensions = sorted((name for name in self.table if name.startswith(spelling)), key=len)
        close = difflib.get_close_matches(spelling, self.table, n=1, cutoff=0.5)
        return next(iter(extensions + close), "")
