r"""The width as an integer, exactly: ``exact_width(derivation, n=4, lambda_0=Fraction(1, 5), delta=Fraction(1, 10))``.

Nothing is rounded: a ball that holds a bound is narrowed until it shows which integer is the least above it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

import flint
import sympy as sp

from ntkprops.errors import InputError, PrecisionError
from ntkprops.proof.operators import put
from ntkprops.proof.scalar import Inequality, certified, enclose
from ntkprops.width.model import Bound, Derivation, plain_name

Number = int | str | Fraction | sp.Expr
BITS = (128, 512, 2048, 8192)  # of the balls, tried in turn


def point(derivation: Derivation, values: Mapping[str, Number]) -> dict[sp.Symbol, sp.Expr]:
    """Exact values of the parameters.

    Raises:
        InputError: a value that is missing, unknown, not rational, or outside what the claim allows, with the claim
            that says so.
    """
    names = {plain_name(symbol): symbol for symbol in derivation.parameters}
    for name in (*values, *names):
        if name not in names or name not in values:
            raise InputError(
                f"{derivation.label} needs a value for each of {', '.join(names)}; {name} is "
                f"{'unknown' if name not in names else 'missing'}. Give all of them and nothing else."
            )
    found = {symbol: _rational(name, values[name]) for name, symbol in names.items()}
    for name, symbol in names.items():
        _allowed(derivation, name, symbol, found[symbol])
    for fact in derivation.domain:
        if fact.symbols <= found.keys() and certified(fact, found) is not True:
            held = ", ".join(f"{plain_name(s)} = {found[s]}" for s in sorted(fact.symbols, key=str))
            raise InputError(
                f"{fact.left} {fact.op} {fact.right} must hold, by {fact.name}; found {held}. "
                f"No data set has such values, so no width is asked of it."
            )
    return found


def _rational(name: str, value: Number) -> sp.Expr:
    try:
        if isinstance(value, float):
            raise ValueError
        found = Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        raise InputError(
            f"{name} must be an integer or a fraction, exactly; found {value!r}. Write 1/5 or 0.2."
        ) from None
    return sp.Rational(found.numerator, found.denominator)


def _allowed(derivation: Derivation, name: str, symbol: sp.Symbol, value: sp.Expr) -> None:
    """Refuse what the sort of a symbol does not allow."""
    if symbol == derivation.failure and not 0 < value < 1:
        raise InputError(f"{name} must lie strictly between 0 and 1, as a failure probability; found {value}.")
    if symbol.is_integer and (value < 1 or not value.is_Integer):
        raise InputError(f"{name} must be an integer of at least 1; found {value}.")
    if symbol.is_positive and value <= 0:
        raise InputError(f"{name} must be positive; found {value}.")


def least_integer(bounds: Iterable[Bound], values: Mapping[sp.Symbol, sp.Expr]) -> int:
    """The least positive integer that obeys every bound at exact values.

    Raises:
        PrecisionError: where no precision tells on which side of an integer a bound lies.

    >>> from ntkprops.proof.scalar import Inequality
    >>> a = sp.Symbol("a", positive=True)
    >>> asked = Inequality(a, ">", a)
    >>> [least_integer([Bound(v, strict, v, asked, ())], {}) for v in (sp.Integer(4), sp.pi) for strict in (0, 1)]
    [4, 5, 4, 4]
    """
    return max((1, *(_least(bound, values) for bound in bounds)))


def _least(bound: Bound, values: Mapping[sp.Symbol, sp.Expr]) -> int:
    value = put(bound.value, values)
    if value.is_Rational:
        return int(sp.floor(value)) + 1 if bound.strict else int(sp.ceiling(value))
    nearest = _nearest(value)
    if certified(Inequality(value, "=", nearest)):
        return int(nearest) + 1 if bound.strict else int(nearest)
    for bits in BITS:
        with flint.ctx.workprec(bits):  # floor rounds to the precision that is set
            below = enclose(value, bits=bits).floor().unique_fmpz()
        if below is not None:
            return int(below) + 1  # it is no integer, so that strict or not is the same
    raise PrecisionError(f"{value} lies too near an integer for {BITS[-1]} bits. Change a value slightly.")


def _nearest(value: sp.Expr) -> sp.Integer:
    """An integer near a value, of which nothing is promised."""
    with flint.ctx.workprec(BITS[1]):
        ball = enclose(value, bits=BITS[1])
        return sp.Integer(int((ball.mid() + flint.arb(1) / 2).floor().unique_fmpz() or 0))


__all__ = ["Number", "least_integer", "point"]
