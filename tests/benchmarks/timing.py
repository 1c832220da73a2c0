"""Times of short and long computations, as medians, and the table they become."""

from __future__ import annotations

import json
import platform
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Comparison:
    """Ours beside a peer on one task, in seconds; ``note`` says at which accuracy or size."""

    task: str
    ours: float
    peer_name: str
    peer: float
    note: str

    @property
    def ratio(self) -> float:
        """How many times faster ours is."""
        return self.peer / self.ours


def seconds(work: Callable[[], object], *, repeats: int = 5) -> float:
    """Median wall time of some runs, after one that is not counted if there are several."""
    if repeats > 1:
        work()
    return median(_once(work) for _ in range(repeats))


def show(comparisons: list[Comparison]) -> None:
    """Print the table of ratios."""
    print(f"{'task':44} {'ours [s]':>10} {'peer [s]':>10} {'ratio':>9}  peer")
    for row in comparisons:
        print(
            f"{row.task:44} {row.ours:10.3g} {row.peer:10.3g} {row.ratio:9.3g}  {row.peer_name}; {row.note}"
        )


def write(comparisons: list[Comparison], path: Path) -> None:
    """Write the same as JSON, with the machine."""
    rows = [asdict(row) | {"ratio": row.ratio} for row in comparisons]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"machine": platform.platform(), "comparisons": rows}, indent=2) + "\n")


def _once(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start
