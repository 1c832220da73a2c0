r"""A claim as frozen data: the printed formula, what is given, the reasons, and the erratum beside it.

``Statement`` is a lemma or a definition; ``Ledger`` is a proof, one ``Row`` a displayed relation, in printed order;
a row that starts with a relation continues the row above. ``Erratum`` corrects one printed part; the printed one
stays. Reasons are objects: a ``Rule``, ``cite(label)``, ``definition(spelling)`` or ``assume(words)``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ntkprops.errors import InputError
from ntkprops.statement.rules import RULES, Rule
from ntkprops.statement.shape import checked


@dataclass(frozen=True)
class Cite:
    """The reason "by LABEL", with the values it is used at."""

    label: str
    at: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        checked(self)


@dataclass(frozen=True)
class Definition:
    """The reason "by the definition of SPELLING"."""

    spelling: str

    def __post_init__(self) -> None:
        checked(self)


@dataclass(frozen=True)
class Assume:
    """The reason "we assume WORDS"; it shows in every verdict that rests on it."""

    words: str

    def __post_init__(self) -> None:
        checked(self)

    @property
    def rule(self) -> Rule | None:
        """The rule of that name, whose side conditions are assumed; None where the words stand for themselves."""
        return RULES.get(self.words.replace(" ", "_"))


Reason = Rule | Cite | Definition | Assume


def cite(label: str, at: Mapping[str, str] | None = None) -> Cite:
    r"""Cite a row or a statement, with symbols set to values: ``cite("tail", {r"\delta": r"\frac{\delta}{3}"})``."""
    return Cite(label, tuple((at or {}).items()))


def definition(spelling: str) -> Definition:
    r"""Unfold what ``spelling`` was defined as."""
    return Definition(spelling)


def assume(words: str) -> Assume:
    """Take what the notes assume without proof; ``words`` name a rule of that name, or a source that proves the claim.

    A claim taken from a source is ``assumed``, never ``proved``, and may still be refuted.
    """
    return Assume(words)


@dataclass(frozen=True)
class Erratum:
    r"""The correction of one printed part.

    Args:
        part: which part is printed wrong.
        index: which of its entries, from 0; one past the end adds an entry (a missing hypothesis).
        corrected: what should stand there: LaTeX, or reasons where ``part`` is ``"by"`` (all of them).
        because: one sentence for the reader.
    """

    part: Literal["given", "then", "by", "probability", "for_all"]
    index: int
    corrected: str | tuple[Reason, ...]
    because: str = field(kw_only=True)

    def __post_init__(self) -> None:
        checked(self)
        if (self.part == "by") == isinstance(self.corrected, str):
            what = "reasons where its part is 'by'" if self.part == "by" else f"LaTeX where its part is {self.part!r}"
            raise InputError(f"corrected of an Erratum must be {what}, found {self.corrected!r:.60}. Mend either.")
        if self.index < 0:
            raise InputError(f"index of an Erratum must be at least 0, found {self.index}. Count from 0.")


@dataclass(frozen=True)
class Statement:
    r"""A lemma, theorem, definition or remark.

    Args:
        label: kebab-case and unique, e.g. ``"gram-stability"``.
        title: what it says, in words of your own.
        source: where it stands in the notes.
        then: the printed conclusions, LaTeX.
        given: the printed hypotheses, LaTeX; ``A := b`` at the end of a chain also defines ``A``.
        for_all: printed variables that range freely, e.g. ``0 \leq s \leq t`` or ``\{w_k\}_{k=1}^m``.
        over: what is drawn, e.g. ``w(0)``; empty where nothing is.
        probability: the printed lower bound of the probability, e.g. ``1 - \delta``.
        by: the reasons.
        errata: corrections of printed parts.
        defines: whether ``then`` only fixes what its left-hand sides mean.
        also: further labels for the same formula, such as the number of the display.
        beside: words that stand beside it in the notes and were not understood; they may say more than is given.
        found: those of its reasons that the notes do not print.
    """

    label: str
    title: str = ""
    source: str = ""
    then: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    for_all: str = ""
    over: str = ""
    probability: str = ""
    by: tuple[Reason, ...] = ()
    errata: tuple[Erratum, ...] = ()
    defines: bool = False
    also: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    found: tuple[Reason, ...] = ()

    def __post_init__(self) -> None:
        checked(self)


@dataclass(frozen=True)
class Row:
    """One displayed relation of a proof and why it holds; ``also``, ``beside`` and ``found`` as in ``Statement``."""

    label: str
    latex: str
    by: tuple[Reason, ...] = ()
    errata: tuple[Erratum, ...] = ()
    also: tuple[str, ...] = ()
    source: str = ""
    beside: tuple[str, ...] = ()
    found: tuple[Reason, ...] = ()

    def __post_init__(self) -> None:
        checked(self)


@dataclass(frozen=True)
class Ledger:
    """A proof: rows in printed order, under what ``of`` gives (or under givens of its own)."""

    of: Statement
    rows: tuple[Row, ...]
    given: tuple[str, ...] | None = None
    for_all: str | None = None
    title: str = ""

    def __post_init__(self) -> None:
        checked(self)
        if not self.rows:
            raise InputError(f"the ledger of {self.of.label} must hold a row, found none. Leave it out until it does.")
