r"""Verdicts as JSON: one object a claim, exact numbers as strings, the same bytes for the same verdicts."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

from ntkprops.report.sampled import Beside, sampled_object
from ntkprops.trial.ranking import Repair
from ntkprops.trial.verdicts import Judged
from ntkprops.verdict import Certificate, Verdict, Witness

PACKAGES = ("ntkprops", "sympy", "z3-solver", "python-flint", "numpy", "hypothesis")


def as_json(
    claims: Sequence[Judged],
    *,
    broken: Sequence[str] = (),
    budget: dict[str, Any] | None = None,
    sampled: Beside | None = None,
    interrupted: bool = False,
) -> str:
    """The report of a run as a JSON text; ``sampled`` where sampling stands beside the verdicts."""
    report = {
        "statements": [beside(entry, claim, sampled) for claim in claims for entry in as_objects(claim)],
        "broken": list(broken),
        "budget": budget or {},
        "interrupted": interrupted,
        "versions": versions(),
    }
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"


def beside(entry: dict[str, Any], claim: Judged, sampled: Beside | None) -> dict[str, Any]:
    """The object of a claim with what sampling says of both its forms."""
    if sampled is None:
        return entry
    found = {**entry, "sampled": sampled_object(sampled.get((claim.label, False)))}
    if entry["erratum"] is not None:
        found["erratum"] = {**entry["erratum"], "sampled": sampled_object(sampled.get((claim.label, True)))}
    return found


def versions() -> dict[str, str]:
    """The versions that a verdict may depend on."""
    return {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}}


def as_objects(claim: Judged) -> Iterator[dict[str, Any]]:
    """A claim, once under every label that the notes give it."""
    whole = as_object(claim)
    yield whole
    for label in claim.also:
        yield {**whole, "label": label, "same_as": claim.label}


def as_object(claim: Judged) -> dict[str, Any]:
    """One claim; ``erratum`` is null where nothing was to be corrected."""
    return {
        "label": claim.label,
        "title": claim.title,
        "source": claim.source,
        "printed": claim.latex[0] if len(claim.latex) == 1 else list(claim.latex),
        "given": list(claim.given),
        **_verdict(claim.verdict),
        "erratum": _erratum(claim),
        "repairs": [_repair(repair) for repair in claim.repairs],
    }


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


def _erratum(claim: Judged) -> dict[str, Any] | None:
    if claim.corrected is None:
        return None
    texts = claim.corrected_latex
    printed = texts[0] if len(texts) == 1 else list(texts)
    return {"printed": printed, "why": list(claim.because), **_verdict(claim.corrected)}


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "verdict": verdict.outcome.value,
        "because": verdict.because,
        "certificate": _certificate(verdict.certificate),
        "witness": _witness(verdict.witness),
        "findings": list(verdict.findings),
    }


def _certificate(found: Certificate | None) -> dict[str, Any] | None:
    return (
        None
        if found is None
        else {
            "kind": found.kind.value,
            "steps": list(found.steps),
            "rests_on": list(found.rests_on),
            "derivation": [asdict(line) for line in found.derivation],
        }
    )


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
