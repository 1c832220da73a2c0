"""Attacks on what has no value: poles, logarithms, empty maxima, infinite sums, real ends; and hypotheses that have none."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from adversary.claims import Case, Model, Words, claim
from adversary.facts import latex_of
from ntkprops.language import nonnegative, positive, real, time
from ntkprops.statement import RULES

F = Fraction
ALGEBRA = (RULES["algebra"],)


def quotient_that_may_be_undefined(rng: Random) -> tuple[Case, ...]:
    """An identity whose denominator may vanish, and the same where it may not."""
    words = Words(rng)
    q, r = words.new(real), words.new(real)
    k = rng.randint(1, 6)
    then, at, given = rng.choice(
        (
            (rf"\frac{{{q}}}{{{q}}} = 1", F(0), rf"{q} \neq 0"),
            (rf"{q} {q}^{{-1}} = 1", F(0), rf"{q} \geq {k}"),
            (rf"\frac{{{q}^2 - {k * k}}}{{{q} - {k}}} = {q} + {k}", F(k), rf"{q} > {k}"),
            (rf"\sqrt{{{q}}}^2 = {q}", F(-1), rf"{q} \geq 0"),
            (rf"\exp(\log({q})) = {q}", F(0), rf"{q} > 0"),
            (rf"\log({q}) - \log({q}) = 0", F(-k), rf"{q} > {k}"),
            (rf"\frac{{{r}}}{{{q} - {k}}} - \frac{{{r}}}{{{q} - {k}}} = 0", F(k), rf"{q} \leq {k} - 1"),
            (rf"0 \cdot \frac{{1}}{{{q}}} = 0", F(0), rf"{q} \neq 0"),
            (rf"\left(\frac{{1}}{{{q} + {k}}}\right)^2 > 0", F(-k), rf"{q} \geq 0"),
        )
    )
    return (
        claim(words, then, truth=None, by=ALGEBRA, instance=Model({q: at, r: F(1)})),
        claim(words, then, truth=True, given=(given,), by=ALGEBRA, instance=Model({q: F(k) + 1 if "leq" not in given else F(0) - 1, r: F(1)})),
    )


def what_is_given_is_defined(rng: Random) -> tuple[Case, ...]:
    """A hypothesis that holds has a value, so that its denominators and logarithms are what they must be."""
    words = Words(rng)
    b, c, r = words.new(real), words.new(real), words.new(nonnegative)
    given, true, false = rng.choice(
        (
            (rf"\frac{{{b}}}{{{b}}} = 1", rf"{b} \neq 0", rf"{b} > 0"),
            (rf"\frac{{{b} {c}}}{{{b}}} = {c}", rf"{b}^2 > 0", rf"{c} \neq 0"),
            (rf"\log({b}) - \log({b}) = 0", rf"{b} > 0", rf"{b} \geq 1"),
            (rf"\sqrt{{{b}}} = \sqrt{{{b}}}", rf"{b} \geq 0", rf"{b} > 0"),
            (rf"0 \cdot \sqrt{{{b}}} = 0", rf"{b} + 1 > 0", rf"{b} = 0"),
            (rf"\frac{{{r}}}{{{r}}} \geq {r}", rf"{r} > 0", rf"{r} < 1"),
            (rf"\frac{{{b} - {c}}}{{{b} - {c}}} = 1", rf"{b} \neq {c}", rf"{b} > {c}"),
        )
    )
    model = {"b": F(1), "c": F(2), "r": F(1)}
    if ">" in false or "geq" in false or "neq" in false:
        model = {"b": F(-1), "c": F(0), "r": F(1)} if "log" not in given and "sqrt" not in given else {"b": F(0) if "sqrt" in given else F(1, 2), "c": F(0), "r": F(1)}
    instance = Model({b: model["b"], c: model["c"], r: model["r"]})
    return (
        claim(words, true, truth=True, given=(given,), by=ALGEBRA, instance=instance),
        claim(words, false, truth=False, given=(given,), by=ALGEBRA, instance=instance),
    )


def nothing_obeys_what_is_given(rng: Random) -> tuple[Case, ...]:
    """From hypotheses that nothing satisfies everything follows, and nothing is refuted."""
    words = Words(rng)
    b, c, t, p = words.new(real), words.new(real), words.new(time, pool=("t", "r")), words.new(positive)
    k = rng.randint(1, 6)
    given = rng.choice(
        (
            f"{k} = 0", rf"{k} < {k}", rf"\sqrt{{-{k}}} \leq {b}", rf"\frac{{{k}}}{{0}} \leq {c}", rf"\log(0) \leq {b}",
            rf"\sqrt{{{b}}} \geq \frac{{{t}}}{{0}}", rf"\sqrt{{{t}}} \leq \log({t}) - {k}", rf"{p} + {k} \leq 0", rf"{b}^2 < 0",
            rf"\log({p} - {p}) < {k}", rf"\frac{{0}}{{0}} \leq {c}", rf"|{b}| \leq -{k}",
        )
    )  # fmt: skip
    then = rng.choice((rf"{b} \leq 0", rf"{c} \geq {k}", rf"{b} = {c}", rf"{b}^2 \leq {k}"))
    return (claim(words, then, truth=True, given=(given,), by=ALGEBRA, why="vacuously"),)


def no_value_anywhere(rng: Random) -> tuple[Case, ...]:
    """A side that has no value for anybody makes a claim neither true nor false."""
    words = Words(rng)
    a, r = words.new(positive), words.new(nonnegative)
    k = rng.randint(1, 6)
    then = rng.choice(
        (
            rf"(\log(-{k}))^{{4}} > {a}", rf"{r} = \exp(\log(-\frac{{2}}{{{k}}}))", rf"\sqrt{{-{k}}}^2 = -{k}", rf"\frac{{{a}}}{{0}} = \frac{{{a}}}{{0}}",
            rf"\frac{{{a}}}{{{k} - {k}}} \geq {a}", rf"\log(0) \leq {a}", rf"0 \cdot \log(-{k}) = 0", rf"\max\{{\log(-{k}), {a}\}} \geq {a}",
            r"\frac{1}{0} - \frac{1}{0} = 0", rf"|\sqrt{{-{k}}}| \geq 0",
        )
    )  # fmt: skip
    return (claim(words, then, truth=None, by=ALGEBRA, instance=Model({a: F(1), r: F(1)})),)


def empty_extremum(rng: Random) -> tuple[Case, ...]:
    """A maximum over an empty range has no value."""
    words = Words(rng)
    n = words.count()
    i = words.index(n)
    x = words.new(over=(n,))
    first = rng.randint(2, 4)
    word, bound = rng.choice(((r"\max", rf"{x}_{i}^2 \geq 0"), (r"\min", rf"{x}_{i}^2 \geq 0"), (r"\max", rf"|{x}_{i}| \geq 0"), (r"\max", rf"({x}_{i} - {x}_{i}) = 0")))
    then = rf"{word}_{{{first} \leq {i} \leq {n}}} {bound}"
    whole = tuple(F(place) for place in range(first))
    return (
        claim(words, then, truth=None, by=ALGEBRA, instance=Model({n: F(1), x: (F(1),)})),
        claim(words, then, truth=True, given=(rf"{n} \geq {first}",), by=ALGEBRA, instance=Model({n: F(first), x: whole})),
    )


def infinite_sum(rng: Random) -> tuple[Case, ...]:
    """Sums that diverge are no numbers to compare or to cancel."""
    words = Words(rng)
    words.new(real)
    k = words.take(("k", "l", "j"))
    c = rng.randint(1, 5)
    body = rng.choice((str(c), k, rf"{c} {k}", rf"{k}^2"))
    total = rf"\sum_{{{k}=1}}^{{\infty}} {body}"
    then = rng.choice((rf"{total} < {c} + {total}", rf"{total} - {total} = 0", rf"{total} = {total}", rf"0 \cdot {total} = 0", rf"{total} \leq 2 {total}"))
    return (claim(words, then, truth=None, by=(RULES["linearity"], *ALGEBRA), why="the sums diverge"),)


def real_end_of_a_sum(rng: Random) -> tuple[Case, ...]:
    """A sum to a real number does not have that many terms."""
    words = Words(rng)
    n = words.count()
    i = words.index(n)
    a = words.new(rng.choice((positive, nonnegative)))
    c = rng.randint(1, 5)
    then = rng.choice((rf"\sum_{{{i}=1}}^{{{a}}} {c} = {c} {a}", rf"\sum_{{{i}=1}}^{{{a}}} {c} \geq {c} {a}", rf"\sum_{{{i}=1}}^{{{n} {a}}} 1 = {n} {a}", rf"\prod_{{{i}=1}}^{{{a}}} {c + 1} = {c + 1}^{{{a}}}"))
    return (claim(words, then, truth=False, by=(RULES["linearity"], *ALGEBRA), why="a = 1/2, however such a sum is read"),)


def integral_across_a_pole(rng: Random) -> tuple[Case, ...]:
    """The fundamental theorem asks for a function that is defined between the ends."""
    words = Words(rng)
    words.new(real)
    s = words.take(("s", "r", "z"))
    pole, left, right = rng.randint(2, 5), rng.randint(1, 2), rng.randint(1, 4)
    low, high = pole - left, pole + right
    power = rng.choice((1, 1, 2))
    value = F(1, right**power) - F((-1) ** power, left**power)
    derivative = rf"\frac{{d}}{{d{s}}} \frac{{1}}{{({s} - {pole})^{power}}}"
    by = (RULES["fundamental_theorem"], RULES["chain_rule"], *ALGEBRA)
    far = F(1, (right + 1) ** power) - F(1, 1)
    return (
        claim(words, rf"\int_{{{low}}}^{{{high}}} {derivative} d{s} = {latex_of(value)}", truth=None, by=by, why="it diverges"),
        claim(words, rf"\int_{{{pole + 1}}}^{{{high + 1}}} {derivative} d{s} = {latex_of(far)}", truth=True, by=by),
    )


def derivative_at_a_corner(rng: Random) -> tuple[Case, ...]:
    """A root has no derivative at 0, and no absolute value has."""
    words = Words(rng)
    t = words.new(time, pool=("t", "r", "z"))
    c = rng.randint(1, 5)
    root = rf"\sqrt{{{c} {t}}}"
    then = rng.choice((rf"{root} \frac{{d {root}}}{{d{t}}} = \frac{{{c}}}{{2}}", rf"\frac{{d {root}}}{{d{t}}} \geq 0", rf"\frac{{d \log({t})}}{{d{t}}} > 0"))
    return (
        claim(words, then, truth=None, by=(RULES["chain_rule"], *ALGEBRA), why="t = 0"),
        claim(words, then, truth=True, given=(rf"{t} > 0",), by=(RULES["chain_rule"], *ALGEBRA), instance=None),
    )


ATTACKS = (
    quotient_that_may_be_undefined, what_is_given_is_defined, nothing_obeys_what_is_given, no_value_anywhere,
    empty_extremum, infinite_sum, real_end_of_a_sum, integral_across_a_pole, derivative_at_a_corner,
)  # fmt: skip
KINDS = {attack.__name__.replace("_", "-"): attack for attack in ATTACKS}
