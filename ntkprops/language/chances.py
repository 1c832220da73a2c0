"""The productions of chance: means, probabilities, indicators, what is given and what is drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lark import Token

from ntkprops.errors import UnreadError
from ntkprops.language.blocks import ungroup
from ntkprops.language.indices import root_of
from ntkprops.language.notation import Notation
from ntkprops.language.tree import Expr


class Chances:
    """Productions of ``Build``."""

    notation: Notation

    def expect(self, args: list[Any]) -> Expr:
        if args[-1].head == "given":
            return self.conditional("E", args)
        body = ungroup(args[-1])
        body = body.args[0] if body.head == "set" and len(body.args) == 1 else body
        if body.head in ("items", "set"):
            raise UnreadError("a mean is of one thing", span=body.span)
        return self._drawn("E", body, args)

    def conditional(self, name: str, args: list[Any]) -> Expr:
        """A mean or a probability given something, with what is drawn where it is printed."""
        drawn = args[1:2] if len(args) == 3 and isinstance(args[0], Token) else []
        return replace(args[-1], head="conditional", args=(*args[-1].args, *drawn), name=name)

    def probability(self, args: list[Any]) -> Expr:
        if args[-1].head == "given":
            return self.conditional("Pr", args)
        body = _event(args[-1])
        return self._drawn("Pr", body, args)

    def _drawn(self, head: str, body: Expr, args: list[Any]) -> Expr:
        """A mean over what is drawn; of what the notation does not draw, the law there binds it."""
        law = args[1] if len(args) == 3 and isinstance(args[0], Token) else None
        if law is not None and law.head == "chain":
            what = law.args[0]
            row = self.notation.table.get(root_of(what).name)
            if what.head == "symbol" and (row is None or not row.random or row.over):
                return Expr("over", (what, law, body), head)
            if row is None or not row.random:
                raise UnreadError("what is drawn here is not declared as random", span=what.span)
        return Expr(head, (body,) if law is None else (body, law))

    def indicator(self, args: list[Any]) -> Expr:
        inside = _event(args[-1])
        if len(args) == 3 and isinstance(args[0], Token) and self._counts(inside):
            return Expr("ones", (inside,))
        return Expr("indicator", (inside,))

    def _counts(self, inside: Expr) -> bool:
        """Whether this is a size, and no event."""
        row = self.notation.table.get(inside.name) if inside.head == "symbol" else None
        return inside.head == "number" or (row is not None and row.sort.kind == "count")


def _event(expr: Expr) -> Expr:
    """What stands in ``Pr[..]``: a relation, an event, or several conditions at once."""
    inside = ungroup(expr)
    if inside.head == "items":
        return Expr("set", inside.args, span=inside.span)
    return inside.args[0] if inside.head == "set" and len(inside.args) == 1 else inside
