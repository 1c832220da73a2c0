r"""How a numerator may be shown nonnegative: ``ladder(goal, known, words, names)``, tactics to be tried in order.

Linear arithmetic; a combination of the hypotheses with monomials; the same for the squares of both sides; nonlinear
arithmetic. SymPy finds the combination, ``ring`` and ``nonnegative`` check it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sympy as sp

from ntkprops.proof.coq.combination import Combination, combination
from ntkprops.proof.coq.term import Names, term
from ntkprops.proof.coq.words import Cleared, Words

Known = Mapping[str, Cleared]
KINDS = {"<=": "le", "<": "lt", "=": "eq"}


def ladder(goal: Cleared, known: Known, words: Words, names: Names) -> list[str]:
    """The tactics for a goal that has been multiplied out, the hypotheses being ``ch1``, ``ch2``, ..."""
    rules = " ".join(f"q{letter}" for letter, _ in words.roots)
    if goal.op == "=":
        return [f"solve [ring [{rules}]]" if rules else "ring", "lra", "nra"]
    found = follows(goal, known, words)
    ways = ["lra", *([_combined(found, goal.op, known, rules, names)] if found else [])]
    return [*ways, *(() if found else _squares(goal, known, words, names)), "nra"]


def follows(goal: Cleared, known: Known, words: Words) -> Combination | None:
    """The numerator of an inequality as a combination of the hypotheses."""
    if goal.op == "=":
        return None
    numbers = {letter: sp.sqrt(under) for letter, under in words.roots if under.is_number}
    return combination(goal.numerator, _useful(known), strict=goal.op == "<", values=numbers)


def _useful(known: Known) -> list[Any]:
    return [fact.numerator for fact in known.values()]


def _combined(found: Combination, op: str, known: Known, rules: str, names: Names) -> str:
    """What SymPy found, for Coq to check."""
    facts = _useful(known)
    parts = [f"{term(multiplier, names)} * {term(facts[place], names)}" for multiplier, place in found.parts]
    total = " + ".join([*parts, *([term(found.rest, names)] if found.rest != 0 or not parts else [])])
    sign = "nonnegative" if op == "<=" else "positive"
    ring = f"ring [{rules}]" if rules else "ring"
    multiple = f"refine (multiple_{KINDS[op]} _ {term(found.factor, names)} ({total}) _ _ _)"
    return f"solve [{multiple}; [positive | {ring} | {sign}]]"


def _squares(goal: Cleared, known: Known, words: Words, names: Names) -> list[str]:
    """``g (y - x) >= 0`` from ``x^2 <= y^2``."""
    common, rest = _common_factor(goal.numerator)
    gains = sp.Add(*(part for part in sp.Add.make_args(rest) if not part.could_extract_minus_sign()))
    losses = sp.expand(gains - rest)
    if not common.is_nonnegative or gains == 0 or losses == 0:
        return []
    gap = Cleared(goal.op, words.squared(gains**2 - losses**2), sp.Integer(1))
    found = follows(gap, known, words)
    rules = " ".join(f"q{letter}" for letter, _ in words.roots)
    ways = ["lra", *([_combined(found, goal.op, known, rules, names)] if found else []), "nra"]
    kind, sign = KINDS[goal.op], "nonnegative" if goal.op == "<=" else "positive"
    split = f"refine (factored_{kind} _ {term(common, names)} {term(gains, names)} {term(losses, names)} _ _ _)"
    return [f"solve [{split}; [{sign} | ring | apply squares_{kind}; [nonnegative | first [ {' | '.join(ways)} ]]]]"]


def _common_factor(expr: Any) -> tuple[Any, Any]:
    """The greatest monomial, and what is left."""
    if not expr.free_symbols:
        return sp.Integer(1), expr
    poly: Any = sp.Poly(expr)
    powers = [min(column) for column in zip(*poly.monoms(), strict=True)]
    common = sp.Mul(*(generator**power for generator, power in zip(poly.gens, powers, strict=True)))
    return common, sp.expand(sp.cancel(expr / common))
