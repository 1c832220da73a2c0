"""Citations: what a claim lends to others, under its conditions, for every draw if it was used so; chains."""

from __future__ import annotations

import pytest
from harness import (
    CHANCE,
    ELSE,
    ON_AN_EVENT,
    TRUE,
    chain,
    checked,
    cited,
    fact,
    given,
    lemma,
    let,
    local,
    name,
    node,
    notes,
    refused,
    rule,
    scalar,
    t,
)

from ntkprops.derivation.judgment import Source, Step
from ntkprops.language.notation import Sort, declare
from ntkprops.statement.model import Erratum, Ledger, Row, Statement

# -- citations ---------------------------------------------------------------------------------------------


def test_a_claim_that_stands_is_cited():
    """One that does not is not."""
    beside = (lemma(r"a \leq b"),)
    assert checked(r"a \leq b", cited("lemma"), beside=beside)
    with refused("lemma is cited, and is not proved"):
        checked(r"a \leq b", cited("lemma"), beside=beside, standing={})


def test_a_citation_is_of_a_conclusion():
    """The second of one is none."""
    with refused("lemma has no such conclusion"):
        checked(r"a \leq b", cited("lemma", place=(1, 0)), beside=(lemma(r"a \leq b"),))


def test_what_a_cited_claim_is_given_is_shown():
    """Every part of it."""
    beside = (lemma(r"a \leq c", given=(r"a \leq b", r"b \leq c")),)
    assert checked(r"a \leq c", cited("lemma", {}, given(0), given(1)), beside=beside, given=(r"a \leq b", r"b \leq c"))
    with refused("not every condition of a fact is shown"):
        checked(r"a \leq c", cited("lemma", {}, given(0)), beside=beside, given=(r"a \leq b",))
    with refused(ELSE):
        checked(r"a \leq c", cited("lemma", {}, given(0), TRUE), beside=beside, given=(r"a \leq b",))


def test_the_range_of_a_cited_claim_is_shown():
    """For all b above 0 is not for all b."""
    beside = (lemma(r"a \leq b", for_all=r"b \geq 0"),)
    assert checked(r"a \leq q", cited("lemma", {"b": "q"}, scalar(r"q \geq 0")), beside=beside)
    with refused(ELSE):
        checked(r"a \leq c", cited("lemma", {"b": "c"}, TRUE), beside=beside)


def test_the_sides_of_a_condition_are_defined():
    r"""``\frac{b}{b} <= 1`` does not hold where b is 0."""
    beside = (lemma(r"b^2 > 0", given=(r"\frac{b}{b} \leq 1",)),)
    with refused("a side may be undefined"):
        checked(r"b^2 > 0", cited("lemma", {}, scalar(r"1 \leq 1")), beside=beside)


def test_given_what_has_no_meaning_a_claim_that_nothing_proved_is_not_cited():
    r"""``X \sim N(0, 1)`` cannot be checked; what was derived did not use it."""
    beside = (lemma(r"a \leq b", given=(r"X \sim N(0, 1)",)),)
    assert checked(r"a \leq b", cited("lemma"), beside=beside)
    with refused("lemma is given something that has no meaning here"):
        checked(r"a \leq b", cited("lemma"), beside=beside, standing={"lemma": None})


def test_nothing_is_captured():
    """``h(s) <= q`` for all s below t, taken at t = s: for all others below s."""
    beside = (lemma(r"h(t) \leq 2", given=(r"h(s) \leq 1 \forall 0 \leq s \leq t",)),)
    fresh = name("@s")
    known = given(0, 0, {"s": fresh}, local(node("chain", "0", fresh, spelled="<=")))
    claim = {"given": (r"h(s) \leq 1 \forall s \geq 0",), "beside": beside}
    assert checked(r"h(s) \leq 2", cited("lemma", {"t": "s"}, let({"s\0": "@s"}, known)), **claim)
    with refused("a condition for all values of something is not shown as one"):
        checked(r"h(s) \leq 2", cited("lemma", {"t": "s"}, let({"s": "@s"}, known)), **claim)


# -- for every draw ----------------------------------------------------------------------------------------

POSITIVE_MEAN = lemma(r"\mathbb{E}[X] \geq 0", given=(r"X \geq 0",))


