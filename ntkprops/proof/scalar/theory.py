"""The hypotheses, read: definitions used as such, every other one a claim; and proofs from them.

A hypothesis is read only once its denominators, roots and logarithms are shown to be defined by those
read before; one for which this never succeeds is left out (and named), so that nothing undefined can
help a proof.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import sympy

from ntkprops.proof.scalar import kernel
from ntkprops.proof.scalar.reading.atoms import Atoms, Support
from ntkprops.proof.scalar.reading.facts import Claim, facts, names_used, plain_facts, rules_used
from ntkprops.proof.scalar.reading.functions import logarithm
from ntkprops.proof.scalar.reading.polynomial import Poly, atoms_of, content, multiply, scale, subtract
from ntkprops.proof.scalar.reading.reader import Reader
from ntkprops.proof.scalar.relation import Inequality
from ntkprops.proof.scalar.search.refute import refute
from ntkprops.proof.scalar.search.signs import with_signs
from ntkprops.proof.scalar.search.system import HIGHEST, System, compiled
from ntkprops.proof.scalar.size import UndeterminedError


@dataclass
class Theory:
    """What is known: claims read from hypotheses, and the reader that read them."""

    reader: Reader
    claims: list[Claim] = field(default_factory=list)
    labels: tuple[str, ...] = ()  # of the hypotheses, in their order
    left_out: dict[str, str] = field(default_factory=dict)  # hypothesis -> why it could not be read
    side_effort: int = 1  # for side conditions: 1 while hypotheses are read, 0 for the facts of atoms
    _proved: dict[object, Support | None] = field(default_factory=dict)

    @property
    def atoms(self) -> Atoms:
        """The atoms met so far."""
        return self.reader.atoms

    def prove(self, poly: Poly, strict: bool) -> Support | None:
        """A proof of ``poly > 0`` (``>= 0`` unless strict) from the claims read so far."""
        key = (frozenset(poly.items()), strict, len(self.claims), len(self.atoms.signs))
        if key not in self._proved:
            self._proved[key] = None  # a side condition may not rest on itself
            self._proved[key] = self.refuted(poly, strict)
        return self._proved[key]

    def refuted(self, poly: Poly, strict: bool) -> Support | None:
        """The same, its opposite refuted anew."""
        opposite = Claim(scale(poly, -1), ">=" if strict else ">", "negated side condition")
        try:
            system = with_signs(compiled(self.atoms, [opposite], [*self.claims, *plain_facts(self.atoms)]))
        except UndeterminedError:
            return None
        found = refute(system, effort=self.side_effort)
        if found is None:
            return None
        text = f"{self.atoms.show(poly)} {'>' if strict else '>='} 0"
        certificate = (*refutations_under(found.claims), found.refutation)
        return Support(text, names_used(found.claims), certificate, rules_used(found.claims))

    def system(self, negated: list[Claim], *, extra: Sequence[Claim] = ()) -> System:
        """The negated goal with everything known."""
        self.side_effort = 0
        return with_signs(compiled(self.atoms, negated, [*self.claims, *extra, *facts(self.atoms)]))


def read_theory(given: Iterable[Inequality], make: Callable[..., Theory] = Theory) -> Theory:
    """The hypotheses in an order in which each is defined by those before it; ``make`` says how it proves."""
    hypotheses = list(given)
    definitions = _definitions(hypotheses)
    reader = Reader(Atoms(prove=lambda poly, strict: theory.prove(poly, strict)), definitions)
    theory = make(reader, labels=tuple(h.label for h in hypotheses))
    theory.claims += _signs_of_defined(reader, definitions)
    waiting = [h for h in hypotheses if not _defines(h, definitions)]
    while waiting:
        unread = [h for h in waiting if not _take_in(theory, h)]
        if len(unread) == len(waiting):
            break
        waiting = unread
    return theory


def _take_in(theory: Theory, hypothesis: Inequality) -> bool:
    """Reads one hypothesis into the theory, if it is known to be defined."""
    try:
        theory.claims.append(claim_of(theory.reader, hypothesis))
    except UndeterminedError as reason:
        theory.left_out[hypothesis.label] = str(reason)
        return False
    theory.left_out.pop(hypothesis.label, None)
    return True


def claim_of(reader: Reader, inequality: Inequality) -> Claim:
    """The inequality as a claim ``poly relation 0``; ``p != 0`` is ``p^2 > 0``."""
    left, support = reader.read_with_support(inequality.left)
    right, more = reader.read_with_support(inequality.right)
    gap = subtract(right, left)
    relation = {"<=": ">=", "<": ">", "=": "=", "!=": ">", ">=": ">=", ">": ">"}[inequality.op]
    if inequality.op in (">=", ">"):
        gap = scale(gap, -1)
    if inequality.op == "!=":
        gap = multiply(gap, gap)
    high = next((e for mono in gap for _, e in mono if abs(e) > HIGHEST or e.denominator > HIGHEST), None)
    if high is not None:
        raise UndeterminedError(f"the power {high} is too high to calculate with")
    return Claim(gap, relation, inequality.label, support | more, given=inequality.label)


def refutations_under(claims: Iterable[Claim]) -> tuple[kernel.Refutation, ...]:
    """The side conditions' certificates behind the claims."""
    supports = {support for claim in claims for support in claim.support}
    return tuple(r for support in sorted(supports, key=lambda s: s.text) for r in support.certificate)


