"""Sketches: independent of chunks and workers, and enough for the flow."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from ntkprops.errors import InputError
from ntkprops.network import (
    Dataset,
    draw,
    gradient_flow,
    largest_movement,
    merged,
    sketch_layer,
    sketch_start,
    whole_start,
    wide_gradient_flow,
)
from ntkprops.network.initial import BLOCK
from ntkprops.network.sketch import sketch_blocks

DATA = Dataset([[1.0, 0.0], [0.6, 0.8]], [0.5, -0.5])
M = 5 * BLOCK + 77


def _same(one, other):
    assert one.output_sums == other.output_sums and one.drawn == other.drawn
    for name in ("pattern_counts", "dropped_counts", "z", "a", "index"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


def test_any_order_of_blocks_gives_the_same_bits():
    """Blocks drawn one by one and merged backwards are the layer drawn at once."""
    parts = [sketch_blocks(DATA, M, range(b, b + 1), key=3, reach=0.2) for b in range(6)]

    _same(merged(*reversed(parts)), sketch_layer(DATA, M, rng=3, reach=0.2))
    _same(merged(merged(parts[4], parts[1]), merged(parts[0], parts[5], parts[2]), parts[3]), merged(*parts))


def test_workers_give_the_same_bits():
    """An executor changes nothing."""
    with ThreadPoolExecutor(2) as executor:
        _same(sketch_layer(DATA, M, rng=3, executor=executor), sketch_layer(DATA, M, rng=3))


@pytest.mark.parametrize("paired", [False, True])
def test_a_sketch_knows_what_the_layer_knows(paired):
    """Outputs and counts at time 0 are those of the whole layer with the same key."""
    m = M + 1
    whole = whole_start(DATA, draw(m, d=2, rng=3, paired=paired))
    start = sketch_start(DATA, sketch_layer(DATA, m, rng=3, paired=paired))

    np.testing.assert_array_equal(start.counts, whole.counts)
    np.testing.assert_allclose(start.r, whole.r, atol=1e-11)
    np.testing.assert_allclose(start.z, whole.z[start.index], atol=1e-15)


def test_the_flow_from_a_sketch_is_the_flow_of_the_layer():
    """Events, outputs and movement agree with the flow in which every neuron is kept."""
    whole = gradient_flow(DATA, draw(M, d=2, rng=5))
    wide = wide_gradient_flow(DATA, sketch_layer(DATA, M, rng=5))

    assert wide.widened == 0 and len(wide.trajectory.events) == len(whole.events)
    np.testing.assert_allclose(wide.trajectory.outputs(2.0), whole.outputs(2.0), atol=1e-10)
    assert largest_movement(wide.trajectory).lo == pytest.approx(largest_movement(whole).lo, rel=1e-8)


def test_a_reach_that_is_too_small_is_widened():
    """The flow says that it left the reach, and comes out the same after widening."""
    narrow = wide_gradient_flow(DATA, sketch_layer(DATA, M, rng=5, reach=1e-4))

    assert narrow.widened > 0
    assert len(narrow.trajectory.events) == len(
        wide_gradient_flow(DATA, sketch_layer(DATA, M, rng=5)).trajectory.events
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"m": 0}, "m is 0"),
        ({"m": 2**53 + 1}, r"at most 2\*\*53"),
        ({"m": 10, "reach": -1.0}, "reach is -1.0"),
        ({"m": 10, "reach": np.nan}, "reach is nan"),
        ({"m": 3, "paired": True}, "must be even"),
    ],
)
def test_bad_arguments_are_refused(arguments, said):
    """Impossible widths and reaches are named."""
    with pytest.raises(InputError, match=said):
        sketch_layer(DATA, arguments.pop("m"), rng=0, **arguments)


def test_missing_and_foreign_blocks_are_refused():
    """An incomplete sketch is no start, and sketches of two layers do not merge."""
    part = sketch_blocks(DATA, M, range(1), key=3, reach=0.2)

    with pytest.raises(InputError, match="Merge the missing blocks"):
        sketch_start(DATA, part)
    with pytest.raises(InputError, match="cannot be merged"):
        merged(part, sketch_blocks(DATA, M, range(1, 2), key=4, reach=0.2))