def test_a_claim_that_nothing_proved_asks_for_its_hypotheses_at_every_draw():
    """It may average over them, like one whose derivation did; one whose derivation did not asks for this draw."""
    claim = {"beside": (POSITIVE_MEAN,), "given": (r"X \geq 0",)}
    step = cited("lemma", {}, given())
    goal = r"\mathbb{E}[X] \geq 0"
    assert checked(goal, step, standing={"lemma": None}, **claim).averaged == {("given", (0, 0))}
    averages = frozenset({("given", (0, 0))})
    assert checked(goal, step, standing={"lemma": averages}, **claim).averaged == averages
    assert not checked(goal, step, **claim).averaged
    for standing in (None, averages):
        with refused(ON_AN_EVENT):
            checked(goal, step, standing={"lemma": standing}, probability=CHANCE, **claim)
    assert checked(goal, step, probability=CHANCE, **claim)


def test_what_is_fixed_holds_for_every_draw():
    """A claim that nothing proved may average over it."""
    claim = {"beside": (lemma(r"\mathbb{E}[b] \geq 0", given=(r"b \geq 0",)),), "given": (r"b \geq 0",)}
    step = cited("lemma", {}, given())
    assert checked(r"b \geq 0", step, standing={"lemma": None}, probability=CHANCE, **claim)


def test_an_average_under_conditions_asks_for_them_at_every_draw():
    """A condition that speaks of the draw in its range does so as well."""
    claim = lemma(r"0 = 0", given=(r"b \geq 0 \forall b \geq X",))
    step = cited(
        "lemma",
        {},
        let({"b": "@b"}, given(0, 0, {"b": name("@b")}, local(node("chain", name("@b"), "X", spelled=">=")))),
    )
    parts = {"beside": (claim,), "given": (r"b \geq 0 \forall b \geq X",), "standing": {"lemma": None}}
    assert checked("0 = 0", step, **parts)
    with refused(ON_AN_EVENT):
        checked("0 = 0", step, probability=CHANCE, **parts)


def test_an_average_sees_what_a_citation_rests_on():
    """``X >= 0`` by a lemma from what is given of one outcome is not known for every draw."""
    claim = {"beside": (lemma(r"X \geq 0", given=(r"X \geq 1",)),), "given": (r"X \geq 1",)}
    sign = cited("lemma", {}, given())
    step = rule("markov", "X", "q", ">=", premises=(sign, scalar("q > 0")))
    goal = r"q \Pr[X \geq q] \leq \mathbb{E}[X]"
    assert checked(goal, step, **claim).averaged == {("given", (0, 0))}
    with refused(ON_AN_EVENT):
        checked(goal, step, probability=CHANCE, **claim)
    on_the_way = rule("markov", "X", "q", ">=", premises=(scalar(r"X \geq 0", given()), scalar("q > 0")))
    with refused(ON_AN_EVENT):
        checked(goal, on_the_way, probability=CHANCE, given=claim["given"])


def test_what_is_supposed_of_one_outcome_is_not_averaged():
    """For all b above X is not for all b above every X."""
    step = rule("monotone", r"\mathbb{E}[X]", "<=", "b", premises=(local(r"b \geq X"),))
    with refused("an average is taken of what holds only on an event: what is supposed"):
        checked(r"\mathbb{E}[X] \leq b \forall b \geq X", step)


def test_a_value_is_of_its_sort_where_it_is_put_in():
    """Under an integral over b the b of the claim is out of sight, and with it that it is positive."""
    lemmas = (lemma(r"\exp(-t) \leq 1"),)

    def step(low, high):
        inside = cited("lemma", {"t": "b"})
        order = scalar(rf"{low} \leq {high}")
        return rule("monotone", rf"\int_{{{low}}}^{{{high}}} \exp(-b) \,db", "<=", "1", premises=(inside, order))

    assert checked(r"\int_{0}^{1} \exp(-b) \,db \leq \int_0^1 1 \,db", step("0", "1"), beside=lemmas)
    with refused("t is taken outside its sort"):
        goal = r"\int_{-1}^{0} \exp(-b) \,db \leq \int_{-1}^0 1 \,db"
        checked(goal, step("-1", "0"), beside=lemmas, given=(r"b \geq 0",))


def test_an_inner_variable_hides_what_is_supposed_of_an_outer_one():
    """Under an integral from 5 to 6 over the same letter as the one from 0 to 1 around it."""
    inner = rule("monotone", r"\int_5^6 \tau \,d\tau", "<=", "1", premises=(local(r"\tau \leq 1"), scalar(r"5 \leq 6")))
    outer = rule(
        "monotone",
        r"\int_0^1 \int_5^6 \tau \,d\tau \,d\tau",
        "<=",
        r"\int_5^6 1 \,d\tau",
        premises=(inner, scalar(r"0 \leq 1")),
    )
    with refused("something is used that nobody supposed"):
        checked(r"\int_0^1 \int_5^6 \tau \,d\tau \,d\tau \leq \int_0^1 \int_5^6 1 \,d\tau \,d\tau", outer)


