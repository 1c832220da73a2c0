r"""Every formula one edit away: the splice reads as meant, keeps what it does not touch, and names itself."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntkprops.errors import FormulaError
from ntkprops.language import (
    Notation,
    Scope,
    count,
    declare,
    index,
    matrix,
    positive,
    probability,
    read,
    sort_of,
    time,
    vector,
)
from ntkprops.language.edits import INSERTED, KINDS, Edit, edits, flat, mendings
from ntkprops.proof.reading import printed
from ntkprops.statement import Row, bundled_lecture, load_lecture

NOTATION = Notation(
    (
        declare("n", count),
        declare("m", count),
        index("i", "j", over="n"),
        index("k", over="m"),
        declare("y", vector("n")),
        declare("u", vector("n"), of=("time",)),
        declare("M", matrix("n", "n")),
        declare(r"\lambda_0", positive),
        declare(r"\delta", probability),
        declare("t", time),
    )
)
DECAY = r"\|u(t) - y\|_2^2 \leq \exp(-\lambda_0 y) \|u(0) - y\|_2^2"


def of(latex: str, kind: str = "", *, notation: Notation = NOTATION) -> dict[str, str]:
    """The edited texts of a kind by the name of the edit."""
    return {edit.name: edit.latex for edit in edits(latex, notation) if kind in ("", edit.kind)}


@cache
def formulas() -> tuple[str, ...]:
    """Every formula of the bundled lecture, as printed and as corrected."""
    found: dict[str, None] = {}
    for item, ledger in load_lecture(bundled_lecture()).rows():
        for version in (False, True):
            parts = printed(item, ledger, corrected=version)
            found |= dict.fromkeys((*parts.then, *(() if isinstance(item, Row) else parts.given)))
    return tuple(found)


def texts() -> st.SearchStrategy[str]:
    """A formula of the lecture."""
    return st.sampled_from(formulas())


@settings(max_examples=12)
@given(texts())
def test_the_spliced_text_reads_as_the_edited_tree(latex: str) -> None:
    """Reading the text of an edit gives its tree, which is not the printed one."""
    notation = load_lecture(bundled_lecture()).notation
    kinds = [kind for kind in KINDS if kind != "symbol"]
    before = flat(read(latex, notation))

    for edit in edits(latex, notation, kinds=kinds):
        assert read(edit.latex, notation) == edit.tree
        assert flat(edit.tree) != before


@settings(max_examples=12)
@given(texts())
def test_outside_its_span_an_edit_leaves_the_text_alone(latex: str) -> None:
    """The text of an edit is the printed one with the span replaced, and nothing else."""
    notation = load_lecture(bundled_lecture()).notation

    for edit in edits(latex, notation, kinds=("sign", "power", "relation", "factor")):
        start, stop = edit.span
        assert edit.latex == latex[:start] + edit.new + latex[stop:]


def test_no_edit_comes_twice() -> None:
    """Two edits of one formula say two things."""
    trees = [flat(edit.tree) for edit in edits(DECAY, NOTATION)]

    assert len(trees) == len(set(trees))


@pytest.mark.parametrize(
    ("latex", "name", "meant"),
    [
        (DECAY, r"exponent -\lambda_0 y -> -\lambda_0 t", DECAY.replace(r"\lambda_0 y", r"\lambda_0 t")),
        (DECAY, r"exponent -\lambda_0 y -> \lambda_0 y", DECAY.replace(r"-\lambda_0 y", r"\lambda_0 y")),
        (r"\|y\|^2 \leq n", r"\|y\|^{2} -> \|y\|", r"\|y\| \leq n"),
        (r"\|y\| \leq n", r"\|y\| -> \|y\|^{2}", r"\|y\|^{2} \leq n"),
        (r"\sum_{i=1}^n y_i \leq n", "n -> m", r"\sum_{i=1}^m y_i \leq n"),
        (r"\sum_{i=1}^m y_k \leq n", "sum over i -> over k", r"\sum_{k=1}^{m} y_{k} \leq n"),
        (r"t \leq 2", r"\leq -> \geq", r"t \geq 2"),
        (r"t \leq 2", r"\leq -> <", "t < 2"),
        (r"t \leq \frac{n}{2}", "denominator 2 dropped", r"t \leq n"),
        (r"t \leq 2 n m", "factor n dropped", r"t \leq 2 m"),
        (r"\|M\|_F \leq n", "norm F -> norm 2", r"\|M\|_{2} \leq n"),
        (r"\lambda_{\min}(M) \leq t", "lambda_min -> lambda_max", r"\lambda_{\max}(M) \leq t"),
        (r"\|u(0)\|_2 \leq t", "0 -> t", r"\|u(t)\|_2 \leq t"),
        (r"t \leq n^3", "exponent 3 -> 4", r"t \leq n^4"),
    ],
)
def test_an_edit_is_named_and_spliced(latex: str, name: str, meant: str) -> None:
    """Each kind of edit is found under its name, and means what it says."""
    found = [edit for edit in edits(latex, NOTATION) if edit.name == name]

    assert flat(read(meant, NOTATION)) in {flat(edit.tree) for edit in found}


def test_what_is_ill_formed_can_be_edited() -> None:
    """A vector in an exponent does not stop the edits, one of which makes sense of the formula."""
    with pytest.raises(FormulaError):
        sort_of(read(DECAY, NOTATION), Scope(NOTATION))

    mended = [edit for edit in edits(DECAY, NOTATION, kinds=("symbol",)) if well_formed(edit)]

    assert DECAY.replace(r"\lambda_0 y", r"\lambda_0 t") in {edit.latex for edit in mended}


def well_formed(edit: Edit) -> bool:
    """Whether the edited formula makes sense."""
    try:
        sort_of(edit.tree, Scope(NOTATION))
    except FormulaError:
        return False
    return True


def test_a_symbol_becomes_any_other_and_a_small_number() -> None:
    """An undeclared symbol is offered every declared one, and 1 and 2."""
    names = {edit.new for edit in edits(r"s \leq t", NOTATION, kinds=("symbol",)) if edit.name.startswith("s ->")}

    assert names >= {"t", r"\lambda_0", r"\delta", "y", "M", "1", "2"}


def test_a_row_that_starts_with_a_relation_can_be_edited() -> None:
    """What stands on the left is not printed, so nothing there is changed."""
    found = of(r"= 2 t", "constant")

    assert found == {"2 -> 4": "= 4 t", "2 -> 1": "= 1 t", "2 -> 3": "= 3 t"}


def test_brackets_stay_as_printed() -> None:
    r"""What an edit keeps keeps its ``\left(``."""
    latex = r"t \leq 2 \left( n + m \right)"

    assert r"t \leq 2 \left( n - m \right)" in of(latex, "sign").values()


@pytest.mark.parametrize(
    ("latex", "kind", "meant"),
    [
        (r"\|M y\| \leq \|M\|", "missing", r"\|M y\| \leq \|M\| \|y\|"),
        (r"\|y\| \leq t", "missing", r"\|y\| \leq \sqrt{n} t"),
        (r"\delta \leq \frac{t}{2}", "divisor", r"\delta \leq \frac{t}{2 \lambda_0}"),
        (r"y \leq t", "index", r"y_i \leq t"),
        (r"\sum_{i=1}^n \|y\| \leq t", "sum", r"\|y\| \leq t"),
        (r"t \leq \sqrt{\lambda_0}", "root", r"t \leq \lambda_0^2"),
        (r"\|u(t)\| \leq 1", "argument", r"\|t\| \leq 1"),
    ],
)
def test_what_is_lacking_can_be_put_in(latex: str, kind: str, meant: str) -> None:
    """Each kind of insertion is planned, and written when it is asked for."""
    found = [one.edit for one in mendings(latex, NOTATION, names=(r"\lambda_0",)) if one.change.kind == kind]

    assert flat(read(meant, NOTATION)) in {flat(edit.tree) for edit in found if edit is not None}


def test_what_spoils_a_formula_puts_nothing_in() -> None:
    """Negative control: a lecture's mutants are the edits alone."""
    assert not {edit.kind for edit in edits(r"\|M y\| \leq \|M\|", NOTATION)} & set(INSERTED)
