"""What a printed formula can be made of, read from the grammar itself, and what some cases are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files

from adversary.claims import Case
from ntkprops.errors import FormulaError
from ntkprops.language import tokens, tree
from ntkprops.language.notation import Notation
from ntkprops.language.reader import _parse, read  # the production behind a node is not in the tree
from ntkprops.language.tree import walk
from ntkprops.statement import Statement

GRAMMAR = files("ntkprops.language").joinpath("grammar.lark").read_text(encoding="utf-8")
PRODUCTIONS = frozenset(re.findall(r"->\s*(\w+)", GRAMMAR))
RELATIONS = frozenset(tokens.RELATIONS.values())
TABLE = re.split(r"^=.*$", tree.__doc__ or "", flags=re.MULTILINE)[2]  # of the heads, its first column
HEADS = frozenset(re.findall(r"[A-Za-z_]+", " ".join(line[:20] for line in TABLE.splitlines()))) | tree.BINDERS
SORTS = frozenset({"count", "real", "positive", "nonnegative", "probability", "time", "sign", "event", "vector", "matrix", "index"})
SPELLINGS = frozenset(tokens.WORDS) - {"(", ")", "[", "]", "{", "}"}

ABSENT = {
    r"word \mid": "no production takes it: what is conditioned on cannot be read",
    "head event": "a node that nothing prints: events are symbols, relations and sets",
    "head not": "a complement is made by the prover and never read",
}


def of_grammar() -> frozenset[str]:
    """Every construct that should occur."""
    return frozenset(
        {f"production {name}" for name in PRODUCTIONS}
        | {f"head {name}" for name in HEADS}
        | {f"relation {name}" for name in RELATIONS}
        | {f"sort {name}" for name in SORTS}
        | {f"word {name}" for name in SPELLINGS}
    )


def _formulas(case: Case) -> Iterator[str]:
    yield from case.notation.always
    for part in case.parts:
        if isinstance(part, Statement):
            yield from (*part.given, *part.then, part.for_all, part.probability)
            yield from (erratum.corrected for erratum in part.errata if isinstance(erratum.corrected, str))
        else:
            yield from (*(row.latex for row in part.rows), *(part.given or ()))


def constructs(case: Case) -> set[str]:
    """What the formulas and the notation of a case are made of."""
    found = {f"sort {row.sort.kind}" for row in case.notation.table.values()}
    for latex in filter(None, _formulas(case)):
        found |= _of_formula(latex, case.notation)
    return found


def lost(case: Case) -> set[tuple[str, str]]:
    """Letters and numbers of a case's formulas that are nowhere in the tree, each with its formula."""
    found = set()
    for latex in filter(None, _formulas(case)):
        try:
            nodes = list(walk(read(latex, case.notation)))
        except Exception:  # what cannot be read loses nothing
            continue
        kept = " ".join(node.name for node in nodes)
        spelled = tokens.tokens(latex.rstrip(" .,;"), case.notation)
        leaves = {str(token) for token in spelled if token.type in ("SYMBOL", "NUMBER")}
        found |= {(leaf, latex) for leaf in leaves if not all(part in kept for part in (leaf if leaf.isdigit() else [leaf]))}
    return found


@lru_cache(maxsize=4096)
def _of_formula(latex: str, notation: Notation) -> frozenset[str]:
    found = {f"word {word}" for word in SPELLINGS if word in latex}
    try:
        spelled = tokens.tokens(latex.rstrip(" .,;"), notation)
        if spelled and spelled[0].type != "REL":
            found |= {f"production {part.data}" for part in _parse(spelled).iter_subtrees()}
        nodes = list(walk(read(latex, notation)))
    except FormulaError:
        return frozenset(found)
    except Exception:
        return frozenset(found)
    found |= {f"head {node.head}" for node in nodes}
    return frozenset(found | {f"relation {name}" for node in nodes for name in node.relations})


__all__ = ["ABSENT", "HEADS", "PRODUCTIONS", "RELATIONS", "constructs", "of_grammar", "replace"]
