"""Slips planted by seed in true statements: the right form, or one that says the same or more, is offered first."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache

import pytest

from ntkprops.errors import NtkpropsError
from ntkprops.language import Notation, count, declare, index, matrix, nonnegative, positive, real, vector
from ntkprops.language.edits import edits, flat
from ntkprops.language.reader import read
from ntkprops.language.tree import Expr, transform
from ntkprops.proof.book import Book
from ntkprops.statement import Statement
from ntkprops.statement.lecture import Lecture
from ntkprops.statement.rules import RULES
from ntkprops.trial.altered import with_part
from ntkprops.trial.compare import follows
from ntkprops.trial.judge import Judge
from ntkprops.trial.ranking import Repair
from ntkprops.trial.repair import repairs
from ntkprops.verdict import Outcome

NOTATION = Notation(
    (
        declare("n", count),
        declare("d", count),
        index("i", over="n"),
        declare("A", matrix("d", "d")),
        declare("u", vector("d")),
        declare("v", vector("d")),
        declare("z", real, over=("n",)),
        declare("r", real),
        declare("q", nonnegative),
        declare("s", positive),
    )
)
TRUE = (  # what holds, by what, given what
    (r"\|A u\| \leq \|A\| \|u\|", "operator_norm", ()),
    (r"|\langle u, v \rangle| \leq \|u\| \|v\|", "cauchy_schwarz", ()),
    (r"|u^\top A v| \leq \|u\| \|A\| \|v\|", "operator_norm cauchy_schwarz", ()),
    (r"\|u - v\|^2 = \|u\|^2 - 2 \langle u, v \rangle + \|v\|^2", "norm_definition algebra", ()),
    (r"\sum_{i=1}^n z_i \leq n r", "linearity", (r"z_i \leq r",)),
    (r"\sum_{i=1}^n i = \frac{n (n + 1)}{2}", "algebra", ()),
    (r"\|u\| \leq \frac{q}{s}", "algebra", (r"s \|u\| \leq q",)),
    (r"(r + q)^2 = r^2 + 2 q r + q^2", "algebra", ()),
    (r"\|u - v\| \leq \|u\| + \|v\|", "triangle", ()),
)
MARKS = ("power", "sign", "relation", "exponent", "constant", "factor")  # of which people's errata mostly consist
SLIPS, SEED = 14, 12


def claim(latex: str, by: str, given: tuple[str, ...]) -> Lecture:
    """A lecture of one statement."""
    rules = tuple(RULES[name] for name in by.split())
    return Lecture("planted", NOTATION, (Statement("claim", given=given, then=(latex,), by=rules),))


def judged(lecture: Lecture) -> Judge:
    """A judge who has judged the claim."""
    judge = Judge(Book(lecture))
    judge.verdict("claim", corrected=False)
    return judge


def offers(lecture: Lecture) -> tuple[Repair, ...]:
    """What is offered for the claim."""
    return repairs(judged(lecture)).get("claim", ())


def planted(seed: int) -> Iterator[tuple[str, Lecture]]:
    """True forms with a lecture in which one mark of theirs is wrong, so that an instance refutes it."""
    draw = random.Random(seed)
    while True:
        true, by, given = draw.choice(TRUE)
        every = list(edits(true, NOTATION, kinds=(draw.choice(MARKS),)))
        if every:
            lecture = claim(draw.choice(every).latex, by, given)
            if judged(lecture).verdict("claim", corrected=False).outcome is Outcome.REFUTED:
                yield true, lecture


def plain(latex: str) -> Expr:
    """A formula, the order of factors and terms aside."""

    def once(node: Expr) -> Expr:
        return Expr(node.head, tuple(sorted(node.args, key=repr))) if node.head in ("add", "mul") else node

    return transform(flat(read(latex, NOTATION)), once)


def is_right(repair: Repair, true: str, lecture: Lecture) -> bool:
    """Whether an offer is the true form, or one from which that follows though not by itself."""
    if repair.part.name != "then":
        return False
    if plain(repair.latex) == plain(true):
        return True
    judge = judged(with_part(lecture, repair.part, repair.latex))
    printed = with_part(lecture, repair.part, true)
    strong, weak = judge.book.reading("claim", corrected=False), Book(printed).reading("claim", corrected=False)
    try:
        return follows(judge, strong=strong, weak=weak) and follows(judge, strong=weak, weak=strong)
    except NtkpropsError:
        return False


@cache
def sample() -> tuple[tuple[str, Lecture, tuple[Repair, ...]], ...]:
    """The slips of the seed with what is offered for each."""
    drawn = planted(SEED)
    return tuple((true, lecture, offers(lecture)) for true, lecture in (next(drawn) for _ in range(SLIPS)))


def test_most_planted_slips_are_mended_first() -> None:
    """At least seven in ten of the sample come first, and eight in ten among the first three."""
    right = [[is_right(one, true, lecture) for one in found] for true, lecture, found in sample()]

    assert sum(any(found[:1]) for found in right) >= 0.7 * SLIPS
    assert sum(any(found) for found in right) >= 0.8 * SLIPS


def test_no_offer_is_itself_false() -> None:
    """Whatever is offered for a planted slip is proved."""
    assert {one.verdict.outcome for _, _, found in sample() for one in found} == {Outcome.PROVED}


def test_nobody_is_told_to_negate_a_side() -> None:
    """That a bound holds for the other sign, or for 1 in the place of a symbol, is no repair."""
    names = [one.edit for _, _, found in sample() for one in found if one.kind == "symbol"]
    first = [one for _, _, found in sample() for one in found if one.latex.startswith("-")]

    assert not first
    assert not [name for name in names if name.endswith(("-> 1", "-> 2"))]


@pytest.mark.parametrize(("true", "by", "given"), TRUE)
def test_what_is_true_gets_no_repair(true: str, by: str, given: tuple[str, ...]) -> None:
    """Negative control: it is proved as it should be printed, and nothing is offered."""
    judge = judged(claim(true, by, given))

    assert judge.verdict("claim", corrected=False).outcome is Outcome.PROVED
    assert repairs(judge) == {}


MEANT = (  # printed, by what, given what, and what was meant
    (r"\|A u\| \leq \|A\|", "operator_norm", (), r"\|A u\| \leq \|A\| \|u\|"),
    (r"\sum_{i=1}^n z_i \leq r", "linearity", (r"z_i \leq r",), r"\sum_{i=1}^n z_i \leq n r"),
    (r"\|u\| \leq q", "algebra", (r"s \|u\| \leq q",), r"\|u\| \leq \frac{q}{s}"),
    (r"\|u\| \leq \sqrt{q}", "algebra", (r"\|u\| \leq q^2",), r"\|u\| \leq q^2"),
    (r"\|u\| \geq \|v\|", "norm_definition", (r"\langle u, v \rangle = 0",), r"\|u + v\| \geq \|v\|"),
)


@pytest.mark.parametrize(("latex", "by", "given", "meant"), MEANT)
def test_what_people_leave_out_is_put_in(latex: str, by: str, given: tuple[str, ...], meant: str) -> None:
    """A norm, a count, a divisor, a square for a root, a vector added."""
    assert plain(offers(claim(latex, by, given))[0].latex) == plain(meant)


def test_a_hypothesis_that_is_lacking_is_offered() -> None:
    """A sign without which the conclusion fails."""
    (first, *_) = offers(claim(r"r q \leq 2 r q", "algebra", ()))

    assert (first.part.name, first.latex) in {("given", r"r \geq 0"), ("given", "r > 0")}
