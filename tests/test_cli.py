"""The command line: what it prints, its exit status, its JSON, and how it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ntkprops.cli import app

NOTATION = """
from ntkprops.language import Notation, count, declare, positive, real
notation = Notation((declare("p", positive, "a width"), declare("q", real), declare("n", count)))
"""
TRUE = r"""
from ntkprops.statement import Statement
squares = Statement("squares", title="Squares are not negative", then=(r"q^2 \geq 0",))
"""
FALSE = r"""
from ntkprops.statement import Statement
shrinks = Statement("shrinks", then=(r"p^2 \leq p",))
"""
MENDED = r"""
from ntkprops.statement import Erratum, Statement
swapped = Erratum("then", 0, r"p \leq p + 1", because="sides swapped")
grows = Statement("grows", then=(r"p + 1 \leq p",), errata=(swapped,))
"""
UNREADABLE = r"""
from ntkprops.statement import Statement
broken = Statement("broken", then=(r"\frac{q}{2 \leq 3",))
"""
UNDECLARED = r"""
from ntkprops.statement import Statement
undeclared = Statement("undeclared", then=(r"P \geq 0",))
"""
RAISES = "raise RuntimeError('no such thing')\n"


@pytest.fixture
def folder(tmp_path: Path):
    """Makes a folder of statements out of file contents by name."""

    def make(**files: str) -> Path:
        for name, text in {"notation": NOTATION, **files}.items():
            (tmp_path / f"{name}.py").write_text(text)
        return tmp_path

    return make


def run(*arguments: str | Path) -> Result:
    """The outcome of a command."""
    return CliRunner().invoke(app, [str(one) for one in arguments], env={"COLUMNS": "80", "NO_COLOR": "1"})


def said(found: Result) -> str:
    """What a command printed, with line breaks taken as spaces."""
    return " ".join(found.output.split())


def test_true_statements_exit_0(folder) -> None:
    """Where everything stands the status is 0."""
    found = run("check", folder(a=TRUE))

    assert found.exit_code == 0
    assert "squares" in said(found) and "proved" in said(found)


def test_a_false_statement_exits_1(folder) -> None:
    """Where something falls without an erratum the status is 1, and the counterexample is shown."""
    found = run("check", folder(a=FALSE))

    assert found.exit_code == 1
    assert "p = 2" in said(found)


def test_a_confirmed_erratum_exits_0(folder) -> None:
    """What is printed wrong and rightly corrected is as it should be."""
    found = run("check", folder(a=MENDED))

    assert found.exit_code == 0
    assert "sides swapped" in said(found)


def test_a_true_erratum_of_a_true_statement_exits_1(folder) -> None:
    """An erratum is confirmed only if what is printed falls."""
    text = MENDED.replace(r"p + 1 \leq p", r"p \leq p + 2", 1)

    assert run("check", folder(a=text)).exit_code == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (UNREADABLE, (r"\leq cannot stand here", "^")),
        (UNDECLARED, ("P is neither declared nor bound here", "declare P in the notation table")),
    ],
)
def test_an_ill_formed_formula_is_shown_with_its_place(folder, text: str, words: tuple[str, ...]) -> None:
    """The message names what is wrong, where and the nearest remedy; other statements still get verdicts."""
    found = run("check", folder(a=text, b=TRUE))

    assert found.exit_code == 2
    assert all(word in said(found) for word in words)
    assert "squares" in said(found) and "proved" in said(found)


def test_a_file_that_raises_exits_2_and_the_rest_is_judged(folder) -> None:
    """A program error in one file is named with its line; the others keep their verdicts."""
    found = run("check", folder(a=RAISES, b=TRUE))

    assert found.exit_code == 2
    assert "RuntimeError: no such thing" in said(found)
    assert "squares" in said(found) and "proved" in said(found)


def test_an_empty_folder_exits_2(tmp_path: Path) -> None:
    """A folder without notation is refused in one sentence, without a traceback."""
    found = run("check", tmp_path)

    assert found.exit_code == 2
    assert "must define a Notation" in said(found)
    assert "Traceback" not in said(found)


def test_a_folder_without_statements_exits_2(folder) -> None:
    """Notation alone is no lecture."""
    found = run("check", folder())

    assert found.exit_code == 2
    assert "holds no statement" in said(found)


def test_a_missing_folder_exits_2(tmp_path: Path) -> None:
    """A path that is not there is named."""
    found = run("check", tmp_path / "nowhere")

    assert found.exit_code == 2
    assert "no such folder" in said(found)


def test_a_notation_clash_exits_2(folder) -> None:
    """One spelling declared twice is refused with both meanings."""
    clash = NOTATION.replace('declare("q", real)', 'declare("q", real), declare("q", positive, "another")')
    found = run("check", folder(notation=clash, a=TRUE))

    assert found.exit_code == 2
    assert "q is declared twice" in said(found)


def test_equal_labels_exit_2(folder) -> None:
    """Two statements of one label are refused."""
    found = run("check", folder(a=TRUE, b=TRUE.replace("q^2", "q^4")))

    assert found.exit_code == 2
    assert "squares is given twice" in said(found)


def test_an_unknown_citation_leaves_the_others(folder) -> None:
    """A citation of nothing makes its claim undecided with the known labels, and no other."""
    text = TRUE.replace("then=", 'by=(cite("nothing"),), then=').replace("import Statement", "import Statement, cite")
    found = run("check", folder(a=text.replace('"squares"', '"leaning"'), b=TRUE))

    assert found.exit_code == 1
    assert "holds no such label" in said(found)
    assert "proved" in said(found)


def test_output_fits_80_columns(folder) -> None:
    """Plain output has no line longer than 80 characters and no escape codes."""
    found = run("check", folder(a=FALSE, b=MENDED, c=UNDECLARED))

    assert max(map(len, found.output.splitlines())) <= 80
    assert "\x1b" not in found.output


def test_json_has_the_documented_shape(folder, tmp_path: Path) -> None:
    """Every statement has label, printed form, verdict, reason, erratum, witness and findings."""
    target = tmp_path / "report.json"
    run("check", folder(a=FALSE, b=MENDED, c=TRUE), "--json", target)

    report = json.loads(target.read_text())
    by_label = {one["label"]: one for one in report["statements"]}
    assert set(report) >= {"statements", "budget", "versions"}
    assert set(by_label["shrinks"]) >= {"label", "printed", "verdict", "because", "erratum", "witness", "findings"}
    assert by_label["shrinks"]["verdict"] == "refuted"
    assert by_label["shrinks"]["witness"]["values"] == {"p": "2"}
    assert by_label["grows"]["erratum"]["verdict"] == "proved"
    assert by_label["squares"]["erratum"] is None


def test_json_is_the_same_twice(folder, tmp_path: Path) -> None:
    """Two runs write the same bytes."""
    where = folder(a=FALSE, b=MENDED, c=TRUE)
    texts = []
    for name in ("one.json", "two.json"):
        run("check", where, "--json", tmp_path / name)
        texts.append((tmp_path / name).read_bytes())

    assert texts[0] == texts[1]


def test_explain_shows_everything_about_one_claim(folder) -> None:
    """Title, printed form, certificate."""
    found = run("explain", "squares", folder(a=TRUE, b=FALSE))

    assert found.exit_code == 0
    assert "Squares are not negative" in said(found)
    assert "certificate" in said(found)
    assert "shrinks" not in said(found)


def test_explain_of_an_unknown_label_names_the_known(folder) -> None:
    """A label that is not there is answered with those that are."""
    found = run("explain", "square", folder(a=TRUE))

    assert found.exit_code == 2
    assert "squares" in said(found)


def test_coverage_exits_1_where_something_is_missing(folder, tmp_path: Path) -> None:
    """Encoded and altered formulas are told apart."""
    where = folder(a=TRUE)
    notes = tmp_path / "notes.md"
    notes.write_text("$$q^2 \\geq 0.$$\n\n$$\\int_0^1 h(s) ds = 4711$$\n")
    found = run("coverage", notes, where)

    assert found.exit_code == 1
    assert "encoded" in said(found) and "missing" in said(found)


def test_coverage_of_missing_notes_exits_2(folder, tmp_path: Path) -> None:
    """Notes that are not there are named."""
    found = run("coverage", tmp_path / "nowhere.md", folder(a=TRUE))

    assert found.exit_code == 2
    assert "must be a readable file" in said(found)


@pytest.mark.parametrize("command", ["check", "explain", "coverage"])
def test_help_has_an_example(command: str) -> None:
    """Every command shows how it is used."""
    assert "Example: ntkprops" in said(run(command, "--help"))


def test_check_asks_whether_an_edit_was_meant(folder, tmp_path: Path) -> None:
    """Under what falls stands the edit that mends it, with its verdict; JSON carries the same."""
    target = tmp_path / "report.json"
    found = run("check", folder(a=FALSE.replace(r"p^2 \leq p", r"p + 1 \leq p")), "--json", target)

    entry = next(one for one in json.loads(target.read_text())["statements"] if one["label"] == "shrinks")
    assert all(set(one) >= {"latex", "edit", "verdict", "because"} for one in entry["repairs"])
    assert entry["repairs"] and entry["repairs"][0]["verdict"] == "proved"
    assert f"did you mean {entry['repairs'][0]['edit']}? proved" in said(found)


def test_check_without_repairs_asks_nothing(folder) -> None:
    """``--no-repair`` leaves them out."""
    assert "did you mean p" not in said(run("check", folder(a=FALSE), "--no-repair"))


def test_a_report_in_no_folder_is_refused_before_any_work(folder, tmp_path: Path) -> None:
    """Exit status 2 and a remedy, no traceback, whatever the command."""
    for command in (["check", folder(claims=TRUE)], ["threshold"], ["width"], ["mutate"]):
        found = run(*command, "--json", tmp_path / "nowhere" / "report.json")

        assert (
            found.exit_code,
            "must lie in a folder that exists" in " ".join(found.output.replace("│", " ").split()),
        ) == (2, True)


def test_a_report_that_cannot_be_written_is_refused(folder, tmp_path: Path) -> None:
    """A folder is no file: what was found is printed first."""
    found = run("check", folder(claims=TRUE), "--no-sample", "--json", tmp_path)

    assert found.exit_code == 2
    assert "squares" in found.output and "must be a file that can be written" in said(found)
