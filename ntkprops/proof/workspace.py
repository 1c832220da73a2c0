r"""The state of one proof attempt: the canonical forms, what is known so far, and how to ask for more.

``Workspace`` is what every rule sees. It wraps each call of the scalar prover, so that nothing enters a proof past it,
and it remembers which named facts were used. Facts about dummies (``#1``) hold for every value in their range.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import sympy as sp

from ntkprops.derivation.judgment import Formula, Source
from ntkprops.language.notation import Notation
from ntkprops.language.tree import Expr, relation
from ntkprops.proof.atoms import Key, dummies
from ntkprops.proof.canon import Canon
from ntkprops.proof.facts import Fact, Rewrite, rewriter
from ntkprops.proof.linear import Linear
from ntkprops.proof.operators import put
from ntkprops.proof.scalar import Countermodel, Inequality, Obligation, Proof, Unknown, decide, implied
from ntkprops.proof.why import Why, quote

Answer = Proof | Countermodel | Unknown
STAGES = ((1, 2), (3, 2), (3, 10**6))  # how far from the goal, and how large a definition, is looked at first
LIMIT = 160  # known facts kept at most; a proof that needs more is not found


@dataclass
class Workspace:
    """One goal, the facts allowed for it, and everything known so far.

    Args:
        notation: the symbols.
        facts: trees that may be used, with their variables.
        rewrites: definitions and cited equations.
        rules: names of the rules that the row gives as reasons.
    """

    notation: Notation
    facts: tuple[Fact, ...]
    rewrites: tuple[Rewrite, ...] = ()
    rules: frozenset[str] = frozenset()
    canon: Canon = field(init=False)
    known: dict[tuple[sp.Expr, str], Inequality] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)
    goal: Inequality | None = None
    entries: tuple[str, ...] = ()  # the fresh indices of a goal between vectors
    printed: Expr | None = None  # the goal as a tree
    effort: int = 1  # of the scalar prover; raised once nothing more can be learned
    asked: dict[tuple[Inequality, frozenset[Inequality]], Answer] = field(default_factory=dict)
    shown: dict[tuple[Inequality, frozenset[Inequality], int], Proof | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.canon = Canon(self.notation, rewriter(self.rewrites), self.rules)

    @property
    def is_conditional(self) -> bool:
        """Whether something here holds only on an event, so that no average over the draw may be taken."""
        return any(not fact.sure for fact in self.facts)

    def inequality(self, stated: Expr, name: str = "", why: Why | None = None) -> Inequality:
        """A two-term scalar relation in canonical form."""
        left, right = stated.args
        op = {":=": "="}.get(stated.name, stated.name)
        return Inequality(self.canon.scalar(left), op, self.canon.scalar(right), name, why)

    def learn(self, fact: Inequality) -> bool:
        """Add what a rule or a citation gives; False where it says nothing new."""
        difference = sp.expand(fact.left - fact.right)
        if fact.op in (">=", ">"):
            difference = sp.expand(-difference)
        key = (difference, fact.op.replace(">", "<"))
        if key in self.known or difference.is_Number or len(self.known) >= LIMIT:
            return False
        self.known[key] = fact
        return True

    def told(self, fact: Inequality) -> Inequality:
        """A range, or anything else that is supposed where it is used, with its reason."""
        return replace(fact, why=Why("fact", lambda: (Source("local", formula=Formula(self.written(fact))), ())))

    def live(self) -> set[sp.Symbol]:
        """Every atom that the goal or something known mentions, looking into sums, norms and expectations."""
        facts = (*self.known.values(), *([self.goal] if self.goal is not None else []))
        return self.reach([side for fact in facts for side in (fact.left, fact.right)])

    def above(self) -> set[sp.Symbol]:
        """What the larger side of the goal mentions."""
        if self.goal is None:
            return set()
        return self.reach([self.goal.right if self.goal.op in ("<=", "<", "=") else self.goal.left])

    def reach(self, parts: Sequence[object]) -> set[sp.Symbol]:
        """Every atom that the expressions mention, looking inside atoms; of a probability also its indicator."""
        found: set[sp.Symbol] = set()
        todo = list(parts)
        while todo:
            part = todo.pop()
            if isinstance(part, sp.Basic):
                fresh = [s for s in part.free_symbols if isinstance(s, sp.Symbol) and s not in found]
                found.update(fresh)
                keys = [self.canon.atoms.info[s].key for s in fresh if s in self.canon.atoms.info]
                events = [self.canon.atoms.symbols[("indicator", key[1])] for key in keys if key[0] == "Pr"]
                todo += [*keys, *events]
            elif isinstance(part, Linear):
                todo.append(part.terms)
            elif isinstance(part, tuple):
                todo += list(part)
        return found

    def keyed(self, kind: str) -> Iterator[tuple[sp.Symbol, Key]]:
        """The live atoms of one kind with their keys, in a fixed order."""
        info = self.canon.atoms.info
        for atom in sorted(self.live(), key=str):
            if atom in info and info[atom].key[0] == kind:
                yield atom, info[atom].key

    def ask(self, goal: Inequality, given: Sequence[Inequality]) -> Answer:
        """The scalar prover's answer, a counterexample over the atoms included."""
        key = (goal, frozenset(given))
        if key not in self.asked:
            proof = self.implied(goal, given)
            self.asked[key] = proof if proof is not None else self._decided(goal, given)
        return self.asked[key]

    def _decided(self, goal: Inequality, given: Sequence[Inequality]) -> Answer:
        """What the search for a counterexample says; it may end with a proof, too."""
        answer = decide(*self._prepared(goal, given, *STAGES[-1]))
        return self._explained(answer, goal, given) if isinstance(answer, Proof) else answer

    def implied(self, goal: Inequality, given: Sequence[Inequality]) -> Proof | None:
        """A proof, or None: from what is nearest to the goal first, then from further away."""
        key = (goal, frozenset(given), self.effort)
        if key not in self.shown:
            attempts = (self._attempted(goal, given, stage) for stage in STAGES[: self.effort + 1])
            self.shown[key] = next((proof for proof in attempts if proof is not None), None)
        return self.shown[key]

    def _attempted(self, goal: Inequality, given: Sequence[Inequality], stage: tuple[int, int]) -> Proof | None:
        """A proof at one stage, with why it holds."""
        settled, facts = self._prepared(goal, given, *stage)
        proof = implied(settled, facts, effort=self.effort)
        if proof is None:
            return None
        labels = [fact.label for fact in facts if fact.label in proof.used]
        if len(set(labels)) < len(labels):
            apart = implied(settled, _told_apart(facts), effort=self.effort)
            proof = proof if apart is None else apart
        return self._explained(proof, goal, given)

    def _explained(self, proof: Proof, goal: Inequality, given: Sequence[Inequality]) -> Proof:
        """A proof of the scalar prover, with the facts that it used and the equations that were put into them."""
        used = [fact for obligation in proof.obligations for fact in obligation.given]
        return replace(_named_again(proof), why=self.step(goal, [*used, *self._put_in(goal, used, given)]))

    def step(self, goal: Inequality, facts: Iterable[Inequality], *more: Why) -> Why:
        """Why a relation holds by arithmetic from facts."""
        premises = dict.fromkeys(fact.why for fact in facts if isinstance(fact.why, Why))
        return Why("scalar", lambda: (self.written(goal),), (*premises, *more))

    def written(self, one: Inequality) -> Expr:
        """A relation between canonical forms as a tree."""
        return relation(quote(self.canon.atoms, one.left), one.op, quote(self.canon.atoms, one.right))

    def _put_in(self, goal: Inequality, used: Sequence[Inequality], given: Sequence[Inequality]) -> list[Inequality]:
        """The equations that may have been put into a goal and the facts that a proof used."""
        whys = {fact.why for fact in used}
        reached = set(goal.symbols).union(*(fact.symbols for fact in given if fact.why in whys))
        found: list[Inequality] = []
        waiting, grew = [fact for fact in given if fact.op == "="], True
        while grew:
            more = [fact for fact in waiting if _defined_by(fact) & reached]
            grew = bool(more)
            found += more
            waiting = [fact for fact in waiting if fact not in more]
            reached = reached.union(*(fact.symbols for fact in more))
        return found

    def impossible(self, given: Sequence[Inequality], told: Sequence[Inequality]) -> Proof | None:
        """A proof that one of the relations a case tells contradicts the rest, or None."""
        for fact in told:
            proof = self.implied(fact.negated(), [other for other in given if other != fact])
            if proof is not None:
                return proof
        return None

    def _prepared(
        self, goal: Inequality, given: Sequence[Inequality], hops: int, size: int
    ) -> tuple[Inequality, list[Inequality]]:
        """The goal and the hypotheses within ``hops`` of it, equals replaced by what they equal.

        An equation whose value has more than ``size`` operations is left aside: a definition may not be needed.
        """
        near = [fact for fact in self._near(goal, [*given], hops) if fact.op != "=" or _operations(fact) <= size]
        near += self.built_in(goal, near)
        equal = {**_roots(near), **self.equals(near)}
        return replaced(goal, equal), [
            fact for fact in (replaced(fact, equal) for fact in near) if fact.left != fact.right
        ]

    def _near(self, goal: Inequality, given: list[Inequality], hops: int) -> list[Inequality]:
        """Hypotheses that reach the goal over at most ``hops`` shared atoms; plain symbols do not count as shared."""
        reached, chosen = self._opaque(goal) or set(goal.symbols), []
        for _ in range(hops):
            fresh = [fact for fact in given if fact not in chosen and (self._opaque(fact) or fact.symbols) & reached]
            chosen += fresh
            reached = reached.union(*(self._opaque(fact) for fact in fresh)) if fresh else reached
        plain = set().union(goal.symbols, *(fact.symbols for fact in chosen))
        return [fact for fact in given if fact in chosen or (not self._opaque(fact) and fact.symbols & plain)]

    def _opaque(self, fact: Inequality) -> set[sp.Symbol]:
        return {s for s in fact.symbols if s in self.canon.atoms.info and not self.canon.atoms.is_plain(s)}

    def _is_plain(self, side: sp.Expr) -> bool:
        return not isinstance(side, sp.Symbol) or side not in self.canon.atoms.info or self.canon.atoms.info[side].plain

    def equals(self, given: Sequence[Inequality]) -> dict[sp.Symbol, sp.Expr]:
        """What the hypotheses say a single symbol equals, each in terms of symbols that stay."""
        equal: dict[sp.Symbol, sp.Expr] = {}
        for fact in given:
            sides = [(fact.left, fact.right), (fact.right, fact.left)]
            for one, other in sorted(sides, key=lambda pair: self._is_plain(pair[0])):  # an atom before a plain symbol
                value = put(other, equal)
                if fact.op == "=" and isinstance(one, sp.Symbol) and one not in equal and one not in value.free_symbols:
                    equal = {symbol: put(known, {one: value}) for symbol, known in equal.items()}
                    equal[one] = value
                    break
        return equal

    def built_in(self, goal: Inequality, given: Sequence[Inequality]) -> list[Inequality]:
        """What the sorts say: probabilities and indicators are at most 1, counts at least 1."""
        symbols = sorted({s for fact in (goal, *given) for s in fact.symbols}, key=str)
        facts: list[Inequality] = []
        for s in symbols:
            info = self.canon.atoms.info.get(s)
            row = self.notation.table.get(s.name)
            if info is None:
                continue
            if info.key[0] in ("Pr", "indicator"):
                facts.append(Inequality(s, "<=", sp.Integer(1), "a probability is at most 1"))
            elif info.plain and row is not None and row.sort.kind == "probability":
                facts.append(Inequality(s, "<", sp.Integer(1), f"{s.name} < 1"))
        return facts

    def about(self, names: frozenset[str]) -> list[Inequality]:
        """What is known without speaking of any dummy but those in ``names``."""
        return [
            fact
            for fact in self.known.values()
            if dummies(self.canon.atoms.names(fact.left) | self.canon.atoms.names(fact.right)) <= names
        ]


