r"""The document that every report is shown from: its states, its words, its JSON and the terminal."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO

import jsonschema
import pytest
from rich.console import Console

from ntkprops.report.document import Report, State
from ntkprops.report.plain import as_json
from ntkprops.report.schema import schema
from ntkprops.report.terminal import closing, summary
from ntkprops.report.words import hint, summed

from .samples import FIRST, FOURTH, HELD, SAMPLE, SECOND, THIRD


def printed(what: object) -> str:
    """What a terminal of 80 columns shows."""
    screen = Console(file=StringIO(), width=80, color_system=None, highlight=False)
    with screen.capture() as shown:
        screen.print(what)
    return shown.get()


def test_states_say_what_is_to_be_done() -> None:
    """A confirmed erratum leaves nothing to do; what falls without one is wrong; what is undecided is open."""
    assert [claim.state for claim in SAMPLE.claims] == [
        State.FINE, State.CORRECTED, State.WRONG, State.OPEN, State.WRONG,
    ]  # fmt: skip


def test_an_erratum_that_is_not_confirmed_is_wrong() -> None:
    """The doubt decides."""
    assert replace(SECOND, doubt="the erratum is refuted").state is State.WRONG
    assert replace(FOURTH, erratum=SECOND.erratum, doubt="only undecided").state is State.OPEN


def test_the_summary_comes_first() -> None:
    """What is wrong, where and the repair stand above the table."""
    lines = printed(summary(SAMPLE)).splitlines()

    assert lines[0].startswith("sample: 2 of 5 claims are wrong. 1 of 5 claims is open")
    assert "third  refuted  notes.tex:7:3" in lines[:6]
    assert r"  erratum: y \geq 1" in lines[: lines.index("In detail")]
    assert max(map(len, lines)) <= 80


def test_the_last_words_name_what_is_not_as_it_should_be() -> None:
    """With the command that shows one at length."""
    text = printed(closing(replace(SAMPLE, path="my notes")))

    assert "Not as they should be: third, fifth, fourth." in text
    assert "ntkprops explain third 'my notes'" in text
    assert "All is as it should be." in printed(closing(Report("fine", (FIRST,))))


def test_a_hint_says_what_held() -> None:
    """What is undecided and held on draws says so; what stands needs no hint."""
    held = replace(FOURTH, printed=replace(FOURTH.printed, sampled=HELD))

    assert hint(held).endswith("It held on 100 draws.")
    assert hint(FIRST) == "" and hint(SECOND) == ""


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ((FIRST,), "The one claim stands."),
        ((SECOND, FIRST), "1 of 2 claims is printed wrong, and its erratum is confirmed. The other one stands."),
        ((THIRD,), "The one claim is wrong."),
    ],
)
def test_a_run_in_a_sentence(claims: tuple, words: str) -> None:
    """Whatever the numbers, it is English."""
    assert summed(Report("r", claims)) == words


def test_json_is_what_the_schema_says() -> None:
    """A report of every kind of verdict validates, with its places and direct reasons."""
    found = json.loads(as_json(SAMPLE))

    jsonschema.validate(found, schema())
    second = next(one for one in found["statements"] if one["label"] == "second")
    assert second["place"] == {"file": "notes.tex", "line": 7, "column": 3}
    assert (second["by"], second["state"]) == (["first"], "corrected")


@pytest.mark.parametrize("spoil", [{"verdict": "true"}, {"place": "somewhere"}, {"surprise": 1}])
def test_the_schema_refuses_what_it_does_not_know(spoil: dict[str, object]) -> None:
    """Negative control: another word, another shape, another field."""
    found = json.loads(as_json(SAMPLE))
    found["statements"][0] |= spoil

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(found, schema())
