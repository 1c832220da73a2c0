"""Claims that hold with some probability: events, their budget, tails, weights that are chosen after the draw."""

from __future__ import annotations

import pytest
from harness import (
    CHANCE,
    ELSE,
    ON_AN_EVENT,
    TRUE,
    WEIGHTS,
    chain,
    checked,
    cited,
    given,
    lemma,
    let,
    name,
    refused,
    rule,
    scalar,
)

from ntkprops.statement.model import Statement

# -- events ------------------------------------------------------------------------------------------------

LIKELY = lemma(r"X \leq b", probability=CHANCE)


def on_event(*premises, kind="event", label="lemma", **parts):
    """What holds on a cited event."""
    return cited(label, {}, *premises, kind=kind, **parts)


def test_what_is_likely_is_cited_as_an_event():
    """In a claim of probability, and as nothing else."""
    assert checked(r"X \leq b", on_event(), beside=(LIKELY,), probability=CHANCE)
    with refused("lemma holds only with some probability"):
        checked(r"X \leq b", on_event(), beside=(LIKELY,))
    with refused("lemma holds only with some probability"):
        checked(r"X \leq b", cited("lemma"), beside=(LIKELY,), probability=CHANCE)


def test_what_is_sure_is_no_event():
    """It has no probability of failure."""
    with refused("lemma speaks of no probability"):
        checked(r"X \leq b", on_event(), beside=(lemma(r"X \leq b"),), probability=CHANCE)


def test_what_holds_on_an_event_is_not_averaged():
    """``E[X] <= b`` does not follow."""
    step = rule("monotone", r"\mathbb{E}[X]", "<=", "b", premises=(on_event(),))
    with refused("an average is taken of what holds only on an event: lemma"):
        checked(r"\mathbb{E}[X] \leq \mathbb{E}[b]", step, beside=(LIKELY,), probability=CHANCE)


def test_the_failures_add_up_to_what_the_claim_leaves():
    """Two events of half the failure each; not two of the whole."""
    both = (lemma(r"X \leq b", "one", probability=CHANCE), lemma(r"Y \leq b", "two", probability=CHANCE))
    half, whole = {r"\delta": r"\frac{\delta}{2}"}, {}

    def sum_of(at):
        return scalar(r"X + Y \leq 2 b", on_event(label="one", at=at), on_event(label="two", at=at))

    assert checked(r"X + Y \leq 2 b", sum_of(half), beside=both, probability=CHANCE)
    with refused("the events leave less than is claimed"):
        checked(r"X + Y \leq 2 b", sum_of(whole), beside=both, probability=CHANCE)


def test_one_event_is_counted_once():
    """All conclusions of a claim hold on one event, for one value of its parameters."""
    two = lemma((r"X \leq b", r"Y \leq b"), probability=CHANCE)
    sum_of = scalar(r"X + Y \leq 2 b", on_event(), on_event(place=(1, 0)))
    assert checked(r"X + Y \leq 2 b", sum_of, beside=(two,), probability=CHANCE)
    again = scalar(r"X \leq c", on_event(at={"b": "c"}))
    assert checked((r"X \leq c", r"X \leq c"), again, again, beside=(LIKELY,), probability=CHANCE)


def test_events_of_other_parameters_are_others():
    """``X <= b`` and ``X <= c`` may fail apart."""
    other = scalar(r"2 X \leq b + c", on_event(), on_event(at={"b": "c"}))
    with refused("the events leave less than is claimed"):
        checked(r"2 X \leq b + c", other, beside=(LIKELY,), probability=CHANCE)


def test_the_budget_is_for_all_conclusions_together():
    """Each alone would fit."""
    both = (lemma(r"X \leq b", "one", probability=CHANCE), lemma(r"Y \leq b", "two", probability=CHANCE))
    with refused("the events leave less than is claimed"):
        checked(
            (r"X \leq b", r"Y \leq b"), on_event(label="one"), on_event(label="two"), beside=both, probability=CHANCE
        )


