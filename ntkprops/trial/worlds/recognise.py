r"""Are some notes about a two-layer network? ``network_of(notation)`` tells by the sorts, not by the letters.

Inputs are vectors over samples, weights Gaussian vectors over neurons that move in time, signs a fair sign a neuron;
the network takes an input and weights. Whether the notes define them as the world does is asked of ``foreign``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from ntkprops.language.notation import Notation, Sort, Symbol
from ntkprops.trial.small_networks import SmallNetworks, small_networks

USUAL = small_networks().roles
TIMED = ("time",)


@lru_cache(maxsize=64)
def network_of(notation: Notation) -> SmallNetworks | None:
    """The world of two-layer networks in the spellings of some notes; None where their symbols are not those of one."""
    if isinstance(notation.world, SmallNetworks):
        return notation.world
    rows = tuple(row for row in notation.table.values())
    weights = _one(rows, USUAL.weights, lambda r: r.law == "gaussian" and _is(r, "vector", over=1) and r.of == TIMED)
    if weights is None:
        return None
    (dimension,), (width,) = weights.sort.dims, weights.over
    signs = _one(rows, USUAL.signs, lambda r: r.law == "rademacher" and r.sort.kind == "sign" and r.over == (width,))
    inputs = _one(rows, USUAL.inputs, lambda r: _is(r, "vector", over=1) and r.sort.dims == (dimension,) and not r.of)
    of = (Sort("vector", (dimension,)),)
    network = _one(rows, USUAL.network, lambda r: r.sort.is_scalar and r.of[:1] == of and len(r.of) == 2)
    if signs is None or inputs is None or network is None:
        return None
    (samples,) = inputs.over
    square = (samples, samples)
    plain = _named(
        rows,
        {
            "labels": lambda r: _is(r, "vector") and r.sort.dims == (samples,) and not r.of and not r.random,
            "predictions": lambda r: _is(r, "vector") and r.sort.dims == (samples,) and r.of == TIMED,
            "loss": lambda r: r.sort.is_scalar and len(r.of) == 1 and r.of != TIMED and not isinstance(r.of[0], Sort),
            "gram": lambda r: _is(r, "matrix") and r.sort.dims == square and r.of == TIMED,
            "limit_gram": lambda r: _is(r, "matrix") and r.sort.dims == square and not r.of and not r.random,
            "time": lambda r: r.sort.kind == "time" and not r.over and not r.of,
        },
    )
    least = _one(rows, USUAL.least_eigenvalue, lambda r: r.name == USUAL.least_eigenvalue and r.sort.is_scalar)
    return small_networks(
        inputs=inputs.name, weights=weights.name, signs=signs.name, network=network.name,
        samples=samples, dimension=dimension, width=width,
        least_eigenvalue="\0least" if least is None else least.name, **plain,
    )  # fmt: skip


def _is(row: Symbol, kind: str, *, over: int = 0) -> bool:
    return row.sort.kind == kind and len(row.over) == over


def _named(rows: Iterable[Symbol], tests: dict[str, Callable[[Symbol], bool]]) -> dict[str, str]:
    """The spelling of each part; one that no notes have where none is declared."""
    found = {part: _one(rows, vars(USUAL)[part], test) for part, test in tests.items()}
    return {part: f"\0{part}" if row is None else row.name for part, row in found.items()}


def _one(rows: Iterable[Symbol], usual: str, test: Callable[[Symbol], bool]) -> Symbol | None:
    """The symbol of a kind; of several, the one with the usual spelling."""
    fitting = [row for row in rows if test(row)]
    return next((row for row in fitting if row.name == usual), fitting[0] if len(fitting) == 1 else None)
