r"""Lectures on networks made of a few claims, for tests: ``networks(...)`` and ``folder_of(path, ...)``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ntkprops.proof.book import Book
from ntkprops.sampling.result import Sampled
from ntkprops.sampling.run import budget_of, claim_of
from ntkprops.sampling.trial import sample
from ntkprops.statement.lecture import Lecture, bundled_lecture, load_lecture
from ntkprops.statement.model import Statement

BUNDLED = load_lecture(bundled_lecture())


def networks(*claims: Statement) -> Lecture:
    """The bundled lecture with other claims behind its own."""
    return replace(BUNDLED, parts=(*BUNDLED.parts, *claims))


def sampled(claim: Statement, **frame: object) -> Sampled:
    """What sampling says of one claim; ``frame`` changes how it is tried."""
    lecture = networks(claim)
    ready = claim_of(Book(lecture), claim.label, corrected=False, budget=budget_of(lecture))
    return sample(replace(ready, frame=replace(ready.frame, **frame)))


def folder_of(path: Path, *claims: str) -> Path:
    """A folder with the symbols of the bundled lecture and these claims: what stands after ``then=`` and more."""
    path.mkdir()
    (path / "notation.py").write_text((bundled_lecture() / "notation.py").read_text(encoding="utf-8"))
    lines = [f"claim_{k} = Statement('claim-{k}', then={text})" for k, text in enumerate(claims)]
    imports = ["from ntkprops.statement import Statement", "from ntkprops.statement.rules import norm_domination"]
    (path / "claims.py").write_text("\n".join([*imports, *lines]) + "\n")
    return path
