"""Attacks on what is random: partial means, names of random things, events under means, laws, dependence."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from adversary.claims import Case, Model, Words, claim
from adversary.facts import latex_of
from ntkprops.language import nonnegative, positive, probability, real, sign
from ntkprops.statement import RULES, Ledger, Row, Statement, assume, cite, definition

F = Fraction
HALF = F(1, 2)
MEAN = (RULES["linearity"], RULES["algebra"])


def partial_mean(rng: Random) -> tuple[Case, ...]:
    """The mean over Y alone leaves X as it is."""
    words = Words(rng)
    X, Y = words.new(random=True), words.new(random=True)
    c = rng.randint(2, 9)
    then = rng.choice(
        (
            rf"\mathbb{{E}}_{{{Y}}}[{X}] = \mathbb{{E}}[{X}]",
            rf"\mathbb{{E}}[{c} {X}] = \mathbb{{E}}_{{{Y}}}[{c} {X}]",
            rf"\mathbb{{E}}_{{{Y}}}[{X}^2] \geq \mathbb{{E}}[{X}]^2",
            rf"\mathbb{{E}}_{{{Y}}}[{X} + {Y}] = \mathbb{{E}}[{X}] + \mathbb{{E}}[{Y}]",
            rf"\mathbb{{E}}_{{{X}}}[{X} {Y}] = \mathbb{{E}}[{X} {Y}]",
            rf"\Pr_{{{Y}}}[{X} \geq {c}] = \Pr[{X} \geq {c}]",
            rf"|\mathbb{{E}}_{{{Y}}}[{X}]| \leq \mathbb{{E}}[|{X}|]",
        )
    )
    by = rng.choice((MEAN, (*MEAN, RULES["jensen"], RULES["absolute_expectation"])))
    return (claim(words, then, truth=False, by=by, why="X = 0 or 10, each with probability 1/2, and Y = 1"),)


def partial_mean_of_a_sign(rng: Random) -> tuple[Case, ...]:
    """The mean over one variable is not the mean over a sign beside it."""
    words = Words(rng)
    s, Y = words.new(sign, random=True, law="rademacher"), words.new(random=True)
    then = rng.choice((rf"\mathbb{{E}}_{{{Y}}}[{s}] = 0", rf"\mathbb{{E}}_{{{Y}}}[{s} {Y}] = 0", rf"\mathbb{{E}}_{{{Y}}}[{s}]^2 = 0"))
    false = claim(words, then, truth=False, by=(RULES["gaussian_moments"], *MEAN), why="E_Y[s] = s")
    return false, claim(words, rf"\mathbb{{E}}[{s}] = 0", truth=True, by=(RULES["gaussian_moments"],))


def fixed_name_of_a_random_thing(rng: Random) -> tuple[Case, ...]:
    """What is defined by something random is random, whatever its declaration leaves out."""
    words = Words(rng)
    X, b = words.new(random=True), words.new(real)
    c = rng.randint(1, 5)
    body = rng.choice((X, f"{X}^2", f"{c} {X}", f"{X} + {c}", rf"\max\{{0, {X}\}}"))
    then = rng.choice(
        (
            rf"\mathbb{{E}}[{body}] = {body}",
            rf"\mathrm{{Var}}({b}) = 0",
            rf"\mathbb{{E}}[{b}] = {b}",
            rf"\mathbb{{E}}[{b} {X}] = {b} \mathbb{{E}}[{X}]",
        )
    )
    if rng.random() < 0.5:
        given, before = (rf"{b} := {body}",), ()
    else:
        given, before = (), (Statement("name", then=(rf"{b} = {body}",), defines=True),)
    by = (*MEAN, definition(b))
    return (claim(words, then, truth=False, given=given, by=by, before=before, why="X = 0 or 10"),)


def sure_condition_on_an_event(rng: Random) -> tuple[Case, ...]:
    """A lemma asks for a sure bound, and the bound holds with probability 1 - delta only."""
    words = Words(rng)
    X, delta = words.new(random=True), words.new(probability)
    level = F(rng.randint(1, 9))
    c = latex_of(level)
    bound, then = rng.choice(
        (
            (rf"{X} \leq {c}", rf"\mathbb{{E}}[{X}] \leq {c}"),
            (rf"|{X}| \leq {c}", rf"\mathbb{{E}}[{X}^2] \leq {level**2}"),
            (rf"|{X}| \leq {c}", rf"\mathbb{{E}}[|{X}|] \leq {c}"),
            (rf"{X}^2 \leq {c}", rf"\mathrm{{Var}}({X}) \leq {c}"),
        )
    )
    broken = {rf"{X} \leq {c}": rf"{X} > {c}", rf"|{X}| \leq {c}": rf"|{X}| > {c}", rf"{X}^2 \leq {c}": rf"{X}^2 > {c}"}[bound]
    tail = rf"\Pr[{broken}] \leq {delta}"
    lemma = Statement("lemma", given=(bound,), then=(then,), by=MEAN)
    event = Statement("event", given=(tail,), then=(bound,), probability=rf"1 - {delta}", by=(cite("row"),))
    rows = Ledger(event, rows=(Row("row", tail, by=(RULES["algebra"],)),))
    model = Model({delta: HALF}, ((HALF, {X: 9 * level}), (HALF, {X: F(0)})))
    chance = rng.choice(("", rf"1 - {delta}"))
    sure = Model({delta: HALF}, ((F(1), {X: F(0)}),))
    by = (cite("lemma"), cite("event"))
    return (
        claim(words, then, truth=False, given=(tail,), by=by, before=(lemma, event, rows), probability=chance, instance=model),
        claim(words, then, truth=True, given=(bound,), by=(cite("lemma"),), before=(lemma,), instance=sure),
    )


def markov_on_an_event(rng: Random) -> tuple[Case, ...]:
    """Markov's inequality asks for a sign that holds surely."""
    words = Words(rng)
    X, a, delta = words.new(random=True), words.new(positive), words.new(probability)
    tail = rf"\Pr[{X} < 0] \leq {delta}"
    often = Statement("often", given=(tail,), then=(rf"{X} \geq 0",), probability=rf"1 - {delta}", by=(cite("row"),))
    rows = Ledger(often, rows=(Row("row", tail, by=(RULES["algebra"],)),))
    model = Model({a: F(1), delta: HALF}, ((HALF, {X: F(1)}), (HALF, {X: F(-9)})))
    then = rf"\Pr[{X} \geq {a}] \leq \frac{{\mathbb{{E}}[{X}]}}{{{a}}}"
    given = rng.choice(((tail,), (rf"\Pr[{X} \geq 0] \geq 1 - {delta}",)))
    chance = rng.choice(("", rf"1 - {delta}"))
    by = (cite("often"), RULES["markov"])
    positive_model = Model({a: F(1), delta: HALF}, ((HALF, {X: F(1)}), (HALF, {X: F(0)})))
    return (
        claim(words, then, truth=False, given=given, by=by, before=(often, rows), probability=chance, instance=model),
        claim(words, then, truth=True, given=(rf"{X} \geq 0",), by=(RULES["markov"],), instance=positive_model),
    )


