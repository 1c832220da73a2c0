"""Candidate summands of a refutation: which products of constraints could cancel which monomials.

The search goes backwards. A monomial that enters the sum with the wrong sign has to be cancelled, so
only constraints that hold it with the other sign are multiplied to meet it; their other monomials
have to be cancelled next. Positive variables may be divided by: the whole identity is multiplied by
a positive monomial in the end. Irrelevant hypotheses are never met on this walk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import combinations, combinations_with_replacement, product
from math import isqrt
from operator import add, sub

from ntkprops.proof.scalar.search.roots import settled, settled_monomial
from ntkprops.proof.scalar.search.system import Dense, System, Vector

DEEPEST = 10  # total degree, up and down, of a multiplier


@dataclass(frozen=True)
class Column:
    """``x^multiplier * product of rows[factors] * square^2``, multiplied out in ``poly``."""

    poly: Dense
    relation: str
    multiplier: Vector
    factors: tuple[int, ...]
    square: Dense | None = None

    @cached_property
    def above(self) -> tuple[Vector, ...]:
        """The monomials that could cancel a negative one: those with a positive coefficient, all in an equality."""
        return tuple(m for m, value in self.poly.items() if self.relation == "=" or value > 0)

    @cached_property
    def below(self) -> tuple[Vector, ...]:
        """The monomials that could cancel a positive one."""
        return tuple(m for m, value in self.poly.items() if self.relation == "=" or value < 0)


@dataclass
class Walk:
    """The columns met so far and the monomials that still have to be cancelled."""

    system: System
    bases: Sequence[Column]
    divide: bool  # whether multipliers may divide by positive variables
    largest: int
    columns: dict[object, Column] = field(default_factory=dict)
    done: set[tuple[Vector, bool]] = field(default_factory=set)
    frontier: list[tuple[Vector, bool]] = field(default_factory=list)

    def add(self, column: Column) -> None:
        """Takes a column in and notes what it leaves to be cancelled."""
        key = (column.multiplier, column.factors)
        if key in self.columns or len(self.columns) >= self.largest:
            return
        self.columns[key] = column
        for monomial in column.above:
            self._need(monomial, True)
        for monomial in column.below:
            self._need(monomial, False)

    def _need(self, monomial: Vector, positive: bool) -> None:
        """A positive term must be cancelled; a negative one too where no sign is known for it."""
        need = (monomial, positive)
        if need not in self.done and (positive or not is_nonnegative(self.system, monomial)):
            self.done.add(need)
            self.frontier.append(need)

    def step(self) -> bool:
        """Meets every open need once; whether anything new came."""
        needs, self.frontier = self.frontier, []
        before = len(self.columns)
        for monomial, positive in needs:
            for base in self.bases if len(self.columns) < self.largest else ():
                self._meet(monomial, positive, base)
        return len(self.columns) > before

    def _meet(self, need: Vector, positive: bool, base: Column) -> None:
        """Every multiple of ``base`` that cancels the need."""
        for monomial in base.below if positive else base.above:
            multiplier = settled_monomial(self.system, tuple(map(sub, need, monomial)))[1]
            if self._allowed(multiplier, base.relation):
                total = _moved(self.system, base.multiplier, multiplier)
                if (total, base.factors) not in self.columns:
                    self.add(times(self.system, multiplier, base))

    def _allowed(self, multiplier: Vector, relation: str) -> bool:
        """Whether the multiplier keeps the relation and stays small."""
        if sum(map(abs, multiplier)) > DEEPEST or (not self.divide and min(multiplier, default=0) < 0):
            return False
        if relation == "=":
            return all(e >= 0 or sign == ">" for e, sign in zip(multiplier, self.system.signs, strict=True))
        return is_nonnegative(self.system, multiplier)


def is_nonnegative(system: System, monomial: Vector) -> bool:
    """Whether the monomial cannot be negative: even in what has no sign, no division by what may be 0."""
    for exponent, sign in zip(monomial, system.signs, strict=True):
        if sign != ">" and (exponent < 0 or (not sign and exponent % 2)):
            return False
    return True


def is_strict(system: System, monomial: Vector) -> bool:
    """Whether the monomial is positive everywhere."""
    return all(not exponent or sign == ">" for exponent, sign in zip(monomial, system.signs, strict=True))


def times(system: System, multiplier: Vector, base: Column) -> Column:
    """The column multiplied by a monomial; strict only where both are."""
    relation = ">=" if base.relation == ">" and not is_strict(system, multiplier) else base.relation
    total = _moved(system, base.multiplier, multiplier)
    change = tuple(map(sub, total, base.multiplier))
    poly = {tuple(map(add, m, change)): c for m, c in base.poly.items()}
    return Column(settled(system, poly), relation, total, base.factors, base.square)


def _moved(system: System, multiplier: Vector, change: Vector) -> Vector:
    """The product of two multipliers, up to a positive number."""
    return settled_monomial(system, tuple(map(add, multiplier, change)))[1]


def rows_of(system: System) -> list[Column]:
    """Every constraint that is more than the sign of a variable."""
    known = {
        *system.sign_rows.values(),
        *system.weak_rows.values(),
        *(row for _, _, row in system.roots.values()),
    }
    unit = (0,) * len(system.variables)
    rows = [(i, row) for i, row in enumerate(system.rows) if i not in known]
    return [Column(settled(system, row.poly), row.relation, unit, (i,)) for i, row in rows]


def conjugates(system: System) -> Iterator[Column]:
    """The negated goal times each of its own terms, from which ``a > b`` gives ``a^2 > b^2``."""
    for goal in [row for row in rows_of(system) if row.factors[0] < system.goals and len(row.poly) <= 4]:
        for monomial in goal.poly:
            if is_nonnegative(system, monomial):
                yield times(system, monomial, goal)


def strict_matches(system: System) -> Iterator[Column]:
    """Strict constraints that meet what a goal ``<= 0`` leaves over, so that something is positive."""
    rows = rows_of(system)
    wanted = [
        m for row in rows if row.factors[0] < system.goals for m, value in row.poly.items() if value < 0
    ]
    for row in rows:
        if row.relation == ">" and row.factors[0] >= system.goals:
            for need, (monomial, value) in product(wanted, row.poly.items()):
                multiplier = tuple(a - b for a, b in zip(need, monomial, strict=True))
                if value > 0 and min(multiplier) >= 0 and is_strict(system, multiplier):
                    yield times(system, multiplier, row)


def products(system: System, bases: Sequence[Column]) -> Iterator[Column]:
    """Every product of two inequalities."""
    usable = [base for base in bases if base.relation != "=" and len(base.factors) == 1]
    for p, q in combinations_with_replacement(usable, 2):
        relation = ">" if p.relation == q.relation == ">" else ">="
        poly = settled(system, expanded(p.poly, q.poly))
        if poly:
            yield Column(poly, relation, p.multiplier, (*p.factors, *q.factors))


def expanded(p: Dense, q: Dense) -> Dense:
    """``p q``, multiplied out."""
    result: Dense = {}
    for a, x in p.items():
        for b, y in q.items():
            key = tuple(map(add, a, b))
            result[key] = result.get(key, Fraction(0)) + x * y
    return {key: value for key, value in result.items() if value}


def slacks(system: System, columns: Iterable[Column]) -> Iterator[Column]:
    """Every monomial met that cannot be negative, as a summand of its own."""
    met = {monomial for column in columns for monomial, value in column.poly.items()}
    met.add((0,) * len(system.variables))
    for monomial in sorted(met):
        if is_nonnegative(system, monomial):
            relation = ">" if is_strict(system, monomial) else ">="
            yield Column({monomial: Fraction(1)}, relation, monomial, ())


def squares(system: System, columns: Sequence[Column], *, most: int = 40) -> Iterator[Column]:
    """``m (alpha a - beta b)^2`` where others can cancel the ends and the cross term is to be cancelled."""
    below = {m for c in columns for m, value in c.poly.items() if value < 0 or c.relation == "="}
    above = {m for c in columns for m, value in c.poly.items() if value > 0 or c.relation == "="}
    ends = sorted(u for u in below if is_nonnegative(system, u))[:most]
    goal = columns[0].poly if columns else {}
    for u, v in _even_pairs(ends):
        middle = tuple((a + b) // 2 for a, b in zip(u, v, strict=True))
        if middle in above or (middle in below and not is_nonnegative(system, middle)):
            yield from _binomial_squares(system, goal, u, v, middle)


def _even_pairs(monomials: Sequence[Vector]) -> Iterator[tuple[Vector, Vector]]:
    """Pairs whose product is a square."""
    groups: dict[Vector, list[Vector]] = {}
    for monomial in monomials:
        groups.setdefault(tuple(e % 2 for e in monomial), []).append(monomial)
    for group in groups.values():
        yield from combinations(group, 2)


def _binomial_squares(system: System, goal: Dense, u: Vector, v: Vector, middle: Vector) -> Iterator[Column]:
    """The squares with ends ``u``, ``v``: equal weights, and those that complete a square of the goal."""
    weights = {(Fraction(1), Fraction(1))}
    at_u, at_v, between = abs(goal.get(u, 0)), abs(goal.get(v, 0)), abs(goal.get(middle, 0))
    if between and at_u:
        weights.add((Fraction(1), Fraction(between) / (2 * at_u)))
    if between and at_v:
        weights.add((Fraction(between) / (2 * at_v), Fraction(1)))
    ratio = _root(Fraction(at_u) / at_v) if at_u and at_v else None
    if ratio:
        weights.add((ratio, Fraction(1)))
    signs = (1,) if is_nonnegative(system, middle) else (1, -1)
    for alpha, beta in sorted(weights):
        for sign in signs:
            yield _square(u, v, alpha, sign * beta)


def _square(u: Vector, v: Vector, alpha: Fraction, beta: Fraction) -> Column:
    """``m (alpha a - beta b)^2`` where ``m a^2 = x^u`` and ``m b^2 = x^v``."""
    lowest = tuple(min(a, b) for a, b in zip(u, v, strict=True))
    a, b = (tuple((e - low) // 2 for e, low in zip(w, lowest, strict=True)) for w in (u, v))
    middle = tuple((x + y) // 2 for x, y in zip(u, v, strict=True))
    poly = {u: alpha**2, v: beta**2, middle: -2 * alpha * beta}
    return Column(poly, ">=", lowest, (), {a: alpha, b: -beta})


def _root(value: Fraction) -> Fraction | None:
    """The rational square root, where there is one."""
    root = Fraction(isqrt(value.numerator), isqrt(value.denominator))
    return root if root * root == value else None
