r"""How should the failure probability be split over the events? Equally, or so that the width is smallest.

A monomial bound ``c / (d_1^{p_1} d_2^{p_2})`` under ``d_1 + d_2 <= delta`` is smallest at
``d_k = delta p_k / (p_1 + p_2)``, by the weighted inequality of the arithmetic and geometric means. Shares that the
largest bound does not speak of are then wanted as small as possible, so that the best split is a limit: its value is a
lower bound for every split, and a split that leaves them one hundredth shows how near one comes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import lcm

import sympy as sp

from ntkprops.proof.scalar import Inequality, Obligation, Proof, decide
from ntkprops.verdict import Kind
from ntkprops.width.dominance import at, facts, maximal
from ntkprops.width.model import Bound, Derivation, Step

LEFT = sp.Rational(1, 100)  # of the failure, for the shares that want none of it


@dataclass(frozen=True)
class Split:
    """Shares as parts of the failure, the bounds there, the largest of them, and the proofs.

    ``infimum`` says that the value is approached and never reached: some share is 0 in the limit.
    """

    name: str
    shares: tuple[tuple[sp.Symbol, sp.Expr], ...]
    largest: tuple[Bound, ...]
    steps: tuple[Step, ...]
    infimum: bool = False


def printed_split(derivation: Derivation) -> Split:
    """The shares that the claim prints."""
    return _split("printed", derivation, {share.symbol: share.printed for share in derivation.shares})


def equal_split(derivation: Derivation) -> Split:
    """Every event the same share."""
    part = derivation.failure / max(1, len(derivation.shares))
    return _split("equal", derivation, {share.symbol: part for share in derivation.shares})


def best_split(derivation: Derivation) -> tuple[Split, Split] | None:
    """The limit below which no split comes, and a split near it; None where the largest bound is no monomial."""
    largest = equal_split(derivation).largest
    shares = [share.symbol for share in derivation.shares]
    if len(largest) != 1:
        return None
    bound = next(b for b in derivation.bounds if b.asked == largest[0].asked)
    powers = exponents_of(bound.value, shares)
    if powers is None or any(power > 0 for power in powers.values()) or not any(powers.values()):
        return None
    wanted = {share: -power for share, power in powers.items() if power}
    total = sp.Add(*wanted.values())
    parts = {s: derivation.failure * wanted.get(s, sp.Integer(0)) / total for s in shares}
    proof = _means(wanted)
    limit = Split(
        "best",
        tuple(parts.items()),
        (at(bound, parts),),
        (proof,),
        infimum=len(wanted) < len(shares),
    )
    return limit, _near(derivation, parts)


def _near(derivation: Derivation, parts: Mapping[sp.Symbol, sp.Expr]) -> Split:
    """The best split with a hundredth left for the shares that are 0 in the limit."""
    empty = [share for share, part in parts.items() if part == 0]
    kept = 1 - LEFT if empty else sp.Integer(1)
    near = {s: part * kept if part != 0 else derivation.failure * LEFT / len(empty) for s, part in parts.items()}
    return _split("near the best", derivation, near)


def _split(name: str, derivation: Derivation, parts: Mapping[sp.Symbol, sp.Expr]) -> Split:
    there = [at(bound, dict(parts)) for bound in derivation.bounds]
    largest, steps = maximal(there, facts(derivation))
    return Split(name, tuple(parts.items()), largest, steps)


def exponents_of(value: sp.Expr, symbols: Sequence[sp.Symbol]) -> dict[sp.Symbol, sp.Expr] | None:
    """The exponents of a monomial in some symbols; None where it is none in them.

    >>> a, b, c = sp.symbols("a b c", positive=True)
    >>> exponents_of(c / (a**2 * sp.sqrt(b)), [a, b])
    {a: -2, b: -1/2}
    """
    found: dict[sp.Basic, sp.Expr] = {symbol: sp.Integer(0) for symbol in symbols}
    for factor in sp.Mul.make_args(sp.powsimp(sp.expand_power_base(value))):
        base, power = factor.as_base_exp()
        if base in found and power.is_Rational:
            found[base] += power
        elif factor.free_symbols & set(symbols):
            return None
    return found  # type: ignore[return-value]


def _means(powers: Mapping[sp.Symbol, sp.Expr]) -> Step:
    """That the product of powers is largest, for a given sum, where the parts are as the powers."""
    scale = reduce(lcm, (Fraction(str(p)).denominator for p in powers.values()), 1)
    whole = {s: int(scale * p) for s, p in powers.items()}
    total = sum(whole.values())
    most = sp.Mul(*(sp.Rational(p, total) ** p for p in whole.values()))
    goal = Inequality(sp.Mul(*(s**p for s, p in whole.items())), "<=", most * sp.Add(*whole) ** total)
    answer = decide(goal)
    if not isinstance(answer, Proof) or answer.kind is Kind.SOLVER:
        factored = _by_factors(goal)
        answer = _by_means(goal, whole) if factored is None else factored
    return Step("no split of the same sum does better", goal, (), answer)


def _by_factors(goal: Inequality) -> Proof | None:
    """A proof by factors: squares, and sums of positive terms; None where the difference is no such product."""
    difference: sp.Expr = sp.factor(goal.right - goal.left)  # type: ignore[assignment]
    for factor in sp.Mul.make_args(difference):
        base, power = factor.as_base_exp()
        terms = sp.Add.make_args(sp.expand(base))
        if not (power.is_Integer and power % 2 == 0) and not all(term.is_positive for term in terms):
            return None
    line = f"the difference is {difference}, a product of squares and sums of positive terms"
    return Proof(Kind.IDENTITY, steps=(line,), obligations=(Obligation(goal),))


def _by_means(goal: Inequality, powers: Mapping[sp.Symbol, int]) -> Proof:
    """The weighted inequality of the means, whose weights are the powers, all positive."""
    weights = ", ".join(f"{symbol}: {power}" for symbol, power in powers.items())
    line = f"weighted arithmetic and geometric means, weights {weights}  [Steele, 2004, ch. 2]"
    return Proof(Kind.RULE, steps=(line,), obligations=(Obligation(goal),))


__all__ = ["Split", "best_split", "equal_split", "exponents_of", "printed_split"]
