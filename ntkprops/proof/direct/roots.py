r"""The signs under roots, and which root is the larger: ``roots(sight, stated)``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import permutations

import sympy as sp

from ntkprops.derivation.judgment import Step
from ntkprops.language.tree import Expr, number, relation
from ntkprops.proof.direct.sight import Sight

MOST = 4


def roots(sight: Sight, stated: Iterable[Expr]) -> Iterator[Step]:
    """That what stands under a root, or in a logarithm, is not negative, and how two such terms compare."""
    found: dict[sp.Expr, None] = {}
    for one in stated:
        for side in one.args:
            value = sight.value(side)
            if isinstance(value, sp.Expr):
                found |= dict.fromkeys(
                    power.base for power in value.atoms(sp.Pow) if power.exp.is_Rational and not power.exp.is_Integer
                )
                found |= dict.fromkeys(sorted(value.atoms(sp.log), key=str))
    bases = [sight.checker.terms.quote(sp.expand(base)) for base in sorted(found, key=str) if base.free_symbols][:MOST]
    for base in bases:
        yield Step("scalar", (relation(base, ">=", number(0)),))
    for one, other in permutations(bases, 2):
        yield Step("scalar", (relation(one, "<=", other),))
