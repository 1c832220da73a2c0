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
norm                  vector or matrix                       ``2 F 1 \infty`` or empty
inner transpose       arguments                              --
lambda_min ...        matrix                                 --
indicator Pr not      event or relation                      --
E                     body [, what is drawn]                 --
sum prod integral     variable, low, high, body              --
family                variable, low, high, body              --   (``\{w_k\}_{k=1}^m``)
derivative partial    body, variable                         --
grad                  body [, variable]                      --
listing set event     members or conditions                  --
union intersection    events                                 --
exists forall         what is bound                          --
landau law space      arguments                              ``Omega``, ``N``, ``R``
chain                 terms                                  relations, e.g. ``<= <= :=``
items                 formulas separated by commas           --
====================  =====================================  =================================

Spans are half-open ranges of the printed text and do not take part in equality.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

BINDERS = frozenset({"sum", "prod", "integral", "family"})


@dataclass(frozen=True)
class Expr:
    """A node: what it is, its parts in printed order, its payload, and where it was printed."""

    head: str
    args: tuple[Expr, ...] = ()
    name: str = ""
    span: tuple[int, int] = field(default=(0, 0), compare=False, repr=False)

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


def walk(expr: Expr) -> Iterator[Expr]:
    """Every node of the tree, the root first."""
    yield expr
    for arg in expr.args:
        yield from walk(arg)


def transform(expr: Expr, change: Callable[[Expr], Expr]) -> Expr:
    """The tree with ``change`` applied to every node, leaves first."""
    args = tuple(transform(arg, change) for arg in expr.args)
    return change(expr if args == expr.args else replace(expr, args=args))


def substitute(expr: Expr, old: Expr, new: Expr) -> Expr:
    """The tree with every free occurrence of ``old`` replaced by ``new``.

    Occurrences under a binder of the same variable are not free and stay. Bound variables are
    assumed distinct from the symbols of ``new`` (the caller renames them first).
    """
    if expr == old:
        return new
    if expr.head in BINDERS and expr.args[0] == old:
        variable, low, high, body = expr.args
        return replace(
            expr, args=(variable, substitute(low, old, new), substitute(high, old, new), body)
        )
    args = tuple(substitute(arg, old, new) for arg in expr.args)
    return expr if args == expr.args else replace(expr, args=args)


def free_symbols(expr: Expr) -> frozenset[str]:
    """The spellings that occur free in the tree.

    >>> x, i, n = symbol("x"), symbol("i"), symbol("n")
    >>> sorted(free_symbols(Expr("sum", (i, number(1), n, Expr("entry", (x, i))))))
    ['n', 'x']
    """
    if expr.head == "symbol":
        return frozenset({expr.name})
    if expr.head in BINDERS:
        variable, low, high, body = expr.args
        return free_symbols(low) | free_symbols(high) | (free_symbols(body) - free_symbols(variable))
    found: frozenset[str] = frozenset()
    for arg in expr.args:
        found |= free_symbols(arg)
    return found
