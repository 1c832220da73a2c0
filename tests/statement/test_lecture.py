"""A folder of statements is loaded in its order, and what cannot be loaded is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from ntkprops.errors import LectureError, NotationError
from ntkprops.statement import Ledger, Row, Statement, bundled_lecture, load_lecture

NOTATION = 'from ntkprops.language import Notation, declare, real\nnotation = Notation((declare("q", real),))\n'


def statement(label: str) -> str:
    """The source of a file with one statement."""
    return f'from ntkprops.statement import Statement\nit = Statement("{label}", then=("q = q",))\n'


def folder(path: Path, **files: str) -> Path:
    """A folder of Python files."""
    for name, text in files.items():
        (path / f"{name}.py").write_text(text)
    return path


def test_files_are_read_in_the_order_that_is_given(tmp_path: Path) -> None:
    """ORDER in __init__.py wins over the names."""
    where = folder(tmp_path, __init__='ORDER = ("b", "a")\n', notation=NOTATION, a=statement("one"), b=statement("two"))

    assert [item.label for item, _ in load_lecture(where).rows()] == ["two", "one"]


def test_files_are_read_by_name_otherwise(tmp_path: Path) -> None:
    """Without ORDER the names decide."""
    where = folder(tmp_path, notation=NOTATION, b=statement("two"), a=statement("one"))

    assert [item.label for item, _ in load_lecture(where).rows()] == ["one", "two"]


def test_files_may_import_each_other(tmp_path: Path) -> None:
    """A relative import works, and what is imported is not counted twice."""
    where = folder(tmp_path, notation=NOTATION, a=statement("one"), b="from .a import it\n")

    assert [item.label for item, _ in load_lecture(where).rows()] == ["one"]


def test_a_file_that_raises_is_named_with_its_line(tmp_path: Path) -> None:
    """The error, its line and its file are said; the other files are read."""
    lecture = load_lecture(folder(tmp_path, notation=NOTATION, a=statement("one"), b="x = 1\ny = 1 / 0\n"))

    assert [item.label for item, _ in lecture.rows()] == ["one"]
    assert "ZeroDivisionError" in lecture.broken[0]
    assert "line 2 of b.py" in lecture.broken[0]


def test_a_file_with_a_syntax_error_is_named(tmp_path: Path) -> None:
    """Unfinished Python is reported like any other failure."""
    lecture = load_lecture(folder(tmp_path, notation=NOTATION, a=statement("one"), b="def f(:\n"))

    assert "SyntaxError" in lecture.broken[0]


def test_a_file_that_is_listed_but_missing_is_named(tmp_path: Path) -> None:
    """ORDER may not name what is not there in silence."""
    lecture = load_lecture(folder(tmp_path, __init__='ORDER = ("a", "gone")\n', notation=NOTATION, a=statement("one")))

    assert "gone.py does not exist" in lecture.broken[0]


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "must define a Notation"),
        ({"notation": "x = 1\n"}, "it holds none"),
        ({"notation": NOTATION}, "holds no statement"),
        ({"notation": NOTATION, "a": statement("one"), "b": statement("one").replace("q = q", "q = 1")}, "given twice"),
        ({"__init__": "1 / 0\n", "notation": NOTATION}, "__init__.py raises ZeroDivisionError"),
    ],
)
def test_what_is_no_lecture_is_refused(tmp_path: Path, files: dict[str, str], words: str) -> None:
    """The reason stands in the message."""
    with pytest.raises(LectureError, match=words):
        load_lecture(folder(tmp_path, **files))


def test_a_notation_that_contradicts_itself_is_refused(tmp_path: Path) -> None:
    """Two meanings for one spelling are an error before anything is read."""
    twice = NOTATION.replace('declare("q", real)', 'declare("q", real), declare("q", real, "another")')

    with pytest.raises(NotationError, match="q is declared twice"):
        load_lecture(folder(tmp_path, notation=twice, a=statement("one")))


def test_two_loads_do_not_share_modules(tmp_path: Path) -> None:
    """A folder that changed is read afresh."""
    where = folder(tmp_path, notation=NOTATION, a=statement("one"))
    load_lecture(where)
    (where / "a.py").write_text(statement("other-label"))

    assert [item.label for item, _ in load_lecture(where).rows()] == ["other-label"]


def test_the_bundled_lecture_loads_whole() -> None:
    """Every file of lecture 12 can be read and every label is said once."""
    lecture = load_lecture(bundled_lecture())
    labels = [item.label for item, _ in lecture.rows()]

    assert lecture.broken == ()
    assert len(labels) == len(set(labels))
    assert {f"eq-{number}" for number in range(1, 28)} - set(labels) == {"eq-3", "eq-6"}


def test_rows_come_with_their_ledger() -> None:
    """A row is yielded with the ledger it stands in, a statement with none."""
    pairs = list(load_lecture(bundled_lecture()).rows())

    assert all(isinstance(item, Statement) == (ledger is None) for item, ledger in pairs)
    assert all(isinstance(ledger, Ledger) for item, ledger in pairs if isinstance(item, Row))


def test_a_statement_inside_its_ledger_is_a_claim(tmp_path: Path) -> None:
    """It needs no name of its own in the module, and stands before its rows, once."""
    text = (
        "from ntkprops.statement import Ledger, Row, Statement\n"
        'inline = Ledger(Statement("inside", then=("q = q",)), rows=(Row("row", "q = q"),))\n'
        'again = Ledger(inline.of, rows=(Row("other", "q = q"),))\n'
    )

    assert [item.label for item, _ in load_lecture(folder(tmp_path, notation=NOTATION, a=text)).rows()] == [
        "inside",
        "row",
        "other",
    ]


def test_two_statements_of_one_label_inside_ledgers_are_refused(tmp_path: Path) -> None:
    """A label names one claim, wherever the statement stands."""
    text = (
        "from ntkprops.statement import Ledger, Row, Statement\n"
        'one = Ledger(Statement("inside", then=("q = q",)), rows=(Row("row", "q = q"),))\n'
        'two = Ledger(Statement("inside", then=("q = 1",)), rows=(Row("other", "q = q"),))\n'
    )

    with pytest.raises(LectureError, match="inside is given twice"):
        load_lecture(folder(tmp_path, notation=NOTATION, a=text))
