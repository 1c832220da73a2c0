r"""The rules of norms, inner products and symmetric matrices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntkprops.derivation.context import Scope
from ntkprops.derivation.judgment import Judgment, Refused, Step
from ntkprops.derivation.rules.trees import ONE, ZERO, e, minus, product, size, square
from ntkprops.derivation.tensors import indices
from ntkprops.derivation.terms import Tensor
from ntkprops.language.tree import Expr, number, relation, symbol

if TYPE_CHECKING:
    from ntkprops.derivation.check import Checker


def triangle_under(checker: Checker, step: Step, scope: Scope) -> Judgment:
    r"""``|B z| <= B |z|`` and ``\|B v\| <= B \|v\|`` for a sum, or an integral whose ends are in order (premise)."""
    (tree,) = step.args
    if tree.head not in ("sum", "integral"):
        raise Refused("the triangle inequality is of a sum or an integral")
    vector = isinstance(checker.terms.value(tree), Tensor)
    around = size if vector else (lambda body: e("abs", body))
    judgments = []
    if tree.head == "integral":
        judgments.append(checker.shown(relation(tree.args[1], "<=", tree.args[2]), step.premises[0], scope))
    whole = Expr(tree.head, (*tree.args[:3], around(tree.args[3])))
    return checker.conclude(relation(around(tree), "<=", whole), *judgments, scope=scope)


def triangle(checker: Checker, step: Step, scope: Scope) -> Judgment:
    r"""``\|v_1 + .. + v_k\| <= \|v_1\| + .. + \|v_k\|``."""
    whole = size(Expr("add", step.args))
    return checker.conclude(relation(whole, "<=", Expr("add", tuple(map(size, step.args)))), scope=scope)


def cauchy_schwarz(checker: Checker, step: Step, scope: Scope) -> Judgment:
    r"""``|<a, b>| <= \|a\| \|b\|``; of matrices with their Frobenius norms."""
    one, other = step.args
    lengths = [size(side, "F" if checker.terms.tensor(side).kind == "matrix" else "2") for side in step.args]
    bound = product(*lengths)
    return checker.conclude(relation(e("abs", e("inner", one, other)), "<=", bound), scope=scope)


def vanishes(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """From ``a = 0``, a vector or a matrix: ``<a, b> = 0``."""
    one, other = step.args
    checker.terms.tensor(one)
    judgment = checker.derive(step.premises[0], scope)
    if judgment.relation != relation(one, "=", ZERO):
        raise Refused("this is not shown to vanish")
    return checker.conclude(relation(e("inner", one, other), "=", ZERO), judgment, scope=scope)


def sum_squared(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``(sum z)^2 <= (high - low + 1) sum z^2``."""
    (tree,) = step.args
    if tree.head != "sum":
        raise Refused("this is no sum")
    variable, low, high, body = tree.args
    many = e("add", minus(high, low), ONE)
    checker.scalars.entails(relation(ZERO, "<=", many), checker.plain(scope), "the range may be empty")
    squares = e("sum", variable, low, high, square(body))
    return checker.conclude(relation(square(tree), "<=", product(many, squares)), scope=scope)


def norm_definition(checker: Checker, step: Step, scope: Scope) -> Judgment:
    r"""``\|v\|_2^2 = <v, v>``; of a matrix that is the Frobenius norm."""
    (tree,) = step.args
    kind = "F" if checker.terms.tensor(tree).kind == "matrix" else "2"
    return checker.conclude(relation(square(size(tree, kind)), "=", e("inner", tree, tree)), scope=scope)


def norm_domination(checker: Checker, step: Step, scope: Scope) -> Judgment:
    r"""``\|M\|_2 <= \|M\|_F <= sum |M_ij|``, ``\|M\|_F <= sqrt(n m) max |M_ij|``, ``max |M_ij| <= \|M\|_2``.

    For vectors also ``\|v\|_1 = sum |v_i|`` and ``\|v\|_\infty = max |v_i|``.
    """
    which, tree = step.args
    value = checker.terms.tensor(tree)
    over = indices(checker.terms, value)
    entries = e("abs", e("entry", tree, *over))
    total, largest = entries, entries
    for variable, dim in reversed(list(zip(over, value.dims, strict=True))):
        end = number(int(dim)) if dim.isdigit() else symbol(dim)
        total = e("sum", variable, ONE, end, total)
        largest = e("maximum", variable, ONE, end, largest)
    middle = size(tree, "F" if value.kind == "matrix" else "2")
    many = product(ONE, *(number(int(dim)) if dim.isdigit() else symbol(dim) for dim in value.dims))
    stated = {
        "spectral": relation(size(tree), "<=", middle),
        "sum": relation(middle, "<=", total),
        "largest": relation(middle, "<=", product(e("sqrt", many), largest)),
        "entry": relation(largest, "<=", size(tree)),
        "1": relation(size(tree, "1"), "=", total),
        "\\infty": relation(size(tree, "\\infty"), "=", largest),
    }[which]
    if which in ("1", "\\infty") and value.kind == "matrix":
        raise Refused("these norms are of vectors")
    return checker.conclude(stated, scope=scope)


