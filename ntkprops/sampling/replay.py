r"""Does a failure that was written down still fail? ``write_witness(found, folder)`` and ``replay(file)``.

A witness is one JSON file: the claim, exact numbers of the data and scalars, seeds, versions, and the command
that replays it.
"""

from __future__ import annotations

import json
import platform
import re
from collections.abc import Mapping
from enum import Enum
from importlib.metadata import version
from pathlib import Path

from ntkprops.errors import FormulaError, NtkpropsError
from ntkprops.notes.loader import open_lecture
from ntkprops.proof.book import Book
from ntkprops.sampling.exact import exact_chance, exact_words
from ntkprops.sampling.measure.instance import Unmeasured
from ntkprops.sampling.record import fitted, read_record
from ntkprops.sampling.result import Sampled
from ntkprops.sampling.run import budget_of, claim_of
from ntkprops.sampling.trial import fails_again
from ntkprops.statement.lecture import bundled_lecture


class Replayed(Enum):
    """What became of a failure."""

    FIXED = "FIXED"
    STILL_FAILS = "STILL FAILS"
    ERROR = "ERROR"


def write_witness(
    found: Sampled, folder: Path, *, label: str, corrected: bool, lecture: Path | None, false_alarm: float
) -> Path:
    """Write the witness of a failure that sampling found; ``lecture`` is its folder, None for the bundled one."""
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^\w.-]+", "-", f"{label}-{'corrected' if corrected else 'printed'}")
    path = folder / f"{name}.json"
    record = {
        "label": label,
        "corrected": corrected,
        "lecture": None if lecture is None else str(lecture),
        "because": found.because,
        "false_alarm": false_alarm,
        **found.witness,
        "versions": {"python": platform.python_version(), **{p: version(p) for p in ("ntkprops", "numpy")}},
        "replay": f"ntkprops replay {path.name}",
    }
    path.write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n")
    return path


def write_witnesses(
    beside: Mapping[tuple[str, bool], Sampled], folder: Path, *, lecture: Path | None, false_alarm: float
) -> list[Path]:
    """Write every failure of a run; the folder is made even where there is none."""
    folder.mkdir(parents=True, exist_ok=True)
    return [
        write_witness(found, folder, label=label, corrected=corrected, lecture=lecture, false_alarm=false_alarm)
        for (label, corrected), found in beside.items()
        if found.witness
    ]


def replay(path: Path) -> tuple[Replayed, str]:
    """The outcome and a line that says why."""
    try:
        record = read_record(path)
        book = Book(open_lecture(record["lecture"] or bundled_lecture()))
        budget = budget_of(book.lecture, false_alarm=record["false_alarm"])
        claim = claim_of(book, record["label"], corrected=record["corrected"], budget=budget, seed=record["seed"])
        recipe = fitted(record, claim)
        again = fails_again(claim, recipe)
        exact = exact_chance(claim, recipe) if again and "at_least" in record.get("exact", {}) else None
    except (FormulaError, NtkpropsError, Unmeasured) as error:
        return Replayed.ERROR, str(error)
    where = f"{record['label']} at n = {record['n']}, m = {record['m']}"
    if not again:
        return Replayed.FIXED, where
    if exact is None:
        return Replayed.STILL_FAILS, where
    if exact != record["exact"]:
        return Replayed.ERROR, f"{where}: the file says {record['exact']}, it fails with probability {exact}"
    return Replayed.STILL_FAILS, f"{where}, {exact_words(exact)}"
