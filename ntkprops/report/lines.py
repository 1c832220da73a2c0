r"""A run for editors and for continuous integration: a line a finding, annotations for GitHub, and SARIF.

``as_short`` prints ``file:line:column: verdict: message``; ``as_github`` workflow commands; ``as_sarif`` the Static
Analysis Results Interchange Format, version 2.1.0 (OASIS, 2020), which code scanning reads. A claim that is as it
should be is no finding; one that is printed wrong and rightly corrected is a note.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ntkprops.report.document import Claim, Report, State, word
from ntkprops.report.words import MEANS, headline, hint, remedy
from ntkprops.verdict import Outcome

LEVELS = {State.WRONG: "error", State.OPEN: "warning", State.CORRECTED: "note"}
GITHUB = {"error": "error", "warning": "warning", "note": "notice"}
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_short(report: Report) -> str:
    """A line a finding, as compilers print them."""
    lines = [f"{_where(claim, report)}: {claim.label}: {_message(claim)}" for claim in _findings(report)]
    lines += [f"{report.name}: {' '.join(one.split())}" for one in _rest(report)]
    return "".join(f"{line}\n" for line in lines)


def as_github(report: Report) -> str:
    """A workflow command a finding, which GitHub shows beside the line."""
    lines = []
    for claim in _findings(report):
        place = claim.place
        at = {"file": place.file, "line": place.line, "col": place.column} if place is not None else {}
        given = {name: value for name, value in {**at, "title": f"{claim.label}: {_verdict(claim)}"}.items() if value}
        options = ",".join(f"{name}={_escaped(str(value), in_option=True)}" for name, value in given.items())
        lines.append(f"::{GITHUB[LEVELS[claim.state]]} {options}::{_escaped(_message(claim))}")
    return "".join(f"{line}\n" for line in [*lines, *(f"::error::{_escaped(one)}" for one in _rest(report))])


def as_sarif(report: Report) -> str:
    """One run in the Static Analysis Results Interchange Format."""
    rules = [
        {"id": outcome.value, "shortDescription": {"text": MEANS[outcome]}} for outcome in Outcome
    ]
    driver = {"name": "ntkprops", "version": version("ntkprops"), "rules": rules}
    run = {
        "tool": {"driver": driver},
        "results": [_result(claim) for claim in _findings(report)],
        "invocations": [
            {
                "executionSuccessful": not report.broken and not report.interrupted,
                "toolExecutionNotifications": [{"level": "error", "message": {"text": one}} for one in _rest(report)],
            }
        ],
    }
    return json.dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def _findings(report: Report) -> Iterator[Claim]:
    return (claim for claim in report.claims if claim.state is not State.FINE)


def _rest(report: Report) -> list[str]:
    return [*(f"could not be read: {one}" for one in report.broken), *report.complaints]


def _where(claim: Claim, report: Report) -> str:
    return str(claim.place) if claim.place is not None else report.path or report.name


def _verdict(claim: Claim) -> str:
    return word(claim.printed.verdict.outcome)


def _message(claim: Claim) -> str:
    """The verdict, its reason and the remedy on one line."""
    parts = (headline(claim), remedy(claim), hint(claim))
    return " ".join(" ".join(part.split()).rstrip(".") + "." for part in parts if part)


def _result(claim: Claim) -> dict[str, Any]:
    found: dict[str, Any] = {
        "ruleId": claim.printed.verdict.outcome.value,
        "level": LEVELS[claim.state],
        "message": {"text": f"{claim.label}: {_message(claim)}"},
        "partialFingerprints": {"claim/v1": claim.label},
    }
    if claim.place is not None:
        region = {"startLine": claim.place.line, "startColumn": claim.place.column}
        physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(claim.place.file)}}
        physical |= {"region": {name: value for name, value in region.items() if value}} if claim.place.line else {}
        found["locations"] = [{"physicalLocation": physical}]
    return found


def _uri(file: str) -> str:
    path = Path(file)
    return path.as_uri() if path.is_absolute() else path.as_posix().replace(" ", "%20")


def _escaped(text: str, *, in_option: bool = False) -> str:
    """A text as workflow commands want it, so that nothing in it is another command."""
    marks = "%\r\n:," if in_option else "%\r\n"
    for old, new in ((mark, f"%{ord(mark):02X}") for mark in marks):
        text = text.replace(old, new)
    return text


__all__ = ["as_github", "as_sarif", "as_short"]
