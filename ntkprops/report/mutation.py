r"""What became of the mutants: counts by kind of edit and by statement, and every survivor with its excuse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ntkprops.mutation.fate import Fate, Result

COLUMNS = (
    ("all", lambda fate: True),
    ("ill\nformed", lambda fate: fate is Fate.ILL_FORMED),
    ("refuted", lambda fate: fate is Fate.REFUTED),
    ("loose", lambda fate: fate is Fate.DOES_NOT_FOLLOW),
    ("noticed", lambda fate: fate is Fate.NOTICED),
    ("equal", lambda fate: fate is Fate.EQUIVALENT),
    ("weaker", lambda fate: fate is Fate.WEAKER),
    ("survived", lambda fate: fate in (Fate.SURVIVED, Fate.CONTRADICTED, Fate.CRASHED)),
)
LEGEND = (
    "refuted: a counterexample, to the mutant or to a claim that uses it; loose: does not follow, or nothing "
    "satisfies it; noticed: no longer proved, so that the check exits 1; survivors are listed above."
)


def report(results: Sequence[Result], *, expected: int) -> RenderableType:
    """Two tables, the survivors, and the kill rate."""
    return Group(
        table(results, "edit", lambda result: result.mutant.kind),
        Text(""),
        table(results, "statement", lambda result: result.mutant.part.label),
        Text(""),
        *survivors(results),
        Text(LEGEND, style="dim"),
        Text(rate(results, expected=expected)),
    )


def table(results: Sequence[Result], head: str, key: Callable[[Result], str]) -> Table:
    """How many mutants of each group met each fate."""
    found = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    found.add_column(head, overflow="fold", vertical="bottom")
    for name, _ in COLUMNS:
        found.add_column(name, justify="right", no_wrap=True, vertical="bottom")
    groups = dict.fromkeys(key(result) for result in results)
    for group in groups:
        fates = [result.fate for result in results if key(result) == group]
        counts = [sum(map(wanted, fates)) for _, wanted in COLUMNS]
        found.add_row(group, *(str(count) if count else "" for count in counts))
    return found


def survivors(results: Sequence[Result]) -> Iterator[Text]:
    """Every mutant that nobody noticed and that says another thing, with its excuse; bugs of the tool first."""
    bugs = [result for result in results if result.fate in (Fate.CONTRADICTED, Fate.CRASHED)]
    for result in (*bugs, *(result for result in results if result.fate is Fate.SURVIVED)):
        mutant = result.mutant
        yield Text.assemble(
            (mutant.part.label, "bold"), f"  {mutant.part.name}, {mutant.name}: ",
            (f"{result.fate.value}, " if result in bugs else "", "red"), result.because,
        )  # fmt: skip
        yield Text(f"  {mutant.latex or 'dropped'}", style="dim")


def rate(results: Sequence[Result], *, expected: int) -> str:
    """One paragraph: how many were killed of those that say another thing and not less."""
    fates = Counter(result.fate for result in results)
    counted = sum(number for fate, number in fates.items() if fate.counts)
    killed = sum(number for fate, number in fates.items() if fate.is_killed)
    read = counted - fates[Fate.ILL_FORMED]
    seen = killed - fates[Fate.ILL_FORMED]
    missing = f"{expected - len(results)} of {expected} mutants were not reached.\n" if len(results) < expected else ""
    return (
        f"{missing}{len(results)} mutants: {fates[Fate.EQUIVALENT]} equivalent, {fates[Fate.WEAKER]} weaker, "
        f"{counted} others.\nKilled {killed} of {counted}: {_percent(killed, counted)}; of those that can be read, "
        f"{seen} of {read}: {_percent(seen, read)};\n"
        f"with a counterexample {fates[Fate.REFUTED]}, no longer proved {fates[Fate.NOTICED]}."
    )


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "none to kill"


__all__ = ["rate", "report", "survivors", "table"]
