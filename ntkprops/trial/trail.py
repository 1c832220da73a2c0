"""Where in a world does a counterexample lie? A ``Trail`` counts the settings of a search."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Trail:
    """The setting, counted from 1, in which the last failure was found; ``only`` leads a search to one at once."""

    only: int = 0
    place: int = 0


__all__ = ["Trail"]
