r"""The least width over all splits, at given numbers: which integers have a split, and which have none.

For a width ``M`` every event needs at least some share of the failure probability: where a bound speaks of one share
alone the bound is solved for it; where a monomial bound couples several, the least sum is that of the weighted means.
``M`` has a split exactly where these least shares add up to at most ``delta``, which ball arithmetic decides; the
least such ``M`` is found by bisection.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import flint
import sympy as sp

from ntkprops.errors import InputError, PrecisionError
from ntkprops.proof.operators import put
from ntkprops.proof.scalar import Inequality, certified, enclose, solve_threshold
from ntkprops.width.model import Bound, Derivation
from ntkprops.width.numbers import least_integer
from ntkprops.width.split import exponents_of

WIDTH = sp.Symbol("M", positive=True)
BITS = 200  # of a share that is rounded up


@dataclass(frozen=True)
class Optimum:
    """The least width over all splits, and a split that has it."""

    width: int
    shares: tuple[tuple[sp.Symbol, sp.Expr], ...]


@dataclass(frozen=True)
class Need:
    """The least shares of some events at width ``M``, and their sum; strict where the sum itself is not enough."""

    shares: tuple[tuple[sp.Symbol, sp.Expr], ...]
    strict: bool

    @property
    def total(self) -> sp.Expr:
        """The sum of the shares."""
        return sp.Add(*(share for _, share in self.shares))


def optimum(derivation: Derivation, values: Mapping[sp.Symbol, sp.Expr]) -> Optimum:
    """The least width that any split allows, exactly.

    Raises:
        InputError: where the bounds couple the shares in a way that is not solved here, with which.
    """
    there = [replace(bound, value=put(bound.value, values)) for bound in derivation.bounds]
    shares = [share.symbol for share in derivation.shares]
    failure = values[derivation.failure]
    fixed = [bound for bound in there if not bound.value.free_symbols]
    needs = [_need(group, bounds) for group, bounds in _groups(shares, there) if bounds]
    strict = any(need.strict for need in needs) or sum(len(need.shares) for need in needs) < len(shares)
    width = _least(least_integer(fixed, {}), lambda m: _fits(needs, m, failure=failure, strict=strict))
    parts = _rounded(shares, needs, width, failure=failure)
    if least_integer(there, dict(parts)) != width or any(part <= 0 for _, part in parts):
        raise PrecisionError(f"the best split at width {width} leaves no room for rounding. Change a value slightly.")
    return Optimum(width, parts)


def _groups(
    shares: Sequence[sp.Symbol], bounds: Sequence[Bound]
) -> Iterator[tuple[tuple[sp.Symbol, ...], tuple[Bound, ...]]]:
    """The shares that some bound couples, with the bounds on them."""
    left = list(shares)
    while left:
        group = {left[0]}
        while wider := group.union(*(_own(b, shares) for b in bounds if _own(b, shares) & group)) - group:
            group |= wider
        yield tuple(s for s in shares if s in group), tuple(b for b in bounds if _own(b, shares) & group)
        left = [s for s in left if s not in group]


def _own(bound: Bound, shares: Sequence[sp.Symbol]) -> set[sp.Basic]:
    return bound.value.free_symbols & set(shares)


def _need(group: tuple[sp.Symbol, ...], bounds: tuple[Bound, ...]) -> Need:
    """The least shares of coupled events."""
    strict = any(bound.strict for bound in bounds)
    if len(group) == 1:
        (share,) = group
        least = [_solved(bound, share) for bound in bounds]
        return Need(((share, least[0] if len(least) == 1 else sp.Max(*least)),), strict)
    powers = exponents_of(bounds[0].value, group) if len(bounds) == 1 else None
    if powers is None or not all(power < 0 for power in powers.values()):
        names = ", ".join(bound.name for bound in bounds)
        raise InputError(
            f"no exact best split where {names} couples shares otherwise than by powers. Use the equal one."
        )
    wanted = {share: -power for share, power in powers.items()}
    total = sp.Add(*wanted.values())
    scale = put(bounds[0].value, dict.fromkeys(group, sp.Integer(1)))
    unit = (scale / WIDTH / sp.Mul(*(p**p for p in wanted.values()))) ** (1 / total)
    return Need(tuple((share, p * unit) for share, p in wanted.items()), strict)


def _solved(bound: Bound, share: sp.Symbol) -> sp.Expr:
    """The least share at which a bound on one share is at most ``M``, with proof."""
    found = solve_threshold(Inequality(bound.value, "<=", WIDTH), share)
    if found is None:
        raise InputError(f"{bound.name} must be solved for its share of the failure; no proof was found.")
    return found


def _fits(needs: Sequence[Need], width: int, *, failure: sp.Expr, strict: bool) -> bool:
    """Whether the least shares at a width add up to at most the failure probability (to less, where strict)."""
    total = put(sp.Add(*(need.total for need in needs)), {WIDTH: sp.Integer(width)})
    found = certified(Inequality(total, "<" if strict else "<=", failure))
    if found is None:
        raise PrecisionError(f"whether the failure suffices at width {width} is too close to call. Change a value.")
    return found


def _least(start: int, fits: Callable[[int], bool]) -> int:
    """The least integer from ``start`` on that fits; fitting is monotone."""
    low, high = start - 1, max(start, 1)
    while not fits(high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if fits(middle) else (middle, high)
    return high


def _rounded(
    shares: Sequence[sp.Symbol], needs: Sequence[Need], width: int, *, failure: sp.Expr
) -> tuple[tuple[sp.Symbol, sp.Expr], ...]:
    """Rational shares above the least ones, what is left over given to all alike."""
    least = {s: put(e, {WIDTH: sp.Integer(width)}) for need in needs for s, e in need.shares}
    above = {s: _above(least[s]) if s in least else Fraction(0) for s in shares}
    spare = Fraction(str(failure)) - sum(above.values())
    each = spare / (len(shares) or 1)
    parts = {s: above[s] + each for s in shares}
    return tuple((s, sp.Rational(part.numerator, part.denominator)) for s, part in parts.items())


def _above(value: sp.Expr) -> Fraction:
    """A rational just above a real number."""
    with flint.ctx.workprec(2 * BITS):
        top = enclose(value * 2**BITS, bits=2 * BITS).upper().ceil().unique_fmpz()
    assert top is not None
    return Fraction(int(top), 2**BITS)


__all__ = ["Optimum", "optimum"]