def test_a_fresh_variable_is_not_one_that_is_in_use():
    """``x <= b`` for all b is not shown by ``x <= x``, x being fresh already."""
    outer = lemma("0 = 0", "outer", given=(r"b \leq 0 \forall b \geq 1",))
    small = lemma(r"a \leq 0", "small", for_all=r"a \geq 1", given=(r"a \leq b \forall b \geq 0",))
    lemmas, fresh = (outer, small), name("@b")
    self_same = Step("scalar", (node("chain", fresh, fresh, spelled="<="),))
    in_range = local(node("chain", fresh, "1", spelled=">="))
    step = cited("outer", {}, let({"b": "@b"}, cited("small", {"a": fresh}, in_range, let({"b": "@b"}, self_same))))
    with refused("the variables of a proof for all values are not fresh"):
        checked("0 = 0", step, beside=lemmas)


def test_a_condition_keeps_its_own_variable():
    """``h(t) <= 1`` for all t is not shown by the t at which the lemma is taken."""
    beside = (lemma(r"h(t) \leq 2", given=(r"h(t) \leq 1 \forall 0 \leq t \leq q",)),)
    with refused("a condition for all values of something is not shown as one"):
        checked(r"h(0) \leq 2", cited("lemma", {"t": "0"}, given()), beside=beside, given=(r"h(0) \leq 1",))


# -- chains ------------------------------------------------------------------------------------------------


def test_a_chain_goes_from_its_head_to_the_row():
    """``a = b``, ``<= c`` lends ``a <= c``; a strict link makes it strict."""
    whole = cited("row-1", whole=True)
    assert checked(r"a \leq c", whole, beside=chain(r"a = b", r"\leq c"))
    assert checked(r"a < x", cited("row-2", whole=True), beside=chain(r"a \leq b", r"< c", r"= x"))
    assert checked(r"a = c", whole, beside=chain("a = b", "= c"))
    with refused(ELSE):
        checked(r"a < c", whole, beside=chain(r"a = b", r"\leq c"))
    with refused(ELSE):
        checked(r"a \leq c", cited("row-1"), beside=chain(r"a = b", r"\leq c"))


def test_every_row_of_a_chain_stands():
    """The first is not proved."""
    with refused("row-0 stands above row-1, and is not proved"):
        checked(
            r"a \leq c", cited("row-1", whole=True), beside=chain("a = b", r"\leq c"), standing={"row-1": frozenset()}
        )


@pytest.mark.parametrize(
    "erratum",
    [
        Erratum("given", 0, r"b \geq 0", because="it was missing"),
        Erratum("for_all", 0, r"b \geq 0", because="it was missing"),
        Erratum("for_all", 0, "b", because="it was missing"),
        Erratum("probability", 0, CHANCE, because="it was missing"),
    ],
)
def test_the_rows_of_a_chain_are_given_the_same(erratum):
    """What one row above needs besides is not asked for by the last."""
    whole = Statement("of", then=("0 = 0",))
    for errata in ((erratum,), ()):
        rows = (Row("row-0", r"a \leq b", errata=errata), Row("row-1", r"\leq b^2 + 1"))
        step = fact(Source("cited", (0, 0), "row-1", True, (), True))
        if not errata:
            assert checked(r"a \leq b^2 + 1", step, beside=(whole, Ledger(whole, rows)))
            continue
        with refused("the rows of a chain are given different things"):
            checked(r"a \leq b^2 + 1", step, beside=(whole, Ledger(whole, rows)))


def test_the_relations_of_a_chain_point_one_way():
    """``a <= b >= c`` compares nothing, nor does ``a != b != c``."""
    for rows in ((r"a \leq b", r"\geq c"), ("a = b", r"= c \neq x")):
        with refused("the relations of a chain point both ways"):
            checked("0 = 0", cited("row-1", whole=True), beside=chain(*rows))


def test_the_rows_of_a_chain_hang_together():
    """A row that only defines is no link, and one that defines its head continues with what it defines."""
    for rows in (("a := b", r"\leq c"), (r"a := b \leq c", r"\leq x")):
        with refused("the rows of a chain do not hang together"):
            checked("0 = 0", cited("row-1", whole=True), beside=chain(*rows))


