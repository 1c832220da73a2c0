"""The command line: one file a command, what they share in ``screen``.

Exit status 0: all as it should be, printed errata confirmed; 1: something falls or is open, or this tool broke on a
claim; 2: something cannot be read, or the report not be written; 130: after Ctrl-C, with what was reached.
"""

from ntkprops.cli import (  # each registers its command
    check,
    coverage,
    explain,
    init,
    mutate,
    read,
    replay,
    schema,
    threshold,
    width,
)
from ntkprops.cli.screen import app

__all__ = [
    "app", "check", "coverage", "explain", "init", "mutate", "read", "replay", "schema", "threshold", "width",
]  # fmt: skip
