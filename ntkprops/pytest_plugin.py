r"""A lecture under pytest: one test item a claim, ``pytest notes.tex`` or ``pytest proofs/lecture12``.

Notes in LaTeX or Markdown are collected where they are named on the command line, or hold a comment ``ntkprops: ..``.

A folder is a lecture if its ``notation.py`` imports ntkprops and gives a name to a ``Notation(...)`` at top level, or
stands beside a file that imports statements; every other folder is left alone. An item passes if its claim stands, or
is printed wrong and its erratum is confirmed; else it fails with the counterexample as its message. Each claim is also
tried on drawn networks, and fails where that breaks what is proved.
Verdicts travel with the test reports, so they survive pytest-xdist; JUnit has them in a few words.

Only this file imports ntkprops inside functions: pytest loads it in every project that has ntkprops installed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from ntkprops.checking import Docket
    from ntkprops.trial.verdicts import Judged

NOTATION = re.compile(r"^\w+\s*(?::\s*[\w.]*\bNotation\s*=|=\s*(?:\w+\.)*Notation\s*\()", re.MULTILINE)
OURS = re.compile(r"^\s*(?:from|import)\s+ntkprops\b", re.MULTILINE)
STATEMENTS = re.compile(r"^\s*(?:from|import)\s+ntkprops\.statement\b", re.MULTILINE)
OF_TESTS = re.compile(r"test_\w*|\w*_test|conftest|__init__|notation")  # files that hold no claims
NOTES = (".tex", ".ltx", ".md", ".markdown", ".txt", ".qmd", ".rmd")
MARKED = re.compile(r"(?:%|<!--)\s*ntkprops\s*:")
PROPERTY = "ntkprops"
LECTURES = pytest.StashKey[dict[Path, bool]]()
KNOWN = pytest.StashKey[dict[str, str]]()
OPTIONS: dict[str, dict[str, Any]] = {
    "--ntk-report": {"metavar": "FILE", "help": "write the verdicts of the run to this JSON file"},
    "--ntk-baseline": {"metavar": "FILE", "help": "known failures: what fails just as written there is expected to"},
    "--ntk-write-baseline": {"action": "store_true", "help": "write this run's failures to the file of --ntk-baseline"},
    "--ntk-no-sample": {"action": "store_true", "help": "exact verdicts alone: try no claim on drawn networks"},
    "--ntk-false-alarm": {
        "metavar": "P",
        "type": float,
        "help": "bound on the probability that sampling calls any true claim of the run false (default 1e-06); "
        "exact verdicts spend none of it",
    },
}


class CounterexampleError(AssertionError):
    """A claim is not as it should be; the message is the counterexample."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of a run."""
    group = parser.getgroup("ntkprops", "claims of lecture notes")
    for option, options in OPTIONS.items():
        group.addoption(option, **options)


def pytest_configure(config: pytest.Config) -> None:
    """Check the options, read the known failures, and follow the run from the controlling process."""
    config.addinivalue_line("markers", "ntk: a claim of a lecture, judged by ntkprops")
    config.addinivalue_line("markers", "ntk_erratum: a claim that is printed with an erratum beside it")
    _check_options(config.option)
    for name in ("ntk_report", "ntk_baseline"):
        if getattr(config.option, name):
            setattr(config.option, name, str(config.invocation_params.dir / getattr(config.option, name)))
    _check_written(config.option)
    config.stash[LECTURES] = {}
    config.stash[KNOWN] = _known_failures(config.option)
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Run(config), "ntkprops-run")


def _check_options(option: Any) -> None:
    false_alarm = option.ntk_false_alarm
    if false_alarm is not None and not 0 < false_alarm < 1:
        raise pytest.UsageError(f"--ntk-false-alarm must lie between 0 and 1, found {false_alarm}. Try 1e-6.")
    if option.ntk_write_baseline and not option.ntk_baseline:
        raise pytest.UsageError("--ntk-write-baseline must know the file to write. Add --ntk-baseline=FILE.")


def _check_written(option: Any) -> None:
    """Refuses, before any work is done, a file that could not be written after it."""
    written = {"--ntk-report": option.ntk_report, "--ntk-baseline": option.ntk_write_baseline and option.ntk_baseline}
    for name, file in written.items():
        if file and not Path(file).parent.is_dir():
            found = f"{name} must lie in a folder that exists, found {file}"
            raise pytest.UsageError(f"{found}; there is no {Path(file).parent}. Make it first.")
        if file and Path(file).is_dir():
            raise pytest.UsageError(f"{name} must name a file, found the folder {file}. Name a file in it.")


