"""Which variables the constraints force to be positive, although their assumptions allow zero.

Where a constraint says ``c x M > (something that cannot be negative)``, or ``>=`` something positive,
with a single positive term, every variable of that term differs from zero: were ``x <= 0``, the term
would be at most zero. Each such step is a refutation of its own, accepted by the kernel, and later
steps may use it. Dividing by ``x`` is allowed afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from ntkprops.proof.scalar import kernel
from ntkprops.proof.scalar.assemble import assembled
from ntkprops.proof.scalar.columns import Column, is_nonnegative, is_strict
from ntkprops.proof.scalar.facts import Claim, names_used
from ntkprops.proof.scalar.reading import Support
from ntkprops.proof.scalar.system import Row, System, Vector


def sharpened(system: System) -> System:
    """The system with every variable marked positive that a single constraint shows to be so."""
    for _ in system.variables:
        step = next(_steps(system), None)
        if step is None:
            break
        system = _marked(system, *step)
    return system


def _steps(system: System) -> Iterator[tuple[int, int, Vector]]:
    """(variable, row, term): the row shows the variable in its one positive term to be positive."""
    for index, row in enumerate(system.rows):
        above = [monomial for monomial, value in row.poly.items() if value > 0]
        below = [monomial for monomial, value in row.poly.items() if value < 0]
        if row.relation == "=" or len(above) != 1 or not all(is_nonnegative(system, m) for m in below):
            continue
        if row.relation == ">" or any(is_strict(system, m) for m in below):
            yield from ((i, index, above[0]) for i in _shown(system, above[0]))


def _shown(system: System, term: Vector) -> Iterator[int]:
    """The variables that must be positive for the term to be."""
    for i, exponent in enumerate(term):
        rest = tuple(e - (j == i) for j, e in enumerate(term))
        if exponent and system.signs[i] != ">" and is_nonnegative(system, rest):
            yield i


def _marked(system: System, variable: int, index: int, term: Vector) -> System:
    """The system with ``variable > 0``, which rests on the row."""
    lemma, rows = _lemma(system, variable, index, term)
    claims = [system.rows[i].claim for i in rows if i < len(system.rows)]
    by_goal = any(i < system.goals for i in rows) or any(s.by_goal for c in claims for s in c.support)
    text = f"{system.variables[variable]} > 0"
    below = frozenset(support for claim in claims for support in claim.support)
    support = Support(text, names_used(claims), (lemma,), by_goal)
    unit = tuple(int(j == variable) for j in range(len(term)))
    row = Row({unit: Fraction(1)}, ">", Claim({}, ">", text, below | {support}))
    weak = {variable: system.sign_rows[variable]} if variable in system.sign_rows else {}
    return replace(
        system,
        rows=(*system.rows, row),
        signs=(*system.signs[:variable], ">", *system.signs[variable + 1 :]),
        sign_rows={**system.sign_rows, variable: len(system.rows)},
        weak_rows={**system.weak_rows, **weak},
    )


def _lemma(system: System, variable: int, index: int, term: Vector) -> tuple[kernel.Refutation, tuple[int, ...]]:
    """The refutation of ``variable <= 0``: the row, its negative terms added back, and ``c M (-x)``."""
    row, unit = system.rows[index], (0,) * len(term)
    minus = {tuple(int(j == variable) for j in range(len(term))): Fraction(-1)}
    assumed = Row(minus, ">=", Claim({}, ">=", f"not ({system.variables[variable]} > 0)"))
    wider = replace(system, rows=(*system.rows, assumed))
    rest = tuple(e - (j == variable) for j, e in enumerate(term))
    chosen = [
        (Column(row.poly, row.relation, unit, (index,)), Fraction(1)),
        (Column(minus, ">=", rest, (len(system.rows),)), row.poly[term]),
    ]
    for monomial, value in row.poly.items():
        if value < 0:
            relation = ">" if is_strict(system, monomial) else ">="
            chosen.append((Column({monomial: Fraction(1)}, relation, monomial, ()), -value))
    lemma, rows = assembled(wider, chosen)
    if not kernel.accepts(lemma):
        raise AssertionError("a sign lemma that the kernel rejects: a bug")
    return lemma, rows
