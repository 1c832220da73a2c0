"""Gradients by the weights, and what moves along them: through definitions that are named, or not at all."""

from __future__ import annotations

import pytest
from harness import checked, name, node, notes, refused, scalar, t

from ntkprops.language.notation import declare, real, vector
from ntkprops.statement.model import Statement, cite, definition

OF_THE_LOSS = (definition("L"),)
FALSE = "the premises do not give this|an equation between vectors is not shown"
MORE = notes(
    declare("G", real, of=("weights",), random=True),
    declare("K", real, of=("time",), random=True),
    declare("c'", real, random=True),
)


def loss(body):
    """The definition of L(w)."""
    return Statement("loss", then=(rf"L(w) = {body}",), defines=True)


def gradient(body, claimed, by=OF_THE_LOSS, beside=(), what=r"\frac{\partial L(w)}{\partial w_k}"):
    """The claim that the loss has a gradient."""
    goal = node("chain", t(what, MORE), t(claimed, MORE), spelled="=")
    step = type(scalar("0 = 0"))("scalar", (goal,))
    return checked(goal, step, beside=(loss(body), *beside), by=by, notation=MORE)


GRADIENTS = [
    (r"\sum_{k=1}^m v^\top w_k", "v"),
    (r"\sum_{k=1}^m (v^\top w_k)^2", r"2 (v^\top w_k) v"),
    (r"\sum_{k=1}^m w_k^\top w_k", "2 w_k"),
    (r"\sum_{k=1}^m \max\{0, v^\top w_k\}", r"\mathbf{1}[v^\top w_k \geq 0] v"),
    (r"b + a \sum_{k=1}^m v^\top w_k", "a v"),
    (r"(\sum_{k=1}^m v^\top w_k)^2", r"2 (\sum_{l=1}^m v^\top w_l) v"),
    (r"\exp(\sum_{k=1}^m v^\top w_k)", r"\exp(\sum_{l=1}^m v^\top w_l) v"),
    (r"\sum_{k=1}^m \xi_k v^\top w_k", r"\xi_k v"),
    (r"\sum_{i=1}^n \sum_{k=1}^m z_i e_i^\top w_k", r"\sum_{i=1}^n z_i e_i"),
    (
        r"\log(1 + \exp(\sum_{k=1}^m v^\top w_k))",
        r"\frac{\exp(\sum_{l=1}^m v^\top w_l)}{1 + \exp(\sum_{l=1}^m v^\top w_l)} v",
    ),
    (r"\sum_{k=1}^m \sum_{l=1}^m (v^\top w_k) (v^\top w_l)", r"2 (\sum_{l=1}^m v^\top w_l) v"),
    ("b", "0 v"),
]


@pytest.mark.parametrize(("body", "claimed"), GRADIENTS)
def test_gradients_by_a_member(body, claimed):
    """Sums over all members leave the one; the definition must be named, and the gradient is no other."""
    assert gradient(body, claimed)
    with refused(FALSE):
        gradient(body, f"{claimed} + v")
    with refused(FALSE):
        gradient(body, claimed, by=())


def test_the_gradient_by_all_weights_is_the_matrix_of_those_by_each():
    """Row k is the gradient by ``w_k``."""
    assert gradient(r"\sum_{k=1}^m v^\top w_k", r"v_p", what=r"(\nabla L(w))_{kp}")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (r"v^\top w_1", "a member of the family stands outside the sum over all of them"),
        (r"\sum_{k=1}^m (v^\top w_k) (v^\top w_1)", "a member of the family stands outside"),
        (r"\sum_{k=1}^m \|w_k\|", "no rule differentiates a norm by the weights"),
        (r"\max_k v^\top w_k", "no rule differentiates a maximum by the weights"),
        (r"\sum_{k=1}^m |v^\top w_k|", "no rule differentiates this by the weights"),
        (r"\sum_{k=1}^m 2^{v^\top w_k}", "no rule differentiates this by the weights"),
        (r"\sum_{k=1}^m \max\{1, v^\top w_k\}", "no rule differentiates this"),
        (r"\sum_{k=1}^m \min\{0, v^\top w_k\}", "no rule differentiates this"),
        (r"\sum_{k=1}^m \max\{0, b, v^\top w_k\}", "no rule differentiates this"),
        (r"\sum_{k=1}^m \mathbf{1}[v^\top w_k \geq 0]", "no rule differentiates a indicator"),
        (r"\mathbb{E}[\sum_{k=1}^m v^\top w_k]", "an equation between vectors is not shown"),  # no mean is unfolded
        (r"\sum_{k=1}^m \mathbf{1}[v^\top w_k \geq 0] v^\top w_k", "no rule differentiates a indicator"),
        (r"\int_0^1 \exp(\tau \sum_{k=1}^m v^\top w_k) h(\tau) \,d\tau", "its time is not printed"),
        (r"u_1(0) + \sum_{k=1}^m v^\top w_k", "u may depend on the weights, and is not unfolded"),
        ("X", "X may depend on the weights, and is not unfolded"),
        (r"K(0)", "K may depend on the weights, and is not unfolded"),
        (r"b X + 1", "X may depend on the weights"),
        ("h(0)", "h may depend on the weights"),
    ],
)
def test_what_no_rule_differentiates_is_refused(body, reason):
    """It is never taken for a constant."""
    with refused(reason):
        gradient(body, "0 v")


