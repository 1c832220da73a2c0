"""What depends on the draw, and what is unfolded without mention."""

from __future__ import annotations

import pytest
from harness import CHANCE, chain, checked, lemma, notes, refused, rule, scalar, t

from ntkprops.derivation.judgment import Step
from ntkprops.language.notation import declare, positive, real, vector
from ntkprops.statement.model import Statement, cite, definition

# -- what depends on the draw ------------------------------------------------------------------------------


def markov_at(level):
    """Markov's inequality at a level, which must be fixed."""
    return rule("markov", "Y", level, ">=", premises=(scalar(r"Y \geq 0"), scalar(f"{level} > 0")))


@pytest.mark.parametrize(
    "parts",
    [
        {"given": ("q = Y + 1",)},
        {"given": ("Y + 1 = q",)},
        {"given": ("q := Y + 1",)},
        {"given": ("q = a", "a = Y")},
        {"beside": (Statement("lemma", then=("q = Y + 1",), defines=True),)},
        {"given": (r"q = 1 + \|w_k(0)\|",)},
        {"given": ("q = a", "a = b", "b = c", "c = x", "x = Y")},
        {"beside": (Statement("lemma", then=("q = a", "a = Y"), defines=True),)},
        {"then": "q := Y + 1"},
        {"beside": (Statement("lemma", then=(r"q = \mathbb{E}_Y[\sum_{i=0}^n z_i + X]",), defines=True),)},
    ],
)
def test_what_is_equal_to_something_random_is_random(parts):
    """By a definition of the notes or of the claim, or by what is given; through several."""
    goals = ("0 = 0", *([parts["then"]] if "then" in parts else []))
    rest = {key: value for key, value in parts.items() if key != "then"}
    with refused("something must not depend on the draw here, and may"):
        checked(goals, markov_at("q"), **rest)


@pytest.mark.parametrize(
    "parts",
    [
        {"given": ("q = b + 1",)},
        {"given": (r"q = \mathbb{E}[Y] + 1",)},
        {},
        {"beside": (Statement("lemma", then=(r"q = \mathbb{E}[Y]",), defines=True),)},
    ],
)
def test_a_mean_is_fixed(parts):
    """And what is equal to it."""
    assert checked(r"q \Pr[Y \geq q] \leq \mathbb{E}[Y]", markov_at("q"), **parts)


# -- what is unfolded --------------------------------------------------------------------------------------


def test_a_definition_is_unfolded_where_it_is_named():
    """And not where it is not."""
    beside = (Statement("lemma", then=("q = b^2 + 1",), defines=True),)
    goal = r"q = b^2 + 1"
    assert checked(goal, scalar(goal), beside=beside, by=(definition("q"),))
    with refused("the premises do not give this"):
        checked(goal, scalar(goal), beside=beside)


def test_an_equation_that_is_unfolded_is_used_for_every_draw():
    """What a claim is given of one outcome is no definition."""
    goal = r"\mathbb{E}[c] = \mathbb{E}[X]"
    found = checked(goal, scalar(goal), given=("c = X",), by=(definition("c"),))
    assert found.averaged == {("given", (0, 0))}
    with refused("an equation that is given of one outcome cannot be unfolded"):
        checked(goal, scalar(goal), given=("c = X",), by=(definition("c"),), probability=CHANCE)
    fixed = r"\mathbb{E}[c] = \mathbb{E}[b]"
    assert checked(fixed, scalar(fixed), given=("c = b",), by=(definition("c"),), probability=CHANCE)


FLOW = r"\frac{dh(t)}{dt} = b"


def unfolds(beside, goal=FLOW, **parts):
    """A claim by a cited equation alone."""
    return checked(goal, scalar(goal), beside=(beside,), by=(cite("lemma"),), **parts)


def test_a_cited_equation_is_unfolded():
    """A derivative, a component, a value of a function."""
    assert unfolds(lemma(FLOW))
    assert unfolds(lemma("z_i = b"), "z_j = b")
    assert unfolds(lemma("h(t) = b"), "h(s) = b")
    assert unfolds(lemma("u_i = y_i"), "u_j(s) = y_j")


