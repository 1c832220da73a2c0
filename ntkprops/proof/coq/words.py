r"""Roots, exponentials and logarithms as letters: ``read(facts)``, so that what is left are polynomials.

``sqrt(n)`` becomes ``r1`` and with it ``n`` becomes ``r1^2``; ``exp(-a s)`` and ``exp(-a s / 2)`` become ``e1^2``
and ``e1``; ``log(2 n^2 / d)`` becomes ``l1 + 2 l2 - l3``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sympy as sp

from ntkprops.proof.scalar import Inequality


@dataclass(frozen=True)
class Words:
    """What each letter stands for, in the order in which Coq introduces them.

    Args:
        logs: every logarithm met, with its sum of logarithms of symbols and numbers.
        exps: every exponential met, with its letter and the power of that letter that it is.
        bases: the letters of exponentials with their exponents.
        roots: the letters of square roots with what stands under the root.
        atoms: the letters of logarithms that are no sum.
    """

    logs: tuple[tuple[Any, Any], ...] = ()
    exps: tuple[tuple[Any, sp.Symbol, int], ...] = ()
    bases: tuple[tuple[sp.Symbol, Any], ...] = ()
    roots: tuple[tuple[sp.Symbol, Any], ...] = ()
    atoms: tuple[tuple[sp.Symbol, Any], ...] = ()

    def spell(self, expr: Any) -> Any:
        """The expression over letters and symbols."""
        found = expr.xreplace(dict(self.logs)).xreplace({log: letter for letter, log in self.atoms})
        found = found.xreplace({whole: letter**power for whole, letter, power in self.exps})
        for letter, under in self.roots:
            found = found.replace(
                lambda e, u=under: e.is_Pow and e.base == u and e.exp.is_Rational and e.exp.q == 2,
                lambda e, s=letter: s ** (2 * e.exp),
            )
            if is_plain(under):
                found = found.xreplace({under: letter**2})
        return found

    def squared(self, expr: Any) -> Any:
        """An expression over letters with the squares of roots put in for roots of anything but a symbol and pi."""
        found = sp.expand(expr)
        for letter, under in self.roots:
            if not is_plain(under):
                found = sp.expand(sp.rem(found, letter**2 - self.spell(under), letter))
        return found


def is_plain(under: Any) -> bool:
    """Whether what stands under a root is written as the square of the root, and not the other way round."""
    return bool(under.is_Symbol or under == sp.pi)


def read(expressions: Iterable[Any]) -> Words:
    """The letters that some expressions need."""
    together: Any = sp.Tuple(*expressions)
    logs = _sorted(together.atoms(sp.log))
    sums = tuple((log, sp.expand_log(log)) for log in logs)
    primitive = _sorted(set().union(*(value.atoms(sp.log) for _, value in sums)))
    atoms = tuple((sp.Symbol(f"l{place}", real=True), log) for place, log in enumerate(primitive, 1))
    exps, bases = _exponentials(_sorted(together.atoms(sp.exp)))
    halves = {p.base for p in together.atoms(sp.Pow) if p.exp.is_Rational and p.exp.q == 2}
    roots = tuple((_root(place, under), under) for place, under in enumerate(_sorted(halves), 1))
    return Words(tuple(pair for pair in sums if pair[0] != pair[1]), exps, bases, roots, atoms)


@dataclass(frozen=True)
class Cleared:
    """``numerator / denominator`` is the larger side minus the smaller one; the denominator is positive."""

    op: str
    numerator: Any
    denominator: Any


def clear(fact: Inequality, words: Words) -> Cleared:
    """A relation over one positive denominator, as polynomials in the letters.

    >>> m = sp.Symbol("m", positive=True)
    >>> clear(Inequality(1 / m, "<=", sp.Integer(2)), Words())
    Cleared(op='<=', numerator=2*m - 1, denominator=m)
    """
    below, above = (fact.left, fact.right) if fact.op not in (">=", ">") else (fact.right, fact.left)
    above, below = sp.fraction(sp.cancel(words.spell(above) - words.spell(below)))
    if sp.Poly(below).LC() < 0 if below.free_symbols else below < 0:
        above, below = -above, -below
    return Cleared(fact.op.replace(">", "<"), sp.expand(above), sp.factor(below))


def _root(place: int, under: Any) -> sp.Symbol:
    name = f"r{place}"
    return sp.Symbol(name, positive=True) if under.is_positive else sp.Symbol(name, nonnegative=True)


def _exponentials(
    found: list[Any],
) -> tuple[tuple[tuple[Any, sp.Symbol, int], ...], tuple[tuple[sp.Symbol, Any], ...]]:
    """Exponentials whose exponents are rational multiples of each other are powers of one."""
    groups: list[list[Any]] = []
    for whole in found:
        group = next((g for g in groups if sp.cancel(whole.exp / g[0].exp).is_positive and _ratio(whole, g[0])), None)
        groups.append([whole]) if group is None else group.append(whole)
    exps, bases = [], []
    for place, group in enumerate(groups, 1):
        ratios = [_ratio(whole, group[0]) for whole in group]
        unit = sp.gcd_list(ratios) if len(ratios) > 1 else sp.Integer(1)
        letter = sp.Symbol(f"e{place}", positive=True)
        bases.append((letter, sp.expand(unit * group[0].exp)))
        exps += [(whole, letter, int(ratio / unit)) for whole, ratio in zip(group, ratios, strict=True)]
    return tuple(exps), tuple(bases)


def _ratio(first: Any, second: Any) -> Any:
    ratio = sp.cancel(first.exp / second.exp)
    return ratio if isinstance(ratio, sp.Rational) else None


def _sorted(found: Iterable[Any]) -> list[Any]:
    return sorted(found, key=sp.default_sort_key)