def test_a_root_has_no_gradient_where_it_vanishes():
    """Not even one that is equal to itself; a square has."""
    what, body = r"\frac{\partial L(w)}{\partial w_k}", r"\sum_{k=1}^m (v^\top w_k)^2"
    assert gradient(body, what)
    with refused("a side may be undefined"):
        gradient(rf"\sqrt{{{body}}}", what)


def test_a_function_that_nothing_unfolds_keeps_its_gradient():
    """``G(w)`` has one of its own, under sums too."""
    atom = r"\frac{\partial G(w)}{\partial w_k}"
    assert gradient("2 G(w)", rf"2 {atom}")
    with refused(FALSE):
        gradient("2 G(w)", atom)


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        (node("partial", "L(w)", "v"), "a gradient is taken by a family of vectors or by a member of one"),
        (node("partial", "L(w)", "z"), "a gradient is taken by a family of vectors"),
        (node("partial", "L(w)", "b"), "a gradient is taken by a family"),
        (node("partial", "L(w)", node("symbol", spelled="unknown")), "a gradient is taken by a family"),
        (node("partial", "L(w)", "w_{kp}"), "a gradient is taken by a family"),
        (node("partial", "L(w)", "S"), "a gradient is taken by a family"),
        (node("grad", node("apply", "f", "v", "v'")), "it is not printed by what this gradient is taken"),
    ],
)
def test_gradients_are_by_families_of_vectors(what, reason):
    """By a number, a vector, a family of numbers, a component there is no rule."""
    goal = node("chain", node("norm", what), "0", spelled=">=")
    with refused(reason):
        checked(
            goal,
            type(scalar("0 = 0"))("scalar", (goal,)),
            beside=(loss(r"\sum_{k=1}^m v^\top w_k"),),
            by=(definition("L"),),
        )


def test_what_is_defined_by_the_weights_is_no_constant():
    """``c = sum <v, W_k>``, whether W is random or not, and whether it is unfolded or not."""
    fixed = notes(declare("W", vector("d"), over=("m",), of=("time",)), declare("P", real, of=("weights",)))
    linear = r"\sum_{k=1}^m v^\top W_k"
    says = Statement("says", then=(f"c = {linear}", f"P(W) = c {linear}"), defines=True)
    goal = t(rf"\frac{{\partial P(W)}}{{\partial W_k}} = 2 ({linear.replace('k', 'l')}) v", fixed)
    step = type(scalar("0 = 0"))("scalar", (goal,))
    assert checked(goal, step, beside=(says,), by=(definition("P"), definition("c")), notation=fixed)
    wrong = t(r"\frac{\partial P(W)}{\partial W_k} = c v", fixed)
    with refused("c may depend on the weights, and is not unfolded"):
        checked(wrong, type(step)("scalar", (wrong,)), beside=(says,), by=(definition("P"),), notation=fixed)


# -- along the weights -------------------------------------------------------------------------------------

FLOW = Statement("flow", then=(r"\frac{dw_k(t)}{dt} = -v",), defines=True)
SLOPE = r"\frac{\partial f(v; w(t))}{\partial w_k(t)}"
SPEED = rf"\frac{{d}}{{dt}} f(v; w(t)) = \sum_{{k=1}}^m \langle {SLOPE}, \frac{{dw_k(t)}}{{dt}} \rangle"


def test_a_function_of_the_weights_moves_with_them():
    """By the chain rule, where only the weights move."""
    goal = t(SPEED)
    step = type(scalar("0 = 0"))("scalar", (goal,))
    assert checked(goal, step, beside=(FLOW,))
    both = t(r"\frac{d}{dt} f(u(t); w(t)) = 0".replace("u(t)", "t v"))
    with refused("no rule says how this moves"):
        checked(both, type(step)("scalar", (both,)), beside=(FLOW,))
    still = t(r"\frac{d}{dt} f(v; w(2 t)) = 0")
    with refused("no rule says how this moves"):
        checked(still, type(step)("scalar", (still,)), beside=(FLOW,))


