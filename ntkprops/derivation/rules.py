r"""The rules of mathematics: what each concludes from its arguments, which are trees, and from its premises.

One function a rule, its statement in the docstring. ``premises`` are shown by the steps below, in the order of the
docstring; a rule that averages over the draw takes them ``surely``. The conclusion is built here, from the arguments:
a derivation cannot state one of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import sympy as sp

from ntkprops.derivation.definitions import bare, root_of
from ntkprops.derivation.judgment import Formula, Hypothesis, Judgment, Refused, Step, local_sort
from ntkprops.derivation.terms import Tensor
from ntkprops.language.notation import Sort, Symbol
from ntkprops.language.tree import Expr, links, number, relation, replace_free, symbol
from ntkprops.proof.scalar import Inequality

if TYPE_CHECKING:
    from ntkprops.derivation.check import Checker, Scope

Rule = Callable[["Checker", Step, "Scope"], Judgment]
ZERO, HALF = number(0), Expr("div", (number(1), number(2)))


def e(head: str, *args: Expr, name: str = "") -> Expr:
    """A node, shortly."""
    return Expr(head, args, name)


def product(*factors: Expr) -> Expr:
    """A product."""
    return Expr("mul", factors)


def square(tree: Expr) -> Expr:
    """A square."""
    return e("pow", tree, number(2))


def size(tree: Expr, kind: str = "2") -> Expr:
    """A norm."""
    return e("norm", tree, name=kind)


def minus(left: Expr, right: Expr) -> Expr:
    """A difference."""
    return e("add", left, e("neg", right))


# -- monotonicity ------------------------------------------------------------------------------------------


def _under(tree: Expr, scope: Scope, checker: Checker) -> tuple[Scope, tuple[Hypothesis, ...]]:
    """The scope under a binder, and what is supposed of its variable: its range."""
    variable, low, high, _ = tree.args
    ends = (relation(low, "<=", variable), relation(variable, "<=", high))
    counted = tree.head != "integral" and low == number(1) and high.head in ("symbol", "number")
    sort = Sort("index", (high.name,)) if counted else Sort("real")
    if (local_sort(variable.name) or sort) != sort:
        raise Refused("a variable is spelled with another range than it has")
    supposed = () if counted else tuple(checker.suppose(Formula(end)) for end in ends)
    return scope.inside([(variable.name, sort)], supposed), supposed


def monotone(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """From ``x op y`` under it: ``B x op B y`` for a sum, a mean, or an integral whose ends are in order (premise 2)."""
    tree, op, other = step.args
    if op not in ("<=", ">=", "="):
        raise Refused("only weak relations pass under a sum, an integral or a mean")
    if tree.head == "E" and len(tree.args) == 1:
        judgment = checker.surely(checker.shown(relation(tree.args[0], op, other), step.premises[0], scope))
        return checker.conclude(relation(tree, op, e("E", other)), judgment, scope=scope)
    if tree.head not in ("sum", "integral"):
        raise Refused(f"a {tree.head} is not monotone")
    inside, supposed = _under(tree, scope, checker)
    judgments = [checker.shown(relation(tree.args[3], op, other), step.premises[0], inside).without(supposed)]
    if tree.head == "integral" and op != "=":
        judgments.append(checker.shown(relation(tree.args[1], "<=", tree.args[2]), step.premises[1], scope))
    whole = Expr(tree.head, (*tree.args[:3], other))
    return checker.conclude(relation(tree, op, whole), *judgments, scope=scope)


def extreme(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """From ``z <= c`` for every index: ``max z <= c``; from ``z >= c``: ``min z >= c``. The range is not empty."""
    tree, bound = step.args
    op = {"maximum": "<=", "minimum": ">="}.get(tree.head)
    if op is None or tree.args[0].name in bound.free:
        raise Refused("this is no bound of an extremum")
    inside, supposed = _under(tree, scope, checker)
    judgment = checker.shown(relation(tree.args[3], op, bound), step.premises[0], inside).without(supposed)
    return checker.conclude(relation(tree, op, bound), judgment, scope=scope)


def cases(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """A relation in every case of some events: each happens, its indicator being 1, or not, its indicator being 0."""
    stated, events = step.args
    judgments = [checker.derive(premise, scope) for premise in step.premises]
    goal = checker.inequality(stated)
    known = [checker.inequality(judgment.relation) for judgment in judgments]
    atoms = [checker.terms.indicator(checker.terms.event(event)) for event in events]
    if len(atoms) > 8 or not all(atom.is_Symbol for atom in atoms):
        raise Refused("these are not at most eight events")
    for number_ in range(2 ** len(atoms)):
        values = {atom: sp.Integer(number_ >> place & 1) for place, atom in enumerate(atoms)}
        told = [fact for atom, value in values.items() for fact in _told(checker, atom, value)]
        facts = [_valued(fact, values) for fact in (*known, *told)]
        if any(_is_false(fact) for fact in facts):
            continue
        kept = [fact for fact in facts if fact.symbols]
        try:
            checker.entailed(_valued(goal, values), kept, "a case is left open")
        except Refused:
            if not checker.absurd(kept):
                raise
    return checker.conclude(stated, *judgments, scope=scope)


def _told(checker: Checker, atom: sp.Basic, value: sp.Integer) -> list[Inequality]:
    """What the value of an indicator says of its relation."""
    (event,) = checker.terms.tree(atom).args
    if event.head != "chain":
        return []
    op = event.name if value == 1 else {"<=": ">", "=": "!="}[event.name]
    return [Inequality(checker.terms.scalar(event.args[0]), op, sp.Integer(0))]


def _valued(one: Inequality, values: dict) -> Inequality:
    return Inequality(sp.expand(one.left.xreplace(values)), one.op, sp.expand(one.right.xreplace(values)), one.name)


def _is_false(one: Inequality) -> bool:
    if not (one.left.is_Rational and one.right.is_Rational):
        return False
    gap = one.left - one.right
    holds = {"<=": gap <= 0, "<": gap < 0, ">=": gap >= 0, ">": gap > 0, "=": gap == 0, "!=": gap != 0}
    return not bool(holds[one.op])


# -- norms and inner products ------------------------------------------------------------------------------


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
    r"""``|<a, b>| <= \|a\| \|b\|``."""
    one, other = step.args
    if any(checker.terms.tensor(side).kind == "matrix" for side in step.args):
        raise Refused("Cauchy-Schwarz is of vectors")
    bound = product(size(one), size(other))
    return checker.conclude(relation(e("abs", e("inner", one, other)), "<=", bound), scope=scope)


def sum_squared(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``(sum z)^2 <= (high - low + 1) sum z^2``."""
    (tree,) = step.args
    if tree.head != "sum":
        raise Refused("this is no sum")
    variable, low, high, body = tree.args
    many = e("add", minus(high, low), number(1))
    checker.entails(relation(ZERO, "<=", many), checker.plain(scope), "the range may be empty")
    squares = e("sum", variable, low, high, square(body))
    return checker.conclude(relation(square(tree), "<=", product(many, squares)), scope=scope)