def test_what_a_row_of_a_chain_averaged_over_is_asked_for_every_draw():
    """Also where it is a row above that did."""
    rows = chain(r"\mathbb{E}[X] = b", r"\geq 0", given=(r"X \geq 0",))
    step = cited("row-1", {}, given(), whole=True)
    claim = {"beside": rows, "given": (r"X \geq 0",), "probability": CHANCE}
    goal = r"\mathbb{E}[X] \geq 0"
    assert checked(goal, step, **claim)
    for first in (None, frozenset({("given", (0, 0))})):
        with refused(ON_AN_EVENT):
            checked(goal, step, standing={"row-0": first, "row-1": frozenset()}, **claim)
    assert checked(r"b \geq 0", cited("row-1", {}, given()), standing={"row-0": None, "row-1": frozenset()}, **claim)


def test_an_index_that_the_draw_chooses_is_no_value():
    """Each ``Z_i`` has mean at most b; the largest has another."""
    chosen = notes(declare("K", Sort("index", ("n",)), random=True))
    beside = (lemma(r"\mathbb{E}[Z_i] \leq b"),)
    assert checked(r"\mathbb{E}[Z_j] \leq b", cited("lemma", {"i": "j"}), beside=beside)
    with refused("i runs from 1 to n, and is taken at something else"):
        goal = t(r"\mathbb{E}[Z_K] \leq b", chosen)
        checked(goal, cited("lemma", {"i": "K"}, notation=chosen), beside=beside, notation=chosen)


def test_what_is_one_thing_throughout_is_set_to_no_value():
    """A lemma may rest on the definition of b, or on what the notation says of it."""
    three = Statement("three", then=("b = 3",), defines=True)
    throughout = "b is settled by the notes, or by the draw, and cannot be set to a value"
    with refused(throughout):
        checked(r"c \leq 1", cited("lemma", at={"b": "1"}), beside=(three, lemma(r"c \leq b")))
    with refused(throughout):
        above = notes(always=(r"b \geq 1",))
        square = lemma(r"b^2 \geq b")
        checked("0 = 0", cited("lemma", at={"b": r"\frac{1}{2}"}), beside=(square,), notation=above)


@pytest.mark.parametrize("total", [r"\sum_{i=1}^n z_i", r"\|y\|^2"])
def test_a_length_is_not_set_while_something_has_it(total):
    """Of n numbers, or of a vector of n entries, the n is no other than theirs."""
    with refused("n is taken at a value where something else speaks of it unseen"):
        checked("0 = 0", cited("lemma", at={"n": "1"}), beside=(lemma(rf"{total} \leq b n"),))


def test_a_time_of_which_something_holds_throughout_is_that_time():
    """``t <= 1`` in the notation is about one t, and what is proved with it as well."""
    early = notes(always=(r"t \leq 1",))
    beside = (lemma(r"t \leq 1"),)
    assert checked(r"t \leq 1", cited("lemma"), beside=beside, notation=early)
    with refused("a fact is taken at values for other variables than it has"):
        checked(r"5 \leq 1", cited("lemma", {"t": "5"}), beside=beside, notation=early)


def test_what_is_asked_of_all_vectors_is_shown_of_a_vector():
    r"""``\|v\|_1 = \|v\|_2`` for numbers is no reason that it holds of vectors."""
    below = lemma("0 = 0", given=(r"\|v\| \leq \sum_{p=1}^d |v_p| \forall v",))
    shown = Step("norm_domination", ("sum", t("v")))
    assert checked("0 = 0", cited("lemma", {}, let({"v": "v"}, shown)), beside=(below,))
    same = lemma("0 = 0", given=(r"\|v\|_1 = \|v\|_2 \forall v",))
    for fresh in ("@v", "v\0"):
        stated = node("chain", *(node("norm", name(fresh), spelled=kind) for kind in "12"), spelled="=")
        with refused(f"a local variable is spelled {fresh}, which is something else"):
            checked("0 = 0", cited("lemma", {}, let({"v": fresh}, Step("scalar", (stated,)))), beside=(same,))


def test_what_holds_of_all_vectors_is_taken_at_one():
    """Of its length, and under its conditions."""
    said = lemma(r"\sigma(\|v\|) \leq 1", for_all="v", given=(r"\|v\| \leq b",))
    step = cited("lemma", {"v": "v' + e_1"}, given())
    assert checked(r"\sigma(\|v' + e_1\|) \leq 1", step, beside=(said,), given=(r"\|v' + e_1\| \leq b",))
    with refused(ELSE):
        checked(r"\sigma(\|v' + e_1\|) \leq 1", step, beside=(said,), given=(r"\|v'\| \leq b",))
    with refused("v is a vector of length d, and is taken at something else"):
        checked("0 = 0", cited("lemma", {"v": "y"}, given()), beside=(said,), given=(r"\|y\| \leq b",))
