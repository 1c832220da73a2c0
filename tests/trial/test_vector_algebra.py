r"""Single edits of true vector and matrix algebra: the false ones are refuted, the true ones are not.

Which is which, NumPy says on random arrays (``algebra_oracle``); the edits are those of ``language.edits``.
"""

from __future__ import annotations

import os
from functools import cache
from random import Random

from algebra_oracle import NOTATION, TRUE, is_false

from ntkprops.errors import FormulaError
from ntkprops.language.edits import edits
from ntkprops.proof.reading import Reading, printed, understand
from ntkprops.statement import Statement
from ntkprops.trial.refute import refute

MANY = 200 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 60
EFFORT = 60_000


def claim(latex: str) -> Reading:
    """A formula as a claim with no hypotheses."""
    return understand(printed(Statement("x", then=(latex,)), None, corrected=False), NOTATION)


@cache
def edited() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """False and true formulas one edit away from the true ones, in a random order that is always the same."""
    every = sorted({edit.latex for latex in TRUE for edit in edits(latex, NOTATION)})
    Random(5).shuffle(every)
    false, true = [], []
    for latex in every:
        try:
            tree = claim(latex).then[0]
        except FormulaError:
            continue
        found = is_false(tree) if tree.head == "chain" else None
        {True: false, False: true}.get(found, []).append(latex)  # type: ignore[arg-type]
        if len(false) >= MANY and len(true) >= MANY - len(TRUE):
            break
    return tuple(false), tuple(true)


def refuted(latex: str) -> bool:
    """Whether an exact counterexample is found."""
    return refute(claim(latex), NOTATION, effort=EFFORT) is not None


def test_false_edits_are_refuted():
    """At least 95 % of them, at the first sizes."""
    false = edited()[0][:MANY]
    missed = [latex for latex in false if not refuted(latex)]

    assert len(false) == MANY
    assert len(missed) <= MANY // 20, missed


def test_true_formulas_and_true_edits_are_spared():
    """None of them has a counterexample."""
    true = [*TRUE, *edited()[1]][:MANY]

    assert [latex for latex in true if refuted(latex)] == []
