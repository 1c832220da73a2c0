r"""The pytest plugin and ``check``, on a lecture of two files, written anew for each test; lecture 12 once."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntkprops import checking
from ntkprops.checking import check, docket
from ntkprops.errors import InputError, LectureError
from ntkprops.evidence import budget
from ntkprops.proof import book as books
from ntkprops.report import plain
from ntkprops.report.schema import schema
from ntkprops.sampling.result import Sampled, Says
from ntkprops.statement import Statement, bundled_lecture
from ntkprops.statement.rules import algebra

pytest_plugins = ["pytester"]
SHARED = (budget, plain)  # imported here, so that runs inside this process do not import them anew

NOTATION = """
from ntkprops.language import Notation, declare, positive, real
notation = Notation((declare("p", positive), declare("q", real)))
"""
SQUARES = r"""
from ntkprops.statement import Erratum, Statement
from ntkprops.statement.rules import algebra
square = Statement("square", then=(r"q^2 \geq 0",), by=(algebra,))
grows = Statement(
    "grows", then=(r"p^2 \geq p",), by=(algebra,), errata=(Erratum("given", 0, r"p \geq 1", because="1/2 shrinks"),)
)
"""
ROWS = r"""
from ntkprops.statement import Ledger, Row
from ntkprops.statement.rules import algebra
from .squares import square
steps = Ledger(square, rows=(Row("step-1", r"(p + 1)^2 = p^2 + 2 p + 1", by=(algebra,), also=("eq-9",)),))
"""
FALSE = r"""
from ntkprops.statement import Statement
from ntkprops.statement.rules import algebra
shrinks = Statement("shrinks", then=(r"p^2 \leq p",), by=(algebra,))
"""
FAILURE = "shrinks: refuted as printed"


@pytest.fixture
def lecture(pytester: pytest.Pytester) -> Path:
    """A lecture of three claims, one with an erratum; ``rows`` is read first and imports from ``squares``."""
    return write(pytester.path / "notes", notation=NOTATION, rows=ROWS, squares=SQUARES)


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    return folder


def collected(pytester: pytest.Pytester, *args: str) -> list[str]:
    lines = pytester.runpytest("--collect-only", "-q", *args).outlines
    return [line for line in lines if "::" in line]


def test_loading_the_plugin_is_cheap() -> None:
    """The plugin loads neither the prover nor numpy: it is loaded in every project."""
    heavy = "{'sympy', 'numpy', 'rich', 'ntkprops.errors'} & set(sys.modules)"
    done = subprocess.run([sys.executable, "-c", f"import ntkprops.pytest_plugin, sys; sys.exit(bool({heavy}))"])

    assert done.returncode == 0


def test_each_claim_is_an_item(pytester: pytest.Pytester, lecture: Path) -> None:
    """Statements and rows are items, each once, in the file that gives them their name."""
    assert collected(pytester) == ["notes/rows.py::step-1", "notes/squares.py::square", "notes/squares.py::grows"]


def test_a_named_file_is_collected_once(pytester: pytest.Pytester, lecture: Path) -> None:
    """A file of claims on the command line is not a test module besides."""
    result = pytester.runpytest("-q", "notes/squares.py")

    result.assert_outcomes(passed=2)
    assert "notes.squares" not in sys.modules


def test_a_claim_is_named_by_its_label(pytester: pytest.Pytester, lecture: Path) -> None:
    """``file.py::label`` selects one claim, and so does ``-k`` with any label that the notes give it."""
    assert collected(pytester, "notes/rows.py::step-1") == ["notes/rows.py::step-1"]
    assert collected(pytester, "-k", "eq-9") == ["notes/rows.py::step-1"]


def test_claims_carry_markers(pytester: pytest.Pytester, lecture: Path) -> None:
    """``ntk`` marks every claim and ``ntk_erratum`` the corrected ones, also where markers are strict."""
    assert collected(pytester, "--strict-markers", "-m", "ntk_erratum") == ["notes/squares.py::grows"]
    assert collected(pytester, "-m", "not ntk") == []


def test_confirmed_errata_are_listed(pytester: pytest.Pytester, lecture: Path) -> None:
    """A claim printed wrong passes if its erratum is confirmed, and the summary says so."""
    result = pytester.runpytest()

    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines(["grows: refuted as printed, proved with its erratum", "errata confirmed: 1 of 1"])
    result.stdout.no_fnmatch_line("*counterexamples*")


def test_a_false_claim_fails_with_its_counterexample(pytester: pytest.Pytester, lecture: Path) -> None:
    """The message is the counterexample, without a traceback; the summary repeats it in a line."""
    write(lecture, wrong=FALSE)
    result = pytester.runpytest()

    result.assert_outcomes(passed=3, failed=1)
    result.stdout.fnmatch_lines(["shrinks is refuted as printed*", "*counterexample: p = 2", "*left 4   right 2"])
    result.stdout.fnmatch_lines(
        ["*= counterexamples =*", f"notes/wrong.py::shrinks  {FAILURE}", "  p = 2: left 4, right 2"]
    )
    result.stdout.no_fnmatch_line("*CounterexampleError*")


def test_test_modules_of_a_lecture_still_run(pytester: pytest.Pytester, lecture: Path) -> None:
    """A test module and a conftest beside the claims work as anywhere, each test once."""
    write(
        lecture,
        conftest="import pytest\n@pytest.fixture\ndef two(): return 2\n",
        test_two="def test_two(two): assert two == 2\n",
    )

    pytester.runpytest("notes").assert_outcomes(passed=4)
    pytester.runpytest("notes/test_two.py").assert_outcomes(passed=1)


def test_other_folders_are_left_alone(pytester: pytest.Pytester) -> None:
    """A ``notation.py`` that makes no ``Notation`` is not executed, and its neighbours stay plain files."""
    write(pytester.path / "music", notation="class Notation: ...\n1 / 0\n", test_tune="def test_tune(): ...\n")

    pytester.runpytest().assert_outcomes(passed=1)
    pytester.runpytest("music/notation.py").assert_outcomes(errors=1)  # named, so pytest imports it: its own doing


def test_somebody_elses_notation_is_left_alone(pytester: pytest.Pytester) -> None:
    """A package that has a ``Notation`` of its own, and gives one a name, has nothing to do with lectures."""
    chess = "class Notation:\n    ...\nboard = Notation()\n"
    write(pytester.path / "chess", notation=chess, test_board="def test_board(): ...\n")

    pytester.runpytest().assert_outcomes(passed=1)


def test_a_label_with_a_dot_can_be_pasted(pytester: pytest.Pytester, lecture: Path) -> None:
    """What pytest prints of a claim is what names it."""
    write(lecture, squares=SQUARES.replace('"square"', '"square.1"'))
    result = pytester.runpytest("-v", "notes/squares.py::square.1")

    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["notes/squares.py::square.1 PASSED*"])


def test_a_failure_says_where_and_what_to_do(pytester: pytest.Pytester, lecture: Path) -> None:
    """File and line of the label, not of a citation; the edit that mends it; the command that shows more."""
    cited = "from ntkprops.statement import cite\nagain = (cite('shrinks'), \"shrinks\")\n"
    write(lecture, wrong=cited + FALSE.replace(r"p^2 \leq p", r"p + 1 \leq p"))
    result = pytester.runpytest()

    result.assert_outcomes(passed=3, failed=1)
    result.stdout.fnmatch_lines(["shrinks  refuted  notes/wrong.py:6:*"])
    result.stdout.fnmatch_lines(["*did you mean *? proved*"])
    result.stdout.fnmatch_lines(["ntkprops explain shrinks notes"])


def test_the_report_is_what_the_schema_says(pytester: pytest.Pytester, lecture: Path) -> None:
    """``--ntk-report`` and ``check --json`` have one schema."""
    write(lecture, wrong=FALSE)
    pytester.runpytest("--ntk-report=out.json")

    jsonschema.validate(json.loads((pytester.path / "out.json").read_text(encoding="utf-8")), schema())


def test_a_statement_inside_its_ledger_breaks_nothing(pytester: pytest.Pytester, lecture: Path) -> None:
    """Whatever is judged of it is an item of the file that holds the ledger."""
    inside = "Ledger(Statement('inside', then=('p > 0',), by=(algebra,)), rows=(Row('row', 'p > 0', by=(algebra,)),))"
    names = "from ntkprops.statement import Ledger, Row, Statement\nfrom ntkprops.statement.rules import algebra\n"
    write(lecture, within=f"{names}whole = {inside}\n")
    result = pytester.runpytest("-v")

    assert "failed" not in result.parseoutcomes() and "errors" not in result.parseoutcomes()
    result.stdout.fnmatch_lines(["notes/within.py::row PASSED*"])


def test_a_broken_file_is_an_error_of_that_file(pytester: pytest.Pytester, lecture: Path) -> None:
    """A file that raises is an error in one line; the claims of the others are judged."""
    write(lecture, torn="1 / 0\n")
    result = pytester.runpytest("--continue-on-collection-errors")

    result.assert_outcomes(passed=3, errors=1)
    result.stdout.fnmatch_lines(["notes/torn.py raises ZeroDivisionError: division by zero (line 1 of torn.py)"])


def test_a_file_that_quits_is_an_error_of_that_file(pytester: pytest.Pytester, lecture: Path) -> None:
    """``sys.exit`` in a lecture ends neither pytest nor the lecture."""
    write(lecture, quits="import sys\nsys.exit(7)\n")
    result = pytester.runpytest("--continue-on-collection-errors")

    result.assert_outcomes(passed=3, errors=1)
    result.stdout.fnmatch_lines(["notes/quits.py raises SystemExit: 7 (line 2 of quits.py)"])
    result.stdout.no_fnmatch_line("*INTERNALERROR*")


@pytest.mark.parametrize("text", ["raise RuntimeError('boom')\n", "import sys\nsys.exit(7)\n", "notation = 7\n"])
def test_a_notation_that_never_comes_to_its_name_is_an_error(pytester: pytest.Pytester, text: str) -> None:
    """The claims beside it show that the folder is a lecture, so that it is not green for want of claims."""
    write(pytester.path / "mute", notation=text, squares=SQUARES)
    result = pytester.runpytest()

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["mute/notation.py must define a Notation*"])


@pytest.mark.parametrize("error", [RecursionError("too deep"), MemoryError("no room")])
def test_a_bug_of_this_tool_fails_one_claim(
    pytester: pytest.Pytester, lecture: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """The claim fails, asking to be reported, without a traceback; the others pass."""
    whole = books.understand

    def understand(claim, *rest, **how):
        if claim.label == "step-1":
            raise error
        return whole(claim, *rest, **how)

    monkeypatch.setattr(books, "understand", understand)
    result = pytester.runpytest()

    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines([f"*internal error, please report: {type(error).__name__}: {error}*"])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_a_bug_in_sampling_fails_one_claim(
    pytester: pytest.Pytester, lecture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A claim on which sampling breaks does not pass in silence."""
    broken = Sampled("square", Says.NOT_SAMPLED, "internal error, please report: it broke", is_bug=True)
    fine = Sampled("other", Says.NOT_SAMPLED, "nothing to sample")
    monkeypatch.setattr(
        checking, "sample_claim", lambda book, label, **how: broken if label == "square" else fine
    )
    result = pytester.runpytest()

    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(["sampling square: internal error, please report: it broke"])


