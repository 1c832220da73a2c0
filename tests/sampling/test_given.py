r"""What is given is obeyed by every trial, or the claim is not sampled; the report counts what obeys."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ntkprops.language import declare, positive, real
from ntkprops.proof.book import Book
from ntkprops.sampling.result import Sampled, Says
from ntkprops.sampling.run import budget_of, sample_claim
from ntkprops.statement.model import Statement

from .lectures import networks, sampled

CHANCE = {"over": "w(0)", "probability": r"1 - \delta"}


def said(then: str, *given: str, **parts: str) -> Sampled:
    """What sampling says of one conclusion under what is given, or why it does not."""
    lecture = networks(Statement("claim", given=given, then=(then,), **parts))
    return sample_claim(Book(lecture), "claim", corrected=False, budget=budget_of(lecture))


MEANS = (
    (r"\mathbb{E}[\|H(0)\|_F^2] \leq 1", r"n = 1"),
    (r"\mathbb{E}[\|H(0) - H^*\|_F^2] \leq \frac{1}{4m}", r"n \leq 1"),
    (r"R \leq \mathbb{E}[\|H(0)\|_F] + 1", r"0 \leq R \leq 1"),
    (r"\Pr[\|H(0)\|_2 > \epsilon] \leq \Pr[\|H(0)\|_2 > R]", r"R \leq \frac{1}{100}, \epsilon = \frac{1}{100}"),
)


@pytest.mark.parametrize(("then", "given"), MEANS)
def test_a_mean_is_tried_where_what_is_given_holds(then: str, given: str) -> None:
    """A true claim about means is held on data and numbers that obey its hypotheses."""
    assert said(then, given).says is Says.HELD


@pytest.mark.parametrize(("then", "given"), MEANS[:2])
def test_without_its_hypothesis_the_same_claim_falls(then: str, given: str) -> None:
    """Negative control: the hypothesis was what saved it."""
    assert said(then).says is Says.REFUTED


@pytest.mark.parametrize("given", [r"\|H(0) - H^*\|_F \leq R", r"\mathbb{E}[\|H(0)\|_F] = R", r"w_k = w_k(0)"])
def test_a_mean_under_what_is_given_of_the_draw_is_not_sampled(given: str) -> None:
    """That every draw obeys it is nothing that draws can show."""
    found = said(r"\mathbb{E}[\|H(0) - H^*\|_F] \leq R", given)

    assert found.says is Says.NOT_SAMPLED and "an expectation" in found.because


def test_an_equation_that_is_given_defines() -> None:
    """R = e is R := e: the true bound is held on every draw, half of it falls."""
    true, false = (said(r"\|H(0)\|_F \leq R", rf"R = {bound}", **CHANCE) for bound in ("n", r"\frac{n}{8}"))

    assert (true.says, false.says) == (Says.HELD, Says.REFUTED)
    assert "obey" not in true.because


def test_draws_that_do_not_obey_are_no_trials() -> None:
    """The report counts those that do, and only they are the trials of the claim."""
    found = said(r"\|H(0)\|_F \leq \frac{1}{2}", r"\|H(0)\|_F \leq \frac{1}{2}", r"n = 1", **CHANCE)
    _, obeying, drawn, *_ = (int(word.strip(",")) for word in found.because.split() if word.strip(",").isdigit())

    assert found.says is Says.HELD
    assert 0 < obeying < drawn


@pytest.mark.parametrize("parts", [{}, CHANCE])
def test_nothing_is_held_without_a_draw_that_obeys(parts: dict[str, str]) -> None:
    """A false claim under a hypothesis that no draw meets is not held."""
    found = said(r"\|H(0)\|_F \leq 0", r"\|H(0)\|_F \geq 2 n", **parts)

    assert found.says is Says.NOT_SAMPLED and "only 0 of" in found.because and found.trials == 0


def test_too_few_draws_that_obey_are_said() -> None:
    """Where what is given is as rare as the failures that are allowed, nothing was seen."""
    rare = r"\sum_{k=1}^m \mathbf{1}[x_1^\top w_k(0) \geq 0] \leq 1"
    found = said(r"\|H(0)\|_F \leq 0", rare, r"m = 40", r"\delta = \frac{1}{10}", **CHANCE)

    assert found.says is Says.NOT_SAMPLED and found.because.startswith("only ")


@pytest.mark.parametrize(
    ("then", "says"),
    [
        (r"\mathbb{E}[\sigma(x_1^\top w_1(0))^2] = 1", Says.REFUTED),
        (r"\mathbb{E}[\sigma(x_1^\top w_1(0))^2] = \frac{1}{2}", Says.HELD),
        (r"\mathbb{E}[\sigma(x_1^\top w_1(0))^2] = \frac{1}{4}", Says.REFUTED),
        (r"\mathbb{E}[\exp(x_1^\top w_1(0))] = 5", Says.NOT_SAMPLED),
    ],
)
def test_an_equation_of_means_is_tested_both_ways(then: str, says: Says) -> None:
    """Half of a square of a standard Gaussian has mean 1/2; what has no bound in one direction is not held."""
    assert said(then).says is says


@pytest.mark.parametrize(
    ("then", "given", "says"),
    [
        (r"R^2 \leq R", r"R \in [0, 1]", Says.HELD),
        (r"R^2 \leq R", r"R \in (0, 1)", Says.HELD),
        (r"R^2 \leq R", r"R \in \{1, 2\}", Says.REFUTED),
        (r"R^2 \in [0, 1]", r"R \in (0, 1)", Says.HELD),
        (r"R^2 \leq 1", r"R \sim N(0, 1)", Says.NOT_SAMPLED),
        (r"R^2 \leq 1", r"R \approx 0", Says.NOT_SAMPLED),
        (r"0 \leq R, R \sim N(0, 1)", r"R \geq 0", Says.NOT_SAMPLED),
        (r"\exists R > 0, \|H(0)\|_F \leq R", r"n = 1", Says.NOT_SAMPLED),
        (r"R^2 \leq 1, \forall R \in (0, 1)", r"n = 1", Says.HELD),
        (r"\|u(0)\| \leq R", r"\|u(0)\| = O(R)", Says.NOT_SAMPLED),
    ],
)
def test_memberships_laws_and_quantifiers_are_obeyed_or_refused(then: str, given: str, says: Says) -> None:
    """Intervals and finite sets have a meaning; a law that no layer has, a rough equality and existence have none."""
    assert said(then, given).says is says


@pytest.mark.parametrize(
    "then",
    [
        r"\sup_{0 \leq s \leq t} \|u(s) - y\| \leq \|u(0) - y\|",
        r"\sup_{1 \leq s \leq 2} (s - 1)(2 - s) \geq \frac14",
        r"\inf_{1 \leq s \leq 2} (s - 1)(s - 2) \leq -\frac14",
    ],
)
def test_a_continuum_is_not_walked_in_whole_numbers(then: str) -> None:
    """Nothing was tried."""
    assert said(then).says is Says.NOT_SAMPLED


def test_a_maximum_over_a_declared_index_is_walked() -> None:
    """Negative control: entries of a Gram matrix have a largest one."""
    assert said(r"\max_{ij} |H_{ij}(0)| \leq 1").says is Says.HELD


@pytest.mark.parametrize("row", [declare("X", positive, random=True), declare("X", real, law="gaussian")])
def test_what_no_layer_determines_is_not_drawn(row) -> None:
    """A random symbol that is no part of a network is not taken for a number."""
    lecture = networks(Statement("claim", then=(r"\mathbb{E}[X] \leq 0",)))
    lecture = replace(lecture, notation=replace(lecture.notation, symbols=(*lecture.notation.symbols, row)))
    found = sample_claim(Book(lecture), "claim", corrected=False, budget=budget_of(lecture))

    assert found.says is Says.NOT_SAMPLED and "X" in found.because


def test_a_declared_sort_is_obeyed() -> None:
    """R is declared positive: a definition that makes it negative is no instance."""
    assert said(r"R \geq 1", r"R = -2").says is Says.NOT_SAMPLED


def test_what_one_claim_defines_is_nothing_to_another() -> None:
    """The bundled lecture defines R in hypotheses; elsewhere R is any positive number."""
    assert sampled(Statement("claim", then=(r"\|H(0)\|_F \leq R",))).says is not Says.HELD


def test_weights_that_are_printed_without_a_time_are_any_weights() -> None:
    """H without a time is not only H(0)."""
    assert said(r"\|H - H(0)\|_F \leq 0").says is Says.REFUTED


WIDTHS = (
    (r"m \leq 5", r"m \leq 10", False),
    (r"m \leq 10", r"m \leq 10", True),
    (r"m \leq 10", r"\frac{1}{m} \leq \epsilon", False),
    (r"m \geq 5", r"m = 12", True),
    (r"m \geq 15", r"m = 12", False),
    (r"m \geq 3", r"m > 2 n", True),
)


@pytest.mark.parametrize(("then", "given", "holds"), WIDTHS)
def test_widths_obey_what_is_given_of_them(then: str, given: str, holds: bool) -> None:
    """Named, bounded from above, from below or in another way: the least width is not the only one."""
    assert (said(then, given).says is Says.HELD) == holds


def test_a_time_that_is_given_is_that_time() -> None:
    """An equation fixes a time as it fixes any number."""
    true, false = (said(rf"t {op} 1", r"t = \frac{1}{10}") for op in (r"\leq", r"\geq"))

    assert true.says is Says.HELD and false.says is not Says.HELD


@pytest.mark.parametrize(("then", "says"), [("=", Says.HELD), (r"\geq \frac{1}{10} +", Says.REFUTED)])
def test_fair_signs_have_mean_0(then: str, says: Says) -> None:
    """A sign is bounded on every draw."""
    assert said(rf"\mathbb{{E}}[a_k] {then} 0").says is says


def test_no_ladder_of_constants_refutes() -> None:
    """With a constant beyond all that are tried the claim is true, and no instance refutes it for every constant."""
    found = said(r"1000000 \|u(0)\|_2^2 \leq O(\frac{n}{\delta})", **CHANCE)

    assert found.says is Says.NOT_SAMPLED and "a larger hidden constant may do" in found.because


def test_a_probe_that_breaks_holds_nothing() -> None:
    """At a smaller width than is asked for a failure refutes nothing, and nothing is held."""
    found = said(r"\lambda_{\min}(H(0)) \geq \lambda_0", r"m \geq 10^9", **CHANCE)

    assert found.says is Says.NOT_SAMPLED and "it breaks on a probe, m = " in found.because


@pytest.mark.parametrize(("op", "says"), [("<", Says.NOT_SAMPLED), (r"\leq", Says.HELD), ("=", Says.HELD)])
def test_means_of_one_thing_are_equal_and_not_less(op: str, says: Says) -> None:
    """Both sides agree on every draw: that is no evidence that one is smaller."""
    assert said(rf"\mathbb{{E}}[2 \|H(0)\|_F] {op} \mathbb{{E}}[\|H(0)\|_F + \|H(0)\|_F]").says is says


def test_what_is_defined_as_a_mean_is_no_value_of_one_draw() -> None:
    """An expectation behind a name is not evaluated draw by draw."""
    found = said(r"R \leq 2", r"R = \mathbb{E}[\|H(0)\|_F]")

    assert found.says is Says.NOT_SAMPLED and "a mean, which has no value on one draw" in found.because