def _roots(given: Sequence[Inequality]) -> dict[sp.Expr, sp.Expr]:
    """``sqrt(e) = v`` for every known ``v^2 = e`` with ``v >= 0``."""
    squares = [(f.left, f.right) for f in given if f.op == "="] + [(f.right, f.left) for f in given if f.op == "="]
    found = {}
    for square, value in squares:
        root, power = square.as_base_exp()
        if power == 2 and root.is_Symbol and root.is_nonnegative and not value.is_Symbol:
            found[sp.sqrt(value)] = root
    return found


APART = re.compile("\u2063[0-9]+")  # behind a name, where several facts have it


def _told_apart(facts: Sequence[Inequality]) -> list[Inequality]:
    """Facts under names of their own, so that a proof uses no more of them than it needs."""
    return [replace(fact, name=f"{fact.label}\u2063{place}") for place, fact in enumerate(facts)]


def _named_again(proof: Proof) -> Proof:
    """A proof with the names that its facts had."""
    obligations = tuple(
        Obligation(one.goal, tuple(replace(fact, name=APART.sub("", fact.name)) for fact in one.given))
        for one in proof.obligations
    )
    used = tuple(dict.fromkeys(APART.sub("", name) for name in proof.used))
    return replace(proof, used=used, steps=tuple(APART.sub("", line) for line in proof.steps), obligations=obligations)


def _defined_by(fact: Inequality) -> set[sp.Basic]:
    """The symbols that an equation may stand for: a side of its own, or of which a side is the square."""
    sides = (fact.left, fact.right)
    return {side for side in sides if side.is_Symbol}.union(*(s.free_symbols for s in sides if s.is_Pow or s.is_Add))


def _operations(fact: Inequality) -> int:
    return int(sp.count_ops(fact.left) + sp.count_ops(fact.right))


def replaced(fact: Inequality, equal: Mapping[Any, sp.Expr]) -> Inequality:
    """The inequality with symbols, and roots of known squares, replaced by what they equal."""
    if not fact.symbols & set().union(*(key.free_symbols for key in equal)):
        return fact
    return replace(fact, left=put(fact.left, equal), right=put(fact.right, equal))
