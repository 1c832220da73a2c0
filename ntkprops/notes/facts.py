r"""What does a document say of its symbols besides their shapes? ``facts(trees)``: laws, definitions, time, chance.

A sort is a hypothesis, so a sign is taken only from where it is printed: ``\lambda_0 = \lambda_{\min}(H) > 0`` behind a
definition. Random is what has a law, what stands alone in a mean or a variance, and what is defined by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ntkprops.language.notation import Sort, nonnegative, positive
from ntkprops.language.tree import Expr, number, walk
from ntkprops.notes.unify import Where
from ntkprops.notes.uses import arguments, occurrence

MOMENTS = (r"t", r"s", r"\tau")
AVERAGES = frozenset({"E", "Pr", "Var"})
Read = tuple[Where, Expr]


@dataclass
class Facts:
    """By spelling: its law, what defines it, whether it moves in time or in steps, its sign, why it is random."""

    laws: dict[str, tuple[str, Where]] = field(default_factory=dict)
    defined: dict[str, list[tuple[frozenset[str], Where]]] = field(default_factory=dict)
    named: dict[str, list[tuple[Expr, Where]]] = field(default_factory=dict)  # by a definition sign
    times: dict[str, Where] = field(default_factory=dict)
    moving: dict[str, Where] = field(default_factory=dict)
    stepping: dict[str, Where] = field(default_factory=dict)
    signs: dict[str, tuple[Sort, Where]] = field(default_factory=dict)
    random: dict[str, tuple[str, Where]] = field(default_factory=dict)
    by: dict[str, set[str]] = field(default_factory=dict)  # the letters of moments that a symbol is applied to
    ranged: dict[str, Where] = field(default_factory=dict)


def items(tree: Expr) -> Sequence[Expr]:
    return tree.args if tree.head == "items" else (tree,)


def facts(trees: Iterable[Read]) -> Facts:
    """All facts of some formulas that were read."""
    trees, found = list(trees), Facts()
    for where, tree in trees:
        for item in items(tree):
            what = item.args[0] if item.head == "forall" else item
            _law(found, where, what)
            _definition(found, where, what)
            _range(found, where, what)
        for part in walk(tree):
            _time(found, where, part)
    for where, tree in trees:
        for part in walk(tree):
            _moves(found, where, part)
            _average(found, where, part)
    for name in found.moving.keys() & {name for name, letters in found.by.items() if letters & found.stepping.keys()}:
        found.stepping.setdefault(name, found.moving[name])
    _spread(found)
    for where, tree in trees:
        for part in walk(tree):
            _capital(found, where, part)
    _spread(found)
    return found


def _law(found: Facts, where: Where, item: Expr) -> None:
    r"""``w_i(0) \sim N(0, I_d)`` is Gaussian, a uniform sign Rademacher; another law is only random."""
    if item.head != "chain" or "~" not in item.relations:
        return
    place = item.relations.index("~")
    law = item.args[place + 1]
    for term in item.args[: place + 1]:
        use = occurrence(term)
        if use is not None and law.head == "law":
            standard = law.name == "N" and len(law.args) == 2 and law.args[0] == number(0) and _is_unit(law.args[1])
            signs = {part.head == "neg" for part in law.args} == {True, False} and len(law.args) == 2
            name = "gaussian" if standard else "rademacher" if signs and law.name.lower() != "n" else ""
            found.laws.setdefault(use.name, (name, where))
            found.random.setdefault(use.name, ("its law is printed", where))


def _is_unit(spread: Expr) -> bool:
    return spread == number(1) or (spread.args[0] if spread.head == "entry" else spread).name == "I"


def _definition(found: Facts, where: Where, item: Expr) -> None:
    """What a chain defines, by which symbols; a sign printed behind the definition is of what it defines."""
    if item.head != "chain":
        return
    local = arguments(item)
    for place, op in enumerate(item.relations):
        left, right = item.args[place], item.args[place + 1]
        pairs = [(left, right)] if place == 0 and op in ("=", ":=") else []
        pairs += [(right, left)] if op == ":=" and place > 0 else []
        for target, body in pairs:
            target = target.args[0] if target.head == "derivative" else target
            use = occurrence(target)
            if op == ":=" and target.head == "symbol":
                found.named.setdefault(target.name, []).append((body, where))
            if use is not None and not any(part.head == "landau" for part in walk(body)):
                found.defined.setdefault(use.name, []).append((frozenset(_unaveraged(body)) - local, where))
    first, *_, last = item.args
    order = item.relations[len(item.args) - 2]
    defines = first.head == "symbol" and item.relations[0] in ("=", ":=") and len(item.args) > 2
    if defines and order in (">", ">=") and last == number(0):
        found.signs.setdefault(first.name, (positive if order == ">" else nonnegative, where))


def _unaveraged(tree: Expr) -> Iterator[str]:
    """The symbols of a tree that stand outside of every mean and probability."""
    if tree.head in AVERAGES:
        return
    if tree.head == "symbol":
        yield tree.name
    for part in tree.args:
        yield from _unaveraged(part)


def _range(found: Facts, where: Where, item: Expr) -> None:
    r"""``0 \leq s \leq t`` by itself says over what s runs."""
    if item.head != "chain" or len(item.args) != 3 or not {*item.relations} <= {"<", "<="}:
        return
    if item.args[1].head == "symbol" and item.args[0].head in ("number", "symbol"):
        found.ranged.setdefault(item.args[1].name, where)


def _time(found: Facts, where: Where, part: Expr) -> None:
    if part.head == "derivative" and part.args[1].name in MOMENTS:
        found.times.setdefault(part.args[1].name, where)
        for inside in walk(part.args[0]):
            use = occurrence(inside) if inside.head == "apply" else None
            if use is not None and any(part.args[1] == given for given in use.given):
                found.moving.setdefault(use.name, where)


def _moves(found: Facts, where: Where, part: Expr) -> None:
    """Of time is what is applied to a moment; of a step what is applied to k + 1."""
    use = occurrence(part) if part.head == "apply" else None
    if use is None or len(use.given) != 1:
        return
    given = use.given[0]
    found.by.setdefault(use.name, set()).update(given.free)
    if given.head == "add" and any(term.head in ("number", "neg") for term in given.args):
        found.stepping.setdefault(use.name, where)
        for term in given.args:
            found.stepping.setdefault(term.name, where) if term.head == "symbol" else None
    elif given.head == "symbol" and (given.name in found.times or given.name in MOMENTS):
        found.moving.setdefault(use.name, where)


def _average(found: Facts, where: Where, part: Expr) -> None:
    r"""``\mathbb{E}[X]`` and ``\mathrm{Var}(X)`` of one symbol alone: it is random."""
    alone = occurrence(part.args[0]) if part.head in ("E", "Var") else None
    if alone is not None:
        found.random.setdefault(alone.name, ("a mean of it is taken", where))


def _capital(found: Facts, where: Where, part: Expr) -> None:
    """Something in a mean is random: where nothing else is, the one capital letter there is."""
    if part.head not in AVERAGES or any(inside.head == "law" for inside in walk(part)):
        return
    names = part.args[0].free
    capital = [name for name in names if name[0].isupper()]
    if len(capital) == 1 and not names & found.random.keys():
        found.random[capital[0]] = ("convention: it is the capital letter in a mean", where)


def _spread(found: Facts) -> None:
    """What is defined by something random is random."""
    moved = True
    while moved:
        moved = False
        for name, bodies in found.defined.items():
            for body, where in bodies:
                if name not in found.random and body & found.random.keys():
                    by = min(body & found.random.keys())
                    found.random[name] = (f"it is defined by {by}, which is random", where)
                    moved = True
