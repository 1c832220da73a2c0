r"""Which symbols do the hypotheses fix? ``solved(facts, ..)``: rewritings from equations with a bare symbol on a side.

``r = b - A x`` says what ``r`` is, ``\sigma^2 = \mathrm{Var}(X)`` what a positive ``\sigma`` is, ``r_i = b_i - c`` what
every member is. The equation is still among the hypotheses that a witness must obey.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ntkprops.language.notation import Symbol
from ntkprops.language.tree import Expr, number, replace_free, symbol
from ntkprops.proof.facts import Fact, Rewrite

ROOTED = ("positive", "nonnegative", "real", "probability", "time")


@dataclass(frozen=True)
class Recursion:
    """``e_{k+1} = body``, where the body speaks of members up to ``e_k``."""

    name: str
    variable: str
    body: Expr


def solved(
    facts: Iterable[Fact], free: Mapping[str, Symbol], defined: Mapping[str, Sequence[Rewrite]]
) -> dict[str, Rewrite]:
    """What equations among hypotheses say that free symbols are, each said once and never by itself.

    Args:
        facts: the hypotheses.
        free: the symbols that may be fixed, by spelling.
        defined: what is defined already.
    """
    found: dict[str, Rewrite] = {}
    for fact in facts:
        if fact.relation.name != "=" or fact.conditions:
            continue
        left, right = fact.relation.args
        for target, body in ((left, right), (right, left)):
            rule = _rule(target, body, fact, free)
            if rule is None or rule.name in found:
                continue
            known = {**defined, **{name: (one,) for name, one in found.items()}}
            if rule.name not in reached(rule.body, known):
                found[rule.name] = rule
                break
    return found


def wholes(defined: Mapping[str, Sequence[Rewrite]], table: Mapping[str, Symbol]) -> dict[str, list[Rewrite]]:
    """What families are whose members are defined, ``H_{ij} := ..``, ``w_k(t+1) = ..``, as rewritings of the whole."""
    found: dict[str, list[Rewrite]] = {}
    for name, rules in defined.items():
        if (row := table.get(name)) is not None:
            made = [_whole(rule, (*row.over, *row.sort.dims), len(row.over)) for rule in rules]
            found[name] = [rule for rule in made if rule is not None]
    return found


def _whole(rule: Rewrite, dims: Sequence[str], own: int) -> Rewrite | None:
    base, *indices = rule.pattern.args if rule.pattern.head == "entry" else (rule.pattern,)
    names = frozenset(at.name for at in indices)
    if not names or len(names) < len(indices) or len(names) not in (own, len(dims)) or not names <= rule.variables:
        return None
    if base.head == "symbol" and base.name in rule.body.free:
        return None
    body = rule.body
    for at, dim in reversed(tuple(zip(indices, dims, strict=False))):
        body = Expr("family", (at, number(1), number(int(dim)) if dim.isdigit() else symbol(dim), body))
    return Rewrite(base, body, rule.variables - names, rule.name)


def recursions(facts: Iterable[Fact], free: Mapping[str, Symbol]) -> dict[str, Recursion]:
    r"""The sequences that equations continue, ``e_{k+1} = \ldots, \forall k \in [T]``."""
    found: dict[str, Recursion] = {}
    for fact in facts:
        if fact.relation.name != "=" or fact.conditions:
            continue
        left, right = fact.relation.args
        for target, body in ((left, right), (right, left)):
            base = target.args[0] if target.head == "entry" else target
            row = free.get(base.name) if base.head == "symbol" and len(target.args) == 2 else None
            at = target.args[1] if row is not None else target
            names = at.free & fact.universal
            if row is not None and len(row.over) == 1 and len(names) == 1 and at.head == "add":
                (variable,) = names
                if at == Expr("add", (symbol(variable), number(1))) and row.name in body.free:
                    found.setdefault(row.name, Recursion(row.name, variable, body))
    return found


def reached(tree: Expr, defined: Mapping[str, Sequence[Rewrite]]) -> frozenset[str]:
    """The symbols of a formula and of all that it is defined through."""
    waiting, found = [tree], set()
    while waiting:
        for name in waiting.pop().free - found:
            found.add(name)
            waiting += [rule.body for rule in defined.get(name, ())]
    return frozenset(found)


def _rule(target: Expr, body: Expr, fact: Fact, free: Mapping[str, Symbol]) -> Rewrite | None:
    if target.head == "pow" and target.args[1] == number(2) and _is_scalar(target.args[0], free):
        row = free[target.args[0].name]
        return _rule(target.args[0], Expr("sqrt", (body,)), fact, free) if row.sort.kind in ROOTED else None
    if target.head == "symbol" and target.name in free and target.name not in fact.universal:
        first = {name: number(1) for name in body.free & fact.universal}  # it is obeyed if the same for every index
        return Rewrite(target, replace_free(body, first), frozenset(), target.name)
    if target.head == "entry" and len(target.args) == 2 and target.args[0].name in free:
        return _member(target, body, fact, free[target.args[0].name])
    return None


def _is_scalar(tree: Expr, free: Mapping[str, Symbol]) -> bool:
    row = free.get(tree.name) if tree.head == "symbol" else None
    return row is not None and row.sort.is_scalar and not row.over


def _member(target: Expr, body: Expr, fact: Fact, row: Symbol) -> Rewrite | None:
    """``r_i = ..`` for all ``i``, as a family."""
    _, at = target.args
    over = row.over if row.over else row.sort.dims
    if at.head != "symbol" or at.name not in fact.universal or len(over) != 1:
        return None
    others = {name: number(1) for name in body.free & fact.universal - {at.name}}
    last = number(int(over[0])) if over[0].isdigit() else symbol(over[0])
    family = Expr("family", (at, number(1), last, replace_free(body, others)))
    return Rewrite(target.args[0], family, frozenset(), row.name)
