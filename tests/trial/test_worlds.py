r"""What is false of vectors, matrices, functions, sequences and laws is refuted, what is true is not, in any notes."""

from __future__ import annotations

import pytest

from ntkprops.language import (
    Notation,
    count,
    declare,
    index,
    matrix,
    nonnegative,
    positive,
    probability,
    real,
    time,
    vector,
)
from ntkprops.proof.book import Book
from ntkprops.statement import Statement, assume, cite
from ntkprops.statement.lecture import Lecture
from ntkprops.trial.hunt import hunt, untried
from ntkprops.verdict import Witness

EFFORT = 60_000
NOTATION = Notation(
    (
        declare("n", count),
        declare("d", count),
        declare("T", count),
        index("i", "j", over="n"),
        index("k", over="T"),
        declare("X", vector("d"), random=True),
        declare("Y", vector("d"), random=True),
        declare("Z", real, over=("n",), random=True),
        declare("V", real, random=True),
        declare("u", vector("d")),
        declare("v", vector("d")),
        declare("w", vector("d")),
        declare("x", vector("d"), over=("n",)),
        declare("A", matrix("d", "d")),
        declare("S", matrix("d", "d"), "a symmetric matrix"),
        declare("Q", matrix("d", "d"), "orthogonal"),
        declare("I", matrix("d", "d")),
        declare("f", real, of=(vector("d"),)),
        declare("g", real, of=(real,)),
        declare("h", real, "convex", of=(real,)),
        declare("s", vector("d"), over=("T",)),
        declare("e", nonnegative, over=("T",)),
        declare("p", nonnegative, over=("n",)),
        declare("q", vector("d"), of=("time",)),
        declare("r", positive, of=("time",)),
        declare("m", vector("d"), "the minimiser of f"),
        declare("N", real, "Gaussian noise", random=True),
        declare(r"\sigma", real, "the ReLU", of=(real,)),
        declare("c", probability),
        declare("a", real),
        declare("b", real),
        declare("l", real),
        declare("t", time),
        declare(r"\eta", positive),
        declare(r"\beta", positive),
    )
)


def told(then: str, *given: str, parts: tuple[Statement, ...] = (), by=()) -> tuple[Witness | None, str]:
    """The counterexample to a claim, and why none is looked for."""
    claim = Statement("claim", given=given, then=(then,), by=by)
    book = Book(Lecture("notes", NOTATION, (*parts, claim)))
    reading = book.reading("claim", corrected=False)
    return hunt(book, reading, corrected=False, effort=EFFORT), untried(book, reading, corrected=False)


