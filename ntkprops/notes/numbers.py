r"""What kind of number is a symbol: a count, an index, a sign, a time, positive, or any? ``number(study, name)``.

A sign is a hypothesis: it comes from words that assume it, from print behind a definition, from the form of the
definition itself, or from the letter where nobody reads it otherwise (``\\epsilon`` is positive), never from where the
symbol stands.
"""

from __future__ import annotations

from dataclasses import replace

from ntkprops.language.notation import Sort, Symbol, count, nonnegative, positive, real, sign, time
from ntkprops.language.tree import walk
from ntkprops.notes.signs import sign_of
from ntkprops.notes.study import Study
from ntkprops.notes.unify import dimension

COUNTS = ("n", "m", "N")
STEPS = ("k", "l", "i", "j")
SMALL = (r"\epsilon", r"\varepsilon")


def number(study: Study, name: str) -> Sort | None:
    """The sort of a number; None, and a note, where it is not settled."""
    facts = study.facts
    if name in study.lengths():
        study.because(name, f"{name} is a count", "what is of this length or range", study.first(name))
        return count
    for said, place in study.told:
        steps = said.sort == time and name in facts.stepping
        if said.name == name and said.sort is not None and said.sort.is_scalar and not steps:
            study.because(name, f"{name} is a {said.sort.kind}", f"words: {said.words}", place)
            return said.sort
    if facts.laws.get(name, ("",))[0] == "rademacher":
        study.because(name, f"{name} is a sign", "its law", facts.laws[name][1])
        return sign
    if name in facts.signs:
        kind, place = facts.signs[name]
        study.because(name, f"{name} is {kind.kind}", "printed behind its definition, taken as a hypothesis", place)
        return kind
    if name in COUNTS and name not in facts.defined:
        study.because(name, f"{name} is a count", "convention: this letter is a whole number")
        return count
    return _moment(study, name)


def letter(study: Study, name: str) -> Sort | None:
    """The range of an index letter; None, and a note, where its uses do not settle it."""
    over = study.solution.election.letters[name]
    votes = [vote for vote in study.solution.collector.votes if vote.letter == name]
    others = [vote for vote in votes if dimension(vote.slot) not in ("", over)]
    if over and 3 * len(others) > len(votes) - len(others) and not study.is_settled(name):
        problem = f"{name} runs to {over} in most places, and to {dimension(others[0].slot)} in others"
        study.note(name, "contradiction", problem, [vote.place for vote in others], f"{name} over {over}")
        return None
    if not over:
        problem = f"the range of the index {name} is not printed"
        study.note(name, "unsettled", problem, [vote.place for vote in votes], f"{name} over n")
        return None
    ranged = study.solution.collector.quantified.get(name, ())
    printed = next((place for found, place in ranged if found == over), None)
    study.because(name, f"{name} runs from 1 to {over}", "its uses", printed or next(v.place for v in votes))
    return Sort("index", (over,))


def signs(study: Study, rows: dict[str, Symbol]) -> None:
    """What a definition gives a sign by its form has it."""
    for name, bodies in study.facts.named.items():
        row, found = rows.get(name), [sign_of(body, rows) for body, _ in bodies]
        if row is None or row.sort != real or row.over or None in found or study.is_settled(name):
            continue
        kind = positive if all(one == positive for one in found) else nonnegative
        rows[name] = replace(row, sort=kind)
        study.because(name, f"{name} is {kind.kind}", "the form of its definition", bodies[0][1])


def _moment(study: Study, name: str) -> Sort | None:
    """A time, or any real number; a step and what only a range introduces are open."""
    facts, places = study.facts, study.places(name)
    if name in facts.stepping and name not in facts.moving:
        problem = f"{name} counts steps, and nothing says from where"
        return study.note(name, "unsettled", problem, places, f"{name} is a count; or {name} is a time")
    if _is_stray(study, name):
        problem = f"{name} stands in one formula only, and nothing introduces it"
        return study.note(name, "stray", problem, places, f"{name} is a real")
    if name in facts.ranged and name not in facts.times and _is_argument(study, name):
        where = facts.ranged[name]
        problem = f"{name} has a meaning only where {where.latex} binds it"
        return study.note(name, "local", problem, (where,), f"{name} is a time")
    if name in facts.times or (name == "t" and study.is_timed and _is_argument(study, name)):
        study.because(name, f"{name} is a time", "convention: what moves with it", facts.times.get(name))
        return time
    if name in STEPS:
        problem = f"{name} is a number here, and may be whole"
        return study.note(name, "unsettled", problem, places, f"{name} is a count")
    if name in SMALL and name not in facts.defined:
        study.because(name, f"{name} is positive", "convention: this letter is")
        return positive
    study.because(name, f"{name} is a real number", study.solution.assumed.get(name, "its uses"), study.first(name))
    return real


def _is_stray(study: Study, name: str) -> bool:
    r"""Whether a letter stands once, where another may be meant: ``\lambda`` beside ``\lambda_0``, an end of time."""
    if len(study.places(name)) != 1 or name in study.facts.defined:
        return False
    alike = [other for other in study.solution.collector.symbols if other.startswith(f"{name}_")]
    ends = {part.args[2].name for _, tree in study.trees for part in walk(tree) if part.head == "integral"}
    return (name in ends and bool(study.facts.times)) or any(len(study.places(other)) >= 3 for other in alike)


def _is_argument(study: Study, name: str) -> bool:
    given = (part for use in study.solution.collector.uses.values() for parts in use.given for part in parts)
    return any(part.head == "symbol" and part.name == name for part in given)