@pytest.mark.parametrize(
    "beside",
    [
        lemma(FLOW, given=(r"b \geq 0",)),
        lemma(FLOW, probability=CHANCE),
        lemma(r"\frac{dh(t)}{dt} \leq b"),
        lemma(FLOW, given=(r"X \geq 0",)),
        lemma("0 = 0"),
    ],
)
def test_a_cited_equation_that_may_not_hold_is_not_unfolded(beside):
    """Under conditions that are not given here or speak of the draw, with some probability, or as an inequality."""
    with refused("the premises do not give this"):
        unfolds(beside, given=(r"X \geq 0",))


def test_a_condition_that_the_claim_is_given_too_is_met():
    """Word for word."""
    assert unfolds(lemma(FLOW, given=(r"b \geq 0",)), given=(r"b \geq 0",))


def test_a_cited_equation_that_is_not_proved_is_not_unfolded():
    """It does not stand."""
    with refused("the premises do not give this"):
        unfolds(lemma(FLOW), standing={})


def test_a_symbol_is_not_unfolded_by_a_citation():
    """``b = c`` of a lemma is a fact to be cited."""
    with refused("the premises do not give this"):
        unfolds(lemma("b = c"), "b = c")


def test_what_is_said_under_conditions_is_not_said_of_every_time():
    """They may be about the time of the claim."""
    beside = lemma("u_i = y_i", given=(r"b \geq 0",))
    assert unfolds(beside, "u_j = y_j", given=(r"b \geq 0",))
    with refused("the premises do not give this"):
        unfolds(beside, "u_j(s) = y_j", given=(r"b \geq 0",))


def test_what_is_given_at_one_time_defines_nothing_at_others():
    """``h(t) = b`` for the t of the claim; ``h(t) := b`` defines h."""
    for sign, known in (("=", False), (":=", True)):
        parts = {"given": (f"h(t) {sign} b",), "by": (definition("h"),)}
        if known:
            assert checked("h(s) = b", scalar("h(s) = b"), **parts)
        else:
            with refused("the premises do not give this"):
                checked("h(s) = b", scalar("h(s) = b"), **parts)


@pytest.mark.parametrize("whole", [r"t", r"t \geq 0"])
def test_a_definition_for_every_time_is_one(whole):
    """With its quantifier."""
    beside = (Statement("lemma", then=(rf"h(t) = b \forall {whole}",), defines=True),)
    assert checked("h(s) = b", scalar("h(s) = b"), beside=beside, by=(definition("h"),))


@pytest.mark.parametrize("part", [r"t > 0", r"t \leq 0", r"t \geq 1", r"t \geq b", r"b \geq 0", r"\tau \geq 0"])
def test_a_definition_for_a_part_of_the_times_is_none(part):
    """Nor one under a condition on something else."""
    beside = (Statement("lemma", then=(rf"h(t) = b \forall {part}",), defines=True),)
    with refused("the premises do not give this"):
        checked("h(s) = b", scalar("h(s) = b"), beside=beside, by=(definition("h"),))


@pytest.mark.parametrize(
    ("defined", "goal", "wrong", "spelling"),
    [
        ("S_{ii} = b", "S_{jj} = b", "S_{ij} = b", "S"),
        ("h(0) = b", "h(0) = b", "h(1) = b", "h"),
        ("z_i = i b", "z_j = j b", "z_j = b", "z"),
        ("a = b", "a = b", "a = c", "a"),
        ("b = z_i", r"b^2 \geq 0", "b = z_i", "b"),
    ],
)
def test_a_definition_says_what_it_says(defined, goal, wrong, spelling):
    """Of the diagonal, of one time, of each index; one that speaks of an index of its own says nothing."""
    beside = (Statement("lemma", then=(defined,), defines=True),)
    assert checked(goal, scalar(goal), beside=beside, by=(definition(spelling),))
    with refused("the premises do not give this"):
        checked(wrong, scalar(wrong), beside=beside, by=(definition(spelling),))


