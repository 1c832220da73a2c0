r"""What each head of the tree is: one function a head, registered in ``terms.READ``; any other head is refused."""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from ntkprops.derivation.definitions import root_of
from ntkprops.derivation.events import event_of, indicator, probability
from ntkprops.derivation.gradient import gradient
from ntkprops.derivation.judgment import Refused, local_sort
from ntkprops.derivation.motion import differentiate
from ntkprops.derivation.sums import integrated, mean, nested, sign, summed
from ntkprops.derivation.tensors import added, inner, matrix_atom, norm, scaled, size, times, trace, transposed
from ntkprops.derivation.terms import GUARD, READ, SIGNS, Tensor, Terms, Value, magnitude, tidy
from ntkprops.language.notation import Sort
from ntkprops.language.tree import Expr, number, replace_free, symbol, walk

LARGEST = 64  # exponents beyond are not multiplied out


# -- things of the notes -----------------------------------------------------------------------------------


def _number(terms: Terms, tree: Expr) -> Value:
    if not tree.name.isdigit():
        raise Refused(f"{tree.name} is no number")
    return sp.Integer(tree.name)


def _constant(terms: Terms, tree: Expr) -> Value:
    if tree.name != "\\pi":
        raise Refused(f"{tree.name} is no known constant")
    return sp.pi


def _thing(terms: Terms, tree: Expr, sort: Sort, over: tuple[str, ...] = ()) -> Value:
    """A declared thing as it stands; a family is the matrix, or the vector, of its members."""
    if sort.is_scalar and not over:
        return terms.atom(tree, **SIGNS.get(sort.kind, {}))
    dims = over if sort.is_scalar else (*over, *sort.dims)
    if not (sort.is_scalar or sort.kind in ("vector", "matrix")) or len(dims) > 2:
        raise Refused(f"{root_of(tree).name} is {sort}, which has no components here")
    return Tensor("matrix" if len(dims) == 2 else "vector", dims, lambda *at: terms.scalar(Expr("entry", (tree, *at))))


def _symbol(terms: Terms, tree: Expr) -> Value:
    row = terms.notation.table.get(tree.name)
    if row is not None and any(isinstance(kind, Sort) for kind in row.of):
        raise Refused(f"{tree.name} stands without its arguments")
    if row is None or (row.sort.is_scalar and not row.over and not row.of):
        return terms.plain(tree.name)
    return _thing(terms, tree, row.sort, row.over)


def _apply(terms: Terms, tree: Expr) -> Value:
    base, *given = tree.args
    if base.head == "dot":
        if given[0].head != "symbol":
            raise Refused("a derivative is taken at a variable")
        return _derivative(terms, Expr("derivative", (Expr("apply", (base.args[0], *given)), given[0])))
    row = terms.notation.table.get(base.name)
    if row is None or base.head != "symbol":
        raise Refused("only a declared symbol is applied")
    return _thing(terms, Expr("apply", (base, *(_argument(terms, arg) for arg in given))), row.sort, row.over)


def _argument(terms: Terms, arg: Expr) -> Expr:
    """An argument in normal form where it is a number; a vector or a family as it stands."""
    if arg.head in ("symbol", "number"):
        return arg
    found = terms.value(arg)
    return arg if isinstance(found, Tensor) else terms.quote(sp.expand(found))


def _entry(terms: Terms, tree: Expr) -> Value:
    base, *indices = tree.args
    indices = [_argument(terms, index) for index in indices]
    if base.head == "entry":
        return terms.value(Expr("entry", (*base.args, *indices)))
    tree = Expr("entry", (base, *indices))
    row = terms.notation.table.get(root_of(base).name)
    dotted = base.head == "dot" or (base.head == "apply" and base.args[0].head == "dot")
    if base.head not in ("symbol", "apply", "dot") or dotted:
        return _picked(terms.tensor(base), tuple(indices))
    if row is None:
        raise Refused(f"{root_of(base).name} is not declared")
    own = len(row.over)
    if len(indices) == own:
        return _thing(terms, tree, row.sort)
    member = Expr("entry", (base, *indices[:own])) if own else base
    return terms.atom(tree) if terms.unfold(member) is None else terms.tensor(member).at(*indices[own:])


