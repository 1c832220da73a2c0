"""Nothing that is printed is passed over: a part is evaluated, or the claim is not tried and says why."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from pathlib import Path

import pytest

from ntkprops.language import Notation, count, declare, event, index, positive, real, vector
from ntkprops.language import tree as tree_module
from ntkprops.language.tokens import RELATIONS as PRINTED
from ntkprops.language.tree import Expr, number, relation, symbol
from ntkprops.meaning import RELATIONS, VALUED
from ntkprops.proof.book import Book
from ntkprops.proof.reading import Reading, printed, understand
from ntkprops.statement import Statement
from ntkprops.statement.lecture import Lecture
from ntkprops.statement.rules import algebra
from ntkprops.trial.judge import Judge
from ntkprops.trial.small_numbers import small_numbers
from ntkprops.trial.unusable import EVENTS, unusable
from ntkprops.verdict import Outcome

NOTATION = Notation(
    (
        declare("b", real),
        declare("A", event),
        declare("n", count),
        index("i", over="n"),
        declare("X", real, random=True),
        declare("g", real, random=True, law="gaussian"),
    ),
    world=small_numbers(variables=("X", "g")),
)
B = symbol("b")
PLAIN = understand(printed(Statement("x", then=(r"b \leq 1",)), None, corrected=False), NOTATION)
ONLY_AROUND = {"items", "forall", "parens", "brackets", "dots", "blank", "qualified"}  # of a formula, never a value


def heads_of_the_docstring() -> set[str]:
    """The first column of the table in the module of the tree."""
    table = re.split(r"\n=[= ]+\n", tree_module.__doc__ or "")[2]
    return {word for row in table.splitlines() for word in re.findall(r"[A-Za-z_]+", row[:22])}


def heads_of_the_reader() -> set[str]:
    """Every head that the sources of the reader write out."""
    trees = [ast.parse(path.read_text()) for path in sorted(Path(tree_module.__file__).parent.glob("*.py"))]
    nodes = [node for source in trees for node in ast.walk(source) if isinstance(node, ast.Call)]
    calls = [node for node in nodes if getattr(node.func, "id", "") == "Expr" and node.args]
    return {call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)}


HEADS_READ = sorted(heads_of_the_docstring() | heads_of_the_reader() | {"maximum", "minimum", "bigunion", "mystery"})


def reading(*, given: tuple[Expr, ...] = (), then: tuple[Expr, ...] = PLAIN.then) -> Reading:
    """A claim made of trees."""
    return replace(PLAIN, given=given, then=then)


def test_the_heads_are_found():
    """Both lists of heads are read, so that the tests below go through them."""
    assert {"entry", "integral", "landau", "exists"} <= heads_of_the_docstring()
    assert {"chain", "family", "law", "space"} <= heads_of_the_reader()


@pytest.mark.parametrize("head", HEADS_READ)
def test_a_term_is_evaluated_or_named(head):
    """Every head has a rule of the evaluator, or makes the claim one that is not tried, given or concluded."""
    said = relation(Expr(head, (B, B, B, B), "[]"), "<=", number(1))

    told = [unusable(reading(given=(said,)), NOTATION), unusable(reading(then=(said,)), NOTATION)]
    assert head in VALUED or all(told)


@pytest.mark.parametrize("head", HEADS_READ)
def test_a_statement_is_true_or_false_or_named(head):
    """What stands alone is an event, a relation or a quantifier; anything else makes the claim untried."""
    told, inside = (
        unusable(reading(given=(Expr(head, (part, part, part, part), "<= <= <="),)), NOTATION)
        for part in (B, Expr("mystery"))
    )

    assert told or head in EVENTS | ONLY_AROUND
    assert inside


@pytest.mark.parametrize("op", sorted(set(PRINTED.values()) | {"mystery"}))
def test_a_relation_is_evaluated_or_named(op):
    """Every relation that can be printed orders numbers, or makes the claim one that is not tried."""
    told = unusable(reading(given=(relation(B, op, number(1)),)), NOTATION)

    assert bool(told) == (op not in RELATIONS)


USABLE = [
    r"b \in [0, 1]", r"b \in (0, 1)", r"b \in \{-1, 1\}", r"n \in [3]", r"X \sim \text{Bernoulli}(b)",
    r"b \in \mathbb{R}",
]  # fmt: skip
NAMED = {
    r"X \sim N(0, 1)": "law",
    r"X \sim \text{Unif}[0, 1]": "law",
    r"\exists b, b \leq 1": r"\exists",
    r"b, n \geq 1": "no event",
    r"g \leq 1": "gaussian",
}


def told(given: str) -> str:
    """Why a claim with this hypothesis is not tried."""
    statement = Statement("x", given=(given,), then=(r"b \leq 1",))
    return unusable(understand(printed(statement, None, corrected=False), NOTATION), NOTATION)


@pytest.mark.parametrize("given", USABLE)
def test_what_has_a_meaning_is_tried(given):
    """Memberships in intervals and lists, and laws with finitely many atoms, have a meaning."""
    assert told(given) == ""


@pytest.mark.parametrize("given", NAMED)
def test_what_has_none_is_named(given):
    """The reason names the part that nothing here has a meaning for."""
    assert NAMED[given] in told(given)


@pytest.mark.parametrize(
    ("ranges", "formula", "is_refuted"),
    [
        (r"x, y \in \mathbb{R}^d", r"\|x + y\|^2 \leq \|x\|^2 + \|y\|^2", True),
        (r"x, y \in \mathbb{R}^d", r"\|x + y\|^2 \leq 2 \|x\|^2 + 2 \|y\|^2", False),
        (r"s \in \mathbb{R}", r"s^2 \geq s", True),
        (r"p \in \mathbb{R}", r"p \leq 1", False),
    ],
)
def test_a_range_that_says_what_is_declared_is_tried(ranges: str, formula: str, is_refuted: bool) -> None:
    """``x, y \\in \\mathbb{R}^d`` of two vectors takes nothing away; a positive number does not run through all."""
    rows = (declare("d", count), declare("x", vector("d")), declare("y", vector("d")))
    notation = Notation((*rows, declare("s", real), declare("p", positive)))
    claim = Statement("claim", then=(formula,), for_all=ranges, by=(algebra,))
    found = Judge(Book(Lecture("ranges", notation, (claim,)))).verdict("claim", corrected=False)

    assert (found.outcome is Outcome.REFUTED) is is_refuted
