r"""Nothing that is printed is passed over: every part of a formula is read by what samples it, or nothing is sampled.

A part of a tree is exchanged for one that nobody knows; whatever had read it now says so. Heads and relations come from
the table of the tree itself, so that a new one is refused until somebody gives it a meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from ntkprops.language import tree as trees
from ntkprops.language.reader import read
from ntkprops.language.sorts import Scope
from ntkprops.language.tree import Expr, number, relation, symbol
from ntkprops.meaning import HEADS
from ntkprops.meaning.walk import Head
from ntkprops.proof.reading import Printed, Reading
from ntkprops.sampling.measure import events
from ntkprops.sampling.measure.evaluate import Scene, evaluate
from ntkprops.sampling.measure.events import truth
from ntkprops.sampling.measure.instance import Batch, Unmeasured
from ntkprops.sampling.points import families
from ntkprops.sampling.said import COMPARED, heard
from ntkprops.trial.worlds.recognise import network_of

from ..sampling.lectures import BUNDLED

NOTATION = BUNDLED.notation
ROLES = network_of(NOTATION).roles
ALIEN = Expr("alien")
POINTS = families(0)[5]
READ_BY_TRUTH = {"chain", "set", "items", "union", "intersection", "not"}


def heads() -> set[str]:
    """The heads of the table in the docstring of the tree."""
    assert trees.__doc__ is not None
    lines = trees.__doc__.partition("=====\nhead")[2].splitlines()[2:]
    table = [line[:22] for line in lines if line.strip() and not line.startswith("=")]
    words = re.findall(r"[A-Za-z_]+", " ".join(table[: table.index(next(t for t in table if "items" in t)) + 1]))
    return (
        set(words)
        | set(getattr(trees, "HEADS", ()))
        | {"maximum", "minimum", "bigunion", "bigintersection", "lambda_max", "Var", "blank", "dots"}
    )


@pytest.fixture
def scene() -> Scene:
    """Two layers of four neurons, under a mean."""
    rng = np.random.default_rng(1)
    batch = Batch(ROLES, POINTS, rng.standard_normal((2, 4, 3)), rng.choice([-1.0, 1.0], (2, 4)))
    scalars = {r"\delta": 0.25, "R": 0.5}
    return Scene(NOTATION, batch, scalars, {}, averaging=True)


def exchanged(tree: Expr) -> Iterator[Expr]:
    """The tree with each part in turn exchanged for one that nobody knows."""
    yield ALIEN
    for place, arg in enumerate(tree.args):
        for other in exchanged(arg):
            yield replace(tree, args=(*tree.args[:place], other, *tree.args[place + 1 :]))


def test_the_table_of_heads_is_read() -> None:
    """Negative control of this file: the heads that are known by name are found in the docstring."""
    assert {"entry", "sum", "landau", "exists", "E", "grad", "listing", "indicator"} <= heads()


@pytest.mark.parametrize("head", sorted(heads() | {"novel"}))
def test_a_head_has_a_meaning_or_is_refused(scene: Scene, head: str) -> None:
    """No value is made up for a head without a rule, nor for more parts than a rule reads, nor for a stray payload."""
    rule = HEADS.get(head, Head())
    known = rule.value is not None and rule.only != "exact"
    parts = (number(1),) * (min(rule.parts.stop, 5) if known else 1)
    strange = [Expr(head, parts)] if not known or rule.parts.stop < 5 else []
    strange += [Expr(head, parts[: rule.parts.start], "alien")] if known and not rule.named else []

    for tree in strange:
        with pytest.raises(Unmeasured):
            evaluate(tree, scene)


@pytest.mark.parametrize("head", sorted((heads() | {"novel"}) - READ_BY_TRUTH))
def test_an_event_has_a_meaning_or_is_refused(scene: Scene, head: str) -> None:
    """Only relations and their combinations hold or do not."""
    with pytest.raises(Unmeasured):
        truth(Expr(head, (number(1), number(2))), scene)


@pytest.mark.parametrize("head", ["maximum", "minimum"])
def test_a_continuum_is_not_walked_in_whole_numbers(scene: Scene, head: str) -> None:
    """Over an undeclared variable the largest value may lie between whole numbers; over an index it does not."""
    s, i = symbol("s"), symbol("i")
    assert evaluate(Expr(head, (i, number(1), number(2), i)), scene) == (2.0 if head == "maximum" else 1.0)

    with pytest.raises(Unmeasured, match="may run through a continuum"):
        evaluate(Expr(head, (s, number(1), number(2), s)), scene)


@pytest.mark.parametrize("end", [r"\frac{5}{2}", r"\delta", r"u_1(0)"])
def test_ends_and_indices_are_whole_and_the_same_on_every_draw(scene: Scene, end: str) -> None:
    """A sum up to 5/2 is not one up to 2, nor is there an entry at 5/2."""
    last = read(end, NOTATION)
    for tree in (Expr("sum", (symbol("i"), number(1), last, number(1))), Expr("entry", (symbol("y"), last))):
        with pytest.raises(Unmeasured):
            evaluate(tree, scene)


VALUES = (
    r"\|u(0) - y\|_2^2 + \frac{\sqrt{\delta}}{n}",
    r"\sum_{i=1}^n u_i(0)^2",
    r"\max_{ij} |H_{ij}(0) - H^*_{ij}|",
    r"\max\{0, x_1^\top w_1(0)\}",
    r"\lambda_{\min}(H(0)) + \exp(-\delta) \log(n)",
    r"\langle x_1, w_2(0) \rangle",
    r"\mathbb{E}[\mathbf{1}[u_1(0) \geq 0]]",
    r"\Pr[|x_1^\top w_1(0)| \leq R]",
    r"\int_0^1 \exp(-s) ds",
    r"\langle \frac{\partial f(x_1; w(0))}{\partial w(0)}, \nabla L(w(0)) \rangle",
    r"y^\top H(0) y",
    r"f(x_1; w(0)) - L(w(0))",
    r"\prod_{i=1}^n y_i",
)
EVENTS = (
    r"0 \leq \|u(0)\|_2 \leq \frac{1}{2}",
    r"\{u_1(0) \leq R, u_2(0) \neq \delta\}",
    r"\{u_1(0) \leq R\} \cup \{u_1(0) \geq \delta\}",
)


@pytest.mark.parametrize("text", VALUES)
def test_every_part_of_a_value_is_read(scene: Scene, text: str) -> None:
    """With any part unknown there is no value."""
    tree = read(text, NOTATION)
    evaluate(tree, scene)

    for strange in exchanged(tree):
        with pytest.raises(Unmeasured):
            evaluate(strange, scene)


@pytest.mark.parametrize("text", EVENTS)
def test_every_part_of_an_event_is_read(scene: Scene, text: str) -> None:
    """With any part unknown nobody knows whether it holds."""
    tree = read(text, NOTATION)
    truth(tree, scene)

    for strange in exchanged(tree):
        with pytest.raises(Unmeasured):
            truth(strange, scene)


def reading(**parts: tuple[Expr, ...]) -> Reading:
    """A claim of these trees."""
    printed = Printed("claim", (), ())
    plain = {"given": (), "then": (relation(symbol("R"), "<=", number(1)),), "for_all": ()}
    return Reading(printed, probability=None, scope=Scope(NOTATION), **{**plain, **parts})


@pytest.mark.parametrize("part", ["given", "then"])
@pytest.mark.parametrize("op", ["~", "in", "approx", "novel", ":=", *sorted(COMPARED)])
def test_a_relation_is_heard_or_refused(part: str, op: str) -> None:
    """What is no comparison and no definition of a name is not passed over."""
    link = relation(symbol("R"), op, symbol(r"\delta"))
    claim = reading(**{part: (Expr("items", (relation(symbol("R"), ">", number(0)), link)),)})
    if op in COMPARED or op == ":=":
        assert heard(claim, roles=ROLES, known={})
        return
    with pytest.raises(Unmeasured):
        heard(claim, roles=ROLES, known={})


@pytest.mark.parametrize("part", ["given", "then"])
@pytest.mark.parametrize("head", sorted((heads() | {"novel"}) - {"chain", "forall", "items"}))
def test_an_item_is_heard_or_refused(part: str, head: str) -> None:
    """Between commas stand relations and what they range over; anything else is not passed over."""
    plain = relation(symbol("R"), ">", number(0))
    claim = reading(**{part: (Expr("items", (plain, Expr(head, (plain, plain)))),)})

    with pytest.raises(Unmeasured):
        heard(claim, roles=ROLES, known={})


@pytest.mark.parametrize("head", sorted((heads() | {"novel"}) - {"chain", "symbol"}))
def test_what_is_quantified_is_heard_or_refused(head: str) -> None:
    """A quantifier over what nobody knows is not passed over, wherever it stands."""
    what = Expr(head, (symbol("R"),) * (4 if head in trees.BINDERS else 2))
    plain = relation(symbol("R"), ">", number(0))
    for claim in (
        reading(for_all=(what,)),
        reading(given=(Expr("items", (plain, Expr("forall", (what,)))),)),
        reading(then=(Expr("items", (plain, Expr("forall", (what,)))),)),
    ):
        with pytest.raises(Unmeasured):
            heard(claim, roles=ROLES, known={})


def test_comparisons_of_events_are_those_that_are_heard() -> None:
    """Inside and outside of events the same relations have a meaning."""
    assert set(events.COMPARE) == COMPARED
