r"""Inequalities between indicators, by cases: every indicator is 0 or 1, and its relation then holds or fails.

At most ``MOST`` indicators are split; each case is a scalar question of its own. This is also how ``A implies B``
is decided: as ``1[A] <= 1[B]``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

import sympy as sp

from ntkprops.derivation.terms import tidy
from ntkprops.language.tree import Expr
from ntkprops.proof.operators import put
from ntkprops.proof.scalar import Countermodel, Inequality, Proof, Unknown
from ntkprops.proof.why import Why, quote_event
from ntkprops.proof.workspace import Answer, Workspace
from ntkprops.verdict import Kind

MOST = 8
NEGATED = {"<=": ">", "=": "!="}


def decide_cases(ws: Workspace, goal: Inequality, known: Sequence[Inequality], *, search: bool = False) -> Answer:
    """``decide`` with every indicator of the goal (and of what bounds them) set to 0 and 1 in turn.

    With ``search`` a case that cannot be proved is searched for a counterexample over the atoms.
    """
    split = _indicators(ws, goal, known)
    if not split or len(split) > MOST:
        return ws.ask(goal, known) if search else _or_unknown(ws.implied(goal, known))
    used, shown, whys = set(), [], []
    goal_symbols = {s for atom in _in(ws, goal) for s in _relation_symbols(ws, atom)}
    for values in product((0, 1), repeat=len(split)):
        case = dict(zip(split, map(sp.Integer, values), strict=True))
        told = sorted(_events(ws, case), key=lambda fact: not fact.symbols & goal_symbols)
        facts = [_at(fact, case) for fact in known] + told
        if any(_is_false(fact) for fact in facts):
            whys += [fact.why for fact in facts if _is_false(fact) and isinstance(fact.why, Why)]
            continue
        settled = _at(goal, case)
        if _is_true(settled):
            continue
        rest = [fact for fact in facts if not _is_true(fact)]
        answer = ws.implied(settled, rest)
        answer = ws.impossible(rest, told) if answer is None else answer
        if answer is None:
            counter = ws.ask(settled, rest) if search else Unknown("a case is left open")
            return _named(counter, case) if isinstance(counter, Countermodel) else counter
        used |= set(answer.used)
        shown += answer.obligations
        whys += answer.why.premises if isinstance(answer.why, Why) else ()
    return Proof(
        kind=Kind.RULE,
        certificate=(),
        used=tuple(sorted(used)),
        steps=(f"by the {2 ** len(split)} cases of {len(split)} indicators",),
        obligations=tuple(dict.fromkeys(shown)),
        why=Why("cases", lambda: (ws.written(goal), _written(ws, split)), tuple(dict.fromkeys(whys))),
    )


def _written(ws: Workspace, split: Sequence[sp.Symbol]) -> tuple[Expr, ...]:
    return tuple(quote_event(ws.canon.atoms, ws.canon.atoms.key(atom)[1]) for atom in split)


def _or_unknown(proof: Proof | None) -> Answer:
    return Unknown("no proof was found") if proof is None else proof


def _named(answer: Countermodel, case: dict[sp.Symbol, sp.Integer]) -> Countermodel:
    return Countermodel(values={**answer.values, **case}, left=answer.left, right=answer.right)


def _indicators(ws: Workspace, goal: Inequality, known: Sequence[Inequality]) -> list[sp.Symbol]:
    """The indicators of the goal, and those that something known ties to them."""
    found = _in(ws, goal)
    for _ in range(2):
        for fact in known:
            here = _in(ws, fact)
            if (here & found or fact.op == "!=") and len(here | found) <= MOST:
                found = found | here
    return sorted(found, key=str)


def _in(ws: Workspace, fact: Inequality) -> set[sp.Symbol]:
    return {s for s in fact.symbols if ws.canon.atoms.key(s)[0] == "indicator"}


def _relation_symbols(ws: Workspace, atom: sp.Symbol) -> set[sp.Basic]:
    event = ws.canon.atoms.key(atom)[1]
    return set(event[2].free_symbols) if isinstance(event, tuple) and event[0] == "relation" else set()


def _events(ws: Workspace, case: dict[sp.Symbol, sp.Integer]) -> Iterator[Inequality]:
    """What the value of an indicator says about its relation."""
    for atom, value in case.items():
        event = ws.canon.atoms.key(atom)[1]
        if isinstance(event, tuple) and event[0] == "relation":
            _, op, difference = event
            yield Inequality(difference, op if value == 1 else NEGATED[op], sp.Integer(0), "case")


def _at(fact: Inequality, case: dict[sp.Symbol, sp.Integer]) -> Inequality:
    if not fact.symbols & case.keys():
        return fact
    return replace(fact, left=tidy(put(fact.left, case)), right=tidy(put(fact.right, case)))


def _is_true(fact: Inequality) -> bool:
    return _truth(fact) is True


def _is_false(fact: Inequality) -> bool:
    return _truth(fact) is False


def _truth(fact: Inequality) -> bool | None:
    """The truth of a relation between rational numbers; None where anything else occurs."""
    if not (fact.left.is_Rational and fact.right.is_Rational):
        return True if fact.left == fact.right and fact.op in ("<=", ">=", "=") else None
    left, right = fact.left, fact.right
    table = {
        "<=": left <= right,
        "<": left < right,
        ">=": left >= right,
        ">": left > right,
        "=": left == right,
        "!=": left != right,
    }
    return bool(table[fact.op])
