r"""The shape of the JSON reports, as a JSON Schema of its own version: ``schema()``, printed by ``ntkprops schema``.

``VERSION`` grows by one whenever a field is renamed, removed or means another thing; new fields leave it alone.
"""

from __future__ import annotations

from typing import Any

from ntkprops.report.document import State
from ntkprops.sampling.result import Says
from ntkprops.trial.second import Word
from ntkprops.verdict import Kind, Outcome

VERSION = 1
TEXT: dict[str, Any] = {"type": "string"}
TEXTS: dict[str, Any] = {"type": "array", "items": TEXT}
NUMBER: dict[str, Any] = {"type": "number"}
COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}
TRUTH: dict[str, Any] = {"type": "boolean"}
SAMPLED: dict[str, Any] = {"sampled": {"$ref": "#/$defs/sampled"}}  # only where sampling ran


def schema() -> dict[str, Any]:
    """The JSON Schema of ``check --json`` and of ``pytest --ntk-report``."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"ntkprops report, version {VERSION}",
        "$defs": {
            "certificate": _object(
                kind=_word(Kind), steps=TEXTS, rests_on=TEXTS, derivation=_list(_ref("line")),
            ),
            "line": _object(number=COUNT, relation=TEXT, because=TEXT, of=_list(COUNT), supposing=TEXTS),
            "witness": _object(
                values={"type": "object", "additionalProperties": TEXT}, left=TEXT, right=TEXT, probability=TEXT,
                size=_list(COUNT),
            ),
            "sampled": _object(
                says=_word(Says), because=TEXT, trials=COUNT, failures=COUNT, false_alarm=NUMBER,
                smallest_gap=_or_null(NUMBER), slack={"type": "object", "additionalProperties": NUMBER}, probes=TEXTS,
                own_width=TRUTH, witness=_or_null({"type": "object"}),
            ),
            "place": _object(file=TEXT, line=_or_null(COUNT), column=_or_null(COUNT)),
            "repair": _object(
                latex=TEXT, part=TEXT, edit=TEXT, verdict=_word(Outcome), because=TEXT, needed_by=TEXTS,
                is_erratum=TRUTH,
            ),
            "erratum": _object(
                SAMPLED,
                printed=_text_or_texts(), why=TEXTS, doubt=_or_null(TEXT),
                changes=_list(_object(part=TEXT, old=TEXT, new=TEXT, because=TEXT)), **_form(),
            ),
            "claim": _claim(),
        },
        **_object(
            {"lecture": TEXT, "complaints": TEXTS, "interrupted": TRUTH, "coq": {"additionalProperties": _word(Word)}},
            schema={"const": VERSION},
            statements=_list(_ref("claim")),
            broken=TEXTS,
            budget={"type": "object", "additionalProperties": NUMBER},
            versions={"type": "object", "additionalProperties": TEXT},
        ),
    }  # fmt: skip


def _claim() -> dict[str, Any]:
    return _object(
        {"same_as": TEXT, **SAMPLED},
        label=TEXT, title=TEXT, source=TEXT, place=_or_null(_ref("place")),
        state={"enum": [state.name.lower() for state in State]}, printed=_text_or_texts(), given=TEXTS, for_all=TEXT,
        over=TEXT, probability=TEXT, by=TEXTS, found=TEXTS, cites=TEXTS, proof_of=_or_null(TEXT), **_form(),
        erratum=_or_null(_ref("erratum")), repairs=_list(_ref("repair")),
    )  # fmt: skip


def _form() -> dict[str, Any]:
    return {
        "verdict": _word(Outcome),
        "because": TEXT,
        "fault": _or_null(_object(latex=TEXT, span=_list(COUNT))),
        "certificate": _or_null(_ref("certificate")),
        "witness": _or_null(_ref("witness")),
        "findings": TEXTS,
    }


def _object(optional: dict[str, Any] | None = None, **required: dict[str, Any]) -> dict[str, Any]:
    """An object with these fields and no others."""
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


def _or_null(what: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [what, {"type": "null"}]}


def _text_or_texts() -> dict[str, Any]:
    return {"anyOf": [TEXT, TEXTS]}


def _word(of: Any) -> dict[str, Any]:
    return {"enum": [one.value for one in of]}


__all__ = ["VERSION", "schema"]
