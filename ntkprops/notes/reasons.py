r"""Which reasons does a run of prose mention? ``mentions(text)``: rules of the closed set, and citations.

>>> [(mention.rule, mention.cite) for mention in mentions("by Markov's inequality and (24)")]
[('markov', ''), ('', '24')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ntkprops.notes.latex import STATING
from ntkprops.statement.rules import RULES

SPOKEN = {
    "markov": r"markov(?:'s)?(?: inequality| bound)?",
    "chebyshev": r"ch?[eyu]+b[yie]+s?ch?[eo]v(?:'s)?(?: inequality)?|chebyshev(?:'s)?(?: inequality)?",
    "hoeffding": r"hoeffding(?:'s)?(?: inequality| bound| lemma)?",
    "jensen": r"jensen(?:'s)?(?: inequality)?",
    "cauchy_schwarz": (
        r"cauchy(?:-| and |--)?(?:bunyakovsky-)?s?chwar[tz]*(?:'s)?(?: inequality)?|\bc-s(?: inequality)?"
    ),
    "triangle": r"(?:reverse )?triangle ineq(?:uality|\.)?",
    "groenwall": r"gr(?:ö|oe|o|\"o|\\\"o|\\\"\{o\})nwall(?:'s)?(?: inequality| lemma)?",
    "weyl": r"weyl(?:'s)?(?: inequality| theorem)?",
    "rayleigh": (
        r"rayleigh(?:'s)?(?: quotient(?:s)?| principle)?|courant-fischer"
        r"|variational characteri[sz]ation of (?:the )?eigenvalues?"
    ),
    "union_bound": (
        r"(?:a |the )?union(?:-| )bound(?: over [a-z ]{0,30})?|boole(?:'s)?(?: inequality)?|sub-?additivity"
    ),
    "linearity": (
        r"linearity(?: of (?:the )?(?:expectations?|integrals?|sums?))?"
        r"|taking (?:the )?expectations?(?: (?:of|on) both sides)?|summing(?: up)?(?: over [a-z ]{0,20})?"
        r"|sum over all (?:the )?(?:entries|samples)"
    ),
    "chain_rule": r"(?:the )?chain rule",
    "fundamental_theorem": r"(?:the )?fundamental theorem(?: of calculus)?|integrating(?: both sides)?",
    "anti_concentration": (
        r"(?:the )?anti-?concentration(?: of (?:the )?(?:standard )?gaussians?(?: distributions?)?| inequality)?"
    ),
    "gaussian_moments": r"(?:the )?moments of (?:the )?(?:standard )?gaussians?",
    "norm_domination": (
        r"(?:the )?(?:fact that )?the (?:spectral|operator) norm is (?:bounded|at most|dominated)(?: by)?"
        r" the frobenius norm"
    ),
    "event_inclusion": r"(?:event )?inclusion of (?:the )?events?|monotonicity of (?:the )?(?:measure|probability)",
    "exponential_integral": r"(?:evaluating|computing) the integral",
    "gradient": r"differentiat(?:ing|ion)|(?:computing|taking) the gradient",
    "substitution": r"substitut(?:ing|ion)|plugging(?: in)?",
    "algebra": (
        r"(?:simple |basic |straightforward )?algebra|rearrang(?:ing|ement)|simplif(?:ying|ication)|arithmetic"
    ),
    "bootstrap": r"continuity(?: induction| argument)|bootstrap(?:ping)?(?: argument)?",
    "norm_definition": r"(?:the )?definition of the (?:euclidean |frobenius )?norm",
}
BY_DEFINITION = r"(?:by |from |the )+definitions?(?: of)?"
OF_SYMBOL = re.compile(r"(?:the )?definition of \$?([^\s$,]+)\$?")
STATED = (
    rf"(?P<stated>(?:{'|'.join(STATING)}|thm|lem|prop|cor)\.?s?)[ ~]*(?P<which>[a-z][\w-]*:[\w:.-]*\w|[A-Z]?\d[\w.]*)"
)
NUMBERED = r"(?:equations?|eqs?\.?|inequality|inequalities|display)?[ ~]*\((?P<number>[\w:.*'-]*[\w*'])\)"
PREVIOUS = (
    r"the (?:above|previous|last|preceding) (?:inequality|bound|display|equation|lemma|result|estimate|inequalities)"
)
PATTERN = re.compile(
    "|".join(f"(?P<{name}>{spoken})" for name, spoken in SPOKEN.items() if name in RULES)
    + f"|(?P<definition>{BY_DEFINITION})|{STATED}|{NUMBERED}|(?P<previous>{PREVIOUS})",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\d+(?:\.\d+)*[a-z']?|[a-z][\w-]*:.+|\*+", re.IGNORECASE)


@dataclass(frozen=True)
class Mention:
    """One reason that the prose names: a ``rule``, what it cites (``"24"``, ``"lemma-a"``), or ``"previous"``.

    A margin note also names the definition ``of`` a symbol.
    """

    start: int
    end: int
    rule: str = ""
    cite: str = ""
    of: str = ""


def mentions(text: str) -> Iterator[Mention]:
    """The reasons that a text mentions, in order."""
    for match in PATTERN.finditer(text):
        kind = match.lastgroup or ""
        if match["stated"]:
            kind = match["stated"].rstrip(".s").lower()
            kind = {"thm": "theorem", "lem": "lemma", "prop": "proposition", "cor": "corollary"}.get(kind, kind)
            which = match["which"].rstrip(".")
            yield Mention(*match.span(), cite=which if ":" in which else f"{kind}-{which}")
        elif match["number"]:
            if NUMBER.fullmatch(match["number"]):
                yield Mention(*match.span(), cite=match["number"])
        elif kind == "previous":
            yield Mention(*match.span(), cite="previous")
        elif kind in RULES:
            yield Mention(*match.span(), rule=kind)
        elif kind == "definition":
            yield Mention(*match.span(), rule="definition")


def understood(text: str) -> tuple[Mention, ...] | None:
    r"""The reasons of a margin note that holds nothing but reasons; None where it holds anything else.

    >>> understood("the weather")
    >>> [mention.rule for mention in understood("linearity, (9)") or ()]
    ['linearity', '']
    >>> [mention.of for mention in understood("definition of \\dot{w}") or ()]
    ['\\dot{w}']
    """
    found = [Mention(0, 0, rule="definition", of=match[1].strip()) for match in OF_SYMBOL.finditer(text)]
    rest = OF_SYMBOL.sub("", text)
    for name in sorted(RULES, key=len, reverse=True):
        rest = re.sub(rf"(?<![\w\\])(?:{name}|{name.replace('_', '[ -]')})(?![\w])", rf" \0{name}\0 ", rest)
    for part in re.split(r"\0", rest):
        if part in RULES:
            found.append(Mention(0, 0, rule=part))
            continue
        inside = list(mentions(part))
        for mention in reversed(inside):
            part = part[: mention.start] + part[mention.end :]
        if re.sub(r"\b(?:by|and|of|from|the|norms?)\b|[\s,;.&]", "", part):
            return None
        found += inside
    return tuple(found)


__all__ = ["Mention", "mentions", "understood"]
