"""A folder of statements as one ``Lecture``: ``load_lecture(path)``, ``bundled_lecture()``.

A lecture folder holds ``notation.py`` with a ``Notation`` and any number of files with ``Statement`` and ``Ledger``
values at top level, a statement perhaps within its ledger alone; files are read in the order that ``__init__.py``
imports them, else by name. A file that raises is reported and the others are still read.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

from ntkprops.errors import LectureError
from ntkprops.language.notation import Notation
from ntkprops.statement.model import Ledger, Row, Statement


@dataclass(frozen=True)
class Lecture:
    """Statements and ledgers in printed order, the notation, and the files that could not be read.

    ``ORDER`` in the folder's ``__init__.py`` names the files in the lecture's order.
    """

    name: str
    notation: Notation
    parts: tuple[Statement | Ledger, ...]
    broken: tuple[str, ...] = field(default=())

    def rows(self) -> Iterator[tuple[Statement | Row, Ledger | None]]:
        """Every statement and row in order, a row with its ledger; a statement that stands in its ledger alone, too.

        A statement that concludes nothing only says what the rows of its ledger are given.
        """
        known = [part for part in self.parts if isinstance(part, Statement)]
        for part in self.parts:
            if isinstance(part, Statement):
                yield part, None
                continue
            if part.of not in known and part.of.then:
                known.append(part.of)
                yield part.of, None
            yield from ((row, part) for row in part.rows)


def bundled_lecture() -> Path:
    """The folder of lecture 12: beside the package in a checkout, inside it when installed."""
    inside = Path(__file__).parents[1] / "lectures" / "lecture12"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "proofs" / "lecture12"


def load_lecture(path: Path | str) -> Lecture:
    """Load a folder of statements.

    Raises:
        LectureError: where there is no such folder, no statement in it, no notation, or two equal labels.
    """
    folder = Path(path).resolve()
    if not folder.is_dir():
        raise LectureError(f"{path} must be a folder of statements; there is no such folder. Give the path of one.")
    package = _package(folder)
    order = getattr(package, "ORDER", None) or sorted(
        f.stem
        for f in folder.glob("*.py")
        if f.stem not in ("__init__", "notation", "conftest") and not f.stem.startswith("test_")
    )
    notation_module, failure = _module(package, folder, "notation")
    notation = (
        next((v for v in vars(notation_module).values() if isinstance(v, Notation)), None) if notation_module else None
    )
    if notation is None:
        raise LectureError(f"{folder.name}/notation.py must define a Notation; {failure or 'it holds none'}.")
    notation.table  # noqa: B018  a clash of spellings is said here, once
    parts: dict[str, Statement | Ledger] = {}
    broken: list[str] = []
    for name in order:
        module, failure = _module(package, folder, name)
        if module is None:
            broken.append(failure)
            continue
        for part in _parts(module):
            key = part.label if isinstance(part, Statement) else f"ledger {part.rows[0].label}"
            if parts.setdefault(key, part) != part:
                raise LectureError(f"the label {key} is given twice in {folder.name}; labels must differ. Rename one.")
    if not parts and not broken:
        raise LectureError(f"{folder} holds no statement. Add a file with a Statement at top level.")
    lecture = Lecture(folder.name, notation, tuple(parts.values()), tuple(broken))
    _check_labels(lecture)
    return lecture


def _package(folder: Path) -> ModuleType:
    name = f"ntkprops_lecture_{folder.name}_{hashlib.sha256(str(folder).encode()).hexdigest()[:8]}"
    for known in [key for key in sys.modules if key == name or key.startswith(name + ".")]:
        del sys.modules[known]
    spec = ModuleSpec(name, loader=None, origin=str(folder), is_package=True)
    package = importlib.util.module_from_spec(spec)
    package.__path__ = [str(folder)]
    sys.modules[name] = package
    start = folder / "__init__.py"
    if start.is_file():
        try:
            exec(compile(start.read_text(), str(start), "exec"), vars(package))
        except (Exception, SystemExit) as error:
            raise LectureError(f"{folder.name}/__init__.py raises {_said(error, folder)}.") from error
    return package


def _module(package: ModuleType, folder: Path, name: str) -> tuple[ModuleType | None, str]:
    """The module, or why it cannot be had."""
    file = folder / f"{name}.py"
    if not file.is_file():
        return None, f"{folder.name}/{name}.py does not exist"
    try:
        return importlib.import_module(f"{package.__name__}.{name}"), ""
    except (Exception, SystemExit) as error:  # a lecture file is a user's program: what it raises is told, no more
        return None, f"{folder.name}/{name}.py raises {_said(error, folder)}"


def _said(error: Exception | SystemExit, folder: Path) -> str:
    """What was raised, and the innermost line of the lecture, or of all where there is none."""
    frames = traceback.extract_tb(error.__traceback__)
    frames = [frame for frame in frames if Path(frame.filename).parent == folder] or frames
    where = f" (line {frames[-1].lineno} of {Path(frames[-1].filename).name})" if frames else ""
    return f"{type(error).__name__}: {error}{where}"


def _parts(module: ModuleType) -> Iterator[Statement | Ledger]:
    for value in vars(module).values():
        if isinstance(value, Statement | Ledger):
            yield value


def _check_labels(lecture: Lecture) -> None:
    seen: set[str] = set()
    for item, _ in lecture.rows():
        if item.label in seen:
            raise LectureError(
                f"the label {item.label} is given twice in {lecture.name}; labels must differ. Rename one."
            )
        seen.add(item.label)
