"""A damaged witness file is an error that names the field, what must hold and what was found; never a traceback."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ntkprops.sampling import replay as replaying
from ntkprops.sampling.record import DATA, FIELDS, KINDS
from ntkprops.sampling.replay import Replayed, replay

from .lectures import BUNDLED

COMMON = {
    "corrected": False, "lecture": None, "because": "", "false_alarm": 1e-6,
    "data": {"name": "one row", "X": [[1.0]], "y": [1.0]}, "n": 1, "m": 1, "seed": 0,
    "versions": {"numpy": "2"}, "replay": "ntkprops replay w.json",
}  # fmt: skip
CHANCE = {
    **COMMON, "label": "lemma-4-radius", "kind": "chance", "scalars": {"\\delta": 0.002}, "delta": 0.002,
    "stream": 13111850105964047631, "level": 9.966018063171701e-09, "place": 0, "times": {},
}  # fmt: skip
SURE = {
    **COMMON, "label": "lemma-4-second-conclusion", "kind": "sure", "scalars": {}, "stream": 9553180656516810627,
    "goal": 0, "number": 0, "exact": {"left": "0"},
}  # fmt: skip
FILES = {"chance": CHANCE, "sure": SURE}


@pytest.fixture(autouse=True)
def loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bundled lecture is loaded once."""
    monkeypatch.setattr(replaying, "open_lecture", lambda folder: BUNDLED)


def after(record: Any, folder: Path) -> tuple[Replayed, str]:
    """What is said of a file with this record."""
    file = folder / "w.json"
    file.write_text(json.dumps(record))
    return replay(file)


def paths(record: Any) -> Iterator[tuple[str | int, ...]]:
    """Where a field stands, at any depth."""
    items = record.items() if isinstance(record, dict) else enumerate(record) if isinstance(record, list) else ()
    for name, value in items:
        yield (name,)
        yield from ((name, *rest) for rest in paths(value))


def edited(record: Any, path: tuple[str | int, ...], value: Any) -> Any:
    """The record with another value in one field."""
    found = copy.deepcopy(record)
    inside = found
    for name in path[:-1]:
        inside = inside[name]
    inside[path[-1]] = value
    return found


@pytest.mark.parametrize("kind", FILES)
def test_the_files_of_this_test_still_fail(kind: str, tmp_path: Path) -> None:
    """Negative control: undamaged, they are witnesses."""
    assert after(FILES[kind], tmp_path)[0] is Replayed.STILL_FAILS


BAD: tuple[Any, ...] = (None, -1, 1e308, "x", "\0", "x" * 5000, [], {}, [[]], True, 10**30)
REQUIRED = [("", field) for field in (*FIELDS, *KINDS["chance"])] + [("data.", field) for field in DATA]


@pytest.mark.parametrize(("inside", "field"), REQUIRED, ids=lambda one: getattr(one, "name", one))
def test_a_field_of_another_kind_is_named(inside: str, field: Any, tmp_path: Path) -> None:
    """Every value that a field refuses is answered by its name, what must hold and what was found."""
    path = (*(part for part in (inside.rstrip("."),) if part), field.name)
    for value in BAD:
        if not field.holds(value):
            outcome, why = after(edited(CHANCE, path, value), tmp_path)
            assert outcome is Replayed.ERROR
            assert why.startswith(f"{inside}{field.name} is ") and f"must be {field.must}" in why


@pytest.mark.parametrize(("inside", "field"), REQUIRED, ids=lambda one: getattr(one, "name", one))
def test_a_field_that_is_missing_is_named(inside: str, field: Any, tmp_path: Path) -> None:
    """A file without it is an error, unless nothing needs it."""
    record = copy.deepcopy(CHANCE)
    (record["data"] if inside else record).pop(field.name, None)
    outcome, why = after(record, tmp_path)

    assert (outcome is Replayed.ERROR and f"lacks {inside}{field.name}" in why) or field.may_miss


MISFITS = {
    "n": (("n",), 2),
    "the number of entries of data.y": (("data", "y"), [1.0, 1.0]),
    "the norm of a row of data.X": (("data", "X"), [[2.0]]),
    "m": (("m",), 1 << 39),
    "kind": (("kind",), "sure"),
    "level": (("level",), 0.5),
    "times.t": (("times",), {"t": 1.0}),
    "scalars lacks": (("scalars",), {}),
    r"scalars.\delta": (("scalars", r"\delta"), 2.0),
}


@pytest.mark.parametrize("name", MISFITS)
def test_what_does_not_fit_the_claim_is_named(name: str, tmp_path: Path) -> None:
    """Each field may be well formed and still belong to no witness of this claim."""
    record = {**CHANCE, "goal": 0, "number": 0} if name == "kind" else CHANCE
    outcome, why = after(edited(record, *MISFITS[name]), tmp_path)

    assert outcome is Replayed.ERROR and why.startswith(name)


@pytest.mark.parametrize("text", ["", "[", "[1]", "nonsense", "[" * 100_000, '{"label": NaN}'])
def test_what_is_no_record_is_an_error(text: str, tmp_path: Path) -> None:
    """Whatever stands in the file."""
    file = tmp_path / "w.json"
    file.write_text(text)

    assert replay(file)[0] is Replayed.ERROR


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=5), inside, max_size=3),
    max_leaves=5,
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_random_edit_never_ends_in_a_traceback(data: st.DataObject, tmp_path: Path) -> None:
    """Any field, at any depth, with any value: the file is replayed or refused."""
    record = FILES[data.draw(st.sampled_from(sorted(FILES)))]
    path = data.draw(st.sampled_from(sorted(paths(record), key=str)))
    near = st.sampled_from([0, 1, 2, -1, 0.5, 1e-9, 16, 1 << 63])

    outcome, why = after(edited(record, path, data.draw(JSON | near)), tmp_path)

    assert outcome in Replayed and why
