"""The bundled lecture's width, derived once, and copies of the lecture with something changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ntkprops.statement.lecture import Lecture, bundled_lecture, load_lecture
from ntkprops.width import Derivation, derive

Altered = Callable[..., Lecture]


@pytest.fixture(scope="session")
def derivation() -> Derivation:
    """The width of the bundled lecture's theorem."""
    return derive(load_lecture(bundled_lecture()))


@pytest.fixture
def altered(tmp_path: Path) -> Altered:
    """A copy of the lecture in which texts are replaced, each at least once."""

    def copy(*changes: tuple[str, str]) -> Lecture:
        folder = tmp_path / "lecture"
        shutil.copytree(bundled_lecture(), folder, ignore=shutil.ignore_patterns("__pycache__"))
        for old, new in changes:
            files = [file for file in sorted(folder.glob("*.py")) if old in file.read_text()]
            assert files, f"{old} stands nowhere"
            for file in files:
                file.write_text(file.read_text().replace(old, new))
        return load_lecture(folder)

    return copy
