r"""Negative controls: a blinded checker lets mutants survive, and no mutant that is proved is false on an instance."""

from __future__ import annotations

import random
from functools import cache

import pytest
from hypothesis import settings

from ntkprops.errors import NtkpropsError
from ntkprops.language import Notation, declare, positive
from ntkprops.language.edits import edits
from ntkprops.mutation import Fate, Result, run_mutants
from ntkprops.mutation.run import judged_lecture
from ntkprops.proof.argument import Argued
from ntkprops.proof.scalar import Proof
from ntkprops.statement import Row, Statement, bundled_lecture, load_lecture
from ntkprops.statement.lecture import Lecture
from ntkprops.statement.rules import algebra
from ntkprops.trial import judge
from ntkprops.trial.altered import Known, Part, as_corrected, parts_of
from ntkprops.trial.hunt import hunt
from ntkprops.verdict import Kind, Outcome

NOTATION = Notation((declare("p", positive), declare("q", positive)))
LECTURE = Lecture("small", NOTATION, (Statement("bound", then=(r"2 p \leq 2 p + q",), by=(algebra,)),))


def fates(sample: int | None = None) -> list[Fate]:
    """What becomes of the mutants of the small lecture."""
    return [r.fate for r in run_mutants(judged_lecture(LECTURE), sample=sample) if isinstance(r, Result)]


def test_a_checker_that_proves_everything_lets_false_mutants_live(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where every claim is proved, no false mutant is killed, and the hunt says that proofs are false."""
    proof = Proof(kind=Kind.RULE, certificate=(), used=(), steps=("blind",))
    monkeypatch.setattr(judge, "argue", lambda book, reading, *, corrected: Argued((proof,)))

    found = fates()

    assert Fate.REFUTED not in found and Fate.NOTICED not in found
    assert Fate.CONTRADICTED in found


def test_the_checker_that_sees_kills_them() -> None:
    """The same mutants, judged by the true checker, are killed or follow from the original."""
    found = fates()

    assert Fate.REFUTED in found
    assert Fate.CONTRADICTED not in found and Fate.CRASHED not in found


@cache
def base() -> Known:
    """The corrected lecture, judged."""
    return judged_lecture(as_corrected(load_lecture(bundled_lecture())))


def _is_quick(item: Statement | Row) -> bool:
    """Whether a claim is none of probability, whose proofs are long, and no definition."""
    return isinstance(item, Row) or not (item.probability or item.defines)


def double_edits(number: int) -> list[tuple[Part, str]]:
    """Conclusions of the lecture with two random edits; drawn afresh in long campaigns only by their number."""
    choose = random.Random(12)
    lecture = base().judge.book.lecture
    cheap = [
        item
        for item, _ in lecture.rows()
        if not getattr(item, "probability", "") and not getattr(item, "defines", False)
    ]
    parts = [part for item in cheap for part in parts_of(item) if part.name == "then"]
    found = []
    while len(found) < number:
        part = choose.choice(parts)
        kinds = (choose.choice(KINDS), choose.choice(KINDS))
        first = _one(part.latex, kinds[0], choose)
        second = _one(first, kinds[1], choose) if first else ""
        if second:
            found.append((part, second))
    return found


KINDS = ("sign", "dimension", "exponent", "constant", "power", "relation", "norm", "binding", "factor")


def _one(latex: str, kind: str, choose: random.Random) -> str:
    options = [edit.latex for edit in edits(latex, base().judge.book.notation, kinds=(kind,))]
    return choose.choice(options) if options else ""


def test_no_double_edit_that_is_proved_is_false() -> None:
    """A claim with two edits that is proved has no counterexample among small exact networks."""
    number = 2000 if settings.default.max_examples > 1000 else 25
    wrong = []
    for part, latex in double_edits(number):
        after = base().after(part, latex)
        try:
            if after.verdict(part.label, corrected=False).outcome is not Outcome.PROVED:
                continue
            reading = after.book.reading(part.label, corrected=False)
            if hunt(base().judge.book, reading, corrected=False) is not None:
                wrong.append((part.label, latex))
        except NtkpropsError:
            continue

    assert wrong == []
