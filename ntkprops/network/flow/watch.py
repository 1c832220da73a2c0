r"""Which few of a million neurons can reach a kink next?

A neuron's preactivations are linear in the global vector :math:`G(t) = \int_0^t r`, so nobody has to move
it: a neuron that
has met no kink is :math:`z_k(0) - \frac{a_k}{\sqrt m} K (c_k \circ G)` at any time. And it cannot reach a
kink before the path length
:math:`S = \int \|r\|` has grown by its smallest ``gap / speed``, the speed being the norm of the vector
that G is multiplied
with. That sum is its **expiry**, a certificate in path length, valid across events whatever the others do.

Two tiers: all neurons hold an expiry; those that expire before the edge of a window hold **rows**, sums of
exponentials for the root finder. When S reaches the edge the window moves on.

References: the event queues of kinetic data structures (Basch, Guibas,
Hershberger 1999).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ntkprops.network.flow.clarke import Face, Geometry, open_face
from ntkprops.network.flow.modes import Segment
from ntkprops.network.flow.rows import Rows, RowStore, expiries, joined, no_rows, taken
from ntkprops.network.flow.start import Start

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]
Index = NDArray[np.intp]

_WANTED = 1024  # rows in a window: where rebuilding it and looking at its rows cost about the same
_MOST_WINDOWS = 256  # windows for what is left of the path, at most
_SAFE = 1 + 1e-9  # speeds and path lengths are rounded; this much is always left


@dataclass(frozen=True, eq=False)
class Neuron:
    r"""A neuron that has met a kink: :math:`z = z(0) - \frac{a}{\sqrt m} X\,(base + X^\top C\,G)` on its
    present face; ``base`` (d,)."""

    face: Face
    base: Vector


class Watch:
    """All neurons of a layer with their certificates, and the rows inside the window."""

    def __init__(self, geo: Geometry, start: Start) -> None:
        self.geo, self.start = geo, start
        self.active = start.z >= 0
        self.pull = start.a / np.sqrt(start.m)
        self.neurons: dict[int, Neuron] = {}
        self.squares = geo.K**2
        self.top_rate = float(np.linalg.eigvalsh(geo.K)[-1]) * _SAFE
        self.expiry = self._first_expiries()
        self.edge = 0.0
        self.width = 0.0
        self.near = RowStore(no_rows(len(geo.K)))
        self.met = RowStore(no_rows(len(geo.K)))

    @property
    def rows(self) -> Rows:
        """The rows inside the window."""
        return self.near.rows

    def neuron(self, k: int) -> Neuron:
        """The neuron k of the kept ones, also if it has met no kink yet."""
        if k in self.neurons:
            return self.neurons[k]
        return Neuron(open_face(self.geo, self.active[k]), np.zeros(self.geo.X.shape[1]))

    def preactivations(self, k: int, *, G: Vector) -> Vector:
        """z_k at the integral G, shape (n,)."""
        neuron = self.neuron(k)
        moved = self.geo.X @ neuron.base + neuron.face.KC @ G
        return self.start.z[k] - self.pull[k] * moved

    def put(self, k: int, neuron: Neuron, *, segment: Segment) -> None:
        """Neuron k is on another face from now on; from here the store watches it."""
        self.neurons[k] = neuron
        self.expiry[k] = np.inf
        fresh = self._rows_of(k, neuron)
        self.met.replace(k, fresh)
        self.near.replace(k, taken(fresh, expiries(fresh, segment) < self.edge))

    def move_window(self, segment: Segment, *, left: float) -> None:
        """Fill the window that begins here: all of the path that is ``left`` if few neurons need it."""
        met = expiries(self.met.rows, segment)
        beyond = segment.S + 2 * left
        if np.count_nonzero(self.expiry < beyond) + np.count_nonzero(met < beyond) <= _WANTED:
            self.edge = beyond
        else:
            self.edge = segment.S + self._next_width(segment, left=left)
        near = taken(self.met.rows, met < self.edge)
        due = np.flatnonzero(self.expiry < self.edge)
        self.near = RowStore(joined(near, self._untouched_rows(due, segment=segment)))

    def _next_width(self, segment: Segment, *, left: float) -> float:
        """Twice the width if the window held few rows, half of it if it held many; never a vanishing part
        of what
        is left, however many rows lie on their kink."""
        if self.width == 0.0:
            place = min(_WANTED // 4, len(self.expiry) - 1)
            self.width = float(np.partition(self.expiry, place)[place]) - segment.S
        elif len(self.rows.owner) < _WANTED:
            self.width *= 2.0
        elif len(self.rows.owner) > 4 * _WANTED:
            self.width /= 2.0
        self.width = float(np.clip(self.width, left / _MOST_WINDOWS, left))
        return self.width

    def _first_expiries(self) -> Vector:
        """Certificates at time 0, in parts so that memory stays flat."""
        expiry = np.empty(len(self.active))
        share = max(1, (1 << 20) // len(self.geo.K))
        for first in range(0, len(expiry), share):
            part = slice(first, first + share)
            speeds = self._speeds(part)
            gaps = np.divide(np.abs(self.start.z[part]), speeds, out=speeds, where=speeds > 0)
            expiry[part] = gaps.min(axis=1)
        return expiry

    def _speeds(self, part: slice | Index) -> Matrix:
        """Norms of the vectors of untouched neurons, 0 turned to infinity's gap by a huge stand-in."""
        squares = self.active[part].astype(float) @ self.squares
        squares /= self.start.m
        np.sqrt(squares, out=squares)
        squares[squares == 0.0] = 1e-300
        squares *= _SAFE
        return squares

    def _untouched_rows(self, due: Index, *, segment: Segment) -> Rows:
        """Rows of neurons that have met no kink, all at once; renews their certificates."""
        on = self.active[due]
        sides = np.where(on, 1.0, -1.0)
        z = self.start.z[due] - self.pull[due, None] * ((on * segment.G) @ self.geo.K)
        speeds = self._speeds(due)
        expiry = segment.S + np.maximum(sides * z, 0.0) / speeds
        self.expiry[due] = expiry.min(axis=1, initial=np.inf)
        which, label = np.nonzero(expiry < self.edge)
        side, owner = sides[which, label], due[which]
        return Rows(
            vectors=-(side * self.pull[owner])[:, None] * self.geo.K[label] * on[which],
            const=side * self.start.z[owner, label],
            size=np.abs(self.start.z[owner, label]),
            instant=np.zeros(len(owner), dtype=bool),
            owner=owner,
            label=label,
            speed=speeds[which, label],
        )

    def _rows_of(self, k: int, neuron: Neuron) -> Rows:
        """Every constraint of a neuron that has met a kink."""
        face, pull = neuron.face, self.pull[k]
        z, moved = self.start.z[k, face.free], pull * (self.geo.X[face.free] @ neuron.base)
        kinks = Rows(
            vectors=pull * face.inward,
            const=face.sides * (z - moved),
            size=np.abs(z) + np.abs(moved),
            instant=np.zeros(len(z), dtype=bool),
            owner=np.full(len(z), k),
            label=face.free,
            speed=np.maximum(abs(pull) * _SAFE * face.norms, 1e-300),
        )
        return joined(kinks, self._slide_rows(k, face)) if face.sliding else kinks

    def _slide_rows(self, k: int, face: Face) -> Rows:
        r"""For each kink slid on: :math:`a (\gamma_i + r_j) \geq 0` and :math:`a (r_i - \gamma_i) \geq 0`."""
        vectors, labels = [], []
        for i in face.sliding:
            low, high = face.C[i].copy(), -face.C[i]
            high[i] += 1.0
            if self.geo.antipode[i] >= 0:
                low[self.geo.antipode[i]] += 1.0
            vectors += [low, high]
            labels += [len(low) + 2 * i, len(low) + 2 * i + 1]
        bounds, zero = self.start.a[k] * np.array(vectors), np.zeros(len(labels))
        speed = np.maximum(np.sqrt((bounds**2).sum(axis=1)) * self.top_rate * _SAFE, 1e-300)
        return Rows(bounds, zero, zero, zero == 0, np.full(len(labels), k), np.array(labels), speed)
