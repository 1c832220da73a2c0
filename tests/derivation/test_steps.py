"""Equals for equals, and induction over a whole number: each accepted, and refused where a condition fails."""

from __future__ import annotations

import pytest
from harness import CHANCE, ELSE, OUTSIDE, TRUE, checked, given, local, name, node, notes, refused, scalar, t

from ntkprops.derivation.judgment import Step
from ntkprops.language.notation import count, declare, nonnegative, real, vector

HOLE = name("@hole")
K = name("@k!")
AFTER = node("add", K, "1")


def put(term, one, other, premise, hole=HOLE):
    """Equals put for equals."""
    one, other = (t(part) if isinstance(part, str) else part for part in (one, other))
    return Step("equals", (term, hole, one, other), (premise,))


def test_equals_stand_for_equals():
    """In whatever is a function of their value, a vector's components included."""
    norm = node("norm", node("add", HOLE, "e_i"), spelled="2")
    assert checked(r"\|v + e_i\| = \|v' + e_i\|", put(norm, "v", "v'", given()), given=("v = v'",))
    exp = node("exp", node("mul", HOLE, "b"))
    assert checked(r"\exp(a b) = \exp((b + 1) b)", put(exp, "a", "b + 1", given()), given=("a = b + 1",))
    value = node("apply", name(r"\sigma"), HOLE)
    assert checked(r"\sigma(a) = \sigma(b)", put(value, "a", "b", given()), given=("a = b",))


def test_equals_are_asked_for():
    """A premise that shows nothing shows no equation."""
    with refused(ELSE):
        checked(r"\exp(a) = \exp(b)", put(node("exp", HOLE), "a", "b", TRUE))


def test_the_hole_is_fresh():
    """Else the term speaks of the hole in two ways."""
    for hole in (name("a"), name("c"), node("add", HOLE, "a"), HOLE):
        term = node("exp", hole) if hole != HOLE else HOLE
        with refused("a hole is a fresh name"):
            checked("0 = 0", put(term, "a", "b", given(), hole), given=("a = b",))
    with refused("a hole is filled with itself"):
        checked("0 = 0", put(node("exp", HOLE), HOLE, HOLE, scalar("0 = 0")))


def test_what_is_put_is_not_captured():
    """``sum_i z_i`` at ``i = j`` is not ``sum_i z_i`` with another body."""
    total = node("sum", "i", "1", "n", node("add", "z_i", HOLE))
    step = put(total, "z_j", "b", given(values={"i": "j"}))
    assert checked(r"\sum_{i=1}^n (z_i + z_j) = \sum_{i=1}^n (z_i + b)", step, given=("z_i = b",))


def test_a_derivative_is_no_function_of_a_value():
    """``h(t) = b`` at one time says nothing of the growth."""
    for head in ("derivative", "partial"):
        with refused(f"what stands in a {head} is not only a value"):
            checked("0 = 0", put(node(head, HOLE, "t"), "h(t)", "b", given()), given=("h(t) = b",))
    with refused("what stands in a integral is not only a value"):
        checked("0 = 0", put(node("integral", "s", "0", "1", HOLE), "h(t)", "b", given()), given=("h(t) = b",))


def test_a_function_is_put_nowhere_for_another():
    """``h = h'`` as it stands, at one time, says nothing of others; weights do not fill an argument."""
    other = notes(declare("h'", real, of=("time",)))
    with refused("what stands in a apply is not only a value"):
        checked("0 = 0", put(node("apply", HOLE, "0"), t("h", other), t("h'", other), given()), given=("h = h'",),
                notation=other)  # fmt: skip
    with refused("what stands in a apply is not only a value"):
        checked("0 = 0", put(node("apply", name("f"), HOLE, name("w")), "v", "v'", given()), given=("v = v'",))


@pytest.mark.parametrize("head", ["E", "Pr", "Var"])
def test_an_equation_under_a_mean_holds_for_every_draw(head):
    """On an event of probability 1 - delta it does not."""
    inside = node("chain", HOLE, "1", spelled="<=") if head == "Pr" else HOLE
    sides = [node(head, node("chain", one, "1", spelled="<=") if head == "Pr" else one) for one in ("X", "Y")]
    step = put(node(head, inside), "X", "Y", given())
    goal = node("chain", *sides, spelled="=")
    assert checked(goal, step, given=("X = Y",))
    with refused("an average is taken of what holds only on an event"):
        checked(goal, step, given=("X = Y",), probability=CHANCE)


