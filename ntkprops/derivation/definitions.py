r"""What do printed equations define? Rewritings, by the spelling they define.

A ``Rewrite`` replaces every instance of a pattern: ``H_{ij} := ...`` for all ``i, j``. A function of time that is
defined without one is defined at all times. A body that speaks of an index which its left side does not have defines
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from ntkprops.language.notation import Notation
from ntkprops.language.tree import Expr, defined, free_symbols, links, number, replace_free, symbol, transform, walk

AVERAGES = frozenset({"E", "Pr", "Var"})


@dataclass(frozen=True)
class Rewrite:
    """``pattern`` becomes ``body`` for every value of ``variables``."""

    pattern: Expr
    body: Expr
    variables: frozenset[str]
    name: str = ""

    @property
    def averages(self) -> bool:
        """Whether a mean, a probability or a variance stands in the body."""
        return any(part.head in AVERAGES for part in walk(self.body))

    def apply(self, expr: Expr) -> Expr | None:
        """The rewritten tree if ``expr`` is an instance of the pattern, else None."""
        values = match(self.pattern, expr, self.variables)
        return None if values is None else replace_free(self.body, values)


def match(pattern: Expr, expr: Expr, variables: frozenset[str]) -> dict[str, Expr] | None:
    """The values of ``variables`` for which ``pattern`` is ``expr``, or None.

    >>> from ntkprops.language.tree import Expr, symbol
    >>> match(Expr("entry", (symbol("u"), symbol("i"))), Expr("entry", (symbol("u"), symbol("j"))), frozenset("i"))
    {'i': Expr(head='symbol', args=(), name='j')}
    """
    if pattern.head == "symbol" and pattern.name in variables:
        return {pattern.name: expr}
    if (pattern.head, pattern.name, len(pattern.args)) != (expr.head, expr.name, len(expr.args)):
        return None
    values: dict[str, Expr] = {}
    for one, other in zip(pattern.args, expr.args, strict=True):
        found = match(one, other, variables)
        if found is None or any(values.get(key, value) != value for key, value in found.items()):
            return None
        values.update(found)
    return values


def unfolded(
    rewrites: Iterable[Rewrite],
    tree: Expr,
    depends: Callable[[Expr], bool],
    hides: Callable[[str, frozenset[str]], bool] = lambda name, names: False,
) -> Expr | None:
    """What the first rewriting that changes a tree makes of it, or None.

    What ``depends`` on the draw is not put under a mean: ``G(q) := E[q X]`` at ``q = X`` is not ``E[X X]``. Nor is
    anything put for what a body ``hides``: ``G(q) := b`` with ``b := 2 q`` at ``q = 5`` is not ``b``.
    """
    for rule in rewrites:
        values = match(rule.pattern, tree, rule.variables)
        if values is None or (rule.averages and any(map(depends, values.values()))):
            continue
        if replace_free(rule.pattern, values) != tree:  # one thing stands for two, of which one is differentiated by
            continue
        if any(value != symbol(name) and hides(name, rule.body.free) for name, value in values.items()):
            continue
        body = replace_free(rule.body, values)
        if body != tree:
            return body
    return None


def root_of(expr: Expr) -> Expr:
    """What an applied, dotted or indexed thing is made of."""
    while expr.head in ("apply", "dot", "entry"):
        expr = expr.args[0]
    return expr


def bare(expr: Expr) -> frozenset[str]:
    """The symbols that occur without being applied: ``w`` in ``w_k``, not in ``w_k(0)``."""
    if expr.head == "symbol":
        return frozenset({expr.name})
    args = expr.args[1:] if expr.head == "apply" else expr.args
    return frozenset().union(*(bare(arg) for arg in args))


def is_path(tree: Expr, name: str, paths: frozenset[str]) -> bool:
    """Whether a tree is one of some functions of time, or a member or component of one, at the time ``name``."""
    base = tree.args[0] if tree.head == "entry" else tree
    indices = tree.args[1:] if tree.head == "entry" else ()
    at_time = (
        base.head == "apply"
        and base.args[0].head == "symbol"
        and base.args[0].name in paths
        and base.args[1:] == (symbol(name),)
    )
    return at_time and all(name not in index.free for index in indices)


def at_time(expr: Expr, notation: Notation, moment: Expr) -> Expr:
    r"""The tree with every bare function of time taken at ``moment``: ``H`` becomes ``H(t)``."""

    def timed(node: Expr) -> Expr:
        if node.head == "symbol":
            row = notation.table.get(node.name)
            if row is not None and row.of == ("time",):
                return Expr("apply", (node, moment))
        if node.head == "apply" and node.args[0].head == "apply":  # it had a time already
            return Expr("apply", (node.args[0].args[0], *node.args[1:]))
        return node

    return transform(expr, timed)


def definitions(tree: Expr, notation: Notation) -> Iterator[tuple[str, Rewrite]]:
    """The rewritings that a chain with ``=`` or ``:=`` gives, by the spelling they define."""
    items = tree.args if tree.head == "items" else (tree,)
    if not all(item.head == "chain" or _is_whole(item, notation) for item in items):
        return  # an existence, or something said of a part of a range only
    for item in items:
        if item.head != "chain":
            continue
        for place, (left, op, right) in enumerate(links(item)):
            if op not in ("=", ":=") or (op == "=" and place > 0):
                continue
            target, body = defined(left, right, place) if op == ":=" else (left, right)
            yield from _rewrites(target, body, notation)


def _rewrites(target: Expr, body: Expr, notation: Notation) -> Iterator[tuple[str, Rewrite]]:
    root = root_of(target)
    if root.head != "symbol" or body.head in ("landau", "blank") or _loose(target, body, notation):
        return
    dotted = any(part.head == "dot" for part in walk(target))
    name = rf"\dot{{{root.name}}}" if dotted else root.name
    variables = frozenset(free_symbols(target) - {root.name})
    body = body.args[0] if body.head == "transpose" and body.args[0].head == "family" else body
    if body.head == "family" and target.head == "symbol":
        variable, _, _, member = body.args
        target, body, variables = Expr("entry", (target, variable)), member, frozenset({variable.name})
    yield name, Rewrite(target, body, variables, name)
    row = notation.table.get(root.name)
    if target.head == "apply" and target.args[0].head == "dot" and row is not None and row.over:
        index = symbol("\0index")  # \dot{w}(s) := ... also says what \dot{w}_k(s) is
        yield name, Rewrite(Expr("entry", (target, index)), _member(body, index), variables | {"\0index"}, name)
    if row is not None and row.of == ("time",) and "apply" not in {part.head for part in walk(target)}:
        moment = symbol("\0time")
        timed, at = at_time(target, notation, moment), at_time(body, notation, moment)
        yield name, Rewrite(timed, at, variables | {"\0time"}, name)


def _is_whole(item: Expr, notation: Notation) -> bool:
    r"""Whether an item is a quantifier over everything of a sort: ``\forall i \in [n]``, ``\forall t \geq 0``."""
    if item.head != "forall":
        return False
    (what,) = item.args
    if what.head == "symbol" or (what.name == "in" and what.args[1].head == "space" and len(what.args[1].args) == 1):
        return True
    row = notation.table.get(what.args[0].name)
    return what.name == ">=" and what.args[1:] == (number(0),) and row is not None and row.sort.kind == "time"


def _loose(target: Expr, body: Expr, notation: Notation) -> bool:
    """Whether a body speaks of an index, or a time, that what it defines does not have: then it defines nothing."""
    table = notation.table
    free = free_symbols(body) - free_symbols(target)
    row = table.get(root_of(target).name)
    timeless = row is not None and row.of == ("time",) and "apply" not in {part.head for part in walk(target)}
    kinds = ("index", "time") if timeless else ("index",)
    return any(name in table and table[name].sort.kind in kinds and not table[name].over for name in free)


def _member(body: Expr, index: Expr) -> Expr:
    """The member of a family that is given by a formula: entries are taken inside sums and signs."""
    if body.head in ("neg", "add"):
        return replace(body, args=tuple(_member(arg, index) for arg in body.args))
    return Expr("entry", (body, index))


__all__ = ["AVERAGES", "Rewrite", "at_time", "bare", "definitions", "is_path", "match", "root_of", "unfolded"]
