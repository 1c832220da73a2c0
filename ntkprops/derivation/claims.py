r"""What does a printed claim say? Its hypotheses, its goals, and what it lends to whoever cites it, as formulas.

The conventions of notes, each in one place: an index that is free in a hypothesis or a conclusion ranges over all its
values, unless the claim quantifies it; a time or a parameter that is free in both is one and the same, but that an
equation of motion is given at all times; what is given holds for every draw, unless the claim has a probability,
when it is given of one outcome, as is the range of a quantifier; ``m = \Omega(b)`` as a hypothesis means a constant
that the proof may choose, ``x = O(b)`` one that it may not. What is not understood raises ``Refused``: nothing is
dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from ntkprops.derivation.definitions import Rewrite, at_time, definitions, root_of
from ntkprops.derivation.judgment import MOMENT, Formula, Refused
from ntkprops.language.notation import Notation, Sort
from ntkprops.language.tree import Expr, links, relation, replace_free, symbol, walk

COMPARED = ("<=", "<", ">=", ">", "=", "!=")


class Read(Protocol):
    """The trees of a claim in one of its forms."""

    @property
    def then(self) -> tuple[Expr, ...]: ...
    @property
    def given(self) -> tuple[Expr, ...]: ...
    @property
    def for_all(self) -> tuple[Expr, ...]: ...
    @property
    def probability(self) -> Expr | None: ...
    @property
    def printed(self) -> Any: ...


Place = tuple[int, int]  # which tree, which of its relations


@dataclass(frozen=True)
class Claim:
    """A claim as formulas.

    Args:
        given: what it is given, by place; ``ranges`` what its quantifiers say, likewise.
        goals: what it concludes, by place.
        families: what it says "for any" of: chosen after the draw.
        quantified: the variables of ``for_all`` with their sorts.
        unused: whether something given has no meaning here, so that nobody can check that it holds.
        own: what it defines for itself, by spelling.
    """

    given: Mapping[Place, Formula]
    ranges: Mapping[Place, Formula]
    goals: Mapping[Place, Formula]
    families: frozenset[str]
    quantified: tuple[tuple[str, Sort], ...]
    probability: Expr | None
    unused: bool
    own: tuple[Rewrite, ...] = field(default=())

    @property
    def hypotheses(self) -> Iterator[tuple[str, Place, Formula]]:
        """Its ranges and what it is given, in printed order, but for what it defines."""
        yield from (("range", place, formula) for place, formula in self.ranges.items())
        yield from (("given", place, formula) for place, formula in self.given.items())


def claim_of(reading: Read, notation: Notation, constant: Expr | None) -> Claim:
    """A claim as formulas, a hidden constant being ``constant``.

    Raises:
        Refused: where a quantifier or a conclusion has no meaning here.
    """
    ranges, quantified, families = {}, [], set()
    for place, binder in enumerate(reading.for_all):
        if binder.head == "family":
            families.add(root_of(binder.args[3]).name)
            continue
        variables, conditions = quantifier(binder, notation)
        quantified += variables
        ranges |= {(place, number): formula for number, formula in enumerate(conditions)}
    given, unused = {}, False
    for place, tree in enumerate(reading.given):
        found, understood = hypotheses_of(tree, notation, constant, frozenset(name for name, _ in quantified))
        unused |= not understood
        given |= {(place, number): formula for number, formula in found}
    given = {place: _at_all_times(formula, reading, notation) for place, formula in given.items()}
    own = tuple(
        rule
        for tree in (*reading.given, *reading.then)
        for _, rule in definitions(tree, notation)
        if rule.pattern.head == "symbol" and ":=" in _signs(tree)
    )
    goals = {
        (place, number): formula
        for place, tree in enumerate(reading.then)
        for number, formula in _concluded(tree, notation, constant)
    }
    return Claim(given, ranges, goals, frozenset(families), tuple(quantified), reading.probability, unused, own)


def _at_all_times(formula: Formula, reading: Read, notation: Notation) -> Formula:
    r"""An equation of motion ``\frac{dg(t)}{dt} = -a g(t)`` is given at all times, if nothing else is given of ``t``.

    A rate that is bounded, or given as a number, may be that of the one time.
    """
    whole, moves = formula.relation.args
    by = whole.args[1] if whole.head == "derivative" else Expr("blank")
    row = notation.table.get(by.name)
    if by.head != "symbol" or row is None or row.sort.kind != "time" or row.over or row.of:
        return formula
    spoken = [one for one in (*reading.given, *reading.for_all) if by.name in one.free]
    alone = len(spoken) == 1 and spoken[0].head == "chain" and spoken[0].relations == ("=",)
    if not alone or not any(part.head == "apply" and by in part.args[1:] for part in walk(moves)):
        return formula
    return replace(formula, variables=(*formula.variables, (by.name, row.sort)))


def _signs(tree: Expr) -> tuple[str, ...]:
    return tuple(op for item in (tree.args if tree.head == "items" else (tree,)) for op in item.relations)


def quantifier(what: Expr, notation: Notation) -> tuple[list[tuple[str, Sort]], list[Formula]]:
    r"""The variables of ``\forall`` with their sorts, and the conditions that are their ranges."""
    if what.head == "symbol":
        return [(what.name, _declared(what, notation))], []
    if what.head == "chain" and what.name == "in" and what.args[0].head == "symbol" and what.args[1].head == "space":
        return _member_of(what.args[0], what.args[1], notation)
    if what.head == "chain" and all(op in ("<=", "<", ">=", ">") for op in what.relations):
        middle = what.args[1:-1] or what.args[:1]
        if all(part.head == "symbol" for part in middle):
            return (
                [(part.name, _declared(part, notation)) for part in middle],
                [Formula(relation(a, op, b)) for a, op, b in links(what)],
            )
    raise Refused("a quantifier over this has no meaning here")


def _member_of(variable: Expr, space: Expr, notation: Notation) -> tuple[list[tuple[str, Sort]], list[Formula]]:
    inside = space.args[0].args if len(space.args) == 1 and space.args[0].head in ("items", "listing") else space.args
    if space.name == "[]" and len(inside) == 1 and inside[0].head in ("symbol", "number"):
        sort = Sort("index", (inside[0].name,))
        row = notation.table.get(variable.name)
        if row is not None and row.sort != sort:
            raise Refused(f"{variable.name} is declared as {row.sort}, and quantified as {sort}")
        return [(variable.name, sort)], []
    row = notation.table.get(variable.name)
    real = Sort("vector", tuple(part.name for part in space.args)) if len(space.args) == 1 else Sort("real")
    if space.name == "R" and len(space.args) < 2 and row is not None and row.whole == real:
        return [(variable.name, _declared(variable, notation))], []
    raise Refused(f"{variable.name} is quantified over a set that has no meaning here")


def _declared(variable: Expr, notation: Notation) -> Sort:
    """The sort over which a quantified symbol ranges: its declared one, or all reals."""
    row = notation.table.get(variable.name)
    if row is None:
        return Sort("real")
    if row.over or row.of or row.random or not (row.sort.is_scalar or row.sort.kind == "vector"):
        raise Refused(f"{variable.name} cannot be quantified here")
    return row.sort


def indices_among(names: frozenset[str], notation: Notation) -> list[tuple[str, Sort]]:
    """The declared index letters among some names, with their ranges."""
    table = notation.table
    return [
        (n, table[n].sort) for n in sorted(names) if n in table and table[n].sort.kind == "index" and not table[n].over
    ]


def _parts(tree: Expr, notation: Notation) -> tuple[list[tuple[str, Sort]], list[Formula], list[Expr]]:
    """The quantifiers of a formula and what it says under them."""
    items = tree.args if tree.head == "items" else (tree,)
    variables, conditions, said = [], [], []
    for item in items:
        if item.head == "forall":
            more, ranges = quantifier(item.args[0], notation)
            variables += more
            conditions += ranges
        else:
            said.append(item)
    return variables, conditions, said


def hypotheses_of(
    tree: Expr, notation: Notation, constant: Expr | None = None, fixed: frozenset[str] = frozenset()
) -> tuple[list[tuple[int, Formula]], bool]:
    """The hypotheses that a formula gives, numbered, and whether that is all it says; ``fixed`` names do not range."""
    try:
        variables, conditions, said = _parts(tree, notation)
    except Refused:
        return [], False
    if not all(item.head == "chain" for item in said):
        return [], False  # an existence, or something that is no relation: nothing of it is used
    found, understood = [], True
    for number, (left, op, right) in enumerate(link for item in said for link in links(item)):
        op = "=" if op == ":=" else op
        stated = _rated(relation(left, op, right), constant, hypothesis=True) if op in COMPARED else None
        if stated is None:
            understood = False
            continue
        names = [one for one in indices_among(stated.free - fixed, notation) if one[0] not in dict(variables)]
        found.append((number, Formula(stated, (*variables, *names), tuple(conditions))))
    return found, understood


def _concluded(tree: Expr, notation: Notation, constant: Expr | None) -> Iterator[tuple[int, Formula]]:
    """The relations that a conclusion states, numbered; what it only defines is no goal.

    Raises:
        Refused: where a part of it has no meaning here.
    """
    variables, conditions, said = _parts(tree, notation)
    if not all(item.head == "chain" for item in said):
        raise Refused("a part of the conclusion is no relation")
    for number, (left, op, right) in enumerate(link for item in said for link in links(item)):
        if op == ":=":
            continue
        if op not in COMPARED:
            raise Refused(f"a part of the conclusion, with {op}, has no meaning here")
        stated = _rated(relation(left, op, right), constant, hypothesis=False)
        if stated is None:
            raise Refused("a rate in the conclusion has no constant")
        yield number, Formula(stated, tuple(variables), tuple(conditions))


def _rated(link: Expr, constant: Expr | None, *, hypothesis: bool) -> Expr | None:
    r"""``m = \Omega(b)`` as ``m >= C b``, ``x = O(b)`` as ``|x| <= C b``; None where C is not ours to choose."""
    left, right = link.args
    if not any(part.head == "landau" for side in link.args for part in walk(side)):
        return link
    inside = any(part.head == "landau" for part in (*walk(left), *(p for arg in right.args for p in walk(arg))))
    chosen = (right.head == "landau" and right.name == "Omega") or not hypothesis
    if inside or constant is None or not chosen or right.head != "landau" or right.name not in ("Omega", "O"):
        return None
    bound = Expr("mul", (constant, right.args[0]))
    if right.name == "Omega":
        return relation(left, ">=", bound) if link.name in ("=", ">=") else None
    side = Expr("abs", (left,)) if link.name == "=" else left
    return relation(side, "<=", bound) if link.name in ("=", "<=") else None


# -- what a claim lends ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Lent:
    """A formula that a claim lends; which of its conditions are the claim's hypotheses, by kind and place."""

    formula: Formula
    hypotheses: tuple[tuple[str, Place] | None, ...]  # None: a range that the conclusion itself prints
    values: tuple[tuple[str, Expr], ...] = ()


