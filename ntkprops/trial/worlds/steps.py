r"""Discrete dynamics: ``w(k+1) = w(k) - \eta \nabla L(w(k))`` iterated. ``stepped(tree, at, rules)`` is one step.

A recursion that the notes print says what ``w(2)`` is in terms of ``w(1)``; where it begins, ``w(0)``, is free.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from ntkprops.language.tree import Expr, number, replace_free, symbol, walk
from ntkprops.proof.facts import Rewrite

MOST_STEPS = 8


def start_of(name: str) -> str:
    """The spelling of where something begins, as a symbol of its own."""
    return f"{name}(0)"


def variable_of(rule: Rewrite) -> str:
    """The variable of a recursion ``w(k+1) = ..``; empty for any other definition."""
    pattern = rule.pattern
    if pattern.head != "apply" or len(pattern.args) != 2 or pattern.args[0].head != "symbol":
        return ""
    at = pattern.args[1]
    if at.head != "add" or len(at.args) != 2 or at.args[1] != number(1) or at.args[0].head != "symbol":
        return ""
    return at.args[0].name if at.args[0].name in rule.variables else ""


def is_stepped(rules: Iterable[Rewrite]) -> bool:
    """Whether one of some definitions is a recursion."""
    return any(variable_of(rule) for rule in rules)


def moves_in_steps(name: str, tree: Expr, definitions: Mapping[str, Sequence[Rewrite]]) -> bool:
    """Whether a formula takes something at a time that only a recursion says the value of: such a time is whole."""
    applied = [part for part in walk(tree) if part.head == "apply" and any(name in arg.free for arg in part.args[1:])]
    waiting, seen = [part.args[0] for part in applied], set()
    while waiting:
        for found in waiting.pop().free - seen:
            seen.add(found)
            if is_stepped(definitions.get(found, ())):
                return True
            waiting += [rule.body for rule in definitions.get(found, ())]
    return False


def stepped(name: str, at: object, rules: Iterable[Rewrite]) -> Expr | None:
    """What a recursion says of a symbol after ``at`` steps: its start, or the body in terms of the step before.

    >>> from ntkprops.language.tree import symbol
    >>> stepped("w", Fraction(0), (Rewrite(Expr("apply", (symbol("w"), Expr("add", (symbol("k"), number(1))))),
    ...     Expr("apply", (symbol("w"), symbol("k"))), frozenset("k"), "w"),)).name
    'w(0)'
    """
    rule = next((rule for rule in rules if variable_of(rule)), None)
    if rule is None or not isinstance(at, Fraction) or at.denominator != 1 or not 0 <= at <= MOST_STEPS:
        return None
    if at == 0:
        return symbol(start_of(name))
    return replace_free(rule.body, {variable_of(rule): number(int(at) - 1)})
