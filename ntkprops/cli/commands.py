"""Which commands are there? One file a command; it is imported once its command is called.

So that ``--help`` costs nothing, each command stands here by name alone; what it does is said by the docstring of the
function of that name in the file of that name, which is read and not run.
"""

from __future__ import annotations

import ast
import errno
import os
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

import ntkprops

COMMANDS = (
    "cache", "check", "coverage", "explain", "init", "mutate", "read", "replay", "schema", "threshold", "width",
)  # fmt: skip
EXIT_FALLS, EXIT_UNREADABLE, EXIT_INTERRUPTED = 1, 2, 130
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)  # errors of a write, which know no file


class Commands(TyperGroup):
    """The commands; what the system will not read or write is said in a line, whichever command it stops."""

    def main(self, *args: Any, **others: Any) -> Any:
        """Run a command."""
        try:
            return super().main(*args, **others)
        except OSError as error:
            if error.filename is None and error.errno not in FULL:
                raise
            what = error.filename if error.filename is not None else "the report"
            with suppress(OSError):
                sys.stderr.write(f"{what} cannot be read or written: {error.strerror}. Mend that, or name another.\n")
            _let_go_of_output()
            sys.exit(EXIT_UNREADABLE)


def _let_go_of_output() -> None:
    """What could not be written is not tried again at the end of the process."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Command(TyperCommand):
    """A command that is not imported yet."""

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **others: Any) -> Any:
        """The context of the command itself."""
        import_module(f"ntkprops.cli.{self.name}")
        return get_command(app).commands[self.name].make_context(info_name, args, parent=parent, **others)  # type: ignore[attr-defined]


def _help(name: str) -> str:
    """The docstring of a command."""
    tree = ast.parse((Path(__file__).parent / f"{name}.py").read_text(encoding="utf-8"))
    found = (ast.get_docstring(one) for one in tree.body if isinstance(one, ast.FunctionDef) and one.name == name)
    return next(found, None) or ""


app = typer.Typer(
    cls=Commands,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"ntkprops {ntkprops.__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Check lecture notes on the neural tangent kernel: every printed formula gets a verdict."""


for _name in COMMANDS:
    app.command(_name, cls=Command, help=_help(_name))(lambda: None)

__all__ = ["COMMANDS", "EXIT_FALLS", "EXIT_INTERRUPTED", "EXIT_UNREADABLE", "app"]
