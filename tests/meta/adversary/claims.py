r"""What the adversary says to a judge: ``Case``, a claim whose truth is known, and ``Words``, its random vocabulary.

Truth is that of the reading: free indices range freely, free times and parameters are the same in what is given and
in what is concluded, what is given of a random thing holds surely, and a conclusion holds for every draw unless a
probability is printed. ``None`` says that a side is undefined somewhere and nothing else is wrong: such a claim is
neither proved nor refuted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from random import Random
from typing import Any

from ntkprops.language import Notation, count, declare, index, real
from ntkprops.language.notation import Sort, Symbol
from ntkprops.statement import Ledger, Statement
from ntkprops.statement.model import Reason

LETTERS = (
    *"abcghpqrvxyzBCDFGKQSUVWXYZ",
    *(r"\alpha", r"\beta", r"\gamma", r"\eta", r"\theta", r"\kappa", r"\mu", r"\nu", r"\rho", r"\tau", r"\phi", r"\psi"),
    *(r"\omega", r"\xi", r"\zeta", r"\chi"),
)
INDICES = ("i", "j", "k", "l", "h")
TIMES = ("t", "s", "r", r"\tau", "z")
COUNTS = ("n", "m", "d", "K", "M")


@dataclass(frozen=True)
class Model:
    """One exact instance: values that no draw changes, and the outcomes of the draw with their probabilities.

    Vectors are tuples, matrices tuples of rows, families tuples of members; functions are callables.
    """

    values: Mapping[str, Any]
    draws: tuple[tuple[Fraction, Mapping[str, Any]], ...] = ((Fraction(1), {}),)


@dataclass(frozen=True)
class Case:
    """A claim in its lecture, its truth, and the exact instance that shows it.

    Args:
        notation: the symbols.
        parts: the statements and ledgers of the lecture.
        target: the label of the claim.
        truth: True, False, or None where a side is undefined.
        kind: what sort of attack or of truth it is; the name of its generator.
        instance: obeys everything that the target is given; breaks its conclusion if the claim is false.
        corrected: whether the form with errata is meant.
        why: the reason in a few words.
    """

    notation: Notation
    parts: tuple[Statement | Ledger, ...]
    target: str
    truth: bool | None
    kind: str = ""
    instance: Model | None = None
    corrected: bool = False
    why: str = ""


Generator = Callable[[Random], tuple[Case, ...]]


@dataclass
class Words:
    """Random spellings, each declared once; ``notation()`` is the table of all that were taken."""

    rng: Random
    rows: list[Symbol] = field(default_factory=list)
    always: tuple[str, ...] = ()
    taken: set[str] = field(default_factory=set)

    def take(self, pool: tuple[str, ...]) -> str:
        """A spelling of the pool that is not taken; alone it names a bound variable, which nothing declares."""
        free = [name for name in pool if name not in self.taken]
        name = self.rng.choice(free or [name for name in LETTERS if name not in self.taken])
        self.taken.add(name)
        return name

    def new(self, sort: Sort = real, *, pool: tuple[str, ...] = LETTERS, **rest: Any) -> str:
        """Declare a fresh spelling of a sort."""
        name = self.take(pool)
        self.rows.append(declare(name, sort, **rest))
        return name

    def count(self) -> str:
        """Declare a fresh count."""
        return self.new(count, pool=COUNTS)

    def index(self, over: str) -> str:
        """Declare a fresh index letter."""
        name = self.take(INDICES)
        self.rows.extend(index(name, over=over))
        return name

    def notation(self) -> Notation:
        """The table."""
        return Notation(tuple(self.rows), always=self.always)


def claim(
    words: Words,
    *then: str,
    truth: bool | None,
    given: tuple[str, ...] = (),
    by: tuple[Reason, ...] = (),
    before: tuple[Statement | Ledger, ...] = (),
    instance: Model | None = None,
    why: str = "",
    **rest: Any,
) -> Case:
    """The case of one statement, ``claim``, behind others."""
    statement = Statement("claim", given=given, then=then, by=by, **rest)
    return Case(words.notation(), (*before, statement), "claim", truth, instance=instance, why=why)


def target(case: Case) -> Statement | None:
    """The statement that a case is about, with its errata applied where those are meant, unless it is a row."""
    found = next((p for p in case.parts if isinstance(p, Statement) and p.label == case.target), None)
    for erratum in found.errata if found is not None and case.corrected else ():
        if erratum.part not in ("given", "then"):
            return None
        entries = list(getattr(found, erratum.part))
        entries[erratum.index : erratum.index + 1] = [erratum.corrected]
        found = replace(found, **{erratum.part: tuple(entries)})
    return found
