r"""A run in the terminal, at 80 columns: what is wrong first, where, and its repair; details and tables after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ntkprops.report.document import FOUND, Claim, Report, State, word
from ntkprops.report.words import because, explain_command, hint, remedy, summed
from ntkprops.trial.ranking import Repair
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


def styled(outcome: Outcome) -> Text:
    """The outcome in words and colour."""
    return Text(word(outcome), style=STYLES.get(outcome, OPEN))


def summary(report: Report, *, second: Mapping[str, Text] | None = None) -> RenderableType:
    """What is wrong, its details, the table of all claims and the counts; ``second`` is what Coq says, by label."""
    details = [part for claim in report.claims if _wants_a_word(claim) for part in (Text(""), detail(claim))]
    heading = [Text(""), Text("In detail", style="bold")] if details else []
    return Group(
        *_digest(report), *heading, *details, Text(""), _table(report, second), Text(""), *_broken(report.broken),
        counts(report.claims),
    )  # fmt: skip


def _digest(report: Report) -> Iterator[RenderableType]:
    """The run in a sentence, then every claim that is wrong, open or printed wrong: where, why and what to do."""
    yield Text.assemble((report.name, "bold"), f": {summed(report)}")
    for state in (State.WRONG, State.OPEN, State.CORRECTED):
        found = report.within(state)
        if found:
            yield from (Text(""), Text(f"{state.value.capitalize()}: {len(found)}", style="bold"))
        for claim in found:
            where = f"  {claim.place}" if claim.place else ""
            yield Text.assemble((claim.label, "bold"), "  ", styled(claim.printed.verdict.outcome), (where, "dim"))
            yield _indented(Text(because(claim).partition(". ")[0]))
            if remedy(claim):
                yield _indented(Text(remedy(claim), style="green"))


def _table(report: Report, second: Mapping[str, Text] | None) -> Table:
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("claim", no_wrap=True)
    table.add_column("as printed", no_wrap=True)
    table.add_column("with erratum", no_wrap=True)
    table.add_column("how", overflow="fold")
    if second is not None:
        table.add_column("coq", overflow="fold")
    for claim in report.claims:
        corrected = styled(claim.erratum.verdict.outcome) if claim.erratum is not None else Text("")
        also = [] if second is None else [second.get(claim.label, Text(""))]
        table.add_row(Text(claim.label), styled(claim.printed.verdict.outcome), corrected, how(claim), *also)
    return table


def closing(report: Report) -> RenderableType:
    """The last words of a run: the claims that are not as they should be, and how to see one at length."""
    bad = [claim.label for state in (State.WRONG, State.OPEN) for claim in report.within(state)]
    if not bad:
        return Text("All is as it should be." if report.claims and not report.broken else "")
    shown = Text.assemble(("Not as they should be: ", "bold red"), f"{', '.join(bad)}.")
    return Group(Text(""), shown, Text(f"See one at length: {explain_command(bad[0], report.path)}"))


def _wants_a_word(claim: Claim) -> bool:
    """Whether the table does not say it all."""
    found = claim.printed.verdict
    return bool(not found.outcome.stands or found.findings or claim.erratum is not None or claim.repairs)


def how(claim: Claim) -> str:
    """In a few words, what carries the verdict that stands."""
    verdict = claim.printed.verdict
    if not verdict.outcome.stands and claim.erratum is not None:
        verdict = claim.erratum.verdict
    kind = verdict.certificate.kind.value if verdict.certificate else ""
    reasons = ", ".join(reason.partition(":")[0] for reason in claim.found)
    return f"{kind}; {FOUND}: {reasons}" if kind and reasons else kind


def detail(claim: Claim) -> RenderableType:
    """What is wrong with one claim: the reason, the counterexample, the correction and its verdict."""
    verdict = claim.printed.verdict
    pictured = verdict.latex.strip() if verdict.span != (0, 0) else ""  # a finding shows it, with carets
    texts = [text for text in claim.printed.latex if not (pictured and text.strip().startswith(pictured))]
    lines: list[RenderableType] = [_indented(Text(text, style="dim")) for text in texts]
    lines.append(_indented(Text(verdict.because)))
    lines += [_indented(Text(finding)) for finding in verdict.findings]
    if verdict.witness is not None:
        lines += [_indented(line) for line in witness(verdict.witness)]
    if claim.erratum is not None:
        lines.append(_indented(_correction(claim, claim.erratum.verdict)))
    lines += [_indented(_suggestion(repair)) for repair in claim.repairs]
    lines += [_indented(Text(f"hint: {hint(claim)}", style="dim"))] if hint(claim) else []
    place = f"  {claim.place}" if claim.place else ""
    return Group(Text.assemble((claim.label, "bold"), "  ", styled(verdict.outcome), (place, "dim")), *lines)


def _indented(what: RenderableType, by: int = 2) -> Padding:
    return Padding(what, (0, 0, 0, by), expand=False)


def _suggestion(repair: Repair) -> RenderableType:
    """One edit that mends a claim, its verdict and what follows from it."""
    same = ", as the erratum says" if repair.is_erratum else ""
    needed = f"; {', '.join(repair.needed_by)} follow{'s' * (len(repair.needed_by) == 1)}" if repair.needed_by else ""
    head = Text.assemble("did you mean ", repair.edit, "? ", styled(repair.verdict.outcome), f"{needed}{same}")
    return Group(head, _indented(Text(repair.latex, style="dim")))


def _correction(claim: Claim, corrected: Verdict) -> RenderableType:
    lines: list[RenderableType] = [Text.assemble("erratum: ", styled(corrected.outcome), f", {corrected.because}")]
    texts = claim.erratum.latex if claim.erratum is not None else ()
    lines += [_indented(Text(text, style="dim")) for text in texts]
    lines += [_indented(Text(f"because {reason}")) for reason in claim.why]
    lines += [_indented(Text(finding)) for finding in corrected.findings]
    if claim.doubt:
        lines.append(Text(f"not confirmed: {claim.doubt}", style="red"))
    return Group(*lines)


def witness(found: Witness) -> Iterator[Text]:
    """A counterexample, one line of values and one of both sides."""
    yield Text("counterexample: " + ", ".join(f"{key} = {value}" for key, value in found.values.items()))
    if found.left and found.right:
        yield Text(f"  left {found.left}   right {found.right}")
    if found.probability:
        yield Text(f"  fails with probability {found.probability}")


def counts(claims: Sequence[Claim]) -> Text:
    """How many of each, proofs by kind, errata confirmed."""
    outcomes = Counter(claim.printed.verdict.outcome for claim in claims)
    certificates = [claim.printed.verdict.certificate for claim in claims]
    kinds = Counter(found.kind.value for found in certificates if found is not None)
    confirmed = sum(claim.state is State.CORRECTED for claim in claims)
    errata = sum(claim.erratum is not None for claim in claims)
    text = ", ".join(f"{outcomes[one]} {word(one)}" for one in Outcome if outcomes[one])
    by_kind = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
    broke = [claim.label for claim in claims if claim.is_bug]
    bugs = f"\nInternal errors, please report them: {', '.join(broke)}." if broke else ""
    return Text(
        f"{len(claims)} claims as printed: {text or 'none'}.\nProofs by kind: {by_kind or 'none'}.\n"
        f"Errata confirmed: {confirmed} of {errata}.{bugs}"
    )


def _broken(broken: Sequence[str]) -> list[Text]:
    return [Text(f"could not be read: {reason}", style="red") for reason in broken]


def at_length(claim: Claim) -> RenderableType:
    """One claim with everything that is known of it."""
    head = f"{claim.title}  ({claim.source})" if claim.source else claim.title
    lines: list[RenderableType] = [Text(head, style="bold")] if head else []
    lines.append(detail(claim))
    lines += [Text(f"given  {text}") for text in claim.frame.given]
    lines += [Text(f"by     {reason}{f'  ({FOUND})' if reason in claim.found else ''}") for reason in claim.by]
    for name, form in (("as printed", claim.printed), ("with erratum", claim.erratum)):
        if form is not None and form.verdict.certificate is not None:
            found = form.verdict.certificate
            lines.append(Text(f"certificate {name}: {found.kind.value}"))
            lines += [_indented(Text(step)) for step in found.steps]
            lines += _derivation(found.derivation)
            lines += [_indented(Text(f"rests on {label}")) for label in found.rests_on]
    return Group(*lines)


def _derivation(derivation: Sequence[Any]) -> Iterator[RenderableType]:
    """The derivation that the checker accepted, what is supposed meanwhile indented."""
    if derivation:
        yield Text("  derivation, accepted by the checker:")
    before: tuple[str, ...] = ()
    for line in derivation:
        if line.supposing and line.supposing != before:
            yield _indented(Text(f"suppose {'; '.join(line.supposing)}"), 4)
        before = line.supposing
        yield _indented(Text(str(line)), 6 if line.supposing else 4)
