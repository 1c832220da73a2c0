"""Groenwall's inequality and continuity induction: each accepted, and refused where a condition fails."""

from __future__ import annotations

import pytest
from harness import ELSE, TRUE, checked, cited, given, let, local, name, node, notes, refused, scalar, t

from ntkprops.derivation.judgment import Formula, Step
from ntkprops.language.notation import Sort, declare, positive, real
from ntkprops.language.tree import replace_free
from ntkprops.statement.model import Statement

S, NOW = name("@s"), name("t")


def apply(function, moment):
    """A function at a time."""
    return node("apply", node("symbol", spelled=function), moment)


def at_most(left, right, op="<="):
    """``left <= right``."""
    return node("chain", left, right, spelled=op)


GROWTH = r"\frac{dh(s)}{ds} \leq a h(s) \forall 0 \leq s \leq t"
IN_RANGE = (local(at_most("0", S)), local(at_most(S, "t")))
GROWS = given(0, 0, {"s": S}, *IN_RANGE)
FORWARD = scalar(r"0 \leq t")


def groenwall(body=None, rate="a", end="t", premises=(GROWS, FORWARD), variable=S):
    """Groenwall's inequality."""
    parts = tuple(t(part) if isinstance(part, str) else part for part in (rate, end))
    return Step("groenwall", (body or apply("h", variable), variable, *parts), premises)


def test_groenwall():
    """From ``h' <= a h`` on [0, t]."""
    assert checked(r"h(t) \leq \exp(a t) h(0)", groenwall(), given=(GROWTH,))
    with refused(ELSE):
        checked(r"h(t) \leq h(0)", groenwall(), given=(GROWTH,))


def test_groenwall_needs_the_growth_all_along():
    """A premise that shows something else shows no growth; nor does one at the end alone."""
    with refused(ELSE):
        checked(r"h(t) \leq \exp(a t) h(0)", groenwall(premises=(TRUE, FORWARD)), given=(GROWTH,))
    with refused(ELSE):
        at_end = r"\frac{dh(t)}{dt} \leq a h(t)"
        checked(r"h(t) \leq \exp(a t) h(0)", groenwall(premises=(given(), FORWARD)), given=(at_end,))


def test_groenwall_runs_forward():
    """Before 0 a bound of the growth bounds from below."""
    grows = scalar(r"0 \leq 1")  # of the constant -1, at the rate -1
    step = groenwall(t("-1"), "-1", premises=(grows, FORWARD))
    assert checked(r"-1 \leq \exp(-t) (-1)", step)
    with refused(ELSE):
        checked(r"-1 \leq \exp(-b) (-1)", groenwall(t("-1"), "-1", "b", premises=(grows, TRUE)))


def test_the_rate_of_groenwall_is_one_number():
    """``h' <= s h`` grows as ``exp(t^2 / 2)``."""
    growth = r"\frac{dh(s)}{ds} \leq s h(s) \forall 0 \leq s \leq t"
    with refused("the rate or the end moves"):
        checked("0 = 0", groenwall(rate=S), given=(growth,))


def test_the_end_of_groenwall_does_not_move():
    """``[0, s]`` at s is no range."""
    with refused("the rate or the end moves"):
        checked("0 = 0", groenwall(end=S), given=(GROWTH,))


def test_the_time_of_groenwall_is_any_real_number():
    """A whole number from 1 to n is none."""
    with refused("a local variable is spelled #1:n, which is something else"):
        checked("0 = 0", groenwall(variable=name("#1:n")), given=(GROWTH,))


def test_groenwall_crosses_no_pole():
    """``1 / (s - 1)`` falls wherever it is defined, and is -1 at 0 and 1 at 2."""
    body = node("div", "1", apply("h", S))
    falls = r"\frac{d}{ds} \frac{1}{h(s)} \leq 0 \cdot \frac{1}{h(s)} \forall 0 \leq s \leq t"
    goal = r"\frac{1}{h(t)} \leq \exp(0 \cdot t) \frac{1}{h(0)}"
    ends = ("h(0) < 0", "h(t) > 0")
    with refused("a side may be undefined"):
        checked(
            goal,
            groenwall(body, "0", premises=(given(0, 0, {"s": S}, *IN_RANGE), FORWARD)),
            given=(falls, *ends),
            beside=(PATH,),
        )


