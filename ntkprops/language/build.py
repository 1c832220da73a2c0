r"""From the productions of the grammar to nodes: one method a production, in printed order, nothing evaluated."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from lark import Token, Tree
from lark.visitors import Transformer_NonRecursive

from ntkprops.errors import FormulaError, UnreadError
from ntkprops.language.blocks import Blocks, counted, operator_over, spelled_identity, ungroup
from ntkprops.language.chances import Chances
from ntkprops.language.indices import applied, lowered, raised
from ntkprops.language.notation import Notation
from ntkprops.language.ranges import (
    interval_of,
    is_index,
    is_infinite,
    is_whole_range,
    membership,
    quantified_membership,
    ranges,
    within,
)
from ntkprops.language.tree import Expr, number, symbol
from ntkprops.language.vocabulary import IDENTITIES

PAYLOAD = frozenset(
    {"SYMBOL", "NUMBER", "CONSTANT", "REL", "BIGOP", "MAXMIN", "FUN", "EIG", "LANDAU", "LAW", "SPACE", "IND"}
    | {"DIFF", "DOVER", "DDT", "CUP", "CAP", "SUB", "SUP", "EPOW", "MINUSSET", "ODOT", "OVER", "IMPLIES", "SOFT"}
)
REAL = {"sup": "supremum", "inf": "infimum"}
KINDS = frozenset({"maximum", "minimum", "bigunion", "bigintersection"})
NAMES = {"\\sum": "sum", "\\prod": "prod", "\\bigcup": "bigunion", "\\bigcap": "bigintersection"}


def _join(args: list[Any], head: str, name: str = "") -> Expr:
    parts = tuple(arg for arg in args if isinstance(arg, Expr))
    return Expr(head, parts, name)


class Build(Blocks, Chances, Transformer_NonRecursive[Token, Expr]):
    """One method a production; each returns a node without its span, which ``__default__`` adds."""

    def __init__(self, notation: Notation) -> None:
        super().__init__(visit_tokens=False)
        self.notation = notation

    def _range_of(self, variable: Expr) -> Expr:
        if variable.head != "symbol":
            raise UnreadError("no meaning is known for this range", span=variable.span)
        row = self.notation.table.get(variable.name)
        if row is None or row.sort.kind != "index":
            kind = FormulaError if self.notation.open is None else UnreadError  # a table that was found lacks it
            raise kind(
                f"the range of {variable.name or 'this index'} is not printed, and it is no declared index",
                span=variable.span, hint=f"declare index({variable.name!r}, over=...) or print the range.",
            )  # fmt: skip
        return symbol(row.sort.dims[0])

    def _bind(self, head: str, lower: Expr, upper: Expr | None, body: Expr) -> Expr:
        finite = {"sup": "maximum", "inf": "minimum"}.get(head, head)
        if upper is None and not self._is_counted(finite, lower, body):
            return self._over_interval(head, lower, body) or operator_over(head, lower, body, self.notation)
        head = finite
        for variable, low, high in reversed(ranges(lower, upper)):
            body = Expr(head, (variable, low or number(1), high or self._range_of(variable), body))
        return body

    def _over_interval(self, head: str, lower: Expr, body: Expr) -> Expr | None:
        r"""A supremum over an interval of real numbers; None for any other operator and any other set."""
        found = interval_of(ungroup(lower)) if head in REAL else None
        if found is None:
            return None
        variable, low, high, name = found
        row = self.notation.table.get(variable.name)
        below = {"real"} if is_infinite(low) else {"real", "time", "positive", "nonnegative", "probability"}
        fits = row is None or (row.whole.is_scalar and row.sort.kind in below)
        if variable.head != "symbol" or not fits or is_index(variable, body) or variable.name in low.free | high.free:
            return None
        return Expr(REAL[head], (variable, low, high, body), name)

    def _is_counted(self, head: str, lower: Expr, body: Expr) -> bool:
        """Whether every range below an operator is one of whole numbers, with its ends printed or declared."""
        known = [(variable, low) for variable, low, _ in ranges(lower, None)]
        if any(variable.head != "symbol" for variable, _ in known):
            return False
        if head in ("sum", "prod"):
            last = lower.args[-1] if lower.head == "items" else lower
            return last.head != "chain" or last.name != "in" or is_whole_range(last.args[1])
        return head in KINDS and all(self._is_whole(variable, lower, body) for variable, _ in known)

    def _is_whole(self, variable: Expr, lower: Expr, body: Expr) -> bool:
        """Whether a range runs through whole numbers: its variable is declared so, or is an index of the body."""
        row, last = self.notation.table.get(variable.name), lower.args[-1] if lower.head == "items" else lower
        if row is not None and not (last.head == "chain" and is_whole_range(last.args[-1])):
            return row.sort.kind == "index"
        ranges = last.head == "chain" and (last.name in ("in", "=") or is_index(variable, body))
        return variable.head == "symbol" and ranges

    def items(self, args: list[Any]) -> Expr:
        """Formulas side by side; ``\\forall i, j \\in [n]`` quantifies both, as does ``\\forall x, y``."""
        parts: list[Expr] = []
        for arg in (arg for arg in args if isinstance(arg, Expr)):
            parts += arg.args if arg.head == "items" else (arg,)
        for place in range(len(parts) - 1, 0, -1):
            before, what = parts[place - 1], quantified_membership(parts[place])
            if before.head == "forall" and before.args[0].head == "symbol" and what is not None:
                parts[place] = Expr("forall", (what,), span=parts[place].span)
                chain = replace(what, args=(before.args[0], what.args[1]))
                parts[place - 1] = replace(before, args=(chain,))
        for place in range(1, len(parts)):
            before, what = parts[place - 1], parts[place]
            row, bound = self.notation.table.get(what.name), before.head == "forall" and before.args[0].head == "symbol"
            if bound and what.head == "symbol" and (row is None or row.sort.kind != "event"):
                parts[place] = Expr("forall", (what,), span=what.span)
        parts = counted(parts)
        return parts[0] if len(parts) == 1 else _join(parts, "items")

    def chain(self, args: list[Any]) -> Expr:
        """Relations in a row; a membership in an interval is two inequalities."""
        terms = [arg for arg in args if isinstance(arg, Expr)]
        if len(terms) == 1:
            return terms[0]
        names = [str(arg) for arg in args if isinstance(arg, Token)]
        if names[0] == "=:" and len(names) == 1:
            terms, names = terms[::-1], [":="]
        if names[0] == "=:":
            raise UnreadError("nothing can follow a definition that is turned", span=terms[-1].span)
        names = [":=" if name == "=:" else name for name in names]
        parts: list[Expr] = []
        for place in [place for place, name in enumerate(names) if name == "in"]:
            terms[place + 1] = membership(terms[place + 1])
            if terms[place + 1].head == "interval":
                parts.append(within(terms[place], terms[place + 1]))
                names[place] = ""
        if not parts:
            return Expr("chain", tuple(terms), " ".join(names))
        if "" in names[:-1]:
            raise UnreadError("nothing can follow an interval in a row of relations", span=terms[-1].span)
        before = [Expr("chain", tuple(terms[:-1]), " ".join(names[:-1]))] if len(names) > 1 else []
        return self.items([*before, *parts])

    def union(self, args: list[Any]) -> Expr:
        result, rest = args[0], args[1:]
        for op, right in zip(rest[::2], rest[1::2], strict=True):
            right = Expr("not", (right,), span=right.span) if op.type == "MINUSSET" else right
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

    def multiply_juxtaposed(self, args: list[Any]) -> Expr:
        if args[0].head == "kronecker":  # what stands side by side binds tighter
            left, right = args[0].args
            return Expr("kronecker", (left, self.multiply_juxtaposed([right, args[1]])))
        if args[0].head == "hadamard":
            raise UnreadError("this may be multiplied in two orders", span=args[1].span, hint="print brackets.")
        last = args[0].args[-1] if args[0].head == "mul" else args[0]
        if last.head == args[1].head == "number":
            raise UnreadError(
                f"{last.name} and {args[1].name} stand side by side", span=(last.span[0], args[1].span[1]),
                hint=r"write one number, or \cdot between two.",
            )  # fmt: skip
        return self.multiply(args)

    def subscript(self, args: list[Any]) -> Expr:
        base, _, script = args
        if base.head in ("norm", "set") or (base.head in ("brackets", "parens") and script.head == "chain"):
            return self._scripted(base, script)
        if script.head == "mul" and all(arg.head in ("symbol", "number") for arg in script.args):
            parts = script.args
        elif script.head == "number" and script.name.isdigit():
            parts = tuple(replace(script, name=digit) for digit in script.name)
        else:
            parts = script.args if script.head == "items" else (script,)
        if base.head == "identity" and len(parts) == 1:
            return Expr("identity", parts)
        return lowered(base, parts, self.notation)

    def _scripted(self, base: Expr, script: Expr) -> Expr:
        if base.head != "norm":
            return self._family(base, script)
        spelled = "".join(part.name for part in script.args) if script.head == "mul" else script.name
        kind = re.sub(r"\\(?:mathrm|text|textup|mathsf|mathit|operatorname)\{(.*)\}", r"\1", spelled)
        kind = {"infty": "\\infty"}.get(kind, kind)
        if kind in ("1", "2", "F", "\\infty", "op"):
            return replace(base, name="2" if kind == "op" else kind)
        if script.head in ("symbol", "number") and not self._is_matrix(script):
            return Expr("pnorm", (base.args[0], script))
        raise UnreadError(f"{kind or 'this'} names no norm", span=script.span, hint="known: 1, 2, p, F, op, \\infty.")

    def _is_matrix(self, script: Expr) -> bool:
        row = self.notation.table.get(script.name)
        return script.name in ("H", "A") if row is None else not row.sort.is_scalar

    def _family(self, base: Expr, script: Expr) -> Expr:
        r"""``\{w_k\}_{k=1}``, whose end is printed above it or else declared."""
        variable, low, high = ranges(script, None)[0]
        row = self.notation.table.get(variable.name)
        declared = symbol(row.sort.dims[0]) if row is not None and row.sort.kind == "index" else Expr("blank")
        return Expr("family", (variable, low or number(1), high or declared, base.args[0]), "open")

    def power(self, args: list[Any]) -> Expr:
        base, _, exponent = args
        if base.head == "family" and base.name == "open":
            variable, low, _, body = base.args
            return Expr("family", (variable, low, exponent, body))
        return raised(base, exponent, self.notation)

    def apply(self, args: list[Any]) -> Expr:
        base, inside = (arg for arg in args if isinstance(arg, Expr))
        return applied(base, inside.args if inside.head == "items" else (inside,), self.notation)

    def function(self, args: list[Any]) -> Expr:
        word, inside = args
        _refuse_supremum(word)
        name = {"\\ln": "log", "sign": "sgn"}.get(str(word), str(word).lstrip("\\"))
        if inside.head == "given":
            return replace(inside, head="conditional", name=name)
        inside = ungroup(inside)
        parts = inside.args if inside.head in ("items", "set") else (inside,)
        if name not in ("max", "min") and len(parts) > (2 if name == "Cov" else 1):
            raise UnreadError(f"{name} is of one thing; found {len(parts)}", span=(word.start_pos, inside.span[1]))
        return Expr(name, parts)

    def big(self, args: list[Any]) -> Expr:
        lower, *upper, body = (arg for arg in args if isinstance(arg, Expr))
        return self._bind(NAMES[str(args[0])], lower, upper[0] if upper else None, body)

    def extremum(self, args: list[Any]) -> Expr:
        op, _, lower, body = args
        name = {"\\max": "maximum", "max": "maximum", "\\min": "minimum", "min": "minimum"}
        return self._bind(name.get(str(op), str(op).lstrip("\\")), lower, None, body)

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
        return Expr(str(args[0]), (ungroup(args[1]),))

    def landau(self, args: list[Any]) -> Expr:
        return Expr("landau", (args[1],), str(args[0]).lstrip("\\"))

    def law(self, args: list[Any]) -> Expr:
        inside = ungroup(args[1])
        parts = inside.args if inside.head in ("items", "set") else (inside,)
        return Expr("law", tuple(map(spelled_identity, parts)), str(args[0]))

    def space(self, args: list[Any]) -> Expr:
        return Expr("space", tuple(arg for arg in args if isinstance(arg, Expr)), str(args[0]))

    def qualified(self, args: list[Any]) -> Expr:
        return self.items([args[0], self.forall(args[1:])])

    def forall(self, args: list[Any]) -> Expr:
        if args[0].head == "items":
            raise UnreadError("no meaning is known for this range", span=args[0].span)
        return Expr("forall", (args[0],), span=args[0].span)

    def left_open(self, args: list[Any]) -> Expr:
        return Expr("half_open", (args[0],), "(]")

    def right_open(self, args: list[Any]) -> Expr:
        return Expr("half_open", (args[0],), "[)")

    def set(self, args: list[Any]) -> Expr:
        inside = args[0]
        return Expr("set", inside.args if inside.head == "items" else (inside,))

    def symbol(self, args: list[Any]) -> Expr:
        name = str(args[0])
        is_identity = name in IDENTITIES and name not in self.notation.table
        return Expr("identity") if is_identity else Expr("symbol", name=name)

    def number(self, args: list[Any]) -> Expr:
        return Expr("number", name=str(args[0]))

    def constant(self, args: list[Any]) -> Expr:
        return Expr("constant", name=str(args[0]))

    def same(self, args: list[Any]) -> Expr:
        return args[0]

    def dots(self, args: list[Any]) -> Expr:
        del args
        return Expr("dots")


def _plain(head: str) -> Callable[[Build, list[Any]], Expr]:
    """A production whose node is its parts in order."""
    return lambda _, args: _join(args, head)


for _rule, _head in {
    "negate": "neg", "divide": "div", "fraction": "div", "transpose": "transpose", "sqrt": "sqrt", "dot": "dot",
    "inner": "inner", "norm": "norm", "partial": "partial", "exists": "exists",
    "parens": "parens", "brackets": "brackets", "root": "root", "factorial": "factorial", "binomial": "binom",
    "floor": "floor", "ceil": "ceil", "complement": "not", "pseudo": "pinv", "either": "or", "at": "at",
    "given": "given", "typed": "typed",
}.items():  # fmt: skip
    setattr(Build, _rule, _plain(_head))


def _refuse_supremum(word: Token) -> None:
    if word in ("\\sup", "\\inf"):
        raise UnreadError(f"no meaning is known for {word}", span=(word.start_pos or 0, word.end_pos or 0))


def build(tree: Tree[Token], notation: Notation) -> Expr:
    """The nodes of a parse, each with the span of its production; ``cleaned`` drops what only groups.

    Raises:
        FormulaError: where a production has no meaning; from within Lark, as the cause of a ``VisitError``.
    """
    builder = Build(notation)

    def call(found: Tree[Token], children: list[Any] | None = None) -> Expr:
        parts = found.children if children is None else children
        told = [part for part in parts if not isinstance(part, Token) or part.type in PAYLOAD]
        node = getattr(builder, found.data)(told)
        span = (found.meta.start_pos, found.meta.end_pos) if not found.meta.empty else (0, 0)
        return replace(node, span=span) if node.span == (0, 0) else node

    builder._call_userfunc = call  # type: ignore[method-assign]
    return builder.transform(tree)
