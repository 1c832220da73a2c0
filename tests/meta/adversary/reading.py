r"""Attacks on what is read: parts that are no inequality, memberships, laws, rates, brackets left out, unknown names."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from adversary.claims import Case, Model, Words, claim
from adversary.facts import latex_of
from ntkprops.language import count, nonnegative, positive, probability, real, vector
from ntkprops.statement import RULES, Statement, definition

F = Fraction
ALGEBRA = (RULES["algebra"],)


def part_that_is_no_inequality(rng: Random) -> tuple[Case, ...]:
    """A conclusion has a true part and one that is false or says something else."""
    words = Words(rng)
    n, x, a = words.count(), words.new(real), words.new(positive)
    v = words.new(vector(n))
    X = words.new(random=True)
    k = rng.randint(2, 9)
    then = rng.choice(
        (
            rf"0 \leq {x}^2, {x} \in [0, {k}]", rf"0 \leq {x}^2 \in [0, {k}]", rf"{n} \geq 1, {v} \sim N(0, I_d)", rf"{n} \geq 1 \approx {k}",
            rf"{x}^2 \geq 0, {X} \sim N(0, 1)", rf"{n} \geq 1,000", rf"{n} + {a} > 1,{k}00", rf"{x}^2 \geq 0, {x} \in \{{0, {k}\}}",
            rf"{a} > 0, {a} \approx {k}", rf"{n} \geq 1 \in \{{{k}\}}", rf"{x} \in \{{1, {k}\}}, {x}^2 \geq 0", rf"{X}^2 \geq 0, {X} \sim \text{{Bernoulli}}(\frac{{1}}{{{k}}})",
            rf"{n} + 1 \geq 2 \sim {k}", rf"{a} \in (0, 1), {a} > 0",
        )
    )  # fmt: skip
    parts = then if rng.random() < 0.7 or ", " not in then else then.split(", ", 1)
    conclusions = (parts,) if isinstance(parts, str) else tuple(parts)
    return (claim(words, *conclusions, truth=False, by=ALGEBRA, why="x = -1, n = 1, a = 100, X = 5"),)


def membership_that_is_given(rng: Random) -> tuple[Case, ...]:
    """What is given as a member of an interval or a set is bounded by it, and by nothing less."""
    words = Words(rng)
    x, a = words.new(real), words.new(positive)
    n = words.count()
    k = rng.randint(2, 7)
    given, true, false, at = rng.choice(
        (
            (rf"{x} \in [0, 1]", rf"{x}^2 \leq {x}", rf"{x}^2 < {x}", F(1)),
            (rf"{x} \in [0, {k}]", rf"{x} \leq {k}", rf"{x} \leq {k - 1}", F(k)),
            (rf"{x} \in [-{k}, {k}]", rf"{x}^2 \leq {k * k}", rf"{x} \geq 0", F(-k)),
            (rf"{x} \in \{{-1, 1\}}", rf"{x}^2 = 1", rf"{x} = 1", F(-1)),
            (rf"{x} \in (0, {k})", rf"0 < {x}", rf"{x} \geq 1", F(1, 2)),
            (rf"{x} \in (0, 1)", rf"\frac{{1}}{{1 - {x}}} > 1", rf"{x} \leq \frac{{1}}{{2}}", F(3, 4)),
            (rf"{x} \in \{{1, {k}\}}", rf"({x} - 1)({x} - {k}) = 0", rf"{x} = {k}", F(1)),
            (rf"{x} \in \mathbb{{R}}", rf"{x}^2 \geq 0", rf"{x} \geq 0", F(-1)),
        )
    )
    instance = Model({x: at, a: F(1), n: F(1)})
    return (
        claim(words, true, truth=True, given=(given,), by=ALGEBRA, instance=instance),
        claim(words, false, truth=False, given=(given,), by=ALGEBRA, instance=instance),
    )


def half_open_interval(rng: Random) -> tuple[Case, ...]:
    """One end of a half-open interval belongs to it and the other does not."""
    words = Words(rng)
    x, k = words.new(real), rng.randint(2, 7)
    low, high = Model({x: F(1)}), Model({x: F(k)})
    left, right = rf"{x} \in (1, {k}]", rf"{x} \in [1, {k})"
    return (
        claim(words, rf"1 < {x} \leq {k}", truth=True, given=(left,), by=ALGEBRA, instance=high),
        claim(words, rf"{x} < {k}", truth=False, given=(left,), by=ALGEBRA, instance=high),
        claim(words, rf"1 \leq {x} < {k}", truth=True, given=(right,), by=ALGEBRA, instance=low),
        claim(words, rf"{x} > 1", truth=False, given=(right,), by=ALGEBRA, instance=low),
    )


def hidden_constant(rng: Random) -> tuple[Case, ...]:
    r"""The constant of a given ``O`` is not the reader's to choose; of a given ``\Omega``, which the claim asks for, it is, and that is all."""
    words = Words(rng)
    n, m, b = words.count(), words.count(), words.new(real)
    k = rng.randint(2, 99)
    given, then = rng.choice(
        (
            (rf"{b} = O({n})", rf"{b} \leq {k} {n}"),
            (rf"{b} \leq O({n})", rf"{b} \leq {k} {n}^2"),
            (rf"{m} = \Omega({n})", rf"{m} \geq {n}^2"),
            (rf"{m} = \Omega({n})", rf"{m} \leq {k} {n}"),
            (rf"{b} = O(1)", rf"{b} \leq {k}"),
        )
    )
    return (claim(words, then, truth=False, given=(given,), by=ALGEBRA, why=f"the constant is beyond {k}"),)


