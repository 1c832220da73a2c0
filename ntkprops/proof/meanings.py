r"""Does a symbol mean one thing? ``clash(book, reading)`` says where a claim's definitions disagree with the lecture's.

What a claim is given defines a symbol inside that claim; what a claim concludes, and what only defines, holds
everywhere. So a claim means its own definition where it has one; two claims may each be given one of their own; but
nothing may be given against a definition that holds everywhere, no two of those may differ, and a claim that has none
of its own may not lean on two that differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
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

    Args:
        book: the definitions.
        reading: the claim.
        corrected: in which form the book counts.
        differ: whether an instance breaks an equation, which is asked where none of the prover's answers tells.
    """
    meanings = book.meanings(corrected=corrected)
    for name in sorted(_mentioned(reading) & meanings.keys()):
        for found in _pairs(book, reading, meanings[name], name):
            agree = _agree(book, found.first.rule, found.second.rule, corrected=corrected, differ=differ)
            if agree is False or (agree is None and found.way is Way.AMBIGUOUS):
                return found
    return None


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
    if not given and not mine:
        yield from (Clash(name, *pair, Way.AMBIGUOUS) for pair in combinations(every or known, 2))


def _mentioned(reading: Reading) -> frozenset[str]:
    return frozenset().union(*(free_symbols(tree) for tree in (*reading.given, *reading.then)))


def _agree(
    book: Book, one: Rewrite, other: Rewrite, *, corrected: bool, differ: Callable[[Expr], bool]
) -> bool | None:
    """Whether two definitions give the same value; None where that is not known."""
    values = match(one.pattern, other.pattern, one.variables)
    if values is None:
        return True  # of different shapes, such as a matrix and its entries
    body = replace_free(one.body, values)
    if body == other.body:
        return True
    rules = (rule for name, found in book.defined(corrected=corrected).items() if name != one.name for rule in found)
    same = relation(body, "=", other.body)
    try:
        answer = prove(Question(same, book.notation, rewrites=tuple(rules)))
    except FormulaError:
        return None
    if isinstance(answer, Proof):
        return True
    plain = all(_is_number(book, name) for name in free_symbols(body) | free_symbols(other.body))
    return False if (plain and isinstance(answer, Countermodel)) or differ(same) else None


def _is_number(book: Book, name: str) -> bool:
    row = book.notation.table.get(name)
    return row is None or (row.sort.is_scalar and not (row.over or row.of or row.random))


__all__ = ["Clash", "Way", "clash"]
