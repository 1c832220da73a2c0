"""Where in a world does a counterexample lie? A ``Trail`` counts the settings that a search comes through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ntkprops.trial.world import Setting, Usage, World


@dataclass
class Trail:
    """The settings that a search has come through are counted from 1; ``only`` leads it to one of them at once."""

    only: int = 0
    place: int = 0


@dataclass(frozen=True)
class Followed:
    """A world whose settings are counted, or of which one is shown."""

    world: World
    trail: Trail

    @property
    def spellings(self) -> frozenset[str]:
        """The symbols that an instance gives values to."""
        return self.world.spellings

    def parts(self, name: str) -> frozenset[str]:
        """The symbols from which a symbol of the world is computed."""
        return self.world.parts(name)

    def settings(self, usage: Usage) -> Iterator[Setting]:
        """The settings of the world, but for those that the trail leaves aside."""
        for setting in self.world.settings(usage):
            self.trail.place += 1
            if self.trail.only in (0, self.trail.place):
                yield setting
            if self.trail.place == self.trail.only:
                return


__all__ = ["Followed", "Trail"]