def _is_indexed(terms: Terms, tree: Expr) -> None:
    """The indices of a declared thing must be as many as it has, each in its range."""
    base, *indices = tree.args
    row = terms.notation.table.get(root_of(base).name) if root_of(base).head == "symbol" else None
    if base.head == "entry" or row is None:
        return
    slots, own = (*row.over, *row.sort.dims), len(row.over)
    if len(indices) not in {own, len(slots)} - {0}:
        raise Refused(f"{len(indices)} indices where {len(slots)} are asked for")
    for place, (index, slot) in enumerate(zip(indices, slots, strict=False)):
        _in_range(terms, index, slot, terms.beyond.get((root_of(base).name, place), (0, 0)))


def _is_timed(terms: Terms, tree: Expr) -> None:
    """A function of time is taken at times: numbers that are not negative."""
    row = terms.notation.table.get(root_of(tree).name)
    if row is not None and row.of == ("time",) and len(tree.args) == 2:
        moment = terms.scalar(tree.args[1])
        terms.need(moment, ">=", moment.is_nonnegative)


def _picked(whole: Tensor, first: tuple[Expr, ...]) -> Value:
    """A component, or the member of a family at its first index."""
    if len(first) == len(whole.dims):
        return whole.at(*first)
    return Tensor("vector", whole.dims[len(first) :], lambda *at: whole.at(*first, *at))


def _in_range(terms: Terms, index: Expr, slot: str, beyond: tuple[int, int]) -> None:
    """An index must run from 1 to its slot's end: a letter of that range, 1, or a whole number that is shown to.

    Where the claim is given something of more members than are declared, there are that many more on either side.
    """
    row = terms.notation.table.get(index.name) if index.head == "symbol" else None
    sort = (local_sort(index.name) if index.head == "symbol" else None) or (row.sort if row and not row.over else None)
    literal = index.head == "number" and slot.isdigit() and 1 <= int(index.name) <= int(slot)
    if index == number(1) or sort == Sort("index", (slot,)) or literal:
        return
    kinds = ("count", "whole", "index") if row is None else ("count",)
    if (row is not None and row.over) or (sort is not None and sort.kind not in kinds):
        raise Refused(f"an index must run from 1 to {slot}")
    place = terms.scalar(index)
    gaps = [sp.expand(gap) for gap in (place - 1 + beyond[0], size(terms, slot) + beyond[1] - place)]
    if not place.is_integer or terms.varies(place) or any(gap.is_negative for gap in gaps):
        raise Refused(f"an index must run from 1 to {slot}")
    for gap in gaps:
        terms.need(gap, ">=", gap.is_nonnegative)


def _family(terms: Terms, tree: Expr) -> Value:
    variable, low, high, body = tree.args
    if low != number(1) or high.head not in ("symbol", "number"):
        raise Refused("the members of a family are counted from 1")
    inside = terms.under(tree, terms.value)[3]

    def member(*at: Expr) -> sp.Expr:
        value = terms.value(replace_free(body, {variable.name: at[0]}))
        return value.at(*at[1:]) if isinstance(value, Tensor) else value

    if not isinstance(inside, Tensor):
        return Tensor("vector", (high.name,), member)
    if inside.kind != "vector":
        raise Refused("a family of matrices has no components here")
    return Tensor("matrix", (high.name, *inside.dims), member)


# -- operations --------------------------------------------------------------------------------------------


def _mul(terms: Terms, tree: Expr) -> Value:
    result = terms.value(tree.args[-1])
    for factor in reversed(tree.args[:-1]):  # from the right, so that x^T H y needs no matrix on the left
        result = times(terms, terms.value(factor), result)
    return result


def _div(terms: Terms, tree: Expr) -> Value:
    above, below = terms.value(tree.args[0]), terms.scalar(tree.args[1])
    terms.need(below, "!=", below.is_nonzero)
    return scaled(1 / below, above)


