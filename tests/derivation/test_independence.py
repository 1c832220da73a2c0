"""Independence: what is declared to be drawn apart, and nothing else, is so."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from harness import ELSE, SYMBOLS, checked, given, lemma, name, node, refused, rule, scalar, t

from ntkprops.derivation.judgment import Step
from ntkprops.language.notation import Notation, count, declare, real, vector
from ntkprops.statement.model import definition

APART = "the terms are not independent"
UNSAID = "is not said to be drawn independently"
DRAWN = Notation(
    (
        *SYMBOLS,
        declare("V", real, "a variable, independent", random=True),
        declare("U", real, "i.i.d.", random=True),
        declare("Q", real, "a sample", over=("n",), random=True),
        declare("P", real, "a sample", over=("n", "m"), random=True),
        declare("D", real, "a sample", over=("n",), of=("time",), random=True),
        declare("I", real, "not independent", random=True),
        declare("O", real, "one that the world draws", random=True),
        declare("O'", real, "another", random=True),
        declare("C", real, over=("n",), random=True),
        declare("G", vector("d"), over=("n",), random=True, law="gaussian"),
        declare("R", count, random=True),
        declare("J", real, "a sample", over=("R",), random=True),
    ),
    world=SimpleNamespace(independent=frozenset({"V", "O", "O'", "C", "D"})),
)


def means(one, other, op="="):
    """``E[one other] = E[one] E[other]``."""
    return rf"\mathbb{{E}}[{one} \cdot {other}] {op} \mathbb{{E}}[{one}] \mathbb{{E}}[{other}]"


def variances(one, other):
    """``Var(one + other) = Var(one) + Var(other)``."""
    return rf"\mathrm{{Var}}({one} + {other}) = \mathrm{{Var}}({one}) + \mathrm{{Var}}({other})"


def shows(then, spelled, *args, **parts):
    """Whether a rule shows something under the notation of this file."""
    return checked(then, rule(spelled, *args, notation=DRAWN), notation=DRAWN, **parts)


INDEPENDENT = [
    ("V", "U"),
    ("V", "Q_i"),
    ("V^2", r"\exp(U)"),
    (r"\sum_{i=1}^n Q_i", "V"),
    (r"a V", "b"),
    ("g_p", r"\xi_k"),
]


@pytest.mark.parametrize(("one", "other"), INDEPENDENT)
def test_terms_of_different_draws_are_independent(one, other):
    """So says the declaration, or a law; one of them may be whatever the world draws."""
    assert shows(means(one, other), "independent_product", one, other)
    assert shows(variances(one, other), "independent_variance", one, other)


DEPENDENT = [
    ("O", "O'", APART),
    ("O", "C_i", APART),
    ("I", "V", UNSAID),
    ("O", "V O'", APART),
    ("O", "O'", APART), ("O", "C_i", APART), ("I", "V", UNSAID), ("O", "V O'", APART),
    ("V", "V", APART), ("V", "V + U", APART), ("Q_i", "Q_i", APART), (r"\sum_{i=1}^n Q_i", "Q_j", APART),
    ("X", "V", UNSAID), ("V", "Y", UNSAID), ("Z_i", "Z_j", UNSAID), ("D_i(t)", "V", UNSAID),
    (r"v^\top w_k", "V", UNSAID), (r"v^\top w_k(t)", "V", UNSAID), ("u_i(0)", "V", UNSAID),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "why"), DEPENDENT)
def test_other_terms_are_not(one, other, why):
    """The same draw, one that is only random, what has moved since the start, what is not said to be apart."""
    for spelled in ("independent_product", "independent_variance"):
        with refused(why):
            shows("0 = 0", spelled, one, other)


def test_what_is_drawn_at_the_start_is_drawn():
    """``w_k(0)`` has its law, ``w_k(t)`` has moved."""
    assert shows(means(r"v^\top w_k(0)", "V"), "independent_product", r"v^\top w_k(0)", "V")


def test_a_member_that_is_chosen_by_the_draw_is_none():
    """The largest of them is no independent copy."""
    chosen = node("entry", t("Q", DRAWN), node("indicator", node("chain", "X", "0", spelled=">=")))
    with refused("an index must run from 1 to n|is not said"):
        shows("0 = 0", "independent_product", node("add", chosen, "0"), "V")


def test_what_the_notes_define_is_not_drawn():
    """``V := U`` is no draw of its own, whatever the world says; nor are weights that may be any."""
    defined = lemma("V = U + 1", "v", defines=True)
    with refused(UNSAID):
        shows("0 = 0", "independent_product", "V", "U", beside=(defined,))
    with refused(UNSAID):
        shows("0 = 0", "independent_product", r"v^\top w_k(0)", "U", for_all=r"\{w_k\}_{k=1}^m")


def test_a_definition_is_looked_through():
    """``c = V + 1`` is of the draw of V."""
    defined = lemma("x = V + 1", "of-x", defines=True)
    assert shows(means("x", "U"), "independent_product", "x", "U", beside=(defined,), by=(definition("x"),))
    with refused(APART):
        shows("0 = 0", "independent_product", "x", "V", beside=(defined,), by=(definition("x"),))
    with refused(UNSAID):
        shows("0 = 0", "independent_product", "x", "U", beside=(defined,))


TOTAL = r"\mathrm{Var}(\sum_{i=1}^n Q_i) = \sum_{i=1}^n \mathrm{Var}(Q_i)"


def test_the_variance_of_a_sum_over_a_family():
    """And of a function of its members, a fixed factor included."""
    assert shows(TOTAL, "independent_sum", r"\sum_{i=1}^n Q_i")
    scaled = r"\mathrm{Var}(\frac{1}{n} \sum_{i=1}^n \exp(Q_i)) = \frac{1}{n^2} \sum_{i=1}^n \mathrm{Var}(\exp(Q_i))"
    assert shows(scaled, "independent_sum", r"\sum_{i=1}^n \exp(Q_i)")
    assert shows(
        r"\mathrm{Var}(\sum_{i=1}^n v^\top G_i) = \sum_{i=1}^n \mathrm{Var}(v^\top G_i)", "independent_sum",
        r"\sum_{i=1}^n v^\top G_i",
    )  # fmt: skip
    with refused(ELSE):
        shows(TOTAL.replace("=", "=", 1).replace(r"\sum_{i=1}^n \mathrm", r"2 \sum_{i=1}^n \mathrm"),
              "independent_sum", r"\sum_{i=1}^n Q_i")  # fmt: skip


TIED = [
    r"\sum_{p=1}^d g_p", r"\sum_{i=1}^n Q_i V", r"\sum_{i=1}^n Q_1", r"\sum_{i=1}^n Q_i Q_j", r"\sum_{i=1}^n V",
    r"\sum_{i=1}^n \sum_{j=1}^n Q_j", r"\sum_{k=1}^m \xi_k \xi_l", r"\sum_{p=1}^d G_{ip}", r"\sum_{k=1}^m P_{ik}",
]  # fmt: skip


@pytest.mark.parametrize("tree", TIED)
def test_a_sum_whose_terms_share_a_draw(tree):
    """Each must be of its own member alone."""
    with refused(APART):
        shows("0 = 0", "independent_sum", tree)


def test_a_sum_of_what_is_only_random():
    """No law, and no word of the world."""
    with refused(UNSAID):
        shows("0 = 0", "independent_sum", r"\sum_{i=1}^n Z_i")
    with refused(UNSAID):
        shows("0 = 0", "independent_sum", r"\sum_{i=1}^n D_i(t)")
    with refused(APART):
        shows("0 = 0", "independent_sum", r"\sum_{i=1}^n C_i")


def test_a_sum_of_something_else():
    """A maximum, a part of a range, a number of terms."""
    later = node("sum", "i", "2", "n", t("Q_i", DRAWN))
    for tree in (r"\max_i Q_i", r"\sum_{i=1}^{n-1} i", r"\sum_{i=1}^3 b", later):
        with refused("this is no sum over a family"):
            shows("0 = 0", "independent_sum", tree)


def test_how_many_terms_there_are_is_fixed():
    """A random number of terms has a variance of its own."""
    total = node("sum", name("l"), "1", name("R"), node("entry", name("J"), name("l")))
    with refused("something must not depend on the draw here"):
        shows("0 = 0", "independent_sum", total)


# -- Hoeffding for what is bounded ---------------------------------------------------------------------------

BETWEEN = (r"b \leq Q_i \leq c", "b < c", r"r \geq 0")
SPREAD = r"\exp(-\frac{2 r^2}{n (a (c - b))^2})"
SUM = r"a \sum_{i=1}^n Q_i"
FAR = rf"\Pr[{SUM} - \mathbb{{E}}[{SUM}] \geq r] \leq {SPREAD}"
WEIGHT = "a \\neq 0"


def bounded(body="Q_{@1:n}", weight="a", level="r", op=">=", low="b", high="c", sides="one", premises=None):
    """Hoeffding's inequality for a sum over the family."""
    at = name("@1:n")
    tree = node("sum", at, "1", "n", node("entry", t("Q", DRAWN), at)) if body == "Q_{@1:n}" else body
    ends = (Step("fact", (given(0, 0).args[0], (("i", at),))), Step("fact", (given(0, 1).args[0], (("i", at),))))
    steps = (scalar(r"r \geq 0"), *ends) if premises is None else premises(*ends)
    parts = [t(part, DRAWN) if isinstance(part, str) else part for part in (tree, weight, level)]
    return Step("hoeffding_bounded", (*parts, op, t(low, DRAWN), t(high, DRAWN), sides), steps)


