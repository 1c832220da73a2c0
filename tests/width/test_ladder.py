"""The ladder: its rows are true with their constants, fit where they should, and buy what they say."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
import sympy as sp

from ntkprops.errors import LectureError
from ntkprops.language.reader import read
from ntkprops.proof.canon import Canon
from ntkprops.proof.scalar import Inequality, Proof, decide, enclose
from ntkprops.statement.lecture import Lecture, bundled_lecture, load_lecture
from ntkprops.width import exact_width
from ntkprops.width.ladder import bundled_ladder, combinations, derive_with, join, rungs
from ntkprops.width.search import search

AT = {"n": 4, "lambda_0": Fraction(1, 5), "delta": Fraction(1, 10)}
PAIRS = ("paired-residual", "paired-gram", "paired-flips")


@pytest.fixture(scope="module")
def lecture() -> Lecture:
    """Lecture 12."""
    return load_lecture(bundled_lecture())


@pytest.fixture(scope="module")
def ladder() -> Lecture:
    """Its ladder."""
    return bundled_ladder()


def given(ladder: Lecture, label: str) -> list[sp.Expr]:
    """The right sides of a rung's hypotheses that bound the weights or the width, in order."""
    (found,) = [part for part in ladder.parts if getattr(part, "label", "") == label]
    canon = Canon(ladder.notation)
    trees = [read(text, ladder.notation) for text in found.given]
    chains = [
        item for tree in trees for item in (tree.args if tree.head == "items" else (tree,)) if item.head == "chain"
    ]
    return [canon.scalar(chain.args[1]) for chain in chains]


n, m = sp.symbols("n m", positive=True, integer=True)
lambda_0, delta = sp.symbols(r"\lambda_0 \delta", positive=True)


def flip_chance(radius: sp.Expr) -> sp.Expr:
    """``q = 2R/sqrt(2 pi)``."""
    return 2 * radius / sp.sqrt(2 * sp.pi)


def test_the_frobenius_row_spends_delta(ladder: Lecture) -> None:
    """At its radius and width, (16/lambda_0^2) n^2 (2q/m + 4q^2) is exactly delta."""
    radius, width, _ = given(ladder, "frobenius")
    q = flip_chance(radius)

    assert sp.simplify(16 / lambda_0**2 * n**2 * (2 * q / width + 4 * q**2) - delta) == 0


def test_the_chernoff_row_spends_delta(ladder: Lecture) -> None:
    """At its radius 4 n q is lambda_0/4; at its width n exp(-m q/3) is delta; pairs halve the exponent."""
    for label, neurons in (("chernoff-flips", 1), ("paired-flips", 2)):
        radius, width = [value for value in given(ladder, label) if value != 0][:2]
        q = flip_chance(radius)

        assert sp.simplify(4 * n * q - lambda_0 / 4) == 0
        assert sp.simplify(n * sp.exp(-width * q / 3 / neurons) - delta) == 0


def test_the_matrix_bernstein_row_spends_delta(ladder: Lecture) -> None:
    """2n exp(-m eps^2/2 / (v + L eps/3)) is delta at its width, with v = n^2/2 and L = n."""
    (width,) = given(ladder, "matrix-bernstein")
    epsilon = sp.Symbol(r"\epsilon", positive=True)
    exponent = width * epsilon**2 / 2 / (n**2 / sp.Integer(2) + n * epsilon / 3)

    assert sp.simplify(2 * n * sp.exp(-exponent) - delta) == 0


def test_the_subgaussian_row_spends_delta() -> None:
    """n tails 2 exp(-tau^2/2) at tau = sqrt(2 log(2n/delta)) are delta."""
    tau = sp.sqrt(2 * sp.log(2 * n / delta))

    assert sp.simplify(2 * n * sp.exp(-(tau**2) / 2) - delta) == 0


