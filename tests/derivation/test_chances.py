"""The rules of means and probabilities: each accepted, and refused where a condition fails."""

from __future__ import annotations

import pytest
from harness import CHANCE, ELSE, TRUE, checked, given, name, node, notes, refused, rule, scalar

from ntkprops.derivation.judgment import Step
from ntkprops.language.notation import declare, positive

FIXED = "something must not depend on the draw here"
EITHER = node("union", "A_i", "B")
BOTH = node("intersection", "A_i", "B")
NOT = node("not", "B")


def indicator(event):
    """``1[event]``."""
    return node("indicator", event)


def below(left, right):
    """``left <= right`` as a tree."""
    return node("chain", left, right, spelled="<=")


def test_the_mean_is_below_the_mean_of_the_absolute_value():
    """``|E X| <= E |X|``; of vectors it is not said."""
    assert checked(r"|\mathbb{E}[X]| \leq \mathbb{E}[|X|]", rule("absolute_mean", "X"))
    with refused("a vector stands where a scalar must"):
        checked("0 = 0", rule("absolute_mean", "g"))


def test_jensen_for_squares():
    """``(E X)^2 <= E X^2``, and not the other way."""
    assert checked(r"\mathbb{E}[X]^2 \leq \mathbb{E}[X^2]", rule("jensen", "X"))
    with refused(ELSE):
        checked(r"\mathbb{E}[X]^2 \geq \mathbb{E}[X^2]", rule("jensen", "X"))


def test_a_part_of_a_union_is_below_it_and_of_an_intersection_above():
    """Not the other way round."""
    part = rule("event_part", EITHER, premises=())
    part = type(part)("event_part", (EITHER, 0))
    assert checked(below(indicator("A_i"), indicator(EITHER)), part)
    whole = type(part)("event_part", (BOTH, 1))
    assert checked(below(indicator(BOTH), indicator("B")), whole)
    with refused(ELSE):
        checked(below(indicator(EITHER), indicator("A_i")), part)
    with refused(ELSE):
        checked(below(indicator("B"), indicator(BOTH)), whole)


def test_a_complement_has_no_parts():
    """``1[B] <= 1[not B]`` is false."""
    step = type(TRUE)("event_part", (NOT, 0))
    with refused("this is no union and no intersection"):
        checked(below(indicator("B"), indicator(NOT)), step)


def test_a_union_is_below_the_sum_of_its_parts():
    """As indicators and as probabilities; a complement is not."""
    parts = node("add", indicator("A_i"), indicator("B"))
    assert checked(below(indicator(EITHER), parts), rule("event_union", EITHER))
    with refused("this is no union"):
        checked(below(indicator(NOT), indicator("B")), rule("event_union", NOT))
    chances = node("add", node("Pr", "A_i"), node("Pr", "B"))
    assert checked(below(node("Pr", EITHER), chances), rule("union_bound", EITHER))
    with refused("this is no union"):
        checked(below(node("Pr", NOT), node("Pr", "B")), rule("union_bound", NOT))


def test_a_maximum_is_large_where_one_term_is():
    """The union bound over its indices."""
    step = rule("union_over_indices", r"\max_i Z_i", "b", ">")
    assert checked(r"\Pr[\max_i Z_i > b] \leq \sum_{i=1}^n \Pr[Z_i > b]", step)
    double = rule("union_over_indices", r"\max_i \max_k (Z_i + v^\top w_k(0))", "b", ">")
    assert checked(
        r"\Pr[\max_i \max_k (Z_i + v^\top w_k(0)) > b] \leq \sum_{i=1}^n \sum_{k=1}^m \Pr[Z_i + v^\top w_k(0) > b]",
        double,
    )


def test_the_union_bound_is_of_maxima():
    """A sum may be large where no term is."""
    with refused("this is no maximum"):
        checked("0 = 0", rule("union_over_indices", r"\sum_{i=1}^n Z_i", "b", ">"))


