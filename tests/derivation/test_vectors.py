"""The rules of norms, inner products and symmetric matrices: each accepted, and refused where a condition fails."""

from __future__ import annotations

import pytest
from harness import ELSE, TRUE, checked, given, node, notes, refused, rule, scalar, t

from ntkprops.derivation.judgment import Step
from ntkprops.language.notation import declare, matrix


def test_the_triangle_inequality_under_sums_and_integrals():
    """For scalars with bars, for vectors with norms."""
    assert checked(r"|\sum_{i=1}^n z_i| \leq \sum_{i=1}^n |z_i|", rule("triangle_under", r"\sum_{i=1}^n z_i"))
    assert checked(r"\|\sum_{i=1}^n e_i\| \leq \sum_{i=1}^n \|e_i\|", rule("triangle_under", r"\sum_{i=1}^n e_i"))
    step = rule("triangle_under", r"\int_0^t b \,d\tau", premises=(scalar(r"0 \leq t"),))
    assert checked(r"|\int_0^t b \,d\tau| \leq \int_0^t |b| \,d\tau", step)


def test_the_triangle_inequality_needs_ends_in_order():
    """Of an integral from 0 to a negative a it says that a length is negative."""
    step = rule("triangle_under", r"\int_0^a b \,d\tau", premises=(TRUE,))
    with refused(ELSE):
        checked(r"|\int_0^a b \,d\tau| \leq \int_0^a |b| \,d\tau", step)


def test_the_triangle_inequality_is_not_of_minima():
    """``|min(-2, 1)|`` is above ``min(2, 1)``."""
    with refused("the triangle inequality is of a sum or an integral"):
        checked(r"|\min_i z_i| \leq \min_i |z_i|", rule("triangle_under", r"\min_i z_i"))


def test_the_triangle_inequality():
    """Of vectors of one length."""
    assert checked(r"\|v + v'\| \leq \|v\| + \|v'\|", rule("triangle", "v", "v'"))
    with refused(ELSE):
        checked(r"\|v + v'\| \leq \|v\|", rule("triangle", "v", "v'"))
    with refused("the terms of a sum must be of one shape"):
        checked(r"\|v + v'\| \leq \|v\| + \|v'\|", rule("triangle", "v", "y"))


def test_cauchy_schwarz():
    r"""Of matrices with the Frobenius norms: ``<S, S>`` is n for the identity, and its spectral norm is 1."""
    assert checked(r"|\langle v, v' \rangle| \leq \|v\| \|v'\|", rule("cauchy_schwarz", "v", "v'"))
    goal = node("chain", node("abs", node("inner", "S", "S")), node("mul", r"\|S\|", r"\|S\|"), spelled="<=")
    with refused(ELSE):
        checked(goal, rule("cauchy_schwarz", "S", "S"))
    frobenius = [node("norm", one, spelled="F") for one in "ST"]
    goal = node("chain", node("abs", node("inner", "S", "T")), node("mul", *frobenius), spelled="<=")
    assert checked(goal, rule("cauchy_schwarz", "S", "T"))


def test_a_squared_sum_is_below_the_sum_of_squares():
    """By the number of its terms, which must not be negative."""
    squared = r"(\sum_{i=1}^n z_i)^2 \leq n \sum_{i=1}^n z_i^2"
    assert checked(squared, rule("sum_squared", r"\sum_{i=1}^n z_i"))
    with refused("this is no sum"):
        checked(r"(\min_i z_i)^2 \leq n \min_i z_i^2", rule("sum_squared", r"\min_i z_i"))
    part = r"(\sum_{i=4}^n b)^2 \leq (n - 3) \sum_{i=4}^n b^2"
    assert checked(part, rule("sum_squared", r"\sum_{i=4}^n b"), given=(r"n \geq 5",))
    with refused("the range may be empty"):
        checked(part, rule("sum_squared", r"\sum_{i=4}^n b"))


def test_the_euclidean_norm_squared_is_an_inner_product():
    r"""Of a matrix with itself it is the Frobenius norm, not the spectral one."""
    assert checked(r"\|v\|^2 = \langle v, v \rangle", rule("norm_definition", "v"))
    inner = node("inner", "M", "M")
    assert checked(node("chain", r"\|M\|_F^2", inner, spelled="="), rule("norm_definition", "M"))
    with refused(ELSE):
        checked(node("chain", r"\|M\|_2^2", inner, spelled="="), rule("norm_definition", "M"))


