r"""The class of the width, e.g. ``n^6 lambda_0^-4 delta^-3``, with multipliers that say which row forces which factor.

In logarithms every row of a constraint is linear. With ``m`` as large as the rows allow while the wanted one fails, the
exponents are the optimum of a linear program over the rationals, and its dual multipliers add the rows up to
``log m <= 6 log n + 4 log(1/lambda_0) + 3 log(1/delta)``: checked by adding them. That no smaller exponent will do is
shown by scaling families, on which the ratio of the bound to the smaller class grows without end.

Logarithms and constants count as 1; the events' shares are fixed parts of the failure probability.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import sympy as sp
from sympy.solvers.simplex import InfeasibleLPError, lpmin

from ntkprops.errors import InputError
from ntkprops.proof.operators import put
from ntkprops.proof.scalar import Inequality, Proof, decide, solve_threshold
from ntkprops.width.model import Bound, Derivation, Step
from ntkprops.width.split import exponents_of

SCALE = sp.Symbol("T", positive=True)
EDGE = sp.Rational(1, 2)  # where a parameter that goes to 0 starts


class Comparison(Enum):
    """How a printed class stands to the derived one."""

    EQUAL = "equal to what the chain needs"
    TOO_WEAK = "too weak: the chain needs more"
    STRONGER = "stronger than the chain needs"


@dataclass(frozen=True)
class Row:
    """A row in logarithms: ``sum_s coefficient_s log s <= 0``, its multiplier, and what it forces on the width."""

    label: str
    says: Inequality
    multiplier: sp.Expr
    forces: tuple[tuple[sp.Symbol, sp.Expr], ...]


@dataclass(frozen=True)
class Exponents:
    """The class of a bound: every parameter's exponent, the rows that force it, whether logarithms were left out."""

    of: tuple[tuple[sp.Symbol, sp.Expr], ...]
    rows: tuple[Row, ...]
    logarithms: bool

    @property
    def monomial(self) -> sp.Expr:
        """The class as an expression."""
        return sp.Mul(*(symbol**power for symbol, power in self.of))


@dataclass(frozen=True)
class Family:
    """Parameters as powers of ``T`` on which ``constant * smaller`` falls below the bound as soon as ``T > start``."""

    values: tuple[tuple[sp.Symbol, sp.Expr], ...]
    smaller: sp.Expr
    start: sp.Expr
    steps: tuple[Step, ...]


def exponents(derivation: Derivation, bound: Bound) -> Exponents:
    """The class of one bound, certified.

    Raises:
        InputError: where a row is no monomial, logarithms apart.
    """
    shares = {share.symbol: derivation.failure for share in derivation.shares}
    rows = [(part.label, part.says, _logs(part.says, shares, wanted=part.wanted)) for part in bound.parts]
    parameters = derivation.parameters
    multipliers = _multipliers([logs for _, _, logs in rows], derivation.width, parameters)
    weighted = [
        Row(label, says, y, tuple((s, -y * logs.get(s, sp.Integer(0))) for s in parameters))  # type: ignore[misc]
        for (label, says, logs), y in zip(rows, multipliers, strict=True)
    ]
    found = tuple((s, sp.Add(*(dict(row.forces)[s] for row in weighted))) for s in parameters)
    return Exponents(found, tuple(weighted), any(part.says.right.has(sp.log) for part in bound.parts))  # type: ignore[arg-type]


def compared(derivation: Derivation, derived: Exponents) -> Comparison | None:
    """How the printed class stands to the derived one; None where the claim prints none that is a monomial."""
    printed = None if derivation.printed is None else exponents_of(_without_logs(derivation.printed), _symbols(derived))
    if printed is None:
        return None
    gaps = [_towards_harder(s, printed[s] - power) for s, power in derived.of]
    if any(gap < 0 for gap in gaps):
        return Comparison.TOO_WEAK
    return Comparison.STRONGER if any(gap > 0 for gap in gaps) else Comparison.EQUAL


def family(derivation: Derivation, bound: Bound, *, symbol: sp.Symbol, exponent: sp.Expr) -> Family:
    """A scaling family on which the bound outgrows the class with a smaller exponent, whatever its constant.

    Args:
        derivation: what the bound belongs to.
        bound: the bound, with its shares set.
        symbol: the parameter whose exponent is made smaller.
        exponent: the smaller exponent.

    Raises:
        InputError: where the exponent is not smaller, so that no family fails.
    """
    own = exponents_of(_without_logs(bound.value), derivation.parameters)
    if own is None or _towards_harder(symbol, exponent - own[symbol]) >= 0:
        raise InputError(f"{symbol}^{exponent} must ask less than the chain does; on no family does it fail.")
    constant = sp.Symbol("C", positive=True)
    smaller = constant * sp.Mul(*(s ** (exponent if s == symbol else power) for s, power in own.items()))
    edge = {s: sp.Integer(1) if s.is_integer else EDGE for s in own}
    scaling = {**edge, symbol: SCALE if symbol.is_integer else 1 / SCALE}
    logs = [put(log, scaling) for log in sorted(bound.value.atoms(sp.log), key=str)]
    inside = Inequality(SCALE, ">=", 1 / EDGE)  # so that a parameter that goes to 0 is below the edge
    goals = [(Inequality(log, ">=", sp.Integer(1)), inside) for log in logs]
    goal = Inequality(put(smaller, scaling), "<", put(_without_logs(bound.value), scaling))
    start = solve_threshold(goal, SCALE)
    if start is None:
        raise InputError(f"the family in {symbol} was not solved for its scale; no proof was found.")
    goals.append((goal, Inequality(SCALE, ">", start)))
    steps = tuple(_step(goal, above) for goal, above in goals)
    return Family(tuple(scaling.items()), smaller, sp.Max(start, 1 / EDGE), steps)


