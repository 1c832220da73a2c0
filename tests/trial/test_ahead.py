"""Claims judged by several processes have the verdicts that one process reaches."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from ntkprops.report.plain import as_json
from ntkprops.statement.lecture import load_lecture
from ntkprops.trial import ahead
from ntkprops.trial.judge import Judge
from ntkprops.trial.verdicts import judge_lecture

FOLDER = Path(__file__).parents[1] / "lectures" / "tail_bounds"


def report(workers: int) -> str:
    """Every verdict with its certificate and its counterexample, as JSON."""
    return as_json(list(judge_lecture(load_lecture(FOLDER), workers=workers)))


def test_the_number_of_workers_changes_nothing() -> None:
    """Certificates, witnesses and findings are those of one process."""
    assert report(3) == report(2) == report(1)


@pytest.mark.parametrize(("workers", "is_here"), [(1, True), (2, False)])
def test_everything_is_judged_ahead(workers: int, is_here: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """With one process every search is made here; with two none is."""
    searched: list[str] = []
    search = Judge._searched

    def noted(judge: Judge, label: str, *others: Any) -> Any:
        searched.append(label)
        return search(judge, label, *others)

    monkeypatch.setattr(Judge, "_searched", noted)
    report(workers)

    assert bool(searched) is is_here


def test_a_worker_that_dies_costs_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it leaves behind is judged here."""
    expected, here = report(1), os.getpid()
    judged = ahead._judged

    def dies(form: Any, told: Any) -> Any:
        if form[0] == "tangent" and os.getpid() != here:
            os._exit(1)
        return judged(form, told)

    monkeypatch.setattr(ahead, "_judged", dies)
    dies.__module__, dies.__qualname__ = ahead.__name__, "_judged"

    assert report(2) == expected