def test_an_erratum_of_what_is_only_undecided_is_not_confirmed(pytester: pytest.Pytester, lecture: Path) -> None:
    """It fails, and the summary and the message say why."""
    text = SQUARES.replace(r"p^2 \geq p", r"p^p \geq \frac{1}{2}")
    write(lecture, squares=text.replace(r'"given", 0, r"p \geq 1"', '"then", 0, "p > 0"'))
    result = pytester.runpytest()

    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(["grows is undecided as printed, so that nothing shows an error*"])
    result.stdout.fnmatch_lines(["grows: undecided as printed, proved with its erratum: NOT CONFIRMED, what is *"])


def test_a_broken_folder_is_one_error(pytester: pytest.Pytester, lecture: Path) -> None:
    """What is wrong with the whole folder is said once, by its notation; a file asked for by name says it too."""
    write(lecture, zweitens=SQUARES.replace("q^2", "q^4"))
    result = pytester.runpytest()

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["the label * is given twice in notes*"])
    pytester.runpytest("notes/rows.py").assert_outcomes(errors=1)


def test_the_report_is_the_same_on_two_workers(pytester: pytest.Pytester, lecture: Path) -> None:
    """Verdicts survive pytest-xdist: the report has the same bytes, in printed order."""
    write(lecture, wrong=FALSE, torn="1 / 0\n")
    reports = []
    for workers in ("0", "2"):
        options = ("--continue-on-collection-errors", f"--ntk-report={workers}.json", "--ntk-false-alarm=1e-9")
        pytester.runpytest_subprocess("-n", workers, *options).assert_outcomes(passed=3, failed=1, errors=1)
        reports.append((pytester.path / f"{workers}.json").read_text(encoding="utf-8"))

    assert reports[0] == reports[1]
    report = json.loads(reports[0])
    assert [claim["label"] for claim in report["statements"]] == ["square", "step-1", "eq-9", "grows", "shrinks"]
    assert report["budget"] == {"false_alarm": 1e-9} and len(report["broken"]) == 1


