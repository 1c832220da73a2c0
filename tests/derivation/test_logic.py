"""The rules of logic: each with a derivation that is accepted, and one refused for each of its conditions."""

from __future__ import annotations

import pytest
from harness import ELSE, TRUE, checked, cited, given, let, local, name, node, refused, rule, scalar, t

from ntkprops.derivation.judgment import Step
from ntkprops.statement.model import Statement

MEAN = Statement("mean", given=(r"z_i \leq b",), then=(r"\sum_{i=1}^n z_i \leq n b",))


def test_a_square_is_nonnegative_by_arithmetic():
    """A scalar step needs no premise for what always holds."""
    assert checked(r"a^2 \geq 0", scalar(r"a^2 \geq 0")).lines


def test_arithmetic_proves_nothing_else():
    """The premises must give the relation."""
    with refused("the premises do not give this"):
        checked(r"a \geq 0", scalar(r"a \geq 0"))


def test_a_step_is_used_for_what_it_shows():
    """A derivation of one relation shows no other."""
    with refused(ELSE):
        checked(r"a \geq 1", scalar(r"a^2 \geq 0"))


def test_a_rule_that_nobody_knows_shows_nothing():
    """The checker has a list of rules."""
    with refused("there is no rule because"):
        checked(r"a^2 \geq 0", Step("because"))


def test_every_part_of_a_conclusion_is_derived():
    """Two conclusions need two derivations; nothing is dropped."""
    both = (r"a^2 \geq 0", r"a^4 \geq 0")
    steps = [scalar(one) for one in both]
    assert checked(both, *steps).lines
    with refused("a part of the conclusion has no derivation"):
        checked(both, steps[0])


def test_a_claim_that_concludes_nothing_is_not_proved():
    """What only defines has no goal."""
    with refused("a part of the conclusion has no derivation"):
        checked(r"a := 1")


def test_a_derivation_that_makes_no_sense_is_refused():
    """Whatever data is handed over, the checker answers."""
    with refused("the derivation makes no sense"):
        checked(r"a^2 \geq 0", Step("scalar", ()))


def test_equations_between_vectors_hold_by_form_or_from_a_premise():
    """Only the equation that is asked for is shown, whichever side it is printed on."""
    assert checked(r"v + v' = v' + v", scalar(r"v + v' = v' + v"))
    assert checked(r"v' = v", given(), given=(r"v = v'",))
    for wrong in (r"v = 2 v'", r"v = -v'", r"S = T"):
        with refused("an equation between vectors is not shown"):
            checked(wrong, given(), given=(r"v = v'",))


@pytest.mark.parametrize(
    ("known", "wrong"),
    [
        (r"\Pr[B] \leq 1", r"\Pr[B] \leq 0"),
        (r"\mathbf{1}[B] \leq 1", r"\mathbf{1}[B] \leq 0"),
        (r"\Pr[B] \geq 0", r"\Pr[B] > 0"),
        (r"\delta < 1", r"\delta < \frac{1}{2}"),
        (r"\delta > 0", r"\delta > \frac{1}{2}"),
        (r"\zeta^2 = 1", r"\zeta = 1"),
        (r"i \leq n", r"i \leq 1"),
        (r"n \geq 1", r"n \geq 2"),
        (r"t \geq 0", "t > 0"),
        ("q > 0", r"q \geq 1"),
        (r"r \geq 0", "r > 0"),
        (r"b \leq b", "b < b"),
        (r"\xi_k^2 = 1", r"\xi_k = 1"),
        (r"Y \geq 0", r"X \geq 0"),
        (r"\|v\| \geq 0", r"\|v\| > 0"),
        (r"|b| \geq b", r"|b| \geq 1"),
    ],
)
def test_what_the_sorts_say_is_known_and_no_more(known, wrong):
    """Probabilities are at most 1, signs have square 1, an index is in its range."""
    assert checked(known, scalar(known))
    with refused("the premises do not give this"):
        checked(wrong, scalar(wrong))


def test_a_premise_is_taken_for_its_relation():
    """``a >= b`` is not ``a <= b``, nor ``a = b`` or ``a > b``."""
    for wrong in (r"a \leq b", "a = b", "a > b"):
        with refused(ELSE):
            checked(wrong, given(), given=(r"a \geq b",))


def test_no_vector_is_above_another():
    """Between vectors there is no other relation than equality."""
    with refused("an equation between vectors is not shown"):
        checked(node("chain", "v", "v'", spelled="<"), given(), given=(r"v = v'",))


def test_vectors_of_different_lengths_do_not_agree():
    """``v`` has length d and ``y`` has length n."""
    with refused("an equation between vectors is not shown"):
        checked(node("chain", "v", "y", spelled="="), given(), given=(r"v = v'",))


# -- entry by entry ----------------------------------------------------------------------------------------


