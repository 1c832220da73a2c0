r"""From printed claims to trees: what is given, what is concluded, what may be cited, what is defined.

``Reading`` is one claim in one of its two versions, as printed or as corrected by its errata. ``given_facts`` and
``conclusions`` are what a proof sees of it; ``cited_facts`` is what it lends to others; ``definitions`` are rewritings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ntkprops.derivation.definitions import at_time, definitions
from ntkprops.derivation.judgment import Source
from ntkprops.errors import FormulaError
from ntkprops.language.definition import defining
from ntkprops.language.notation import Notation
from ntkprops.language.reader import read
from ntkprops.language.sorts import Scope, located, quantified, sort_of
from ntkprops.language.tree import Expr, free_symbols, links, relation, transform
from ntkprops.language.vocabulary import NO_COMPARISONS
from ntkprops.proof.facts import Fact, plain_norms, supposed
from ntkprops.statement.model import Erratum, Ledger, Reason, Row, Statement

CONSTANT = "\N{MATHEMATICAL SCRIPT CAPITAL C}"  # the hidden constant of a rate; no notes spell anything so
NO_RELATIONS = NO_COMPARISONS  # that a proof can use


@dataclass(frozen=True)
class Printed:
    """The printed parts of a claim, a row with what its ledger gives."""

    label: str
    then: tuple[str, ...]
    given: tuple[str, ...] = ()
    for_all: str = ""
    over: str = ""
    probability: str = ""
    by: tuple[Reason, ...] = ()
    defines: bool = False


@dataclass(frozen=True)
class Reading:
    """The trees of a claim: conclusions, hypotheses, binders; ``scope`` is what its formulas may mention."""

    printed: Printed
    then: tuple[Expr, ...]
    given: tuple[Expr, ...]
    for_all: tuple[Expr, ...]
    probability: Expr | None
    scope: Scope


def printed(item: Statement | Row, ledger: Ledger | None, *, corrected: bool) -> Printed:
    """The parts of a statement or row, with its errata applied or not."""
    if isinstance(item, Statement):
        errata, base = item.errata, Printed(
            item.label, item.then, item.given, item.for_all, item.over, item.probability, item.by, item.defines
        )  # fmt: skip
        return _apply(base, errata) if corrected else base
    assert ledger is not None
    frame = printed(ledger.of, None, corrected=corrected)
    given = frame.given if ledger.given is None else ledger.given
    for_all = frame.for_all if ledger.for_all is None else ledger.for_all
    base = Printed(item.label, (item.latex,), given, for_all, frame.over, "", item.by)
    return _apply(base, item.errata) if corrected else base


def _apply(base: Printed, errata: Iterable[Erratum]) -> Printed:
    for erratum in errata:
        if erratum.part == "by":
            base = replace(base, by=erratum.corrected)
        elif erratum.part in ("probability", "for_all"):
            base = replace(base, **{erratum.part: erratum.corrected})
        else:
            entries = list(getattr(base, erratum.part))
            entries[erratum.index : erratum.index + 1] = [erratum.corrected]
            base = replace(base, **{erratum.part: tuple(entries)})
    return base


def understand(claim: Printed, notation: Notation, *, left: Expr | None = None) -> Reading:
    """Read and sort-check every part of a claim.

    Args:
        claim: the printed parts.
        notation: the symbols.
        left: what stands on the left where a row starts with a relation.

    Raises:
        FormulaError: at the first part that cannot be read or has no sort.
    """
    scope = Scope(notation)
    binders: tuple[Expr, ...] = ()
    if claim.for_all:
        whole = read(claim.for_all, notation)
        binders = whole.args if whole.head == "items" else (whole,)
        for binder in binders:
            scope = quantified(Expr("forall", (binder,)), scope)
            if binder.head == "family":
                _sorted(binder, scope, claim.for_all)
    given = tuple(read(text, notation) for text in claim.given)
    then = tuple(_filled(read(text, notation), left, text) for text in claim.then)
    for tree, text in (*zip(given, claim.given, strict=True), *zip(then, claim.then, strict=True)):
        _sorted(tree, scope, text)
    for tree, text in zip(then, claim.then, strict=True) if claim.defines else ():
        try:
            defining(tree, notation)
        except FormulaError as error:
            raise located(error, text) from None
    chance = read(claim.probability, notation) if claim.probability else None
    if chance is not None:
        _sorted(chance, scope, claim.probability)
    plain = [tuple(transform(tree, plain_norms) for tree in trees) for trees in (then, given)]
    return Reading(claim, plain[0], plain[1], binders, chance, scope)


def _filled(tree: Expr, left: Expr | None, text: str) -> Expr:
    if tree.head == "chain" and tree.args[0].head == "blank":
        if left is None:
            raise FormulaError(
                "the row starts with a relation, but no readable row stands above it", latex=text, span=(0, 1)
            )
        return replace(tree, args=(left, *tree.args[1:]))
    return tree


def _sorted(tree: Expr, scope: Scope, text: str) -> None:
    try:
        sort_of(tree, scope)
    except FormulaError as error:
        raise located(error, text) from None


def relations(tree: Expr) -> Iterator[tuple[Expr, tuple[Fact, ...], frozenset[str]]]:
    r"""Each two-term relation of a formula with the conditions and variables of its ``\forall``."""
    items = tree.args if tree.head == "items" else (tree,)
    quantifiers = [item.args[0] for item in items if item.head == "forall"]
    conditions, variables = _ranges(quantifiers)
    for item in items:
        if item.head == "chain":
            for left, op, right in links(item):
                yield relation(left, op, right), conditions, variables


def _ranges(quantifiers: Iterable[Expr]) -> tuple[tuple[Fact, ...], frozenset[str]]:
    conditions, variables = [], set()
    for what in quantifiers:
        if what.head == "chain" and what.name == "in":
            variables.add(what.args[0].name)
        elif what.head == "chain":
            conditions += [supposed(relation(a, op, b), "range") for a, op, b in links(what)]
            variables |= {part.name for part in what.args[1:-1] or what.args[:1] if part.head == "symbol"}
        elif what.head == "symbol":
            variables.add(what.name)
    return tuple(conditions), frozenset(variables)


def rated(link: Expr, constant: Expr) -> Expr:
    r"""``m = \Omega(b)`` as ``m >= C b``, ``x = O(b)`` as ``|x| <= C b`` and ``x \leq O(b)`` as ``x <= C b``.

    Raises:
        FormulaError: for a rate that bounds from both sides.
    """
    left, right = link.args
    if right.head != "landau":
        return link
    if right.name not in ("Omega", "O"):
        raise FormulaError(rf"\{right.name} bounds from both sides; write \Omega and O", span=right.span)
    bound = Expr("mul", (constant, right.args[0]))
    if right.name == "Omega":
        return relation(left, ">=", bound)
    return relation(Expr("abs", (left,)) if link.name == "=" else left, "<=", bound)


def has_rate(trees: Iterable[Expr]) -> bool:
    """Whether a Landau symbol occurs."""
    return any(part.head == "landau" for tree in trees for part in _walk(tree))


def _walk(tree: Expr) -> Iterator[Expr]:
    yield tree
    for arg in tree.args:
        yield from _walk(arg)


def universal(reading: Reading, link: Expr) -> frozenset[str]:
    """The free variables of a relation that range freely: indices, times, and what the claim quantifies."""
    _, bound = _ranges(reading.for_all)
    names = free_symbols(link)
    table = reading.scope.notation.table
    free = {
        name for name in names if name in table and table[name].sort.kind in ("index", "time") and not table[name].over
    }
    return frozenset(free | (bound & names))


def hypotheses(reading: Reading, constant: Expr) -> Iterator[Fact]:
    """What a claim may use of its own givens; indices in them range freely, times and families are its own."""
    for place, binder in enumerate(reading.for_all):
        for number, condition in enumerate(_ranges((binder,))[0]):
            yield replace(condition, origin=Source("range", (place, number)))
    for place, tree in enumerate(reading.given):
        for number, (link, conditions, variables) in enumerate(relations(tree)):
            if link.name in NO_RELATIONS:
                continue
            table = reading.scope.notation.table
            indices = {
                n for n in free_symbols(link) if n in table and table[n].sort.kind == "index" and not table[n].over
            }
            free = frozenset(indices | variables)
            origin = Source("given", (place, number))
            yield Fact(rated(link, constant), f"given {place + 1}", free, conditions, told=not free, origin=origin)


def families(reading: Reading) -> frozenset[str]:
    r"""The families that the claim quantifies: ``w`` in "for any ``\{w_k\}_{k=1}^m``"."""
    found = set()
    for binder in reading.for_all:
        if binder.head == "family":
            body = binder.args[3]
            found.add(body.args[0].name if body.head == "entry" else body.name)
    return frozenset(found)


__all__ = [
    "CONSTANT",
    "Printed",
    "Reading",
    "at_time",
    "definitions",
    "families",
    "hypotheses",
    "printed",
    "relations",
    "understand",
]
