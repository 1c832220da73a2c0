"""Decide a scalar inequality: prove it, give a counterexample, or say that neither came.

The order is cheap before dear and checked before unchecked: identity; certificates from the nearest
hypotheses, then from all; simple numbers as a counterexample; certificates that divide; Z3's models as
counterexamples; certificates with products of constraints; at last Z3's word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial

import sympy

from ntkprops.proof.scalar.ball import is_met
from ntkprops.proof.scalar.countermodel import Search
from ntkprops.proof.scalar.numbers import satisfies
from ntkprops.proof.scalar.reading.facts import Claim, names_used, rules_used
from ntkprops.proof.scalar.reading.polynomial import scale
from ntkprops.proof.scalar.relation import Answer, Countermodel, Inequality, Obligation, Proof, Unknown
from ntkprops.proof.scalar.relevance import Bound, in_order, relevant_to, without_loose
from ntkprops.proof.scalar.size import UndeterminedError, printed
from ntkprops.proof.scalar.strategy import Attempt, Found, is_vacuous, refuted
from ntkprops.proof.scalar.theory import Theory, claim_of, read_theory, refutations_under
from ntkprops.verdict import Kind

RLIMIT = 1_500_000
REMEMBERED = 4096  # questions
ABSURD = Inequality(sympy.Integer(1), "<=", sympy.Integer(0))
FEW = (5, 12)  # the nearest hypotheses, tried before all of them


def decide(goal: Inequality, given: Sequence[Inequality] = (), *, rlimit: int = RLIMIT) -> Answer:
    """Whether ``goal`` holds wherever all of ``given`` and the assumptions of the symbols hold.

    Args:
        goal: the inequality; an ``=`` is proved as ``<=`` and ``>=``.
        given: the hypotheses. One whose denominators, roots or logarithms are not shown to be defined
            is left out, so that it cannot help.
        rlimit: the resources that Z3 may use at a time.

    Returns:
        A ``Proof`` that the kernel has accepted (or that says it rests on Z3), a ``Countermodel`` that
        ball arithmetic has certified, or ``Unknown``. Where the hypotheses that a proof uses contradict
        each other, and this shows, the answer is ``Unknown``; whether all of ``given`` do so is the
        question of :func:`contradictory`.

    >>> import sympy
    >>> n = sympy.Symbol("n", positive=True, integer=True)
    >>> decide(Inequality(n**2, "<=", n**3)).kind.value
    'kernel'
    >>> decide(Inequality(n**3, "<=", n**2)).values
    {n: 2}
    """
    answer = _decide(goal, given, rlimit)
    return _recorded(answer, goal, given) if isinstance(answer, Proof) else answer


def _decide(goal: Inequality, given: Sequence[Inequality], rlimit: int) -> Answer:
    kept, loose = without_loose(goal, given)
    relevant = relevant_to(goal, kept)
    answer: Answer | None = _numeric(goal)
    if answer is None:
        answer = _from_all(goal, tuple(kept), in_order(relevant, kept), rlimit)
    if isinstance(answer, Countermodel):
        answer = _with_values_for(answer, [h for h in kept if not h.symbols <= set(answer.values)], rlimit)
    if isinstance(answer, Countermodel):
        answer = _with_values_of(answer, loose)
    return rechecked(answer, goal, given) if isinstance(answer, Countermodel) else answer


def rechecked(model: Countermodel, goal: Inequality, given: Sequence[Inequality]) -> Answer:
    """The counterexample, if all of ``given``, as it was asked, certainly holds there and the goal certainly fails."""
    broken = next((h.label for h in given if not is_met(h, model.values)), None)
    if broken is not None:
        return Unknown(f"the goal fails, but no values were found at which {broken} holds")
    fits = all(satisfies(symbol, value) for symbol, value in model.values.items())
    return model if fits and is_met(goal.negated(), model.values) else Unknown("no counterexample could be certified")


def implied(
    goal: Inequality, given: Sequence[Inequality] = (), *, rlimit: int = RLIMIT, effort: int = 1
) -> Proof | None:
    """A proof found within ``effort`` (1 to 3), or None; no counterexample is looked for.

    For the many side conditions of a search, where "not shown" is all that is asked.

    >>> import sympy
    >>> x = sympy.Symbol("x", real=True)
    >>> implied(Inequality(x, ">=", 1), [Inequality(x, ">=", 2, "two")]).used
    ('two',)
    """
    found = _shown(goal, tuple(without_loose(goal, given)[0]), rlimit, effort)
    return None if found is None else _recorded(found, goal, given)


@lru_cache(maxsize=REMEMBERED)
def _shown(goal: Inequality, given: tuple[Inequality, ...], rlimit: int, effort: int) -> Proof | None:
    """A proof found within ``effort``, or None; the same is asked again whenever something else becomes known."""
    found = _shown(goal, given, rlimit, effort - 1) if effort > 1 else _numeric(goal)
    if isinstance(found, Countermodel):
        return None
    relevant = relevant_to(goal, given)
    if found is None and effort == 1:
        found = _from_few(goal, given, relevant, rlimit)
    return _from_hypotheses(goal, in_order(relevant, given), rlimit, effort) if found is None else found


def _recorded(proof: Proof, goal: Inequality, given: Sequence[Inequality]) -> Proof:
    """The proof with what it has shown: the goal from those hypotheses whose names it uses."""
    used = tuple(hypothesis for hypothesis in given if hypothesis.label in proof.used)
    return replace(proof, obligations=(Obligation(goal, used),))


def contradictory(given: Sequence[Inequality], *, rlimit: int = RLIMIT, effort: int = 3) -> Proof | None:
    """A proof that no values satisfy all of ``given`` and the assumptions of the symbols, or None.

    None is looked for where simple numbers certainly satisfy them all. Z3 is asked at the highest ``effort`` only.

    >>> import sympy
    >>> x = sympy.Symbol("x", real=True)
    >>> contradictory([Inequality(x, "<", 1), Inequality(x, ">", 2)]).kind.value
    'kernel'
    """
    given, _ = without_loose(ABSURD, given)
    theory = read_theory(given)
    if _are_satisfied(given, theory):
        return None
    tried = (refuted(Attempt(theory, effort, rlimit), []) for effort in (1, 2, 3))
    found = next((found for found in tried if found is not None), None)
    return None if found is None else _proof([found], theory, [])


def _are_satisfied(given: Sequence[Inequality], theory: Theory) -> bool:
    """Whether simple numbers certainly satisfy all of ``given``: they break ``1 <= 0`` under it."""
    search = Search(ABSURD, given, theory=theory, claim=claim_of(theory.reader, ABSURD))
    return search.is_refuted_simply()


def _numeric(goal: Inequality) -> Proof | Countermodel | None:
    """The answer for two numbers, where ball arithmetic has it."""
    if not goal.symbols and is_met(goal.negated(), {}):
        return Countermodel({}, printed(goal.left), printed(goal.right))
    if goal.symbols or not is_met(goal, {}):
        return None
    return Proof(Kind.BALL, steps=(f"{goal}  by ball arithmetic",))


def _from_few(
    goal: Inequality, given: Sequence[Inequality], relevant: Sequence[int], rlimit: int
) -> Proof | None:
    """A cheap proof from the nearest hypotheses, where there are many."""
    sets = (in_order(relevant[:few], given) for few in FEW if few < len(relevant))
    tried = (_from_hypotheses(goal, few, rlimit, 1) for few in sets)
    return next((proof for proof in tried if proof is not None), None)


# -- the answer ------------------------------------------------------------------------------------


def _from_all(
    goal: Inequality, given: tuple[Inequality, ...], near: Sequence[Inequality], rlimit: int
) -> Answer:
    """A proof from the hypotheses, or a counterexample to those that have to do with the goal, cheap ones first."""
    theory = read_theory(near)
    try:
        claim = claim_of(theory.reader, goal)
    except UndeterminedError as reason:
        return Unknown(f"the goal cannot be read: {reason}")
    search = Search(goal, near, theory=theory, claim=claim)
    attempts: list[Callable[[], Answer | None]] = [
        partial(_shown, goal, given, rlimit, 1),
        search.among_simple_numbers,
        partial(_shown, goal, given, rlimit, 2),
        lambda: search.among_models(list(negations(goal, claim)), rlimit=rlimit),
        partial(_shown, goal, given, rlimit, 3),
    ]
    answers = (attempt() for attempt in attempts)
    found = next((answer for answer in answers if answer is not None), None)
    return Unknown(_because(goal, theory, rlimit)) if found is None else found


def _with_values_for(model: Countermodel, unrelated: Sequence[Inequality], rlimit: int) -> Answer:
    """The counterexample with values at which the hypotheses that share no symbol with it hold as well."""
    rest = list(unrelated)
    while rest:
        positions = relevant_to(rest[0], rest)
        values = _satisfying(in_order(positions, rest), rlimit)
        if values is None:
            names = ", ".join(rest[i].label for i in positions)
            return Unknown(f"the goal fails, but no values were found at which {names} hold")
        model = replace(model, values={**model.values, **values})
        rest = [h for i, h in enumerate(rest) if i not in positions]
    return model


def _with_values_of(model: Countermodel, loose: Sequence[Bound]) -> Countermodel | Unknown:
    """The counterexample with values at which the hypotheses that were left out hold as well."""
    values = model.values
    for one in reversed(loose):
        known = one.met(values)
        if known is None:
            return Unknown(f"the goal fails, but no values were found at which {one.hypothesis.label} holds")
        values = known
    return replace(model, values=values)


def _satisfying(given: Sequence[Inequality], rlimit: int) -> Mapping[sympy.Symbol, sympy.Expr] | None:
    """Values at which all of ``given`` certainly hold, or None."""
    theory = read_theory(given)
    search = Search(ABSURD, given, theory=theory, claim=claim_of(theory.reader, ABSURD))
    found = search.among_simple_numbers()
    found = search.among_models([], rlimit=rlimit) if found is None else found
    return None if found is None else found.values


def _from_hypotheses(
    goal: Inequality, given: Sequence[Inequality], rlimit: int, effort: int
) -> Proof | None:
    """A proof at this effort from all of ``given``, or None."""
    theory = read_theory(given)
    try:
        claim = claim_of(theory.reader, goal)
    except UndeterminedError:
        return None
    if _is_identity(goal, claim):
        return _identity(goal, claim)
    if Search(goal, given, theory=theory, claim=claim).looks_false():
        return None
    return _proved(Attempt(theory, effort, rlimit), list(negations(goal, claim)), claim)


def _because(goal: Inequality, theory: Theory, rlimit: int) -> str:
    """Why nothing was decided."""
    found = refuted(Attempt(theory, 1, rlimit), [])
    if found is not None:
        return _contradiction(found)
    reason = f"neither a certificate nor a counterexample was found for {goal}"
    if theory.left_out:
        name, why = next(iter(theory.left_out.items()))
        reason += f"; hypothesis {name} could not be used: {why}"
    return reason


def _contradiction(found: Found) -> str:
    names = ", ".join(names_used(found.claims))
    return f"the hypotheses contradict each other ({names}); ask contradictory(given)"


def _is_identity(goal: Inequality, claim: Claim) -> bool:
    return not claim.poly and goal.op in ("<=", "=", ">=")


def _identity(goal: Inequality, claim: Claim) -> Proof:
    """The proof of a goal whose sides expand to the same; its denominators may need more."""
    read = [Claim({}, "=", "", claim.support)]
    side = refutations_under(read)
    steps = (*_lines(read), f"{goal}: both sides expand to the same")
    return Proof(_kind(read) if side else Kind.IDENTITY, side, names_used(read), steps)


def negations(goal: Inequality, claim: Claim) -> Iterator[Claim]:
    """What must be refuted: one claim for an inequality, two for an equality."""
    name, opposite = f"not ({goal})", scale(claim.poly, -1)
    if goal.op == "=":
        yield Claim(opposite, ">", name, claim.support)
        yield Claim(claim.poly, ">", name, claim.support)
    elif goal.op == "!=":  # the claim is p^2 > 0
        yield Claim(claim.poly, "=", name, claim.support)
    else:
        yield Claim(opposite, ">=" if claim.relation == ">" else ">", name, claim.support)


def _proved(attempt: Attempt, parts: Sequence[Claim], goal: Claim) -> Proof | None:
    """A proof in which every part is refuted, none by what contradicts itself; else None."""
    all_found = []
    for part in parts:
        found = refuted(attempt, [part])
        if found is None or not found.uses_goal or is_vacuous(attempt.theory, found):
            return None
        all_found.append(found)
    return _proof(all_found, attempt.theory, [goal])


def _proof(found: Sequence[Found], theory: Theory, goal: Sequence[Claim]) -> Proof:
    """The proof, with side conditions first."""
    claims = [claim for part in found for claim in part.claims]
    below = [*claims, *(Claim({}, "=", "", claim.support) for claim in goal)]
    lines = [*_lines(below), *(case for part in found for case in part.cases)]
    by_solver = any(part.by_solver for part in found)
    return Proof(
        kind=Kind.SOLVER if by_solver else _kind(below),
        certificate=(*refutations_under(below), *(r for part in found for r in part.refutations)),
        used=tuple(sorted(names_used(below), key=theory.labels.index)),
        steps=(*lines, "Z3: unsat") if by_solver else tuple(lines),
    )


def _kind(claims: Sequence[Claim]) -> Kind:
    """The weakest kind needed."""
    rules = rules_used(claims)
    return Kind.RULE if rules - {"ball"} else Kind.BALL if rules else Kind.KERNEL


def _lines(claims: Sequence[Claim]) -> tuple[str, ...]:
    """What the claims rest on and what they say, one line each."""
    supports = sorted({support for claim in claims for support in claim.support}, key=lambda s: s.text)
    lines = [f"{s.text}  [{', '.join(sorted(s.rules))}]" if s.rules else s.text for s in supports]
    lines += [f"{c.name}  [{c.rule}]" if c.rule else c.name for c in claims if c.rule or c.given]
    return tuple(dict.fromkeys(lines))
