"""Proved widths stand beside measured ones: the notes' own, and the best that the ladder gives for the same draw."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import pytest

from ntkprops.errors import InputError
from ntkprops.statement import bundled_lecture, load_lecture
from ntkprops.width.beside import Beside, beside
from ntkprops.width.ladder import bundled_ladder


def found(**values: object) -> Beside:
    """What lecture 12 and its ladder ask for at one point."""
    return beside(load_lecture(bundled_lecture()), bundled_ladder(), points=[values])


def test_the_printed_width_is_the_closed_form() -> None:
    """``m > (20736/pi) n^6/(delta^3 lambda_0^4)``, by another library at 60 digits."""
    with mpmath.workdps(60):
        bound = 20736 / mpmath.pi * 3**6 / (mpmath.mpf(1) / 10) ** 3 / (mpmath.mpf(1) / 4) ** 4

    proved = found(n=3, lambda_0=Fraction(1, 4), delta=Fraction(1, 10))

    assert proved.curves["proved"] == (int(mpmath.floor(bound)) + 1,)
    assert proved.curves["best rows"][0] < proved.curves["proved"][0] // 100
    assert proved.exponents == {"n": 6.0, "lambda_0": -4.0, "delta": -3.0}


def test_an_impossible_eigenvalue_is_refused() -> None:
    """Unit rows reach no lambda_0 above 1/2, which the lecture itself proves."""
    with pytest.raises(InputError, match="1/2"):
        found(n=3, lambda_0=Fraction(3, 4), delta=Fraction(1, 10))