def rate_that_is_concluded(rng: Random) -> tuple[Case, ...]:
    """A rate bounds whatever the constant; another power is another rate."""
    words = Words(rng)
    n = words.count()
    k = rng.randint(2, 999)
    true = rng.choice((rf"{k} {n} = O({n})", rf"{n} + {k} = O({n})", rf"{n}^2 = \Omega({n})", rf"{k} = O(1)", rf"{n} \leq O({n}^2)"))
    false = rng.choice((rf"{n}^2 = O({n})", rf"{n} = \Omega({n}^2)", rf"{n} = O(1)", rf"1 = \Omega({n})", rf"1 = \Theta({n})", rf"{n}^3 = O({k} {n})"))
    return claim(words, true, truth=True, by=ALGEBRA), claim(words, false, truth=False, by=ALGEBRA, why="n beyond every constant")


def function_without_brackets(rng: Random) -> tuple[Case, ...]:
    r"""``\log 2 n`` is the logarithm of the product."""
    words = Words(rng)
    n, p = words.new(count, pool=("n", "m", "K")), words.new(positive)
    k = rng.randint(2, 6)
    true = rng.choice((rf"\log {k} {n} = \log({k}) + \log({n})", rf"\log {k} {n} \geq \log({n})", rf"\exp(-{p}) \leq 1"))
    false = rng.choice((rf"\log {k} {n} \geq {n} \log({k})", rf"\log {k} {n} = \log({k}) \cdot {n}", rf"\log {n} {n} \leq {n} \log({n}) - 1"))
    return (
        claim(words, true, truth=True, by=ALGEBRA, why="read as a product under the logarithm"),
        claim(words, false, truth=False, by=ALGEBRA, why="false as every reader takes it, at n = 1 or large n"),
    )


def unknown_name(rng: Random) -> tuple[Case, ...]:
    """A name that nobody declared is no number: what is true of the function is not refuted, what is false not proved."""
    words = Words(rng)
    a, p = words.new(real), words.new(probability)
    true = rng.choice((rf"\cos({a}) \leq 1", rf"|\sin({a})| \leq 1", rf"\arccos({p}) \geq 0", rf"\cos({a})^2 + \sin({a})^2 = 1", rf"\tanh({a}) < 1"))
    false = rng.choice((rf"\cos({a}) \geq 0", rf"\sin({a}) = {a}", rf"\arccos({p}) \geq 2", rf"\cos({a}) = 1", rf"\tanh({a}) \geq {a}"))
    return claim(words, true, truth=True, by=ALGEBRA), claim(words, false, truth=False, by=ALGEBRA, why="a = 2, p = 9/10")


