"""What Z3 is asked: whether real constraints can hold together, and where.

Every call runs in a context of its own and under a resource limit, so that an answer depends neither on
earlier calls nor on the machine. A call that the limit does not stop, as happens inside Z3's algebraic
numbers, ends by the clock. An ``unsat`` is re-checked by nothing, and is shown as such; a model is only a
candidate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import z3

from ntkprops.proof.scalar.search.system import Dense, Row

LONGEST = 10_000  # milliseconds of one call, far beyond what the resource limit allows where it is heeded


@dataclass(frozen=True)
class Feasibility:
    """``unsat`` with the rows that already are, ``unknown``, or ``sat`` with values by variable index."""

    status: str
    values: Mapping[int, Fraction] = field(default_factory=dict)
    core: tuple[int, ...] = ()


def feasible(rows: Sequence[Row], *, extra: Sequence[str] = (), rlimit: int) -> Feasibility:
    """Whether real numbers satisfy all rows; ``extra`` are SMT-LIB assertions over ``x0, x1, ...``.

    Args:
        rows: constraints over the same variables.
        extra: more assertions, for a model of a certain kind.
        rlimit: the resources Z3 may use, in its own unit.
    """
    width = len(next((monomial for row in rows for monomial in row.poly), ()))
    context = z3.Context()
    solver = z3.SolverFor("QF_NRA", ctx=context)
    solver.set("rlimit", rlimit)
    solver.set("timeout", LONGEST)
    lines = [f"(declare-const x{i} Real)" for i in range(width)]
    for i, row in enumerate(rows):
        lines.append(
            f"(declare-const r{i} Bool)(assert (=> r{i} ({row.relation} {_polynomial(row.poly)} 0)))"
        )
    solver.from_string("\n".join([*lines, *(f"(assert {text})" for text in extra)]))
    status = solver.check(*(z3.Bool(f"r{i}", context) for i in range(len(rows))))
    if status == z3.unsat:
        return Feasibility("unsat", core=tuple(sorted(_index(name) for name in solver.unsat_core())))
    return Feasibility("sat", _values(solver.model())) if status == z3.sat else Feasibility("unknown")


def _index(name) -> int:
    """The number in ``r7``."""
    return int(str(name)[1:])


def _values(model: z3.ModelRef) -> dict[int, Fraction]:
    """The values of ``x0, x1, ...``, algebraic ones rounded: candidates, to be checked anyway."""
    ours = [d for d in model.decls() if d.arity() == 0 and d.name().startswith("x")]  # Z3 adds its own
    return {_index(d.name()): _near(model[d]) for d in ours}


def _near(value) -> Fraction:
    """A rational value, or one close to an algebraic number."""
    rational = value if z3.is_rational_value(value) else value.approx(6)
    return Fraction(rational.numerator_as_long(), rational.denominator_as_long())


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
