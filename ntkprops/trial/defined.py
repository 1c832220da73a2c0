r"""What do the notes say of a symbol here? ``defined(tree, scene)``, ``draws_of(tree, scene)``, ``lawful(..)``.

Nothing here evaluates: a definition gives a formula, a mean is asked what its body is made of, a maximum whether its
variable counts.
"""

from __future__ import annotations

from collections.abc import Container
from fractions import Fraction

from ntkprops.language.notation import Notation, Symbol
from ntkprops.language.tree import Expr, walk
from ntkprops.trial.scene import Scene
from ntkprops.trial.sets import Law
from ntkprops.trial.tensor import Tensor
from ntkprops.trial.values import Undetermined

NOUGHT = Expr("number", name="0")


def root(tree: Expr) -> Expr:
    """What is indexed, applied or differentiated in the end."""
    while tree.head in ("entry", "apply", "dot"):
        tree = tree.args[0]
    return tree


def defined(tree: Expr, scene: Scene) -> Expr | None:
    """What a definition of the lecture says the tree is.

    Raises:
        Undetermined: where a number that is bound here would capture a symbol of the definition.
    """
    base = root(tree)
    numbers = {name for name, value in scene.bound.items() if not isinstance(value, Tensor)}
    for rewrite in scene.definitions.get(base.name, ()) if base.head == "symbol" else ():
        body = rewrite.apply(tree)
        if body is not None and body != tree:
            scene.effort.spend(5)
            if tree.head != "symbol" and (rewrite.body.free - rewrite.variables) & numbers:
                raise Undetermined(f"the definition of {base.name} speaks of what is bound here")
            return body
    return None


def says(target: Expr, body: Expr, scene: Scene) -> bool:
    """Whether a symbol is here what a definition says, and nothing else gives it a value."""
    name = root(target).name
    return scene.scalar(name) is None and scene.instance.draws(name) is None and defined(target, scene) == body


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
    return isinstance(bound, Fraction) and bound.denominator == 1


def draws_of(tree: Expr, scene: Scene, seen: frozenset[str] = frozenset()) -> frozenset[str]:
    """The independent draws that a formula is made of; what has moved may be made of all of them."""
    found: frozenset[str] = frozenset()
    if moved(tree, scene.notation):
        found = found.union(*(scene.instance.draws(name) or () for name in scene.notation.table))
    for name in {part.name for part in walk(tree) if part.head == "symbol"} - seen:
        known = scene.instance.draws(name)
        if known is None:
            bodies = [rule.body for rule in scene.definitions.get(name, ())]
            known = frozenset().union(*(draws_of(body, scene, seen | {name}) for body in bodies))
        found |= known
    return found


def moved(tree: Expr, notation: Notation) -> frozenset[str]:
    """The functions of time that a formula takes at another time than the start."""
    applied = {root(part).name for part in walk(tree) if part.head == "apply" and part.args[1:] != (NOUGHT,)}
    return frozenset(n for n in applied if n in notation.table and notation.table[n].of == ("time",))


def moves(name: str, notation: Notation, definitions: Container[str]) -> bool:
    """Whether a bare symbol may depend on a variable that it does not mention."""
    row = notation.table.get(name)
    return (row is not None and bool(row.of)) or name in definitions


def averages_all(tree: Expr, scene: Scene) -> bool:
    r"""Whether a mean or a chance draws everything random that it is of; ``\mathbb{E}_X`` may leave something."""
    body, *over = tree.args
    return not over or draws_of(body, scene) <= {part.name for part in walk(over[0]) if part.head == "symbol"}


def lawful(tree: Expr, scene: Scene) -> tuple[Symbol, Law | str]:
    """What has a law, ``X``, ``X_i`` or ``w_k(0)``, and the one that it is drawn with here.

    Raises:
        Undetermined: for anything else, and for what is not drawn here.
    """
    row, inside = scene.notation.table.get(root(tree).name), tree
    while inside.head in ("entry", "apply"):
        if inside.head == "apply" and inside.args[1:] != (NOUGHT,):
            raise Undetermined("a law at another time than the start")
        inside = inside.args[0]
    law = None if row is None or inside.head != "symbol" else scene.instance.law(row.name)
    if row is None or law is None:
        raise Undetermined("a law of what is not drawn here")
    return row, law
