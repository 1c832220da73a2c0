r"""Of which sign is what a formula defines? ``sign_of(tree, table)``: by its form alone, or not known.

``R := \frac{\sqrt{2\pi} \delta \lambda_0}{16 n^2}`` is positive because all that it is made of is: that is a
consequence of the definition and no hypothesis, so it may stand in the table.
"""

from __future__ import annotations

from collections.abc import Mapping

from ntkprops.language.notation import Sort, Symbol, nonnegative, positive
from ntkprops.language.tree import Expr

POSITIVE = frozenset({"positive", "probability", "count", "index"})
NONNEGATIVE = frozenset({"nonnegative", "time"})
NEVER_NEGATIVE = frozenset({"norm", "abs", "Pr", "indicator"})


def sign_of(expr: Expr, table: Mapping[str, Symbol]) -> Sort | None:
    r"""Positive, nonnegative, or None where the form does not say it.

    >>> from ntkprops.language import Notation, count, declare, read, vector
    >>> notes = Notation((declare("n", count), declare("v", vector("n"))))
    >>> [sign_of(read(text, notes), notes.table) for text in (r"2 \sqrt{n}", "n - 1")]
    [Sort(kind='positive', dims=()), None]
    >>> sign_of(read(r"\|v\| / n", notes), notes.table).kind
    'nonnegative'
    """
    if expr.head == "number":
        return nonnegative if expr.name == "0" else positive
    if expr.head in ("constant", "exp"):
        return positive
    if expr.head in NEVER_NEGATIVE:
        return nonnegative
    if expr.head == "symbol":
        return _declared(table.get(expr.name))
    return _composed(expr, [sign_of(part, table) for part in expr.args])


def _declared(row: Symbol | None) -> Sort | None:
    if row is None or row.over:
        return None
    return positive if row.sort.kind in POSITIVE else nonnegative if row.sort.kind in NONNEGATIVE else None


def _composed(expr: Expr, parts: list[Sort | None]) -> Sort | None:
    """A sum, product, quotient, root or power of what has a sign."""
    if expr.head == "pow":
        even = expr.args[1].head == "number" and expr.args[1].name.isdigit() and int(expr.args[1].name) % 2 == 0
        return parts[0] or (nonnegative if even else None)
    if expr.head not in ("add", "mul", "div", "sqrt") or None in parts:
        return None
    if expr.head == "div":
        return parts[0] if parts[1] == positive else None
    strict = any(part == positive for part in parts) if expr.head == "add" else all(part == positive for part in parts)
    return positive if strict else nonnegative
