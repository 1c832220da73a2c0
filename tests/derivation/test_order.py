"""Relations under sums, integrals and means; maxima and minima: accepted, and refused where a condition fails."""

from __future__ import annotations

from harness import ELSE, TRUE, checked, given, local, monotone, name, node, notes, refused, rule, scalar, t

from ntkprops.language.notation import declare, real
from ntkprops.statement.model import Definition, Statement, definition

# -- monotone ----------------------------------------------------------------------------------------------


UNDER = given(values={"i": "i"})


def test_sums_are_monotone():
    """From ``z_i <= b`` for every i."""
    goal = r"\sum_{i=1}^n z_i \leq \sum_{i=1}^n b"
    assert checked(goal, monotone(r"\sum_{i=1}^n z_i", "<=", "b", UNDER), given=(r"z_i \leq b",))
    with refused(ELSE):
        checked(goal, monotone(r"\sum_{i=1}^n z_i", "<=", "b", TRUE), given=(r"z_i \leq b",))


def test_what_nobody_supposed_is_not_used():
    """A local hypothesis is one that a rule around it supposes."""
    with refused("something is used that nobody supposed"):
        checked(r"\sum_{i=1}^n z_i \leq \sum_{i=1}^n b", monotone(r"\sum_{i=1}^n z_i", "<=", "b", local(r"z_i \leq b")))


def test_strict_relations_do_not_pass_under_a_sum():
    """``<`` under an integral over a range that may be empty is not ``<``; nor is ``!=``."""
    for op, sign in (("<", "<"), ("!=", r"\neq")):
        goal = rf"\int_0^t a \,d\tau {sign} \int_0^t b \,d\tau"
        step = monotone(r"\int_0^t a \,d\tau", op, "b", given(), scalar(r"0 \leq t"))
        with refused("only weak relations pass"):
            checked(goal, step, given=(rf"a {sign} b",))


def test_products_are_not_monotone():
    """Two negative factors show it."""
    goal = r"\prod_{i=1}^n z_i \leq \prod_{i=1}^n b"
    with refused("a prod is not monotone"):
        checked(goal, monotone(r"\prod_{i=1}^n z_i", "<=", "b", UNDER), given=(r"z_i \leq b",))


def test_a_mean_over_a_part_of_the_draw_is_not_taken_for_the_mean():
    r"""``\mathbb{E}_Y`` has no rule of monotonicity here."""
    with refused("a E is not monotone"):
        checked(node("chain", r"\mathbb{E}_Y[Y]", "0", spelled=">="), monotone(r"\mathbb{E}_Y[Y]", ">=", "0", TRUE))


def test_integrals_are_monotone_between_ends_in_order():
    """``s <= t`` on [0, t] under the integral; with a negative end the relation turns."""
    step = monotone(r"\int_0^t \tau \,d\tau", "<=", "t", local(r"\tau \leq t"), scalar(r"0 \leq t"))
    assert checked(r"\int_0^t \tau \,d\tau \leq t^2", step)
    backwards = monotone(r"\int_0^a 0 \,d\tau", "<=", "1", scalar(r"0 \leq 1"), TRUE)
    with refused(ELSE):
        checked(r"\int_0^a 0 \,d\tau \leq \int_0^a 1 \,d\tau", backwards)


def test_the_range_of_an_integral_is_all_that_is_known_of_its_variable():
    """The time of the claim is given to be at least 2, the variable of the integral is not."""
    inside = scalar(r"2 \leq \tau", given())
    step = monotone(r"\int_0^t \tau \,d\tau", ">=", "2", inside, scalar(r"0 \leq t"))
    with refused("out of its scope"):
        checked(
            r"\int_0^t \tau \,d\tau \geq \int_0^t 2 \,d\tau",
            step,
            given=(r"2 \leq \tau",),
            notation=notes(declare(r"\tau", real)),
        )


def test_equations_pass_under_any_integral():
    """Between ends in any order."""
    step = monotone(r"\int_0^a b \,d\tau", "=", "c", given())
    assert checked(r"\int_0^a b \,d\tau = \int_0^a c \,d\tau", step, given=("b = c",))


def test_the_variable_of_an_integral_is_no_whole_number():
    """``(i - 1)(i - 2) >= 0`` holds at every index, and not at 3/2."""
    inside = given(values={"i": r"\tau"})
    step = monotone(r"\int_1^n (\tau - 1) (\tau - 2) \,d\tau", ">=", "0", inside, scalar(r"1 \leq n"))
    goal = r"\int_1^n (\tau - 1) (\tau - 2) \,d\tau \geq \int_1^n 0 \,d\tau"
    with refused("i runs from 1 to n, and is taken at something else"):
        checked(goal, step, given=(r"(i - 1) (i - 2) \geq 0",))


def test_of_an_integral_in_any_order_the_range_is_not_known():
    """From 2 to -1 no number is above 2 and below -1; the integrals of 0 and 1 differ."""
    inside = scalar(r"0 = 1", local(r"2 \leq \tau"), local(r"\tau \leq -1"))
    step = monotone(r"\int_2^{-1} 0 \,d\tau", "=", "1", inside)
    with refused("something is used that nobody supposed"):
        checked(r"\int_2^{-1} 0 \,d\tau = \int_2^{-1} 1 \,d\tau", step)


