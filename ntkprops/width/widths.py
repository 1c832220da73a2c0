r"""The width of a derivation at given numbers and a given split: ``exact_width``."""

from __future__ import annotations

from collections.abc import Mapping

import sympy as sp

from ntkprops.errors import InputError
from ntkprops.proof.operators import put
from ntkprops.width.model import Derivation, plain_name
from ntkprops.width.numbers import Number, least_integer, point
from ntkprops.width.optimum import optimum

SPLITS = ("printed", "equal", "best")


def exact_width(derivation: Derivation, *, split: str | Mapping[str, Number] = "best", **values: Number) -> int:
    r"""The least width that obeys every constraint of a derivation.

    Args:
        derivation: what ``derive`` gave.
        split: ``"printed"``, ``"equal"``, ``"best"``, or the share of every event by its label.
        values: every parameter by its spelling without backslash and braces, e.g. ``n=4, lambda_0=Fraction(1, 5)``.

    Returns:
        The integer, exactly; with ``"best"`` the least over all splits.

    Raises:
        InputError: a value or a split that the claim does not allow.
    """
    there = point(derivation, values)
    if split == "best":
        return optimum(derivation, there).width
    return least_integer(derivation.bounds, {**there, **_shares(derivation, split, there)})


def _shares(
    derivation: Derivation, split: str | Mapping[str, Number], values: Mapping[sp.Symbol, sp.Expr]
) -> dict[sp.Symbol, sp.Expr]:
    """The share of every event at a split, which must be positive and fit the failure probability."""
    failure = values[derivation.failure]
    if isinstance(split, Mapping):
        labels = [share.label for share in derivation.shares]
        if set(split) != set(labels):
            raise InputError(f"a split must give a share to each of {', '.join(labels)}; found {', '.join(split)}.")
        found: dict[sp.Symbol, sp.Expr] = {
            share.symbol: sp.Rational(str(split[share.label])) for share in derivation.shares
        }
    elif split == "equal":
        found = {share.symbol: failure / len(derivation.shares) for share in derivation.shares}
    elif split == "printed":
        found = {share.symbol: put(share.printed, values) for share in derivation.shares}
    else:
        raise InputError(f"split must be one of {', '.join(SPLITS)} or name every event; found {split!r}.")
    total = sp.Add(*found.values())
    if any(part <= 0 for part in found.values()) or total > failure:
        parts = ", ".join(f"{plain_name(symbol)} = {part}" for symbol, part in found.items())
        raise InputError(
            f"the shares must be positive and add up to at most {failure}; found {parts}, {total} in all. Lower one."
        )
    return found


__all__ = ["SPLITS", "exact_width"]
