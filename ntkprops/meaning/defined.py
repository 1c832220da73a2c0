r"""What do the notes say of a symbol here? ``defined(tree, scene)``; which variables run through whole numbers?

Nothing here evaluates: a definition gives a formula, a maximum is asked whether its variable counts.
"""

from __future__ import annotations

from collections.abc import Container

from ntkprops.language.notation import Notation
from ntkprops.language.tree import Expr, walk
from ntkprops.meaning.arithmetic import Undetermined
from ntkprops.meaning.scene import Scene

UNFOLDING = 5  # the work of one definition, in parts of a formula


def root(tree: Expr) -> Expr:
    """What is indexed, applied or differentiated in the end."""
    while tree.head in ("entry", "apply", "dot"):
        tree = tree.args[0]
    return tree


def defined(tree: Expr, scene: Scene) -> Expr | None:
    """What a definition of the notes says the tree is.

    Raises:
        Undetermined: where a number that is bound here would capture a symbol of the definition.
    """
    base = root(tree)
    for rewrite in scene.definitions.get(base.name, ()) if base.head == "symbol" else ():
        body = rewrite.apply(tree)
        if body is not None and body != tree:
            scene.spend(UNFOLDING)
            loose = rewrite.body.free - rewrite.variables if tree.head != "symbol" else frozenset()
            if any(name in loose and scene.SYSTEM.is_number(value) for name, value in scene.bound.items()):
                raise Undetermined(f"the definition of {base.name} speaks of what is bound here")
            return body
    return None


def is_whole(variable: Expr, body: Expr, notation: Notation) -> bool:
    r"""Whether the variable of a maximum is a whole number: it is declared so, or counts something in the body."""
    row = notation.table.get(variable.name)
    if row is not None:
        return row.sort.kind in ("index", "count")
    return any(variable in part.args[1:] for part in walk(body) if part.head == "entry")


def counts(tree: Expr, scene: Scene) -> bool:
    """Whether an exponent is a whole number wherever it stands: made of whole numbers and of what counts."""
    if tree.head in ("neg", "add", "mul"):
        return all(counts(part, scene) for part in tree.args)
    if tree.head == "number":
        return tree.name.isdigit()
    row = scene.notation.table.get(tree.name) if tree.head == "symbol" else None
    if row is not None:
        return row.sort.kind in ("index", "count")
    bound = scene.bound.get(tree.name) if tree.head == "symbol" else None
    return bound is not None and scene.SYSTEM.is_whole(bound)


def moves(name: str, notation: Notation, definitions: Container[str]) -> bool:
    """Whether a bare symbol may depend on a variable that it does not mention."""
    row = notation.table.get(name)
    return (row is not None and bool(row.of)) or name in definitions
