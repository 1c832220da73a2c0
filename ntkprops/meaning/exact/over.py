r"""What a function is on a whole interval: ``integral`` and ``supremum`` of ``body``, enclosed.

An enclosure of ``body`` on a piece, times its length, encloses the integral there. A supremum is at least the value at
any point of the interval, and at most the largest enclosure on pieces that cover it; the piece with the largest is
halved until both meet, or nearly. Ends that are left out are never evaluated: a piece is open, and what joins two
pieces is a point of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise

from flint import arb

from ntkprops.meaning.arithmetic import Undetermined
from ntkprops.meaning.exact.enclosures import Interval, Number, greatest, interval, thin
from ntkprops.meaning.exact.tensor import Value, joined, number, product
from ntkprops.meaning.exact.values import compare, hull, minus, negative, over, plus, times

Body = Callable[[Number], Value]
End = Number | None  # None is infinity
PIECES = 16  # of an integral
SPLITS = 24  # of an interval on which a supremum is sought
NEAR = arb(2) ** -12
ONE, TWO = Fraction(1), Fraction(2)


def integral(
    body: Body, low: Number, high: Number, *, cuts: Sequence[float] = (), spend: Callable[[int], None]
) -> Value:
    """An enclosure of the integral of ``body`` from ``low`` to ``high``, in ``PIECES`` equal pieces.

    Raises:
        Undetermined: unless ``low <= high`` certainly, or where the body cannot be enclosed.
    """
    del cuts  # an enclosure holds across them
    if compare(low, "<=", high) is not True:
        raise Undetermined("the ends of an integral in no certain order")
    if compare(low, "=", high) is True:
        return product(Fraction(0), body(low))
    step = over(minus(high, low), Fraction(PIECES))
    ends = [plus(low, times(Fraction(k), step)) for k in range(PIECES + 1)]
    result: Value | None = None
    for left, right in pairwise(ends):
        spend(2)
        term = product(step, body(hull(left, right)))
        result = term if result is None else joined(result, term, plus)
    assert result is not None  # there are pieces
    return result


def supremum(body: Body, low: End, high: End, *, opens: tuple[bool, bool]) -> Number:
    """The least upper bound of ``body`` over an interval, enclosed; exact where a point that is tried attains it.

    Raises:
        Undetermined: for an interval that may be empty, and where nothing bounds the body on all of it.

    >>> supremum(lambda s: times(s, minus(TWO, s)), Fraction(0), TWO, opens=(False, False)).lo == 1
    True
    """
    if low is not None and high is not None and compare(low, "<", high) is not True:
        if compare(low, "=", high) is not True or any(opens):
            raise Undetermined("a supremum over what may be empty")
        return number(body(low))
    ends = [end for end, is_open in ((low, opens[0]), (high, opens[1])) if end is not None and not is_open]
    best = [number(body(end)) for end in ends]
    pieces = [_enclosed(body, low, high)]
    for _ in range(SPLITS):
        pieces.sort(key=lambda piece: float(piece[0]))
        if best and _is_near(_least(best), pieces[-1][0]):
            break
        _, left, right = pieces.pop()
        middle = _between(left, right)
        best.append(number(body(middle)))
        pieces += [_enclosed(body, left, middle), _enclosed(body, middle, right)]
    return _met(best, greatest([piece[0] for piece in pieces]))


def _enclosed(body: Body, low: End, high: End) -> tuple[arb, End, End]:
    """An upper bound of the body between two ends, which are left out; infinite where nothing bounds it."""
    lo = arb.neg_inf() if low is None else interval(low).lo
    hi = arb.pos_inf() if high is None else interval(high).hi
    try:
        return interval(number(body(Interval(lo, hi, open=True)))).hi.upper(), low, high
    except Undetermined:
        return arb.pos_inf(), low, high


def _between(low: End, high: End) -> Number:
    """The middle; on a half-line, twice as far out."""
    if low is not None and high is not None:
        return over(plus(low, high), TWO)
    if low is None and high is None:
        return Fraction(0)
    if low is None:
        return negative(_between(negative(high), None))  # type: ignore[arg-type]
    return plus(times(TWO, low), ONE) if compare(low, ">=", Fraction(0)) is True else _nearer(low)


def _nearer(low: Number) -> Number:
    """A point above an end that may be negative."""
    return Fraction(0) if compare(low, "<", Fraction(0)) is True else plus(low, ONE)


def _least(values: Sequence[Number]) -> arb:
    """A lower bound of the greatest of some numbers."""
    return max((interval(value).lo for value in values), key=float)


def _is_near(low: arb, high: arb) -> bool:
    return bool(high <= low) or (high.is_finite() and bool(high - low < NEAR * (1 + abs(low))))


def _met(best: Sequence[Number], high: arb) -> Number:
    """The number between the values that are attained and the bound on the rest."""
    low, highest = _least(best) if best else arb.neg_inf(), greatest([high, *(interval(v).hi for v in best)])
    if not (low.is_finite() and highest.is_finite()):
        raise Undetermined("a supremum that nothing here bounds")
    for top in (value for value in best if isinstance(value, Fraction) and high <= thin(value)):
        if all(compare(value, "<=", top) is True for value in best):
            return top
    return Interval(low.lower(), highest.upper())
