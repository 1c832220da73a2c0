"""What a printed formula can be made of, read from the grammar itself, and what some cases are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from lark import Token

from adversary.claims import Case
from ntkprops.errors import FormulaError
from ntkprops.language import heads
from ntkprops.language.choices import Choices
from ntkprops.language.extents import bracketed
from ntkprops.language.notation import Notation
from ntkprops.language.reader import _parse, read  # the production behind a node is not in the tree
from ntkprops.language.tokens import tokens
from ntkprops.language.tree import walk
from ntkprops.language.vocabulary import RELATIONS as SPELLED
from ntkprops.language.vocabulary import WORDS
from ntkprops.statement import Statement

GRAMMAR = files("ntkprops.language").joinpath("grammar.lark").read_text(encoding="utf-8")
PRODUCTIONS = frozenset(re.findall(r"->\s*(\w+)", GRAMMAR))
RELATIONS = frozenset(SPELLED.values())
SORTS = frozenset({"count", "real", "positive", "nonnegative", "probability", "time", "sign", "event", "vector", "matrix", "index"})
SPELLINGS = frozenset(WORDS) - {"(", ")", "[", "]", "{", "}"}

FIELD = {  # true and false claims with these stand in tests/meta/test_field_controls.py
    "head": (
        r"Cov at binom builder case cases ceil conditional det diag factorial floor hadamard hessian identity "
        r"implies kronecker logb not ones or over pinv pnorm rank rows sgn sigma_max sigma_min soft typed vec "
    ),
    "production": (
        r"at binomial both_signs builder case cases ceil cells complement ddp either entrywise factorial floor "
        r"function_above function_below given hessian implies integral_over ones provided pseudo quantified "
        r"soft table typed "
    ),
    "relation": (
        r"=: asymp gg gtrsim lesssim ll prec preceq propto subset succ succeq to "
    ),
    "word": (
        r"! \Cov \Leftrightarrow \Longleftrightarrow \Longrightarrow \Rightarrow \Tr \Var \argmax \argmin "
        r"\binom \circ \colon \complement \dbinom \ddots \det \diag \iff \implies \ind \indic \lceil \lfloor "
        r"\lim \liminf \limsup \lnot \neg \odot \otimes \pm \rank \rceil \rfloor \setminus \sgn \tbinom \tr "
        r"\vdots "
    ),
}
ABSENT = {
    **{f"{kind} {name}": "tests/meta/test_field_controls.py" for kind, names in FIELD.items() for name in names.split()},
    r"word \mid": "no production takes it: what is conditioned on cannot be read",
}


def of_grammar() -> frozenset[str]:
    """Every construct that should occur."""
    return frozenset(
        {f"production {name}" for name in PRODUCTIONS}
        | {f"head {name}" for name in heads()}
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
        spelled = _spelled(latex, case.notation)
        leaves = {str(token) for token in spelled if token.type in ("SYMBOL", "NUMBER")}
        found |= {(leaf, latex) for leaf in leaves if not all(part in kept for part in (leaf if leaf.isdigit() else [leaf]))}
    return found


def _spelled(latex: str, notation: Notation) -> list[Token]:
    """The tokens of the usual reading, with the brackets that print leaves out."""
    choose = Choices()
    return bracketed(tokens(latex.rstrip(" .,;"), notation, choose), choose)


@lru_cache(maxsize=4096)
def _of_formula(latex: str, notation: Notation) -> frozenset[str]:
    found = {f"word {word}" for word in SPELLINGS if word in latex}
    try:
        spelled = _spelled(latex, notation)
        if spelled and spelled[0].type != "REL":
            found |= {f"production {part.data}" for part in _parse(spelled).iter_subtrees()}
        nodes = list(walk(read(latex, notation)))
    except FormulaError:
        return frozenset(found)
    except Exception:
        return frozenset(found)
    found |= {f"head {node.head}" for node in nodes}
    return frozenset(found | {f"relation {name}" for node in nodes for name in node.relations})
