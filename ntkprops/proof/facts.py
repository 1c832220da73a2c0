r"""What a proof may use, as trees: relations with the variables they hold for, and rewritings.

A ``Fact`` is a relation that holds for every value of its ``universal`` variables under its ``conditions``; a
``Rewrite`` replaces every instance of a pattern (a definition, a cited equation). Instances are made by substitution,
never by unification with unknowns on both sides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, replace

from ntkprops.derivation.definitions import Rewrite
from ntkprops.derivation.judgment import Formula, Source
from ntkprops.language.tree import Expr, replace_free, symbol
from ntkprops.proof.why import Why, because

DEPTH = 4  # how often rewritings may uncover new instances of one another


@dataclass(frozen=True)
class Fact:
    """``relation`` (a chain of two terms) for all ``universal`` variables under ``conditions``.

    ``sure`` says that it holds for every draw, not only under an event; only then may it pass under
    an expectation or a probability. ``told`` facts count even where nothing else speaks of the same things.
    ``name`` labels it in certificates; ``origin`` is where the checker finds it, at the values in ``bindings``.
    """

    relation: Expr
    name: str
    universal: frozenset[str] = frozenset()
    conditions: tuple[Fact, ...] = ()
    sure: bool = True
    told: bool = False
    origin: Source | Callable[[Mapping[str, Expr]], Why] | None = None
    bindings: tuple[tuple[str, Expr], ...] = ()

    def at(self, values: Mapping[str, Expr]) -> Fact:
        """The instance with variables set to ``values``; what a condition binds is renamed before it could capture."""
        relation = replace_free(self.relation, values)
        mentioned = frozenset().union(*(value.free for value in values.values()))
        conditions = tuple(
            c.apart(mentioned).at({k: v for k, v in values.items() if k not in c.universal}) for c in self.conditions
        )
        bound = {name: replace_free(value, values) for name, value in self.bindings}
        bound |= {name: value for name, value in values.items() if name in self.universal}
        kept = self.universal - set(values)
        return replace(self, relation=relation, conditions=conditions, universal=kept, bindings=tuple(bound.items()))

    def why(self, premises: Iterable[Why] = ()) -> Why:
        """How the checker comes by this instance: from where the fact stands, its conditions shown by the premises."""
        if isinstance(self.origin, Source):
            return because("fact", self.origin, self.bindings, premises=premises)
        return because("unknown") if self.origin is None else self.origin(dict(self.bindings))

    def is_met_by(self, given: Set[Expr]) -> bool:
        """Whether every condition is among some relations word for word, and asks nothing further."""
        return all(condition.relation in given and not condition.conditions for condition in self.conditions)

    def apart(self, names: frozenset[str]) -> Fact:
        """The same fact with its own variables renamed away from ``names``."""
        clash = self.universal & names
        if not clash:
            return self
        renamed = {name: symbol(name + "\0") for name in sorted(clash)}
        kept = (self.universal - clash) | {value.name for value in renamed.values()}
        return replace(self.at(renamed), universal=kept)


def supposed(relation: Expr, name: str, *, told: bool = False) -> Fact:
    """A relation that is supposed inside a proof; the checker looks for it among what is supposed where it is used."""
    return Fact(relation, name, told=told, origin=Source("local", formula=Formula(relation)))


def rewriter(rules: Iterable[Rewrite]):
    """A function that applies the rewritings wherever they fit, until none does (at most ``DEPTH`` rounds)."""
    kept = tuple(rules)

    def once(expr: Expr) -> Expr | None:
        return next((changed for rule in kept if (changed := rule.apply(expr)) is not None and changed != expr), None)

    def rewrite(expr: Expr, rounds: int = DEPTH) -> Expr:
        expr = plain_norms(expr)
        changed = once(expr) if rounds else None
        if changed is not None:  # the larger pattern first: an entry of a gradient before the gradient
            return rewrite(changed, rounds - 1)
        args = tuple(rewrite(arg, rounds) for arg in expr.args)
        if args == expr.args:
            return expr
        whole = replace(expr, args=args)
        changed = once(whole) if rounds else None
        return whole if changed is None else rewrite(changed, rounds - 1)

    return rewrite


def plain_norms(expr: Expr) -> Expr:
    r"""A norm printed without a subscript is the Euclidean or spectral one."""
    return replace(expr, name="2") if expr.head == "norm" and not expr.name else expr
