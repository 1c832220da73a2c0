"""A picture of measured widths, and of others beside them. Needs matplotlib: ``pip install ntkprops[plot]``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, LogFormatterSciNotation, LogLocator, NullFormatter

from ntkprops.empirical import Axis, Measurement, value_on
from ntkprops.errors import InputError

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00")  # Okabe and Ito: safe for all eyes
MARKERS = ("o", "s", "^", "D", "v", "P")
DASHES = ("--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)))


def plot_widths(
    found: Sequence[Measurement], path: Path, *, axis: Axis, curves: Mapping[str, Sequence[int]] | None = None
) -> None:
    """Measured widths as points with their intervals, log-log, and other widths as curves.

    Args:
        found: the measurements; those without an upper end get an arrow upwards.
        path: the picture; its ending (png, pdf, svg) says of which kind.
        axis: the parameter to the right.
        curves: widths from elsewhere by their name, one for every measurement.

    Raises:
        InputError: nothing was measured, or the path cannot be written.
    """
    if not any(each.visits for each in found):
        raise InputError("no width was measured, must be at least one for a picture. Let the search run longer.")
    figure = Figure(figsize=(6.4, 4.8), dpi=150, layout="constrained")
    axes = figure.subplots()
    for place, (name, group) in enumerate(_groups(found, axis).items()):
        _draw_measured(axes, group, axis=axis, name=name, place=place)
    for place, (name, values) in enumerate((curves or {}).items()):
        points = sorted({(value_on(axis, each), value) for each, value in zip(found, values, strict=True)})
        axes.plot(*zip(*points, strict=True), ls=DASHES[place % len(DASHES)], color="0.25", lw=1.4, label=name)
    _dress(axes, found, axis=axis)
    try:
        figure.savefig(path)
    except (OSError, ValueError) as error:
        raise InputError(f"{path} must be a picture that can be written (png, pdf, svg): {error}.") from None


def _groups(found: Sequence[Measurement], axis: Axis) -> dict[str, list[Measurement]]:
    """Measurements under one name in the legend: all that sets them apart, but the axis."""
    names = [_parts(each, axis) for each in found]
    varying = [len(set(column)) > 1 for column in zip(*names, strict=True)]
    groups: dict[str, list[Measurement]] = {}
    for each, parts in zip(found, names, strict=True):
        shown = [part for place, part in enumerate(parts) if part and (place == 0 or varying[place])]
        groups.setdefault(", ".join(shown), []).append(each)
    return groups


def _parts(found: Measurement, axis: Axis) -> tuple[str, ...]:
    member = found.setting.member
    return (
        f"measured, {member.family.value}",
        "" if axis is Axis.N else f"n = {member.n}",
        "" if axis is Axis.LAMBDA or member.lambda_0 is None else f"λ₀ = {member.lambda_0:.3g}",
        "" if axis is Axis.DELTA else f"δ = {found.setting.delta}",
        f"data {member.seed}",
    )


def _draw_measured(axes: Axes, group: Sequence[Measurement], *, axis: Axis, name: str, place: int) -> None:
    """Intervals as bars with the best guess on them, a little aside of each other."""
    colour, marker = COLOURS[place % len(COLOURS)], MARKERS[place % len(MARKERS)]
    ordered = sorted(group, key=lambda each: value_on(axis, each))
    x = [value_on(axis, each) * 1.03**place for each in ordered]
    low = [each.interval.lower + 1 for each in ordered]
    high = [each.interval.upper or max((visit.m for visit in each.visits), default=1) for each in ordered]
    guess = [each.interval.m_hat or top for each, top in zip(ordered, high, strict=True)]
    below = [g - lo for g, lo in zip(guess, low, strict=True)]
    above = [hi - g for g, hi in zip(guess, high, strict=True)]
    open_end = [each.interval.upper is None for each in ordered]
    axes.errorbar(
        x,
        guess,
        yerr=[[max(0, b) for b in below], [max(0, a) for a in above]],
        color=colour,
        marker=marker,
        ms=5,
        lw=1.2,
        capsize=4,
        label=name,
    )
    for here, top, is_open in zip(x, high, open_end, strict=True):
        if is_open:
            arrow = {"arrowstyle": "<-", "color": colour}
            axes.annotate("", (here, top), xytext=(0, 22), textcoords="offset points", arrowprops=arrow)


def _dress(axes: Axes, found: Sequence[Measurement], *, axis: Axis) -> None:
    values = sorted({value_on(axis, each) for each in found})
    axes.set_xscale("log", base=2)
    axes.set_yscale("log")
    axes.xaxis.set_major_locator(FixedLocator(values))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.3g}"))
    axes.xaxis.set_minor_formatter(NullFormatter())
    _label_widths(axes)
    axes.set_xlabel({Axis.N: "samples n", Axis.LAMBDA: "1/λ₀", Axis.DELTA: "1/δ"}[axis])
    axes.set_ylabel("width m")
    deltas = sorted({each.setting.delta for each in found})
    given = f", δ = {deltas[0]}" if len(deltas) == 1 else ""
    axes.set_title(f"Least width for Theorem 1's conclusion{given}", fontsize=11)
    axes.grid(visible=True, which="major", lw=0.4, color="0.85")
    axes.legend(fontsize=8, frameon=False)


def _label_widths(axes: Axes) -> None:
    """Whole decades as powers of ten; within few of them some multiples too, as plain numbers."""
    low, high = axes.get_ylim()
    axes.set_ylim(low / 1.2, high * 1.2)
    decades = high / low
    subs = (1.0, 2.0, 3.0, 4.0, 5.0, 7.0) if decades < 20 else (1.0, 2.0, 5.0) if decades < 1e3 else (1.0,)
    plain = FuncFormatter(lambda m, _: f"{m:,.0f}")
    axes.yaxis.set_major_locator(LogLocator(subs=subs))
    axes.yaxis.set_major_formatter(plain if decades < 1e3 else LogFormatterSciNotation())
    axes.yaxis.set_minor_formatter(NullFormatter())
