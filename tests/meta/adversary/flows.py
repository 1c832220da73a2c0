"""Attacks on derivatives, gradients and motion: partial sums, moving factors, rates at one time, wrong decay."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from adversary.claims import Case, Model, Words, claim
from ntkprops.language import positive, real, time, vector
from ntkprops.statement import RULES, Statement, assume, cite, definition

F = Fraction
CALCULUS = (RULES["chain_rule"], RULES["linearity"], RULES["algebra"])


def gradient_of_a_partial_sum(rng: Random) -> tuple[Case, ...]:
    """A sum from 2 does not depend on the first weight."""
    words = Words(rng)
    m, d = words.count(), words.count()
    k = words.index(m)
    w = words.new(vector(d), over=(m,), of=("time",), random=True)
    v, f = words.new(vector(d)), words.new(of=(vector(d), "weights"), random=True)
    t = words.new(time, pool=("t", "r"))
    first, factor = rng.choice((2, 3)), rng.choice(("", "2 ", "-"))
    cases = []
    for start, truth in ((first, False), (1, True)):
        told = Statement("network", then=(rf"{f}(x; {w}) = \sum_{{{k}={start}}}^{m} {factor}\langle {w}_{k}, x \rangle",), defines=True)
        wanted = rf"\frac{{\partial {f}({v}; {w}({t}))}}{{\partial {w}_{k}({t})}} = {factor}{v}"
        cases.append(claim(words, wanted, truth=truth, by=(RULES["gradient"], definition(f)), before=(told,), why="0 for the first"))
    return tuple(cases)


def gradient_of_a_bent_sum(rng: Random) -> tuple[Case, ...]:
    """The gradient of a ReLU is switched off where the preactivation is negative."""
    words = Words(rng)
    m, d = words.count(), words.count()
    k = words.index(m)
    w = words.new(vector(d), over=(m,), of=("time",), random=True)
    v, f = words.new(vector(d)), words.new(of=(vector(d), "weights"), random=True)
    told = Statement("network", then=(rf"{f}(x; {w}) = \sum_{{{k}=1}}^{m} \max\{{0, \langle {w}_{k}, x \rangle\}}",), defines=True)
    left = rf"\left\langle \frac{{\partial {f}({v}; {w})}}{{\partial {w}_{k}}}, {w}_{k} \right\rangle"
    true = rf"{left} = \mathbf{{1}}[\langle {w}_{k}, {v} \rangle \geq 0] \langle {v}, {w}_{k} \rangle"
    false = rng.choice((rf"{left} = \langle {v}, {w}_{k} \rangle", rf"{left} = \mathbf{{1}}[\langle {w}_{k}, {v} \rangle \geq 0]", rf"{left} = \mathbf{{1}}[\langle {w}_{k}, {v} \rangle < 0] \langle {v}, {w}_{k} \rangle"))
    by = (RULES["gradient"], definition(f))
    return (
        claim(words, true, truth=True, by=by, before=(told,)),
        claim(words, false, truth=False, by=by, before=(told,), why="a negative preactivation"),
    )


def gradient_operator(rng: Random) -> tuple[Case, ...]:
    r"""``\nabla`` of a squared norm."""
    words = Words(rng)
    d = words.count()
    v, w = words.new(vector(d)), words.new(vector(d))
    g = words.new(of=(vector(d),))
    k = rng.randint(2, 5)
    told = Statement("loss", then=(rf"{g}(x) = {k} \|x\|^2",), defines=True)
    by = (RULES["gradient"], definition(g))
    false = rng.choice((rf"\nabla {g}({v}) = {k} {v}", rf"\nabla {g}({v}) = {v}", rf"\nabla {g}({v}) = {2 * k} {w}"))
    return (
        claim(words, rf"\nabla {g}({v}) = {2 * k} {v}", truth=True, by=by, before=(told,)),
        claim(words, false, truth=False, by=by, before=(told,), why="v = e_1"),
    )


def rate_at_one_time(rng: Random) -> tuple[Case, ...]:
    """A derivative that is bounded at one time bounds no increase up to it."""
    words = Words(rng)
    t, g, c = words.new(time, pool=("t", "r")), words.new(of=("time",)), words.new(positive)
    model = Model({t: F(2), g: lambda s: 4 * s - s * s, c: F(1)})
    flat = Model({t: F(2), g: lambda s: F(0) * s, c: F(1)})
    given, then = rng.choice(
        (
            (rf"\frac{{d {g}({t})}}{{d{t}}} \leq 0", rf"{g}({t}) \leq {g}(0)"),
            (rf"\frac{{d {g}({t})}}{{d{t}}} \leq {c}", rf"{g}({t}) \leq {g}(0) + {c} {t}"),
            (rf"\frac{{d {g}({t})}}{{d{t}}} = 0", rf"{g}({t}) = {g}(0)"),
        )
    )
    always = given.replace(f"({t})", "(s)").replace(f"d{t}", "ds") + rf", \forall 0 \leq s \leq {t}"
    by = (RULES["fundamental_theorem"], RULES["linearity"], RULES["groenwall"], RULES["algebra"])
    return (
        claim(words, then, truth=False, given=(given,), by=by, instance=model),
        claim(words, then, truth=True, given=(always,), by=by, instance=flat),
    )


def decay(rng: Random) -> tuple[Case, ...]:
    """Groenwall's inequality gives the rate that is given, in one direction."""
    words = Words(rng)
    t, g, p = words.new(time, pool=("t", "r")), words.new(of=("time",)), words.new(positive)
    k = rng.randint(2, 4)
    rate = Statement("rate", then=(rf"\frac{{d {g}({t})}}{{d{t}}} \leq -{p} {g}({t})",), by=(assume("a book"),))
    growth = Statement("rate", then=(rf"\frac{{d {g}({t})}}{{d{t}}} \leq {p} {g}({t})",), by=(assume("a book"),))
    false, before = rng.choice(
        (
            (rf"{g}({t}) \leq \exp(-{k} {p} {t}) {g}(0)", rate),
            (rf"{g}({t}) \geq \exp(-{p} {t}) {g}(0)", rate),
            (rf"{g}({t}) \leq \exp(-{p} {t}) {g}(0)", growth),
            (rf"{g}({t}) \leq {g}(0)", rate),
            (rf"{g}({t}) \leq \exp(-{p} {t})", rate),
            (rf"|{g}({t})| \leq \exp(-{p} {t}) |{g}(0)|", rate),
        )
    )
    by = (RULES["groenwall"], RULES["algebra"], cite("rate"))
    given = rf"\frac{{d {g}(s)}}{{ds}} \leq -{p} {g}(s), \forall 0 \leq s \leq {t}"
    return (
        claim(words, false, truth=False, by=by, before=(before,), why="g = exp(-p t), g = -exp(-p t), or g falls faster"),
        claim(words, rf"{g}({t}) \leq \exp(-{p} {t}) {g}(0)", truth=True, given=(given,), by=(RULES["groenwall"],)),
    )