def mean_for_the_thing(rng: Random) -> tuple[Case, ...]:
    """A bound on the mean bounds no value, no square and no probability above one half."""
    words = Words(rng)
    X = words.new(random=True)
    level = F(rng.randint(1, 9))
    c = latex_of(level)
    then = rng.choice(
        (
            rf"{X} \leq {c}",
            rf"\Pr[{X} \leq {c}] \geq \frac{{1}}{{2}}",
            rf"\mathbb{{E}}[{X}^2] \leq {level**2}",
            rf"\Pr[{X} > {c}] = 0",
            rf"\mathbb{{E}}[\max\{{0, {X}\}}] \leq {c}",
        )
    )
    model = Model({}, ((F(1, 4), {X: -99 * level}), (F(3, 4), {X: 9 * level})))
    given = rf"\mathbb{{E}}[{X}] \leq {c}"
    return (
        claim(words, then, truth=False, given=(given,), by=MEAN, instance=model),
        claim(words, rf"\mathbb{{E}}[{X} - {c}] \leq 0", truth=True, given=(given,), by=MEAN, instance=model),
    )


def independence_that_nobody_gave(rng: Random) -> tuple[Case, ...]:
    """Two draws, or two events, need not be independent."""
    words = Words(rng)
    X, Y = words.new(random=True), words.new(random=True)
    then = rng.choice(
        (
            rf"\mathbb{{E}}[{X} {Y}] = \mathbb{{E}}[{X}] \mathbb{{E}}[{Y}]",
            rf"\mathrm{{Var}}({X} + {Y}) = \mathrm{{Var}}({X}) + \mathrm{{Var}}({Y})",
            rf"\Pr[{X} > 0, {Y} > 0] = \Pr[{X} > 0] \Pr[{Y} > 0]",
            rf"\mathbb{{E}}[{X}^2 {Y}^2] \leq \mathbb{{E}}[{X}^2] \mathbb{{E}}[{Y}^2]",
        )
    )
    model = Model({}, ((F(1, 4), {X: F(1), Y: F(1)}), (F(3, 4), {X: F(0), Y: F(0)})))
    return (claim(words, then, truth=False, by=(*MEAN, RULES["jensen"]), instance=model),)