def _pow(terms: Terms, tree: Expr) -> Value:
    base, exponent = terms.scalar(tree.args[0]), terms.scalar(tree.args[1])
    if exponent.is_Integer and abs(int(exponent)) > LARGEST:  # type: ignore[arg-type]
        raise Refused(f"a power above {LARGEST} is not multiplied out")
    if not exponent.is_integer and exponent.is_positive:
        terms.need(base, ">=", base.is_nonnegative or _by_form(terms, tree.args[0], base))
    elif not exponent.is_integer:
        terms.need(base, ">", base.is_positive)
    elif not exponent.is_nonnegative:
        terms.need(base, "!=", base.is_nonzero)
    return tidy(base**exponent) if base.is_Symbol else base**exponent


def _function(terms: Terms, tree: Expr) -> Value:
    values = [terms.scalar(arg) for arg in tree.args]
    if tree.head == "log":
        terms.need(values[0], ">", values[0].is_positive)
    elif tree.head in ("sqrt", "root"):
        terms.need(values[-1], ">=", values[-1].is_nonnegative or _by_form(terms, tree.args[-1], values[-1]))
    if tree.head == "root":
        terms.need(values[0], ">", values[0].is_positive)
    functions: dict[str, Callable[..., sp.Expr]] = {
        "exp": sp.exp, "log": sp.log, "max": sp.Max, "min": sp.Min, "sqrt": sp.sqrt, "abs": magnitude,
        "root": lambda k, x: x ** (1 / k),
    }  # fmt: skip
    return functions[tree.head](*values)


def _by_form(terms: Terms, tree: Expr, value: sp.Expr) -> bool:
    """Whether a scalar is nonnegative by its form, here or where it was printed: a normal form may hide it."""
    if _is_nonnegative(terms, tree):
        terms.nonnegative.add(value)
    return value in terms.nonnegative


def _is_nonnegative(terms: Terms, tree: Expr) -> bool:
    if tree.head in ("abs", "norm", "exp", "sqrt", "Pr", "indicator", "Var"):
        return True
    if tree.head == "pow" and tree.args[1].head == "number" and int(tree.args[1].name) % 2 == 0:
        return True
    if tree.head in ("sum", "maximum", "minimum"):
        variable, low, high, body = tree.args
        sort = Sort("index", (high.name,)) if low == number(1) and high.head == "symbol" else None
        return _is_nonnegative(terms, replace_free(body, {variable.name: symbol(terms.fresh(sort))}))
    inside = {"E": tree.args[:1]}
    inside |= {"pow": tree.args[:1], "add": tree.args, "mul": tree.args, "div": tree.args}
    if tree.head in inside:
        return all(_is_nonnegative(terms, arg) for arg in inside[tree.head])
    value = terms.value(tree) if tree.head in ("symbol", "number", "entry", "apply") else None
    return isinstance(value, sp.Expr) and bool(value.is_nonnegative)


# -- binders -----------------------------------------------------------------------------------------------


def _sum(terms: Terms, tree: Expr) -> Value:
    name, low, high, body = terms.under(tree, terms.value)
    if not (low.is_integer and high.is_integer):
        raise Refused("a sum must run between whole numbers")
    return _each(body, lambda part: summed(terms, [(name, low, high)], part))


def _integral(terms: Terms, tree: Expr) -> Value:
    if terms.timeless(tree.args[3]):
        raise Refused("what is integrated may move, and its time is not printed")
    name, low, high, body = terms.under(tree, terms.value)
    return _each(body, lambda part: integrated(terms, name, low, high, part))


def _each(value: Value, change: Callable[[sp.Expr], sp.Expr]) -> Value:
    """Something done to a scalar, or to every component."""
    return (
        Tensor(value.kind, value.dims, lambda *at: change(value.at(*at)))
        if isinstance(value, Tensor)
        else change(value)
    )


def _opaque(terms: Terms, tree: Expr) -> Value:
    """A product, a maximum or a minimum over a range: an atom; an extremum needs a range that is not empty."""
    name, low, high, body = terms.under(tree, terms.scalar)
    assert isinstance(body, sp.Expr)
    if not (low.is_integer and high.is_integer):
        raise Refused(f"a {tree.head} over a continuous range has no meaning here")
    if tree.head != "prod":
        terms.need(high - low, ">=", (high - low).is_nonnegative)
    whole = nested(terms, tree.head, [(name, low, high)], sp.expand(body))
    assert whole is not None
    return terms.atom(whole, **sign(body))