def weyl(checker: Checker, step: Step, scope: Scope) -> Judgment:
    r"""``lambda_min(A) >= lambda_min(B) - \|A - B\|_2`` for symmetric matrices."""
    one, other = step.args
    bound = minus(e("lambda_min", other), size(minus(one, other)))
    return checker.conclude(relation(e("lambda_min", one), ">=", bound), scope=scope)


def weyl_sum(checker: Checker, step: Step, scope: Scope) -> Judgment:
    r"""``lambda_min(A) + lambda_min(B) <= lambda_min(A + B) <= lambda_min(A) + lambda_max(B)``, by place; then
    ``lambda_max(A) + lambda_min(B) <= lambda_max(A + B) <= lambda_max(A) + lambda_max(B)``; for symmetric matrices."""
    which, one, other = step.args
    extreme, op, end = {
        "least": ("lambda_min", ">=", "lambda_min"),
        "least most": ("lambda_min", "<=", "lambda_max"),
        "most least": ("lambda_max", ">=", "lambda_min"),
        "most": ("lambda_max", "<=", "lambda_max"),
    }[which]
    total = e("add", e(extreme, one), e(end, other))
    return checker.conclude(relation(e(extreme, e("add", one, other)), op, total), scope=scope)


def hoelder(checker: Checker, step: Step, scope: Scope) -> Judgment:
    r"""``|<a, b>| <= \|a\|_1 \|b\|_\infty`` for vectors."""
    one, other = step.args
    if any(checker.terms.tensor(side).kind == "matrix" for side in step.args):
        raise Refused("this is of vectors")
    bound = product(size(one, "1"), size(other, "\\infty"))
    return checker.conclude(relation(e("abs", e("inner", one, other)), "<=", bound), scope=scope)


def operator_norm(checker: Checker, step: Step, scope: Scope) -> Judgment:
    r"""``\|A v\| <= \|A\|_2 \|v\|``, ``\|A B\|_2 <= \|A\|_2 \|B\|_2``, of a matrix alone ``\|A^\top\|_2 = \|A\|_2``."""
    matrix, *rest = step.args
    if checker.terms.tensor(matrix).kind != "matrix" or len(rest) > 1:
        raise Refused("the operator norm is of a matrix")
    if not rest:
        return checker.conclude(relation(size(e("transpose", matrix)), "=", size(matrix)), scope=scope)
    image = size(product(matrix, rest[0]))
    return checker.conclude(relation(image, "<=", product(size(matrix), size(rest[0]))), scope=scope)


def rayleigh(checker: Checker, step: Step, scope: Scope) -> Judgment:
    r"""``lambda_min(M) \|v\|^2 <= <v, M v>`` for a symmetric matrix, ``lambda_max(M) \|v\|^2 >= <v, M v>``."""
    matrix, vector, *which = step.args
    head, op = ("lambda_max", ">=") if which else ("lambda_min", "<=")
    extreme = product(e(head, matrix), square(size(vector)))
    return checker.conclude(relation(extreme, op, e("inner", vector, product(matrix, vector))), scope=scope)


def spectral_radius(checker: Checker, step: Step, scope: Scope) -> Judgment:
    r"""``-\|M\|_2 <= lambda_min(M) <= lambda_max(M) <= \|M\|_2`` for a symmetric matrix, by place."""
    which, matrix = step.args
    least, most = e("lambda_min", matrix), e("lambda_max", matrix)
    stated = {
        "least": relation(e("neg", size(matrix)), "<=", least),
        "order": relation(least, "<=", most),
        "most": relation(most, "<=", size(matrix)),
    }[which]
    return checker.conclude(stated, scope=scope)


def rayleigh_entry(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``lambda_min(M) <= M_ii`` for a symmetric matrix."""
    matrix, index = step.args
    return checker.conclude(relation(e("lambda_min", matrix), "<=", e("entry", matrix, index, index)), scope=scope)