def test_what_is_known_of_a_time_is_not_known_of_all_before():
    """``s`` under Groenwall is another s than the one of the claim."""
    step = groenwall(premises=(scalar_at(given(1)), FORWARD))
    with refused(ELSE):
        checked(r"h(t) \leq \exp(a t) h(0)", step, given=(GROWTH, r"\frac{dh(t)}{dt} \leq a h(t)"))


def scalar_at(premise):
    """What a premise says."""
    return Step("scalar", (t(r"\frac{dh(t)}{dt} \leq a h(t)"),), (premise,))


# -- continuity induction ----------------------------------------------------------------------------------

KEPT = Statement("kept", given=(r"h(s) \leq q \forall 0 \leq s \leq t",), then=(r"h(t) \leq \frac{q}{2}",))
PATH = Statement("path", then=(r"\frac{dh(t)}{dt} = b",), defines=True)
TIME = Sort("time")
UNTIL = Formula(t(r"h(s) \leq q"), (("s", TIME),), (Formula(t(r"0 \leq s")), Formula(at_most("s", NOW))))
GATE = Formula(at_most(apply("h", NOW), "q"))
ALL_BEFORE = let({"s": "@s"}, local(UNTIL, {"s": S}, local(at_most("0", S)), local(at_most(S, NOW))))
FIRST = Step("scalar", (at_most(apply("h", NOW), "q", "<"),), (cited("kept", {"t": NOW}, ALL_BEFORE),))
PREMISES = (FIRST, given(), local(GATE))
STARTS = r"h(0) \leq q"


def bootstrap(gate=GATE, premises=PREMISES, at="t", now=NOW):
    """Continuity induction for ``h <= q``."""
    return Step("bootstrap", (t(r"h(s) \leq q"), name("s"), gate, now, t(at)), premises)


def booted(step, goal=r"h(t) \leq q", **parts):
    """The claim that h stays below q."""
    return checked(goal, step, **{"beside": (KEPT, PATH), "given": (STARTS,), **parts})


def test_what_is_kept_as_long_as_it_holds_is_kept():
    """``h <= q`` until t gives ``h(t) <= q / 2``, and ``h(0) <= q``."""
    assert booted(bootstrap())


@pytest.mark.parametrize("place", [0, 1, 2])
def test_each_part_of_the_induction_is_shown(place):
    """That it is kept strictly, that it begins, and that it gives back what is kept."""
    premises = tuple(TRUE if at == place else one for at, one in enumerate(PREMISES))
    with refused(ELSE):
        booted(bootstrap(premises=premises))


def test_the_induction_keeps_strictly():
    """``h(t) <= q`` for ``h <= q`` until t is no news: the times may end."""
    weak = Statement("kept", given=KEPT.given, then=(r"h(t) \leq q",))
    first = cited("kept", {"t": NOW}, ALL_BEFORE)
    with refused(ELSE):
        booted(bootstrap(premises=(first, *PREMISES[1:])), beside=(weak, PATH))


def test_what_is_supposed_until_now_is_not_known_for_good():
    """The hypothesis of the induction ends with it."""
    with refused("something is used that nobody supposed"):
        booted(local(UNTIL, {"s": "t"}, scalar(r"0 \leq t"), TRUE))
    with refused("something is used that nobody supposed"):
        booted(bootstrap(premises=(FIRST, local(GATE), local(GATE))))


def test_the_bound_that_is_kept_is_weak():
    """The times at which ``h < q`` are not closed."""
    with refused("the bound that is kept must be weak"):
        booted(bootstrap(Formula(at_most(apply("h", NOW), "q", "<"))))


def test_the_bound_that_is_kept_has_no_conditions():
    """Nor does it hold for a continuum of values."""
    with refused("the bound that is kept must be weak, for finitely many indices"):
        booted(bootstrap(Formula(GATE.relation, (), (Formula(t(r"a \leq b")),))))
    with refused("the bound that is kept must be weak, for finitely many indices"):
        booted(bootstrap(Formula(GATE.relation, (("a", Sort("real")),))))


