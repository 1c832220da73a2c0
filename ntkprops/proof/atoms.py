r"""The opaque scalars of the canonical form: what each SymPy symbol stands for, its sign, what it depends on.

An ``Atom`` is a norm, a probability, a sum, an inner product, a component: anything that algebra does not look into.
Equal things get equal symbols, because the table is keyed by the canonical form of what stands inside.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import sympy as sp

from ntkprops.derivation.terms import SIGNS
from ntkprops.language.notation import Notation, Sort
from ntkprops.language.tree import Expr

Key = tuple[Any, ...]


def dummy(name: str, sort: Sort) -> str:
    """The spelling of a bound variable; it carries its range, so that no table of them is needed."""
    return f"#{name}:{sort.dims[0]}" if sort.kind == "index" else f"#{name}"


def unused(sort: Sort, taken: Iterable[str]) -> str:
    """The first dummy of a sort that is not among ``taken``: equal formulas get equal dummies, wherever they stand."""
    kept = frozenset(taken)
    return next(name for place in count(1) if (name := dummy(str(place), sort)) not in kept)


def fresh(name: str, sort: Sort) -> str:
    """The spelling of a variable of which a proof assumes nothing but its range."""
    return "@" + dummy(name, sort)[1:]


def dummies(names: Iterable[str]) -> frozenset[str]:
    """The bound variables among some names."""
    return frozenset(name for name in names if name.startswith("#"))


def dummy_sort(name: str) -> Sort | None:
    """The sort of a bound or fresh variable, or None for any other spelling."""
    if name[:1] not in ("#", "@"):
        return None
    return Sort("index", (name.split(":", 1)[1],)) if ":" in name else Sort("real")


@dataclass(frozen=True)
class Atom:
    """What a symbol stands for: its key, how it prints, the names it mentions, whether it is random."""

    key: Key
    shown: str
    names: frozenset[str]
    random: bool
    plain: bool = False


@dataclass
class Atoms:
    """The table, filled as formulas are read into it."""

    notation: Notation
    symbols: dict[Key, sp.Symbol] = field(default_factory=dict)
    info: dict[sp.Basic, Atom] = field(default_factory=dict)
    printed: dict[Key, Expr] = field(default_factory=dict)  # an event as it was first read

    def plain(self, name: str) -> sp.Symbol:
        """The symbol of a declared or bound scalar, with the assumptions of its sort."""
        row = self.notation.table.get(name)
        sort = dummy_sort(name) or (row.sort if row else Sort("real"))
        symbol = sp.Symbol(name, **SIGNS.get(sort.kind, {"real": True}))
        random = bool(row and row.random)
        self.info.setdefault(symbol, Atom(("plain", name), name, frozenset({name}), random, plain=True))
        return symbol

    def opaque(self, key: Key, shown: str, names: Iterable[str], *, fixed: bool = False, **assume: bool) -> sp.Symbol:
        """The symbol of ``key``; ``fixed`` marks what no longer depends on the draw (an expectation)."""
        if key not in self.symbols:
            taken = {symbol.name for symbol in self.symbols.values()}
            name = shown
            while name in taken:
                name += "′"  # unlike any printed prime
            symbol = sp.Symbol(name, **(assume or {"real": True}))
            kept = frozenset(names)
            self.symbols[key] = symbol
            self.info[symbol] = Atom(key, shown, kept, not fixed and self.is_random(kept))
        return self.symbols[key]

    def key(self, part: sp.Basic) -> Key:
        """The key of an atom; of anything else one that is like no key."""
        found = self.info.get(part)
        return ("",) if found is None else found.key

    def is_plain(self, part: sp.Basic) -> bool:
        """Whether a symbol is one of the notes' own scalars."""
        found = self.info.get(part)
        return found is not None and found.plain

    def is_random(self, names: Iterable[str]) -> bool:
        """Whether any of the names depends on the draw."""
        rows = (self.notation.table.get(name) for name in names)
        return any(row is not None and row.random for row in rows)

    def names(self, expr: sp.Basic) -> frozenset[str]:
        """Every declared or bound name that an expression mentions, looking into its atoms."""
        found: frozenset[str] = frozenset()
        for symbol in expr.free_symbols:
            found |= self.info[symbol].names if symbol in self.info else frozenset({str(symbol)})
        return found

    def varies(self, expr: sp.Basic) -> bool:
        """Whether an expression depends on the draw."""
        return any(self.info[s].random for s in expr.free_symbols if s in self.info)
