r"""All obligations of a lecture in one file: ``read_obligations(proofs)``, then ``document(tasks)``.

Every lemma stands alone, so that one which Coq refuses can be left out without touching the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files

from ntkprops.proof.coq.lemma import lemma
from ntkprops.proof.coq.term import NotCovered
from ntkprops.proof.scalar import Obligation
from ntkprops.verdict import Certificate

HEADER = """\
(** * The scalar obligations of a lecture, as its proofs come down to them

    For: a second opinion. Printed by ``ntkprops check --coq``, one lemma for every scalar obligation of a proved claim:
    what the symbols are assumed to be, the hypotheses that the proof used, and the goal. Do not edit it by hand.
    What a hypothesis owes to a rule (Markov, Rayleigh, ...) is proved by hand in the files beside this one.

    Backs: algebra. *)

From Coq Require Import Reals Lra Psatz Machin.
Open Scope R_scope.
"""
NOTHING_SCALAR = "no scalar obligation: an equation of vectors, or a rule alone carries it"


@dataclass(frozen=True)
class Task:
    """One obligation of a claim under the name of its lemma; ``text`` is empty where Coq has no words for it."""

    label: str
    name: str
    obligation: Obligation
    text: str = ""
    because: str = ""

    @property
    def is_trivial(self) -> bool:
        """Whether the goal is one expression twice, or a hypothesis: the reading and the rules did all the work."""
        goal, given = self.obligation.goal, self.obligation.given
        same = ((fact.left, fact.op, fact.right) == (goal.left, goal.op, goal.right) for fact in given)
        return goal.left == goal.right or any(same)


def read_obligations(proofs: Iterable[tuple[str, Certificate]]) -> list[Task]:
    """A task for every obligation, in order; lemmas are named after the labels of the claims.

    Args:
        proofs: labels of claims with the certificates of their proofs. A label may occur twice.
    """
    tasks: dict[str, Task] = {}
    for label, place, found in _numbered(proofs):
        name = f"{_identifier(label)}_{place}"
        while name in tasks:
            name += "'"
        tasks[name] = _task(label, name, found)
    return list(tasks.values())


def _numbered(proofs: Iterable[tuple[str, Certificate]]) -> Iterator[tuple[str, int, Obligation]]:
    """Every obligation of every label once, numbered within its label."""
    together: dict[str, dict[Obligation, None]] = {}
    for label, certificate in proofs:
        together.setdefault(label, {}).update(dict.fromkeys(certificate.obligations))
    for label, found in together.items():
        for place, obligation in enumerate(found, 1):
            yield label, place, obligation


def _task(label: str, name: str, found: Obligation) -> Task:
    try:
        return Task(label, name, found, lemma(name, found.goal, found.given))
    except NotCovered as reason:
        return Task(label, name, found, because=str(reason))


def _identifier(label: str) -> str:
    """A name that Coq accepts.

    >>> _identifier("lemma-5.1")
    'lemma_5_1'
    """
    name = re.sub(r"\W", "_", label, flags=re.ASCII)
    return name if name[:1].isalpha() else f"claim_{name}"


def tactics() -> str:
    """What every document starts with, after its header."""
    return files("ntkprops.proof.coq").joinpath("tactics.v").read_text(encoding="utf-8")


def document(tasks: Iterable[Task]) -> str:
    """The file, to be compiled by ``coqc``; tasks without words are left out."""
    lemmas = [f"{task.text}\n" for task in tasks if task.text]
    return "\n".join([HEADER, tactics(), "(** ** The obligations *)\n", *lemmas])
