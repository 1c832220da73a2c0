r"""What may a formula mention, and what is said of a name that is not known? ``Scope`` and its errors."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ntkprops.errors import FormulaError, UnreadError
from ntkprops.language.notation import Notation, Sort
from ntkprops.language.tree import Expr
from ntkprops.language.vocabulary import APPLIED, is_word, trimmed


@dataclass(frozen=True)
class Scope:
    """What a formula may mention: the notation and the variables bound around it."""

    notation: Notation
    bound: dict[str, Sort] = field(default_factory=dict)
    exact_indices: bool = True

    def bind(self, name: str, sort: Sort) -> Scope:
        """The scope inside a binder of ``name``."""
        return replace(self, bound={**self.bound, name: sort})

    def lookup(self, expr: Expr) -> Sort:
        """The sort of a symbol. Raises ``FormulaError`` where nothing declares or binds it; a word is unread."""
        if expr.name in self.bound:
            return self.bound[expr.name]
        row = self.notation.table.get(expr.name)
        if row is not None:
            return row.whole
        if is_word(expr.name) or expr.name.endswith("'"):
            raise unknown(expr)
        near = self.notation.nearest(expr.name)
        raise UndeclaredError(
            f"{expr.name} is neither declared nor bound here",
            span=expr.span, hint=f"did you mean {near}?" if near else f"declare {expr.name} in the notation table.",
        )  # fmt: skip


class UndeclaredError(FormulaError):
    """A symbol that nothing declares and nothing binds."""


def unknown(expr: Expr) -> UnreadError:
    """The error of a name that has a meaning, which is not known here."""
    hint = "a name with a prime must be declared, and no derivative is read from it." if expr.name[-1:] == "'" else ""
    return UnreadError(f"no meaning is known for {expr.name}", span=expr.span, hint=hint)


def located(error: FormulaError, latex: str) -> FormulaError:
    r"""The error with the formula it is about; an undeclared name before a parenthesis may be a function: unread."""
    text = error.latex or trimmed(latex)
    if isinstance(error, UndeclaredError) and APPLIED.match(text, error.span[1]):
        name = text[slice(*error.span)]
        error = UnreadError(
            f"no meaning is known for {name}", span=error.span, hint=f"if {name} is of the notes, declare it."
        )
    error.latex = text
    return error
