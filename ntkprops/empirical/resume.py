"""How does a search that was interrupted go on? Its visits are kept in a JSON file, each under all it depends on.

A visit is only found again under the same dataset, seed, level, trials and width, so a file may serve many runs, and a
file of another run does no harm.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from ntkprops.empirical.interval import Visit
from ntkprops.errors import InputError
from ntkprops.evidence import Conclusion


def read_visits(path: Path) -> dict[str, Visit]:
    """The visits of a file by ``visit_key``; none if there is no such file.

    Raises:
        InputError: a file that cannot be read, or does not hold visits.
    """
    try:
        entries = json.loads(path.read_text())["visits"] if path.exists() else {}
        return {key: Visit(**{**one, "conclusion": Conclusion(one["conclusion"])}) for key, one in entries.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"{path} must hold the visits of an earlier search, as written by --resume; found {error!r}. "
            "Name another file, or delete this one."
        ) from None


def write_visits(path: Path, visits: Mapping[str, Visit]) -> None:
    """Write the visits, in one step, so that an interrupt leaves the file of before or the new one.

    Raises:
        InputError: a path that cannot be written.
    """
    entries = {key: {**asdict(visit), "conclusion": visit.conclusion.value} for key, visit in visits.items()}
    try:
        fresh = path.with_name(path.name + ".new")
        fresh.write_text(json.dumps({"visits": entries}, indent=1) + "\n")
        fresh.replace(path)
    except OSError as error:
        raise InputError(f"{path} must be a file that can be written: {error.strerror}. Name another.") from None
