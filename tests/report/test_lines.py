r"""Reports for editors, GitHub and code scanning."""

from __future__ import annotations

import json
from dataclasses import replace

import jsonschema
import pytest

from ntkprops.report.document import Report
from ntkprops.report.lines import as_github, as_sarif, as_short
from ntkprops.statement.places import Place
from ntkprops.verdict import Outcome, Verdict

from .samples import SAMPLE, claim

MESSAGE = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
REGION = {
    "type": "object",
    "properties": {name: {"type": "integer", "minimum": 1} for name in ("startLine", "startColumn")},
    "additionalProperties": False,
}
LOCATION = {
    "type": "object",
    "required": ["physicalLocation"],
    "properties": {
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation"],
            "properties": {
                "artifactLocation": {"type": "object", "required": ["uri"], "properties": {"uri": {"type": "string"}}},
                "region": REGION,
            },
        }
    },
}
RESULT = {
    "type": "object",
    "required": ["message", "ruleId", "level"],
    "properties": {
        "message": MESSAGE,
        "ruleId": {"enum": [outcome.value for outcome in Outcome]},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "locations": {"type": "array", "items": LOCATION},
    },
}
TOOL = {
    "type": "object",
    "required": ["driver"],
    "properties": {
        "driver": {
            "type": "object",
            "required": ["name"],
            "properties": {
                "rules": {"type": "array", "uniqueItems": True, "items": {"type": "object", "required": ["id"]}}
            },
        }
    },
}
RUN = {
    "type": "object",
    "required": ["tool", "results"],
    "properties": {
        "tool": TOOL,
        "results": {"type": "array", "items": RESULT},
        "invocations": {"type": "array", "items": {"type": "object", "required": ["executionSuccessful"]}},
    },
}
SARIF = {  # what version 2.1.0 requires of the parts that are used
    "type": "object",
    "required": ["version", "runs"],
    "properties": {"version": {"const": "2.1.0"}, "runs": {"type": "array", "items": RUN}},
}


def test_a_finding_is_a_line_that_editors_understand() -> None:
    """File, line, column, verdict, reason and remedy; what is as it should be has none."""
    lines = as_short(SAMPLE).splitlines()

    assert lines[0] == (
        r"notes.tex:7:3: second: refuted (proved with its erratum): false at n = 1, \delta = 1/2. "
        r"erratum: y \geq 1."
    )
    assert [line.split(": ")[1] for line in lines] == ["second", "third", "fourth", "fifth"]


def test_nothing_to_find_is_no_line() -> None:
    """A run in which all stands prints nothing."""
    assert as_short(Report("fine", SAMPLE.claims[:1])) == ""


def test_github_shows_errors_warnings_and_notices() -> None:
    """What is wrong is an error, what is open a warning, what is corrected a notice."""
    commands = [line.split(" ")[0] for line in as_github(SAMPLE).splitlines()]

    assert commands == ["::notice", "::error", "::warning", "::error"]


def test_a_message_cannot_be_a_command() -> None:
    """Line breaks, colons and commas are escaped, so that notes cannot command GitHub."""
    hostile = "x\n::set-env name=PATH::/tmp,\r::error::y"
    text = as_github(Report("hostile", (claim(hostile, Verdict(Outcome.REFUTED, hostile)),), broken=(hostile,)))

    assert len(text.splitlines()) == 2
    assert all(line.startswith(("::error ", "::error::")) for line in text.splitlines())


def test_sarif_has_what_its_version_requires() -> None:
    """The parts that are used validate, and every result has a rule that the driver lists."""
    found = json.loads(as_sarif(replace(SAMPLE, broken=("a.py raises",))))

    jsonschema.validate(found, SARIF)
    run = found["runs"][0]
    assert {one["ruleId"] for one in run["results"]} <= {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert [one["level"] for one in run["results"]] == ["note", "error", "warning", "error"]
    assert run["invocations"][0]["executionSuccessful"] is False


def test_the_schema_would_find_a_fault() -> None:
    """Negative control: a line 0 does not validate."""
    wrong = json.loads(as_sarif(SAMPLE))
    wrong["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, SARIF)


@pytest.mark.parametrize(("file", "uri"), [("a b/notes.tex", "a%20b/notes.tex"), ("/x/notes.tex", "file:///x/notes.tex")])
def test_files_are_addresses(file: str, uri: str) -> None:
    """A relative file stays relative to the repository."""
    one = claim("one", Verdict(Outcome.REFUTED, "no"), place=Place(file, 3))
    result = json.loads(as_sarif(Report("r", (one,))))["runs"][0]["results"][0]

    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": uri}, "region": {"startLine": 3},
    }  # fmt: skip
