"""``ntkprops width``: how wide the network must really be, measured."""

from __future__ import annotations

from contextlib import nullcontext
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from ntkprops.cli.screen import EXIT_FALLS, EXIT_INTERRUPTED, JsonFile, app, console_beside, progress, refuse, save
from ntkprops.empirical import (
    Axis,
    Family,
    Labels,
    Measurement,
    Member,
    Plan,
    Setting,
    measure,
    read_visits,
    series_in,
    visit_key,
    write_visits,
)
from ntkprops.errors import InputError, NtkpropsError
from ntkprops.report.empirical import as_json, as_table
from ntkprops.statement.lecture import bundled_lecture, load_lecture
from ntkprops.width.beside import Beside, beside
from ntkprops.width.ladder import bundled_ladder
from ntkprops.workers import processes

AXES = {Axis.N: "n", Axis.LAMBDA: "lambda_0", Axis.DELTA: "delta"}
_WORKERS = 2
_MOST = 200  # values in one list


@app.command(epilog="Example: ntkprops width --family near-parallel --n 2 --lambda0 1/4,1/6,1/8 --labels alternating")
def width(
    n: Annotated[str, typer.Option("--n", help="Numbers of samples.")] = "1,2,4,8",
    family: Annotated[str, typer.Option("--family", help="cross-polytope, random, near-parallel.")] = "cross-polytope",
    delta: Annotated[str, typer.Option("--delta", help="Failure probabilities.")] = "1/10",
    lambda0: Annotated[str, typer.Option("--lambda0", help="For near-parallel rows: lambda_0 to reach.")] = "",
    labels: Annotated[Labels, typer.Option("--labels", help="Where the labels come from.")] = Labels.SIGNS,
    datasets: Annotated[int, typer.Option("--datasets", min=1, help="Datasets of each kind, seeds from 0 on.")] = 1,
    false_alarm: Annotated[float, typer.Option("--false-alarm", help="Of all intervals together.")] = 1e-3,
    max_trials: Annotated[int, typer.Option("--max-trials", min=1, help="At one width.")] = 800,
    per_doubling: Annotated[int, typer.Option("--per-doubling", min=1, help="Widths up to the double.")] = 2,
    max_width: Annotated[int, typer.Option("--max-width", min=16, help="No width beyond is visited.")] = 1 << 14,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Of the initial draws.")] = 0,
    workers: Annotated[int, typer.Option("--workers", min=1, help="Processes.")] = _WORKERS,
    resume: Annotated[
        Path | None, typer.Option("--resume", help="Keep what was found here, and go on from it.", show_default=False)
    ] = None,
    json: JsonFile = None,
    plot: Annotated[Path | None, typer.Option("--plot", help="Also draw a picture.", show_default=False)] = None,
) -> None:
    """Measure the least width at which Theorem 1's conclusion holds with probability 1 - delta, as an interval."""
    screen = console_beside(json)
    try:
        settings = _settings(n=n, family=family, delta=delta, lambda0=lambda0, labels=labels, datasets=datasets)
        plan = Plan(
            settings[0].delta, false_alarm, max_trials=max_trials, per_doubling=per_doubling, max_width=max_width
        )
        picture = _picture(plot)
        known = read_visits(resume) if resume else {}
        found: dict[str, Measurement] = {}
        with progress(screen, "width") as step, (processes(workers) if workers > 1 else nullcontext()) as executor:
            for one in measure(
                settings, false_alarm=false_alarm, seed=seed, plan=plan, executor=executor, known=known, step=step
            ):
                found[one.setting.name] = one
                if resume is not None and one.visits:
                    known[visit_key(one, one.visits[-1].m)] = one.visits[-1]
                    write_visits(resume, known)
        measured = list(found.values())
        proved = _proved(measured)
        powers = {axis: abs(proved.exponents[name]) for axis, name in AXES.items() if name in proved.exponents}
        known_to = {"proved": powers, "curves": proved.curves}
        screen.print(as_table(measured, false_alarm=false_alarm, **known_to))
        if json is not None:
            save(json, as_json(measured, false_alarm=false_alarm, **known_to), screen)
        if picture is not None and plot is not None:
            picture.plot_widths(measured, plot, axis=_axis(measured), curves=proved.curves)
        if step.interrupted:
            raise typer.Exit(EXIT_INTERRUPTED)
    except NtkpropsError as error:
        refuse(screen, error)
    whole = len(measured) == len(settings) and all(one.is_whole for one in measured)
    raise typer.Exit(0 if whole else EXIT_FALLS)


def _proved(measured: list[Measurement]) -> Beside:
    """What lecture 12 and the ladder ask for at the same n, lambda_0 (its proved lower end) and delta."""
    points = [
        {"n": one.setting.member.n, "lambda_0": Fraction(one.lambda_0_lo), "delta": one.setting.delta}
        for one in measured
    ]
    return beside(load_lecture(bundled_lecture()), bundled_ladder(), points=points)


def _settings(*, n: str, family: str, delta: str, lambda0: str, labels: Labels, datasets: int) -> list[Setting]:
    """Every combination, the deltas outermost."""
    families = [_family(name) for name in _parts(family, name="--family")]
    counts = [_whole(text) for text in _parts(n, name="--n")]
    deltas = [_fraction(text, name="--delta") for text in _parts(delta, name="--delta")]
    rates = [float(_fraction(text, name="--lambda0")) for text in _parts(lambda0, name="--lambda0")] if lambda0 else []
    return [
        Setting(Member(kind, count, seed=data_seed, labels=labels, lambda_0=rate), failing)
        for failing in deltas
        for kind in families
        for data_seed in range(datasets)
        for rate in (rates or [None])
        for count in counts
    ]


def _parts(text: str, *, name: str) -> list[str]:
    parts = [part.strip() for part in text.split(",")]
    if not all(parts) or len(parts) > _MOST:
        raise InputError(f"{name} is {text!r}, must be values between commas, such as 1,2,4. Name at least one.")
    if len(set(parts)) < len(parts):
        raise InputError(f"{name} is {text!r}, must not hold a value twice. Remove a copy.")
    return parts


def _family(text: str) -> Family:
    known = {family.value: family for family in Family}
    if text not in known:
        raise InputError(f"--family is {text!r}, must be one of {', '.join(known)}. Choose one, or some with commas.")
    return known[text]


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 6 or int(text) < 1:
        raise InputError(f"--n is {text!r}, must be a whole number of at least 1. Give one such as 4.")
    return int(text)


def _fraction(text: str, *, name: str) -> Fraction:
    try:
        value = Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise InputError(f"{name} is {text!r}, must be a number such as 1/10 or 0.1. Write it so.") from None
    if not 0 < value < 1:
        raise InputError(f"{name} is {text}, must lie strictly between 0 and 1. Give one such as 1/10.")
    return value


def _picture(plot: Path | None):
    """The module that draws, only where a picture is wanted: matplotlib is an extra."""
    if plot is None:
        return None
    try:
        return import_module("ntkprops.report.width_plot")
    except ModuleNotFoundError as error:
        raise InputError(f"--plot needs {error.name}, which is not installed. pip install ntkprops[plot]") from None


def _axis(found: list[Measurement]) -> Axis:
    """The axis along which most was measured; n if none."""
    lengths = [(len(series.members), series.axis) for series in series_in(found)]
    return max(lengths, key=lambda one: one[0], default=(0, Axis.N))[1]
