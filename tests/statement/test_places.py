r"""Where a claim is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from ntkprops.statement.places import Place, places

CLAIMS = """
from ntkprops.statement import Ledger, Row, Statement, cite
user = Statement("user", then=("p > 0",), by=(cite("used"),))
used = Statement(
    title="label last",
    label="used",
)
proof = Ledger(user, (Row("user.1", "p > 0", by=(cite("used"),)),))
"""


def test_a_label_is_where_it_is_given(tmp_path: Path) -> None:
    """Not where it is cited, though that comes first."""
    (tmp_path / "claims.py").write_text(CLAIMS)
    (tmp_path / "torn.py").write_text("def (")
    found = places(tmp_path)

    assert {label: place.line for label, place in found.items()} == {"user": 3, "used": 6, "user.1": 8}
    assert found["user"].column == 18


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("notes.tex:12", Place("notes.tex", 12)),
        ("a dir/notes.md:12:3", Place("a dir/notes.md", 12, 3)),
        ("lecture 12, Lemma 4", None),
        ("(12): 3", None),
        ("", None),
    ],
)
def test_a_source_may_be_a_place(source: str, place: Place | None) -> None:
    """File, line and column; words are none."""
    assert Place.of(source) == place