def entrywise(stated, index_, premise):
    """An equation between vectors, entry by entry."""
    return Step("entrywise", (stated if not isinstance(stated, str) else t(stated), (index_,)), (premise,))


ENTRIES = given(values={"p": name("#1:d")})


def test_vectors_are_equal_if_their_entries_are():
    """From ``v_p = v'_p`` at a fresh index p."""
    assert checked(r"v = v'", entrywise(r"v = v'", "#1:d", ENTRIES), given=(r"v_p = v'_p",))
    with refused("the entries do not agree"):
        checked(r"v = v'", entrywise(r"v = v'", "#1:d", ENTRIES), given=(r"v_p = 2 v'_p",))


def test_vectors_of_different_shapes_are_not_equal():
    """A vector of length d has no entries to compare with one of length n."""
    stated = node("chain", "v", "y", spelled="=")
    with refused("the sides are of different shapes"):
        checked(stated, entrywise(stated, "#1:d", ENTRIES), given=(r"v_p = v'_p",))


def test_entries_show_equations_only():
    """Equal entries do not put one vector below the other."""
    stated = node("chain", "v", "v'", spelled="<")
    with refused("the sides are of different shapes"):
        checked(stated, entrywise(stated, "#1:d", ENTRIES), given=(r"v_p = v'_p",))


def test_the_index_of_the_entries_runs_over_them():
    """An index over n says nothing of all d entries."""
    with refused("the indices of an equation entry by entry are not fresh"):
        checked(r"v = v'", entrywise(r"v = v'", "#1:n", TRUE))


def test_the_index_of_the_entries_is_fresh():
    """An index that means something here already is not any index."""
    inner = entrywise(r"v = v'", "#1:d", ENTRIES)
    with refused("the indices of an equation entry by entry are not fresh"):
        checked(r"v = v'", entrywise(r"v = v'", "#1:d", inner), given=(r"v_p = v'_p",))
    with refused("the indices of an equation entry by entry are not fresh"):
        checked(r"v = v'", entrywise(r"v = v'", "p", given(values={"p": "p"})), given=(r"v_p = v'_p",))


# -- cases -------------------------------------------------------------------------------------------------


def cases(stated, *events, premises=()):
    """A relation in every case."""
    return Step("cases", (t(stated), tuple(t(one) if isinstance(one, str) else one for one in events)), premises)


def test_cases_are_told_what_they_mean():
    """``a 1[a >= 0]`` is nonnegative in either case; ``> 0`` is left open at a = 0."""
    assert checked(r"a \mathbf{1}[a \geq 0] \geq 0", cases(r"a \mathbf{1}[a \geq 0] \geq 0", r"a \geq 0"))
    assert checked(r"a \mathbf{1}[a = 0] = 0", cases(r"a \mathbf{1}[a = 0] = 0", r"a = 0"))
    with refused("a case is left open"):
        checked(r"a \mathbf{1}[a \geq 0] > 0", cases(r"a \mathbf{1}[a \geq 0] > 0", r"a \geq 0"))


def test_a_case_that_cannot_be_is_no_case():
    """``a >= 0`` and ``a <= -1`` exclude each other; ``a <= 1`` does not."""
    claim = r"\mathbf{1}[a \geq 0] + \mathbf{1}[a \leq -1] \leq 1"
    assert checked(claim, cases(claim, r"a \geq 0", r"a \leq -1"))
    with refused("a case is left open"):
        wrong = claim.replace("-1", "1")
        checked(wrong, cases(wrong, r"a \geq 0", r"a \leq 1"))


def test_a_premise_that_holds_in_a_case_does_not_close_it():
    """Nothing follows from ``1[B] <= 1``."""
    with refused("a case is left open"):
        checked(r"a \geq 0", cases(r"a \geq 0", "B", premises=(scalar(r"\mathbf{1}[B] \leq 1"),)))


def test_a_premise_closes_the_cases_that_it_excludes():
    """``1[B] = 0`` leaves one case; it shows ``a 1[B] = 0`` and not ``a = 0``."""
    assert checked(
        r"a \mathbf{1}[B] = 0", cases(r"a \mathbf{1}[B] = 0", "B", premises=(given(),)), given=(r"\mathbf{1}[B] = 0",)
    )
    with refused("a case is left open"):
        checked(r"a = 0", cases(r"a = 0", "B", premises=(given(),)), given=(r"\mathbf{1}[B] = 0",))


def test_cases_are_of_events_that_have_a_name():
    """The indicator of a complement is no unknown of its own."""
    with refused("these are not at most eight events"):
        checked(r"a^2 \geq 0", cases(r"a^2 \geq 0", r"a < 0"))


def test_there_are_at_most_eight_events():
    """Nine events make 512 cases."""
    with refused("these are not at most eight events"):
        checked(r"a^2 \geq 0", cases(r"a^2 \geq 0", *(rf"a \leq {bound}" for bound in range(9))))


# -- for all -----------------------------------------------------------------------------------------------

