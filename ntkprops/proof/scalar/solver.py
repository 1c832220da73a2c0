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


def rational_solution(
    columns: Sequence[Mapping[tuple[int, ...], Fraction]],
    chosen: Sequence[int],
    *,
    strict: Sequence[bool],
    free: Sequence[bool],
    rlimit: int,
) -> dict[int, Fraction] | None:
    """Multipliers as in ``linear.multipliers`` for the chosen columns, by Z3's simplex."""
    lines = [f"(declare-const c{j} Real)" + ("" if free[j] else f"(assert (>= c{j} 0))") for j in chosen]
    balance: dict[tuple[int, ...], list[str]] = {}
    for j in chosen:
        for monomial, value in columns[j].items():
            balance.setdefault(monomial, []).append(f"(* {number(value)} c{j})")
    lines += [f"(assert (= 0 {_sum(terms)}))" for terms in balance.values()]
    lines.append(f"(assert (= 1 {_sum([f'c{j}' for j in chosen if strict[j]])}))")
    solver = z3.SolverFor("QF_LRA")
    solver.set("smt.arith.solver", 2)  # several times faster than the default on these
    solver.set("rlimit", rlimit)
    solver.from_string("\n".join(lines))
    if solver.check() != z3.sat:
        return None
    model = solver.model()
    values = {int(d.name()[1:]): _fraction(model[d]) for d in model.decls()}
    return {j: value for j, value in values.items() if value}


def _fraction(value) -> Fraction:
    return Fraction(value.numerator_as_long(), value.denominator_as_long())


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
    known = {int(d.name()[1:]): model[d] for d in model.decls() if d.name()[1:].isdigit()}  # Z3 adds its own
    return Feasibility("sat", {i: _near(value) for i, value in known.items()})


def _near(value) -> Fraction:
    """A rational value, or a close one for an algebraic number (a candidate, to be checked anyway)."""
    return _fraction(value if z3.is_rational_value(value) else value.approx(6))


def _polynomial(poly: Dense) -> str:
    return _sum([_term(monomial, value) for monomial, value in poly.items()])


def _term(monomial: tuple[int, ...], value: Fraction) -> str:
    factors = [f"x{i}" for i, exponent in enumerate(monomial) for _ in range(exponent)]
    return f"(* {number(value)} {' '.join(factors)})" if factors else number(value)


def _sum(terms: Sequence[str]) -> str:
    return terms[0] if len(terms) == 1 else f"(+ {' '.join(terms)})" if terms else "0"


def number(value: Fraction) -> str:
    """A rational in SMT-LIB's spelling."""
    size = f"(/ {abs(value.numerator)} {value.denominator})"
    return size if value >= 0 else f"(- {size})"
