"""``python -m ntkprops`` is ``ntkprops``."""

from ntkprops.cli import app

app(prog_name="ntkprops")
