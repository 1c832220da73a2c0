"""Decide a scalar inequality: prove it, give a counterexample, or say that neither came.

The order is cheap before dear and checked before unchecked: identity; certificates with single
hypotheses; logarithms of both sides; cases of ``|.|``, ``max`` and ``x = 0``; simple numbers as a
counterexample; certificates with products; Z3.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ntkprops.proof.scalar import kernel
from ntkprops.proof.scalar.ball import certified
from ntkprops.proof.scalar.countermodel import Search
from ntkprops.proof.scalar.facts import Claim, names_used, plain_facts, rules_used
from ntkprops.proof.scalar.polynomial import add, atom, constant, scale, subtract
from ntkprops.proof.scalar.reading import Reader, Undetermined
from ntkprops.proof.scalar.refute import refute
from ntkprops.proof.scalar.relation import Answer, Countermodel, Inequality, Proof, Unknown
from ntkprops.proof.scalar.solver import feasible
from ntkprops.proof.scalar.system import compiled
from ntkprops.proof.scalar.theory import Theory, claim_of, in_logarithms, read_theory, refutations_under
from ntkprops.verdict import Kind

RLIMIT = 3_000_000
FEW = (5, 12)  # the nearest hypotheses, tried before all of them
MOST_CASES = 3  # nested case splits


@dataclass(frozen=True)
class Found:
    """Refutations that together refute the negated goal, and the claims they use."""

    refutations: tuple[kernel.Refutation, ...]
    claims: tuple[Claim, ...]
    uses_goal: bool
    cases: tuple[str, ...] = ()
    solver: bool = False


def decide(goal: Inequality, given: Sequence[Inequality] = (), *, rlimit: int = RLIMIT) -> Answer:
    """Whether ``goal`` holds wherever all of ``given`` and the assumptions of the symbols hold.

    Args:
        goal: the inequality; an ``=`` is proved as ``<=`` and ``>=``.
        given: the hypotheses. One whose denominators, roots or logarithms are not shown to be defined
            is left out, so that it cannot help.
        rlimit: the resources that Z3 may use at a time.

    Returns:
        A ``Proof`` that the kernel has accepted (or that says it rests on Z3), a ``Countermodel`` that
        ball arithmetic has certified, or ``Unknown``. Where hypotheses alone contradict each other
        *within the certificate* the answer is ``Unknown``; whether they do so at all is the question
        of :func:`contradictory`.

    >>> import sympy
    >>> n = sympy.Symbol("n", positive=True, integer=True)
    >>> decide(Inequality(n**2, "<=", n**3)).kind.value
    'kernel'
    >>> decide(Inequality(n**3, "<=", n**2)).values
    {n: 2}
    """
    if not goal.symbols:
        plain = _numeric(goal)
        if plain is not None:
            return plain
    relevant = _relevant(goal, given)
    for few in FEW:
        proof = _implied(goal, relevant[:few], rlimit=rlimit, effort=1) if few < len(relevant) else None
        if isinstance(proof, Proof):
            return proof
    theory = read_theory(relevant)
    try:
        claim = claim_of(theory.reader, goal)
    except Undetermined as reason:
        return Unknown(f"the goal is not known to be defined: {reason}")
    return _decide_claim(goal, relevant, theory, claim, rlimit)


def implied(
    goal: Inequality, given: Sequence[Inequality] = (), *, rlimit: int = RLIMIT, effort: int = 1
) -> Proof | None:
    """A proof found within ``effort`` (1 to 3), or None; no counterexample is looked for.

    For the many side conditions of a search, where "not shown" is all that is asked.
    """
    if not goal.symbols:
        plain = _numeric(goal)
        return plain if isinstance(plain, Proof) else None
    relevant = _relevant(goal, given)
    sizes = [few for few in FEW if few < len(relevant)]
    tried = (_implied(goal, relevant[:few], rlimit=rlimit, effort=1) for few in sizes)
    return next((proof for proof in tried if proof is not None), None) or _implied(goal, relevant, rlimit=rlimit, effort=effort)


def _implied(goal: Inequality, given: Sequence[Inequality], *, rlimit: int, effort: int) -> Proof | None:
    """A proof from all of ``given``, or None."""
    theory = read_theory(given)
    try:
        claim = claim_of(theory.reader, goal)
    except Undetermined:
        return None
    if not claim.poly and goal.op in ("<=", "=", ">="):
        return _identity(goal, claim)
    parts = list(_negations(goal, claim))
    answers = (_prove_all(theory, parts, claim, rlimit=rlimit, effort=level) for level in range(1, effort + 1))
    return next((answer for answer in answers if isinstance(answer, Proof)), None)


def contradictory(given: Sequence[Inequality], *, rlimit: int = RLIMIT) -> Proof | None:
    """A proof that no values satisfy all of ``given`` and the assumptions of the symbols, or None.

    >>> import sympy
    >>> x = sympy.Symbol("x", real=True)
    >>> contradictory([Inequality(x, "<", 1), Inequality(x, ">", 2)]).kind.value
    'kernel'
    """
    theory = read_theory(given)
    found = next(
        (found for effort in (1, 2, 3) if (found := _refuted(theory, [], rlimit=rlimit, effort=effort))), None
    ) or _by_solver(theory, [], rlimit)
    return None if found is None else _proof([found], theory, [])


def _numeric(goal: Inequality) -> Answer | None:
    """The answer for two numbers."""
    truth = certified(goal)
    if truth is None:
        return None
    if not truth:
        return Countermodel({}, str(goal.left), str(goal.right))
    return Proof(Kind.BALL, steps=(f"{goal}  by ball arithmetic",))


def _relevant(goal: Inequality, given: Sequence[Inequality]) -> list[Inequality]:
    """The hypotheses connected to the goal by shared symbols, nearest first."""
    frequency = Counter(symbol for h in given for symbol in h.symbols)
    known, waiting, ordered = set(goal.symbols), list(given), []
    while waiting:
        closeness = [_closeness(h, known, frequency) for h in waiting]
        best = max(range(len(waiting)), key=lambda i: closeness[i])
        if closeness[best] == 0:
            break
        ordered.append(waiting.pop(best))
        known |= ordered[-1].symbols
    return ordered


def _closeness(hypothesis: Inequality, known: set, frequency: Counter) -> float:
    """How much of the hypothesis is about known symbols, rare ones first; 0 if nothing."""
    symbols = hypothesis.symbols
    shared = sum(1 / frequency[s] for s in symbols & known)
    return shared / len(symbols) if symbols else 1.0


def _decide_claim(
    goal: Inequality, given: Sequence[Inequality], theory: Theory, claim: Claim, rlimit: int
) -> Answer:
    """The answer for a goal that has been read."""
    if not claim.poly and goal.op in ("<=", "=", ">="):
        return _identity(goal, claim)
    parts = list(_negations(goal, claim))
    search = Search(goal, given, theory)
    for attempt in (
        lambda: _prove_all(theory, parts, claim, rlimit=rlimit, effort=1),
        lambda: search.among_simple_numbers(),
        lambda: _prove_all(theory, parts, claim, rlimit=rlimit, effort=2),
        lambda: search.among_models(parts, rlimit=rlimit),
        lambda: _prove_all(theory, parts, claim, rlimit=rlimit, effort=3),
    ):
        answer = attempt()
        if answer is not None:
            return answer
    return Unknown(_because(goal, theory))


def _because(goal: Inequality, theory: Theory) -> str:
    """Why nothing was decided."""
    found = _refuted(theory, [], rlimit=RLIMIT, effort=1)
    if found is not None:
        names = ", ".join(names_used(found.claims))
        return f"the hypotheses contradict each other ({names}); ask contradictory(given)"
    reason = f"neither a certificate nor a counterexample was found for {goal}"
    if theory.left_out:
        name, why = next(iter(theory.left_out.items()))
        reason += f"; hypothesis {name} could not be used: {why}"
    return reason


def _identity(goal: Inequality, claim: Claim) -> Proof:
    supports = sorted(claim.support, key=lambda s: s.text)
    steps = (*(support.text for support in supports), f"{goal}: both sides expand to the same")
    return Proof(Kind.IDENTITY, refutations_under([claim]), names_used([Claim({}, "=", "", claim.support)]), steps)


def _negations(goal: Inequality, claim: Claim) -> Iterator[Claim]:
    """What must be refuted: one claim for an inequality, two for an equality."""
    opposite = scale(claim.poly, -1)
    plain = Claim(opposite, ">", f"not ({goal})", claim.support)
    if goal.op == "=":
        yield plain
        yield Claim(claim.poly, ">", f"not ({goal})", claim.support)
    elif goal.op == "!=":
        yield Claim(claim.poly, "=", f"not ({goal})", claim.support)
    else:
        relation = ">=" if claim.relation == ">" else ">"
        yield Claim(opposite, relation, f"not ({goal})", claim.support)


def _prove_all(theory: Theory, parts: Sequence[Claim], goal: Claim, *, rlimit: int, effort: int) -> Answer | None:
    """A proof in which every part is refuted, or what is wrong with the hypotheses, or None."""
    all_found = []
    for part in parts:
        found = _refuted(theory, [part], rlimit=rlimit, effort=effort)
        if found is None and effort == 3:
            found = _by_solver(theory, [part], rlimit)
        if found is None:
            return None
        if not found.uses_goal or _is_vacuous(theory, found, rlimit):
            names = ", ".join(names_used(found.claims))
            return Unknown(f"the hypotheses contradict each other ({names}); ask contradictory(given)")
        all_found.append(found)
    return _proof(all_found, theory, [goal])


def _is_vacuous(theory: Theory, found: Found, rlimit: int) -> bool:
    """Whether the hypotheses used contradict each other, as far as single constraints show it."""
    if found.solver or sum(bool(claim.given) for claim in found.claims) < 2:
        return False
    claims = [claim for claim in found.claims if claim.given]
    system = compiled(theory.reader, [], [*claims, *plain_facts(theory.reader)])
    return refute(system, effort=0, rlimit=rlimit) is not None


def _refuted(theory: Theory, negated: list[Claim], *, rlimit: int, effort: int) -> Found | None:
    """A refutation as it stands, in logarithms, or by cases."""
    return (
        _refuted_plainly(theory, negated, (), rlimit=rlimit, effort=effort)
        or _refuted_in_logarithms(theory, negated, rlimit=rlimit, effort=effort)
        or _refuted_by_cases(theory, negated, (), rlimit=rlimit, effort=effort)
    )


def _refuted_plainly(
    theory: Theory, negated: list[Claim], extra: Sequence[Claim], *, rlimit: int, effort: int
) -> Found | None:
    try:
        system = theory.system(negated, extra=extra)
    except Undetermined:
        return None
    found = refute(system, effort=effort, rlimit=rlimit)
    return found and Found((found.refutation,), found.claims, found.uses_goal)


def _refuted_in_logarithms(theory: Theory, negated: list[Claim], *, rlimit: int, effort: int) -> Found | None:
    """Refutes with ``a > b`` between positive products read as ``log a > log b``, goal and hypotheses alike."""
    reader = theory.reader
    if not (reader.exponents or reader.logarithms):
        return None
    turned = [in_logarithms(reader, claim) for claim in negated]
    others = [in_logarithms(reader, claim) for claim in theory.claims]
    if not any((*turned, *others)):
        return None
    goal = [new or old for new, old in zip(turned, negated, strict=True)]
    return _refuted_plainly(theory, goal, [new for new in others if new], rlimit=rlimit, effort=effort)


def _refuted_by_cases(
    theory: Theory, negated: list[Claim], extra: tuple[Claim, ...], *, rlimit: int, effort: int, depth: int = 0
) -> Found | None:
    """Refutes every case of the next absolute value or maximum."""
    if depth == MOST_CASES:
        return None
    cases = _cases(theory.reader, depth)
    found = []
    for case in cases:
        both = (*extra, *case)
        part = _refuted_plainly(theory, negated, both, rlimit=rlimit, effort=effort) or _refuted_by_cases(
            theory, negated, both, rlimit=rlimit, effort=effort, depth=depth + 1
        )
        if part is None:
            return None
        found.append(part)
    return _joined(found, [case[0].name for case in cases]) if found else None


def _joined(found: Sequence[Found], cases: Sequence[str]) -> Found:
    return Found(
        tuple(r for part in found for r in part.refutations),
        tuple(claim for part in found for claim in part.claims),
        any(part.uses_goal for part in found),
        tuple(cases),
    )


def _cases(reader: Reader, depth: int) -> list[tuple[Claim, Claim]]:
    """The two cases of the absolute value or maximum number ``depth``."""
    known = [a for a in reader.atoms.values() if a.kind in ("abs", "max", "min")]
    if depth >= len(known):
        return []
    chosen = known[depth]
    a = atom(chosen.name)
    if chosen.kind == "abs":
        (p,) = chosen.inside
        return [_case(reader, side, subtract(a, side)) for side in (p, scale(p, -1))]
    first, second = chosen.inside
    side = 1 if chosen.kind == "max" else -1
    gap = scale(subtract(first, second), side)
    return [_case(reader, gap, subtract(a, first)), _case(reader, scale(gap, -1), subtract(a, second))]


def _case(reader: Reader, sign, equality) -> tuple[Claim, Claim]:
    name = f"case {reader.show(sign)} >= 0"
    return Claim(sign, ">=", name), Claim(equality, "=", name)


def _by_solver(theory: Theory, negated: list[Claim], rlimit: int) -> Found | None:
    """Z3's word that the negated goal and the claims have no common point."""
    try:
        system = theory.system(negated)
    except Undetermined:
        return None
    if feasible(system.rows, rlimit=rlimit).status != "unsat":
        return None
    uses_goal = not negated or feasible(system.rows[system.goals :], rlimit=rlimit).status != "unsat"
    claims = tuple(row.claim for row in system.rows)
    return Found((), claims, uses_goal, solver=True)


