r"""From what formulas say to statements and ledgers: ``parts_of(document, said, penned)``.

A theorem-like block becomes a statement for each of its conclusions, and one for all of them where they stand under the
same hypotheses; a proof becomes ledgers under the hypotheses of what it proves; running text becomes definitions and
claims of its own. Labels are the printed ones, else ``file:line``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, zip_longest

from ntkprops.errors import NtkpropsError
from ntkprops.language.notation import Notation
from ntkprops.language.sorts import UndeclaredError
from ntkprops.language.tokens import continues
from ntkprops.language.vocabulary import normal
from ntkprops.notes.marks import Mark
from ntkprops.notes.model import PROOF, Block, Document, Formula
from ntkprops.notes.parts import Asked, Parts, assumes, naming, part_of, plain, resolved, right_end
from ntkprops.notes.reasons import Mention, mentions
from ntkprops.notes.saying import CLAIM, DEFINED, GIVEN, REASON, Saying, left_side
from ntkprops.notes.structure import is_taken_from_elsewhere
from ntkprops.proof.reading import Printed, understand
from ntkprops.statement.model import Erratum, Ledger, Reason, Row, Statement, assume, cite

AROUND, BEFORE = "what is assumed around it", "what is assumed before it"
DECORATED = re.compile(r"[_^']")


def parts_of(
    document: Document, said: Sequence[Saying], pen: Mapping[Formula, Sequence[Mark]], notation: Notation
) -> Parts:
    """The statements and ledgers of a document.

    Args:
        document: the notes.
        said: what its formulas say.
        pen: the marks that speak of each formula.
        notation: what the symbols mean.
    """
    return _Maker(document, list(said), pen, notation).make()


@dataclass
class _Maker:
    document: Document
    said: list[Saying]
    pen: Mapping[Formula, Sequence[Mark]]
    notation: Notation
    found: Parts = field(default_factory=Parts)
    taken: set[str] = field(default_factory=set)
    stated: dict[int, str] = field(default_factory=dict)  # block to the label of what it states
    began: bool = False
    standing: bool = False  # whether running text assumes what no statement after it repeats

    def make(self) -> Parts:
        """Block by block."""
        of_block = {number: list(group) for number, group in groupby(self.said, key=lambda one: one.block)}
        proved = {self._of(n): n for n, block in enumerate(self.document.blocks) if block.kind == PROOF}
        for number, block in enumerate(self.document.blocks):
            said = of_block.get(number, [])
            if block.asserts:
                self.began = True
                elsewhere = proved.get(number)
                self._statement(number, block, said, self.document.blocks[elsewhere] if elsewhere is not None else None)
            elif block.kind == PROOF:
                self._proof(number, block, said)
            else:
                self._text(block, said)
        return self.found

    def _of(self, number: int) -> int | None:
        """The theorem-like block that a proof proves: the one that its title names, else the last before it."""
        blocks = self.document.blocks
        named = [mention.cite for mention in mentions(blocks[number].title) if mention.cite]
        before = [n for n, block in enumerate(blocks[:number]) if block.asserts]
        for n, block in enumerate(blocks):
            if block.asserts and named and {block.label, f"{block.kind}-{block.number}"} & set(named):
                return n
        return before[-1] if before else None

    # labels

    def _free(self, label: str, formula: Formula) -> str:
        for name in (label, f"{label}:{formula.place.column}", *(f"{label}.{n}" for n in range(2, 10_000))):
            if name not in self.taken:
                self.taken.add(name)
                return name
        return label

    def _named(self, formula: Formula) -> tuple[str, tuple[str, ...]]:
        """The label of a formula and the further ones."""
        tags = [mark.tag for mark in self.pen.get(formula, ()) if mark.tag]
        printed = [f"eq-{tag}" for tag in (*tags, formula.tag, *formula.also) if tag]
        names = [*dict.fromkeys(printed), *([formula.label] if formula.label else [])]
        names = [name for name in names if name not in self.taken]
        label = self._free(names[0] if names else f"{formula.place.file}:{formula.place.line}", formula)
        also = tuple(names[1:])
        self.taken |= set(also)
        for name in (label, *also, str(formula.place)):
            self._known(name, label)
        self.found.places[label] = formula
        return label, also

    def _known(self, name: str, label: str) -> None:
        """A name by which the notes may cite a claim."""
        self.found.labels.setdefault(name, (label,))
        if name.startswith("eq-"):
            self.found.labels.setdefault(name.removeprefix("eq-"), (label,))

    # theorem-like blocks

    def _statement(self, number: int, block: Block, said: list[Saying], proof: Block | None) -> None:
        name = f"{block.kind}-{block.number}" if block.number else block.label
        name = self._free(name or f"{block.place.file}:{block.place.line}", Formula("", "", True, block.place))
        self._define([one for one in said if one.role == DEFINED or self._is_global(one)], given=())
        claims = self._joined([one for one in said if one.role in (CLAIM, REASON)])
        for alias in (block.label, name):
            self._known(alias, name) if alias and claims else None
        if not claims:
            return
        labels = self._sub_labels(name, claims)
        elsewhere = proof is not None and is_taken_from_elsewhere(proof)
        frames = {(one.given, one.for_all, one.over, one.probability) for one in claims}
        for place, (one, label) in enumerate(zip(claims, labels, strict=True)):
            if one.after and place:  # "A and thus B": B follows from A, whatever is drawn
                given = (*one.given, claims[place - 1].formula.latex)
                one = replace(one, given=given, probability="", over="")
            made = self._stated(one, label, title=block.title, block=block)
            reasons: tuple[Reason, ...] = (assume("proved elsewhere, as the notes say"),) if elsewhere else ()
            if block.kind in ("assumption", "condition", "property"):
                reasons = (assume(f"{block.kind} {block.number or block.title or block.label}".strip()),)
            self._add(replace(made, by=reasons), one, near=(), firm=bool(reasons) and not elsewhere)
            for alias in (one.formula.label, f"eq-{one.formula.tag}" if one.formula.tag else ""):
                self._known(alias, label) if alias else None
        if len(claims) > 1 and len(frames) == 1:
            whole = self._stated(claims[0], name, title=block.title, block=block)
            errata = tuple(e for e in whole.errata if e.part == "given")
            whole = replace(whole, then=tuple(one.formula.latex for one in claims), errata=errata)
            self.found.parts.append(replace(whole, by=tuple(map(cite, labels)), also=()))
            self.found.places[name] = claims[0].formula
        elif len(claims) > 1:
            for alias in (name, block.label):
                self.found.labels[alias] = tuple(labels)
        self.stated[number] = name

    def _sub_labels(self, name: str, claims: Sequence[Saying]) -> list[str]:
        if len(claims) == 1:
            return [name]
        wanted = [f"{name}.{one.item or place}" for place, one in enumerate(claims, start=1)]
        return [self._free(label, one.formula) for label, one in zip(wanted, claims, strict=True)]

    def _stated(self, one: Saying, label: str, *, title: str = "", block: Block | None = None) -> Statement:
        """A claim with its hypotheses and errata; hypotheses that only repeat a definition are left out."""
        known = {
            plain(text)
            for part in self.found.parts
            if isinstance(part, Statement) and part.defines
            for text in part.then
        }
        given = tuple(text for text in one.given if plain(text) not in known)
        errata = [*self._errata("given", given, one.block), *self._errata("then", (one.formula.latex,), one.block)]
        self.found.places[label] = one.formula
        return Statement(
            label,
            title=title,
            source=str(one.formula.place),
            then=(one.formula.latex,),
            given=given,
            for_all=", ".join(one.for_all),
            over=one.over,
            probability=one.probability,
            errata=tuple(errata),
            beside=(*one.left, *([BEFORE] if self.standing and not self._heeded(one) else [])),
        )

    def _errata(self, part: str, texts: Sequence[str], block: int) -> Iterator[Erratum]:
        """The corrections of some printed parts that the red pen makes; a quantifier found in the prose stays."""
        for formula, marks in self.pen.items():
            mark = next((mark for mark in marks if mark.kind == "read"), None)
            inside = formula in tuple(self.document.blocks[block].formulas) or block < 0
            if mark is None or not inside:
                continue
            for place, text in enumerate(texts):
                if text == formula.latex or (part == "given" and text.startswith(formula.latex.rstrip(" .,;"))):
                    rest = text[len(formula.latex.rstrip(" .,;")) :] if text != formula.latex else ""
                    yield Erratum(part, place, mark.text + rest, because=mark.because or "the notes' margin")  # type: ignore[arg-type]

    def _joined(self, said: Sequence[Saying]) -> list[Saying]:
        """A chain that is broken over lines, as one formula."""
        found: list[Saying] = []
        for one in said:
            if found and continues(one.formula.latex) and one.formula.display:
                last = found[-1]
                latex = f"{last.formula.latex.rstrip(' .,;')} {one.formula.latex}"
                names = tuple(tag for tag in (*last.formula.also, one.formula.tag) if tag)
                found[-1] = replace(last, formula=replace(last.formula, latex=latex, also=names))
            else:
                found.append(one)
        return found

    def _is_local(self, one: Saying) -> bool:
        """Whether a definition or assumption is of a bare letter that other blocks introduce anew."""
        letter = re.match(r"\s*(\\?[A-Za-z]+)\s*(?![\w_^'({\\])", one.formula.latex)
        if letter is None:
            return False
        anew = re.compile(
            rf"(?:^|\\forall|,)\s*{re.escape(letter[1])}\s*(?:$|[,=<>:]|\\(?:geq?|leq?|in|sim|neq?)(?![A-Za-z]))"
        )
        others = (other for other in self.said if other.block != one.block)
        return any(
            anew.search(text)
            for other in others
            for text in (*other.for_all, *((other.formula.latex,) if other.role in (GIVEN, DEFINED) else ()))
        )

    def _is_global(self, one: Saying) -> bool:
        """Whether a hypothesis also says what a decorated name means: ``\\lambda_0 = \\lambda_{\\min}(H^*)``."""
        left = left_side(one.formula.latex)
        known = {
            left_side(text)
            for part in self.found.parts
            if isinstance(part, Statement) and part.defines
            for text in part.then
        }
        return (
            one.role == GIVEN
            and bool(left)
            and DECORATED.search(left) is not None
            and "(" not in left
            and left not in known
        )

    # proofs and running text

    def _proof(self, number: int, block: Block, said: list[Saying]) -> None:
        of = self._of(number)
        name = self.stated.get(of) if of is not None else None
        host = next((part for part in self.found.parts if isinstance(part, Statement) and part.label == name), None)
        if host is None and of in self.stated:
            subs = [
                part for part in self.found.parts if isinstance(part, Statement) and part.label.startswith(f"{name}.")
            ]
            common = tuple(text for text in subs[0].given if all(text in sub.given for sub in subs)) if subs else ()
            host = Statement(f"{name}-proof", given=common)
        rows = self._ledgers(block, said, host or Statement(f"{block.place.file}:{block.place.line}"))
        subs = self.found.labels.get(name or "", (name,) if name else ())
        parts = [part.label for part in self.found.parts if isinstance(part, Statement) and part_of(part, name)]
        for label in dict.fromkeys((*subs, *parts)):
            if label in self.found.asked and rows:
                self.found.asked[label] = replace(self.found.asked[label], near=(*rows, *self.found.asked[label].near))

    def _text(self, block: Block, said: list[Saying]) -> None:
        host = Statement(f"{block.place.file}:{block.place.line}")
        self.standing = self.standing or any(map(assumes, block.pieces))
        for one in said if self.began else ():
            self.standing = self.standing or (one.role == GIVEN and one.lasts)
        if not self.began:
            for one in said:
                if one.role == GIVEN and one.lasts and not self._is_local(one):
                    self.found.always.append(one.formula.latex)
                    said = [replace(o, role=DEFINED) if o is one else o for o in said]
        self._ledgers(block, [self._recalling(self._in_context(one)) for one in said], host)

    def _recalling(self, one: Saying) -> Saying:
        r"""A claim of running text with what hypotheses before it name by ``:=``, where it speaks of that."""
        free = self._free_in(one.formula.latex) if one.role == CLAIM else frozenset[str]()
        found: dict[str, str] = {}
        for other in self.said:
            name, body = naming(other.formula.latex) if other.block < one.block else ("", "")
            if normal(name) in free and self._free_in(f"{name} = {body}"):
                found[name] = f"{name} = {body}"
        return replace(one, given=(*found.values(), *one.given))

    def _free_in(self, latex: str) -> frozenset[str]:
        """The symbols of a formula; none where it cannot be read."""
        try:
            return frozenset[str]().union(*(t.free for t in understand(Printed("", (latex,)), self.notation).then))
        except NtkpropsError:
            return frozenset()

    def _heeded(self, one: Saying) -> bool:
        """Whether a mark says that the words around a claim say no more than was read."""
        return any(mark.kind == "words" for mark in self.pen.get(one.formula, ()))

    def _in_context(self, one: Saying) -> Saying:
        """A claim of running text; it rests on what was assumed before, unless its sentence says for what it holds."""
        alone = (one.for_all or one.given) and not any(mention.cite for mention in one.reasons)
        return (
            one
            if alone or self._heeded(one) or one.role not in (CLAIM, REASON)
            else replace(one, left=(*one.left, AROUND))
        )

    def _define(self, said: Sequence[Saying], *, given: tuple[str, ...]) -> None:
        for one in said:
            if self._is_local(one):
                continue
            label, also = self._named(one.formula)
            made = self._stated(replace(one, given=given), label)
            self.found.parts.append(
                replace(made, defines=True, also=also, for_all="", over="", probability="", beside=())
            )

    def _ledgers(self, block: Block, said: list[Saying], host: Statement) -> list[str]:
        """The rows of a proof or of running text; hypotheses that come in between hold for what is behind them."""
        chains: list[list[str]] = []
        rows: list[Row] = []
        frame: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        last: Saying | None = None

        def close() -> None:
            if rows:
                given = (*host.given, *(text for text in frame[0] if text not in host.given))
                for_all = ", ".join(dict.fromkeys(filter(None, (host.for_all, *frame[1]))))
                self.found.parts.append(
                    Ledger(
                        host,
                        tuple(rows),
                        given=given if frame[0] else None,
                        for_all=for_all if frame[1] else None,
                        title=block.title or host.title,
                    )
                )
                rows.clear()

        for one in said:
            goes_on = continues(one.formula.latex)
            if one.role == DEFINED and not (goes_on and last is not None):
                close()
                self._define([one], given=())
                last = one
            elif one.role in (CLAIM, REASON, DEFINED):
                if one.probability or (one.role == REASON and rows):
                    close()
                    label, also = self._named(one.formula)
                    alone = replace(one, given=(*host.given, *(text for text in one.given if text not in host.given)))
                    near = () if one.role == REASON else _near([*chains, []])
                    self._add(replace(self._stated(alone, label), also=also), one, near=near, last=_last(chains))
                    chains.append([label])
                    continue
                one = one if goes_on and rows else replace(one, for_all=(*one.for_all, *self._bound(one, host)))
                if not (goes_on and rows) and frame != (one.given, one.for_all):
                    close()
                    frame = (one.given, one.for_all)
                if not (goes_on and rows):
                    chains.append([])
                chains[-1].append(self._row(one, rows, last, chains))
                last = one
        close()
        return list(_near([*chains, []]))

    def _bound(self, one: Saying, host: Statement) -> tuple[str, ...]:
        """The ranges of a proof's hypotheses that a row shares: it speaks of a letter that only they bind."""
        ranges = [part for text in (*host.given, *one.given) for part in re.split(r",?\s*\\forall\s*", text)[1:]]
        if not ranges:
            return ()
        found: list[str] = []
        for text in ranges:
            try:
                understand(Printed("", (one.formula.latex,), for_all=", ".join(found)), self.notation)
            except UndeclaredError as error:
                name = error.latex[slice(*error.span)].strip()
                if name and re.search(rf"(?<![A-Za-z\\]){re.escape(name)}(?![A-Za-z])", text):
                    found.append(text.rstrip(" .,;"))
            except NtkpropsError:
                return tuple(found)
        return tuple(found)

    def _row(self, one: Saying, rows: list[Row], last: Saying | None, chains: list[list[str]]) -> str:
        label, also = self._named(one.formula)
        latex = one.formula.latex
        if continues(latex) and not rows and last is not None:
            latex = f"{right_end(last.formula.latex)} {latex}"
        errata = tuple(self._errata("then", (one.formula.latex,), one.block))
        row = Row(label, latex, errata=errata, also=also, source=str(one.formula.place), beside=one.left)
        rows.append(row)
        self._ask(label, one, near=_near(chains), last=_last(chains), firm=False)
        if any(mark.kind == "by" for mark in self.pen.get(one.formula, ())):
            rows[-1] = replace(row, by=self.reasons(self.found.asked[label].named))
        return label

    def _add(
        self, made: Statement, one: Saying, *, near: Sequence[str] = (), last: str = "", firm: bool = False
    ) -> None:
        self.found.parts.append(made)
        self._known(made.label, made.label)
        self._ask(made.label, one, near=near, last=last, firm=firm)
        if any(mark.kind == "by" for mark in self.pen.get(one.formula, ())):
            self.found.parts[-1] = replace(made, by=self.reasons(self.found.asked[made.label].named))

    def _ask(self, label: str, one: Saying, *, near: Sequence[str], last: str, firm: bool) -> None:
        marks = [mark for mark in self.pen.get(one.formula, ()) if mark.kind == "by" and mark.reasons]
        named = tuple(mention for mark in marks for mention in mark.reasons) or one.reasons
        named = tuple(
            replace(m, cite=last) if m.cite == "previous" and last else m
            for m in named
            if m.cite != "previous" or last
        )
        self.found.asked[label] = Asked(named, tuple(near), firm or bool(marks))

    def reasons(self, named: Sequence[Mention]) -> tuple[Reason, ...]:
        """Rules and citations; a mark may cite what stands nowhere, and is told so."""
        return resolved(named, self.found.labels, strict=False)


def _near(chains: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """What a row may rest on, likely ones first: in turn the end of a chain before its own, and a row of its own.

    >>> _near([["a", "b"], ["c", "d"], ["e", "f"]])
    ('d', 'f', 'b', 'e', 'c', 'a')
    """
    own, others = (chains[-1][::-1], chains[-2::-1]) if chains else ((), ())
    mixed = (name for pair in zip_longest((chain[-1] for chain in others), own) for name in pair if name)
    return (*mixed, *(name for chain in others for name in chain[-2::-1]))


def _last(chains: Sequence[Sequence[str]]) -> str:
    """The row that stands last before what comes next."""
    return next((chain[-1] for chain in reversed(chains) if chain), "")


__all__ = ["parts_of"]
