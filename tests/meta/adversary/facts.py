r"""Facts of the notes' mathematics with random letters: ``Fact``, a true formula and its false neighbours.

``slots`` declare what is drawn, in words: ``"n count; i index n; v vector n; z real over n; X real random; A term of a b;
c number; e more c"``. In the formulas ``$v`` is the letter that was drawn, and ``<=``, ``=`` with spaces around them is the
relation that may be turned around, shifted and scaled. A false neighbour is only used with an exact instance that breaks
it, which the independent evaluator has found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random
from string import Template
from typing import Any

from adversary import models
from adversary.arithmetic import Unknown
from adversary.claims import TIMES, Case, Generator, Model, Words, claim
from ntkprops.language import count, event, matrix, nonnegative, positive, probability, real, sign, time, vector
from ntkprops.statement import Statement
from ntkprops.statement.model import Reason

SORTS = {
    "count": count, "real": real, "positive": positive, "nonnegative": nonnegative, "probability": probability,
    "time": time, "sign": sign, "event": event,
}  # fmt: skip
TURNED = {"<=": ">=", ">=": "<=", "<": ">", ">": "<", "=": "=", "!=": "!="}
PRINTED = {"<=": (r"\leq", r"\le", r"\leqslant"), ">=": (r"\geq", r"\ge"), "!=": (r"\neq", r"\ne"), "<": ("<",), ">": (">",), "=": ("=",)}
RELATION = re.compile(r" (<=|>=|!=|<|>|=) ")


class Letters(Template):
    """A formula with letters left open: ``$v_$i``."""

    idpattern = "[A-Za-z][A-Za-z0-9]*"


@dataclass(frozen=True)
class Fact:
    """A true formula, its false neighbours, what both are given, and the reasons that a row would name.

    ``shifts`` says whether a number may be added to both sides and both multiplied; ``wrong`` are hypotheses that are
    put in the place of ``given`` for one more false neighbour of the true formula. ``filled`` says of which number all
    entries of a vector or matrix are, for the search of instances: ``"Q a; v b"``.
    """

    name: str
    slots: str
    true: str
    false: tuple[str, ...]
    given: tuple[str, ...] = ()
    by: tuple[Reason, ...] = ()
    shifts: bool = True
    wrong: tuple[tuple[str, ...], ...] = ()
    filled: str = ""


@dataclass
class Drawn:
    """The letters of a fact."""

    words: Words
    rng: Random
    letters: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, Fraction] = field(default_factory=dict)

    def fill(self, latex: str) -> str:
        """A formula with the letters put in."""
        return Letters(latex).substitute(self.letters)

    def filled(self, fact: Fact) -> dict[str, Fraction]:
        """The number of which all entries of a symbol are."""
        pairs = [part.split() for part in fact.filled.split(";") if part.strip()]
        return {self.letters[name]: self.numbers.get(number) or Fraction(number) for name, number in pairs}


def latex_of(number: Fraction) -> str:
    """A rational as it is printed."""
    if number < 0:
        return f"-{latex_of(-number)}"
    return str(number.numerator) if number.denominator == 1 else rf"\frac{{{number.numerator}}}{{{number.denominator}}}"


def term(rng: Random, letters: list[str], *, depth: int = 2) -> str:
    """A random scalar term over some letters that is defined everywhere, in parentheses."""
    if depth == 0 or rng.random() < 0.2:
        return rng.choice((*letters, str(rng.randint(1, 4))))
    one, other = (term(rng, letters, depth=depth - 1) for _ in range(2))
    shapes = (
        f"({one} + {other})", f"({one} - {other})", f"({one})({other})", rf"\max\{{{one}, {other}\}}",
        rf"\min\{{{one}, {other}\}}", rf"\left|{one}\right|", f"({one})^2", rf"\frac{{{one}}}{{{rng.randint(2, 5)}}}", f"(-{one})",
    )  # fmt: skip
    return rng.choice(shapes)


def declared(slots: str, rng: Random) -> Drawn:
    """Draw the letters that slots ask for."""
    drawn = Drawn(Words(rng), rng)
    for slot in filter(None, (part.strip() for part in slots.split(";"))):
        name, kind, *rest = slot.split()
        drawn.letters[name] = _letter(drawn, name, kind, rest)
    return drawn


def _letter(drawn: Drawn, name: str, kind: str, rest: list[str]) -> str:
    words, rng, letters = drawn.words, drawn.rng, drawn.letters
    if kind == "number":
        return _number(drawn, name, Fraction(rng.randint(1, 9), rng.randint(1, 4)))
    if kind in ("more", "less"):
        base = drawn.numbers[rest[0]]
        return _number(drawn, name, base * Fraction(rng.randint(5, 9), 4) if kind == "more" else base / rng.randint(2, 4))
    if kind == "whole":
        return _number(drawn, name, Fraction(rng.randint(2, 5)))
    if kind == "term":
        return f"({term(rng, [letters[one] for one in rest[1:]])})"
    if kind == "index":
        return words.index(letters[rest[0]])
    if kind == "count":
        return words.count()
    if kind == "dummy":  # a bound variable, declared nowhere
        return words.take(TIMES)
    return words.new(**_row(kind, rest, letters), **({"pool": TIMES} if kind == "time" else {}))


def _number(drawn: Drawn, name: str, value: Fraction) -> str:
    drawn.numbers[name] = value
    return latex_of(value)


def _row(kind: str, rest: list[str], letters: dict[str, str]) -> dict[str, Any]:
    """The arguments of ``declare`` that a slot says in words."""
    found: dict[str, Any] = {}
    if kind in ("vector", "matrix"):
        size = 1 if kind == "vector" else 2
        found["sort"] = (vector if kind == "vector" else matrix)(*(letters.get(dim, dim) for dim in rest[:size]))
        rest = rest[size:]
    else:
        found["sort"] = SORTS[kind]
    while rest:
        word, *rest = rest
        if word == "random":
            found["random"] = True
        elif word == "over":
            found["over"] = (*found.get("over", ()), letters[rest.pop(0)])
        elif word == "of":
            what = rest.pop(0)
            found["of"] = (what if what in ("time", "start") else SORTS[what],)
        else:
            found["law"] = word
    return found


SPELLINGS = (
    ((r"\frac{", r"\frac{"), (r"\dfrac{", r"\tfrac{")),
    ((r"\cdot", r"\cdot"), (r"\times", r"\times")),
    ((r"\{", r"\}"), (r"\lbrace ", r"\rbrace ")),
    ((r"\|", r"\|"), (r"\lVert ", r"\rVert ")),
    (("|", "|"), (r"\lvert ", r"\rvert ")),
)


def respelled(rng: Random, latex: str) -> str:
    """A formula with two marks spelled otherwise, where it has exactly two of a kind."""
    (left, right), (new_left, new_right) = rng.choice(SPELLINGS)
    rest = latex.replace(r"\|", "").replace(r"\left|", "").replace(r"\right|", "") if left == "|" else latex
    if rest.count(left) + rest.count(right) * (left != right) != 2 or rest != latex:
        return latex
    return latex.replace(left, new_left, 1).replace(right, new_right, 1)


def printed(rng: Random, latex: str, *, shifts: bool = False) -> str:
    """A formula with its relation turned around, shifted or scaled at random, and spelled."""
    parts = RELATION.split(latex)
    if len(parts) != 3 or "forall" in latex or "exists" in latex:
        return respelled(rng, RELATION.sub(lambda m: f" {rng.choice(PRINTED[m[1]])} ", latex))
    left, op, right = parts
    if shifts and rng.random() < 0.3:
        number = latex_of(Fraction(rng.randint(1, 7), rng.randint(1, 3)))
        left, right = rng.choice(((f"{left} + {number}", f"{right} + {number}"), (rf"{number} \left({left}\right)", rf"{number} \left({right}\right)")))
    if rng.random() < 0.3:
        left, op, right = right, TURNED[op], left
    return respelled(rng, f"{left} {rng.choice(PRINTED[op])} {right}")


@dataclass(frozen=True)
class Pair:
    """A fact and a false neighbour in the same letters, with an instance of each that obeys what both are given."""

    words: Words
    given: tuple[str, ...]
    true: str
    false: str
    holds: Model | None
    fails: Model
    shifts: bool = True


def pair(fact: Fact, rng: Random) -> Pair | None:
    """A fact and a false neighbour, or None where no instance of the neighbour was found."""
    drawn = declared(fact.slots, rng)
    given = tuple(printed(rng, drawn.fill(text)) for text in fact.given)
    true, false = (printed(rng, drawn.fill(text)) for text in (fact.true, rng.choice(fact.false)))
    fails = _instance(drawn, fact, given, false, breaking=True)
    return Pair(drawn.words, given, true, false, _instance(drawn, fact, given, true), fails, fact.shifts) if fails else None


def twins(fact: Fact, rng: Random) -> tuple[Case, ...]:
    """A true case of a fact, and a false one with its instance where one is found."""
    return tuple(case for case in (_true(fact, rng), _false(fact, rng)) if case is not None)


def _instance(drawn: Drawn, fact: Fact, given: tuple[str, ...], then: str, *, breaking: bool = False) -> Model | None:
    statement, notation = Statement("claim", given=given, then=(then,)), drawn.words.notation()
    tries = 200 if breaking else 60
    try:
        return models.found(drawn.rng, statement, notation, breaking=breaking, tries=tries, filled=drawn.filled(fact))
    except Unknown:
        return None


def _true(fact: Fact, rng: Random) -> Case:
    drawn = declared(fact.slots, rng)
    given = tuple(printed(rng, drawn.fill(text)) for text in fact.given)
    then = printed(rng, drawn.fill(fact.true), shifts=fact.shifts)
    instance = _instance(drawn, fact, given, then)
    return claim(drawn.words, then, truth=True, given=given, by=fact.by, instance=instance, why=fact.name)


def _false(fact: Fact, rng: Random) -> Case | None:
    drawn = declared(fact.slots, rng)
    variants = [(fact.given, text) for text in fact.false] + [(given, fact.true) for given in fact.wrong]
    if not variants:
        return None
    hypotheses, conclusion = rng.choice(variants)
    given = tuple(printed(rng, drawn.fill(text)) for text in hypotheses)
    then = printed(rng, drawn.fill(conclusion), shifts=fact.shifts)
    instance = _instance(drawn, fact, given, then, breaking=True)
    if instance is None:
        return None
    why = f"false neighbour of {fact.name}"
    return claim(drawn.words, then, truth=False, given=given, by=fact.by, instance=instance, why=why)


def generators(facts: tuple[Fact, ...]) -> dict[str, Generator]:
    """One generator a fact, by name."""
    return {fact.name: lambda rng, fact=fact: twins(fact, rng) for fact in facts}
