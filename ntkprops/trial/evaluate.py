r"""Any printed formula on one instance: ``evaluate(tree, scene)`` is its value, ``truth(tree, scene)`` its
truth.

Numbers are enclosures that cannot err (``values``); what an instance does not fix, or what nothing here can
compute, is ``Undetermined``, and ``truth`` is then None. Sums and quantifiers over indices are taken over
every index.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from math import prod

from flint import arb

from ntkprops.language.tree import Expr
from ntkprops.trial import aggregate, sets, tensor
from ntkprops.trial.calculus import derivative, integral
from ntkprops.trial.chance import mean
from ntkprops.trial.defined import averages_all, counts, defined, is_whole, lawful, moves, says
from ntkprops.trial.further import FURTHER, covariance, matrix_power
from ntkprops.trial.gradients import gradient
from ntkprops.trial.scene import Scene
from ntkprops.trial.tensor import Tensor, Value, joined, mapped, number, product, vector
from ntkprops.trial.values import (
    Interval,
    Number,
    Undetermined,
    ball,
    compare,
    conjunction,
    disjunction,
    exponential,
    larger,
    logarithm,
    magnitude,
    minus,
    negative,
    over,
    plus,
    power,
    root,
    smaller,
)
from ntkprops.trial.worlds.steps import stepped

ZERO = Fraction(0)
UNIT = Interval(arb(0), arb(1))
APPLICATION = 4  # the work of one application at n = m = 1, in parts of a formula


def evaluate(tree: Expr, scene: Scene) -> Value:
    """The value of a formula.

    Raises:
        Undetermined: where the instance does not fix it, or nothing here computes it.
        OutOfEffort: where the work allowed is done.
    """
    scene.effort.spend()
    rule = _RULES.get(tree.head)
    if rule is None:
        raise Undetermined(f"no value for {tree.head}")
    return rule(tree, scene)


def scalar(tree: Expr, scene: Scene) -> Number:
    """The value of a formula that is a number."""
    return number(evaluate(tree, scene))


def truth(tree: Expr, scene: Scene) -> bool | None:
    """Whether a relation or an event holds: certainly, certainly not, or None where nobody can tell."""
    try:
        return judged(tree, scene)
    except Undetermined:
        return None


def judged(tree: Expr, scene: Scene) -> bool | None:
    """Whether a relation or an event holds, where every part of it has a value; None where it cannot be told.

    Raises:
        Undetermined: where a part is undefined, or has no value or no meaning here.
    """
    scene.effort.spend()
    if tree.head == "chain":
        return _chain(tree, scene)
    if tree.head in ("set", "intersection"):
        return _event(tree.args, scene)
    if tree.head == "union":
        return disjunction([judged(part, scene) for part in tree.args])
    if tree.head == "not":
        inside = judged(tree.args[0], scene)
        return None if inside is None else not inside
    body = defined(tree, scene)
    if body is None:
        raise Undetermined(f"a {tree.head} that is neither true nor false")
    return judged(body, scene.unfolded())


def _chain(tree: Expr, scene: Scene) -> bool | None:
    """Every relation of a chain, each term evaluated once."""
    known: dict[int, Value] = {}

    def value(place: int) -> Value:
        if place not in known:
            known[place] = evaluate(tree.args[place], scene)
        return known[place]

    return conjunction([_link(tree, place, op, value, scene) for place, op in enumerate(tree.relations)])


def _link(tree: Expr, place: int, op: str, value: Callable[[int], Value], scene: Scene) -> bool | None:
    left, right = tree.args[place : place + 2]
    if op == "in":
        return _belongs(value(place), right, scene)
    if op == "~":
        row, law = lawful(left, scene)
        return True if law == sets.law(right, row, partial(scalar, scene=scene)) else None
    if op not in RELATIONS:
        raise Undetermined(f"{op} is no relation that has a meaning here")
    for target, body, said in ((left, right, place + 1), (right, left, place)) if op in ("=", ":=") else ():
        if says(target, body, scene):
            value(said)  # what is defined as nothing is nothing
            return True
    return tensor.related(value(place), op, value(place + 1))


def _belongs(found: Value, right: Expr, scene: Scene) -> bool | None:
    if right.head == "space" and right.name == "R" and len(right.args) == 1 and isinstance(found, Tensor):
        return True if found.shape == (scalar(right.args[0], scene),) else None
    return sets.span(right, partial(scalar, scene=scene)).holds(number(found))


def _event(parts: Sequence[Expr], scene: Scene) -> bool | None:
    """Conditions at once; ``exists w_k`` is shown by a candidate and never denied."""
    first = parts[0] if parts else None
    if first is None or first.head != "exists":
        return conjunction([judged(part, scene) for part in parts])
    (what,) = first.args
    if what.head != "entry" or what.args[0].head != "symbol":
        raise Undetermined("something exists that is no member of a family")
    place = index(what.args[1], scene)
    candidates = scene.instance.members(what.args[0].name, place)
    rest = Expr("set", tuple(parts[1:]))
    shown = any(truth(rest, scene.bind(what.args[0].name, family)) is True for family in candidates)
    return True if shown else None


def index(tree: Expr, scene: Scene) -> int:
    """A 1-based index as a 0-based place."""
    found = scalar(tree, scene)
    if not isinstance(found, Fraction) or found.denominator != 1:
        raise Undetermined("an index that is no whole number")
    return found.numerator - 1


def _symbol(tree: Expr, scene: Scene) -> Value:
    found = scene.scalar(tree.name)
    if found is None:
        found = scene.instance.value(tree.name)
    if found is not None:
        return found
    body = defined(tree, scene)
    if body is None:
        raise Undetermined(f"{tree.name} has no value here")
    return evaluate(body, replace(scene.unfolded(), bound={}))  # a bound s is not the definition's s


def _entry(tree: Expr, scene: Scene) -> Value:
    base, *indices = tree.args
    try:
        found = evaluate(base, scene)
    except Undetermined:
        body = defined(tree, scene)
        if body is None:
            raise
        return evaluate(body, scene.unfolded())
    for part in indices:
        if not isinstance(found, Tensor):
            raise Undetermined("an entry of a scalar")
        found = found.row(index(part, scene))
    return found


def _apply(tree: Expr, scene: Scene) -> Value:
    base, *given = tree.args
    ask = scene.instance.rate if base.head == "dot" else scene.instance.at
    root_name = (base.args[0] if base.head == "dot" else base).name
    scene.effort.spend(APPLICATION * prod(scene.setting.size))
    args = tuple(evaluate(arg, scene) for arg in given)
    found = None if scene.scalar(root_name) is not None else ask(root_name, args)
    if found is not None:
        return found
    body = defined(tree, scene)
    if body is None and base.head == "symbol":
        body = stepped(root_name, args[0], scene.definitions.get(root_name, ()))
    if body is None:
        raise Undetermined(f"{root_name} cannot be applied here")
    return evaluate(body, scene.unfolded())


def _grad(tree: Expr, scene: Scene) -> Value:
    body = tree.args[0]
    if body.head != "apply" or body.args[0].head != "symbol":
        raise Undetermined("a gradient of what is no named function")
    if len(tree.args) > 1 and tree.args[1] != body.args[-1]:
        raise Undetermined("a gradient by what is not the last argument")
    found = scene.instance.gradient(body.args[0].name, tuple(evaluate(arg, scene) for arg in body.args[1:]))
    return gradient(body, scene, evaluate) if found is None else found


def _partial(tree: Expr, scene: Scene) -> Value:
    """The derivative of a named function by its last argument, or by one member of that."""
    body, by = tree.args
    whole, place = (by.args[0], by.args[1:]) if by.head == "entry" else (by, ())
    if body.head != "apply" or body.args[-1] != whole or len(place) > 1:
        raise Undetermined("a derivative by what is not the last argument")
    found = _grad(Expr("grad", (body,)), scene)
    return found.row(index(place[0], scene)) if place and isinstance(found, Tensor) else found


def _number(tree: Expr, scene: Scene) -> Value:
    if not tree.name.replace(".", "", 1).isdigit():
        raise Undetermined(f"{tree.name} is no number")
    return Fraction(tree.name)


def _constant(tree: Expr, scene: Scene) -> Value:
    if tree.name != r"\pi":
        raise Undetermined(f"{tree.name} is no known constant")
    return ball(arb.pi())


def _folded(combine: Callable[[Value, Value], Value]) -> Callable[[Expr, Scene], Value]:
    def fold(tree: Expr, scene: Scene) -> Value:
        result = evaluate(tree.args[0], scene)
        for part in tree.args[1:]:
            result = combine(result, evaluate(part, scene))
        return result

    return fold


def _function(change: Callable[..., Number]) -> Callable[[Expr, Scene], Value]:
    return lambda tree, scene: change(*(scalar(arg, scene) for arg in tree.args))


def _power(tree: Expr, scene: Scene) -> Value:
    """Whole powers of anything; real ones of what is positive, and of 0 where the exponent is positive."""
    base, exponent = evaluate(tree.args[0], scene), scalar(tree.args[1], scene)
    if isinstance(base, Tensor):
        return matrix_power(base, exponent)
    is_fit = compare(base, ">", ZERO) is True or (base == 0 and compare(exponent, ">", ZERO) is True)
    if not is_fit and not counts(tree.args[1], scene):
        raise Undetermined("a real power of what may not be positive")
    return power(base, exponent)


def _indicator(tree: Expr, scene: Scene) -> Value:
    inside = judged(tree.args[0], scene)
    return UNIT if inside is None else Fraction(int(inside))


def _members(tree: Expr, scene: Scene) -> list[Value]:
    """The bodies of a sum, a product, a family or a maximum, for every value of its variable."""
    variable, low, high, body = tree.args
    if tree.head in ("maximum", "minimum") and not is_whole(variable, body, scene.notation):
        raise Undetermined(f"{variable.name} runs through real numbers")
    values = sets.whole(scalar(low, scene), scalar(high, scene))
    return [evaluate(body, scene.bind(variable.name, value)) for value in values]


def _gathered(gather: Callable[[Sequence[Value]], Value]) -> Callable[[Expr, Scene], Value]:
    return lambda tree, scene: gather(_members(tree, scene))


def _listing(tree: Expr, scene: Scene) -> Value:
    return vector([scalar(part, scene) for part in tree.args])


def _probability(tree: Expr, scene: Scene) -> Value:
    return _mean(tree, scene, lambda drawn: _indicator(tree, drawn))


def _expectation(tree: Expr, scene: Scene) -> Value:
    return _mean(tree, scene, lambda drawn: evaluate(tree.args[0], drawn))


def _mean(tree: Expr, scene: Scene, body: Callable[[Scene], Value]) -> Value:
    if not averages_all(tree, scene):
        raise Undetermined("a mean over a part of what is drawn")
    return mean(scene, body)


def _variance(tree: Expr, scene: Scene) -> Value:
    centre = number(_expectation(tree, scene))
    square = mean(scene, lambda drawn: power(scalar(tree.args[0], drawn), Fraction(2)))
    return minus(number(square), power(centre, Fraction(2)))


def _covariance(tree: Expr, scene: Scene) -> Value:
    left, right = tree.args if len(tree.args) == 2 else tree.args * 2
    both = number(mean(scene, lambda drawn: product(scalar(left, drawn), scalar(right, drawn))))
    return covariance(both, *(number(_expectation(Expr("E", (part,)), scene)) for part in (left, right)))


def _further(compute: Callable[..., Value]) -> Callable[[Expr, Scene], Value]:
    def rule(tree: Expr, scene: Scene) -> Value:
        if tree.head in ("identity", "ones") and not tree.args:
            raise Undetermined(f"{tree.head} without its size")
        return compute(*(evaluate(arg, scene) for arg in tree.args))

    return rule


def _integral(tree: Expr, scene: Scene) -> Value:
    variable, low, high, body = tree.args
    ends = scalar(low, scene), scalar(high, scene)
    return integral(
        lambda moment: evaluate(body, scene.bind(variable.name, moment)), *ends, effort=scene.effort
    )


def _derivative(tree: Expr, scene: Scene) -> Value:
    body, variable = tree.args
    known = partial(moves, notation=scene.notation, definitions=scene.definitions)
    return evaluate(derivative(body, variable, moves=known), scene)


RELATIONS = frozenset({"=", "!=", "<=", "<", ">=", ">", ":="})
_RULES: dict[str, Callable[[Expr, Scene], Value]] = {
    "number": _number,
    "constant": _constant,
    "symbol": _symbol,
    "entry": _entry,
    "apply": _apply,
    "grad": _grad,
    "partial": _partial,
    "add": _folded(lambda a, b: joined(a, b, plus)),
    "mul": _folded(product),
    "neg": lambda e, s: mapped(evaluate(e.args[0], s), negative),
    "div": lambda e, s: tensor.divided(evaluate(e.args[0], s), scalar(e.args[1], s)),
    "pow": _power,
    "sqrt": _function(root),
    "root": lambda e, s: power(scalar(e.args[1], s), over(Fraction(1), scalar(e.args[0], s))),
    "exp": _function(exponential),
    "log": _function(logarithm),
    "abs": _function(magnitude),
    "max": _folded(lambda a, b: larger(number(a), number(b))),
    "min": _folded(lambda a, b: smaller(number(a), number(b))),
    "norm": lambda e, s: tensor.norm(evaluate(e.args[0], s), e.name),
    "inner": lambda e, s: tensor.inner(evaluate(e.args[0], s), evaluate(e.args[1], s)),
    "transpose": lambda e, s: tensor.transposed(evaluate(e.args[0], s)),
    "lambda_min": lambda e, s: tensor.eigenvalue(evaluate(e.args[0], s), 0),
    "lambda_max": lambda e, s: tensor.eigenvalue(evaluate(e.args[0], s), -1),
    "tr": lambda e, s: tensor.trace(evaluate(e.args[0], s)),
    "Tr": lambda e, s: tensor.trace(evaluate(e.args[0], s)),
    "indicator": _indicator,
    "sum": _gathered(aggregate.summed),
    "prod": _gathered(aggregate.multiplied),
    "family": _gathered(aggregate.stacked),
    "maximum": _gathered(aggregate.largest),
    "minimum": _gathered(aggregate.smallest),
    "listing": _listing,
    "Pr": _probability,
    "E": _expectation,
    "Var": _variance,
    "integral": _integral,
    "derivative": _derivative,
    "Cov": _covariance,
    **{head: _further(compute) for head, compute in FURTHER.items()},
}


HEADS = frozenset(_RULES)
