r"""The package itself: its version, its names, and what importing it costs."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from importlib.resources import files

import pytest

import ntkprops


def test_importing_the_package_is_cheap() -> None:
    """No prover and no numbers are loaded before a name is asked for."""
    heavy = "{'sympy', 'numpy', 'rich', 'z3', 'ntkprops.errors', 'jinja2'} & set(sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys, ntkprops; ntkprops.__version__; print({heavy})"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize("name", sorted(ntkprops.HOMES))
def test_every_name_is_there(name: str) -> None:
    """What the package says it has, it has."""
    assert getattr(ntkprops, name) is not None
    assert name in dir(ntkprops)


def test_another_name_is_not() -> None:
    """The error names what was asked for."""
    with pytest.raises(AttributeError, match="no attribute 'prove'"):
        ntkprops.prove  # noqa: B018


def test_the_version_is_that_of_the_package() -> None:
    """One place says it."""
    assert ntkprops.__version__ == version("ntkprops")


def test_the_types_are_published() -> None:
    """A checker of types reads the sources."""
    assert files("ntkprops").joinpath("py.typed").is_file()