def lends(claim: Claim, notation: Notation, at: Place | None, stated: Expr | None = None) -> Lent:
    """What a claim lends by its conclusion at a place, or by a relation that its chain states.

    Its parameters that range freely become variables; what it defines for itself is written out.
    """
    goal = claim.goals[at] if at is not None and stated is None else Formula(stated or symbol(""))
    kept = [(kind, place, f) for kind, place, f in claim.hypotheses if not _defines(f, claim)]
    conditions = (*goal.conditions, *(f for _, _, f in kept))
    free = frozenset(name for name, _ in indices_among(goal.relation.free, notation))
    times = {
        name for name in goal.relation.free.union(*(f.free for f in conditions))
        if name in notation.table and notation.table[name].sort.kind == "time"
    }  # fmt: skip
    variables = dict((*goal.variables, *claim.quantified))
    variables |= {name: notation.table[name].sort for name in sorted(free | times) if name not in variables}
    whole = Formula(goal.relation, tuple(variables.items()), conditions)
    where: tuple[tuple[str, Place] | None, ...] = (*(None for _ in goal.conditions), *((k, p) for k, p, _ in kept))
    return Lent(_written_out(whole, claim.own), where)


def members_beyond(claim: Claim, notation: Notation) -> dict[tuple[str, int], tuple[int, int]]:
    r"""How many members before the first and after the last a family is given to have, by the place of the index.

    ``e_{k+1} \leq c e_k`` for all ``k`` up to ``T`` speaks of ``T + 1`` members, ``e_0 = 1`` of one before the first.
    """
    found: dict[tuple[str, int], tuple[int, int]] = {}
    for _, _, formula in claim.hypotheses:
        ranging = dict(formula.variables) if not formula.conditions else {}
        for part in (part for side in formula.relation.args for part in walk(side) if part.head == "entry"):
            row = notation.table.get(root_of(part).name)
            for place, (index, slot) in enumerate(
                zip(part.args[1:], row.over if row is not None else (), strict=False)
            ):
                step = _step(index, {name for name, sort in ranging.items() if sort == Sort("index", (slot,))})
                before, after = found.get((root_of(part).name, place), (0, 0))
                found[(root_of(part).name, place)] = (max(before, -step), max(after, step))
    return {key: ends for key, ends in found.items() if ends != (0, 0)}