def test_a_bound_for_finitely_many_indices_is_kept():
    """For each component of u at once, each of a fresh index."""
    gate = Formula(at_most(node("entry", apply("u", NOW), "i"), "q"), (("i", Sort("index", ("n",))),))
    path = Statement("path", then=(r"\frac{du(t)}{dt} = y",), defines=True)
    step = Step("bootstrap", (t(r"u_1(s) \leq q"), name("s"), gate, NOW, t("t")), (TRUE, TRUE, TRUE))
    with refused("a condition for all values of something is not shown as one"):
        checked(r"u_1(t) \leq q", step, beside=(path,))
    fresh = let({"i": "#1:n"}, TRUE)
    step = Step("bootstrap", (t(r"u_1(s) \leq q"), name("s"), gate, NOW, t("t")), (fresh, fresh, TRUE))
    with refused(ELSE):
        checked(r"u_1(t) \leq q", step, beside=(path,))


JUMPS = notes(declare("o", real, of=("time",)))


@pytest.mark.parametrize(
    "side",
    [
        apply("o", NOW),
        node("neg", apply("o", NOW)),
        node("pow", apply("o", NOW), "2"),
        apply("h", node("mul", "2", NOW)),
        node("indicator", at_most(apply("h", NOW), "0")),
        node("add", "1", node("indicator", at_most(apply("h", NOW), "0"))),
        node("div", "1", apply("h", NOW)),
        node("pow", apply("h", NOW), node("neg", "1")),
        node("pow", "2", apply("h", NOW)),
        node("sum", "i", "1", NOW, apply("h", NOW)),
        node("derivative", apply("h", NOW), NOW),
        node("log", apply("h", NOW)),
    ],
)
def test_the_bound_that_is_kept_is_between_continuous_functions(side):
    """Not of what the notes do not differentiate, of indicators, of quotients, of sums whose range moves."""
    for relation in (at_most(side, "q"), at_most("0", side)):
        with refused("the bound that is kept must be between continuous functions of time"):
            booted(bootstrap(Formula(relation)), notation=JUMPS)


def test_sums_products_and_norms_are_continuous():
    """So that the induction goes on to ask for its premises."""
    for latex in (r"\|u(t)\|^2", r"2 \exp(-t) h(t) + \max\{0, h(t)\}", r"\sum_{i=1}^n |u_i(t)|", "t"):
        side = t(latex)
        gate = Formula(at_most(side, "q"))
        with refused(ELSE):
            booted(
                bootstrap(gate, (TRUE, TRUE, TRUE), now=name("t")),
                beside=(KEPT, PATH, Statement("flow", then=(r"\frac{du(t)}{dt} = y",), defines=True)),
            )


def test_the_induction_starts_at_0():
    """It says nothing of what is before."""
    with refused("s is taken outside its sort"):
        booted(bootstrap(at="-1"), r"h(0) \leq q")


def test_the_times_of_the_induction_are_times():
    """Positive numbers, or whole ones, leave some out."""
    for now in (name("r"), name("n"), name("#1:n")):
        gate = Formula(at_most(apply("h", now), "q"))
        with refused(f"a local variable is spelled {now.name}, which is something else"):
            booted(bootstrap(gate, now=now))


# -- the fundamental theorem, and differential equations that are given -----------------------------------

FLOW = notes(declare("o", positive, of=("time",)), declare("h'", real, of=("time",)))
MOVES = (r"\frac{do(s)}{ds} = h'(s) o(s)", r"\frac{dh(s)}{ds} = h(s)")


def between(body, low="0", high="t", variable=S):
    """The fundamental theorem for a function of S."""
    parts = [t(part, FLOW) if isinstance(part, str) else part for part in (low, high)]
    return Step("fundamental_theorem", (body, variable, *parts))


def integral(body, low="0", high="t"):
    """``int_low^high d body / ds ds``."""
    return node("integral", S, t(low), t(high), node("derivative", body, S))


def moved(body, low="0", high="t"):
    """That an integral is what a function has moved by."""
    at = [replace_free(body, {S.name: t(end)}) for end in (high, low)]
    return node("chain", integral(body, low, high), node("add", at[0], node("neg", at[1])), spelled="=")


LOG = node("log", apply("o", S))
SQUARE = node("pow", apply("h", S), "2")
ROOT = node("sqrt", apply("o", S))
FLOWS = {"given": MOVES, "notation": FLOW}


