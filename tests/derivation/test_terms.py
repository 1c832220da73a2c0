"""Normal forms: which terms are one, which are not, and which are none."""

from __future__ import annotations

import pytest
from harness import checked, name, node, notes, refused, scalar, t

from ntkprops.derivation import heads  # noqa: F401  registers what each head is
from ntkprops.derivation.definitions import is_path
from ntkprops.derivation.terms import Terms
from ntkprops.language.notation import Sort, count, declare, matrix, positive, real, vector

MORE = notes(
    declare("W", matrix("d", "d"), over=("m",)),
    declare("b'", vector("3")),
    declare("z'", real, over=("n", "n")),
    declare("o", real, of=("time",)),
    declare("P", positive, of=("time",)),
    declare("N'", count, of=("time",)),
    declare("n'", count, random=True),
    declare("o'", Sort("index", ("n",)), over=("m",)),
)
RANDOM = frozenset(one for one, row in MORE.table.items() if row.random)


def terms(**parts):
    """Fresh normal forms; what is declared random depends on the draw."""
    return Terms(
        MORE, **{"random": RANDOM, "moved": frozenset({"w", "u", "f"}), "paths": frozenset({"h", "u", "w"}), **parts}
    )


def tree(term):
    """A printed term, or a tree."""
    return t(term, MORE) if isinstance(term, str) else term


def same(one, other):
    """Whether two terms, scalars or vectors, have one normal form."""
    from ntkprops.derivation.scalars import Scalars

    return Scalars(terms())._agree(tree(one), tree(other)) or _alike(terms(), tree(one), tree(other))


def _alike(form, one, other):
    found = [form.value(side) for side in (one, other)]
    return all(hasattr(value, "is_Symbol") for value in found) and (found[0] - found[1]).expand() == 0


