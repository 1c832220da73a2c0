"""Where print may be read in several ways: the decisions of one reading, and all sequences of decisions in turn."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")


@dataclass
class Choices:
    """The decisions of one reading in the order in which they come up; 0 is the usual one, and what is not taken."""

    taken: tuple[int, ...] = ()
    offered: list[int] = field(default_factory=list)

    def __call__(self, options: int) -> int:
        """Which of so many options this reading takes."""
        place = len(self.offered)
        self.offered.append(options)
        return self.taken[place] if place < len(self.taken) else 0


def every(attempt: Callable[[Choices], T]) -> Iterator[T]:
    """What ``attempt`` gives for every sequence of decisions, the usual one first, then those with fewest others.

    >>> list(every(lambda choose: (choose(2), choose(2))))
    [(0, 0), (1, 0), (0, 1), (1, 1)]
    """
    waiting: deque[tuple[int, ...]] = deque([()])
    while waiting:
        choices = Choices(waiting.popleft())
        yield attempt(choices)
        for place in range(len(choices.taken), len(choices.offered)):
            usual = (0,) * (place - len(choices.taken))
            waiting += [(*choices.taken, *usual, option) for option in range(1, choices.offered[place])]
