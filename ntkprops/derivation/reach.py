r"""What do names speak of without showing it? What their definitions mention, and the dimensions of their sorts.

A symbol may be put for another, bound, or chosen only where nothing else in sight speaks of it unseen: with
``b := g(t)`` the formula ``b = g(t)`` says nothing of other times, and one on ``v`` of length ``n`` none of ``n = 1``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ntkprops.derivation.definitions import Rewrite, bare, root_of
from ntkprops.language.notation import Notation
from ntkprops.language.tree import walk

Mentioned = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Reach:
    """By name: what it speaks of at once, and what as it stands, without a time; who is defined, and who by a mean."""

    direct: Mentioned = field(default_factory=dict)
    standing: Mentioned = field(default_factory=dict)
    defined: frozenset[str] = frozenset()
    averaging: frozenset[str] = frozenset()

    def of(self, names: Iterable[str]) -> frozenset[str]:
        """The names and all that they speak of."""
        return _closed(names, self.direct)

    def bare(self, names: Iterable[str]) -> frozenset[str]:
        """Names that stand without a time, and all that they speak of in that way."""
        return _closed(names, self.standing)

    def hides(self, name: str, among: Iterable[str]) -> bool:
        """Whether some other name speaks of this one."""
        return any(name in self.of({other}) for other in among if other != name)

    @property
    def spoken(self) -> frozenset[str]:
        """The names that stand for one thing throughout: what is defined, and what definitions and sorts speak of."""
        return self.defined.union(*self.direct.values())


def reach_of(rules: Iterable[Rewrite], notation: Notation) -> Reach:
    """What follows from some definitions and the sorts of the notation."""
    direct = {
        name: frozenset(dim for dim in (*row.over, *row.sort.dims) if dim in notation.table)
        for name, row in notation.table.items()
    }
    standing: dict[str, frozenset[str]] = {}
    rules, defined = tuple(rules), set()
    for rule in rules:
        if any(part.head == "dot" for part in walk(rule.pattern)):
            continue  # that is how something moves, not what it is
        name, own = root_of(rule.pattern).name, rule.variables | {root_of(rule.pattern).name}
        chosen = {root_of(arg.args[0]).name for arg in rule.body.args if arg.head == "exists"}
        direct[name] = direct.get(name, frozenset()) | ((rule.pattern.free | rule.body.free) - own - chosen)
        if rule.pattern.head in ("symbol", "entry") and root_of(rule.pattern) in (rule.pattern, *rule.pattern.args[:1]):
            standing[name] = standing.get(name, frozenset()) | (bare(rule.body) - own - chosen)
        defined.add(name)
    averaging = frozenset(root_of(rule.pattern).name for rule in rules if rule.averages)
    return Reach(direct, standing, frozenset(defined), averaging)


def redefined(forms: Sequence[Mapping[str, Sequence[Rewrite]]], names: frozenset[str], notation: Notation) -> bool:
    """Whether something that names speak of is defined otherwise in another form of the notes."""
    for form in forms:
        names = reach_of([rule for rules in form.values() for rule in rules], notation).of(names)
    names |= {rf"\dot{{{name}}}" for name in names}
    return any(set(one.get(name, ())) != set(forms[0].get(name, ())) for one in forms for name in names)


def _closed(names: Iterable[str], mentioned: Mentioned) -> frozenset[str]:
    found, waiting = set(), list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += mentioned.get(name, ())
    return frozenset(found)


__all__ = ["Reach", "reach_of", "redefined"]
