r"""The scalar step: does an inequality follow from a few others?

The scalar prover must find a certificate that its kernel accepts. What the sorts of the atoms say is added here, and
nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import sympy as sp

from ntkprops.derivation.definitions import root_of
from ntkprops.derivation.judgment import Refused, local_sort
from ntkprops.derivation.tensors import indices, size
from ntkprops.derivation.terms import Tensor, Terms
from ntkprops.language.latex import to_latex
from ntkprops.language.notation import Sort
from ntkprops.language.tree import Expr
from ntkprops.proof.scalar import Inequality, entails
from ntkprops.verdict import Kind

ZERO, ONE = sp.Integer(0), sp.Integer(1)


@dataclass(frozen=True)
class Scalars:
    """Scalar steps over the normal forms of one claim."""

    terms: Terms
    kinds: set[Kind] = field(default_factory=set)  # of the certificates that were found

    def inequality(self, stated: Expr) -> Inequality:
        """A relation between scalars in normal form."""
        left, right = (self.terms.scalar(side) for side in stated.args)
        return Inequality(left, stated.name, right)

    def entails(self, goal: Expr, premises: Sequence[Expr], otherwise: str) -> None:
        """Premises must give a goal. Raises ``Refused`` where no certificate is found."""
        values = [self.terms.value(side) for side in goal.args]
        if any(isinstance(value, Tensor) for value in values):
            if not any(self._is_same(goal, premise) for premise in (Expr("chain", goal.args[:1] * 2, "="), *premises)):
                raise Refused("an equation between vectors is not shown")
            return
        scalar = [premise for premise in premises if not isinstance(self.terms.value(premise.args[0]), Tensor)]
        self.entailed(self.inequality(goal), list(map(self.inequality, scalar)), otherwise)

    def _is_same(self, goal: Expr, premise: Expr) -> bool:
        """Whether two equations between vectors agree side by side, or crosswise, component by component."""
        ends = [(premise.args[0], premise.args[1]), (premise.args[1], premise.args[0])]
        return goal.name == premise.name == "=" and any(
            all(self._agree(one, other) for one, other in zip(goal.args, pair, strict=True)) for pair in ends
        )

    def _agree(self, one: Expr, other: Expr) -> bool:
        left, right = self.terms.value(one), self.terms.value(other)
        if not (isinstance(left, Tensor) and isinstance(right, Tensor)) or (left.kind, left.dims) != (
            right.kind,
            right.dims,
        ):
            return False
        over = indices(self.terms, left)
        return sp.expand(left.at(*over) - right.at(*over)) == 0

    def entailed(self, goal: Inequality, premises: Sequence[Inequality], otherwise: str) -> None:
        """As ``entails``, for normal forms."""
        if not self.shows(goal, premises):
            raise Refused(f"{otherwise}: {self.show(goal)}")

    def shows(self, goal: Inequality, premises: Sequence[Inequality]) -> bool:
        """Whether premises give a goal: word for word, or by a certificate."""
        gap = sp.expand(goal.left - goal.right)
        if goal.op in ("=", "<=", ">=") and gap == 0:
            return True
        if any(one.op == goal.op and sp.expand(one.left - one.right - gap) == 0 for one in premises):
            return True
        named = [replace(one, name=f"premise {place}") for place, one in enumerate(premises, start=1)]
        given = [*named, *self.built_in([goal, *named])]
        roots = _roots(given)
        asked = [(_put(goal, roots), given, 2)] if roots else []
        whole = [_with_whole_powers(one) for one in (goal, *given)]
        apart = [(whole[0], whole[1:], 2)] if whole != [goal, *given] else []
        return any(self._certified(*one) for one in (*asked, (goal, given, 2), *apart, (goal, given, 3)))

    def absurd(self, premises: Sequence[Inequality]) -> bool:
        """Whether premises contradict each other: the rest of them give the opposite of one, by a certificate."""
        given = [*premises, *self.built_in(premises)]
        return any(
            self._certified(one.negated(), [*given[:place], *given[place + 1 :]], 2)
            for place, one in enumerate(given)
            if one.op != "="
        )

    def _certified(self, goal: Inequality, given: Sequence[Inequality], effort: int) -> bool:
        found = entails(goal, given, effort=effort)
        self.kinds.update(() if found is None else (found.kind,))
        return found is not None

    def built_in(self, among: Sequence[Inequality]) -> list[Inequality]:
        """What the sorts of the atoms say: probabilities are at most 1, signs have square 1, indices are in range."""
        facts: list[Inequality] = []
        symbols = frozenset().union(*(one.symbols for one in among))
        for part in sorted(symbols, key=str):
            tree = self.terms.tree(part)
            root = root_of(tree)
            row = self.terms.notation.table.get(root.name) if root.head == "symbol" else None
            sort = (local_sort(tree.name) if tree.head == "symbol" else None) or (row.sort if row else Sort("real"))
            own = tree.head in ("symbol", "apply") or (row is not None and len(tree.args) == 1 + len(row.over))
            if tree.head in ("Pr", "indicator"):
                facts.append(Inequality(part, "<=", ONE, "at most 1"))
            elif sort.kind == "probability" and own:
                facts.append(Inequality(part, "<", ONE, "a probability"))
            elif sort.kind == "sign" and own:
                facts.append(Inequality(part**2, "=", ONE, "a sign"))
            elif sort.kind == "index" and tree.head == "symbol":
                facts.append(Inequality(part, "<=", size(self.terms, sort.dims[0]), "an index"))
        squares = [value for value in self.terms.nonnegative if value.free_symbols and value.free_symbols <= symbols]
        return facts + [Inequality(value, ">=", ZERO, "by its form") for value in sorted(squares, key=str)]

    def show(self, one: Inequality) -> str:
        """A relation between normal forms, printed."""
        return f"{to_latex(self.terms.quote(one.left))} {one.op} {to_latex(self.terms.quote(one.right))}"


def _roots(given: Sequence[Inequality]) -> dict[sp.Basic, sp.Basic]:
    """The roots that premises name: where ``v >= 0`` and ``v**2 = e``, the root of ``e`` is ``v``."""
    ends = [pair for one in given if one.op == "=" for pair in ((one.left, one.right), (one.right, one.left))]
    found = {}
    for square, value in ends:
        base, power = square.as_base_exp()
        if power == 2 and base.is_nonnegative and value.is_Add:
            found[sp.sqrt(value)] = base
    return found


def _with_whole_powers(one: Inequality) -> Inequality:
    """With ``b^k`` as a symbol for a whole ``k >= 0``, whatever ``b`` is, and ``b^(k + j) = b^k b^j``.

    As it stands a power is read for a positive ``b`` only.
    """
    return replace(one, left=_apart(one.left), right=_apart(one.right))


def _apart(expr: sp.Expr) -> sp.Expr:
    parts = {power: sp.Add.make_args(sp.expand(power.exp)) for power in expr.atoms(sp.Pow) if power.exp.free_symbols}
    whole = {
        power: sp.Mul(*(_power(power.base, part) for part in ends))
        for power, ends in parts.items()
        if power.base is not sp.E and all(part.is_integer and part.is_nonnegative for part in ends)
    }
    return sp.expand(expr.xreplace(whole)) if whole else expr


def _power(base: sp.Expr, exponent: sp.Expr) -> sp.Expr:
    if exponent.is_Integer:
        return base**exponent
    sign = {"nonnegative": True} if base.is_nonnegative or exponent.is_even else {"real": True}
    return sp.Symbol(f"[({base})^({exponent})]", **sign)


def _put(one: Inequality, values: Mapping[sp.Basic, sp.Basic]) -> Inequality:
    return replace(one, left=one.left.xreplace(values), right=one.right.xreplace(values))


__all__ = ["ONE", "ZERO", "Scalars"]
