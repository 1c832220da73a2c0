r"""What becomes of one mutant? ``judged_mutant(known, mutant)``."""

from __future__ import annotations

from ntkprops.errors import NtkpropsError
from ntkprops.mutation.fate import Fate, Result
from ntkprops.mutation.mutants import Mutant
from ntkprops.proof.reading import Reading
from ntkprops.trial.altered import Fallout, Known
from ntkprops.trial.compare import follows
from ntkprops.trial.hunt import hunt
from ntkprops.verdict import Outcome, Verdict, Witness

FATES = {
    Outcome.ILL_FORMED: Fate.ILL_FORMED,
    Outcome.UNREAD: Fate.ILL_FORMED,
    Outcome.REFUTED: Fate.REFUTED,
    Outcome.DOES_NOT_FOLLOW: Fate.DOES_NOT_FOLLOW,
    Outcome.VACUOUS: Fate.DOES_NOT_FOLLOW,
}  # any other that does not stand is noticed, without a counterexample
SECOND_LOOK = 20_000  # parts of formulas evaluated in search of a counterexample to a mutant that is proved


def judged_mutant(known: Known, mutant: Mutant) -> Result:
    """The fate of a mutant: what the run says of it, else of the first claim that uses it and no longer stands.

    A mutant that stands, as all that uses it does, is held against the original; one that is proved is hunted all the
    same, since a counterexample to it would be a bug of the prover.
    """
    found = known.fallout(mutant.part, mutant.latex)
    if not found.own.outcome.stands:
        return _killed(mutant, found.own)
    reading = known.after(mutant.part, mutant.latex).book.reading(mutant.part.label, corrected=False)
    witness = _second_look(known, reading) if found.own.outcome is Outcome.PROVED else None
    if witness is not None:
        return Result(mutant, Fate.CONTRADICTED, "proved, yet false on an exact instance", values=_values(witness))
    if found.fallen is not None:
        return _killed(mutant, found.fallen[1], where=found.fallen[0])
    return _standing(known, mutant, reading, found)


def _killed(mutant: Mutant, verdict: Verdict, *, where: str = "") -> Result:
    fate = Fate.CRASHED if verdict.is_bug else FATES.get(verdict.outcome, Fate.NOTICED)
    return Result(mutant, fate, verdict.because, where, _values(verdict.witness))


def _values(witness: Witness | None) -> str:
    return "" if witness is None else ", ".join(f"{name} = {value}" for name, value in witness.values.items())


def _second_look(known: Known, reading: Reading) -> Witness | None:
    try:
        return hunt(known.judge.book, reading, corrected=False, effort=SECOND_LOOK)
    except NtkpropsError:
        return None


def _standing(known: Known, mutant: Mutant, reading: Reading, found: Fallout) -> Result:
    """The fate of a mutant that nothing speaks against."""
    original = known.judge.book.reading(mutant.part.label, corrected=False)
    if follows(known.judge, strong=original, weak=reading):
        if follows(known.judge, strong=reading, weak=original):
            return Result(mutant, Fate.EQUIVALENT, "each of mutant and original follows from the other")
        return Result(mutant, Fate.WEAKER, "follows from the original, and all that uses it still stands")
    return Result(mutant, Fate.SURVIVED, _excuse(known, mutant, found))


def _excuse(known: Known, mutant: Mutant, found: Fallout) -> str:
    """Why nobody noticed."""
    users = len(found.users)
    if found.own.outcome is Outcome.DEFINITION:
        return "not observable: " + (f"{users} claims unfold it and still stand" if users else "nothing uses it")
    if found.own.outcome is Outcome.ASSUMED:
        return "undecided: it is taken from its source, which nothing here checks"
    after = f"and so do the {users} claims that use it" if users > 1 else "and so does the claim that uses it"
    return f"slack: it follows from its reasons, {after if users else 'and nothing uses it'}"


__all__ = ["judged_mutant"]
