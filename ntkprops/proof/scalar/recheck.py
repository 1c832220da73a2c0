"""Is a certificate a certificate of this? The premises and the goal are read anew, and nothing is searched for.

A kernel that accepts an identity says only that its constraints have no common point; it does not say what they
are. Here every constraint is compared, polynomial by polynomial, with what is known to hold: the readings of the
premises, the signs of the atoms, the bridges of ``reading.facts``, and bounds of numbers. Where all constraints of a
refutation are known but one, that one is false, and its opposite is known from then on; so side conditions come in,
in whatever order they stand. Where all are known, what was assumed is refuted. Names and notes are not believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial, reduce

from ntkprops.proof.scalar import kernel
from ntkprops.proof.scalar.ball import is_met
from ntkprops.proof.scalar.decide import negations
from ntkprops.proof.scalar.reading.atoms import Atoms, Support
from ntkprops.proof.scalar.reading.facts import Claim, facts, plain_facts
from ntkprops.proof.scalar.reading.polynomial import Poly, add, atom, content, divide, multiply, power, scale, subtract
from ntkprops.proof.scalar.relation import Inequality, Proof
from ntkprops.proof.scalar.search.system import constant_facts, root_facts, written_out
from ntkprops.proof.scalar.size import UndeterminedError
from ntkprops.proof.scalar.strategy import MOST_CASES, cases_of
from ntkprops.proof.scalar.theory import Theory, claim_of, in_logarithms, read_theory
from ntkprops.verdict import Kind

Certificate = tuple[kernel.Refutation, ...]
_ROOT = re.compile(r"(.*)\^\(1/([1-9]\d*)\)")


def is_rechecked(proof: Proof, goal: Inequality, premises: Sequence[Inequality]) -> bool:
    """Whether the certificate of ``proof`` refutes the negated goal under those premises that it says it uses."""
    if proof.kind is Kind.SOLVER or not all(map(kernel.accepts, proof.certificate)):
        return False
    if not goal.symbols and is_met(goal, {}):
        return True
    used = [premise for premise in premises if premise.label in proof.used]
    return any(_stands(proof.certificate, goal, used, early=early) for early in (False, True))


def _stands(certificate: Certificate, goal: Inequality, used: Sequence[Inequality], *, early: bool) -> bool:
    """The same, the signs of the premises' atoms asked for before the goal is read, or not: the prover did either."""
    theory = read_theory(used, partial(_Replay, certificate=certificate))
    for name in [*theory.atoms.known] if early else ():
        theory.atoms.promote(((name, Fraction(1)),))
    try:
        parts = list(negations(goal, claim_of(theory.reader, goal)))
        return all(_is_refuted(theory, certificate, [part]) for part in parts)
    except UndeterminedError:
        return False


@dataclass
class _Replay(Theory):
    """A theory whose side conditions are shown by the refutations of a certificate alone."""

    certificate: Certificate = ()

    def refuted(self, poly: Poly, strict: bool) -> Support | None:
        """A note that the opposite is refuted."""
        opposite = Claim(scale(poly, -1), ">=" if strict else ">", "")
        known = [opposite, *self.claims, *plain_facts(self.atoms)]
        return Support(f"{self.atoms.show(poly)} > 0") if _contradict(self.atoms, self.certificate, known) else None


def _is_refuted(theory: Theory, certificate: Certificate, assumed: Sequence[Claim], depth: int = 0) -> bool:
    """Whether what is assumed is refuted, as it stands, in logarithms or in every case."""
    turned = [in_logarithms(theory.atoms, claim) for claim in (*assumed, *theory.claims)]
    known = [*assumed, *theory.claims, *(claim for claim in turned if claim), *facts(theory.atoms)]
    if _contradict(theory.atoms, certificate, known):
        return True
    cases = cases_of(theory.atoms, depth) if depth < MOST_CASES else []
    return bool(cases) and all(_is_refuted(theory, certificate, [*assumed, *case], depth + 1) for case in cases)


