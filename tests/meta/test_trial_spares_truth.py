r"""Nothing true is refuted: sets, laws, sorts, ranges, indices, undefined points, extrema over reals, sure hypotheses.

Each true claim stands beside a false neighbour, which is refuted, so that the search is not merely silent; and with the
second look switched off some of the true ones fall, so that it is not idle.
"""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from sympy import Integer

from ntkprops.language import Notation, count, declare, index, nonnegative, positive, probability, real, sign, time
from ntkprops.proof.book import Book
from ntkprops.statement import Statement
from ntkprops.statement.lecture import Lecture
from ntkprops.statement.rules import algebra
from ntkprops.trial import refute as search
from ntkprops.trial.hunt import breaks, hunt
from ntkprops.trial.judge import Judge
from ntkprops.trial.small_numbers import small_numbers
from ntkprops.verdict import Outcome

PLAIN = Notation(
    (
        declare("a", positive),
        declare("b", real),
        declare("c", real),
        declare("n", count),
        declare("m", count),
        index("i", over="n"),
        declare("e", real, over=("n",)),
        declare("p", probability),
        declare("r", nonnegative),
        declare("s", sign),
        declare("t", time),
        declare(r"\lambda", positive),
    )
)
LAWS = Notation(
    (
        declare("X", real, random=True),
        declare("P", probability, random=True),
        declare("W", positive, random=True),
        declare("K", count, random=True),
        declare("S", sign, random=True, law="rademacher"),
        declare("G", real, random=True, law="gaussian"),
        declare("n", count),
        index("i", over="n"),
        declare("B", sign, over=("n",), random=True, law="rademacher"),
        declare("p", probability),
        declare("t", positive),
    ),
    world=small_numbers(variables=("X", "P", "W", "K", "S", "G"), samples={"B": "n"}),
)

# notation, what is given, what is true, what is false
PAIRS = {
    "supremum": (
        PLAIN, (), r"\sup_{0 \leq w \leq 1} w (1 - w) \geq \frac{1}{4}",
        r"\sup_{0 \leq w \leq 1} w (1 - w) \leq \frac{1}{5}"
    ),
    "infimum": (
        PLAIN, (), r"\inf_{0 \leq b \leq 1} (b - \frac{1}{2})^2 \leq 0",
        r"\inf_{0 \leq b \leq 1} (b - \frac{1}{2})^2 > 0"
    ),
    "closed interval": (PLAIN, (r"b \in [0, 1]",), r"b^2 \leq b", r"b^2 \leq \frac{b}{2}"),
    "open interval": (PLAIN, (r"b \in (0, 1)",), r"b < 1", r"b < \frac{1}{4}"),
    "interval with a name": (PLAIN, (r"b \in [0, a]",), r"b \leq a", r"b < a"),
    "list": (PLAIN, (r"b \in \{-1, 1\}",), r"b^2 = 1", r"b = 1"),
    "whole numbers": (PLAIN, (r"n \in [m]",), r"n \leq m", r"n < m"),
    "quantified interval": (PLAIN, (), r"b^2 \leq b, \forall b \in (0, 1)", r"4 b^2 \leq b, \forall b \in (0, 1)"),
    "chain": (PLAIN, (r"a \leq b", r"b \leq c", r"c \leq 4"), r"a \leq 4", r"a \leq \frac{1}{2}"),
    "sort of what is defined": (PLAIN, (r"\lambda := b - 1",), r"b > 1", r"b > 2"),
    "sign": (PLAIN, (), r"s^2 = 1", r"s = 1"),
    "index": (PLAIN, (), r"\frac{i}{n} \leq 1", r"\frac{i}{n} < 1"),
    "undefined given": (PLAIN, (r"\frac{b}{b} = 1",), r"b^2 > 0", r"b > 0"),
    "undefined side": (PLAIN, (), r"\frac{t}{t} \geq \frac{1}{4}", r"\frac{t}{t} \geq 2"),
    "complex given": (PLAIN, (r"b^c = 1",), r"b \neq -2", r"b \neq 1"),
    "two values": (LAWS, (r"X \in \{-1, 1\}",), r"\mathbb{E}[X^2] = 1", r"\mathbb{E}[X] = 0"),
    "bounded variance": (LAWS, (r"X \in [0, 1]",), r"\mathrm{Var}(X) \leq \frac{1}{4}", r"\mathrm{Var}(X) \leq 0"),
    "Bernoulli": (LAWS, (r"X \sim \text{Bernoulli}(p)",), r"\mathbb{E}[X] = p", r"\mathbb{E}[X] = p^2"),
    "positive": (LAWS, (), r"\mathbb{E}[W] > 0", r"\mathbb{E}[W] > 1"),
    "probability": (LAWS, (), r"\mathrm{Var}(P) \leq \frac{1}{4}", r"\mathrm{Var}(P) \leq 0"),
    "count": (LAWS, (), r"\mathbb{E}[\exp(K)] \geq \exp(1)", r"\mathbb{E}[\exp(K)] \geq \exp(2)"),
    "fair sign": (LAWS, (), r"\mathbb{E}[S] = 0", r"\mathbb{E}[S^2] = 0"),
    "sum of signs": (LAWS, (), r"\mathbb{E}[(\sum_{i=1}^n B_i)^2] = n", r"\mathbb{E}[(\sum_{i=1}^n B_i)^2] = n^2"),
    "sure": (LAWS, (r"X \geq 1",), r"X + \mathbb{E}[X] \geq 2", r"X + \mathbb{E}[X] \geq 3"),
}
NEVER_TRIED = {
    "gaussian": (LAWS, (), r"\mathrm{Var}(G) = 1"),
    "normal law": (LAWS, (r"X \sim N(0, 1)",), r"\mathbb{E}[X] = 0"),
    "uniform law": (LAWS, (r"X \sim \text{Unif}[0, 1]",), r"\mathbb{E}[X] = \frac{1}{2}"),
    "about": (PLAIN, (r"b \approx 1",), r"b \leq 2"),
    "maximum over a time": (PLAIN, (), r"\max_{0 \leq t \leq 1} t (1 - t) \geq \frac{1}{4}"),
    "existence": (PLAIN, (r"\exists t, b \leq t",), r"b \leq 0"),
}


