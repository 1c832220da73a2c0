r"""Vectors and matrices as linear combinations of opaque keys with scalar coefficients.

``Linear`` is what the canonical form makes of a non-scalar formula: ``2 u(t) - H y`` becomes
``{("u", t): 2, ("product", H, y): -1}``. Coefficients are SymPy expressions over the atoms of ``canon.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sympy as sp

Key = tuple[Any, ...]


@dataclass(frozen=True)
class Linear:
    """A sorted linear combination; ``kind`` is ``vector``, ``covector`` or ``matrix``."""

    kind: str
    terms: tuple[tuple[Key, sp.Expr], ...]

    @staticmethod
    def of(kind: str, terms: dict[Key, sp.Expr]) -> Linear:
        """The combination with zero coefficients dropped and keys in a fixed order."""
        kept = {key: sp.expand(value) for key, value in terms.items()}
        return Linear(kind, tuple(sorted(((k, v) for k, v in kept.items() if v != 0), key=lambda kv: repr(kv[0]))))

    @staticmethod
    def one(kind: str, key: Key) -> Linear:
        """The single term ``key`` with coefficient 1."""
        return Linear(kind, ((key, sp.Integer(1)),))

    def scaled(self, factor: sp.Expr) -> Linear:
        """Every coefficient times ``factor``."""
        return Linear.of(self.kind, {key: factor * value for key, value in self.terms})

    def mapped(self, change: Callable[[Key], Linear], kind: str) -> Linear:
        """Every key replaced by a combination, linearly."""
        total: dict[Key, sp.Expr] = {}
        for key, value in self.terms:
            for inner, weight in change(key).terms:
                total[inner] = total.get(inner, sp.Integer(0)) + value * weight
        return Linear.of(kind, total)

    def unsigned(self) -> Linear:
        """This or its negative, whichever comes first: norms do not see the sign."""
        if self.terms and self.terms[0][1].could_extract_minus_sign():
            return self.scaled(sp.Integer(-1))
        return self


def add(left: Linear, right: Linear) -> Linear:
    """The sum of two combinations of one kind."""
    total = dict(left.terms)
    for key, value in right.terms:
        total[key] = total.get(key, sp.Integer(0)) + value
    return Linear.of(left.kind, total)
