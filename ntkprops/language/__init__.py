"""What a printed formula says: the reader, the notation table, the typed tree, and LaTeX back out."""

from ntkprops.language.latex import to_latex
from ntkprops.language.notation import (
    Notation,
    Symbol,
    count,
    declare,
    event,
    family_of,
    function,
    index,
    matrix,
    nonnegative,
    positive,
    probability,
    real,
    sign,
    time,
    vector,
)
from ntkprops.language.reader import heads, read, readings
from ntkprops.language.sorts import Scope, sort_of
from ntkprops.language.tokens import continues
from ntkprops.language.tree import Expr

__all__ = [
    "Expr",
    "Notation",
    "Scope",
    "Symbol",
    "continues",
    "count",
    "declare",
    "event",
    "family_of",
    "function",
    "heads",
    "index",
    "matrix",
    "nonnegative",
    "positive",
    "probability",
    "read",
    "readings",
    "real",
    "sign",
    "sort_of",
    "time",
    "to_latex",
    "vector",
]