DOMINATIONS = {
    "spectral": r"\|M\|_2 \leq \|M\|_F",
    "sum": r"\|M\|_F \leq \sum_{i=1}^n \sum_{p=1}^d |M_{ip}|",
    "largest": r"\|M\|_F \leq \sqrt{n d} \max_i \max_p |M_{ip}|",
    "entry": r"\max_i \max_p |M_{ip}| \leq \|M\|_2",
}
OF_VECTORS = {"1": r"\|v\|_1 = \sum_{p=1}^d |v_p|", "\\infty": r"\|v\|_\infty = \max_p |v_p|"}


@pytest.mark.parametrize("which", DOMINATIONS)
def test_norms_dominate_one_another(which):
    """Each in its direction: the other way round it is refused."""
    assert checked(DOMINATIONS[which], Step("norm_domination", (which, t("M"))))
    with refused(ELSE):
        checked(DOMINATIONS[which].replace(r"\leq", r"\geq"), Step("norm_domination", (which, t("M"))))


@pytest.mark.parametrize("which", OF_VECTORS)
def test_the_norms_of_entries_are_of_vectors(which):
    """Of a matrix the norms 1 and infinity are others."""
    assert checked(OF_VECTORS[which], Step("norm_domination", (which, t("v"))))
    with refused("these norms are of vectors"):
        checked(r"0 = 0", Step("norm_domination", (which, t("M"))))


def test_entries_of_vectors_of_known_length():
    """A length that is a number is one: in R^3 the largest entry counts the square root of 3."""
    notation = notes(declare("c'", matrix("3", "2")))
    goal = t(r"\|c'\|_F \leq \sqrt{6} \max_{1 \leq i \leq 3} \max_{1 \leq j \leq 2} |c'_{ij}|", notation)
    assert checked(goal, Step("norm_domination", ("largest", t("c'", notation))), notation=notation)


def test_weyl():
    """The least eigenvalue moves by at most the spectral norm of the difference."""
    assert checked(r"\lambda_{\min}(S) \geq \lambda_{\min}(T) - \|S - T\|_2", rule("weyl", "S", "T"))
    with refused(ELSE):
        checked(r"\lambda_{\min}(S) \geq \lambda_{\min}(T)", rule("weyl", "S", "T"))


def test_rayleigh():
    """The least eigenvalue is below every quotient, and below every entry of the diagonal."""
    assert checked(r"\lambda_{\min}(S) \|y\|^2 \leq \langle y, S y \rangle", rule("rayleigh", "S", "y"))
    assert checked(r"\lambda_{\min}(S) \leq S_{ii}", rule("rayleigh_entry", "S", "i"))
    with refused(ELSE):
        checked(r"\lambda_{\min}(S) \leq S_{ij}", rule("rayleigh_entry", "S", "i"))


def test_eigenvalues_are_of_square_matrices():
    """``M`` has n rows and d columns, ``y`` is a vector."""
    for other in ("M", "y"):
        with refused("lambda_min is of a square matrix"):
            checked(r"0 = 0", rule("weyl", other, other))


def test_hoelder():
    """Of the sum of one and the largest of the other; of vectors."""
    bound = r"|\langle v, v' \rangle| \leq \|v\|_1 \|v'\|_\infty"
    assert checked(bound, rule("hoelder", "v", "v'"))
    with refused(ELSE):
        checked(r"|\langle v, v' \rangle| \leq \|v\|_\infty \|v'\|_\infty", rule("hoelder", "v", "v'"))
    with refused("this is of vectors"):
        checked("0 = 0", rule("hoelder", "S", "S"))


def test_the_operator_norm():
    """Of an image, of a product, of a transpose; of a matrix."""
    assert checked(r"\|S y\| \leq \|S\| \|y\|", rule("operator_norm", "S", "y"))
    assert checked(r"\|S T\|_2 \leq \|S\|_2 \|T\|_2", rule("operator_norm", "S", "T"))
    assert checked(r"\|M^\top\|_2 = \|M\|_2", rule("operator_norm", "M"))
    with refused(ELSE):
        checked(r"\|S\| \|y\| \leq \|S y\|", rule("operator_norm", "S", "y"))
    with refused(ELSE):
        checked(r"\|S T\|_F \leq \|S\|_2 \|T\|_2", rule("operator_norm", "S", "T"))
    with refused("the operator norm is of a matrix"):
        checked("0 = 0", rule("operator_norm", "v", "b"))
    with refused("the operator norm is of a matrix"):
        checked("0 = 0", rule("operator_norm", "S", "T", "y"))


