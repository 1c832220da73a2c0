r"""What do the words of a declaration ask: "symmetric", "convex", "centred"? ``admits``, ``traits_of``, ``admits_law``.

A witness that the words beside a symbol exclude is none, although no formula excludes it. To restrict what is tried is
always sound.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from fractions import Fraction

from ntkprops.language.notation import Symbol
from ntkprops.language.tree import number
from ntkprops.meaning.exact import tensor
from ntkprops.meaning.exact.tensor import Tensor, Value
from ntkprops.meaning.exact.values import Undetermined, compare
from ntkprops.proof.facts import Fact
from ntkprops.trial.sets import Law

ZERO, ONE = Fraction(0), Fraction(1)
IDENTITY = re.compile(r"(I|\\mathbf\{?I\}?|\\mathbb\{?I\}?|\\mathrm\{?I\}?)(_.*)?$")


def _is_identity(value: Tensor) -> bool:
    n, m = value.shape[-2:]
    return n == m and all(entry == Fraction(at % (n * n) % (n + 1) == 0) for at, entry in enumerate(value.entries))


def _product(value: Tensor) -> Value:
    return tensor.product(tensor.transposed(value), value)


def _is_psd(value: Tensor, op: str) -> bool:
    return _symmetric(value) and compare(tensor.eigenvalue(value, 0), op, ZERO) is True


def _symmetric(value: Tensor) -> bool:
    return value.shape[0] == value.shape[1] and tensor.is_symmetric(value)


def _is_unit(value: Tensor) -> bool:
    return compare(tensor.inner(value, value), "=", ONE) is True


def _determinant(value: Tensor) -> bool:
    """Whether a square matrix of at most 2 rows, or a diagonal or triangular one, certainly has an inverse."""
    n = value.shape[0]
    if n != value.shape[1] or n > 2:
        return all(value.entries[i * n + j] == 0 for i in range(n) for j in range(i)) and all(
            value.entries[i * (n + 1)] != 0 for i in range(n)
        )
    entries = value.entries
    return entries[0] != 0 if n == 1 else entries[0] * entries[3] != entries[1] * entries[2]  # type: ignore[operator]


MATRICES: tuple[tuple[str, Callable[[Tensor], bool]], ...] = (
    (r"positive semi-?definite|psd|covariance|kernel|gram", lambda value: _is_psd(value, ">=")),
    (r"positive definite|\bspd\b|\bpd\b", lambda value: _is_psd(value, ">")),
    (r"\b(?<!skew-)(?<!skew )(?<!anti)symmetric|self-?adjoint|hermitian|laplacian", _symmetric),
    (r"orthogonal|orthonormal|unitary|rotation", lambda value: _is_identity(_product(value))),  # type: ignore[arg-type]
    (r"\bidentity", _is_identity),
    (r"\bdiagonal\b", lambda value: all(e == 0 for k, e in enumerate(value.entries) if k % (value.shape[1] + 1))),
    (r"\binvertible|\bnon-?singular|full rank", _determinant),
    (r"projection|projector|idempotent", lambda value: _symmetric(value) and tensor.product(value, value) == value),
    (r"skew|antisymmetric", lambda value: tensor.transposed(value) == tensor.mapped(value, lambda e: -e)),  # type: ignore[operator]
)
VECTORS: tuple[tuple[str, Callable[[Tensor], bool]], ...] = (
    (r"\bunit\b|of norm 1|norm one|normalised|normalized", _is_unit),
    (r"\bones\b", lambda value: all(entry == 1 for entry in value.entries)),
    (r"probability|distribution|simplex",
     lambda value: all(e >= 0 for e in value.entries) and sum(value.entries) == 1),  # type: ignore[operator, arg-type]
    (r"non-?zero", lambda value: any(entry != 0 for entry in value.entries)),
)  # fmt: skip


def admits(row: Symbol, value: Value) -> bool:
    """Whether the words of a declaration, and the name of the identity, leave a value to a symbol."""
    if not isinstance(value, Tensor) or row.sort.kind not in ("vector", "matrix"):
        return not re.search(r"non-?zero", row.meaning) or value != 0
    words, axes = row.meaning.lower(), len(row.sort.dims)
    rules = [test for pattern, test in (MATRICES if axes == 2 else VECTORS) if re.search(pattern, words)]
    if axes == 2 and IDENTITY.match(row.name):
        rules.append(_is_identity)
    try:
        return all(test(member) for test in rules for member in _members(value, len(value.shape) - axes))
    except Undetermined:
        return False


def _members(value: Tensor, depth: int) -> Iterable[Tensor]:
    if depth == 0:
        yield value
    for place in range(value.shape[0] if depth else 0):
        yield from _members(value.row(place), depth - 1)  # type: ignore[arg-type]


TRAITS = {
    "convex": "convex", "concave": "concave", "strongly": "strong", "strong": "strong", "smooth": "smooth",
    "lipschitz": "lipschitz", "bounded": "bounded", "linear": "linear", "increasing": "increasing",
    "monotone": "increasing", "continuous": "continuous", "differentiable": "continuous",
}  # fmt: skip
KNOWN = re.compile(
    r"relu|sigmoid|tanh|soft(plus|max)|\b(co)?sine|heaviside|indicator|densit|kernel|entropy|\bnorm\b|metric|distance|"
    r"divergence|quantile|logistic|gelu|hinge|gamma function|\bodd\b|\beven\b|homogeneous|periodic|decreasing|sublinear"
)


def traits_of(row: Symbol) -> frozenset[str] | None:
    """What the words of a declaration ask of a function; None where they name one that is in no catalogue.

    >>> from ntkprops.language.notation import declare, real
    >>> sorted(traits_of(declare("f", real, "smooth and convex", of=(real,))))
    ['convex', 'smooth']
    """
    words = row.meaning.lower()
    if KNOWN.search(words) or re.search(r"\bnon-?(?:convex|linear|smooth)", words):
        return None
    return frozenset(TRAITS[word] for word in re.findall(r"[a-z]+", words) if word in TRAITS)


OTHER_LAWS = re.compile(
    r"(?<!sub-)(?<!sub)(?<!sub )gauss|\bnormal|uniform|poisson|exponential|continuous|densit|geometric|cauchy|gamma"
)


def admits_law(row: Symbol, law: Law) -> bool:
    """Whether the words of a declaration leave a finite law to a random symbol."""
    words, mean = row.meaning.lower(), sum(value * chance for value, chance in law)
    square = sum(value * value * chance for value, chance in law)
    values = {value for value, _ in law}
    asked = (
        (OTHER_LAWS.search(words), False),
        (re.search(r"zero[- ]mean|mean[- ](zero|0)|cent(e?red|red)", words), mean == 0),
        (re.search(r"unit variance|variance (one|1)\b|standardi[sz]ed|isotropic", words), square - mean * mean == 1),
        (re.search(r"bernoulli|\bcoin", words), values <= {ZERO, ONE}),
        (re.search(r"rademacher|\bsigns?\b", words), values <= {-ONE, ONE} and mean == 0),
        (re.search(r"symmetric", words), all((-value, chance) in law for value, chance in law)),
    )
    return all(fits for said, fits in asked if said)


DETERMINED = re.compile(
    r"minimi[sz]er|maximi[sz]er|minimum|maximum|optimal|optimum|stationary|saddle|critical|fixed point|arg ?min"
)


def is_determined(row: Symbol) -> bool:
    """Whether the words of a declaration say that something else determines a symbol, as a minimiser is."""
    return bool(DETERMINED.search(row.meaning.lower()))


def length_one(facts: Iterable[Fact]) -> frozenset[str]:
    r"""The symbols whose members have norm 1, ``\|x_i\| = 1``."""
    found = set()
    for fact in facts:
        for left, right in (fact.relation.args, fact.relation.args[::-1]) if fact.relation.name == "=" else ():
            left = left.args[0] if left.head == "pow" else left
            if left.head == "norm" and left.name in ("", "2") and right == number(1) and not fact.conditions:
                base = left.args[0].args[0] if left.args[0].head == "entry" else left.args[0]
                found.add(base.name)
    return frozenset(found)
