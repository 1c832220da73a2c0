r"""When are two printed terms one? Their normal forms: polynomials over atoms, by linearity and the ring laws alone.

Vectors and matrices are their components, so that linear algebra is sums of products. A sum is linear, a product of
sums is a sum over all indices, and bound variables carry canonical names: equal up to renaming is equal. Expectations
and integrals are linear; what does not depend on the draw comes out of an expectation. Whatever else stands in a term
is an atom, named by its tree in normal form. Nothing here is an inequality, nothing is searched, and nothing is
assumed but the meaning of the operations; what must hold for a term to be defined is collected in ``needs``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations

import sympy as sp

from ntkprops.derivation.definitions import root_of
from ntkprops.derivation.gradient import gradient
from ntkprops.derivation.judgment import Refused, local_sort
from ntkprops.language.notation import Notation, Sort
from ntkprops.language.tree import Expr, links, number, relation, replace_free, symbol

ONE = sp.Integer(1)
SIGNS = {
    "count": {"positive": True, "integer": True},
    "index": {"positive": True, "integer": True},
    "positive": {"positive": True},
    "probability": {"positive": True},
    "nonnegative": {"nonnegative": True},
    "time": {"nonnegative": True},
    "sign": {"real": True, "nonzero": True},
}
DEPTH = 12  # definitions unfolded inside one another
LARGEST = 64  # exponents beyond are not multiplied out
MOST_INDICES = 4  # of one sum that is brought into a canonical order


@dataclass(frozen=True)
class Tensor:
    """A vector, covector or matrix: its dimensions as spelled, and its components by index trees."""

    kind: str
    dims: tuple[str, ...]
    at: Callable[..., sp.Expr]


Value = sp.Expr | Tensor


@dataclass(frozen=True)
class Need:
    """``expr op 0`` must hold, for all variables in their ranges, for a term to be defined."""

    expr: sp.Expr
    op: str
    ranges: tuple[tuple[str, Expr, Expr], ...]


@dataclass(eq=False)
class Terms:
    """The normal forms of one claim.

    Args:
        notation: what the symbols are.
        unfold: the right side where a tree is the left side of a definition or a cited equation, else None.
        random: the names that depend on the draw.
        paths: the functions of time that the notes differentiate: absolutely continuous by convention.
        moved: the names that may depend on trained weights: a gradient may not pass over them.
    """

    notation: Notation
    unfold: Callable[[Expr], Expr | None] = lambda tree: None
    random: frozenset[str] = frozenset()
    moved: frozenset[str] = frozenset()
    paths: frozenset[str] = frozenset()
    symbols: dict[Expr, sp.Symbol] = field(default_factory=dict)
    trees: dict[sp.Symbol, Expr] = field(default_factory=dict)
    needs: dict[Need, None] = field(default_factory=dict)
    ranges: tuple[tuple[str, Expr, Expr], ...] = ()
    depth: int = 0
    _values: dict[Expr, tuple[Value, tuple[Need, ...]]] = field(default_factory=dict)
    _quoted: dict[sp.Expr, Expr] = field(default_factory=dict)
    nonnegative: set[sp.Expr] = field(default_factory=set)  # by the form in which they were read
    _fresh: int = 0

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
        body = self.unfold(tree)
        if body is None:
            rule = _READ.get(tree.head)
            if rule is None:
                raise Refused(f"no rule says what a {tree.head} is")
            return rule(self, tree)
        if self.depth >= DEPTH:
            raise Refused("the definitions go round in a circle")
        self.depth += 1
        try:
            return self.value(body)
        finally:
            self.depth -= 1

    # -- atoms -----------------------------------------------------------------------------------------

    def plain(self, name: str) -> sp.Symbol:
        """The symbol of a declared or bound scalar, with the signs of its sort."""
        row = self.notation.table.get(name)
        sort = local_sort(name) or (row.sort if row else Sort("real"))
        found = sp.Symbol(name, **SIGNS.get(sort.kind, {"real": True}))
        self.trees.setdefault(found, symbol(name))
        return found

    def atom(self, tree: Expr, **signs: bool) -> sp.Symbol:
        """The symbol that stands for a tree in normal form."""
        if tree not in self.symbols:
            self.symbols[tree] = sp.Symbol(f"[{len(self.symbols) + 1}]", **(signs or {"real": True}))
            self.trees[self.symbols[tree]] = tree
        return self.symbols[tree]

    def tree(self, part: sp.Basic) -> Expr:
        """What an atom stands for; a blank for anything else."""
        return self.trees.get(part, Expr("blank"))  # type: ignore[arg-type]

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

    def quote(self, expr: sp.Expr) -> Expr:
        """A normal form as a tree, its parts in a fixed order."""
        if expr not in self._quoted:
            self._quoted[expr] = self._quote(expr)
        return self._quoted[expr]

    def _quote(self, expr: sp.Expr) -> Expr:
        if expr.is_Symbol:
            return self.tree(expr)
        if expr.is_Rational:
            above, below = number(int(expr.p)), number(int(expr.q))  # type: ignore[attr-defined]
            return above if expr.is_Integer else Expr("div", (above, below))
        if expr is sp.pi:
            return Expr("constant", name="\\pi")
        if expr is sp.E:
            return Expr("exp", (number(1),))
        head = _HEADS.get(type(expr).__name__)
        if head is None:
            raise Refused(f"{type(expr).__name__} has no place in a normal form")
        parts = [self.quote(arg) for arg in expr.args]  # type: ignore[arg-type]
        return Expr(head, tuple(parts if head == "pow" else sorted(parts, key=repr)))

    def fresh(self, sort: Sort | None = None) -> str:
        """A name for a bound variable that nothing else has."""
        self._fresh += 1
        return f"#u{self._fresh}" + (f":{sort.dims[0]}" if sort is not None and sort.kind == "index" else "")

    def renamed(self, expr: sp.Expr, names: Mapping[str, Expr]) -> sp.Expr:
        """A normal form with free names replaced, in normal form again."""
        change = {}
        for part in expr.free_symbols:
            tree = self.tree(part)
            if not names.keys().isdisjoint(tree.free):
                before = dict(self.needs)
                change[part] = self.scalar(replace_free(tree, names))
                self.needs = before  # it was asked for where it was read
        return tidy(expr.xreplace(change).replace(sp.Abs, magnitude)) if change else expr

    def unused(self, name: str, taken: frozenset[str]) -> str:
        """The first canonical name of the sort of ``name`` that is not taken."""
        sort = name.split(":", 1)[1:]
        place = 1
        while (found := ":".join([f"#{place}", *sort])) in taken:
            place += 1
        return found

    # -- sums, integrals, expectations -----------------------------------------------------------------

    def under(self, tree: Expr, read: Callable[[Expr], Value]) -> tuple[str, sp.Expr, sp.Expr, Value]:
        """The variable of a binder under a fresh name, its ends, and what ``read`` makes of the body."""
        variable, low, high, body = tree.args
        counted = tree.head != "integral" and low == number(1) and high.head == "symbol"
        name = self.fresh(Sort("index", (high.name,)) if counted else None)
        ends = self.scalar(low), self.scalar(high)
        outer, self.ranges = self.ranges, (*self.ranges, (name, low, high))
        try:
            return name, *ends, read(replace_free(body, {variable.name: symbol(name)}))
        finally:
            self.ranges = outer

    def summed(self, binders: Sequence[Binder], body: sp.Expr) -> sp.Expr:
        """``sum over all binders of body``: linear, nested and multiplied sums as one, each factor where it belongs."""
        return sp.expand(sp.Add(*(self._term(list(binders), term) for term in sp.Add.make_args(tidy(body)))))

    def _term(self, binders: list[Binder], term: sp.Expr) -> sp.Expr:
        binders, factors = self._flat(binders, list(sp.Mul.make_args(term)))
        result = ONE
        while binders:
            group, binders = self._connected(binders, factors)
            names = {binder[0] for binder in group}
            inside = [factor for factor in factors if names & self.names(factor)]
            factors = [factor for factor in factors if factor not in inside]
            result *= self._sum_atom(group, sp.Mul(*inside)) if inside else self._terms(group)
        return result * sp.Mul(*factors)

    def _flat(self, binders: list[Binder], factors: list[sp.Expr]) -> tuple[list[Binder], list[sp.Expr]]:
        """Sums among the factors that depend on the binders become binders themselves."""
        waiting, done = list(factors), []
        while waiting:
            factor = waiting.pop()
            base, power = factor.as_base_exp()
            tied = {binder[0] for binder in binders} & self.names(factor)
            if tied and self.tree(base).head == "sum" and power.is_Integer and 0 < power <= MOST_INDICES:
                for _ in range(int(power)):
                    inner, body = self.opened(base)
                    binders = [*binders, *inner]
                    waiting += sp.Mul.make_args(body)
            else:
                done.append(factor)
        return binders, done

    def opened(self, atom: sp.Basic) -> tuple[list[Binder], sp.Expr]:
        """The binders of a sum, under fresh names, and its body."""
        tree, binders, names = self.tree(atom), [], {}
        while tree.head == "sum":
            variable, low, high, tree = tree.args
            sort = local_sort(variable.name)
            fresh = self.fresh(sort)
            low, high = replace_free(low, names), replace_free(high, names)
            names[variable.name] = symbol(fresh)
            binders.append((fresh, self.scalar(low), self.scalar(high)))
        return binders, self.scalar(replace_free(tree, names))

    def _connected(self, binders: list[Binder], factors: list[sp.Expr]) -> tuple[list[Binder], list[Binder]]:
        """The binders that hang together with the first, through factors or ranges, and the others."""
        group, rest, grew = [binders[0]], binders[1:], True
        while grew:
            names = {binder[0] for binder in group}
            links_ = [self.names(factor) for factor in factors]
            links_ += [self.names(low) | self.names(high) | {name} for name, low, high in [*group, *rest]]
            reach = names.union(*(found for found in links_ if found & names))
            more = [binder for binder in rest if binder[0] in reach]
            rest, grew = [binder for binder in rest if binder not in more], bool(more)
            group += more
        return group, rest

    def _sum_atom(self, group: list[Binder], body: sp.Expr) -> sp.Expr:
        orders = permutations(group) if len(group) <= MOST_INDICES else iter([tuple(group)])
        found = [tree for order in orders if (tree := self._nested("sum", order, body)) is not None]
        if not found:
            raise Refused("the ranges of a sum depend on one another in a circle")
        return self.atom(min(found, key=repr), **_sign(body))

    def _nested(self, head: str, order: Sequence[Binder], body: sp.Expr) -> Expr | None:
        """The binders around the body in this order, under canonical names; None where a range comes before its variable."""
        own = {binder[0] for binder in order}
        taken = frozenset().union(self.names(body), *(self.names(low) | self.names(high) for _, low, high in order)) - own
        names: dict[str, Expr] = {}
        ends = []
        for name, low, high in order:
            if (self.names(low) | self.names(high)) & own - names.keys():
                return None
            ends.append((self.quote(self.renamed(low, names)), self.quote(self.renamed(high, names))))
            names[name] = symbol(self.unused(name, taken | {value.name for value in names.values()}))
        tree = self.quote(self.renamed(body, names))
        for (name, _, _), (low, high) in reversed(list(zip(order, ends, strict=True))):
            tree = Expr(head, (names[name], low, high, tree))
        return tree

    def _terms(self, group: list[Binder]) -> sp.Expr:
        """How many terms a sum of ones has; an atom where the range may be empty by more than one."""
        ((_, low, high),) = group if len(group) == 1 else (self._unsupported(),)
        if not (low.is_integer and high.is_integer):
            raise Refused("a sum must run between whole numbers")
        many = sp.expand(high - low + 1)
        return many if many.is_nonnegative else self._sum_atom(group, ONE)

    def _unsupported(self) -> Binder:
        raise Refused("a sum over ranges that depend on one another")

    def integrated(self, name: str, low: sp.Expr, high: sp.Expr, body: sp.Expr) -> sp.Expr:
        """``int_low^high body``: linear; finite sums come out, exponentials and derivatives in closed form."""
        total = sp.Integer(0)
        for term in sp.Add.make_args(tidy(body)):
            inside = [factor for factor in sp.Mul.make_args(term) if name in self.names(factor)]
            outside = sp.Mul(*(factor for factor in sp.Mul.make_args(term) if factor not in inside))
            total += outside * self._integral(name, low, high, inside)
        return sp.expand(total)

    def _integral(self, name: str, low: sp.Expr, high: sp.Expr, factors: list[sp.Expr]) -> sp.Expr:
        if not factors:
            return high - low
        if len(factors) == 1 and self.tree(factors[0]).head == "sum":
            binders, body = self.opened(factors[0])
            if all(name not in self.names(end) for _, *ends in binders for end in ends):
                return self.summed(binders, self.integrated(name, low, high, body))
        tied = sp.Mul(*factors)
        rate = sp.diff(tied.args[0], self.plain(name)) if isinstance(tied, sp.exp) else None
        if rate is not None and name not in self.names(rate) and rate.is_nonzero:
            if sp.expand(rate * self.plain(name) - tied.args[0]) == 0:
                return (sp.exp(rate * high) - sp.exp(rate * low)) / rate
        moving = self.tree(tied)
        if moving.head == "derivative" and moving.args[1].name == name and is_path(moving.args[0], name, self.paths):
            above, below = (self.scalar(replace_free(moving.args[0], {name: self.quote(end)})) for end in (high, low))
            return above - below
        ordered = (high - low).is_nonnegative
        tree = self._nested("integral", [(name, low, high)], tied)
        assert tree is not None
        return self.atom(tree, **(_sign(tied) if ordered else {}))

    def mean(self, body: sp.Expr) -> sp.Expr:
        """``E[body]``: linear; finite sums and what does not depend on the draw come out."""
        total = sp.Integer(0)
        for term in sp.Add.make_args(tidy(body)):
            factors = list(sp.Mul.make_args(term))
            fixed = sp.Mul(*(factor for factor in factors if not self.varies(factor)))
            binders, flat = [], []
            for factor in (factor for factor in factors if self.varies(factor)):
                base, power = factor.as_base_exp()
                whole = self.tree(base).head == "sum" and power.is_Integer and 0 < power <= MOST_INDICES
                for _ in range(int(power) if whole else 0):
                    inner, inside = self.opened(base)
                    binders += inner
                    flat += [*sp.Mul.make_args(inside)]
                flat += [] if whole else [factor]
            binders, flat = self._flat(binders, flat)
            tied = tidy(sp.Mul(*flat))
            total += fixed * (self.summed(binders, self._mean(tied)) if binders else self._mean(tied))
        return sp.expand(total)

    def _mean(self, body: sp.Expr) -> sp.Expr:
        """``E`` of a product without sums that depend on the draw."""
        factors = sp.Mul.make_args(body)
        fixed = sp.Mul(*(factor for factor in factors if not self.varies(factor)))
        random = sp.Mul(*(factor for factor in factors if self.varies(factor)))
        if random == ONE:
            return fixed
        tree = self.tree(random)
        if tree.head == "indicator":
            return fixed * self.atom(Expr("Pr", tree.args), nonnegative=True)
        return fixed * self.atom(Expr("E", (self.quote(random),)), **_sign(random))

    # -- events ----------------------------------------------------------------------------------------

    def event(self, tree: Expr) -> Expr:
        """The normal form of an event: ``z <= 0``, ``z = 0``, ``not``, unions, intersections, or a named one."""
        if tree.head == "chain":
            return _joined("intersection", [self._link(a, op, b) for a, op, b in links(tree)])
        if tree.head in ("union", "intersection"):
            return _joined(tree.head, [self.event(arg) for arg in tree.args])
        if tree.head == "not":
            return complement(self.event(tree.args[0]))
        if tree.head in ("set", "items") and not any(arg.head in ("exists", "forall") for arg in tree.args):
            return _joined("intersection", [self.event(arg) for arg in tree.args])
        if tree.head in ("symbol", "entry", "apply"):
            return tree
        raise Refused(f"no rule says what event a {tree.head} is")

    def _link(self, left: Expr, op: str, right: Expr) -> Expr:
        gap = sp.expand(self.scalar(left) - self.scalar(right))
        if op in (">=", ">"):
            gap, op = sp.expand(-gap), op.replace(">", "<")
        if op == "<=":
            return relation(self.quote(gap), "<=", number(0))
        if op == "<":  # a < b is not (b <= a)
            return complement(relation(self.quote(sp.expand(-gap)), "<=", number(0)))
        if op in ("=", "!="):
            gap = -gap if gap.could_extract_minus_sign() else gap
            found = relation(self.quote(sp.expand(gap)), "=", number(0))
            return found if op == "=" else complement(found)
        raise Refused(f"{op} makes no event")

    def indicator(self, event: Expr) -> sp.Expr:
        """``1[event]``, with ``1[not A] = 1 - 1[A]``."""
        if event.head == "not":
            return ONE - self.indicator(event.args[0])
        return self.atom(Expr("indicator", (event,)), integer=True, nonnegative=True)

    def probability(self, event: Expr) -> sp.Expr:
        """``Pr[event]``, with ``Pr[not A] = 1 - Pr[A]``; 0 or 1 of what does not depend on the draw is its indicator."""
        if event.head == "not":
            return ONE - self.probability(event.args[0])
        return self.atom(Expr("Pr", (event,)), nonnegative=True) if self.depends(event) else self.indicator(event)

    # -- vectors ---------------------------------------------------------------------------------------

    def indices(self, tensor: Tensor) -> list[Expr]:
        """Fresh index variables, one for each dimension."""
        return [symbol(self.fresh(Sort("index", (dim,)))) for dim in tensor.dims]

    def norm(self, kind: str, value: Value) -> sp.Expr:
        """The norm: scalar factors come out, the sign does not matter."""
        if not isinstance(value, Tensor):
            return magnitude(value)
        over = self.indices(value)
        body, outside = sp.expand(value.at(*over)), ONE
        if body == 0:
            return sp.Integer(0)
        names = {variable.name for variable in over}
        for part in sp.Mul.make_args(self._in_common(body, names)):
            outside = outside if names & self.names(part) else outside * magnitude(part)
        body = sp.expand(sp.Mul(*(p for p in sp.Mul.make_args(self._in_common(body, names)) if names & self.names(p))))
        kind = "2" if kind in ("", "op") else kind
        inside_ = min((self._components(value, over, side) for side in (body, sp.expand(-body))), key=repr)
        return outside * self.atom(Expr("norm", (inside_,), kind), nonnegative=True)

    def _in_common(self, body: sp.Expr, names: set[str]) -> sp.Expr:
        """A sum with the factors in front that all its terms share, and those beside the one part that has the names."""
        parts: dict[sp.Expr, sp.Expr] = {}
        for term in sp.Add.make_args(body):
            inside = sp.Mul(*(factor for factor in sp.Mul.make_args(term) if names & self.names(factor)))
            parts[inside] = parts.get(inside, sp.Integer(0)) + term / inside
        if len(parts) == 1:
            ((inside, beside),) = parts.items()
            return beside * inside if not beside.is_Add else sp.Mul(sp.factor_terms(beside), inside, evaluate=False)
        return sp.factor_terms(body)

    def _components(self, value: Tensor, over: list[Expr], body: sp.Expr) -> Expr:
        binders = [(v.name, ONE, self.size(dim)) for v, dim in zip(over, value.dims, strict=True)]
        tree = self._nested("family", binders, body)
        assert tree is not None
        return tree

    def matrix_atom(self, head: str, value: Tensor) -> sp.Expr:
        """``lambda_min`` and the like of a matrix, as an atom."""
        if value.kind != "matrix" or value.dims[0] != value.dims[1]:
            raise Refused(f"{head} is of a square matrix")
        over = self.indices(value)
        return self.atom(Expr(head, (self._components(value, over, sp.expand(value.at(*over))),)))

    def make(self, kind: str, dims: tuple[str, ...], at: Callable[..., sp.Expr]) -> Tensor:
        """A vector or matrix by its components."""
        return Tensor(kind, dims, at)

    def size(self, dim: str) -> sp.Expr:
        """A dimension as a number."""
        return sp.Integer(dim) if dim.isdigit() else self.plain(dim)

    def inner(self, left: Tensor, right: Tensor) -> sp.Expr:
        """The sum over all indices of the products of the components."""
        if left.dims != right.dims:
            raise Refused(f"an inner product of lengths {', '.join(left.dims)} and {', '.join(right.dims)}")
        over = self.indices(left)
        binders = [(v.name, ONE, self.size(dim)) for v, dim in zip(over, left.dims, strict=True)]
        return self.summed(binders, left.at(*over) * right.at(*over))

    def times(self, left: Value, right: Value) -> Value:
        """The product of scalars, vectors, covectors and matrices."""
        if not isinstance(left, Tensor) or not isinstance(right, Tensor):
            return scaled(left, right) if isinstance(right, Tensor) else scaled(right, left)
        if (left.kind, right.kind) == ("vector", "covector"):
            return Tensor("matrix", (*left.dims, *right.dims), lambda i, j: sp.expand(left.at(i) * right.at(j)))
        if left.kind == "vector" or right.kind == "covector":
            raise Refused("these shapes have no product")
        if left.dims[-1] != right.dims[0]:
            raise Refused(f"a product over lengths {left.dims[-1]} and {right.dims[0]}")
        dim = left.dims[-1]

        def contracted(before: tuple[Expr, ...], after: tuple[Expr, ...]) -> sp.Expr:
            over = symbol(self.fresh(Sort("index", (dim,))))
            return self.summed([(over.name, ONE, self.size(dim))], left.at(*before, over) * right.at(over, *after))

        dims = (*left.dims[:-1], *right.dims[1:])
        if not dims:
            return contracted((), ())
        kind = "matrix" if len(dims) == 2 else "vector" if left.kind == "matrix" else "covector"
        cut = len(left.dims) - 1
        return Tensor(kind, dims, lambda *at: contracted(at[:cut], at[cut:]))


Binder = tuple[str, sp.Expr, sp.Expr]
_HEADS = {"Add": "add", "Mul": "mul", "Pow": "pow", "exp": "exp", "log": "log", "Abs": "abs", "Max": "max", "Min": "min"}


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
            continue
        elif factor.is_Symbol or isinstance(factor, sp.Abs):
            outside *= sp.Abs(factor)
        else:
            inside *= factor
    inside = sp.expand(inside)
    return outside if inside == ONE else outside * sp.Abs(-inside if inside.could_extract_minus_sign() else inside)


def scaled(factor: Value, value: Value) -> Value:
    """A scalar times anything."""
    assert not isinstance(factor, Tensor)
    if isinstance(value, Tensor):
        return Tensor(value.kind, value.dims, lambda *at: sp.expand(factor * value.at(*at)))
    return factor * value


def complement(event: Expr) -> Expr:
    """The event that it does not happen."""
    return event.args[0] if event.head == "not" else Expr("not", (event,))


def is_path(tree: Expr, name: str, paths: frozenset[str]) -> bool:
    """Whether a tree is one of the functions of time that the notes differentiate, at the time ``name``."""
    base = tree.args[0] if tree.head == "entry" else tree
    indices = tree.args[1:] if tree.head == "entry" else ()
    at_time = base.head == "apply" and base.args[0].name in paths and base.args[1:] == (symbol(name),)
    return at_time and all(name not in index.free for index in indices)


def _joined(head: str, events: list[Expr]) -> Expr:
    flat = {part for event in events for part in (event.args if event.head == head else (event,))}
    parts = sorted(flat, key=repr)
    return parts[0] if len(parts) == 1 else Expr(head, tuple(parts))


def _sign(body: sp.Expr) -> dict[str, bool]:
    return {"nonnegative": True} if body.is_nonnegative else {}


# -- what each head of the tree is -----------------------------------------------------------------------


def _number(terms: Terms, tree: Expr) -> Value:
    if not tree.name.isdigit():
        raise Refused(f"{tree.name} is no number")
    return sp.Integer(tree.name)


def _thing(terms: Terms, tree: Expr, sort: Sort, over: tuple[str, ...] = ()) -> Value:
    """A declared thing as it stands; a family is the matrix, or the vector, of its members."""
    if sort.is_scalar and not over:
        return terms.atom(tree, **SIGNS.get(sort.kind, {}))
    if not (sort.is_scalar or sort.kind in ("vector", "matrix")):
        raise Refused(f"{tree.name or 'this'} is {sort}, which has no value")
    dims = (*over, *sort.dims) if not sort.is_scalar else over
    if len(dims) > 2:
        raise Refused("a family of matrices has no components here")
    kind = "matrix" if len(dims) == 2 else "vector"
    return Tensor(kind, dims, lambda *at: terms.scalar(Expr("entry", (tree, *at))))


def _symbol(terms: Terms, tree: Expr) -> Value:
    row = terms.notation.table.get(tree.name)
    if row is not None and any(isinstance(kind, Sort) for kind in row.of):
        raise Refused(f"{tree.name} stands without its arguments")
    if row is None or (row.sort.is_scalar and not row.over and not row.of):
        return terms.plain(tree.name)
    return _thing(terms, tree, row.sort, row.over)


def _apply(terms: Terms, tree: Expr) -> Value:
    base, *given = tree.args
    if base.head == "dot":
        (moving,) = base.args
        return _derivative(terms, Expr("derivative", (Expr("apply", (moving, *given)), _variable(given[0]))))
    row = terms.notation.table.get(root_of(base).name)
    if row is None or base.head != "symbol":
        raise Refused("only a declared symbol is applied")
    args = tuple(_argument(terms, arg) for arg in given)
    return _thing(terms, Expr("apply", (base, *args)), row.sort, row.over)


def _argument(terms: Terms, arg: Expr) -> Expr:
    """An argument in normal form where it is a number; a vector or a family as it stands."""
    if arg.head in ("symbol", "number"):
        return arg
    found = terms.value(arg)
    return arg if isinstance(found, Tensor) else terms.quote(sp.expand(found))


def _variable(tree: Expr) -> Expr:
    if tree.head != "symbol":
        raise Refused("a derivative is taken at a variable")
    return tree


def _entry(terms: Terms, tree: Expr) -> Value:
    base, *indices = tree.args
    if base.head == "entry":
        return terms.value(Expr("entry", (*base.args, *indices)))
    if base.head not in ("symbol", "apply", "dot"):
        return _picked(terms.tensor(base), tuple(indices))
    row = terms.notation.table.get(root_of(base).name)
    if row is None:
        raise Refused(f"{root_of(base).name} is not declared")
    slots = (*row.over, *row.sort.dims)
    for index, slot in zip(indices, slots, strict=False):
        _in_range(terms, index, slot)
    own = len(row.over)
    if base.head == "dot" or (base.head == "apply" and base.args[0].head == "dot"):
        return _picked(terms.tensor(base), tuple(indices))
    member = Expr("entry", (base, *indices[:own])) if own else base
    if len(indices) == own:
        return _thing(terms, tree, row.sort)
    if len(indices) != len(slots):
        raise Refused(f"{len(indices)} indices where {len(slots)} are asked for")
    body = terms.unfold(member)
    return terms.atom(tree) if body is None else terms.tensor(member).at(*indices[own:])


def _picked(whole: Tensor, first: tuple[Expr, ...]) -> Value:
    """A component, or the member of a family at its first index."""
    if len(first) == len(whole.dims):
        return whole.at(*first)
    return Tensor("vector", whole.dims[len(first) :], lambda *at: whole.at(*first, *at))


def _in_range(terms: Terms, index: Expr, slot: str) -> None:
    row = terms.notation.table.get(index.name) if index.head == "symbol" else None
    sort = local_sort(index.name) or (row.sort if row and not row.over else None) if index.head == "symbol" else None
    if index == number(1) or (sort is not None and sort == Sort("index", (slot,))):
        return
    if index.head == "number" and slot.isdigit() and 1 <= int(index.name) <= int(slot):
        return
    raise Refused(f"an index must run from 1 to {slot}")


def _add(terms: Terms, tree: Expr) -> Value:
    values = [terms.value(arg) for arg in tree.args]
    tensors = [value for value in values if isinstance(value, Tensor)]
    if not tensors:
        return sp.Add(*values)
    if len(tensors) != len(values) or len({(t.kind, t.dims) for t in tensors}) > 1:
        raise Refused("the terms of a sum must be of one shape")
    return Tensor(tensors[0].kind, tensors[0].dims, lambda *at: sp.Add(*(value.at(*at) for value in tensors)))


def _mul(terms: Terms, tree: Expr) -> Value:
    result = terms.value(tree.args[-1])
    for factor in reversed(tree.args[:-1]):
        result = terms.times(terms.value(factor), result)
    return result


def _div(terms: Terms, tree: Expr) -> Value:
    above, below = terms.value(tree.args[0]), terms.scalar(tree.args[1])
    _need(terms, below, "!=", below.is_nonzero)
    return scaled(1 / below, above)


def _need(terms: Terms, expr: sp.Expr, op: str, holds: bool | None) -> None:
    if expr == 0 and op != ">=":
        raise Refused("a term is undefined: a division by 0, or a logarithm of 0")
    if not holds:
        names = terms.names(expr)
        terms.needs[Need(expr, op, tuple(one for one in terms.ranges if one[0] in names))] = None


def _pow(terms: Terms, tree: Expr) -> Value:
    base, exponent = terms.scalar(tree.args[0]), terms.scalar(tree.args[1])
    if exponent.is_Integer and abs(int(exponent)) > LARGEST:
        raise Refused(f"a power above {LARGEST} is not multiplied out")
    if not exponent.is_integer and exponent.is_positive:
        _need(terms, base, ">=", base.is_nonnegative or _by_form(terms, tree.args[0], base))
    elif not exponent.is_integer:
        _need(terms, base, ">", base.is_positive)
    elif not exponent.is_nonnegative:
        _need(terms, base, "!=", base.is_nonzero)
    return tidy(base**exponent) if base.is_Symbol else base**exponent


def _function(terms: Terms, tree: Expr) -> Value:
    values = [terms.scalar(arg) for arg in tree.args]
    if tree.head == "log":
        _need(terms, values[0], ">", values[0].is_positive)
    elif tree.head == "sqrt":
        _need(terms, values[0], ">=", values[0].is_nonnegative or _by_form(terms, tree.args[0], values[0]))
    elif tree.head == "root":
        _need(terms, values[1], ">=", values[1].is_nonnegative)
        _need(terms, values[0], ">", values[0].is_positive)
    if any(value.is_real is False or value.has(sp.zoo, sp.nan, sp.oo) for value in values):
        raise Refused("a term is undefined: it is no real number")
    functions: dict[str, Callable[..., sp.Expr]] = {
        "exp": sp.exp, "log": sp.log, "max": sp.Max, "min": sp.Min, "sqrt": sp.sqrt, "abs": magnitude,
        "root": lambda k, x: x ** (1 / k),
    }  # fmt: skip
    return functions[tree.head](*values)


def _by_form(terms: Terms, tree: Expr, value: sp.Expr) -> bool:
    """Whether a scalar is nonnegative by its form, here or where it was printed."""
    if is_nonnegative(terms, tree):
        terms.nonnegative.add(value)
    return value in terms.nonnegative


def is_nonnegative(terms: Terms, tree: Expr) -> bool:
    """Whether a scalar is nonnegative by its form, which a normal form may hide."""
    if tree.head in ("abs", "norm", "exp", "sqrt", "Pr", "indicator", "Var"):
        return True
    if tree.head == "pow":
        even = tree.args[1].head == "number" and int(tree.args[1].name) % 2 == 0
        return even or is_nonnegative(terms, tree.args[0])
    if tree.head in ("sum", "maximum", "minimum"):
        return is_nonnegative(terms, tree.args[3])
    if tree.head in ("add", "mul", "div"):
        return all(is_nonnegative(terms, arg) for arg in tree.args)
    if tree.head == "E":
        return is_nonnegative(terms, tree.args[0])
    value = terms.value(tree) if tree.head in ("symbol", "number", "entry", "apply") else None
    return isinstance(value, sp.Expr) and bool(value.is_nonnegative)


def _sum(terms: Terms, tree: Expr) -> Value:
    name, low, high, body = terms.under(tree, terms.value)
    if not (low.is_integer and high.is_integer):
        raise Refused("a sum must run between whole numbers")
    if not isinstance(body, Tensor):
        return terms.summed([(name, low, high)], body)
    return Tensor(body.kind, body.dims, lambda *at: terms.summed([(name, low, high)], body.at(*at)))


def _integral(terms: Terms, tree: Expr) -> Value:
    name, low, high, body = terms.under(tree, terms.value)
    if not isinstance(body, Tensor):
        return terms.integrated(name, low, high, body)
    return Tensor(body.kind, body.dims, lambda *at: terms.integrated(name, low, high, body.at(*at)))


def _opaque(terms: Terms, tree: Expr) -> Value:
    """A product, a maximum or a minimum over a range: an atom; an extremum needs a range that is not empty."""
    name, low, high, body = terms.under(tree, terms.scalar)
    assert not isinstance(body, Tensor)
    if not (low.is_integer and high.is_integer):
        raise Refused(f"a {tree.head} over a continuous range has no meaning here")
    if tree.head != "prod":
        _need(terms, high - low, ">=", (high - low).is_nonnegative)
    nested = terms._nested(tree.head, [(name, low, high)], sp.expand(body))
    assert nested is not None
    return terms.atom(nested, **_sign(body))


def _family(terms: Terms, tree: Expr) -> Value:
    variable, low, high, body = tree.args
    if low != number(1) or high.head not in ("symbol", "number"):
        raise Refused("the members of a family are counted from 1")
    inside = terms.under(tree, terms.value)[3]

    def member(index: Expr) -> Value:
        return terms.value(replace_free(body, {variable.name: index}))

    if not isinstance(inside, Tensor):
        return Tensor("vector", (high.name,), lambda i: _scalar(member(i)))
    if inside.kind != "vector":
        raise Refused("a family of matrices has no components here")
    return Tensor("matrix", (high.name, *inside.dims), lambda i, j: _tensor(member(i)).at(j))


def _scalar(value: Value) -> sp.Expr:
    assert not isinstance(value, Tensor)
    return value


def _tensor(value: Value) -> Tensor:
    assert isinstance(value, Tensor)
    return value


def _transpose(terms: Terms, tree: Expr) -> Value:
    value = terms.value(tree.args[0])
    if not isinstance(value, Tensor):
        return value
    if value.kind == "matrix":
        return Tensor("matrix", value.dims[::-1], lambda i, j: value.at(j, i))
    return Tensor({"vector": "covector", "covector": "vector"}[value.kind], value.dims, value.at)


def _inner(terms: Terms, tree: Expr) -> Value:
    return terms.inner(terms.tensor(tree.args[0]), terms.tensor(tree.args[1]))


def _expectation(terms: Terms, tree: Expr) -> Value:
    value = terms.value(tree.args[0])
    mean = terms.mean if len(tree.args) == 1 else lambda body: _partial_mean(terms, body, tree.args[1])
    return Tensor(value.kind, value.dims, lambda *at: mean(value.at(*at))) if isinstance(value, Tensor) else mean(value)


def _partial_mean(terms: Terms, body: sp.Expr, drawn: Expr) -> sp.Expr:
    """A mean over a part of the draw: the whole mean where the body depends on no more, else opaque, and random."""
    if (terms.names(body) & terms.random) <= drawn.free:
        return terms.mean(body)
    return terms.atom(Expr("E", (terms.quote(sp.expand(body)), drawn)))


def _variance(terms: Terms, tree: Expr) -> Value:
    body = terms.scalar(tree.args[0])
    return terms.mean(body**2) - terms.mean(body) ** 2


def _chance(terms: Terms, tree: Expr) -> Value:
    event = terms.event(tree.args[0])
    if tree.head == "Pr" and len(tree.args) == 2 and not (event.free & terms.random) <= tree.args[1].free:
        return terms.atom(Expr("Pr", (event, tree.args[1])))
    return terms.probability(event) if tree.head == "Pr" else terms.indicator(event)


def _derivative(terms: Terms, tree: Expr) -> Value:
    body, variable = tree.args
    value = terms.value(body)
    if not isinstance(value, Tensor):
        return differentiate(terms, value, variable.name)
    return Tensor(value.kind, value.dims, lambda *at: differentiate(terms, value.at(*at), variable.name))


def differentiate(terms: Terms, body: sp.Expr, name: str) -> sp.Expr:
    """The derivative by a time: through sums, products, powers, exponentials and logarithms; paths are atoms."""
    total = sp.Integer(0)
    for atom in sorted(body.free_symbols, key=str):
        if name not in terms.tree(atom).free:
            continue
        outer = sp.diff(body, atom)
        if outer.has(sp.Derivative, sp.Subs, sp.sign, sp.Heaviside):
            raise Refused("this has corners, so that the chain rule does not apply")
        moved = outer * _velocity(terms, atom, name)
        for power in moved.atoms(sp.Pow):
            if power.exp.is_negative:
                _need(terms, power.base, "!=", power.base.is_nonzero)
        total += moved
    return sp.expand(total)


def _velocity(terms: Terms, atom: sp.Basic, name: str) -> sp.Expr:
    tree = terms.tree(atom)
    if tree == symbol(name):
        return ONE
    if tree.head == "sum":
        binders, body = terms.opened(atom)
        if any(name in terms.names(end) for _, *ends in binders for end in ends):
            raise Refused("the range of a sum moves")
        return terms.summed(binders, differentiate(terms, body, name))
    if tree.head == "norm" and tree.name in ("2", "F"):
        value = terms.tensor(tree.args[0])
        if tree.name == "F" or value.kind == "vector":
            over = terms.indices(value)
            binders = [(v.name, ONE, terms.size(dim)) for v, dim in zip(over, value.dims, strict=True)]
            body = value.at(*over)
            return terms.summed(binders, body * differentiate(terms, body, name)) / atom
    if is_path(tree, name, terms.paths):
        return _path_velocity(terms, tree, name)
    along = _along_weights(terms, tree, name)
    if along is not None:
        return along
    raise Refused("no rule says how this moves")


def _path_velocity(terms: Terms, tree: Expr, name: str) -> sp.Expr:
    """The velocity of a component: what an equation says of the whole vector or of the member, else an atom."""
    base, indices = (tree.args[0], tree.args[1:]) if tree.head == "entry" else (tree, ())
    row = terms.notation.table.get(root_of(base).name)
    own = len(row.over) if row is not None else 0
    for cut in range(len(indices) + 1):
        thing = Expr("entry", (base, *indices[:cut])) if cut else base
        whole = Expr("derivative", (thing, symbol(name)))
        if terms.unfold(whole) is not None:
            value = terms.value(whole)
            return value.at(*indices[cut:]) if isinstance(value, Tensor) else value
    dotted = Expr("apply", (Expr("dot", (base.args[0],)), *base.args[1:])) if base.head == "apply" else None
    for cut in (0, own):
        thing = Expr("entry", (dotted, *indices[:cut])) if dotted is not None and cut else dotted
        if thing is not None and terms.unfold(thing) is not None:
            value = terms.value(thing)
            return value.at(*indices[cut:]) if isinstance(value, Tensor) else value
    return terms.atom(Expr("derivative", (tree, symbol(name))))


def _along_weights(terms: Terms, tree: Expr, name: str) -> sp.Expr | None:
    """``d/dt f(x; w(t)) = <df/dw(t), dw(t)/dt>`` where only the weights move, else None."""
    moving = [arg for arg in tree.args[1:] if name in arg.free] if tree.head == "apply" else []
    if len(moving) != 1 or not is_path(moving[0], name, terms.paths):
        return None
    weights = terms.tensor(Expr("derivative", (moving[0], symbol(name))))
    return terms.inner(terms.tensor(Expr("partial", (tree, moving[0]))), weights)


def _gradient(terms: Terms, tree: Expr) -> Value:
    return gradient(terms, tree)


_READ: dict[str, Callable[[Terms, Expr], Value]] = {
    "number": _number, "constant": lambda terms, tree: sp.pi, "symbol": _symbol, "apply": _apply, "entry": _entry,
    "add": _add, "mul": _mul, "neg": lambda terms, tree: scaled(sp.Integer(-1), terms.value(tree.args[0])),
    "div": _div, "pow": _pow, "exp": _function, "log": _function, "sqrt": _function, "root": _function,
    "abs": _function, "max": _function, "min": _function, "sum": _sum, "integral": _integral, "prod": _opaque,
    "maximum": _opaque, "minimum": _opaque, "family": _family, "transpose": _transpose, "inner": _inner,
    "norm": lambda terms, tree: terms.norm(tree.name, terms.value(tree.args[0])),
    "lambda_min": lambda terms, tree: terms.matrix_atom(tree.head, terms.tensor(tree.args[0])),
    "lambda_max": lambda terms, tree: terms.matrix_atom(tree.head, terms.tensor(tree.args[0])),
    "tr": lambda terms, tree: terms.matrix_atom(tree.head, terms.tensor(tree.args[0])),
    "E": _expectation, "Var": _variance, "Pr": _chance, "indicator": _chance, "derivative": _derivative,
    "partial": _gradient, "grad": _gradient,
}  # fmt: skip
