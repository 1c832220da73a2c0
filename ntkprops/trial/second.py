r"""What does Coq say beside our own provers? ``second_opinion(proofs)``: a word per claim.

``yes``: Coq proves every obligation of the claim. ``trivial``: it does, but each is one expression twice, or a
hypothesis, so that only the reading and the rules carry the claim. ``not covered``: with the reason. ``DISPROVED``:
the two disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from ntkprops.proof.coq import disproof
from ntkprops.proof.coq.document import HEADER, NOTHING_SCALAR, Task, read_obligations, tactics
from ntkprops.proof.coq.runner import accepted
from ntkprops.verdict import Certificate

# What no lemma printed here speaks of, said so that nobody takes it for checked twice.
NOT_SEEN = {
    "reading": "that a formula is read as it is meant, and its canonical form",
    "rules": "that a rule hands in a true hypothesis, side conditions included; proofs/coq proves rules by hand",
    "measure": "Markov and Hoeffding for the Lebesgue integral: proofs/coq asks for linearity and independence",
    "Gaussian": "that <x, w> is normal and the angle of w uniform: proofs/coq starts from there",
}


class Word(Enum):
    """What Coq says of a proved claim."""

    YES = "yes"
    TRIVIAL = "trivial"
    NOT_COVERED = "not covered"
    DISPROVED = "DISPROVED"


@dataclass(frozen=True)
class Opinion:
    """Coq's word on one claim, and the reason where it is not plain agreement."""

    label: str
    word: Word
    because: str = ""


@dataclass(frozen=True)
class Opinions:
    """Coq's words on the proved claims of a lecture, and the axioms it should not have needed."""

    claims: tuple[Opinion, ...]
    lemmas: int
    strange: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether nothing is disproved and nothing rests on an axiom that is not on the whitelist."""
        return not self.strange and all(opinion.word is not Word.DISPROVED for opinion in self.claims)


def second_opinion(proofs: Sequence[tuple[str, Certificate]]) -> Opinions:
    """Coq's word on every claim.

    Args:
        proofs: labels of claims with the certificates of their proofs.

    Raises:
        CoqError: Coq cannot be run.
    """
    tasks = read_obligations(proofs)
    found = accepted(f"{HEADER}{tactics()}", {task.name: task.text for task in tasks if task.text})
    refused = [task for task in tasks if task.text and task.name not in found.names]
    opposites = {task.name: disproof.disproof(task.name, task.obligation) for task in refused}
    denied = accepted(disproof.PREAMBLE, {k: v for k, v in opposites.items() if v}, may_compute=True)
    labels = dict.fromkeys(label for label, _ in proofs)
    claims = [
        _opinion(label, [task for task in tasks if task.label == label], found.names, denied.names) for label in labels
    ]
    return Opinions(tuple(claims), len(found.names), tuple(sorted(found.strange | denied.strange)))


def _opinion(label: str, tasks: Sequence[Task], proved: frozenset[str], denied: frozenset[str]) -> Opinion:
    if not tasks:
        return Opinion(label, Word.NOT_COVERED, NOTHING_SCALAR)
    wrong = [task for task in tasks if task.name in denied]
    if wrong:
        return Opinion(label, Word.DISPROVED, f"{_listed(wrong)} is false in Coq at {_where(wrong[0])}")
    wordless = next((task for task in tasks if not task.text), None)
    if wordless is not None:
        return Opinion(label, Word.NOT_COVERED, wordless.because)
    refused = [task for task in tasks if task.name not in proved]
    if refused:
        return Opinion(label, Word.NOT_COVERED, f"no tactic proves {_listed(refused)}, and none disproves it")
    return Opinion(label, Word.TRIVIAL if all(task.is_trivial for task in tasks) else Word.YES)


def _listed(tasks: Iterable[Task]) -> str:
    return ", ".join(f"{task.obligation.goal}" for task in tasks)


def _where(task: Task) -> str:
    point = disproof.suggestion(task.obligation) or {}
    return ", ".join(f"{symbol} = {value}" for symbol, value in point.items())
