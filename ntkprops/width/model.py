r"""What a derived width is made of: the events with their shares, the constraints, the bounds, and what proves each.

A ``Bound`` is one constraint on the width, solved: ``m > value`` or ``m >= value`` is enough for what some cited
claim asks. A ``Derivation`` holds all of them for one claim, with the domain of the other symbols.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from ntkprops.proof.scalar import Inequality, Proof


@dataclass(frozen=True)
class Step:
    """One proved step: what was concluded, from what, and the proof; ``why`` says it in words."""

    why: str
    goal: Inequality
    given: tuple[Inequality, ...]
    proof: Proof


@dataclass(frozen=True)
class Share:
    """The part of the failure probability that one event may spend: ``symbol``, and what the claim prints for it."""

    label: str
    symbol: sp.Symbol
    printed: sp.Expr


@dataclass(frozen=True)
class Part:
    """One row of a constraint, and the claim that says it; ``wanted`` is the row that the width must bring about."""

    label: str
    says: Inequality
    wanted: bool = False


@dataclass(frozen=True)
class Bound:
    """``m op value`` is enough for one constraint.

    Args:
        value: the width, in the notes' own scalars and the shares.
        strict: whether the width must be larger than ``value``.
        exact: the width that the constraint is equivalent to, random quantities still in it.
        asked: what must hold.
        parts: the rows that it is made of.
        steps: the proofs, in order.
    """

    value: sp.Expr
    strict: bool
    exact: sp.Expr
    asked: Inequality
    parts: tuple[Part, ...]
    steps: tuple[Step, ...] = ()

    @property
    def op(self) -> str:
        """``>`` or ``>=``."""
        return ">" if self.strict else ">="

    @property
    def labels(self) -> tuple[str, ...]:
        """The claims that the constraint comes from."""
        return tuple(dict.fromkeys(part.label for part in self.parts))

    @property
    def name(self) -> str:
        """The claims, in words."""
        return " with ".join(self.labels)


@dataclass(frozen=True)
class Derivation:
    """The width of one claim, derived.

    Args:
        lecture: the name of the lecture.
        label: the claim.
        width: the symbol that is bounded from below.
        failure: the failure probability that the claim allows.
        shares: the events, in cited order; their symbols add up to at most ``failure``.
        bounds: every constraint, solved.
        domain: what else is known of the notes' own scalars, by the claims that say it.
        printed: the rate that the claim prints, without its hidden constant; None where it prints none.
        constants: the hidden constants that were found on the way, by label.
        rests_on: every claim that was used, and whether its erratum was.
        assumed: what these claims, or claims below them, assume without proof, by the claim that says so.
    """

    lecture: str
    label: str
    width: sp.Symbol
    failure: sp.Symbol
    shares: tuple[Share, ...]
    bounds: tuple[Bound, ...]
    domain: tuple[Inequality, ...]
    printed: sp.Expr | None = None
    constants: tuple[tuple[str, sp.Expr], ...] = ()
    rests_on: tuple[tuple[str, bool], ...] = ()
    assumed: tuple[tuple[str, str], ...] = ()

    @property
    def parameters(self) -> tuple[sp.Symbol, ...]:
        """The symbols that the width depends on once the failure is split, the failure probability last."""
        own = {share.symbol for share in self.shares}
        found = {s for bound in self.bounds for s in bound.value.free_symbols if isinstance(s, sp.Symbol)}
        kept = sorted(found - own - {self.failure}, key=lambda s: (not s.is_integer, s.name))
        return (*kept, self.failure)


def plain_name(symbol: sp.Symbol) -> str:
    r"""A spelling as a word: ``\lambda_0`` is ``lambda_0``."""
    return symbol.name.replace("\\", "").replace("{", "").replace("}", "")
