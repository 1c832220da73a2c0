"""Both sides of every relation must be defined: each operation asks for what it needs, where it is needed."""

from __future__ import annotations

import pytest
from harness import checked, given, name, node, notes, refused, rule, scalar

from ntkprops.language.notation import declare, real

UNKNOWN = "a side may be undefined"
NEVER = "a term is undefined: a division by 0, or a root or logarithm of no such number"

NEEDS = [
    (r"\frac{b}{a}", "a > 0"),
    (r"\frac{b}{a}", "a < 0"),
    (r"a^{-1}", "a > 0"),
    (r"a^{-2}", r"a \neq 0"),
    (r"\sqrt{a}", r"a \geq 0"),
    (r"\log(a)", "a > 0"),
    (r"a^{\frac{1}{2}}", r"a \geq 0"),
    (r"a^{-\frac{1}{2}}", "a > 0"),
    (r"\sqrt[a]{2}", "a > 0"),
    (r"\sqrt[2]{a}", r"a \geq 0"),
    (r"2^{\frac{1}{a}}", "a > 0"),
    (r"(a - b)^{c}", "a > b"),
    (r"\int_a^b \frac{1}{\tau} \,d\tau", r"0 < a \leq b"),
    (r"\int_0^1 \log(a) \,d\tau", "a > 0"),
    (r"\sum_{i=1}^n \frac{b}{a}", "a > 0"),
    (r"\int_b^c \frac{1}{a} \,d\tau", "a > 0"),
    (r"\mathbb{E}[\frac{X}{a}]", "a > 0"),
    (r"\max_{4 \leq i \leq n} b", r"n \geq 4"),
    (r"\min_{4 \leq i \leq n} b", r"n \geq 4"),
    (r"\max\{0, \frac{1}{a}\}", "a > 0"),
    (r"\frac{h(q)}{b}", "b > 0"),
    ("z_2", r"n \geq 2"),
    ("z_m", r"m \leq n"),
    (node("sum", "k", "1", "m", node("entry", name("z"), "k")), r"m \leq n"),
    (node("sum", "i", "1", "m", node("entry", name("z"), node("add", "i", "2"))), r"m \leq n - 2"),
]


@pytest.mark.parametrize(("term", "needed"), NEEDS)
def test_a_term_is_equal_to_itself_where_it_is_defined(term, needed):
    """And nothing is said of it elsewhere."""
    goal = node("chain", term, term, spelled="=")
    trivial = scalar("0 = 0")
    step = type(trivial)("scalar", (goal,))
    assert checked(goal, step, given=(needed,))
    with refused(UNKNOWN):
        checked(goal, step)


@pytest.mark.parametrize(
    "term", [r"\frac{1}{0}", r"\log(0)", r"\log(-1)", r"\sqrt{-1}", "0^{-1}", r"(-2)^{\frac{1}{2}}", r"\frac{b}{a - a}"]
)
def test_a_term_that_is_never_defined_is_refused_at_once(term):
    """Whatever is given."""
    goal = node("chain", term, term, spelled="=")
    with refused(NEVER):
        checked(goal, type(scalar("0 = 0"))("scalar", (goal,)), given=("0 = 1",))


def test_what_cancels_must_be_defined_too():
    """``b / b = 1``, ``sqrt(b)^2 = b``, ``log b - log b = 0``."""
    for goal in (r"\frac{b}{b} = 1", r"\sqrt{b}^2 = b", r"\log(b) - \log(b) = 0", r"0 \cdot \frac{1}{b} = 0"):
        assert checked(goal, scalar(goal), given=("b > 0",))
        with refused(UNKNOWN):
            checked(goal, scalar(goal))


@pytest.mark.parametrize(
    "term",
    [
        r"\sqrt{|a|}",
        r"\sqrt{a^2}",
        r"\sqrt{a^2 + b^2}",
        r"\sqrt{\|v\|}",
        r"\sqrt{\sum_{i=1}^n z_i^2}",
        r"\sqrt{\mathbb{E}[X^2]}",
        r"\sqrt{\Pr[B]}",
        r"\sqrt{\frac{a^2}{q}}",
        r"\sqrt{r q}",
        r"\sqrt{\exp(a)}",
        r"\sqrt{\mathrm{Var}(X)}",
        r"\frac{1}{q}",
        r"\log(q)",
        r"\frac{1}{n}",
        r"q^{-\frac{1}{2}}",
        r"\sum_{i=1}^n \frac{1}{i}",
        r"\int_1^b \frac{1}{q} \,d\tau",
        r"\sqrt{Y}",
        r"\frac{1}{\zeta}",
        r"\max_i z_i",
        r"\sqrt{\max_i z_i^2}",
        r"\sqrt{h(0)^2}",
    ],
)
def test_what_is_defined_by_its_form_needs_no_hypothesis(term):
    """Squares, absolute values, probabilities, positive symbols, whole ranges."""
    goal = node("chain", term, term, spelled="=")
    assert checked(goal, type(scalar("0 = 0"))("scalar", (goal,)))


