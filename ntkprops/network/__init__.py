"""The network, exactly: data, initial draws, Gram matrices, gradient flow, wide layers, the adversary."""

from ntkprops.network.dataset import Dataset, unit_rows
from ntkprops.network.families import cross_polytope, orthonormal_rows, regular_polygon
from ntkprops.network.gram import activation_pattern, angles, cosines, gram, limit_gram
from ntkprops.network.initial import InitialDraw, draw

__all__ = [
    "Dataset",
    "InitialDraw",
    "activation_pattern",
    "angles",
    "cosines",
    "cross_polytope",
    "draw",
    "gram",
    "limit_gram",
    "orthonormal_rows",
    "regular_polygon",
    "unit_rows",
]
