"""The rules of the draw: Gaussian members, fair signs, independent terms; each refused where a condition fails."""

from __future__ import annotations

import pytest
from harness import ELSE, TRUE, checked, notes, refused, rule, scalar, t

from ntkprops.language.notation import Sort, count, declare, matrix, sign, vector

DRAWN = "this is not drawn from a standard Gaussian"
FIXED = "something must not depend on the draw here"
NO_SIGN = "this is no fair sign times something independent of it"
NO_SIGNS = "these are no fair signs times something independent of them"
NONNEGATIVE = scalar(r"r \geq 0")
MORE = notes(
    declare("K", Sort("index", ("m",)), random=True),
    declare("G", matrix("n", "n"), random=True, law="gaussian"),
    declare("e'", vector("d"), over=("m",), random=True, law="gaussian"),
    declare("b'", vector("d"), over=("n",), random=True, law="gaussian"),
    declare(r"\chi", sign, random=True, law="rademacher"),
    declare(r"\nu", sign, random=True),
    declare(r"\rho", vector("d"), over=("m",), random=True, law="rademacher"),
)


def anti_concentration(direction="v", drawn="w_k(0)", radius="r", premise=NONNEGATIVE):
    """How seldom a projection is small."""
    return rule("anti_concentration", direction, drawn, radius, premises=(premise,), notation=MORE)


BALL = r"\sqrt{2 \pi} \|v\| \Pr[|v^\top w_k(0)| \leq r] \leq 2 r"


def test_a_gaussian_projection_is_seldom_small():
    """Of members at the start, and of a vector that does not move."""
    assert checked(BALL, anti_concentration())
    assert checked(BALL.replace("w_k(0)", "g"), anti_concentration(drawn="g"))
    with refused(ELSE):
        checked(BALL.replace(r"\leq 2 r", r"\leq r"), anti_concentration())


@pytest.mark.parametrize("drawn", ["v", "w_k(t)", "w_k", "w_K(0)", "w(0)", r"\rho_k", "u(0)", "G", "M^\\top y", "2 g"])
def test_only_members_at_the_start_are_gaussian(drawn):
    """Not fixed vectors, trained weights, whole families, matrices, what is made of them, nor what the draw chooses."""
    with refused(DRAWN):
        checked("0 = 0", anti_concentration(drawn=drawn), notation=MORE)


def test_the_direction_is_fixed():
    """``<g, g>`` is large."""
    for step in (anti_concentration(direction="g"), rule("half_space", "g", "g"), rule("rectified_square", "g", "g")):
        with refused(FIXED):
            checked("0 = 0", step)


def test_the_radius_is_fixed():
    """``|<v, g>|`` is at most itself."""
    radius = r"|v^\top w_k(0)|"
    with refused(FIXED):
        checked("0 = 0", anti_concentration(radius=radius, premise=scalar(rf"{radius} \geq 0")))


def test_the_radius_is_not_negative():
    """No probability is below a negative number."""
    with refused(ELSE):
        checked(BALL.replace("r]", "a]").replace("2 r", "2 a"), anti_concentration(radius="a", premise=TRUE))


def test_half_of_a_gaussian_is_on_each_side():
    """And a quarter of the square of ``a`` is not half."""
    goal = r"\|v\| \Pr[v^\top w_k(0) \geq 0] = \frac{1}{2} \|v\|"
    assert checked(goal, rule("half_space", "v", "w_k(0)"))
    with refused(ELSE):
        checked(goal.replace(r"\frac{1}{2}", r"\frac{1}{4}"), rule("half_space", "v", "w_k(0)"))
    with refused(DRAWN):
        checked(goal.replace("w_k(0)", "v'"), rule("half_space", "v", "v'"))


def test_half_of_the_second_moment_is_on_each_side():
    """``E max(0, <v, g>)^2``."""
    goal = r"\mathbb{E}[\max\{0, v^\top w_k(0)\}^2] = \frac{1}{2} \|v\|^2"
    assert checked(goal, rule("rectified_square", "v", "w_k(0)"))
    with refused(ELSE):
        checked(goal.replace(r"\frac{1}{2}", ""), rule("rectified_square", "v", "w_k(0)"))
    with refused(DRAWN):
        checked(goal.replace("w_k(0)", "v'"), rule("rectified_square", "v", "v'"))


