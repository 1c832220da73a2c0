"""Attacks by hidden dependence: every head of the grammar stands between an operator and the variable that it is about.

A mean, a derivative, a sum, an integral or a maximum treats a term as constant although its variable is inside, under a
root, a norm, a trace, a limit of integration, a maximum, an indicator, a name.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from adversary import models
from adversary.arithmetic import Unknown
from adversary.claims import Case, Model, Words, claim
from ntkprops.language import Notation, matrix, positive, real, time, vector
from ntkprops.statement import RULES, Statement, definition

BY = tuple(
    RULES[name]
    for name in ("linearity", "algebra", "chain_rule", "fundamental_theorem", "norm_definition", "gaussian_moments", "jensen")
)  # fmt: skip

# a scalar function of x for every head that can stand around it
HEADS = (
    r"{phi}({x})", r"{q}^{{{x}}}", r"|{x}|", r"\max\{{{x}, {a}\}}", r"\min\{{{a}, {x}\}}", r"\exp({x})", r"\frac{{{a}}}{{1 + {x}^2}}",
    r"\sqrt{{1 + {x}^2}}", r"\log(1 + {x}^2)", r"\|{x} {v}\|", r"\|{x} {M}\|_F", r"\langle {x} {u}, {v} \rangle", r"{u}^\top ({x} {v})",
    r"\mathrm{{tr}}({x} {M})", r"\lambda_{{\max}}({x} {S})", r"\sum_{{{j}=1}}^{n} {x} {z}_{j}", r"\max_{{{j} \in [{n}]}} ({x} {z}_{j})",
    r"\prod_{{{j}=1}}^{n} {x}", r"\int_0^1 {x} {g}(\theta) d\theta", r"\int_0^{{{x}}} {g}(\theta) d\theta", r"{g}({x})",
    r"\mathbf{{1}}[{x} \geq {a}] {x}", r"\|[{x}, {a}]^\top\|", r"({x} - {a})^3", r"\|{x} {v}\|_1", r"\|{x} {v}\|_\infty", r"-{x} {a}",
    r"\sqrt[3]{{1 + {x}^2}}", r"\frac{{{x}}}{{{q}}}", r"\mathbb{{E}}[{x} {R}]",
)  # fmt: skip


@dataclass
class Setting:
    """The letters, one of each sort that a head needs, and a head filled with any variable."""

    words: Words
    letters: dict[str, str]
    head: str

    def of(self, x: str) -> str:
        """The head around ``x``, in brackets."""
        return rf"\left({self.head.format(x=x, **self.letters)}\right)"


def _setting(rng: Random) -> Setting:
    words = Words(rng, taken={r"\theta"})
    n = words.count()
    i, j = words.index(n), words.index(n)
    t, s = words.new(time, pool=("t", "r")), words.new(time, pool=("s", "z"))
    letters = {
        "n": n, "i": i, "j": j, "t": t, "s": s, "phi": words.new(of=(real,)), "q": words.new(positive), "a": words.new(real),
        "u": words.new(vector(n)), "v": words.new(vector(n)), "M": words.new(matrix(n, n)), "z": words.new(over=(n,)),
        "g": words.new(of=("time",)), "X": words.new(random=True), "Y": words.new(random=True), "R": words.new(random=True),
    }  # fmt: skip
    letters["S"] = rf"({letters['M']} + {letters['M']}^\top)"
    return Setting(words, letters, rng.choice(HEADS))


def _claims(one: Setting, rng: Random) -> tuple[str, str]:
    """A false claim and its true neighbour, in which the head holds a constant."""
    n, i, t, s, z, g, X, Y, a = (one.letters[name] for name in ("n", "i", "t", "s", "z", "g", "X", "Y", "a"))
    of = one.of
    claims = (
        (r"\mathbb{{E}}[{h}] = {h}", X, a),
        (r"\mathrm{{Var}}({h}) = 0", X, a),
        (rf"\mathbb{{{{E}}}}[{{h}} {Y}] = {{h}} \mathbb{{{{E}}}}[{Y}]", X, a),
        (rf"\mathbb{{{{E}}}}[{{h}} + {Y}] = {{h}} + \mathbb{{{{E}}}}[{Y}]", X, a),
        (rf"\frac{{{{d ({{h}} + {t})}}}}{{{{d{t}}}}} = 1", t, a),
        (rf"\frac{{{{d ({{h}} {g}({t}))}}}}{{{{d{t}}}}} = {{h}} \frac{{{{d {g}({t})}}}}{{{{d{t}}}}}", t, a),
        (rf"\sum_{{{{{i}=1}}}}^{n} {{h}} = {n} {{h}}", i, a),
        (rf"\sum_{{{{{i}=1}}}}^{n} {{h}} {z}_{i} = {{h}} \sum_{{{{{i}=1}}}}^{n} {z}_{i}", i, a),
        (rf"\int_0^{t} {{h}} d{s} = {t} {{h}}", s, a),
        (rf"\int_0^{t} {{h}} {g}({s}) d{s} = {{h}} \int_0^{t} {g}({s}) d{s}", s, a),
        (rf"\max_{{{{{i} \in [{n}]}}}} ({{h}} + {z}_{i}) = {{h}} + \max_{{{{{i} \in [{n}]}}}} {z}_{i}", i, a),
    )
    shape, variable, fixed = rng.choice(claims)
    return shape.format(h=of(variable)), shape.format(h=of(fixed))


def hidden_dependence(rng: Random) -> tuple[Case, ...]:
    """An operator passes a term that depends on its variable, under some head."""
    for _ in range(10):
        one = _setting(rng)
        texts = _claims(one, rng)
        notation = one.words.notation()
        false, true = (_instance(rng, text, notation, breaking=breaking) for text, breaking in zip(texts, (True, False), strict=True))
        if false is not None:
            return (
                claim(one.words, texts[0], truth=False, by=BY, instance=false),
                claim(one.words, texts[1], truth=True, by=BY, instance=true),
            )
    return ()


def _instance(rng: Random, text: str, notation: Notation, *, breaking: bool) -> Model | None:
    try:
        return models.found(rng, Statement("claim", then=(text,)), notation, breaking=breaking, tries=40)
    except Unknown:
        return None


def dependence_behind_a_name(rng: Random) -> tuple[Case, ...]:
    """The same, with a name for the term: a definition of the notes, or one that is given.

    What is false is found with the term itself in the place of its name; under an integral over ``s`` the name means
    the value at the ``s`` outside.
    """
    for _ in range(10):
        one = _setting(rng)
        b = one.words.new(real)
        t, s, X, Y, g = (one.letters[name] for name in ("t", "s", "X", "Y", "g"))
        variable, then = rng.choice(
            (
                (X, r"\mathbb{{E}}[{b}] = {b}"),
                (X, rf"\mathbb{{{{E}}}}[{{b}} {Y}] = {{b}} \mathbb{{{{E}}}}[{Y}]"),
                (X, rf"\mathrm{{{{Var}}}}({{b}} + {Y}) = \mathrm{{{{Var}}}}({Y})"),
                (t, rf"\frac{{{{d ({{b}} + {t})}}}}{{{{d{t}}}}} = 1"),
                (t, rf"\frac{{{{d ({{b}} {g}({t}))}}}}{{{{d{t}}}}} = {{b}} \frac{{{{d {g}({t})}}}}{{{{d{t}}}}}"),
                (s, rf"\int_0^{t} {{b}} d{s} = \int_0^{t} {one.of(s).replace('{', '{{').replace('}', '}}')} d{s}"),
            )
        )
        body = one.of(variable)
        unfolded = then.format(b=body) if variable != s else rf"{t} {body} = \int_0^{t} {body} d{s}"
        if _instance(rng, unfolded, one.words.notation(), breaking=True) is None:
            continue
        told = Statement("name", then=(rf"{b} = {body}",), defines=True)
        given, before = rng.choice((((), (told,)), ((rf"{b} := {body}",), ())))
        by, why = (definition(b), *BY), f"{b} depends on {variable}"
        return (claim(one.words, then.format(b=b), truth=False, given=given, by=by, before=before, why=why),)
    return ()


ATTACKS = (hidden_dependence, dependence_behind_a_name)
KINDS = {attack.__name__.replace("_", "-"): attack for attack in ATTACKS}