def _proof(found: Sequence[Found], theory: Theory, goal: Sequence[Claim]) -> Proof:
    """The proof, with side conditions first."""
    claims = [claim for part in found for claim in part.claims]
    below = [*claims, *(Claim({}, "=", "", claim.support) for claim in goal)]
    side = refutations_under(below)
    refutations = tuple(r for part in found for r in part.refutations)
    return Proof(
        kind=_kind(found, below),
        certificate=(*side, *refutations),
        used=tuple(sorted(names_used(below), key=theory.labels.index)),
        steps=_steps(found, below),
    )


def _kind(found: Sequence[Found], claims: Sequence[Claim]) -> Kind:
    """The weakest kind needed."""
    if any(part.solver for part in found):
        return Kind.SOLVER
    rules = rules_used(claims)
    return Kind.RULE if rules - {"ball"} else Kind.BALL if rules else Kind.KERNEL


def _steps(found: Sequence[Found], claims: Sequence[Claim]) -> tuple[str, ...]:
    """What the proof rests on, one line each."""
    supports = sorted({support for claim in claims for support in claim.support}, key=lambda s: s.text)
    lines = [support.text for support in supports]
    lines += [case for part in found for case in part.cases]
    lines += [f"{c.name}  [{c.rule}]" if c.rule else c.name for c in claims if c.rule or c.given]
    if any(part.solver for part in found):
        lines.append("Z3: unsat")
    return tuple(dict.fromkeys(lines))
