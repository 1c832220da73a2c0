r"""Printed LaTeX to a typed tree: ``read(latex, notation)``.

The grammar is ``grammar.lark`` over the tokens of ``tokens.py``; this file turns its productions into
``Expr`` nodes, keeping printed order and spans. Nothing is evaluated and nothing is declared here: whether
a formula makes sense is for ``sorts.py`` to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from lark import Lark, Token, Transformer, Tree, UnexpectedInput
from lark.exceptions import VisitError
from lark.lexer import Lexer

from ntkprops.errors import FormulaError
from ntkprops.language.notation import Notation
from ntkprops.language.tokens import tokens
from ntkprops.language.tree import Expr, number, symbol

PAYLOAD = frozenset(
    {"SYMBOL", "NUMBER", "CONSTANT", "REL", "BIGOP", "MAXMIN", "FUN", "EIG", "LANDAU", "LAW", "SPACE", "IND"}
    | {"DIFF", "DOVER", "DDT", "CUP", "CAP", "SUB", "SUP"}
)
NAMES = {"\\sum": "sum", "\\prod": "prod", "\\bigcup": "bigunion", "\\bigcap": "bigintersection"}
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


def _join(args: list[Any], head: str, name: str = "") -> Expr:
    parts = tuple(arg for arg in args if isinstance(arg, Expr))
    return Expr(head, parts, name)


def _ranges(lower: Expr, upper: Expr | None) -> list[tuple[Expr, Expr | None, Expr | None]]:
    r"""The variables and ranges of ``_{k=1}^m``, ``_{ij}``, ``_{i,j=1}^n``, ``_{1 \leq i \leq n}``, ``_{i \in [n]}``"""
    if lower.head == "items":
        *first, last = lower.args
        (variable, low, high), *_ = _ranges(last, upper)
        return [(name, low, high) for name in (*first, variable)]
    if lower.head == "chain" and lower.name == "=":
        names = lower.args[0].args if lower.args[0].head == "mul" else (lower.args[0],)
        return [(name, lower.args[1], upper) for name in names]
    if lower.head == "chain" and lower.name == "<= <=":
        low, variable, high = lower.args
        return [(variable, low, high)]
    if lower.head == "chain" and lower.name == "in" and lower.args[1].head == "space":
        return [(lower.args[0], number(1), lower.args[1].args[0])]
    if lower.head == "mul":
        return [(name, None, None) for name in lower.args]
    return [(lower, None, None)]


class _Build(Transformer[Token, Expr]):
    """One method a production; each returns a node without its span, which ``__default__`` adds."""

    def __init__(self, notation: Notation) -> None:
        super().__init__(visit_tokens=False)
        self.notation = notation

    def _range_of(self, variable: Expr) -> Expr:
        row = self.notation.table.get(variable.name)
        if row is None or row.sort.kind != "index":
            raise FormulaError(
                f"the range of {variable.name or 'this index'} is not printed, and it is no declared index",
                span=variable.span, hint=f"declare index({variable.name!r}, over=...) or print the range.",
            )  # fmt: skip
        return symbol(row.sort.dims[0])

    def _bind(self, head: str, lower: Expr, upper: Expr | None, body: Expr) -> Expr:
        for variable, low, high in reversed(_ranges(lower, upper)):
            body = Expr(head, (variable, low or number(1), high or self._range_of(variable), body))
        return body

    def items(self, args: list[Any]) -> Expr:
        parts = [arg for arg in args if isinstance(arg, Expr)]
        return parts[0] if len(parts) == 1 else _join(parts, "items")

    def chain(self, args: list[Any]) -> Expr:
        terms = [arg for arg in args if isinstance(arg, Expr)]
        if len(terms) == 1:
            return terms[0]
        names = [str(arg) for arg in args if isinstance(arg, Token)]
        for place, name in enumerate(names, start=1):
            if name == "in" and terms[place].head == "brackets":
                terms[place] = replace(terms[place], head="space", name="[]")
        return Expr("chain", tuple(terms), " ".join(names))

    def union(self, args: list[Any]) -> Expr:
        result, rest = args[0], args[1:]
        for op, right in zip(rest[::2], rest[1::2], strict=True):
            result = Expr("union" if op.type == "CUP" else "intersection", (result, right))
        return result

    def add(self, args: list[Any]) -> Expr:
        left, right = args
        return Expr("add", (*left.args, right) if left.head == "add" else (left, right))

    def subtract(self, args: list[Any]) -> Expr:
        return self.add([args[0], Expr("neg", (args[1],), span=args[1].span)])

    def multiply(self, args: list[Any]) -> Expr:
        left, right = args
        return Expr("mul", (*left.args, right) if left.head == "mul" else (left, right))

    multiply_dot = multiply

    def subscript(self, args: list[Any]) -> Expr:
        base, _, script = args
        if base.head in ("norm", "set"):
            return self._scripted(base, script)
        if script.head == "mul" and all(arg.head in ("symbol", "number") for arg in script.args):
            parts = script.args
        elif script.head == "number" and len(script.name) > 1:
            parts = tuple(replace(script, name=digit) for digit in script.name)
        else:
            parts = script.args if script.head == "items" else (script,)
        if base.head == "apply":  # u(s)_i and u_i(s) are one thing
            return Expr("entry", (base, *parts))
        return Expr("entry", (base, *parts))

    def _scripted(self, base: Expr, script: Expr) -> Expr:
        if base.head == "set":
            return Expr("family", (*_ranges(script, None)[0][:2], number(1), base.args[0]), "open")  # type: ignore[arg-type]
        spelled = "".join(part.name for part in script.args) if script.head == "mul" else script.name
        kind = {"infty": "\\infty"}.get(spelled, spelled)
        if kind not in ("1", "2", "F", "\\infty", "op"):
            raise FormulaError(f"{kind or 'this'} names no norm", span=script.span, hint="known: 1, 2, F, op, \\infty.")
        return replace(base, name="2" if kind == "op" else kind)

    def power(self, args: list[Any]) -> Expr:
        base, _, exponent = args
        if base.head == "family" and base.name == "open":
            variable, low, _, body = base.args
            return Expr("family", (variable, low, exponent, body))
        return Expr("pow", (base, exponent))

    def apply(self, args: list[Any]) -> Expr:
        base, inside = (arg for arg in args if isinstance(arg, Expr))
        parts = inside.args if inside.head == "items" else (inside,)
        if base.head == "entry":  # w_k(0) is the k-th entry of w(0)
            return Expr("entry", (Expr("apply", (base.args[0], *parts)), *base.args[1:]))
        return Expr("apply", (base, *parts))

    def function(self, args: list[Any]) -> Expr:
        word, inside = args
        name = {"\\ln": "log", "\\sup": "max", "\\inf": "min"}.get(str(word), str(word).lstrip("\\"))
        inside = _ungroup(inside)
        return Expr(name, inside.args if inside.head in ("items", "set") else (inside,))

    def expect(self, args: list[Any]) -> Expr:
        *drawn, body = (arg for arg in args if isinstance(arg, Expr))
        return Expr("E", (_ungroup(body), *drawn))

    def probability(self, args: list[Any]) -> Expr:
        body = _event(args[-1])
        return Expr("Pr", (body, args[1]) if len(args) == 3 and isinstance(args[0], Token) else (body,))

    def indicator(self, args: list[Any]) -> Expr:
        return Expr("indicator", (_event(args[-1]),))

    def big(self, args: list[Any]) -> Expr:
        lower, *upper, body = (arg for arg in args if isinstance(arg, Expr))
        return self._bind(NAMES[str(args[0])], lower, upper[0] if upper else None, body)

    def extremum(self, args: list[Any]) -> Expr:
        op, _, lower, body = args
        return self._bind("maximum" if str(op) in ("\\max", "\\sup") else "minimum", lower, None, body)

    def integral(self, args: list[Any]) -> Expr:
        low, high, body, end = (arg for arg in args if isinstance(arg, Expr) or arg.type == "DIFF")
        return Expr("integral", (symbol(str(end)), low, high, body))

    def derivative(self, args: list[Any]) -> Expr:
        return Expr("derivative", (args[0], symbol(str(args[1]))))

    def ddt(self, args: list[Any]) -> Expr:
        return Expr("derivative", (args[1], symbol(str(args[0]))))

    def gradient(self, args: list[Any]) -> Expr:
        return Expr("grad", (args[-1], args[1]) if len(args) == 3 else (args[-1],))

    def bars(self, args: list[Any]) -> Expr:
        return Expr("abs", (args[0],))

    def eigenvalue(self, args: list[Any]) -> Expr:
        return Expr(str(args[0]), (_ungroup(args[1]),))

    def landau(self, args: list[Any]) -> Expr:
        return Expr("landau", (args[1],), str(args[0]).lstrip("\\"))

    def law(self, args: list[Any]) -> Expr:
        inside = _ungroup(args[1])
        return Expr("law", inside.args if inside.head in ("items", "set") else (inside,), str(args[0]))

    def space(self, args: list[Any]) -> Expr:
        return Expr("space", tuple(arg for arg in args if isinstance(arg, Expr)), str(args[0]))

    def qualified(self, args: list[Any]) -> Expr:
        return Expr("items", (args[0], Expr("forall", (args[1],))))

    def set(self, args: list[Any]) -> Expr:
        inside = args[0]
        return Expr("set", inside.args if inside.head == "items" else (inside,))

    def symbol(self, args: list[Any]) -> Expr:
        return Expr("symbol", name=str(args[0]))

    def number(self, args: list[Any]) -> Expr:
        return Expr("number", name=str(args[0]))

    def constant(self, args: list[Any]) -> Expr:
        return Expr("constant", name=str(args[0]))

    def same(self, args: list[Any]) -> Expr:
        return args[0]

    def dots(self, args: list[Any]) -> Expr:
        del args
        return Expr("dots")


def _plain(head: str) -> Callable[[_Build, list[Any]], Expr]:
    """A production whose node is its parts in order."""
    return lambda _, args: _join(args, head)


for _rule, _head in {
    "negate": "neg", "divide": "div", "fraction": "div", "transpose": "transpose", "sqrt": "sqrt", "dot": "dot",
    "inner": "inner", "norm": "norm", "partial": "partial", "forall": "forall", "exists": "exists",
    "parens": "parens", "brackets": "brackets", "root": "root",
}.items():  # fmt: skip
    setattr(_Build, _rule, _plain(_head))


def _ungroup(expr: Expr) -> Expr:
    return expr.args[0] if expr.head in ("parens", "brackets") else expr


def _event(expr: Expr) -> Expr:
    """What stands in ``Pr[..]``: a relation, an event, or several conditions at once."""
    inside = _ungroup(expr)
    if inside.head == "items":
        return Expr("set", inside.args, span=inside.span)
    return inside.args[0] if inside.head == "set" and len(inside.args) == 1 else inside


def _clean(expr: Expr) -> Expr:
    """Grouping dropped, lists told from groups, elided families spelled out."""
    if expr.head in ("parens", "brackets"):
        (inside,) = expr.args
        return replace(inside, head="listing") if inside.head == "items" else inside
    if expr.head == "transpose" and expr.args[0].head == "listing":
        return _family(expr.args[0]) or expr
    return expr


def _family(listing: Expr) -> Expr | None:
    r"""``[f(x_1), \dots, f(x_n)]^\top`` as the vector with i-th component ``f(x_i)``."""
    if len(listing.args) < 3 or listing.args[-2].head != "dots":
        return None
    first, last = listing.args[0], listing.args[-1]
    ends: set[Expr] = set()
    body = _unify(first, last, ends)
    if body is None or len(ends) != 1:
        return None
    return Expr("family", (symbol("i"), number(1), ends.pop(), body), span=listing.span)


def _unify(first: Expr, last: Expr, ends: set[Expr]) -> Expr | None:
    """The common shape of the first and the last member, ``i`` where they differ (1 against the end)."""
    if first == last:
        return first
    if first == number(1):
        ends.add(last)
        return symbol("i")
    if (first.head, first.name, len(first.args)) != (last.head, last.name, len(last.args)) or not first.args:
        return None
    parts = [_unify(one, other, ends) for one, other in zip(first.args, last.args, strict=True)]
    return None if None in parts else replace(first, args=tuple(part for part in parts if part))


def _spanned(build: _Build) -> _Build:
    """The builder with every node carrying the span of its production."""

    def call(data: Any, children: list[Any], meta: Any) -> Expr:
        node = getattr(build, data)([c for c in children if isinstance(c, Expr) or c.type in PAYLOAD])
        span = (meta.start_pos, meta.end_pos) if not meta.empty else (0, 0)
        return replace(node, span=span) if node.span == (0, 0) else node

    build._call_userfunc = lambda tree, new_children=None: call(  # type: ignore[method-assign]
        tree.data, tree.children if new_children is None else new_children, tree.meta
    )
    return build


@cache
def _parser() -> Lark:
    grammar = files("ntkprops.language").joinpath("grammar.lark").read_text()
    return Lark(grammar, parser="lalr", lexer=_Fed, propagate_positions=True, maybe_placeholders=False)


@lru_cache(maxsize=4096)
def read(latex: str, notation: Notation) -> Expr:
    r"""Read one printed formula.

    Args:
        latex: the formula as printed, without ``$``; trailing punctuation is dropped.
        notation: the table that says how far a spelling goes and what may be applied.

    Returns:
        The tree in the printed order. A bare relation at the start (``\leq 3``) is read with an empty
        left side, ``Expr("blank")``, for the ledger to fill.

    Raises:
        FormulaError: where the formula cannot be read, with the span and what was expected.

    >>> from ntkprops.language.notation import Notation, declare, positive
    >>> read("x < 2", Notation((declare("x", positive),))).name
    '<'
    """
    text = latex.rstrip(" \n\t.,;")
    try:
        found = tokens(text, notation)
        if found and found[0].type == "REL":
            found.insert(0, Token("SYMBOL", "", start_pos=0, end_pos=0))
        return _finish(_spanned(_Build(notation)).transform(_parse(found)))
    except VisitError as error:
        if isinstance(error.orig_exc, FormulaError):
            raise _located(error.orig_exc, text) from None
        raise
    except FormulaError as error:
        raise _located(error, text) from None
    except UnexpectedInput as error:
        raise _unexpected(error, text) from None


def _parse(found: list[Token]) -> Tree[Token]:
    parser = _parser().parse_interactive("")
    for token in found:
        parser.feed_token(token)
    return parser.feed_eof(found[-1] if found else None)


def _finish(expr: Expr) -> Expr:
    args = tuple(_finish(arg) for arg in expr.args)
    node = _clean(replace(expr, args=args))
    return Expr("blank") if node.head == "symbol" and not node.name else node


def _located(error: FormulaError, text: str) -> FormulaError:
    return error if error.latex else FormulaError(error.message, latex=text, span=error.span, hint=error.hint)


def _unexpected(error: UnexpectedInput, text: str) -> FormulaError:
    token = getattr(error, "token", None)
    wanted = sorted(EXPECTED[name] for name in getattr(error, "expected", ()) if name in EXPECTED)
    hint = f"expected {' or '.join(wanted[:4])}" if wanted else ""
    if token is None or token.type == "$END":
        return FormulaError("the formula ends too early", latex=text, span=(len(text) - 1, len(text)), hint=hint)
    span = (token.start_pos or 0, token.end_pos or 0)
    return FormulaError(f"{text[slice(*span)]} cannot stand here", latex=text, span=span, hint=hint)
