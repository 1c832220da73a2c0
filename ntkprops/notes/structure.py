r"""What does each formula of a document say? ``sayings(document)``: its role, under what, for all what, and why.

A sentence runs on over displays and paragraphs until it is ended. Within it, cues of the prose set the role of what
follows; the hypotheses of a sentence, its ranges and its probability hold for what the sentence claims, and what is
assumed with "assume", "suppose" or "let" holds to the end of its block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ntkprops.language.tokens import continues
from ntkprops.notes.displays import RELATION, flat, outer
from ntkprops.notes.english import PERSISTS, Heard, heard
from ntkprops.notes.model import DEFINITION, PROOF, TEXT, Block, Break, Document, Formula, Piece, Words
from ntkprops.notes.reasons import Mention

JOINING = ("", "and", "with", "or", "as well as", "also", "and also", "and that", "that")
FOLLOWING = ("thus", "hence", "therefore", "consequently")
CLAIM, GIVEN, DEFINED, MENTIONED, REASON = "claim", "given", "definition", "mention", "reason"
ENDED = re.compile(r"[.!?](?=\s+[A-Z\"'(\\]|\s*$)")
ABBREVIATED = re.compile(r"(?:\b(?:e\.g|i\.e|cf|eq|eqs|fig|thm|lem|resp|w\.r\.t|s\.t|etc|vs|ineq)|\b[A-Z])\.$", re.IGNORECASE)
DEFINING = re.compile(r":=|\\(?:triangleq|coloneqq|defeq)(?![A-Za-z])")
VAGUE = re.compile(r"\\(?:approx|lesssim|gtrsim|ll|gg|propto|asymp|simeq|rightarrow|to|Rightarrow|mapsto)(?![A-Za-z])")
PLAIN_LEFT = re.compile(
    r"^\s*(?:\\(?:hat|tilde|bar|widehat|widetilde|overline|vec|dot|mathbf|mathcal|mathbb|mathrm|boldsymbol)\s*(?:\{[^{}]*\}|\s*\\?[A-Za-z]+)|\\?[A-Za-z]+)"
    r"'*(?:\s*[_^]\s*(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\\?[A-Za-z0-9*+]+))*\s*(?:\\left)?(?:\([^()=]*(?:\([^()]*\)[^()=]*)*\))?\s*$"
)
GOAL = re.compile(r"(?:prov\w*|proofs? of|show\w*|establish\w*|conclud\w*|complet\w*|obtain\w*)\s+(?:the |our )?$", re.IGNORECASE)
ELSEWHERE = re.compile(r"(?:was|were|is|are|has been|have been) (?:proved|proven|shown|established|given) in (?:the |an? )?(?:previous|earlier|last)|is left (?:as|to)|see \[", re.I)


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


Sentence = list[str | Formula | Break]


def sayings(document: Document) -> tuple[tuple[Saying, ...], tuple[tuple[str, int], ...]]:
    """Every formula of a document that says something, and the sentences with words that were not understood.

    Returns:
        the sayings in printed order; each skipped sentence with its line.
    """
    found: list[Saying] = []
    skipped: list[tuple[str, int]] = []
    seen: list[str] = []
    for number, block in enumerate(document.blocks):
        reader = _Block(number, block, seen)
        found += reader.read()
        skipped += reader.skipped
        seen += [formula.latex for formula in block.formulas]
    return tuple(found), tuple(skipped)


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


@dataclass
class _Block:
    """Reads one block; ``seen`` are the formulas before it."""

    number: int
    block: Block
    seen: list[str]
    skipped: list[tuple[str, int]] = field(default_factory=list)
    frame: Frame = field(default_factory=Frame)
    last: Frame | None = None
    left: list[str] = field(default_factory=list)

    def read(self) -> list[Saying]:
        """What its formulas say. Words that are not understood anywhere in a theorem are left over for all of it."""
        found: list[Saying] = []
        for sentence, item in self._sentences():
            found += self._sentence(sentence, item)
        if self.block.asserts:
            everything = tuple(dict.fromkeys(self.left))
            found = [replace(one, left=everything) for one in found]
        return found

    def _sentences(self) -> Iterator[tuple[Sentence, str]]:
        sentence: Sentence = []
        item = ""
        for piece in self.block.pieces:
            if isinstance(piece, Break):
                ends = _ends(sentence)
                if piece.item:
                    if not ends and any(not isinstance(part, Break) for part in sentence):
                        sentence.append(piece)  # what introduces a list holds for its items
                    yield sentence, item
                    sentence, item = [], piece.item.strip("().")
                elif ends:
                    yield sentence, item
                    sentence = []
                else:
                    sentence.append(piece)
            elif isinstance(piece, Formula):
                sentence.append(piece)
            elif isinstance(piece, Words):
                if re.match(r"\s*[A-Z]", piece.text) and sentence and isinstance(sentence[-1], Break):
                    yield sentence, item
                    sentence = []
                *whole, rest = _cut(piece.text)
                for text in whole:
                    yield [*sentence, text], item
                    sentence = []
                sentence.append(rest)
        yield sentence, item

    def _sentence(self, sentence: Sentence, item: str) -> list[Saying]:
        parts = [part for part in sentence if not isinstance(part, Break)]
        leads = bool(sentence) and isinstance(sentence[-1], Break) and bool(sentence[-1].item)
        if not any(isinstance(part, Formula) or part.strip() for part in parts):
            return []
        gaps: list[tuple[Heard, str, Formula | None]] = []
        words = ""
        for part in parts:
            if isinstance(part, Formula):
                gaps.append((heard(words), words, part))
                words = ""
            else:
                words += f" {part}"
        gaps.append((heard(words), words, None))
        frame = self._frame(gaps[0][0], item)
        reader = _Sentence(self, item, frame, gaps)
        found = reader.read()
        if leads:
            self.last = frame
        elif not item:
            self.last = None if not (frame.given or frame.probability or frame.for_all) else frame
        return found

    def _frame(self, first: Heard, item: str) -> Frame:
        """What a sentence starts with: the block's, and in an item or after "moreover" the last sentence's."""
        if self.last is not None and (item or first.carries):
            return self.last.copy()
        return self.frame.copy()


@dataclass
class _Sentence:
    """Reads one sentence, formula by formula."""

    reader: _Block
    item: str
    frame: Frame
    gaps: list[tuple[Heard, str, Formula | None]]
    role: str = ""
    lasts: bool = False
    unsure: bool = False
    number: int = 0
    pending: list[str] = field(default_factory=list)
    found: list[Saying] = field(default_factory=list)
    waiting: list[Mention] = field(default_factory=list)
    opaque: bool = False
    doubts: bool = False

    def read(self) -> list[Saying]:
        """What its formulas say."""
        block = self.reader.block
        text = " ".join(words for _, words, _ in self.gaps)
        left = tuple(dict.fromkeys(word for gap, _, _ in self.gaps for word in gap.left))
        self.opaque = any(gap.cue("opaque") for gap, _, _ in self.gaps)
        vague = any(gap.cue("exists") for gap, _, _ in self.gaps)
        unread = (*left, *(["there is"] if vague else []))
        if unread or self.opaque:
            place = next((f.place.line for _, _, f in self.gaps if f is not None), block.place.line)
            self.reader.skipped.append((re.sub(r"\s+", " ", text).strip(), place))
        self.reader.left += unread
        self.role = CLAIM
        for number, (gap, words, formula) in enumerate(self.gaps):
            self.number = number
            self._gap(gap, words, formula, number)
        if self.doubts:
            unread = (*unread, "what a formula beside it is")
            self.reader.left += unread
        self.frame.for_all += self.pending
        self._cite_reasons()
        if self.waiting and self.found:
            self._reasons_for_last()
        ended = [replace(one, left=unread) for one in self.found]
        claims = (*self.frame.given,)
        return [
            replace(
                one,
                given=(*one.given, *(text for text in claims if text not in one.given)),
                for_all=tuple(dict.fromkeys((*self.frame.for_all, *one.for_all))),
            )
            if one.role in (CLAIM, REASON)
            else one
            for one in ended
        ]

    def _gap(self, gap: Heard, words: str, formula: Formula | None, number: int) -> None:
        """One run of prose and the formula behind it."""
        base, special, lasts, after, said = self.role, "", self.lasts, False, False
        joins = words.strip(" ,;").lower() in JOINING
        if self.found and not joins and (":" in words or base in (DEFINED, REASON)):
            base = CLAIM
        elif self.found and not joins and base == GIVEN:
            base = MENTIONED
        elif base == GIVEN and words.strip() == "," and self._is_consequence(formula, number):
            base, said = CLAIM, True
        behind = re.match(r"\s*[,;]?\s*\(?(?:where|by|since|because|using|due|from|which follows|follows|as)\b|\s*\(", words)
        for cue in gap.cues:
            if cue.kind == "over" and not cue.is_last:
                self.frame.over = self.frame.over or cue.text
            elif cue.kind in ("forall", "probability", "over"):
                special = "" if cue.text == "for" and formula is not None and not is_relation(formula.latex) else cue.kind
            elif cue.kind in ("suppose", "given"):
                base, lasts, special = GIVEN, cue.kind in PERSISTS, ""
            elif cue.kind == "define":
                base, special = DEFINED, ""
            elif cue.kind == "reason":
                base, special = (REASON if cue.is_last else base), ""
            elif cue.kind == "requires":
                base, special = GIVEN, ""
            elif cue.kind in ("then", "suffices"):
                base, special, said = CLAIM, "", True
                after = after or cue.text.strip() in FOLLOWING
        self.waiting += [one for one in gap.mentions if GOAL.search(words[: one.start]) is None]
        if behind and self.found and self.waiting:
            self._reasons_for_last()
        if formula is None:
            return
        self.role, self.lasts = base, lasts
        self.unsure = base == GIVEN and bool(gap.left)
        if special == "probability":
            self._probability(formula, number)
        elif special == "over":
            self.frame.over = self.frame.over or formula.latex
            self._to_last(over=formula.latex)
        elif special == "forall" or (self.pending and not gap.cues and not is_relation(formula.latex)):
            self._range(formula, number, words)
        else:
            self._say(formula, lasts=lasts, after=after and bool(self.found), said=said or bool(gap.cues))

    def _is_consequence(self, formula: Formula | None, number: int) -> bool:
        """Whether a display behind "if A," is what follows, no "then" being printed."""
        before = self.found[-1].formula if self.found else None
        announced = any(self.says(gap) for gap, _, _ in self.gaps[number + 1 :])
        return formula is not None and formula.display and before is not None and not before.display and not announced

    def _trails(self, number: int) -> bool:
        """Whether nothing behind a formula is claimed in this sentence."""
        rest = self.gaps[number + 1 :]
        if not any(formula is not None for _, _, formula in rest):
            return bool(self.found)
        return bool(self.found) and not rest[0][0].cue("then", "suffices") and re.match(r"\s*,", rest[0][1]) is None

    def _probability(self, formula: Formula, number: int) -> None:
        chance = re.sub(r"^\s*(?:\\geq?(?![A-Za-z])|>|\\geqslant)\s*", "", formula.latex).strip(" .,;")
        if self._trails(number) and any(one.role == CLAIM for one in self.found):
            self._to_last(probability=chance)
        else:
            self.frame.probability = chance
            if self.reader.block.asserts and not self.found:
                self.reader.frame.probability = ""

    def _to_last(self, **parts: str) -> None:
        for at in range(len(self.found) - 1, -1, -1):
            if self.found[at].role == CLAIM:
                self.found[at] = replace(self.found[at], **parts)  # type: ignore[arg-type]
                return

    def _range(self, formula: Formula, number: int, words: str) -> None:
        text = formula.latex.strip(" .,;")
        if self._trails(number) and re.match(r"\s*(?:,|\()?\s*(?:and\s+)?(?:holds )?(?:uniformly |simultaneously )?for\b", words):
            last = self.found[-1]
            if last.role == GIVEN:
                self._restate(last, rf"{_bare(last.formula.latex)}, \forall {text}")
            else:
                self.found[-1] = replace(last, for_all=(*last.for_all, text))
        elif self.role == GIVEN and not self.gaps[number + 1][0].cue("then"):
            self.pending.append(text)
        else:
            self.frame.for_all.append(text)

    def _restate(self, last: Saying, latex: str) -> None:
        for given in (self.frame.given, self.reader.frame.given):
            if last.formula.latex in given:
                given[given.index(last.formula.latex)] = latex
        self.found[-1] = replace(last, formula=replace(last.formula, latex=latex))

    def _say(self, formula: Formula, *, lasts: bool, after: bool, said: bool) -> None:
        """A formula that is no range and no probability."""
        block, role = self.reader.block, self.role
        relation = is_relation(formula.latex)
        role = self._believed(role, said) if relation else role
        formula = replace(formula, latex=_relations_alone(formula.latex)) if relation else formula
        if not relation:
            role = MENTIONED
        elif VAGUE.search(formula.latex) and not RELATION.search(flat(VAGUE.sub("", formula.latex))):
            role = MENTIONED
        elif role == CLAIM:
            role = self._claimed(formula, said)
        elif role == DEFINED and continues(formula.latex):
            role = CLAIM
        elif role == DEFINED and not (left_side(formula.latex) or r"\sim" in formula.latex or r"\in" in formula.latex):
            role = GIVEN if block.kind == PROOF or block.asserts else CLAIM
        elif role == GIVEN and lasts and block.kind == TEXT and self._is_setting(formula):
            role = DEFINED
        if role == DEFINED and block.asserts and block.kind != DEFINITION:
            role, lasts = GIVEN, True
        if self.opaque and role in (CLAIM, REASON, GIVEN) and not (role == GIVEN and lasts):
            role = MENTIONED
        if self.pending and role == GIVEN:
            formula = replace(formula, latex=rf"{_bare(formula.latex)}, \forall " + r", \forall ".join(self.pending))
            self.pending = []
        if role == GIVEN and continues(formula.latex) and self.found and self.found[-1].role == GIVEN:
            self._restate(self.found[-1], f"{_bare(self.found[-1].formula.latex)} {formula.latex}")
            return
        if role == GIVEN:
            self.frame.given.append(formula.latex)
            if lasts:
                self.reader.frame.given.append(formula.latex)
        vague = VAGUE.search(formula.latex) is not None and role == MENTIONED
        one = Saying(
            formula, role, self.reader.number, self.item, over=self.frame.over, probability=self.frame.probability,
            after=after, lasts=lasts, vague=vague, reasons=tuple(self.waiting) if role in (CLAIM, REASON) else (),
        )  # fmt: skip
        if role in (CLAIM, REASON):
            self.waiting = []
        self.found.append(one)

    def _believed(self, role: str, said: bool) -> str:
        """The role, unless words that were not understood might have given another one."""
        later = any(self.says(gap) for gap, _, _ in self.gaps[self.number + 1 :])
        doubtful = self.unsure or role == MENTIONED or (role == CLAIM and not said and later and self.reader.block.asserts)
        if not doubtful:
            return role
        self.doubts = True
        return MENTIONED

    @staticmethod
    def says(gap: Heard) -> bool:
        """Whether a run of prose announces a claim."""
        return any(cue.kind == "then" and cue.text.strip() not in FOLLOWING for cue in gap.cues)

    def _claimed(self, formula: Formula, said: bool) -> str:
        """What a formula is that no cue makes anything else."""
        block = self.reader.block
        if DEFINING.search(formula.latex) and left_side(formula.latex):
            return DEFINED if not block.asserts else CLAIM
        if block.asserts:
            return DEFINED if block.kind == DEFINITION and left_side(formula.latex) else CLAIM
        if not formula.display and not said:
            return MENTIONED
        if block.kind == TEXT and not said and (self._is_new(formula) or r"\sim" in flat(formula.latex)):
            return DEFINED
        return CLAIM

    def _is_setting(self, formula: Formula) -> bool:
        """Whether what running text assumes says what a symbol is."""
        plain = flat(formula.latex)
        return bool(left_side(formula.latex)) or r"\sim" in plain or r"\in" in plain or r"\frac = " in f"{plain} "

    def _is_new(self, formula: Formula) -> bool:
        left = re.sub(r"\s", "", left_side(formula.latex))
        before = [*self.reader.seen, *(one.formula.latex for one in self.found)]
        return bool(left) and not any(left in re.sub(r"\s", "", text) for text in before)

    def _cite_reasons(self) -> None:
        """What the sentence gives as a reason is cited by the claim behind it, else by the one before it."""
        for at, one in enumerate(self.found):
            if one.role == REASON:
                claims = [n for n, other in enumerate(self.found) if other.role == CLAIM]
                nearest = min(claims, key=lambda n: (n < at, abs(n - at)), default=None)
                if nearest is not None:
                    cited = Mention(0, 0, cite=str(one.formula.place))
                    self.found[nearest] = replace(self.found[nearest], reasons=(*self.found[nearest].reasons, cited))

    def _reasons_for_last(self) -> None:
        at = max((at for at, one in enumerate(self.found) if one.formula.display and one.role == CLAIM), default=-1)
        at = at if at >= 0 else len(self.found) - 1
        self.found[at] = replace(self.found[at], reasons=(*self.found[at].reasons, *self.waiting))
        self.waiting = []


def _relations_alone(latex: str) -> str:
    """A list of relations without the terms before them, as in "data ``(x_i, y_i)_{i=1}^n, x_i \\in X``"."""
    parts = outer(latex, ",")
    first = next((at for at, part in enumerate(parts) if is_relation(part)), 0)
    plain = [part.strip() for part in parts[:first]]
    return ",".join(parts[first:]).strip() if any(part.startswith(("(", r"\{")) for part in plain) else latex


def _bare(latex: str) -> str:
    return latex.rstrip(" .,;")


def _last(sentence: Sequence[str | Formula | Break]) -> str | Formula | None:
    return next((part for part in reversed(sentence) if not isinstance(part, Break) and (isinstance(part, Formula) or part.strip())), None)


def _ends(sentence: Sequence[str | Formula | Break]) -> bool:
    last = _last(sentence)
    if last is None:
        return False
    text = last.latex if isinstance(last, Formula) else last
    return re.search(r"[.!?][\"')\s]*$", text) is not None


def _cut(text: str) -> list[str]:
    """A run of words cut behind the ends of sentences."""
    parts, start = [], 0
    for match in ENDED.finditer(text):
        if ABBREVIATED.search(text[: match.end()]) is None:
            parts.append(text[start : match.end()])
            start = match.end()
    return [*parts, text[start:]]


def is_taken_from_elsewhere(block: Block) -> bool:
    """Whether a proof says only that the proof is somewhere else."""
    return block.kind == PROOF and not any(block.formulas) and ELSEWHERE.search(" ".join(_texts(block.pieces))) is not None


def _texts(pieces: Sequence[Piece]) -> Iterator[str]:
    yield from (piece.text for piece in pieces if isinstance(piece, Words))


__all__ = ["CLAIM", "DEFINED", "GIVEN", "MENTIONED", "REASON", "Saying", "is_relation", "is_taken_from_elsewhere", "left_side", "sayings"]