def judged(notation: Notation, given: tuple[str, ...], then: str, *, effort: int = 20_000):
    """The verdict, where only algebra may prove."""
    claim = Statement("s", given=given, then=(then,), by=(algebra,))
    return Judge(Book(Lecture("notes", notation, (claim,))), effort=effort).verdict("s", corrected=False)


@pytest.mark.parametrize("name", PAIRS)
def test_what_is_true_is_spared(name):
    """The true claim is not refuted."""
    notation, given, true, _ = PAIRS[name]

    assert judged(notation, given, true).outcome is not Outcome.REFUTED


@pytest.mark.parametrize("name", PAIRS)
def test_its_false_neighbour_is_refuted(name):
    """The false claim is, under the same hypotheses."""
    notation, given, _, false = PAIRS[name]

    assert judged(notation, given, false).outcome is Outcome.REFUTED


@pytest.mark.parametrize("name", NEVER_TRIED)
def test_what_no_instance_has_is_not_tried_and_says_so(name):
    """A law without an exact form, a relation without a meaning, an extremum over reals: undecided, with the reason."""
    verdict = judged(*NEVER_TRIED[name])

    assert verdict.outcome in (Outcome.UNDECIDED, Outcome.UNREAD)
    assert "no counterexample was looked for" in verdict.because or "no meaning is known" in verdict.because


def test_without_the_second_look_some_truth_falls(monkeypatch):
    """Negative control: a search that believes itself refutes what is true."""
    monkeypatch.setattr(search, "confirmed", lambda claim, scene: True)
    names = ("list", "quantified interval", "undefined side", "Bernoulli")

    fallen = [name for name in names if _hunted(*PAIRS[name][:3]) is not None]
    assert {"list", "Bernoulli"} <= set(fallen)


def _hunted(notation: Notation, given: tuple[str, ...], then: str):
    book = Book(Lecture("notes", notation, (Statement("s", given=given, then=(then,)),)))
    return hunt(book, book.reading("s", corrected=False), corrected=False, effort=20_000)


def test_numbers_of_a_prover_are_looked_at_too():
    """Numbers that leave a hypothesis out break nothing; those that obey all of them do."""
    book = Book(Lecture("notes", PLAIN, (Statement("s", given=(r"b \leq c", r"c \leq 2"), then=(r"b \leq 1",)),)))
    reading = book.reading("s", corrected=False)

    assert not breaks(book, reading, {"b": Integer(10), "c": Integer(10)}, corrected=False)
    assert not breaks(book, reading, {"b": Integer(2)}, corrected=False)
    assert breaks(book, reading, {"b": Integer(2), "c": Integer(2)}, corrected=False)


whole = st.integers(-3, 3)
# a hypothesis on b and c with two whole numbers, printed and in Python
HYPOTHESES = (
    (r"b \leq ({p}) c + ({q})", lambda b, c, p, q: b <= p * c + q),
    (r"b \in [{p}, {q}]", lambda b, c, p, q: p <= b <= q),
    (r"b \in ({p}, {q})", lambda b, c, p, q: p < b < q),
    (r"c \in \{{{p}, {q}\}}", lambda b, c, p, q: c in (p, q)),
    (r"\frac{{b + ({p})}}{{c + ({q})}} \geq 0", lambda b, c, p, q: c + q != 0 and (b + p) / (c + q) >= 0),
    (r"{p} \leq b \leq c + ({q})", lambda b, c, p, q: p <= b <= c + q),
    (r"b t \leq c + ({p}), \forall 0 \leq t \leq 1", lambda b, c, p, q: max(0, b) <= c + p),
    (r"\sqrt{{b + ({p})}} \geq c", lambda b, c, p, q: b + p >= 0 and (c <= 0 or c * c <= b + p)),
)


@settings(max_examples=60)
@drawn(st.lists(st.tuples(st.sampled_from(HYPOTHESES), whole, whole), min_size=1, max_size=3), whole, whole, whole)
def test_witnesses_obey_every_hypothesis(chosen, p, q, r):
    """Computed again by fractions alone, a witness obeys all that is given and breaks p b + q c <= r."""
    given = tuple(text.format(p=one, q=other) for (text, _), one, other in chosen)

    found = _hunted(PLAIN, given, rf"({p}) b + ({q}) c \leq {r}")

    if found is not None:
        b, c = (Fraction(found.values.get(name, "0")) for name in "bc")
        assert p * b + q * c > r
        assert all(holds(b, c, one, other) for (_, holds), one, other in chosen)
