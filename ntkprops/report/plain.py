r"""A run as JSON: one object a claim, exact numbers as strings, the same bytes for the same verdicts."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

from ntkprops.report.document import Claim, Form, Report
from ntkprops.report.sampled import sampled_object
from ntkprops.report.schema import VERSION
from ntkprops.statement.places import Place
from ntkprops.trial.ranking import Repair
from ntkprops.verdict import Certificate, Verdict, Witness

PACKAGES = ("ntkprops", "sympy", "z3-solver", "python-flint", "numpy", "hypothesis")


def as_json(report: Report) -> str:
    """The report of a run as a JSON text."""
    return as_text(
        {
            "schema": VERSION,
            "lecture": report.name,
            "statements": [entry for claim in report.claims for entry in as_objects(claim)],
            "broken": list(report.broken),
            "budget": dict(report.budget),
            "complaints": list(report.complaints),
            "interrupted": report.interrupted,
            **({"coq": dict(report.coq)} if report.coq else {}),
            "versions": versions(),
        }
    )


def as_text(report: dict[str, Any]) -> str:
    """A JSON object as it is written to files."""
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"


def versions() -> dict[str, str]:
    """The versions that a verdict may depend on."""
    return {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}}


def as_objects(claim: Claim) -> Iterator[dict[str, Any]]:
    """A claim, once under every label that the notes give it."""
    whole = as_object(claim)
    yield whole
    for label in claim.also:
        yield {**whole, "label": label, "same_as": claim.label}


def as_object(claim: Claim) -> dict[str, Any]:
    """One claim; ``erratum`` is null where nothing was to be corrected."""
    frame = claim.frame
    return {
        "label": claim.label,
        "title": claim.title,
        "source": claim.source,
        "place": _place(claim.place),
        "state": claim.state.name.lower(),
        "printed": _texts(claim.printed.latex),
        "given": list(frame.given),
        "for_all": frame.for_all,
        "over": frame.over,
        "probability": frame.probability,
        "by": list(claim.by),
        "found": list(claim.found),
        "cites": list(claim.cites),
        "proof_of": claim.proof_of or None,
        **_form(claim.printed),
        "erratum": _erratum(claim),
        "repairs": [_repair(repair) for repair in claim.repairs],
    }


def _texts(latex: Sequence[str]) -> str | list[str]:
    return latex[0] if len(latex) == 1 else list(latex)


def _place(place: Place | None) -> dict[str, Any] | None:
    return None if place is None else {"file": place.file, "line": place.line or None, "column": place.column or None}


def _repair(repair: Repair) -> dict[str, Any]:
    return {
        "latex": repair.latex,
        "part": repair.part.name,
        "edit": repair.edit,
        "verdict": repair.verdict.outcome.value,
        "because": repair.verdict.because,
        "needed_by": list(repair.needed_by),
        "is_erratum": repair.is_erratum,
    }


def _erratum(claim: Claim) -> dict[str, Any] | None:
    if claim.erratum is None:
        return None
    found = {"printed": _texts(claim.erratum.latex), "why": list(claim.why), "doubt": claim.doubt or None}
    return {**found, "changes": [asdict(fix) for fix in claim.fixes], **_form(claim.erratum)}


def _form(form: Form) -> dict[str, Any]:
    """A verdict, with what sampling says where it ran."""
    sampled = {"sampled": sampled_object(form.sampled)} if form.sampled is not None else {}
    return {**_verdict(form.verdict), **sampled}


def _verdict(verdict: Verdict) -> dict[str, Any]:
    fault = {"latex": verdict.latex, "span": list(verdict.span)} if verdict.latex else None
    return {
        "verdict": verdict.outcome.value,
        "because": verdict.because,
        "fault": fault,
        "certificate": _certificate(verdict.certificate),
        "witness": _witness(verdict.witness),
        "findings": list(verdict.findings),
    }


def _certificate(found: Certificate | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "kind": found.kind.value,
        "steps": list(found.steps),
        "rests_on": list(found.rests_on),
        "derivation": [asdict(line) for line in found.derivation],
    }


def _witness(found: Witness | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "values": dict(found.values),
        "left": found.left,
        "right": found.right,
        "probability": found.probability,
        "size": list(found.size),
    }
