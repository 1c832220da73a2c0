r"""Are the notes about their world? ``notes(book, reading, ..)`` holds the world's values against what is defined.

A world of small exact instances gives values to symbols that the notes define themselves. Where a definition says
otherwise, what is found on an instance tells nothing of the notes: a network that descends in steps is not judged along
a gradient flow. What else a definition says, and is no rewriting, is among what an instance must obey.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ntkprops.language.reader import read
from ntkprops.language.tree import Expr, links, relation, symbol, transform
from ntkprops.proof.book import Book
from ntkprops.proof.facts import Rewrite, plain_norms
from ntkprops.proof.reading import Reading
from ntkprops.statement.model import Statement
from ntkprops.trial.agreement import agrees, is_motion, names_in
from ntkprops.trial.quantified import parts
from ntkprops.trial.world import World

NOT, UNTOLD = "these notes are not", "nobody can tell whether these notes are"


@dataclass(frozen=True)
class Notes:
    """What the notes say of the symbols of a claim: further hypotheses, and why their world is not theirs."""

    also: tuple[Expr, ...] = ()
    strange: str = ""


def notes(book: Book, reading: Reading, world: World | None, *, corrected: bool) -> Notes:
    """What the definitions that a claim reaches ask of an instance.

    Args:
        book: the definitions.
        reading: the claim.
        world: what gives values to symbols that the notes may define; None where nothing but the notes does.
        corrected: in which form the book counts.
    """
    defined = meanings(book, corrected=corrected)
    given = frozenset() if world is None else world.spellings
    spoken = (*reading.given, *reading.then, *reading.for_all)
    moving = any(is_motion(tree, book.notation) for tree in _bodies(spoken, defined, world, stop=given))
    reached = frozenset().union(*map(names_in, _bodies(spoken, defined, world)))
    reached |= given if moving and reached & given else frozenset()
    also = [transform(read(text, book.notation), plain_norms) for text in book.notation.always]
    always = len(also)
    for label, said in _definitions(book, reading.printed.label, corrected=corrected):
        subjects = _subjects(said.tree)
        if said.unread and any(_is_spelled(name, said.unread) for name in (reached & given if world else reached)):
            return Notes(strange=f"{UNTOLD} about this world: {label} cannot be read")
        if subjects & given:
            if subjects & reached and (moving or not is_motion(said.tree, book.notation)):
                rules = tuple((name, tuple(known)) for name, known in sorted(defined.items()))
                if not (agreed := agrees(said.tree, book.notation, world, rules)):
                    return Notes(strange=f"{NOT if agreed is False else UNTOLD} about this world: {label}")
        elif _is_rewriting(said.tree, subjects, defined):
            if subjects & reached and any(_arguments_of(said.tree) & tree.free for tree in said.conditions):
                return Notes(strange=f"what {label} defines is defined under a condition")
            also += said.conditions if subjects & reached else ()
        elif names_in(said.tree) & reached:
            also += [said.whole, *said.conditions]
    return Notes(tuple(dict.fromkeys(tree for tree in also[always:] if tree not in also[:always])))


def _is_spelled(name: str, text: str) -> bool:
    """Whether a printed text speaks of a symbol."""
    return re.search(rf"(?<![A-Za-z\\]){re.escape(name)}(?![A-Za-z])", text) is not None


def meanings(book: Book, *, corrected: bool) -> dict[str, list[Rewrite]]:
    """What the notes define, by spelling; what holds everywhere before what one claim is given."""
    known = book.meanings(corrected=corrected)
    return {name: [m.rule for m in sorted(found, key=lambda m: not m.everywhere)] for name, found in known.items()}


@dataclass(frozen=True)
class Said:
    """One relation of a definition, with its quantifiers and the conditions under which it defines."""

    tree: Expr
    quantifiers: tuple[Expr, ...] = ()
    conditions: tuple[Expr, ...] = ()
    unread: str = ""  # what is printed, where it cannot be read

    @property
    def whole(self) -> Expr:
        """The relation with its quantifiers."""
        return Expr("items", (self.tree, *self.quantifiers)) if self.quantifiers else self.tree


def _definitions(book: Book, own: str, *, corrected: bool) -> Iterator[tuple[str, Said]]:
    """Everything that the notes define something by, with its label, but for a claim's own."""
    for label, entry in book.entries.items():
        if not isinstance(entry.item, Statement) or not entry.item.defines or label == own:
            continue
        version = book.version(label, corrected=corrected)
        reading = None if version is None else book.reading(label, corrected=version)
        if reading is None:
            yield label, Said(Expr("blank"), unread=" ".join(entry.item.then))
            continue
        over = tuple(what for what in reading.for_all if what.head == "chain" and what.args[-1].head != "space")
        for tree in reading.then:
            quantifiers, parts_said = parts(tree)
            ranges = tuple(what for what in quantifiers if what.head == "chain" and what.args[-1].head != "space")
            conditions = (*reading.given, *over, *ranges)
            for part in parts_said:
                for one in _links(part):
                    yield label, Said(one, tuple(Expr("forall", (what,)) for what in quantifiers), conditions)


def _links(part: Expr) -> Iterator[Expr]:
    """The relations of a chain but for the sorts in it, which are checked as sorts; anything else as it is."""
    if part.head != "chain":
        yield part
    for left, op, right in links(part) if part.head == "chain" else ():
        if not (op == "in" and right.head == "space" and right.name == "R"):
            yield relation(left, op, right)


def _subjects(tree: Expr) -> frozenset[str]:
    """The symbols that an equation may say the value of."""
    if tree.head != "chain" or tree.name not in ("=", ":="):
        return frozenset()
    return frozenset(filter(None, map(_subject, tree.args)))


def _is_rewriting(tree: Expr, subjects: frozenset[str], defined: Mapping[str, Sequence[Rewrite]]) -> bool:
    """Whether an equation is one of the definitions that are unfolded, and so holds by itself."""
    names = [known for name in subjects for known in (name, rf"\dot{{{name}}}")]
    sides = [(tree.args[0], tree.args[1]), (tree.args[1], tree.args[0])] if names else []
    members = [(one, other.args[3] if other.head == "family" else other) for one, other in sides]
    rules = [rule for name in names for rule in defined.get(name, ())]
    return any(rule.apply(one) == other or rule.body == other for rule in rules for one, other in members)


def _arguments_of(tree: Expr) -> frozenset[str]:
    """The symbols that an equation is said for all of: arguments and indices of what it defines."""
    return frozenset().union(*(side.free - {_subject(side)} for side in tree.args if _subject(side)))


def _subject(side: Expr) -> str:
    """The symbol that a side of an equation is a value of."""
    while side.head in ("entry", "apply", "dot", "derivative"):
        side = side.args[0]
    return side.name if side.head == "symbol" else ""


def _bodies(
    trees: Sequence[Expr],
    defined: Mapping[str, Sequence[Rewrite]],
    world: World | None,
    *,
    stop: frozenset[str] = frozenset(),
) -> list[Expr]:
    """The trees and all that their symbols are defined as or computed from, but for those where the search stops."""
    waiting, found, seen = list(trees), [], set(stop)
    while waiting:
        found.append(waiting.pop())
        for name in names_in(found[-1]) - seen:
            seen.add(name)
            waiting += [rule.body for rule in defined.get(name, ())]
            waiting += map(symbol, world.parts(name) if world is not None else ())
    return found