def moving_factor(rng: Random) -> tuple[Case, ...]:
    """A factor that moves, or a limit of integration that does, is differentiated too."""
    words = Words(rng)
    t = words.new(time, pool=("t", "r"))
    n = words.count()
    g, c = words.new(of=("time",)), words.new(real)
    v, V = words.new(vector(n)), words.new(vector(n), of=("time",))
    k = rng.randint(2, 5)
    model = Model({t: F(2), n: F(1), g: lambda s: s + 1, c: F(2), v: (F(1),), V: lambda s: (s + 1,)})
    true, false = rng.choice(
        (
            (rf"\frac{{d ({k} {t} {v})}}{{d{t}}} = {k} {v}", rf"\frac{{d ({k} {t} {v})}}{{d{t}}} = {k} {t} {v}"),
            (rf"\frac{{d ({c} {V}({t}))}}{{d{t}}} = {c} \frac{{d {V}({t})}}{{d{t}}}", rf"\frac{{d ({t} {V}({t}))}}{{d{t}}} = {t} \frac{{d {V}({t})}}{{d{t}}}"),
            (rf"\frac{{d ({c} {g}({t}))}}{{d{t}}} = {c} \frac{{d {g}({t})}}{{d{t}}}", rf"\frac{{d ({g}({t}) {V}({t}))}}{{d{t}}} = {g}({t}) \frac{{d {V}({t})}}{{d{t}}}"),
            (rf"\|\frac{{d ({k} {v} + {t} {v})}}{{d{t}}}\|_2 = \|{v}\|_2", rf"\|\frac{{d ({t}^2 {v})}}{{d{t}}}\|_2 = 0"),
            (rf"\frac{{d}}{{d{t}}} \int_0^{t} {g}(s) ds = {g}({t})", rf"\frac{{d}}{{d{t}}} \int_0^{t} {t} {g}(s) ds = {t} {g}({t})"),
            (rf"\frac{{d}}{{d{t}}} \int_0^{t} {g}(s) ds = {g}({t})", rf"\frac{{d}}{{d{t}}} \int_0^{{{k} {t}}} {g}(s) ds = {g}({k} {t})"),
        )
    )  # fmt: skip
    by = (*CALCULUS, RULES["fundamental_theorem"])
    return claim(words, true, truth=True, by=by, instance=model), claim(words, false, truth=False, by=by, instance=model)


def exchanged_limits(rng: Random) -> tuple[Case, ...]:
    """An integral backwards turns its bound around; ends that may come in either order bound nothing."""
    words = Words(rng)
    b, c = words.new(real), words.new(real)
    s = words.take(("s", "r", "z"))
    k = rng.randint(1, 6)
    then, given = rng.choice(
        (
            (rf"\int_{b}^{c} \exp(-{s}^2) d{s} \leq {c} - {b}", rf"{b} \leq {c}"),
            (rf"\int_{b}^{c} {k} {s}^2 d{s} \geq 0", rf"{b} \leq {c}"),
            (rf"|\int_{b}^{c} {s} d{s}| \leq \int_{b}^{c} |{s}| d{s}", rf"{b} \leq {c}"),
        )
    )
    by = (RULES["linearity"], RULES["triangle"], RULES["algebra"])
    return (
        claim(words, then, truth=False, by=by, instance=Model({b: F(2), c: F(1)})),
        claim(words, then, truth=True, given=(given,), by=by, instance=Model({b: F(1), c: F(2)})),
    )


ATTACKS = (
    gradient_of_a_partial_sum, gradient_of_a_bent_sum, gradient_operator, rate_at_one_time, decay, moving_factor,
    exchanged_limits,
)  # fmt: skip
KINDS = {attack.__name__.replace("_", "-"): attack for attack in ATTACKS}
