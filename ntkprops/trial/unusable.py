r"""Which part of a claim can no instance be held against? ``unusable(reading, notation)`` says, in a few words.

Only what is listed here has a meaning: heads that the evaluator has a rule for, relations, quantifiers, sets and laws.
Anything else, known to the reader or not, makes a claim one that is not tried; the default is a reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from ntkprops.errors import NtkpropsError
from ntkprops.language.latex import to_latex
from ntkprops.language.notation import Notation, Sort
from ntkprops.language.tree import Expr, links, walk
from ntkprops.meaning import RELATIONS, VALUED
from ntkprops.meaning.exact.values import Undetermined
from ntkprops.proof.reading import Reading
from ntkprops.trial.defined import is_whole, root
from ntkprops.trial.quantified import FLIPPED, parts, variable
from ntkprops.trial.question import given_facts
from ntkprops.trial.sets import GAUSSIAN, kind_of, law, members
from ntkprops.trial.world import Setting, Usage, World
from ntkprops.trial.worlds.interpret import Interpretation, interpret
from ntkprops.trial.worlds.laws import scalar_of_nothing
from ntkprops.trial.worlds.recognise import network_of

EVENTS = frozenset({"chain", "set", "union", "intersection", "not"})
RATES = ("O", "Omega")


def unusable(reading: Reading, notation: Notation, meant: Interpretation | None = None) -> str:
    """Why no counterexample to a claim is looked for: a part without a meaning, or a law that no instance has.

    Args:
        reading: the claim.
        notation: its symbols.
        meant: what they mean on an instance; by default by the claim alone.

    Returns:
        The first reason, empty where every part has a meaning.
    """
    if meant is None:
        meant = interpret(reading, notation, given_facts(reading, notation), {}, network=network_of(notation))
    chance = () if reading.probability is None else (reading.probability,)
    reasons = [
        *(r for tree in reading.given for r in _formula(tree, notation, is_given=True)),
        *(r for tree in reading.then for r in _formula(tree, notation, is_given=False)),
        *(r for what in reading.for_all if not _is_as_declared(what, notation) for r in _range(what, notation)),
        *(r for tree in chance for r in _value(tree, notation)),
        *filter(None, (meant.unsolved,)),
        *_laws(reading, notation, meant.world),
    ]
    return next(iter(reasons), "")


def _shown(tree: Expr) -> str:
    try:
        return to_latex(tree)
    except (NtkpropsError, LookupError, ValueError):  # no printed form
        return tree.head


def _formula(tree: Expr, notation: Notation, *, is_given: bool) -> Iterator[str]:
    quantifiers, said = parts(tree)
    for what in quantifiers:
        yield from _range(what, notation)
    for part in said:
        right = part.args[-1] if part.head == "chain" else part
        if is_given and right.head == "landau" and len(part.args) == 2 and right.name in RATES:
            yield from (r for side in (part.args[0], right.args[0]) for r in _value(side, notation))
        elif part.head in EVENTS or part.head in ("symbol", "entry"):
            yield from _event(part, notation)
        else:
            yield f"{_shown(part)} says nothing that can be true or false"


def _event(tree: Expr, notation: Notation) -> Iterator[str]:
    """What has no meaning in a relation or an event."""
    if tree.head == "chain":
        for left, op, right in links(tree):
            yield from _value(left, notation)
            yield from _related(op, right, notation)
    elif tree.head in EVENTS:
        exists = tree.args[:1] if tree.args and tree.args[0].head == "exists" else ()
        for part in tree.args[len(exists) :]:
            yield from _event(part, notation)
    elif tree.head not in ("symbol", "entry") or not _is_event(tree, notation):
        yield f"{_shown(tree)} is no event that has a meaning here"


def _is_event(tree: Expr, notation: Notation) -> bool:
    row = notation.table.get(root(tree).name)
    return row is not None and row.sort.kind == "event"


def _related(op: str, right: Expr, notation: Notation) -> Iterator[str]:
    if op in RELATIONS:
        yield from _value(right, notation)
    elif op == "in" and (kind_of(right) or (right.head == "space" and right.name == "R")):
        for part in members(right) if right.head != "space" or right.name != "R" else ():
            yield from _value(part, notation) if _is_finite(part) else ()
    elif op != "~":  # what has which law is asked of the world
        yield f"{_shown(right) if op == 'in' else op} has no meaning for an instance"


def _is_as_declared(what: Expr, notation: Notation) -> bool:
    r"""Whether a claim ranges over all values of a symbol: a family, a bare x, ``x \in \mathbb{R}^d`` of a vector."""
    if what.head != "chain" or what.name != "in" or what.args[1].head != "space" or what.args[1].name != "R":
        return what.head in ("family", "symbol")
    row, dims = notation.table.get(what.args[0].name), tuple(part.name for part in what.args[1].args)
    return row is not None and row.whole == (Sort("vector", dims) if len(dims) == 1 else Sort("real", dims))


def _range(what: Expr, notation: Notation) -> Iterator[str]:
    try:
        variable(what)
    except Undetermined:
        yield f"{_shown(what)} quantifies no symbol"
    known = what.name == "in" and what.head == "chain" and kind_of(what.args[1])
    if not known and not set(what.relations) <= FLIPPED.keys():
        yield f"{_shown(what)} is no range that has a meaning here"
    for part in what.args if what.head == "chain" and not known else ():
        yield from _value(part, notation) if _is_finite(part) else ()


def _is_finite(tree: Expr) -> bool:
    return (tree.args[0] if tree.head == "neg" else tree).name != r"\infty"


def _value(tree: Expr, notation: Notation) -> Iterator[str]:
    """What has no value in a formula, whatever the instance."""
    if tree.head in ("indicator", "Pr"):
        yield from _event(tree.args[0], notation)
    elif tree.head not in VALUED:
        yield f"{_shown(tree)} has no value on an instance"
    elif tree.head in ("maximum", "minimum") and not is_whole(tree.args[0], tree.args[3], notation):
        yield f"{tree.args[0].name} runs through real numbers in {_shown(tree)}"
    else:
        for part in tree.args:
            yield from _value(part, notation) if part.head != "dot" or tree.head != "apply" else ()


def _laws(reading: Reading, notation: Notation, world: World) -> Iterator[str]:
    """Laws and sorts of random symbols that no instance of the world has."""
    trees = (*reading.given, *reading.then)
    names = frozenset(part.name for tree in trees for part in walk(tree) if part.head == "symbol")
    random = [notation.table[name] for name in sorted(names & notation.table.keys()) if notation.table[name].random]
    for row in random:
        if row.law and row.name not in world.spellings:
            yield f"{row.name} is {row.law}, and no instance draws it"
    setting = next(iter(world.settings(Usage(names, declared=notation.table))), None)
    if setting is None:
        told = ", ".join(f"{row.name} ({row.law or row.sort.kind})" for row in random)
        yield f"no exact instance has what is declared of {told}"
    for part in (part for tree in trees for part in walk(tree) if part.head == "chain" and "~" in part.relations):
        for left, op, right in links(part):
            if op == "~" and (setting is None or not _is_drawn(left, right, setting, notation)):
                yield f"no exact instance draws {_shown(left)} with the law {_shown(right)}"


def _is_drawn(left: Expr, right: Expr, setting: Setting, notation: Notation) -> bool:
    """Whether some setting may draw the symbol with the printed law: a finite one, or the Gaussian that it has."""
    row, known = notation.table.get(root(left).name), setting.fixed.law(root(left).name)
    if row is None or known is None:
        return False
    if right.head == "law" and right.name == "Bernoulli":
        return known != GAUSSIAN
    try:
        printed = law(right, row, scalar_of_nothing)
    except Undetermined:
        return False
    return (printed == GAUSSIAN) == (known == GAUSSIAN)
