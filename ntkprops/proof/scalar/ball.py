"""Certain numbers: an expression at exact values, enclosed in a ball, and comparisons that cannot err.

``enclose`` evaluates with python-flint's midpoint-radius arithmetic, where rounding is part of the
radius; ``certified`` says ``True`` or ``False`` only where the balls, or exact rational arithmetic
where both sides meet, leave no doubt, and ``None`` otherwise.

Source: F. Johansson, Arb: efficient arbitrary-precision midpoint-radius interval arithmetic (2017).
"""

from __future__ import annotations

from contextlib import contextmanager
from fractions import Fraction
from math import isqrt

import flint
import sympy

from ntkprops.errors import InputError
from ntkprops.proof.scalar.reading.atoms import Atoms, Support
from ntkprops.proof.scalar.reading.polynomial import Poly
from ntkprops.proof.scalar.reading.reader import Reader
from ntkprops.proof.scalar.relation import Inequality
from ntkprops.proof.scalar.size import MOST_BITS, UndeterminedError, bits
from ntkprops.proof.scalar.terms import Values, fraction, free_symbols, parts

PRECISIONS = (64, 256, 1024)  # bits, tried in turn


@contextmanager
def _precision(bits: int):
    """Ball arithmetic at ``bits`` bits, restored afterwards."""
    before, flint.ctx.prec = flint.ctx.prec, bits
    try:
        yield
    finally:
        flint.ctx.prec = before


def enclose(expr: sympy.Expr, values: Values | None = None, *, bits: int = 128) -> flint.arb:
    """A ball that holds the value of ``expr``; not finite where the expression is undefined.

    Args:
        expr: a scalar expression in ``+ * ** exp log Abs Max Min erf`` and roots.
        values: an exact number for every free symbol.
        bits: working precision.

    Raises:
        InputError: a symbol without a value, or a function that has no enclosure here.

    Accuracy: the true value lies in the ball, always.

    >>> print(enclose(sympy.sqrt(2)).str(10, radius=False))
    1.414213562
    """
    with _precision(bits):
        return _ball(expr, values or {})


def certified(inequality: Inequality, values: Values | None = None) -> bool | None:
    """Whether the inequality certainly holds (True), certainly fails (False), or cannot be told (None).

    >>> certified(Inequality(sympy.pi, "<", sympy.Rational(22, 7)))
    True
    """
    values = values or {}
    order = _exact_order(inequality, values)
    for precision in PRECISIONS if order is None else ():
        with _precision(precision):
            order = _sign(_ball(inequality.right, values) - _ball(inequality.left, values))
        if order is not None:
            break
    if order is None and is_identical(inequality.left, inequality.right, values):
        order = 0
    return None if order is None else _holds(inequality.op, order)


def is_met(inequality: Inequality, values: Values) -> bool:
    """Whether the inequality certainly holds; what cannot be enclosed, or has no value, certainly does not.

    >>> is_met(Inequality(sympy.zoo, "=", sympy.zoo), {})
    False
    """
    try:
        return certified(inequality, values) is True
    except InputError:
        return False


def is_identical(left: sympy.Expr, right: sympy.Expr, values: Values) -> bool:
    """Whether both sides are the same number by expansion over roots, pi, exp and log.

    >>> is_identical(sympy.sqrt(sympy.pi) ** 2 * 2, sympy.pi + sympy.pi, {})
    True
    """
    known = {symbol: (_value(symbol, values), "") for symbol in free_symbols(left) | free_symbols(right)}
    atoms = Atoms(prove=lambda poly, strict: _shown_by_ball(atoms, poly))
    reader = Reader(atoms, known)
    try:
        return reader.read(left) == reader.read(right)
    except UndeterminedError:
        return False


def _shown_by_ball(atoms: Atoms, poly: Poly) -> Support | None:
    """That a number is positive, by its ball."""
    value = atoms.expression(poly)
    return Support(f"{value} > 0") if enclose(value) > 0 else None


def _holds(op: str, order: int) -> bool:
    """Whether ``left op right`` where ``right - left`` has the sign ``order``."""
    return {
        "<=": order >= 0,
        "<": order > 0,
        "=": order == 0,
        "!=": order != 0,
        ">=": order <= 0,
        ">": order < 0,
    }[op]


def _sign(ball: flint.arb) -> int | None:
    """The sign of a number known to lie in ``ball``, where the ball tells it."""
    if not ball.is_finite():
        return None
    if ball > 0:
        return 1
    if ball < 0:
        return -1
    return 0 if ball.is_exact() and ball == 0 else None


def _exact_order(inequality: Inequality, values: Values) -> int | None:
    """The sign of ``right - left`` where both sides are rational and computed exactly."""
    left, right = exact(inequality.left, values), exact(inequality.right, values)
    return None if left is None or right is None else (right > left) - (right < left)


def exact(expr: sympy.Expr, values: Values) -> Fraction | None:
    """The value of ``expr`` where rational arithmetic and exact roots reach it, else None.

    >>> exact(sympy.sqrt(sympy.Symbol("x")), {sympy.Symbol("x"): sympy.Rational(4, 9)})
    Fraction(2, 3)
    """
    if expr.is_Symbol:
        return exact(_value(expr, values), {})
    if expr.is_Rational:
        return fraction(expr)
    if isinstance(expr, sympy.exp):
        inner = exact(parts(expr)[-1], values)
        return Fraction(1) if inner == 0 else None
    inside = [exact(part, values) for part in parts(expr)]
    known = [value for value in inside if value is not None]
    return _combined(expr, known) if known and len(known) == len(inside) else None