# -- signs -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        r"\xi_k",
        r"3 \xi_k",
        r"\xi_k \mathbf{1}[v^\top w_k(0) \geq 0]",
        r"\xi_k \mathbf{1}[v^\top w_l(0) \geq 0] + b \xi_l",
        r"\xi_k g_p",
        r"\xi_k \Pr[X \geq 0]",
        r"\chi",
    ],
)
def test_a_fair_sign_has_mean_zero(body):
    """Also times what is drawn apart from the signs."""
    assert checked(t(rf"\mathbb{{E}}[{body}] = 0", MORE), rule("sign_mean", body, notation=MORE), notation=MORE)


@pytest.mark.parametrize(
    "body",
    [
        "b",
        r"\zeta",
        r"\nu",
        r"\xi_k \xi_k",
        r"\xi_k \xi_l",
        r"\xi_k X",
        r"\xi_k + 1",
        r"\xi_k \mathbf{1}[\xi_k \geq 0]",
        r"\xi_k \mathbf{1}[\xi_l \geq 0]",
        r"\xi_k \mathbf{1}[v^\top w_k(t) \geq 0]",
        r"\xi_k Z_i",
        r"\xi_k u_i(0)",
        r"\xi_k \mathbf{1}[B]",
        r"\xi_K",
        r"\xi_k \mathbf{1}[v^\top w_K(0) \geq 0]",
        r"\xi_k f(v; w(0))",
        r"\xi_k w_{kp}",
    ],
)
def test_what_is_no_fair_sign_may_have_any_mean(body):
    """Fixed signs, squares, what may depend on the sign: random things, trained weights, what the draw chooses."""
    with refused(NO_SIGN):
        checked("0 = 0", rule("sign_mean", body, notation=MORE), notation=MORE)


def squares(body, low=r"k=1", high="m"):
    """The second moment of a sum of signs."""
    return rule("independent_signs", rf"\sum_{{{low}}}^{high} {body}", notation=MORE)


def test_the_second_moments_of_signed_terms_add_up():
    """The mixed terms have mean 0."""
    goal = r"\mathbb{E}[(\sum_{k=1}^m \xi_k \mathbf{1}[v^\top w_k(0) \geq 0])^2]"
    total = r"\sum_{k=1}^m \mathbb{E}[\mathbf{1}[v^\top w_k(0) \geq 0]]"
    assert checked(f"{goal} = {total}", squares(r"\xi_k \mathbf{1}[v^\top w_k(0) \geq 0]"))
    assert checked(r"\mathbb{E}[(\sum_{k=1}^m b \xi_k)^2] = m b^2", squares(r"b \xi_k"))


def test_the_number_of_signs_is_fixed():
    """As many as the draw says may be as many as are good."""
    many = notes(
        declare("n'", count, random=True), declare(r"\chi", sign, over=("n'",), random=True, law="rademacher")
    )
    with refused(FIXED):
        checked("0 = 0", rule("independent_signs", r"\sum_{k=1}^{n'} \chi_k", notation=many), notation=many)


@pytest.mark.parametrize(
    "body",
    [
        "b",
        r"\xi_l",
        r"\chi",
        r"\xi_k X",
        r"\xi_k (1 + \xi_k)",
        r"(\xi_k + 1)",
        r"\xi_k \xi_l",
        r"\xi_k u_i(0)",
        r"\xi_k \mathbf{1}[\xi_l \geq 0]",
    ],
)
def test_terms_without_a_sign_of_their_own_are_not_orthogonal(body):
    """One sign for all terms, sums, other random things: the mixed terms have some mean."""
    with refused(NO_SIGNS):
        checked("0 = 0", squares(body), notation=MORE)


def test_only_sums_are_squared_so():
    """The square of one signed term is no sum."""
    with refused("this is no sum"):
        checked("0 = 0", rule("independent_signs", r"\xi_k"))


def test_a_sum_of_signs_runs_over_them():
    """From 2 to m, or over another range, the sign at the index means nothing here."""
    with refused("an index must run from 1 to m|a side may be undefined"):
        checked("0 = 0", squares(r"\xi_k", low="k=2"))
    with refused("an index must run from 1 to m|a side may be undefined"):
        checked("0 = 0", squares(r"\xi_k", high="n"))


# -- Hoeffding ---------------------------------------------------------------------------------------------

ACTIVE = r"\mathbf{1}[v^\top w_k(0) \geq 0]"
AVERAGE = rf"\frac{{1}}{{m}} \sum_{{k=1}}^m {ACTIVE}"
TAIL = rf"\Pr[|{AVERAGE} - \mathbb{{E}}[{AVERAGE}]| \geq r] \leq 2 \exp(-2 m r^2)"
BOUNDED = scalar(r"|\frac{1}{m} m| \leq 1")


