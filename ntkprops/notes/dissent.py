r"""Which formulas stand against the others, and what was passed over? ``contradictions`` and ``passed_over``.

One formula against three is a slip, and the table follows the three; several against the rest are another use of the
letter, and those places may not be judged; anything closer leaves the symbol open.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain

from ntkprops.language.tree import Expr, walk
from ntkprops.language.vocabulary import is_word
from ntkprops.notes.facts import items
from ntkprops.notes.rewriting import WHOLE
from ntkprops.notes.solving import Conflict
from ntkprops.notes.study import Study
from ntkprops.notes.unify import Where
from ntkprops.notes.uses import arguments, occurrence, quantified


def contradictions(study: Study) -> None:
    """Note every relation that was set aside, and every index that was outvoted, with the places on both sides."""
    against: dict[str, list[Conflict]] = {}
    counts = study.solution.election.letters.keys() | study.lengths()
    for conflict in study.solution.conflicts:
        for name in conflict.names - counts or conflict.names:
            against.setdefault(name, []).append(conflict)
    for name, conflicts in against.items():
        enough = study.is_settled(name) or study.solution.support[name] >= 3 * len(conflicts)
        places = tuple(dict.fromkeys(conflict.place for conflict in conflicts))
        sides = chain.from_iterable((c.clash.first[1], c.clash.second[1]) for c in conflicts)
        others = tuple(dict.fromkeys(place for place in sides if place is not None and place not in places))
        study.note(name, _kind(places, enough=enough), f"{name}: {conflicts[0].clash}", places, against=others)
    _outvoted(study)


def _outvoted(study: Study) -> None:
    printed = {name for _, tree in study.trees for name in _members(tree)}
    for owner, over, lost, won in study.solution.election.lost:
        other = next((vote.over or study.solution.election.letters.get(vote.letter, "") for vote in lost), "")
        enough = len(won) >= 2 * len(lost) or study.is_settled(owner) or owner in printed
        problem = f"an index of {owner} runs to {over or 'one range'} in most uses, and to {other} here"
        places = tuple(dict.fromkeys(vote.place for vote in lost))
        others = tuple(vote.place for vote in won[:1])
        study.note(owner, _kind(places, enough=enough), problem, places, against=others)


def _kind(places: tuple[Where, ...], *, enough: bool) -> str:
    return "contradiction" if not enough else "outvoted" if len(places) == 1 else "double"


def _members(tree: Expr) -> Iterator[str]:
    """The symbols of which a formula prints the space."""
    for item in items(tree):
        use = occurrence(item.args[-2]) if item.head == "chain" and item.relations[-1] == "in" else None
        if use is not None:
            yield use.name


def passed_over(study: Study, known: Collection[str]) -> None:
    """Note whatever stands free in a formula and has no row, and every function that stands without its argument."""
    noted = {*known, "I", *(one.symbol for one in study.open if one.kind != "double")}
    for where, tree in study.trees:
        for part in walk(tree):
            if part.head == WHOLE:
                problem = f"{part.name} is a function, and stands here without its argument"
                study.note(part.name, "double", problem, (where,))
        for item in items(tree):
            bound = arguments(item) | (quantified(item.args[0]) if item.head == "forall" else frozenset())
            for name in sorted(tree.free - bound - noted):
                if name.strip("?") and not is_word(name):
                    study.note(name, "unsettled", f"nothing was found out of {name}", (where,))
