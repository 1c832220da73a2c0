r"""The least width over all splits, at given numbers: which integers have a split, and which have none.

For a width ``M`` every event needs at least some share of the failure probability. Where bounds speak of one share
alone they fall as it grows, so that the share is bracketed between two rationals; where a monomial bound couples
several, the least sum is that of the weighted means. ``M`` has a split where these shares add up to less than
``delta``, and none where they add up to more; brackets are narrowed until one of both is certain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import flint
import sympy as sp

from ntkprops.errors import InputError, PrecisionError
from ntkprops.proof.operators import put
from ntkprops.proof.scalar import Inequality, certified, enclose
from ntkprops.width.model import Bound, Derivation
from ntkprops.width.numbers import least_integer
from ntkprops.width.split import exponents_of

BITS = (24, 100, 400, 1600)  # of a share, tried in turn
Bracket = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Optimum:
    """The least width over all splits, and a split that has it."""

    width: int
    shares: tuple[tuple[sp.Symbol, sp.Expr], ...]


@dataclass(frozen=True)
class Need:
    """What coupled events need: bounds on one share alone, or powers and the constant of a joint monomial."""

    shares: tuple[sp.Symbol, ...]
    bounds: tuple[Bound, ...]
    powers: tuple[sp.Expr, ...] = ()
    scale: sp.Expr = sp.S.Zero


def optimum(derivation: Derivation, values: Mapping[sp.Symbol, sp.Expr]) -> Optimum:
    """The least width that any split allows, exactly.

    Raises:
        InputError: where the bounds couple the shares in a way that is not solved here, with which.
        PrecisionError: where a width is too close to call.
    """
    there = [replace(bound, value=put(bound.value, values)) for bound in derivation.bounds]
    shares = [share.symbol for share in derivation.shares]
    failure = Fraction(str(values[derivation.failure]))
    needs = [_need(group, bounds) for group, bounds in _groups(shares, there) if bounds]
    width = _least(floor_of(derivation, values), lambda m: _fitting(needs, m, failure=failure) is not None)
    parts = _filled(shares, needs, width, failure=failure)
    if least_integer(there, dict(parts)) != width:
        raise PrecisionError(f"the best split at width {width} leaves no room for rounding. Change a value slightly.")
    return Optimum(width, parts)


def floor_of(derivation: Derivation, values: Mapping[sp.Symbol, sp.Expr]) -> int:
    """A width below which no split comes: every event alone has the whole failure probability.

    Raises:
        InputError: where some bound does not fall as the shares grow.
    """
    shares = [share.symbol for share in derivation.shares]
    for bound in derivation.bounds:
        for share in shares:
            _require_falling(bound, share)
    return least_integer(derivation.bounds, {**values, **dict.fromkeys(shares, values[derivation.failure])})


def falls(value: sp.Expr, share: sp.Symbol) -> bool:
    """Whether a value, where it is positive, does not grow with the share, as its form shows.

    >>> d, c = sp.symbols("d c", positive=True)
    >>> [falls(e, d) for e in (c / d, sp.log(c / d), (1 + sp.sqrt(sp.log(1 / d))) ** 2 / d, d, -1 / d)]
    [True, True, True, False, False]
    """
    if share not in value.free_symbols:
        return value.is_nonnegative is not False
    if value.is_Pow:
        base, power = value.as_base_exp()
        return bool(power.is_negative and base == share) or bool(power.is_positive and falls(base, share))
    if isinstance(value, sp.log):
        return falls(value.args[0], share)
    if value.is_Mul or value.is_Add:
        return all(falls(part, share) for part in value.args)  # type: ignore[arg-type]
    return False


def _require_falling(bound: Bound, share: sp.Symbol) -> None:
    value = sp.expand_log(bound.value) if not falls(bound.value, share) else bound.value
    if not falls(value, share):
        raise InputError(f"{bound.name} must ask less where its events may fail more often; {bound.value} may not.")


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
    """What some coupled events need; bounds on one of them beside a joint one are left to the last check."""
    if len(group) == 1:
        return Need(group, bounds)
    joint = [bound for bound in bounds if set(group) <= bound.value.free_symbols]
    powers = exponents_of(joint[0].value, group) if len(joint) == 1 else None
    if powers is None or not all(power < 0 for power in powers.values()):
        names = "; ".join(bound.name for bound in joint or bounds)
        raise InputError(
            f"no exact best split where {names} couples shares otherwise than by powers. Use another split."
        )
    scale = put(joint[0].value, dict.fromkeys(group, sp.Integer(1)))
    return Need(group, bounds, tuple(-powers[share] for share in group), scale)


def _shares_at(need: Need, width: int, *, failure: Fraction, bits: int) -> list[Bracket]:
    """The least shares at a width, each between two rationals."""
    if not need.powers:
        return [_bracket(need, width, failure=failure, bits=bits)]
    total = sp.Add(*need.powers)
    unit = (need.scale / width / sp.Mul(*(p**p for p in need.powers))) ** (1 / total)
    return [_rationals(p * unit, bits) for p in need.powers]


def _bracket(need: Need, width: int, *, failure: Fraction, bits: int) -> Bracket:
    """A share that is enough and one that is not, by halving; 0 is never enough, the whole failure is taken to be."""
    (share,), low, high = need.shares, Fraction(0), failure
    if not _is_enough(need, width, {share: failure}):
        return failure, failure
    least = Fraction(1, 2**bits)
    while high > least and high - low > high / 2**bits:
        middle = (low + high) / 2 if low else high / 2**16
        if _is_enough(need, width, {share: middle}):
            high = middle
        else:
            low = middle
    return low, high


def _is_enough(need: Need, width: int, shares: Mapping[sp.Symbol, Fraction]) -> bool:
    """Whether every bound certainly lies at most (below, where strict) at the width."""
    at = {s: sp.Rational(part.numerator, part.denominator) for s, part in shares.items()}
    found = [certified(Inequality(sp.Integer(width), b.op, put(b.value, at))) for b in need.bounds]
    if None in found:
        raise PrecisionError(
            f"whether a share suffices at width {width} is too close to call. Change a value slightly."
        )
    return all(found)


def _rationals(value: sp.Expr, bits: int) -> Bracket:
    """Two rationals around a real number."""
    with flint.ctx.workprec(2 * bits):
        ball = enclose(value * 2**bits, bits=2 * bits)
        low, high = ball.lower().floor().unique_fmpz(), ball.upper().ceil().unique_fmpz()
    if low is None or high is None:
        raise PrecisionError(f"{value} is not enclosed by {bits} bits. Change a value slightly.")
    return Fraction(int(low), 2**bits), Fraction(int(high), 2**bits)


def _fitting(needs: Sequence[Need], width: int, *, failure: Fraction) -> dict[sp.Symbol, Fraction] | None:
    """Shares that are enough and add up to less than the failure probability; None where there certainly are none."""
    for bits in BITS:
        found = {
            share: bracket
            for need in needs
            for share, bracket in zip(need.shares, _shares_at(need, width, failure=failure, bits=bits), strict=True)
        }
        if sum(high for _, high in found.values()) < failure:
            return {share: high for share, (_, high) in found.items()}
        if sum(low for low, _ in found.values()) >= failure:
            return None
    raise PrecisionError(
        f"whether the failure suffices at width {width} is too close to call. Change a value slightly."
    )


def _least(start: int, fits: Callable[[int], bool]) -> int:
    """The least integer from ``start`` on that fits; fitting is monotone."""
    low, high = start - 1, max(start, 1)
    while not fits(high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if fits(middle) else (middle, high)
    return high


def _filled(
    shares: Sequence[sp.Symbol], needs: Sequence[Need], width: int, *, failure: Fraction
) -> tuple[tuple[sp.Symbol, sp.Expr], ...]:
    """Rational shares above the least ones, what is left over given to all alike."""
    above = dict.fromkeys(shares, Fraction(0)) | (_fitting(needs, width, failure=failure) or {})
    each = (failure - sum(above.values())) / max(1, len(shares))
    parts = {share: part + each for share, part in above.items()}
    return tuple((s, sp.Rational(part.numerator, part.denominator)) for s, part in parts.items())


__all__ = ["Optimum", "falls", "floor_of", "optimum"]
