"""Ways to refute a negated goal: as it stands, in logarithms, by cases, and at last by Z3."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ntkprops.proof.scalar import kernel
from ntkprops.proof.scalar.reading.atoms import Atoms
from ntkprops.proof.scalar.reading.facts import Claim, plain_facts
from ntkprops.proof.scalar.reading.polynomial import Poly, atom, scale, subtract
from ntkprops.proof.scalar.search.refute import refute
from ntkprops.proof.scalar.search.system import compiled
from ntkprops.proof.scalar.size import UndeterminedError
from ntkprops.proof.scalar.solver import feasible
from ntkprops.proof.scalar.theory import Theory, in_logarithms

MOST_CASES = 3  # nested case splits


@dataclass(frozen=True)
class Found:
    """Refutations that together refute the negated goal, the claims they use, and how they were found."""

    refutations: tuple[kernel.Refutation, ...]
    claims: tuple[Claim, ...]
    uses_goal: bool
    cases: tuple[str, ...] = ()
    by_solver: bool = False


@dataclass(frozen=True)
class Attempt:
    """What is known, and how much may be spent: ``effort`` is that of ``refute``."""

    theory: Theory
    effort: int
    rlimit: int


def refuted(attempt: Attempt, negated: Sequence[Claim]) -> Found | None:
    """A refutation of the negated goal (of the hypotheses alone, if it is empty), or None."""
    return (
        _plainly(attempt, negated)
        or _in_logarithms(attempt, negated)
        or (_by_cases(attempt, negated) if attempt.effort < 3 else None)
        or (_by_solver(attempt, negated) if attempt.effort >= 3 else None)
    )


def is_vacuous(theory: Theory, found: Found) -> bool:
    """Whether the hypotheses used contradict each other, as far as single constraints show it."""
    claims = [claim for claim in found.claims if claim.given]
    if found.by_solver or not claims:
        return False
    return refute(compiled(theory.atoms, [], [*claims, *plain_facts(theory.atoms)]), effort=0) is not None


def _plainly(attempt: Attempt, negated: Sequence[Claim], extra: Sequence[Claim] = ()) -> Found | None:
    """A refutation with everything known and ``extra``."""
    try:
        system = attempt.theory.system(list(negated), extra=extra)
    except UndeterminedError:
        return None
    found = refute(system, effort=attempt.effort)
    return found and Found((found.refutation,), found.claims, found.uses_goal)


def _in_logarithms(attempt: Attempt, negated: Sequence[Claim]) -> Found | None:
    """The same with ``a > b`` between positive products read as ``log a > log b``, in goal and hypotheses."""
    atoms = attempt.theory.atoms
    if not (atoms.exponents or atoms.logarithms):
        return None
    turned = [in_logarithms(atoms, claim) for claim in negated]
    others = [in_logarithms(atoms, claim) for claim in attempt.theory.claims]
    if not any((*turned, *others)):
        return None
    goal = [new or old for new, old in zip(turned, negated, strict=True)]
    return _plainly(attempt, goal, [new for new in others if new])


# -- cases -----------------------------------------------------------------------------------------


def _by_cases(
    attempt: Attempt, negated: Sequence[Claim], extra: tuple[Claim, ...] = (), depth: int = 0
) -> Found | None:
    """Refutes every case of the next absolute value or maximum."""
    found = []
    cases = cases_of(attempt.theory.atoms, depth) if depth < MOST_CASES else []
    for case in cases:
        both = (*extra, *case)
        part = _plainly(attempt, negated, both) or _by_cases(attempt, negated, both, depth + 1)
        if part is None:
            return None
        found.append(part)
    return _joined(found, [case[0].name for case in cases]) if found else None


def _joined(found: Sequence[Found], cases: Sequence[str]) -> Found:
    """The refutations of all cases."""
    return Found(
        tuple(refutation for part in found for refutation in part.refutations),
        tuple(claim for part in found for claim in part.claims),
        any(part.uses_goal for part in found),
        (*cases, *(case for part in found for case in part.cases)),
    )


def cases_of(atoms: Atoms, depth: int) -> list[tuple[Claim, Claim]]:
    """The two cases of the absolute value, maximum or minimum number ``depth``, those of the goal first."""
    known = [a for a in reversed(atoms.known.values()) if a.kind in ("abs", "max", "min")]
    if depth >= len(known):
        return []
    value = atom(known[depth].name)
    if known[depth].kind == "abs":
        (p,) = known[depth].inside
        return [_case(atoms, side, subtract(value, side)) for side in (p, scale(p, -1))]
    first, second = known[depth].inside
    gap = scale(subtract(first, second), 1 if known[depth].kind == "max" else -1)
    return [_case(atoms, gap, subtract(value, first)), _case(atoms, scale(gap, -1), subtract(value, second))]


def _case(atoms: Atoms, sign: Poly, equality: Poly) -> tuple[Claim, Claim]:
    """The case ``sign >= 0``, in which ``equality = 0``."""
    name = f"case {atoms.show(sign)} >= 0"
    return Claim(sign, ">=", name), Claim(equality, "=", name)


# -- Z3 --------------------------------------------------------------------------------------------


def _by_solver(attempt: Attempt, negated: Sequence[Claim]) -> Found | None:
    """Z3's word that the negated goal and the claims have no common point."""
    try:
        system = attempt.theory.system(list(negated))
    except UndeterminedError:
        return None
    answer = feasible(system.rows, rlimit=attempt.rlimit)
    if answer.status != "unsat":
        return None
    claims = tuple(system.rows[i].claim for i in answer.core)
    by_goal = any(i < system.goals for i in answer.core) or any(s.by_goal for c in claims for s in c.support)
    return Found((), claims, by_goal or not negated, by_solver=True)