FRESH = given(values={"i": name("#1:n")})


def test_a_condition_for_all_is_shown_for_a_fresh_value():
    """The mean of terms below b: each is, for an i of which nothing is known."""
    step = cited("mean", {}, let({"i": "#1:n"}, FRESH))
    assert checked(r"\sum_{i=1}^n z_i \leq n b", step, given=(r"z_i \leq b",), beside=(MEAN,))


def mean_of(proof, **parts):
    """The claim about the mean from a proof of its condition."""
    return checked(
        r"\sum_{i=1}^n z_i \leq n b", cited("mean", {}, proof), beside=(MEAN,), **{"given": (r"z_i \leq b",), **parts}
    )


def test_a_condition_for_all_is_not_shown_by_one_value():
    """For ``z_1`` alone it says little."""
    with refused("a condition for all values of something is not shown as one"):
        mean_of(given(values={"i": "1"}))
    with refused(ELSE):
        mean_of(let({"i": "#1:n"}, given(values={"i": "1"})))


def test_all_its_variables_are_made_fresh():
    """None less, none more, in one proof."""
    for proof in (let({}, FRESH), let({"j": "#1:n"}, FRESH), let({"i": "#1:n", "j": "#2:n"}, FRESH)):
        with refused("a condition for all values of something is not shown as one"):
            mean_of(proof)
    with refused("a condition for all values of something is not shown as one"):
        mean_of(Step("let", (("i", "#1:n"),), (FRESH, FRESH)))


def test_a_fresh_variable_means_nothing_else():
    """No declared symbol, nothing in the formula itself, and no two variables are one."""
    with refused("the variables of a proof for all values are not fresh"):
        mean_of(let({"i": "j"}, given(values={"i": "j"})))
    with refused("the variables of a proof for all values are not fresh"):
        mean_of(let({"i": "b"}, given(values={"i": "b"})))
    pairs = Statement("pairs", given=(r"z_i + z_j \leq b",), then=(r"0 = 0",))
    step = cited("pairs", {}, let({"i": "#1:n", "j": "#1:n"}, scalar(r"0 = 0")))
    with refused("the variables of a proof for all values are not fresh"):
        checked("0 = 0", step, beside=(pairs,))


def test_a_fresh_variable_is_spelled_with_its_range():
    """Over d it would be read as one of the entries of a vector; and a real number is no index."""
    with refused("a local variable is spelled #1:d, which is something else"):
        mean_of(let({"i": "#1:d"}, FRESH))
    small = Statement("small", given=(r"a \leq b \forall b \geq 0",), then=(r"a \leq 0",))
    with refused("a local variable is spelled #1:n, which is something else"):
        checked(r"a \leq 0", cited("small", {}, let({"b": "#1:n"}, given())), given=(r"a \leq 1",), beside=(small,))


def test_conditions_of_a_condition_are_supposed():
    """``a <= b`` wherever ``b >= 0``: shown from it, and used nowhere else."""
    small = Statement("small", given=(r"a \leq b \forall b \geq 0",), then=(r"a \leq 0",))
    proof = let({"b": "@b"}, scalar_fresh(r"a \leq @b"))
    step = cited("small", {}, proof)
    assert checked(r"a \leq 0", step, given=(r"a \leq 0",), beside=(small,))
    without = let({"b": "@b"}, given())
    with refused(ELSE):
        checked(r"a \leq 0", cited("small", {}, without), given=(r"a \leq 1",), beside=(small,))


def scalar_fresh(_):
    """``a <= @b`` from what is supposed of @b and what is given of a."""
    fresh = name("@b")
    supposed = local(node("chain", fresh, "0", spelled=">="))
    return Step("scalar", (node("chain", "a", fresh, spelled="<="),), (supposed, given()))


def test_a_member_is_below_the_largest_and_above_the_least():
    """Of an index in the range, and of a maximum over one that is counted."""
    assert checked(r"z_j \leq \max_i z_i", rule("member", r"\max_{1 \leq i \leq n} z_i", "j"))
    assert checked(r"z_1 \geq \min_i z_i", rule("member", r"\min_{1 \leq i \leq n} z_i", "1"))
    with refused(ELSE):
        checked(r"z_j \geq \max_i z_i", rule("member", r"\max_{1 \leq i \leq n} z_i", "j"))
    largest = node("maximum", "i", "1", "n", "b i")
    for index, why in (("k", "i runs from 1 to n"), ("n + 1", "i runs from 1 to n"), ("q", "i runs from 1 to n")):
        with refused(why):
            checked("0 = 0", rule("member", largest, index))
    later = node("maximum", "i", "2", "n", "b i")
    for tree in (later, r"\sum_{i=1}^n z_i", node("maximum", "i", "1", "n + 1", "b i")):
        with refused("this is no extremum over a range that is counted"):
            checked("0 = 0", rule("member", tree, "j"))