def test_known_failures_do_not_fail(pytester: pytest.Pytester, lecture: Path) -> None:
    """A baseline that was written by one run excuses the same failures in the next."""
    write(lecture, wrong=FALSE)
    pytester.runpytest("--ntk-baseline=known.json", "--ntk-write-baseline").assert_outcomes(passed=3, xfailed=1)
    result = pytester.runpytest("--ntk-baseline=known.json")

    result.assert_outcomes(passed=3, xfailed=1)
    result.stdout.fnmatch_lines([f"notes/wrong.py::shrinks  {FAILURE} (known)"])
    known = json.loads((pytester.path / "known.json").read_text(encoding="utf-8"))
    assert known == {"known_failures": {"notes/wrong.py::shrinks": FAILURE}}


def test_known_failures_are_known_in_every_folder(pytester: pytest.Pytester, lecture: Path) -> None:
    """A baseline names files as seen from where it lies, not from where pytest runs."""
    write(lecture, wrong=FALSE)
    pytester.runpytest("--ntk-baseline=known.json", "--ntk-write-baseline")
    pytester.chdir()
    os.chdir(lecture)

    pytester.runpytest(".", "--rootdir=.", "--ntk-baseline=../known.json").assert_outcomes(passed=3, xfailed=1)


def test_junit_has_the_verdict_in_words(pytester: pytest.Pytester, lecture: Path) -> None:
    """A property of a few words, and no JSON."""
    pytester.runpytest("--junit-xml=out.xml")

    text = (pytester.path / "out.xml").read_text(encoding="utf-8")
    assert 'value="grows: refuted as printed, proved with its erratum"' in text and "{" not in text


