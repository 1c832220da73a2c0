r"""A hypothesis with a hidden constant, ``m \geq \Omega(b)``: made tight for every constant at once.

"There is a constant C such that m >= C b suffices" is refuted if for every C > 0 some instance has m >= C b
and the conclusion fails. One parameter of b is left free, ``m = C b`` is solved for it, and the scalar
prover shows for all C > 0 that the solution lies in the parameter's range and that the failure is likelier
than the claim admits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import sympy as sp

from ntkprops.language.notation import Sort
from ntkprops.language.tree import Expr
from ntkprops.meaning import evaluate
from ntkprops.meaning.exact.enclosures import ball, interval
from ntkprops.meaning.exact.values import Number, Undetermined
from ntkprops.proof.reading import CONSTANT
from ntkprops.proof.scalar import Inequality, certified, enclose, implied
from ntkprops.trial.scene import Scene

CONSTANTS = (Fraction(1), Fraction(10**4), Fraction(1, 10**4))
PROOF_COST = 2000  # the work of these proofs, in parts of a formula
PROOF_EFFORT = 2  # of the scalar prover, for each side condition
HIDDEN = sp.Symbol(CONSTANT, positive=True)


@dataclass(frozen=True)
class Solved:
    """The parameter as a function of the hidden constant."""

    name: str
    value: sp.Expr

    def at(self, constant: Fraction) -> Number:
        """The parameter at one constant, enclosed."""
        return ball(enclose(self.value, {HIDDEN: sp.Rational(constant.numerator, constant.denominator)}))

    def shown(self) -> Mapping[str, str]:
        """The parameter for every constant."""
        return {self.name: str(self.value), CONSTANT: "any positive constant"}


def tight(
    relation: Expr, scene: Scene, *, unknown: str, sort: Sort, failure: Expr | None, mass: Number | None
) -> Solved | None:
    """The solution of ``relation`` with equality for ``unknown`` that is valid for every constant, or None.

    Args:
        relation: two terms, one with the hidden constant.
        scene: gives every other symbol its value.
        unknown: the parameter left free, and its ``sort``.
        failure: what the claim admits as failure probability, if it is about a draw.
        mass: the certified failure probability there.
    """
    free = sp.Symbol(unknown, positive=sort.kind in ("positive", "probability"))
    symbols = {unknown: free, CONSTANT: HIDDEN}
    try:
        left, right = (symbolic(part, scene, symbols) for part in relation.args)
        admitted = None if failure is None else symbolic(failure, scene, symbols)
    except Undetermined:
        return None
    for found in _solutions(left, right, free):
        checks = [
            Inequality(left.subs(free, found), relation.name, right.subs(free, found)),
            *_range(found, sort),
        ]
        if admitted is not None and mass is not None:
            checks.append(Inequality(admitted.subs(free, found), "<", _below(mass)))
        if _valid(checks, scene):
            return Solved(unknown, found)
    return None


def _valid(checks: list[Inequality], scene: Scene) -> bool:
    """Whether all hold for every constant: tried at a few constants first, then proved."""
    scene.effort.spend(PROOF_COST)
    if any(certified(check, {HIDDEN: sp.Rational(str(value))}) is False for check in checks for value in CONSTANTS):
        return False
    return all(implied(check, effort=PROOF_EFFORT) is not None for check in checks)


def _solutions(left: sp.Expr, right: sp.Expr, free: sp.Symbol) -> list[sp.Expr]:
    """Closed forms of the equation's solutions; none where SymPy has none."""
    try:
        return [found for found in sp.solve(sp.Eq(left, right), free) if isinstance(found, sp.Expr)]
    except NotImplementedError:
        return []


def _range(found: sp.Expr, sort: Sort) -> list[Inequality]:
    low = [Inequality(found, ">", sp.S.Zero)] if sort.kind in ("positive", "probability") else []
    if sort.kind in ("nonnegative", "time"):
        low = [Inequality(found, ">=", sp.S.Zero)]
    return [*low, Inequality(found, "<", sp.S.One)] if sort.kind == "probability" else low


def _below(mass: Number) -> sp.Expr:
    """A rational at or below the mass."""
    if isinstance(mass, Fraction):
        return sp.Rational(mass.numerator, mass.denominator)
    return sp.Rational(int((interval(mass).lo * 2**40).floor().unique_fmpz() or 0), 2**40)


def symbolic(tree: Expr, scene: Scene, symbols: Mapping[str, sp.Symbol]) -> sp.Expr:
    """A scalar formula with the free parameter and the constant as symbols, everything else exact.

    Raises:
        Undetermined: where a part that holds neither is not an exact number, or a head has no rule.
    """
    if tree.head == "symbol" and tree.name in symbols:
        return symbols[tree.name]
    if tree.head in _RULES:
        return _RULES[tree.head](*(symbolic(arg, scene, symbols) for arg in tree.args))
    if tree.head == "constant":
        return sp.pi
    found = evaluate(tree, scene)
    if not isinstance(found, Fraction):
        raise Undetermined("a part that is no exact number")
    return sp.Rational(found.numerator, found.denominator)


_RULES: dict[str, Callable[..., sp.Expr]] = {
    "add": sp.Add,
    "mul": sp.Mul,
    "neg": lambda a: -a,
    "div": lambda a, b: a / b,
    "pow": sp.Pow,
    "sqrt": sp.sqrt,
    "exp": sp.exp,
    "log": sp.log,
}