def test_the_level_of_a_maximum_is_the_same_for_all():
    """No term is above itself, but the maximum is above some."""
    with refused("or its level moves with the index"):
        checked(
            r"\Pr[\max_i Z_i > Z_i] \leq \sum_{i=1}^n \Pr[Z_i > Z_i]",
            rule("union_over_indices", r"\max_i Z_i", "Z_i", ">"),
        )


# -- Markov and Chebyshev ----------------------------------------------------------------------------------

POSITIVE = scalar("q > 0")
SIGNED = (given(), POSITIVE)


def markov(variable="X", level="q", op=">=", premises=SIGNED):
    """Markov's inequality."""
    return rule("markov", variable, level, op, premises=premises)


def test_markov():
    """Of a variable that is nonnegative for every draw, at a fixed positive level."""
    for op, sign in ((">=", r"\geq"), (">", ">")):
        found = checked(rf"q \Pr[X {sign} q] \leq \mathbb{{E}}[X]", markov(op=op), given=(r"X \geq 0",))
        assert found.averaged == {("given", (0, 0))}


def test_markov_asks_for_every_draw():
    """What is nonnegative on an event only may have any mean."""
    with refused("an average is taken of what holds only on an event: given"):
        checked(r"q \Pr[X \geq q] \leq \mathbb{E}[X]", markov(), given=(r"X \geq 0",), probability=r"1 - \delta")


def test_markov_asks_for_the_sign_and_the_level():
    """Each premise shows what it is asked for."""
    goal = r"q \Pr[X \geq q] \leq \mathbb{E}[X]"
    with refused(ELSE):
        checked(goal, markov(premises=(TRUE, POSITIVE)))
    with refused(ELSE):
        checked(
            r"a \Pr[X \geq a] \leq \mathbb{E}[X]", markov(level="a", premises=(given(), TRUE)), given=(r"X \geq 0",)
        )


def test_markov_is_at_a_fixed_level():
    """``X >= X`` has probability 1."""
    with refused(FIXED):
        checked(r"0 = 0", markov(level="X", premises=(given(), given(1))), given=(r"X \geq 0", "X > 0"))


def test_markov_is_of_an_upper_tail():
    """A small value is likely."""
    with refused("Markov's inequality is of an upper tail"):
        checked(r"q \Pr[X \leq q] \leq \mathbb{E}[X]", markov(op="<="), given=(r"X \geq 0",))


def chebyshev(level="q", op=">=", premises=(POSITIVE,)):
    """Chebyshev's inequality."""
    return rule("chebyshev", "X", level, op, premises=premises)


def test_chebyshev():
    """At a fixed positive level; of an upper tail."""
    goal = r"q^2 \Pr[|X - \mathbb{E}[X]| \geq q] \leq \mathrm{Var}(X)"
    assert checked(goal, chebyshev())
    with refused(ELSE):
        checked(r"a^2 \Pr[|X - \mathbb{E}[X]| \geq a] \leq \mathrm{Var}(X)", chebyshev(level="a", premises=(TRUE,)))
    with refused(FIXED):
        checked("0 = 0", chebyshev(level="|X| + 1", premises=(scalar("|X| + 1 > 0"),)))
    with refused("Chebyshev's inequality is of an upper tail"):
        checked(goal.replace(r"|X - \mathbb{E}[X]| \geq", r"|X - \mathbb{E}[X]| \leq"), chebyshev(op="<="))


def test_a_fixed_vector_is_fixed_in_every_component():
    """A direction that depends on the draw makes no Gaussian."""
    with refused(FIXED):
        checked("0 = 0", rule("half_space", "g", "w_k(0)"))


# -- Chernoff, and unions with >= --------------------------------------------------------------------------

RATE = (scalar(r"q \geq 0"),)


def test_chernoff():
    """For a rate that is not negative; with > as with >=."""
    for op, printed in ((">=", r"\geq"), (">", ">")):
        step = rule("chernoff", "X", "b", "q", op, premises=RATE)
        assert checked(rf"\Pr[X {printed} b] \exp(q b) \leq \mathbb{{E}}[\exp(q X)]", step)
    with refused(ELSE):
        checked(
            r"\Pr[X \geq b] \exp(2 q b) \leq \mathbb{E}[\exp(q X)]",
            rule("chernoff", "X", "b", "q", ">=", premises=RATE),
        )


