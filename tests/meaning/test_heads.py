"""Every head of a tree has a meaning, or says in words why not; both number systems mean the same."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntkprops.language.tree import BINDERS, HEADS, Expr, number, relation, symbol, walk
from ntkprops.meaning import HEADS as MEANT
from ntkprops.meaning import Undetermined, evaluate, judged
from ntkprops.meaning.doubles import Row, plain
from ntkprops.meaning.exact.enclosures import interval
from ntkprops.meaning.exact.tensor import Tensor, matrix, vector

from .worlds import both

P, Q, R, K, S = map(symbol, "pqrks")
V, Z, M = map(symbol, "vzM")
ROW = Expr("transpose", (V,))


@pytest.mark.parametrize("head", sorted(HEADS | {"not", "evaluated", "interval"}))
def test_a_head_has_a_meaning_or_says_why_not(head: str) -> None:
    """No head of the tree is missing in the table, and what has no rule everywhere says why."""
    entry = MEANT[head]

    assert (entry.value or entry.holds or entry.opaque) and bool(entry.only) <= bool(entry.opaque)


def test_the_table_has_no_head_that_the_tree_lacks() -> None:
    """Negative control: an entry that nothing can reach would be found."""
    assert set(MEANT) - HEADS <= {"not", "evaluated", "interval"}  # which other parts of the house make


def test_a_head_without_an_entry_has_neither_value_nor_truth() -> None:
    """The default is a refusal, in both number systems."""
    for scene in both({}):
        for read in (evaluate, judged):
            with pytest.raises(Undetermined):
                read(Expr("novel", (number(1),)), scene)


# -- both number systems agree ---------------------------------------------------------------------

small = st.integers(-12, 12).map(lambda k: Fraction(k, 4))  # exact in doubles, so that no edge is missed by rounding
vectors = st.lists(small, min_size=2, max_size=2).map(vector)
matrices = st.lists(small, min_size=3, max_size=3).map(lambda e: matrix([[e[0], e[1]], [e[1], e[2]]]))
letters = st.fixed_dictionaries(
    {"p": small, "q": small, "r": small, "v": vectors, "z": vectors, "M": matrices, "n": st.just(Fraction(2))}
)
leaves = st.sampled_from(
    [P, Q, R, Expr("constant", name=r"\pi"), *map(number, (0, 1, 2, 3)), Expr("entry", (V, number(1)))]
)


def e(head: str, *args: Expr, name: str = "") -> Expr:
    """A tree."""
    return Expr(head, args, name)


def over(head: str, body: Expr) -> Expr:
    """A binder from 1 to n, or from 0 to 1."""
    low, high = (number(0), number(1)) if head == "integral" else (number(1), symbol("n"))
    return e(head, K if head != "integral" else S, low, high, body)


ONE_EACH = [
    *(e(head, P, Q) for head in ("add", "mul", "div", "max", "min", "pow", "root")),
    Expr("constant", name=r"\pi"), *(e(head, P) for head in ("neg", "abs", "sqrt", "exp", "log", "E")),
    *(over(head, e("mul", K, P)) for head in ("sum", "prod", "maximum", "minimum")),
    over("integral", e("apply", e("dot", symbol("f")), S)),
    e("Pr", e("union", relation(P, "<=", Q), e("not", relation(P, "=", Q)))),
    e("Pr", e("set", relation(P, ">", Q), e("items", e("intersection", relation(P, "!=", Q), relation(Q, "<", P))))),
    e("indicator", e("or", relation(P, "<", Q), relation(P, "=", Q))),
    *(e("indicator", over(head, relation(K, "<=", P))) for head in ("bigunion", "bigintersection")),
    *(e("norm", V, name=kind) for kind in ("", "1", "2", r"\infty")), *(e("norm", M, name=k) for k in ("2", "F")),
    e("inner", V, Z), e("mul", ROW, Z), e("mul", ROW, M, Z), e("lambda_min", M), e("lambda_max", M), e("tr", M),
    e("Tr", M), e("entry", e("mul", V, ROW), number(2), number(1)), e("entry", e("mul", M, Z), number(1)),
    e("entry", over("family", e("mul", K, e("entry", V, K))), number(2)), e("entry", e("listing", P, Q), number(1)),
    e("norm", e("add", V, e("neg", Z))), e("norm", over("sum", e("mul", K, Z)), name="1"),
    e("entry", over("prod", M), number(1), number(2)), e("tr", e("mul", V, ROW)),
    e("grad", e("apply", symbol("f"), P)), e("partial", e("apply", symbol("f"), P), P),
    e("derivative", e("mul", S, e("exp", number(0))), S),
]  # fmt: skip
exactly = st.one_of(leaves, st.tuples(st.sampled_from(["add", "mul"]), leaves, leaves).map(lambda a: e(*a)))
links = st.tuples(exactly, st.sampled_from(["<=", "<", ">=", ">", "=", "!="]), exactly).map(lambda a: relation(*a))
events = st.one_of(
    links,
    st.tuples(st.sampled_from(["set", "intersection", "union", "items"]), links, links).map(lambda a: e(*a)),
    links.map(lambda a: e("not", a)),
    st.tuples(st.sampled_from(["bigunion", "bigintersection"]), leaves, leaves).map(
        lambda a: over(a[0], relation(e("mul", a[1], K), "<=", a[2]))
    ),
)


def numbers(part: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    """Every head that makes a number, of numbers, vectors and matrices."""
    two = st.tuples(part, part)
    plain_heads = {"add": two, "mul": two, "div": two, "max": two, "min": two, "neg": part, "abs": part, "sqrt": part}
    plain_heads |= {"exp": part, "log": part, "E": part}
    made = [
        strategy.map(lambda a, head=head: e(head, *(a if isinstance(a, tuple) else (a,))))
        for head, strategy in plain_heads.items()
    ]
    powers = st.tuples(part, st.integers(-2, 3)).map(lambda a: e("pow", a[0], number(a[1])))
    real_powers = two.map(lambda a: e("pow", *a))
    roots = st.tuples(st.integers(1, 4), part).map(lambda a: e("root", number(a[0]), a[1]))
    binders = st.tuples(st.sampled_from(["sum", "prod", "maximum", "minimum"]), part).map(
        lambda a: over(a[0], e("mul", a[1], e("add", K, e("entry", V, K))))
    )
    integrals = part.map(lambda a: over("integral", e("add", e("mul", a, S), e("apply", symbol("f"), S))))
    derivatives = part.map(lambda a: e("apply", e("dot", symbol("f")), a))
    chances = st.tuples(st.sampled_from(["indicator", "Pr"]), events).map(lambda a: e(*a))
    others = powers, real_powers, roots, binders, integrals, derivatives, chances
    return st.one_of(*made, *others)


formulas = st.recursive(st.one_of(leaves, st.sampled_from(ONE_EACH)), numbers, max_leaves=6)


def near(exact: object, double: np.ndarray | Row, *, slack: float = 1e-6) -> bool:
    """Whether a double lies in, or next to, an exact enclosure, entry by entry."""
    entries = exact.entries if isinstance(exact, Tensor) else (exact,)
    for one, other in zip(entries, plain(double).ravel(), strict=True):
        found = interval(one)  # type: ignore[arg-type]
        room = slack * (1 + abs(other))
        if not (float(found.lo) - room <= other <= float(found.hi) + room):
            return False
    return True


def values(tree: Expr, known: dict) -> tuple[object, np.ndarray] | None:
    """The value in both number systems, None where one has none."""
    exact, doubles = both(known)
    try:
        return evaluate(tree, exact), evaluate(tree, doubles)
    except Undetermined:
        return None


@given(formulas, letters)
def test_both_number_systems_give_one_value(tree: Expr, known: dict) -> None:
    """Where both evaluate a formula, the double lies in the exact enclosure, up to rounding."""
    found = values(tree, known)

    assert found is None or near(*found)


@given(events, letters)
def test_both_number_systems_tell_one_truth(tree: Expr, known: dict) -> None:
    """What certainly holds, or certainly fails, does so in doubles."""
    exact, doubles = both(known)
    told = judged(tree, exact)

    assert told is None or judged(tree, doubles).tolist() == [told]


COMPARED = {name for name, head in MEANT.items() if (head.value or head.holds) and not head.only}


def test_every_head_is_compared() -> None:
    """Every head that both number systems evaluate stands in a formula below that has a value in both."""
    one, two, five = map(Fraction, (1, 2, 5))
    known = {"p": two, "q": one / 2, "n": two, "v": vector([one, five]), "z": vector([-one, two])}
    known |= {"M": matrix([[one, two], [two, five]])}

    assert all(near(*(values(tree, known) or (0, np.ones(1)))) for tree in ONE_EACH)
    assert {part.head for tree in ONE_EACH for part in walk(tree)} >= COMPARED


def test_a_disagreement_would_be_found() -> None:
    """Negative control: another number is not near."""
    assert near(Fraction(1, 3), np.array([1 / 3])) and not near(Fraction(1, 3), np.array([0.334]))


def test_only_exact_numbers_have_a_variance() -> None:
    """Draw by draw a variance has no value, and doubles say so."""
    exact, doubles = both({"p": Fraction(3)})

    assert evaluate(e("Var", P), exact) == 0
    with pytest.raises(Undetermined, match="draw by draw"):
        evaluate(e("Var", P), doubles)


def test_binders_are_walked_or_opaque() -> None:
    """Each binder of the tree reads its four parts."""
    assert all(MEANT[head].parts == range(4, 5) for head in BINDERS)


def test_a_stray_part_is_refused() -> None:
    """No part and no payload is passed over, in either number system."""
    for scene in both({"p": Fraction(1)}):
        for tree in (e("exp", P, P), e("sum", K, number(1), number(2)), e("abs", P, name="alien")):
            with pytest.raises(Undetermined):
                evaluate(tree, scene)