SAME = [
    (r"(a + b)^2", r"a^2 + 2 a b + b^2"),
    (r"\sum_{i=1}^n z_i", r"\sum_{j=1}^n z_j"),
    (r"\sum_{i=1}^n b", "n b"),
    (r"\sum_{i=1}^n (z_i + b z_i)", r"(1 + b) \sum_{i=1}^n z_i"),
    (r"(\sum_{i=1}^n z_i)^2", r"\sum_{i=1}^n \sum_{j=1}^n z_i z_j"),
    (r"\sum_{i=1}^n \sum_{j=1}^n z_i S_{ij}", r"\sum_{j=1}^n \sum_{i=1}^n z_i S_{ij}"),
    (r"\zeta^3", r"\zeta"),
    (r"\mathbf{1}[B]^2", r"\mathbf{1}[B]"),
    (r"\mathrm{Var}(\zeta)", "0"),
    (r"|a - b|", r"|b - a|"),
    (r"|2 r|", "2 r"),
    (r"|\zeta b|", "|b|"),
    (r"\mathbb{E}[b X + c]", r"b \mathbb{E}[X] + c"),
    (r"\mathbb{E}[\sum_{i=1}^n Z_i]", r"\sum_{i=1}^n \mathbb{E}[Z_i]"),
    (r"\mathbb{E}[\mathbf{1}[B]]", r"\Pr[B]"),
    (r"\mathbb{E}[(\sum_{i=1}^n Z_i)^2]", r"\sum_{i=1}^n \sum_{j=1}^n \mathbb{E}[Z_i Z_j]"),
    (r"\mathrm{Var}(X)", r"\mathbb{E}[X^2] - \mathbb{E}[X]^2"),
    (r"\mathbf{1}[a < 0]", r"1 - \mathbf{1}[a \geq 0]"),
    (r"\Pr[X < b]", r"1 - \Pr[X \geq b]"),
    (r"\mathbf{1}[a = b]", r"\mathbf{1}[b = a]"),
    (r"\mathbf{1}[a > b]", r"\mathbf{1}[b < a]"),
    (r"\mathbf{1}[a \neq b]", r"1 - \mathbf{1}[a = b]"),
    (r"\mathbf{1}[a \leq b \leq c]", r"\mathbf{1}[\{b \leq c, a \leq b\}]"),
    (r"\Pr[b \leq c]", r"\mathbf{1}[b \leq c]"),
    (r"\int_0^t b \,d\tau", "b t"),
    (r"\int_0^t (h(\tau) + b) \,d\tau", r"b t + \int_0^t h(s) \,ds"),
    (r"\int_0^t \exp(-2 \tau) \,d\tau", r"\frac{1 - \exp(-2 t)}{2}"),
    (r"\int_0^t \frac{dh(s)}{ds} \,ds", "h(t) - h(0)"),
    (r"\int_0^t \sum_{i=1}^n u_i(\tau) \,d\tau", r"\sum_{i=1}^n \int_0^t u_i(\tau) \,d\tau"),
    (r"\langle v, v' \rangle", r"v'^\top v"),
    (r"\|2 v\|", r"2 \|v\|"),
    (r"\|v - v'\|", r"\|v' - v\|"),
    (r"\|b\|", "|b|"),
    (r"\|b v\|", r"|b| \|v\|"),
    (r"\|v\|", r"\|v\|_2"),
    (r"(S y)_i", r"\sum_{j=1}^n S_{ij} y_j"),
    (r"(S T)_{ij}", r"\sum_{\tau=1}^n S_{i\tau} T_{\tau j}"),
    (r"y^\top S y", r"\sum_{i=1}^n \sum_{j=1}^n y_i S_{ij} y_j"),
    (r"S^\top", node("transpose", "S")),
    ("y", "y + 0 y"),
    (r"(y y^\top)_{ij}", "y_i y_j"),
    (r"(e_1)_p", "e_{1p}"),
    (r"u_i(t)", r"u(t)_i"),
    (r"\max_i z_i", r"\max_j z_j"),
    (r"\prod_{i=1}^n z_i", r"\prod_{j=1}^n z_j"),
    (r"h(1 + 1)", "h(2)"),
    (r"\mathbb{E}_X[X]", r"\mathbb{E}_X[X]"),
    (r"\mathbb{E}_{w(0)}[v^\top w_k(0)]", r"\mathbb{E}[v^\top w_k(0)]"),
    (r"\frac{d}{dt} h(t)^2", r"2 h(t) \frac{dh(t)}{dt}"),
    (r"\frac{d}{dt} (b t + c)", "b"),
    (r"\frac{d}{dt} \exp(b t)", r"b \exp(b t)"),
    (r"\frac{d}{dt} h(s)", "0"),
    (r"\frac{d}{dt} \sum_{i=1}^n u_i(t)", r"\sum_{i=1}^n \frac{du_i(t)}{dt}"),
    (r"\frac{d}{dt} u(t)", r"\dot{u}(t)"),
    (r"\|v\| \frac{d}{dt} t", r"\|v\|"),
    (r"\sqrt[2]{q}", r"\sqrt{q}"),
    (r"\exp(\log(q))", "q"),
    (r"\mathbf{1}[B \cup A_i]", r"\mathbf{1}[A_i \cup B]"),
    (r"\lambda_{\min}(S + T)", r"\lambda_{\min}(T + S)"),
    (r"\sum_{i=1}^n \sum_{j=4}^i 2^j", r"\sum_{j=1}^n \sum_{i=4}^j 2^i"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_terms_that_are_one(one, other):
    """By linearity, the ring laws, the names of bound variables, and what the operations mean."""
    assert same(one, other)


DIFFERENT = [
    (r"\sum_{i=1}^n z_i", r"\sum_{i=1}^n Z_i"),
    (r"\sum_{i=1}^n z_i^2", r"(\sum_{i=1}^n z_i)^2"),
    (r"\sum_{i=2}^n b", r"\sum_{i=1}^n b"),
    (r"\zeta^2", r"\zeta"),
    ("b^2", "b"),
    ("|b|", "b"),
    ("|a + b|", "|a| + |b|"),
    (r"|\mathbb{E}[X]|", r"\mathbb{E}[|X|]"),
    (r"\mathbb{E}[X Y]", r"\mathbb{E}[X] \mathbb{E}[Y]"),
    (r"\mathbb{E}[X^2]", r"\mathbb{E}[X]^2"),
    (r"\mathbb{E}[X]", "X"),
    (r"\mathbb{E}[X \mathbb{E}[Y]]", r"\mathbb{E}[X Y]"),
    (r"\Pr[X \leq b]", r"\Pr[X < b]"),
    (r"\mathbf{1}[B]", r"\Pr[B]"),
    (r"\Pr[X \leq b]", r"\mathbf{1}[X \leq b]"),
    (r"\mathbf{1}[a < 0]", r"\mathbf{1}[a \leq 0]"),
    (r"\mathbf{1}[a = 0]", r"\mathbf{1}[a \leq 0]"),
    (r"\Pr[\{B, X \leq b\}]", r"\Pr[B] \Pr[X \leq b]"),
    (r"\Pr[B \cup A_i]", r"\Pr[B \cap A_i]"),
    (r"\mathbb{E}_Y[X Y]", r"\mathbb{E}[X Y]"),
    (r"\mathbb{E}_Y[X]", r"\mathbb{E}[X]"),
    (r"\Pr_Y[X > Y]", r"\Pr[X > Y]"),
    (r"\mathbb{E}_w[v^\top w_k(0)]", r"\mathbb{E}_X[v^\top w_k(0)]"),
    (r"\mathbb{E}_{w(0)}[v^\top w_k(t)]", r"\mathbb{E}[v^\top w_k(t)]"),
    (r"\mathbb{E}_{w(0)}[v^\top w_k]", r"\mathbb{E}[v^\top w_k]"),
    (r"\int_0^t \tau \,d\tau", "t^2"),
    (r"\int_0^t h(\tau) \,d\tau", "t h(t)"),
    (r"\int_0^t \exp(b \tau) \,d\tau", r"\frac{\exp(b t) - 1}{b}"),
    (r"\int_0^t \exp(\tau^2) \,d\tau", r"\frac{\exp(t^2) - 1}{2}"),
    (r"\int_0^t \frac{du_i(s)}{ds} h(s) \,ds", "h(t) (u_i(t) - u_i(0))"),
    (r"\int_0^t s \frac{dh(s)}{ds} \,ds", r"t h(t)"),
    (r"\|v\|_1", r"\|v\|"),
    (r"\|S\|_F", r"\|S\|_2"),
    (r"\|v + v'\|", r"\|v\| + \|v'\|"),
    (r"\|\zeta v\|", r"\zeta \|v\|"),
    (r"\|b v\|", r"b \|v\|"),
    (r"S T", r"T S"),
    (r"S^\top", "S"),
    (r"y^\top S y", r"y^\top S S y"),
    (r"(S y)_i", "S_{ij} y_j"),
    ("z_i", "z_j"),
    ("S_{ij}", "S_{ji}"),
    (r"\max_i z_i", r"\min_i z_i"),
    (r"\max_i z_i", r"\sum_{i=1}^n z_i"),
    (r"\lambda_{\min}(S)", r"\lambda_{\max}(S)"),
    (r"\lambda_{\min}(S)", r"\mathrm{tr}(S)"),
    ("h(t)", "h(s)"),
    ("h(t)", "o(t)"),
    (r"\frac{dh(t)}{dt}", r"\frac{dh(s)}{ds}"),
    (r"\sum_{i=1}^n z_i z_j", r"\sum_{i=1}^n z_i^2"),
    (r"\sum_{i=1}^n \sum_{j=1}^n z_i z_j", r"\sum_{i=1}^n z_i^2"),
    (r"\sum_{i=1}^n \sum_{j=1}^n S_{ij} S_{ji}", r"\sum_{i=1}^n \sum_{j=1}^n S_{ij}^2"),
    (r"\sum_{i=1}^n \sum_{j=1}^n S_{ij} z_i", r"\sum_{i=1}^n \sum_{j=1}^n S_{ij} z_j"),
    (r"\sum_{i=1}^n \max_j S_{ij}", r"\sum_{i=1}^n \max_j S_{ji}"),
    (r"\mathbb{E}[\mathbf{1}[B] X]", r"\Pr[B] X"),
    (r"\mathbb{E}[\max_i Z_i]", r"\max_i \mathbb{E}[Z_i]"),
    (r"\mathbb{E}[h(0) X]", "X h(0)"),
    (r"\mathbb{E}[\int_0^t u_i(\tau) \,d\tau]", r"\int_0^t u_i(\tau) \,d\tau"),
    (r"\mathbb{E}[\Pr_Y[X > Y]]", r"\Pr_Y[X > Y]"),
    (r"\mathbb{E}[f(v; w(0))]", "f(v; w(0))"),
    (r"\mathbb{E}[\|g\|]", r"\|g\|"),
    (r"\mathbb{E}[\mathbf{1}[B]^3 X]", r"\mathbb{E}[X]"),
    (r"\frac{d}{dt} h(t)^2", r"\frac{dh(t)}{dt}"),
    (r"\frac{d}{dt} (b h(t))", r"b h(t)"),
    (r"\frac{d}{dt} \|u(t)\|^2", r"\|\frac{du(t)}{dt}\|^2"),
    ("f(v; w)", "f(v'; w)"),
    (r"\prod_{i=1}^n z_i", r"\prod_{i=1}^m z_1"),
    (r"\sum_{i=1}^n \sum_{j=4}^i 2^j", r"\sum_{i=1}^n \sum_{j=4}^n 2^j"),
    (r"\mathbb{E}[\sum_{\tau=1}^{n'} 2^\tau X]", r"\sum_{\tau=1}^{n'} 2^\tau \mathbb{E}[X]"),
    (r"\mathbb{E}_i[z_i]", "z_i"),
    (r"\mathbb{E}_b[b X]", r"b \mathbb{E}[X]"),
    (r"\Pr_i[z_i \geq 0]", r"\mathbf{1}[z_i \geq 0]"),
    ("n^2", "n"),
    ("r^2", "r"),
    ("q^2", "1"),
    (r"\int_0^t \exp(\tau + 1) \,d\tau", r"\exp(t) - 1"),
    (r"\mathbb{E}[\frac{X}{\sum_{i=1}^n Z_i}]", r"\mathbb{E}[X]"),
    (r"\sum_{j=1}^n \frac{1}{\sum_{i=1}^n S_{ij}}", "n"),
    ("X", r"\xi_k"),
    (r"\xi_k^3", "1"),
    (r"h(\tau + 1)", r"h(\tau) + 1"),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_terms_that_are_not_one(one, other):
    """Nothing is assumed but what the operations mean: no independence, no order of limits, no wish."""
    assert not same(one, other)


def test_a_sum_of_positive_length_counts_its_terms():
    """From 4 to n there are n - 3, unless n is less: then none, and not a negative number."""
    assert same(r"\sum_{i=1}^n 1", "n")
    assert not same(r"\sum_{i=4}^n 1", "n - 3")
    assert not same(r"\sum_{i=1}^{n - 2} 1", "n - 2")


REFUSED = [
    (node("unheard"), "no rule says what a unheard is"),
    ("2.5", "2.5 is no number"),
    ("B", "which has no components here"),
    ("W", "which has no components here"),
    ("f", "f stands without its arguments"),
    (node("apply", node("symbol", spelled="unknown"), "t"), "only a declared symbol is applied"),
    (node("apply", node("add", "h", "b"), "t"), "only a declared symbol is applied"),
    (r"\dot{h}(0)", "a derivative is taken at a variable"),
    (node("entry", node("symbol", spelled="unknown"), "i"), "unknown is not declared"),
    ("S_i", "1 indices where 2 are asked for"),
    ("z_{ij}", "2 indices where 1 are asked for"),
    ("z_k", "an index must run from 1 to n"),
    ("z_{o'}", "an index must run from 1 to n"),
    ("z_0", "an index must run from 1 to n"),
    ("z_{n+1}", "an index must run from 1 to n"),
    ("v_i", "an index must run from 1 to d"),
    ("b'_4", "an index must run from 1 to 3"),
    ("b'_i", "an index must run from 1 to 3"),
    ("b'_0", "an index must run from 1 to 3"),
    ("(S y)_k", "an index must run from 1 to n"),
    (r"\int_1^n z_\tau \,d\tau", "an index must run from 1 to n"),
    (r"z_b", "an index must run from 1 to n"),
    (node("family", "i", "2", "n", "z_i"), "the members of a family are counted from 1"),
    (node("family", "i", "1", "n + 1", "b"), "counted from 1"),
    (node("family", name("k"), "1", "m", "S"), "a family of matrices has no components here"),
    (r"b^{65}", "a power above 64 is not multiplied out"),
    (r"b^{-65}", "a power above 64"),
    (r"\sum_{i=1}^b 1", "a sum must run between whole numbers"),
    (node("sum", name(r"\tau"), "b", "n", "1"), "between whole numbers"),
    (node("maximum", name(r"\tau"), "0", "q", r"h(\tau)"), "a maximum over a continuous range has no meaning here"),
    (node("minimum", name(r"\tau"), "q", "n", r"h(\tau)"), "a minimum over a continuous range"),
    (node("prod", name(r"\tau"), "1", "q", "b"), "a prod over a continuous range"),
    ("v + y", "must be of one shape"),
    ("v + b", "must be of one shape"),
    (r"v + v^\top", "must be of one shape"),
    (r"\langle v, y \rangle", "an inner product of lengths d and n"),
    (r"\langle v, b \rangle", "a scalar stands where a vector must"),
    ("v v'", "these shapes have no product"),
    (r"S y^\top", "these shapes have no product"),
    (r"v^\top v'^\top", "these shapes have no product"),
    (r"v^\top y", "a product over lengths d and n"),
    ("S v", "a product over lengths n and d"),
    ("v^2", "a vector stands where a scalar must"),
    (r"\exp(v)", "a vector stands where a scalar must"),
    (r"\frac{b}{v}", "a vector stands where a scalar must"),
    (r"\lambda_{\min}(M)", "lambda_min is of a square matrix"),
    (r"\lambda_{\max}(y)", "lambda_max is of a square matrix"),
    (r"\mathrm{tr}(b)", "a scalar stands where a vector must"),
    (r"\sum_{i=1}^n \sum_{j=4}^i 1", "the number of terms of a sum over ranges that depend on one another"),
    (node("indicator", "b + c"), "no rule says what event a add is"),
    (node("indicator", node("chain", "b", "c", spelled="in")), "in makes no event"),
    (node("Pr", node("chain", "X", "Y", spelled="~")), "~ makes no event"),
    (node("indicator", node("set", node("exists", "b"), r"b \leq c")), "no rule says what event a set is"),
    (node("indicator", node("set", node("forall", "b"), r"b \leq c")), "no rule says what event a set is"),
    (r"\mathbf{1}[v = v']", "a vector stands where a scalar must"),
    (r"\frac{d}{dt} |h(t)|", "this has corners"),
    (r"\frac{d}{dt} \max\{0, h(t)\}", "this has corners"),
    (r"\frac{d}{dt} o(t)", "no rule says how this moves"),
    (r"\frac{d}{dt} \mathbf{1}[h(t) \geq 0]", "no rule says how this moves"),
    (r"\frac{d}{dt} \max_i u_i(t)", "no rule says how this moves"),
    (r"\frac{d}{dt} h(2 t)", "no rule says how this moves"),
    (r"\frac{d}{dt} \|u(t)\|_1", "no rule says how this moves"),
    (r"\frac{d}{dt} \int_0^t h(\tau) \,d\tau", "no rule says how this moves"),
    (r"\frac{d}{dt} \mathbb{E}[u_i(t)]", "no rule says how this moves"),
    (node("apply", node("law", spelled="h"), "t"), "only a declared symbol is applied"),
    (r"\frac{d}{dt} \sum_{\tau=1}^{N'(t)} 2^\tau h(t)", "the range of a sum moves"),
    (r"\int_0^t \frac{do(s)}{ds} \,ds", "no rule says how this moves"),
    (r"\frac{d}{dt} f(v; o(t))", "no rule says how this moves"),
    (r"\frac{d}{dt} \|u(t) y^\top\|_2", "no rule says how this moves"),
    (node("derivative", node("sum", name(r"\tau"), "1", "t", "h(t)"), "t"), "between whole numbers"),
    ("b + v", "must be of one shape"),
]


@pytest.mark.parametrize(("term", "reason"), REFUSED)
def test_terms_that_mean_nothing_are_refused(term, reason):
    """Each with its reason."""
    form = terms()
    with refused(reason):
        value = form.value(tree(term))
        value.at(*(name(f"#1:{dim}") for dim in value.dims))


def test_an_integral_of_something_nonnegative_may_be_negative():
    """If it runs backwards."""
    form = terms()
    assert form.scalar(tree(r"\int_0^t \exp(\tau^2) \,d\tau")).is_nonnegative
    assert not form.scalar(tree(r"\int_0^b \exp(\tau^2) \,d\tau")).is_nonnegative


def test_a_sum_whose_range_moves_stays_under_its_integral():
    """The number of its terms is none outside."""
    form = terms()
    found = form.scalar(tree(r"\int_0^t \sum_{\tau=1}^{N'(s)} 2^\tau \,ds"))
    assert form.names(found) == {"N'", "t"}


@pytest.mark.parametrize(("body", "by"), [("h(t)", "2 t"), ("h", "t"), ("b t", "t")])
def test_a_derivative_sees_all_that_moves(body, by):
    """By a symbol, of functions with their times, where nothing (here b) speaks of it unseen."""
    form = terms(hides=lambda one, names: one == "t" and "b" in names)
    with refused("something speaks unseen of that by which it is differentiated"):
        form.value(node("derivative", body, by))


def test_a_rate_that_moves_stays_under_its_integral():
    """``exp(s P(s))`` has no integral in closed form."""
    form = terms()
    found = form.scalar(tree(r"\int_0^t \exp(\tau P(\tau)) \,d\tau"))
    assert form.names(found) == {"P", "t"}


def test_ranges_in_a_circle_are_refused():
    """``i`` from 1 to j and j from 1 to i."""
    from ntkprops.derivation.sums import summed

    form = terms()
    i, j = (form.plain(f"#{place}:n") for place in (1, 2))
    with refused("the ranges of a sum depend on one another in a circle"):
        summed(form, [("#1:n", 1 + 0 * i, j), ("#2:n", 1 + 0 * j, i)], i * j)


def test_what_sympy_makes_of_terms_is_known_or_refused():
    """A sign function is no part of a normal form."""
    import sympy as sp

    with refused("sign has no place in a normal form"):
        terms().quote(sp.sign(sp.Symbol("a", real=True)))


def test_a_speed_that_divides_by_what_may_vanish_asks_for_it():
    """``d/dt sqrt(h) = h' / (2 sqrt(h))`` and ``d/dt |u| = <u, u'> / |u|``."""
    for latex in (r"\frac{d}{dt} \sqrt{h(t)}", r"\frac{d}{dt} \|u(t)\|", r"\frac{d}{dt} \log(h(t))"):
        form = terms()
        form.value(tree(latex))
        assert any(need.op == "!=" for need in form.needs)
    form = terms()
    form.value(tree(r"\frac{d}{dt} \|u(t)\|^2"))
    assert not [need for need in form.needs if need.op == "!="]


def test_a_path_is_a_function_at_the_time():
    """Or a member of one; nothing else that has its name."""
    paths = frozenset({"h", "u"})
    for latex in ("h(t)", "u_i(t)"):
        assert is_path(tree(latex), "t", paths)
    for other in ("h(s)", "o(t)", "h", node("apply", node("norm", "v", spelled="h"), "t")):
        assert not is_path(tree(other), "t", paths)


def test_a_range_that_ends_at_another_variable_is_one_range():
    """``sum_i sum_{k=1}^i`` whatever the letters."""
    one = node("sum", "i", "1", "n", node("sum", name("l"), "1", "i", node("mul", "z_i", name("l"))))
    other = node("sum", "j", "1", "n", node("sum", name("k"), "1", "j", node("mul", "z_j", name("k"))))
    assert checked(node("chain", one, other, spelled="="), scalar("0 = 0"))
