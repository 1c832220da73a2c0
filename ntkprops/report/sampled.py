r"""Sampling beside the verdicts: the second column, the JSON, and where proof and sampling disagree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from ntkprops.sampling.result import Sampled, Says
from ntkprops.trial.verdicts import Judged
from ntkprops.verdict import Outcome, Verdict

Beside = Mapping[tuple[str, bool], Sampled]  # by label and whether it is the corrected form
STYLES = {Says.HELD: "blue", Says.REFUTED: "red", Says.SUSPECT: "magenta", Says.NOT_SAMPLED: "dim"}


def sampled_object(found: Sampled | None) -> dict[str, Any] | None:
    """What JSON carries of one form of a claim."""
    if found is None:
        return None
    return {
        "says": found.says.value,
        "because": found.because,
        "trials": found.trials,
        "failures": found.failures,
        "false_alarm": found.false_alarm,
        "smallest_gap": found.smallest_gap,
        "slack": {f"{q:g}": ratio for q, ratio in found.slack.quantiles},
        "probes": list(found.probes),
        "own_width": found.own_width,
        "witness": dict(found.witness) or None,
    }


def disagreements(claims: Sequence[Judged], beside: Beside) -> list[str]:
    """Where something proved was broken by sampling: one of two machines is wrong, and both sides are said."""
    found = []
    for claim in claims:
        for corrected, verdict in ((False, claim.verdict), (True, claim.corrected)):
            sampled = beside.get((claim.label, corrected))
            if sampled is not None and verdict is not None and _clash(verdict, sampled):
                form = "with its errata" if corrected else "as printed"
                found.append(
                    f"{claim.label} {form}: the proof says {verdict.outcome.value} ({verdict.because}); "
                    f"sampling says {sampled.says.value} ({sampled.because})"
                )
    return found


def breakdowns(claims: Sequence[Judged], beside: Beside) -> list[str]:
    """The claims on which this tool broke while it sampled them, and not before."""
    told = {claim.label for claim in claims if claim.is_bug}
    broke = {label: found.because for (label, _), found in beside.items() if found.is_bug and label not in told}
    return [f"sampling {label}: {because}" for label, because in broke.items()]


def _clash(verdict: Verdict, sampled: Sampled) -> bool:
    return verdict.outcome in (Outcome.PROVED, Outcome.ASSUMED) and sampled.says in (Says.REFUTED, Says.SUSPECT)


def table(claims: Sequence[Judged], beside: Beside) -> RenderableType:
    """Both columns, what was proved and what was held, with draws, false alarm and the least gap that was visible.

    A form with its errata stands below the printed one; why a claim fell or was not sampled, below both.
    """
    reasons = {found.because for found in beside.values()}
    if len(reasons) == 1 and all(found.says is Says.NOT_SAMPLED for found in beside.values()):
        return Group(Text(""), Text(f"Sampled: nothing; {reasons.pop()}."))
    lines: list[RenderableType] = [Text(""), _line("claim", *(Text(word, style="bold") for word in HEADINGS))]
    for claim in claims:
        for corrected, verdict in ((False, claim.verdict), (True, claim.corrected)):
            found = beside.get((claim.label, corrected))
            if found is not None:
                outcome = Text(verdict.outcome.value.replace("_", " ") if verdict is not None else "")
                lines += _entry("  with erratum" if corrected else claim.label, outcome, found)
    return Group(*lines, Text(""), counts(beside))


HEADINGS = ("proof", "sampled", "draws", "alarm", "gap")
WIDTHS = (26, 16, 12, 7, 9, 9)  # 79 columns


def _entry(name: str, outcome: Text, found: Sampled) -> Iterator[RenderableType]:
    probe = found.says is Says.HELD and found.probes and not found.own_width
    says = Text(found.says.value + (", probe" if probe else ""), style=STYLES[found.says])
    tested = found.says is not Says.NOT_SAMPLED
    numbers = (
        f"{found.trials}" if found.trials else "",
        f"{found.false_alarm:.1e}" if tested and found.false_alarm else "",
        f"{found.smallest_gap:.2g}" if tested and found.smallest_gap is not None else "",
    )
    yield _line(name, outcome, says, *map(Text, numbers))
    if found.says is not Says.HELD or found.probes:
        yield Padding(Text(found.because, style="dim"), (0, 0, 0, 4), expand=False)
    if found.says is Says.HELD and found.probes:
        yield Padding(Text(f"probe: {found.probes[0]}", style="dim"), (0, 0, 0, 4), expand=False)


def _line(name: str, *cells: Text) -> Text:
    """One row; a name that is too long stands on a line of its own."""
    first, *widths = WIDTHS
    shown = Text(name + "\n" + " " * first if len(name) >= first else name.ljust(first), no_wrap=False)
    for place, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        space = " " * max(0, width - len(cell))
        shown = Text.assemble(shown, *((space, cell) if place >= 2 else (cell, space)))
    shown.rstrip()
    return shown


def counts(beside: Beside) -> Text:
    """How many of each, and what the columns mean."""
    found = Counter(sampled.says for sampled in beside.values())
    words = ", ".join(f"{found[says]} {says.value}" for says in Says if found[says])
    return Text(
        f"Sampled: {words}.\nalarm: false alarm of the claim's tests, none where no statistics were needed; "
        "gap: the least excess of the failure probability that they see; probe: at a smaller width than is asked for."
    )


def slack_lines(found: Sampled) -> list[str]:
    """The slack of a bound in words."""
    if not found.slack.quantiles:
        return [f"sampled: {found.says.value}: {found.because}"]
    shown = ", ".join(f"{q:.0%} {ratio:.3g}" for q, ratio in found.slack.quantiles)
    lines = [f"sampled: {found.says.value}: {found.because}", f"slack, smaller side over larger: {shown}"]
    factor = found.slack.factor
    if factor == float("inf"):
        lines.append("the smaller side was 0 on every draw: nothing was seen of the constant")
    elif found.says is Says.HELD and factor >= 1:
        lines.append(f"on everything drawn it would still hold with a constant {factor:.3g} times smaller")
    return lines