# what is given, what is true, what is false
PAIRS = {
    "norm": ((), r"\|u + v\|_2 \leq \|u\|_2 + \|v\|_2", r"\|u\|_2 \leq 1"),
    "spectrum": ((), r"\|A\|_2 \leq \|A\|_F", r"\|A\|_F \leq \|A\|_2"),
    "inner": ((), r"\langle u, v \rangle = \langle v, u \rangle", r"\langle u, v \rangle = \langle v, w \rangle"),
    "orthogonal": ((r"\langle u, v \rangle = 0",), r"\|u + v\|_2 \geq \|u\|_2", r"\|v\|_2 \geq \|u\|_2"),
    "entries": ((), r"\|u\|_2^2 = \sum_{l=1}^d u_l^2", r"\|u\|_2^2 = \sum_{l=1}^d u_l"),
    "symmetric": ((), r"S u = S^\top u", r"u^\top S u \geq 0"),
    "rotation": ((), r"\|Q u\|_2 = \|u\|_2", "Q u = u"),
    "identity": ((), "A I = A", "A I = 2 A"),
    "unit rows": ((r"\|x_i\| = 1",), r"|\langle x_i, x_j \rangle| \leq 1", r"\langle x_i, x_j \rangle = 0"),
    "weights": ((r"\sum_{i=1}^n p_i = 1",), r"\sum_{i=1}^n p_i^2 \leq 1", r"\sum_{i=1}^n p_i^2 = 1"),
    "solved": (("w = u - A v",), "w + A v = u", "w = u - A w"),
    "solved twice": (("w = u - v", "b = \\|w\\|_2"), r"b \leq \|u\|_2 + \|v\|_2", r"b \leq \|u\|_2"),
    "rooted": ((r"b^2 = \|u\|_2^2", r"b \geq 0"), r"b = \|u\|_2", r"b = \|u\|_2^2"),
    "between": (("2 a + b = 4", r"b \leq 2"), r"a \geq 1", r"a \geq 2"),
    "mean of squares": ((), r"\mathbb{E}[\|X\|_2^2] \geq \|\mathbb{E}[X]\|_2^2",
                        r"\mathbb{E}[\|X\|_2^2] = \|\mathbb{E}[X]\|_2^2"),
    "two vectors": ((), r"\mathbb{E}[\langle X, Y \rangle] = \langle \mathbb{E}[X], \mathbb{E}[Y] \rangle",
                    r"\mathbb{E}[\langle X, Y \rangle] = 0"),
    "random vector": ((r"\|X\|_2 \leq 2",), r"\|X\|_2^2 \leq 4", r"\|X\|_2 \leq 1"),
    "union": ((), r"\Pr[\max_i Z_i \geq b] \leq \sum_{i=1}^n \Pr[Z_i \geq b]",
              r"\Pr[\max_i Z_i \geq b] \leq \Pr[Z_1 \geq b]"),
    "every z": ((r"\mathbb{E}[\exp(z V)] \leq \exp(\frac{z^2 \eta^2}{2}), \forall z \geq 0", r"a \geq 0"),
                r"\Pr[V \geq a] \leq 1", r"\Pr[V \leq a] \leq \frac{1}{2}"),
    "convex": ((), r"h(\frac{a + b}{2}) \leq \frac{h(a) + h(b)}{2}", r"h(a + b) \leq h(a) + h(b)"),
    "function": (("f(u) = f(v)",), r"f(v) \leq f(u)", "u = v"),
    "gradient": ((r"\|\nabla f(u)\|_2 = 0",), r"\|\nabla f(u)\|_2 \leq 1", r"f(v) \geq f(u)"),
    "chain": (("g(a) = a^2",), r"g(a) \geq 0", r"g(a) \geq a"),
    "sequence": (("e_{k+1} = c e_k, \\forall k \\in [T]",), r"e_{k+1} \leq e_1", r"e_{k+1} = e_1"),
    "steps": ((r"s_{k+1} = s_k - \eta A s_k, \forall k \in [T]",), r"\|s_1\| \geq 0", "s_T = s_1"),
    "moving": ((), r"\|q(t) - q(0)\| \leq \|q(t)\| + \|q(0)\|", "q(t) = q(0)"),
    "positive path": ((), "r(t) > 0", "r(t) > 1"),
}  # fmt: skip


@pytest.mark.parametrize("name", PAIRS)
def test_what_is_true_is_spared(name):
    """Nothing true has a counterexample."""
    given, true, _ = PAIRS[name]

    assert told(true, *given)[0] is None


@pytest.mark.parametrize("name", PAIRS)
def test_its_false_neighbour_is_refuted(name):
    """The false claim has one, under the same hypotheses, with at most two entries a vector."""
    given, _, false = PAIRS[name]
    witness, reason = told(false, *given)

    assert witness is not None, reason
    assert witness.values.get("d", "1") in "12"


def test_a_property_of_a_function_holds_elsewhere_too():
    """A cubic that happens to look smooth at two points is no smooth function: the descent lemma is spared."""
    smooth = r"\|\nabla f(u) - \nabla f(v)\|_2 \leq \beta \|u - v\|_2"
    lemma = r"f(v) \leq f(u) + \langle \nabla f(u), v - u \rangle + \frac{\beta}{2} \|v - u\|_2^2"

    assert told(lemma, smooth)[0] is None
    assert told(lemma.replace(r"\frac{\beta}{2}", r"\frac{\beta}{4}"), smooth)[0] is not None
    assert told(lemma)[0] is not None