def test_chernoff_holds_for_exact_binomials() -> None:
    """Pr(Bin(m, q) >= 2 m q) <= exp(-m q/3), exactly, also where the true chance is below q."""
    for neurons in (1, 2, 5, 10, 40, 90):
        for q in (Fraction(1, 50), Fraction(1, 10), Fraction(1, 4), Fraction(1, 2)):
            for chance in (q, q / 2):
                first = -(-2 * neurons * q // 1)
                terms = (
                    comb(neurons, k) * chance**k * (1 - chance) ** (neurons - k) for k in range(first, neurons + 1)
                )
                tail = sum(terms, Fraction(0))
                mean = sp.Rational(str(neurons * q))

                assert enclose(sp.exp(-mean / 3) - sp.Rational(str(tail))) > 0


def test_the_second_moment_of_an_entry() -> None:
    """A mean of m independent indicators of chance p has E F^2 = p/m + (1 - 1/m) p^2, at most p/m + p^2."""
    p = sp.Symbol("p", positive=True)
    exact = p / m + (1 - 1 / m) * p**2

    assert isinstance(decide(Inequality(exact, "<=", p / m + p**2)), Proof)


def test_every_rung_fits_somewhere(lecture: Lecture, ladder: Lecture) -> None:
    """Three places, eight rungs, of which three are for another draw."""
    found = rungs(lecture, ladder)

    assert {rung.replaces for rung in found} == {"lemma-3", "lemma-4", "initial-residual-markov"}
    assert len(found) == 8
    assert {rung.label for rung in found if rung.draw} == set(PAIRS)


@pytest.mark.parametrize(
    ("names", "equal"),
    [((), 16897212927763), (("frobenius",), 70405053866), (("chernoff-flips",), 4693670258), (PAIRS, 104303784)],
)
def test_what_a_rung_buys(lecture: Lecture, ladder: Lecture, names, equal: int) -> None:
    """The widths of the equal split, against the formulas by hand."""
    front = {
        (): 20736 * n**6 / (delta**3 * lambda_0**4),
        ("frobenius",): 9 * 1536 * n**4 / (delta**2 * lambda_0**4),
        ("chernoff-flips",): 3 * 3072 * n**4 / (delta * lambda_0**4),
        PAIRS: 2048 * n**4 / lambda_0**4,
    }[names]
    there = {n: 4, lambda_0: sp.Rational(1, 5), delta: sp.Rational(1, 10)}

    assert exact_width(derive_with(lecture, ladder, names), split="equal", **AT) == equal
    assert sp.floor(front.subs(there) / sp.pi) + 1 == equal


def test_the_best_combination_is_the_smallest_of_all(lecture: Lecture, ladder: Lecture) -> None:
    """No combination that is allowed has a smaller width than the one that the search names."""
    found = search(lecture, ladder, values=AT)
    assert found.undecided == ()

    for names in combinations(rungs(lecture, ladder)):
        try:
            derivation = derive_with(lecture, ladder, names)
        except LectureError:
            continue
        assert exact_width(derivation, split="equal", **AT) >= found.best.least


def test_another_draw_is_all_or_nothing(lecture: Lecture, ladder: Lecture) -> None:
    """A rung for pairs beside a lemma for independent neurons is refused, with the given that is not met."""
    with pytest.raises(LectureError, match="does not meet"):
        derive_with(lecture, ladder, ("paired-residual",))


def test_two_rungs_for_one_place_are_refused(lecture: Lecture, ladder: Lecture) -> None:
    """Only one row can stand in a place."""
    with pytest.raises(LectureError, match="both replace lemma-4"):
        derive_with(lecture, ladder, ("frobenius", "chernoff-flips"))


def test_an_unknown_rung_is_refused(lecture: Lecture, ladder: Lecture) -> None:
    """A name that is no row is answered with those that are."""
    with pytest.raises(LectureError, match=r"Known: hoeffding-pairs"):
        derive_with(lecture, ladder, ("bernstein",))


def test_what_is_assumed_is_said(lecture: Lecture, ladder: Lecture) -> None:
    """A width with an assumed row names what it assumes."""
    assumed = dict(derive_with(lecture, ladder, ("chernoff-flips",)).assumed)

    assert "Chernoff" in assumed["chernoff-flips"]


def test_the_ladder_restates_the_lecture_word_for_word(lecture: Lecture, ladder: Lecture) -> None:
    """Every label that both have is one and the same statement."""
    ours = {item.label: item for item, _ in ladder.rows()}
    theirs = {item.label: item for item, _ in lecture.rows()}

    assert all(ours[label] == theirs[label] for label in ours.keys() & theirs.keys())
    assert len(ours.keys() & theirs.keys()) >= 12
    assert {item.label for item, _ in join(lecture, ladder).rows()} == ours.keys() | theirs.keys()
