"""The events that the notes define by what exists in them, opened both ways."""

from __future__ import annotations

import pytest
from harness import ELSE, TRUE, WEIGHTS, checked, cited, given, lemma, local, node, notes, refused, t

from ntkprops.derivation.citations import THESE
from ntkprops.derivation.judgment import Step
from ntkprops.language.notation import declare, event
from ntkprops.statement.model import Statement, definition

MORE = notes(
    declare("F", event, over=("n", "m"), random=True),
    declare("Q", event, over=("m",), random=True),
    declare("Q'", event, over=("m",), random=True),
)
NEAR = r"\|w_k - w_k(0)\| \leq r"
AT_START, NOW = r"\mathbf{1}[e_i^\top w_k(0) \geq 0]", r"\mathbf{1}[e_i^\top w_k \geq 0]"


def defined(latex):
    """The definition of an event."""
    return Statement("event", then=(latex,), defines=True)


FLIP = defined(rf"F_{{ik}} = \{{\exists w_k, {NEAR}, {AT_START} \neq {NOW}\}}")
SMALL = defined(r"Q_k = \{\exists w_k, \|w_k(0)\| \leq r, \|w_k\| \leq r\}")


def happens(event_, place, *premises):
    """What lies in a defined event."""
    return Step("happens", (t(event_, MORE), place), premises)


def flips(step, beside=FLIP, **parts):
    """The claim that a sign that flips near the start does so in ``F``."""
    goal = t(rf"|{AT_START} - {NOW}| \leq \mathbf{{1}}[F_{{ik}}]", MORE)
    parts = {"for_all": WEIGHTS, "given": (NEAR,), **parts}
    return checked(goal, step, beside=(beside,) if beside else (), notation=MORE, **parts)


NEARBY = given(values={"k": "k"})


def test_weights_that_obey_the_conditions_are_in_the_event():
    """A flip within the ball; or, where signs differ, the ball itself."""
    assert flips(happens("F_{ik}", 1, NEARBY))
    goal = t(rf"\mathbf{{1}}[{NEAR}] \leq \mathbf{{1}}[F_{{ik}}]", MORE)
    differ = rf"{AT_START} \neq {NOW}"
    step = happens("F_{ik}", 0, given(values={"i": "i", "k": "k"}))
    assert checked(goal, step, beside=(FLIP,), notation=MORE, for_all=WEIGHTS, given=(differ,))


def test_the_other_conditions_are_shown():
    """Weights far from the start may flip outside the event."""
    with refused(ELSE):
        flips(happens("F_{ik}", 1, TRUE), given=())
    with refused("the derivation makes no sense"):
        flips(happens("F_{ik}", 1), given=())


@pytest.mark.parametrize("beside", [None, defined(r"F_{ik} = B"), defined(r"F_{ik} = B, F_{ik} = A_i")])
def test_an_event_is_defined_once_by_conditions(beside):
    """Nothing follows of an event that is not defined so, or that is defined twice."""
    with refused("the event is not defined, or defined twice"):
        flips(happens("F_{ik}", 1, NEARBY), beside)


def test_an_event_that_is_defined_twice_is_not_opened():
    """It is one of two things."""
    twice = defined(rf"F_{{ik}} = \{{\exists w_k, {NEAR}, b \leq c\}}, F_{{ik}} = \{{\exists w_k, {NEAR}, b > c\}}")
    with refused("the event is not defined, or defined twice"):
        flips(happens("F_{ik}", 1, NEARBY), twice)


@pytest.mark.parametrize("part", [r"\exists q", r"\exists w_k(0)", "B", r"\forall q"])
def test_a_part_that_is_not_understood_closes_the_event(part):
    """What exists is a member of a family, and the conditions are relations."""
    odd = defined(rf"Q_k = \{{{part}, {NEAR}, \|w_k\| \leq r\}}")
    step = happens("Q_k", 1, NEARBY)
    with refused("the event's definition has a part that is not understood"):
        checked("0 = 0", step, beside=(odd,), notation=MORE, given=(NEAR,))


def test_numbers_that_differ_may_differ_by_more_than_one():
    """Only of indicators the difference is at most 1; and indicators that are equal need not be 1."""
    unequal = defined(rf"Q_k = \{{\exists w_k, {NEAR}, b \neq c\}}")
    goal = t(r"|b - c| \leq \mathbf{1}[Q_k]", MORE)
    with refused(ELSE):
        checked(goal, happens("Q_k", 1, NEARBY), beside=(unequal,), notation=MORE, for_all=WEIGHTS, given=(NEAR,))
    alike = defined(rf"Q_k = \{{\exists w_k, {NEAR}, \mathbf{{1}}[b \leq 0] = \mathbf{{1}}[c \leq 0]\}}")
    goal = t(r"|\mathbf{1}[b \leq 0] - \mathbf{1}[c \leq 0]| \leq \mathbf{1}[Q_k]", MORE)
    with refused(ELSE):
        checked(goal, happens("Q_k", 1, NEARBY), beside=(alike,), notation=MORE, for_all=WEIGHTS, given=(NEAR,))


