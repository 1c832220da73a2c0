"""Which variables the constraints force to be positive, or not negative, although their assumptions do not.

Where a constraint says ``c x M > (something that cannot be negative)``, or ``>=`` something positive,
with a single positive term, every variable of that term differs from zero: were ``x <= 0``, the term
would be at most zero. Each such step is a refutation of its own, accepted by the kernel, and later
steps may use it. Dividing by ``x`` is allowed afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from ntkprops.proof.scalar import kernel
from ntkprops.proof.scalar.reading.atoms import Support
from ntkprops.proof.scalar.reading.facts import Claim, names_used, rules_used
from ntkprops.proof.scalar.search.assemble import assembled
from ntkprops.proof.scalar.search.columns import Column, is_nonnegative, is_strict, times
from ntkprops.proof.scalar.search.system import Dense, Row, System, Vector


@dataclass(frozen=True)
class Step:
    """The row shows the variable, in its one positive term, to be ``> 0`` or ``>= 0``."""

    variable: int
    row: int
    term: Vector
    relation: str


def with_signs(system: System) -> System:
    """The system with the variables marked that single constraints show to be ``>= 0``."""
    return _closed(system, _weak_steps)


def sharpened(system: System) -> System:
    """The system with the variables marked that single constraints show to be positive."""
    return _closed(system, _strict_steps)


def _closed(system: System, steps: Callable[[System], Iterator[Step]]) -> System:
    """All steps taken, each on what the earlier ones have shown."""
    for _ in system.variables:
        step = next(steps(system), None)
        if step is None:
            break
        system = _marked(system, step)
    return system


def _single_terms(system: System) -> Iterator[tuple[int, Vector, list[Vector]]]:
    """Rows ``term >= sum of terms that cannot be negative``: (row, term, the others)."""
    for index, row in enumerate(system.rows):
        above = [monomial for monomial, value in row.poly.items() if value > 0]
        below = [monomial for monomial, value in row.poly.items() if value < 0]
        if row.relation != "=" and len(above) == 1 and all(is_nonnegative(system, m) for m in below):
            yield index, above[0], below


def _weak_steps(system: System) -> Iterator[Step]:
    """``x M >= ...`` with ``M > 0`` shows ``x >= 0``."""
    for index, term, _ in _single_terms(system):
        for i, exponent in enumerate(term):
            if exponent == 1 and not system.signs[i] and is_strict(system, _lowered(term, i)):
                yield Step(i, index, term, ">=")


def _strict_steps(system: System) -> Iterator[Step]:
    """``x M > ...``, or ``x M >= (something positive)``, with ``M >= 0`` shows ``x > 0``."""
    for index, term, below in _single_terms(system):
        if system.rows[index].relation == ">" or any(is_strict(system, m) for m in below):
            for i, exponent in enumerate(term):
                if exponent and system.signs[i] != ">" and is_nonnegative(system, _lowered(term, i)):
                    yield Step(i, index, term, ">")


def _lowered(term: Vector, variable: int) -> Vector:
    """``term / variable``."""
    return tuple(e - (j == variable) for j, e in enumerate(term))


def _marked(system: System, step: Step) -> System:
    """The system with the variable's sign, which rests on the row."""
    lemma, rows = _lemma(system, step)
    claims = [system.rows[i].claim for i in rows if i < len(system.rows)]
    by_goal = any(i < system.goals for i in rows) or any(s.by_goal for c in claims for s in c.support)
    i, text = step.variable, f"{system.variables[step.variable]} {step.relation} 0"
    below = frozenset(support for claim in claims for support in claim.support)
    support = Support(text, names_used(claims), (lemma,), rules_used(claims), by_goal)
    row = Row(_unit(system, i, 1), step.relation, Claim({}, step.relation, text, below | {support}))
    weak = {i: system.sign_rows[i]} if i in system.sign_rows else {}
    return replace(
        system,
        rows=(*system.rows, row),
        signs=(*system.signs[:i], step.relation, *system.signs[i + 1 :]),
        sign_rows={**system.sign_rows, i: len(system.rows)},
        weak_rows={**system.weak_rows, **weak},
    )


def _lemma(system: System, step: Step) -> tuple[kernel.Refutation, tuple[int, ...]]:
    """The refutation of the opposite sign: the row, its negative terms added back, and ``c M (-x)``."""
    row, name = system.rows[step.row], system.variables[step.variable]
    minus, relation = _unit(system, step.variable, -1), ">" if step.relation == ">=" else ">="
    assumed = Row(minus, relation, Claim({}, relation, f"not ({name} {step.relation} 0)"))
    wider = replace(system, rows=(*system.rows, assumed))
    rest, unit = _lowered(step.term, step.variable), (0,) * len(step.term)
    assumption = times(wider, rest, Column(minus, relation, unit, (len(system.rows),)))
    chosen = [
        (assumption, row.poly[step.term]),
        (Column(row.poly, row.relation, unit, (step.row,)), Fraction(1)),
    ]
    for monomial, value in row.poly.items():
        if value < 0:
            slack = ">" if is_strict(system, monomial) else ">="
            chosen.append((Column({monomial: Fraction(1)}, slack, monomial, ()), -value))
    lemma, rows = assembled(wider, chosen)
    if not kernel.accepts(lemma):
        raise AssertionError("a sign lemma that the kernel rejects: a bug")
    return lemma, rows


def _unit(system: System, variable: int, value: int) -> Dense:
    """``value * variable``."""
    return {tuple(int(j == variable) for j in range(len(system.variables))): Fraction(value)}
