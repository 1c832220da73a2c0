r"""A derivation as a person would write it: numbered lines, each with its reason and the lines it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ntkprops.derivation.context import Scope
from ntkprops.derivation.judgment import MOMENT, Judgment, Source, Step, local_sort
from ntkprops.language.latex import to_latex
from ntkprops.language.notation import Notation, Sort
from ntkprops.language.tree import BINDERS, Expr, number, replace_free, symbol, transform, walk

SOURCES = {
    "given": "given", "range": "range", "always": "holds throughout", "local": "supposed", "cited": "by {}",
    "event": "by {}, on its event", "tail": "off the tail of {}",
}  # fmt: skip
RULES = {
    "scalar": "arithmetic", "entrywise": "entry by entry", "monotone": "monotonicity",
    "extreme": "a bound for every index", "cases": "by cases",
    "triangle_under": "triangle inequality", "triangle": "triangle inequality",
    "cauchy_schwarz": "Cauchy-Schwarz", "sum_squared": "Cauchy-Schwarz", "norm_definition": "definition of the norm",
    "norm_domination": "norms dominate", "weyl": "Weyl", "rayleigh": "Rayleigh", "rayleigh_entry": "Rayleigh",
    "absolute_mean": "|E z| <= E |z|", "jensen": "Jensen", "event_part": "a part of the event",
    "event_union": "a union is one of its parts", "union_bound": "union bound", "union_over_indices": "union bound",
    "markov": "Markov", "chebyshev": "Chebyshev", "anti_concentration": "Gaussian anti-concentration",
    "half_space": "a half space has Gaussian mass 1/2", "rectified_square": "half a Gaussian second moment",
    "sign_mean": "a fair sign has mean 0", "independent_signs": "independent fair signs", "hoeffding": "Hoeffding",
    "happens": "the event's definition", "opened_inclusion": "event inclusion", "groenwall": "Groenwall",
    "bootstrap": "continuity induction", "fundamental_theorem": "fundamental theorem", "equals": "equals for equals",
    "induction": "induction", "hoelder": "Hoelder", "operator_norm": "operator norm",
    "spectral_radius": "eigenvalues and the norm", "chernoff": "Chernoff", "independent_product": "independence",
    "independent_variance": "independence", "independent_sum": "independence",
}  # fmt: skip
ONE = number(1)
TIMES = ("s", "r", "q")


@dataclass(frozen=True)
class Line:
    """One line of a derivation: the relation as LaTeX, why, from which lines, and what is supposed meanwhile."""

    number: int
    relation: str
    because: str
    of: tuple[int, ...] = ()
    supposing: tuple[str, ...] = ()

    def __str__(self) -> str:
        rests = f" from ({'), ('.join(map(str, self.of))})" if self.of else ""
        return f"({self.number}) {self.relation}   [{self.because}{rests}]"


def lines(derived: Mapping[tuple[Step, Scope], Judgment], notation: Notation) -> tuple[Line, ...]:
    """The steps of a derivation in an order in which each rests on earlier ones; what is said twice is said once."""
    numbers: dict[Step, int] = {}
    said: dict[tuple[str, tuple[str, ...]], int] = {}
    found: list[Line] = []
    for (step, scope), judgment in derived.items():
        trees = (judgment.relation, *(hypothesis.formula.relation for hypothesis in scope.supposed))
        relation, *under = readable(trees, notation)
        supposing = tuple(dict.fromkeys(under))
        known = said.get((relation, supposing))
        if known is None:
            of = tuple(dict.fromkeys(numbers[one] for one in _inner(step) if one in numbers))
            known = said[(relation, supposing)] = len(found) + 1
            found.append(Line(known, relation, _because(step), of, supposing))
        numbers[step] = known
    return tuple(found)


def _inner(step: Step) -> Iterator[Step]:
    """The premises; of a proof for all values of something what it proves."""
    for premise in step.premises:
        yield from _inner(premise) if premise.rule == "let" else (premise,)


def _because(step: Step) -> str:
    if step.rule == "fact" and isinstance(step.args[0], Source):
        return SOURCES[step.args[0].kind].format(step.args[0].label)
    return RULES.get(step.rule, step.rule)


def readable(trees: tuple[Expr, ...], notation: Notation) -> list[str]:
    """Relations as LaTeX, with letters for the variables that derivations number, the same in all."""
    names = {part.name for tree in trees for part in walk(tree) if part.head == "symbol"}
    values: dict[str, Expr] = {}
    for name in sorted(name for name in names if local_sort(name) is not None or name.startswith(MOMENT[0])):
        letter = next(one for one in _letters(local_sort(name), notation) if one not in names)
        names.add(letter)
        values[name] = symbol(letter)
    return [to_latex(transform(_renamed(tree, values), _signed)) for tree in trees]


def _signed(node: Expr) -> Expr:
    """Products with their sign in front, and sums with what is subtracted last, as a person writes them."""
    if node.head == "mul" and any(factor.head == "neg" for factor in node.args):
        signs = sum(factor.head == "neg" for factor in node.args)
        bare = tuple(factor.args[0] if factor.head == "neg" else factor for factor in node.args)
        kept = tuple(factor for factor in bare if factor != ONE) or (ONE,)
        whole = kept[0] if len(kept) == 1 else Expr("mul", kept)
        return Expr("neg", (whole,)) if signs % 2 else whole
    if node.head == "add":
        return Expr("add", tuple(sorted(node.args, key=lambda term: term.head == "neg")))
    return node


def _renamed(tree: Expr, values: Mapping[str, Expr]) -> Expr:
    """Free and bound names replaced alike: the letters are new."""
    if tree.head in BINDERS and tree.args[0].name in values:
        variable, low, high, body = tree.args
        inside = replace_free(body, {variable.name: values[variable.name]})
        tree = Expr(tree.head, (values[variable.name], low, high, inside), tree.name)
    if tree.head == "symbol":
        return values.get(tree.name, tree)
    return Expr(tree.head, tuple(_renamed(arg, values) for arg in tree.args), tree.name)


def _letters(sort: Sort | None, notation: Notation) -> Iterator[str]:
    """Letters for a variable: those that the notation declares for its range first."""
    if sort is not None and sort.kind == "index":
        yield from (name for name, row in notation.table.items() if row.sort == sort and not row.over)
        stem = "l"
    elif sort is not None and sort.kind == "count":
        stem = "k"
    else:
        yield from TIMES
        stem = "s"
    place = 1
    while True:
        yield f"{stem}_{place}"
        place += 1


__all__ = ["Line", "lines", "readable"]
