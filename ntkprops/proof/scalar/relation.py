"""What is asked of the scalar prover, and the three things it may answer.

An ``Inequality`` keeps both sides as they were printed: a SymPy relation would evaluate itself
(``a <= a`` collapses to ``true``), so none is ever built. The answers are a ``Proof`` that something
small has checked, a ``Countermodel`` in exact numbers that ball arithmetic has checked, or
``Unknown`` with its reason. None of them has a truth value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import sympy

from ntkprops.errors import InputError
from ntkprops.proof.scalar.kernel import Refutation
from ntkprops.proof.scalar.size import printed
from ntkprops.verdict import Kind

OPERATORS = ("<=", "<", "=", "!=", ">=", ">")
_NEGATED = {"<=": ">", "<": ">=", "=": "!=", "!=": "=", ">=": "<", ">": "<="}


@dataclass(frozen=True)
class Inequality:
    """``left op right`` between real scalars, as printed; ``name`` labels it in certificates.

    >>> n = sympy.Symbol("n", positive=True, integer=True)
    >>> str(Inequality(n**2, "<=", n**3))
    'n**2 <= n**3'
    """

    left: sympy.Expr
    op: str
    right: sympy.Expr
    name: str = ""
    why: Any = field(default=None, compare=False, repr=False)  # whoever asks may note here where it comes from

    def __post_init__(self) -> None:
        if self.op not in OPERATORS:
            raise InputError(
                f"op must be one of {', '.join(OPERATORS)}; found {self.op!r}. Use <= for \\leq."
            )
        for side in ("left", "right"):
            object.__setattr__(self, side, _scalar(getattr(self, side), side))

    def __str__(self) -> str:
        return f"{printed(self.left)} {self.op} {printed(self.right)}"

    def __bool__(self) -> bool:
        raise TypeError("an inequality is neither true nor false; ask decide(...) or certified(...)")

    @property
    def label(self) -> str:
        """The name, or the printed form where there is none."""
        return self.name or str(self)

    @cached_property
    def symbols(self) -> frozenset[sympy.Symbol]:
        """The symbols of both sides."""
        return frozenset(self.left.free_symbols | self.right.free_symbols)  # type: ignore[arg-type]

    def negated(self) -> Inequality:
        """The inequality that holds exactly where this one fails."""
        return Inequality(self.left, _NEGATED[self.op], self.right, self.name)


def _scalar(value: object, side: str) -> sympy.Expr:
    """``value`` as a SymPy expression, or an error that names the side."""
    expr = sympy.sympify(value)
    if not isinstance(expr, sympy.Expr):
        raise InputError(f"the {side} side must be a real scalar expression; found {value!r}.")
    if expr.has(sympy.Float):
        raise InputError(f"the {side} side holds a float ({expr}); exact numbers only. Use sympy.Rational.")
    return expr


@dataclass(frozen=True)
class Obligation:
    """What a proof comes down to: ``goal`` wherever all of ``given`` and the assumptions of the symbols hold."""

    goal: Inequality
    given: tuple[Inequality, ...] = ()


@dataclass(frozen=True)
class Proof:
    """The goal follows from the hypotheses named in ``used``.

    ``certificate`` holds every refutation the kernel has accepted, side conditions first; it is
    empty where the kind is ``IDENTITY``, ``BALL`` or ``SOLVER`` alone carries the proof. ``obligations``
    is what another prover must show to agree.
    """

    kind: Kind
    certificate: tuple[Refutation, ...] = ()
    used: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    why: Any = field(default=None, compare=False, repr=False)

    def __bool__(self) -> bool:
        raise TypeError("a proof has no truth value; ask isinstance(answer, Proof)")


@dataclass(frozen=True)
class Countermodel:
    """Exact numbers at which every hypothesis certainly holds and the goal certainly fails.

    ``left`` and ``right`` print both sides of the goal there.
    """

    values: Mapping[sympy.Symbol, sympy.Expr]
    left: str = ""
    right: str = ""

    def __bool__(self) -> bool:
        raise TypeError("a countermodel has no truth value; ask isinstance(answer, Countermodel)")


@dataclass(frozen=True)
class Unknown:
    """Neither proved nor refuted, and why."""

    because: str

    def __bool__(self) -> bool:
        raise TypeError("unknown is neither true nor false; ask isinstance(answer, Unknown)")


Answer = Proof | Countermodel | Unknown
