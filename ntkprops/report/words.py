r"""The words that terminal, HTML and the short formats share: what a verdict means, a summary, a headline, a hint."""

from __future__ import annotations

from collections import Counter
from shlex import quote

from ntkprops.report.document import Claim, Report, State, word
from ntkprops.sampling.result import Says
from ntkprops.verdict import Outcome

MEANS = {
    Outcome.DEFINITION: "read, and its sorts agree",
    Outcome.PROVED: "follows from its reasons; a small checker accepted the derivation",
    Outcome.ASSUMED: "taken from a named source",
    Outcome.HELD: "held on everything that was drawn, at a stated error rate; not a proof",
    Outcome.REFUTED: "false on an exact instance that was checked again",
    Outcome.ILL_FORMED: "cannot mean anything as it is written",
    Outcome.DOES_NOT_FOLLOW: "may be true, but its reasons do not give it",
    Outcome.UNDECIDED: "neither a proof nor a counterexample was found",
    Outcome.VACUOUS: "nothing satisfies what is given",
    Outcome.UNREAD: "our reader's limit, not the notes' fault",
}


def summed(report: Report) -> str:
    """The run in a sentence or three.

    >>> summed(Report("notes", ()))
    'There are no claims.'
    """
    if not report.claims:
        return "There are no claims."
    counted = Counter(claim.state for claim in report.claims)
    total, said = len(report.claims), []
    if counted[State.WRONG]:
        said.append(f"{_of(counted[State.WRONG], total)} wrong.")
    if counted[State.OPEN]:
        said.append(f"{_of(counted[State.OPEN], total)} open: neither proved nor refuted.")
    if counted[State.CORRECTED]:
        errata = "its erratum is" if counted[State.CORRECTED] == 1 else "their errata are"
        said.append(f"{_of(counted[State.CORRECTED], total)} printed wrong, and {errata} confirmed.")
    if counted[State.FINE]:
        said.append(_standing(counted[State.FINE], total))
    said += ["Interrupted: this is what was reached."] if report.interrupted else []
    return " ".join(said)


def _standing(some: int, total: int) -> str:
    if some == total:
        return f"All {total} claims stand." if total > 1 else "The one claim stands."
    return f"The other {some} stand." if some > 1 else "The other one stands."


def _of(some: int, total: int) -> str:
    return "The one claim is" if total == 1 else f"{some} of {total} claims {'is' if some == 1 else 'are'}"


def because(claim: Claim) -> str:
    """Why a claim has its verdict, in one line, the counterexample included."""
    verdict = claim.printed.verdict
    said = " ".join(verdict.because.split())
    if verdict.outcome is Outcome.REFUTED and verdict.witness is not None:
        said = "false at " + ", ".join(f"{name} = {value}" for name, value in verdict.witness.values.items())
    seen = claim.printed.sampled
    if verdict.outcome is Outcome.UNDECIDED and seen is not None and seen.says is Says.REFUTED:
        said = f"refuted on draws: {' '.join(seen.because.split())}"
    if verdict.too_weak_for:
        said = f"too weak as printed: {', '.join(verdict.too_weak_for)} rest on more"
    if claim.doubt:
        said += f"; its erratum is not confirmed: {claim.doubt}"
    return said


def remedy(claim: Claim) -> str:
    """What to print instead, in one line; empty where nothing is known."""
    if claim.fixes and claim.state is State.CORRECTED:
        return "erratum: " + "; ".join(fix.new for fix in claim.fixes)
    if claim.repairs:
        return f"did you mean {claim.repairs[0].edit}?"
    return ""


def headline(claim: Claim) -> str:
    """The verdict and its reason in one line.

    >>> from ntkprops.report.document import Form
    >>> from ntkprops.verdict import Verdict
    >>> headline(Claim("a", Form((), Verdict(Outcome.UNDECIDED, "no proof was found"))))
    'undecided: no proof was found'
    """
    corrected = f" ({word(claim.erratum.verdict.outcome)} with its erratum)" if claim.erratum is not None else ""
    return f"{word(claim.printed.verdict.outcome)}{corrected}: {because(claim)}"


def hint(claim: Claim) -> str:
    """What a person can do about a claim that is open, or does not follow; empty for others."""
    if claim.is_bug:
        return "This is a bug of ntkprops; please report it with the formula."
    if claim.state.is_as_it_should_be:
        return ""
    form = claim.erratum if claim.erratum is not None else claim.printed
    verdict = form.verdict
    if verdict.outcome is Outcome.UNREAD:
        return "Print it in another way, or declare the symbols it uses; the notes need not be wrong."
    if verdict.outcome is Outcome.DOES_NOT_FOLLOW:
        return "Cite what gives it, add the hypothesis that is missing, or print the step between."
    if verdict.outcome is not Outcome.UNDECIDED:
        return ""
    sampled = form.sampled
    seen = f" It held on {sampled.trials:,} draws." if sampled and sampled.says is Says.HELD and sampled.trials else ""
    if not claim.by:
        return f"Give its reasons: what it cites, the definition it unfolds, or the rule it uses.{seen}"
    return f"Print the step between, or name the rule that its reasons leave out.{seen}"


def explain_command(label: str, path: str) -> str:
    """The command that shows one claim at length.

    >>> explain_command("lemma 1", "notes")
    "ntkprops explain 'lemma 1' notes"
    """
    return " ".join(["ntkprops explain", quote(label), *([quote(path)] if path else [])])


__all__ = ["MEANS", "because", "explain_command", "headline", "hint", "remedy", "summed"]
