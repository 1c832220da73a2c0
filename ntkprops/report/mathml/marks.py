r"""Boxes to MathML, with ranges of the printed text marked: ``typeset(latex, marks)``, ``piece(latex, span)``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape

from ntkprops.report.mathml.boxes import Box, Span, side
from ntkprops.report.mathml.layout import layout, tokens

CLOSES = {")": "(", "]": "[", r"\}": r"\{", r"\|": r"\|", "|": "|", r"\rangle": r"\langle", r"\rVert": r"\lVert"}
LONGEST = 20_000  # characters of a formula that is typeset; a longer one is shown as it is written


@dataclass(frozen=True)
class Mark:
    """A range of the printed text, and the class of the row that is drawn around it."""

    span: Span
    style: str


def typeset(latex: str, marks: Iterable[Mark] = ()) -> str:
    r"""The MathML of a formula, one ``<math>`` a relation of its chain, so that a long one may wrap.

    >>> typeset("x")
    '<math display="inline" displaystyle="true"><mi>x</mi></math>'
    """
    if len(latex) > LONGEST:
        return f"<code>{escape(latex)}</code>"
    row = layout(latex)
    for mark in marks:
        row = _marked(row, mark)
    return "".join(_math(segment) for segment in _segments(row))


def piece(latex: str, span: Span) -> str:
    """The MathML of the part of a formula that is printed in a range; empty where nothing is."""
    span = (_opening(latex, span[0]), span[1])
    text = latex[slice(*span)]
    if text.count("{") == text.count("}") and r"\left" not in text and r"\right" not in text:
        return _math((layout(text),)) if text.strip() else ""
    found = _within(layout(latex), span)
    return _math(found) if found else ""


def _opening(latex: str, start: int) -> int:
    """Where what closes at a place was opened: nobody knows a bracket without what is in it."""
    found = [token for token in tokens(latex) if token.span[0] <= start]
    close = found[-1].text if found else ""
    if close not in CLOSES or found[-1].span[0] != start:
        return start
    depth = 1
    for token in reversed(found[:-1]):
        depth += (token.text == close != CLOSES[close]) - (token.text == CLOSES[close])
        if not depth:
            return token.span[0]
    return start


def _segments(row: Box) -> list[tuple[Box, ...]]:
    """The parts of a row, cut before every relation that stands in no bracket."""
    parts = row.parts if row.tag == "mrow" and not row.attributes else (row,)
    found: list[list[Box]] = [[]]
    depth = 0
    for part in parts:
        depth = max(0, depth - side(part))
        if part.kind == "relation" and found[-1] and not depth:
            found.append([])
        found[-1].append(part)
    return [tuple(one) for one in found]


def _math(parts: Sequence[Box]) -> str:
    inside = "".join(map(_written, parts))
    return f'<math display="inline" displaystyle="true">{inside}</math>'


def _written(box: Box) -> str:
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in box.attributes)
    return f"<{box.tag}{attributes}>{escape(box.text)}{''.join(map(_written, box.parts))}</{box.tag}>"


def _marked(box: Box, mark: Mark) -> Box:
    """The box with the least of it that holds the mark wrapped in a row of its class."""
    if _inside(box.span, mark.span) or not box.parts:
        return Box("mrow", parts=(box,), span=box.span, attributes=(("class", mark.style),), kind=box.kind)
    hit = [place for place, part in enumerate(box.parts) if _overlap(part.span, mark.span)]
    if not hit:
        return box
    first, last = hit[0], hit[-1] + 1
    if len(hit) == 1:
        inner = _marked(box.parts[first], mark)
    elif box.tag in ("mrow", "mtd", "msqrt"):
        parts = box.parts[first:last]
        span = (parts[0].span[0], parts[-1].span[1])
        inner = Box("mrow", parts=parts, span=span, attributes=(("class", mark.style),))
    else:
        return Box("mrow", parts=(box,), span=box.span, attributes=(("class", mark.style),), kind=box.kind)
    return replace(box, parts=(*box.parts[:first], inner, *box.parts[last:]))


def _within(box: Box, span: Span) -> tuple[Box, ...]:
    """The least boxes that hold a range."""
    if _inside(box.span, span) or not box.parts:
        return (box,)
    hit = [part for part in box.parts if _overlap(part.span, span)]
    if len(hit) == 1:
        return _within(hit[0], span)
    return tuple(hit) if box.tag == "mrow" else (box,) if hit else ()


def _inside(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _overlap(one: Span, other: Span) -> bool:
    return max(one[0], other[0]) < min(one[1], other[1])


__all__ = ["Mark", "piece", "typeset"]
