r"""One small network as an instance: the values of ``x``, ``u(t)``, ``H``, ``f(x; w)`` and others on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from flint import arb

from ntkprops.meaning.exact.enclosures import Box, ball, coordinate
from ntkprops.meaning.exact.tensor import Tensor, Value, eigenvalues, joined, mapped, matrix, product, total, vector
from ntkprops.meaning.exact.values import Number, Undetermined, compare, minus, negative, over, plus, power, times
from ntkprops.trial import flow
from ntkprops.trial.flow import Data, Flow, Row
from ntkprops.trial.sets import LAWS, Law
from ntkprops.trial.world import Usage

TINY = Fraction(1, 10**6)
ZERO = Fraction(0)


@dataclass(frozen=True)
class Roles:
    """The spellings of the parts of a network."""

    inputs: str
    labels: str
    weights: str
    signs: str
    network: str
    predictions: str
    loss: str
    gram: str
    limit_gram: str
    least_eigenvalue: str
    samples: str
    dimension: str
    width: str
    time: str

    def needs_labels(self, usage: Usage) -> bool:
        """Whether anything mentioned depends on the labels."""
        return bool(usage.names & {self.labels, self.loss} or usage.timed & self.moving)

    def needs_signs(self, usage: Usage) -> bool:
        """Whether anything mentioned depends on the output signs."""
        before = {self.signs, self.network, self.predictions, self.loss}
        return bool(usage.names & before or usage.timed & self.moving)

    @property
    def moving(self) -> frozenset[str]:
        """What training changes."""
        return frozenset({self.weights, self.predictions, self.gram})


@dataclass(frozen=True)
class NetworkInstance:
    """A network on data; ``start`` is exact or a box of draws, ``family`` what a claim chooses freely.

    Where nothing ``flows``, the start is all that is known: how it goes on, the notes must say.
    """

    roles: Roles
    data: Data
    width: int
    start: tuple[tuple[Number, ...], ...] | None = None
    signs: Row | None = None
    family: tuple[tuple[Number, ...], ...] | None = None
    labelled: bool = False
    flows: bool = True

    def at_box(self, box: Box) -> NetworkInstance:
        """The instance of all draws in a box."""
        d = self.data.dimension
        rows = tuple(tuple(coordinate(box, k * d + c) for c in range(d)) for k in range(self.width))
        return replace(self, start=rows)

    # -- values ------------------------------------------------------------------------------------

    def value(self, name: str) -> Value | None:
        """The bare symbol."""
        make = self._bare.get(name)
        return None if make is None else make()

    @cached_property
    def _bare(self) -> dict[str, Callable[[], Value]]:
        roles, data = self.roles, self.data
        return {
            roles.samples: lambda: Fraction(len(data.inputs)),
            roles.dimension: lambda: Fraction(data.dimension),
            roles.width: lambda: Fraction(self.width),
            roles.inputs: lambda: matrix(data.inputs),
            roles.labels: lambda: vector(data.labels),
            roles.limit_gram: lambda: self.limit_gram,
            roles.least_eigenvalue: lambda: eigenvalues(self.limit_gram)[0],
            roles.signs: lambda: vector(self._drawn_signs()),
            roles.weights: self._chosen,
            roles.gram: lambda: self._gram(self._chosen()),
            roles.predictions: lambda: flow.outputs(data, self._chosen(), self._drawn_signs()),
        }

    def at(self, name: str, args: tuple[Value, ...]) -> Value | None:
        """The symbol applied to arguments."""
        roles = self.roles
        if name == roles.signs:
            return vector(self._drawn_signs())
        if name in roles.moving and len(args) == 1 and not isinstance(args[0], Tensor):
            return self._at_time(name, args[0]) if self.flows or args[0] == 0 else None
        if name == roles.network and len(args) == 2 and isinstance(args[1], Tensor):
            return self._network(*args)
        if name == roles.loss and len(args) == 1 and isinstance(args[0], Tensor):
            return self._loss(args[0])
        return None

    def _at_time(self, name: str, moment: Number) -> Value:
        roles = self.roles
        weights = self._start() if moment == 0 else self._flow.moved(moment)
        if name == roles.weights:
            return weights
        if name == roles.gram:
            return self._gram(weights) if moment == 0 else self._flow.gram
        if moment == 0:
            return flow.outputs(self.data, weights, self._drawn_signs())
        return joined(self._flow.residual(moment), vector(self.data.labels), plus)

    def rate(self, name: str, args: tuple[Value, ...]) -> Value | None:
        """The time derivative: of weights and predictions along the flow, of the Gram matrix 0."""
        moment = args[0] if len(args) == 1 else None
        if not self.flows or name not in self.roles.moving or moment is None or isinstance(moment, Tensor):
            return None
        path = self._flow
        if name == self.roles.weights:
            return path.velocity(moment)
        residual = path.residual(moment)
        if name == self.roles.predictions:
            return mapped(product(path.gram, residual), negative)
        return mapped(path.gram, lambda _: ZERO)

    def gradient(self, name: str, args: tuple[Value, ...]) -> Value | None:
        """The gradient of the loss or the network by the weights, (m, d), where no preactivation may be 0."""
        if not args or not isinstance(args[-1], Tensor) or args[-1].shape != (self.width, self.data.dimension):
            return None
        weights, signs = args[-1], self._drawn_signs()
        if name == self.roles.network and len(args) == 2:
            return self._pulled(args[0], weights)
        if name != self.roles.loss or len(args) != 1:
            return None
        values = flow.preactivations(self.data, weights)
        active = flow.pattern(values)
        if any(compare(value, "!=", ZERO) is not True for row in values for value in row):
            raise Undetermined("a gradient at a kink")
        residual = joined(flow.outputs(self.data, weights, signs), vector(self.data.labels), minus)
        return flow.pull(self.data, active, signs, residual)  # type: ignore[arg-type]

    def _pulled(self, point: Value, weights: Tensor) -> Value:
        """The gradient of the output at one input."""
        if not isinstance(point, Tensor) or not all(isinstance(entry, Fraction) for entry in point.entries):
            raise Undetermined("a gradient at an input that is not exact")
        data = Data((point.entries,), (ZERO,))  # type: ignore[arg-type]
        values = flow.preactivations(data, weights)
        if any(compare(row[0], "!=", ZERO) is not True for row in values):
            raise Undetermined("a gradient at a kink")
        return flow.pull(data, flow.pattern(values), self._drawn_signs(), vector([Fraction(1)]))

    def draws(self, name: str) -> frozenset[str] | None:
        """Weights and signs are drawn; the Gram matrix is made of weights, the rest that moves of both."""
        roles = self.roles
        both = frozenset({roles.weights, roles.signs})
        made = {name: frozenset() for name in (roles.samples, roles.dimension, roles.width, roles.inputs)}
        made |= {name: frozenset() for name in (roles.labels, roles.limit_gram, roles.least_eigenvalue)}
        made |= {roles.weights: frozenset({roles.weights}), roles.gram: frozenset({roles.weights})}
        made |= {name: frozenset({roles.signs}) for name in (roles.signs, roles.network, roles.loss)}
        return {**made, roles.predictions: both}.get(name)

    def law(self, name: str) -> Law | str | None:
        """Weights are standard Gaussian at the start, signs are fair."""
        return {self.roles.weights: LAWS["gaussian"], self.roles.signs: LAWS["rademacher"]}.get(name)

    # -- parts -------------------------------------------------------------------------------------

    @cached_property
    def limit_gram(self) -> Tensor:
        r""":math:`H^*_{ij} = K_{ij} \frac{\pi - \theta_{ij}}{2 \pi}`, exact for right and flat angles."""
        K, n = self.data.products, len(self.data.inputs)
        entries = {(i, j): _mean_overlap(K[i][j]) for i in range(n) for j in range(i + 1)}
        return Tensor((n, n), tuple(entries[max(i, j), min(i, j)] for i in range(n) for j in range(n)))

    def _drawn_signs(self) -> Row:
        if self.signs is None:
            raise Undetermined("signs that are not drawn here")
        return self.signs

    def _start(self) -> Tensor:
        if self.start is None:
            raise Undetermined("weights that are not drawn here")
        return matrix(self.start)

    def _chosen(self) -> Tensor:
        if self.family is None:
            raise Undetermined("a family that is not chosen here")
        return matrix(self.family)

    def _gram(self, weights: Tensor) -> Tensor:
        return flow.gram(self.data, flow.pattern(flow.preactivations(self.data, weights)))

    @cached_property
    def _flow(self) -> Flow:
        rows = self.start
        if rows is None or any(not isinstance(entry, Fraction) for row in rows for entry in row):
            raise Undetermined("a trajectory from weights that are not exact")
        return Flow(self.data, rows, self._drawn_signs())  # type: ignore[arg-type]

    def _network(self, point: Value, weights: Value) -> Number:
        if not (isinstance(weights, Tensor) and len(weights.shape) == 2):
            raise Undetermined("a network of what are no weights")
        rows = [weights.row(k) for k in range(weights.shape[0])]
        entries = point.entries if isinstance(point, Tensor) else (point,)
        values = [total(map(times, entries, row.entries)) for row in rows if isinstance(row, Tensor)]
        return flow.output(values, self._drawn_signs())

    def _loss(self, weights: Tensor) -> Number:
        predictions = flow.outputs(self.data, weights, self._drawn_signs())
        squares = (
            power(minus(y, u), Fraction(2))
            for y, u in zip(self.data.labels, predictions.entries, strict=True)
        )
        return over(total(squares), Fraction(2))

    # -- choices -----------------------------------------------------------------------------------

    def choices(self) -> Iterator[NetworkInstance]:
        """Weights after the draw: across the kink, across it for one neuron only, and the start itself."""
        if self.start is None:
            return
        for family in dict.fromkeys(self._families()):
            yield replace(self, family=family)

    def _families(self) -> Iterator[tuple[tuple[Number, ...], ...]]:
        assert self.start is not None
        crossed = tuple(map(_across, self.start))
        yield crossed
        if self.width > 1:
            yield (crossed[0], *self.start[1:])
        yield self.start

    def members(self, name: str, place: int) -> Iterator[Value]:
        """The family ``w`` with one member moved across the kink, or left."""
        if name != self.roles.weights or self.start is None:
            return
        if not 0 <= place < self.width:
            raise Undetermined(f"a neuron beyond the width {self.width}")
        for row in (_across(self.start[place]), self.start[place]):
            yield matrix((*self.start[:place], row, *self.start[place + 1 :]))

    def shown(self) -> Mapping[str, str]:
        """The exact values."""
        roles, data = self.roles, self.data
        found = {roles.samples: str(len(data.inputs)), roles.width: str(self.width)}
        found |= {f"{roles.inputs}_{i + 1}": _tuple(x) for i, x in enumerate(data.inputs)}
        if self.labelled:
            found |= {f"{roles.labels}_{i + 1}": str(y) for i, y in enumerate(data.labels)}
        if self.start is not None and all(isinstance(e, Fraction) for row in self.start for e in row):
            found |= {f"{roles.weights}_{k + 1}(0)": _tuple(w) for k, w in enumerate(self.start)}
            if self.signs is not None:
                found |= {f"{roles.signs}_{k + 1}": str(a) for k, a in enumerate(self.signs)}
            if self.family is not None:
                found |= {f"{roles.weights}_{k + 1}": _tuple(w) for k, w in enumerate(self.family)}
        return found


def _across(row: tuple[Number, ...]) -> tuple[Number, ...]:
    """On the line: just below 0 from above, 0 from below; in the plane, the origin."""
    if len(row) == 1 and compare(row[0], ">=", ZERO):
        return (-TINY,)
    return (ZERO,) * len(row)


def _mean_overlap(cosine: Fraction) -> Number:
    """``cos(theta) (pi - theta) / (2 pi)`` for a rational cosine."""
    if abs(cosine) == 1 or cosine == 0:
        return Fraction(1, 2) if cosine == 1 else ZERO
    c = arb(cosine.numerator) / cosine.denominator
    return ball(c * (arb.pi() - c.acos()) / (2 * arb.pi()))


def _tuple(row: tuple[Any, ...]) -> str:
    return str(row[0]) if len(row) == 1 else "(" + ", ".join(map(str, row)) + ")"
