r"""Measured widths: the table, the exponents beside proved ones, JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from math import inf, isfinite
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ntkprops.empirical import Axis, Exponent, Measurement, Series, exponent_of, series_in, undecided_band
from ntkprops.report.plain import versions

Exponents = Mapping[Axis, float]  # proved ones, by the parameter
Curves = Mapping[str, Sequence[int]]  # widths from elsewhere by their name, one for every measurement

HEADINGS = ("family", "n", "lambda_0", "delta", "least width m*", "guess", "trials", "widths")


def as_table(
    found: Sequence[Measurement], *, false_alarm: float, proved: Exponents | None = None, curves: Curves | None = None
) -> RenderableType:
    """Every measurement in a line, what the intervals mean, and the exponents.

    Args:
        found: the measurements.
        false_alarm: of the whole run.
        proved: exponents to stand beside the measured ones.
        curves: widths to stand beside the measured ones, in a table of their own, a column each.
    """
    rows = _rows(HEADINGS, [_cells(each) for each in found])
    beside = [Text(""), _rows(("family", "n", "measured", *curves), _beside_cells(found, curves))] if curves else []
    lines = (*meaning(found, false_alarm=false_alarm), *spread_lines(found), *exponent_lines(found, proved=proved))
    notes = [Text(line) for line in lines]
    return Group(rows, *beside, Text(""), *notes)


def interval_text(found: Measurement) -> str:
    """The interval in brackets, as in (16, 32]; a star where the search did not end."""
    interval = found.interval
    upper = "?" if interval.upper is None else str(interval.upper)
    return f"({interval.lower}, {upper}]" + ("" if found.is_whole else "*")


def meaning(found: Sequence[Measurement], *, false_alarm: float) -> Iterator[str]:
    """What the intervals mean, what they rest on and what the trials could see."""
    if not found:
        return
    yield "m*: the least width from which on P(the conclusion fails) <= delta."
    yield f"All intervals hold at once but for probability {false_alarm:g} (false alarm of the run),"
    yield "if P(fail) does not rise above delta again beyond the upper end, unvisited."
    for plan in dict.fromkeys(each.plan for each in found):
        lo, hi = undecided_band(plan)
        yield (
            f"delta = {plan.delta}: {plan.max_trials} trials a width at false alarm {plan.level:.2g}; visible gap "
            f"{hi - float(plan.delta):.2g};"
        )
        yield f"  undecided where P(fail) is within ({lo:.2g}, {hi:.2g}), at a miss of {plan.miss:g}."
    unclear = sum(visit.unclear for each in found for visit in each.visits)
    if unclear:
        yield f"{unclear} draws were unclear (rounding hides the flow) and counted against either end."
    if any(each.interval.upper is None for each in found):
        yield "?: no width visited is supported, with all above it. Raise --max-width."
    if not all(each.is_whole for each in found):
        yield "*: interrupted; what was visited until then."


def spread_lines(found: Sequence[Measurement]) -> Iterator[str]:
    """Over several datasets of one kind, from the narrowest to the widest."""
    kinds: dict[object, list[Measurement]] = {}
    for each in found:
        kinds.setdefault((replace(each.setting.member, seed=0), each.setting.delta), []).append(each)
    for group in kinds.values():
        if len(group) > 1:
            member = group[0].setting.member
            ordered = sorted(group, key=lambda each: (each.interval.lower, each.interval.upper or inf))
            yield (
                f"{member.family.value} n = {member.n}, delta = {group[0].setting.delta}: over {len(group)} datasets "
                f"from {interval_text(ordered[0])} to {interval_text(ordered[-1])}"
            )


def exponent_lines(found: Sequence[Measurement], *, proved: Exponents | None = None) -> Iterator[str]:
    """Every exponent in words."""
    for series in series_in(found):
        lines = list(_exponent_words(series, exponent_of(series), proved=(proved or {}).get(series.axis)))
        yield ""
        yield from lines


def as_json(
    found: Sequence[Measurement], *, false_alarm: float, proved: Exponents | None = None, curves: Curves | None = None
) -> str:
    """The whole run as JSON: the same bytes for the same measurements."""
    report = {
        "false_alarm": false_alarm,
        "measurements": [
            {**_as_object(each), "beside": {name: values[place] for name, values in (curves or {}).items()}}
            for place, each in enumerate(found)
        ],
        "exponents": [_exponent_object(series, proved=proved) for series in series_in(found)],
        "versions": versions(),
    }
    return json.dumps(report, indent=2) + "\n"


def _rows(headings: Sequence[str], cells: Sequence[Sequence[str]]) -> Table:
    rows = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for heading in headings:
        rows.add_column(heading, justify="left" if heading == "family" else "right", no_wrap=True)
    for line in cells:
        rows.add_row(*line)
    return rows


def _beside_cells(found: Sequence[Measurement], curves: Curves) -> list[list[str]]:
    """Family, n, the interval, and the width that each curve gives."""
    return [
        [*_cells(each)[:2], interval_text(each), *(f"{values[place]:.3g}" for values in curves.values())]
        for place, each in enumerate(found)
    ]


def _cells(found: Measurement) -> list[str]:
    member = found.setting.member
    guess = found.interval.m_hat
    name = member.family.value + (f" #{member.seed}" if member.seed else "")
    cells = [name, str(member.n), f"{found.lambda_0:.4g}", str(found.setting.delta), interval_text(found)]
    return [*cells, "?" if guess is None else str(guess), str(found.trials), str(len(found.visits))]


def _exponent_words(series: Series, found: Exponent, *, proved: float | None) -> Iterator[str]:
    member, values = series.members[0].setting.member, series.values
    beside = f"; proved {proved:g}" if proved is not None else ""
    yield (
        f"{member.family.value}, exponent in {series.axis.value} from {values[0]:.4g} to {values[-1]:.4g}: "
        f"{_range(found.mean_lo, found.mean_hi)} on average{beside}"
    )
    if found.is_power_law:
        yield f"  a power law through all intervals has an exponent {_range(found.power_lo, found.power_hi)}"
    else:
        yield "  no power law goes through all intervals"
    if series.axis is Axis.N and len({each.lambda_0 for each in series.members}) > 1:
        yield "  lambda_0 is not the same along this series"


def _range(lo: float, hi: float) -> str:
    return f"in ({lo:.2f}, {hi:.2f})"


def _as_object(found: Measurement) -> dict[str, Any]:
    member, interval, plan = found.setting.member, found.interval, found.plan
    return {
        "family": member.family.value,
        "n": member.n,
        "d": member.d,
        "labels": member.labels.value,
        "data_seed": member.seed,
        "lambda_0": found.lambda_0,
        "lambda_0_lo": found.lambda_0_lo,
        "delta": str(found.setting.delta),
        "seed": found.seed,
        "lower": interval.lower,
        "upper": interval.upper,
        "guess": interval.m_hat,
        "undecided": list(interval.undecided),
        "trials": found.trials,
        "is_whole": found.is_whole,
        "false_alarm": plan.false_alarm,
        "level": plan.level,
        "max_trials": plan.max_trials,
        "miss": plan.miss,
        "undecided_band": list(undecided_band(plan)),
        "visits": [{**asdict(visit), "conclusion": visit.conclusion.value} for visit in found.visits],
    }


def _exponent_object(series: Series, *, proved: Exponents | None) -> dict[str, Any]:
    found = exponent_of(series)
    return {
        "family": series.members[0].setting.member.family.value,
        "data_seed": series.members[0].setting.member.seed,
        "in": series.axis.value,
        "values": list(series.values),
        **{name: value if isfinite(value) else None for name, value in asdict(found).items()},
        "is_power_law": found.is_power_law,
        "proved": (proved or {}).get(series.axis),
    }