def law_of_a_symbol(rng: Random) -> tuple[Case, ...]:
    r"""What ``\sim`` gives is a law: its moments follow, and no bound on one draw does."""
    words = Words(rng)
    X = words.new(random=True)
    p = F(rng.randint(1, 4), 5)
    shown = latex_of(p)
    law, true, false = rng.choice(
        (
            (r"N(0, 1)", (rf"\mathbb{{E}}[{X}] = 0", rf"\mathbb{{E}}[{X}^2] = 1", rf"\Pr[{X} \geq 0] = \frac{{1}}{{2}}"), (rf"{X} \leq 1", rf"\mathbb{{E}}[{X}^2] = 2", rf"\mathbb{{E}}[|{X}|] = 1")),
            (rf"\text{{Bernoulli}}({shown})", (rf"\mathbb{{E}}[{X}] = {shown}", rf"\mathrm{{Var}}({X}) \leq \frac{{1}}{{4}}"), (rf"{X} = 1", rf"\mathbb{{E}}[{X}] = \frac{{1}}{{7}}", rf"\mathrm{{Var}}({X}) = {shown}")),
            (r"\text{Unif}[0, 1]", (rf"\mathbb{{E}}[{X}] = \frac{{1}}{{2}}", rf"{X} \geq 0"), (rf"\mathbb{{E}}[{X}] = 1", rf"{X} \leq \frac{{1}}{{2}}", rf"{X} \geq 1")),
            (r"\text{uniform}\{-1, 1\}", (rf"\mathbb{{E}}[{X}] = 0", rf"{X}^2 = 1"), (rf"{X} = 1", rf"\mathbb{{E}}[{X}^2] = 0", rf"\mathbb{{E}}[{X}] = 1")),
        )
    )
    given = (rf"{X} \sim {law}",)
    return (
        claim(words, rng.choice(true), truth=True, given=given, by=(RULES["gaussian_moments"], *MEAN)),
        claim(words, rng.choice(false), truth=False, given=given, by=(RULES["gaussian_moments"], *MEAN), why=law),
    )


def declared_law(rng: Random) -> tuple[Case, ...]:
    """A declared Gaussian law holds of each member, and members of a family are independent."""
    words = Words(rng)
    n = words.count()
    i, j = words.index(n), words.index(n)
    g = words.new(over=(n,), random=True, law="gaussian")
    true = rng.choice((rf"\mathbb{{E}}[{g}_{i}] = 0", rf"\mathbb{{E}}[{g}_{i}^2] = 1", rf"\Pr[{g}_{i} \geq 0] = \frac{{1}}{{2}}", rf"\mathbb{{E}}[\max\{{0, {g}_{i}\}}^2] = \frac{{1}}{{2}}"))
    false = rng.choice((rf"\mathbb{{E}}[{g}_{i} {g}_{j}] = 0", rf"{g}_{i} \leq 1", rf"\mathbb{{E}}[|{g}_{i}|] = 1", rf"\Pr[\max_{{{i} \in [{n}]}} {g}_{i} \geq 0] = \frac{{1}}{{2}}", rf"\mathbb{{E}}[{g}_{i}^2 {g}_{j}^2] = 1"))
    by = (RULES["gaussian_moments"], *MEAN)
    return claim(words, true, truth=True, by=by), claim(words, false, truth=False, by=by, why="i = j, or n = 2")


