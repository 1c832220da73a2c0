"""From claims with rational exponents to constraints with whole ones, as the kernel reads them.

Words that occur with whole exponents only are cleared as denominators; the others become variables
``s`` with ``s^L = word``. Every atom is rescaled by the common denominator of its exponents, so
``sqrt(n)`` becomes the variable ``n^(1/2)`` and ``n`` its square. Constant atoms get rational bounds
from ball arithmetic. Each constraint is divided by the positive monomial all its terms share.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil, floor, lcm

import flint
import sympy

from ntkprops.proof.scalar.ball import enclose
from ntkprops.proof.scalar.reading.atoms import Atom, Atoms
from ntkprops.proof.scalar.reading.facts import Claim
from ntkprops.proof.scalar.reading.polynomial import (
    Poly,
    add,
    atom,
    atoms_of,
    constant,
    content,
    divide,
    is_constant,
    multiply,
    power,
    subtract,
)
from ntkprops.proof.scalar.size import UndeterminedError

Vector = tuple[int, ...]  # one exponent per variable
Dense = dict[Vector, Fraction]
GRAIN = 10**6  # denominators of the rational bounds of constants
LARGEST_EXPONENT = 2000  # of two, in a bound
LONGEST = 4000  # terms of a constraint
HIGHEST = 2000  # exponent of a variable


@dataclass(frozen=True)
class Row:
    """One constraint: ``poly relation 0`` and the claim it came from."""

    poly: Dense
    relation: str
    claim: Claim


@dataclass(frozen=True)
class System:
    """Constraints over whole-exponent variables; ``signs[i]`` is ``>``, ``>=`` or empty.

    Rows ``0 .. goals - 1`` are the negated goal; ``sign_rows[i]`` is the row that states the sign of
    variable ``i``, for those that have one.
    """

    variables: tuple[str, ...]
    signs: tuple[str, ...]
    rows: tuple[Row, ...]
    goals: int
    sign_rows: dict[int, int]
    scales: tuple[tuple[str, int], ...]  # (atom, L): the variable is atom^(1/L)
    roots: dict[int, tuple[int, int, int]] = field(
        default_factory=dict
    )  # variable -> (L, prime, row of x^L = prime)
    weak_rows: dict[int, int] = field(default_factory=dict)  # rows ``x >= 0`` of variables shown positive


def compiled(atoms: Atoms, negated: list[Claim], claims: Iterable[Claim]) -> System:
    """The system of the negated goal and the claims."""
    kept = [*negated, *claims]
    cleared = _clear_words(atoms, kept)
    kept = _reachable(cleared[: len(negated)], cleared[len(negated) :])
    scales = _scales(kept)
    kept += list(constant_facts(atoms, scales))
    kept += list(root_facts(atoms, scales))
    more = _scales(kept)
    scales = {name: lcm(scales.get(name, 1), more[name]) for name in more}
    return _dense(atoms, kept, scales, len(negated))


def _reachable(goal: list[Claim], others: list[Claim]) -> list[Claim]:
    """The goal, and the claims connected to it by shared atoms; all of them where there is no goal."""
    if not goal:
        return list(others)
    known = set().union(*(_variables(claim.poly) for claim in goal))
    kept = [claim for claim in others if is_constant(claim.poly)]
    waiting, grown = [claim for claim in others if not is_constant(claim.poly)], True
    while grown:
        near = [claim for claim in waiting if not known.isdisjoint(_variables(claim.poly))]
        kept += near
        fresh = set().union(*(_variables(claim.poly) for claim in near))
        waiting = [claim for claim in waiting if known.isdisjoint(_variables(claim.poly))]
        known |= fresh
        grown = bool(near)
    return [*goal, *kept]


def _variables(poly: Poly) -> frozenset[str]:
    """The atoms that connect: not the numbers."""
    return frozenset(name for name in atoms_of(poly) if not name.isdigit() and name != "pi")


def _clear_words(atoms: Atoms, claims: list[Claim]) -> list[Claim]:
    """Writes out every word, latest first: as a factor if its exponents are whole, else by definition."""
    words = [known for known in atoms.known.values() if known.kind == "word"]
    for word in reversed(words):
        exponents = [e for claim in claims for mono in claim.poly for n, e in mono if n == word.name]
        (inside,), sign = word.inside, atoms.signs[word.name]
        support = atoms.reasons.get(word.name, frozenset())
        if exponents and all(e.denominator == 1 for e in exponents):
            claims = [replace(claim, poly=written_out(word, claim.poly)) for claim in claims]
            claims.append(Claim(inside, sign, f"{word.meaning} {sign} 0", support))
        elif exponents:
            definition = subtract(atom(word.name), inside)
            claims = [*claims, Claim(definition, "=", f"{word.name} by definition", support)]
    return claims


def written_out(word: Atom, poly: Poly) -> Poly:
    """``poly`` times the power of the word that clears it, the word written out."""
    lowest = min((e for mono in poly for n, e in mono if n == word.name), default=Fraction(0))
    (inside,) = word.inside
    terms = []
    for mono, coefficient in poly.items():
        exponent = dict(mono).get(word.name, Fraction(0)) - min(lowest, Fraction(0))
        rest = tuple((n, e) for n, e in mono if n != word.name)
        terms.append(multiply({rest: coefficient}, power(inside, int(exponent))))
    result = add(*terms)
    if len(result) > LONGEST:
        raise UndeterminedError("clearing denominators makes the inequality too long")
    return result


def _scales(claims: Iterable[Claim]) -> dict[str, int]:
    """For every atom the common denominator of its exponents."""
    scales: dict[str, int] = {}
    for claim in claims:
        for mono in claim.poly:
            for name, exponent in mono:
                scales[name] = lcm(scales.get(name, 1), exponent.denominator)
    return scales


def constant_facts(atoms: Atoms, scales: dict[str, int]) -> Iterator[Claim]:
    """Rational bounds of every variable that is a number."""
    for name, scale in scales.items():
        meaning = sympy.Integer(int(name)) if name.isdigit() else atoms.known[name].meaning
        ends = None if meaning.free_symbols else bounds(enclose(meaning ** sympy.Rational(1, scale)))
        if ends is not None:
            low, high = floor(ends[0] * GRAIN), ceil(ends[1] * GRAIN)
            x = atom(name, Fraction(1, scale))
            above, below = (
                subtract(x, constant(Fraction(low, GRAIN))),
                subtract(constant(Fraction(high, GRAIN)), x),
            )
            yield Claim(above, ">=", f"{meaning} bounded below", rule="ball")
            yield Claim(below, ">=", f"{meaning} bounded above", rule="ball")


def bounds(ball: flint.arb) -> tuple[Fraction, Fraction] | None:
    """The exact ends of a ball, unless it is not finite or its exponent is out of all proportion."""
    if not ball.is_finite():
        return None
    ends = [end.mid().man_exp() for end in (ball.lower(), ball.upper())]
    if any(abs(int(exponent)) > LARGEST_EXPONENT for _, exponent in ends):
        return None
    low, high = (Fraction(int(mantissa)) * Fraction(2) ** int(exponent) for mantissa, exponent in ends)
    return low, high


def root_facts(atoms: Atoms, scales: dict[str, int]) -> Iterator[Claim]:
    """The root of a count is at least 1."""
    for known in atoms.known.values():
        scale, symbol = scales.get(known.name, 1), known.meaning
        if scale > 1 and known.kind == "symbol" and symbol.is_integer and symbol.is_positive:
            root = subtract(atom(known.name, Fraction(1, scale)), constant(1))
            yield Claim(root, ">=", f"{symbol}^(1/{scale}) >= 1")


def _dense(atoms: Atoms, claims: list[Claim], scales: dict[str, int], goals: int) -> System:
    """Numbers the variables and writes every claim over them."""
    names = sorted(scales)
    signs = tuple(">" if name.isdigit() else atoms.signs.get(name, "") for name in names)
    index = {name: i for i, name in enumerate(names)}
    divided = [_divided(atoms, claim) for claim in claims]
    rows = [Row(_vectors(claim.poly, index, scales), claim.relation, claim) for claim in divided]
    rows = [row for i, row in enumerate(rows) if i < goals or not _trivial(row)]
    roots, sign_rows = {}, {}
    for name in names:
        if name.isdigit():
            roots[index[name]] = (scales[name], int(name), len(rows))
            claim = Claim({}, "=", f"({_variable(name, scales[name])})^{scales[name]} = {name}")
            rows.append(Row(_prime(int(name), index[name], len(names), scales[name]), "=", claim))
    for i, name in enumerate(names):
        if signs[i]:
            sign_rows[i] = len(rows)
            unit = tuple(int(j == i) for j in range(len(names)))
            label = _variable(name, scales[name])
            claim = Claim({}, signs[i], f"{label} {signs[i]} 0", atoms.reasons.get(name, frozenset()))
            rows.append(Row({unit: Fraction(1)}, signs[i], claim))
    variables = tuple(_variable(name, scales[name]) for name in names)
    return System(
        variables, signs, tuple(rows), goals, sign_rows, tuple((n, scales[n]) for n in names), roots
    )


def _variable(name: str, scale: int) -> str:
    return name if scale == 1 else f"{name}^(1/{scale})"


def _trivial(row: Row) -> bool:
    """Whether the row is a number that satisfies its own relation."""
    value = row.poly.get((0,) * len(next(iter(row.poly), ())), Fraction(0))
    if len(row.poly) > 1 or (row.poly and not value):
        return False
    return {">": value > 0, ">=": value >= 0, "=": value == 0}[row.relation]


def _divided(atoms: Atoms, claim: Claim) -> Claim:
    """The claim without the positive monomial that all its terms share."""
    positive = [name for name in atoms_of(claim.poly) if atoms.is_positive(name) and not name.isdigit()]
    shared = content(claim.poly, positive) if claim.poly else ()
    reasons = [atoms.reasons.get(name, frozenset()) for name, _ in shared]
    return replace(claim, poly=divide(claim.poly, shared), support=claim.support.union(*reasons))


def _vectors(poly: Poly, index: dict[str, int], scales: dict[str, int]) -> Dense:
    dense: Dense = {}
    for mono, coefficient in poly.items():
        exponents = [0] * len(index)
        for name, exponent in mono:
            exponents[index[name]] = int(exponent * scales[name])
            if abs(exponents[index[name]]) > HIGHEST:
                raise UndeterminedError(f"the power {exponent} of {name} is too high to calculate with")
        dense[tuple(exponents)] = coefficient
    return dense


def _prime(prime: int, position: int, width: int, scale: int) -> Dense:
    """``s^scale - prime``."""
    return {
        tuple(scale * int(i == position) for i in range(width)): Fraction(1),
        (0,) * width: Fraction(-prime),
    }