# -- definitions -----------------------------------------------------------------------------------


def _definitions(hypotheses: Sequence[Inequality]) -> dict[sympy.Symbol, tuple[sympy.Expr, str]]:
    """Hypotheses ``symbol = expression`` to be read as definitions: acyclic, and always defined."""
    found: dict[sympy.Symbol, tuple[sympy.Expr, str]] = {}
    for hypothesis in hypotheses:
        for symbol, expr in _sides(hypothesis):
            if symbol not in found and not _reaches(expr, symbol, found) and _is_defined(expr, found):
                found[symbol] = (expr, hypothesis.label)
                break
    return found


def _defines(hypothesis: Inequality, found: Mapping) -> bool:
    """Whether the hypothesis is one of the definitions."""
    return any((expr, hypothesis.label) == found.get(symbol) for symbol, expr in _sides(hypothesis))


def _sides(hypothesis: Inequality) -> list[tuple[sympy.Symbol, sympy.Expr]]:
    """The readings of an equality as ``symbol := expression``."""
    if hypothesis.op != "=":
        return []
    both = [(hypothesis.left, hypothesis.right), (hypothesis.right, hypothesis.left)]
    return [(left, right) for left, right in both if isinstance(left, sympy.Symbol) and not left.is_integer]


def _reaches(expr: sympy.Expr, symbol: sympy.Symbol, found: dict) -> bool:
    """Whether the expression mentions the symbol, through the definitions found so far."""
    waiting, seen = set(expr.free_symbols), set()
    while waiting:
        current = waiting.pop()
        if current == symbol:
            return True
        if current in found and current not in seen:
            waiting |= found[current][0].free_symbols
        seen.add(current)
    return False


def _is_defined(expr: sympy.Expr, found: dict) -> bool:
    """Whether the signs of the symbols alone show that the expression is defined."""
    reader = Reader(Atoms(prove=lambda poly, strict: None), found)
    try:
        reader.read(expr)
    except UndeterminedError:
        return False
    return True


def _signs_of_defined(reader: Reader, definitions: dict) -> list[Claim]:
    """What the assumptions of a defined symbol say of the expression it stands for."""
    claims = []
    for symbol in definitions:
        poly, support = reader.read_with_support(symbol)
        if symbol.is_nonnegative:
            relation = ">" if symbol.is_positive else ">="
            claims.append(Claim(poly, relation, f"{symbol} {relation} 0", support))
        if symbol.is_nonpositive:
            claims.append(
                Claim(scale(poly, -1), ">" if symbol.is_negative else ">=", f"{symbol} <= 0", support)
            )
    return [claim for claim in claims if not _shown(reader, claim)]


def _shown(reader: Reader, claim: Claim) -> bool:
    return reader.atoms.sign_of(claim.poly) in (">", claim.relation)


def in_logarithms(atoms: Atoms, claim: Claim) -> Claim | None:
    """``a <= b`` between positive products as ``log a <= log b``, the logarithms taken apart.

    A product is a monomial, or a sum of terms that share an exponential: ``(n^2 + n) exp(-m) <= d``.
    """
    below = {mono: -value for mono, value in claim.poly.items() if value < 0}
    above = {mono: value for mono, value in claim.poly.items() if value > 0}
    if not all(_is_product(atoms, side) for side in (below, above)):
        return None
    try:
        gap = subtract(logarithm(atoms, above), logarithm(atoms, below))
    except UndeterminedError:  # a number too long to be taken apart
        return None
    return replace(claim, poly=gap, rule="log of both sides")


def _is_product(atoms: Atoms, side: Poly) -> bool:
    """Whether every atom is positive and the terms are one, or have an exponential in common."""
    if not side or not all(map(atoms.is_positive, atoms_of(side))):
        return False
    shared = [name for name, _ in content(side, atoms_of(side)) if name in atoms.known]
    return len(side) == 1 or any(atoms.known[name].kind == "exp" for name in shared)
