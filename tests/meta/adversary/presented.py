"""A fact and its false neighbour as they stand in notes: named, in chains, cited, among other parts, with errata."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from random import Random

from adversary import calculus, chance, models, scalars, sums, vectors
from adversary.arithmetic import Unknown
from adversary.claims import Case, Model, Words, claim
from adversary.facts import Pair, latex_of, pair
from adversary.oracle import truth as holds
from adversary.terms import Scene, value
from ntkprops.language import real
from ntkprops.language.reader import read
from ntkprops.statement import RULES, Erratum, Ledger, Row, Statement, assume, cite, definition
from ntkprops.statement.model import Reason

FACTS = (*scalars.FACTS, *sums.FACTS, *vectors.FACTS, *chance.FACTS, *calculus.FACTS)
Told = Callable[[Pair, tuple[Reason, ...], Random], tuple[Case, ...]]


def _relation(text: str) -> tuple[str, str, str] | None:
    r"""Both sides of a formula with one ``\leq`` or one ``=`` outside all brackets."""
    for printed in (r" \leq ", " = "):
        sides = text.split(printed)
        if len(sides) == 2 and all(side.count("[") == side.count("]") for side in sides) and "forall" not in text:
            return sides[0], printed, sides[1]
    return None


def _told(tell: Told) -> Callable[[Random], tuple[Case, ...]]:
    """The generator that tells a random fact in one way."""

    def cases(rng: Random) -> tuple[Case, ...]:
        for _ in range(20):
            fact = rng.choice(FACTS)
            found = pair(fact, rng) if fact.false else None
            told = tell(found, fact.by, rng) if found is not None else ()
            if told:
                return told
        return ()

    return cases


def _both(found: Pair, by: tuple[Reason, ...], make: Callable[[str], Case]) -> tuple[Case, ...]:
    return (
        replace(make(found.true), truth=True, instance=found.holds),
        replace(make(found.false), truth=False, instance=found.fails),
    )


def beside_a_true_part(found: Pair, by: tuple[Reason, ...], rng: Random) -> tuple[Case, ...]:
    """Two conclusions, of which one may be false: in one formula, or in two."""
    parts = [found.true, found.false] if rng.random() < 0.5 else [found.false, found.true]
    then = (", ".join(parts),) if rng.random() < 0.5 and "forall" not in "".join(parts) else tuple(parts)
    return (claim(found.words, *then, truth=False, given=found.given, by=by, instance=found.fails),)


def given_the_fact(found: Pair, by: tuple[Reason, ...], rng: Random) -> tuple[Case, ...]:
    """What is true anyhow is given, and its false neighbour concluded."""
    given = (*found.given, found.true) if rng.random() < 0.5 else (found.true, *found.given)
    return (claim(found.words, found.false, truth=False, given=given, by=by, instance=found.fails),)


def citing_the_fact(found: Pair, by: tuple[Reason, ...], rng: Random) -> tuple[Case, ...]:
    """The true fact is a lemma, proved or assumed, and its false neighbour cites it."""
    lemma = Statement("lemma", given=found.given, then=(found.true,), by=rng.choice((by, (assume("a book"),))))
    return _both(found, by, lambda text: claim(found.words, text, truth=None, given=found.given, by=(cite("lemma"), *by), before=(lemma,)))


def lending_without_its_hypotheses(found: Pair, by: tuple[Reason, ...], rng: Random) -> tuple[Case, ...]:
    """A lemma is cited where what it is given does not hold; its conclusion alone is false there."""
    if not found.given:
        return ()
    lemma = Statement("lemma", given=found.given, then=(found.true,), by=(assume("a book"),))
    bare = Statement("claim", then=(found.true,))
    instance = models.found(rng, bare, found.words.notation(), breaking=True, tries=200)
    if instance is None:
        return ()
    return (claim(found.words, found.true, truth=False, by=(cite("lemma"), *by), before=(lemma,), instance=instance),)


def in_a_ledger(found: Pair, by: tuple[Reason, ...], rng: Random) -> tuple[Case, ...]:
    """The rows of a proof, the second of which continues the first; the claim cites the last."""
    cases = []
    for text, truth, instance in ((found.true, True, found.holds), (found.false, False, found.fails)):
        sides = _relation(text)
        if sides is None or not found.shifts:
            return ()
        left, op, right = sides
        number = latex_of(Fraction(rng.randint(1, 9), rng.randint(1, 4)))
        rows = (Row("first", text, by=by), Row("second", rf"{op.strip()} {right} + {number} - {number}", by=(RULES["algebra"],)))
        wanted = Statement("claim", given=found.given, then=(f"{left}{op}{right} + {number} - {number}",), by=(cite("second"),))
        cases.append(Case(found.words.notation(), (wanted, Ledger(wanted, rows)), "claim", truth, instance=instance))
    return tuple(cases)


def in_one_chain(found: Pair, by: tuple[Reason, ...], rng: Random) -> tuple[Case, ...]:
    """The relation is one link of a chain of three terms."""
    sides = [_relation(text) for text in (found.true, found.false)]
    if None in sides or not found.shifts:
        return ()
    number = latex_of(Fraction(rng.randint(1, 9), rng.randint(1, 4)))

    def chained(text: str) -> Case:
        left, op, right = _relation(text) or ("", "", "")
        then = rng.choice((rf"{left} + {number} - {number} = {left}{op}{right}", rf"{left}{op}{right} = {right} + {number} - {number}"))
        return claim(found.words, then, truth=None, given=found.given, by=by)

    return _both(found, by, chained)


def named(found: Pair, by: tuple[Reason, ...], rng: Random) -> tuple[Case, ...]:
    r"""The left side has a name: by an equation or ``:=`` that is given, or by a definition of the notes."""
    if any(row.random for row in found.words.rows):
        return ()
    cases = []
    for text, truth, instance in ((found.true, True, found.holds), (found.false, False, found.fails)):
        sides = _relation(text)
        words = Words(rng, list(found.words.rows), taken=set(found.words.taken))
        if sides is None or instance is None:
            return ()
        left, op, right = sides
        name = words.new(real)
        try:
            number = value(read(left, words.notation()), Scene(words.notation(), instance, holds))
        except Unknown:
            return ()
        if isinstance(number, tuple):
            return ()
        model = Model({**instance.values, name: number}, instance.draws)
        defined = Statement("name", then=(rf"{name} = {left}",), defines=True)
        way = rng.choice(("=", ":=", "notes"))
        given = found.given if way == "notes" else (*found.given, rf"{name} {way} {left}")
        before = (defined,) if way == "notes" else ()
        cases.append(claim(words, f"{name}{op}{right}", truth=truth, given=given, by=(definition(name), *by), before=before, instance=model))
    return tuple(cases)


def with_an_erratum(found: Pair, by: tuple[Reason, ...], rng: Random) -> tuple[Case, ...]:
    """A false print and its true correction, or the reverse."""
    forms = [(found.true, True, found.holds), (found.false, False, found.fails)]
    rng.shuffle(forms)
    (old, *told), (new, *mended) = forms
    errata = (Erratum("then", 0, new, because="the other one was printed"),)
    one = claim(found.words, old, truth=told[0], given=found.given, by=by, instance=told[1], errata=errata)
    return one, replace(one, truth=mended[0], instance=mended[1], corrected=True)


def with_an_idle_erratum(found: Pair, by: tuple[Reason, ...], rng: Random) -> tuple[Case, ...]:
    """The correction adds to what is given only what is true anyhow, and the claim stays false."""
    errata = (Erratum("given", len(found.given), found.true, because="it was missing"),)
    one = claim(found.words, found.false, truth=False, given=found.given, by=by, instance=found.fails, errata=errata)
    return one, replace(one, corrected=True)


TOLD: tuple[Told, ...] = (
    beside_a_true_part, given_the_fact, citing_the_fact, lending_without_its_hypotheses, in_a_ledger, in_one_chain,
    named, with_an_erratum, with_an_idle_erratum,
)  # fmt: skip
KINDS = {tell.__name__.replace("_", "-"): _told(tell) for tell in TOLD}
