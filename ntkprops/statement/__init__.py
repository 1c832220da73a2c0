"""What a lecture claims, as frozen data: statements, ledgers of rows, errata, and the reasons given."""

from ntkprops.statement import rules
from ntkprops.statement.lecture import Lecture, bundled_lecture, load_lecture
from ntkprops.statement.model import (
    Assume,
    Cite,
    Definition,
    Erratum,
    Ledger,
    Row,
    Statement,
    assume,
    cite,
    definition,
)
from ntkprops.statement.rules import RULES, Rule

__all__ = [
    "RULES",
    "Assume",
    "Cite",
    "Definition",
    "Erratum",
    "Lecture",
    "Ledger",
    "Row",
    "Rule",
    "Statement",
    "assume",
    "bundled_lecture",
    "cite",
    "definition",
    "load_lecture",
    "rules",
]
