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
from ntkprops.language.reader import read
from ntkprops.language.sorts import Scope, sort_of
from ntkprops.language.tree import Expr

__all__ = [
    "Expr",
    "Notation",
    "Scope",
    "Symbol",
    "count",
    "declare",
    "event",
    "family_of",
    "function",
    "index",
    "matrix",
    "nonnegative",
    "positive",
    "probability",
    "read",
    "real",
    "sign",
    "sort_of",
    "time",
    "to_latex",
    "vector",
]