# -- the draw, time, gradients -----------------------------------------------------------------------------


def _expectation(terms: Terms, tree: Expr) -> Value:
    def average(body: sp.Expr) -> sp.Expr:
        quoted = terms.quote(sp.expand(body))
        whole = len(tree.args) == 1 or _is_whole(terms, quoted, drawn_by(tree.args[1]))
        return mean(terms, body) if whole else terms.atom(Expr("E", (quoted, *tree.args[1:])))

    return _each(terms.value(tree.args[0]), average)


def drawn_by(tree: Expr) -> frozenset[str]:
    """What a subscript says is drawn, by the law that it has; where it names another law, nothing known."""
    return frozenset() if any(part.head in ("chain", "law") for part in walk(tree)) else tree.free


def _is_whole(terms: Terms, tree: Expr, drawn: frozenset[str]) -> bool:
    """Whether a mean over what is drawn is the mean: all that is drawn is random, and nothing else is."""
    return drawn & tree.free <= terms.random and is_of(terms, tree, drawn)


def is_of(terms: Terms, tree: Expr, drawn: frozenset[str]) -> bool:
    """Whether all that depends on the draw in a tree is among what is drawn, and at the start if it moves."""
    if tree.head in ("E", "Pr") and len(tree.args) == 1:
        return True
    if tree.head == "apply" and tree.args[1:] == (number(0),) and tree.args[0].name in drawn:
        return True
    if tree.head == "symbol":
        row = terms.notation.table.get(tree.name)
        return tree.name not in terms.random or (tree.name in drawn and row is not None and row.of != ("time",))
    return all(is_of(terms, arg, drawn) for arg in tree.args)


def _variance(terms: Terms, tree: Expr) -> Value:
    body = terms.scalar(tree.args[0])
    return mean(terms, body**2) - tidy(mean(terms, body) ** 2)


def _chance(terms: Terms, tree: Expr) -> Value:
    event = event_of(terms, tree.args[0])
    if tree.head == "indicator":
        return indicator(terms, event)
    whole = len(tree.args) == 1 or _is_whole(terms, event, drawn_by(tree.args[1]))
    return probability(terms, event) if whole else terms.atom(Expr("Pr", (event, *tree.args[1:])))


def _derivative(terms: Terms, tree: Expr) -> Value:
    body, variable = tree.args
    if variable.head != "symbol" or terms.timeless(body) or terms.hides(variable.name, body.free):
        raise Refused("something speaks unseen of that by which it is differentiated")
    return _each(terms.value(body), lambda part: differentiate(terms, part, variable.name))


GUARD.update({"entry": _is_indexed, "apply": _is_timed})
READ.update(
    {
        "number": _number, "constant": _constant, "symbol": _symbol, "apply": _apply, "entry": _entry,
        "family": _family, "add": lambda terms, tree: added([terms.value(arg) for arg in tree.args]), "mul": _mul,
        "neg": lambda terms, tree: scaled(sp.Integer(-1), terms.value(tree.args[0])), "div": _div, "pow": _pow,
        "exp": _function, "log": _function, "sqrt": _function, "root": _function, "abs": _function, "max": _function,
        "min": _function, "sum": _sum, "integral": _integral, "prod": _opaque, "maximum": _opaque, "minimum": _opaque,
        "transpose": lambda terms, tree: transposed(terms.value(tree.args[0])),
        "inner": lambda terms, tree: inner(terms, *(terms.tensor(arg) for arg in tree.args)),
        "norm": lambda terms, tree: norm(terms, tree.name, terms.value(tree.args[0])),
        "lambda_min": lambda terms, tree: matrix_atom(terms, tree.head, terms.tensor(tree.args[0])),
        "lambda_max": lambda terms, tree: matrix_atom(terms, tree.head, terms.tensor(tree.args[0])),
        **dict.fromkeys(("tr", "Tr"), lambda terms, tree: trace(terms, terms.tensor(tree.args[0]))),
        "E": _expectation, "Var": _variance, "Pr": _chance, "indicator": _chance, "derivative": _derivative,
        "partial": gradient, "grad": gradient,
    }
)  # fmt: skip
