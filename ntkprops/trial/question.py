r"""A claim, sorted for a search: what must hold, what must fail, and which parameters are to be chosen.

``question(reading, notation, ...)`` splits the hypotheses into those about the draw and those about data
and parameters, unfolds definitions to find the parameters, and lists the simple numbers that each of them
may be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from fractions import Fraction

from ntkprops.language.notation import Notation, Sort, Symbol
from ntkprops.language.reader import read
from ntkprops.language.tree import Expr, free_symbols, walk
from ntkprops.meaning.exact.tensor import Tensor
from ntkprops.meaning.exact.values import compare
from ntkprops.proof.book import inside_the_event
from ntkprops.proof.facts import Fact, Rewrite
from ntkprops.proof.reading import CONSTANT, Reading, definitions, families, hypotheses, relations
from ntkprops.trial.quantified import parts
from ntkprops.trial.recheck import Claim, printed_claim
from ntkprops.trial.scene import Scene
from ntkprops.trial.world import Usage
from ntkprops.trial.worlds.steps import is_stepped, start_of

F = Fraction
RANGES = {
    "positive": (">", None),
    "nonnegative": (">=", None),
    "time": (">=", None),
    "probability": (">", "<"),
}


@dataclass(frozen=True)
class Goal:
    """One printed relation that a counterexample must break, under the conditions of its ``\\forall``."""

    relation: Expr
    conditions: tuple[Fact, ...]


@dataclass(frozen=True)
class Question:
    """See the module.

    ``rates`` are hypotheses with a hidden constant, ``parameters`` the numbers that we may choose, ``free`` what else:
    vectors, matrices, families, functions, and where recursions start. ``within`` is what a claim of probability says
    for all of at once, ``claim`` all that is printed. Of ``every`` goal, ``goals`` are those that order two values: a
    membership asks for an evaluator that knows sets. ``whole`` says that what holds always is asked for values too.
    """

    notation: Notation
    every: tuple[Goal, ...]
    fixed: tuple[Fact, ...]
    drawn: tuple[Fact, ...]
    rates: tuple[Fact, ...]
    definitions: Mapping[str, Sequence[Rewrite]]
    probability: Expr | None
    usage: Usage
    parameters: tuple[tuple[str, Sort], ...]
    free: tuple[Symbol, ...]
    derived: tuple[str, ...]
    is_about_draw: bool
    within: frozenset[str]
    claim: Claim
    whole: bool = False

    @property
    def goals(self) -> tuple[Goal, ...]:
        """The goals that are relations of two values."""
        return tuple(goal for goal in self.every if goal.relation.name != "in")


def printed_indices(asked: Question) -> tuple[str, ...]:
    r"""The indices of a claim of probability that are printed and not said for all of: one and the same in every draw.

    "With probability 1 - delta, a_k = 1" speaks of each k on its own; with ``\forall k`` of all k at once.
    """
    if asked.probability is None:
        return ()
    table = asked.notation.table
    names = sorted(frozenset().union(*map(free_symbols, goals_said(asked.every))) - asked.within)
    return tuple(n for n in names if (row := table.get(n)) and row.sort.kind == "index" and not row.over)


def question(
    reading: Reading,
    notation: Notation,
    *,
    facts: Sequence[Fact],
    known: Mapping[str, Sequence[Rewrite]],
    spellings: frozenset[str],
    whole: bool = False,
) -> Question:
    """The claim as a question.

    Args:
        reading: the claim.
        notation: the symbols.
        facts: every hypothesis.
        known: what is defined, by spelling.
        spellings: the symbols that the world gives values to.
        whole: whether what is spoken of in what holds always needs a value too.
    """
    defined = own_definitions(reading, notation, known)
    goals = tuple(_goals(reading))
    facts = [_ranged(fact, reading) for fact in facts]
    own = [fact for fact in facts if fact.name != "notation"]  # what holds always is not what is asked
    said = [*goals_said(goals), *([] if reading.probability is None else [reading.probability]), *_sets(reading)]
    trees = [*said, *_relations(own)]
    bodies, derived = _unfolded(trees, defined, spellings)
    spoken = _spoken(said, facts if whole else own, bodies)
    trees += [rule.body for rule in bodies]
    usage = Usage(
        frozenset().union(*map(_names, trees)),
        frozenset().union(*map(timed, trees)),
        families(reading),
        notation.table,
    )
    rates = tuple(
        fact for fact in facts if CONSTANT in _names(fact.relation) and CONSTANT not in notation.table
    )
    plain = [fact for fact in facts if fact not in rates]
    drawn = tuple(fact for fact in plain if _is_drawn([fact.relation], notation, defined))
    return Question(
        notation=notation,
        every=goals,
        fixed=tuple(fact for fact in plain if fact not in drawn),
        drawn=drawn,
        rates=rates,
        definitions=defined,
        probability=reading.probability,
        usage=usage,
        parameters=tuple(_parameters(reading, spoken - spellings - set(derived))),
        free=tuple(_free(notation, spoken, spellings, defined)),
        derived=derived,
        is_about_draw=_is_drawn([g.relation for g in goals], notation, defined),
        within=inside_the_event(reading),
        claim=printed_claim(reading, notation),
        whole=whole,
    )


def goals_said(goals: Iterable[Goal]) -> list[Expr]:
    """Every formula of the goals."""
    return [tree for goal in goals for tree in (goal.relation, *(c.relation for c in goal.conditions))]


def given_facts(reading: Reading, notation: Notation) -> list[Fact]:
    """The hypotheses of the claim and what the notation says holds throughout."""
    found = list(hypotheses(reading, Expr("symbol", name=CONSTANT)))
    for text in notation.always:
        for link, conditions, variables in relations(read(text, notation)):
            indices = {
                n
                for n in free_symbols(link)
                if (row := notation.table.get(n)) and row.sort.kind == "index" and not row.over
            }
            found.append(Fact(link, "notation", frozenset(indices | variables), conditions))
    return found


def own_definitions(
    reading: Reading, notation: Notation, known: Mapping[str, Sequence[Rewrite]]
) -> dict[str, list[Rewrite]]:
    """What the claim itself defines, before what the lecture does."""
    own: dict[str, list[Rewrite]] = {}
    for tree in (*reading.given, *reading.then):
        if any(":=" in part.relations for part in walk(tree)) and not _is_partial(tree):
            for name, rule in definitions(tree, notation):
                own.setdefault(name, []).append(rule)
    return {name: [*own.get(name, ()), *known.get(name, ())] for name in {**own, **known}}


def _is_partial(tree: Expr) -> bool:
    """Whether a definition is said for a part of its arguments only, so that it may not be unfolded everywhere."""
    return any(what.head == "chain" and what.args[-1].head != "space" for what in parts(tree)[0])


def _goals(reading: Reading) -> Iterable[Goal]:
    for tree in reading.then:
        for link, conditions, _ in relations(tree):
            if link.name in (":=", "~", "approx") or any(part.head == "landau" for part in walk(link)):
                continue
            yield Goal(link, conditions)


def _sets(reading: Reading) -> Iterable[Expr]:
    r"""What memberships speak of: both sides of what is given, the sets of quantifiers."""
    for tree in (*reading.given, *reading.then, *(Expr("forall", (what,)) for what in reading.for_all)):
        quantifiers, said = parts(tree)
        yield from (what.args[1] for what in quantifiers if what.name == "in")
        yield from (part for part in said if "in" in part.relations)


def _ranged(fact: Fact, reading: Reading) -> Fact:
    r"""A hypothesis about a time that the claim's ``0 \leq s \leq t`` binds is taken for all such times."""
    ranges = list(hypotheses(replace(reading, given=()), Expr("symbol", name=CONSTANT)))
    table = reading.scope.notation.table
    bound = {n for h in ranges for n in _names(h.relation) if n in reading.scope.bound and n not in table}
    names = (bound & _names(fact.relation)) - fact.universal
    if not names or fact in ranges:
        return fact
    return replace(fact, universal=fact.universal | names, conditions=(*fact.conditions, *ranges))


