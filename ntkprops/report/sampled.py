r"""Sampling beside the verdicts: the second column, the JSON, and where proof and sampling disagree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
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


def _clash(verdict: Verdict, sampled: Sampled) -> bool:
    return verdict.outcome is Outcome.PROVED and sampled.says in (Says.REFUTED, Says.SUSPECT)


def table(claims: Sequence[Judged], beside: Beside) -> RenderableType:
    """Both columns: what was proved, and what was held, with trials, false alarm and the least gap that was visible."""
    rows = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for heading in ("claim", "symbolic", "sampled", "evidence"):
        rows.add_column(heading, no_wrap=heading != "evidence", overflow="fold")
    for claim in claims:
        for corrected, verdict in ((False, claim.verdict), (True, claim.corrected)):
            sampled = beside.get((claim.label, corrected))
            if sampled is not None:
                name = f"{claim.label} (erratum)" if corrected else claim.label
                outcome = verdict.outcome.value.replace("_", " ") if verdict is not None else ""
                rows.add_row(name, outcome, Text(sampled.says.value, style=STYLES[sampled.says]), evidence(sampled))
    return Group(Text(""), rows, Text(""), counts(beside))


def evidence(found: Sampled) -> str:
    """In one line, what carries it."""
    if found.says is Says.NOT_SAMPLED:
        return found.because
    parts = [f"{found.trials} draws"]
    if found.smallest_gap is not None:
        parts.append(f"false alarm {found.false_alarm:.2g}, visible gap {found.smallest_gap:.2g}")
    if found.probes:
        parts.append("probe")
    return ", ".join(parts) if found.says is Says.HELD else f"{found.because}; {parts[0]}"


def counts(beside: Beside) -> Text:
    """One line: how many of each."""
    found = Counter(sampled.says for sampled in beside.values())
    return Text("Sampled: " + ", ".join(f"{found[says]} {says.value}" for says in Says if found[says]) + ".")


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
