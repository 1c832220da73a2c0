"""What Z3 is asked: exact multipliers from a linear program, and whether real constraints can hold.

Every call runs under a resource limit, never a wall clock, so that an answer does not depend on the
machine. Multipliers found here are checked by the kernel; an ``unsat`` of ``feasible`` is not, and is
shown as such.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import z3

from ntkprops.proof.scalar.system import Dense, Row


def multipliers(
    columns: Sequence[Mapping[tuple[int, ...], Fraction]],
    *,
    strict: Sequence[bool],
    free: Sequence[bool],
    rlimit: int = 2_000_000,
) -> dict[int, Fraction] | None:
    """Numbers ``c_j`` with ``sum_j c_j column_j = 0``, not all strict ones zero, or None.

    Args:
        columns: polynomials.
        strict: the columns of which at least one must be used; their multipliers add up to 1.
        free: the columns whose multiplier may have any sign; the others are ``>= 0``.

    Returns:
        The multipliers that are not zero, by column.
    """
    alive = _prune(columns, free)
    if not any(strict[j] for j in alive):
        return None
    lines = [f"(declare-const c{j} Real)" + ("" if free[j] else f"(assert (>= c{j} 0))") for j in alive]
    balance: dict[tuple[int, ...], list[str]] = {}
    for j in alive:
        for monomial, value in columns[j].items():
            balance.setdefault(monomial, []).append(f"(* {_number(value)} c{j})")
    lines += [f"(assert (= 0 {_sum(terms)}))" for terms in balance.values()]
    lines.append(f"(assert (= 1 {_sum([f'c{j}' for j in alive if strict[j]])}))")
    values = _solved(z3.SolverFor("QF_LRA"), "\n".join(lines), rlimit)
    return values and {int(name[1:]): value for name, value in values.items() if value}


def _solved(solver: z3.Solver, text: str, rlimit: int) -> dict[str, Fraction] | None:
    """A rational model of ``text``, or None."""
    solver.set("rlimit", rlimit)
    solver.from_string(text)
    if solver.check() != z3.sat:
        return None
    model = solver.model()
    return {d.name(): _fraction(model[d]) for d in model.decls()}


def _fraction(value) -> Fraction:
    return Fraction(value.numerator_as_long(), value.denominator_as_long())


def _prune(columns: Sequence[Mapping[tuple[int, ...], Fraction]], free: Sequence[bool]) -> list[int]:
    """The columns that could take part: every monomial must be cancelled by another column."""
    alive = set(range(len(columns)))
    rows: dict[tuple[int, ...], dict[int, Fraction]] = {}
    for j, column in enumerate(columns):
        for monomial, value in column.items():
            rows.setdefault(monomial, {})[j] = value
    waiting = set(rows)
    while waiting:
        row = rows[waiting.pop()]
        present = [j for j in row if j in alive]
        one_sign = not any(free[j] for j in present) and len({row[j] > 0 for j in present}) == 1
        if one_sign or len(present) == 1:
            alive.difference_update(present)
            waiting.update(monomial for j in present for monomial in columns[j])
    return sorted(alive)


@dataclass(frozen=True)
class Feasibility:
    """``unsat``, ``unknown``, or ``sat`` with values (rational ones only) by variable index."""

    status: str
    values: Mapping[int, Fraction]
    core: tuple[int, ...] = ()


def feasible(rows: Sequence[Row], *, extra: Sequence[str] = (), rlimit: int = 2_000_000) -> Feasibility:
    """Whether real numbers satisfy all rows; ``extra`` are SMT-LIB assertions over ``x0, x1, ...``."""
    width = len(next((monomial for row in rows for monomial in row.poly), ()))
    solver = z3.SolverFor("QF_NRA")
    solver.set("rlimit", rlimit)
    lines = [f"(declare-const x{i} Real)" for i in range(width)]
    lines += [f"(assert ({row.relation} {_polynomial(row.poly)} 0))" for row in rows]
    solver.from_string("\n".join([*lines, *(f"(assert {text})" for text in extra)]))
    status = solver.check()
    if status != z3.sat:
        return Feasibility("unsat" if status == z3.unsat else "unknown", {})
    model = solver.model()
    known = {int(d.name()[1:]): model[d] for d in model.decls()}
    return Feasibility("sat", {i: _near(value) for i, value in known.items()})


def _near(value) -> Fraction:
    """A rational value, or a close one for an algebraic number (a candidate, to be checked anyway)."""
    return _fraction(value if z3.is_rational_value(value) else value.approx(6))


def _polynomial(poly: Dense) -> str:
    return _sum([_term(monomial, value) for monomial, value in poly.items()])


def _term(monomial: tuple[int, ...], value: Fraction) -> str:
    factors = [f"x{i}" for i, exponent in enumerate(monomial) for _ in range(exponent)]
    return f"(* {_number(value)} {' '.join(factors)})" if factors else _number(value)


def _sum(terms: Sequence[str]) -> str:
    return terms[0] if len(terms) == 1 else f"(+ {' '.join(terms)})" if terms else "0"


def _number(value: Fraction) -> str:
    size = f"(/ {abs(value.numerator)} {value.denominator})"
    return size if value >= 0 else f"(- {size})"
