r"""What is in sight while a derivation is looked for: relations that the checker has derived, each with its step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ntkprops.derivation.check import MALFORMED, Checker
from ntkprops.derivation.context import Scope
from ntkprops.derivation.judgment import Refused, Step
from ntkprops.derivation.terms import Tensor, Value
from ntkprops.language.tree import BINDERS, Expr

MOST_FACTS, MOST_DEPTH = 48, 3
UNAVAILABLE = (Refused, *MALFORMED)


@dataclass(eq=False)
class Sight:
    """One scope under search; ``rules`` are those that the claim gives as its reasons."""

    checker: Checker
    rules: frozenset[str]
    scope: Scope
    depth: int = 0
    known: dict[Expr, Step] = field(default_factory=dict)
    tried: set[tuple] = field(default_factory=set)

    def derive(self, step: Step) -> Expr | None:
        """The relation that a step shows here; None where the checker refuses it."""
        try:
            return self.checker.derive(step, self.scope).relation
        except UNAVAILABLE:
            return None

    def learn(self, step: Step | None) -> Expr | None:
        """As ``derive``, and what is shown is known from now on."""
        again = step is None or (step.rule, step.args) in self.tried
        stated = None if step is None or again or len(self.known) >= MOST_FACTS else self.derive(step)
        self.tried |= set() if step is None else {(step.rule, step.args)}
        if stated is not None and step is not None:
            self.known.setdefault(stated, step)
        return stated

    def inside(self, scope: Scope) -> Sight:
        """An inner scope, in which nothing is known yet."""
        return Sight(self.checker, self.rules, scope, self.depth + 1)

    def value(self, tree: Expr) -> Value | None:
        """The normal form of a tree, or None where it has none."""
        try:
            return self.checker.terms.value(tree)
        except UNAVAILABLE:
            return None

    def kind(self, tree: Expr) -> str:
        """``scalar``, ``vector``, ``covector`` or ``matrix``; nothing where a tree has no normal form."""
        found = self.value(tree)
        return "" if found is None else found.kind if isinstance(found, Tensor) else "scalar"

    def scalars(self) -> tuple[Step, ...]:
        """The steps that show what is known of scalars."""
        return tuple(step for stated, step in self.known.items() if self.kind(stated.args[0]) == "scalar")

    def follows(self, goal: Expr, premises: Iterable[Step] | None = None) -> Step | None:
        """The goal by arithmetic from what is known, or from some of it."""
        step = Step("scalar", (goal,), tuple(self.scalars() if premises is None else premises))
        return None if self.derive(step) is None else step


def closed(trees: Iterable[Expr]) -> list[Expr]:
    """The terms in some trees that speak of no variable bound in them, each once, the outer ones first."""
    found: dict[Expr, None] = {}

    def collect(tree: Expr, bound: frozenset[str]) -> None:
        if not tree.free & bound:
            found[tree] = None
        inner = bound | {tree.args[0].name} if tree.head in BINDERS else bound
        for arg in tree.args:
            collect(arg, inner)

    for tree in trees:
        collect(tree, frozenset())
    return list(found)


__all__ = ["MOST_DEPTH", "UNAVAILABLE", "Sight", "closed"]
