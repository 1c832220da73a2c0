r"""What SymPy suggests to Coq: ``script(goal, given, names)``, the lines of a proof.

Roots and exponentials get letters; hypotheses and goal are multiplied out to ``0 <= numerator``; then linear
arithmetic, the ratio to a hypothesis, what the goal has to spare over one, the squares of both sides and nonlinear
arithmetic are tried, in this order. Where an exponential is bounded from a logarithm, ``a exp u <= b`` is first
turned into ``u <= ln (b / a)``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import sympy as sp

from ntkprops.proof.coq.ladder import KINDS, follows, ladder
from ntkprops.proof.coq.term import Names, proposition, term
from ntkprops.proof.coq.words import Cleared, Words, clear, is_plain, read
from ntkprops.proof.scalar import Inequality

Given = Mapping[str, Inequality]
ZERO = {"<=": "0 <= {}", "<": "0 < {}", "=": "{} = 0"}


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
    known = {name: clear(fact, words) for name, fact in usable.items()}
    lines += [_cleared(name, fact, spelled, rules) for name, fact in known.items()]
    wanted, over = clear(goal, words), _over(goal, usable)
    if over is not None and not follows(wanted, known, words):
        goal = over
        lines.append(f"apply Rle_{KINDS[goal.op]}_trans with {term(words.spell(goal.left), spelled)}; [lra | ].")
        wanted = clear(goal, words)
    ways = ladder(wanted, known, words, spelled)
    return [*lines, _goal(wanted, spelled, rules), f"first [ {' | '.join(ways)} ]."]


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
        square = "root" if is_plain(under) else "root_square"
        yield f"pose proof ({square} {term(under, names)} ltac:(nonnegative)) as q{letter}."
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


def _goal(goal: Cleared, names: Names, rules: list[str]) -> str:
    """The goal multiplied out."""
    above, below = term(goal.numerator, names), term(goal.denominator, names)
    return f"apply (over_{KINDS[goal.op]} _ _ {above} {below}); {_side(rules)[:-1]} | ]."


def _over(goal: Inequality, given: Given) -> Inequality | None:
    """What is left to show once a hypothesis bounds the smaller side, a symbol."""
    below, above = (goal.left, goal.right) if goal.op in ("<=", "<") else (goal.right, goal.left)
    for fact in given.values():
        low, high = (fact.left, fact.right) if fact.op in ("<=", "<") else (fact.right, fact.left)
        if isinstance(below, sp.Symbol) and fact.op != "=" and low == below and high != above:
            return Inequality(high, goal.op.replace(">", "<"), above)
    return None


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
