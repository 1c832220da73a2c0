r"""Negative controls: a blinded checker lets mutants survive, and no mutant that is proved is false on an instance."""

from __future__ import annotations

import random
from functools import cache

import pytest
from hypothesis import settings

from ntkprops.derivation.check import Accepted
from ntkprops.errors import NtkpropsError
from ntkprops.language import Notation, declare, positive
from ntkprops.language.edits import KINDS, edits
from ntkprops.mutation import Fate, Result, run_mutants
from ntkprops.mutation.run import judged_lecture
from ntkprops.proof.argument import Argued
from ntkprops.proof.scalar import Proof
from ntkprops.sampling.result import Says
from ntkprops.sampling.run import budget_of, constants_of, sample_claim
from ntkprops.statement import Statement, bundled_lecture, load_lecture
from ntkprops.statement.lecture import Lecture
from ntkprops.statement.rules import algebra
from ntkprops.trial import judge
from ntkprops.trial.altered import Known, Part, as_corrected, parts_of
from ntkprops.trial.hunt import hunt
from ntkprops.trial.judge import Judge
from ntkprops.verdict import Kind, Outcome, Verdict

NOTATION = Notation((declare("p", positive), declare("q", positive)))
LECTURE = Lecture("small", NOTATION, (Statement("bound", then=(r"2 p \leq 2 p + q",), by=(algebra,)),))


def fates(sample: int | None = None) -> list[Fate]:
    """What becomes of the mutants of the small lecture."""
    return [r.fate for r in run_mutants(judged_lecture(LECTURE), sample=sample) if isinstance(r, Result)]


def test_a_checker_that_proves_everything_lets_false_mutants_live(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where all is proved and no derivation looked at, no false mutant dies, and the hunt calls proofs false."""
    proof = Proof(kind=Kind.RULE, certificate=(), used=(), steps=("blind",))
    monkeypatch.setattr(judge, "argue", lambda book, reading, *, corrected: Argued((proof,), ((0, 0),)))
    blind = Accepted(frozenset(), (), frozenset())
    monkeypatch.setattr(judge, "check", lambda book, reading, derivations, **rest: blind)

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


def changed(label: str, name: str, old: str, new: str, *, shown: str = "") -> Verdict:
    """What becomes of a claim of the lecture, or of another, where one spelling of one part is changed."""
    parts = (part for item, _ in base().judge.book.lecture.rows() for part in parts_of(item) if part.label == label)
    part = next(part for part in parts if part.name == name and old in part.latex)
    return base().after(part, part.latex.replace(old, new)).verdict(shown or label, corrected=False)


def test_a_constant_with_which_nothing_is_left_to_prove_proves_nothing() -> None:
    r"""``2 = \Omega(n^6/(\lambda_0^4 \delta^3))`` holds for no n where the constant is large enough for the proof."""
    found = changed("theorem-1", "given", "m =", "2 =")

    assert found.outcome is Outcome.UNDECIDED
    assert "nothing satisfies it" in found.because


@pytest.mark.parametrize(
    ("label", "old", "new"),
    [("least-eigenvalue", "> 0", "< 0"), ("data", "= 1", "= 2"), ("data", r"|y_i| \leq 1", r"|y_i| \leq -1")],
)
def test_what_contradicts_the_notation_is_no_definition(label: str, old: str, new: str) -> None:
    """What is declared positive cannot be defined as negative, nor what holds throughout as something else."""
    assert changed(label, "then", old, new).outcome.falls


def test_what_holds_throughout_holds_of_every_letter() -> None:
    """Inputs have norm 1, so that nothing satisfies a hypothesis that one of them, x_j, has at most 1/2."""
    assert changed("lemma-3", "given", r"\|x_i\| \leq 1", r"\|x_j\| \leq \frac{1}{2}").outcome is Outcome.VACUOUS


def test_two_radii_of_one_name_are_seen_on_an_instance() -> None:
    """The prover cannot tell that 4 |u(0) - y| is not 2 |u(0) - y|; a network on which they differ can."""
    found = changed("lemma-5.2", "then", r"2\sqrt{n}", r"4\sqrt{n}", shown="eq-27")

    assert found.outcome is Outcome.DOES_NOT_FOLLOW
    assert "defined once" in found.because


def test_a_neuron_beyond_the_width_is_no_crash() -> None:
    """A network of width 1 has no second neuron: an event about it is not evaluated, and nothing is refuted by it."""
    assert changed("eq-4", "then", "A_{ik}", "A_{i2}").outcome is Outcome.UNDECIDED


def double_edits(number: int) -> list[tuple[Part, str]]:
    """Printed parts of what is no definition, each with two random edits."""
    choose = random.Random(12)
    lecture = base().judge.book.lecture
    claims = [item for item, _ in lecture.rows() if not getattr(item, "defines", False)]
    parts = [part for item in claims for part in parts_of(item)]
    found: list[tuple[Part, str]] = []
    while len(found) < number:
        part = choose.choice(parts)
        first = _edited(part.latex, choose)
        second = _edited(first, choose) if first else ""
        if second:
            found.append((part, second))
    return found


def _edited(latex: str, choose: random.Random) -> str:
    """One edit of a kind chosen first, so that the many exchanges of symbols do not crowd out the rest."""
    notation = base().judge.book.notation
    options = [edit.latex for edit in edits(latex, notation, kinds=(choose.choice(KINDS),))]
    return choose.choice(options) if options else ""


def breaks(after: Judge, label: str) -> str:
    """How a proved claim fails: on an exact instance, or so often in samples that it is refuted; empty if it does not.

    Neither asks the prover.
    """
    book = after.book
    try:
        if hunt(book, book.reading(label, corrected=False), corrected=False) is not None:
            return "on an exact instance"
    except NtkpropsError:
        pass  # nothing here evaluates the claim exactly
    constant = constants_of(book).get((label, False))
    sampled = sample_claim(book, label, corrected=False, budget=budget_of(book.lecture), constant=constant)
    return sampled.because if sampled.says is Says.REFUTED else ""


def test_no_double_edit_that_is_proved_is_false() -> None:
    """What is proved of a lecture with two edits breaks neither on small exact networks nor in samples."""
    number = 2000 if settings.default.max_examples > 1000 else 25
    proved, wrong = 0, []
    for part, latex in double_edits(number):
        after = base().after(part, latex)
        if after.verdict(part.label, corrected=False).outcome is Outcome.PROVED:
            proved += 1
            how = breaks(after, part.label)
            wrong += [(part.label, latex, how)] if how else []

    assert wrong == []
    assert proved, "no double edit was proved, so nothing was tried"