def test_an_index_that_is_only_printed_is_one_index_of_the_event():
    """For each i with probability 1 - delta is not with probability 1 - delta for all i."""
    each = lemma(r"Z_i \leq b", probability=CHANCE)
    every = lemma(r"Z_i \leq b \forall i \in [n]", probability=CHANCE)
    goal = r"Z_i \leq b \forall i \in [n]"
    assert checked(goal, cited("lemma", {"i": "i"}, kind="event"), beside=(every,), probability=CHANCE)
    with refused("speaks of a symbol that is a local variable here"):
        checked(goal, on_event(), beside=(each,), probability=CHANCE)
    with refused("a fact is taken at values for other variables than it has"):
        checked(r"Z_j \leq b", cited("lemma", {"i": "j"}, kind="event"), beside=(each,), probability=CHANCE)
    over = lemma(r"Z_i \leq b", for_all=r"i \in [n]", probability=CHANCE)
    assert checked(r"Z_j \leq b", cited("lemma", {"i": "j"}, kind="event"), beside=(over,), probability=CHANCE)


def test_a_claim_for_all_of_its_own_range_needs_one_event():
    """Also where the claim quantifies beside its conclusion."""
    with refused("the event of lemma is another one for each value of what is quantified"):
        checked(r"X \leq b", on_event(), beside=(LIKELY,), probability=CHANCE, for_all=r"b \geq 0")


def test_an_event_speaks_of_what_defines_its_symbols():
    """``X <= c`` with ``c = 2 b`` is another event for each b."""
    beside = (lemma(r"X \leq c", probability=CHANCE), Statement("double", then=("c = 2 b",), defines=True))
    with refused("the event of lemma is another one for each value of what is quantified"):
        checked(r"X \leq c", on_event(), beside=beside, probability=CHANCE, for_all=r"b \geq 0")


def test_an_event_for_each_index_does_not_bound_the_maximum():
    """Under a maximum over i the event of the one i is out of reach."""
    each = lemma(r"Z_i \leq b", probability=CHANCE)
    step = rule("extreme", r"\max_i Z_i", "b", premises=(on_event(),))
    with refused("speaks of a symbol that is a local variable here"):
        checked(r"\max_i Z_i \leq b", step, beside=(each,), probability=CHANCE)


def test_a_probability_of_failure_is_fixed():
    """It is none if the draw decides on it."""
    with refused("a probability of failure depends on the draw"):
        checked(r"X \leq b", on_event(), beside=(lemma(r"X \leq b", probability="1 - Y"),), probability=CHANCE)
    with refused("a probability depends on the draw"):
        checked("0 = 0", TRUE, probability="1 - Y")


def test_a_probability_of_failure_is_one_number():
    """``X <= q`` but for delta / q, for each q: taken at 1 it fails with delta, not with delta / q."""
    each = lemma(r"X \leq q", for_all=r"q \geq 1", probability=r"1 - \frac{\delta}{q}")
    step = cited("lemma", {"q": "1"}, scalar(r"1 \geq 1"), kind="event")
    with refused("a probability of failure is another one for each value of what the event is of"):
        checked(r"X \leq 1", step, beside=(each,), probability=r"1 - \frac{\delta}{q}")
    one = lemma(r"X \leq q", probability=r"1 - \frac{\delta}{q}")
    at = on_event(at={"q": "1"})
    assert checked(r"X \leq 1", at, beside=(one,), probability=CHANCE)
    with refused("the events leave less than is claimed"):
        checked(r"X \leq 1", at, beside=(one,), probability=r"1 - \frac{\delta}{q}", given=(r"q \geq 2",))


def test_what_an_event_is_given_is_given_of_one_outcome():
    """On the event, not for every draw, even where nothing proved it."""
    likely = lemma(r"X \leq b", given=(r"Y \leq b",), probability=CHANCE)
    parts = {"beside": (likely,), "given": (r"Y \leq b",), "probability": CHANCE, "standing": {"lemma": None}}
    assert checked(r"X \leq b", on_event(given()), **parts)
    with refused(ELSE):
        checked(r"X \leq b", on_event(TRUE), **parts)


