r"""What the notes say with one formula: ``Saying``, and what can be told from the formula alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ntkprops.notes.displays import RELATION, flat, outer
from ntkprops.notes.model import Formula
from ntkprops.notes.reasons import Mention

CLAIM, GIVEN, DEFINED, MENTIONED, REASON = "claim", "given", "definition", "mention", "reason"
DEFINING = re.compile(r":=|\\(?:triangleq|coloneqq|defeq)(?![A-Za-z])")
VAGUE = re.compile(r"\\(?:approx|lesssim|gtrsim|ll|gg|propto|asymp|simeq|rightarrow|to|Rightarrow|mapsto)(?![A-Za-z])")
PLAIN_LEFT = re.compile(
    r"^\s*(?:\\(?:hat|tilde|bar|widehat|widetilde|overline|vec|dot|mathbf|mathcal|mathbb|mathrm|boldsymbol)\s*(?:\{[^{}]*\}|\s*\\?[A-Za-z]+)|\\?[A-Za-z]+)"
    r"'*(?:\s*[_^]\s*(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\\?[A-Za-z0-9*+]+))*\s*(?:\\left)?(?:\([^()=]*(?:\([^()]*\)[^()=]*)*\))?\s*$"
)


@dataclass(frozen=True)
class Saying:
    """One formula and what the notes say of it.

    Args:
        formula: the formula.
        role: claim, given, definition, mention, or a reason given for the claim beside it.
        block: where it stands, as a number of the document's blocks.
        item: the number of the list item in which it stands.
        given: hypotheses of its own, besides those of its block.
        for_all: what it ranges over.
        over: what is drawn.
        probability: with which probability it holds at least.
        reasons: what the prose names as reasons.
        left: the words around it that were not understood.
        after: "thus": the claim before it is a reason for it.
        lasts: of a hypothesis: whether it holds to the end of its block.
        vague: whether it says nothing that can be checked.
    """

    formula: Formula
    role: str
    block: int
    item: str = ""
    given: tuple[str, ...] = ()
    for_all: tuple[str, ...] = ()
    over: str = ""
    probability: str = ""
    reasons: tuple[Mention, ...] = ()
    left: tuple[str, ...] = ()
    after: bool = False
    lasts: bool = False
    vague: bool = False


@dataclass
class Frame:
    """What holds for the claims of a sentence."""

    given: list[str] = field(default_factory=list)
    for_all: list[str] = field(default_factory=list)
    over: str = ""
    probability: str = ""

    def copy(self) -> Frame:
        """A frame of its own."""
        return Frame(list(self.given), list(self.for_all), self.over, self.probability)


def is_relation(latex: str) -> bool:
    r"""Whether a formula says something, as ``a \leq b`` and unlike ``H(0)``."""
    return RELATION.search(flat(latex)) is not None or DEFINING.search(latex) is not None


def left_side(latex: str) -> str:
    """What stands left of the first relation, where that is one symbol, applied or indexed; else nothing."""
    plain = flat(latex)
    relation = RELATION.search(plain)
    if relation is None or relation[0] not in ("=", ":=", r"\triangleq", r"\coloneqq"):
        return ""
    place = latex.find(relation[0])
    left = latex[:place].strip()
    return left if PLAIN_LEFT.match(left) is not None and not re.search(r"[<>]|\\(?:leq?|geq?)\b", left) else ""


def relations_alone(latex: str) -> str:
    """A list of relations without the terms before them, as in "data ``(x_i, y_i)_{i=1}^n, x_i \\in X``"."""
    parts = outer(latex, ",")
    first = next((at for at, part in enumerate(parts) if is_relation(part)), 0)
    plain = [part.strip() for part in parts[:first]]
    return ",".join(parts[first:]).strip() if any(part.startswith(("(", r"\{")) for part in plain) else latex


def is_vague(latex: str) -> bool:
    r"""Whether a formula says nothing that can be checked: ``f \\approx g``."""
    return VAGUE.search(latex) is not None and RELATION.search(flat(VAGUE.sub("", latex))) is None


def bare(latex: str) -> str:
    """A formula without the mark that ends it."""
    return latex.rstrip(" .,;")


__all__ = [
    "CLAIM", "DEFINED", "DEFINING", "GIVEN", "MENTIONED", "REASON", "Frame", "Saying", "bare", "is_relation",
    "is_vague", "left_side", "relations_alone",
]  # fmt: skip
