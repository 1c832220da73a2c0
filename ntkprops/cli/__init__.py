"""The command line: one file a command, listed in ``commands``; what they share in ``screen``.

Exit status 0: all as it should be, printed errata confirmed; 1: something falls or is open, or this tool broke on a
claim; 2: something cannot be read, or the report not be written; 130: after Ctrl-C, with what was reached.
"""

from ntkprops.cli.commands import app

__all__ = ["app"]