def hoeffding(
    body=ACTIVE, weight=r"\frac{1}{m}", level="r", op=">=", premises=(NONNEGATIVE, BOUNDED), over="k=1", end="m"
):
    """Hoeffding's inequality for a sum over k."""
    return rule("hoeffding", rf"\sum_{{{over}}}^{end} {body}", weight, level, op, premises=premises, notation=MORE)


def test_hoeffding():
    """For the average of indicators that depend on a member of their own each."""
    assert checked(TAIL, hoeffding())
    assert checked(TAIL.replace(r"\geq r]", "> r]"), hoeffding(op=">"))
    with refused(ELSE):
        checked(TAIL.replace("-2 m", "-3 m"), hoeffding())


def test_hoeffding_is_of_both_tails_outside():
    """Near the mean it is likely."""
    with refused("this is no upper tail of a sum over a family"):
        checked(TAIL.replace(r"\geq r]", r"\leq r]"), hoeffding(op="<="))


@pytest.mark.parametrize(
    "tree", [rf"\max_k {ACTIVE}", rf"\sum_{{k=2}}^m {ACTIVE}", rf"\sum_{{k=1}}^{{m-1}} {ACTIVE}", ACTIVE]
)
def test_hoeffding_is_of_the_sum_over_a_family(tree):
    """Its bound counts the members."""
    with refused("this is no upper tail of a sum over a family"):
        checked("0 = 0", rule("hoeffding", tree, r"\frac{1}{m}", "r", ">=", premises=(NONNEGATIVE, BOUNDED)))


def test_the_terms_of_hoeffding_lie_between_0_and_1():
    """Unbounded ones have other tails, and sums and multiples of indicators are longer."""
    for body in (r"v^\top w_k(0)", f"2 {ACTIVE}", f"({ACTIVE} + \\mathbf{{1}}[\\xi_k \\geq 0])", "b"):
        with refused("the terms are no products of indicators"):
            checked("0 = 0", hoeffding(body))


@pytest.mark.parametrize(
    "body",
    [
        r"\mathbf{1}[v^\top w_l(0) \geq 0]",
        r"\mathbf{1}[B]",
        r"\mathbf{1}[X \geq 0]",
        r"\mathbf{1}[v^\top g \geq 0]",
        r"\mathbf{1}[v^\top w_k(t) \geq 0]",
        r"\mathbf{1}[\xi_l \geq 0]",
        r"\mathbf{1}[v^\top b'_i \geq 0]",
        rf"{ACTIVE} \mathbf{{1}}[X \geq 0]",
        r"\mathbf{1}[u_i(0) \geq 0]",
        r"\mathbf{1}[v^\top w_K(0) \geq 0]",
    ],
)
def test_terms_that_share_what_they_are_drawn_from_are_not_independent(body):
    """The average of m copies of one coin is no nearer to 1/2 than the coin."""
    with refused("the terms are not independent"):
        checked("0 = 0", hoeffding(body), notation=MORE)


def test_terms_of_members_of_several_families_are_independent():
    """``w_k(0)``, ``xi_k`` and ``e'_k`` are drawn for each k apart."""
    body = rf"{ACTIVE} \mathbf{{1}}[\xi_k \geq 0] \mathbf{{1}}[v^\top e'_k \geq b]"
    average = rf"\frac{{1}}{{m}} \sum_{{k=1}}^m {body}"
    goal = t(rf"\Pr[|{average} - \mathbb{{E}}[{average}]| \geq r] \leq 2 \exp(-2 m r^2)", MORE)
    assert checked(goal, hoeffding(body), notation=MORE)


def test_weight_and_level_are_fixed():
    """A random level may be the deviation itself."""
    for step in (hoeffding(weight="X"), hoeffding(level="|X|")):
        with refused(FIXED):
            checked("0 = 0", step)


def test_the_level_is_not_negative():
    """Below 0 the bound would be small for what is certain."""
    with refused(ELSE):
        checked("0 = 0", hoeffding(level="a", premises=(TRUE, BOUNDED)))


def test_the_weights_add_up_to_at_most_one():
    """A longer sum moves further."""
    with refused(ELSE):
        checked("0 = 0", hoeffding(weight="1", premises=(NONNEGATIVE, TRUE)))
