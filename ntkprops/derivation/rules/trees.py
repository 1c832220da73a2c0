r"""Trees that the rules write: shorthands, nothing more."""

from __future__ import annotations

from ntkprops.language.tree import Expr, number

ZERO, ONE, TWO = number(0), number(1), number(2)
HALF = Expr("div", (ONE, TWO))


def e(head: str, *args: Expr, name: str = "") -> Expr:
    """A node, shortly."""
    return Expr(head, args, name)


def product(*factors: Expr) -> Expr:
    """A product."""
    return Expr("mul", factors)


def square(tree: Expr) -> Expr:
    """A square."""
    return e("pow", tree, number(2))


def size(tree: Expr, kind: str = "2") -> Expr:
    """A norm."""
    return e("norm", tree, name=kind)


def minus(left: Expr, right: Expr) -> Expr:
    """A difference."""
    return e("add", left, e("neg", right))


__all__ = ["HALF", "ONE", "TWO", "ZERO", "e", "minus", "product", "size", "square"]
