r"""The world of two-layer ReLU networks on a handful of exact points: ``small_networks(...)`` for a
``Notation``.

Settings run over datasets with rational unit inputs (n = 1, then 2) and widths m = 1, 2, ...; draws are
exact weights on which no neuron changes its activation, or open boxes of Gaussian coordinates with
certified masses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import combinations_with_replacement, product

from ntkprops.meaning.exact.values import Undetermined
from ntkprops.trial.boxes import BoxCell, orthants
from ntkprops.trial.flow import Data, Row
from ntkprops.trial.network_instance import NetworkInstance, Roles
from ntkprops.trial.world import Cell, Usage

__all__ = ["Roles", "SmallNetworks", "small_networks"]

F = Fraction
LINE = ((F(1),),)
LABELS = {1: ((F(1),), (F(0),), (F(-1),)), 2: ((F(1), F(-1)), (F(1), F(1)), (F(0), F(0)))}
WIDTHS = {1: (1, 2, 3, 4), 2: (1, 2)}
INPUTS: tuple[tuple[Row, ...], ...] = (
    LINE,
    ((F(1),), (F(-1),)),
    ((F(1), F(0)), (F(0), F(1))),
    ((F(1), F(0)), (F(3, 5), F(4, 5))),
    ((F(1),), (F(1),)),
)
NEURONS = {1: ((F(2),), (F(-1),), (F(1),)), 2: ((F(2), F(2)), (F(2), F(-1)), (F(-1), F(2)), (F(-1), F(-1)))}
MOST_COORDINATES = 4
MOST_SIGNED = 2  # widths up to which mixed signs are tried


def small_networks(
    *,
    inputs: str = "x",
    labels: str = "y",
    weights: str = "w",
    signs: str = "a",
    network: str = "f",
    predictions: str = "u",
    loss: str = "L",
    gram: str = "H",
    limit_gram: str = "H^*",
    least_eigenvalue: str = r"\lambda_0",
    samples: str = "n",
    dimension: str = "d",
    width: str = "m",
    time: str = "t",
) -> SmallNetworks:
    """The world, with the spellings that the notes use for its parts.

    >>> [setting.size for setting in small_networks().settings(Usage(frozenset()))][:4]
    [(1, 1), (1, 2), (1, 3), (1, 4)]
    """
    return SmallNetworks(
        Roles(inputs, labels, weights, signs, network, predictions, loss, gram, limit_gram, least_eigenvalue,
              samples, dimension, width, time)
    )  # fmt: skip


@dataclass(frozen=True)
class SmallNetworks:
    """Datasets and widths, smallest n first, then smallest m; ``flows`` says whether they are trained by the flow."""

    roles: Roles
    flows: bool = True

    @property
    def spellings(self) -> frozenset[str]:
        """The symbols that an instance gives values to."""
        return frozenset(vars(self.roles).values()) - {self.roles.time}

    def parts(self, name: str) -> frozenset[str]:
        """From what the network, its loss and its Gram matrices are computed."""
        roles = self.roles
        whole = frozenset({roles.network, roles.inputs, roles.weights})
        made = {roles.predictions: whole, roles.gram: whole, roles.loss: whole | {roles.labels}}
        made |= {roles.network: frozenset({roles.weights, roles.signs}), roles.limit_gram: frozenset({roles.gram})}
        return {**made, roles.least_eigenvalue: frozenset({roles.limit_gram})}.get(name, frozenset())

    def settings(self, usage: Usage) -> Iterator[NetworkSetting]:
        """Every setting; where lambda_0 is spoken of, those on which it is positive."""
        for n, labels in LABELS.items():
            fitting = [inputs for inputs in INPUTS if len(inputs) == n and self._fits(inputs, usage)]
            for m in WIDTHS[n]:
                for inputs in fitting:
                    for y in labels if self.roles.needs_labels(usage) else labels[:1]:
                        yield NetworkSetting(self.roles, Data(inputs, y), m, self.roles.needs_labels(usage), self.flows)

    def _fits(self, inputs: tuple[Row, ...], usage: Usage) -> bool:
        return self.roles.least_eigenvalue not in usage.names or len(set(inputs)) == len(inputs)


@dataclass(frozen=True)
class NetworkSetting:
    """Data and a width."""

    roles: Roles
    data: Data
    width: int
    labelled: bool = False
    flows: bool = True

    @property
    def size(self) -> tuple[int, int]:
        """(n, m)."""
        return len(self.data.inputs), self.width

    @property
    def fixed(self) -> NetworkInstance:
        """Before the draw: data and sizes alone."""
        return self._fixed

    @cached_property
    def _fixed(self) -> NetworkInstance:
        return NetworkInstance(self.roles, self.data, self.width, labelled=self.labelled, flows=self.flows)

    def starts(self, usage: Usage) -> Iterator[NetworkInstance]:
        """Exact weights and signs, and where the formulas leave weights free, choices of them."""
        kinds = NEURONS[self.data.dimension][: 2 if usage.timed and self.data.dimension == 1 else None]
        for weights in combinations_with_replacement(kinds, self.width):
            for signs in self._signs(usage):
                start = replace(self.fixed, start=weights, signs=signs)
                yield from start.choices() if _may_choose(self.roles, usage) else (start,)

    def _signs(self, usage: Usage) -> Iterator[Row | None]:
        if not self.roles.needs_signs(usage):
            yield None
            return
        yield (F(1),) * self.width
        if self.width <= MOST_SIGNED:
            yield from (signs for signs in product((F(1), F(-1)), repeat=self.width) if F(-1) in signs)

    def cells(self, usage: Usage) -> Iterable[Cell]:
        """The orthants of the Gaussian coordinates, with every pattern of signs where those matter.

        Raises:
            Undetermined: where there are too many coordinates to pave.
        """
        coordinates = self.width * self.data.dimension
        if coordinates > MOST_COORDINATES:
            raise Undetermined(f"more than {MOST_COORDINATES} coordinates of a draw")
        signed = self.roles.needs_signs(usage)
        patterns = list(product((F(1), F(-1)), repeat=self.width)) if signed else [None]
        for signs in patterns:
            base = replace(self.fixed, signs=signs)
            for box in orthants(coordinates):
                yield BoxCell.of(box, share=F(1, len(patterns)), make=base.at_box)


def _may_choose(roles: Roles, usage: Usage) -> bool:
    """A bare ``w``, ``H`` or ``u`` is a free choice of weights, unless a trajectory is spoken of too."""
    return roles.weights in usage.chosen or bool(
        usage.names & roles.moving and not usage.timed & roles.moving
    )
