r"""What depends on the draw, and what is unfolded without mention: definitions, and equations that reasons cite."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import sympy as sp

from ntkprops.derivation.citations import cited_claim, lent_by, these_weights
from ntkprops.derivation.claims import Lent
from ntkprops.derivation.definitions import Rewrite, at_time, definitions, root_of, unfolded
from ntkprops.derivation.heads import drawn_by, is_of
from ntkprops.derivation.judgment import Formula, Refused, Source
from ntkprops.derivation.tensors import indices
from ntkprops.derivation.terms import Tensor, Terms
from ntkprops.language.notation import Notation
from ntkprops.language.reader import read
from ntkprops.language.tree import Expr, relation, symbol
from ntkprops.statement.model import Cite, Definition

if TYPE_CHECKING:
    from ntkprops.derivation.check import Checker

SHAPES = frozenset({"entry", "apply", "derivative", "partial", "grad"})  # left sides that are recognised in a term
MATCHED = frozenset({"index", "time", "real"})  # sorts of variables of which a term shows by itself that it fits


def random_names(checker: Checker) -> frozenset[str]:
    """The names that depend on the draw: declared so, or defined by or given equal to something that does.

    A definition as a mean over all that is drawn in it is of something fixed.
    """
    terms, notation = checker.terms, checker.notation
    everywhere = checker.library.defined(corrected=checker.corrected).values()
    rules = [*(rule for found in everywhere for rule in found), *checker.claim.own, *given_definitions(checker)]
    drawn = frozenset(name for name, row in notation.table.items() if row.random or row.law or row.sort.kind == "event")
    written = tuple(rule for rule in rules if rule.body.head != "set")
    rules = [rule for rule in rules if not (rule.body.head == "E" and _is_whole(rule.body, notation, written, drawn))]
    pairs = [(root_of(rule.pattern).name, rule.body) for rule in rules]
    for formula in checker.claim.given.values():
        if formula.relation.name == "=":
            pairs += [(root_of(a).name, b) for a, b in (formula.relation.args, formula.relation.args[::-1])]
    found = set(drawn)
    more = found
    while more:
        terms.random = frozenset(found)
        more = {name for name, body in pairs if name and name not in found and terms.depends(body)}
        found = found | more
    return frozenset(found)


@lru_cache(maxsize=512)
def _is_whole(tree: Expr, notation: Notation, rules: tuple[Rewrite, ...], drawn: frozenset[str]) -> bool:
    """Whether a mean is over all that it depends on, once everything that is defined is written out."""
    if len(tree.args) == 1:
        return True
    terms = Terms(notation, random=drawn, unfold=lambda part: unfolded(rules, part, lambda _: True))
    try:
        value = terms.value(tree.args[0])
        body = value.at(*indices(terms, value)) if isinstance(value, Tensor) else value
        return is_of(terms, terms.quote(sp.expand(body)), drawn_by(tree.args[1]))
    except Refused:
        return False


def given_definitions(checker: Checker) -> list[Rewrite]:
    """What is given as a definition of something, by either sign."""
    return [rule for tree in checker.reading.given for _, rule in definitions(tree, checker.notation)]


def named_equations(checker: Checker) -> Iterator[Rewrite]:
    """The definitions and cited equations that the claim's reasons name: they are unfolded wherever they fit."""
    own: dict[str, list[Rewrite]] = {}
    for tree in checker.reading.given:
        for name, rule in definitions(tree, checker.notation):
            if rule.pattern.head == "symbol" or ":=" in tree.relations:
                own.setdefault(name, []).append(rule)
    known = {**checker.library.defined(corrected=checker.corrected), **own}
    for reason in checker.reading.printed.by:
        if isinstance(reason, Definition):
            if reason.spelling in own:
                _rest_on_equations(checker, own[reason.spelling])
            yield from (rule for rule in known.get(reason.spelling, ()) if rule.body.head != "set")
        elif isinstance(reason, Cite):
            yield from _cited_equations(checker, reason)


def _rest_on_equations(checker: Checker, rules: list[Rewrite]) -> None:
    """What is unfolded from a hypothesis is used for every draw."""
    for hypothesis in checker.hypotheses.values():
        sides = set(hypothesis.formula.relation.args)
        if any({rule.pattern, rule.body} == sides for rule in rules) and hypothesis.random:
            if not hypothesis.sure:
                raise Refused("an equation that is given of one outcome cannot be unfolded")
            checker.throughout |= {hypothesis}


def _cited_equations(checker: Checker, cite: Cite) -> Iterator[Rewrite]:
    """Cited equations under no condition but hypotheses of this very claim that speak of no draw."""
    version = checker.library.version(cite.label, corrected=checker.corrected)
    if version is None:
        return
    notation = checker.notation
    values = tuple((name, read(text, notation)) for name, text in cite.at)
    given = {h.formula for h in checker.hypotheses.values() if not h.random}
    source = Source("cited", label=cite.label, corrected=version, at=values)
    for lent in _all_lent(checker, source):
        left, right = lent.formula.relation.args
        conditions, names = lent.formula.conditions, lent.formula.bound
        if lent.formula.relation.name != "=" or left.head not in SHAPES or not set(conditions) <= given:
            continue
        moving = left.head == "derivative"
        right = at_time(right, notation, left.args[1]) if moving else right
        stated = Formula(relation(left, "=", right), lent.formula.variables)
        if these_weights(checker, stated, source) or any(sort.kind not in MATCHED for _, sort in stated.variables):
            continue
        yield Rewrite(left, right, names, cite.label)
        row = notation.table.get(root_of(left).name)
        if left.head == "entry" and row and row.of == ("time",) and not conditions:
            moment = symbol("\0time")
            at_once, then = (at_time(side, notation, moment) for side in (left, right))
            yield Rewrite(at_once, then, names | {"\0time"}, cite.label)


def _all_lent(checker: Checker, source: Source) -> Iterator[Lent]:
    """What a citation that holds surely lends, the relation of its whole chain included."""
    try:
        claim = cited_claim(checker, source)
    except Refused:
        return
    sources = [replace(source, place=place) for place in claim.goals]
    version = checker.library.chain_version(source.label, corrected=source.corrected)
    sources += [replace(source, corrected=version, whole=True)] if version is not None else []
    for one in sources if claim.probability is None else ():
        try:
            yield lent_by(checker, one)
        except Refused:
            continue


__all__ = ["given_definitions", "named_equations", "random_names"]
