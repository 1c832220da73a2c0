r"""What is given, at the values that are in sight: ``instances(sight, trees)``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice, product

from ntkprops.derivation.judgment import Formula, Source, Step
from ntkprops.derivation.sources import always, resolved
from ntkprops.derivation.terms import Tensor
from ntkprops.language.notation import Sort
from ntkprops.language.tree import Expr, number, symbol, walk
from ntkprops.proof.direct.sight import UNAVAILABLE, Sight
from ntkprops.statement.model import Cite

MOST = 12  # instances of one formula

Shows = Callable[[Sight, Expr], Step | None]


def sources(sight: Sight) -> Iterator[tuple[Source, Formula]]:
    """Every formula that may be used, with where it stands."""
    checker = sight.checker
    for hypothesis in sight.scope.supposed:
        yield Source("local", formula=hypothesis.formula), hypothesis.formula
    for (kind, place), hypothesis in checker.hypotheses.items():
        yield Source(kind, place), hypothesis.formula
    for place, formula in always(checker.notation).items():
        yield Source("always", place), formula
    for reason in checker.reading.printed.by:
        if isinstance(reason, Cite) and not reason.at:
            yield from _cited(sight, reason)


def _cited(sight: Sight, reason: Cite) -> Iterator[tuple[Source, Formula]]:
    """What a settled claim says, at places that it has."""
    checker = sight.checker
    version = checker.library.version(reason.label, corrected=checker.corrected)
    if version is None:
        return
    reading = checker.library.reading(reason.label, corrected=version)
    for place in range(len(reading.then)):
        source = Source("cited", (place, 0), reason.label, version)
        try:
            yield source, resolved(checker, source, sight.scope)[0]
        except UNAVAILABLE:
            continue


def instances(sight: Sight, trees: Iterable[Expr], shows: Shows) -> Iterator[Step]:
    """Facts at the values that some trees, and the scope, speak of; their conditions are shown."""
    spoken = _spoken(trees)
    for source, formula in sources(sight):
        choices = [list(_values(sight, name, sort, spoken)) for name, sort in formula.variables]
        vectors = [place for place, (_, sort) in enumerate(formula.variables) if sort.kind == "vector"]
        apart = (c for c in product(*choices) if len({c[place] for place in vectors}) == len(vectors))
        for values in islice(apart, MOST):
            chosen = tuple((name, value) for (name, _), value in zip(formula.variables, values, strict=True))
            premises = [_condition(sight, one, shows) for one in formula.at(dict(chosen)).conditions]
            if None not in premises:
                yield Step("fact", (source, chosen), tuple(one for one in premises if one is not None))


def _spoken(trees: Iterable[Expr]) -> frozenset[Expr]:
    """The symbols, indices, times and arguments of exponentials that may be put for a variable."""
    parts = [part for tree in trees for part in walk(tree)]
    found = {part for part in parts if part.head == "symbol"}
    found |= {one for part in parts if part.head == "entry" for index in part.args[1:] for one in walk(index)}
    return frozenset(found | {moment for part in parts if part.head == "apply" for moment in part.args[1:]})


def _values(sight: Sight, name: str, sort: Sort, spoken: frozenset[Expr]) -> Iterator[Expr]:
    """The values in sight that are of a sort: those that the scope binds first."""
    yield from (symbol(one) for one, other in sight.scope.sorts.items() if _suits(other, sort))
    table = sight.checker.notation.table
    for value in sorted(spoken, key=repr):
        row = table.get(value.name) if value.head == "symbol" else None
        if value.head == "symbol" and (value.name in sight.scope.sorts or row is None or row.over or row.of):
            continue
        if row.sort == sort if row is not None else (sort.kind in ("index", "time") and value.head != "number"):
            yield value
    if sort.kind == "vector":
        arguments = [value for value in sorted(spoken, key=repr) if value.head not in ("symbol", "number")]
        yield from (value for value in arguments if _is_vector(sight, value, sort))
    if sort.kind == "index":
        yield number(1)
    if name in table and symbol(name) not in spoken and table[name].sort == sort and sort.kind != "vector":
        yield symbol(name)


def _is_vector(sight: Sight, value: Expr, sort: Sort) -> bool:
    found = sight.value(value)
    return isinstance(found, Tensor) and (found.kind, found.dims) == ("vector", sort.dims)


def _suits(local: Sort, sort: Sort) -> bool:
    counted = sort.kind == "index" and local.kind in ("count", "whole")
    return local == sort or counted or (sort.kind in ("time", "real") and local == Sort("real"))


def _condition(sight: Sight, condition: Formula, shows: Shows) -> Step | None:
    if condition.variables or condition.conditions:
        return None
    return shows(sight, condition.relation)


__all__ = ["instances", "sources"]
