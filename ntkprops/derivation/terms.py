r"""When are two printed terms one? Their normal forms: polynomials over atoms, by linearity and the ring laws alone.

Vectors and matrices are their components, so that linear algebra is sums of products (``tensors.py``, ``sums.py``).
Bound variables carry canonical names: equal up to renaming is equal. Whatever else stands in a term is an atom, named
by its tree in normal form. ``heads.py`` says what each head of the tree is; nothing here is an inequality, nothing is
searched, and nothing is assumed but the meaning of the operations. What must hold for a term to be defined is
collected in ``needs``, because a normal form may have cancelled it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import sympy as sp

from ntkprops.derivation.definitions import bare
from ntkprops.derivation.judgment import Refused, local_sort
from ntkprops.language.notation import Notation, Sort
from ntkprops.language.tree import Expr, number, replace_free, symbol

ONE = sp.Integer(1)
SIGNS = {
    "count": {"positive": True, "integer": True},
    "index": {"positive": True, "integer": True},
    "whole": {"integer": True},
    "positive": {"positive": True},
    "probability": {"positive": True},
    "nonnegative": {"nonnegative": True},
    "time": {"nonnegative": True},
    "sign": {"real": True, "nonzero": True},
}
DEPTH = 12  # definitions unfolded inside one another
HEADS = {"Add": "add", "Mul": "mul", "Pow": "pow", "exp": "exp", "log": "log", "Abs": "abs", "Max": "max", "Min": "min"}


@dataclass(frozen=True)
class Tensor:
    """A vector, covector or matrix: its dimensions as spelled, and its components by index trees."""

    kind: str
    dims: tuple[str, ...]
    at: Callable[..., sp.Expr]


Value = sp.Expr | Tensor
Range = tuple[str, Expr, Expr, bool]  # a bound variable with its ends, and whether they may come in either order


@dataclass(frozen=True)
class Need:
    """``expr op 0`` must hold, for all variables in their ranges, for a term to be defined."""

    expr: sp.Expr
    op: str
    ranges: tuple[Range, ...]


@dataclass(eq=False)
class Terms:
    """The normal forms of one claim.

    Args:
        notation: what the symbols are.
        unfold: the right side where a tree is the left side of a definition or a cited equation, else None.
        random: the names that depend on the draw.
        paths: the functions of time that the notes differentiate: absolutely continuous by convention.
        moved: the names that may depend on trained weights: a gradient may not pass over them.
        beyond: how many members before the first, and after the last, a family is given to have, by index.
        hides: whether one of some names speaks of another one unseen, by its definition or its sort.
    """

    notation: Notation
    unfold: Callable[[Expr], Expr | None] = lambda tree: None
    random: frozenset[str] = frozenset()
    moved: frozenset[str] = frozenset()
    hides: Callable[[str, frozenset[str]], bool] = lambda name, names: False
    paths: frozenset[str] = frozenset()
    beyond: Mapping[tuple[str, int], tuple[int, int]] = field(default_factory=dict)
    needs: dict[Need, None] = field(default_factory=dict)
    nonnegative: set[sp.Expr] = field(default_factory=set)  # by the form in which they were read
    ranges: tuple[Range, ...] = ()
    _depth: int = 0
    _count: int = 0
    _symbols: dict[Expr, sp.Symbol] = field(default_factory=dict)
    _trees: dict[sp.Basic, Expr] = field(default_factory=dict)
    _values: dict[Expr, tuple[Value, tuple[Need, ...]]] = field(default_factory=dict)
    _quoted: dict[sp.Expr, Expr] = field(default_factory=dict)

    # -- reading ---------------------------------------------------------------------------------------

    def scalar(self, tree: Expr) -> sp.Expr:
        """The normal form of a scalar."""
        found = self.value(tree)
        if isinstance(found, Tensor):
            raise Refused("a vector stands where a scalar must")
        return found

    def tensor(self, tree: Expr) -> Tensor:
        """The normal form of a vector or matrix."""
        found = self.value(tree)
        if not isinstance(found, Tensor):
            raise Refused("a scalar stands where a vector must")
        return found

    def value(self, tree: Expr) -> Value:
        """The normal form of a tree."""
        if tree not in self._values:
            outer, self.needs = self.needs, {}
            try:
                found = self._read(tree)
                self._values[tree] = found, tuple(self.needs)
            finally:
                self.needs = {**outer, **self.needs}
        found, needs = self._values[tree]
        self.needs.update(dict.fromkeys(needs))
        return found

    def _read(self, tree: Expr) -> Value:
        GUARD.get(tree.head, _unguarded)(self, tree)
        body = self.unfold(tree)
        if body is None:
            rule = READ.get(tree.head)
            if rule is None:
                raise Refused(f"no rule says what a {tree.head} is")
            return rule(self, tree)
        if self._depth >= DEPTH:
            raise Refused("the definitions go round in a circle")
        self._depth += 1
        try:
            return self.value(body)
        finally:
            self._depth -= 1

    def need(self, expr: sp.Expr, op: str, holds: bool | None) -> None:
        """Note that ``expr op 0`` must hold, unless its sort says so already."""
        if (op == ">=" and expr.is_negative) or (op == ">" and expr.is_nonpositive) or (op == "!=" and expr.is_zero):
            raise Refused("a term is undefined: a division by 0, or a root or logarithm of no such number")
        if not holds:
            names = self.names(expr)
            self.needs[Need(expr, op, tuple(one for one in self.ranges if one[0] in names))] = None

    # -- atoms -----------------------------------------------------------------------------------------

    def plain(self, name: str) -> sp.Symbol:
        """The symbol of a declared or bound scalar, with the signs of its sort."""
        if name[:1] == "[":
            raise Refused(f"{name} is spelled as atoms are")
        row = self.notation.table.get(name)
        sort = local_sort(name) or (row.sort if row else Sort("real"))
        found = sp.Symbol(name, **SIGNS.get(sort.kind, {"real": True}))
        self._trees.setdefault(found, symbol(name))
        return found

    def atom(self, tree: Expr, **signs: bool) -> sp.Symbol:
        """The symbol that stands for a tree in normal form."""
        if tree not in self._symbols:
            self._symbols[tree] = sp.Symbol(f"[{len(self._symbols) + 1}]", **(signs or {"real": True}))
            self._trees[self._symbols[tree]] = tree
        return self._symbols[tree]

    def tree(self, part: sp.Basic) -> Expr:
        """What an atom stands for; a blank for anything else."""
        return self._trees.get(part, Expr("blank"))

    def names(self, expr: sp.Basic) -> frozenset[str]:
        """The names that occur free in a normal form."""
        return frozenset().union(*(self.tree(part).free for part in expr.free_symbols))

    def varies(self, expr: sp.Basic) -> bool:
        """Whether a normal form may depend on the draw."""
        return any(self.depends(self.tree(part)) for part in expr.free_symbols)

    def depends(self, tree: Expr) -> bool:
        """Whether a tree may depend on the draw; a mean over all of it does not."""
        if tree.head in ("E", "Pr") and len(tree.args) == 1:
            return False
        if tree.head == "symbol":
            return tree.name in self.random
        return any(self.depends(arg) for arg in tree.args)

    def timeless(self, tree: Expr) -> bool:
        """Whether a function of time stands in a tree without its time."""
        table = self.notation.table
        return any(name in table and table[name].of == ("time",) for name in bare(tree))

    def quote(self, expr: sp.Expr) -> Expr:
        """A normal form as a tree, its parts in a fixed order."""
        if expr not in self._quoted:
            self._quoted[expr] = self._quote(expr)
        return self._quoted[expr]

    def _quote(self, expr: sp.Expr) -> Expr:
        if expr.is_Symbol:
            return self.tree(expr)
        if isinstance(expr, sp.Rational):
            above, below = number(int(expr.p)), number(int(expr.q))
            return above if expr.q == 1 else Expr("div", (above, below))
        if expr is sp.pi:
            return Expr("constant", name="\\pi")
        if expr is sp.E:
            return Expr("exp", (number(1),))
        head = HEADS.get(type(expr).__name__)
        if head is None:
            raise Refused(f"{type(expr).__name__} has no place in a normal form")
        parts = [self.quote(arg) for arg in expr.args]  # type: ignore[arg-type]
        return Expr(head, tuple(parts if head == "pow" else sorted(parts, key=repr)))

    # -- bound variables -------------------------------------------------------------------------------

    def fresh(self, sort: Sort | None = None) -> str:
        """A name for a bound variable that nothing else has."""
        self._count += 1
        return f"#u{self._count}" + (_suffix(sort) if sort is not None else "")

    def unused(self, name: str, taken: frozenset[str]) -> str:
        """The first canonical name of the sort of ``name`` that is not taken."""
        sort, place = local_sort(name), 1
        suffix = _suffix(sort) if sort is not None else ""
        while (found := f"#{place}{suffix}") in taken:
            place += 1
        return found

    def renamed(self, expr: sp.Expr, names: Mapping[str, Expr]) -> sp.Expr:
        """A normal form with free names replaced, in normal form again."""
        change, before = {}, dict(self.needs)
        for part in expr.free_symbols:
            tree = self.tree(part)
            if not names.keys().isdisjoint(tree.free):
                change[part] = self.scalar(replace_free(tree, names))
        self.needs = before  # what is needed was noted where the term was read
        return tidy(expr.xreplace(change).replace(sp.Abs, magnitude)) if change else expr  # type: ignore[arg-type]

    def under(self, tree: Expr, read: Callable[[Expr], Value]) -> tuple[str, sp.Expr, sp.Expr, Value]:
        """The variable of a binder under a fresh name, its ends, and what ``read`` makes of the body."""
        variable, low, high, body = tree.args
        if self.hides(variable.name, body.free):
            raise Refused(f"something under it speaks of {variable.name} unseen")
        named = high.head == "number" or (high.head == "symbol" and high.name[:1] != "#")
        counted = tree.head != "integral" and low == number(1) and named
        ends = self.scalar(low), self.scalar(high)
        whole = tree.head != "integral" and all(end.is_integer for end in ends)
        name = self.fresh(Sort("index", (high.name,)) if counted else Sort("whole") if whole else None)
        outer, self.ranges = self.ranges, (*self.ranges, (name, low, high, tree.head == "integral"))
        try:
            return name, *ends, read(replace_free(body, {variable.name: symbol(name)}))
        finally:
            self.ranges = outer


def _suffix(sort: Sort) -> str:
    """How the sort of a bound variable is spelled."""
    return {"index": ":" + "".join(sort.dims), "whole": ";"}.get(sort.kind, "")


def _unguarded(terms: Terms, tree: Expr) -> None:
    """Most heads ask for nothing before they are unfolded."""


GUARD: dict[str, Callable[[Terms, Expr], None]] = {}  # what must hold of a tree even where a definition is put for it
READ: dict[str, Callable[[Terms, Expr], Value]] = {}  # what each head of the tree is; see heads.py


def tidy(body: sp.Expr) -> sp.Expr:
    """Expanded, with ``s^2 = 1`` for signs and ``b^2 = b`` for indicators."""
    body = sp.expand(body)
    powers = {p for p in body.atoms(sp.Pow) if p.exp.is_Integer and p.exp > 1 and p.base.is_Symbol}
    signs = {p: p.base ** (p.exp % 2) for p in powers if p.base.is_nonzero and not p.base.is_positive}
    bits = {p: p.base for p in powers if p.base.is_integer and p.base.is_nonnegative and not p.base.is_positive}
    return sp.expand(body.xreplace({**signs, **bits})) if signs or bits else body


def magnitude(value: sp.Expr) -> sp.Expr:
    """``|value|``: factors of known sign come out, signs vanish, ``|a - b| = |b - a|``."""
    outside, inside = ONE, ONE
    for factor in sp.Mul.make_args(sp.factor_terms(sp.expand(value))):
        if factor.is_nonnegative:
            outside *= factor
        elif factor.is_nonpositive:
            outside *= -factor
        elif factor.is_Symbol and factor.is_nonzero:
            continue  # a sign
        elif factor.is_Symbol or isinstance(factor, sp.Abs):
            outside *= sp.Abs(factor)
        else:
            inside *= factor
    inside = sp.expand(inside)
    return outside if inside == ONE else outside * sp.Abs(-inside if inside.could_extract_minus_sign() else inside)


__all__ = ["GUARD", "ONE", "READ", "SIGNS", "Need", "Range", "Tensor", "Terms", "Value", "magnitude", "tidy"]
