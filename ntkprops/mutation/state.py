r"""What was reached before a run ended? One JSON line a result, in a file that a later run takes up again."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from ntkprops.errors import InputError
from ntkprops.mutation.fate import Fate, Result
from ntkprops.mutation.mutants import Mutant
from ntkprops.statement.lecture import Lecture
from ntkprops.trial.altered import Part


def as_object(result: Result) -> dict[str, Any]:
    """A result as JSON carries it; ``from_object`` reads it back."""
    mutant = result.mutant
    return {
        "label": mutant.part.label, "part": mutant.part.name, "index": mutant.part.index, "printed": mutant.part.latex,
        "kind": mutant.kind, "edit": mutant.name, "span": list(mutant.span), "latex": mutant.latex,
        "fate": result.fate.value, "where": result.where, "because": result.because, "values": result.values,
    }  # fmt: skip


def from_object(one: dict[str, Any]) -> Result:
    """A result from what ``as_object`` gave."""
    part = Part(one["label"], one["part"], one["index"], one["printed"])
    start, stop = one["span"]
    mutant = Mutant(part, one["kind"], one["edit"], one["latex"], (start, stop))
    return Result(mutant, Fate(one["fate"]), one["because"], one["where"], one["values"])


def fingerprint(lecture: Lecture) -> str:
    """The same for lectures that say the same in the same notation."""
    return hashlib.sha256(repr((lecture.notation.symbols, lecture.notation.always, lecture.parts)).encode()).hexdigest()


def resumed(file: Path, lecture: Lecture) -> list[Result]:
    """The results in a file, none where there is no file; a last line that was cut short is left out.

    Raises:
        InputError: the file is of another lecture, or no file of results.
    """
    if not file.is_file() or not file.read_text():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps({"lecture": lecture.name, "fingerprint": fingerprint(lecture)}) + "\n")
        return []
    head, *lines = file.read_text().splitlines(keepends=True)
    try:
        known = json.loads(head)["fingerprint"]
    except (ValueError, KeyError, TypeError):
        raise InputError(f"{file} must hold results of mutants; its first line is another. Name a new file.") from None
    if known != fingerprint(lecture):
        raise InputError(f"{file} holds mutants of another form of {lecture.name}. Name a new file, or delete it.")
    whole = [line for line in lines if line.endswith("\n")]
    file.write_text(head + "".join(whole))
    return [from_object(json.loads(line)) for line in whole]


def noted(file: Path, result: Result) -> None:
    """Appends a result."""
    with file.open("a") as stream:
        stream.write(json.dumps(as_object(result), ensure_ascii=False) + "\n")


__all__ = ["as_object", "fingerprint", "from_object", "noted", "resumed"]
