r"""Exact gradient flow of a small two-layer ReLU network on which no neuron changes its activation.

While the pattern ``S`` is fixed, :math:`\dot u = -H (u - y)` with a constant Gram matrix, so the residual
is :math:`r(t) = e^{-Ht} r(0)` and :math:`w_k(t) = w_k(0) - \frac{a_k}{\sqrt m} \sum_i S_{ki} x_i \int_0^t
r_i`. That no preactivation reaches zero up to ``t`` is certified on the closed form itself, by intervals.

Source: lecture 12, (2), (3) and (21).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from ntkprops.meaning.exact.enclosures import Interval, interval
from ntkprops.meaning.exact.tensor import Tensor, joined, mapped, matrix, product, total, vector
from ntkprops.meaning.exact.values import (
    Number,
    Undetermined,
    compare,
    conjunction,
    exponential,
    hull,
    minus,
    negative,
    over,
    plus,
    power,
    root,
    times,
)

Row = tuple[Fraction, ...]
DEPTH = 6  # bisections of the time interval on which a sign is certified
ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class Data:
    """Inputs (n, d) and labels (n,), exact."""

    inputs: tuple[Row, ...]
    labels: Row

    @property
    def dimension(self) -> int:
        """The input dimension d."""
        return len(self.inputs[0])

    @cached_property
    def products(self) -> tuple[Row, ...]:
        """All inner products of inputs, (n, n)."""
        return tuple(tuple(_dot(x, z) for z in self.inputs) for x in self.inputs)


def _dot(left: Row, right: Row) -> Fraction:
    return sum((a * b for a, b in zip(left, right, strict=True)), ZERO)


def preactivations(data: Data, weights: Tensor) -> list[list[Number]]:
    """All ``x_i . w_k``, a row for each neuron."""
    m, d = weights.shape
    rows = [weights.entries[k * d : (k + 1) * d] for k in range(m)]
    return [[total(map(times, x, row)) for x in data.inputs] for row in rows]


def pattern(values: list[list[Number]]) -> list[list[Number]]:
    """``1[x_i . w_k >= 0]``, in [0, 1] where the sign is not certain."""
    marks = {True: ONE, False: ZERO, None: hull(ZERO, ONE)}
    return [[marks[compare(value, ">=", ZERO)] for value in row] for row in values]


def gram(data: Data, active: list[list[Number]]) -> Tensor:
    """The Gram matrix of the gradients, (n, n); symmetric entries are one object."""
    n, m = len(data.inputs), len(active)
    entries: dict[tuple[int, int], Number] = {}
    for i in range(n):
        for j in range(i + 1):
            count = total(row[i] if i == j else times(row[i], row[j]) for row in active)
            entries[i, j] = entries[j, i] = times(data.products[i][j] / m, count)
    return Tensor((n, n), tuple(entries[i, j] for i in range(n) for j in range(n)))


def outputs(data: Data, weights: Tensor, signs: Row) -> Tensor:
    """The predictions, (n,)."""
    values = preactivations(data, weights)
    return vector([output([row[i] for row in values], signs) for i in range(len(data.inputs))])


def output(values: list[Number], signs: Row) -> Number:
    """The network's output at one input from its preactivations."""
    from_neurons = total(times(a, _relu(value)) for a, value in zip(signs, values, strict=True))
    return over(from_neurons, root(Fraction(len(signs))))


def _relu(value: Number) -> Number:
    return (
        value
        if compare(value, ">=", ZERO)
        else hull(ZERO, value)
        if compare(value, ">=", ZERO) is None
        else ZERO
    )


def pull(data: Data, active: list[list[Number]], signs: Row, residual: Tensor) -> Tensor:
    r"""The gradient of the loss by the weights, :math:`\frac{a_k}{\sqrt m} \sum_i r_i S_{ki} x_i`, (m, d)."""
    scale = root(Fraction(len(signs)))
    rows = []
    for sign, marks in zip(signs, active, strict=True):
        weights = [times(mark, r) for mark, r in zip(marks, residual.entries, strict=True)]
        columns = (
            [times(w, x[c]) for w, x in zip(weights, data.inputs, strict=True)] for c in range(data.dimension)
        )
        rows.append([over(times(sign, total(column)), scale) for column in columns])
    return matrix(rows)


