"""Normal forms mean what the trees mean: random trees, evaluated before and after, and under other bound names."""

from __future__ import annotations

import math
from itertools import product

import pytest
from harness import NOTES, name, node
from hypothesis import assume, given
from hypothesis import strategies as st

from ntkprops.derivation import heads  # noqa: F401  registers what each head is
from ntkprops.derivation.judgment import Refused
from ntkprops.derivation.terms import Terms
from ntkprops.language.tree import BINDERS, Expr, number, replace_free, symbol

RANDOM = frozenset(one for one, row in NOTES.table.items() if row.random)
OUTCOMES = 3
SIZES = {"n": 2, "d": 2}
GAUSS = ((-math.sqrt(3 / 5), 5 / 9), (0.0, 8 / 9), (math.sqrt(3 / 5), 5 / 9))

SCALARS = {"a": -1.5, "b": 0.75, "c": 2.0, "q": 1.25, "r": 0.5, r"\zeta": -1.0}
FAMILIES = {"z": (0.5, -2.0), "v": (1.0, -0.5), "v'": (-0.25, 3.0), "S": ((1.0, 2.0), (-0.5, 0.25))}
DRAWN = {"X": (-1.0, 0.5, 2.0), "Y": (0.25, 0.0, 1.5), "Z": ((1.0, -1.0), (0.5, 0.0), (-2.0, 0.25))}

OPS = {
    "<=": lambda one, other: one <= other + 1e-12, ">=": lambda one, other: one >= other - 1e-12,
    "<": lambda one, other: one < other - 1e-12, ">": lambda one, other: one > other + 1e-12,
    "=": lambda one, other: abs(one - other) <= 1e-12, "!=": lambda one, other: abs(one - other) > 1e-12,
}  # fmt: skip


def evaluate(tree: Expr, env: dict, outcome: int):
    """The number that a tree is, for one outcome; vectors are lists."""

    def go(part, env=env):
        return evaluate(part, env, outcome)

    head, args = tree.head, tree.args
    if head == "number":
        return float(tree.name)
    if head == "symbol":
        if tree.name in env:
            return env[tree.name]
        if tree.name in DRAWN:
            return DRAWN[tree.name][outcome]
        return SIZES.get(tree.name) or {**SCALARS, **FAMILIES}[tree.name]
    if head in ("sum", "maximum", "family"):
        values = [go(args[3], {**env, args[0].name: at}) for at in range(round(go(args[1])), round(go(args[2])) + 1)]
        return {"sum": math.fsum, "maximum": max, "family": list}[head](values)
    if head == "integral":
        low, high = go(args[1]), go(args[2])
        steps = 40
        width = (high - low) / steps
        points = (
            (low + (at + (1 + node_) / 2) * width, weight * width / 2)
            for at, (node_, weight) in product(range(steps), GAUSS)
        )
        return math.fsum(weight * go(args[3], {**env, args[0].name: at}) for at, weight in points)
    if head == "E":
        return math.fsum(evaluate(args[0], env, one) for one in range(OUTCOMES)) / OUTCOMES
    if head == "Pr":
        return math.fsum(evaluate(Expr("indicator", args), env, one) for one in range(OUTCOMES)) / OUTCOMES
    if head == "Var":
        mean = evaluate(Expr("E", args), env, 0)
        return math.fsum((evaluate(args[0], env, one) - mean) ** 2 for one in range(OUTCOMES)) / OUTCOMES
    if head == "indicator":
        return float(go(args[0]))
    if head == "chain":
        return OPS[tree.name](go(args[0]), go(args[1]))
    if head in ("not", "union", "intersection"):
        values = [go(arg) for arg in args]
        return {"not": lambda: not values[0], "union": lambda: any(values), "intersection": lambda: all(values)}[head]()
    values = [go(arg) for arg in args]
    if head == "entry":
        found = values[0]
        for index in values[1:]:
            found = found[round(index) - 1]
        return found
    if head == "norm":
        return math.sqrt(math.fsum(value**2 for value in values[0]))
    if head == "inner":
        return math.fsum(one * other for one, other in zip(*values, strict=True))
    plain = {
        "add": lambda: math.fsum(values), "mul": lambda: math.prod(values), "neg": lambda: -values[0],
        "div": lambda: values[0] / values[1], "pow": lambda: values[0] ** values[1], "exp": lambda: math.exp(values[0]),
        "log": lambda: math.log(values[0]), "abs": lambda: abs(values[0]), "max": lambda: max(values),
        "min": lambda: min(values), "sqrt": lambda: math.sqrt(values[0]),
    }  # fmt: skip
    return plain[head]()


def leaves(bound: tuple[str, ...]):
    """Scalars without parts, with some bound variables: ``i`` and ``j`` run over n, ``tau`` over an interval."""
    plain = [number(1), number(2), *map(symbol, ("a", "b", "c", "q", "r", r"\zeta", "X", "Y"))]
    plain += [node("inner", "v", "v'"), node("norm", "v"), Expr("entry", (symbol("z"), number(1)))]
    plain += [Expr("entry", (symbol(family), symbol(one))) for one in bound if one != "tau" for family in ("z", "Z")]
    plain += [symbol("tau")] if "tau" in bound else []
    rows = [one for one in bound if one != "tau"]
    plain += [Expr("entry", (symbol("S"), symbol(one), symbol(other))) for one in rows for other in rows]
    return st.sampled_from(plain)


