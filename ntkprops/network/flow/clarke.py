r"""Where can a neuron be, and what moves it there?

A **face** says which rows of a neuron are active, which are inactive, and on which kinks it slides. On a
face the
Clarke-weighted residual is linear, :math:`\alpha \circ r \simeq C r`, so :math:`\dot w_k =
-\frac{a_k}{\sqrt m} X^\top C r`:

- rows off their kink have the weight c in {0, 1};
- rows B on which it slides have the coefficient that keeps :math:`z_B = 0`: :math:`K_{BB}\,\gamma_B =
-K_{BN} (c \circ r)_N`;
- antipodal rows share one kink; their weights sum to 1, and gamma is their net coefficient along the first.

So the force is :math:`X^\top c \circ r` projected off the kinks' normals, the neuron adds :math:`C^\top K
C` to :math:`m H`, symmetric and
positive semidefinite, and never more than its Clarke Gram matrix :math:`K \circ \alpha\alpha^\top`.

References: Clarke, "Optimization and nonsmooth analysis", 1983; Filippov, "Differential equations with
discontinuous right-hand sides", 1988 (sliding modes).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ntkprops.network.gram import cosines

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]
Mask = NDArray[np.bool_]

_IN_SPAN = 1e-12  # a unit row this near to a span lies in it


@dataclass(frozen=True, eq=False)
class Geometry:
    """Unit rows ``X`` (n, d), cosines ``K`` (n, n), and for each row the other row on its kink: its
    antipode, or -1. ``faces`` remembers those already made: a wide layer meets each pattern many times."""

    X: Matrix
    K: Matrix
    antipode: NDArray[np.intp]
    faces: dict[tuple[bytes, tuple[int, ...], tuple[int, ...]], Face] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Face:
    r"""One face: ``weights`` c (n,), zero on sliding kinks; ``sliding`` one row per kink; ``held`` (n,)
    rows that stay
    at zero; the operator ``C`` (n, n); ``force`` :math:`X^\top C` (d, n), which moves the weights; ``KC``
    (n, n), which
    moves the preactivations; ``gram`` :math:`C^\top K C` (n, n). Only ``C`` loses digits on nearly
    parallel kinks."""

    weights: Vector
    sliding: tuple[int, ...]
    held: Mask
    C: Matrix
    force: Matrix
    KC: Matrix
    gram: Matrix

    @property
    def key(self) -> tuple[bytes, tuple[int, ...], bytes]:
        """What tells two faces apart."""
        return self.weights.tobytes(), self.sliding, self.held.tobytes()

    @cached_property
    def free(self) -> NDArray[np.intp]:
        """Rows that can move on this face."""
        return np.flatnonzero(~self.held & self.KC.any(axis=1))

    @cached_property
    def sides(self) -> Vector:
        """1 for an active, -1 for an inactive free row."""
        return np.where(self.weights[self.free] > 0, 1.0, -1.0)

    @cached_property
    def inward(self) -> Matrix:
        r"""What moves each free row away from its kink per unit of pull: :math:`-sides\,(K C)`."""
        return -self.sides[:, None] * self.KC[self.free]

    @cached_property
    def norms(self) -> Vector:
        """The norms of ``inward``'s rows."""
        return np.sqrt((self.inward**2).sum(axis=1))


def geometry(X: Matrix) -> Geometry:
    """Pair each row with its exact antipode.

    >>> geometry(np.array([[1.0], [-1.0]])).antipode
    array([1, 0])
    """
    K = cosines(X)
    opposite = (X[:, None, :] == -X[None, :, :]).all(axis=2)
    return Geometry(X, K, np.where(opposite.any(axis=1), opposite.argmax(axis=1), -1))


def open_face(geo: Geometry, active: Mask) -> Face:
    """The face of a neuron on no kink.

    >>> open_face(geometry(np.eye(2)), np.array([True, False])).gram
    array([[1., 0.],
           [0., 0.]])
    """
    return make_face(geo, active.astype(float), sliding=(), resting=())


