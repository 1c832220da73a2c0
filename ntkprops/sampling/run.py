r"""One form of one claim of a lecture, sampled: ``sample_claim(book, label, corrected=...)``.

Every claim in every form is registered with the budget before the first draw. What is not sampled says why.
"""

from __future__ import annotations

from dataclasses import replace
from math import pi, prod

from ntkprops.errors import FormulaError, InternalError, NtkpropsError, guarded
from ntkprops.evidence import RUN_FALSE_ALARM, Budget, split_budget
from ntkprops.language.sorts import UndeclaredError
from ntkprops.language.tree import Expr, relation, symbol, transform
from ntkprops.proof.book import Book
from ntkprops.proof.facts import Rewrite
from ntkprops.proof.reading import CONSTANT, Reading, printed, rated, understand
from ntkprops.sampling.about import EVOLUTION, strangers
from ntkprops.sampling.claim import Claim
from ntkprops.sampling.frame import Frame
from ntkprops.sampling.measure.instance import Unmeasured
from ntkprops.sampling.result import Sampled, Says
from ntkprops.sampling.said import facts_of, heard
from ntkprops.sampling.trial import sample
from ntkprops.statement.lecture import Lecture
from ntkprops.trial.question import Question, question
from ntkprops.trial.refute import refute
from ntkprops.trial.small_networks import Roles
from ntkprops.trial.worlds.recognise import network_of
from ntkprops.verdict import Witness

PRINTED, CORRECTED = "printed", "corrected"
Form = tuple[str, bool]  # a label, and whether its errata count


def forms(lecture: Lecture) -> list[Form]:
    """Every claim as printed, and with its errata where it has any; definitions are not claims.

    What stands beside words that were not understood is no claim that a draw could break.
    """
    book = Book(lecture)
    found = []
    for label, entry in book.entries.items():
        plain, mended = (printed(entry.item, entry.ledger, corrected=version) for version in (False, True))
        if not plain.defines and not book.beside(label):
            found.append((label, False))
            if replace(plain, by=()) != replace(mended, by=()):
                found.append((label, True))
    return found


def name_of(label: str, corrected: bool) -> str:
    """The name under which a form of a claim is registered."""
    return f"{label} ({CORRECTED if corrected else PRINTED})"


def budget_of(lecture: Lecture, *, false_alarm: float = RUN_FALSE_ALARM) -> Budget:
    """The false alarm of a run, split over every form of every claim."""
    return split_budget((name_of(*form) for form in forms(lecture)), false_alarm=false_alarm)


def sample_claim(
    book: Book, label: str, *, corrected: bool, budget: Budget, seed: int = 0, constant: float | None = None
) -> Sampled:
    """One form of one claim; ``constant`` is its hidden constant where a proof has found one."""
    name = name_of(label, corrected)
    try:
        with guarded(Unmeasured):
            claim = claim_of(book, label, corrected=corrected, budget=budget, seed=seed, constant=constant)
            found = sample(claim)
    except InternalError as error:
        return Sampled(name, Says.NOT_SAMPLED, error.message, is_bug=True)
    except FormulaError as error:
        return Sampled(name, Says.NOT_SAMPLED, f"it cannot be read: {error.message}")
    except (Unmeasured, NtkpropsError) as error:
        return Sampled(name, Says.NOT_SAMPLED, str(error))
    free = claim.frame.free
    return replace(found, because=found.because + f", read with {free[0]} free") if free else found


def constants_of(book: Book) -> dict[Form, float]:
    """The hidden constants that the proofs of a book have found."""
    return {form: float(_number(tree)) for form, tree in book.constants.items()}


def _number(tree: Expr) -> float:
    """The value of a constant: integers and pi, their products, quotients and powers."""
    parts = [_number(arg) for arg in tree.args]
    match tree.head:
        case "number":
            return float(tree.name)
        case "constant":
            return pi
        case "div":
            return parts[0] / parts[1]
        case "pow":
            return parts[0] ** parts[1]
        case "neg":
            return -parts[0]
        case _:
            return prod(parts)


