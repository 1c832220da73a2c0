r"""Does a formula only say what its left-hand sides mean? ``defining(tree, notation)``.

``f(x) = ..``, ``R := ..``, ``.. := R``, ``X \sim ..`` and ``x \in \mathbb{R}^d`` do. An inequality claims something: it
may stand in a definition only if the notation says it too, in ``always`` or by a sort.
"""

from __future__ import annotations

from ntkprops.errors import FormulaError
from ntkprops.language.notation import Notation
from ntkprops.language.reader import read
from ntkprops.language.tree import Expr, links, number, relation

DEFINED = ("entry", "apply", "dot", "derivative")  # of a symbol: these are defined through it
AT_LEAST, MORE, LESS = (">=",), (">", ">=", "!="), ("<", "<=", "!=")
SORTS = {
    ("positive", 0): MORE, ("probability", 0): MORE, ("probability", 1): LESS, ("count", 0): MORE,
    ("count", 1): AT_LEAST, ("nonnegative", 0): AT_LEAST, ("time", 0): AT_LEAST,
}  # fmt: skip
TURNED = {"<=": ">=", "<": ">", ">=": "<=", ">": "<"}


def defining(tree: Expr, notation: Notation) -> None:
    """Raise where a formula that is to define something claims something.

    Raises:
        FormulaError: at a relation that defines nothing and that the notation does not say.
    """
    said = {part for text in notation.always for part in _pairs(read(text, notation))}
    for item in tree.args if tree.head == "items" else (tree,):
        if item.head != "chain":
            continue
        for place, (left, op, right) in enumerate(links(item)):
            pair = relation(left, op, right)
            if not (_defines(place, left, op) or pair in said or _is_sort(item.args, place, op, notation)):
                raise FormulaError(
                    "this is a claim and no definition",
                    span=(left.span[0], right.span[1]),
                    hint="leave out defines=True and give its reason, or say it in the notation's always.",
                )


def _pairs(tree: Expr) -> list[Expr]:
    items = tree.args if tree.head == "items" else (tree,)
    return [relation(*link) for item in items if item.head == "chain" for link in links(item)]


def _defines(place: int, left: Expr, op: str) -> bool:
    """A law, a membership, ``:=``, and the first equation, of what can be defined."""
    while left.head in DEFINED:
        left = left.args[0]
    return op in (":=", "~", "in") or (op == "=" and (place > 0 or left.head in ("symbol", "blank")))


def _is_sort(terms: tuple[Expr, ...], place: int, op: str, notation: Notation) -> bool:
    """Whether a bound by 0 or 1 is what the sort of the symbol there, or of what it was just defined as, says."""
    bound, symbols = terms[place + 1], terms[: place + 1]
    if terms[place].head == "number":
        bound, symbols, op = terms[place], terms[place + 1 : place + 2], TURNED.get(op, op)
    rows = (notation.table.get(part.name) for part in symbols if part.head == "symbol")
    known = [SORTS.get((row.sort.kind, value), ()) for row in rows if row for value in (0, 1) if bound == number(value)]
    return any(op in ops for ops in known)