def _known_failures(option: Any) -> dict[str, str]:
    """Claim to the way in which it is known to fail."""
    file = Path(option.ntk_baseline or "")
    if not option.ntk_baseline or (option.ntk_write_baseline and not file.exists()):
        return {}
    try:
        return dict(json.loads(file.read_text(encoding="utf-8"))["known_failures"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        found = f"{file} must hold known failures, found {type(error).__name__}: {error}"
        raise pytest.UsageError(f"{found}. Write it with --ntk-write-baseline.") from error


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> Iterator[None]:
    """Collect the files of lectures; a file of claims that was named on the command line is no test module."""
    found: list[pytest.Collector] = yield  # type: ignore[assignment]
    if file_path.suffix.lower() in NOTES:
        ours = parent.session.isinitpath(file_path) or MARKED.search(_text(file_path)) is not None
        return [*found, NotesFile.from_parent(parent, path=file_path)] if ours else found  # type: ignore[return-value]
    if file_path.suffix != ".py" or not _is_lecture(file_path.parent, parent.config):
        return found  # type: ignore[return-value]
    ours = LectureFile.from_parent(parent, path=file_path)
    is_test = any(file_path.match(pattern) for pattern in parent.config.getini("python_files"))
    if is_test or not ours.is_of_lecture():
        return [*found, ours]  # type: ignore[return-value]
    return [*(node for node in found if type(node) is not pytest.Module), ours]  # type: ignore[return-value]


def _is_lecture(folder: Path, config: pytest.Config) -> bool:
    """Whether a folder's ``notation.py`` names a ``Notation`` of ours, or has claims beside it; nothing is executed.

    A notation that breaks off before it comes to its name is told by the claims that would have used it.
    """
    known = config.stash[LECTURES]
    if folder not in known:
        file = folder / "notation.py"
        beside = (other for other in sorted(folder.glob("*.py")) if not OF_TESTS.fullmatch(other.stem))
        own = _text(file)
        known[folder] = file.is_file() and (
            (OURS.search(own) is not None and NOTATION.search(own) is not None)
            or any(STATEMENTS.search(_text(other)) for other in beside)
        )
    return known[folder]


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Give the report of a claim its verdicts."""
    report: pytest.TestReport = yield  # type: ignore[assignment]
    if isinstance(item, Claim) and call.when == "call":
        setattr(report, PROPERTY, item.record)
    return report  # type: ignore[return-value]


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    """Tell the controlling process that a report is of a file of a lecture."""
    report: pytest.CollectReport = yield  # type: ignore[assignment]
    if isinstance(collector, LectureFile | NotesFile):
        report.of_lecture = True  # type: ignore[attr-defined]
    return report  # type: ignore[return-value]


class LectureFile(pytest.File):
    """A file of statements and ledgers; ``notation.py`` answers for what is wrong with the whole folder."""

    def collect(self) -> Iterator[Claim]:
        """One item a claim, in printed order."""
        from ntkprops.errors import NtkpropsError

        speaks = self.path.name == "notation.py" or self.session.isinitpath(self.path)
        try:
            docket = self._docket()
        except NtkpropsError as error:
            if speaks:
                raise self.CollectError(str(error)) from error
            return
        if broken := self._broken(docket):
            raise self.CollectError("\n".join(broken))
        for position, label in enumerate(docket.judge.book.entries):
            if docket.files[label] == self.path.resolve():
                yield Claim.from_parent(self, name=label, docket=docket, position=position)

    def is_of_lecture(self) -> bool:
        """Whether the file holds claims, or would if it or its lecture could be read."""
        from ntkprops.errors import NtkpropsError

        try:
            docket = self._docket()
        except NtkpropsError:
            return True
        return bool(self._broken(docket)) or self.path.resolve() in docket.files.values()

    def _docket(self) -> Docket:
        from ntkprops.checking import docket

        return docket(self.path.parent)

    def _broken(self, docket: Docket) -> list[str]:
        return [reason for reason in docket.lecture.broken if self._is_of_this_file(reason)]

    def _is_of_this_file(self, reason: str) -> bool:
        name = reason.split(" ", 1)[0].rpartition("/")[2]
        return name == self.path.name or (self.path.name == "notation.py" and not self.path.with_name(name).exists())


class NotesFile(pytest.File):
    """Notes: one item a claim, in printed order, at its line."""

    def collect(self) -> Iterator[Claim]:
        """The claims of the notes."""
        from ntkprops.checking import docket
        from ntkprops.errors import NtkpropsError

        try:
            found = docket(self.path)
        except NtkpropsError as error:
            raise self.CollectError(str(error)) from error
        self.config.stash[LECTURES][self.path] = True
        for position, label in enumerate(found.judge.book.entries):
            yield Claim.from_parent(self, name=label, docket=found, position=position)


class Claim(pytest.Item):
    """One claim of a lecture, with its budget and its circle where it has them."""

    def __init__(self, *, docket: Docket, position: int, **others: Any) -> None:
        super().__init__(**others)
        self.docket, self.position = docket, position
        self.place = docket.places.get(self.name)
        self.record: dict[str, Any] = {}
        self.add_marker("ntk")
        item = docket.judge.book.entry(self.name).item
        self.extra_keyword_matches.update(item.also)
        if item.errata:
            self.add_marker("ntk_erratum")

    def runtest(self) -> None:
        """Judge the claim; fail with the counterexample, or as expected if this failure is known."""
        from ntkprops.checking import complaints, described, judged
        from ntkprops.report.plain import as_object, as_objects

        claims = judged(self.docket.judge, self.name)
        sampled = self._sampled()
        shown = [described(self.docket.judge, claim, place=self.place, sampled=sampled) for claim in claims]
        wrong = [claim for claim in shown if not claim.state.is_as_it_should_be]
        clashes = complaints(claims, sampled or {})
        failure = "; ".join([*(_in_short(as_object(claim)) for claim in wrong), *clashes])
        record = {
            "lecture": self.path.parent.as_posix(),
            "position": self.position,
            "key": self.key,
            "failure": failure,
            "claims": [entry for claim in shown for entry in as_objects(claim)],
            "confirmed": [claim.label for claim in claims if claim.corrected is not None and not claim.doubt],
            "doubts": {claim.label: claim.doubt for claim in claims if claim.doubt},
        }
        self.record = record
        self.user_properties.append((PROPERTY, "; ".join(_in_short(as_object(claim)) for claim in shown)))
        if not failure:
            return
        if self.config.option.ntk_write_baseline or self.config.stash[KNOWN].get(self.key) == failure:
            pytest.xfail(f"known: {failure}")
        raise CounterexampleError("\n\n".join([*self._objections(claims), *clashes]))

    def _objections(self, claims: Sequence[Judged]) -> Iterator[str]:
        """What is wrong with the claims that are not as they should be, with the edits that mend them."""
        from ntkprops.checking import described, mended, objection

        judge = self.docket.judge
        for claim in claims:
            if not claim.is_as_it_should_be:
                found = described(judge, mended(judge, claim), place=self.place)
                yield objection(found, folder=self.docket.folder)

    @property
    def key(self) -> str:
        """The claim's name among the known failures: its file is told from theirs, wherever pytest runs."""
        baseline = self.config.option.ntk_baseline
        return f"{Path(relpath(self.path, Path(baseline).parent)).as_posix()}::{self.name}" if baseline else self.nodeid

    def _sampled(self) -> dict[tuple[str, bool], Any] | None:
        """What sampling says; the false alarm of the run is split over its lectures, then over their claims."""
        from ntkprops.checking import sampled
        from ntkprops.evidence.budget import RUN_FALSE_ALARM

        if self.config.option.ntk_no_sample:
            return None
        lectures = sum(self.config.stash[LECTURES].values())
        false_alarm = (self.config.option.ntk_false_alarm or RUN_FALSE_ALARM) / lectures
        return sampled(self.docket.judge, self.name, false_alarm=false_alarm)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The counterexample itself; a traceback only where the judge broke."""
        if isinstance(excinfo.value, CounterexampleError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """The line on which the label is given; pytest takes dots in a bare name for ``::``."""
        line = self.place.line - 1 if self.place is not None and self.place.line else None
        return self.path, line, f"claim {self.name}"


def _in_short(claim: dict[str, Any]) -> str:
    """``lemma-4: refuted as printed, proved with its erratum``."""
    erratum = f", {claim['erratum']['verdict']} with its erratum" if claim["erratum"] else ""
    return f"{claim['label']}: {claim['verdict']} as printed{erratum}".replace("_", " ")


class Run:
    """What the reports of a run say, from this process or from its workers; writes the files and the summary."""

    def __init__(self, config: pytest.Config) -> None:
        self.option = config.option
        self.known = config.stash[KNOWN]
        self.records: dict[str, dict[str, Any]] = {}
        self.broken: dict[str, str] = {}
        self.unwritten: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the verdicts that a report carries."""
        record = getattr(report, PROPERTY, None)
        if record:
            self.records[report.nodeid] = record

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep why a file of a lecture cannot be read."""
        if report.failed and getattr(report, "of_lecture", False):
            self.broken[report.nodeid] = report.longreprtext

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the report and the known failures; a run whose files cannot be written does not end well."""
        if self.option.ntk_report:
            self._write(self.option.ntk_report, self._report())
        if self.option.ntk_write_baseline:
            found = {record["key"]: record["failure"] for record in self.records.values()}
            kept = {key: failure for key, failure in self.known.items() if key not in found}
            failures = kept | {key: failure for key, failure in found.items() if failure}
            text = json.dumps({"known_failures": dict(sorted(failures.items()))}, indent=2, ensure_ascii=False)
            self._write(self.option.ntk_baseline, text + "\n")
        if self.unwritten:
            session.exitstatus = pytest.ExitCode.USAGE_ERROR

    def _write(self, file: str, text: str) -> None:
        try:
            Path(file).write_text(text, encoding="utf-8", errors="backslashreplace")
        except OSError as error:
            self.unwritten.append(f"{file} could not be written: {error.strerror}. Name another file.")

    def _claims(self) -> list[dict[str, Any]]:
        """Every claim in printed order, whichever process judged it first."""
        ordered = sorted(self.records.values(), key=lambda record: (record["lecture"], record["position"]))
        return [claim for record in ordered for claim in record["claims"]]

    def _report(self) -> str:
        from ntkprops.evidence.budget import RUN_FALSE_ALARM
        from ntkprops.report.plain import as_text, versions
        from ntkprops.report.schema import VERSION

        report = {
            "schema": VERSION,
            "statements": self._claims(),
            "broken": [self.broken[node] for node in sorted(self.broken)],
            "budget": {"false_alarm": self.option.ntk_false_alarm or RUN_FALSE_ALARM},
            "versions": versions(),
        }
        return as_text(report)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """The counterexamples, the errata, and the known failures that are no more."""
        for line in self.unwritten:
            terminalreporter.line(line, red=True)
        self._counterexamples(terminalreporter)
        self._errata(terminalreporter)
        self._sampled(terminalreporter)
        mended = {record["key"] for record in self.records.values() if not record["failure"]} & set(self.known)
        for key in sorted(mended) if not self.option.ntk_write_baseline else ():
            terminalreporter.line(f"{key} fails no longer. Write the known failures anew: --ntk-write-baseline.")

    def _counterexamples(self, screen: pytest.TerminalReporter) -> None:
        fallen = {node: record for node, record in sorted(self.records.items()) if record["failure"]}
        if fallen:
            screen.section("counterexamples")
        for node, record in fallen.items():
            known = " (known)" if self.known.get(record["key"]) == record["failure"] else ""
            screen.line(f"{node}  {record['failure']}{known}")
            for text in _witnesses(record["claims"]):
                screen.line(f"  {text}")

    def _errata(self, screen: pytest.TerminalReporter) -> None:
        confirmed = {label for record in self.records.values() for label in record["confirmed"]}
        doubts = {label: doubt for record in self.records.values() for label, doubt in record["doubts"].items()}
        corrected = [claim for claim in self._claims() if claim["erratum"] and "same_as" not in claim]
        if not corrected:
            return
        screen.section("errata")
        for claim in corrected if screen.verbosity >= 0 else ():
            too_weak = [f"; {finding}" for finding in claim["findings"] if claim["verdict"] == "proved"]
            doubt = f": NOT CONFIRMED, {doubts[claim['label']]}" if claim["label"] in doubts else ""
            screen.line("".join((_in_short(claim), *too_weak, doubt)))
        screen.line(f"errata confirmed: {sum(claim['label'] in confirmed for claim in corrected)} of {len(corrected)}")

    def _sampled(self, screen: pytest.TerminalReporter) -> None:
        """How many forms of claims sampling held, refuted or left alone."""
        claims = [claim for claim in self._claims() if "same_as" not in claim]
        forms = [form.get("sampled") for claim in claims for form in (claim, claim["erratum"]) if form]
        words = [form["says"] for form in forms if form]
        if words and set(words) != {"not sampled"}:
            screen.line("sampled: " + ", ".join(f"{words.count(word)} {word}" for word in dict.fromkeys(words)))


def _witnesses(claims: list[dict[str, Any]]) -> Iterator[str]:
    """The counterexamples to some claims, each on a line."""
    forms = (form for claim in claims if "same_as" not in claim for form in (claim, claim["erratum"]))
    for found in (form["witness"] for form in forms if form and form["witness"]):
        sides = f": left {found['left']}, right {found['right']}" if found["left"] and found["right"] else ""
        chance = f": fails with probability {found['probability']}" if found["probability"] else ""
        yield ", ".join(f"{name} = {value}" for name, value in found["values"].items()) + sides + chance