@pytest.mark.parametrize("length", [r"\|w_k\|_2", "c"])
def test_what_is_supposed_of_the_weights_at_hand_is_not_known_inside_the_event(length):
    """Like what is given of them; also where it is said of them by a symbol that they define."""
    beside = (SMALL, Statement("length", then=(r"c = \|w_1\|_2",), defines=True))
    step = inclusion(inside(local(node("chain", "b", length, spelled=">="))))
    goal = t(rf"\Pr[Q_k] \leq \Pr[{LARGE}] \forall b \geq {length}", MORE)
    with refused("something is used that nobody supposed"):
        checked(goal, step, beside=beside, notation=MORE)


# -- inclusion ---------------------------------------------------------------------------------------------

LARGE = r"\|w_k(0)\|_2 \leq 2 r"


def inclusion(premise, large=LARGE):
    """A defined event is inside another."""
    return Step("opened_inclusion", (t("Q_k", MORE), t(large)), (premise,))


def inside(*premises, stated=rf"1 \leq \mathbf{{1}}[{LARGE}]", event_=LARGE):
    """That the larger event happens, by cases."""
    return Step("cases", (t(stated), (t(event_),)), premises)


def included(step, large=LARGE, **parts):
    """The claim that the one is no more likely than the other."""
    return checked(t(rf"\Pr[Q_k] \leq \Pr[{large}]", MORE), step, beside=(SMALL,), notation=MORE, **parts)


def test_an_event_is_inside_what_its_conditions_give():
    """From ``|w_k(0)| <= r``; the other condition alone, of some w, gives nothing."""
    assert included(inclusion(inside(local(r"\|w_k(0)\|_2 \leq r"))))
    with refused("a case is left open"):
        included(inclusion(inside(local(r"\|w_k\|_2 \leq r"))))
    with refused(ELSE):
        included(inclusion(TRUE))


def test_the_larger_event_is_not_about_what_exists_in_the_smaller():
    """Some w in the ball says nothing of the w at hand."""
    large = r"\|w_k\|_2 \leq 2 r"
    step = inclusion(inside(local(r"\|w_k\|_2 \leq r"), stated=rf"1 \leq \mathbf{{1}}[{large}]", event_=large), large)
    with refused("the larger event speaks of what is chosen in the smaller one"):
        included(step, large)


def test_an_inclusion_of_events_holds_for_every_draw():
    """What is given of one outcome compares no probabilities."""
    step = inclusion(inside(given(values={"k": "k"})))
    assert included(step, given=(r"\|w_k(0)\| \leq r",))
    with refused("an average is taken of what holds only on an event"):
        included(step, given=(r"\|w_k(0)\| \leq r",), probability=r"1 - \delta")


def test_what_is_known_of_the_weights_at_hand_is_not_known_of_those_that_exist():
    """A hypothesis on w is out of reach inside the event."""
    step = inclusion(inside(given(values={"k": "k"}), local(r"\|w_k(0)\|_2 \leq r")))
    assert included(step, given=(r"\|w_k(0)\| \leq b",))
    with refused("out of its scope"):
        included(step, given=(r"\|w_k\| \leq b",), for_all=WEIGHTS)


def test_the_event_is_spelled_as_it_is():
    """``Q'`` is another event than ``Q``."""
    step = Step("opened_inclusion", (node("entry", node("symbol", spelled="Q'"), "k"), t(LARGE)), (TRUE,))
    with refused("the event is not defined, or defined twice"):
        included(step)


def test_what_is_cited_of_the_weights_at_hand_is_not_known_inside_the_event():
    """What is said of any weights is."""
    bound, large = r"\|w_k(0)\| \leq b + 0 \|w_k\|", r"\|w_k(0)\|_2 \leq b"
    proof = Step("scalar", (t(large),), (cited("lemma", {"k": "k"}),))
    step = inclusion(inside(proof, stated=rf"1 \leq \mathbf{{1}}[{large}]", event_=large), large)
    goal = t(rf"\Pr[Q_k] \leq \Pr[{large}]", MORE)
    assert checked(goal, step, beside=(SMALL, lemma(bound, for_all=WEIGHTS)), notation=MORE)
    these = "what is cited is said of the weights at hand, and used of any"
    for standing in (None, frozenset({THESE})):
        with refused(these):
            checked(goal, step, beside=(SMALL, lemma(bound)), notation=MORE, standing={"lemma": standing})


def test_a_definition_does_not_speak_of_what_exists_in_the_event():
    """``c = |w_1|`` is about the weights at hand: a larger event that speaks of c speaks of them."""
    beside = (SMALL, Statement("lemma", then=(r"c = \|w_1\|",), defines=True))

    def step(large):
        proof = inside(local(r"\|w_k(0)\|_2 \leq r"), stated=rf"1 \leq \mathbf{{1}}[{large}]", event_=large)
        return inclusion(proof, large)

    assert checked(t(rf"\Pr[Q_k] \leq \Pr[{LARGE}]", MORE), step(LARGE), beside=beside, notation=MORE)
    large = rf"{LARGE} + 0 c"
    with refused("the larger event speaks of what is chosen in the smaller one"):
        goal = t(rf"\Pr[Q_k] \leq \Pr[{large}]", MORE)
        checked(goal, step(large), beside=beside, notation=MORE, by=(definition("c"),))