# -- tails -------------------------------------------------------------------------------------------------


def off(*premises, **parts):
    """What holds off a tail."""
    return on_event(*premises, kind="tail", **parts)


@pytest.mark.parametrize(("inside", "outside"), [(">", r"\leq"), (r"\geq", "<"), ("<", r"\geq"), (r"\leq", ">")])
def test_off_a_tail_the_relation_is_the_other(inside, outside):
    """From ``Pr[X > b] <= delta``: ``X <= b`` with probability 1 - delta."""
    tail = lemma(rf"\Pr[X {inside} b] \leq \delta")
    assert checked(rf"X {outside} b", off(), beside=(tail,), probability=CHANCE)
    with refused(ELSE):
        checked(rf"X {inside} b", off(), beside=(tail,), probability=CHANCE)


@pytest.mark.parametrize(
    "then",
    [
        r"\mathbb{E}[X] \leq \delta",
        r"\Pr[X > b] \geq \delta",
        r"\Pr[B] \leq \delta",
        r"\Pr[X = b] \leq \delta",
        r"\Pr[b < X < c] \leq \delta",
        r"\Pr_Y[X > b] \leq \delta",
        r"\delta \geq \Pr[X > b]",
    ],
)
def test_only_a_bound_on_the_probability_of_a_relation_has_a_tail(then):
    """No mean, no lower bound, no named event, no equation, no range, no other probability."""
    with refused("this bounds no probability of a relation"):
        checked("0 = 0", off(), beside=(lemma(then),), probability=CHANCE)


def test_each_tail_is_an_event_of_its_own():
    """Two tails of one claim fail apart."""
    tails = lemma((r"\Pr[X > b] \leq \delta", r"\Pr[Y > b] \leq \delta"))
    both = scalar(r"X + Y \leq 2 b", off(), off(place=(1, 0)))
    assert checked(r"X + Y \leq 2 b", both, beside=(tails,), probability=r"1 - 2 \delta")
    with refused("the events leave less than is claimed"):
        checked(r"X + Y \leq 2 b", both, beside=(tails,), probability=CHANCE)


def test_a_tail_of_a_chain_is_another_one():
    """``Pr <= p <= delta`` may lend either bound; they are two tails of one row."""
    rows = chain(r"\Pr[X > b] \leq r", r"\leq \delta")
    assert checked(r"X \leq b", off(whole=True, label="row-1"), beside=rows, probability=CHANCE)
    with refused("the events leave less than is claimed"):
        checked(r"X \leq b", off(label="row-0"), beside=rows, probability=CHANCE)


def test_the_tail_of_a_row_and_that_of_its_chain_are_two():
    """``Pr[X > b] <= Pr[Y > b] <= delta`` bounds both, each for itself."""
    rows = chain(r"\Pr[X > b] \leq \Pr[Y > b]", r"\leq \delta")
    both = scalar(r"X + Y \leq 2 b", off(label="row-1"), off(label="row-1", whole=True))
    assert checked(r"X + Y \leq 2 b", both, beside=rows, probability=r"1 - 2 \delta")
    with refused("the events leave less than is claimed"):
        checked(r"X + Y \leq 2 b", both, beside=rows, probability=CHANCE)


def test_a_tail_for_each_index_is_off_for_one():
    """``Pr[Z_i > b] <= delta`` for each i."""
    tail = lemma(r"\Pr[Z_i > b] \leq \delta")
    assert checked(r"Z_i \leq b", off(), beside=(tail,), probability=CHANCE)
    with refused("a fact is taken at values for other variables than it has"):
        checked(r"Z_j \leq b", cited("lemma", {"i": "j"}, kind="tail"), beside=(tail,), probability=CHANCE)


