r"""Where may a fact be used? Its instances at the variables that a question speaks of, and what they speak of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, product

import sympy as sp

from ntkprops.language.notation import Sort
from ntkprops.language.tree import Expr, number, relation, symbol
from ntkprops.proof.atoms import dummy_sort
from ntkprops.proof.facts import Fact
from ntkprops.proof.scalar import Inequality
from ntkprops.proof.workspace import Workspace

INSTANCES = 48  # of one fact per round at most


def speaks_of(ws: Workspace, fact: Inequality, live: set[sp.Symbol]) -> bool:
    """Whether the left side (either side of an equation) shares an atom with what is live.

    A side of plain symbols alone counts if it shares one of them; a number on the left leaves it to the right.
    """
    sides = [fact.left, fact.right] if fact.op == "=" or not fact.left.free_symbols else [fact.left]
    for side in sides:
        opaque = {s for s in side.free_symbols if not ws.canon.atoms.is_plain(s)}
        if (opaque or side.free_symbols) & live:
            return True
    return False


def variables(ws: Workspace) -> dict[str, Sort]:
    """Every variable that a fact may be instantiated at, with its sort."""
    atoms, found = ws.canon.atoms, {}
    mentioned = frozenset().union(*(atoms.info[s].names for s in ws.live() if s in atoms.info))
    for name in sorted(mentioned):
        row = ws.notation.table.get(name)
        sort = dummy_sort(name) or (row.sort if row and not row.over else None)
        if sort is not None and (sort.kind in ("index", "time") or dummy_sort(name)):
            found[name] = sort
        elif row is None and sort is None:
            found[name] = Sort("time")  # a variable of the ledger, such as s
    return found


def instances(ws: Workspace, fact: Fact, names: dict[str, Sort]) -> Iterator[Fact]:
    """A fact with its own variables kept or put in the place of others of their sort, at most ``INSTANCES`` times."""
    own = sorted(fact.universal)
    choices = [list(_choices(ws, name, names)) for name in own]
    for values in islice(product(*choices), INSTANCES):
        chosen = dict(zip(own, values, strict=True))
        instance = fact.at(chosen)
        yield replace(instance, conditions=(*instance.conditions, *_times(ws, chosen)))


def _times(ws: Workspace, chosen: dict[str, Expr]) -> Iterator[Fact]:
    """That what stands for a time is one: a variable of which only a range is known must not be negative."""
    for name, value in chosen.items():
        row = ws.notation.table.get(name)
        is_time = row is not None and row.sort.kind == "time"
        if is_time and not ws.canon.atoms.plain(value.name).is_nonnegative:
            yield Fact(relation(number(0), "<=", value), "a time")


def _choices(ws: Workspace, variable: str, names: dict[str, Sort]) -> Iterator[Expr]:
    row = ws.notation.table.get(variable)
    sort = dummy_sort(variable) or (row.sort if row and not row.over else Sort("time"))
    yield symbol(variable)
    for name, other in names.items():
        same = other.dims == sort.dims if sort.kind == "index" else other.kind in ("time", "real")
        if name != variable and same:
            yield symbol(name)


__all__ = ["instances", "speaks_of", "variables"]