def _step(index: Expr, letters: set[str]) -> int:
    """``j`` of an index ``k + j`` or ``k - j`` with a letter that ranges; -1 of 0; else nothing."""
    if index == Expr("number", name="0"):
        return -1
    if index.head != "add" or len(index.args) != 2:
        return 0
    letter, step = sorted(index.args, key=lambda part: part.head != "symbol")
    inside = step.args[0] if step.head == "neg" else step
    if letter.name not in letters or letter.head != "symbol" or inside.head != "number" or not inside.name.isdigit():
        return 0
    return -int(inside.name) if step.head == "neg" else int(inside.name)


def _defines(formula: Formula, claim: Claim) -> bool:
    """Whether a hypothesis is what a claim defines for itself."""
    sides = formula.relation.args
    return formula.relation.name == "=" and any({rule.pattern, rule.body} == set(sides) for rule in claim.own)


def _written_out(formula: Formula, own: tuple[Rewrite, ...]) -> Formula:
    values = {rule.pattern.name: rule.body for rule in own}
    for _ in values:
        formula = replace(
            formula,
            relation=replace_free(formula.relation, values),
            conditions=tuple(_written_out_once(c, values) for c in formula.conditions),
        )
    return formula


def _written_out_once(formula: Formula, values: Mapping[str, Expr]) -> Formula:
    return formula.inside(values)


def timed(lent: Lent, claim: Claim, notation: Notation) -> Lent:
    """What a claim about any weights says of the weights at a time, the variable ``MOMENT``."""
    if not claim.families:
        raise Refused("it is not said of any weights")
    moment = symbol(MOMENT)

    def moved(formula: Formula) -> Formula:
        return Formula(
            at_time(formula.relation, notation, moment), formula.variables, tuple(moved(c) for c in formula.conditions)
        )

    whole = moved(lent.formula)
    return replace(lent, formula=replace(whole, variables=(*whole.variables, (MOMENT, Sort("time")))))


__all__ = [
    "Claim",
    "Lent",
    "Place",
    "Read",
    "claim_of",
    "hypotheses_of",
    "indices_among",
    "lends",
    "members_beyond",
    "quantifier",
    "timed",
]
