r"""What SymPy suggests to Coq: ``script(goal, given, names)``, the lines of a proof.

Roots and exponentials get letters; hypotheses and goal are multiplied out to ``0 <= numerator``; then linear
arithmetic, the ratio to a hypothesis, what the goal has to spare over one, the squares of both sides and nonlinear
arithmetic are tried, in this order. Where an exponential is bounded from a logarithm, ``a exp u <= b`` is first
turned into ``u <= ln (b / a)``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sympy as sp

from ntkprops.proof.coq.term import Names, proposition, term
from ntkprops.proof.coq.words import Words, read
from ntkprops.proof.scalar import Inequality

Given = Mapping[str, Inequality]
KINDS = {"<=": "le", "<": "lt", "=": "eq"}
ZERO = {"<=": "0 <= {}", "<": "0 < {}", "=": "{} = 0"}


@dataclass(frozen=True)
class Cleared:
    """``numerator / denominator`` is the larger side minus the smaller one; the denominator is positive."""

    op: str
    numerator: Any
    denominator: Any


def script(goal: Inequality, given: Given, names: Names) -> list[str]:
    """The lines of a proof of ``goal`` from named hypotheses."""
    if goal.left == goal.right or goal.op == "!=":
        return ["solve [ reflexivity | nonzero ]."]
    if any((fact.left, fact.op, fact.right) == (goal.left, goal.op, goal.right) for fact in given.values()):
        return ["assumption."]
    limit = _limit(goal, given)
    return _polynomial(goal, given, names) if limit is None else _by_logarithm(goal, given, names, limit=limit)


# -- polynomials -----------------------------------------------------------------------------------


def _polynomial(goal: Inequality, given: Given, names: Names) -> list[str]:
    """Letters first, then everything multiplied out."""
    usable = {name: fact for name, fact in given.items() if fact.op != "!="}
    words = read(side for fact in (goal, *usable.values()) for side in (fact.left, fact.right))
    spelled = {**names, **{letter: letter.name for letter in _letters(words)}}
    rules = [f"q{letter.name}" for letter, _ in words.roots]
    lines = [*_introduce(words, names), "about_functions."]
    known = []
    for name, fact in usable.items():
        cleared = clear(fact, words)
        if cleared.denominator != 1:
            lines.append(_cleared(name, cleared, spelled, rules))
        known.append((f"c{name}" if cleared.denominator != 1 else name, cleared))
    return [*lines, *_finish(clear(goal, words), known, spelled, rules)]


def clear(fact: Inequality, words: Words) -> Cleared:
    """A relation over one positive denominator, as polynomials in the letters.

    >>> m = sp.Symbol("m", positive=True)
    >>> clear(Inequality(1 / m, "<=", sp.Integer(2)), Words())
    Cleared(op='<=', numerator=2*m - 1, denominator=m)
    """
    below, above = (fact.left, fact.right) if fact.op not in (">=", ">") else (fact.right, fact.left)
    above, below = sp.fraction(sp.cancel(words.spell(above) - words.spell(below)))
    if sp.Poly(below).LC() < 0 if below.free_symbols else below < 0:
        above, below = -above, -below
    return Cleared(fact.op.replace(">", "<"), sp.expand(above), sp.factor(below))


def _letters(words: Words) -> list[sp.Symbol]:
    return [letter for pairs in (words.atoms, words.bases, words.roots) for letter, _ in pairs]


def _introduce(words: Words, names: Names) -> Iterator[str]:
    """Coq's names for the letters, with what is known of each."""
    for place, (log, parts) in enumerate(words.logs, 1):
        yield f"assert (g{place} : {term(log, names)} = {term(parts, names)}) by logarithms. rewrite ?g{place} in *."
    for letter, log in words.atoms:
        yield f"set ({letter} := {term(log, names)}) in *."
    for letter, exponent in words.bases:
        base = f"(exp {term(exponent, names)})"
        for whole, other, power in words.exps:
            if other == letter and whole.exp != exponent:
                yield f"assert (p{letter} : {term(whole, names)} = {base} ^ {power}) by exponentials."
                yield f"rewrite ?p{letter} in *. clear p{letter}."
        yield f"about_exp {term(exponent, names)}. set ({letter} := {base}) in *."
    for letter, under in words.roots:
        yield f"pose proof (root {term(under, names)} ltac:(nonnegative)) as q{letter}."
        sign = "sqrt_lt_R0 {} ltac:(positive)" if letter.is_positive else "sqrt_pos {}"
        yield f"pose proof ({sign.format(term(under, names))})."
        yield f"set ({letter} := sqrt {term(under, names)}) in *."
    letters = " ".join(letter.name for letter in _letters(words))
    if letters:
        yield f"clearbody {letters}."


def _cleared(name: str, cleared: Cleared, names: Names, rules: list[str]) -> str:
    above, below = term(cleared.numerator, names), term(cleared.denominator, names)
    claim = ZERO[cleared.op].format(above)
    way = f"refine (above_{KINDS[cleared.op]} _ _ {above} {below} _ _ {name}); {_side(rules)}"
    return f"assert (c{name} : {claim}) by ({way})."


