"""Hypothesis strategies for the lecture's objects, usable in anybody's ``@given``.

    unit_row, unit_rows     exact unit rows, with antipodes, right angles, near-parallels and copies
    labels                  exact labels in [-1, 1]
    datasets                both, with lambda_0 > 0 proved
    widths, failure_probabilities
    weights_near            weights in a ball around given ones

Everything shrinks: to n = 1, d = 1, the row (1,), the label 1, m = 1, delta = 1/2, the start itself. Draws
are a search for counterexamples, never a sample: what they find is to be tested on fresh trials.
"""

from ntkprops.draw.data import ExactDataset, datasets, exact_dataset
from ntkprops.draw.rows import ALL_RELATIONS, DISTINCT_RELATIONS, Relation, unit_row, unit_rows
from ntkprops.draw.scalars import failure_probabilities, labels, widths
from ntkprops.draw.sphere import as_array
from ntkprops.draw.weights import weights_near

__all__ = [
    "ALL_RELATIONS",
    "DISTINCT_RELATIONS",
    "ExactDataset",
    "Relation",
    "as_array",
    "datasets",
    "exact_dataset",
    "failure_probabilities",
    "labels",
    "unit_row",
    "unit_rows",
    "weights_near",
    "widths",
]
