r"""Over what does an index run, where sums and letters disagree? ``elect(collector)`` lets the uses vote.

A slot (the k of ``w_k``) takes the range that most of its uses print, a letter the range of most slots in which it
stands free; a printed dimension is not voted on. Who is outvoted by two to one is told so; a closer vote leaves the
symbol open.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from ntkprops.notes.constraints import Collector, Vote
from ntkprops.notes.unify import Node, dimension

ROUNDS = 12


@dataclass
class Election:
    """The range of every letter, and the votes that were lost: by symbol, with those that won."""

    letters: dict[str, str] = field(default_factory=dict)
    slots: dict[Node, str] = field(default_factory=dict)
    lost: list[tuple[str, str, list[Vote], list[Vote]]] = field(default_factory=list)


def elect(collector: Collector, fixed: dict[str, str]) -> Election:
    """The ranges that most uses ask for; ``fixed`` are the letters that a directive settles."""
    ends = {vote.over for vote in collector.votes} | {over for tally in collector.bound.values() for over in tally}
    ends |= {over for ranged in collector.quantified.values() for over, _ in ranged} - {""}
    votes = [vote for vote in collector.votes if fixed.get(vote.letter, vote.letter not in ends - {""})]
    result = Election(dict(fixed), {vote.slot.root: dimension(vote.slot) for vote in votes})
    for _ in range(ROUNDS):
        before = (dict(result.letters), dict(result.slots))
        _letters(collector, votes, fixed, result)
        _slots(votes, result)
        if before == (result.letters, result.slots):
            break
    _settle(collector, votes, result)
    _losses(votes, result)
    return result


def _letters(collector: Collector, votes: list[Vote], fixed: dict[str, str], result: Election) -> None:
    tallies: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for vote in votes:
        if vote.letter and (over := result.slots[vote.slot.root]):
            tallies[vote.letter][over] += 2
    for letter, ranges in collector.quantified.items():
        tallies[letter].update(over for over, _ in ranges for _ in range(4))
    for letter in {vote.letter for vote in votes if vote.letter}:
        tallies[letter].update(collector.bound.get(letter, Counter()))
        tallies[letter].update(collector.averaged.get(letter, Counter()))
    result.letters.update({name: _first(tally) for name, tally in tallies.items() if name not in fixed})


def _slots(votes: list[Vote], result: Election) -> None:
    tallies: defaultdict[Node, Counter[str]] = defaultdict(Counter)
    for vote in votes:
        over = vote.over or result.letters.get(vote.letter, "")
        if over:
            tallies[vote.slot.root][over] += 1
    for slot, tally in tallies.items():
        if not dimension(slot):
            result.slots[slot] = _first(tally)


def _first(tally: Counter[str]) -> str:
    """What has most votes; nothing where two have."""
    ranked = tally.most_common(2)
    return ranked[0][0] if len(ranked) == 1 or (ranked and ranked[0][1] > ranked[1][1]) else ""


def _settle(collector: Collector, votes: list[Vote], result: Election) -> None:
    """The slots take their ranges; those without one are of one length where one letter runs through both."""
    for slot, over in result.slots.items():
        if over and not dimension(slot):
            collector.attempt(_same(collector, slot, collector.shapes.name(over)))
    together: dict[str, Node] = {}
    for vote in votes:
        if vote.letter and not result.letters.get(vote.letter) and not dimension(vote.slot):
            first = together.setdefault(vote.letter, vote.slot)
            collector.attempt(_same(collector, first, vote.slot), vote.place)


def _same(collector: Collector, one: Node, other: Node) -> Callable[[], None]:
    return lambda: collector.shapes.unify(one, other)


def _losses(votes: list[Vote], result: Election) -> None:
    by_slot: defaultdict[tuple[str, Node], list[Vote]] = defaultdict(list)
    for vote in votes:
        by_slot[vote.owner, vote.slot.root].append(vote)
    for (owner, slot), cast in by_slot.items():
        over = dimension(slot)
        asks = {id(vote): vote.over or result.letters.get(vote.letter, "") for vote in cast}
        lost = [vote for vote in cast if asks[id(vote)] not in ("", over)]
        if lost:
            result.lost.append((owner, over, lost, [vote for vote in cast if asks[id(vote)] == over and over]))