def make_face(geo: Geometry, weights: Vector, *, sliding: tuple[int, ...], resting: tuple[int, ...]) -> Face:
    r"""The face with the given constant weights that slides on the given kinks.

    Args:
        geo: cosines and antipodes of the rows.
        weights: c, shape (n,); overwritten by 0 on the sliding kinks.
        sliding: rows B, linearly independent, one per kink.
        resting: rows in the span of B that stay at zero with a constant weight.

    Returns:
        The face with its operators.

    Source: Filippov, 1988 (sliding modes): the force, projected off the normals of the kinks.
    """
    key = weights.tobytes(), sliding, resting
    if key not in geo.faces:
        geo.faces[key] = _built_face(geo, weights, sliding=sliding, resting=resting)
    return geo.faces[key]


def _built_face(geo: Geometry, weights: Vector, *, sliding: tuple[int, ...], resting: tuple[int, ...]) -> Face:
    """The operators of a face."""
    c, held = weights.copy(), np.zeros(len(weights), dtype=bool)
    on = kink_rows(geo, sliding)
    c[on] = 0.0
    held[on] = True
    held[kink_rows(geo, resting)] = True
    C, pulls = np.diag(c), geo.X.T * c
    if not sliding:
        return Face(c, sliding, held, C, pulls, geo.K * c, geo.K * np.outer(c, c))
    B = list(sliding)
    force, C[B] = _projected(geo.X[B], pulls)
    KC = geo.X @ force
    KC[held] = 0.0
    return Face(c, sliding, held, C, force, KC, force.T @ force)


def kink_rows(geo: Geometry, rows: tuple[int, ...]) -> list[int]:
    """The rows with their antipodes: every row that vanishes on these kinks.

    >>> kink_rows(geometry(np.array([[1.0], [-1.0]])), (0,))
    [0, 1]
    """
    return [*rows, *(int(geo.antipode[i]) for i in rows if geo.antipode[i] >= 0)]


def spanned_rows(geo: Geometry, rows: tuple[int, ...]) -> tuple[int, ...]:
    """Every row in the span of the given ones: where those vanish, these do.

    >>> spanned_rows(geometry(np.eye(3)), (0, 2))
    (0, 2)
    """
    if not rows:
        return ()
    if len(rows) == 1:
        return tuple(kink_rows(geo, rows))
    outside = np.linalg.norm(_projected(geo.X[list(rows)], geo.X.T)[0], axis=0)
    outside[kink_rows(geo, rows)] = 0.0
    return tuple(int(i) for i in np.flatnonzero(outside < _IN_SPAN))


def clarke_weights(geo: Geometry, face: Face, *, r: Vector) -> Vector:
    r"""The weights :math:`\alpha \in [0, 1]^n` of a face at the residual r.

    On a sliding kink :math:`\alpha_i = (\gamma_i + r_j)/(r_i + r_j)` with the antipode j (:math:`r_j = 0`
    without one), and
    :math:`\alpha_j = 1 - \alpha_i`.

    >>> geo = geometry(np.array([[1.0, 0.0], [0.6, 0.8]]))
    >>> face = make_face(geo, np.array([0.0, 1.0]), sliding=(0,), resting=())
    >>> clarke_weights(geo, face, r=np.array([1.0, -1.0])).round(12)
    array([0.6, 1. ])
    """
    alpha = face.weights.copy()
    if not face.sliding:
        return alpha
    net = face.C @ r
    for i in face.sliding:
        j = geo.antipode[i]
        other = r[j] if j >= 0 else 0.0
        share = (net[i] + other) / (r[i] + other) if r[i] + other != 0 else 0.0
        alpha[i] = min(max(share, 0.0), 1.0)
        if j >= 0:
            alpha[j] = 1.0 - alpha[i]
    return alpha


def _projected(normals: Matrix, pulls: Matrix) -> tuple[Matrix, Matrix]:
    """The columns of ``pulls`` off the span of the normals, and the multiples of the normals that take
    them there."""
    Q, R = np.linalg.qr(normals.T)
    along = Q.T @ pulls
    off = pulls - Q @ along
    return off - Q @ (Q.T @ off), np.asarray(-np.linalg.solve(R, along), dtype=float)
