"""The command line: what it prints, its exit status, its JSON, and how it refuses."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner, Result

from ntkprops.cli import app
from ntkprops.proof import book as books
from ntkprops.report.schema import schema
from ntkprops.trial import repair as mending

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
QUITS = "import sys\nsys.exit(7)\n"
UNPROVED = r"""
from ntkprops.statement import Erratum, Statement
from ntkprops.statement.rules import algebra
slip = Erratum("then", 0, r"q^2 \geq 0", because="another thing is meant")
power = Statement("power", then=(r"p^p \geq \frac{1}{2}",), by=(algebra,), errata=(slip,))
"""


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


def test_a_file_that_quits_exits_2_and_the_rest_is_judged(folder) -> None:
    """``sys.exit`` in a lecture ends that file and not the run."""
    found = run("check", folder(a=QUITS, b=TRUE))

    assert found.exit_code == 2
    assert "could not be read: " in said(found) and "SystemExit: 7 (line 2 of a.py)" in said(found)
    assert "squares" in said(found) and "proved" in said(found)


def test_a_notation_that_quits_is_refused(folder) -> None:
    """Without a notation nothing can be read, and that is said."""
    found = run("check", folder(notation=QUITS, a=TRUE))

    assert (found.exit_code, "SystemExit: 7" in said(found)) == (2, True)


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader breaks on every claim about p^2."""
    whole = books.understand

    def understand(claim, *rest, **how):
        if any("p^2" in text for text in claim.then):
            raise RecursionError("too deep")
        return whole(claim, *rest, **how)

    monkeypatch.setattr(books, "understand", understand)


@pytest.mark.usefixtures("broken")
def test_a_bug_of_this_tool_costs_one_claim(folder, tmp_path: Path) -> None:
    """The claim is undecided, the report says where the tool broke and asks to be told; the others are judged."""
    target = tmp_path / "report.json"
    found = run("check", folder(a=FALSE, b=TRUE), "--json", target)

    verdicts = {one["label"]: one["verdict"] for one in json.loads(target.read_text())["statements"]}
    assert found.exit_code == 1
    assert verdicts == {"shrinks": "undecided", "squares": "proved"}
    assert "internal error, please report: RecursionError: too deep" in said(found)
    assert "Internal errors, please report them: shrinks." in said(found)
    assert max(map(len, found.output.splitlines())) <= 80


@pytest.mark.usefixtures("broken")
def test_a_bug_is_explained_too(folder) -> None:
    """``explain`` of the claim says it, and of another claim says nothing of it."""
    where = folder(a=FALSE, b=TRUE)

    assert "internal error, please report" in said(run("explain", "shrinks", where))
    assert "internal error" not in said(run("explain", "squares", where))


def test_a_bug_in_mending_costs_the_repairs_of_one_claim(folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """The verdict is there, and the report says that an edit of the claim broke the tool."""

    def guesses(*rest, **how):
        raise MemoryError("no room")

    monkeypatch.setattr(mending, "guesses", guesses)
    found = run("check", folder(a=FALSE, b=TRUE))

    assert found.exit_code == 1
    assert "counterexample: p = 2" in said(found)
    assert "on an edit of it: internal error, please report: MemoryError: no room" in said(found)


def test_an_erratum_of_what_is_only_undecided_exits_1(folder) -> None:
    """Where nothing shows that the printed form is wrong, nothing is confirmed, and the report says so."""
    found = run("check", folder(a=UNPROVED))

    assert found.exit_code == 1
    assert "not confirmed: what is printed is only undecided: nothing shows that it is wrong" in said(found)
    assert "Errata confirmed: 0 of 1." in said(found)
    assert max(map(len, found.output.splitlines())) <= 80


def test_a_false_claim_from_a_source_exits_1(folder) -> None:
    """The word of a book does not make a false claim pass."""
    text = FALSE.replace("then=", 'by=(assume("a book"),), then=').replace("import", "import assume,")
    found = run("check", folder(a=text))

    assert found.exit_code == 1
    assert "refuted" in said(found) and "p = 2" in said(found)


def test_a_probability_of_nothing_exits_1(folder) -> None:
    """A claim that says nothing is vacuous."""
    found = run("check", folder(a=TRUE.replace("then=", 'probability="-1 - n", then=')))

    assert (found.exit_code, "vacuous" in said(found)) == (1, True)


def test_a_label_is_printed_as_it_is(folder) -> None:
    """Brackets in a label are no markup."""
    assert "[/b]" in run("check", folder(a=TRUE.replace('"squares"', '"[/b]"'))).output


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("arguments", [["check", "--no-sample"], ["explain", "squares"], ["--help"]])
def test_a_full_disk_is_told_without_a_traceback(folder, arguments: list[str]) -> None:
    """What cannot be written is said in one line, with a status of its own."""
    where = [str(folder(a=TRUE))] if arguments != ["--help"] else []
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "ntkprops", *arguments, *where], stdout=full, stderr=subprocess.PIPE, text=True
        )

    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "the report cannot be read or written: No space left on device. Mend that, or name another."
    ]


