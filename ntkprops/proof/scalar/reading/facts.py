"""What is true of the atoms: the named bridges from exp, log, erf, |.| and max to polynomials.

Each bridge is a rule with its side conditions proved before it is used:

====================  =============================================================
exp lower line        ``exp u >= 1 + u``
exp parabola          ``exp u >= 1 + u + u^2/2`` where ``u >= 0``; ``<=`` where ``u <= 0``
exp sign              ``exp u >= 1`` where ``u >= 0``; ``exp u <= 1`` where ``u <= 0``
exp monotone          ``exp u <= exp v`` where ``u <= v``
log upper line        ``log p <= p - 1`` and ``1 - 1/p <= log p`` for ``p > 0``
log sign              ``log p >= 0`` where ``p >= 1``; ``log p <= 0`` where ``p <= 1``
log monotone          ``log p <= log q`` where ``0 < p <= q``
erf line              ``-1 < erf u < 1``; ``0 <= erf u <= 2u/sqrt(pi)`` where ``u >= 0``
absolute value        ``-a <= p <= a``, ``a^2 = p^2`` for ``a = |p|``
maximum, minimum      ``(M - p)(M - q) = 0``, ``M >= p``, ``M >= q`` for ``M = max(p, q)``
====================  =============================================================

The erf line is its integrand: ``2/sqrt(pi) exp(-s^2) <= 2/sqrt(pi)``, with equality of both sides at 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

from ntkprops.proof.scalar.reading.atoms import Atom, Atoms, Support
from ntkprops.proof.scalar.reading.functions import exponential
from ntkprops.proof.scalar.reading.polynomial import (
    Poly,
    add,
    atom,
    constant,
    is_constant,
    multiply,
    power,
    scale,
    subtract,
)

MOST_COMPARED = 5  # arguments of exp or log compared pairwise


@dataclass(frozen=True)
class Claim:
    """``poly relation 0``, its label, what its reading rests on, and where it comes from.

    ``rule`` is the bridge that gave it, ``given`` the hypothesis; both empty where the assumptions of
    the symbols give it.
    """

    poly: Poly
    relation: str
    name: str
    support: frozenset[Support] = frozenset()
    rule: str = ""
    given: str = ""


def names_used(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The hypotheses behind the claims, each once, in order."""
    names: dict[str, None] = {}
    for claim in claims:
        for name in (claim.given, *(n for s in sorted(claim.support, key=lambda s: s.text) for n in s.used)):
            if name:
                names[name] = None
    return tuple(names)


def rules_used(claims: Iterable[Claim]) -> frozenset[str]:
    """The bridges behind the claims."""
    claims = list(claims)
    below = [support.rules for claim in claims for support in claim.support]
    return frozenset({claim.rule for claim in claims} - {""}).union(*below)


def plain_facts(atoms: Atoms) -> Iterator[Claim]:
    """The facts that need no side condition: signs of symbols, absolute values, maxima."""
    for known in list(atoms.known.values()):
        if known.kind == "symbol":
            yield from _symbol_facts(known)
        elif known.kind == "abs":
            yield from _absolute_facts(known)
        elif known.kind in ("max", "min"):
            yield from _extreme_facts(known)


def facts(atoms: Atoms) -> Iterator[Claim]:
    """Every bridge that applies to the atoms met so far."""
    yield from plain_facts(atoms)
    for known in [a for a in atoms.known.values() if a.kind == "erf"]:
        yield from _erf_facts(atoms, known)
    yield from _exponential_facts(atoms)
    yield from _logarithm_facts(atoms)


def _symbol_facts(known: Atom) -> Iterator[Claim]:
    """Counts are at least 1; symbols declared negative or at most zero are so."""
    x, symbol = atom(known.name), known.meaning
    if symbol.is_integer and symbol.is_positive:
        yield Claim(subtract(x, constant(1)), ">=", f"{symbol} >= 1")
    if symbol.is_nonpositive:
        yield Claim(scale(x, -1), ">" if symbol.is_negative else ">=", f"{symbol} <= 0")


def _absolute_facts(known: Atom) -> Iterator[Claim]:
    a, (p,) = atom(known.name), known.inside
    name = f"absolute value: {known.name}"
    yield Claim(subtract(a, p), ">=", name)
    yield Claim(add(a, p), ">=", name)
    yield Claim(subtract(power(a, 2), multiply(p, p)), "=", name)