def _combined(expr: sympy.Expr, inside: list[Fraction]) -> Fraction | None:
    """One operation on exact rational arguments."""
    if expr.is_Add:
        return sum(inside, Fraction(0))
    if expr.is_Mul:
        result = Fraction(1)
        for part in inside:
            result *= part
        return result
    if expr.is_Pow:
        return _exact_power(inside[0], inside[1], printed=parts(expr)[1])
    if isinstance(expr, sympy.log):
        return Fraction(0) if inside == [Fraction(1)] else None
    return _rational_function(expr, inside)


def _rational_function(expr: sympy.Expr, inside: list[Fraction]) -> Fraction | None:
    """Absolute value, maximum and minimum of rationals."""
    if isinstance(expr, sympy.Abs):
        return abs(inside[0])
    if isinstance(expr, sympy.Max):
        return max(inside)
    return min(inside) if isinstance(expr, sympy.Min) else None


def _exact_power(base: Fraction, exponent: Fraction, *, printed: sympy.Expr) -> Fraction | None:
    """``base ** exponent`` where it is defined, rational, and a matter of whole powers and square roots.

    An exponent that is not whole as it is printed needs a positive base, or 0 under a positive exponent; 0 to the
    power 0 is 1 only where that 0 is printed.
    """
    if base == 0:
        return Fraction(0) if exponent > 0 else Fraction(1) if printed == 0 else None
    if bits(base) * (abs(exponent) + 1) > MOST_BITS or (base < 0 and not printed.is_integer):
        return None
    if exponent.denominator == 1:
        return base**exponent.numerator
    root = Fraction(isqrt(base.numerator), isqrt(base.denominator))
    return root**exponent.numerator if exponent.denominator == 2 and root * root == base else None


def _value(symbol: sympy.Expr, values: Values) -> sympy.Expr:
    """The value of a symbol, or an error that names it."""
    if symbol not in values:
        raise InputError(f"symbol {symbol} has no value. Give every free symbol an exact number.")
    value = sympy.sympify(values[symbol])  # type: ignore[index]
    if value.has(sympy.Float) or value.free_symbols:
        raise InputError(f"symbol {symbol} must have an exact number; found {value}. Use sympy.Rational.")
    return value


def _ball(expr: sympy.Expr, values: Values) -> flint.arb:
    """``expr`` at the precision in force; not a number where any part of it is undefined, whatever becomes of it."""
    if expr.is_Symbol:
        return _ball(_value(expr, values), {})
    if expr.is_Rational:
        return flint.arb(flint.fmpq(int(expr.p), int(expr.q)))  # type: ignore[attr-defined]
    if expr in _CONSTANTS:
        return _CONSTANTS[expr]()
    inside = [_ball(part, values) for part in parts(expr)]
    if not all(part.is_finite() for part in inside):
        return flint.arb("nan")
    if expr.is_Add or expr.is_Mul:
        return _folded(inside, is_sum=bool(expr.is_Add))
    if isinstance(expr, sympy.exp):
        return inside[-1].exp()
    return _ball_power(expr, values, *inside) if expr.is_Pow else _ball_function(expr, inside)


_CONSTANTS = {sympy.pi: flint.arb.pi, sympy.E: lambda: flint.arb(1).exp()}


def _folded(inside: list[flint.arb], *, is_sum: bool) -> flint.arb:
    """The sum or the product of balls."""
    result = inside[0]
    for part in inside[1:]:
        result = result + part if is_sum else result * part
    return result


def _ball_power(expr: sympy.Expr, values: Values, base: flint.arb, exponent: flint.arb) -> flint.arb:
    """``base ** exponent``: whole powers, roots of what is not negative, and exp(exponent log base)."""
    below, above = parts(expr)
    if above.is_Integer:
        return base ** int(above)  # type: ignore[call-overload]
    if exponent > 0 and exact(below, values) == 0:
        return flint.arb(0)
    if above == sympy.Rational(1, 2):
        return base.sqrt()
    if above == sympy.Rational(-1, 2):
        return 1 / base.sqrt()
    return (exponent * base.log()).exp()


def _ball_function(expr: sympy.Expr, inside: list[flint.arb]) -> flint.arb:
    """The elementary functions the notes use."""
    if isinstance(expr, sympy.Abs):
        return abs(inside[0])
    if isinstance(expr, sympy.Max | sympy.Min):
        pick = flint.arb.max if isinstance(expr, sympy.Max) else flint.arb.min
        result = inside[0]
        for part in inside[1:]:
            result = pick(result, part)
        return result
    for function, method in _FUNCTIONS.items():
        if isinstance(expr, function):
            return method(inside[0])
    raise InputError(
        f"{expr.func} has no ball enclosure here. Replace it by a symbol with its bounds as hypotheses."
    )


_FUNCTIONS = {
    sympy.log: flint.arb.log,
    sympy.erf: flint.arb.erf,
    sympy.erfc: flint.arb.erfc,
    sympy.sin: flint.arb.sin,
    sympy.cos: flint.arb.cos,
    sympy.atan: flint.arb.atan,
}