@st.composite
def trees(draw, bound: tuple[str, ...] = (), depth: int = 3) -> Expr:
    """A scalar term."""
    if depth == 0:
        return draw(leaves(bound))

    def inner(*more, less: int = 1):
        return draw(trees((*bound, *more), max(depth - less, 0)))

    head = draw(st.sampled_from(
        ["leaf", "add", "mul", "neg", "square", "sum", "sum", "E", "E", "div", "abs", "max", "indicator", "Pr", "Var",
         "exp", "integral", "maximum", "length"]
    ))  # fmt: skip
    unbound = [one for one in ("i", "j") if one not in bound]
    if head in ("sum", "maximum") and unbound:
        return Expr(head, (symbol(unbound[0]), number(1), symbol("n"), inner(unbound[0])))
    if head == "length" and unbound:
        member = Expr("family", (symbol(unbound[0]), number(1), symbol("n"), inner(unbound[0], less=2)))
        return Expr("norm", (member,), "2")
    if head == "integral" and "tau" not in bound:
        return Expr(
            "integral", (symbol("tau"), number(0), draw(st.sampled_from([number(1), symbol("b")])), inner("tau"))
        )
    if head == "exp":
        moment = symbol("tau" if "tau" in bound else "b")
        return Expr("exp", (Expr("mul", (draw(st.sampled_from([number(2), number(-1), symbol("c")])), moment)),))
    if head in ("add", "mul"):
        return Expr(head, (inner(), inner()))
    if head in ("neg", "E", "abs", "Var"):
        return Expr(head, (inner(less=2 if head == "Var" else 1),))
    if head == "square":
        return Expr("pow", (inner(less=2), number(2)))
    if head == "div":
        return Expr("div", (inner(), draw(st.sampled_from([number(2), symbol("q"), symbol("n")]))))
    if head == "max":
        return Expr("max", (number(0), inner()))
    if head in ("indicator", "Pr"):
        event = Expr("chain", (inner(less=2), inner(less=2)), draw(st.sampled_from(sorted(OPS))))
        return Expr(head, (event,))
    return draw(leaves(bound))


@given(trees(), st.integers(0, OUTCOMES - 1))
def test_a_normal_form_has_the_value_of_its_term(tree, outcome):
    """For each outcome of a small draw, in two dimensions."""
    form = Terms(NOTES, random=RANDOM)
    try:
        normal = form.quote(form.scalar(tree))
    except Refused as reason:
        assume("above 64" in str(reason))
        raise
    expected = evaluate(tree, {}, outcome)
    assert evaluate(normal, {}, outcome) == pytest.approx(expected, rel=1e-6, abs=1e-6)


def renamed(tree: Expr) -> Expr:
    """The same tree with other bound variables, its sums and products the other way round."""
    args = tuple(map(renamed, tree.args))
    if tree.head in BINDERS:
        other = symbol(tree.args[0].name + "'")
        return Expr(tree.head, (other, *args[1:3], replace_free(args[3], {tree.args[0].name: other})), tree.name)
    return Expr(tree.head, args[::-1] if tree.head in ("add", "mul", "max") else args, tree.name)


@given(trees())
def test_the_names_of_bound_variables_do_not_matter(tree):
    """Two trees that differ in them, and in the order of sums and products, have one normal form."""
    form = Terms(NOTES, random=RANDOM)
    assert (form.scalar(tree) - form.scalar(renamed(tree))).expand() == 0


@given(trees())
def test_what_depends_on_the_draw_is_known_to(tree):
    """A normal form that is said not to vary has one value for all outcomes."""
    form = Terms(NOTES, random=RANDOM)
    if not form.varies(form.scalar(tree)):
        values = [evaluate(tree, {}, outcome) for outcome in range(OUTCOMES)]
        assert values == pytest.approx([values[0]] * OUTCOMES, rel=1e-6, abs=1e-6)


@given(trees())
def test_a_normal_form_of_a_normal_form_is_itself(tree):
    """Reading what was quoted changes nothing."""
    form = Terms(NOTES, random=RANDOM)
    normal = form.scalar(tree)
    assert (form.scalar(form.quote(normal)) - normal).expand() == 0


@given(trees())
def test_what_is_said_nonnegative_is(tree):
    """The signs that a normal form carries are those of its values."""
    form = Terms(NOTES, random=RANDOM)
    if form.scalar(tree).is_nonnegative:
        assert all(evaluate(tree, {}, outcome) >= -1e-9 for outcome in range(OUTCOMES))


def test_the_evaluator_knows_a_mean():
    """``E X`` is 1/2 here, and ``Pr[X <= 1]`` two thirds."""
    assert evaluate(node("E", "X"), {}, 0) == pytest.approx(0.5)
    assert evaluate(node("Pr", r"X \leq 1"), {}, 0) == pytest.approx(2 / 3)
    assert evaluate(node("sum", name("i"), "1", "n", "z_i"), {}, 0) == pytest.approx(-1.5)
