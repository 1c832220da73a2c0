r"""What a derivation is made of: formulas, hypotheses, judgments, and steps that a checker re-derives.

A ``Formula`` says everything about where a relation holds: for all ``variables`` of their sorts, wherever its
``conditions`` hold. A ``Judgment`` is a relation together with the hypotheses it rests on: one that holds only on an
event or for one outcome is not ``sure``, and no rule that averages over the draw may take what rests on it. A ``Step``
is a named rule applied to arguments (trees) and to the steps that show its premises; ``check.py`` believes none of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ntkprops.derivation.definitions import bare
from ntkprops.language.notation import Sort
from ntkprops.language.tree import Expr, replace_free, symbol


class Refused(Exception):  # noqa: N818  an answer, not an error
    """A step that the checker does not accept, and why."""


@dataclass(frozen=True)
class Formula:
    """``relation`` (a chain of two terms) for all ``variables``, each with its sort, under ``conditions``."""

    relation: Expr
    variables: tuple[tuple[str, Sort], ...] = ()
    conditions: tuple[Formula, ...] = ()

    @property
    def bound(self) -> frozenset[str]:
        """The names of its variables."""
        return frozenset(name for name, _ in self.variables)

    @property
    def free(self) -> frozenset[str]:
        """The names that occur free."""
        inside = self.relation.free.union(*(condition.free for condition in self.conditions))
        return inside - self.bound

    @property
    def bare(self) -> frozenset[str]:
        """The symbols that occur without being applied, conditions included."""
        return bare(self.relation).union(*(condition.bare for condition in self.conditions))

    def at(self, values: Mapping[str, Expr]) -> Formula:
        """The formula with free names, and variables that have a value, replaced; nothing is captured."""
        kept = tuple(one for one in self.variables if one[0] not in values)
        mentioned = frozenset().union(*(value.free for value in values.values()))
        clash = {name: symbol(name + "\0") for name, _ in kept if name in mentioned}
        values = {**values, **clash}
        kept = tuple((clash[name].name if name in clash else name, sort) for name, sort in kept)
        return Formula(
            replace_free(self.relation, values), kept, tuple(condition.inside(values) for condition in self.conditions)
        )

    def inside(self, values: Mapping[str, Expr]) -> Formula:
        """As ``at``, for a formula that stands inside another: its own variables keep their meaning."""
        return self.at({name: value for name, value in values.items() if name not in self.bound})


@dataclass(frozen=True, eq=False)
class Hypothesis:
    """Something taken as true: a formula, where it comes from, and whether it holds for every draw.

    ``random`` says that it speaks of the draw: used under an average it must hold surely wherever the claim is cited.
    """

    formula: Formula
    name: str
    sure: bool = True
    random: bool = False


@dataclass(frozen=True)
class Judgment:
    """``relation`` holds wherever the hypotheses in ``used`` do; those in ``averaged`` were used for every draw."""

    relation: Expr
    used: frozenset[Hypothesis] = frozenset()
    averaged: frozenset[Hypothesis] = frozenset()

    @property
    def is_sure(self) -> bool:
        """Whether it holds for every draw."""
        return all(hypothesis.sure for hypothesis in self.used)

    def without(self, hypotheses: tuple[Hypothesis, ...]) -> Judgment:
        """The judgment with some hypotheses discharged."""
        gone = frozenset(hypotheses)
        return replace(self, used=self.used - gone, averaged=self.averaged - gone)


@dataclass(frozen=True, eq=False)
class Step:
    """One rule applied: ``args`` are trees and names, ``premises`` the steps that show what the rule asks for."""

    rule: str
    args: tuple[Any, ...] = ()
    premises: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Source:
    """Where a formula stands: a hypothesis of the claim, what holds throughout, a citation, or a local one.

    Args:
        kind: ``given``, ``range``, ``always``, ``local``, ``cited``; of a claim on probability ``event`` or ``tail``.
        place: which of its parts, and which relation of that part, in printed order.
        label: of what is cited, with ``corrected`` for its form and ``at`` for the values of its symbols.
        whole: whether it is the relation from the head of the cited row's chain to its end.
        timed: whether what is said of any weights is taken at a time, the variable ``MOMENT``.
        formula: what a local hypothesis says.
    """

    kind: str
    place: tuple[int, int] = (0, 0)
    label: str = ""
    corrected: bool = False
    at: tuple[tuple[str, Expr], ...] = ()
    whole: bool = False
    timed: bool = False
    formula: Formula | None = None


MOMENT = "\0moment"


def local_sort(name: str) -> Sort | None:
    r"""The sort of a bound or fresh variable, which its spelling carries (``#1:n``, ``#1;``, ``@k!``, ``@s``)."""
    if name[:1] not in ("#", "@"):
        return None
    if "!" in name or ";" in name:
        return Sort("count" if "!" in name else "whole")
    return Sort("index", (name.rstrip("\0").split(":", 1)[1],)) if ":" in name else Sort("real")


__all__ = ["MOMENT", "Formula", "Hypothesis", "Judgment", "Refused", "Source", "Step", "local_sort"]