def _contradict(atoms: Atoms, certificate: Certificate, known: Sequence[Claim]) -> bool:
    """Whether the refutations show that not all of ``known`` hold; each may use what the others have shown."""
    if any(not claim.poly and claim.relation == ">" for claim in known):
        return True
    shown, before = [*known, *_words(atoms)], -1
    readings = [one for one in map(partial(_read, atoms), certificate) if one is not None]
    while before != len(shown):
        before = len(shown)
        for one in readings:
            unmet = [claim for claim in one.claims if not _holds(atoms, claim, shown, one)]
            if not unmet:
                return True
            if len(unmet) == 1 and unmet[0].relation != "=":
                opposite = Claim(scale(unmet[0].poly, -1), ">" if unmet[0].relation == ">=" else ">=", "")
                shown += [opposite] if opposite not in shown else []
    return False


@dataclass(frozen=True)
class _Read:
    """The constraints of a refutation over the atoms, and the roots of atoms that are its variables."""

    claims: tuple[Claim, ...]
    scales: dict[str, int]


def _read(atoms: Atoms, refutation: kernel.Refutation) -> _Read | None:
    """The refutation, every variable read as an atom or the root of a nonnegative one; None where one is neither."""
    meanings: dict[str, Poly] = {}
    scales: dict[str, int] = {}
    for variable in {v for c in refutation.constraints for mono in c.polynomial for v, _ in mono}:
        found = None if variable in atoms.known else _ROOT.fullmatch(variable)
        name, degree = (variable, 1) if found is None else (found[1], int(found[2]))
        if not (name.isdigit() or (name in atoms.known and (degree == 1 or name in atoms.signs))):
            return None
        meanings[variable], scales[name] = atom(name, Fraction(1, degree)), degree
    claims = [Claim(_over(meanings, c.polynomial), c.relation, c.name) for c in refutation.constraints]
    return _Read(tuple(claims), scales)


def _over(meanings: dict[str, Poly], polynomial: kernel.Polynomial) -> Poly:
    """The polynomial with its variables replaced by what they mean."""
    terms = ([{(): value}, *(power(meanings[v], e) for v, e in mono)] for mono, value in polynomial.items())
    return add(*(reduce(multiply, factors) for factors in terms))


def _words(atoms: Atoms) -> Iterator[Claim]:
    """What the words stand for, and their signs."""
    for word in [known for known in atoms.known.values() if known.kind == "word"]:
        yield Claim(subtract(atom(word.name), word.inside[0]), "=", "")
        yield Claim(word.inside[0], atoms.signs[word.name], "")


def _holds(atoms: Atoms, claim: Claim, known: Iterable[Claim], one: _Read) -> bool:
    """Whether the constraint is known: by the signs of its terms, or as one of the claims times a positive monomial."""
    sign = atoms.sign_of(claim.poly)
    if (claim.relation == "=" and not claim.poly) or (claim.relation != "=" and sign in (">", claim.relation)):
        return True
    poly = _plain(atoms, claim.poly, one)
    both = (poly, scale(poly, -1)) if claim.relation == "=" else (poly,)
    numbers = (*constant_facts(atoms, one.scales), *root_facts(atoms, one.scales))
    enough = (">", ">=") if claim.relation == ">=" else (claim.relation,)
    return any(other.relation in enough and _plain(atoms, other.poly, one) in both for other in (*known, *numbers))


def _plain(atoms: Atoms, poly: Poly, one: _Read) -> Poly:
    """The polynomial with the words that are no variables written out, without the positive monomial that is shared."""
    for word in reversed([known for known in atoms.known.values() if known.kind == "word"]):
        if word.name not in one.scales:
            poly = written_out(word, poly)
    positive = [name for mono in poly for name, _ in mono if atoms.is_positive(name) and not name.isdigit()]
    return divide(poly, content(poly, positive)) if poly else poly
