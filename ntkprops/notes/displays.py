r"""The formulas of one piece of mathematics: ``formulas(tokens, display=...)`` yields one a line of a chain.

Lines are told apart at ``\\`` where nothing is open, in ``align`` and its like, and in an ``aligned``, ``split`` or
``gathered`` that is the whole of a display. A line that begins with an operator, or follows a ``\left`` that is still
open, goes on with the line above it. Numbers, labels and words at the end of a line do not belong to the formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ntkprops.notes.model import Break, Formula, NotesError, Piece, Remark, Words
from ntkprops.notes.tex import DEEPEST, Tok, spelled

LINED = ("aligned", "split", "gathered", "alignedat", "align", "align*", "alignat", "alignat*", "multlined")
DROPPED = (
    r"\notag",
    r"\nonumber",
    r"\displaystyle",
    r"\textstyle",
    r"\allowdisplaybreaks",
    r"\par",
    r"\!",
    r"\noindent",
)
SPACES = (r"\quad", r"\qquad", r"\,", r"\;", r"\:", r"\ ", r"\hspace", r"\hfill", "~", "&")
MARKED = (r"\stackrel", r"\overset")
TEXTUAL = (r"\text", r"\textrm", r"\textup", r"\mbox", r"\intertext", r"\textit", r"\emph", r"\mathrm")
NUMBER = re.compile(r"(?:\s|\\q?quad|\\hfill|~)*\\q?quad(?:\s|~)*\(\s*(?P<number>\w[\w.'*]*)\s*\)\s*$")
OPERATOR = re.compile(
    r"(?:\s|\\q?quad|\\[,;:! ]|~|\{\})*(?:[-+/]|\\(?:cdot|times|pm|mp|cup|cap|odot|left\s*\.)(?![A-Za-z]))"
)
QUANTIFIER = re.compile(r"\s*,?\s*(?:for|where)?\s*(?:all|every|any|each)\s*")
RELATION = re.compile(
    r":=|=|<|>|\\(?:leq?|geq?|leqslant|geqslant|l?e?q|gt|lt|neq?|sim|in|approx|triangleq|coloneqq|lesssim)(?![A-Za-z])"
)


def formulas(found: Sequence[Tok], *, display: bool, env: str = "") -> Iterator[Piece]:
    """The formulas among some tokens of mathematics, with the words and remarks between them.

    Raises:
        NotesError: where braces or environments nest deeper than any notes nest them.
    """
    _check_depth(found)
    label = "" if env.startswith("align") else _command(found, r"\label")
    lines = _lines(_unwrapped(found)) if display else [list(found)]
    held: Formula | None = None
    began = False
    for line in lines:
        formula, others = _line(line, display=display)
        if formula is not None and held is not None and _belongs(held, formula):
            held = joined(held, formula)
        elif formula is not None:
            if held is not None:
                yield held
            held, began = replace(formula, goes_on=began), True
        if others:
            if held is not None:
                yield replace(held, label=held.label or label)
            held = None
            yield from others
    if held is not None:
        yield replace(held, label=held.label or label)


def _check_depth(found: Sequence[Tok]) -> None:
    depth = 0
    for tok in found:
        depth += (tok.kind in ("open", "begin")) - (tok.kind in ("close", "end"))
        if depth > DEEPEST:
            raise NotesError(f"{tok.place}: braces nest deeper than {DEEPEST} here. Name a part of the formula.")


def _unwrapped(found: Sequence[Tok]) -> list[Tok]:
    r"""What stands in an ``aligned`` that is all of a display, but for numbers and labels."""
    bare = [tok for tok in found if tok.kind not in ("space", "par", "comment")]
    begins = [tok for tok in bare if tok.kind == "begin"]
    if not begins or begins[0].text not in LINED or bare[0] is not begins[0]:
        return list(found)
    start = found.index(begins[0])
    depth = 0
    for at in range(start, len(found)):
        depth += (found[at].kind == "begin") - (found[at].kind == "end")
        if depth == 0:
            rest = list(found[at + 1 :])
            outside = re.sub(r"\\(?:label|tag)\{[^{}]*\}|\\q?quad|\(\w+\)|[.,;\s]", "", spelled(rest))
            return list(found) if outside else [*found[start + 1 : at], *rest]
    return list(found)


def _lines(found: Sequence[Tok]) -> Iterator[list[Tok]]:
    depth, line = 0, []
    for tok in found:
        depth += (tok.kind in ("open", "begin")) - (tok.kind in ("close", "end"))
        if depth <= 0 and tok.kind == "macro" and tok.text in ("\\\\", r"\cr", r"\newline"):
            yield line
            line = []
        else:
            line.append(tok)
    yield line


def _line(line: list[Tok], *, display: bool) -> tuple[Formula | None, list[Piece]]:
    """A line's formula, and the words and remarks that stand behind it."""
    remarks: list[Piece] = [Remark(tok.text.strip(), tok.place) for tok in line if tok.kind == "comment"]
    tag, label = _command(line, r"\tag"), _command(line, r"\label")
    bare = _without(line, (r"\tag", r"\label"))
    bare, said = _said_behind(_worded(bare))
    latex = re.sub(r"\s+", " ", spelled(tok for tok in bare if tok.text not in DROPPED and tok.text != "&")).strip()
    number = NUMBER.search(latex)
    if number is not None:
        latex, tag = latex[: number.start()], tag or number["number"]
    latex = re.sub(r"(?:\\q?quad|\\[,;: ]|~|\s)+$", "", latex)
    solid = [tok for tok in bare if tok.kind not in ("space", "par", "comment") and tok.text not in SPACES]
    if not latex or not solid:
        return None, [*([said] if said else []), *remarks]
    printed = re.sub(r"\s+", " ", spelled(line)).strip()
    formula = Formula(latex, printed, display, solid[0].place, tag.strip("() "), label)
    return formula, [*([said] if said else []), *remarks]