def test_a_bound_variable_is_no_declared_thing_of_another_sort():
    """``s`` is declared as a time; in an integral from -1 to 0 it is none."""
    step = monotone(r"\int_{-1}^0 s \,ds", ">=", "0", scalar(r"s \geq 0"), scalar(r"-1 \leq 0"))
    with refused("a local variable is spelled s, which is something else"):
        checked(r"\int_{-1}^0 s \,ds \geq \int_{-1}^0 0 \,ds", step)


def test_a_bound_variable_is_not_what_is_defined_by_its_name():
    """``b = 3`` is no reason for ``b <= 3`` under an integral over b."""
    step = monotone(r"\int_0^9 b \,db", "<=", "3", scalar(r"b \leq 3"), scalar(r"0 \leq 9"))
    with refused("a local variable is spelled b, of which a definition or a sort speaks"):
        checked(r"\int_0^9 b \,db \leq \int_0^9 3 \,db", step, given=("b = 3",), by=(Definition("b"),))
    with refused("a local variable is spelled b, of which a definition or a sort speaks"):
        notes_say = (Statement("three", then=("b = 3",), defines=True),)
        checked(r"\int_0^9 b \,db \leq \int_0^9 3 \,db", step, beside=notes_say)


def test_a_bound_variable_is_spelled_with_its_range():
    """The name carries the range, so that a wrong one would be read as that of the entries."""
    total = node("sum", name("#1:d"), "1", "n", "1")
    with refused("a variable is spelled with another range than it has"):
        checked(node("chain", total, total, spelled="<="), monotone(total, "<=", t("1"), scalar(r"1 \leq 1")))


def test_means_are_monotone():
    """From ``X <= b`` for every draw."""
    step = monotone(r"\mathbb{E}[X]", "<=", "b", given())
    goal = r"\mathbb{E}[X] \leq \mathbb{E}[b]"
    accepted = checked(goal, step, given=(r"X \leq b",))
    assert accepted.averaged == {("given", (0, 0))}
    with refused("an average is taken of what holds only on an event: given"):
        checked(goal, step, given=(r"X \leq b",), probability=r"1 - \delta")
    with refused(ELSE):
        checked(goal, monotone(r"\mathbb{E}[X]", "<=", "b", TRUE), given=(r"X \leq b",))


# -- extrema -----------------------------------------------------------------------------------------------


def extreme(tree, bound, premise):
    """A bound of a maximum or minimum."""
    return rule("extreme", tree, bound, premises=(premise,))


def test_a_maximum_is_bounded_by_what_bounds_each():
    """From ``z_i <= b`` for every i; a minimum from below."""
    assert checked(r"\max_i z_i \leq b", extreme(r"\max_i z_i", "b", UNDER), given=(r"z_i \leq b",))
    assert checked(r"\min_i z_i \geq b", extreme(r"\min_i z_i", "b", UNDER), given=(r"z_i \geq b",))
    with refused(ELSE):
        checked(r"\max_i z_i \leq b", extreme(r"\max_i z_i", "b", TRUE), given=(r"z_i \leq b",))


def test_a_sum_is_not_bounded_by_what_bounds_each():
    """Only extrema are."""
    with refused("this is no bound of an extremum"):
        checked(r"\sum_i z_i \leq b", extreme(r"\sum_{i=1}^n z_i", "b", UNDER), given=(r"z_i \leq b",))


def test_no_term_bounds_the_maximum_of_all():
    """``z_i <= z_i`` for every i does not show ``max_i z_i <= z_i``: it is another i."""
    with refused("this is no bound of an extremum"):
        checked(r"\max_i z_i \leq z_i", extreme(r"\max_i z_i", "z_i", scalar(r"z_i \leq z_i")))


def test_an_extremum_needs_something_to_range_over():
    """The maximum over 2 <= i <= n does not exist for n = 1."""
    tree = node("maximum", name("#1"), "2", "n", "b")
    step = extreme(tree, t("b"), scalar(r"b \leq b"))
    assert checked(node("chain", tree, "b", spelled="<="), step, given=(r"n \geq 2",))
    with refused("a side may be undefined"):
        checked(node("chain", tree, "b", spelled="<="), step)


def test_a_definition_does_not_speak_of_a_bound_variable():
    """``c = x`` for the x of the notes is not ``c <= 1`` under an integral over x from 0 to 1."""
    notes_say = (Statement("lemma", then=("c = x",), defines=True),)
    step = monotone(r"\int_0^1 c \,dx", "<=", "1", scalar(r"c \leq 1", local(r"x \leq 1")), scalar(r"0 \leq 1"))
    with refused("something under it speaks of x unseen"):
        checked(r"\int_0^1 c \,dx \leq \int_0^1 1 \,dx", step, beside=notes_say, by=(definition("c"),))