@dataclass(frozen=True)
class Flow:
    """The flow from exact weights (m, d) and signs (m,)."""

    data: Data
    weights: tuple[Row, ...]
    signs: Row

    @cached_property
    def start(self) -> Tensor:
        """w(0), (m, d)."""
        return matrix(self.weights)

    @cached_property
    def active(self) -> list[list[Number]]:
        """The pattern at the start, which the flow keeps."""
        return pattern(preactivations(self.data, self.start))

    @cached_property
    def gram(self) -> Tensor:
        """H(0), (n, n)."""
        return gram(self.data, self.active)

    @cached_property
    def residual_at_start(self) -> Tensor:
        """u(0) - y, (n,)."""
        predictions = outputs(self.data, self.start, self.signs)
        return vector([minus(u, y) for u, y in zip(predictions.entries, self.data.labels, strict=True)])

    @cached_property
    def modes(self) -> list[tuple[Number, Tensor]]:
        """Eigenvalues of H(0) and the residual's part in each eigenspace."""
        return _modes(self.gram, self.residual_at_start)

    def residual(self, moment: Number) -> Tensor:
        """u(t) - y, (n,). Raises ``Undetermined`` unless no activation changes up to ``moment``."""
        self.certify(moment)
        key = ("residual", *_ends(moment))
        if key not in self._known:
            self._known[key] = self._summed(lambda rate: exponential(negative(times(rate, moment))))
        return self._known[key]

    def moved(self, moment: Number) -> Tensor:
        """w(t), (m, d)."""
        self.certify(moment)
        key = ("moved", *_ends(moment))
        if key not in self._known:
            self._known[key] = self._at(moment)
        return self._known[key]

    @cached_property
    def _known(self) -> dict[object, Tensor]:
        return {}

    def _at(self, moment: Number) -> Tensor:
        drift = self._summed(lambda rate: _area(rate, moment))
        return joined(self.start, pull(self.data, self.active, self.signs, drift), minus)  # type: ignore[return-value]

    def velocity(self, moment: Number) -> Tensor:
        """The time derivative of w, (m, d)."""
        return mapped(pull(self.data, self.active, self.signs, self.residual(moment)), negative)  # type: ignore[return-value]

    def _summed(self, weight) -> Tensor:
        parts = [product(weight(rate), part) for rate, part in self.modes]
        n = len(self.data.labels)
        return vector([total(part.entries[i] for part in parts) for i in range(n)])  # type: ignore[union-attr]

    def certify(self, moment: Number) -> None:
        """Raises ``Undetermined`` unless every preactivation certainly keeps its sign on [0, moment]."""
        if compare(moment, ">=", ZERO) is not True:
            raise Undetermined("a time that may be negative")
        key = _ends(moment)[1]
        if key not in self._certified:
            end = interval(moment)
            ends_well = self._keeps_signs(Interval(end.hi, end.hi), Interval(end.hi, end.hi), 0)
            self._certified[key] = ends_well and self._keeps_signs(ZERO, moment, DEPTH)
        if not self._certified[key]:
            raise Undetermined("a neuron may change its activation")

    @cached_property
    def _certified(self) -> dict[object, bool]:
        return {}

    def _keeps_signs(self, low: Number, high: Number, depth: int) -> bool:
        values = preactivations(self.data, self._at(hull(low, high)))
        pairs = [(value, self.active[k][i]) for k, row in enumerate(values) for i, value in enumerate(row)]
        keeps = conjunction([compare(value, ">" if mark == 1 else "<", ZERO) for value, mark in pairs])
        if keeps is not None or depth == 0:
            return keeps is True
        middle = over(plus(low, high), Fraction(2))
        return self._keeps_signs(low, middle, depth - 1) and self._keeps_signs(middle, high, depth - 1)


def _ends(moment: Number) -> tuple[object, object]:
    """Both ends of what is known of a moment, exactly."""
    found = interval(moment)
    if not (found.lo.is_finite() and found.hi.is_finite()):
        raise Undetermined("a time without bound")
    return found.lo.man_exp(), found.hi.man_exp()


def _area(rate: Number, moment: Number) -> Number:
    """``int_0^t exp(-rate s) ds``, which grows with t."""
    if rate == 0:
        return moment
    if compare(rate, ">", ZERO) is not True:
        raise Undetermined("a rate that may be zero")
    return over(minus(ONE, exponential(negative(times(rate, moment)))), rate)


def _modes(H: Tensor, residual: Tensor) -> list[tuple[Number, Tensor]]:
    n = H.shape[0]
    if all(H.entries[i * n + j] == 0 for i in range(n) for j in range(n) if i != j):
        units = [vector([residual.entries[j] if i == j else ZERO for j in range(n)]) for i in range(n)]
        return [(H.entries[i * n + i], units[i]) for i in range(n)]
    if n != 2:
        raise Undetermined("the flow of a full matrix beyond 2 x 2")
    return _two_modes(H, residual)


def _two_modes(H: Tensor, residual: Tensor) -> list[tuple[Number, Tensor]]:
    """The spectral projections ``(H - other) / (own - other)`` of a 2 x 2 matrix with two eigenvalues."""
    a, b, _, c = H.entries
    half, gap = over(plus(a, c), Fraction(2)), over(minus(a, c), Fraction(2))
    spread = root(plus(power(gap, Fraction(2)), power(b, Fraction(2))))
    low, high = minus(half, spread), plus(half, spread)
    found = []
    for own, other in ((low, high), (high, low)):
        shifted = Tensor((2, 2), (minus(a, other), b, b, minus(c, other)))
        projection = product(over(ONE, minus(own, other)), shifted)
        found.append((own, product(projection, residual)))
    return found


__all__ = ["Data", "Flow", "gram", "output", "outputs", "pattern", "preactivations", "pull"]
