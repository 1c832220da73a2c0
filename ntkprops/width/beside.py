"""What do the notes, and the best rows of a ladder, ask for where a width was measured? ``beside(lecture, ladder)``.

A measured width stands beside two proved ones: that of the claim as its events are split in the notes, and the least
over all rows of the ladder that are stated for the same draw.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ntkprops.errors import InputError
from ntkprops.statement.lecture import Lecture
from ntkprops.width.exponents import exponents
from ntkprops.width.ladder import combinations, derive_with, rungs
from ntkprops.width.model import Derivation, plain_name
from ntkprops.width.numbers import Number
from ntkprops.width.split import printed_split
from ntkprops.width.widths import exact_width

PRINTED, BEST = "proved", "best rows"


@dataclass(frozen=True)
class Beside:
    """Proved widths at some points, and the proved exponent of every parameter where the class is one monomial."""

    curves: Mapping[str, tuple[int, ...]]
    exponents: Mapping[str, float]


def beside(lecture: Lecture, ladder: Lecture, *, points: Sequence[Mapping[str, Number]]) -> Beside:
    """The proved widths at every point.

    Args:
        lecture: the lecture with one claim that a width and several events carry.
        ladder: better rows; those for another draw are left out.
        points: the parameters of the claim, exactly, e.g. ``{"n": 4, "lambda_0": Fraction(1, 5), "delta": ...}``.

    Raises:
        InputError: a value that the claim does not allow.
        LectureError: no such claim.
    """
    printed = derive_with(lecture, ladder, ())
    rows = [rung for rung in rungs(lecture, ladder) if not rung.draw]
    others = [derive_with(lecture, ladder, names) for names in combinations(rows)]
    asked = tuple(exact_width(printed, split="printed", **point) for point in points)
    least = tuple(min(exact_width(one, split="equal", **point) for one in others) for point in points)
    return Beside({PRINTED: asked, BEST: least}, _exponents(printed))


def _exponents(derivation: Derivation) -> dict[str, float]:
    """How the printed chain's width grows, by parameter."""
    largest = printed_split(derivation).largest
    try:
        (found,) = (exponents(derivation, bound) for bound in largest)
    except (InputError, ValueError):  # several constraints, or one that is no monomial: no single exponent
        return {}
    return {plain_name(symbol): float(power) for symbol, power in found.of}
