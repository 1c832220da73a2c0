r"""A copy of some notes with a red pen in the margin: ``annotated(text, loaded)``.

What was inferred of the symbols stands at the top, one comment a symbol; the reasons that were found stand beside their
formulas, and what they cite is given a number where it has none. Every comment is a mark that is read back
(``marks.py``), so that the copy is judged as the notes are, and any of it can be corrected by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ntkprops.language.notation import Sort, Symbol
from ntkprops.notes.loader import Loaded
from ntkprops.notes.model import Formula
from ntkprops.notes.parts import resolved
from ntkprops.notes.reasons import understood
from ntkprops.statement.model import Cite, Definition, Reason, Row, Statement
from ntkprops.statement.rules import Rule


def annotated(text: str, loaded: Loaded) -> str:
    """The notes with comments.

    Args:
        text: the notes.
        loaded: the same notes, read, with reasons (``search.with_reasons``).
    """
    lines = text.splitlines()
    is_latex = not any(line.lstrip().startswith("$$") for line in lines)
    for formula, words in reversed(list(_margin(loaded))):
        if formula.file == loaded.document.name and formula.line <= len(lines):
            _write(lines, formula, words, is_latex=is_latex)
    top = [f"% ntkprops: {one}" if is_latex else f"<!-- ntkprops: {one} -->" for one in _declarations(loaded)]
    return "\n".join([*top, *([""] if top and not is_latex else []), *lines]) + "\n"


def _margin(loaded: Loaded) -> Iterator[tuple[Formula, str]]:
    """Each formula whose reasons can be said in a mark, or that is given a number, with the mark."""
    penned = {mark.line for mark in loaded.marks if mark.kind == "by"}
    numbers = _numbers(loaded)
    for item, _ in loaded.lecture.rows():
        formula = loaded.parts.places.get(item.label)
        if formula is None or formula.line in penned:
            continue
        number = f"({numbers[item.label]}) " if item.label in numbers else ""
        said = _reasons(item, loaded, numbers) if item.label in loaded.parts.asked else ""
        if number or said:
            yield formula, f"{number}{said}".strip() if number else f"by {said}"


def _numbers(loaded: Loaded) -> dict[str, str]:
    """Numbers for what is cited and has none: what stands on a line of the notes stands on another one of the copy."""
    cited = {reason.label for item, _ in loaded.lecture.rows() for reason in item.by if isinstance(reason, Cite)}
    unnumbered = [
        label for label in loaded.parts.places if label in cited and label.startswith(f"{loaded.document.name}:")
    ]
    return {label: f"0.{number}" for number, label in enumerate(unnumbered, start=1)}


def _reasons(item: Statement | Row, loaded: Loaded, numbers: Mapping[str, str]) -> str:
    """The reasons of a claim as a mark; nothing where it has one that a mark cannot say."""
    said = [_reason(reason, loaded, numbers) for reason in item.by]
    return ", ".join(said) if all(said) else ""


def _reason(reason: Reason, loaded: Loaded, numbers: Mapping[str, str]) -> str:
    """A reason as a mark says it; nothing where what would be read back is another one."""
    if isinstance(reason, Cite) and reason.label in numbers:
        return f"({numbers[reason.label]})"
    if isinstance(reason, Rule):
        words = reason.name
    elif isinstance(reason, Definition):
        words = f"definition of {reason.spelling}"
    else:
        label = reason.label.removeprefix("eq-") if isinstance(reason, Cite) else ""
        words = f"({label})" if label in loaded.parts.labels else ""
    for said in (words, words.strip("()").replace("-", " ", 1)):
        if resolved(understood(said) or (), loaded.parts.labels) == (reason,):
            return said
    return ""


def _write(lines: list[str], formula: Formula, words: str, *, is_latex: bool) -> None:
    at = formula.line - 1
    line = lines[at]
    inside = formula.display and (is_latex or ("$$" not in line and not line.rstrip().endswith("$$")))
    if inside and "%" not in line:
        lines[at] = f"{line}  % {words}"
    elif not is_latex and formula.display and line.lstrip().startswith("$$"):
        lines.insert(at, f"<!-- {words} -->")
    elif not is_latex and not formula.display and line.rfind("$") <= formula.place.column + len(formula.printed) + 1:
        lines[at] = f"{line} <!-- {words} -->"


def _declarations(loaded: Loaded) -> Iterator[str]:
    """What the notation says of each symbol, as marks; those that are marks already are left out."""
    heads = [re.split(r":|\s(?:is|are)\s", mark.text)[0] for mark in loaded.marks if mark.kind == "declare"]
    settled = {name.strip(" $") for head in heads for name in re.split(r",|\sand\s", head)}
    yield from (declaration(row) for name, row in loaded.lecture.notation.table.items() if name not in settled)


def declaration(symbol: Symbol) -> str:
    """A symbol as a mark declares it.

    >>> from ntkprops.language.notation import declare, vector
    >>> declaration(declare("w", vector("d"), over=("m",), of=("time",), random=True, law="gaussian"))
    'w: vector(d) over m of time random gaussian'
    """
    if symbol.sort.kind == "index":
        return f"{symbol.name}: index over {symbol.sort.dims[0]}"
    over = f" over {', '.join(symbol.over)}" if symbol.over else ""
    of = f" of {', '.join(_sort(one) if isinstance(one, Sort) else one for one in symbol.of)}" if symbol.of else ""
    random = f" random {symbol.law}".rstrip() if symbol.random else ""
    return f"{symbol.name}: {_sort(symbol.sort)}{over}{of}{random}"


def _sort(sort: Sort) -> str:
    return f"{sort.kind}({', '.join(sort.dims)})" if sort.dims else sort.kind


__all__ = ["annotated", "declaration"]
