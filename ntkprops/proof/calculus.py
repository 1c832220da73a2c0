r"""Gradients through printed definitions: what ``\nabla L(w(s))`` and ``\partial f / \partial w`` are, as trees.

``GradientRewrite`` differentiates sums, products, powers, ``max(0, z)`` (with the notes' ``1[z >= 0]``), ``exp``,
``log`` and inner products; a function is opened where its definition was given as a reason. The gradient by a member
``w_k`` of a family picks the k-th summand of a sum over the family.
"""

from __future__ import annotations

from dataclasses import dataclass

from ntkprops.language.notation import Notation
from ntkprops.language.tree import Expr, number, relation, substitute, symbol
from ntkprops.proof.facts import Rewrite

ZERO = number(0)


@dataclass(frozen=True)
class Wrt:
    """By what is differentiated: the family at a time, and a member's index or None for the whole."""

    family: Expr
    member: Expr | None


@dataclass(frozen=True)
class GradientRewrite:
    """Replaces gradients by what differentiation gives; stands among the rewritings of a proof."""

    notation: Notation
    definitions: tuple[Rewrite, ...]
    name: str = "gradient"

    def apply(self, expr: Expr) -> Expr | None:
        """The derivative written out, or None where nothing is to be done."""
        if expr.head == "entry" and expr.args[0].head == "grad":
            return self._gradient(expr.args[0].args[0], expr.args[1])
        if expr.head == "grad":
            return self._gradient(expr.args[0], None)
        if expr.head == "partial" and expr.args[1].head == "entry":
            family, member = expr.args[1].args
            return self.by(self._open(expr.args[0]), Wrt(family, member))
        if expr.head == "inner" and all(
            arg.head == "partial" and self._whole(arg.args[1]) and self._open(arg.args[0]) != arg.args[0]
            for arg in expr.args
        ):
            return self._over_members(expr)
        return None

    def _whole(self, expr: Expr) -> bool:
        root = expr.args[0] if expr.head == "apply" else expr
        row = self.notation.table.get(root.name)
        return bool(row and row.over)

    def _over_members(self, expr: Expr) -> Expr | None:
        """``<df/dw, dg/dw>`` as the sum of the inner products of its members."""
        family = expr.args[0].args[1]
        root = family.args[0] if family.head == "apply" else family
        over = self.notation.table[root.name].over[0]
        member = symbol("\0member")
        parts = tuple(Expr("partial", (arg.args[0], Expr("entry", (family, member)))) for arg in expr.args)
        return Expr("sum", (member, number(1), symbol(over), Expr("inner", parts)))

    def _gradient(self, body: Expr, member: Expr | None) -> Expr | None:
        weights = next((arg for arg in body.args[1:] if self._whole(arg)), None)
        opened = self._open(body)
        if weights is None or opened == body:
            return None
        return self.by(opened, Wrt(weights, member))

    def _open(self, expr: Expr) -> Expr:
        return next((body for rule in self.definitions if (body := rule.apply(expr)) is not None), expr)

    def by(self, expr: Expr, wrt: Wrt) -> Expr:
        """The derivative of a scalar tree."""
        if not self._depends(expr, wrt):
            return ZERO
        rule = getattr(self, f"_{expr.head}", None)
        if rule is None:
            return Expr("partial", (expr, _variable(wrt)))
        return rule(expr, wrt)

    def _depends(self, expr: Expr, wrt: Wrt) -> bool:
        return expr == wrt.family or any(self._depends(arg, wrt) for arg in expr.args)

    def _add(self, expr: Expr, wrt: Wrt) -> Expr:
        return _plus([self.by(arg, wrt) for arg in expr.args])

    def _neg(self, expr: Expr, wrt: Wrt) -> Expr:
        return _scale(Expr("neg", (number(1),)), self.by(expr.args[0], wrt))

    def _mul(self, expr: Expr, wrt: Wrt) -> Expr:
        if len(expr.args) == 2 and expr.args[0].head == "transpose":
            return self._inner(Expr("inner", (expr.args[0].args[0], expr.args[1])), wrt)
        parts = []
        for place, factor in enumerate(expr.args):
            rest = [*expr.args[:place], *expr.args[place + 1 :]]
            parts.append(_scale(Expr("mul", tuple(rest)) if len(rest) > 1 else rest[0], self.by(factor, wrt)))
        return _plus(parts)

    def _div(self, expr: Expr, wrt: Wrt) -> Expr:
        above, below = expr.args
        if self._depends(below, wrt):
            return Expr("partial", (expr, _variable(wrt)))
        return _scale(Expr("div", (number(1), below)), self.by(above, wrt))

    def _pow(self, expr: Expr, wrt: Wrt) -> Expr:
        base, exponent = expr.args
        if self._depends(exponent, wrt):
            return Expr("partial", (expr, _variable(wrt)))
        lowered = (
            base if exponent == number(2) else Expr("pow", (base, Expr("add", (exponent, Expr("neg", (number(1),))))))
        )
        return _scale(Expr("mul", (exponent, lowered)), self.by(base, wrt))

    def _max(self, expr: Expr, wrt: Wrt) -> Expr:
        active = [arg for arg in expr.args if arg != ZERO]
        if len(expr.args) != 2 or len(active) != 1:
            return Expr("partial", (expr, _variable(wrt)))
        return _scale(Expr("indicator", (relation(active[0], ">=", ZERO),)), self.by(active[0], wrt))

    def _exp(self, expr: Expr, wrt: Wrt) -> Expr:
        return _scale(expr, self.by(expr.args[0], wrt))

    def _log(self, expr: Expr, wrt: Wrt) -> Expr:
        return _scale(Expr("div", (number(1), expr.args[0])), self.by(expr.args[0], wrt))

    def _inner(self, expr: Expr, wrt: Wrt) -> Expr:
        sides = [_scale(other, self._vector(one, wrt)) for one, other in (expr.args, expr.args[::-1])]
        return _plus(sides)

    def _vector(self, expr: Expr, wrt: Wrt) -> Expr:
        """1 where the vector is the member itself, 0 where it does not depend on it."""
        if not self._depends(expr, wrt):
            return ZERO
        same = wrt.member is not None and expr == Expr("entry", (wrt.family, wrt.member))
        return number(1) if same else Expr("partial", (expr, _variable(wrt)))

    def _sum(self, expr: Expr, wrt: Wrt) -> Expr:
        variable, low, high, body = expr.args
        if wrt.member is not None and self._only_member(body, wrt.family, variable):
            return self.by(substitute(body, variable, wrt.member), wrt)
        return _bound_sum(variable, low, high, self.by(body, wrt))

    def _only_member(self, body: Expr, family: Expr, variable: Expr) -> bool:
        """Whether the body depends on the family through its ``variable``-th member alone."""
        if body == Expr("entry", (family, variable)):
            return True
        if body == family:
            return False
        touching = [arg for arg in body.args if arg == family or family in _parts(arg)]
        return all(self._only_member(arg, family, variable) for arg in touching)

    def _apply(self, expr: Expr, wrt: Wrt) -> Expr:
        opened = self._open(expr)
        if wrt.member is None and expr.args[0].name in self.notation.table and self._takes_weights(expr):
            return Expr("partial", (expr, wrt.family))
        return Expr("partial", (expr, _variable(wrt))) if opened == expr else self.by(opened, wrt)

    def _takes_weights(self, expr: Expr) -> bool:
        return any(self._whole(arg) for arg in expr.args[1:] if arg.head in ("symbol", "apply"))


def _parts(expr: Expr) -> list[Expr]:
    return [expr, *(part for arg in expr.args for part in _parts(arg))]


def _variable(wrt: Wrt) -> Expr:
    return wrt.family if wrt.member is None else Expr("entry", (wrt.family, wrt.member))


def _plus(parts: list[Expr]) -> Expr:
    kept = tuple(part for part in parts if part != ZERO)
    return ZERO if not kept else kept[0] if len(kept) == 1 else Expr("add", kept)


def _scale(factor: Expr, value: Expr) -> Expr:
    return ZERO if value == ZERO else factor if value == number(1) else Expr("mul", (factor, value))


def _bound_sum(variable: Expr, low: Expr, high: Expr, body: Expr) -> Expr:
    return ZERO if body == ZERO else Expr("sum", (variable, low, high, body))


__all__ = ["GradientRewrite", "Wrt"]
