r"""What ``x \in [0, 1]`` and ``X \sim \text{Bernoulli}(p)`` mean: ``span(..)`` of a set, ``law(..)`` of a symbol.

An interval, a list of values, ``[n]`` and the reals have a meaning here; a law has one where it has finitely many
atoms, or is the standard Gaussian. Everything else raises ``Undetermined``: it is told, never ignored.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flint import arb

from ntkprops.language.notation import Symbol
from ntkprops.language.ranges import is_infinite
from ntkprops.language.tree import Expr
from ntkprops.meaning import Undetermined
from ntkprops.meaning.exact.enclosures import Interval, Number, interval
from ntkprops.meaning.exact.system import whole
from ntkprops.meaning.exact.tensor import Tensor, Value
from ntkprops.meaning.exact.values import compare, conjunction, disjunction

ValueOf = Callable[[Expr], Number]
Law = tuple[tuple[Fraction, Fraction], ...]  # (value, probability)

ZERO, ONE, HALF = Fraction(0), Fraction(1), Fraction(1, 2)
GAUSSIAN = "gaussian"
RADEMACHER: Law = ((-ONE, HALF), (ONE, HALF))
LAWS: dict[str, Law | str] = {GAUSSIAN: GAUSSIAN, "rademacher": RADEMACHER}
SORTS: dict[str, tuple[Number | None, Number | None, bool]] = {  # low, high, whether the ends are left out
    "real": (None, None, True),
    "positive": (ZERO, None, True),
    "nonnegative": (ZERO, None, False),
    "time": (ZERO, None, False),
    "probability": (ZERO, ONE, True),
}


@dataclass(frozen=True)
class Span:
    """A set of numbers: an interval, None for an infinite end, or finitely many ``values``."""

    low: Number | None = None
    high: Number | None = None
    opens: tuple[bool, bool] = (False, False)
    values: tuple[Number, ...] | None = None

    @property
    def enclosure(self) -> Interval:
        """One enclosure of every number in the set, if it is an interval."""
        low = arb.neg_inf() if self.low is None else interval(self.low).lo
        return Interval(low, arb.pos_inf() if self.high is None else interval(self.high).hi)

    def holds(self, value: Number) -> bool | None:
        """Whether a number lies in the set: certainly, certainly not, or None."""
        if self.values is not None:
            return disjunction([compare(value, "=", member) for member in self.values])
        left, right = (">" if self.opens[0] else ">="), ("<" if self.opens[1] else "<=")
        above = True if self.low is None else compare(value, left, self.low)
        return conjunction([above, True if self.high is None else compare(value, right, self.high)])


def kind_of(tree: Expr) -> str:
    """How a printed set is read: "values", "whole", "line" or its brackets; empty where it has no meaning here."""
    if tree.head == "set":
        return "values" if tree.args else ""
    if tree.head == "space" and tree.name == "R":
        return "" if tree.args else "line"
    if tree.head == "space" and tree.name == "[]" and len(members(tree)) == 1:
        return "whole"
    brackets = {"listing": "()", "space": tree.name, "interval": tree.name}.get(tree.head, "")
    return brackets if len(members(tree)) == 2 and brackets in ("[]", "()", "(]", "[)") else ""


def members(tree: Expr) -> tuple[Expr, ...]:
    """The ends of an interval, or what a list holds."""
    return tree.args[0].args if tree.args and tree.args[0].head == "items" else tree.args


def span(tree: Expr, value_of: ValueOf) -> Span:
    r"""The numbers of a printed set: ``[0, 1]``, ``(0, 1)``, ``\{-1, 1\}``, ``[n]``, ``\mathbb{R}``.

    Raises:
        Undetermined: for a set that has no meaning here.
    """
    kind, ends = kind_of(tree), members(tree)
    if not kind:
        raise Undetermined(f"a {tree.head} that is no set known here")
    if kind == "values":
        return Span(values=tuple(map(value_of, ends)))
    if kind == "whole":
        return Span(values=tuple(whole(ONE, value_of(ends[0]))))
    low, high = (None, None) if kind == "line" else (_end(end, value_of) for end in ends)
    return Span(low, high, (kind[0] == "(", kind[1] == ")"))


def _end(tree: Expr, value_of: ValueOf) -> Number | None:
    return None if is_infinite(tree) else value_of(tree)


def sort_span(row: Symbol, value_of: ValueOf) -> Span:
    """The numbers that a declared sort allows; an index runs from 1 to its dimension.

    Raises:
        Undetermined: for a sort that is no set of numbers, and for whole numbers without an end.
    """
    kind = row.sort.kind
    if kind == "index":
        (over,) = row.sort.dims
        return Span(values=tuple(whole(ONE, value_of(Expr("number" if over.isdigit() else "symbol", name=over)))))
    if kind == "sign":
        return Span(values=(-ONE, ONE))
    if kind not in SORTS:
        raise Undetermined(f"{row.name} is {row.sort}, no interval of numbers")
    low, high, strict = SORTS[kind]
    return Span(low, high, (strict, strict))


def lies_in(row: Symbol, value: Value, value_of: ValueOf) -> bool | None:
    """Whether a value, or every entry of a family of values, obeys the sort of its symbol and has its extents."""
    entries: Sequence[Number] = value.entries if isinstance(value, Tensor) else (value,)
    if not row.of and row.sort.kind != "index" and not _is_of_extents(row, value, value_of):
        return False
    if not row.sort.is_scalar or row.sort.kind == "real":
        return True
    if row.sort.kind == "count":
        return conjunction([isinstance(v, Fraction) and v.denominator == 1 and v >= 1 for v in entries])
    allowed = sort_span(row, value_of)
    return conjunction([allowed.holds(entry) for entry in entries])


def _is_of_extents(row: Symbol, value: Value, value_of: ValueOf) -> bool:
    """Whether a value is a number, or a tensor of the declared extents; a sequence may go on beyond them."""
    dims = [*row.over, *(() if row.sort.is_scalar else row.sort.dims)]
    if not isinstance(value, Tensor) or not dims:
        return isinstance(value, Tensor) == bool(dims)
    lengths = [value_of(Expr("number" if dim.isdigit() else "symbol", name=dim)) for dim in dims]
    first, *rest = value.shape
    fits = compare(Fraction(first), ">=" if row.over else "=", lengths[0]) is True and rest == lengths[1:]
    return fits and len(value.shape) == len(lengths) and not value.is_row


def law(tree: Expr, row: Symbol, value_of: ValueOf) -> Law | str:
    r"""A printed law of a symbol: ``N(0, 1)``, ``N(0, I)``, ``Bernoulli(p)``, and uniform on the signs of a sign.

    Raises:
        Undetermined: for a law that is not represented here; uniform on [a, b] and on {a, b} read alike, so neither is.
    """
    if tree.head == "law" and tree.name == "Bernoulli" and len(tree.args) == 1:
        chance = value_of(tree.args[0])
        if isinstance(chance, Fraction) and 0 <= chance <= 1:
            return tuple(atom for atom in ((ZERO, 1 - chance), (ONE, chance)) if atom[1])
    fair = [[-ONE, ONE], [ONE, -ONE]] if row.sort.kind == "sign" else []
    if tree.head == "law" and tree.name.lower().startswith("unif") and [value_of(arg) for arg in tree.args] in fair:
        return RADEMACHER
    if tree.head == "law" and tree.name == "N" and len(tree.args) == 2 and value_of(tree.args[0]) == 0:
        spread = tree.args[1].args[0] if tree.args[1].head == "entry" else tree.args[1]
        if spread.name.split("_")[0] == "I" or value_of(tree.args[1]) == 1:  # I, I_d
            return GAUSSIAN
    raise Undetermined(f"the law {tree.name} is not represented here")
