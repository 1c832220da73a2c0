r"""What is written in the wrong shape is refused where it stands, with its remedy; what is right passes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ntkprops.errors import InputError
from ntkprops.statement import Erratum, Ledger, Row, Statement, assume, cite, definition
from ntkprops.statement.rules import algebra

ONE = Statement("one", then=("q = q",))
WRONG: tuple[tuple[Callable[[], object], str], ...] = (
    (lambda: Statement("one", then="q = q"), r"then of Statement one must be a tuple of str, found str 'q = q'"),
    (lambda: Statement("one", then=(7,)), r"then of Statement one must be a tuple of str, found tuple \(7,\)"),
    (lambda: Statement("one", by=algebra), "by of Statement one must be a tuple of Rule or Cite or"),
    (lambda: Statement("one", by=("algebra",)), "by of Statement one must be a tuple of Rule or Cite or"),
    (lambda: Statement(7), "label of Statement 7 must be str, found int 7"),
    (lambda: Statement("one", given=None), "given of Statement one must be a tuple of str, found NoneType None"),
    (lambda: Statement("one", probability=0.5), "probability of Statement one must be str, found float 0.5"),
    (lambda: Erratum("title", 0, "q = q", because=""), "part of Erratum must be 'given' or 'then' or"),
    (lambda: Erratum("then", "0", "q = q", because=""), "index of Erratum must be int, found str '0'"),
    (lambda: Erratum("then", -1, "q = q", because=""), "index of an Erratum must be at least 0, found -1"),
    (lambda: Erratum("by", 0, "q = q", because=""), "corrected of an Erratum must be reasons where its part is 'by'"),
    (lambda: Erratum("then", 0, (algebra,), because=""), "corrected of an Erratum must be LaTeX where its part is"),
    (lambda: Row("r", 5), "latex of Row r must be str, found int 5"),
    (lambda: Ledger(ONE, rows=()), "the ledger of one must hold a row, found none"),
    (lambda: Ledger("one", rows=(Row("r", "q = q"),)), "of of Ledger must be Statement, found str 'one'"),
    (lambda: cite("one", {"q": 1}), "at of Cite one must be a tuple of a tuple of str"),
    (lambda: definition(7), "spelling of Definition must be str, found int 7"),
    (lambda: assume(None), "words of Assume must be str, found NoneType None"),
)


@pytest.mark.parametrize(("make", "says"), WRONG, ids=[says[:40] for _, says in WRONG])
def test_a_wrong_shape_is_refused(make: Callable[[], object], says: str) -> None:
    """One formula for a tuple of one would be read letter by letter."""
    with pytest.raises(InputError, match=says):
        make()


def test_a_right_shape_passes() -> None:
    """Negative control: every field filled."""
    row = Row("r", "= q", by=(algebra, cite("one", {"q": "p"}), definition("q"), assume("a book")), also=("eq-1",))
    errata = (Erratum("then", 0, "p = p", because=""), Erratum("by", 0, (algebra,), because=""))
    whole = Statement("one", "t", "s", ("q = q",), ("q > 0",), "q", "w(0)", "1", (algebra,), errata, True, ("a",))

    assert Ledger(whole, rows=(row,), given=("q > 1",), for_all="q", title="t").rows == (row,)
