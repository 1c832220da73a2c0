r"""The derivative of a formula, as a formula: ``derivative(body, by, moves=...)``.

By the rules of calculus; along a trajectory ``u(t)`` becomes ``\dot u(t)``.
"""

from __future__ import annotations

from collections.abc import Callable

from ntkprops.language.tree import Expr, free_symbols, number
from ntkprops.meaning.arithmetic import Undetermined


def derivative(body: Expr, by: Expr, *, moves: Callable[[str], bool]) -> Expr:
    """The derivative of a formula as a formula.

    Args:
        body: the formula.
        by: the variable.
        moves: whether a symbol that is not applied may depend on the variable without mention.

    Raises:
        Undetermined: where a part has no rule here, or may depend on the variable without mention.
    """
    if by.head != "symbol":
        raise Undetermined("a derivative by what is no variable")
    if _bare(body, by, moves):
        raise Undetermined("a derivative of what is defined elsewhere")
    return _derivative(body, by)


def _bare(body: Expr, by: Expr, moves: Callable[[str], bool]) -> bool:
    if body.head == "symbol":
        return body != by and moves(body.name)
    parts = body.args[1:] if body.head == "apply" else body.args
    return any(_bare(part, by, moves) for part in parts)


def _derivative(body: Expr, by: Expr) -> Expr:
    if body == by:
        return number(1)
    if by.name not in free_symbols(body):
        return Expr("mul", (number(0), body))
    rule = _RULES.get(body.head)
    if rule is None:
        raise Undetermined(f"no derivative of {body.head}")
    return rule(body, by)


def _along(body: Expr, by: Expr) -> Expr:
    """A function of time, at time ``by`` itself."""
    base, *given = body.args
    if given != [by] or base.head != "symbol":
        raise Undetermined("a derivative of a composed function")
    return Expr("apply", (Expr("dot", (base,)), by))


def _product(body: Expr, by: Expr) -> Expr:
    terms = []
    for place, factor in enumerate(body.args):
        if by.name in free_symbols(factor):
            terms.append(Expr("mul", (*body.args[:place], _derivative(factor, by), *body.args[place + 1 :])))
    return terms[0] if len(terms) == 1 else Expr("add", tuple(terms))


def _power(body: Expr, by: Expr) -> Expr:
    base, exponent = body.args
    if exponent.head != "number" or not exponent.name.isdigit():
        raise Undetermined("a derivative of a power that is no whole number")
    if base.head == "norm" and exponent.name == "2" and base.name in ("", "2"):
        (inside,) = base.args
        return Expr("mul", (number(2), Expr("inner", (inside, _derivative(inside, by)))))
    lower = Expr("pow", (base, number(int(exponent.name) - 1)))
    return Expr("mul", (exponent, lower, _derivative(base, by)))


def _quotient(body: Expr, by: Expr) -> Expr:
    above, below = body.args
    if by.name not in free_symbols(below):
        return Expr("div", (_derivative(above, by), below))
    square = Expr("pow", (below, number(2)))
    turned = Expr("neg", (Expr("mul", (above, _derivative(below, by))),))
    return Expr("div", (Expr("add", (Expr("mul", (_derivative(above, by), below)), turned)), square))


def _linear(body: Expr, by: Expr) -> Expr:
    return Expr(body.head, tuple(_derivative(arg, by) for arg in body.args), body.name)


def _entry(body: Expr, by: Expr) -> Expr:
    base, *indices = body.args
    return Expr("entry", (_derivative(base, by), *indices))


def _sum(body: Expr, by: Expr) -> Expr:
    variable, low, high, member = body.args
    if by.name in low.free | high.free:
        raise Undetermined("a derivative of the ends of a sum")
    return Expr("sum", (variable, low, high, _derivative(member, by)))


def _root(body: Expr, by: Expr) -> Expr:
    return Expr("div", (_derivative(body.args[0], by), Expr("mul", (number(2), body))))


def _norm(body: Expr, by: Expr) -> Expr:
    if body.name not in ("", "2", "F"):
        raise Undetermined(f"no derivative of the {body.name} norm")
    (inside,) = body.args
    return Expr("div", (Expr("inner", (inside, _derivative(inside, by))), body))


def _greater(body: Expr, by: Expr) -> Expr:
    """Of the greater of two; where they are equal, a quotient by their difference leaves it without a value."""
    if len(body.args) != 2:
        raise Undetermined("a derivative of the greatest of several")
    one, other = body.args
    gap = Expr("add", (one, Expr("neg", (other,))))
    picks = Expr("div", (gap, Expr("abs", (gap,))))
    halves = [Expr("div", (Expr("add", (number(1), sign)), number(2))) for sign in (picks, Expr("neg", (picks,)))]
    parts = zip(halves, (one, other), strict=True)
    return Expr("add", tuple(Expr("mul", (half, _derivative(part, by))) for half, part in parts))


_RULES = {
    "sum": _sum,
    "sqrt": _root,
    "norm": _norm,
    "max": _greater,
    "abs": lambda e, by: Expr("div", (Expr("mul", (e.args[0], _derivative(e.args[0], by))), e)),
    "log": lambda e, by: Expr("div", (_derivative(e.args[0], by), e.args[0])),
    "apply": _along,
    "add": _linear,
    "neg": _linear,
    "transpose": _linear,
    "mul": _product,
    "pow": _power,
    "div": _quotient,
    "entry": _entry,
    "exp": lambda e, by: Expr("mul", (e, _derivative(e.args[0], by))),
    "inner": lambda e, by: Expr(
        "add",
        (
            Expr("inner", (_derivative(e.args[0], by), e.args[1])),
            Expr("inner", (e.args[0], _derivative(e.args[1], by))),
        ),
    ),
}