def _side(rules: list[str]) -> str:
    return f"[positive | {_field(rules)}]"


def _field(rules: list[str]) -> str:
    return f"field [{' '.join(rules)}]; nonzero" if rules else "field; nonzero"


def _finish(goal: Cleared, known: list[tuple[str, Cleared]], names: Names, rules: list[str]) -> Iterator[str]:
    """The goal multiplied out, and the ladder for its numerator."""
    above, below = term(goal.numerator, names), term(goal.denominator, names)
    yield f"apply (over_{KINDS[goal.op]} _ _ {above} {below}); {_side(rules)[:-1]} | ]."
    ways = [*_ladder(goal, known, names, rules)]
    yield f"first [ {' | '.join(ways)} ]."


def _ladder(goal: Cleared, known: list[tuple[str, Cleared]], names: Names, rules: list[str]) -> Iterator[str]:
    yield f"solve [ring [{' '.join(rules)}]]" if goal.op == "=" and rules else "lra"
    if goal.op == "=":
        yield "lra"
        yield "nra"
        return
    yield from _ratios(goal, known, names)
    yield from _surpluses(goal, known, names)
    yield from _squares(goal, names)
    yield "nra"


def _ratios(goal: Cleared, known: list[tuple[str, Cleared]], names: Names) -> Iterator[str]:
    """``numerator = ratio * hypothesis`` where the ratio is visibly positive."""
    for name, fact in known:
        if fact.op == "=" or (fact.op == "<=" and goal.op == "<"):
            continue
        ratio = sp.factor(sp.cancel(goal.numerator / fact.numerator)) if fact.numerator != 0 else sp.nan
        if ratio.is_positive and not ratio.has(sp.Add):
            yield f"solve [ratio ({term(ratio, names)}) {name}]"


def _surpluses(goal: Cleared, known: list[tuple[str, Cleared]], names: Names) -> Iterator[str]:
    """``numerator - hypothesis`` is a sum of products of what is not negative."""
    for _, fact in known:
        rest = sp.expand(goal.numerator - fact.numerator)
        if goal.op == fact.op and rest != 0 and all(part.is_nonnegative for part in sp.Add.make_args(rest)):
            yield f"solve [assert (0 <= {term(rest, names)}) by nonnegative; lra]"


def _squares(goal: Cleared, names: Names) -> Iterator[str]:
    """``g (y - x) >= 0`` from ``x^2 <= y^2``."""
    common, rest = _common_factor(goal.numerator)
    gains = sp.Add(*(part for part in sp.Add.make_args(rest) if not part.could_extract_minus_sign()))
    losses = sp.expand(gains - rest)
    if not common.is_nonnegative or gains == 0 or losses == 0:
        return
    way = "by_squares" if goal.op == "<=" else "by_squares_strict"
    pair = f"({term(common, names)}) ({term(gains, names)}) ({term(losses, names)})"
    yield f"solve [squares_{KINDS[goal.op]} {pair}; apply {way}; [nonnegative | first [lra | nra]]]"


def _common_factor(expr: Any) -> tuple[Any, Any]:
    """The greatest monomial, and what is left."""
    poly = sp.Poly(expr) if expr.free_symbols else None
    if poly is None:
        return sp.Integer(1), expr
    powers = [min(column) for column in zip(*poly.monoms(), strict=True)]
    common = sp.Mul(*(generator**power for generator, power in zip(poly.gens, powers, strict=True)))
    return common, sp.expand(sp.cancel(expr / common))


# -- logarithms ------------------------------------------------------------------------------------


def _limit(goal: Inequality, given: Given) -> tuple[Any, Any] | None:
    """``(u, c)`` where the goal is ``exp u <= c`` up to a factor and a logarithm is given."""
    found = goal.left.atoms(sp.exp) | goal.right.atoms(sp.exp)
    if goal.op not in ("<=", ">=") or len(found) != 1 or not any(_has_log(fact) for fact in given.values()):
        return None
    (whole,) = found
    letter = sp.Symbol("e", positive=True)
    gap: Any = (goal.right - goal.left if goal.op == "<=" else goal.left - goal.right).xreplace({whole: letter})
    slope = sp.diff(gap, letter)
    if slope.has(letter) or not slope.is_negative:
        return None
    return whole.exp, sp.cancel(-gap.xreplace({letter: sp.Integer(0)}) / slope)


def _has_log(fact: Inequality) -> bool:
    return bool(fact.left.has(sp.log) or fact.right.has(sp.log))


def _by_logarithm(goal: Inequality, given: Given, names: Names, *, limit: tuple[Any, Any]) -> list[str]:
    """The bound on the exponential from its logarithm, then the goal from the bound."""
    exponent, most = limit
    name = f"h{len(given) + 1}"
    bound = Inequality(sp.exp(exponent), "<=", most)
    plain = {key: fact for key, fact in given.items() if not _has_log(fact)}
    return [
        f"assert ({name} : {proposition(bound, names)}).",
        "{ apply exp_below; [positive|].",
        *(f"  {line}" for line in _polynomial(Inequality(exponent, "<=", sp.log(most)), given, names)),
        "}",
        *_polynomial(goal, {**plain, name: bound}, names),
    ]
