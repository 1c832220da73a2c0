r"""At which number does a hypothesis hold with equality? ``tight(facts, name, scene)``.

``\|x\| \leq \frac{\sigma}{4 \beta}`` fixes the least ``\sigma`` once all else has a value. Only sides whose difference
is affine in the number, or in its reciprocal, are solved; a wrong guess is harmless, for every hypothesis is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from ntkprops.meaning import scalar
from ntkprops.meaning.exact.values import Undetermined, minus
from ntkprops.proof.facts import Fact
from ntkprops.trial.scene import Scene

SOLVED = ("=", "<=", ">=")
PLACES = (Fraction(1), Fraction(2), Fraction(3))


def tight(facts: Iterable[Fact], name: str, scene: Scene) -> Iterator[Fraction]:
    """The values of a number at which facts hold with equality, at the first of every index.

    Args:
        facts: hypotheses in which nothing else has no value.
        name: the number.
        scene: the values of all else.
    """
    for fact in facts:
        if fact.relation.name not in SOLVED or len(fact.relation.args) != 2 or name in fact.universal:
            continue
        here = scene
        for index in fact.universal:
            here = here.bind(index, Fraction(1))
        for turn in (lambda place: place, lambda place: 1 / place):
            try:
                gaps = [_gap(fact, here.given_parameter(name, turn(place))) for place in PLACES]
            except Undetermined:
                continue
            slope = gaps[1] - gaps[0]
            if slope and gaps[2] - gaps[1] == slope and gaps[0] != slope:
                yield turn(1 - gaps[0] / slope)


def _gap(fact: Fact, scene: Scene) -> Fraction:
    left, right = (scalar(side, scene) for side in fact.relation.args)
    found = minus(left, right)
    if not isinstance(found, Fraction):
        raise Undetermined("a gap that is not exact")
    return found