def test_a_mean_over_a_part_of_the_draw_is_no_function_of_a_value():
    """What the subscript names is bound in it."""
    with refused("what stands in a E is not only a value"):
        checked("0 = 0", put(node("E", HOLE, "X"), "Y", "X", given()), given=("X = Y",))


def test_an_indicator_needs_no_more_than_one_draw():
    """Of one outcome the event is settled by the value."""
    step = put(node("indicator", node("chain", HOLE, "1", spelled="<=")), "X", "Y", given())
    goal = r"\mathbf{1}[X \leq 1] = \mathbf{1}[Y \leq 1]"
    assert checked(goal, step, given=("X = Y",), probability=CHANCE)


# -- induction ---------------------------------------------------------------------------------------------

SEQUENCE = notes(declare("N", count), declare("o", nonnegative, over=("n",)))
POWER = node("chain", node("pow", "1 + q", K), node("add", "1", node("mul", K, "q")), spelled=">=")
BERNOULLI = r"(1 + q)^n \geq 1 + n q"
NOTHING = scalar(r"(1 + q)^1 \geq 1 + 1 q")


def again(*more):
    """The step of Bernoulli's inequality."""
    stated = node("chain", node("pow", "1 + q", AFTER), node("add", "1", node("mul", AFTER, "q")), spelled=">=")
    return Step("scalar", (stated,), (local(POWER), *more))


def induct(stated=POWER, variable=K, end="n", premises=None):
    """Induction over a variable."""
    end = t(end) if isinstance(end, str) else end
    return Step("induction", (stated, variable, end), (NOTHING, again()) if premises is None else premises)


def test_induction():
    """Bernoulli's inequality."""
    assert checked(BERNOULLI, induct())


def test_induction_needs_a_beginning_and_a_step():
    """Neither alone shows anything."""
    below = node("chain", node("pow", "a", K), "b", spelled="<=")
    with refused(ELSE):
        checked(r"a^n \leq b", induct(below, premises=(TRUE, local(below))))
    with refused(ELSE):
        checked(BERNOULLI, induct(premises=(NOTHING, TRUE)))


def test_what_is_supposed_in_a_step_is_spent():
    """Outside it is not known."""
    with refused("something is used that nobody supposed"):
        checked(node("chain", "0", "0", spelled="="), Step("scalar", (t("0 = 0"),), (local(POWER),)))
    with refused("something is used that nobody supposed"):
        checked(BERNOULLI, induct(premises=(again(), again())))


def test_induction_runs_over_a_fresh_whole_number():
    """Not over a real, nor over something that is spoken of."""
    for variable in (name("@k"), name("n"), name("@k:n"), AFTER):
        with refused("induction runs over a fresh whole number"):
            checked(BERNOULLI, induct(variable=variable))


def test_induction_ends_at_a_whole_number():
    """From 1 on: ``2^b >= 1 + b`` is false at 1/2, ``o <= k`` at 0."""
    with refused("is a whole number, and is taken at something else"):
        checked(r"(1 + q)^q \geq 1 + q q", induct(end="q"))
    below = node("chain", "1", K, spelled="<=")
    step = Step("induction", (below, K, t("n - 1")), (scalar(r"1 \leq 1"), TRUE))
    with refused(OUTSIDE):
        checked(r"1 \leq n - 1", step)
    with refused("is taken at a value that depends on the draw"):
        checked("0 = 0", induct(end=r"\mathbf{1}[X \geq 0] + 1"))


def test_the_end_of_an_induction_stands_still():
    """Else ``k + 1 <= k`` is supposed."""
    with refused("the end of an induction moves"):
        checked("0 = 0", induct(end=AFTER))


RECURSION = r"o_{i+1} \leq r o_i, \forall i \in [n]"


def member(index):
    """``o_{index}``."""
    return node("entry", name("o"), index)


