r"""The one walk over a formula: ``evaluate(tree, scene)`` is its value, ``judged(tree, scene)`` its truth.

What each head of a tree means stands in ``heads``, which fills the table ``HEADS``. A head without an entry, a part
more than an entry reads, a payload that it does not read: nothing evaluates the formula; no part of it is passed over.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ntkprops.language.tree import Expr
from ntkprops.meaning.arithmetic import Undetermined
from ntkprops.meaning.defined import defined
from ntkprops.meaning.scene import Scene

Rule = Callable[[Expr, Any], Any]


@dataclass(frozen=True)
class Head:
    """What a head of the tree means.

    Args:
        value: the rule for its value.
        holds: the rule for its truth.
        parts: how many parts of a tree the rule reads.
        named: whether it reads the payload.
        only: the one number system that has the rule, where not every one has.
        opaque: why there is no rule, or not for every number system.
    """

    value: Rule | None = None
    holds: Rule | None = None
    parts: range = range(0)
    named: bool = False
    only: str = ""
    opaque: str = ""

    def rule(self, tree: Expr, scene: Scene, kind: str) -> Rule:
        """The rule for the value or the truth of a tree. Raises ``Undetermined`` where nothing reads all of it."""
        found: Rule | None = getattr(self, kind)
        if found is None or (self.only and self.only != scene.SYSTEM.name):
            raise Undetermined(f"no {kind} for {tree.head}" + (f": {self.opaque}" if self.opaque else ""))
        if len(tree.args) not in self.parts or (tree.name and not self.named):
            raise Undetermined(f"no {kind} for {tree.head} with these parts")
        return found


HEADS: dict[str, Head] = {}
NOVEL = Head(opaque="no entry in the table of heads")


def evaluate(tree: Expr, scene: Scene) -> Any:
    """The value of a formula.

    Raises:
        Undetermined: where the scene does not fix it, or nothing computes it.
    """
    return scene.computed(HEADS.get(tree.head, NOVEL).rule(tree, scene, "value"), tree)


def scalar(tree: Expr, scene: Scene) -> Any:
    """The value of a formula that is a number."""
    return scene.SYSTEM.as_number(evaluate(tree, scene), tree.head)


def judged(tree: Expr, scene: Scene) -> Any:
    """Whether a relation or an event holds, where every part of it has a value.

    Raises:
        Undetermined: where a part is undefined, or has no value or no meaning here.
    """
    scene.spend()
    head = HEADS.get(tree.head, NOVEL)
    if head.holds is not None:
        return head.rule(tree, scene, "holds")(tree, scene)
    body = defined(tree, scene)
    if body is None:
        raise Undetermined(f"a {tree.head} that is neither true nor false")
    return judged(body, scene.unfolded())


def truth(tree: Expr, scene: Scene) -> Any:
    """Whether a relation or an event holds, or None where nobody can tell."""
    try:
        return judged(tree, scene)
    except Undetermined:
        return None


def index(tree: Expr, scene: Scene) -> int:
    """A 1-based index as a 0-based place."""
    return scene.SYSTEM.place(scalar(tree, scene)) - 1