def hoeffding(then=FAR, given_=(*BETWEEN, WEIGHT), probability="", **parts):
    """What the checker says of it."""
    more = {"probability": probability} if probability else {}
    return checked(then, bounded(**parts), notation=DRAWN, given=given_, **more)


def test_hoeffding_for_terms_in_an_interval():
    """One tail, or both at twice the chance; strictly above likewise."""
    assert hoeffding()
    assert hoeffding(FAR.replace(r"\geq r]", "> r]"), op=">")
    both = rf"\Pr[|{SUM} - \mathbb{{E}}[{SUM}]| \geq r] \leq 2 {SPREAD}"
    assert hoeffding(both, sides="both")
    for wrong in (both.replace("2 \\exp", "\\exp"), both.replace("{2 r", "{3 r")):
        with refused(ELSE):
            hoeffding(wrong, sides="both")
    with refused(ELSE):
        hoeffding(both, sides="one")


def test_hoeffding_is_of_an_upper_tail():
    """Below the mean by less than r is likely."""
    with refused("Hoeffding's inequality is of an upper tail"):
        hoeffding(op="<=")


def test_the_terms_lie_in_the_interval():
    """Both ends are shown, for every draw, and the level is not negative."""
    with refused(ELSE):
        hoeffding(premises=lambda low, high: (scalar(r"r \geq 0"), scalar("0 = 0"), high))
    with refused(ELSE):
        hoeffding(premises=lambda low, high: (scalar(r"r \geq 0"), low, scalar("0 = 0")))
    with refused("an average is taken of what holds only on an event"):
        hoeffding(probability=r"1 - \delta")
    with refused(ELSE):
        hoeffding(FAR.replace("r]", "x]").replace("r^2", "x^2"), level="x",
                  premises=lambda low, high: (scalar("0 = 0"), low, high))  # fmt: skip


