r"""Does one form of a claim follow from another? ``follows(judge, strong=..., weak=...)``.

Only what differs is compared: for conclusions, whether the weak ones follow from the strong; for hypotheses, whether
those of the strong follow from those of the weak; for a probability, whether it is no larger.
"""

from __future__ import annotations

from ntkprops.errors import NtkpropsError
from ntkprops.language.tree import Expr, number, relation, symbol
from ntkprops.proof.facts import Fact
from ntkprops.proof.prover import Question, prove
from ntkprops.proof.reading import CONSTANT, Reading, hypotheses, rated, relations, universal
from ntkprops.proof.scalar import Proof
from ntkprops.trial.judge import Judge


def follows(judge: Judge, *, strong: Reading, weak: Reading) -> bool:
    """Whether a claim with the conclusions, hypotheses and probability of ``weak`` follows from ``strong``."""
    if strong.for_all != weak.for_all:
        return False
    constant = symbol(CONSTANT)
    around = tuple(judge.book.always())
    have, need = (tuple(hypotheses(reading, constant)) for reading in (weak, strong))
    if not all(shown(judge, fact.relation, (*have, *fact.conditions, *around)) for fact in need if fact not in have):
        return False
    if not _likelier(judge, strong.probability, weak.probability):
        return False
    facts = (*_said(strong, constant), *have, *around)
    for tree in weak.then:
        for link, conditions, _ in relations(tree):
            if tree not in strong.then and not shown(judge, rated(link, constant), (*facts, *conditions)):
                return False
    return True


def _said(reading: Reading, constant: Expr) -> list[Fact]:
    """What a claim concludes, as facts."""
    return [
        Fact(_plain(rated(link, constant)), "the original", universal(reading, link) | names, conditions, told=True)
        for tree in reading.then
        for link, conditions, names in relations(tree)
    ]


def _plain(link: Expr) -> Expr:
    return relation(link.args[0], "=", link.args[1]) if link.name == ":=" else link


def _likelier(judge: Judge, more: Expr | None, less: Expr | None) -> bool:
    if more == less:
        return True
    return more is not None and less is not None and shown(judge, relation(less, "<=", more), ())


def hollow(judge: Judge, reading: Reading) -> bool:
    """Whether a claim says nothing: its conclusions hold with no reason and no hypothesis, or its probability is 0."""
    if reading.probability is not None and shown(judge, relation(reading.probability, "<=", number(0)), ()):
        return True
    around = tuple(judge.book.always())
    links = [link for tree in reading.then for link, _, _ in relations(tree) if link.name != ":="]
    return all(shown(judge, link, around) for link in links)


def shown(judge: Judge, link: Expr, facts: tuple[Fact, ...]) -> bool:
    """Whether a relation follows from facts without any rule or definition."""
    goal = _plain(link)
    if any(fact.relation == goal and not fact.conditions for fact in facts):
        return True
    if goal.name not in ("=", "<=", "<", ">=", ">"):
        return False
    try:
        return isinstance(prove(Question(goal, judge.book.notation, facts)), Proof)
    except NtkpropsError:
        return False


__all__ = ["follows", "hollow", "shown"]