def _command(line: Sequence[Tok], name: str) -> str:
    r"""The argument of a ``\tag`` or ``\label``."""
    for at, tok in enumerate(line):
        if tok.text == name:
            return spelled(_group(line, at + 1)[0]).strip()
    return ""


def _group(line: Sequence[Tok], at: int) -> tuple[list[Tok], int]:
    """What stands in the braces behind a place, or the one token there, and the place behind."""
    while (at < len(line) and line[at].kind in ("space", "comment")) or (at < len(line) and line[at].text == "*"):
        at += 1
    if at >= len(line) or line[at].kind != "open":
        return list(line[at : at + 1]), at + 1
    depth, start = 0, at + 1
    while at < len(line):
        depth += (line[at].kind == "open") - (line[at].kind == "close")
        at += 1
        if depth == 0:
            return list(line[start : at - 1]), at
    return list(line[start:]), at


def _without(line: Sequence[Tok], names: Sequence[str]) -> list[Tok]:
    found, at = [], 0
    while at < len(line):
        if line[at].text in names:
            at = _group(line, at + 1)[1]
        else:
            found.append(line[at])
            at += 1
    return found


def _worded(line: Sequence[Tok]) -> list[Tok]:
    r"""Marks over a relation are dropped (``\stackrel{(a)}{\leq}``), ``\text{for all}`` is a quantifier."""
    found, at = [], 0
    while at < len(line):
        tok = line[at]
        if tok.text in MARKED:
            above, at = _group(line, at + 1)
            below, at = _group(line, at)
            defines = re.search(r"Delta|def|triangle", spelled(above)) and spelled(below).strip() == "="
            found += [Tok("char", ":", tok.place), *below] if defines else below
            continue
        if tok.text in TEXTUAL:
            inside, after = _group(line, at + 1)
            if QUANTIFIER.fullmatch(spelled(inside)):
                found.append(Tok("macro", r", \forall", tok.place))
                at = after
                continue
        found.append(tok)
        at += 1
    return found