def test_the_interval_is_not_a_point():
    """Its length stands in a denominator."""
    with refused("a side may be undefined"):
        hoeffding(given_=BETWEEN)


@pytest.mark.parametrize("part", ["weight", "level", "low", "high"])
def test_what_hoeffding_speaks_of_is_fixed(part):
    """No weight, level or end is drawn."""
    with refused("something must not depend on the draw here"):
        hoeffding("0 = 0", **{part: "V"})


def test_the_ends_of_the_interval_do_not_move():
    """``Q_i <= z_i`` bounds by another number for each term."""
    at = name("@1:n")
    step = bounded()
    moving = Step(step.rule, (*step.args[:5], node("entry", t("z"), at), "one"), step.premises)
    with refused("the ends of an interval move with the index"):
        checked("0 = 0", moving, notation=DRAWN, given=(*BETWEEN, WEIGHT))


def test_hoeffding_is_of_independent_terms():
    """Not of one drawn variable n times, nor of a sum of something else."""
    at = name("@1:n")
    for body, why in ((t("V", DRAWN), APART), (node("entry", t("Z"), at), UNSAID)):
        with refused(why):
            hoeffding("0 = 0", body=node("sum", at, "1", "n", body))
    with refused("this is no sum over a family"):
        hoeffding("0 = 0", body=t(r"\max_i Q_i", DRAWN))
