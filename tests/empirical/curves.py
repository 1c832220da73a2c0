"""Synthetic curves of P(fail) over the width, drawn without any network: the truth about the search is known."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

Curve = Callable[[int], float]


def draws_of(curve: Curve, *, seed: int):
    """Trials that fail with the probability that the curve says, keyed by seed, width and number."""

    def draws(m: int, numbers: range) -> np.ndarray:
        return (np.random.default_rng([seed, m]).random(numbers.stop)[numbers.start :] < curve(m)).astype(np.int8)

    return draws


def plateau_at(delta: float, *, from_width: int) -> Curve:
    """Nearly certain failure below a width, exactly delta from there on: m* is that width, and hard to keep below."""
    return lambda m: delta if m >= from_width else 0.9


def shelf_above(delta: float, *, until_width: int) -> Curve:
    """A hair above delta below a width, never from there on: m* is that width, and hard to stay above."""
    return lambda m: 0.0 if m >= until_width else delta * (1 + 1e-9)


def falling(m: int) -> float:
    """Smooth: 16/m from 16 on."""
    return min(1.0, 16 / m)
