r"""Attacks on two-layer networks, in the words of the bundled lecture: what training and an adversary do to a law."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random

from adversary.claims import Case, Generator, Words, claim
from ntkprops.language import index, positive, time, vector
from ntkprops.statement import RULES, Lecture, Statement, bundled_lecture, definition, load_lecture

MEAN = (RULES["gaussian_moments"], RULES["linearity"], RULES["algebra"])
NETWORK = (definition("u"), definition("f"), definition(r"\sigma"))


@cache
def lecture() -> Lecture:
    """The bundled lecture."""
    return load_lecture(bundled_lecture())


def said_of_networks(*then: str, truth: bool, **rest) -> Case:
    """A claim of the bundled lecture's network."""
    parts = (*lecture().parts, Statement("claim", then=then, **rest))
    return Case(lecture().notation, parts, "claim", truth, corrected=True)


def _letters(rng: Random) -> tuple[str, str]:
    i = rng.choice("ij")
    return i, "j" if i == "i" else "i"


def signs_after_training(rng: Random) -> tuple[Case, ...]:
    """Training moves the weights along the signs: they are independent at the start only."""
    i, j = _letters(rng)
    power = rng.choice(("", "^2"))
    false, true, by = rng.choice(
        (
            (rf"\mathbb{{E}}[a_k x_{i}^\top w_k(t)] = 0", rf"\mathbb{{E}}[a_k x_{i}^\top w_k(0)] = 0", MEAN),
            (rf"\mathbb{{E}}[u_{i}(t)] = 0", rf"\mathbb{{E}}[u_{i}(0)] = 0", (*MEAN, *NETWORK)),
            (rf"\mathbb{{E}}[a_k x_{i}^\top w_k] = 0", rf"\mathbb{{E}}[a_k x_{j}^\top w_k(0)] = 0", MEAN),
            (rf"\mathbb{{E}}[u_{i}(t)^2] = \frac{{1}}{{m}} \sum_{{k=1}}^m \mathbb{{E}}[\max\{{0, x_{i}^\top w_k(t)\}}^2]", r"\mathbb{E}[a_k] = 0", (*MEAN, *NETWORK)),
            (rf"\mathbb{{E}}[a_k u_{i}(t){power}] = 0", r"\mathbb{E}[a_k] = 0", (*MEAN, *NETWORK)),
        )
    )
    return said_of_networks(false, truth=False, by=by), said_of_networks(true, truth=True, by=by)


def law_after_the_start(rng: Random) -> tuple[Case, ...]:
    """A Gaussian law at the start is not the law at a later time, nor that of weights chosen after the draw."""
    i, _ = _letters(rng)
    when = rng.choice(("(t)", ""))
    rules = (RULES["anti_concentration"], *MEAN)
    c = rng.randint(1, 3)
    shapes = (
        r"\Pr[|x_{i}^\top w_k{when}| \leq R] \leq \frac{{2 R}}{{\sqrt{{2 \pi}}}}",
        r"\Pr[x_{i}^\top w_k{when} \geq 0] = \frac{{1}}{{2}}",
        r"\mathbb{{E}}[{c} \max\{{0, x_{i}^\top w_k{when}\}}^2] = \frac{{{c}}}{{2}}",
        r"\mathbb{{E}}[(x_{i}^\top w_k{when})^2] = 1",
    )
    shape = rng.choice(shapes)
    false, true = (shape.format(i=i, c=c, when=one) for one in (when, "(0)"))
    return said_of_networks(false, truth=False, by=rules), said_of_networks(true, truth=True, by=rules)


def law_with_a_sort_for_a_time(rng: Random) -> tuple[Case, ...]:
    """A family of functions of a time, declared by the sort: its law is that at the start."""
    words = Words(rng)
    n, m, d = words.count(), words.count(), words.count()
    words.rows += [*index("i", over=n), *index("k", over=m)]
    x, w = words.new(vector(d), over=(n,)), words.new(vector(d), over=(m,), of=(time,), random=True, law="gaussian")
    R, t = words.new(positive), words.new(time, pool=("t", "r"))
    words.always = (rf"\|{x}_i\| = 1",)
    false = rng.choice((rf"\Pr[|{x}_i^\top {w}_k({t})| \leq {R}] \leq \frac{{2 {R}}}{{\sqrt{{2 \pi}}}}", rf"\Pr[{x}_i^\top {w}_k({t}) \geq 0] = \frac{{1}}{{2}}", rf"\mathbb{{E}}[\max\{{0, {x}_i^\top {w}_k({t})\}}^2] = \frac{{1}}{{2}}"))
    return (claim(words, false, truth=False, by=(RULES["anti_concentration"], *MEAN), why="w moves"),)