def test_a_chain_of_equations_is_unfolded_whole():
    """From its head to its end."""
    rows = chain(r"\frac{dh(t)}{dt} = a", "= b")
    assert checked(FLOW, scalar(FLOW), beside=rows, by=(cite("row-1"),))
    with refused("the premises do not give this"):
        checked(FLOW, scalar(FLOW), beside=rows, by=(cite("row-1"),), standing={"row-1": frozenset()})


def test_definitions_that_go_round_in_a_circle_are_refused():
    """``a = b + 1``, ``b = a``."""
    beside = (Statement("lemma", then=("a = b + 1", "b = a"), defines=True),)
    with refused("the definitions go round in a circle"):
        checked(r"a \geq 0", scalar(r"a \geq 0"), beside=beside, by=(definition("a"), definition("b")))


@pytest.mark.parametrize("letter", ["t", "i", "q"])
def test_a_function_of_any_number_is_not_known_from_some(letter):
    """``sigma(t) = t`` at the times, ``sigma(i) = i`` at the indices, is not ``sigma(-1) = -1``."""
    said = rf"\sigma({letter}) = {letter}"
    with refused("the premises do not give this"):
        unfolds(lemma(said), r"\sigma(-1) = -1")
    with refused("the premises do not give this"):
        unfolds(lemma(said, for_all=letter), r"\sigma(-1) = -1")
    assert unfolds(lemma(r"\sigma(b) = b", for_all="b"), r"\sigma(-1) = -1")


# -- functions that are given ------------------------------------------------------------------------------

FUNCTIONS = notes(
    declare("F", real, of=(vector("d"),)),
    declare("H", real, of=(vector("d"), vector("d"))),
    declare("P", real, of=(positive,)),
    declare("v''", vector("d"), random=True),
)


def by_itself(goal, *given_, **parts):
    """A goal by arithmetic from no premise."""
    goal = t(goal, FUNCTIONS)
    return checked(goal, Step("scalar", (goal,)), given=given_, notation=FUNCTIONS, **parts)


SQUARE = r"F(v) = \|v\|^2 \forall v"


def test_a_function_that_is_given_is_unfolded():
    """At every argument, and where it is differentiated; of numbers, and of two vectors, too."""
    assert by_itself(r"F(v' + v) = \|v + v'\|^2", SQUARE)
    assert by_itself(r"\nabla F(v') = \nabla F(v')", SQUARE)
    assert by_itself(r"\sigma(c) = 2 c", r"\sigma(b) = 2 b \forall b")
    assert by_itself(r"H(v', v) = \langle v, v' \rangle", r"H(v, v') = \langle v, v' \rangle \forall v, v'")
    with refused("the premises do not give this"):
        by_itself(r"F(v') = 2 \|v'\|^2", SQUARE)


UNKNOWN = [
    (r"F(v') = \|v'\|^2", r"F(v) = \|v\|^2"),
    (r"F(v') = \|v'\|^2", r"F(v) \leq \|v\|^2 \forall v"),
    (r"\sigma(-1) = -1", r"\sigma(t) = t \forall t"),
    (r"\sigma(-1) = -1", r"\sigma(b) = b \forall b \in [0, 1]"),
    (r"P(q + 1) = q + 1", r"P(q) = q \forall q"),
    (r"H(v', v') = \|v'\|^2", r"H(v, v) = \|v\|^2 \forall v"),
    (r"H(v', b v) = 0", r"H(v, v') = 0 \forall v"),
    (r"F(v') = \langle v', v'' \rangle", r"F(v) = \langle v, v'' \rangle \forall v"),
]


@pytest.mark.parametrize(("goal", "said"), UNKNOWN)
def test_what_is_given_of_less_than_all_arguments_is_not_unfolded(goal, said):
    """At one argument, as a bound, on a part of them, of a sort that another argument may not have, or by the draw."""
    with refused("the premises do not give this"):
        by_itself(goal, said)