def upper_index(rng: Random) -> tuple[Case, ...]:
    """A number in brackets above a letter is a name, not a power."""
    words = Words(rng)
    y, i = words.new(real), words.count()
    k = rng.randint(1, 5)
    then, given = rng.choice(((rf"{y}^{{({i})}} \geq {k}", rf"{y} \geq {k}"), (rf"{y}^{{({i})}} \leq 1", rf"0 \leq {y} \leq 1"), (rf"{y}^{{({k})}} = {y} {y}^{{({k - 1})}}", rf"{y} > 0")))
    return (claim(words, then, truth=False, given=(given,), by=ALGEBRA, why="other numbers than y"),)


def extremum_over_reals(rng: Random) -> tuple[Case, ...]:
    r"""What ``\sup`` and ``\inf`` say of reals is not what a maximum over whole numbers says; unread is right too."""
    words = Words(rng)
    s, e = words.take(("s", "r", "z")), words.new(nonnegative)
    k = rng.randint(1, 5)
    ends = rf"{k} \leq {s} \leq {k + 1}"
    true, false = rng.choice(
        (
            (rf"\sup_{{{ends}}} ({s} - {k})({k + 1} - {s}) \geq \frac{{1}}{{4}}", rf"\sup_{{{ends}}} ({s} - {k})({k + 1} - {s}) \leq 0"),
            (rf"\inf_{{{ends}}} ({s} - {k} - \frac{{1}}{{2}})^2 \leq 0", rf"\inf_{{{ends}}} ({s} - {k} - \frac{{1}}{{2}})^2 \geq \frac{{1}}{{4}}"),
            (rf"\sup_{{0 \leq {s} < {k}}} {s} \geq {k}", rf"\sup_{{0 \leq {s} < {k}}} {s} \leq {k} - 1"),
            (rf"\inf_{{{s} > 0}} {e} {s} \geq 0", rf"\inf_{{{s} > 0}} {e} {s} \geq {e}"),
        )
    )
    return claim(words, true, truth=True, by=ALGEBRA), claim(words, false, truth=False, by=ALGEBRA, why="s is any real, e = 1")


def list_that_is_not_printed_whole(rng: Random) -> tuple[Case, ...]:
    """What dots stand for is all that is between, or is unread; it is never nothing."""
    words = Words(rng)
    n, x = words.count(), words.new(real)
    y = words.new(over=(n,))
    dots = rng.choice((r"\dots", r"\ldots", r"\cdots"))
    given, true, false = rng.choice(
        (
            ((rf"{x} \in \{{1, {dots}, {n}\}}",), rf"{x} \leq {n}", rf"({x} - 1)({x} - {n}) = 0"),
            ((), rf"\max\{{{y}_1, {dots}, {y}_{n}\}} \geq {y}_1", rf"\max\{{{y}_1, {dots}, {y}_{n}\}} = \max\{{{y}_1, {y}_{n}\}}"),
            ((rf"\min\{{{y}_1, {dots}, {y}_{n}\}} \leq {x}",), rf"\min\{{{y}_1, {dots}, {y}_{n}, {x}\}} \leq {x}", rf"\min\{{{y}_1, {y}_{n}\}} \leq {x}"),
            ((rf"{y}_1 = {x}, {dots}, {y}_{n} = {x}",), rf"{y}_{n} = {x}", rf"{y}_{n} = {x} + 1"),
        )
    )
    why = "n = 3, and the second is another one"
    return claim(words, true, truth=True, given=given, by=ALGEBRA), claim(words, false, truth=False, given=given, by=ALGEBRA, why=why)


