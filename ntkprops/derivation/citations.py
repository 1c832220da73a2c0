r"""What a citation lends: the formula that a claim states, at values that may be put for its symbols.

What is settled by the notes or by the draw is no symbol to put values for; nor is one of which something else speaks
unseen. What is said of the weights at hand is told from what holds of any.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ntkprops.derivation.claims import Claim, Lent, Read, claim_of, lends, timed
from ntkprops.derivation.context import Scope, Standing
from ntkprops.derivation.definitions import root_of
from ntkprops.derivation.judgment import Formula, Refused, Source
from ntkprops.derivation.reach import redefined
from ntkprops.language.tree import Expr, links, relation, symbol, walk

if TYPE_CHECKING:
    from ntkprops.derivation.check import Checker

THESE = ("the weights at hand", (0, 0))  # in how a claim stands: it rests on what is said of these alone


def cited_claim(checker: Checker, source: Source) -> Claim:
    """The claim that a source cites, read afresh. Raises ``Refused`` where it does not stand."""
    key = (source.label, source.corrected)
    if key not in checker.library.standing:
        raise Refused(f"{source.label} is cited, and is not proved")
    reading = checker.library.reading(source.label, corrected=source.corrected)
    if source.corrected != checker.corrected:
        _means_the_same(checker, source, reading)
    claim = claim_of(reading, checker.notation, checker.library.constants.get(key))
    if claim.unused and checker.library.standing[key] is None:
        raise Refused(f"{source.label} is given something that has no meaning here")
    return claim


def _means_the_same(checker: Checker, source: Source, reading: Read) -> None:
    """A claim of the other form may be cited where all that it speaks of is defined alike in both."""
    forms = [checker.library.defined(corrected=form) for form in (False, True)]
    names = frozenset().union(*(tree.free for tree in (*reading.given, *reading.then, *reading.for_all)))
    if redefined(forms, names, checker.notation):
        raise Refused(f"{source.label} is cited in its other form, where its symbols mean something else")


def lent_by(checker: Checker, source: Source) -> Lent:
    """What a cited claim lends at a place, with the values that the citation names."""
    claim = cited_claim(checker, source)
    stated = _composite(checker, source) if source.whole else None
    if stated is None and source.place not in claim.goals:
        raise Refused(f"{source.label} has no such conclusion")
    lent = lends(claim, checker.notation, source.place, stated)
    lent = timed(lent, claim, checker.notation) if source.timed else lent
    outside = Scope()
    for rule in claim.own:
        row = checker.notation.table.get(rule.pattern.name)
        if row is not None and rule.pattern.name not in checker.library.defined(corrected=source.corrected):
            checker.in_sort(rule.pattern.name, row.sort, rule.body, outside)
    sorts = dict(lent.formula.variables)
    free = tuple(one for one in lent.formula.variables if one[0] not in checker.settled)
    lent = replace(lent, formula=replace(lent.formula, variables=free))
    for name, value in source.at:
        if name in checker.settled:
            raise Refused(f"{name} is settled by the notes, or by the draw, and cannot be set to a value")
        row = checker.notation.table.get(name)
        sort = sorts.get(name) or (row.sort if row is not None and not (row.over or row.of or row.random) else None)
        if sort is None:
            raise Refused(f"{name} cannot be set to a value")
        checker.fits(name, sort, value, outside)
    is_put(checker, lent.formula, dict(source.at))
    alone = {rule.pattern.name for rule in claim.own if rule not in checker.claim.own}
    if checker.reach.of(_named(lent.formula)) & alone:
        raise Refused(f"{source.label} defines for itself what something in it speaks of unseen")
    return replace(lent, formula=lent.formula.at(dict(source.at)))


def _composite(checker: Checker, source: Source) -> Expr:
    """From the head of a cited row's chain to its right end, where all relations point one way."""
    last = checker.library.reading(source.label, corrected=source.corrected)
    ends: list[Expr] = []
    ops: list[str] = []
    for row in checker.library.chain(source.label):
        if (row, source.corrected) not in checker.library.standing:
            raise Refused(f"{row} stands above {source.label}, and is not proved")
        reading = checker.library.reading(row, corrected=source.corrected)
        if (reading.given, reading.for_all, reading.probability) != (last.given, last.for_all, None):
            raise Refused("the rows of a chain are given different things")
        tree = reading.then[0]
        steps = [(a, op, b) for a, op, b in links(tree) if op != ":="] if tree.head == "chain" else []
        if not steps or (ends and ends[-1] != steps[0][0]):
            raise Refused("the rows of a chain do not hang together")
        ends += [steps[0][0]] if not ends else []
        ends += [right for _, _, right in steps]
        ops += [op for _, op, _ in steps]
    if len({op[0] for op in ops if op != "="}) > 1 or not set(ops) <= {"<=", "<", ">=", ">", "="}:
        raise Refused("the relations of a chain point both ways")
    return relation(ends[0], min((op for op in ops if op != "="), key=len, default="="), ends[-1])


def averaged(checker: Checker, source: Source) -> Standing:
    rows = checker.library.chain(source.label) if source.whole else (source.label,)
    found = [checker.library.standing[(row, source.corrected)] for row in rows]
    return None if None in found else frozenset().union(*(one for one in found if one is not None))


def these_weights(checker: Checker, formula: Formula, source: Source) -> frozenset[str]:
    """The weights at hand of which something is said: not "for any", not shown here of any, and no definition."""
    table = checker.notation.table
    found = {
        name
        for name in checker.reach.bare(formula.bare)
        if name in table and table[name].over and table[name].of == ("time",)
    }
    if source.kind != "always":
        found -= cited_claim(checker, source).families
        standing = averaged(checker, source)
        everywhere = checker.library.defined(corrected=source.corrected)
        rules = everywhere.get(root_of(formula.relation.args[0]).name, ())
        defined = formula.relation.name == "=" and any(
            {rule.pattern, rule.body} == set(formula.relation.args) for rule in rules
        )
        found = set() if defined or (standing is not None and THESE not in standing) else found
    return frozenset(found)


def is_put(checker: Checker, formula: Formula, values: Mapping[str, Expr]) -> None:
    """Values may be put for symbols only where nothing else in a formula speaks of them unseen."""
    names = _named(formula)
    for name, value in values.items():
        if value != symbol(name) and checker.reach.hides(name, names):
            raise Refused(f"{name} is taken at a value where something else speaks of it unseen")
        if any(checker.reach.hides(one, value.free) or checker.terms.timeless(value) for one in _moving(formula)):
            raise Refused(f"{name} is taken at a value that may move unseen where something is differentiated")


def _moving(formula: Formula) -> frozenset[str]:
    """The names by which something in a formula is differentiated or integrated."""
    parts = [part for part in walk(formula.relation) if part.head in ("derivative", "partial", "integral")]
    by = [part.args[0 if part.head == "integral" else 1].free for part in parts]
    return frozenset().union(*by, *map(_moving, formula.conditions))


def _named(formula: Formula) -> frozenset[str]:
    """All names in a formula, those in the sorts of its variables included."""
    dims = {dim for _, sort in formula.variables for dim in sort.dims}
    return formula.relation.free.union(formula.bound, dims, *map(_named, formula.conditions))


__all__ = ["THESE", "averaged", "cited_claim", "is_put", "lent_by", "these_weights"]