def test_a_recursion_is_unrolled():
    """Every step is within the range that is given; members that the recursion speaks of exist."""
    stated = node("chain", member(AFTER), node("mul", node("pow", "r", K), member("1")), spelled="<=")
    begun = Step("scalar", (t(r"o_2 \leq r^1 o_1", SEQUENCE),), (given(values={"i": "1"}),))
    further = node(
        "chain", member(node("add", AFTER, "1")), node("mul", node("pow", "r", AFTER), member("1")), spelled="<="
    )
    step = Step("scalar", (further,), (local(stated), given(values={"i": AFTER})))
    whole = Step("induction", (stated, K, t("i")), (begun, step))
    assert checked(r"o_{i+1} \leq r^i o_1", whole, given=(RECURSION,), notation=SEQUENCE)
    with refused("i runs from 1 to n, and is taken at something else"):
        beyond = Step("scalar", (further,), (local(stated), given(values={"i": node("add", AFTER, "1")})))
        checked(r"o_{i+1} \leq r^i o_1", Step("induction", (stated, K, t("i")), (begun, beyond)),
                given=(RECURSION,), notation=SEQUENCE)  # fmt: skip


MEMBERS = [
    (("o_{i+1} = o_i",), "o_{i+1}", True),
    (("o_{i+1} = o_i",), "o_{i+2}", False),
    (("o_{i+1} = o_i",), "o_{n+1}", True),
    (("o_{i-1} = o_i",), "o_0", True),
    (("o_{i-1} = o_i",), "o_{n+1}", False),
    (("o_0 = 1",), "o_0", True),
    (("o_0 = 1",), "o_{n+1}", False),
    (("o_0 = 1",), "o_{i-1}", True),
    ((r"o_{i+1} = o_i, \forall 1 \leq i \leq n - 1",), "o_{n+1}", False),
    ((r"o_{j+1} = o_j, \forall j \in [n]",), "o_{n+1}", True),
    (("z_{i+1} = o_i",), "o_{n+1}", False),
    (("n \\geq 2",), "o_2", True),
    ((), "o_2", False),
    (("o_{i+n} = o_i",), "o_{i+1}", False),
]


@pytest.mark.parametrize(("given_", "term", "exists"), MEMBERS)
def test_a_member_exists_in_its_range_or_where_it_is_given(given_, term, exists):
    """A claim that is given something of ``o_{i+1}`` for all ``i`` speaks of one member more."""
    goal = node("chain", t(term, SEQUENCE), t(term, SEQUENCE), spelled="=")
    if exists:
        assert checked(goal, Step("scalar", (goal,)), given=given_, notation=SEQUENCE)
    else:
        with refused("a side may be undefined|an index must run from 1 to n"):
            checked(goal, Step("scalar", (goal,)), given=given_, notation=SEQUENCE)


def test_a_sum_over_a_part_of_a_range_speaks_of_its_members():
    """Telescoping: from 1 to n - 1 the member i + 1 exists; from 1 to n it does not."""
    part = r"\sum_{i=1}^{n-1} (z_{i+1} - z_i)"
    goal = node("chain", t(part), t(part), spelled="=")
    assert checked(goal, Step("scalar", (goal,)))
    beyond = r"\sum_{i=1}^n (z_{i+1} - z_i)"
    goal = node("chain", t(beyond), t(beyond), spelled="=")
    with refused("a side may be undefined"):
        checked(goal, Step("scalar", (goal,)))


def test_a_random_index_is_none():
    """Which member it is depends on the draw."""
    random = notes(declare("J", count, random=True))
    goal = node("chain", t("z_J", random), t("z_J", random), spelled="=")
    with refused("an index must run from 1 to n"):
        checked(goal, Step("scalar", (goal,)), given=(r"J \leq n",), notation=random)


def test_a_gradient_is_settled_by_its_point():
    """Of a function of one vector; not the function itself, nor one of more."""
    other = notes(declare("F", real, of=(vector("d"),)), declare("F'", real, of=(vector("d"),)))
    slope = node("norm", node("grad", node("apply", name("F"), HOLE)), spelled="2")
    goal = t(r"\|\nabla F(v)\| = \|\nabla F(v')\|", other)
    assert checked(goal, put(slope, "v", "v'", given()), given=("v = v'",), notation=other)
    for tree in (node("grad", node("apply", HOLE, "v")), node("grad", node("apply", name("f"), HOLE, name("w")))):
        with refused("what stands in a (grad|apply) is not only a value"):
            checked("0 = 0", put(tree, "v", "v'", given()), given=("v = v'",), notation=other)
    with refused("what stands in a grad is not only a value"):
        checked("0 = 0", put(node("grad", HOLE, "v"), "b", "c", given()), given=("b = c",), notation=other)