def test_a_known_claim_that_fails_otherwise_is_new(pytester: pytest.Pytester, lecture: Path) -> None:
    """A baseline excuses a failure of one kind only: what was undecided and is refuted now fails."""
    write(lecture, wrong=FALSE)
    known = {"notes/wrong.py::shrinks": "shrinks: undecided as printed"}
    (pytester.path / "known.json").write_text(json.dumps({"known_failures": known}))

    pytester.runpytest("--ntk-baseline=known.json").assert_outcomes(passed=3, failed=1)


def test_a_mended_claim_leaves_the_baseline(pytester: pytest.Pytester, lecture: Path) -> None:
    """A known failure that passes is named; writing anew forgets it and keeps what was not run."""
    file, old = pytester.path / "known.json", {"notes/squares.py::square": "x", "other.py::claim": "y"}
    file.write_text(json.dumps({"known_failures": old}))
    pytester.runpytest("--ntk-baseline=known.json").stdout.fnmatch_lines(["notes/squares.py::square fails no longer*"])
    pytester.runpytest("--ntk-baseline=known.json", "--ntk-write-baseline")

    assert json.loads(file.read_text()) == {"known_failures": {"other.py::claim": "y"}}


@pytest.mark.parametrize(
    ("option", "says"),
    [
        ("--ntk-false-alarm=2", "*must lie between 0 and 1, found 2.0*"),
        ("--ntk-write-baseline", "*Add --ntk-baseline=FILE*"),
        ("--ntk-baseline=none.json", "*none.json must hold known failures*--ntk-write-baseline*"),
        ("--ntk-report=nowhere/out.json", "*--ntk-report must lie in a folder that exists*nowhere*"),
        ("--ntk-report=.", "*--ntk-report must name a file, found the folder*"),
    ],
)
def test_wrong_options_are_refused(pytester: pytest.Pytester, option: str, says: str) -> None:
    """An option that cannot be meant is an error of usage, with its remedy."""
    result = pytester.runpytest(option)

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([says])


def test_a_report_that_cannot_be_written_is_told(pytester: pytest.Pytester, lecture: Path) -> None:
    """The verdicts are shown all the same, and the run does not end well."""
    result = pytester.runpytest("--ntk-report=/dev/full")

    result.assert_outcomes(passed=3)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stdout.fnmatch_lines(["/dev/full could not be written: No space left on device*"])


def test_lecture_12_without_an_erratum_fails(pytester: pytest.Pytester) -> None:
    """Without its erratum lemma 4's second conclusion fails with its counterexample, and no other claim here."""
    folder = Path(shutil.copytree(bundled_lecture(), pytester.path / "lecture12"))
    text = (folder / "gram_stability.py").read_text(encoding="utf-8")
    erratum = '    by=(weyl, triangle, definition(r"\\lambda_0")),\n    errata=('
    assert text.count(erratum) == 1
    (folder / "gram_stability.py").write_text(text.replace(erratum, erratum + ") and ("), encoding="utf-8")
    result = pytester.runpytest("lecture12", "-k", "lemma-4-second-conclusion or groenwall or lemma-2")

    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(["lemma-4-second-conclusion is refuted as printed*", "*counterexample: n = 1, m = 1*"])