def _extreme_facts(known: Atom) -> Iterator[Claim]:
    m, side = atom(known.name), 1 if known.kind == "max" else -1
    gaps = [scale(subtract(m, part), side) for part in known.inside]
    for gap in gaps:
        yield Claim(gap, ">=", f"{known.kind}imum: {known.name}")
    yield Claim(multiply(*gaps), "=", f"{known.kind}imum: {known.name}")


def _erf_facts(atoms: Atoms, known: Atom) -> Iterator[Claim]:
    e, (u,) = atom(known.name), known.inside
    yield Claim(subtract(constant(1), e), ">", f"{known.name} < 1", rule="erf line")
    yield Claim(add(constant(1), e), ">", f"{known.name} > -1", rule="erf line")
    support = atoms.shown(u, strict=False)
    if support is not None:
        root_pi = atom(atoms.pi(), Fraction(1, 2))
        yield Claim(e, ">=", f"{known.name} >= 0", support, "erf line")
        yield Claim(
            subtract(scale(u, 2), multiply(e, root_pi)),
            ">=",
            f"{known.name} <= 2u/sqrt(pi)",
            support,
            "erf line",
        )


def _exponential_facts(atoms: Atoms) -> Iterator[Claim]:
    arguments = [u for u in reversed(atoms.exponents) if not is_constant(u)][:MOST_COMPARED]
    for u in arguments:
        for v in (u, scale(u, -1)):
            value, name = exponential(atoms, v), f"exp({atoms.show(v)})"
            line = subtract(value, add(constant(1), v))
            yield Claim(line, ">=", f"{name} >= 1 + ({atoms.show(v)})", rule="exp lower line")
            curve = subtract(line, scale(power(v, 2), Fraction(1, 2)))
            yield from _if_shown(atoms, v, subtract(value, constant(1)), f"{name} >= 1", "exp sign")
            yield from _if_shown(
                atoms, v, curve, f"{name} >= 1 + v + v^2/2, v = {atoms.show(v)}", "exp parabola"
            )
            yield from _if_shown(
                atoms,
                scale(v, -1),
                scale(curve, -1),
                f"{name} <= 1 + v + v^2/2, v = {atoms.show(v)}",
                "exp parabola",
            )
            yield from _if_shown(
                atoms, scale(v, -1), subtract(constant(1), value), f"{name} <= 1", "exp sign"
            )
    for u, v in permutations(arguments, 2):
        gap = subtract(exponential(atoms, v), exponential(atoms, u))
        name = f"exp({atoms.show(u)}) <= exp({atoms.show(v)})"
        yield from _if_shown(atoms, subtract(v, u), gap, name, "exp monotone")


def _logarithm_facts(atoms: Atoms) -> Iterator[Claim]:
    known = [(p, value) for p, value in reversed(atoms.logarithms) if not is_constant(p)][:MOST_COMPARED]
    for p, value in known:
        name, less_one = f"log({atoms.show(p)})", subtract(p, constant(1))
        yield Claim(subtract(less_one, value), ">=", f"{name} <= argument - 1", rule="log upper line")
        below = subtract(multiply(p, value), less_one)
        yield Claim(below, ">=", f"{name} >= 1 - 1/argument", rule="log upper line")
        yield from _if_shown(atoms, less_one, value, f"{name} >= 0", "log sign")
        yield from _if_shown(atoms, scale(less_one, -1), scale(value, -1), f"{name} <= 0", "log sign")
    for (p, log_p), (q, log_q) in permutations(known, 2):
        name = f"log({atoms.show(p)}) <= log({atoms.show(q)})"
        yield from _if_shown(atoms, subtract(q, p), subtract(log_q, log_p), name, "log monotone")


def _if_shown(atoms: Atoms, condition: Poly, gap: Poly, name: str, rule: str) -> Iterator[Claim]:
    """``gap >= 0`` (strict where the condition is), if ``condition >= 0`` is shown."""
    strict = atoms.shown(condition, strict=True)
    support = strict if strict is not None else atoms.shown(condition, strict=False)
    if support is not None:
        yield Claim(gap, ">" if strict is not None else ">=", name, support, rule)