def test_a_bound_of_a_function_is_meant_for_every_argument():
    """Where |g| <= beta, or |f'| <= beta, a function that exceeds it elsewhere is no instance."""
    assert told(r"|g(b)| \leq \beta", r"|g(a)| \leq \beta")[0] is None
    assert told(r"|g(b)| \leq \frac{\beta}{2}", r"|g(a)| \leq \beta")[0] is not None
    steep = r"\|\nabla f(u)\|_2 \leq \beta"
    assert told(r"|f(u) - f(v)| \leq \beta \|u - v\|_2", steep)[0] is None
    assert told(r"|f(u) - f(v)| \leq \frac{\beta}{2} \|u - v\|_2", steep)[0] is not None


def test_an_equation_of_motion_holds_at_every_moment():
    """r' = b at one moment says nothing of r(0); at all moments it does."""
    motion = r"\frac{d r(t)}{d t} = b"

    assert told("r(t) = r(0) + b t", motion)[0] is None
    assert told("r(t) = r(0) + 2 b t", motion)[0] is not None


def test_what_is_assumed_of_a_function_binds_who_speaks_of_it():
    """Notes that assume a bound of g, cited or not, are not refuted by another g; nor is the assumption itself."""
    bounded = Statement("bounded", then=(r"|g(a)| \leq 1",), by=(assume("g is bounded"),))

    assert told(r"|g(a)| \leq 2", parts=(bounded,), by=(cite("bounded"),))[0] is None
    assert told(r"g(a) \leq 1", parts=(bounded,))[0] is None
    assert told(r"|g(a)| \leq \frac{1}{4}", parts=(bounded,))[0] is not None
    assert "may say what g is" in told(r"|g(a)| \leq 1", by=(assume("g is bounded"),))[1]


UNTRIED = {
    r"\mathbb{E}[N] \leq 1": "N",
    r"\sigma(a) \leq 1": r"\sigma",
    r"f(m) \leq f(u)": "minimiser",
}


@pytest.mark.parametrize("then", UNTRIED)
def test_words_that_no_instance_obeys_keep_a_claim_from_being_tried(then):
    """A Gaussian, a function known by name, a minimiser that nothing given determines."""
    witness, reason = told(then)

    assert witness is None
    assert UNTRIED[then] in reason


def test_what_is_given_of_a_minimiser_lets_it_be_tried():
    """A stationary point need not be a minimiser of a function that is not convex."""
    assert told(r"f(m) \leq f(u)", r"\|\nabla f(m)\|_2 = 0")[0] is not None


def test_a_hypothesis_that_has_no_value_is_never_lost():
    """No draw is continuous, no vector is every vector: the claim stays open."""
    assert told(r"\|u\|_2 \leq 1", r"\langle u, v \rangle \leq 1, \forall v \in \mathbb{R}^d")[0] is None
    assert told("a = 0", r"g(b) = a, \forall b \in \mathbb{R}")[0] is None


def test_the_simplest_instance_is_shown_in_the_notation_of_the_notes():
    """Vectors in brackets, functions by a formula."""
    assert told(r"\|u\|_2 \leq 1")[0].values == {"d": "1", "u": "(2)"}
    assert any(name.startswith("g(") for name in told(r"g(a) \leq a^2")[0].values)


MGF = r"\mathbb{E}[\exp(z V)] \leq \exp(\frac{z^2 \eta^2}{2}), \forall z \geq 0"


def test_fair_signs_obey_a_bound_for_every_argument():
    """By Hoeffding's lemma a fair sign is sub-Gaussian with eta = 1, so that Var(V) <= eta^2 / 2 is false."""
    assert told(r"\mathrm{Var}(V) \leq \frac{\eta^2}{2}", MGF)[0] is not None
    assert told(r"\mathrm{Var}(V) \leq \eta^2", MGF)[0] is None
    assert told(r"\mathbb{E}[V] \leq 0", MGF)[0] is None


def test_the_lemma_asks_for_a_mean_of_nothing_and_a_square():
    """Neither a law with a positive mean nor a bound that is linear in the argument is within it."""
    assert told(r"\mathbb{E}[V] \geq 0", MGF.replace(r"z^2 \eta^2", r"z \eta^2"), r"\mathbb{E}[V] = 0")[0] is None
    assert told(r"\mathrm{Var}(V) \leq \frac{\eta^2}{2}", MGF, r"\mathbb{E}[V] = \eta")[0] is None
