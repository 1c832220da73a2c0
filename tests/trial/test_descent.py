r"""Notes that train in steps are judged along their steps, never along a flow; no world is declared in any of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ntkprops.language import declare, positive, vector
from ntkprops.proof.book import Book
from ntkprops.statement import Statement, load_lecture
from ntkprops.statement.lecture import Lecture
from ntkprops.trial.hunt import hunt, untried

BUNDLED = load_lecture(Path(__file__).parents[2] / "proofs" / "lecture12")
FLOW = r"\frac{dw(t)}{dt} = -\nabla L(w)"
STEP = r"w_k(t+1) = w_k(t) - \eta \frac{\partial L(w(t))}{\partial w_k(t)}"
RATE = r"\|u(t) - y\|_2^2 \leq \exp(-\lambda_0 t) \|u(0) - y\|_2^2"
STABLE = r"\lambda_{\min}(H(s)) \geq \frac{\lambda_0}{2}, \forall 0 \leq s \leq t"
MOVING = ("eq-2", "velocity")  # what the bundled notes say of how weights move
NOTATION = replace(
    BUNDLED.notation,
    symbols=(*BUNDLED.notation.symbols, declare(r"\eta", positive), declare("v", vector("n"), of=("time",))),
)


def told(motion: str, then: str, *given: str):
    """The counterexample to a claim about weights that move so, and why none is looked for."""
    kept = (part for part in BUNDLED.parts if isinstance(part, Statement) and part.defines and part.label not in MOVING)
    parts = (*kept, Statement("motion", then=(motion,), defines=True), Statement("claim", given=given, then=(then,)))
    book = Book(Lecture("notes", NOTATION, parts))
    reading = book.reading("claim", corrected=False)
    return hunt(book, reading, corrected=False), untried(book, reading, corrected=False)


def test_the_rate_of_the_flow_fails_for_long_steps():
    """At eta = 3 a step of descent overshoots, although the Gram matrix is as stable as the lemma asks."""
    witness, _ = told(STEP, RATE, STABLE, r"\eta = 3")

    assert witness is not None
    assert int(witness.values["n"]) == 1
    assert float(witness.left) > float(witness.right)


def test_the_same_rate_holds_along_the_flow():
    """Negative control: under the flow nothing breaks the lemma."""
    assert told(FLOW, RATE, STABLE)[0] is None


def test_short_steps_on_one_sample_do_not_overshoot():
    """At eta = 1/2 and n = 1 the residual does not grow."""
    assert told(STEP, r"\|u(1) - y\|_2^2 \leq \|u(0) - y\|_2^2", r"\eta = \frac{1}{2}", "n = 1")[0] is None


def test_a_recursion_stated_once_more_is_true():
    """What the notes define as a step is no claim that a flow could break."""
    assert told(STEP, STEP.replace("t+1", "1").replace("(t)", "(0)")) == (None, "")


@pytest.mark.parametrize("motion", [r"w_k(t+1) = \exp(\sqrt{w_k(t)^\top w_k(t) - 100}) w_k(t)", r"w_k(t+1) = w_k(t) -"])
def test_what_no_step_can_be_made_of_is_not_tried(motion):
    """A motion that nobody can compute, or read, is followed along nothing else."""
    assert told(motion, RATE)[0] is None


def test_steps_of_a_plain_vector_are_iterated():
    """v(t+1) = v(t) / 2 halves: two steps leave a quarter."""
    halved = r"v(t+1) = \frac{1}{2} v(t)"

    assert told(halved, r"v(2) = \frac{1}{4} v(0)")[0] is None
    assert told(halved, r"v(2) = \frac{1}{2} v(0)")[0] is not None
    assert told(halved, r"\|v(t)\|_2 \leq \frac{1}{4} \|v(0)\|_2")[0] is not None