@pytest.mark.parametrize(
    "term",
    [
        r"\sqrt{a^3}",
        r"\sqrt{a^2 - b^2}",
        r"\sqrt{\sum_{i=1}^n z_i}",
        r"\sqrt{a q}",
        r"\sqrt{\mathbb{E}[X]}",
        r"\sqrt{h(0)}",
        r"\sqrt{z_1}",
        r"\sqrt{\max_i z_i}",
        r"\sqrt{-a^2}",
        r"\sqrt{\log(q)}",
        r"\sqrt{\int_a^b 1 \,d\tau}",
        r"\sqrt{\lambda_{\min}(S)}",
        r"\sqrt{v_p}",
        r"\sqrt{\frac{a}{q}}",
    ],
)
def test_what_only_looks_nonnegative_needs_one(term):
    """Odd powers, differences, sums of reals."""
    goal = node("chain", term, term, spelled="=")
    with refused(UNKNOWN):
        checked(goal, type(scalar("0 = 0"))("scalar", (goal,)))


def test_an_integral_asks_for_what_it_needs_on_its_range():
    r"""``1 / \tau`` on [1, 2], and not on [-1, 1]."""
    one = r"\int_1^2 \frac{1}{\tau} \,d\tau \geq \int_1^2 \frac{1}{\tau} \,d\tau"
    assert checked(one, scalar(one))
    with refused(UNKNOWN):
        checked(one.replace("_1^2", "_{-1}^1"), scalar(one.replace("_1^2", "_{-1}^1")))


def test_an_integral_that_runs_backwards_crosses_what_is_between():
    r"""From 1 to -1 there is a pole at 0, though no number is above 1 and below -1."""
    goal = r"\int_1^{-1} \frac{1}{\tau} \,d\tau = \int_1^{-1} \frac{1}{\tau} \,d\tau"
    with refused("a term is undefined|a side may be undefined"):
        checked(goal, scalar(goal))
    goal = r"\int_a^b \frac{1}{\tau} \,d\tau = \int_a^b \frac{1}{\tau} \,d\tau"
    with refused(UNKNOWN):
        checked(goal, scalar(goal), given=("0 < a",))


def test_what_is_given_of_one_outcome_defines_nothing_for_all():
    """``E[X / X] = 1`` is not true where X may be 0 in another outcome."""
    goal = r"\mathbb{E}[\frac{X}{X}] = 1"
    with refused(UNKNOWN):
        checked(goal, scalar(goal), given=("X > 0",), probability=r"1 - \delta")


def test_what_is_given_of_a_range_defines_nothing_beyond():
    """``b > 0`` for all b between 1 and 2."""
    goal = r"\frac{b}{b} = 1"
    with refused(UNKNOWN):
        checked(goal, scalar(goal), given=(r"b > 0 \forall 1 \leq b \leq 2",))


def test_a_vector_is_defined_in_every_component():
    """``v / a`` is not, for a = 0."""
    goal = r"\frac{1}{a} v = \frac{1}{a} v"
    assert checked(goal, scalar(goal), given=("a > 0",))
    with refused(UNKNOWN):
        checked(goal, scalar(goal))


def test_a_family_is_defined_in_every_member():
    """Of the numbers ``1 / z_i`` each."""
    norm = r"\|\sum_{i=1}^n \frac{1}{z_i} e_i\| \geq 0"
    with refused(UNKNOWN):
        checked(norm, scalar(norm), given=("z_1 > 0",))


def test_what_a_rule_concludes_is_defined():
    """``|E[1 / X]|`` is not, where X may be 0."""
    goal = r"|\mathbb{E}[\frac{1}{X}]| \leq \mathbb{E}[|\frac{1}{X}|]"
    with refused(UNKNOWN):
        checked(goal, rule("absolute_mean", r"\frac{1}{X}"))


def test_what_an_arithmetic_step_states_on_the_way_is_defined():
    """``a <= a b / b`` on the way to ``a <= a``."""
    way = scalar(r"a \leq \frac{a b}{b}")
    back = scalar(r"a^2 \geq 0", way)
    with refused(UNKNOWN):
        checked(r"a^2 \geq 0", back)


def test_a_hypothesis_defines_nothing():
    """What is given of ``1 / b`` does not say that b is not 0."""
    with refused(UNKNOWN):
        checked(r"\frac{1}{b} \leq 1", given(), given=(r"\frac{1}{b} \leq 1",))


def test_a_value_that_is_put_in_is_defined_even_where_it_vanishes():
    """``z_i <= 1`` for all i holds at no ``z`` of something undefined."""
    wide = notes(declare(r"\tau", real))
    hypothesis = r"0 \cdot b \leq c \forall b \geq 0"
    with refused(UNKNOWN):
        step = given(0, 0, {"b": r"\frac{1}{a}"}, scalar("0 = 0"))
        checked(r"0 \leq c", step, given=(hypothesis,), notation=wide)


def test_an_empty_range_defines_nothing_beside_it():
    """``sum_{k=2}^1 1 / b`` asks for ``b != 0``: what is under the sum does not speak of k."""
    empty = node("sum", name("@k;"), "2", "1", r"\frac{1}{b}")
    with refused(UNKNOWN):
        checked(node("chain", empty, empty, spelled="="), scalar("0 = 0"))
