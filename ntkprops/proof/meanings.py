r"""Does a symbol mean one thing? ``clash(book, reading)`` says where a claim's definitions disagree with the lecture's.

What a claim is given defines a symbol inside that claim; what a claim concludes, and what only defines, holds
everywhere. So a claim means its own definition where it has one; two claims may each be given one of their own; but
nothing may be given against a definition that holds everywhere, no two of those may differ, and a claim that has none
of its own may not lean on two that differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from itertools import combinations, takewhile

from ntkprops.derivation.definitions import match
from ntkprops.errors import FormulaError
from ntkprops.language.latex import to_latex
from ntkprops.language.tree import Expr, free_symbols, relation, replace_free
from ntkprops.proof.book import Book, Meaning
from ntkprops.proof.facts import Rewrite
from ntkprops.proof.prover import Question, prove
from ntkprops.proof.reading import Reading
from ntkprops.proof.scalar import Countermodel, Proof
from ntkprops.proof.tools import own_meanings


class Way(Enum):
    """How a claim clashes with what its symbols are defined as; the value ends the sentence."""

    REDEFINED = "a symbol that holds everywhere is defined once"
    UNSETTLED = "nothing here shows that both agree; define it once, and claim the other"
    GIVEN = "nothing satisfies both"
    AMBIGUOUS = "say in what is given which one is meant"


@dataclass(frozen=True)
class Clash:
    """A symbol with two definitions, and in which way that hurts a claim."""

    name: str
    first: Meaning
    second: Meaning
    way: Way

    def __str__(self) -> str:
        one, other = (f"{to_latex(m.rule.body)} in {m.label}" for m in (self.first, self.second))
        return f"{self.name} is {one} but {other}; {self.way.value}"


def clash(book: Book, reading: Reading, *, corrected: bool, differ: Callable[[Expr], bool]) -> Clash | None:
    """The first clash that hurts the claim, or None; definitions that may be equal do not clash unless leant on.

    A claim that defines what is defined elsewhere, too, is ``UNSETTLED`` where nobody can tell whether both agree.

    Args:
        book: the definitions.
        reading: the claim.
        corrected: in which form the book counts.
        differ: whether an instance breaks an equation, which is asked where none of the prover's answers tells.
    """
    meanings = book.meanings(corrected=corrected)
    unsettled = None
    for name in sorted(_mentioned(reading) & meanings.keys()):
        for found in _pairs(book, reading, meanings[name], name):
            agree = _agree(book, found.first.rule, found.second.rule, corrected=corrected, differ=differ)
            if agree is False or (agree is None and found.way is Way.AMBIGUOUS):
                return found
            if agree is None and found.way is Way.REDEFINED:
                unsettled = unsettled or replace(found, way=Way.UNSETTLED)
    return unsettled


def _pairs(book: Book, reading: Reading, known: list[Meaning], name: str) -> Iterator[Clash]:
    """The pairs of definitions of a symbol that must agree for the claim to make sense."""
    label = reading.printed.label
    given = [Meaning(label, rule, False) for rule in own_meanings(reading, book.notation).get(name, ())]
    every = [meaning for meaning in known if meaning.everywhere]
    mine = [meaning for meaning in every if meaning.label == label]
    others = [meaning for meaning in every if meaning.label != label]
    yield from (Clash(name, first, second, Way.GIVEN) for second in given for first in others)
    earlier = list(takewhile(lambda meaning: meaning.label != label, every))
    yield from (Clash(name, first, second, Way.REDEFINED) for second in mine for first in earlier)
    yield from (Clash(name, *pair, Way.REDEFINED) for pair in combinations(mine, 2) if _are_two(*pair))
    if not given and not mine:
        pairs = combinations(every or known, 2)
        yield from (Clash(name, *pair, Way.AMBIGUOUS) for pair in pairs if _are_two(*pair))


def _are_two(one: Meaning, other: Meaning) -> bool:
    """Whether two definitions are more than two sides of one: a formula defines both ``H`` and ``H(t)``."""
    return one.label != other.label or match(one.rule.pattern, other.rule.pattern, one.rule.variables) is not None


def _mentioned(reading: Reading) -> frozenset[str]:
    return frozenset().union(*(free_symbols(tree) for tree in (*reading.given, *reading.then)))


def _agree(
    book: Book, one: Rewrite, other: Rewrite, *, corrected: bool, differ: Callable[[Expr], bool]
) -> bool | None:
    """Whether two definitions give the same value; None where that is not known."""
    one, other = _of_one_shape(one, other)
    values = match(one.pattern, other.pattern, one.variables)
    if values is None:
        return None
    body = replace_free(one.body, values)
    if body == other.body:
        return True
    rules = (rule for name, found in book.defined(corrected=corrected).items() if name != one.name for rule in found)
    same = relation(body, "=", other.body)
    try:
        if isinstance(prove(Question(same, book.notation)), Proof):
            return True
        answer = prove(Question(same, book.notation, rewrites=tuple(rules)))
    except FormulaError:
        return None
    if isinstance(answer, Proof):
        return True
    plain = all(_is_number(book, name) for name in free_symbols(body) | free_symbols(other.body))
    return False if (plain and isinstance(answer, Countermodel)) or differ(same) else None


def _of_one_shape(one: Rewrite, other: Rewrite) -> tuple[Rewrite, Rewrite]:
    """Two definitions, that of a whole taken at the entries where the other one speaks of these."""
    if other.pattern.head == "symbol":
        one, other = other, one
    if one.pattern.head != "symbol" or other.pattern.head != "entry":
        return one, other
    body = Expr("entry", (one.body, *other.pattern.args[1:]))
    return replace(one, pattern=other.pattern, body=body, variables=other.variables), other


def _is_number(book: Book, name: str) -> bool:
    row = book.notation.table.get(name)
    return row is None or (row.sort.is_scalar and not (row.over or row.of or row.random))


__all__ = ["Clash", "Way", "clash"]