def test_what_a_tail_is_given_holds_for_every_draw():
    """A probability averages over it."""
    tail = lemma(r"\Pr[X > b] \leq \delta", given=(r"Y \leq b",))
    parts = {"beside": (tail,), "given": (r"Y \leq b",), "probability": CHANCE}
    with refused(ON_AN_EVENT):
        checked(r"X \leq b", off(given()), standing={"lemma": None}, **parts)
    assert checked(r"X \leq b", off(given()), **parts)


NEAR = r"\|w_k - w_k(0)\| \leq r"


def any_weights(then, *hypotheses):
    """A claim about any weights."""
    return lemma(then, for_all=WEIGHTS, given=hypotheses)


def test_off_a_tail_of_any_weights_the_weights_are_chosen_after_the_draw():
    """The worst ones near the start make the same event; what is given of them is shown of those at hand."""
    tail = any_weights(r"\Pr[\|w_k\| > b] \leq \delta", NEAR)
    near = let({"k": "#1:m"}, given(values={"k": name("#1:m")}))
    claim = {"for_all": WEIGHTS, "given": (NEAR,), "probability": CHANCE, "beside": (tail,)}
    for standing in (frozenset(), None):
        assert checked(r"\|w_k\| \leq b", off(near), standing={"lemma": standing}, **claim)


@pytest.mark.parametrize(
    ("given_", "reason"),
    [
        (r"\|w_k\| \leq r", "does not hold of those at the start"),
        (r"\|w_k - w_k(0)\| > r", "does not hold of those at the start"),
        (r"\mathbb{E}[\|w_k - w_k(0)\|] \leq r", "must be said of one outcome"),
        (r"\|w_k - w_k(0)\| \leq b \forall b \geq 0", "must be said of one outcome"),
    ],
)
def test_what_is_given_of_any_weights_holds_of_those_at_the_start(given_, reason):
    """Of one outcome at a time: else there is a draw without such weights, of which the tail says nothing."""
    tail = any_weights(r"\Pr[\|w_k\| > b] \leq \delta", given_)
    with refused(reason):
        checked("0 = 0", off(TRUE), for_all=WEIGHTS, given=(given_,), probability=CHANCE, beside=(tail,))


def test_no_average_over_weights_that_are_chosen_after_the_draw():
    """``E |w_k|`` is not a number of this outcome."""
    tail = any_weights(r"\Pr[\|w_k\| > \mathbb{E}[\|w_k\|]] \leq \delta")
    with refused("an average over weights that are chosen after the draw"):
        checked("0 = 0", off(), for_all=WEIGHTS, probability=CHANCE, beside=(tail,))


def test_what_is_said_of_any_weights_is_said_of_those_at_a_time():
    """``w(t)`` is one choice; what is said of the weights of the notes is not."""
    bound = any_weights(r"\|w_k\| \leq r + \|w_k(0)\|", NEAR)
    moment = "\0moment"
    goal = r"\|w_k(t)\| \leq r + \|w_k(0)\|"
    claim = {"given": (r"\|w_k(t) - w_k(0)\| \leq r",)}
    step = cited("lemma", {"k": "k", moment: "t"}, let({"k": "#1:m"}, given(values={"k": name("#1:m")})), timed=True)
    assert checked(goal, step, beside=(bound,), **claim)
    with refused("it is not said of any weights"):
        checked(goal, step, beside=(lemma(r"\|w_k\| \leq r + \|w_k(0)\|", given=(NEAR,)),), **claim)
    with refused("moment is taken outside its sort"):
        early = cited("lemma", {"k": "k", moment: "-1"}, TRUE, timed=True)
        checked(goal, early, beside=(bound,), **claim)


def test_no_probability_is_above_one():
    """Who cites it would have more to spend than before."""
    assert checked("0 = 0", TRUE, probability=CHANCE)
    for chance in ("2", r"1 + \delta", "q"):
        with refused("the events leave less than is claimed"):
            checked("0 = 0", TRUE, probability=chance)