def bars_inside_bars(rng: Random) -> tuple[Case, ...]:
    """Absolute values inside absolute values."""
    words = Words(rng)
    a, b = words.new(positive), words.new(real)
    k = rng.randint(2, 6)
    true = rng.choice((rf"\left|{b} |{a}|\right| \geq 0", rf"\left|\frac{{{k}}}{{3}} |{a}|\right| \geq 0", rf"\left|{b}\right| \geq -\left|{a}\right|", rf"\lvert {b} \rvert \leq \lvert {b} \rvert + {a}"))
    false = rng.choice((rf"\left|{b} |{a}|\right| > 0", rf"\left|{b}\right| \geq \left|{a}\right|", rf"\lvert {b} \rvert \geq {k} {b}"))
    instance = Model({a: F(3), b: F(0) if "> 0" in false or "left|" in false else F(5)})
    return (
        claim(words, true, truth=True, by=ALGEBRA, instance=instance),
        claim(words, false, truth=False, by=ALGEBRA, instance=instance),
    )


def conditions_in_one_line(rng: Random) -> tuple[Case, ...]:
    """Several hypotheses in one printed line, with commas and with the word."""
    words = Words(rng)
    c, p = words.new(positive), words.new(nonnegative)
    k = rng.randint(1, 6)
    given, true, false = rng.choice(
        (
            (rf"{c} \leq {k}, {p} \leq 1", rf"{c} + {p} \leq {k + 1}", rf"{c} + {p} < {k}"),
            (rf"{c} \leq {k} \text{{ and }} {p} \leq 1", rf"{c} {p} \leq {k}", rf"{p} \geq {c}"),
            (rf"{c} > 0, {c} \leq {k}", rf"{c}^2 \leq {k * k}", rf"{c} < {k}"),
            (rf"{c} = 1 + {p}, {p} \leq {k}", rf"{c} \leq {k + 1}", rf"{c} \leq 1"),
            (rf"0 < {c} \leq {k}", rf"{c} \leq {k}", rf"{c} < {k}"),
            (rf"|{c} - {k}| \leq \frac{{1}}{{2}}", rf"{c} \leq {k + 1}", rf"{c} \leq {k}"),
        )
    )
    top = {c: F(k) + (F(1) if "1 +" in given else F(1, 2) if "|" in given else F(0)), p: F(k) if "1 +" in given else F(1)}
    instance = Model({c: F(1), p: F(0)} if rf"{p} \geq" in false else top)
    return (
        claim(words, true, truth=True, given=(given,), by=ALGEBRA, instance=instance),
        claim(words, false, truth=False, given=(given,), by=ALGEBRA, instance=instance),
    )


def definition_that_is_read(rng: Random) -> tuple[Case, ...]:
    """A defined function and a defined vector mean what their definitions print."""
    words = Words(rng)
    n = words.count()
    f = words.new(real, of=(real,))
    x = words.new(over=(n,))
    u = words.new(vector(n))
    k = rng.randint(2, 6)
    body, true, false = rng.choice(
        (
            (r"\max\{0, z\}", r"{f}({a}) \geq 0", r"{f}({a}) \leq {a} - 1"),
            (rf"{k} z", rf"{{f}}({{a}}) = {k} \cdot {{a}}", r"{f}({a}) = {a}"),
            ("z^2", r"{f}({a}) \geq 0", r"{f}({a}) \geq {a}^3"),
        )
    )
    at, dots = latex_of(F(rng.randint(2, 9))), rng.choice((r"\dots", r"\ldots", r"\cdots"))
    before = (
        Statement("function", then=(rf"{f}(z) = {body}",), defines=True),
        Statement("values", then=(rf"{u} = [{f}({x}_1), {dots}, {f}({x}_{n})]^\top \in \mathbb{{R}}^{n}",), defines=True),
    )
    by = (definition(f), *ALGEBRA)
    cases = [claim(words, text.format(f=f, a=at), truth=truth, by=by, before=before) for text, truth in ((true, True), (false, False))]
    return tuple(cases)


ATTACKS = (
    part_that_is_no_inequality, membership_that_is_given, half_open_interval, hidden_constant, rate_that_is_concluded,
    function_without_brackets, unknown_name, upper_index, extremum_over_reals, list_that_is_not_printed_whole,
    bars_inside_bars, conditions_in_one_line, definition_that_is_read,
)  # fmt: skip
KINDS = {attack.__name__.replace("_", "-"): attack for attack in ATTACKS}
