"""Attacks on what is cited: forbidden values, random for fixed, captured variables, rows, definitions, circles."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

from adversary.claims import Case, Model, Words, claim
from ntkprops.language import count, nonnegative, positive, probability, real, sign, time, vector
from ntkprops.statement import RULES, Erratum, Ledger, Row, Statement, assume, cite, definition

F = Fraction
ALGEBRA = (RULES["algebra"],)
MEAN = (RULES["linearity"], RULES["algebra"])

# of each sort: facts of it, a value that breaks them all where b is the number beside it, and a value that is allowed
FORBIDDEN = {
    "positive": (positive, ("{x} > 0", r"{x} + 1 > 1", r"2 {x} > {x}", r"\sqrt{{{x}^2}} + {x} > 0"), (("{b}", F(-1)), ("-{p}", None), ("{b} - {p}", F(-9)), ("0", None)), "{p}^2 + 1"),
    "nonnegative": (nonnegative, (r"{x} \geq 0", r"|{x}| = {x}", r"{x} + 1 \geq 1"), (("{b}", F(-1)), ("-{p}", None), ("{b} - 1", F(0))), "{b}^2"),
    "time": (time, (r"{x} \geq 0", r"{x} + 1 > 0", r"2 {x} \geq {x}"), (("{b}", F(-3)), ("-{p} - 1", None), ("{b} - 2", F(-1))), "{p} + 1"),
    "probability": (probability, ("{x} < 1", r"{x}^2 < {x}", r"1 - {x} > 0"), (("{b}", F(2)), ("2 {d}", None), ("1 + {p}", None), (r"\frac{{1}}{{{d}}}", None)), r"\frac{{{d}}}{{2}}"),
    "count": (count, (r"{x} \geq 1", r"{x}^2 \geq {x}", r"2 {x} \geq {x} + 1"), (("{b}", F(1, 2)), (r"\frac{{1}}{{{m} + 1}}", None), (r"\frac{{{d}}}{{2}}", None), ("{d}^2", None)), "{m} + 1"),
    "sign": (sign, (r"{x}^2 = 1", r"|{x}| = 1", r"({x} - 1)({x} + 1) = 0"), (("{b}", F(3)), ("2 {e}", None), ("{e} + 1", None), ("{p} + 1", None)), "-{e}"),
}  # fmt: skip


def value_that_the_sort_forbids(rng: Random) -> tuple[Case, ...]:
    """What holds of every value of a sort is cited at a value of another."""
    words = Words(rng)
    sort, facts, values, allowed = FORBIDDEN[rng.choice(sorted(FORBIDDEN))]
    letters = {"b": words.new(real), "p": words.new(positive), "d": words.new(probability), "m": words.count(), "e": words.new(sign)}
    x = words.new(sort)
    fact = rng.choice(facts)
    lemma = Statement("lemma", then=(fact.format(x=x),), by=ALGEBRA)
    put, at = rng.choice(values)
    model = Model({letters["b"]: F(1) if at is None else at, letters["p"]: F(2), letters["d"]: F(3, 4), letters["m"]: F(2), letters["e"]: F(-1)})
    cases = []
    for value, truth in ((put, False), (allowed, True)):
        shown = value.format(**letters)
        then = fact.format(x=shown if shown.isalpha() else f"({shown})")
        cases.append(claim(words, then, truth=truth, by=(cite("lemma", {x: shown}),), before=(lemma,), instance=model))
    return tuple(cases)


def index_at_a_number(rng: Random) -> tuple[Case, ...]:
    """An index runs through whole numbers from 1 to its end; it is cited at a real number, or beyond its end."""
    words = Words(rng)
    m = words.count()
    k, b = words.index(m), words.new(real)
    z, c = words.new(over=(m,)), words.new(real)
    lemma, put, then, model = rng.choice(
        (
            (rf"{k} \geq 1", b, rf"{b} \geq 1", Model({m: F(2), b: F(0), z: (F(0), F(0)), c: F(0)})),
            (rf"{k} \leq {m}", b, rf"{b} \leq {m}", Model({m: F(2), b: F(3), z: (F(0), F(0)), c: F(0)})),
            (rf"{k} \leq {m}", rf"{m} + 1", rf"{m} + 1 \leq {m}", Model({m: F(2), b: F(3), z: (F(0), F(0)), c: F(0)})),
            (rf"\frac{{{k}}}{{{m}}} \leq 1", rf"2 {m}", rf"\frac{{2 {m}}}{{{m}}} \leq 1", Model({m: F(2), b: F(3), z: (F(0), F(0)), c: F(0)})),
        )
    )
    fact = Statement("lemma", then=(lemma,), by=(assume("a book"),))
    return (claim(words, then, truth=False, by=(cite("lemma", {k: put}),), before=(fact,), instance=model),)


def random_for_fixed(rng: Random) -> tuple[Case, ...]:
    """What holds of every fixed number is cited at a random one."""
    words = Words(rng)
    b, X, Y = words.new(real), words.new(random=True), words.new(random=True)
    value = rng.choice((X, f"{X}^2", f"{X} + {Y}", f"2 {X}"))
    lemma, then = rng.choice(
        (
            (rf"\mathbb{{E}}[{b}] = {b}", rf"\mathbb{{E}}[{value}] = {value}"),
            (rf"\mathrm{{Var}}({b}) = 0", rf"\mathrm{{Var}}({value}) = 0"),
            (rf"\mathbb{{E}}[{b} {Y}] = {b} \mathbb{{E}}[{Y}]", rf"\mathbb{{E}}[({value}) {Y}] = ({value}) \mathbb{{E}}[{Y}]"),
            (rf"\mathrm{{Var}}({b} {Y}) = {b}^2 \mathrm{{Var}}({Y})", rf"\mathrm{{Var}}(({value}) {Y}) = ({value})^2 \mathrm{{Var}}({Y})"),
            (rf"\mathbb{{E}}[{b} + {Y}] = {b} + \mathbb{{E}}[{Y}]", rf"\mathbb{{E}}[{value} + {Y}] = {value} + \mathbb{{E}}[{Y}]"),
        )
    )
    model = Model({b: F(0)}, ((F(1, 3), {X: F(1), Y: F(1)}), (F(2, 3), {X: F(2), Y: F(5)})))
    fact = Statement("lemma", then=(lemma,), by=MEAN)
    c = words.new(real)
    fixed = lemma.replace(b, c) if b not in r"\mathbb{E}\mathrm{Var}" else ""
    false = claim(words, then, truth=False, by=(cite("lemma", {b: value}),), before=(fact,), instance=model)
    if not fixed:
        return (false,)
    fine = Model({b: F(0), c: F(3)}, model.draws)
    return false, claim(words, fixed, truth=True, by=(cite("lemma", {b: c}),), before=(fact,), instance=fine)


def captured_variable(rng: Random) -> tuple[Case, ...]:
    """A value with a free variable is put where a binder of that name would bind it."""
    words = Words(rng)
    m = words.count()
    k, t = words.index(m), words.new(time, pool=("t", "r"))
    s = words.new(time, pool=("s", "z"))
    c, z, g = words.new(real), words.new(over=(m,)), words.new(of=("time",))
    model = Model({m: F(2), t: F(3), s: F(1), c: F(0), z: (F(1), F(-3)), g: lambda x: x})
    lemma, put, then = rng.choice(
        (
            (rf"\sum_{{{k}=1}}^{m} {c} = {m} {c}", rf"{z}_{k}", rf"\sum_{{{k}=1}}^{m} {z}_{k} = {m} {z}_{k}"),
            (rf"\max_{{{k} \in [{m}]}} ({c} + {z}_{k}) = {c} + \max_{{{k} \in [{m}]}} {z}_{k}", rf"-{z}_{k}", rf"\max_{{{k} \in [{m}]}} (-{z}_{k} + {z}_{k}) = -{z}_{k} + \max_{{{k} \in [{m}]}} {z}_{k}"),
            (rf"\sum_{{{k}=1}}^{m} {c} {z}_{k} = {c} \sum_{{{k}=1}}^{m} {z}_{k}", rf"{z}_{k}", rf"\sum_{{{k}=1}}^{m} {z}_{k} {z}_{k} = {z}_{k} \sum_{{{k}=1}}^{m} {z}_{k}"),
            (rf"\int_0^{t} {c} d{s} = {c} {t}", s, rf"\int_0^{t} {s} d{s} = {s} {t}"),
            (rf"\int_0^{t} {c} d{s} = {c} {t}", rf"{g}({s})", rf"\int_0^{t} {g}({s}) d{s} = {g}({s}) {t}"),
            (rf"\int_0^{t} {c} {g}({s}) d{s} = {c} \int_0^{t} {g}({s}) d{s}", s, rf"\int_0^{t} {s} {g}({s}) d{s} = {s} \int_0^{t} {g}({s}) d{s}"),
            (rf"\frac{{d ({c} {g}({t}))}}{{d{t}}} = {c} \frac{{d {g}({t})}}{{d{t}}}", t, rf"\frac{{d ({t} {g}({t}))}}{{d{t}}} = {t} \frac{{d {g}({t})}}{{d{t}}}"),
        )
    )  # fmt: skip
    fact = Statement("lemma", then=(lemma,), by=(*MEAN, RULES["chain_rule"]))
    by = rng.choice(((cite("lemma", {c: put}),), (cite("lemma", {c: put}), *MEAN)))
    return (claim(words, then, truth=False, by=by, before=(fact,), instance=model),)


def size_that_is_exchanged(rng: Random) -> tuple[Case, ...]:
    """A lemma on a vector of one length is cited at another length, or at a vector of another."""
    words = Words(rng)
    n, m = words.count(), words.count()
    v, w = words.new(vector(n)), words.new(vector(m))
    lemma = rng.choice(
        (
            r"\|{v}\|_1 \leq \sqrt{{{n}}} \|{v}\|_2",
            r"\|{v}\|_1 \leq {n} \|{v}\|_\infty",
            r"\|{v}\|_2^2 \leq {n} \|{v}\|_\infty^2",
            r"\|{v}\|_1^2 \leq {n} \|{v}\|_2^2",
        )
    )
    fact = Statement("lemma", then=(lemma.format(v=v, n=n),), by=(*ALGEBRA, RULES["norm_domination"], RULES["cauchy_schwarz"]))
    fact = rng.choice((fact, Statement("lemma", then=fact.then, by=(assume("a book"),))))
    put, size, letter = rng.choice((({n: m}, m, v), ({v: w}, n, w)))
    long, short = (F(1),) * 3, (F(1),)
    model = Model({n: F(3) if letter == v else F(1), m: F(1) if letter == v else F(3), v: long if letter == v else short, w: short if letter == v else long})
    false = claim(words, lemma.format(v=letter, n=size), truth=False, by=(cite("lemma", put),), before=(fact,), instance=model)
    both = rng.choice(((cite("lemma", {n: m, v: w}),), (cite("lemma", {v: w, n: m}),)))
    return false, claim(words, lemma.format(v=w, n=m), truth=True, by=both, before=(fact,), instance=model)


def hypotheses_at_the_value(rng: Random) -> tuple[Case, ...]:
    """A lemma is cited at a value at which its hypothesis does not hold."""
    words = Words(rng)
    x, b, c = words.new(real), words.new(real), words.new(real)
    bound = rng.randint(1, 9)
    hypothesis, fact = rng.choice(
        (
            (rf"{{x}} \leq {bound}", rf"{{x}} + 1 \leq {bound + 1}"),
            (rf"|{{x}}| \leq {bound}", rf"{{x}}^2 \leq {bound**2}"),
            (rf"{{x}} \geq {bound}", rf"{{x}}^2 \geq {bound**2}"),
        )
    )
    put = rng.choice((b, f"{b} + {c}", f"2 {b}", f"{b} - {c}"))
    lemma = Statement("lemma", given=(hypothesis.format(x=x),), then=(fact.format(x=x),), by=ALGEBRA)
    shown = put if put == b else f"({put})"
    model = Model({x: F(bound), b: F(0) if "geq" in fact else F(99), c: F(0)})
    fine = Model({x: F(bound), b: F(bound) if put != f"2 {b}" else F(bound, 2), c: F(0)})
    by = (cite("lemma", {x: put}),)
    return (
        claim(words, fact.format(x=shown), truth=False, by=by, before=(lemma,), instance=model),
        claim(words, fact.format(x=shown), truth=True, given=(hypothesis.format(x=shown),), by=by, before=(lemma,), instance=fine),
    )


def row_that_does_not_continue(rng: Random) -> tuple[Case, ...]:
    r"""A row that starts with ``\left|`` or ``&`` is no row that starts with a relation; it continues nothing."""
    words = Words(rng)
    b, c, e, r = words.new(real), words.new(real), words.new(real), words.new(positive)
    level = F(rng.randint(1, 9))
    second, given = rng.choice(
        (
            (rf"\left|{e}\right| \leq {r}", rf"|{e}| \leq {r}"),
            (rf"& |{e}| \leq {r}", rf"|{e}| \leq {r}"),
            (rf"\left({e}\right)^2 \leq {r}", rf"{e}^2 \leq {r}"),
            (rf"\left|{e}\right| + {e}^2 \leq {r}", rf"|{e}| + {e}^2 \leq {r}"),
            (rf"{e} \leq {r}", rf"{e} \leq {r}"),
            (rf"\,{e} \leq {r}", rf"{e} \leq {r}"),
        )
    )
    wanted = Statement("claim", given=(rf"{b} \leq {c}", given), then=(rf"{b} \leq {r}",), by=(cite("two"),))
    rows = (Row("one", rf"{b} \leq {c}", by=ALGEBRA), Row("two", second, by=ALGEBRA))
    model = Model({b: level + 1, c: level + 1, e: F(0), r: level})
    true = Statement("claim", given=(rf"{b} \leq {c}", rf"{c} \leq {r}"), then=(rf"{b} \leq {r}",), by=(cite("two"),))
    continued = (rows[0], Row("two", rng.choice((rf"\leq {r}", rf"& \leq {r}", rf"\le {r}")), by=ALGEBRA))
    fine = Model({b: F(0), c: F(0), e: F(0), r: level})
    return (
        Case(words.notation(), (wanted, Ledger(wanted, rows)), "claim", False, instance=model),
        Case(words.notation(), (true, Ledger(true, continued)), "claim", True, instance=fine),
    )


def row_under_givens_of_its_own(rng: Random) -> tuple[Case, ...]:
    """A ledger works under more than its statement gives; its rows lend nothing beyond that."""
    words = Words(rng)
    a, b, r = words.new(real), words.new(real), words.new(real)
    bound = rng.randint(1, 9)
    wanted = Statement("claim", given=(rf"{a} \leq {b}",), then=(rf"{a} \leq {bound}",), by=(cite("last"),))
    proof = Ledger(wanted, rows=(Row("first", rf"{a} \leq {b}", by=ALGEBRA), Row("last", rf"\leq {bound}", by=ALGEBRA)), given=(rf"{a} \leq {b}", rf"{b} \leq {bound}"))
    model = Model({a: F(bound + 1), b: F(bound + 2), r: F(0)})
    return (Case(words.notation(), (wanted, proof), "claim", False, instance=model),)


def chain_over_a_false_row(rng: Random) -> tuple[Case, ...]:
    """A chain whose first row is false lends nothing from its head, whatever its last row says."""
    words = Words(rng)
    a, b = words.new(real), words.new(real)
    number = rng.randint(1, 9)
    wanted = Statement("claim", then=(rf"{a} \leq {b} + {number}",), by=(cite("second"),))
    rows = Ledger(wanted, rows=(Row("first", rf"{a} \leq {b}", by=ALGEBRA), Row("second", rf"\leq {b} + {number}", by=ALGEBRA)))
    model = Model({a: F(2 * number), b: F(0)})
    return (Case(words.notation(), (wanted, rows), "claim", False, instance=model),)


def definition_of_another_claim(rng: Random) -> tuple[Case, ...]:
    """What another claim is given with ``:=`` holds there alone."""
    words = Words(rng)
    b, c = words.new(real), words.new(real)
    number = rng.randint(1, 9)
    given, then = rng.choice((((rf"{b} := {number}",), rf"{b} \leq {number + 1}"), ((rf"{c} \leq {number} := {b}",), rf"{c} \leq {number}"), ((rf"{b} = {number}",), rf"{b}^2 = {number**2}")))
    other = Statement("other", given=given, then=(then,), by=ALGEBRA)
    model = Model({b: F(number + 3), c: F(0)})
    wanted = rng.choice((rf"{b} = {number}", rf"{b} \leq {number}", rf"{b} + 1 = {number + 1}"))
    by = rng.choice(((definition(b),), (definition(b), cite("other")), ALGEBRA))
    fine = Model({b: F(number), c: F(0)})
    return (
        claim(words, wanted, truth=False, by=by, before=(other,), instance=model),
        claim(words, wanted, truth=True, given=(rf"{b} := {number}",), by=(definition(b),), instance=fine),
    )


def definition_that_is_an_inequality(rng: Random) -> tuple[Case, ...]:
    """A definition fixes what a name means; an inequality fixes nothing, and no proof rests on it."""
    words = Words(rng)
    n, b = words.count(), words.new(real)
    number = rng.randint(1, 9)
    then, model = rng.choice(((rf"{n} \leq {number}", Model({n: F(number + 1), b: F(0)})), (rf"{b} \geq {number}", Model({n: F(1), b: F(0)})), (rf"{b}^2 \leq {number}", Model({n: F(1), b: F(99)}))))
    told = Statement("told", then=(then,), defines=True)
    return (claim(words, then, truth=False, by=(cite("told"),), before=(told,), instance=model),)


def circle(rng: Random) -> tuple[Case, ...]:
    """Claims that cite each other, or themselves, prove nothing."""
    words = Words(rng)
    a, b = words.new(real), words.new(real)
    model = Model({a: F(2), b: F(1)})
    then = rng.choice((rf"{a} \leq {b}", rf"{a}^2 \leq {b}", rf"{a} = {b}"))
    ring = tuple(Statement(f"ring-{place}", then=(then,), by=(cite(f"ring-{place + 1}"),)) for place in range(rng.randint(0, 3)))
    last = Statement(f"ring-{len(ring)}", then=(then,), by=(cite("claim"),))
    return (claim(words, then, truth=False, by=(cite("ring-0"),), before=(*ring, last), instance=model),)


def bootstrap_beyond_its_time(rng: Random) -> tuple[Case, ...]:
    """Continuity closes the circle up to the time that is given, and not at every other."""
    words = Words(rng)
    t, T = words.new(time, pool=("t", "r")), words.new(time, pool=("z", r"\tau"))
    g, h = words.new(of=("time",)), words.new(of=("time",))
    end = rng.randint(1, 3)
    rate = F(1, end + 1)
    book = (assume("a book"),)
    before = (
        Statement("rate-g", then=(rf"\frac{{d {g}({t})}}{{d{t}}} = \frac{{1}}{{{end + 1}}}",), by=book),
        Statement("rate-h", then=(rf"\frac{{d {h}({t})}}{{d{t}}} = \frac{{1}}{{{end + 1}}}",), by=book),
        Statement("asks", given=(rf"{g}(s) \leq 1, \forall 0 \leq s \leq {t}",), then=(rf"{h}({t}) \leq \frac{{{t}}}{{{end + 1}}}",), by=book),
        Statement("gives", given=(rf"{h}({t}) \leq 1",), then=(rf"{g}({t}) \leq 1",), by=book),
    )
    model = Model({t: F(0), T: F(9), g: lambda s: rate * s, h: lambda s: rate * s})
    by = (RULES["bootstrap"], cite("asks"), cite("gives"), *ALGEBRA)
    return (claim(words, rf"{g}({T}) \leq 1", truth=False, given=(rf"{t} \leq {end}", rf"{h}(0) = 0"), by=by, before=before, instance=model),)


def erratum_elsewhere(rng: Random) -> tuple[Case, ...]:
    """A claim follows from what it cites as that is printed, which is false; from the correction it does not."""
    words = Words(rng)
    a, b = words.new(real), words.new(real)
    number = rng.randint(1, 9)
    errata = (Erratum("then", 0, rf"{a} \leq {b} + {number}", because="the number stands on the other side"),)
    given = (rf"{a} \leq {b}",)
    lemma = Statement("lemma", given=given, then=(rf"{a} + {number} \leq {b}",), by=ALGEBRA, errata=errata)
    then = rng.choice((rf"{a} + {number} \leq {b} + {number - 1}", rf"{a} < {b}", rf"2 {a} + {number} \leq 2 {b}"))
    model = Model({a: F(1), b: F(1)})
    false = claim(words, then, truth=False, given=given, by=(cite("lemma"), *ALGEBRA), before=(lemma,), instance=model)
    true = claim(words, rf"{a} \leq {b} + {number}", truth=True, given=given, by=(cite("lemma"),), before=(lemma,), instance=model)
    return false, replace(false, corrected=True), replace(true, corrected=True)


ATTACKS = (
    value_that_the_sort_forbids, index_at_a_number, random_for_fixed, captured_variable, size_that_is_exchanged, hypotheses_at_the_value,
    row_that_does_not_continue, row_under_givens_of_its_own, chain_over_a_false_row, definition_of_another_claim,
    definition_that_is_an_inequality, circle, bootstrap_beyond_its_time, erratum_elsewhere,
)  # fmt: skip
KINDS = {attack.__name__.replace("_", "-"): attack for attack in ATTACKS}