def _relations(facts: Iterable[Fact]) -> list[Expr]:
    return [
        tree
        for fact in facts
        for tree in (fact.relation, *_relations(fact.conditions))
        if fact.relation.name != ":="
    ]


def _unfolded(
    trees: list[Expr], defined: Mapping[str, Sequence[Rewrite]], spellings: frozenset[str]
) -> tuple[list[Rewrite], tuple[str, ...]]:
    """All definitions that the trees reach; and the scalar symbols so defined."""
    found: list[Rewrite] = []
    waiting, derived = list(trees), []
    seen: set[str] = set()
    while waiting:
        for name in sorted(_names(waiting.pop()) - seen - spellings):
            seen.add(name)
            rules = list(defined.get(name, ()))
            if any(rule.pattern.head == "symbol" for rule in rules):
                derived.append(name)
            found += rules
            waiting += [rule.body for rule in rules]
    return found, tuple(derived)


def _names(tree: Expr) -> frozenset[str]:
    return frozenset(part.name for part in walk(tree) if part.head == "symbol")


def timed(tree: Expr) -> frozenset[str]:
    """The symbols that are applied to a time other than 0, or differentiated by it."""
    found = set()
    for part in walk(tree):
        if part.head == "apply" and not (part.args[1].head == "number" and part.args[1].name == "0"):
            base = part.args[0].args[0] if part.args[0].head == "dot" else part.args[0]
            found.add(base.name)
    return frozenset(found)


