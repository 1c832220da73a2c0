"""No claim is judged on a world that the notes' own definitions are not about."""

from __future__ import annotations

import pytest

from ntkprops.language import Notation, count, declare, index, matrix, positive, real, sign, time, vector
from ntkprops.language.reader import read
from ntkprops.meaning import truth
from ntkprops.proof.book import Book
from ntkprops.statement import Statement
from ntkprops.statement.lecture import Lecture
from ntkprops.trial.hunt import hunt, untried
from ntkprops.trial.scene import Scene
from ntkprops.trial.small_networks import small_networks
from ntkprops.trial.small_numbers import small_numbers
from ntkprops.trial.world import Effort, Usage

NETWORK = Notation(
    (
        declare("n", count),
        declare("d", count),
        declare("m", count),
        index("i", "j", over="n"),
        index("r", over="m"),
        declare("x", vector("d"), over=("n",)),
        declare("y", vector("n")),
        declare("w", vector("d"), over=("m",), of=("time",), random=True, law="gaussian"),
        declare("a", sign, over=("m",), of=("start",), random=True, law="rademacher"),
        declare("f", real, of=(vector("d"), "weights"), random=True),
        declare("u", vector("n"), of=("time",), random=True),
        declare("L", real, of=("weights",), random=True),
        declare("H", matrix("n", "n"), of=("time",), random=True),
        declare(r"\eta", positive),
        declare("k", time),
        declare("z", real),
        declare(r"\sigma", real, of=(real,)),
    ),
    world=small_networks(time="k"),
)
RELU = Statement("relu", then=(r"\sigma(z) = \max\{0, z\}",), defines=True)
FLOW = r"\frac{dw(k)}{dk} = -\nabla L(w)"
DESCENT = r"w_r(k+1) = w_r(k) - \eta \frac{\partial L(w(k))}{\partial w_r(k)}"
AGREE = [
    FLOW,
    r"\dot{w}(k) = -\nabla L(w(k))",
    r"L(w) = \frac{1}{2} \sum_{i=1}^n (y_i - f(x_i; w))^2",
    r"f(x; w) = \frac{1}{\sqrt{m}} \sum_{r=1}^m a_r \sigma(w_r^\top x)",
    r"H_{ij} = \left\langle \frac{\partial f(x_i; w)}{\partial w}, \frac{\partial f(x_j; w)}{\partial w} \right\rangle",
    r"u = [f(x_1; w), \dots, f(x_n; w)]^\top \in \mathbb{R}^n",
    r"w_r(0) \sim N(0, I_d)",
]
CLASH = [
    DESCENT,
    r"\frac{dw(k)}{dk} = -\nabla L(w) - \nabla L(w)",
    r"\frac{dw(k)}{dk} = \nabla L(w)",
    r"L(w) = \sum_{i=1}^n (y_i - f(x_i; w))^2",
    r"f(x; w) = \frac{1}{m} \sum_{r=1}^m a_r \sigma(w_r^\top x)",
    r"f(x; w) = \frac{1}{\sqrt{m}} \sum_{r=1}^m \sigma(w_r^\top x)",
    r"H_{ij} = \frac{1}{m} \sum_{r=1}^m \mathbf{1}[w_r^\top x_i \geq 0] \mathbf{1}[w_r^\top x_j \geq 0]",
]
ALONG = r"\|u(1) - y\| \leq \frac{1}{10} \|u(0) - y\|"
AT_START = r"\|w_r(0)\| \leq 1"


def asked(definition: str, then: str, notation: Notation = NETWORK) -> tuple[Book, Statement]:
    """Notes with one definition and one claim."""
    claim = Statement("s", then=(then,))
    parts = (RELU, Statement("def", then=(definition,), defines=True), claim)
    return Book(Lecture("notes", notation, parts if notation is NETWORK else parts[1:])), claim


def reason(definition: str, then: str) -> str:
    """Why the claim is not tried."""
    book, claim = asked(definition, then)
    return untried(book, book.reading(claim.label, corrected=False), corrected=False)


@pytest.mark.parametrize("definition", AGREE)
def test_a_definition_of_the_world_is_recognised(definition):
    """What the world computes is what the notes define: claims are tried."""
    assert reason(definition, ALONG) == ""


@pytest.mark.parametrize("definition", CLASH)
def test_a_definition_of_another_world_is_named(definition):
    """Steps, another rate, another loss, scale, sign or Gram matrix: the claims that reach it are not tried."""
    then = r"H_{ij}(0) \leq \frac{1}{4}" if definition.startswith("H") else ALONG

    assert reason(definition, then) == "these notes are not about this world: def"
    book, claim = asked(definition, then)
    assert hunt(book, book.reading(claim.label, corrected=False), corrected=False) is None


