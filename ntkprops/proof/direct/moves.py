r"""The rules at the terms in sight: ``moves(sight, terms)`` yields steps, which the checker may refuse.

Every generator looks at one kind of term and writes the instances of the rules that speak of it; those that a claim
does not name as its reasons are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, permutations

from ntkprops.derivation.judgment import Step
from ntkprops.language.tree import Expr, number, relation, symbol, transform, walk
from ntkprops.proof.direct.sight import Sight

ZERO, ONE = number(0), number(1)
EUCLIDEAN = ("", "2", "op")


def moves(sight: Sight, terms: Iterable[Expr]) -> Iterator[Step]:
    """The instances of the named rules at some terms."""
    terms = list(terms)
    for names, generate in GENERATORS:
        if names & sight.rules:
            yield from generate(sight, terms)


def _product(*factors: Expr) -> Expr:
    return factors[0] if len(factors) == 1 else Expr("mul", factors)


def _splits(terms: Iterable[Expr]) -> Iterator[tuple[Expr, Expr]]:
    """Every way to cut a printed product in two."""
    for term in terms:
        if term.head == "mul":
            for cut in range(1, len(term.args)):
                yield _product(*term.args[:cut]), _product(*term.args[cut:])


def _pairs(sight: Sight, terms: list[Expr]) -> Iterator[tuple[Expr, Expr]]:
    """The two vectors of every inner product: ``<u, v>``, and ``u^T v`` however it is cut."""
    yield from ((one, other) for term in terms if term.head == "inner" for one, other in (term.args,))
    for left, right in _splits(terms):
        if (sight.kind(left), sight.kind(right)) == ("covector", "vector"):
            yield _transposed(left), right


def _transposed(tree: Expr) -> Expr:
    """The transpose of a product of transposes, as a person would write it."""
    if tree.head == "transpose":
        return tree.args[0]
    if tree.head == "mul":
        return Expr("mul", tuple(_transposed(factor) for factor in reversed(tree.args)))
    return Expr("transpose", (tree,))


def _normed(sight: Sight, terms: list[Expr]) -> list[Expr]:
    """What stands in a Euclidean, spectral or Frobenius norm."""
    found = [t.args[0] for t in terms if t.head == "norm" and t.name in (*EUCLIDEAN, "F")]
    return [one for one in dict.fromkeys(found) if sight.kind(one) != "scalar"]


def _vectors(sight: Sight, terms: list[Expr]) -> list[Expr]:
    """The vectors in sight whose length is spoken of, or that stand in a product."""
    normed = [one for one in _normed(sight, terms) if sight.kind(one) in ("vector", "covector")]
    paired = [side for pair in _pairs(sight, terms) for side in pair]
    return list(dict.fromkeys((*normed, *paired)))


def _parts(tree: Expr) -> tuple[Expr, ...]:
    """The terms of a sum, without their signs."""
    return tuple(one.args[0] if one.head == "neg" else one for one in tree.args) if tree.head == "add" else ()


def _definition(sight: Sight, terms: list[Expr]) -> Iterator[Step]:
    vectors = _vectors(sight, terms)
    for one in vectors:
        yield Step("norm_definition", (one,))
    for one in vectors:  # the parallelogram
        if len(_parts(one)) == 2:
            left, right = one.args
            turned = right.args[0] if right.head == "neg" else Expr("neg", (right,))
            yield Step("norm_definition", (Expr("add", (left, turned)),))
            yield from (Step("norm_definition", (part,)) for part in _parts(one))
    for one, other in _pairs(sight, terms):  # twice an inner product is below the sum of the squares; then weighted
        yield from _squares_of(one, other)
    sums = [_parts(one) for one in vectors if len(_parts(one)) == 2]
    for weight in _weights(sight, terms):
        for one, other in dict.fromkeys((*_pairs(sight, terms), *sums)):
            yield from _squares_of(one, Expr("mul", (weight, other)))
            yield from _squares_of(Expr("mul", (weight, one)), other)
    for term in terms:  # a sum of squares that is printed
        if term.head == "sum" and term.args[3].head == "pow" and term.args[3].args[1] == number(2):
            variable, low, high, body = term.args
            if low == ONE:
                yield Step("norm_definition", (Expr("family", (variable, low, high, body.args[0])),))
    yield from (Step("norm_definition", (one,)) for one in _normed(sight, terms) if sight.kind(one) == "matrix")


def _vanishing(sight: Sight, terms: list[Expr]) -> Iterator[Step]:
    """The inner products of what is known to be 0."""
    gone = {one.args[0]: step for one, step in sight.known.items() if one.name == "=" and one.args[1] == ZERO}
    pairs = dict.fromkeys((*_pairs(sight, terms), *((one, one) for one in _vectors(sight, terms))))
    for one, other in (pair for both in pairs for pair in (both, both[::-1])):
        if one in gone:
            yield Step("vanishes", (one, other), (gone[one],))


def _squares_of(one: Expr, other: Expr) -> Iterator[Step]:
    yield from (Step("norm_definition", (Expr("add", (one, two)),)) for two in (other, Expr("neg", (other,))))


def _weights(sight: Sight, terms: list[Expr]) -> list[Expr]:
    """The positive numbers in sight by which a square may be completed."""
    table = sight.checker.notation.table
    named = dict.fromkeys(term for term in terms if term.head == "symbol" and term.name in table)
    return [one for one in named if table[one.name].sort.kind == "positive" and not table[one.name].over][:2]


def _triangle(sight: Sight, terms: list[Expr]) -> Iterator[Step]:
    for one in _normed(sight, terms):
        if one.head == "add":
            yield Step("triangle", one.args)
    for term in terms:
        if term.head in ("abs", "norm") and term.args[0].head in ("sum", "integral"):
            inside = term.args[0]
            ends = () if inside.head == "sum" else (Step("scalar", (relation(inside.args[1], "<=", inside.args[2]),)),)
            yield Step("triangle_under", (inside,), ends)


def _cauchy_schwarz(sight: Sight, terms: list[Expr]) -> Iterator[Step]:
    pairs = list(_pairs(sight, terms))
    for one in _normed(sight, terms):
        if sight.kind(one) == "vector":
            pairs += combinations(_parts(one), 2)
    yield from (Step("cauchy_schwarz", pair) for pair in dict.fromkeys(pairs))
    yield from (Step("sum_squared", (term,)) for term in terms if term.head == "sum")
    for term in terms:
        if term.head == "norm" and term.name == "1":
            entries = Step("norm_domination", ("1", term.args[0]))
            found = sight.derive(entries)
            total = None if found is None else sight.normal(found.args[1])
            if total is not None:
                yield entries
                yield Step("sum_squared", (total,))


def _hoelder(sight: Sight, terms: list[Expr]) -> Iterator[Step]:
    for one, other in _pairs(sight, terms):
        yield from (Step("hoelder", pair) for pair in ((one, other), (other, one)))


def _operator_norm(sight: Sight, terms: list[Expr]) -> Iterator[Step]:
    images = list(_splits([*_normed(sight, terms), *_vectors(sight, terms)]))
    images += [(m, v) for m, v in _splits(terms) if sight.kind(v) == "vector"]
    for matrix, rest in dict.fromkeys(images):
        if sight.kind(matrix) == "matrix":
            yield Step("operator_norm", (matrix, rest))
            yield from (Step("operator_norm", (m.args[0],)) for m in (matrix, rest) if m.head == "transpose")
    for one in _normed(sight, terms):
        if one.head == "transpose" and sight.kind(one) == "matrix":
            yield Step("operator_norm", (one.args[0],))
    for one, other in _pairs(sight, terms):
        if other.head == "mul":
            yield Step("cauchy_schwarz", (one, other))


def _domination(sight: Sight, terms: list[Expr]) -> Iterator[Step]:
    for term in terms:
        if term.head == "norm":
            kind = sight.kind(term.args[0])
            ways = ("spectral", "sum", "largest", "entry") if kind == "matrix" else ("sum", "entry", "1", "\\infty")
            yield from (Step("norm_domination", (way, term.args[0])) for way in ways if kind != "scalar")
    yield from _eigenvalues(sight, terms)


def _eigenvalues(sight: Sight, terms: list[Expr]) -> Iterator[Step]:
    matrices = dict.fromkeys(term.args[0] for term in terms if term.head in ("lambda_min", "lambda_max"))
    for matrix in matrices:
        yield from (Step("spectral_radius", (which, matrix)) for which in ("least", "order", "most"))
        yield Step("norm_domination", ("spectral", matrix))


def _members(sight: Sight, terms: list[Expr]) -> Iterator[Step]:
    """That the members of a range that the scope speaks of are below its maximum."""
    extrema = [sight.normal(term) for term in terms if term.head in ("maximum", "minimum")]
    spoken = [one for term in terms if term.head == "entry" for one in term.args[1:]]
    for extremum in (one for one in dict.fromkeys(extrema) if one is not None and one.head in ("maximum", "minimum")):
        yield from (Step("member", (extremum, index)) for index in dict.fromkeys(spoken))


def _weyl(sight: Sight, terms: list[Expr]) -> Iterator[Step]:
    for matrix in dict.fromkeys(term.args[0] for term in terms if term.head in ("lambda_min", "lambda_max")):
        for one, other in permutations(matrix.args, 2) if matrix.head == "add" and len(matrix.args) == 2 else ():
            yield from (Step("weyl_sum", (end, one, other)) for end in ("least", "least most", "most least", "most"))


def _mean_products(sight: Sight, terms: list[Expr]) -> Iterator[Step]:
    for term in terms:
        if term.head == "E" and len(term.args) == 1:
            yield from (Step("mean_product", pair) for pair in _splits(term.args))


def _mean_squares(sight: Sight, terms: list[Expr]) -> Iterator[Step]:
    """That the mean of a square is not negative, of the sum and the difference of what is multiplied or squared."""
    for term in (term for term in terms if term.head == "E" and len(term.args) == 1):
        (body,) = term.args
        inside = body.args[0] if body.head == "pow" and body.args[1] == number(2) else body
        if inside.head not in ("add", "mul") or len(inside.args) != 2:
            continue
        for other in (inside.args[1], Expr("neg", inside.args[1:])):
            square = Expr("pow", (Expr("add", (inside.args[0], other)), number(2)))
            above = Step("scalar", (relation(square, ">=", ZERO),))
            yield Step("monotone", (Expr("E", (square,)), ">=", ZERO), (above,))


def _jensen(sight: Sight, terms: list[Expr]) -> Iterator[Step]:
    for term in (term for term in terms if term.head == "E" and len(term.args) == 1):
        (body,) = term.args
        for which, inside in _convex(body):
            above = () if which == "exp" else (Step("scalar", (relation(inside, ">", ZERO),)),)
            yield Step("jensen_convex", (which, inside), above)


def _convex(body: Expr) -> Iterator[tuple[str, Expr]]:
    """What stands in an exponential, a logarithm or a denominator."""
    if body.head in ("exp", "log"):
        yield body.head, body.args[0]
    if body.head == "div":
        yield "inverse", body.args[1]


def _rayleigh(sight: Sight, terms: list[Expr]) -> Iterator[Step]:
    for one, other in dict.fromkeys(_pairs(sight, terms)):
        if other.head == "mul" and sight.kind(other.args[0]) == "matrix":
            matrix, vector = other.args[0], _product(*other.args[1:])
            if vector == one:
                yield from (Step("rayleigh", (matrix, vector, *which)) for which in ((), ("most",)))
    yield from _eigenvalues(sight, terms)


def tails_of(terms: Iterable[Expr]) -> Iterator[tuple[Expr, str, Expr]]:
    """The printed chances of one relation, as what is large, the relation and the level."""
    for term in terms:
        if term.head == "Pr" and len(term.args) == 1 and term.args[0].head == "chain" and len(term.args[0].args) == 2:
            left, right = term.args[0].args
            op = term.args[0].name
            yield (left, op, right) if op in (">=", ">") else (right, op.replace("<", ">"), left)


def _union(sight: Sight, terms: list[Expr]) -> Iterator[Step]:
    yield from (Step("union_bound", (t.args[0],)) for t in terms if t.head == "Pr" and t.args[0].head == "union")
    for large, op, level in tails_of(terms):
        if large.head == "maximum":
            yield Step("union_over_indices", (large, level, op))


def _markov(sight: Sight, terms: list[Expr]) -> Iterator[Step]:
    for large, op, level in tails_of(terms):
        signs = (sight.follows(relation(large, ">=", ZERO)), sight.follows(relation(level, ">", ZERO)))
        if signs[0] is not None and signs[1] is not None:
            yield Step("markov", (large, level, op), (signs[0], signs[1]))


def _sums(sight: Sight, terms: list[Expr]) -> Iterator[Step]:
    """The last term of every sum in sight, no term, or what a geometric sum is."""
    for term in (term for term in terms if term.head == "sum"):
        _, low, high, body = term.args
        ordered, crossed = Step("scalar", (relation(low, "<=", high),)), Step("scalar", (relation(high, "<", low),))
        yield Step("last_term", (term,), (ordered,))
        yield Step("empty_sum", (term,), (crossed,))
        following = Step("scalar", (relation(low, "<=", Expr("add", (high, ONE))),))
        if body.head == "pow":
            yield Step("geometric_sum", (term,), (following,))
        for part in walk(body):  # s_{k+1}: the differences of s may telescope
            if part.head == "entry" and part.args[1:] in _following(term.args[0]):
                member = Expr("entry", (part.args[0], term.args[0]))
                yield Step("telescope", (Expr("sum", (term.args[0], low, high, member)),), (following,))


def _following(variable: Expr) -> tuple[tuple[Expr, ...], ...]:
    """The indices ``k + 1`` and ``1 + k``."""
    return (Expr("add", (variable, ONE)),), (Expr("add", (ONE, variable)),)


def _variances(sight: Sight, terms: list[Expr]) -> Iterator[Step]:
    """What independence says of the variances in sight."""
    for term in terms:
        if term.head == "Var":
            for part in (term.args[0], *_deeper(term.args[0])):
                if part.head == "sum":
                    yield Step("independent_sum", (part,))
                elif part.head == "add":
                    yield Step("independent_variance", part.args)
        elif term.head == "E" and len(term.args) == 1 and term.args[0].head == "mul":
            yield Step("independent_product", term.args[0].args)


def _between_ends(sight: Sight, terms: list[Expr]) -> Iterator[Step]:
    """``g(b) - g(a)`` as an integral, for every two values of one function of time in sight."""
    moments: dict[Expr, dict[Expr, None]] = {}
    variable = symbol("@40")
    paths = sight.checker.terms.paths
    for term in terms:
        for part in walk(term):
            if part.head == "apply" and part.args[0].name in paths and len(part.args) == 2 and term.head not in FLAT:
                at = part.args[1]
                shape = transform(term, lambda node, at=at: _moved(node, at, variable, paths))
                moments.setdefault(shape, {})[at] = None
                if any(one.head == "exp" for one in terms) and shape.head == "apply":
                    moments.setdefault(Expr("log", (shape,)), {})[at] = None
    for shape, at in moments.items():
        for low, high in combinations(sorted(at, key=repr), 2):
            yield Step("fundamental_theorem", (shape, variable, low, high))


FLAT = ("chain", "add", "neg", "integral", "derivative", "E", "Pr")


def _moved(node: Expr, at: Expr, variable: Expr, paths: frozenset[str]) -> Expr:
    moves_ = node.head == "apply" and node.args[0].name in paths and node.args[1:] == (at,)
    return Expr("apply", (node.args[0], variable)) if moves_ else node


def _deeper(tree: Expr) -> Iterator[Expr]:
    """What stands in a variable under factors and beside fixed terms."""
    for part in tree.args if tree.head in ("mul", "div", "neg", "add") else ():
        yield part
        yield from _deeper(part)


GENERATORS = (  # what looks for instances of which rules
    ({"algebra", "induction", "sums"}, _sums),
    ({"norm_definition"}, _definition),
    ({"norm_definition", "algebra", "substitution"}, _vanishing),
    ({"triangle"}, _triangle),
    ({"cauchy_schwarz"}, _cauchy_schwarz),
    ({"cauchy_schwarz"}, _mean_products),
    ({"weyl"}, _weyl),
    ({"jensen"}, _jensen),
    ({"linearity"}, _mean_squares),
    ({"linearity", "norm_domination"}, _members),
    ({"hoelder"}, _hoelder),
    ({"operator_norm"}, _operator_norm),
    ({"norm_domination"}, _domination),
    ({"rayleigh"}, _rayleigh),
    ({"union_bound"}, _union),
    ({"markov"}, _markov),
    ({"independence", "linearity"}, _variances),
    ({"fundamental_theorem"}, _between_ends),
)

__all__ = ["moves", "tails_of"]
