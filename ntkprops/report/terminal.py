r"""Verdicts in the terminal: a table that fits 80 columns, and one claim at length."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ntkprops.trial.ranking import Repair
from ntkprops.trial.verdicts import Judged
from ntkprops.verdict import Outcome, Verdict, Witness

STYLES = {
    Outcome.DEFINITION: "cyan",
    Outcome.PROVED: "green",
    Outcome.HELD: "blue",
    Outcome.REFUTED: "red",
    Outcome.ILL_FORMED: "red",
    Outcome.DOES_NOT_FOLLOW: "magenta",
    Outcome.VACUOUS: "magenta",
    Outcome.UNREAD: "yellow",
}
OPEN = "yellow"  # what is assumed, undecided or unread


def word(outcome: Outcome) -> Text:
    """The outcome in words and colour."""
    return Text(outcome.value.replace("_", " "), style=STYLES.get(outcome, OPEN))


def summary(
    claims: Sequence[Judged], *, broken: Sequence[str] = (), second: Mapping[str, Text] | None = None
) -> RenderableType:
    """The table of all claims, what is wrong in detail, and the counts; ``second`` is what Coq says, by label."""
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("claim", no_wrap=True)
    table.add_column("as printed", no_wrap=True)
    table.add_column("with erratum", no_wrap=True)
    table.add_column("how", overflow="fold")
    if second is not None:
        table.add_column("coq", overflow="fold")
    for claim in claims:
        corrected = word(claim.corrected.outcome) if claim.corrected is not None else Text("")
        also = [] if second is None else [second.get(claim.label, Text(""))]
        table.add_row(Text(claim.label), word(claim.verdict.outcome), corrected, how(claim), *also)
    wrong = [claim for claim in claims if _wants_a_word(claim)]
    details = [part for claim in wrong for part in (Text(""), detail(claim))]
    return Group(table, *details, Text(""), *_broken(broken), counts(claims))


def _wants_a_word(claim: Judged) -> bool:
    """Whether the table does not say it all."""
    found = claim.verdict
    return bool(not found.outcome.stands or found.findings or claim.corrected is not None or claim.repairs)


def how(claim: Judged) -> str:
    """In a few words, what carries the verdict that stands."""
    verdict = claim.verdict if claim.verdict.outcome.stands or claim.corrected is None else claim.corrected
    return verdict.certificate.kind.value if verdict.certificate else ""


def detail(claim: Judged) -> RenderableType:
    """What is wrong with one claim: the reason, the counterexample, the correction and its verdict."""
    lines: list[RenderableType] = [Text.assemble((claim.label, "bold"), "  ", word(claim.verdict.outcome))]
    lines += [Padding(Text(text, style="dim"), (0, 0, 0, 2)) for text in claim.latex]
    lines.append(Padding(Text(claim.verdict.because), (0, 0, 0, 2)))
    lines += [Padding(Text(finding), (0, 0, 0, 2)) for finding in claim.verdict.findings]
    if claim.verdict.witness is not None:
        lines += [Padding(line, (0, 0, 0, 2)) for line in witness(claim.verdict.witness)]
    if claim.corrected is not None:
        lines.append(Padding(_correction(claim, claim.corrected), (0, 0, 0, 2)))
    lines += [Padding(_suggestion(repair), (0, 0, 0, 2)) for repair in claim.repairs]
    return Group(*lines)


def _suggestion(repair: Repair) -> RenderableType:
    """One edit that mends a claim, its verdict and what follows from it."""
    same = ", as the erratum says" if repair.is_erratum else ""
    needed = f"; {', '.join(repair.needed_by)} follow{'s' * (len(repair.needed_by) == 1)}" if repair.needed_by else ""
    head = Text.assemble("did you mean ", repair.edit, "? ", word(repair.verdict.outcome), f"{needed}{same}")
    return Group(head, Text(f"  {repair.latex}", style="dim"))


def _correction(claim: Judged, corrected: Verdict) -> RenderableType:
    lines: list[RenderableType] = [Text.assemble("erratum: ", word(corrected.outcome), f", {corrected.because}")]
    lines += [Text(f"  {text}", style="dim") for text in claim.corrected_latex]
    lines += [Text(f"  because {reason}") for reason in claim.because]
    lines += [Text(f"  {finding}") for finding in corrected.findings]
    if claim.doubt:
        lines.append(Text(f"  not confirmed: {claim.doubt}", style="red"))
    return Group(*lines)


def witness(found: Witness) -> Iterator[Text]:
    """A counterexample, one line of values and one of both sides."""
    yield Text("counterexample: " + ", ".join(f"{key} = {value}" for key, value in found.values.items()))
    if found.left and found.right:
        yield Text(f"  left {found.left}   right {found.right}")
    if found.probability:
        yield Text(f"  fails with probability {found.probability}")


def counts(claims: Sequence[Judged]) -> Text:
    """One line: how many of each, proofs by kind, errata confirmed."""
    outcomes = Counter(claim.verdict.outcome for claim in claims)
    kinds = Counter(c.kind.value for claim in claims if (c := claim.verdict.certificate) is not None)
    confirmed = sum(claim.corrected is not None and claim.is_as_it_should_be for claim in claims)
    errata = sum(claim.corrected is not None for claim in claims)
    text = ", ".join(f"{outcomes[one]} {one.value.replace('_', ' ')}" for one in Outcome if outcomes[one])
    by_kind = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
    broke = [claim.label for claim in claims if claim.is_bug]
    bugs = f"\nInternal errors, please report them: {', '.join(broke)}." if broke else ""
    return Text(
        f"{len(claims)} claims as printed: {text or 'none'}.\nProofs by kind: {by_kind or 'none'}.\n"
        f"Errata confirmed: {confirmed} of {errata}.{bugs}"
    )


def _broken(broken: Sequence[str]) -> list[Text]:
    return [Text(f"could not be read: {reason}", style="red") for reason in broken]


def at_length(claim: Judged, *, given: Sequence[str], reasons: Sequence[str]) -> RenderableType:
    """One claim with everything that is known of it."""
    lines: list[RenderableType] = [detail(claim)]
    lines.insert(0, Text(f"{claim.title}  ({claim.source})" if claim.source else claim.title, style="bold"))
    lines += [Text(f"given  {text}") for text in given]
    lines += [Text(f"by     {reason}") for reason in reasons]
    for name, verdict in (("as printed", claim.verdict), ("with erratum", claim.corrected)):
        if verdict is not None and verdict.certificate is not None:
            lines.append(Text(f"certificate {name}: {verdict.certificate.kind.value}"))
            lines += [Text(f"  {step}") for step in verdict.certificate.steps]
            lines += _derivation(verdict.certificate.derivation)
            lines += [Text(f"  rests on {label}") for label in verdict.certificate.rests_on]
    return Group(*lines)


def _derivation(derivation: Sequence[Any]) -> Iterator[Text]:
    """The derivation that the checker accepted, what is supposed meanwhile indented."""
    if derivation:
        yield Text("  derivation, accepted by the checker:")
    before: tuple[str, ...] = ()
    for line in derivation:
        if line.supposing and line.supposing != before:
            yield Text(f"    suppose {'; '.join(line.supposing)}")
        before = line.supposing
        yield Text(f"    {'  ' if line.supposing else ''}{line}")
