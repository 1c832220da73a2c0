r"""Repairs of lecture 12 with its errata hidden, and of small lectures with one slip each."""

from __future__ import annotations

from functools import cache

import pytest

from ntkprops.language import Notation, declare, positive, real, time, vector
from ntkprops.proof.book import Book
from ntkprops.statement import Ledger, Row, Statement, bundled_lecture, cite, load_lecture
from ntkprops.statement.lecture import Lecture
from ntkprops.statement.rules import algebra, cauchy_schwarz
from ntkprops.trial import judge as judges
from ntkprops.trial import repair as mending
from ntkprops.trial.altered import Part, with_part, without_errata
from ntkprops.trial.judge import Judge
from ntkprops.trial.likely import guesses
from ntkprops.trial.ranking import Repair
from ntkprops.trial.repair import repairs
from ntkprops.trial.verdicts import Judged, with_repairs
from ntkprops.verdict import Outcome, Verdict

NOTATION = Notation(
    (
        declare("p", positive),
        declare("q", positive),
        declare("r", real),
        declare("t", time),
        declare("v", vector("2")),
        declare("c", vector("2")),
    )
)


def lecture(*parts: Statement | Ledger) -> Lecture:
    """A lecture of some parts."""
    return Lecture("small", NOTATION, parts)


def judged(source: Lecture) -> Judge:
    """A judge who has judged every claim as printed."""
    judge = Judge(Book(source))
    for label in judge.book.entries:
        judge.verdict(label, corrected=False)
    return judge


def first(source: Lecture, label: str) -> Repair:
    """The first-ranked repair of a claim."""
    return repairs(judged(source))[label][0]


@cache
def of_lecture_12() -> dict[str, tuple[Repair, ...]]:
    """The repairs of lecture 12, from a copy in which there is no erratum."""
    return repairs(judged(without_errata(load_lecture(bundled_lecture()))))


SLIPS = {
    "theorem-1": (r"\lambda -> \lambda_0", r"m = \Omega(\frac{n^6}{\lambda_0^4 \delta^3})"),
    "eq-7": ("sum over i -> over k", r"\leq \frac{1}{m} \sum_{k=1}^{m} \mathbb{E}[\mathbf{1}[A_{ik} \cup A_{jk}]]"),
    "lemma-4-radius": (
        r"\|w_{k} - w_{k}(0)\|^{2} -> \|w_{k} - w_{k}(0)\|",
        r"\|w_k - w_k(0)\| \leq \frac{\sqrt{2\pi}\delta\lambda_0}{16n^2} := R, \forall k \in [m],",
    ),
    "lemma-5.1": (
        r"exponent -\lambda_0 y -> -\lambda_0 t",
        r"\|u(t) - y\|_2^2 \leq \exp(-\lambda_0 t) \|u(0) - y\|_2^2",
    ),
    "lemma-5.2": ("s -> 2", r"\|w_k(t) - w_k(0)\|_2 \leq 2\sqrt{n} \|u(0) - y\|_2 / (\lambda_0 \sqrt{m}) := R'"),
    "groenwall": (
        r"exponent \lambda_0 t -> -\lambda_0 t",
        r"\|u(t) - y\|_2^2 \leq \exp(-\lambda_0 t) \|u(0) - y\|_2^2.",
    ),
}


@pytest.mark.parametrize("label", SLIPS)
def test_a_slip_of_the_lecture_is_mended_without_its_erratum(label: str) -> None:
    """The first-ranked edit is the one that the erratum asks for, and prints like the notes."""
    best = of_lecture_12()[label][0]

    assert (best.edit, best.latex) == SLIPS[label]


def test_only_what_its_events_overspend_is_mended_without_proof() -> None:
    """Every first-ranked repair is proved, but of the theorem whose events overspend in any form."""
    unproved = {label for label, found in of_lecture_12().items() if found[0].verdict.outcome is not Outcome.PROVED}

    assert unproved <= {"theorem-1"}


def test_a_repair_names_what_needs_it() -> None:
    """The sign in Groenwall's inequality is needed by the bound on the speed of a weight."""
    assert "eq-24" in of_lecture_12()["groenwall"][0].needed_by


def test_what_no_single_edit_mends_has_no_repair() -> None:
    """Lemma 4 has two slips, and a row that repeats the left end of its chain is no slip of one symbol."""
    assert not {"lemma-4", "eq-26"} & set(of_lecture_12())


def test_what_the_rest_needs_ranks_before_what_is_merely_true() -> None:
    """Of two edits that make a bound true the one from which the next claim follows comes first."""
    weak = Statement("weak", given=(r"p \leq q",), then=(r"2 p \leq q",), by=(algebra,))
    uses = Statement("uses", given=(r"p \leq q",), then=(r"p \leq q",), by=(cite("weak"),))

    found = repairs(judged(lecture(weak, uses)))

    assert "uses" in found["weak"][0].needed_by