def test_a_witness_folder_that_is_a_file_is_told(folder, tmp_path: Path) -> None:
    """What the system refuses is said with its name."""
    found = run("check", folder(a=TRUE), "--witnesses", tmp_path / "notation.py")

    assert found.exit_code == 2
    assert "notation.py cannot be read or written" in said(found)


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
    assert "Did you mean squares?" in said(found)


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


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_has_two_names(option: str) -> None:
    """The short one works too, for the program and for its commands."""
    assert run(option).exit_code == 0
    assert run("check", option).exit_code == 0


def test_the_version_is_told() -> None:
    """``--version`` prints it and ends."""
    found = run("--version")

    assert (found.exit_code, found.output) == (0, f"ntkprops {version('ntkprops')}\n")


def test_a_refusal_is_on_standard_error(tmp_path: Path) -> None:
    """Standard output carries reports and nothing else."""
    found = run("check", tmp_path / "nowhere")

    assert (found.stdout, "no such folder" in found.stderr) == ("", True)


def test_json_goes_to_standard_output_for_a_dash(folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``--json -`` leaves standard output to the report, which validates, and makes no file of that name."""
    monkeypatch.chdir(tmp_path)
    found = run("check", folder(a=FALSE, b=MENDED, c=UNDECLARED), "--json", "-")

    jsonschema.validate(json.loads(found.stdout), schema())
    assert "counterexample: p = 2" in found.stderr
    assert not Path("-").exists()


def test_the_schema_is_printed() -> None:
    """``ntkprops schema`` prints what reports are held against."""
    assert json.loads(run("schema").stdout) == schema()


def test_the_page_is_written(folder, tmp_path: Path) -> None:
    """``--html FILE`` writes one file with every claim, its place, and the wrong symbol marked."""
    run("check", folder(a=FALSE, b=MENDED, c=UNDECLARED), "--html", tmp_path / "report.html")

    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert all(f'<article id="{label}"' in page for label in ("shrinks", "grows", "undeclared"))
    assert '<mrow class="wrong"><mi>P</mi></mrow>' in page and "c.py:3:" in page


@pytest.mark.parametrize(
    ("form", "begins"),
    [("short", "a.py:3:21: shrinks: refuted: false at p = 2."), ("github", "::error file=a.py,line=3,")],
)
def test_a_format_is_all_that_is_on_standard_output(
    folder, monkeypatch: pytest.MonkeyPatch, form: str, begins: str
) -> None:
    """A line a finding with its place, relative to where the command runs; the status is as ever."""
    monkeypatch.chdir(folder(a=FALSE, b=TRUE))
    found = run("check", ".", "--no-sample", "--format", form)

    assert found.exit_code == 1
    assert [line.startswith(begins) for line in found.stdout.splitlines()] == [True]


def test_sarif_is_printed(folder) -> None:
    """``--format sarif`` prints one JSON object."""
    found = json.loads(run("check", folder(a=FALSE), "--no-sample", "--format", "sarif").stdout)

    assert [one["ruleId"] for one in found["runs"][0]["results"]] == ["refuted"]


def test_check_begins_with_what_is_wrong_and_ends_with_its_names(folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person who reads the first or the last lines knows what to do."""
    monkeypatch.chdir(folder(a=FALSE, b=TRUE))
    lines = run("check", ".", "--no-sample").stdout.splitlines()

    assert lines[0].endswith(": 1 of 2 claims is wrong. The other one stands.")
    assert lines[-2] == "Not as they should be: shrinks."
    assert lines[-1] == "See one at length: ntkprops explain shrinks ."