def _step(goal: Inequality, above: Inequality) -> Step:
    answer = decide(goal, [above])
    if not isinstance(answer, Proof):
        raise InputError(f"{goal} was not shown along the family; no proof was found.")
    return Step("from there on", goal, (above,), answer)


# -- rows in logarithms --------------------------------------------------------------------------------


def _logs(says: Inequality, shares: Mapping[sp.Symbol, sp.Symbol], *, wanted: bool) -> dict[sp.Symbol, sp.Expr]:
    """``small <= large`` as coefficients of ``log small - log large``; a wanted row is taken where it fails."""
    rises = (says.op in ("<=", "<")) != wanted
    small, large = (says.left, says.right) if rises else (says.right, says.left)
    ratio: sp.Expr = put(_without_logs(small) / _without_logs(large), shares)
    symbols = sorted((s for s in ratio.free_symbols if isinstance(s, sp.Symbol)), key=str)
    found = exponents_of(ratio, symbols)
    if found is None:
        raise InputError(f"{says} must be a relation between monomials; it is none, logarithms apart.")
    return found


def _without_logs(value: sp.Expr) -> sp.Expr:
    """The expression with every logarithm counted as 1."""
    return put(value, dict.fromkeys(value.atoms(sp.log), sp.Integer(1)))


def _multipliers(
    rows: Sequence[Mapping[sp.Symbol, sp.Expr]], width: sp.Symbol, parameters: Sequence[sp.Symbol]
) -> list[sp.Expr]:
    """Nonnegative multipliers under which the rows add up to a bound on the width alone, exponents least."""
    unknown = sp.symbols(f"y:{len(rows)}")  # with no sign assumed, so that SymPy keeps y >= 0 as a constraint
    everything = {s for row in rows for s in row}
    total = {s: sp.Add(*(y * row.get(s, 0) for y, row in zip(unknown, rows, strict=True))) for s in everything}
    conditions = [sp.Eq(total.get(width, sp.Integer(0)), 1)]
    conditions += [sp.Eq(total[s], 0) for s in sorted(everything - {width, *parameters}, key=str)]
    conditions += [sp.Ge(y, 0) for y in unknown]
    hardness = sp.Add(*(-_towards_harder(s, total.get(s, sp.Integer(0))) for s in parameters))
    try:
        _, found = lpmin(hardness, [c for c in conditions if c is not sp.true])
    except InfeasibleLPError:
        raise InputError(
            f"the rows of a constraint do not add up to a bound on {width}. Cite what is missing."
        ) from None
    values: list[sp.Expr] = [sp.Rational(found[y]) for y in unknown]
    _checked(rows, values, width=width, parameters=parameters)
    return values


def _checked(
    rows: Sequence[Mapping[sp.Symbol, sp.Expr]],
    multipliers: Sequence[sp.Expr],
    *,
    width: sp.Symbol,
    parameters: Sequence[sp.Symbol],
) -> None:
    """Add the rows up, exactly: the width once, nothing else but parameters, no multiplier negative."""
    total: dict[sp.Symbol, sp.Expr] = {}
    for row, y in zip(rows, multipliers, strict=True):
        for symbol, power in row.items():
            total[symbol] = total.get(symbol, sp.Integer(0)) + y * power
    rest = {s: power for s, power in total.items() if s != width and s not in parameters and power != 0}
    if total.get(width) != 1 or rest or any(y < 0 for y in multipliers):
        raise InputError(f"the rows do not add up to a bound on {width}: {rest} is left over.")


def _towards_harder(symbol: sp.Symbol, power: sp.Expr) -> sp.Expr:
    """An exponent with the sign that makes it large where the width must be: counts and norms grow, the rest falls."""
    return power if symbol.is_integer or not symbol.is_positive else -power


def _symbols(found: Exponents) -> list[sp.Symbol]:
    return [symbol for symbol, _ in found.of]


def halfway(derived: Exponents) -> Iterator[tuple[sp.Symbol, sp.Expr]]:
    """For every parameter that matters an exponent that asks half a power less."""
    for symbol, power in derived.of:
        if power != 0:
            yield symbol, power - EDGE if symbol.is_integer else power + EDGE


__all__ = ["Comparison", "Exponents", "Family", "compared", "exponents", "family", "halfway"]
