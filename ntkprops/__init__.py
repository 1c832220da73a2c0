r"""Property testing for lecture notes on the neural tangent kernel: is every printed formula proved, held or refuted?

``check(label, lecture=folder)`` in a test of your own; ``load_lecture``, ``judge_lecture`` and ``document`` for
reports; ``Statement``, ``Ledger``, ``Row``, ``Erratum``, ``cite``, ``definition`` and ``assume`` to write notes down,
``Notation`` and ``declare`` for their symbols. A name is loaded when it is first asked for, so that ``import
ntkprops`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any

HOMES = {
    "check": "checking",
    "load_lecture": "statement.lecture", "bundled_lecture": "statement.lecture", "Lecture": "statement.lecture",
    "judge_lecture": "trial.verdicts", "Judged": "trial.verdicts",
    "document": "report.document", "as_html": "report.html", "as_json": "report.plain",
    "Statement": "statement.model", "Ledger": "statement.model", "Row": "statement.model",
    "Erratum": "statement.model", "cite": "statement.model", "definition": "statement.model",
    "assume": "statement.model",
    "Notation": "language.notation", "declare": "language.notation",
    "Verdict": "verdict", "Outcome": "verdict",
    "load_ipython_extension": "report.notebook",
}  # fmt: skip

try:
    __version__ = version("ntkprops")
except PackageNotFoundError:  # a checkout that nobody installed
    __version__ = "0+unknown"


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(f"module 'ntkprops' has no attribute {name!r}")
    return getattr(import_module(f"ntkprops.{HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(["__version__", *HOMES])
