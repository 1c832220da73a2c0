r"""Can a formula be checked at all? ``vague(tree)`` names the sign that says nothing that could break."""

from __future__ import annotations

from ntkprops.language.latex import RELATIONS
from ntkprops.language.tree import Expr, walk
from ntkprops.language.vocabulary import VAGUE


def vague(tree: Expr) -> str:
    r"""The first ``\approx``, ``\ll`` or ``\to`` of a tree, that no number can break, or nothing.

    >>> from ntkprops.language.tree import relation, symbol
    >>> vague(relation(symbol("a"), "lesssim", symbol("b"))), vague(relation(symbol("a"), "<=", symbol("b")))
    ('\\lesssim', '')
    """
    found = (op for part in walk(tree) if part.head == "chain" for op in part.relations if op in VAGUE | {"to"})
    is_limit = any(part.head in ("over", "typed") for part in walk(tree))
    return next((RELATIONS[op] for op in found if op != "to" or not is_limit), "")
