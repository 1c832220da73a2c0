"""The canonical form refuses what SymPy would evaluate without end, or make complex, with the reason."""

import pytest

from ntkprops.errors import FormulaError
from ntkprops.language import Notation, declare, positive, read, real
from ntkprops.proof.canon import Canon


@pytest.mark.parametrize(
    ("latex", "reason"),
    [
        (r"10^{10^{10}}", "too large to be written out"),
        (r"(a + b)^{99999}", "too large to be written out"),
        (r"\max\{\log(0), a\}", "not a real number"),
        (r"\max\{\sqrt{-2}, a\}", "not a real number"),
        (r"(\log(-1))^{4}", "not a real number"),
        (r"(-1)^{\frac{1}{2}}", "not a real number"),
    ],
)
def test_printed_formula_that_is_too_large_or_not_real_is_refused_with_its_reason(latex, reason):
    """Before SymPy evaluates, cancels or crashes."""
    notation = Notation((declare("a", positive), declare("b", real)))

    with pytest.raises(FormulaError, match=reason):
        Canon(notation).scalar(read(latex, notation))
