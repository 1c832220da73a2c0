r"""The signs of what stands under roots, in logarithms and in denominators, and how such terms compare (``roots``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import permutations

import sympy as sp

from ntkprops.derivation.judgment import Step
from ntkprops.language.tree import Expr, number, relation
from ntkprops.proof.direct.sight import Sight

MOST = 4


def roots(sight: Sight, stated: Iterable[Expr]) -> Iterator[Step]:
    """That what stands under a root, a logarithm, a denominator is positive, and which of two such terms is larger."""
    bases = dict.fromkeys(base for one in stated for side in one.args for base in _bases(sight.value(side)))
    quoted = [sight.checker.terms.quote(sp.expand(base)) for base in list(bases)[:MOST]]
    for base in quoted:
        yield from (Step("scalar", (relation(base, op, number(0)),)) for op in (">", ">="))
    for one, other in permutations(quoted, 2):
        yield Step("scalar", (relation(one, "<=", other),))


def _bases(value: object) -> list[sp.Expr]:
    """The bases of powers that are not whole, the logarithms, and the denominators of a normal form."""
    if not isinstance(value, sp.Expr):
        return []
    powers = [power for power in value.atoms(sp.Pow) if not (power.exp.is_integer and power.exp.is_nonnegative)]
    found = [*(power.base for power in powers if power.base is not sp.E), *value.atoms(sp.log)]
    return sorted((base for base in found if base.free_symbols and not base.is_positive), key=str)
