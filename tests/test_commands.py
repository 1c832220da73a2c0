"""The commands are listed without being imported, and one that asks about a claim judges that claim."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ntkprops import cli
from ntkprops.cli.commands import COMMANDS, app

HEAVY = ("sympy", "numpy", "z3", "hypothesis", "flint", "lark", "ntkprops.language", "ntkprops.cli.check")


def imported_by(code: str) -> set[str]:
    """The modules that a fresh process holds after some code."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules)"], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_help_imports_no_command() -> None:
    """What every command does is printed before anything is imported that a command needs."""
    run = "from ntkprops.cli import app\ntry: app(['--help'])\nexcept SystemExit: pass"

    assert not imported_by(run) & set(HEAVY)


def test_the_plugin_imports_nothing_of_ours() -> None:
    """A project that has ntkprops installed and no lecture pays for one file."""
    found = imported_by("import ntkprops.pytest_plugin")

    assert {name for name in found if name.startswith("ntkprops")} == {"ntkprops", "ntkprops.pytest_plugin"}


def test_every_file_of_a_command_is_listed() -> None:
    """A file with a function of its own name is a command."""
    folder = Path(cli.__file__).parent
    files = {path.stem for path in folder.glob("*.py") if f"\ndef {path.stem}(" in path.read_text()}

    assert files == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_first_what_the_list_says(name: str) -> None:
    """The line of a command in the list of all is the first of its own help."""
    words = import_module(f"ntkprops.cli.{name}").__dict__[name].__doc__.split()[:4]
    shown = CliRunner().invoke(app, ["--help"]).output.split()

    assert any(shown[place : place + 4] == words for place in range(len(shown)))
