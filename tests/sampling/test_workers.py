r"""Several workers say what one says; Ctrl-C prints what was reached; what breaks one claim leaves the others."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ntkprops.cli import app
from ntkprops.errors import InputError
from ntkprops.proof.book import Book
from ntkprops.report.sampled import breakdowns
from ntkprops.sampling import pool, run
from ntkprops.sampling.pool import sample_lecture
from ntkprops.sampling.result import Says
from ntkprops.sampling.run import budget_of, sample_claim
from ntkprops.statement.lecture import load_lecture

from .lectures import folder_of

QUICK = [
    r"\mathbb{E}[\|H(0) - H^*\|_F] \leq n",
    r"\lambda_{\min}(H(0)) \geq 0",
    r"\|u(0)\|_2 \geq 0",
    r"\lambda_{\min}(H(0)) \geq \lambda_0",
    r"\Pr[\|u(0)\|_2 > n] \leq \frac{1}{100}",
    r"\|H(0)\|_F \leq n",
    r"\|H(0)\|_2 \leq n",
]

SLOW = (
    r"(r'\mathbb{E}[\|H - H(0)\|_2] \leq \mathbb{E}[\|H - H(0)\|_F]',), "
    r"given=(r'\|w_k - w_k(0)\| \leq R',), for_all=r'\{w_k\}_{k=1}^m', by=(norm_domination,)"
)  # proved at once, and tried against the adversary of every draw


def test_the_report_has_the_same_bytes_on_one_worker_and_on_two(tmp_path: Path) -> None:
    """A claim's draws depend on the seed and its label alone."""
    folder = folder_of(tmp_path / "notes", *(f"({text!r},)" for text in QUICK))
    for workers in ("1", "2"):
        options = ["--json", str(tmp_path / workers), "--workers", workers, "--seed", "3"]
        CliRunner().invoke(app, ["check", str(folder), *options])

    texts = [(tmp_path / workers).read_text() for workers in ("1", "2")]
    assert texts[0] == texts[1]
    assert '"says": "refuted"' in texts[0] and '"says": "held"' in texts[0]


def test_a_run_needs_a_worker(tmp_path: Path) -> None:
    """No worker is refused with its remedy."""
    with pytest.raises(InputError, match="workers is 0, must be at least 1"):
        next(sample_lecture(tmp_path, [("claim-0", False)], workers=0))


def test_a_bug_costs_the_sampling_of_one_claim(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What breaks is not sampled, is told, and makes the run exit 1; the next claim is sampled as ever."""
    folder = folder_of(tmp_path / "notes", r"(r'\|u(0)\|_2 \geq 0',)", r"(r'\|u(0)\|_2^2 \geq 0',)")
    whole = run.sample

    def sample(claim):
        if claim.label.startswith("claim-0"):
            raise MemoryError("no room")
        return whole(claim)

    monkeypatch.setattr(run, "sample", sample)
    found = CliRunner().invoke(app, ["check", str(folder), "--workers", "1"], env={"COLUMNS": "80"})

    said = " ".join(found.output.split())
    assert found.exit_code == 1
    assert "sampling claim-0: internal error, please report: MemoryError: no room" in said
    assert "1 held, 1 not sampled" in said


def test_what_cannot_be_measured_is_no_bug(tmp_path: Path) -> None:
    """Negative control: a claim that nobody can sample is left alone without a complaint."""
    book = Book(load_lecture(folder_of(tmp_path / "notes", r"(r'\frac{n}{2 \leq n',)")))
    found = sample_claim(book, "claim-0", corrected=False, budget=budget_of(book.lecture))

    assert (found.says, found.is_bug) == (Says.NOT_SAMPLED, False)
    assert breakdowns([], {("claim-0", False): found}) == []


DIES = "import multiprocessing, os\nif multiprocessing.parent_process() is not None:\n    os._exit(1)\n"


def test_a_worker_that_dies_takes_one_claim(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The claim is told; nothing hangs, and no traceback ends the run."""
    folder = folder_of(tmp_path / "notes", f"({QUICK[1]!r},)")
    (folder / "dies.py").write_text(DIES)
    monkeypatch.setattr(pool, "FEW", 0)
    found = dict(sample_lecture(folder, [("claim-0", False)], workers=2))

    assert found[("claim-0", False)].is_bug
    assert "the process that sampled it died" in found[("claim-0", False)].because


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    """A lecture whose sampling takes long enough to be interrupted."""
    return folder_of(tmp_path / "slow", *[SLOW] * 24)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_prints_what_was_reached(slow: Path, workers: str) -> None:
    """A run whose group gets SIGINT while it samples ends at once with its table and status 130."""
    command = [sys.executable, "-u", "-m", "ntkprops", "check", str(slow), "--workers", workers]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        process.wait(timeout=7)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGINT)
    said, _ = process.communicate(timeout=30)

    assert process.returncode == 130
    reached = said.partition("interrupted; this is what was reached")[2]
    assert "held" in reached and "Sampled:" in reached