def test_what_does_not_move_is_tried_whatever_moves():
    """How weights move says nothing of their start."""
    assert reason(DESCENT, AT_START) == ""


def test_the_definition_itself_is_no_counterexample():
    """Gradient descent, stated once more as a claim, is not refuted by a flow."""
    assert "def" in reason(DESCENT, DESCENT)


def test_what_the_world_computes_from_another_definition_is_not_tried():
    """Predictions are computed from the network, whether or not the notes say so."""
    scaled = r"f(x; w) = \frac{1}{m} \sum_{r=1}^m a_r \sigma(w_r^\top x)"

    assert "not about this world" in reason(scaled, r"u_i(0) \leq 9")


def test_a_law_is_that_of_the_start():
    """Weights are Gaussian at time 0, and nothing is known of their law later."""
    setting = next(iter(NETWORK.world.settings(Usage(frozenset("w")))))
    where = Scene(NETWORK, setting.fixed, setting, {}, {}, Usage(frozenset("w")), Effort(1000))

    said = [truth(read(text, NETWORK), where) for text in (r"w_r(0) \sim N(0, I_d)", r"w_r(1) \sim N(0, I_d)")]
    assert said == [True, None]


def test_what_cannot_be_told_is_not_tried():
    """A definition of what the world computes that nothing here evaluates keeps its claims from being tried."""
    unseen, unread = r"w_r(k+1) = \exp(\sqrt{w_r(k)^\top w_r(k) - 100}) w_r(k)", r"w_r(k+1) = w_r(k) -"

    assert "nobody can tell" in reason(unseen, ALONG)
    assert "cannot be read" in reason(unread, ALONG)


NUMBERS = Notation(
    (declare("X", real, random=True), declare(r"\mu", real), declare("b", real)),
    world=small_numbers(variables=("X",)),
)


def witness(definition: str, then: str):
    """What is found where the notes define something that is no rewriting."""
    book, claim = asked(definition, then, NUMBERS)
    return hunt(book, book.reading(claim.label, corrected=False), corrected=False)


def test_what_else_is_defined_is_obeyed():
    """A mean that the notes name, or a bound that they set, holds on every instance."""
    assert witness(r"\mathbb{E}[X] = \mu", r"\mathbb{E}[X + 1] = \mu + 1") is None
    assert witness(r"0 \leq X \leq 1", r"\mathbb{E}[X^2] \leq \mathbb{E}[X]") is None


def test_what_is_not_reached_is_not_asked():
    """A definition that a claim does not speak of takes no counterexample from it."""
    assert witness(r"X \leq -1", r"b \leq 0") is not None


ORDER = Notation(
    (
        declare("a", positive),
        declare("b", positive),
        declare("t", time),
        declare(r"\kappa", positive),
        declare("g", real, of=(real,)),
    )
)


def told(definition: Statement, then: str) -> tuple[str, bool]:
    """Why a claim is not tried, and whether it is refuted."""
    book = Book(Lecture("notes", ORDER, (definition, Statement("s", then=(then,)))))
    reading = book.reading("s", corrected=False)
    return untried(book, reading, corrected=False), hunt(book, reading, corrected=False) is not None


def test_the_condition_of_a_definition_is_obeyed():
    """Where kappa is defined for a <= b, it is at least 1; that it is at least 2 is false."""
    kappa = Statement("kappa", given=(r"a \leq b",), then=(r"\kappa = \frac{b}{a}",), defines=True)

    assert told(kappa, r"\kappa \geq 1") == ("", False)
    assert told(kappa, r"\kappa \geq 2") == ("", True)


def test_a_function_that_is_defined_somewhere_is_not_unfolded_elsewhere():
    """What g(x) is for x >= 0 says nothing of g(-1), and all that there is to say of g(2)."""
    somewhere = Statement("g", then=(r"g(x) = x^2, \forall x \geq 0",), defines=True)

    assert not told(somewhere, r"g(-1) = 1")[1]
    assert not told(somewhere, r"g(2) = 4")[1]


def test_what_holds_everywhere_comes_before_what_one_claim_is_given():
    """kappa is 1 for all; that another claim takes it for 2 says nothing of this one."""
    notes = (
        Statement("other", given=(r"a = 2 := \kappa",), then=(r"a \leq 2",)),
        Statement("kappa", then=(r"\kappa = 1",), defines=True),
        Statement("s", then=(r"\kappa \leq 1",)),
    )
    book = Book(Lecture("notes", ORDER, notes))

    assert hunt(book, book.reading("s", corrected=False), corrected=False) is None
