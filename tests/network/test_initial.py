"""Initial draws: the law, the keys, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from ntkprops.errors import InputError
from ntkprops.network import InitialDraw, draw
from ntkprops.network.initial import BLOCK, draw_block


def test_a_block_drawn_alone_is_the_block_of_the_layer():
    """Blocks are keyed, so a worker draws any of them without the rest."""
    layer = draw(2 * BLOCK + 5, d=3, rng=11)
    W, a = draw_block(1, BLOCK, d=3, key=11, paired=False)

    np.testing.assert_array_equal(layer.W[BLOCK : 2 * BLOCK], W)
    np.testing.assert_array_equal(layer.a[BLOCK : 2 * BLOCK], a)


def test_a_narrow_layer_is_the_start_of_a_wide_one():
    """The same key gives the same first neurons at every width."""
    np.testing.assert_array_equal(draw(10, d=2, rng=4).W, draw(1000, d=2, rng=4).W[:10])


def test_blocks_are_different():
    """No two blocks of a key repeat each other."""
    layer = draw(2 * BLOCK, d=2, rng=0)

    assert not np.isin(layer.W[:BLOCK, 0], layer.W[BLOCK:, 0]).any()


def test_moments_of_weights_and_signs():
    """Means are 0 and variances 1 within six standard errors (false alarm below 1e-8)."""
    layer, six = draw(100_000, d=2, rng=3), 6 / np.sqrt(100_000)

    assert abs(layer.W.mean(axis=0)).max() < six and abs(layer.a.mean()) < six
    assert abs((layer.W**2).mean(axis=0) - 1).max() < six * np.sqrt(2)


def test_a_paired_draw_starts_at_zero_output():
    """Pairs share weights and oppose signs, so every output cancels exactly."""
    start = draw(6, d=2, rng=9, paired=True)
    outputs = start.a @ np.maximum(start.W @ np.eye(2), 0)

    np.testing.assert_array_equal(outputs, 0)


def test_a_generator_moves_on():
    """A generator as the source gives another draw each time, and the same sequence for the same seed."""
    first, second = np.random.default_rng(1), np.random.default_rng(1)

    assert (draw(3, d=1, rng=first).W != draw(3, d=1, rng=first).W).any()
    np.testing.assert_array_equal(draw(3, d=1, rng=second).W, draw(3, d=1, rng=np.random.default_rng(1)).W)


@pytest.mark.parametrize(
    ("m", "paired", "said"),
    [(0, False, "m is 0"), (-3, False, "m is -3"), (2**53 + 1, False, r"at most 2\*\*53"), (3, True, "even")],
)
def test_impossible_widths_are_refused(m, paired, said):
    """No neurons, more than can be counted, or an odd number of them for pairs."""
    with pytest.raises(InputError, match=said):
        draw(m, d=2, rng=0, paired=paired)


@pytest.mark.parametrize(
    ("W", "a", "said"),
    [
        (np.zeros((0, 2)), [], r"W has shape \(0, 2\)"),
        ([[1.0]], [2.0], r"a\[0\] is 2.0, must be -1 or \+1"),
        ([[np.nan]], [1.0], r"W\[0, 0\] is nan"),
        ([[1.0]], [1.0, 1.0], r"a has shape \(2,\)"),
    ],
)
def test_weights_given_by_hand_are_checked(W, a, said):
    """Hand-made weights pass the same door."""
    with pytest.raises(InputError, match=said):
        InitialDraw(W, a)