def norm_definition(checker: Checker, step: Step, scope: Scope) -> Judgment:
    r"""``\|v\|_2^2 = <v, v>``; of a matrix that is the Frobenius norm."""
    (tree,) = step.args
    kind = "F" if checker.terms.tensor(tree).kind == "matrix" else "2"
    return checker.conclude(relation(square(size(tree, kind)), "=", e("inner", tree, tree)), scope=scope)


def norm_domination(checker: Checker, step: Step, scope: Scope) -> Judgment:
    r"""``\|M\|_2 <= \|M\|_F <= sum |M_ij|``, ``<= sqrt(n m) max |M_ij|``, ``max |M_ij| <= \|M\|_2``; for vectors 1 and infinity too."""
    which, tree = step.args
    value = checker.terms.tensor(tree)
    over = [symbol(f"#e{place}:{dim}") for place, dim in enumerate(value.dims)]
    entries = e("abs", e("entry", tree, *over))
    total, largest = entries, entries
    for variable, dim in reversed(list(zip(over, value.dims, strict=True))):
        end = number(int(dim)) if dim.isdigit() else symbol(dim)
        total = e("sum", variable, number(1), end, total)
        largest = e("maximum", variable, number(1), end, largest)
    middle = size(tree, "F" if value.kind == "matrix" else "2")
    many = product(number(1), *(number(int(dim)) if dim.isdigit() else symbol(dim) for dim in value.dims))
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