def claim_of(
    book: Book, label: str, *, corrected: bool, budget: Budget, seed: int = 0, constant: float | None = None
) -> Claim:
    """A form of a claim, ready to be tried.

    Raises:
        FormulaError: it cannot be read.
        Unmeasured: the notation names no network to sample, or a part of the claim is nothing that draws can obey.
    """
    printed_reading, free = _reading(book, label, corrected)
    reading, rated_then = _with_constant(printed_reading)
    world = network_of(book.notation)
    if world is None:
        raise Unmeasured("the notation names no network to sample")
    definitions = _everywhere(book, corrected=corrected)
    reading = heard(_freed(reading, free), roles=world.roles, known=definitions)
    facts = facts_of(reading, roles=world.roles)
    asked = question(reading, book.notation, facts=facts, known=definitions, spellings=world.spellings)
    _refuse_strangers(book.lecture, asked, world.roles, corrected=corrected)
    timed = bool(asked.usage.timed)
    frame = Frame(
        asked,
        world.roles,
        seed,
        most_width=400 if timed else 1 << (15 if asked.probability is None else 13),
        widths=(2, 4, 24, 120) if timed else (1, 6, 40),
        has_constant=rated_then or bool(asked.rates),
        constant=constant,
        free=free,
    )

    def confirm() -> Witness | None:
        exactly = printed_reading if rated_then else reading
        return refute(exactly, book.notation, definitions=definitions, free=free)

    return Claim(name_of(label, corrected), frame, budget, confirm)


def _refuse_strangers(lecture: Lecture, asked: Question, roles: Roles, *, corrected: bool) -> None:
    """Nothing, where a claim reaches only what the notes define as it is drawn. Raises ``Unmeasured`` where not."""
    reached = asked.usage.names | ({EVOLUTION} if asked.usage.timed & roles.moving else set())
    found = [one.label for one in strangers(lecture, roles, corrected=corrected) if one.touches & reached]
    if found:
        raise Unmeasured(f"these notes are not about this world: {', '.join(found)}")


def _everywhere(book: Book, *, corrected: bool) -> dict[str, list[Rewrite]]:
    """What the notes define for every claim; what one claim is given defines nothing for another."""
    found = {
        name: [meaning.rule for meaning in known if meaning.everywhere]
        for name, known in book.meanings(corrected=corrected).items()
    }
    return {name: rules for name, rules in found.items() if rules}


def _with_constant(reading: Reading) -> tuple[Reading, bool]:
    """The claim with ``C b`` for each ``O(b)`` that it concludes, and whether there was one."""
    constant = symbol(CONSTANT)

    def plain(tree: Expr) -> Expr:
        if tree.head != "chain" or len(tree.args) != 2 or tree.args[1].head != "landau":
            return tree
        left, right = (bound := rated(tree, constant)).args
        return relation(left.args[0] if left.head == "abs" else left, bound.name, right)  # its upper half

    then = tuple(transform(tree, plain) for tree in reading.then)
    return replace(reading, then=then), then != reading.then


def _reading(book: Book, label: str, corrected: bool) -> tuple[Reading, tuple[str, ...]]:
    """The claim; where one variable is free by mistake, the claim with that variable ranging freely."""
    try:
        return book.reading(label, corrected=corrected), ()
    except UndeclaredError as error:
        if not error.latex:
            raise
        spelling = error.latex[slice(*error.span)].strip()
        entry = book.entry(label)
        parts = printed(entry.item, entry.ledger, corrected=corrected)
        freed = replace(parts, for_all=", ".join(part for part in (parts.for_all, rf"0 \leq {spelling}") if part))
        return understand(freed, book.notation), (spelling,)


def _freed(reading: Reading, free: tuple[str, ...]) -> Reading:
    """The claim without the scope of what it leaves free by mistake: a number, and no range of a hypothesis."""
    bound = {name: sort for name, sort in reading.scope.bound.items() if name not in free}
    return replace(reading, scope=replace(reading.scope, bound=bound))


__all__ = ["Form", "budget_of", "claim_of", "constants_of", "forms", "name_of", "sample_claim"]