def test_a_false_edit_is_no_repair() -> None:
    """Whatever is shown as a repair is proved and no small instance refutes it."""
    claim = Statement("shrinks", given=(r"p \leq q",), then=(r"p^2 \leq q",), by=(algebra,))
    source = lecture(claim)

    for repair in repairs(judged(source))["shrinks"]:
        mended = Judge(Book(with_part(source, repair.part, repair.latex)))
        assert mended.verdict("shrinks", corrected=False).outcome is Outcome.PROVED


def test_a_norm_without_its_square_is_mended() -> None:
    """Cauchy and Schwarz bound an inner product by norms, not by their squares."""
    claim = Statement("inner", then=(r"|v^\top c| \leq \|v\|^2 \|c\|",), by=(cauchy_schwarz,))

    assert first(lecture(claim), "inner").latex == r"|v^\top c| \leq \|v\| \|c\|"


def test_the_order_of_the_rows_of_a_ledger_is_kept() -> None:
    """A row that starts with a relation is mended as it is printed, without the left side."""
    claim = Statement("claim", given=(r"r = p",), then=(r"r \leq p + q",), by=(cite("row-2"),))
    rows = (Row("row-1", r"r \leq p", by=(algebra,)), Row("row-2", r"\leq p - q", by=(algebra,)))

    assert first(lecture(claim, Ledger(claim, rows)), "row-2").latex == r"\leq p + q"


def test_an_erratum_that_says_the_same_is_recognised() -> None:
    """A repair that coincides with the erratum is marked; nobody looked at it before."""
    source = load_lecture(bundled_lecture())
    claims = [Judged(label, (), Verdict(Outcome.UNDECIDED, "not asked")) for label in SLIPS]

    marked = with_repairs(claims, of_lecture_12(), lecture=source)

    assert {claim.label for claim in marked if claim.repairs[0].is_erratum} == set(SLIPS)


def test_a_claim_that_follows_from_what_is_open_is_not_mended() -> None:
    """What is not known lies below it: its own reasons carry it."""
    given = (r"q \geq 1",)
    source = lecture(
        Statement("below", given=given, then=(r"(1 + p)^q \geq 1 + p q",), by=(algebra,)),
        Statement("above", given=given, then=(r"(1 + p)^q \geq 1",), by=(cite("below"), algebra)),
    )

    assert "above" not in repairs(judged(source))


def test_a_symbol_that_no_neighbour_speaks_of_is_exchanged_first() -> None:
    """r is a stranger where the neighbours speak of p and q alone; without neighbours a mark comes first."""
    parts = (Part("claim", "then", 0, r"2 p \leq p + r"),)

    at_home = [guess.latex for _, guess in guesses(parts, NOTATION, around=frozenset({"p", "q"}))]
    alone = [guess.latex for _, guess in guesses(parts, NOTATION)]

    assert sorted(at_home[:2]) == [r"2 p \leq p + p", r"2 p \leq p + q"]
    assert set(at_home) == set(alone)
    assert not set(alone[:2]) & set(at_home[:2])


def test_an_edit_that_breaks_the_tool_is_no_repair(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told with its claim; the other edits, and the other claims, are mended as ever."""
    one = Statement("one", then=(r"p + 1 \leq p",), by=(algebra,))
    source = lecture(one, Statement("two", then=(r"q + 1 \leq q",), by=(algebra,)))
    whole, plain, bugs = mending.hunt, repairs(judged(source)), {}

    def hunt(book, reading, **how):
        if reading.printed.label == "one" and "p - 1" in reading.printed.then[0]:
            raise RecursionError("too deep")
        return whole(book, reading, **how)

    monkeypatch.setattr(mending, "hunt", hunt)
    found = repairs(judged(source), bugs=bugs)

    assert "RecursionError: too deep" in bugs["one"] and set(bugs) == {"one"}
    assert found["two"] == plain["two"]
    assert found["one"] and not any("p - 1" in one.latex for one in found["one"])


def test_what_breaks_the_tool_as_printed_is_not_mended(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is known of it, so that nothing says what an edit would mend."""
    source, whole = lecture(Statement("one", then=(r"p + 1 \leq p",), by=(algebra,))), judges.hunt

    def hunt(book, reading, **how):
        raise RecursionError("too deep")

    monkeypatch.setattr(judges, "hunt", hunt)
    judge = judged(source)
    monkeypatch.setattr(judges, "hunt", whole)

    assert judge.verdict("one", corrected=False).is_bug
    assert repairs(judge) == {}


def test_what_is_unread_is_not_mended() -> None:
    """That our reader cannot read it is no slip of the notes: no symbol of theirs is exchanged for another."""
    source = lecture(Statement("one", given=(r"p \in \mathbb{N}",), then=(r"p + 1 \leq p",), by=(algebra,)))
    judge = judged(source)

    assert judge.verdict("one", corrected=False).outcome is Outcome.UNREAD
    assert repairs(judge) == {}
