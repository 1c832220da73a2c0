r"""How far a function, a slash or a sum reaches, and where print may mean two things."""

from __future__ import annotations

import pytest

from ntkprops.errors import UnreadError
from ntkprops.language import (
    Notation,
    count,
    declare,
    index,
    matrix,
    positive,
    probability,
    read,
    readings,
    real,
    to_latex,
    vector,
)
from ntkprops.statement import Row, bundled_lecture, load_lecture

NOTATION = Notation(
    (
        declare("n", count),
        declare("m", count),
        index("i", "j", over="n"),
        declare("a", positive),
        declare("b", real),
        declare("c", real),
        declare(r"\delta", probability),
        declare("v", vector("n")),
        declare("y", real, over=("n",)),
        declare("H", matrix("n", "n")),
        declare("X", real, random=True),
        declare("Y", real, random=True),
    )
)


def shown(latex: str) -> list[str]:
    """Every reading, written out."""
    return [to_latex(tree) for tree in readings(latex, NOTATION)]


@pytest.mark.parametrize(
    ("latex", "meant"),
    [
        (r"\log 2n", r"\log(2 n)"),
        (r"n \log 2", r"n \log(2)"),
        (r"\log n \log m", r"\log(n) \log(m)"),
        (r"\log\log n", r"\log(\log(n))"),
        (r"\log n^2", r"\log(n^{2})"),
        (r"\log n + 1", r"\log(n) + 1"),
        (r"\log(n) m", r"\log(n) m"),
        (r"\log(n)/m", r"\frac{\log(n)}{m}"),
        (r"\exp -a b", r"\exp(-a b)"),
        (r"\exp -b/2", r"\exp(-\frac{b}{2})"),
        (r"\exp(a)^2", r"(\exp(a))^{2}"),
        (r"e^{-a} b", r"\exp(-a) b"),
        (r"e^2n", r"\exp(2) n"),
        (r"\log \sum_{i=1}^n y_i", r"\log(\sum_{i=1}^{n} y_{i})"),
        (r"\mathbb{E} X^2", r"\mathbb{E}[X^{2}]"),
        (r"\mathbb{E} X \mathbb{E} Y", r"\mathbb{E}[X] \mathbb{E}[Y]"),
        (r"\mathbb{E}[X] Y", r"\mathbb{E}[X] Y"),
        (r"\mathbb{E}[X]^2", r"(\mathbb{E}[X])^{2}"),
        (r"\mathbb{E} \sum_{i=1}^n y_i X", r"\mathbb{E}[\sum_{i=1}^{n} y_{i} X]"),
        (r"\mathrm{Tr} H^2", r"\mathrm{Tr}(H^{2})"),
        (r"a/(bc)", r"\frac{a}{b c}"),
        (r"ab/c", r"\frac{a b}{c}"),
        (r"a/b/c", r"\frac{\frac{a}{b}}{c}"),
        (r"a/b \cdot c", r"\frac{a}{b} c"),
        (r"a/(b)c", r"\frac{a}{b} c"),
        (r"1/n \sum_{i=1}^n y_i", r"\frac{1}{n} \sum_{i=1}^{n} y_{i}"),
        (r"\sum_i y_i b + c", r"\sum_{i=1}^{n} y_{i} b + c"),
        (r"\sum_i y_i + \sum_i y_i^2", r"\sum_{i=1}^{n} y_{i} + \sum_{i=1}^{n} y_{i}^{2}"),
        (r"\max_i b y_i", r"\max_{i \in [n]} (b y_{i})"),
        (r"\max_i y_i - c", r"\max_{i \in [n]} y_{i} - c"),
        (r"|a| + |b|", r"\left|a\right| + \left|b\right|"),
        (r"|a| \leq c |b|", r"\left|a\right| \leq c \left|b\right|"),
        (r"\left|b |a|\right|", r"\left|b \left|a\right|\right|"),
        (r"\left|\frac{5}{3} |a|\right|", r"\left|\frac{5}{3} \left|a\right|\right|"),
        (r"|b |a||", r"\left|b \left|a\right|\right|"),
    ],
)
def test_it_has_one_reading(latex: str, meant: str) -> None:
    """That of a mathematician."""
    assert shown(latex) == [meant]


@pytest.mark.parametrize(
    ("latex", "usual", "other"),
    [
        (r"\log n/\delta", r"\log(\frac{n}{\delta})", r"\frac{\log(n)}{\delta}"),
        (r"\log n m", r"\log(n m)", r"\log(n) m"),
        (r"\log 2n \cdot m", r"\log(2 n) m", r"\log(2 n m)"),
        (r"\log(n)^2", r"(\log(n))^{2}", r"\log(n^{2})"),
        (r"\log n \frac{1}{\delta}", r"\log(n \frac{1}{\delta})", r"\log(n) \frac{1}{\delta}"),
        (r"\mathbb{E} X Y", r"\mathbb{E}[X Y]", r"\mathbb{E}[X] Y"),
        (r"\mathbb{E}(X - b)^2", r"(\mathbb{E}[X - b])^{2}", r"\mathbb{E}[(X - b)^{2}]"),
        (r"\mathbb{E} X \log X", r"\mathbb{E}[X \log(X)]", r"\mathbb{E}[X] \log(X)"),
        (r"a/bc", r"\frac{a}{b} c", r"\frac{a}{b c}"),
        (r"1/2 n", r"\frac{1}{2} n", r"\frac{1}{2 n}"),
        (r"1/n \log m", r"\frac{1}{n} \log(m)", r"\frac{1}{n \log(m)}"),
        (r"a^{2/nm}", r"a^{\frac{2}{n} m}", r"a^{\frac{2}{n m}}"),
        (r"\sum_i y_i + b y_i", r"(\sum_{i=1}^{n} y_{i}) + b y_{i}", r"\sum_{i=1}^{n} (y_{i} + b y_{i})"),
        (r"\max_i y_i b", r"\max_{i \in [n]} (y_{i} b)", r"(\max_{i \in [n]} y_{i}) b"),
        (r"\prod_i y_i / n", r"\prod_{i=1}^{n} \frac{y_{i}}{n}", r"\frac{\prod_{i=1}^{n} y_{i}}{n}"),
        (r"|a| b |c|", r"\left|a\right| b \left|c\right|", r"\left|a \left|b\right| c\right|"),
    ],
)
def test_print_that_may_mean_two_things_has_two_readings(latex: str, usual: str, other: str) -> None:
    """The usual one is what is read; the other is not forgotten."""
    assert shown(latex)[:2] == [usual, other]
    assert to_latex(read(latex, NOTATION)) == usual


def test_a_formula_with_too_many_readings_is_refused() -> None:
    """Sixteen are not told apart by anyone."""
    with pytest.raises(UnreadError, match="many things"):
        readings(r"a/bc + a/bc + a/bc + a/bc = 0", NOTATION)


def test_lecture_12_has_one_reading() -> None:
    """Nothing in the bundled lecture depends on a guess."""
    lecture = load_lecture(bundled_lecture())
    texts = [
        text
        for item, _ in lecture.rows()
        for text in ((item.latex,) if isinstance(item, Row) else (*item.then, *item.given, item.for_all))
    ]

    assert [text for text in filter(None, texts) if len(readings(text, lecture.notation)) > 1] == []
