r"""What surrounds a step under check: the library that may be cited, and the scope in which the step stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from ntkprops.derivation.claims import Place, Read
from ntkprops.derivation.definitions import Rewrite
from ntkprops.derivation.judgment import Hypothesis
from ntkprops.derivation.reach import Reach
from ntkprops.language.notation import Notation, Sort
from ntkprops.language.tree import Expr

Standing = frozenset[tuple[str, Place]] | None  # hypotheses used under an average; None: nothing here proved the claim


class Library(Protocol):
    """The claims of a lecture, and how those that are settled stand."""

    @property
    def notation(self) -> Notation: ...
    @property
    def standing(self) -> Mapping[tuple[str, bool], Standing]: ...
    @property
    def constants(self) -> Mapping[tuple[str, bool], Expr]: ...
    def reading(self, label: str, *, corrected: bool) -> Read: ...
    def chain(self, label: str) -> tuple[str, ...]: ...
    def version(self, label: str, *, corrected: bool) -> bool | None: ...
    def chain_version(self, label: str, *, corrected: bool) -> bool | None: ...
    def defined(self, *, corrected: bool) -> Mapping[str, Sequence[Rewrite]]: ...
    def paths(self) -> frozenset[str]: ...


@dataclass(frozen=True, eq=False)
class Scope:
    """Where a step stands: local variables with their sorts, what is supposed of them, and what is out of reach.

    A hypothesis that speaks of a name in ``hidden``, or of a family in ``without`` as it stands, is of something else.
    """

    sorts: Mapping[str, Sort] = field(default_factory=dict)
    supposed: tuple[Hypothesis, ...] = ()
    hidden: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()

    def inside(self, variables: Iterable[tuple[str, Sort]], supposed: Sequence[Hypothesis] = ()) -> Scope:
        """The scope of some fresh variables: what was known of their names is out of reach."""
        sorts = dict(variables)
        kept = tuple(h for h in self.supposed if not sorts.keys() & h.formula.free)
        return replace(
            self, sorts={**self.sorts, **sorts}, supposed=(*kept, *supposed), hidden=self.hidden | sorts.keys()
        )

    def opened(self, supposed: Sequence[Hypothesis], families: frozenset[str], reach: Reach) -> Scope:
        """The scope in which some weights are taken of which nothing is known but what is supposed."""
        kept = tuple(h for h in self.supposed if not families & reach.bare(h.formula.bare))
        return replace(self, supposed=(*kept, *supposed), without=self.without | families)

    def reaches(self, hypothesis: Hypothesis, reach: Reach) -> bool:
        """Whether a hypothesis may be used here."""
        formula = hypothesis.formula
        outer = not (formula.free & self.hidden or reach.bare(formula.bare) & self.without)
        return hypothesis in self.supposed or outer


__all__ = ["Library", "Scope", "Standing"]
