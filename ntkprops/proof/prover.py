r"""Does a relation follow from facts by named rules? ``prove(question)``.

The prover saturates: instances of the facts that speak of what the goal speaks of, what each rule gives on them, what
monotonicity lifts; after every round the scalar prover is asked. It never guesses: it returns a ``Proof``, a
countermodel over the opaque atoms (the reasons do not give the goal), or ``Unknown``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial

import sympy as sp

from ntkprops.derivation.definitions import bare
from ntkprops.errors import FormulaError
from ntkprops.language.notation import Notation, Sort
from ntkprops.language.tree import Expr, number, relation, symbol
from ntkprops.proof.atoms import dummies, dummy_sort, fresh
from ntkprops.proof.cases import decide_cases
from ntkprops.proof.components import component
from ntkprops.proof.facts import Fact, Rewrite, supposed
from ntkprops.proof.growth import growth
from ntkprops.proof.inclusion import inclusions
from ntkprops.proof.instances import instances, speaks_of, variables
from ntkprops.proof.lift import lifts
from ntkprops.proof.linear import Linear
from ntkprops.proof.operators import put
from ntkprops.proof.rules import ALWAYS, APPLY, OF_THE_DRAW
from ntkprops.proof.scalar import Inequality, Obligation, Proof
from ntkprops.proof.vectors import dimensions
from ntkprops.proof.why import Why, because
from ntkprops.proof.workspace import Answer, Workspace
from ntkprops.verdict import Kind

ROUNDS = 4
ENTRIES = "entry by entry"


@dataclass(frozen=True)
class Question:
    """A two-term relation, the facts it may use, and the rules named as its reasons.

    Where it is not asked ``thoroughly``, no countermodel is looked for.
    """

    goal: Expr
    notation: Notation
    facts: tuple[Fact, ...] = ()
    rewrites: tuple[Rewrite, ...] = ()
    rules: frozenset[str] = frozenset()
    events: tuple[Rewrite, ...] = field(default=())
    depth: int = 0
    thoroughly: bool = True
    settled: dict[tuple[Fact, tuple[Fact, ...]], Why | None] = field(default_factory=dict, compare=False)


@lru_cache(maxsize=4096)
def prove(question: Question) -> Answer:
    """The answer to a question; see the module. It depends on the question alone: an equal one is not asked twice."""
    ws = Workspace(question.notation, question.facts, question.rewrites, question.rules)
    goal = _scalar_goal(ws, question.goal)
    answer = goal if isinstance(goal, Proof) else _sought(ws, question, goal)
    if isinstance(answer, Proof) and isinstance(goal, Inequality) and goal.name == ENTRIES:
        answer = replace(answer, why=because("entrywise", question.goal, ws.entries, premises=_whys(answer)))
    return answer


def _sought(ws: Workspace, question: Question, goal: Inequality) -> Answer:
    """The answer for a goal between scalars, whether or not its sides are defined."""
    ws.goal, ws.printed = goal, question.goal
    answer = _identity(ws, goal)
    for _ in _rounds(ws, question):
        if isinstance(answer, Proof):
            return answer
        answer = _attempt(ws, goal)
    if not isinstance(answer, Proof):
        ws.effort = 2
        answer = _attempt(ws, goal)
    if isinstance(answer, Proof) or question.depth > 0 or not question.thoroughly:
        return answer
    return decide_cases(ws, goal, ws.about(_dummies(ws, goal)), search=True)


def saturated(question: Question) -> Workspace | None:
    """Everything that is known about a goal after the last round; None where it is no scalar relation."""
    ws = Workspace(question.notation, question.facts, question.rewrites, question.rules)
    goal = _scalar_goal(ws, question.goal)
    if isinstance(goal, Proof):
        return None
    ws.goal, ws.printed = goal, question.goal
    for _ in _rounds(ws, question):
        pass
    return ws


def _rounds(ws: Workspace, question: Question) -> Iterator[None]:
    """Learns more and more about the goal; yields whenever it is worth asking again."""
    for _ in range(ROUNDS):
        before = len(ws.known)
        for whole, printed in list(ws.canon.noticed.items()):
            ws.learn(Inequality(whole, ">=", sp.Integer(0), "a sum of nonnegative terms", _nonnegative(printed)))
        for fact in _given(ws, question):
            ws.learn(fact)
        for found in _from_rules(ws, question):
            ws.learn(found)
        yield
        for found in list(lifts(ws)):
            ws.learn(found)
        if len(ws.known) == before:
            return
        yield


def _nonnegative(printed: Expr) -> Why:
    """A sum or a mean of what is nonnegative by its form is so: it is monotone."""
    body = printed.args[-1] if printed.head == "sum" else printed.args[0]
    inside = because("scalar", relation(number(0), "<=", body))
    zero = replace(printed, args=(*printed.args[:-1], number(0))) if printed.head == "sum" else Expr("E", (number(0),))
    return because("monotone", zero, "<=", body, premises=(inside,))


def _attempt(ws: Workspace, goal: Inequality) -> Answer:
    """The goal from all that is known; else over one middle term that is known to lie above its smaller side."""
    known = ws.about(_dummies(ws, goal))
    answer = decide_cases(ws, goal, known)
    if not isinstance(answer, Proof):
        raised = _over_lines(ws, goal, known)
        answer = answer if raised is None else raised
    if isinstance(answer, Proof) or goal.op not in ("<=", "<"):
        return answer
    for fact in known:
        if fact.op in ("<=", "<", "=") and fact.left == goal.left and fact.right != goal.right:
            middle = Inequality(fact.right, goal.op, goal.right, goal.name)
            rest = ws.implied(middle, known)
            if rest is not None:
                return replace(
                    rest,
                    why=ws.step(goal, [fact], *_whys(rest)),
                    used=tuple(sorted({*rest.used, fact.name})),
                    steps=(f"{fact}  ({fact.name})", *rest.steps),
                    obligations=(*rest.obligations, Obligation(goal, (fact, middle))),
                )
    return answer


def _over_lines(ws: Workspace, goal: Inequality, known: list[Inequality]) -> Proof | None:
    """The goal with its smaller side raised by ``log p <= p``: polynomials are easier to compare than logarithms."""
    rises = goal.op in ("<=", "<")
    small, large = (goal.left, goal.right) if rises else (goal.right, goal.left)
    logs = {log: log.args[0] for log in small.atoms(sp.log)}
    if not logs or goal.op not in ("<=", "<", ">=", ">"):
        return None
    raised = Inequality(small, "<=", put(small, logs), "log upper line")
    rest = Inequality(raised.right, goal.op if rises else goal.op.replace(">", "<"), large)
    proofs = [ws.implied(part, known) for part in (raised, rest)]
    if proofs[0] is None or proofs[1] is None:
        return None
    first, second = proofs[0], proofs[1]
    return Proof(
        kind=Kind.RULE,
        certificate=(*first.certificate, *second.certificate),
        used=tuple(sorted({*first.used, *second.used})),
        steps=(*first.steps, *second.steps),
        obligations=(*first.obligations, *second.obligations, Obligation(goal, (raised, rest))),
        why=ws.step(goal, [], *_whys(first), *_whys(second)),
    )


def _dummies(ws: Workspace, goal: Inequality) -> frozenset[str]:
    return dummies(ws.canon.atoms.names(goal.left) | ws.canon.atoms.names(goal.right))


def _scalar_goal(ws: Workspace, goal: Expr) -> Inequality | Proof:
    """The goal as a scalar inequality; an equation of vectors is compared entry by entry."""
    left, right = (ws.canon.value(arg) for arg in goal.args)
    if not isinstance(left, Linear) and not isinstance(right, Linear):
        return Inequality(left, {":=": "="}.get(goal.name, goal.name), right)
    if not (isinstance(left, Linear) and isinstance(right, Linear)) or goal.name not in ("=", ":="):
        raise FormulaError(f"{goal.name} does not relate these", span=goal.span)
    if left.terms == right.terms:
        steps = ("both sides are one linear combination",)
        return Proof(kind=Kind.IDENTITY, steps=steps, why=because("scalar", replace(goal, name="=")))
    return _entrywise(ws, left, right)


def _entrywise(ws: Workspace, left: Linear, right: Linear) -> Inequality:
    canon = ws.canon
    dims = dimensions(canon, left) or dimensions(canon, right) or ("n",) * (2 if left.kind == "matrix" else 1)
    ws.entries = tuple(fresh(str(place), Sort("index", (dim,))) for place, dim in enumerate(dims, start=1))
    indices = tuple(map(symbol, ws.entries))
    return Inequality(component(canon, left, indices), "=", component(canon, right, indices), ENTRIES)


def _identity(ws: Workspace, goal: Inequality) -> Answer | None:
    if goal.op in ("=", "<=", ">=") and sp.expand(goal.left - goal.right) == 0:
        steps = ("both sides have one canonical form",)
        return Proof(kind=Kind.IDENTITY, steps=steps, obligations=(Obligation(goal),), why=ws.step(goal, []))
    return None


def _whys(proof: Proof) -> tuple[Why, ...]:
    return (proof.why,) if isinstance(proof.why, Why) else ()


def _from_rules(ws: Workspace, question: Question) -> Iterator[Inequality]:
    allowed = question.rules - OF_THE_DRAW if ws.is_conditional else question.rules
    for rule in (*ALWAYS, *(APPLY[name] for name in sorted(allowed) if name in APPLY)):
        yield from list(rule(ws))
    if "groenwall" in allowed:
        yield from growth(ws, lambda fact, extra: discharge(question, fact, extra))
    if "event_inclusion" in allowed:
        opened = partial(_prove_opened, question)
        yield from list(inclusions(ws, question.events, lambda fact: discharge(question, fact, ()), opened))


def _prove_opened(
    question: Question, conditions: tuple[Fact, ...], families: frozenset[str], event: Expr
) -> Why | None:
    """Whether an event follows from the conditions of another, nothing else being known of the bare families."""
    kept = tuple(fact for fact in question.facts if not bare(fact.relation) & families)
    goal = relation(number(1), "<=", Expr("indicator", (event,)))
    rules = question.rules - {"event_inclusion"}
    inner = replace(question, goal=goal, facts=(*kept, *conditions), rules=rules, depth=question.depth + 1, settled={})
    return _why(prove(inner))


def _why(answer: Answer) -> Why | None:
    """Why a proof holds; None where there is none."""
    if not isinstance(answer, Proof):
        return None
    return answer.why if isinstance(answer.why, Why) else because("unknown")


def _given(ws: Workspace, question: Question) -> Iterator[Inequality]:
    """The instances of the facts that share an atom with the goal or with what is known, conditions discharged."""
    live = ws.live()
    names = variables(ws)
    for fact in question.facts:
        for instance in instances(ws, fact, names):
            try:
                found = ws.inequality(instance.relation, instance.name)
            except FormulaError:
                continue  # an equation of vectors, or a fact about what this question never mentions
            if not (fact.told or speaks_of(ws, found, live)):
                continue
            shown = [_holds(ws, question, condition) for condition in instance.conditions]
            if None not in shown:
                if not instance.sure:
                    ws.unsure.add(instance.name)
                asked = [why for why in shown if why is not None][: len(fact.conditions)]
                yield replace(found, why=instance.why(asked))


def _holds(ws: Workspace, question: Question, condition: Fact) -> Why | None:
    """Why the condition of an instance holds; one between plain scalars may use the ranges of the integrals."""
    if not condition.universal and not condition.conditions and _is_plain(question, condition.relation):
        goal = ws.inequality(condition.relation)
        proof = ws.implied(goal, [*ws.known.values(), *_ranges(ws, _dummies(ws, goal))])
        if proof is not None:
            return _why(proof)
    return discharge(question, condition, ())


def _ranges(ws: Workspace, names: frozenset[str]) -> Iterator[Inequality]:
    """The range of an integration variable, if all live integrals over it agree."""
    for name in sorted(names):
        ends = {key[2:4] for _, key in ws.keyed("integral") if key[1] == name}
        if len(ends) == 1:
            low, high = ends.pop()
            variable = ws.canon.atoms.plain(name)
            yield ws.told(Inequality(low, "<=", variable, "range"))
            yield ws.told(Inequality(variable, "<=", high, "range"))


def discharge(question: Question, condition: Fact, extra: tuple[Fact, ...]) -> Why | None:
    """Why a side condition follows from the facts: by being one of them, or by a proof of its own.

    Inside such a proof a condition must be one of the facts or a plain inequality; it opens no further proof.
    """
    names = {name: symbol(fresh(name, _sort(question, name))) for name in sorted(condition.universal)}
    for fact in (*question.facts, *extra):
        if _same(condition, fact):
            return _let(names, _word_for_word(condition, fact, names), condition.conditions)
    if question.depth > 1 or (question.depth == 1 and not _is_plain(question, condition.relation)):
        return None
    key = (condition, extra)
    if key not in question.settled:
        local = condition.at(names)
        hypotheses = tuple(supposed(c.relation, c.name, told=c.told) for c in local.conditions)
        facts = (*question.facts, *hypotheses, *extra)
        inner = replace(
            question,
            goal=local.relation,
            facts=facts,
            rules=frozenset(),
            depth=question.depth + 1,
            settled={},
        )
        shown = _why(prove(inner))
        question.settled[key] = None if shown is None else _let(names, shown, local.conditions)
    return question.settled[key]


def _let(names: Mapping[str, Expr], shown: Why, conditions: tuple[Fact, ...] = ()) -> Why:
    """A proof for all values of some variables, under conditions."""
    if not names and not conditions:
        return shown
    return because("let", *((name, value.name) for name, value in names.items()), premises=(shown,))


def _word_for_word(condition: Fact, fact: Fact, names: Mapping[str, Expr]) -> Why:
    """A condition that is a fact: the fact at fresh values, its own conditions being supposed."""
    there = fact.at({name: value for name, value in names.items() if name in fact.universal})
    return there.why(supposed(one.relation, one.name).why() for one in there.conditions)


def _sort(question: Question, name: str) -> Sort:
    row = question.notation.table.get(name)
    return (
        row.sort if row is not None and row.sort.kind == "index" and not row.over else dummy_sort(name) or Sort("real")
    )


def _same(condition: Fact, fact: Fact) -> bool:
    """Whether the condition is the fact, or an instance that needs nothing more."""
    return (
        condition.relation == fact.relation
        and condition.universal <= fact.universal | (condition.universal - condition.relation.free)
        and set(fact.conditions) <= set(condition.conditions)
    )


def _is_plain(question: Question, condition: Expr) -> bool:
    """Whether a relation is between declared or bound scalars alone."""
    table = question.notation.table
    return all(
        name not in table or (table[name].sort.is_scalar and not table[name].over and not table[name].of)
        for name in condition.free
    )


__all__ = ["Question", "discharge", "prove", "saturated"]