@pytest.mark.parametrize("body", [LOG, SQUARE, ROOT, node("div", "1", apply("o", S)), node("exp", apply("h", S))])
def test_the_fundamental_theorem(body):
    """For a smooth function that is defined all along."""
    assert checked(moved(body), between(body), **FLOWS)
    with refused(ELSE):
        checked(moved(body, high="0"), between(body), **FLOWS)


@pytest.mark.parametrize(
    "body", [node("log", apply("h", S)), node("div", "1", apply("h", S)), node("sqrt", apply("h", S))]
)
def test_the_function_must_be_defined_between(body):
    """``log h`` where h passes through 0 has moved by nothing that an integral says."""
    with refused("a side may be undefined"):
        checked(moved(body), between(body), **FLOWS)


@pytest.mark.parametrize(
    "body", [node("abs", apply("h", S)), node("max", "0", apply("h", S)), apply("h'", S), node("E", apply("h", S)),
             node("pow", apply("o", S), node("div", "1", "2")), node("indicator", at_most("0", apply("h", S)))]
)  # fmt: skip
def test_the_function_must_be_smooth(body):
    """No corners, no steps, and nothing of which the notes give no derivative."""
    with refused("this is no smooth function of what the notes differentiate"):
        checked("0 = 0", between(body), **FLOWS)


def test_the_ends_do_not_speak_of_the_variable():
    """``int_0^s`` over s is of another s."""
    with refused("the ends of a range speak of its variable"):
        checked("0 = 0", between(SQUARE, high=S), **FLOWS)
    with refused("the ends of a range speak of its variable"):
        checked("0 = 0", between(SQUARE, variable=node("add", S, "1")), **FLOWS)


def test_a_power_under_an_integral():
    """``int_0^1 s^2 ds = 1/3``, ``int_a^b s ds = (b^2 - a^2)/2``; a reciprocal is no such power."""
    assert checked(r"\int_0^1 \tau^2 \,d\tau = \frac{1}{3}", scalar(r"\int_0^1 \tau^2 \,d\tau = \frac{1}{3}"))
    line = r"\int_a^b c \tau \,d\tau = \frac{c (b^2 - a^2)}{2}"
    assert checked(line, scalar(line))
    for wrong in (
        r"\int_0^1 \tau^2 \,d\tau = \frac{1}{2}",
        r"\int_1^2 \tau^{-2} \,d\tau = 1",
        r"\int_0^1 a^2 \,d\tau = \frac{a^3}{3}",
    ):
        with refused("the premises do not give this"):
            checked(wrong, scalar(wrong))


LATER = given(values={"t": name("s")})


def test_a_differential_equation_is_given_at_all_times():
    """Where nothing else is given of its time."""
    at_s = r"\frac{dh(s)}{ds} = b"
    assert checked(at_s, LATER, given=(r"\frac{dh(t)}{dt} = b",))
    assert checked(at_s, LATER, given=(r"\frac{dh(t)}{dt} = b", r"b \geq 0"))


@pytest.mark.parametrize("more", [r"t \geq 1", r"h(t) \leq 1", r"t = 0", r"\frac{dh'(t)}{dt} = a", r"t \leq b"])
def test_a_differential_equation_at_a_time_of_which_more_is_given_is_of_that_time(more):
    """``h' = 0`` from 1 on says nothing of the time before."""
    with refused("a fact is taken at values for other variables"):
        checked(r"\frac{dh(s)}{ds} = b", LATER, given=(r"\frac{dh(t)}{dt} = b", more), notation=FLOW)


def test_an_equation_at_a_time_is_of_that_time():
    """If it is no differential one, or its time is quantified by the claim."""
    with refused("a fact is taken at values for other variables"):
        checked("h(s) = b", LATER, given=("h(t) = b",))
    with refused("a fact is taken at values for other variables"):
        checked(r"\frac{dh(s)}{ds} = b", LATER, given=(r"\frac{dh(t)}{dt} = b",), for_all=r"t \geq 0")
    with refused("a fact is taken at values for other variables"):
        checked(r"\frac{dh(s)}{ds} = b", LATER, given=(r"\frac{dh(t)}{dt} = b = c",))