def test_chernoff_needs_a_rate_that_is_not_negative():
    """At -1: ``Pr[X >= 0] <= E exp(-X)`` fails where X is 1."""
    with refused(ELSE):
        checked(r"\Pr[X \geq 0] \leq \mathbb{E}[\exp(-X)]", rule("chernoff", "X", "0", "-1", ">=", premises=(TRUE,)))


def test_chernoff_is_of_an_upper_tail():
    """``Pr[X <= 5] <= E exp(X) / exp(5)`` fails where X is 0."""
    for op in ("<=", "<", "="):
        with refused("Chernoff's bound is of an upper tail"):
            checked("0 = 0", rule("chernoff", "X", "5", "1", op, premises=(scalar(r"1 \geq 0"),)))


def test_chernoff_is_at_a_fixed_level_and_rate():
    """``Pr[X >= X] exp(..)`` is no tail; a rate that knows the draw picks its moments."""
    for level, rate in (("X", "q"), ("b", "X^2")):
        with refused(FIXED):
            checked("0 = 0", rule("chernoff", "X", level, rate, ">=", premises=(TRUE,)))


def test_a_maximum_reaches_a_level_where_one_term_does():
    """With >= as with >; not with <=, where all terms must."""
    step = rule("union_over_indices", r"\max_i Z_i", "b", ">=")
    assert checked(r"\Pr[\max_i Z_i \geq b] \leq \sum_{i=1}^n \Pr[Z_i \geq b]", step)
    with refused("a union bound is of upper tails"):
        checked("0 = 0", rule("union_over_indices", r"\max_i Z_i", "b", "="))


def test_the_mean_of_a_product_is_below_those_of_the_squares():
    """``E[X Y]^2 <= E[X^2] E[Y^2]``, and not the other way."""
    step = rule("mean_product", "X", "Y")
    assert checked(r"\mathbb{E}[X Y]^2 \leq \mathbb{E}[X^2] \mathbb{E}[Y^2]", step)
    for wrong in (r"\geq \mathbb{E}[X^2] \mathbb{E}[Y^2]", r"\leq \mathbb{E}[X^2] \mathbb{E}[Y]^2"):
        with refused(ELSE):
            checked(rf"\mathbb{{E}}[X Y]^2 {wrong}", step)
    with refused("these shapes have no product"):
        checked("0 = 0", rule("mean_product", "g", "g"))


CONVEX = notes(declare("P", positive, random=True))
MEANS = {
    "exp": (r"\exp(\mathbb{E}[P]) \leq \mathbb{E}[\exp(P)]", ()),
    "log": (r"\mathbb{E}[\log(P)] \leq \log(\mathbb{E}[P])", (scalar("P > 0", notation=CONVEX),)),
    "inverse": (r"\frac{1}{\mathbb{E}[P]} \leq \mathbb{E}[\frac{1}{P}]", (scalar("P > 0", notation=CONVEX),)),
}


@pytest.mark.parametrize("which", MEANS)
def test_jensen_for_convex_functions(which):
    """Not the other way round."""
    goal, premises = MEANS[which]
    step = Step("jensen_convex", (which, name("P")), premises)
    assert checked(goal, step, notation=CONVEX)
    with refused(ELSE):
        checked(goal.replace(r"\leq", r"\geq"), step, notation=CONVEX)


def test_jensen_for_the_logarithm_is_of_what_is_positive():
    """For every draw, as is what stands in a denominator: ``E[1 / X]`` may be 0 where ``E X`` is not."""
    positive_ = scalar("X > 0", given())
    for which in ("log", "inverse"):
        with refused(ELSE):
            checked("0 = 0", Step("jensen_convex", (which, name("X")), (TRUE,)))
        with refused("an average is taken of what holds only on an event"):
            step = Step("jensen_convex", (which, name("X")), (positive_,))
            checked("0 = 0", step, given=("X > 0",), probability=CHANCE)
