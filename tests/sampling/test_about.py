r"""Notes that define another thing than what is drawn are not sampled where that is reached; the label is named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ntkprops.language import declare, positive
from ntkprops.proof.book import Book
from ntkprops.sampling.about import strangers
from ntkprops.sampling.result import Sampled, Says
from ntkprops.sampling.run import budget_of, sample_claim
from ntkprops.statement.lecture import Lecture
from ntkprops.statement.model import Statement
from ntkprops.trial.worlds.recognise import network_of

from .lectures import BUNDLED, networks

CLAIMS = {
    "moved": r"\|u(t) - y\|_2 \leq \|u(0) - y\|_2",
    "start": r"\|H(0)\|_F \leq n",
    "outputs": r"\|u(0)\|_2 \geq 0",
}
STEP = declare(r"\eta", positive, "the step")


def notes(definition: str) -> Lecture:
    """The bundled lecture with one more definition and three claims."""
    claims = [Statement(label, then=(then,)) for label, then in CLAIMS.items()]
    lecture = networks(Statement("odd", then=(definition,), defines=True), *claims)
    return replace(lecture, notation=replace(lecture.notation, symbols=(*lecture.notation.symbols, STEP)))


def said(lecture: Lecture, label: str) -> Sampled:
    """What sampling says of one of the claims."""
    return sample_claim(Book(lecture), label, corrected=False, budget=budget_of(lecture))


EVOLUTIONS = (
    r"w_k(t + 1) = w_k(t) - \eta \frac{\partial L(w(t))}{\partial w_k(t)}",
    r"w(t + 1) = w(t) - \eta \nabla L(w(t))",
    r"\frac{dw(t)}{dt} = -2 \nabla L(w)",
    r"\frac{dw(t)}{dt} = \nabla L(w(t))",
    r"\frac{du(t)}{dt} = -2 H(t) (u(t) - y)",
)


@pytest.mark.parametrize("definition", EVOLUTIONS)
def test_another_evolution_is_of_another_world(definition: str) -> None:
    """Claims about trajectories are not sampled; those about the start are."""
    lecture = notes(definition)
    moved, start = said(lecture, "moved"), said(lecture, "start")

    assert (moved.says, moved.because) == (Says.NOT_SAMPLED, "these notes are not about this world: odd")
    assert start.says is Says.HELD


OTHERS = (
    (r"f(x; w) = \frac{1}{m} \sum_{k=1}^m a_k \sigma(w_k^\top x)", "outputs"),
    (r"L(w) = \sum_{i=1}^n (y_i - f(x_i; w))^2", "moved"),
    (r"H_{ij} = \frac{1}{m} \sum_{k=1}^m x_i^\top x_j \mathbf{1}[x_i^\top w_k \geq 0]", "start"),
    (r"w_k(0) \sim N(0, \frac{1}{2})", "start"),
    (r"a_k(0) \sim N(0, 1)", "outputs"),
    (r"\|x_i\| = 2", "start"),
)


@pytest.mark.parametrize(("definition", "label"), OTHERS)
def test_another_network_or_law_is_of_another_world(definition: str, label: str) -> None:
    """A factor, an indicator or a law that differs is seen on a small instance."""
    found = said(notes(definition), label)

    assert (found.says, found.because) == (Says.NOT_SAMPLED, "these notes are not about this world: odd")


SAME = (
    r"\frac{dw_k(t)}{dt} = -\frac{\partial L(w(t))}{\partial w_k(t)}",
    r"\dot{w} = -\nabla L(w)",
    r"\frac{du(t)}{dt} = -H(t) (u(t) - y)",
    r"f(x; w) = \frac{1}{\sqrt{m}} \sum_{k=1}^m a_k \max\{0, \langle w_k, x \rangle\}",
    r"H_{ij} = \frac{1}{m} x_i^\top x_j \sum_{k=1}^m \mathbf{1}[x_i^\top w_k \geq 0] \mathbf{1}[x_j^\top w_k \geq 0]",
    r"H^*_{ij} = \mathbb{E}[x_i^\top x_j \mathbf{1}[x_i^\top w_1(0) \geq 0] \mathbf{1}[x_j^\top w_1(0) \geq 0]]",
    r"a_k \sim \text{Unif}\{-1, 1\}",
    r"a_k \in \{-1, 1\}",
)


@pytest.mark.parametrize("definition", SAME)
def test_the_same_thing_in_other_words_is_of_this_world(definition: str) -> None:
    """Negative control: what is true of the networks that are drawn estranges no claim."""
    assert strangers(notes(definition), network_of(BUNDLED.notation).roles, corrected=False) == ()


def test_a_symbol_declared_with_another_law_is_named() -> None:
    """Weights that are declared as signs are none that are drawn."""
    row = replace(BUNDLED.notation.table["w"], law="rademacher")
    symbols = tuple(row if one == BUNDLED.notation.table["w"] else one for one in BUNDLED.notation.symbols)
    lecture = replace(notes(r"\|x_i\| = 1"), notation=replace(BUNDLED.notation, symbols=symbols))

    assert said(lecture, "start").because == "these notes are not about this world: w"
