"""Attacks on ranges: union bounds left out, one time for all, shadowed and exchanged quantifiers, names that clash."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from adversary.claims import Case, Model, Words, claim
from adversary.facts import latex_of
from ntkprops.language import positive, probability, real, time
from ntkprops.statement import RULES, Ledger, Row, Statement, assume, cite
from ntkprops.statement.model import Reason

F = Fraction
HALF = F(1, 2)


def number(rng: Random, *, least: int = 1) -> Fraction:
    """A random positive rational."""
    return F(rng.randint(least, 9), rng.randint(1, least))


def _two_that_miss(level: Fraction) -> tuple[tuple[Fraction, tuple[Fraction, ...]], ...]:
    """A pair of which exactly one is beyond a level, each with probability one half."""
    return ((HALF, (level + 1, level - 1)), (HALF, (level - 1, level + 1)))


def missing_union_bound(rng: Random) -> tuple[Case, ...]:
    """For each k with probability 1 - delta, cited for all k at once."""
    words = Words(rng)
    m = words.count()
    k = words.index(m)
    Z, a, delta = words.new(over=(m,), random=True), words.new(positive), words.new(probability)
    level = number(rng)
    model = Model({m: F(2), a: level, delta: HALF}, tuple((c, {Z: pair}) for c, pair in _two_that_miss(level)))
    tail = rf"\Pr[{Z}_{k} > {a}] \leq {delta}"
    told = rng.choice(("given", "row", "lemma", "event"))
    given = () if told == "lemma" else (tail,)
    lemma = Statement("lemma", then=(tail,), by=(assume("a book"),))
    event = Statement("event", given=(tail,), then=(rf"{Z}_{k} \leq {a}",), probability=rf"1 - {delta}", by=(cite("row"),))
    rows = Ledger(event, rows=(Row("row", tail, by=(RULES["algebra"],)),))
    before = {"given": (), "lemma": (lemma,), "row": (event, rows), "event": (event, rows)}[told]
    by: tuple[Reason, ...] = {"given": (), "lemma": (cite("lemma"),), "row": (cite("row"),), "event": (cite("event"),)}[told]
    by = (*by, RULES["union_bound"], RULES["linearity"])
    then = rng.choice(
        (
            rf"{Z}_{k} \leq {a}, \forall {k} \in [{m}]",
            rf"\max_{{{k} \in [{m}]}} {Z}_{k} \leq {a}",
            rf"\forall {k} \in [{m}], {Z}_{k} \leq {a}",
        )
    )
    rest = {"by": by, "before": before, "instance": model}
    false = claim(words, then, truth=False, given=given, probability=rf"1 - {delta}", why="no union bound", **rest)
    return false, claim(words, then, truth=True, given=(tail,), probability=rf"1 - {m} {delta}", **rest)


def two_events_at_the_price_of_one(rng: Random) -> tuple[Case, ...]:
    """Two facts, each with probability 1 - delta, hold together with probability 1 - 2 delta, not 1 - delta."""
    words = Words(rng)
    X, Y, a, b = (words.new(random=place < 2) for place in range(4))
    delta = words.new(probability)
    one = Statement("one", then=(rf"{X} \leq {a}",), probability=rf"1 - {delta}", by=(assume("a book"),))
    other = Statement("other", then=(rf"{Y} \leq {b}",), probability=rf"1 - {delta}", by=(assume("a book"),))
    values = {a: number(rng), b: number(rng), delta: HALF}
    draws = ((HALF, {X: values[a] + 1, Y: values[b]}), (HALF, {X: values[a], Y: values[b] + 1}))
    then = rng.choice(((rf"{X} + {Y} \leq {a} + {b}",), (rf"{X} \leq {a}, {Y} \leq {b}",), (rf"{X} \leq {a}", rf"{Y} \leq {b}")))
    rest = {"by": (cite("one"), cite("other"), RULES["algebra"]), "before": (one, other)}
    tails = (rf"\Pr[{X} > {a}] \leq {delta}", rf"\Pr[{Y} > {b}] \leq {delta}")
    true = claim(words, *then, truth=True, given=tails, probability=rf"1 - 2 {delta}", by=(RULES["union_bound"],))
    if "+" in then[0]:
        draws = ((HALF, {X: values[a] + 3, Y: values[b]}), (HALF, {X: values[a], Y: values[b] + 3}))
    model = Model(values, draws)
    return claim(words, *then, truth=False, probability=rf"1 - {delta}", why="delta is spent twice", instance=model, **rest), true


def pointwise_to_uniform(rng: Random) -> tuple[Case, ...]:
    """A tail bound at each time is cited for all times at once."""
    words = Words(rng)
    t, a, delta = words.new(time, pool=("t", "r")), words.new(positive), words.new(probability)
    B = words.new(of=("time",), random=True)
    level = number(rng)
    early = [lambda s, first=first: level + 1 if (s < 1) == first else level - 1 for first in (True, False)]
    model = Model({t: F(3), a: level, delta: HALF}, tuple((HALF, {B: path}) for path in early))
    tail = Statement("tail", then=(rf"\Pr[{B}({t}) > {a}] \leq {delta}",), by=(assume("a book"),))
    then, for_all = rng.choice(
        (
            (rf"{B}({t}) \leq {a}, \forall {t} \geq 0", ""),
            (rf"{B}(s) \leq {a}, \forall 0 \leq s \leq {t}", ""),
            (rf"{B}(s) \leq {a} \forall s \in [0, {t}]", ""),
            (rf"{B}({t}) \leq {a}", rf"{t} \geq 0"),
            (rf"{B}(s) \leq {a}", rf"0 \leq s \leq {t}"),
        )
    )
    rest = {"by": (cite("tail"), RULES["algebra"]), "before": (tail,), "probability": rf"1 - {delta}"}
    false = claim(words, then, truth=False, for_all=for_all, why="no maximal inequality", instance=model, **rest)
    return false, claim(words, rf"{B}({t}) \leq {a}", truth=True, given=tail.then, instance=model, **rest)


def names_that_clash(rng: Random) -> tuple[Case, ...]:
    """Two lemmas with a "for all s" each are used together; the range of one is not that of the other."""
    words = Words(rng)
    b, c, e = words.new(positive), words.new(real), words.new(real)
    r, t = words.new(time, pool=("r", "z")), words.new(time, pool=("t", r"\tau"))
    s = words.take(("s", "h"))
    bound = rng.randint(1, 5)
    one = Statement("one", given=(rf"{c} = {b} {r}", rf"{b} {s} \leq {bound}, \forall 0 \leq {s} \leq {r}"), then=(rf"{c} \leq {bound}",), by=(RULES["algebra"],))
    other = Statement("other", given=(rf"{e} = {c}", rf"{c} \leq {bound} + {s}, \forall 0 \leq {s} \leq {t}"), then=(rf"{e} \leq {bound} + {t}",), by=(RULES["algebra"],))
    model = Model({b: F(bound), t: F(1), r: F(10), c: F(10 * bound), e: F(10 * bound)})
    given = (rf"{b} {t} \leq {bound}", rf"{c} = {b} {r}", rf"{e} = {c}")
    return (claim(words, rf"{e} \leq {bound} + {t}", truth=False, given=given, by=(cite("one"), cite("other")), before=(one, other), instance=model),)


def undeclared_index(rng: Random) -> tuple[Case, ...]:
    """A truism about a variable that nothing declares says nothing about a symbol that is."""
    words = Words(rng)
    m = words.count()
    t = words.new(rng.choice((time, real, positive)))
    h = words.take(("h", "l", "q"))
    given = rng.choice((rf"{h} \leq {m}, \forall {h} \in [{m}]", rf"\forall {h} \in [{m}], {h} \leq {m}", rf"{h} \geq 1, \forall {h} \in [{m}]"))
    then = rf"{t} \geq 1" if "geq" in given else rf"{t} \leq {m}"
    model = Model({m: F(2), t: F(1, 2) if "geq" in given else F(5)})
    return (claim(words, then, truth=False, given=(given,), by=(RULES["algebra"],), instance=model),)


def exchanged_quantifiers(rng: Random) -> tuple[Case, ...]:
    """For all i there is k is less than there is k for all i."""
    words = Words(rng)
    n, m = words.count(), words.count()
    i, k = words.index(n), words.index(m)
    z, a = words.new(over=(n, m)), words.new(real)
    inside = rf"{z}_{{{i} {k}}} \geq {a}"
    weak = rf"\forall {i} \in [{n}], \exists {k} \in [{m}], {inside}"
    strong = rf"\exists {k} \in [{m}], \forall {i} \in [{n}], {inside}"
    level = number(rng)
    diagonal = ((level + 1, level - 1), (level - 1, level + 1))
    model = Model({n: F(2), m: F(2), z: diagonal, a: level})
    whole = Model({n: F(2), m: F(2), z: ((level, level), (level, level)), a: level})
    by = (RULES["algebra"],)
    return (
        claim(words, strong, truth=False, given=(weak,), by=by, instance=model),
        claim(words, weak, truth=True, given=(strong,), by=by, instance=whole),
    )


def empty_range(rng: Random) -> tuple[Case, ...]:
    """What holds for all s from c to t says nothing where t is before c."""
    words = Words(rng)
    t, g, b = words.new(time, pool=("t", "r")), words.new(of=("time",)), words.new(real)
    c = number(rng)
    start = latex_of(c)
    given = rng.choice((rf"{g}(s) \leq {b}, \forall {start} \leq s \leq {t}", rf"{g}(s) \leq {b}, \forall s \in [{start}, {t}]"))
    then = rng.choice((rf"{g}({start}) \leq {b}", rf"{g}({t}) \leq {b}", rf"\exists s \in [{start}, {t}], {g}(s) \leq {b}"))
    above = Model({t: c / 2, g: lambda s: F(5) + 0 * s, b: F(1)})
    cases = [claim(words, then, truth=False, given=(given,), by=(RULES["algebra"],), instance=above)]
    inside = Model({t: c + 1, g: lambda s: F(0) * s, b: F(1)})
    cases.append(claim(words, then, truth=True, given=(given, rf"{t} \geq {start}"), by=(RULES["algebra"],), instance=inside))
    return tuple(cases)


def cited_beyond_its_range(rng: Random) -> tuple[Case, ...]:
    """A lemma for times up to one is cited at a later one."""
    words = Words(rng)
    t, T = words.new(time, pool=("t", "r")), words.new(time, pool=("z", r"\tau"))
    g, b = words.new(of=("time",)), words.new(real)
    end = number(rng)
    last = latex_of(end)
    fact = rf"{g}(s) \leq {b}, \forall 0 \leq s \leq {last}"
    lemma = Statement("lemma", then=(fact,), by=(assume("a book"),))
    if rng.random() < 0.5:
        lemma = Statement("lemma", given=(rf"{t} \leq {last}",), then=(rf"{g}({t}) \leq {b}",), by=(assume("a book"),))
    grows = Model({t: F(0), T: 2 * end, g: lambda s: s, b: end})
    by = (rng.choice((cite("lemma"), cite("lemma", {t: T}))), RULES["algebra"])
    stays = Model({t: F(0), T: end, g: lambda s: s, b: end})
    return (
        claim(words, rf"{g}({T}) \leq {b}", truth=False, by=by, before=(lemma,), instance=grows),
        claim(words, rf"{g}({T}) \leq {b}", truth=True, given=(rf"{T} \leq {last}", fact), by=by, before=(lemma,), instance=stays),
    )


def some_member_for_all(rng: Random) -> tuple[Case, ...]:
    """There is a member beyond a level: this bounds no sum, no other member and no mean."""
    words = Words(rng)
    m = words.count()
    k = words.index(m)
    z, a = words.new(over=(m,)), words.new(positive)
    level = number(rng)
    then = rng.choice((rf"\sum_{{{k}=1}}^{m} {z}_{k} \geq {m} {a}", rf"{z}_{k} \geq {a}", rf"{z}_1 \geq {a}", rf"\min_{{{k} \in [{m}]}} {z}_{k} \geq {a}"))
    model = Model({m: F(2), z: (-level, level), a: level})
    given = rf"\exists {k} \in [{m}], {z}_{k} \geq {a}"
    by = (RULES["linearity"], RULES["algebra"])
    true = rf"\max_{{{k} \in [{m}]}} {z}_{k} \geq {a}"
    return (
        claim(words, then, truth=False, given=(given,), by=by, instance=model),
        claim(words, true, truth=True, given=(given,), by=by, instance=model),
    )


ATTACKS = (
    missing_union_bound, two_events_at_the_price_of_one, pointwise_to_uniform, names_that_clash, undeclared_index,
    exchanged_quantifiers, empty_range, cited_beyond_its_range, some_member_for_all,
)  # fmt: skip
KINDS = {attack.__name__.replace("_", "-"): attack for attack in ATTACKS}