def _is_drawn(trees: Iterable[Expr], notation: Notation, defined: Mapping[str, Sequence[Rewrite]]) -> bool:
    """Whether random symbols occur outside expectations and probabilities."""
    for tree in trees:
        if tree.head in ("E", "Pr", "Var"):
            continue
        row = notation.table.get(tree.name) if tree.head == "symbol" else None
        if (row is not None and row.random) or _is_drawn(tree.args, notation, defined):
            return True
    return False


def _spoken(trees: Sequence[Expr], facts: Iterable[Fact], bodies: Iterable[Rewrite]) -> frozenset[str]:
    """The free symbols of a claim, without the universal ones of its hypotheses."""
    found = frozenset().union(
        *map(free_symbols, trees), *(free_symbols(r.body) - r.variables for r in bodies)
    )
    for fact in facts:
        if fact.relation.name != ":=":
            found |= _spoken([fact.relation], fact.conditions, ()) - fact.universal
    return found


def _free(
    notation: Notation, spoken: frozenset[str], spellings: Set[str], defined: Mapping[str, Sequence[Rewrite]]
) -> Iterator[Symbol]:
    """What is spoken of, is no plain number, and has no value by itself; a recursion has a start that is free."""
    known = spellings | defined.keys()
    for row in (notation.table[name] for name in sorted(spoken & notation.table.keys())):
        if row.name not in spellings and is_stepped(defined.get(row.name, ())):
            yield replace(row, name=start_of(row.name), of=(), random=False, law="")
        elif row.name not in known and not row.random and row.sort.kind not in ("index", "event", "function"):
            yield from (row,) if row.over or row.of or not row.sort.is_scalar else ()


def _parameters(reading: Reading, spoken: frozenset[str]) -> list[tuple[str, Sort]]:
    """The free scalars that nothing fixes, in the order of their spelling, times last."""
    table = reading.scope.notation.table
    found = []
    for name in sorted(spoken - {CONSTANT}):
        row = table.get(name)
        sort = row.sort if row is not None else reading.scope.bound.get(name, Sort("positive"))
        if (row is not None and (row.over or row.of or row.sort.kind == "index")) or not sort.is_scalar:
            continue
        found.append((name, Sort("time") if row is None and sort.kind == "real" else sort))
    return sorted(found, key=lambda pair: pair[1].kind == "time")


def in_range(name: str, scene: Scene, value: object) -> bool | None:
    """Whether a derived value certainly lies in the range of its symbol's sort."""
    row = scene.notation.table.get(name)
    if row is None or row.sort.kind not in RANGES or isinstance(value, Tensor):
        return True
    low, high = RANGES[row.sort.kind]
    above = compare(value, low, F(0))  # type: ignore[arg-type]
    return above if high is None or above is not True else compare(value, high, F(1))  # type: ignore[arg-type]
