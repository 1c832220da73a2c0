r"""What may give a claim, where the notes do not say? The rules about what it speaks of, the definitions it means, and
what is stated before it: ``rules_about(trees)``, ``meant(book, reading)``, ``stated_before(lecture, label)``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ntkprops.language.tree import Expr, walk
from ntkprops.notes.saying import left_side
from ntkprops.proof.book import Book
from ntkprops.proof.reading import Reading
from ntkprops.statement.lecture import Lecture
from ntkprops.statement.model import Definition, Ledger, Statement
from ntkprops.statement.rules import RULES, Rule

MOST_STATED, MOST_MEANT = 6, 6
TAILS = "event_inclusion union_bound anti_concentration markov chebyshev hoeffding chernoff gaussian_moments"
OF_VECTORS = "cauchy_schwarz rayleigh norm_definition operator_norm hoelder"
ABOUT = {
    "Pr": TAILS,
    "indicator": "event_inclusion union_bound anti_concentration gaussian_moments",
    "E": "absolute_expectation jensen gaussian_moments independence norm_domination linearity",
    "Var": "linearity independence jensen",
    "norm": f"triangle norm_domination {OF_VECTORS}",
    "pnorm": f"triangle norm_domination {OF_VECTORS}",
    "inner": OF_VECTORS,
    "transpose": OF_VECTORS,
    "abs": "triangle cauchy_schwarz",
    "lambda_min": "weyl rayleigh norm_domination",
    "lambda_max": "weyl rayleigh norm_domination",
    "sum": "triangle cauchy_schwarz algebra",
    "prod": "algebra",
    "factorial": "algebra",
    "integral": "fundamental_theorem exponential_integral triangle",
    "derivative": "chain_rule gradient rayleigh",
    "dot": "chain_rule gradient rayleigh",
    "partial": "gradient chain_rule",
    "grad": "gradient chain_rule",
    "exp": "groenwall exponential_integral",
}
EQUATIONS = frozenset({
    "gaussian_moments", "independence", "linearity", "norm_definition", "algebra", "fundamental_theorem",
    "exponential_integral", "chain_rule", "gradient",
})  # fmt: skip


def rules_about(trees: Sequence[Expr]) -> tuple[Rule, ...]:
    """The rules about the heads that occur in some trees; where these only equate, the rules that give equations.

    >>> from ntkprops.language.tree import symbol
    >>> [rule.name for rule in rules_about([Expr("abs", (symbol("x"),))])]
    ['triangle', 'cauchy_schwarz']
    """
    parts = [part for tree in trees for part in walk(tree)]
    names = dict.fromkeys(name for part in parts for name in ABOUT.get(part.head, "").split())
    relations = {relation for tree in trees for relation in tree.relations}
    equates = bool(relations) and relations <= {"=", ":="}
    return tuple(RULES[name] for name in names if name in EQUATIONS or not equates)


def meant(book: Book, reading: Reading) -> tuple[tuple[Definition, ...], tuple[Definition, ...]]:
    """The definitions of the symbols of a claim, and these with what they speak of in turn."""
    direct = {name for tree in reading.then for name in _names(tree)}
    own = {left_side(text) for text in reading.printed.given if ":=" in text}
    known = {
        name: [meaning.rule.body for meaning in meanings]
        for name, meanings in book.meanings(corrected=False).items()
        if name in own or all(meaning.everywhere for meaning in meanings)
    }
    found: list[str] = []
    waiting = sorted(direct)
    while waiting and len(found) < MOST_MEANT:
        name = waiting.pop(0)
        if name in known and name not in found:
            found.append(name)
            waiting += sorted({inner for body in known[name] for inner in _names(body)})
    return tuple(Definition(name) for name in found if name in direct), tuple(map(Definition, found))


def _names(tree: Expr) -> Iterator[str]:
    """The spellings under which the parts of a formula may be defined."""
    for part in walk(tree):
        if part.head == "symbol":
            yield part.name
        elif part.head == "dot" and part.args[0].head == "symbol":
            yield rf"\dot{{{part.args[0].name}}}"


def stated_before(lecture: Lecture, label: str) -> list[str]:
    """What is stated before a claim and is no row, last first; what only defines is at the end."""
    before: list[Statement] = []
    for item, _ in lecture.rows():
        if item.label == label:
            break
        if isinstance(item, Statement) and not is_part_of(label, item.label):
            before.append(item)
    proving = next(
        (part.of.label for part in lecture.parts if isinstance(part, Ledger) and label in {r.label for r in part.rows}),
        "",
    )
    own = [one for one in before[::-1] if not is_part_of(one.label, proving)]
    return [one.label for one in sorted(own, key=lambda one: one.defines)][:MOST_STATED]


def is_part_of(label: str, whole: str) -> bool:
    """Whether a label is of a statement, or of a part of it."""
    return bool(whole) and (label == whole or label.startswith(f"{whole}."))


__all__ = ["meant", "rules_about", "stated_before"]