def test_the_rayleigh_quotient_from_above():
    """By the largest eigenvalue, of a symmetric matrix."""
    most = type(TRUE)("rayleigh", (t("S"), t("y"), "most"))
    assert checked(r"y^\top S y \leq \lambda_{\max}(S) \|y\|^2", most)
    with refused(ELSE):
        checked(r"y^\top S y \leq \lambda_{\min}(S) \|y\|^2", most)
    with refused("lambda_max is of a symmetric matrix"):
        checked("0 = 0", type(TRUE)("rayleigh", (node("mul", "S", "T"), t("y"), "most")))


RADIUS = {
    "least": r"-\|S\| \leq \lambda_{\min}(S)",
    "order": r"\lambda_{\min}(S) \leq \lambda_{\max}(S)",
    "most": r"\lambda_{\max}(S) \leq \|S\|",
}


@pytest.mark.parametrize("which", RADIUS)
def test_eigenvalues_lie_within_the_norm(which):
    """Of a symmetric matrix."""
    step = type(TRUE)("spectral_radius", (which, t("S")))
    assert checked(RADIUS[which], step)
    with refused(ELSE):
        checked(r"\|S\| \leq \lambda_{\max}(S)", step)
    with refused("is of a symmetric matrix"):
        checked("0 = 0", type(TRUE)("spectral_radius", (which, node("mul", "S", "T"))))


ENDS = {
    "least": (r"\lambda_{\min}(S + T) \geq \lambda_{\min}(S) + \lambda_{\min}(T)", r"\lambda_{\max}(T)"),
    "least most": (r"\lambda_{\min}(S + T) \leq \lambda_{\min}(S) + \lambda_{\max}(T)", r"\lambda_{\min}(T)"),
    "most least": (r"\lambda_{\max}(S + T) \geq \lambda_{\max}(S) + \lambda_{\min}(T)", r"\lambda_{\max}(T)"),
    "most": (r"\lambda_{\max}(S + T) \leq \lambda_{\max}(S) + \lambda_{\max}(T)", r"\lambda_{\min}(T)"),
}


@pytest.mark.parametrize("which", ENDS)
def test_the_eigenvalues_of_a_sum(which):
    """Between those of one moved by the least and by the largest of the other."""
    goal, other = ENDS[which]
    step = Step("weyl_sum", (which, t("S"), t("T")))
    assert checked(goal, step)
    with refused(ELSE):
        checked(goal.rsplit("+", 1)[0] + f"+ {other}", step)


def test_the_eigenvalues_of_a_sum_are_of_symmetric_matrices():
    """``S T`` is none, though ``S`` and ``T`` are."""
    for one, other in (("S T", "S"), ("S", "S T")):
        with refused("lambda_min is of a symmetric matrix"):
            checked("0 = 0", Step("weyl_sum", ("least", t(one), t(other))))


def test_a_trace_is_the_sum_of_the_diagonal():
    """So ``tr(S T) = tr(T S)``; of a square matrix."""
    assert checked(r"\mathrm{tr}(S T) = \mathrm{tr}(T S)", scalar("0 = 0"))
    assert checked(r"\mathrm{Tr}(S + b T) = \sum_{i=1}^n S_{ii} + b \mathrm{tr}(T)", scalar("0 = 0"))
    assert checked(r"\mathrm{tr}(M M^\top) = \langle M, M \rangle", scalar("0 = 0"))
    with refused(ELSE):
        checked(r"\mathrm{tr}(S T) = \mathrm{tr}(S) \mathrm{tr}(T)", scalar("0 = 0"))
    for other in ("M", "y"):
        with refused("a trace is of a square matrix"):
            checked("0 = 0", Step("scalar", (node("chain", node("tr", other), "0", spelled="="),)))


def test_what_vanishes_has_no_inner_products():
    """From ``v = 0`` for a vector, and nothing else."""
    assert checked(r"\langle v, v' \rangle = 0", rule("vanishes", "v", "v'", premises=(given(),)), given=("v = 0",))
    for premise, parts in ((given(), {"given": ("v' = 0",)}), (given(), {"given": ("v = v'",)}), (TRUE, {})):
        with refused("this is not shown to vanish"):
            checked(r"\langle v, v' \rangle = 0", rule("vanishes", "v", "v'", premises=(premise,)), **parts)
    with refused("a scalar stands where a vector must"):
        checked("0 = 0", rule("vanishes", "b", "b", premises=(given(),)), given=("b = 0",))
