r"""A derived width in the terminal, in LaTeX and as JSON: every constraint, the splits, the class, the ladder."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import sympy as sp
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ntkprops.report.plain import versions
from ntkprops.width.literature import PUBLISHED
from ntkprops.width.model import Bound, Derivation, Step, plain_name
from ntkprops.width.search import Outcome, Search
from ntkprops.width.split import Split
from ntkprops.width.whole import Width

HEADS = ("equal split", "best split", "gain")
LONGEST = 20  # characters of an integer that stands in a table of four columns


def shown(expr: sp.Expr) -> str:
    r"""An expression in one line with plain names: ``768 n^6/(pi delta_2^2 delta_3 lambda_0^4)``.

    >>> n, l = sp.symbols(r"n \lambda_0", positive=True)
    >>> shown(8 * n**2 / l)
    '8 n^2/lambda_0'
    """
    names = {s: sp.Symbol(plain_name(s), positive=True) for s in expr.free_symbols if isinstance(s, sp.Symbol)}
    plain = expr.xreplace(names)
    return str(plain).replace("**", "^").replace("*", " ")


def report(width: Width) -> RenderableType:
    """The whole report; no line needs more than 80 columns."""
    d = width.derivation
    head = f"{d.label}, from what it cites" + (f", with {', '.join(width.rungs)}" if width.rungs else "")
    parts: list[RenderableType] = [Text(head, style="bold"), *_shares(d), Text("")]
    for bound in d.bounds:
        parts += [Padding(line, (0, 0, 0, 2)) for line in _bound(d, bound)]
    parts += [Text(""), Text("failure probability split", style="bold"), *_splits(width)] if width.splits else []
    parts += [Text(""), *_class(width)] if width.classes else []
    parts += [Text(""), *_numbers(width)] if width.widths else []
    parts += [Text(""), *_ladder(width.search)] if width.search else []
    parts += [Text(""), *_rests(width)]
    return Group(*parts)


def _shares(d: Derivation) -> Iterator[Text]:
    for share in d.shares:
        yield Text(f"  {plain_name(share.symbol)}: what {share.label} may fail with")


def _bound(d: Derivation, bound: Bound) -> Iterator[Text]:
    yield Text(f"{d.width} {bound.op} {shown(bound.value)}", style="bold")
    yield Text(f"  {bound.name}")
    if len(bound.parts) > 1:
        yield Text(f"  {shown(bound.asked.left)} {bound.asked.op} {shown(bound.asked.right)}", style="dim")
        yield Text(f"  iff {d.width} {bound.op} {shown(bound.exact)}", style="dim")
    for step in bound.steps:
        yield Text(f"  {step.why}: {_kind(step)}", style="dim")


def _kind(step: Step) -> str:
    return f"{step.proof.kind.value}" + (f" ({', '.join(step.proof.used)})" if step.why == "on the event" else "")


def _splits(width: Width) -> Iterator[RenderableType]:
    d = width.derivation
    for split in width.splits:
        parts = ", ".join(shown(part / d.failure) for _, part in split.shares)
        limit = " in the limit, a lower bound for every split" if split.infimum else ""
        yield Text(f"  {split.name} ({parts} of {plain_name(d.failure)}){limit}")
        for bound in split.largest:
            number, rest = bound.value.as_coeff_Mul() if bound.value.is_Mul else (bound.value, sp.Integer(1))
            factor = f"  = {_decimal(bound.value)}" if number != 1 and not rest.has(sp.log) else ""
            yield Text(f"    {d.width} {bound.op} {shown(bound.value)}{factor}")
        for step in split.steps:
            yield Text(f"      {step.why}: {step.proof.kind.value}", style="dim")


def _decimal(value: sp.Expr) -> str:
    """The number in front of a monomial, to four decimals."""
    number = sp.Mul(*(factor for factor in sp.Mul.make_args(value) if not factor.free_symbols))
    return f"{float(number):.1f} {shown(value / number)}"


def _class(width: Width) -> Iterator[RenderableType]:
    yield Text("class, by an exact linear program", style="bold")
    for found in width.classes:
        yield Text(f"  {shown(found.monomial)}" + (" up to logarithms" if found.logarithms else ""))
        names = [plain_name(s) for s, _ in found.of]
        table = Table("row", "times", *names, box=None, pad_edge=False, header_style="dim")
        for row in found.rows:
            table.add_row(row.label, str(row.multiplier), *(str(power) for _, power in row.forces))
        yield Padding(table, (0, 0, 0, 4))
    if width.comparison is not None and width.derivation.printed is not None:
        yield Text(f"  printed {shown(width.derivation.printed)}: {width.comparison.value}")
    for one in width.families:
        along = ", ".join(f"{plain_name(s)} = {value}" for s, value in one.values)
        yield Text(f"  {shown(one.smaller)} fails at {along} from T > {shown(one.start)} on", style="dim")


def _numbers(width: Width) -> Iterator[RenderableType]:
    at = ", ".join(f"{name} = {value}" for name, value in width.values)
    yield Text(f"least width at {at}, exactly", style="bold")
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name, number in width.widths:
        table.add_row(name, _spaced(number))
    yield Padding(table, (0, 0, 0, 2))
    if width.shares:
        parts = ", ".join(f"{label} {float(part):.4g}" for label, part in width.shares)
        yield Text(f"  the best split is, to four digits: {parts}", style="dim")


def _ladder(found: Search) -> Iterator[RenderableType]:
    yield Text("what each row of the ladder buys, alone", style="bold")
    rows = [("(as it stands)", *_row(found.printed, found.printed))]
    rows += [(", ".join(one.rungs), *_row(one, found.printed)) for one in found.single]
    rows.append((f"best: {', '.join(found.best.rungs) or 'none'}", *_row(found.best, found.printed)))
    short = all(len(cell) <= LONGEST for row in rows for cell in row[1:])
    yield from (_table(rows),) if short else _listed(rows)
    if any(one.derivation.shares != found.printed.derivation.shares for one in found.single):
        yield Text("  a row for another draw asks what that draw asks, e.g. an even m for pairs", style="dim")
    if found.undecided:
        yield Text(f"  perhaps better, not solved: {'; '.join(' + '.join(names) for names in found.undecided)}")
    yield from literature()


def _table(rows: list[tuple[str, str, str, str]]) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("row")
    for name in HEADS:
        table.add_column(name, justify="right", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    return Padding(table, (0, 0, 0, 2))


def _listed(rows: list[tuple[str, str, str, str]]) -> Iterator[RenderableType]:
    """One line a number, where the integers are too long to stand side by side."""
    for name, *cells in rows:
        yield Text(f"  {name}")
        for head, cell in zip(HEADS, cells, strict=True):
            yield Text(f"    {head:<12} {cell}", overflow="fold")


def _row(one: Outcome, base: Outcome) -> tuple[str, str, str]:
    best = "not solved" if one.best is None else _spaced(one.best)
    return _spaced(one.equal), best, f"{_gain(one, base):.4g}x"


def _spaced(number: int) -> str:
    """An integer in groups of three."""
    return f"{number:,}".replace(",", " ")


def _gain(one: Outcome, base: Outcome) -> float:
    """How much smaller the width is, at the same kind of split."""
    return base.equal / one.equal if one.best is None or base.best is None else base.best / one.best


def literature() -> Iterator[RenderableType]:
    """What is published, each with its source; constants are not known where the papers state none."""
    yield Text("")
    yield Text("published, constants not stated", style="bold")
    table = Table("result", "width", "note", box=None, pad_edge=False, header_style="dim")
    for one in PUBLISHED:
        table.add_row(f"{one.authors}, {one.year}", one.width, one.note)
    yield Padding(table, (0, 0, 0, 2))


def _rests(width: Width) -> Iterator[Text]:
    d = width.derivation
    corrected = [label for label, erratum in d.rests_on if erratum]
    plain = [label for label, erratum in d.rests_on if not erratum]
    named = ", ".join((*plain, *(f"{label} with its erratum" for label in corrected)))
    yield Text(f"rests on {named or 'its own hypotheses alone'}")
    for label, constant in d.constants:
        yield Text(f"  the hidden constant of {label} is {constant}")
    for label, words in d.assumed:
        yield Text(f"  {label} assumes {words}", style="yellow")
    for label, outcome in width.judged:
        yield Text(f"  {label}: {outcome.value.replace('_', ' ')}")
    if width.closed:
        yield Text(f"  {d.label} at this width: {width.closed}", style="bold")
    if not width.judged:
        yield Text("  their verdicts are those of ntkprops check; --judge asks for them here", style="dim")


# -- LaTeX and JSON ------------------------------------------------------------------------------------


def as_latex(width: Width) -> str:
    r"""The constraints and the splits as an ``align*``."""
    d = width.derivation
    names = {s: s.name for s in (d.width, *d.parameters, *(share.symbol for share in d.shares))}

    def say(expr: sp.Expr) -> str:
        return sp.latex(expr, symbol_names=names)

    rows = [f"{say(d.width)} &{_relation(b)} {say(b.value)} && \\text{{({b.name})}}" for b in d.bounds]
    for split in width.splits:
        rows += [f"{say(d.width)} &{_relation(b)} {say(b.value)} && \\text{{({split.name})}}" for b in split.largest]
    return "\\begin{align*}\n  " + " \\\\\n  ".join(rows) + "\n\\end{align*}\n"


def _relation(bound: Bound) -> str:
    return ">" if bound.strict else "\\geq"


def as_json(width: Width) -> str:
    """The report as JSON: expressions and integers as strings, exactly."""
    d = width.derivation
    found: dict[str, Any] = {
        "lecture": d.lecture,
        "claim": d.label,
        "width": str(d.width),
        "shares": {share.label: plain_name(share.symbol) for share in d.shares},
        "bounds": [_bound_object(bound) for bound in d.bounds],
        "splits": [_split_object(d, split) for split in width.splits],
        "class": [{plain_name(s): str(power) for s, power in found.of} for found in width.classes],
        "printed_class": None if width.comparison is None else width.comparison.value,
        "values": dict(width.values),
        "least_width": {name: str(number) for name, number in width.widths},
        "best_split": {label: str(part) for label, part in width.shares},
        "ladder": None if width.search is None else _search_object(width.search),
        "with": list(width.rungs),
        "rests_on": [{"label": label, "erratum": erratum} for label, erratum in d.rests_on],
        "assumed": [{"label": label, "words": words} for label, words in d.assumed],
        "verdicts": {label: outcome.value for label, outcome in width.judged},
        "claim_at_this_width": width.closed or None,
        "versions": versions(),
    }
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def _bound_object(bound: Bound) -> Mapping[str, Any]:
    return {
        "from": list(bound.labels),
        "op": bound.op,
        "value": shown(bound.value),
        "asked": f"{shown(bound.asked.left)} {bound.asked.op} {shown(bound.asked.right)}",
        "steps": [{"why": s.why, "kind": s.proof.kind.value, "steps": list(s.proof.steps)} for s in bound.steps],
    }


def _split_object(d: Derivation, split: Split) -> Mapping[str, Any]:
    labels = {share.symbol: share.label for share in d.shares}
    return {
        "name": split.name,
        "limit": split.infimum,
        "shares": {labels[s]: shown(part) for s, part in split.shares},
        "largest": [{"op": b.op, "value": shown(b.value)} for b in split.largest],
    }


def _search_object(found: Search) -> Mapping[str, Any]:
    def one(what: Outcome) -> Mapping[str, Any]:
        return {
            "rows": list(what.rungs),
            "equal": str(what.equal),
            "best": None if what.best is None else str(what.best),
        }

    return {
        "rows": [one(single) for single in found.single],
        "best": one(found.best),
        "undecided": [list(names) for names in found.undecided],
    }


__all__ = ["as_json", "as_latex", "literature", "report", "shown"]
