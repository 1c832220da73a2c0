"""The claim is proved at the width that was derived, by the machinery that judges lectures."""

from __future__ import annotations

import sympy as sp

from ntkprops.language.latex import to_latex
from ntkprops.statement.lecture import bundled_lecture, load_lecture
from ntkprops.width.closing import closes, tree_of
from ntkprops.width.ladder import bundled_ladder, derive_with, place


def test_the_theorem_is_proved_with_better_rows() -> None:
    """With Chernoff for the flips the bootstrap closes at the derived width, every event with a share of its own."""
    lecture, ladder, names = load_lecture(bundled_lecture()), bundled_ladder(), ("chernoff-flips",)
    placed = place(lecture, ladder, names)

    argued = closes(placed.lecture, derive_with(lecture, ladder, names), by=placed.by, given=placed.draw)

    assert argued.is_proved
    assert argued.bootstrapped


def test_an_expression_becomes_a_tree() -> None:
    """Quotients, roots, logarithms and pi keep their form."""
    n, d = sp.symbols("n d", positive=True)

    assert to_latex(tree_of(8 * n**2 * sp.log(2 * n / d) / sp.pi)) == r"\frac{8 n^{2} \log(\frac{2 n}{d})}{\pi}"
