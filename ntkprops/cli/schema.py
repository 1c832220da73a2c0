"""``ntkprops schema``: the shape of the JSON reports."""

from __future__ import annotations

import json

import typer

from ntkprops.cli.screen import app
from ntkprops.report.schema import schema as shape


@app.command(epilog="Example: ntkprops schema > ntkprops-report.schema.json")
def schema() -> None:
    """Print the JSON Schema of what ``check --json`` writes."""
    typer.echo(json.dumps(shape(), indent=2, ensure_ascii=False))