def _said_behind(line: list[Tok]) -> tuple[list[Tok], Words | None]:
    r"""The formula without the ``\text{..}`` that ends its line behind a column mark or a wide space, and that."""
    at = 0
    while at < len(line):
        if line[at].text in TEXTUAL and line[at].text != r"\mathrm":
            inside, after = _group(line, at + 1)
            before = [tok for tok in line[:at] if tok.kind not in ("space", "par", "comment")]
            rest = [tok for tok in line[after:] if tok.kind not in ("space", "par", "comment")]
            ends = not [tok for tok in rest if tok.text not in (".", ",", ";", ")", *SPACES)]
            if ends and (not before or before[-1].text in ("&", r"\quad", r"\qquad", ",")):
                words = re.sub(r"\s+", " ", spelled(inside)).strip()
                return line[:at], Words(f" ({words}) " if before else f" {words} ", line[at].place)
            at = after
        else:
            at += 1
    return line, None


def is_open(latex: str) -> bool:
    r"""Whether a ``\left`` or a bracket is still open at the end of a line."""
    lefts, rights = (len(re.findall(rf"\\{side}(?![A-Za-z])", latex)) for side in ("left", "right"))
    if lefts != rights:
        return lefts > rights
    plain = re.sub(r"\\left\s*\S|\\right\s*\S", "", latex)
    return plain.count("(") > plain.count(")")


def _belongs(held: Formula, formula: Formula) -> bool:
    begins = OPERATOR.match(formula.latex) is not None
    return is_open(held.latex) or (begins and RELATION.search(flat(formula.latex)) is None)


def flat(latex: str) -> str:
    """A formula without what stands in brackets, so that a relation in it is one of its own."""
    for _ in range(8):
        shorter = re.sub(r"\{[^{}]*\}|\([^()]*\)|\[[^\[\]]*\]", "", latex)
        if shorter == latex:
            break
        latex = shorter
    return latex


def outer(latex: str, mark: str) -> list[str]:
    r"""The parts of a formula between the marks that stand in no bracket.

    >>> outer(r"(a, b), c \in \{1, 2\}", ",")
    ['(a, b)', ' c \\in \\{1, 2\\}']
    """
    depth, start, parts = 0, 0, []
    for place, character in enumerate(latex):
        depth += (character in "([{") - (character in ")]}")
        if character == mark and depth == 0 and latex[place - 1 : place] != "\\":
            parts.append(latex[start:place])
            start = place + 1
    return [*parts, latex[start:]]


def joined(first: Formula, second: Formula) -> Formula:
    """One formula of two that the notes break over lines or displays."""
    names = dict.fromkeys(tag for tag in (first.tag, *first.also, second.tag, *second.also) if tag)
    tag, *also = list(names) or [""]
    return replace(
        first,
        latex=f"{first.latex} {second.latex}",
        printed=f"{first.printed} {second.printed}",
        tag=tag,
        also=tuple(also),
        label=first.label or second.label,
    )


def broken_over_displays(pieces: Sequence[Piece]) -> list[Piece]:
    r"""The pieces with formulas put together that are broken over displays, with nothing but paragraphs between."""
    found: list[Piece] = []
    for piece in pieces:
        held = next((at for at in range(len(found) - 1, -1, -1) if not isinstance(found[at], Break)), None)
        before = found[held] if held is not None else None
        if (
            isinstance(piece, Formula) and isinstance(before, Formula) and piece.display and before.display
            and _belongs(before, piece)
        ):  # fmt: skip
            assert held is not None
            found[held] = joined(before, piece)
        else:
            found.append(piece)
    return found


__all__ = ["RELATION", "broken_over_displays", "flat", "formulas", "is_open", "joined", "outer"]