def test_a_cited_equation_of_motion_is_put_in():
    """Of ``w_k`` for each k; and of u as a vector, a component, or with a dot."""
    goal = r"\frac{d}{dt} (v^\top w_k(t)) = -\|v\|^2"
    squared = type(scalar("0 = 0"))("norm_definition", (t("v"),))
    step = type(squared)("scalar", (t(goal),), (squared,))
    assert checked(goal, step, beside=(FLOW,), by=(cite("flow"),))
    with refused("the premises do not give this"):
        checked(goal, step, beside=(FLOW,))
    for printed in (r"\frac{du(t)}{dt} = -u(t)", r"\frac{du_i(t)}{dt} = -u_i(t)", r"\dot{u}(t) = -u(t)"):
        flow = Statement("flow", then=(printed,), defines=True)
        found = r"\frac{d}{dt} u_j(t) = -u_j(t)"
        by = (definition(r"\dot{u}") if "dot" in printed else cite("flow"),)
        assert checked(found, scalar(found), beside=(flow,), by=by)


# -- by a vector -------------------------------------------------------------------------------------------

POINTS = notes(
    declare("F", real, of=(vector("d"),)),
    declare("F'", real, of=(vector("d"), real)),
    declare("M'", vector("d"), of=("time",)),
)
OF_F = (definition("F"),)


def slope(body, claimed, point="v", by=OF_F, argument="v", beside=()):
    """The claim that F has a gradient at a point."""
    goal = node("chain", node("grad", node("apply", name("F"), t(point, POINTS))), t(claimed, POINTS), spelled="=")
    defined = Statement("f", then=(rf"F({argument}) = {body}",), defines=True)
    return checked(goal, type(scalar("0 = 0"))("scalar", (goal,)), beside=(defined, *beside), by=by, notation=POINTS)


SLOPES = [
    (r"\|M v - y\|^2", r"2 M^\top (M v - y)"),
    (r"\langle v, e_1 \rangle", "e_1"),
    (r"\frac{1}{2} \|v\|_2^2 + b", "v"),
    (r"\|v\|^4", r"4 \langle v, v \rangle v"),
    (r"\exp(v^\top e_1)", r"\exp(v^\top e_1) e_1"),
    (r"\log(1 + \|v\|^2)", r"\frac{2}{1 + \langle v, v \rangle} v"),
    (r"\max\{0, v^\top e_1\}", r"\mathbf{1}[v^\top e_1 \geq 0] e_1"),
    (r"X \|v\|^2", "2 X v"),
]


@pytest.mark.parametrize(("body", "claimed"), SLOPES)
def test_the_gradient_of_a_function_of_a_vector(body, claimed):
    """Through its definition; random or moving things in it are fixed meanwhile."""
    assert slope(body, claimed)
    with refused(FALSE):
        slope(body, f"3 ({claimed})")


def test_a_gradient_that_nothing_unfolds_is_itself():
    """A vector of the length of its argument."""
    zero = r"\nabla F(v) - \nabla F(v) = 0 v"
    assert checked(zero, scalar(zero, notation=POINTS), notation=POINTS)
    other = r"\nabla F(v) = \nabla F(v')"
    with refused(FALSE):
        checked(other, scalar(other, notation=POINTS), notation=POINTS)
    goal = node(
        "chain", node("grad", node("apply", name("F"), "y")), node("grad", node("apply", name("F"), "y")), spelled="="
    )
    with refused("F is of vectors of length d"):
        checked(goal, type(scalar("0 = 0"))("scalar", (goal,)), notation=POINTS)


def test_a_function_is_differentiated_by_its_argument_alone():
    """``F(q) = <q, v>`` has the gradient v at v, not 2 v; ``e_1``, ``v + v`` are no vectors by name."""
    with refused("the definition of F speaks of v itself"):
        slope(r"\langle v', v \rangle", "2 v", argument="v'")
    hidden = Statement("b", then=(r"b = \|v\|^2",), defines=True)
    with refused("the definition of F speaks of v itself"):
        slope(r"b \|v'\|^2", "2 b v", argument="v'", by=(*OF_F, definition("b")), beside=(hidden,))
    for point in ("e_1", "v + v"):
        with refused("a gradient is taken at a vector by its name"):
            slope(r"\|v\|^2", "2 v", point)


@pytest.mark.parametrize("body", [r"\|v\|", r"\|v\|_1", r"|v^\top e_1|", r"\sqrt{v^\top e_1}"])
def test_corners_have_no_gradient(body):
    """Nor has a root where it may be 0."""
    with refused("no rule differentiates|a side may be undefined|" + FALSE):
        slope(body, "v")


def test_a_function_of_more_than_a_vector_has_no_gradient_here():
    """It is not printed by what it is taken."""
    goal = node("chain", node("grad", node("apply", name("F'"), "v", "b")), "v", spelled="=")
    with refused("it is not printed by what this gradient is taken"):
        checked(goal, type(scalar("0 = 0"))("scalar", (goal,)), notation=POINTS)
