r"""The boxes of which a typeset formula is made: MathML elements that know where they are printed, and their makers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from ntkprops.report.mathml import words

Span = tuple[int, int]


@dataclass(frozen=True)
class Token:
    """A word of the printed text and where it stands."""

    text: str
    span: Span


@dataclass(frozen=True)
class Box:
    """A MathML element: ``kind`` says what it does in a row (``relation``, ``operator``, ``open``, ``limits``...)."""

    tag: str
    text: str = ""
    parts: tuple[Box, ...] = ()
    span: Span = (0, 0)
    attributes: tuple[tuple[str, str], ...] = ()
    kind: str = ""


def row(parts: Sequence[Box], span: Span) -> Box:
    return replace(parts[0], span=span) if len(parts) == 1 else Box("mrow", parts=tuple(parts), span=span)


def spanned(parts: Sequence[Box], default: Span) -> Span:
    return (parts[0].span[0], parts[-1].span[1]) if parts else default


def leaf(tag: str, token: Token, kind: str = "", **attributes: str) -> Box:
    return Box(tag, token.text, span=token.span, attributes=tuple(attributes.items()), kind=kind)


def fence(text: str, span: Span, side: str | None = None, *, stretchy: bool = False) -> Box:
    kind = side or ("open" if text in words.OPENING else "bar" if text in words.BARS else "close")
    form = {"open": (("form", "prefix"),), "close": (("form", "postfix"),)}.get(kind, ())
    bare = (("lspace", "0"), ("rspace", "0")) if kind == "bar" else ()
    return Box("mo", text, span=span, attributes=(("stretchy", str(stretchy).lower()), *form, *bare), kind=kind)


def word_box(token: Token) -> Box:
    """A word that stands for itself."""
    word = token.text
    if word in words.RELATIONS:
        box = leaf("mo", token, "relation", form="infix", lspace="0.278em", rspace="0.278em")
        return replace(box, text=words.RELATIONS[word])
    for table, kind in ((words.OPERATORS, "operator"), (words.MARKS, "mark")):
        if word in table:
            return replace(leaf("mo", token, kind), text=table[word])
    if word in words.FENCES:
        return fence(words.FENCES[word], token.span)
    if word in words.BIG or word in words.INTEGRALS:
        text = words.BIG.get(word) or words.INTEGRALS[word]
        return replace(leaf("mo", token, "limits" if word in words.BIG else ""), text=text)
    if word in words.WITH_LIMITS:
        box = leaf("mo", token, "limits", form="prefix", lspace="0", rspace="0.167em")
        return replace(box, text=words.WITH_LIMITS[word])
    if word in words.FUNCTIONS:
        return replace(leaf("mo", token, "function", form="prefix", lspace="0", rspace="0.167em"), text=word[1:])
    if word in words.SPACES:
        return Box("mspace", span=token.span, attributes=(("width", words.SPACES[word] or "0"),), kind="space")
    if word[0].isdigit():
        return leaf("mn", replace(token, text=word.replace("{,}", ",")))
    if word[0] == "\\":
        return replace(leaf("mi", token), text=words.letter(word)) if words.letter(word) else leaf("mtext", token)
    return leaf("mi", token)


def is_start(parts: Sequence[Box]) -> bool:
    """Whether what comes next stands at a beginning, so that a sign there belongs to it."""
    before = next((box for box in reversed(parts) if box.kind != "space"), None)
    return before is None or before.kind in ("relation", "operator", "open", "mark", "function")


def tight(box: Box) -> Box:
    """A function without the space behind it."""
    return replace(box, attributes=tuple((n, "0" if n == "rspace" else v) for n, v in box.attributes))


def grow(parts: list[Box]) -> None:
    """Round brackets that were closed last grow with what is between them, where that is tall."""
    sides = list(accumulate(map(side, reversed(parts))))
    opened = len(parts) - 1 - sides.index(0) if 0 in sides else None
    if opened is None or not any(map(_is_tall, parts[opened:])):
        return
    ends = [replace(box, attributes=(("stretchy", "true"), *box.attributes[1:])) for box in (parts[opened], parts[-1])]
    inner = [ends[0], *parts[opened + 1 : -1], ends[1]]
    parts[opened:] = [Box("mrow", parts=tuple(inner), span=(ends[0].span[0], ends[1].span[1]))]


def side(box: Box) -> int:
    """1 for what closes a bracket, with its scripts, -1 for what opens one, else 0."""
    carrier = box.parts[0] if box.tag in ("msub", "msup", "msubsup") else box
    return {"close": 1, "open": -1}.get(carrier.kind, 0)


def _is_tall(box: Box) -> bool:
    return box.tag in ("mfrac", "mtable", "munderover") or any(map(_is_tall, box.parts))


def prefixed(box: Box) -> Box:
    if box.kind == "operator" and box.text in "+−±∓":
        return replace(box, attributes=(*box.attributes, ("form", "prefix")))
    return box


__all__ = [
    "Box", "Span", "Token", "fence", "grow", "is_start", "leaf", "prefixed", "row", "side", "spanned", "tight",
    "word_box",
]  # fmt: skip
