r"""What does each head of a tree mean? The one table, in any number system.

A new construct is one entry here: its value by the functions of ``arithmetic.Arithmetic``, how many parts of the tree
it reads, whether it reads the payload. What has no value or no truth says so, and why.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache, reduce
from typing import Any

from ntkprops.language.ranges import is_infinite
from ntkprops.language.tree import Expr
from ntkprops.meaning import names, relations
from ntkprops.meaning.arithmetic import Undetermined
from ntkprops.meaning.defined import counts, is_whole
from ntkprops.meaning.exact.further import FURTHER
from ntkprops.meaning.scene import Scene
from ntkprops.meaning.walk import HEADS, Head, Rule, evaluate, judged, scalar

ONE, TWO, FOUR = range(1, 2), range(2, 3), range(4, 5)
SOME, ONE_OR_TWO = range(1, 1 << 30), range(1, 3)
PAIR = Fraction(2)


# -- rules that many heads share -------------------------------------------------------------------


def _of_values(name: str) -> Rule:
    """A function of values of any shape."""
    return lambda tree, scene: getattr(scene.SYSTEM, name)(*(evaluate(arg, scene) for arg in tree.args))


def _of_numbers(name: str) -> Rule:
    """A function of numbers."""
    return lambda tree, scene: getattr(scene.SYSTEM, name)(*(scalar(arg, scene) for arg in tree.args))


def _folded(name: str, part: Callable[[Expr, Scene], Any] = evaluate) -> Rule:
    """An operation between the parts, from left to right."""
    return lambda tree, scene: reduce(getattr(scene.SYSTEM, name), [part(arg, scene) for arg in tree.args])


def _each(tree: Expr, scene: Scene, body: Callable[[Expr, Scene], Any]) -> list[Any]:
    """The bodies of a sum, a family, a maximum, for every whole value of its variable."""
    variable, low, high, inside = tree.args
    values = scene.SYSTEM.whole(scalar(low, scene), scalar(high, scene))
    return [body(inside, scene.bind(variable.name, value)) for value in values]


def _gathered(name: str, start: int) -> Rule:
    """An operation between all bodies; ``start`` is what it makes of none."""

    def gather(tree: Expr, scene: Scene) -> Any:
        parts = _each(tree, scene, evaluate)
        return reduce(getattr(scene.SYSTEM, name), parts) if parts else scene.SYSTEM.number(Fraction(start))

    return gather


def _extreme(name: str) -> Rule:
    """The largest or smallest body; a variable that may run through a continuum is not walked in whole numbers."""

    def extreme(tree: Expr, scene: Scene) -> Any:
        variable, _, _, body = tree.args
        if not is_whole(variable, body, scene.notation):
            raise Undetermined(f"{variable.name} may run through a continuum")
        parts = _each(tree, scene, scalar)
        if not parts:
            raise Undetermined("an extremum of nothing")
        return reduce(getattr(scene.SYSTEM, name), parts)

    return extreme


# -- rules of their own ----------------------------------------------------------------------------


@cache
def _literal(name: str) -> Fraction:
    if not name.replace(".", "", 1).isdigit():
        raise Undetermined(f"{name} is no number")
    return Fraction(name)


def _constant(tree: Expr, scene: Scene) -> Any:
    if tree.name != r"\pi":
        raise Undetermined(f"{tree.name} is no known constant")
    return scene.SYSTEM.pi()


def _power(tree: Expr, scene: Scene) -> Any:
    base, exponent = evaluate(tree.args[0], scene), scalar(tree.args[1], scene)
    if not scene.SYSTEM.is_number(base):
        return scene.SYSTEM.matrix_power(base, exponent)
    base = scene.SYSTEM.as_number(base, tree.args[0].head)
    return scene.SYSTEM.power(base, exponent, counts=counts(tree.args[1], scene))


def _root(tree: Expr, scene: Scene) -> Any:
    degree, base = (scalar(arg, scene) for arg in tree.args)
    system = scene.SYSTEM
    return system.power(base, system.over(system.number(Fraction(1)), degree), counts=False)


def _divided(tree: Expr, scene: Scene) -> Any:
    return scene.SYSTEM.over(evaluate(tree.args[0], scene), scalar(tree.args[1], scene))


def _norm(tree: Expr, scene: Scene) -> Any:
    return scene.SYSTEM.norm(evaluate(tree.args[0], scene), tree.name)


def _column(tree: Expr, scene: Scene) -> Any:
    """A vector of numbers, whichever way it is printed."""
    if tree.name not in ("", "column"):
        raise Undetermined(f"a {tree.name} of what is listed")
    return scene.SYSTEM.stacked([scalar(arg, scene) for arg in tree.args])


def _eigenvalue(place: int) -> Rule:
    return lambda tree, scene: scene.SYSTEM.eigenvalue(evaluate(tree.args[0], scene), place)


def _indicator(tree: Expr, scene: Scene) -> Any:
    return scene.SYSTEM.indicator(judged(tree.args[0], scene))


def _expectation(tree: Expr, scene: Scene) -> Any:
    return scene.mean(tree, lambda drawn: evaluate(tree.args[0], drawn))


def _variance(tree: Expr, scene: Scene) -> Any:
    system = scene.SYSTEM
    centre = system.as_number(_expectation(tree, scene), tree.head)
    two = system.number(PAIR)
    square = scene.mean(tree, lambda drawn: system.power(scalar(tree.args[0], drawn), two, counts=True))
    return system.plus(square, system.negative(system.power(centre, two, counts=True)))


def _covariance(tree: Expr, scene: Scene) -> Any:
    left, right = tree.args if len(tree.args) == 2 else tree.args * 2
    system = scene.SYSTEM
    whole = Expr("E", (Expr("mul", (left, right)),))
    both = scene.mean(whole, lambda drawn: system.times(scalar(left, drawn), scalar(right, drawn)))
    means = [system.as_number(_expectation(Expr("E", (part,)), scene), tree.head) for part in (left, right)]
    return system.plus(both, system.negative(system.times(*means)))


def _exactly(compute: Callable[..., Any]) -> Head:
    """A function of values that doubles do not compute."""
    return Head(
        lambda tree, scene: compute(*(evaluate(arg, scene) for arg in tree.args)),
        parts=SOME, named=True, only="exact", opaque="doubles have no rule for it",
    )  # fmt: skip


def _integral(tree: Expr, scene: Scene) -> Any:
    variable, low, high, body = tree.args
    ends = scalar(low, scene), scalar(high, scene)
    inside: Callable[[Any], Any] = lambda moment: evaluate(body, scene.bind(variable.name, moment))  # noqa: E731
    return scene.SYSTEM.integral(inside, *ends, cuts=scene.cuts(body), spend=scene.spend)


def _supremum(tree: Expr, scene: Scene, sign: Callable[[Any], Any] = lambda value: value) -> Any:
    variable, low, high, body = tree.args
    ends = [None if is_infinite(end) else scalar(end, scene) for end in (low, high)]
    inside: Callable[[Any], Any] = lambda at: sign(scalar(body, scene.bind(variable.name, at)))  # noqa: E731
    opens = tree.name[:1] == "(", tree.name[1:] == ")"
    return sign(scene.SYSTEM.supremum(inside, *ends, opens=opens))


# -- the table -------------------------------------------------------------------------------------

UNBOUNDED = "points bound a supremum over a continuum from one side only"
HEADS.update({
    "number": Head(lambda tree, scene: scene.SYSTEM.number(_literal(tree.name)), parts=range(1), named=True),
    "constant": Head(_constant, parts=range(1), named=True),
    "symbol": Head(names.symbol, parts=range(1), named=True),
    "entry": Head(names.entry, parts=SOME),
    "apply": Head(names.apply, parts=SOME),
    "grad": Head(names.gradient, parts=ONE_OR_TWO),
    "partial": Head(names.partially, parts=TWO),
    "derivative": Head(names.derived, parts=TWO),
    # arithmetic
    "add": Head(_folded("plus"), parts=SOME),
    "mul": Head(_folded("times"), parts=SOME),
    "neg": Head(_of_values("negative"), parts=ONE),
    "div": Head(_divided, parts=TWO),
    "pow": Head(_power, parts=TWO),
    "sqrt": Head(_of_numbers("root"), parts=ONE),
    "root": Head(_root, parts=TWO),
    "exp": Head(_of_numbers("exponential"), parts=ONE),
    "log": Head(_of_numbers("logarithm"), parts=ONE),
    "abs": Head(_of_numbers("magnitude"), parts=ONE),
    "max": Head(_folded("larger", scalar), parts=SOME),
    "min": Head(_folded("smaller", scalar), parts=SOME),
    # vectors and matrices
    "norm": Head(_norm, parts=ONE, named=True),
    "inner": Head(_of_values("inner"), parts=TWO),
    "transpose": Head(_of_values("transposed"), parts=ONE),
    "lambda_min": Head(_eigenvalue(0), parts=ONE),
    "lambda_max": Head(_eigenvalue(-1), parts=ONE),
    **dict.fromkeys(("tr", "Tr"), Head(_of_values("trace"), parts=ONE)),
    "listing": Head(_column, parts=SOME, named=True),
    # what binds a variable
    "sum": Head(_gathered("plus", 0), parts=FOUR),
    "prod": Head(_gathered("times", 1), parts=FOUR),
    "family": Head(lambda tree, scene: scene.SYSTEM.stacked(_each(tree, scene, evaluate)), parts=FOUR),
    "maximum": Head(_extreme("larger"), parts=FOUR),
    "minimum": Head(_extreme("smaller"), parts=FOUR),
    "integral": Head(_integral, parts=FOUR),
    "supremum": Head(_supremum, parts=FOUR, named=True, only="exact", opaque=UNBOUNDED),
    "infimum": Head(
        lambda tree, scene: _supremum(tree, scene, scene.SYSTEM.negative),
        parts=FOUR, named=True, only="exact", opaque=UNBOUNDED,
    ),
    # chance
    "indicator": Head(_indicator, parts=ONE),
    "E": Head(_expectation, parts=ONE_OR_TWO),
    "Pr": Head(lambda tree, scene: scene.mean(tree, lambda drawn: _indicator(tree, drawn)), parts=ONE_OR_TWO),
    "Var": Head(_variance, parts=ONE, only="exact", opaque="a variance is no mean of its values draw by draw"),
    # what holds or does not
    "chain": Head(holds=relations.chain, parts=SOME, named=True),
    **dict.fromkeys(("set", "intersection", "items"), Head(holds=relations.event, parts=SOME)),
    "union": Head(holds=lambda tree, scene: scene.SYSTEM.some([judged(arg, scene) for arg in tree.args]), parts=SOME),
    "not": Head(holds=lambda tree, scene: scene.SYSTEM.denied(judged(tree.args[0], scene)), parts=ONE),
    "bigunion": Head(holds=lambda tree, scene: scene.SYSTEM.some(_each(tree, scene, judged)), parts=FOUR),
    "bigintersection": Head(holds=lambda tree, scene: scene.SYSTEM.every(_each(tree, scene, judged)), parts=FOUR),
    "or": Head(holds=lambda tree, scene: scene.SYSTEM.some([judged(arg, scene) for arg in tree.args]), parts=SOME),
    "Cov": Head(_covariance, parts=ONE_OR_TWO, only="exact", opaque="a covariance is no mean draw by draw"),
    **{head: _exactly(compute) for head, compute in FURTHER.items()},
    **dict.fromkeys(
        ("rank", "vec", "sigma_min", "sigma_max", "kronecker", "pinv", "hessian", "cases", "conditional", "over", "at"),
        Head(opaque="nothing here computes it yet"),
    ),
    "case": Head(opaque="a case stands among cases"),
    "implies": Head(opaque="what is said under a condition is read beside it"),
    **dict.fromkeys(("upper", "builder", "typed"), Head(opaque="a name, a set or a function is no number")),
    "soft": Head(opaque="an order of growth hides a constant"),
    # what neither has a value nor holds by itself
    "dot": Head(opaque="a rate has a value at a time, which apply reads"),
    "exists": Head(opaque="what exists fulfils the conditions beside it, which set reads"),
    "forall": Head(opaque="a quantifier ranges over what is said beside it"),
    "landau": Head(opaque="an order of growth hides a constant"),
    "law": Head(opaque="a law is no number; chain reads it beside what is drawn"),
    "space": Head(opaque="a set is no number; chain reads it beside what lies in it"),
    "interval": Head(opaque="a set is no number; chain reads it beside what lies in it"),
    "evaluated": Head(opaque="a derivative at a place where something else stands for its variable"),
    "dots": Head(opaque="what is left out is not printed"),
    "blank": Head(opaque="what is left out is not printed"),
})  # fmt: skip
