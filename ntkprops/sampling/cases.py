r"""On which cases is a claim tried? ``cases(frame, constant=...)``: data, numbers and widths that obey what is given.

Where what is given bounds the width from below, the width is the least that obeys it; where that is out of reach, the
case is a *probe* and says so. Cases come smallest first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice, product

from ntkprops.proof.reading import CONSTANT
from ntkprops.sampling.frame import Case, Frame
from ntkprops.sampling.measure.instance import Unmeasured
from ntkprops.sampling.numbers import mended
from ntkprops.sampling.points import families
from ntkprops.sampling.widths import widths

GRIDS: Mapping[str, tuple[float, ...]] = {
    "positive": (1 / 3, 1.0),
    "nonnegative": (0.5, 1.0),
    "probability": (0.5, 0.1, 0.002),
    "real": (1.0, -0.5),
    "sign": (1.0, -1.0),
    "count": (1.0, 3.0),
    "time": (1.0,),
}
NEAR_ONE = 0.999  # a failure probability at which a logarithm of it is small
MOST_GRIDS = 12
MOST_TRIED = 240  # combinations of numbers, for each data set


def cases(frame: Frame, *, constant: float) -> Iterator[Case]:
    """Every case of a claim, smallest first; ``constant`` fills the hidden constant of a rate.

    Raises:
        Unmeasured: where a number of the claim cannot be chosen, or what is given cannot be asked.
    """
    asked = frame.asked
    needs_lambda = frame.roles.least_eigenvalue in asked.usage.names or bool(asked.usage.timed)
    for points in families(frame.seed):
        if (needs_lambda and not points.has_dataset) or (asked.usage.chosen and points.n > 4):
            continue
        if points.n > 4 and asked.usage.timed:
            continue
        numbers = (mended(frame, points, scalars) for scalars in _grids(frame, constant))
        obeying = (found for scalars in numbers if (found := list(widths(frame, points, scalars))))
        for found in islice(obeying, MOST_GRIDS):
            yield from found


def _grids(frame: Frame, constant: float) -> Iterator[dict[str, float]]:
    """Numbers for every parameter, the first choices first."""
    names = [name for name, _ in frame.asked.parameters]
    lists = [_candidates(frame, name, sort.kind) for name, sort in frame.asked.parameters]
    ranks = sorted(product(*(range(len(values)) for values in lists)), key=lambda rank: (sum(rank), rank))
    for rank in ranks[:MOST_TRIED]:
        chosen = {name: values[place] for name, values, place in zip(names, lists, rank, strict=True)}
        yield {**chosen, **({CONSTANT: constant} if frame.has_constant else {})}


def _candidates(frame: Frame, name: str, kind: str) -> tuple[float, ...]:
    row = frame.asked.notation.table.get(name)
    if kind not in GRIDS or (row is not None and (row.random or row.law)):
        raise Unmeasured(f"{name}, which nothing here draws")
    found = GRIDS[kind]
    return (*found[:2], NEAR_ONE) if kind == "probability" and frame.asked.rates else found
