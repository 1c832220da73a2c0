r"""Is a witness file what it must be? ``read_record(path)``; ``fitted(record, claim)``, against the claim it names.

Every field says what must hold of it, so that a damaged file is an error with the field's name, whatever befell it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

import numpy as np

from ntkprops.errors import InputError
from ntkprops.evidence import share
from ntkprops.proof.reading import CONSTANT
from ntkprops.sampling.claim import Claim
from ntkprops.sampling.frame import SORTS
from ntkprops.sampling.measure.instance import HORIZON
from ntkprops.sampling.measure.linear import has_mean
from ntkprops.sampling.widths import MOST

MOST_ROWS, MOST_COLUMNS = 16, 8  # of data: as many as are ever sampled
UNIT = 1e-9  # how far a row's norm may miss 1
WORD = 1 << 64
SHOWN = 60  # characters of what was found


@dataclass(frozen=True)
class Field:
    """A field of a witness file, what must hold of it, and whether it may be missing."""

    name: str
    must: str
    holds: Callable[[Any], bool]
    may_miss: bool = False


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e300 and isfinite(value)


def _is_share(value: Any) -> bool:
    return _is_number(value) and 0 < value < 1


def _is_count(low: int, high: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and low <= value < high


def _is_numbers(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_is_number, value.values()))


def _is_mapping(value: Any) -> bool:
    return isinstance(value, dict)


def _is_folder(value: Any) -> bool:
    try:
        return _is_text(value) and Path(value).is_dir()
    except (OSError, ValueError):  # no path at all
        return False


def _is_row(value: Any) -> bool:
    return isinstance(value, list) and 1 <= len(value) <= MOST_ROWS and all(map(_is_number, value))


def _is_table(value: Any) -> bool:
    rows = isinstance(value, list) and 1 <= len(value) <= MOST_ROWS and all(map(_is_row, value))
    return rows and len(value[0]) <= MOST_COLUMNS and all(len(row) == len(value[0]) for row in value)


LEVEL = Field("level", "a number between 0 and 1", _is_share)
GOAL = Field("goal", "the place of a conclusion, counted from 0", _is_count(0, 1000))
PLACE = Field("place", "the place of a choice, counted from 0", _is_count(0, 10**6))
FIELDS = (
    Field("label", "the label of a claim", _is_text),
    Field("corrected", "true or false", lambda value: isinstance(value, bool)),
    Field("lecture", "a folder, or null for the bundled lecture", lambda value: value is None or _is_folder(value)),
    Field("because", "a text", _is_text, may_miss=True),
    Field("false_alarm", "a number between 0 and 1", _is_share),
    Field("data", "an object with name, X and y", _is_mapping),
    Field("n", "the number of rows of X", _is_count(1, MOST_ROWS + 1)),
    Field("m", "a width, a whole number from 1", _is_count(1, MOST + 1)),
    Field("scalars", "an object of finite numbers", _is_numbers),
    Field("seed", "a whole number of 64 bits", _is_count(0, WORD)),
    Field("stream", "a whole number of 64 bits", _is_count(0, WORD)),
    Field("kind", "one of chance, mean, sure, wide", lambda value: _is_text(value) and value in KINDS),
    Field("exact", "an object", _is_mapping, may_miss=True),
    Field("versions", "an object", _is_mapping, may_miss=True),
    Field("replay", "a text", _is_text, may_miss=True),
)
DATA = (
    Field("name", "a text", _is_text),
    Field("X", f"1 to {MOST_ROWS} rows of 1 to {MOST_COLUMNS} finite numbers", _is_table),
    Field("y", "one finite number a row", _is_row),
)
KINDS: Mapping[str, tuple[Field, ...]] = {
    "chance": (PLACE, LEVEL, Field("delta", "a number between 0 and 1", _is_share),
               Field("times", "an object of finite numbers", _is_numbers)),
    "mean": (GOAL, PLACE, LEVEL, Field("sign", "1 or -1", lambda value: _is_number(value) and abs(value) == 1)),
    "sure": (GOAL, Field("number", "a whole number from 0", _is_count(0, 1000))),
    "wide": (LEVEL, Field("delta", "a number between 0 and 1", _is_share),
             Field("moment", "a time", lambda value: _is_number(value) and 0 <= value <= HORIZON)),
}  # fmt: skip


def read_record(path: Path) -> dict[str, Any]:
    """The fields of a witness file, each what it must be by itself.

    Raises:
        InputError: the file cannot be read, or a field is missing or is not what it must be.
    """
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(f"{path} must be a witness file in JSON: {error}. Write one with --witnesses.") from error
    if not isinstance(record, dict):
        raise InputError(f"{path} must be a witness file: one JSON object. Write one with --witnesses.")
    _check(record, FIELDS, path)
    _check(record["data"], DATA, path, inside="data.")
    _check(record, KINDS[record["kind"]], path)
    return record


def _check(record: Mapping[str, Any], fields: Iterable[Field], path: Path, *, inside: str = "") -> None:
    for field in fields:
        if field.name not in record:
            if not field.may_miss:
                raise InputError(f"{path} lacks {inside}{field.name}, {field.must}. Write it anew with --witnesses.")
        elif not field.holds(record[field.name]):
            raise _wrong(inside + field.name, record[field.name], field.must)


def fitted(record: Mapping[str, Any], claim: Claim) -> dict[str, Any]:
    """The record as a recipe for the claim that it names; of its numbers those that the claim still asks for.

    Raises:
        InputError: a field is not what the claim asks for.
    """
    data, frame = record["data"], claim.frame
    X, y = np.array(data["X"], dtype=float), data["y"]
    for name, found, must in (("n", record["n"], len(X)), ("the number of entries of data.y", len(y), len(X))):
        if found != must:
            raise _wrong(name, found, f"{must}, the number of rows of data.X")
    norms = np.linalg.norm(X, axis=1)
    if (np.abs(norms - 1) > UNIT).any():
        raise _wrong("the norm of a row of data.X", float(norms[np.abs(norms - 1).argmax()]), "1")
    most = MOST if record["kind"] == "wide" else frame.most_width
    if record["m"] > most:
        raise _wrong("m", record["m"], f"at most {most}, the widest layer that is drawn so")
    _check_kind(record, claim)
    return {**record, "scalars": _scalars(record, claim)}


def _check_kind(record: Mapping[str, Any], claim: Claim) -> None:
    goals, kind = claim.asked.goals, record["kind"]
    if record.get("goal", 0) >= len(goals):
        raise _wrong("goal", record["goal"], f"less than {len(goals)}, the number of conclusions")
    if claim.asked.probability is not None:
        fits = ("chance", "wide") if claim.times else ("chance",)
    else:
        fits = ("mean",) if has_mean(goals[record.get("goal", 0)].relation) else ("sure",)
    if kind not in fits:
        raise _wrong("kind", kind, f"{' or '.join(fits)}, as this claim is tried")
    most = share(claim.budget, claim.label)
    if record.get("level", most) > most:
        raise _wrong("level", record["level"], f"at most {most:.3g}, the share of this claim")
    for name, time in record.get("times", {}).items():
        if name not in claim.times or not 0 <= time <= HORIZON:
            raise _wrong(f"times.{name}", time, f"a time of this claim, from 0 to {HORIZON:g}")


def _scalars(record: Mapping[str, Any], claim: Claim) -> dict[str, float]:
    sorts = {name: sort.kind for name, sort in claim.asked.parameters}
    sorts |= {CONSTANT: "positive"} if claim.frame.has_constant else {}
    found = {}
    for name, kind in sorts.items():
        if name not in record["scalars"]:
            raise InputError(
                f"scalars lacks {name}, on which this claim depends. Write the file anew with --witnesses."
            )
        found[name] = float(record["scalars"][name])
        if kind in SORTS and not SORTS[kind](np.array([found[name]])).all():
            raise _wrong(f"scalars.{name}", found[name], f"a number of the sort {kind}")
    return found


def _wrong(name: str, found: Any, must: str) -> InputError:
    shown = repr(found)
    shown = shown if len(shown) <= SHOWN else shown[:SHOWN] + ".."
    return InputError(f"{name} is {shown}, must be {must}. Write the file anew with --witnesses.")
