r"""What do the formulas of one sentence say? ``Sentence(..).read()``.

Cues of the prose set the role of the formulas behind them. A hypothesis is believed only where every word before it is
understood; where words might have given a formula another role, it is only mentioned, and what is beside it marked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Protocol

from ntkprops.language.tokens import continues
from ntkprops.notes.displays import flat
from ntkprops.notes.english import PERSISTS, Heard
from ntkprops.notes.model import DEFINITION, PROOF, TEXT, Block, Formula
from ntkprops.notes.reasons import Mention
from ntkprops.notes.saying import (
    CLAIM,
    DEFINED,
    DEFINING,
    GIVEN,
    MENTIONED,
    REASON,
    VAGUE,
    Frame,
    Saying,
    bare,
    is_relation,
    is_vague,
    left_side,
    relations_alone,
)  # fmt: skip

JOINING = ("", "and", "with", "as well as", "also", "and also", "and that", "that")
BY = re.compile(r"^\W*(?:and |so |now |again )?(?:by|from|using)\b", re.IGNORECASE)
FOLLOWING = ("thus", "hence", "therefore", "consequently")
GOAL = re.compile(
    r"(?:prov\w*|proofs? of|show\w*|establish\w*|conclud\w*|complet\w*|obtain\w*)\s+(?:the |our )?$", re.IGNORECASE
)


class Reader(Protocol):
    """The block that a sentence stands in, as far as it is read; ``seen`` are the formulas before it."""

    number: int
    block: Block
    seen: list[str]
    skipped: list[tuple[str, int]]
    frame: Frame
    left: list[str]


@dataclass
class Sentence:
    """Reads one sentence, formula by formula."""

    reader: Reader
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
        behind = re.match(
            r"\s*[,;]?\s*\(?(?:where|by|since|because|using|due|from|which follows|follows|as)\b|\s*\(", words
        )
        for cue in gap.cues:
            if cue.kind == "over" and not cue.is_last:
                self.frame.over = self.frame.over or cue.text
            elif cue.kind in ("forall", "probability", "over"):
                special = (
                    "" if cue.text == "for" and formula is not None and not is_relation(formula.latex) else cue.kind
                )
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
            reasoned = bool(gap.mentions) and not gap.left and BY.match(words) is not None
            self._say(formula, lasts=lasts, after=after and bool(self.found), said=said or reasoned or bool(gap.cues))

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
        if self._trails(number) and re.match(
            r"\s*(?:,|\()?\s*(?:and\s+)?(?:holds )?(?:uniformly |simultaneously )?for\b", words
        ):
            last = self.found[-1]
            if last.role == GIVEN:
                self._restate(last, rf"{bare(last.formula.latex)}, \forall {text}")
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
        formula = replace(formula, latex=relations_alone(formula.latex)) if relation else formula
        if not relation or is_vague(formula.latex):
            role = MENTIONED
        elif role == CLAIM:
            role = self._claimed(formula, said)
        elif role == DEFINED and continues(formula.latex):
            role = CLAIM
        elif role == DEFINED and not self._is_setting(formula):
            role = GIVEN if block.kind == PROOF or block.asserts else CLAIM
        elif role == GIVEN and lasts and block.kind == TEXT and self._is_setting(formula):
            role = DEFINED
        if role == DEFINED and block.asserts and block.kind != DEFINITION:
            role, lasts = GIVEN, True
        if self.opaque and role in (CLAIM, REASON, GIVEN) and not (role == GIVEN and lasts):
            role = MENTIONED
        if self.pending and role == GIVEN:
            formula = replace(formula, latex=rf"{bare(formula.latex)}, \forall " + r", \forall ".join(self.pending))
            self.pending = []
        if role == GIVEN and continues(formula.latex) and self.found and self.found[-1].role == GIVEN:
            self._restate(self.found[-1], f"{bare(self.found[-1].formula.latex)} {formula.latex}")
            return
        if role == GIVEN:
            self.frame.given.append(formula.latex)
            if lasts:
                self.reader.frame.given.append(formula.latex)
        vague = role == MENTIONED and VAGUE.search(formula.latex) is not None
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
        doubtful = (
            self.unsure or role == MENTIONED or (role == CLAIM and not said and later and self.reader.block.asserts)
        )
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
        """Whether a formula that running text defines or assumes says what a symbol is, or how it moves."""
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


__all__ = ["Reader", "Sentence"]
