r"""Does a formula make sense? The sort of every part, with scope: ``sort_of(expr, scope)``.

Sums, integrals, maxima, families, quantifiers and given ranges bind a variable; every other symbol must be
declared. What is found here, on its own: a vector in an exponent, a free summand index, a variable used after
its quantifier closed, an undeclared spelling.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ntkprops.errors import FormulaError, UnreadError
from ntkprops.language.build import is_whole_range
from ntkprops.language.notation import Notation, Sort, event, real, time, truth
from ntkprops.language.tree import Expr, free_symbols, walk
from ntkprops.language.vocabulary import APPLIED, is_word

SCALAR_FUNCTIONS = frozenset({"exp", "log", "sqrt", "abs", "max", "min", "root"})
NEVER_AN_INDEX = frozenset({"time", "positive", "nonnegative", "probability", "sign"})


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
    text = error.latex or latex.rstrip(" \n\t.,;")
    if isinstance(error, UndeclaredError) and APPLIED.match(text, error.span[1]):
        name = text[slice(*error.span)]
        error = UnreadError(
            f"no meaning is known for {name}", span=error.span, hint=f"if {name} is of the notes, declare it."
        )
    error.latex = text
    return error


def sort_of(expr: Expr, scope: Scope) -> Sort:
    """The sort of a tree.

    Raises:
        FormulaError: where a part has another sort than its place asks for, with its span.
    """
    rule = _RULES.get(expr.head)
    if rule is not None:
        return rule(expr, scope)
    if expr.head in SCALAR_FUNCTIONS:
        for arg in expr.args:
            _scalar(arg, scope, f"the argument of {expr.head}" if expr.head != "exp" else "an exponent")
        return real
    word = rf"\{expr.head}" if expr.head in ("forall", "exists") else f"a {expr.head}"
    raise UnreadError(f"no meaning is known for {word} that stands by itself", span=expr.span)


def _symbol(expr: Expr, scope: Scope) -> Sort:
    """A bare symbol; one whose definition names its arguments must have them."""
    row = scope.notation.table.get(expr.name) if expr.name not in scope.bound else None
    if row is not None and row.of and any(isinstance(kind, Sort) for kind in row.of):
        raise FormulaError(
            f"{expr.name} takes {len(row.of)} argument{'s' * (len(row.of) > 1)}; found none", span=expr.span
        )
    return scope.lookup(expr)


def _scalar(expr: Expr, scope: Scope, place: str) -> Sort:
    found = sort_of(expr, scope)
    if not found.is_scalar:
        raise FormulaError(f"{place} must be a scalar; found {found}", span=expr.span)
    return found


def _same(parts: tuple[Expr, ...], scope: Scope, what: str) -> Sort:
    sorts = [sort_of(part, scope) for part in parts]
    for part, found in zip(parts[1:], sorts[1:], strict=True):
        if not (sorts[0].is_scalar and found.is_scalar) and sorts[0] != found:
            raise FormulaError(f"{what} must agree; found {sorts[0]} and {found}", span=part.span)
    return real if sorts[0].is_scalar else sorts[0]


def _product(expr: Expr, scope: Scope) -> Sort:
    result = sort_of(expr.args[0], scope)
    for factor in expr.args[1:]:
        result = _times(result, sort_of(factor, scope), factor)
    return result


def _times(left: Sort, right: Sort, where: Expr) -> Sort:
    if left.is_scalar or right.is_scalar:
        other = right if left.is_scalar else left
        if other.is_scalar or other.kind in ("vector", "covector", "matrix"):
            return real if other.is_scalar else other
    inner = {"covector": left.dims[-1:], "matrix": left.dims[-1:], "vector": ("1",)}.get(left.kind)
    if inner is not None and right.kind in ("vector", "matrix", "covector"):
        rows = right.dims[:1] if right.kind != "covector" else ("1",)
        if inner == rows:
            height = () if left.kind == "covector" else left.dims[:1]
            width = {"vector": (), "matrix": right.dims[1:], "covector": right.dims[:1]}[right.kind]
            kinds = {(0, 0): real, (1, 0): Sort("vector", height), (0, 1): Sort("covector", width)}
            return kinds.get((len(height), len(width)), Sort("matrix", (*height, *width)))
    raise FormulaError(f"{left} times {right} is not defined", span=where.span)


def _entry(expr: Expr, scope: Scope) -> Sort:
    base, *indices = expr.args
    root = base.args[0] if base.head in ("apply", "dot") else base
    root = root.args[0] if root.head == "dot" else root
    row = scope.notation.table.get(root.name) if root.head == "symbol" and root.name not in scope.bound else None
    slots = (*(row.over if row else ()), *(row.sort if row else sort_of(base, scope)).dims)
    if base.head == "apply":
        sort_of(base, scope)
    elif root.head == "symbol":
        scope.lookup(root)
    own = len(row.over) if row else 0
    if len(indices) not in {own, len(slots)} - {0}:
        what = f"{len(slots)} at most" if slots else "no index"
        raise FormulaError(f"{root.name or 'this'} takes {what}; found {len(indices)}", span=expr.span)
    for place, (given, over) in enumerate(zip(indices, slots, strict=False), start=1):
        found = _scalar(given, scope, "an index")
        if found.kind in NEVER_AN_INDEX and given.head == "symbol":
            raise FormulaError(f"{given.name} is no index, but stands as index {place} of {root.name}", span=given.span)
        if found.kind == "index" and found.dims[0] != over and not found.dims[0].isdigit() and scope.exact_indices:
            raise FormulaError(
                f"{given.name} runs from 1 to {found.dims[0]} here, "
                f"but index {place} of {root.name} runs from 1 to {over}",
                span=given.span,
            )
    return row.sort if row and len(indices) == own else real


def _apply(expr: Expr, scope: Scope) -> Sort:
    base, *given = expr.args
    root = base.args[0] if base.head == "dot" else base
    found = scope.lookup(root)
    row = scope.notation.table.get(root.name)
    if row is None or not row.applies:
        raise FormulaError(f"{root.name} is {found} and cannot be applied", span=expr.span)
    if len(given) != len(row.of):
        raise FormulaError(
            f"{root.name} takes {len(row.of)} arguments ({', '.join(map(str, row.of))}); found {len(given)}",
            span=expr.span,
        )
    for arg, kind in zip(given, row.of, strict=True):
        _argument(root.name, arg, kind, scope)
    return found


def _argument(name: str, arg: Expr, kind: Sort | str, scope: Scope) -> None:
    """An argument must be of its declared sort; a word declares none, save that a time is a scalar."""
    got = sort_of(arg, scope)
    wanted = time if kind in ("time", "start") else kind
    if not isinstance(wanted, Sort):
        return
    misfit = got.kind in ("matrix", "family", "truth", "event") if wanted.is_scalar else got.is_scalar
    if misfit:
        raise FormulaError(f"{name} is of {wanted}; found {got}", span=arg.span)


def _power(expr: Expr, scope: Scope) -> Sort:
    base, exponent = expr.args
    _scalar(exponent, scope, "an exponent")
    found = sort_of(base, scope)
    if found.is_scalar or (found.kind == "matrix" and found.dims[0] == found.dims[1]):
        return real if found.is_scalar else found
    raise FormulaError(f"{found} cannot be raised to a power", span=expr.span)


def _norm(expr: Expr, scope: Scope) -> Sort:
    found = sort_of(expr.args[0], scope)
    allowed = ("matrix",) if expr.name == "F" else ("vector", "matrix", "covector")
    if found.kind not in allowed:
        raise FormulaError(f"a norm is of a vector or a matrix; found {found}", span=expr.span)
    return real


def _matrix_function(expr: Expr, scope: Scope) -> Sort:
    found = sort_of(expr.args[0], scope)
    if found.kind != "matrix" or found.dims[0] != found.dims[1]:
        raise FormulaError(f"{expr.head} is of a square matrix; found {found}", span=expr.args[0].span)
    return real


def _inner(expr: Expr, scope: Scope) -> Sort:
    found = _same(expr.args, scope, "both sides of an inner product")
    if found.kind not in ("vector", "family"):
        raise FormulaError(f"an inner product is of two vectors; found {found}", span=expr.span)
    return real


def _transpose(expr: Expr, scope: Scope) -> Sort:
    found = sort_of(expr.args[0], scope)
    swapped = {"vector": "covector", "covector": "vector", "matrix": "matrix"}.get(found.kind)
    if swapped is None:
        raise FormulaError(f"{found} has no transpose", span=expr.span)
    return Sort(swapped, found.dims[::-1])


def _binder(expr: Expr, scope: Scope) -> Sort:
    variable, low, high, body = expr.args
    for end in (low, high):
        _scalar(end, scope, "a bound of the range")
    if variable.head != "symbol":
        raise FormulaError("a bound variable is one symbol", span=variable.span)
    over = high.name if high.head in ("symbol", "number") else "?"
    bound = real if expr.head == "integral" else Sort("index", (over,))
    _summand_uses(expr, scope)
    try:
        inside = sort_of(body, scope.bind(variable.name, bound))
    except FormulaError as error:
        error.hint = error.hint or _left_free(expr, scope)
        raise
    if expr.head == "family" and variable.name not in body.free:
        raise FormulaError(f"{variable.name} does not occur in the members of the family", span=body.span)
    if expr.head == "family" and low.head == "number" and low.name != "1" and high.head == "symbol":
        raise FormulaError(f"the members of a family are counted from 1; found {low.name}", span=low.span)
    if expr.head == "family":
        return Sort("vector", (over,)) if inside.is_scalar else Sort("family", (inside.kind, *inside.dims, over))
    if expr.head in ("bigunion", "bigintersection"):
        return event
    if expr.head in ("sum", "integral") and inside.kind in ("vector", "matrix", "covector"):
        return inside
    if not inside.is_scalar:
        raise FormulaError(f"{expr.head} is of scalars or vectors; found {inside}", span=body.span)
    return real


def _summand_uses(expr: Expr, scope: Scope) -> None:
    """A sum that binds ``i`` while its body speaks of a free index of the very range: a slip, not a constant."""
    variable, _, high, body = expr.args
    if expr.head not in ("sum", "prod") or not scope.exact_indices:
        return
    for name in sorted(free_symbols(body) - set(scope.bound) - {variable.name}):
        row = scope.notation.table.get(name)
        if (
            row
            and row.sort.kind == "index"
            and row.sort.dims[0] == high.name
            and variable.name not in free_symbols(body)
        ):
            raise FormulaError(
                f"the sum runs over {variable.name}, but its summand speaks of {name}, which stays free",
                span=expr.span, hint=f"sum over {name}?",
            )  # fmt: skip


def _left_free(expr: Expr, scope: Scope) -> str:
    """The hint that another index, with the range of this binder, stays free under it."""
    variable, _, high, body = expr.args
    for name in sorted(free_symbols(body) - set(scope.bound) - {variable.name}):
        row = scope.notation.table.get(name)
        if row and row.sort.kind == "index" and row.sort.dims[0] == high.name:
            bound = f"stays free here while {variable.name} is bound"
            return f"{name}, which runs from 1 to {high.name}, {bound}: {expr.head} over {name}?"
    return ""


def _chain(expr: Expr, scope: Scope) -> Sort:
    scope = _arguments_bound(expr, scope)
    _defines(expr)
    for left, op, right in zip(expr.args, expr.relations, expr.args[1:], strict=False):
        if op == "~":  # a law is said of a member with any index letter
            scope = replace(scope, exact_indices=False)
        _directed(right, op)
        _known_relation(op, right, scope)
        if op in ("~", "in") or "landau" in (left.head, right.head):
            for part in (left, right):
                if part.head not in ("law", "space", "landau", "set", "blank"):
                    sort_of(part, scope)
                elif part.head == "landau":
                    _scalar(part.args[0], scope, "what a rate bounds")
            continue
        if "blank" in (left.head, right.head):
            sort_of(right if left.head == "blank" else left, scope)
            continue
        found = _same((left, right), scope, "both sides of a relation")
        if op in ("<=", "<", ">=", ">") and not found.is_scalar:
            raise FormulaError(f"only scalars are ordered; found {found}", span=left.span)
    return truth


def _known_relation(op: str, right: Expr, scope: Scope) -> None:
    r"""``\approx`` has no meaning here; behind ``\sim`` and ``\in`` stands a law or a set that is known."""
    root = right
    while root.args and root.head in ("mul", "entry", "apply"):
        root = root.args[0]
    if op in ("~", "in") and root.head == "symbol" and root.name not in {*scope.bound, *scope.notation.table}:
        raise unknown(root)
    if op == "approx" or (op == "~" and right.head != "law"):
        sign = r"\approx" if op == "approx" else r"\sim without a law behind it"
        raise UnreadError(f"no meaning is known for {sign}", span=right.span)


def _directed(rate: Expr, op: str) -> None:
    r"""``O`` bounds from above and ``\Omega`` from below: on the other side of an inequality they say nothing."""
    wrong = {"O": (">=", ">"), "Omega": ("<=", "<")}.get(rate.name, ()) if rate.head == "landau" else ()
    if op in wrong:
        side, other = ("above", r"\Omega") if rate.name == "O" else ("below", "O")
        raise FormulaError(f"this bounds from {side}, and stands on the other side", span=rate.span, hint=f"{other}?")


def _defines(chain: Expr, beside: tuple[Expr, ...] = ()) -> None:
    r"""What ``:=`` defines must be a symbol, and nothing else in the formula may speak of it."""
    for place, op in enumerate(chain.relations):
        if op != ":=":
            continue
        at = place + 1 if place > 0 else 0
        target = root = chain.args[at]
        while root.head in ("entry", "apply"):
            root = root.args[0]
        if root.head == "dot":
            continue  # a derivative may be defined through what it is the derivative of
        if root.head != "symbol":
            raise FormulaError("what is defined must be a symbol", span=target.span)
        others = (*beside, *(part for k, part in enumerate(chain.args) if k != at))
        if any(root.name in part.free for part in others):
            raise FormulaError(f"{root.name} is defined by itself here", span=target.span)


def _arguments_bound(expr: Expr, scope: Scope) -> Scope:
    r"""In a definition ``f(x; w) = ...`` the printed arguments are bound, whatever else ``x`` may mean."""
    head = expr.args[0]
    root = head.args[0] if head.head == "apply" else head
    name = root.args[0].name if root.head == "dot" else root.name
    if head.head == "apply" and name in scope.notation.table and expr.relations[0] in ("=", ":="):
        row = scope.notation.table[name]
        for arg, kind in zip(head.args[1:], row.of, strict=False):
            if arg.head == "symbol" and (isinstance(kind, Sort) or arg.name not in scope.notation.table):
                scope = scope.bind(arg.name, kind if isinstance(kind, Sort) else real)
    return scope


def _event(expr: Expr, scope: Scope) -> Sort:
    inside = scope
    for condition in expr.args:
        if condition.head in ("exists", "forall"):
            _spoken_of(condition, expr, inside)
            continue
        found = sort_of(condition, inside)
        if expr.head in ("Pr", "indicator", "not", "union", "intersection") and found.kind not in (
            "event",
            "truth",
        ):
            raise FormulaError(f"an event or a relation must stand here; found {found}", span=condition.span)
    return real if expr.head in ("Pr", "indicator") else event


def _spoken_of(quantifier: Expr, conditions: Expr, scope: Scope) -> None:
    """What an event says to exist must make sense, and the other conditions must speak of it."""
    (what,) = quantifier.args
    if what.head != "entry":
        return
    sort_of(what, scope)
    if not any(what == part for other in conditions.args if other is not quantifier for part in walk(other)):
        raise FormulaError("what exists here is not spoken of by any condition", span=what.span)


def _probability(expr: Expr, scope: Scope) -> Sort:
    return _event(replace(expr, args=expr.args[:1]), scope)


def _expectation(expr: Expr, scope: Scope) -> Sort:
    found = sort_of(expr.args[0], scope)
    if found.kind in ("truth", "event", "function"):
        raise FormulaError(f"a mean is of a number, a vector or a matrix; found {found}", span=expr.args[0].span)
    return found


def _derivative(expr: Expr, scope: Scope) -> Sort:
    body, variable = expr.args
    if expr.head == "derivative" and variable.name not in free_symbols(body):
        if not any(part.head == "apply" for part in walk(body)):  # the notes may mean a function of it
            said = f"no meaning is known for a derivative by {variable.name} of what is not printed as a function of it"
            raise UnreadError(said, span=expr.span, hint=f"print its argument, as in y({variable.name}).")
        raise FormulaError(f"the derivative is by {variable.name}, which its body does not mention", span=expr.span)
    found = sort_of(body, scope.bind(variable.name, real) if variable.name not in scope.notation.table else scope)
    if expr.head == "derivative":
        return found
    by = sort_of(variable, scope)
    return by if found.is_scalar else Sort("matrix", (*found.dims, *by.dims))


def _gradient(expr: Expr, scope: Scope) -> Sort:
    body = expr.args[0]
    _scalar(body, scope, "what a gradient is taken of")
    if len(expr.args) > 1:
        return sort_of(expr.args[1], scope)
    inside = [arg for arg in body.args[1:] if not sort_of(arg, scope).is_scalar]
    return sort_of(inside[-1], scope) if inside else real


def _listing(expr: Expr, scope: Scope) -> Sort:
    if any(arg.head == "dots" for arg in expr.args):
        raise UnreadError("no meaning is known for a list that is not printed whole", span=expr.span)
    _same(expr.args, scope, "the members of a list")
    return Sort("vector", (str(len(expr.args)),))


def _items(expr: Expr, scope: Scope) -> Sort:
    inside = scope
    for item in expr.args:
        if item.head in ("forall", "exists"):
            inside = quantified(item, inside)
            _occurs(item, expr)
    for item in expr.args:
        if item.head not in ("forall", "exists"):
            sort_of(item, inside)
            _defines(item, beside=tuple(other for other in expr.args if other is not item))
    return truth


def _occurs(quantifier: Expr, items: Expr) -> None:
    r"""The variable of ``\forall k \in [m]`` must occur in what is said for all of it."""
    (what,) = quantifier.args
    variable = what.args[0] if what.head == "chain" and what.name == "in" else what
    others = (item for item in items.args if item is not quantifier)
    if variable.head == "symbol" and not any(variable.name in item.free for item in others):
        raise FormulaError(f"{variable.name} is quantified, but nothing speaks of it", span=variable.span)


def quantified(item: Expr, scope: Scope) -> Scope:
    r"""The scope in which ``\forall k \in [m]`` or ``\forall 0 \leq s \leq t`` holds."""
    (what,) = item.args
    if what.head == "chain" and what.name == "in" and what.args[1].head in ("space", "symbol"):
        if what.args[0].head != "symbol":
            raise FormulaError("what is quantified must be a symbol", span=what.args[0].span)
        if what.args[1].head == "symbol" or what.args[1].name == "R":
            return _over_a_set(what, scope)
    if what.head == "chain" and what.name == "in" and is_whole_range(what.args[1]):
        row = scope.notation.table.get(what.args[0].name)
        if row is not None and (row.sort.kind != "index" or row.over):
            told = f"{row.name} is declared as {row.sort}, and cannot run through whole numbers"
            raise FormulaError(told, span=what.args[0].span)
        (over,) = what.args[1].args
        return scope.bind(what.args[0].name, Sort("index", (over.name if over.head in ("symbol", "number") else "?",)))
    for part in what.args if what.head == "chain" else ():
        if part.head == "symbol" and part.name not in scope.notation.table:
            scope = scope.bind(part.name, real)
    if what.head == "chain" and what.name != "in":
        sort_of(what, scope)  # a range is between scalars
    return scope


def _over_a_set(what: Expr, scope: Scope) -> Scope:
    r"""``\forall s \in \mathbb{R}``: s is a real number, or is declared as one; no other set is known here."""
    variable, over = what.args
    row = scope.notation.table.get(variable.name)
    if over.head == "space" and not over.args and (row is None or row.whole == real):
        return scope.bind(variable.name, real)
    if over.head == "space" and row is not None and row.whole == Sort("vector", tuple(arg.name for arg in over.args)):
        return scope
    own = f" of {row.name}, which is declared as {row.sort.kind}" if row is not None else ""
    raise UnreadError(f"no meaning is known for this range{own}", span=what.span)


def _number(expr: Expr, scope: Scope) -> Sort:
    del scope
    if not expr.name[0].isdigit():
        raise UnreadError(f"no meaning is known for {expr.name} as a number", span=expr.span)
    return real


_RULES = {
    "number": _number,
    "constant": lambda e, s: real,
    "symbol": _symbol,
    "dot": lambda e, s: sort_of(e.args[0], s),
    "neg": lambda e, s: sort_of(e.args[0], s),
    "add": lambda e, s: _same(e.args, s, "the terms of a sum"),
    "mul": _product,
    "div": lambda e, s: (_scalar(e.args[1], s, "a denominator"), sort_of(e.args[0], s))[1],
    "pow": _power,
    "entry": _entry,
    "apply": _apply,
    "norm": _norm,
    "inner": _inner,
    "transpose": _transpose,
    "lambda_min": _matrix_function,
    "lambda_max": _matrix_function,
    "tr": _matrix_function,
    "Tr": _matrix_function,
    "Var": lambda e, s: _scalar(e.args[0], s, "the argument of a variance"),
    "sum": _binder, "prod": _binder, "integral": _binder, "family": _binder, "maximum": _binder, "minimum": _binder,
    "bigunion": _binder, "bigintersection": _binder,
    "chain": _chain,
    "items": _items,
    "set": _event, "indicator": _event, "Pr": _probability, "not": _event, "union": _event, "intersection": _event,
    "E": _expectation,
    "derivative": _derivative, "partial": _derivative, "grad": _gradient,
    "listing": _listing,
    "landau": lambda e, s: _scalar(e.args[0], s, "what a rate bounds"),
}  # fmt: skip
