"""The network, exactly: data, initial draws, Gram matrices, gradient flow, wide layers, the adversary."""

from ntkprops.network.adversary import WorstWeights, lemma_radius, worst_weights
from ntkprops.network.dataset import Dataset, unit_rows
from ntkprops.network.families import cross_polytope, orthonormal_rows, regular_polygon
from ntkprops.network.flow.engine import gradient_flow
from ntkprops.network.flow.extremes import Bounds, largest_excess, largest_movement, smallest_eigenvalue
from ntkprops.network.flow.outcome import FlowOutcome
from ntkprops.network.flow.start import Start, whole_start
from ntkprops.network.flow.trajectory import Trajectory
from ntkprops.network.gram import activation_pattern, angles, cosines, gram, limit_gram
from ntkprops.network.initial import InitialDraw, draw
from ntkprops.network.sketch import Sketch, WideFlow, merged, sketch_layer, sketch_start, wide_gradient_flow

__all__ = [
    "Bounds",
    "Dataset",
    "FlowOutcome",
    "InitialDraw",
    "Sketch",
    "Start",
    "Trajectory",
    "WideFlow",
    "WorstWeights",
    "activation_pattern",
    "angles",
    "cosines",
    "cross_polytope",
    "draw",
    "gradient_flow",
    "gram",
    "largest_excess",
    "largest_movement",
    "lemma_radius",
    "limit_gram",
    "merged",
    "orthonormal_rows",
    "regular_polygon",
    "sketch_layer",
    "sketch_start",
    "smallest_eigenvalue",
    "unit_rows",
    "whole_start",
    "wide_gradient_flow",
    "worst_weights",
]