def rayleigh(checker: Checker, step: Step, scope: Scope) -> Judgment:
    r"""``lambda_min(M) \|v\|^2 <= <v, M v>`` for a symmetric matrix."""
    matrix, vector = step.args
    least = product(e("lambda_min", matrix), square(size(vector)))
    return checker.conclude(relation(least, "<=", e("inner", vector, product(matrix, vector))), scope=scope)


def rayleigh_entry(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``lambda_min(M) <= M_ii`` for a symmetric matrix."""
    matrix, index = step.args
    return checker.conclude(relation(e("lambda_min", matrix), "<=", e("entry", matrix, index, index)), scope=scope)


# -- means and probabilities -------------------------------------------------------------------------------


def absolute_mean(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``|E z| <= E |z|``."""
    (tree,) = step.args
    return checker.conclude(relation(e("abs", e("E", tree)), "<=", e("E", e("abs", tree))), scope=scope)


def jensen(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``(E z)^2 <= E z^2``."""
    (tree,) = step.args
    return checker.conclude(relation(square(e("E", tree)), "<=", e("E", square(tree))), scope=scope)


def event_part(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``1[A_k] <= 1[A_1 or .. or A_n]``; ``1[A_k] >= 1[A_1 and .. and A_n]``."""
    tree, place = step.args
    op = {"union": "<=", "intersection": ">="}.get(tree.head)
    if op is None:
        raise Refused("this is no union and no intersection")
    part, whole = e("indicator", tree.args[place]), e("indicator", tree)
    return checker.conclude(relation(part, op, whole), scope=scope)


def event_union(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``1[A_1 or .. or A_n] <= 1[A_1] + .. + 1[A_n]``."""
    (tree,) = step.args
    if tree.head != "union":
        raise Refused("this is no union")
    parts = tuple(e("indicator", part) for part in tree.args)
    return checker.conclude(relation(e("indicator", tree), "<=", Expr("add", parts)), scope=scope)


def union_bound(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``Pr(A_1 or .. or A_n) <= Pr(A_1) + .. + Pr(A_n)``."""
    (tree,) = step.args
    if tree.head != "union":
        raise Refused("this is no union")
    return checker.conclude(relation(e("Pr", tree), "<=", Expr("add", tuple(e("Pr", p) for p in tree.args))), scope=scope)


def union_over_indices(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``Pr[max z > a] <= sum Pr[z > a]``, for a maximum of maxima likewise."""
    tree, level = step.args
    binders, body = [], tree
    while body.head == "maximum":
        binders.append(body.args[:3])
        body = body.args[3]
    if not binders or any(variable.name in level.free for variable, _, _ in binders):
        raise Refused("this is no maximum, or its level moves with the index")
    total = e("Pr", relation(body, ">", level))
    for variable, low, high in reversed(binders):
        total = e("sum", variable, low, high, total)
    return checker.conclude(relation(e("Pr", relation(tree, ">", level)), "<=", total), scope=scope)


def _fixed(checker: Checker, *trees: Expr) -> None:
    """What a rule asks not to depend on the draw."""
    for tree in trees:
        value = checker.terms.value(tree)
        parts = [value.at(*checker.terms.indices(value))] if isinstance(value, Tensor) else [value]
        if any(map(checker.terms.varies, parts)):
            raise Refused("something must not depend on the draw here, and may")


def markov(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """From ``x >= 0`` and ``a > 0``, a fixed: ``Pr[x op a] a <= E x`` for ``op`` among >= and >."""
    variable, level, op = step.args
    _fixed(checker, level)
    if op not in (">=", ">"):
        raise Refused("Markov's inequality is of an upper tail")
    sign = checker.surely(checker.shown(relation(variable, ">=", ZERO), step.premises[0], scope))
    above = checker.shown(relation(level, ">", ZERO), step.premises[1], scope)
    tail = e("Pr", relation(variable, op, level))
    return checker.conclude(relation(product(tail, level), "<=", e("E", variable)), sign, above, scope=scope)


def chebyshev(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """From ``a > 0``, a fixed: ``Pr[|x - E x| op a] a^2 <= Var x``."""
    variable, level, op = step.args
    _fixed(checker, level)
    if op not in (">=", ">"):
        raise Refused("Chebyshev's inequality is of an upper tail")
    above = checker.shown(relation(level, ">", ZERO), step.premises[0], scope)
    tail = e("Pr", relation(e("abs", minus(variable, e("E", variable))), op, level))
    return checker.conclude(relation(product(tail, square(level)), "<=", e("Var", variable)), above, scope=scope)


# -- the laws of the draw ----------------------------------------------------------------------------------


def _drawn(checker: Checker, tree: Expr, law: str) -> Symbol | None:
    """The row of a member that is drawn by ``law``, taken at the start if it moves, or None."""
    row = checker.notation.table.get(root_of(tree).name)
    if row is None or row.law != law or root_of(tree).head != "symbol":
        return None
    base = tree.args[0] if tree.head == "entry" else tree
    if row.over and not (tree.head == "entry" and len(tree.args) == 1 + len(row.over)):
        return None
    if row.of == ("time",):
        return row if base.head == "apply" and base.args[1:] == (ZERO,) else None
    return row if base.head == "symbol" else None


def _projection(checker: Checker, direction: Expr, drawn: Expr) -> Expr:
    """``<a, g>`` for a fixed ``a`` and a standard Gaussian ``g``."""
    if _drawn(checker, drawn, "gaussian") is None or checker.terms.tensor(drawn).kind != "vector":
        raise Refused("this is not drawn from a standard Gaussian")
    _fixed(checker, direction)
    return e("inner", direction, drawn)


def anti_concentration(checker: Checker, step: Step, scope: Scope) -> Judgment:
    r"""From ``r >= 0``, r fixed: ``sqrt(2 pi) \|a\| Pr[|<a, g>| <= r] <= 2 r``."""
    direction, drawn, radius = step.args
    inside = _projection(checker, direction, drawn)
    _fixed(checker, radius)
    sign = checker.shown(relation(radius, ">=", ZERO), step.premises[0], scope)
    root = e("sqrt", product(number(2), Expr("constant", name="\\pi")))
    tail = e("Pr", relation(e("abs", inside), "<=", radius))
    return checker.conclude(
        relation(product(root, size(direction), tail), "<=", product(number(2), radius)), sign, scope=scope
    )


def half_space(checker: Checker, step: Step, scope: Scope) -> Judgment:
    r"""``\|a\| Pr[<a, g> >= 0] = \|a\| / 2``."""
    direction, drawn = step.args
    tail = e("Pr", relation(_projection(checker, direction, drawn), ">=", ZERO))
    length = size(direction)
    return checker.conclude(relation(product(length, tail), "=", product(HALF, length)), scope=scope)


def rectified_square(checker: Checker, step: Step, scope: Scope) -> Judgment:
    r"""``E max(0, <a, g>)^2 = \|a\|^2 / 2``."""
    direction, drawn = step.args
    body = square(e("max", ZERO, _projection(checker, direction, drawn)))
    return checker.conclude(relation(e("E", body), "=", product(HALF, square(size(direction)))), scope=scope)


def _is_independent(checker: Checker, tree: Expr, sign: Symbol) -> bool:
    """Whether what depends on the draw in a tree is drawn by laws of its own, apart from the signs."""
    if tree.head in ("E", "Pr") and len(tree.args) == 1:
        return True
    for law in ("gaussian", "rademacher"):
        row = _drawn(checker, tree, law) if tree.head in ("entry", "apply", "symbol") else None
        if row is not None:
            return row.name != sign.name and not any(map(checker.terms.depends, tree.args[1:]))
    if tree.head == "entry":  # a component of a member
        inner = Expr("entry", tree.args[:-1]) if len(tree.args) > 2 else tree.args[0]
        return _is_independent(checker, inner, sign)
    if tree.head == "symbol":
        return tree.name not in checker.terms.random
    return all(_is_independent(checker, arg, sign) for arg in tree.args)


def _signed(checker: Checker, body: sp.Expr, index: str) -> sp.Expr | None:
    """What stands beside the one fair sign of a product (with the index), independent of it; else None."""
    factors = sp.Mul.make_args(body)
    signs = [f for f in factors if f.is_Symbol and _drawn(checker, checker.terms.tree(f), "rademacher")]
    if len(signs) != 1 or (index and index not in checker.terms.names(signs[0])):
        return None
    row = _drawn(checker, checker.terms.tree(signs[0]), "rademacher")
    rest = sp.Mul(*(factor for factor in factors if factor != signs[0]))
    assert row is not None
    alone = all(_is_independent(checker, checker.terms.tree(part), row) for part in rest.free_symbols)
    return rest if alone else None


def sign_mean(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``E[s z] = 0`` for a fair sign ``s`` and ``z`` independent of it."""
    (tree,) = step.args
    body = sp.expand(checker.terms.scalar(tree))
    if any(_signed(checker, term, "") is None for term in sp.Add.make_args(body)):
        raise Refused("this is no fair sign times something independent of it")
    return checker.conclude(relation(e("E", tree), "=", ZERO), scope=scope)


def independent_signs(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``E[(sum_k s_k z_k)^2] = sum_k E[z_k^2]`` for fair signs ``s_k`` and ``z`` independent of them."""
    (tree,) = step.args
    if tree.head != "sum":
        raise Refused("this is no sum")
    variable, low, high, body = tree.args
    counted = low == number(1) and high.head == "symbol"
    name = checker.terms.fresh(Sort("index", (high.name,)) if counted else None)
    inside = checker.terms.scalar(replace_free(body, {variable.name: symbol(name)}))
    rest = None if inside.is_Add else _signed(checker, sp.expand(inside), name)
    if rest is None:
        raise Refused("these are no fair signs times something independent of them")
    squares = e("sum", symbol(name), low, high, e("E", checker.terms.quote(sp.expand(rest**2))))
    return checker.conclude(relation(e("E", square(tree)), "=", squares), scope=scope)


def hoeffding(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``Pr[|S - E S| > a] <= 2 exp(-2 m a^2)`` for ``S = c sum_{k=1}^m Z_k``, where ``a >= 0``, ``|c m| <= 1`` and
    ``Z_k`` is a product of indicators that depends on the draw through independent members ``k`` alone."""
    tree, weight, level = step.args
    if tree.head != "sum" or tree.args[1] != number(1) or tree.args[2].head != "symbol":
        raise Refused("this is no sum over a family")
    variable, _, many, body = tree.args
    _fixed(checker, weight, level)
    name = checker.terms.fresh(Sort("index", (many.name,)))
    inside = checker.terms.scalar(replace_free(body, {variable.name: symbol(name)}))
    if not all(checker.terms.tree(f).head == "indicator" for f in sp.Mul.make_args(inside)):
        raise Refused("the terms are no products of indicators")
    if not all(_only_member(checker, checker.terms.tree(f), name, many.name) for f in inside.free_symbols):
        raise Refused("the terms are not independent")
    above = checker.shown(relation(level, ">=", ZERO), step.premises[0], scope)
    bounded = checker.shown(relation(e("abs", product(weight, many)), "<=", number(1)), step.premises[1], scope)
    average = product(weight, tree)
    tail = e("Pr", relation(e("abs", minus(average, e("E", average))), ">", level))
    bound = product(number(2), e("exp", e("neg", product(number(2), many, square(level)))))
    return checker.conclude(relation(tail, "<=", bound), above, bounded, scope=scope)


def _only_member(checker: Checker, tree: Expr, index: str, over: str) -> bool:
    """Whether a tree depends on the draw only through members ``index`` of families that are drawn independently."""
    for law in ("gaussian", "rademacher"):
        row = _drawn(checker, tree, law) if tree.head in ("entry", "apply", "symbol") else None
        if row is not None:
            return row.over == (over,) and tree.head == "entry" and tree.args[1:] == (symbol(index),)
    if tree.head == "entry":
        inner = Expr("entry", tree.args[:-1]) if len(tree.args) > 2 else tree.args[0]
        return _only_member(checker, inner, index, over)
    if tree.head == "symbol":
        return tree.name not in checker.terms.random
    return all(_only_member(checker, arg, index, over) for arg in tree.args)


# -- events that the notes define --------------------------------------------------------------------------


def _opened(checker: Checker, event: Expr) -> tuple[frozenset[str], list[Expr]]:
    """What is said to exist in a defined event, and the conditions, which are relations."""
    everywhere = checker.library.everywhere(corrected=checker.corrected)
    bodies = [body for rule in everywhere.get(root_of(event).name, ()) if (body := rule.apply(event)) is not None]
    if len(bodies) != 1 or bodies[0].head != "set":
        raise Refused("the event is not defined, or defined twice")
    chosen = [arg.args[0] for arg in bodies[0].args if arg.head == "exists"]
    rest = [arg for arg in bodies[0].args if arg.head != "exists"]
    if not all(arg.head == "chain" for arg in rest) or not all(_is_member(checker, one) for one in chosen):
        raise Refused("the event's definition has a part that is not understood")
    conditions = [relation(a, op, b) for arg in rest for a, op, b in links(arg)]
    return frozenset(root_of(one).name for one in chosen), conditions


def _is_member(checker: Checker, tree: Expr) -> bool:
    row = checker.notation.table.get(root_of(tree).name)
    return tree.head == "entry" and tree.args[0].head == "symbol" and row is not None and len(row.over) == 1


def happens(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``1[C_k] <= 1[A]`` for ``A = {exists w: C_1, .., C_r}`` where the weights at hand obey the other conditions (premises).

    For two indicators that must differ, ``|1[P] - 1[Q]| <= 1[A]``.
    """
    event, place = step.args
    _, conditions = _opened(checker, event)
    others = [condition for at, condition in enumerate(conditions) if at != place]
    judgments = [checker.shown(c, p, scope) for c, p in zip(others, step.premises, strict=True)]
    kept = conditions[place]
    both = kept.name == "!=" and all(side.head == "indicator" for side in kept.args)
    small = e("abs", minus(*kept.args)) if both else e("indicator", kept)
    return checker.conclude(relation(small, "<=", e("indicator", event)), *judgments, scope=scope)


def opened_inclusion(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``Pr(A) <= Pr(B)`` for ``A = {exists w: C_1, .., C_r}`` where the conditions, of some ``w`` of which nothing else
    is known, give ``B`` (premise: ``1 <= 1[B]``); ``B`` does not speak of that ``w``."""
    event, large = step.args
    chosen, conditions = _opened(checker, event)
    if bare(large) & chosen:
        raise Refused("the larger event speaks of what is chosen in the smaller one")
    supposed = tuple(checker.suppose(Formula(condition)) for condition in conditions)
    inside = scope.opened(supposed, chosen)
    judgment = checker.shown(relation(number(1), "<=", e("indicator", large)), step.premises[0], inside)
    judgment = checker.surely(judgment.without(supposed))
    return checker.conclude(relation(e("Pr", event), "<=", e("Pr", large)), judgment, scope=scope)


# -- calculus ----------------------------------------------------------------------------------------------


def groenwall(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """From ``g'(s) <= c g(s)`` for ``0 <= s <= T`` and ``0 <= T``: ``g(T) <= exp(c T) g(0)``, c free of s."""
    body, variable, rate, end = step.args
    if variable.name in rate.free or variable.name in end.free:
        raise Refused("the rate or the end moves")
    ends = (relation(ZERO, "<=", variable), relation(variable, "<=", end))
    supposed = tuple(checker.suppose(Formula(one)) for one in ends)
    inside = scope.inside([(variable.name, Sort("real"))], supposed)
    bound = relation(e("derivative", body, variable), "<=", product(rate, body))
    judgment = checker.shown(bound, step.premises[0], inside).without(supposed)
    checker.defined(bound, inside)
    forward = checker.shown(relation(ZERO, "<=", end), step.premises[1], scope)
    at_end, at_start = (replace_free(body, {variable.name: at}) for at in (end, ZERO))
    grown = product(e("exp", product(rate, end)), at_start)
    return checker.conclude(relation(at_end, "<=", grown), judgment, forward, scope=scope)


def bootstrap(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """Continuity induction: ``P`` at any time ``at``, for all of whose times from 0 it is shown together with ``Q``.

    ``P`` on ``[0, t]`` gives ``Q`` strictly at ``t`` (premise 1), ``Q`` holds at 0 (2), and ``Q`` at ``t`` gives ``P`` at ``t`` (3),
    where ``Q`` is ``<=`` or ``>=``, for finitely many indices, between continuous functions of time: the times until
    which ``Q`` holds are then open and closed.
    """
    kept, moment, gate, now, at = step.args
    if gate.relation.name not in ("<=", ">=") or gate.conditions or any(sort.kind != "index" for _, sort in gate.variables):
        raise Refused("the bound that is kept must be weak, for finitely many indices")
    if not all(_is_continuous(checker, side, now.name) for side in gate.relation.args):
        raise Refused("the bound that is kept must be between continuous functions of time")
    checker.fits(moment.name, Sort("time"), at, scope)
    strict = Formula(relation(gate.relation.args[0], gate.relation.name[0], gate.relation.args[1]), gate.variables)
    ends = (Formula(relation(ZERO, "<=", moment)), Formula(relation(moment, "<=", now)))
    until = checker.suppose(Formula(kept, ((moment.name, Sort("time")),), ends))
    here = checker.suppose(gate)
    time = [(now.name, Sort("time"))]
    first = checker.holds(strict, step.premises[0], scope.inside(time, (until,))).without((until,))
    begun = checker.holds(gate.at({now.name: ZERO}), step.premises[1], scope)
    back = replace_free(kept, {moment.name: now})
    again = checker.shown(back, step.premises[2], scope.inside(time, (here,))).without((here,))
    return checker.conclude(replace_free(kept, {moment.name: at}), first, begun, again, scope=scope)


CONTINUOUS = frozenset({"add", "mul", "neg", "norm", "inner", "entry", "transpose", "sum", "exp", "abs", "max", "min"})


def _is_continuous(checker: Checker, tree: Expr, name: str) -> bool:
    """Whether a tree is a continuous function of a time: operations on functions that the notes differentiate."""
    if name not in tree.free or tree == symbol(name):
        return True
    if tree.head == "apply" and tree.args[1:] == (symbol(name),):
        return tree.args[0].name in checker.terms.paths
    if tree.head == "pow":
        return tree.args[1].head == "number" and _is_continuous(checker, tree.args[0], name)
    return tree.head in CONTINUOUS and all(_is_continuous(checker, arg, name) for arg in tree.args)


RULES: dict[str, Rule] = {
    rule.__name__: rule
    for rule in (
        monotone, extreme, cases, triangle_under, triangle, cauchy_schwarz, sum_squared, norm_definition, norm_domination,
        weyl, rayleigh, rayleigh_entry, absolute_mean, jensen, event_part, event_union, union_bound, union_over_indices,
        markov, chebyshev, anti_concentration, half_space, rectified_square, sign_mean, independent_signs, hoeffding,
        happens, opened_inclusion, groenwall, bootstrap,
    )
}  # fmt: skip