def mean_over_the_weights_alone(rng: Random) -> tuple[Case, ...]:
    """The mean over the weights leaves the signs as they are."""
    i, _ = _letters(rng)
    over = rng.choice(("w", "w(0)"))
    false = rng.choice((rf"\mathbb{{E}}_{{{over}}}[a_k] = 0", rf"\mathbb{{E}}_{{{over}}}[a_k \max\{{0, x_{i}^\top w_k(0)\}}] = 0", rf"\mathbb{{E}}_{{{over}}}[u_{i}(0)] = 0"))
    return (said_of_networks(false, truth=False, by=(*MEAN, *NETWORK)),)


def random_factor_of_data(rng: Random) -> tuple[Case, ...]:
    """A sign outside a mean, before a fixed input."""
    i, _ = _letters(rng)
    c = rng.randint(1, 4)
    false = rng.choice((rf"\mathbb{{E}}[a_k x_{i}] = a_k x_{i}", rf"\|\mathbb{{E}}[{c} a_k x_{i}]\|_2 = {c}", rf"\mathbb{{E}}[{c} a_k y] = {c} a_k y", r"\mathbb{E}[\|u(0) - y\|_2] = \|u(0) - y\|_2"))
    given = (r"R' = \sqrt{\frac{n}{m}} \|u(0) - y\|_2 \frac{2}{\lambda_0}",) if "u(0)" in false else ()
    return (said_of_networks(false, truth=False, given=given, by=(RULES["linearity"], RULES["algebra"])),)


def motion_that_stops(rng: Random) -> tuple[Case, ...]:
    """A loss depends on the weights through the predictions too."""
    c = rng.choice((r"\frac{1}{2}", "1", "2"))
    body = rf"{c} \sum_{{i=1}}^n (y_i - u_i)^2" if c != "1" else r"\sum_{i=1}^n (y_i - u_i)^2"
    by = (definition(r"\dot{w}"), RULES["gradient"], definition("L"))
    return (said_of_networks(r"\|\dot{w}_k(s)\|_2 = 0", truth=False, given=(rf"L(w) := {body}",), for_all=r"0 \leq s \leq t", by=by),)


ATTACKS: tuple[Generator, ...] = (
    signs_after_training, law_after_the_start, law_with_a_sort_for_a_time, mean_over_the_weights_alone,
    random_factor_of_data, motion_that_stops,
)  # fmt: skip
KINDS = {attack.__name__.replace("_", "-"): attack for attack in ATTACKS}  # type: ignore[attr-defined]


# claims that sampling can try: what is given, the claim; the false ones are false by a wide margin
HOLD = (
    ((), r"\Pr[x_i^\top w_k(0) \geq 0] = \frac{1}{2}"),
    ((), r"\mathbb{E}[u_i(0)] = 0"),
    ((), r"|H_{i j}(0)| \leq 1"),
    ((), r"\mathbb{E}[H_{i i}(0)] = \frac{1}{2}"),
    ((), r"\|H(0)\|_F \leq n"),
    (("n = 1",), r"\mathbb{E}[\|H(0)\|_F^2] \leq 1"),
    (("n = 1",), r"\Pr[\|u(0)\|_2 = 0] = \frac{1}{2^m}"),
    ((r"n \leq 1",), r"\mathbb{E}[\|H(0) - H^*\|_F^2] \leq \frac{1}{4 m}"),
    ((r"\epsilon = 2",), r"\mathbb{E}[|H_{i j}(0)|] \leq \epsilon"),
    ((r"\epsilon \leq \frac{\lambda_0}{4}",), r"\Pr[\|H(0) - H^*\|_2 > \frac{\lambda_0}{4}] \leq \Pr[\|H(0) - H^*\|_2 > \epsilon]"),
)  # fmt: skip
FAIL = (
    ((), r"\|H(0)\|_F \leq \frac{1}{9}"),
    ((), r"\mathbb{E}[H_{i i}(0)] = 1"),
    ((), r"\Pr[x_i^\top w_k(0) \geq 0] \leq \frac{1}{7}"),
    ((), r"\mathbb{E}[\sigma(x_j^\top w_k(0))^2] = 1"),
    ((), r"H_{i i}(0) \geq 1"),
    ((), r"\mathbb{E}[u_i(0)^2] \geq 3"),
    ((), r"H_{i j}(0) \geq 0"),
    ((), r"\mathbb{E}[|u_i(0)|] \leq \frac{1}{50}"),
    ((r"R = \frac{1}{3}",), r"\Pr[|x_i^\top w_k(0)| \leq R] \leq \frac{R}{10}"),
    ((r"R = \frac{1}{3}",), r"\mathbb{E}[H_{i i}(0)] \leq R"),
    ((r"R = \frac{\lambda_0}{n}",), r"\|H(0)\|_F \leq \frac{1}{9}"),
)  # fmt: skip


def sampled_claims() -> tuple[Case, ...]:
    """Claims of networks as printed, true and false, for sampling."""
    return tuple(
        replace(said_of_networks(then, truth=truth, given=given), corrected=False)
        for truth, claims in ((True, HOLD), (False, FAIL))
        for given, then in claims
    )


__all__ = ["KINDS", "lecture", "sampled_claims"]