def sure_fact_of_a_random_thing(rng: Random) -> tuple[Case, ...]:
    """What is given of a random thing holds surely, so that means obey it too."""
    words = Words(rng)
    X = words.new(random=True)
    level = F(rng.randint(1, 6))
    c = latex_of(level)
    model = Model({}, ((HALF, {X: level}), (HALF, {X: level + 2})))
    then = rng.choice((rf"\mathbb{{E}}[{X}] \geq {c}", rf"{X} + \mathbb{{E}}[{X}] \geq 2 \cdot {c}", rf"{X} + \exp(\mathbb{{E}}[{X}]) \geq {c} + \exp({c})", rf"\Pr[{X} \geq {c}] = 1"))
    false = rng.choice((rf"\mathbb{{E}}[{X}] > {c} + 1", rf"{X} \geq \mathbb{{E}}[{X}]", rf"\Pr[{X} > {c}] = 1", rf"\mathbb{{E}}[{X}] = {c}"))
    given = (rf"{X} \geq {c}",)
    return (
        claim(words, then, truth=True, given=given, by=MEAN, instance=model),
        claim(words, false, truth=False, given=given, by=MEAN, instance=model),
    )


def means_against_what_is_given(rng: Random) -> tuple[Case, ...]:
    """Bounds that are given of a nonnegative thing bound its mean from both sides, and a wrong one does not."""
    words = Words(rng)
    R = words.new(nonnegative, random=True)
    level = F(rng.randint(1, 6))
    c = latex_of(level)
    model = Model({}, ((HALF, {R: F(0)}), (HALF, {R: level})))
    true = rng.choice((rf"\mathbb{{E}}[{R}] \leq {c}", rf"\mathbb{{E}}[{R}^2] \leq {c} \cdot \mathbb{{E}}[{R}]", rf"\Pr[{R} > {c}] = 0"))
    false = rng.choice((rf"\mathbb{{E}}[{R}] = {c}", rf"\mathbb{{E}}[{R}^2] \leq \mathbb{{E}}[{R}]^2", rf"\mathbb{{E}}[{R}] \geq {c}"))
    given = (rf"0 \leq {R} \leq {c}",)
    return (
        claim(words, true, truth=True, given=given, by=MEAN, instance=model),
        claim(words, false, truth=False, given=given, by=MEAN, instance=model),
    )


def assumed_event_is_not_sure(rng: Random) -> tuple[Case, ...]:
    """A fact with probability 1 - delta is cited by a claim without a probability."""
    words = Words(rng)
    X, delta = words.new(random=True), words.new(probability)
    c = F(rng.randint(1, 9))
    often = Statement("often", then=(rf"{X} \leq {c}",), probability=rf"1 - {delta}", by=(assume("a book"),))
    model = Model({delta: HALF}, ((HALF, {X: c + 1}), (HALF, {X: c})))
    then = rng.choice((rf"{X} \leq {c}", rf"2 {X} \leq {2 * c}", rf"\max\{{{X}, {c}\}} = {c}", rf"\Pr[{X} \leq {c}] = 1", rf"\Pr[{X} > {c}] = 0", rf"\mathbb{{E}}[{X}] \leq {c}"))
    if "E" in then:
        model = Model({delta: HALF}, ((HALF, {X: c + 1}), (HALF, {X: c})))
    return (claim(words, then, truth=False, by=(cite("often"), *MEAN), before=(often,), instance=model),)


ATTACKS = (
    partial_mean, partial_mean_of_a_sign, fixed_name_of_a_random_thing, sure_condition_on_an_event, markov_on_an_event,
    mean_for_the_thing, independence_that_nobody_gave, law_of_a_symbol, declared_law, sure_fact_of_a_random_thing,
    means_against_what_is_given, assumed_event_is_not_sure,
)  # fmt: skip
KINDS = {attack.__name__.replace("_", "-"): attack for attack in ATTACKS}
