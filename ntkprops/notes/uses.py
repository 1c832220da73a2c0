r"""How does a document use its symbols? ``survey(trees)``: with how many indices, on what, and where bare.

A symbol with indices may be a family (``w_k``, each a vector) or a vector with components (``u_i``). It is a vector or
a matrix where the bare letter is computed with (``u(t) - y``, ``\|H\|_F``) and its members are not; else a family.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ntkprops.language.tree import BINDERS, Expr, links, walk

COMPUTES = frozenset(
    {"add", "neg", "mul", "norm", "transpose", "inner", "lambda_min", "lambda_max", "tr", "Tr", "pow", "div", "abs"}
    | {"exp", "log", "sqrt"}
)
OF_TENSORS = frozenset({"norm", "transpose", "inner", "lambda_min", "lambda_max"})
MOMENTS = frozenset({"t", "s", "k", "l", "T", r"\tau"})  # letters of times and steps
ORDERS = frozenset({"<=", "<", ">=", ">"})


@dataclass(frozen=True)
class Occurrence:
    """One use of a symbol: its indices and its arguments, in printed order."""

    name: str
    indices: tuple[Expr, ...] = ()
    given: tuple[Expr, ...] = ()
    is_applied: bool = False
    is_member: bool = False

    @property
    def parts(self) -> tuple[Expr, ...]:
        return (*self.indices, *self.given)


@dataclass
class Use:
    """All uses of one symbol."""

    indices: Counter[int] = field(default_factory=Counter)
    given: list[tuple[Expr, ...]] = field(default_factory=list)
    computed: int = 0  # bare, within an operation
    members: int = 0  # with the index of a member above it
    tensors: bool = False  # with indices, in a place where no number can stand
    plain: bool = False  # without arguments
    settled: int | None = None  # how many indices a comment line gives it

    @property
    def own(self) -> int:
        """How many indices tell members of a family apart."""
        if self.settled is not None:
            return self.settled
        if self.members:
            return int(self.members >= self.computed)
        counts = sorted(self.indices)
        vector = len(counts) == 1 and self.computed > 0 and not self.tensors
        return 0 if not counts or vector or len(counts) > 2 else counts[0]


def occurrence(expr: Expr) -> Occurrence | None:
    r"""The use of a symbol that a node is: ``w``, ``w_k``, ``u(t)``, ``w_k(0)``, ``\dot{w}_k(s)``."""
    indices: tuple[Expr, ...] = ()
    given: tuple[Expr, ...] = ()
    node, applied, member = expr, False, False
    while node.head in ("entry", "apply", "dot"):
        member = member or (node.head == "entry" and node.name == "member")
        indices = (*node.args[1:], *indices) if node.head == "entry" else indices
        given = (*node.args[1:], *given) if node.head == "apply" else given
        applied, node = applied or node.head == "apply", node.args[0]
    return Occurrence(node.name, indices, given, applied, member) if node.head == "symbol" and node.name else None


def occurrences(tree: Expr, parent: str = "", place: int = 0, bound: frozenset[str] = frozenset()) -> Iterator[
    tuple[Occurrence, str, int]
]:  # fmt: skip
    """Every free use in a tree, with the head around it and its place there."""
    found = occurrence(tree)
    if found is not None and found.name not in bound:
        yield found, parent, place
    elif tree.head in BINDERS:
        bound = bound | {tree.args[0].name}
    elif tree.head == "over":
        bound = bound | tree.args[0].free
    inside = "apply" if found is not None else tree.head
    for k, part in enumerate(found.parts if found is not None else tree.args):
        yield from occurrences(part, inside, k, bound)


def arguments(chain: Expr) -> frozenset[str]:
    r"""The letters that a definition ``f(x; w) = ..`` binds: its arguments, save those that it indexes.

    >>> from ntkprops.language import Notation, declare, read, real
    >>> table = Notation((declare("f", real, of=("any", "any")),))
    >>> sorted(arguments(read("f(x; w) = 2 w_k x", table)))
    ['x']
    """
    if chain.head != "chain" or chain.relations[0] not in ("=", ":="):
        return frozenset()
    defined = occurrence(chain.args[0])
    if defined is None or not defined.given or any(part.head != "symbol" for part in defined.given):
        return frozenset()
    indexed = {
        use.name for part in chain.args[1:] for use, _, _ in occurrences(part) if use.indices
    }  # fmt: skip
    return frozenset(part.name for part in defined.given if not is_moment(part)) - indexed


def is_moment(argument: Expr) -> bool:
    r"""Whether an argument is a time or a step: ``0``, ``t``, ``k + 1``."""
    parts = argument.args if argument.head in ("add", "neg") else (argument,)
    parts = tuple(part.args[0] if part.head == "neg" else part for part in parts)
    return all(part.head == "number" or (part.head == "symbol" and part.name in MOMENTS) for part in parts)


def quantified(what: Expr) -> frozenset[str]:
    r"""The number that ``\forall s \geq 0``, ``\forall 0 \leq s \leq t`` or ``\forall s \in \mathbb{R}`` binds."""
    if what.head != "chain":
        return frozenset()
    if what.relations == ("in",):
        is_number = what.args[1].head == "space" and not what.args[1].args
        return frozenset({what.args[0].name}) if is_number and what.args[0].head == "symbol" else frozenset()
    middle = what.args[1] if len(what.args) == 3 else what.args[0]
    ordered = set(what.relations) <= ORDERS
    return frozenset({middle.name}) if ordered and middle.head == "symbol" else frozenset()


def survey(trees: Iterable[Expr]) -> dict[str, Use]:
    """The uses of every symbol."""
    found: dict[str, Use] = {}
    for tree in trees:
        items = tree.args if tree.head == "items" else (tree,)
        bound = frozenset().union(*(quantified(item.args[0]) for item in items if item.head == "forall"))
        for item in items:
            local = arguments(item) | bound
            for use, parent, place in occurrences(item, bound=local):
                _count(found.setdefault(use.name, Use()), use, parent, place)
            for left, op, right in links(item) if item.head == "chain" else ():
                _memberships(found, left, op, right)
    return found


def _count(known: Use, use: Occurrence, parent: str, place: int) -> None:
    if use.indices:
        known.indices[len(use.indices)] += 1
        known.members += use.is_member
        known.tensors |= parent in OF_TENSORS or use.is_member
    elif parent in COMPUTES:
        known.computed += 1
    if use.is_applied:
        known.given.append(use.given)
    else:
        known.plain = True


def _memberships(found: dict[str, Use], left: Expr, op: str, right: Expr) -> None:
    r"""``x_i \in \mathbb{R}^d`` and ``w_i \sim N(0, I_d)`` say that the members are vectors."""
    use = occurrence(left)
    if use is None or not use.indices or use.name not in found:
        return
    vectors = op == "in" and right.head == "space" and bool(right.args) and right.name == "R"
    several = op == "~" and right.head == "law" and any(part.name == "I" for part in walk(right))
    found[use.name].tensors |= vectors or several
