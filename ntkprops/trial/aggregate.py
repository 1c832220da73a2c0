"""Many values made one: sums, products, families and extremes over an index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from ntkprops.trial.tensor import Tensor, Value, joined, number, product, vector
from ntkprops.trial.values import Number, Undetermined, larger, plus, smaller


def summed(members: Sequence[Value]) -> Value:
    """The sum of values of one shape; 0 of none."""
    result = members[0] if members else Fraction(0)
    for member in members[1:]:
        result = joined(result, member, plus)
    return result


def multiplied(members: Sequence[Value]) -> Value:
    """The product, in order; 1 of none."""
    result: Value = Fraction(1)
    for member in members:
        result = product(result, member)
    return result


def stacked(members: Sequence[Value]) -> Value:
    """A family as one tensor, its index first."""
    parts = [member for member in members if isinstance(member, Tensor)]
    if not parts:
        return vector([number(member) for member in members])
    if len(parts) < len(members) or len({part.shape for part in parts}) > 1:
        raise Undetermined("a family of unlike members")
    return Tensor((len(parts), *parts[0].shape), tuple(entry for part in parts for entry in part.entries))


def largest(members: Sequence[Value]) -> Number:
    """The maximum of numbers."""
    return _extreme(members, larger)


def smallest(members: Sequence[Value]) -> Number:
    """The minimum of numbers."""
    return _extreme(members, smaller)


def _extreme(members: Sequence[Value], pick: Callable[[Number, Number], Number]) -> Number:
    if not members:
        raise Undetermined("an extremum of nothing")
    result = number(members[0])
    for member in members[1:]:
        result = pick(result, number(member))
    return result
