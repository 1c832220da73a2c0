r"""Small exact laws: ``laws_of(row)`` are those that a declaration allows, ``outcomes(..)`` what they draw together.

Every draw is independent of every other, and all entries of a random vector or family have one law.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import prod

from ntkprops.language.notation import Symbol
from ntkprops.language.tree import Expr
from ntkprops.meaning.exact.tensor import Value
from ntkprops.meaning.exact.values import Number, Undetermined, negative
from ntkprops.trial.sets import LAWS as NAMED
from ntkprops.trial.sets import Law, lies_in
from ntkprops.trial.worlds.meant import admits_law
from ntkprops.trial.worlds.shapes import Shape, count, shaped

F = Fraction
MOST_OUTCOMES = 100
LAWS: tuple[Law, ...] = (
    ((F(1), F(1)),),
    ((F(0), F(1, 2)), (F(1), F(1, 2))),
    ((F(-1), F(1, 2)), (F(1), F(1, 2))),
    ((F(0), F(3, 4)), (F(1), F(1, 4))),
    ((F(0), F(9, 10)), (F(10), F(1, 10))),
    ((F(-1), F(1, 4)), (F(0), F(1, 2)), (F(1), F(1, 4))),
    ((F(-2), F(1, 8)), (F(0), F(3, 4)), (F(2), F(1, 8))),
    ((F(1), F(1, 2)), (F(2), F(1, 2))),
    ((F(0), F(1)),),
    ((F(1, 2), F(1)),),
    ((F(1, 4), F(1, 2)), (F(3, 4), F(1, 2))),
    ((F(-3), F(1, 4)), (F(1), F(3, 4))),
    ((F(0), F(1, 10)), (F(1), F(9, 10))),
)


def laws_of(row: Symbol, laws: Sequence[Law] = LAWS) -> list[Law]:
    """The laws that a declaration allows for an entry, simplest first; none for one without an exact form here."""
    named = NAMED.get(row.law)
    known = laws if not row.law else () if named is None or isinstance(named, str) else (named,)
    known = [law for law in known if admits_law(row, law)]
    if not row.sort.is_scalar:
        return known
    member = Symbol(row.name, row.sort)
    return [law for law in known if all(lies_in(member, value, scalar_of_nothing) for value, _ in law)]


def outcomes(laws: Mapping[str, Law], shapes: Mapping[str, Shape]) -> Iterator[tuple[Fraction, dict[str, Value]]]:
    """Every outcome of independent draws with its probability.

    Raises:
        Undetermined: where there are too many.
    """
    copies = [laws[name] for name in laws for _ in range(count(shapes[name]))]
    if prod(map(len, copies)) > MOST_OUTCOMES:
        raise Undetermined(f"more than {MOST_OUTCOMES} outcomes")
    for atoms in product(*copies):
        values, drawn = iter(value for value, _ in atoms), {}
        for name in laws:
            drawn[name] = shaped([next(values) for _ in range(count(shapes[name]))], shapes[name])
        yield prod((chance for _, chance in atoms), start=F(1)), drawn


def scalar_of_nothing(tree: Expr) -> Number:
    """The value of a formula before any symbol has one: that of a whole number."""
    if tree.head == "number" and tree.name.isdigit():
        return F(tree.name)
    if tree.head == "neg":
        return negative(scalar_of_nothing(tree.args[0]))
    raise Undetermined(f"no value for {tree.head}")
