r"""The tree of a printed formula: frozen nodes in the printed order, nothing evaluated.

One node type, ``Expr``, with a ``head`` out of a closed set:

====================  =====================================  =================================
head                  args                                   name
====================  =====================================  =================================
number, constant      --                                     ``2``, ``\pi``
symbol                --                                     spelling, e.g. ``\lambda_0``
entry                 base, index, ...                       --   (``w_k``, ``H_{ij}``)
apply                 base, argument, ...                    --   (``u(t)``, ``f(x_i; w)``)
dot                   base                                   --   (``\dot{w}``)
add, mul              terms                                  --
neg, div, pow, sqrt   one or two                             --
exp log abs max min   arguments                              --
Var tr Tr root        arguments                              --
norm                  vector or matrix                       ``2 F 1 \infty`` or empty
inner transpose       arguments                              --
lambda_min lambda_max matrix                                 --
indicator Pr          event or relation                      --
E                     body [, what is drawn]                 --
sum prod integral     variable, low, high, body              --
maximum minimum       variable, low, high, body              --
supremum infimum      variable, low, high, body              ``[] [) (] ()``, the ends left out
bigunion ...          variable, low, high, body              --
family                variable, low, high, body              --   (``\{w_k\}_{k=1}^m``)
derivative partial    body, variable                         --
grad                  body [, variable]                      --
listing set           members or conditions                  --
union intersection    events                                 --
exists forall         what is bound                          --
landau law space      arguments                              ``Omega``, ``N``, ``R``
chain                 terms                                  relations, e.g. ``<= <= :=``
factorial floor ceil  one                                    --
binom logb Cov        two; of ``logb`` the base comes first  --
diag rank det sgn vec one                                    --
sigma_min sigma_max   matrix                                 --
pnorm                 vector, which norm                     --
hadamard kronecker    two, by ``\odot`` or ``\otimes``       ``\odot``
pinv hessian          matrix; body [, variable]              --
identity ones         [size]                                 --
rows                  listings                               --   (a matrix by its rows)
cases case            cases; a value [, its condition]       --
at                    body, where                            --   (``.. |_{t = 0}``)
upper                 base, index                            --   (``w^{(t)}`` where nobody says what t is)
conditional           body, what is given [, what is drawn]  ``E Pr Var``
over                  variables, condition, body             ``sup lim argmin sum ..``
builder typed         ``\{x : ..\}``, ``f : ..``             --
not or implies        what is said                           ``=>`` or ``<=>``
soft                  argument                               ``\tilde{O}``
items                 formulas separated by commas           --
dots blank            --                                     --   (``\dots``, what a row leaves out)
====================  =====================================  =================================

Spans are half-open ranges of the printed text and do not take part in equality.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

DERIVATIVES = frozenset({"derivative", "partial", "grad"})
BINDERS = {  # of the variable, between the ends, in the body; with the command that prints those in front of it
    "sum": r"\sum", "prod": r"\prod", "maximum": r"\max", "minimum": r"\min", "supremum": r"\sup", "infimum": r"\inf",
    "bigunion": r"\bigcup", "bigintersection": r"\bigcap", "integral": "", "family": "",
}  # fmt: skip
CONTINUOUS = frozenset({"integral", "supremum", "infimum"})  # whose variable runs through an interval of reals

HEADS = frozenset({  # that ``read`` makes
    "number", "constant", "symbol", "entry", "apply", "dot", "add", "mul", "neg", "div", "pow", "sqrt", "root",
    "exp", "log", "Var", "tr", "Tr", "abs", "max", "min", "norm", "inner", "transpose", "lambda_min", "lambda_max",
    *BINDERS, "indicator", "Pr", "E", "derivative", "partial", "grad", "listing", "set", "union", "intersection",
    "exists", "forall", "landau", "law", "space", "chain", "items", "dots", "blank",
    "factorial", "floor", "ceil", "binom", "logb", "Cov", "diag", "rank", "det", "sgn", "vec", "sigma_min",
    "sigma_max", "pnorm", "hadamard", "kronecker", "pinv", "hessian", "identity", "ones", "rows", "cases", "case",
    "at", "upper", "conditional", "over", "builder", "typed", "not", "or", "implies", "soft",
})  # fmt: skip


@dataclass(frozen=True)
class Expr:
    """A node: what it is, its parts in printed order, its payload, and where it was printed."""

    head: str
    args: tuple[Expr, ...] = ()
    name: str = ""
    span: tuple[int, int] = field(default=(0, 0), compare=False, repr=False)

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.head, self.args, self.name))

    @cached_property
    def free(self) -> frozenset[str]:
        """The spellings that occur free in the tree."""
        if self.head == "symbol":
            return frozenset({self.name})
        if self.head in BINDERS:
            variable, low, high, body = self.args
            return low.free | high.free | (body.free - variable.free)
        if self.head == "over" and len(self.args) == 3:
            variables, condition, body = self.args
            return (condition.free | body.free) - variables.free
        return frozenset().union(*(arg.free for arg in self.args))

    @property
    def relations(self) -> tuple[str, ...]:
        """The relations of a chain, one fewer than its terms."""
        return tuple(self.name.split()) if self.head == "chain" else ()


def number(value: int) -> Expr:
    """The integer ``value`` as a tree; negative integers are negated numbers."""
    return Expr("neg", (Expr("number", name=str(-value)),)) if value < 0 else Expr("number", name=str(value))


def symbol(name: str) -> Expr:
    """The symbol spelled ``name``."""
    return Expr("symbol", name=name)


def relation(left: Expr, op: str, right: Expr) -> Expr:
    """The two-term chain ``left op right``."""
    return Expr("chain", (left, right), op)


def links(chain: Expr) -> Iterator[tuple[Expr, str, Expr]]:
    """The neighbouring pairs of a chain with the relation between them, in printed order."""
    yield from zip(chain.args, chain.relations, chain.args[1:], strict=False)


def defined(left: Expr, right: Expr, place: int) -> tuple[Expr, Expr]:
    r"""What a ``:=`` at a place of a chain defines, and as what: R in ``a \leq b := R`` and ``a \leq R := b + 1``."""
    root = right
    while root.args and root.head in ("entry", "apply", "dot"):
        root = root.args[0]
    return (right, left) if place > 0 and root.head == "symbol" else (left, right)


def walk(expr: Expr) -> Iterator[Expr]:
    """Every node of the tree, the root first."""
    yield expr
    for arg in expr.args:
        yield from walk(arg)


def depth(expr: Expr) -> int:
    """How deep a tree is nested, counted without recursion."""
    deepest, level = 0, [expr]
    while level:
        deepest, level = deepest + 1, [arg for node in level for arg in node.args]
    return deepest


def transform(expr: Expr, change: Callable[[Expr], Expr]) -> Expr:
    """The tree with ``change`` applied to every node, leaves first."""
    args = tuple(transform(arg, change) for arg in expr.args)
    return change(expr if args == expr.args else replace(expr, args=args))


def substitute(expr: Expr, old: Expr, new: Expr) -> Expr:
    """The tree with every free occurrence of the symbol ``old`` replaced by ``new``."""
    return replace_free(expr, {old.name: new})


def free_symbols(expr: Expr) -> frozenset[str]:
    """The spellings that occur free in the tree.

    >>> x, i, n = symbol("x"), symbol("i"), symbol("n")
    >>> sorted(free_symbols(Expr("sum", (i, number(1), n, Expr("entry", (x, i))))))
    ['n', 'x']
    """
    return expr.free


def replace_free(expr: Expr, values: Mapping[str, Expr]) -> Expr:
    """Simultaneous substitution of free symbols; a bound variable that would capture is renamed.

    >>> replace_free(Expr("add", (symbol("a"), symbol("b"))), {"a": symbol("b"), "b": symbol("a")}).args[0].name
    'b'
    """
    if values.keys().isdisjoint(expr.free):
        return expr
    if expr.head == "symbol":
        return values[expr.name]
    if expr.head == "over":
        return _replaced_over(expr, values)
    if expr.head not in BINDERS:
        return _derived(expr, replace(expr, args=tuple(replace_free(arg, values) for arg in expr.args)))
    variable, low, high, body = expr.args
    inside = {name: value for name, value in values.items() if name != variable.name and name in body.free}
    if any(variable.name in value.free for value in inside.values()):
        fresh = symbol(variable.name + "\0")
        body, variable = replace_free(body, {variable.name: fresh}), fresh
    ends = (replace_free(low, values), replace_free(high, values))
    return replace(expr, args=(variable, *ends, replace_free(body, inside)))


def _replaced_over(expr: Expr, values: Mapping[str, Expr]) -> Expr:
    """An operator over a set, whose variables are bound in its condition too."""
    inside = {name: value for name, value in values.items() if name in expr.free}
    taken = expr.args[0].free & frozenset().union(*(value.free for value in inside.values()))
    fresh = {name: symbol(name + "\0") for name in taken}
    renamed = [replace_free(arg, fresh) for arg in expr.args]
    return replace(expr, args=(renamed[0], *(replace_free(arg, inside) for arg in renamed[1:])))


def _derived(before: Expr, after: Expr) -> Expr:
    """A derivative in which something was replaced: at another place, or by something else, it is ``evaluated``.

    ``dg(t)/dt`` at ``t = 0`` is not the derivative of ``g(0)``, and ``d(a g(t))/dt`` at ``t = a`` not the derivative of
    ``a g(a)`` by ``a``.
    """
    if before.head not in DERIVATIVES or len(before.args) < 2:
        return after
    by = [what.args[0] if what.head == "entry" else what for what in (before.args[1], after.args[1])]
    counts = [
        sum(part == one for part in walk(body)) for one, body in zip(by, (before.args[0], after.args[0]), strict=True)
    ]
    placed = before.head != "derivative" or by[1].head == "symbol"
    return after if placed and counts[0] == counts[1] else replace(after, head="evaluated")
