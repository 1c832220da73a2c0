r"""The productions of what is set apart: conditions, cases, matrices, operators over a set, and what is given."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lark import Token

from ntkprops.errors import UnreadError
from ntkprops.language.notation import Notation
from ntkprops.language.tree import Expr, number, symbol, walk

OPERATORS = {"maximum": "max", "minimum": "min", "bigunion": "bigcup", "bigintersection": "bigcap"}


def ungroup(expr: Expr) -> Expr:
    """What stands in parentheses or brackets."""
    return expr.args[0] if expr.head in ("parens", "brackets") else expr


def operator_over(name: str, lower: Expr, body: Expr, notation: Notation) -> Expr:
    r"""An operator over all values that satisfy a condition: ``\sup_{t \geq 0}``, ``\lim_{t \to \infty}``."""
    condition = ungroup(lower)
    names = list(dict.fromkeys(part.name for part in walk(condition) if part.head == "symbol"))
    if not names:
        raise UnreadError("no meaning is known for this range", span=lower.span)
    first = next((n for n in names if n in body.free), names[0])
    others = [n for n in names if n != first and n in body.free and n not in notation.table]
    variables = tuple(map(symbol, (first, *others)))
    bound = variables[0] if len(variables) == 1 else Expr("items", variables)
    said = Expr("blank") if condition == variables[0] else condition
    return Expr("over", (bound, said, body), OPERATORS.get(name, name))


def spelled_identity(expr: Expr) -> Expr:
    """Within a law the identity matrix is spelled, as those who read laws expect it."""
    args = tuple(map(spelled_identity, expr.args))
    if expr.head != "identity":
        return replace(expr, args=args)
    letter = Expr("symbol", name="I", span=expr.span)
    return Expr("entry", (letter, *args), span=expr.span) if args else letter


def counted(parts: list[Expr]) -> list[Expr]:
    r"""Items in which ``i = 1, \dots, n`` is the quantifier that it stands for."""
    found = list(parts)
    for place in range(len(parts) - 3, -1, -1):
        first, dots, last = parts[place : place + 3]
        start = first.args[0] if first.head == "forall" else first
        is_first = start.head == "chain" and start.name == "=" and start.args[1] == number(1)
        if is_first and start.args[0].head == "symbol" and dots.head == "dots" and last.head in ("symbol", "number"):
            span = (first.span[0], last.span[1])
            space = Expr("space", (last,), "[]", last.span)
            found[place : place + 3] = [Expr("forall", (Expr("chain", (start.args[0], space), "in", span),), span=span)]
    return found


class Blocks:
    """Productions of ``Build``."""

    notation: Notation

    def implies(self, args: list[Any]) -> Expr:
        left, word, right = args
        is_both = "iff" in word or "if and only if" in word or "leftrightarrow" in word.lower()
        return Expr("implies", (left, right), "<=>" if is_both else "=>")

    def provided(self, args: list[Any]) -> Expr:
        """What is claimed if something holds: the condition comes first; where something is defined, both are said."""
        if args[1].head == "chain" and args[1].name == ":=":
            return Expr("items", (args[0], args[1]))
        return Expr("implies", (args[1], args[0]), "=>")

    def quantified(self, args: list[Any]) -> Expr:
        r"""``\forall x: f(x) \geq 0``."""
        what, said = args
        return Expr("items", (said, Expr("forall", (what,), span=what.span)))

    def entrywise(self, args: list[Any]) -> Expr:
        left, word, right = args
        return Expr("kronecker" if word == r"\otimes" else "hadamard", (left, right))

    def both_signs(self, args: list[Any]) -> Expr:
        r"""``\{\pm 1\}``."""
        return Expr("set", (Expr("neg", (args[0],)), args[0]))

    def builder(self, args: list[Any]) -> Expr:
        """A set by what its members fulfil; where something exists that fulfils it, an event."""
        what, said = args
        if what.head == "exists":
            return Expr("set", (what, *(said.args if said.head == "items" else (said,))))
        return Expr("builder", (what, said))

    def function_below(self, args: list[Any]) -> Expr:
        r"""``\log_2 x``."""
        word, _, base, inside = args
        if word not in (r"\log", "log") or inside.head == "given":
            raise UnreadError(f"no meaning is known for {word} with an index", span=base.span)
        return Expr("logb", (base, ungroup(inside)))

    def function_above(self, args: list[Any]) -> Expr:
        r"""``\log^2 x`` is the square of the logarithm; an inverse is meant by nobody."""
        word, mark, exponent, inside = args
        if exponent.head == "neg":
            raise UnreadError(f"no meaning is known for {word} to this power", span=exponent.span)
        del mark
        return Expr("pow", (self.function([word, inside]), exponent))

    def function(self, args: list[Any]) -> Expr:
        raise NotImplementedError

    def hessian(self, args: list[Any]) -> Expr:
        r"""``\nabla^2 f(x)`` and ``\nabla_x^2 f(x)``."""
        order = next(args[k + 1] for k, arg in enumerate(args) if isinstance(arg, Token) and arg.type == "SUP")
        if order.name != "2":
            raise UnreadError("no meaning is known for this power of a gradient", span=order.span)
        by = [args[k + 1] for k, arg in enumerate(args) if isinstance(arg, Token) and arg.type == "SUB"]
        return Expr("hessian", (args[-1], *by))

    def ddp(self, args: list[Any]) -> Expr:
        r"""``\frac{\partial}{\partial w} L(w)``."""
        return Expr("partial", (args[1], args[0]))

    def soft(self, args: list[Any]) -> Expr:
        return Expr("soft", (args[1],), str(args[0]))

    def integral_over(self, args: list[Any]) -> Expr:
        """An integral without ends."""
        *parts, end = args
        *where, body = (part for part in parts if isinstance(part, Expr))
        return Expr("over", (symbol(str(end)), where[0] if where else Expr("blank"), body), "int")

    def ones(self, args: list[Any]) -> Expr:
        del args
        return Expr("ones")

    def table(self, args: list[Any]) -> Expr:
        """A matrix by its rows; a column is the list of its members."""
        if len({len(row.args) for row in args}) > 1 and not any(a.head == "dots" for row in args for a in row.args):
            raise UnreadError("the rows of a matrix are of one length", span=args[-1].span)
        if all(len(row.args) == 1 for row in args):
            return Expr("listing", tuple(row.args[0] for row in args), "column")
        return Expr("rows", tuple(replace(row, head="listing") for row in args))

    def cells(self, args: list[Any]) -> Expr:
        return Expr("cells", tuple(args))

    def cases(self, args: list[Any]) -> Expr:
        return Expr("cases", tuple(args))

    def case(self, args: list[Any]) -> Expr:
        """A value with its condition; without one, that of all other cases."""
        return Expr("case", tuple(part for part in args if isinstance(part, Expr)))
