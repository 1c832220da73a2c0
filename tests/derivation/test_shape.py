"""What a step may be made of: what the reader makes, and no variable of the checker's own."""

from __future__ import annotations

import pytest
from harness import TRUE, name, node, t

from ntkprops.derivation.judgment import Formula, Source
from ntkprops.derivation.shape import is_plain
from ntkprops.language.notation import Sort

OWN = name("#u1")
STATED = t(r"b \leq c")
REAL = Sort("real")

PLAIN = [
    STATED,
    t(r"\sum_{i=1}^n z_i"),
    "b",
    name("#1:n"),
    ("<=", STATED),
    Formula(STATED, (("b", REAL),), (Formula(STATED),)),
    Source("cited", label="lemma", at=(("b", STATED),)),
    Source("local", formula=Formula(STATED)),
]


@pytest.mark.parametrize("arg", PLAIN)
def test_trees_names_formulas_and_sources_are_plain(arg):
    """As the reader makes them, with fresh names of a range."""
    assert is_plain(arg)


ODD = [
    TRUE,
    "#u1",
    OWN,
    node("add", "b", OWN),
    node("norm", "v", spelled="#u1"),
    node("symbol", spelled=""),
    node("unheard", "b"),
    node("neg", "b", "c"),
    node("sum", "b + c", "1", "n", "b"),
    node("chain", "a", "b", "c", spelled="<="),
    node("chain", "b", node("div", "c"), spelled="<="),
    ("b", (OWN,)),
    [OWN],
    Formula(node("chain", "b", OWN, spelled="<=")),
    Formula(STATED, (("#u1", REAL),)),
    Formula(STATED, (), (Formula(node("chain", "b", OWN, spelled="<=")),)),
    Source("cited", label="lemma", at=(("b", OWN),)),
    Source("local", formula=Formula(node("chain", "b", OWN, spelled="<="))),
]


@pytest.mark.parametrize("arg", ODD)
def test_what_no_formula_says_is_not_plain(arg):
    """Steps among the arguments, the checker's own names however deep, trees of other shapes."""
    assert not is_plain(arg)
