"""The continuity bootstrap asks everything that its gate's claim is given, not the gate alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ntkprops.language.tree import Expr, number
from ntkprops.proof.book import Book
from ntkprops.proof.circles import bootstrap
from ntkprops.proof.sources import sources
from ntkprops.statement.lecture import bundled_lecture, load_lecture


@pytest.mark.parametrize(("without", "closes"), [((), True), (("lemma-3",), False)], ids=["all-cited", "no-lemma-3"])
def test_what_stands_beside_the_gate_must_be_met(without: tuple[str, ...], closes: bool) -> None:
    """Without the event that puts H(0) near its mean, Lemma 4 gives no eigenvalue and the circle stays open."""
    book = Book(load_lecture(bundled_lecture()))
    book.constants[("initial-residual-markov", True)] = Expr("div", (number(3), number(2)))
    claim = book.reading("theorem-1", corrected=True)
    kept = tuple(reason for reason in claim.printed.by if getattr(reason, "label", "") not in without)
    claim = replace(claim, printed=replace(claim.printed, by=kept))

    found = sources(book, claim, corrected=True, constant=number(6601))

    assert bool(list(bootstrap(book, found))) is closes
