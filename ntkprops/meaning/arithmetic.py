r"""What must a number system offer, so that every formula has a value in it? ``Arithmetic``.

Two are offered: ``exact`` (fractions, certified enclosures, tensors of both; truth is True, False or None where it
cannot be told) and ``doubles`` (arrays whose leading axis runs through draws; truth is an array of booleans). What a
number system cannot tell, and what lies outside a function's domain, it says by ``Undetermined``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, Protocol


class Undetermined(Exception):  # noqa: N818  a state of knowledge, not an error
    """A value that is not fixed, or that nothing here can compute; the message says why."""


class Arithmetic(Protocol):
    """Values ``V`` of one kind, numbers, vectors and matrices alike, and truths ``T`` about them."""

    name: str

    # -- numbers --
    def number(self, value: Fraction, /) -> Any: ...
    def pi(self) -> Any: ...
    def as_number(self, value: Any, head: str, /) -> Any:
        """The value itself, where it is a number."""

    def power(self, base: Any, exponent: Any, /, *, counts: bool) -> Any:
        """A power; the base may be negative only where the exponent ``counts``, as a whole number by its form."""

    def root(self, value: Any, /) -> Any: ...
    def exponential(self, value: Any, /) -> Any: ...
    def logarithm(self, value: Any, /) -> Any: ...
    def magnitude(self, value: Any, /) -> Any: ...
    def larger(self, left: Any, right: Any, /) -> Any: ...
    def smaller(self, left: Any, right: Any, /) -> Any: ...

    # -- values of any shape --
    def plus(self, left: Any, right: Any, /) -> Any: ...
    def times(self, left: Any, right: Any, /) -> Any:
        """The product: scalars scale, rows meet columns."""

    def matrix_power(self, base: Any, exponent: Any, /) -> Any: ...
    def negative(self, value: Any, /) -> Any: ...
    def over(self, left: Any, right: Any, /) -> Any: ...
    def norm(self, value: Any, kind: str, /) -> Any: ...
    def inner(self, left: Any, right: Any, /) -> Any: ...
    def transposed(self, value: Any, /) -> Any: ...
    def trace(self, value: Any, /) -> Any: ...
    def eigenvalue(self, value: Any, place: int, /) -> Any:
        """The least (place 0) or greatest (-1) of a symmetric matrix."""

    def stacked(self, members: Sequence[Any], /) -> Any:
        """Values of one shape as one value, their index first."""

    def member(self, value: Any, place: int, /) -> Any:
        """The part at a 0-based place of the first axis."""

    # -- ranges --
    def is_number(self, value: Any, /) -> bool: ...
    def is_whole(self, value: Any, /) -> bool: ...
    def place(self, value: Any, /) -> int:
        """A whole number as one of Python."""
        ...

    def whole(self, low: Any, high: Any, /) -> Sequence[Any]:
        """The whole numbers from one end to the other."""
        ...

    def integral(
        self, body: Callable[[Any], Any], low: Any, high: Any, /, *, cuts: Sequence[float], spend: Callable[[int], None]
    ) -> Any:
        """The integral of a function that is smooth between ``cuts``."""

    def supremum(self, body: Callable[[Any], Any], low: Any, high: Any, /, *, opens: tuple[bool, bool]) -> Any:
        """The least upper bound over an interval; an end that is None is infinite, one that ``opens`` left out."""

    # -- truth --
    def related(self, left: Any, op: str, right: Any, /) -> Any:
        """Whether a comparison holds."""

    def every(self, truths: Sequence[Any], /) -> Any: ...
    def some(self, truths: Sequence[Any], /) -> Any: ...
    def denied(self, truth: Any, /) -> Any: ...
    def indicator(self, truth: Any, /) -> Any:
        """1 where it holds, 0 where not."""