def test_check_passes_what_stands(lecture: Path) -> None:
    """``check`` gives the verdicts on a claim that stands or whose erratum is confirmed."""
    assert check("square", lecture=lecture).verdict.outcome.stands
    assert check("grows", lecture=docket(lecture).lecture).verdict.outcome.falls
    assert check("eq-9", lecture=lecture).label == "step-1"


def test_check_raises_the_counterexample(lecture: Path) -> None:
    """A statement in another form than the lecture's is judged in its place."""
    grows = docket(lecture).judge.book.entry("grows").item
    assert isinstance(grows, Statement)

    with pytest.raises(AssertionError, match=r"grows is refuted as printed(.|\n)*counterexample: p = 1/2"):
        check(replace(grows, errata=()), lecture=lecture)


def test_check_says_that_an_erratum_corrects_nothing(lecture: Path) -> None:
    """An erratum beside a claim that stands as printed is not confirmed."""
    write(lecture, squares=SQUARES.replace(r"p^2 \geq p", r"p^2 \geq 0 "))

    with pytest.raises(AssertionError, match="proved as printed, so its erratum corrects nothing"):
        check("grows", lecture=lecture)


def test_check_is_for_drawn_statements(lecture: Path) -> None:
    """A property test may check a new statement on every draw."""

    @given(st.integers(1, 9))
    def shifted(shift: int) -> None:
        check(Statement("shifted", then=(rf"(q + {shift})^2 \geq 0",), by=(algebra,)), lecture=lecture)

    shifted()


def test_check_refuses_unknown_and_doubled_labels(lecture: Path) -> None:
    """An unknown label lists the known ones; a statement may not take the label of a row."""
    with pytest.raises(LectureError, match=r"no claim of notes is labelled circle\. Known: square, step-1, grows"):
        check("circle", lecture=lecture)
    with pytest.raises(InputError, match="'step-1' must label one claim"):
        check(Statement("step-1", then=("q = q",)), lecture=lecture)


NETWORK = r"""
from ntkprops.statement import Statement
from ntkprops.statement.rules import norm_domination
norms = Statement("norms", then=(r"\|H(0)\|_2 \leq \|H(0)\|_F",), by=(norm_domination,))
"""


@pytest.fixture
def networks(pytester: pytest.Pytester) -> Path:
    """A lecture on networks, with one claim."""
    text = (bundled_lecture() / "notation.py").read_text(encoding="utf-8")
    return write(pytester.path / "networks", notation=text, norms=NETWORK)


def test_claims_are_tried_on_networks_too(pytester: pytest.Pytester, networks: Path, lecture: Path) -> None:
    """The report carries what sampling says; the false alarm of the run is split over its two lectures."""
    result = pytester.runpytest("networks", "notes", "--ntk-report=out.json", "--ntk-false-alarm=0.01")
    report = json.loads((pytester.path / "out.json").read_text(encoding="utf-8"))

    result.assert_outcomes(passed=4)
    result.stdout.fnmatch_lines(["sampled: 1 held*"])
    assert {claim["label"]: claim["sampled"]["says"] for claim in report["statements"]}["norms"] == "held"


def test_sampling_can_be_left_out(pytester: pytest.Pytester, networks: Path) -> None:
    """Then the report carries exact verdicts alone."""
    pytester.runpytest("networks", "--ntk-report=out.json", "--ntk-no-sample").assert_outcomes(passed=1)

    assert "sampled" not in json.loads((pytester.path / "out.json").read_text(encoding="utf-8"))["statements"][0]


def test_what_is_proved_and_broken_on_draws_fails(
    pytester: pytest.Pytester, networks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of the two machines is wrong: the item fails with what both say, and so does ``check``."""
    broken = Sampled("norms", Says.REFUTED, "3 of 3 fail")
    monkeypatch.setattr(checking, "sample_claim", lambda book, label, **how: broken)
    result = pytester.runpytest("networks")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["norms as printed: the proof says proved*sampling says refuted (3 of 3 fail)"])
    with pytest.raises(AssertionError, match=r"sampling says refuted \(3 of 3 fail\)"):
        check("norms", lecture=networks, sample=True)
