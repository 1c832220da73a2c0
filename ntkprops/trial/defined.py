r"""Which draws is a formula made of, and by which law? ``draws_of(tree, scene)``, ``lawful(tree, scene)``.

Nothing here evaluates: a mean is asked what its body is made of, a symbol what it is drawn with.
"""

from __future__ import annotations

from ntkprops.language.notation import Notation, Symbol
from ntkprops.language.tree import Expr, walk
from ntkprops.meaning import Scene, Undetermined
from ntkprops.meaning.defined import counts, defined, is_whole, moves, root
from ntkprops.trial.sets import Law

__all__ = ["averages_all", "counts", "defined", "draws_of", "is_whole", "lawful", "moved", "moves", "root"]
NOUGHT = Expr("number", name="0")


def draws_of(tree: Expr, scene: Scene, seen: frozenset[str] = frozenset()) -> frozenset[str]:
    """The independent draws that a formula is made of; what has moved may be made of all of them."""
    found: frozenset[str] = frozenset()
    if moved(tree, scene.notation):
        found = found.union(*(scene.known.draws(name) or () for name in scene.notation.table))
    for name in {part.name for part in walk(tree) if part.head == "symbol"} - seen:
        known = scene.known.draws(name)
        if known is None:
            bodies = [rule.body for rule in scene.definitions.get(name, ())]
            known = frozenset().union(*(draws_of(body, scene, seen | {name}) for body in bodies))
        found |= known
    return found


def moved(tree: Expr, notation: Notation) -> frozenset[str]:
    """The functions of time that a formula takes at another time than the start."""
    applied = {root(part).name for part in walk(tree) if part.head == "apply" and part.args[1:] != (NOUGHT,)}
    return frozenset(n for n in applied if n in notation.table and notation.table[n].of == ("time",))


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
    law = None if row is None or inside.head != "symbol" else scene.known.law(row.name)
    if row is None or law is None:
        raise Undetermined("a law of what is not drawn here")
    return row, law
