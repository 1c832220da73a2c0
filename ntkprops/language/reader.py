r"""Printed LaTeX to a typed tree: ``read(latex, notation)``.

The grammar is ``grammar.lark`` over the tokens of ``tokens.py``; this file turns its productions into
``Expr`` nodes, keeping printed order and spans. Nothing is evaluated and nothing is declared here: whether
a formula makes sense is for ``sorts.py`` to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice
from typing import Any

from lark import Lark, Token, Tree, UnexpectedInput
from lark.exceptions import VisitError
from lark.lexer import Lexer

from ntkprops.errors import FormulaError, UnreadError
from ntkprops.language.build import build
from ntkprops.language.choices import Choices, every
from ntkprops.language.clean import cleaned
from ntkprops.language.extents import bracketed
from ntkprops.language.notation import Notation
from ntkprops.language.sorts import Scope, UndeclaredError, sort_of
from ntkprops.language.tokens import tokens
from ntkprops.language.tree import HEADS, Expr
from ntkprops.language.vocabulary import trimmed

EXPECTED = {
    "RBRACE": "}", "RPAR": ")", "RBRACK": "]", "RNORM": r"\|", "RBAR": "|", "RSET": r"\}", "SYMBOL": "a symbol",
    "NUMBER": "a number", "REL": "a relation", "PLUS": "+", "MINUS": "-", "LBRACE": "{", "SUB": "_", "SUP": "^",
    "DIFF": "the end of the integral (ds)", "$END": "the end of the formula",
}  # fmt: skip


class _Fed(Lexer):
    """A lexer that Lark asks for and never calls: the tokens are fed by hand."""

    def __init__(self, lexer_conf: Any) -> None:
        del lexer_conf

    def lex(self, lexer_state: Any, parser_state: Any = None) -> Iterator[Token]:
        del lexer_state, parser_state
        yield from ()


@cache
def _parser() -> Lark:
    grammar = files("ntkprops.language").joinpath("grammar.lark").read_text()
    return Lark(grammar, parser="lalr", lexer=_Fed, propagate_positions=True, maybe_placeholders=False)


MOST_READINGS, MOST_TRIES = 8, 256


def heads() -> frozenset[str]:
    """Every head that ``read`` can make: what handles a formula handles these, or says that it does not."""
    return HEADS


def read(latex: str, notation: Notation) -> Expr:
    r"""Read one printed formula; where print may mean several things, as is usual (see ``readings``).

    Args:
        latex: the formula as printed, without ``$``; trailing punctuation is dropped.
        notation: the table that says how far a spelling goes and what may be applied.

    Returns:
        The tree in the printed order. A bare relation at the start (``\leq 3``) is read with an empty
        left side, ``Expr("blank")``, for the ledger to fill.

    Raises:
        UnreadError: where the formula cannot be read, with the span and what was expected.
        FormulaError: where an index has no range.

    >>> from ntkprops.language.notation import Notation, declare, positive
    >>> read("x < 2", Notation((declare("x", positive),))).name
    '<'
    """
    found = _meant(latex, notation)
    if isinstance(found, FormulaError):
        raise type(found)(found.message, latex=found.latex, span=found.span, hint=found.hint)
    return found[0]


def readings(latex: str, notation: Notation) -> tuple[Expr, ...]:
    r"""Every tree that a printed formula may mean, the one that ``read`` gives first; nobody means what makes no sense.

    Raises:
        UnreadError: where there are too many, and where there is none.

    >>> from ntkprops.language.latex import to_latex
    >>> from ntkprops.language.notation import Notation, declare, positive
    >>> [to_latex(tree) for tree in readings(r"\log n/m", Notation((declare("n", positive), declare("m", positive))))]
    ['\\log(\\frac{n}{m})', '\\frac{\\log(n)}{m}']
    """
    usual, found = read(latex, notation), _meant(latex, notation)
    if isinstance(found, FormulaError) or len(found) > MOST_READINGS:
        raise UnreadError("this may mean many things", latex=latex, span=usual.span, hint="print more brackets.")
    return found


@lru_cache(maxsize=4096)
def _meant(latex: str, notation: Notation) -> tuple[Expr, ...] | FormulaError:
    """Every reading, the usual one first, without those that make no sense where one does; else the first error."""
    text = trimmed(latex)
    tried = list(islice(every(lambda choose: _attempt(text, notation, choose)), MOST_TRIES))
    found = tuple(dict.fromkeys(tree for tree in tried if isinstance(tree, Expr)))
    if not found:
        return next(error for error in tried if isinstance(error, FormulaError))
    sensible = tuple(tree for tree in found if _may_be_meant(tree, notation)) if len(found) > 1 else found
    return sensible or found


def _may_be_meant(tree: Expr, notation: Notation) -> bool:
    """Whether the sorts agree, as far as they are known: what is bound elsewhere may be anything."""
    try:
        sort_of(tree, Scope(notation))
    except UndeclaredError:
        return True
    except FormulaError as error:
        return isinstance(error, UnreadError)
    return True


def _attempt(text: str, notation: Notation, choose: Choices) -> Expr | FormulaError:
    try:
        found = bracketed(tokens(text, notation, choose), choose)
        if found and found[0].type == "REL":
            found.insert(0, Token("SYMBOL", "", start_pos=0, end_pos=0))
        return cleaned(build(_parse(found), notation))
    except VisitError as error:
        if isinstance(error.orig_exc, FormulaError):
            return _located(error.orig_exc, text)
        raise
    except FormulaError as error:
        return _located(error, text)
    except UnexpectedInput as error:
        return _unexpected(error, text)


def _parse(found: list[Token]) -> Tree[Token]:
    parser = _parser().parse_interactive("")
    for token in found:
        parser.feed_token(token)
    return parser.feed_eof(found[-1] if found else None)


def _located(error: FormulaError, text: str) -> FormulaError:
    return error if error.latex else type(error)(error.message, latex=text, span=error.span, hint=error.hint)


def _unexpected(error: UnexpectedInput, text: str) -> FormulaError:
    token = getattr(error, "token", None)
    wanted = sorted(EXPECTED[name] for name in getattr(error, "expected", ()) if name in EXPECTED)
    hint = f"expected {' or '.join(wanted[:4])}" if wanted else ""
    if token is None or token.type == "$END":
        return UnreadError("the formula ends too early", latex=text, span=(len(text) - 1, len(text)), hint=hint)
    span = (token.start_pos or 0, token.end_pos or 0)
    return UnreadError(f"{text[slice(*span)]} cannot stand here", latex=text, span=span, hint=hint)
