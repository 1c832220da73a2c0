r"""Does a finite law obey a bound of ``E[exp(s X)]`` for every ``s``? ``is_subgaussian(relation, s, scene)``.

Hoeffding's lemma: where ``X`` has mean 0 and lies in ``[a, b]``, :math:`E \exp(s X) \leq \exp(s^2 (b - a)^2 / 8)` for
all real ``s``. Touching at ``s = 0``, such a bound is beyond enclosures.

Source: Hoeffding, Probability inequalities for sums of bounded random variables, 1963, (4.16).
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from ntkprops.language.tree import Expr, number, walk
from ntkprops.meaning import scalar
from ntkprops.meaning.exact.values import Number, Undetermined, compare, minus, over, plus, times
from ntkprops.trial.scene import Scene

EIGHT = Fraction(8)


def is_subgaussian(relation: Expr, name: str, scene: Scene) -> bool:
    r"""Whether ``E[exp(s X)] <= exp(s^2 c)`` certainly holds for every real ``s``, by Hoeffding's lemma.

    Args:
        relation: two terms; ``s`` must occur once on each side, as a factor on the left, squared on the right.
        name: ``s``.
        scene: gives what is drawn its law; the rest has a value in it.
    """
    if relation.head != "chain" or relation.name != "<=":
        return False
    left, right = relation.args
    if left.head != "E" or len(left.args) != 1 or left.args[0].head != "exp" or right.head != "exp":
        return False
    factor = _without(left.args[0].args[0], name, power=1)
    rate = _without(right.args[0], name, power=2)
    if factor is None or rate is None:
        return False
    try:
        return _is_within(factor, scalar(rate, scene), scene)
    except Undetermined:
        return False


def _is_within(factor: Expr, rate: Number, scene: Scene) -> bool:
    mean: Number = Fraction(0)
    values = []
    for cell in scene.setting.cells(scene.usage):
        value = scalar(factor, replace(scene, instance=cell.instance))
        values.append(value)
        mean = plus(mean, times(cell.mass, value))
    if not values or mean != 0 or not all(isinstance(value, Fraction) for value in values):
        return False
    spread = minus(max(values), min(values))  # type: ignore[type-var]
    return compare(over(times(spread, spread), EIGHT), "<=", rate) is True


def _without(tree: Expr, name: str, *, power: int) -> Expr | None:
    """The cofactor of ``s`` or ``s^2`` in a product, a quotient or a sign, where that is all that ``s`` occurs in."""
    if sum(part.head == "symbol" and part.name == name for part in walk(tree)) != 1:
        return None
    if tree.head == "symbol":
        return number(1) if power == 1 else None
    if tree.head == "pow":
        return number(1) if power == 2 and tree.args == (Expr("symbol", name=name), number(2)) else None
    if tree.head not in ("mul", "neg", "div") or (tree.head == "div" and name in tree.args[1].free):
        return None
    place = next(at for at, part in enumerate(tree.args) if name in part.free)
    inside = _without(tree.args[place], name, power=power)
    return None if inside is None else Expr(tree.head, (*tree.args[:place], inside, *tree.args[place + 1 :]))
