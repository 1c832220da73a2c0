r"""Which names does a document use, before anything is known of them? A light scan of its formulas.

The reader wants a table before it reads: how far a name goes (``H^\infty``), what a parenthesis behind it applies
(``u(t)``, not ``n(n-1)``), which letters are indices. ``scan(formulas)`` says it from the print alone and
``provisional(found)`` is the table with which to read a first time; no sort in it means anything.

A parenthesis applies where it holds one name or number, or arguments apart; a whole product only if its letter never
stands without one; what holds a sum is a factor unless the same letter is applied elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from ntkprops.language.notation import Notation, Symbol, count, declare, index, real
from ntkprops.language.vocabulary import IDENTITIES, LETTERS, PATTERN, SCRIPT, SPACES, STYLED, WORDS, normal

NOT_APPLIED = frozenset({"O", "E", "P", "N", "d", r"\Omega", r"\Theta", r"\mathcal{N}", r"\mathcal{O}"})
UNKNOWN_RANGE = "?"
DRESS = r"mathcal|mathbf|boldsymbol|bm|hat|tilde|bar|widehat|widetilde|overline|vec"
NAME = rf"(?:\\Delta\s*(?=[\\A-Za-z]))?(?:\\(?:{DRESS})\s*\{{[^{{}}]*\}}|\\[A-Za-z]+|[A-Za-z])"
ONE_THING = re.compile(rf"\s*(?:{NAME}(?:{SCRIPT.pattern})*(?:\([^()+-]*\))?|\d+)\s*")
OPENS = re.compile(SPACES + r"(?:\\left\s*|\\[bB]igg?l?\s*)?(\()")
NUMBER_INDEX = re.compile(r"_\{?\d+\}?$")
NAMING = re.compile(
    r"\^(?:\\infty|\{?\s*(?:0|\*|\+|\\infty|\\star|\\dagger)\s*\}?)$|_\{?\\(?:mathrm|text|max|min|star|infty)"
)
RELATED = re.compile(r"\\(?:leq?|geq?|in|sim|neq?)(?![A-Za-z])")
PARAMETERS = re.compile(
    r"_(?:\{?(?:\\(?!ell|mathrm|text|max|min|infty|star)[A-Za-z]+|[A-Z])(?:[_^,;']|\\?[A-Za-z0-9{}]|\s)*\}?)"
)
ENDS = re.compile(
    r"\\(?:sum|prod)\s*_\s*\{[^{}]*\}\s*\^\s*\{?\s*([A-Za-z])|\\in\s*\[\s*([A-Za-z])\s*\]|\\mathbb\s*\{?R\}?\s*\^\s*\{?\s*([A-Za-z])"
    r"|\\dots[^A-Za-z]*[A-Za-z]_\{?([A-Za-z])"
)
FANCY = re.compile(r"\\(?:math(?:cal|bf|bb|scr|frak)|boldsymbol|bm)")
ONE_LETTER_ABOVE = re.compile(r"\^\s*(?:[A-Za-z](?![a-z{])|\\[A-Za-z]+)")
SCRIPTED_AND_RAISED = re.compile(r"[^_]*\^")
MAPS = re.compile(
    rf"^\s*(?P<name>{NAME}(?:{SCRIPT.pattern})*)\s*(?::|\\colon)\s*(?P<domain>.+?)\\(?:to|rightarrow)(?![A-Za-z])(?P<values>[^=]+)"
)


@dataclass
class Spellings:
    """What a scan found: how often a base stands applied surely, maybe, or bare; names with scripts; indices."""

    surely: Counter[str] = field(default_factory=Counter)
    perhaps: Counter[str] = field(default_factory=Counter)
    doubtful: Counter[str] = field(default_factory=Counter)
    bare: Counter[str] = field(default_factory=Counter)
    arity: dict[str, Counter[int]] = field(default_factory=dict)
    below: dict[str, set[str]] = field(default_factory=dict)
    parametric: set[str] = field(default_factory=set)
    scripted: set[str] = field(default_factory=set)
    indexed: set[str] = field(default_factory=set)
    numbered: set[str] = field(default_factory=set)
    letters: set[str] = field(default_factory=set)

    @property
    def applied(self) -> set[str]:
        weak = {name for name in self.perhaps if not self.bare[name]}
        return ({*self.surely} | weak) - NOT_APPLIED


def scan(latex: Iterable[str]) -> Spellings:
    r"""The names of some formulas.

    >>> found = scan([r"u(t) = n(n - 1) H^\infty", r"\sigma(w^\top x) \leq u_i(0)"])
    >>> sorted(found.applied), sorted(found.scripted), sorted(found.letters)
    (['\\sigma', 'u'], ['H^\\infty'], ['i'])
    """
    found = Spellings()
    texts = [*latex]
    for text in texts:
        if match := MAPS.match(text):
            found.surely[normal(match["name"])] += 1
        for start, base, stop in _names(text):
            _one(text, start, base, stop, found)
    _named_by_counts(found, {end for text in texts for match in ENDS.finditer(text) for end in match.groups() if end})
    return found


def _named_by_counts(found: Spellings, counts: Collection[str]) -> None:
    """``S_n`` is a name where n is the end of a range and S has no other index; ``I_d`` is an identity matrix."""
    ends = {f"_{count}" for count in counts}
    for base, parts in found.below.items():
        if base not in IDENTITIES and len(parts) == 1 and (part := next(iter(parts))) in ends:
            found.scripted.add(base + part)
            found.indexed.discard(base)


def mentions(latex: str, name: str) -> bool:
    r"""Whether a formula speaks of a spelling.

    >>> mentions(r"\alpha x_i", "a"), mentions(r"\alpha x_i", "x"), mentions(r"\lambda_0 > 0", r"\lambda_0")
    (False, True, True)
    """
    if name.isalpha():
        return name in re.sub(r"\\[A-Za-z]+", " ", latex)
    return re.search(re.escape(name) + r"(?![A-Za-z])", normal(latex)) is not None


def _names(text: str) -> Iterator[tuple[int, str, int]]:
    """Every letter, Greek letter and accented or fancy letter, with where it stands."""
    place = 0
    while place < len(text):
        index_at = SCRIPT.match(text, place) if text[place] == "_" or ONE_LETTER_ABOVE.match(text, place) else None
        match = PATTERN.match(text, place)
        if match is None or index_at:
            place = index_at.end() if index_at else place + 1
            continue
        word, kind = match[0], match.lastgroup
        fancy = kind in ("word", "styled") and match["word"] not in STYLED and FANCY.match(word)
        if (
            kind in ("letter", "accent", "change")
            or fancy
            or (word in LETTERS and word not in WORDS)
            or word in (r"\Omega", r"\Theta")
        ):
            yield place, word, match.end()
        place = match.end()


def _one(text: str, start: int, base: str, stop: int, found: Spellings) -> None:
    """What one occurrence of a letter tells."""
    name, end, parameters = base, stop, 0
    while script := SCRIPT.match(text, end):
        part = normal(script[0].strip())
        if NAMING.match(part) or part[0] == "'":
            name += part
            if part not in ("^*",) and part[0] != "'":
                found.scripted.add(normal(name))
        elif part[0] == "_":
            parameters = _index(base, part, found)
        end = script.end()
    name = normal(name)
    opens = OPENS.match(text, end)
    inside, behind = _inside(text, opens.start(1)) if opens else ("", "")
    grouped = (SCRIPTED_AND_RAISED.match(inside) and behind.startswith("^")) or inside.strip().startswith(base)
    if not opens or grouped:
        found.bare[name] += 1
        return
    sure = ONE_THING.fullmatch(inside) or _top(inside, ",;")
    kind = found.surely if sure else found.doubtful if _top(inside, "+-=<>") else found.perhaps
    kind[name] += 1
    found.arity.setdefault(name, Counter())[1 + _outer(inside, ",;") + parameters] += 1


def _index(base: str, part: str, found: Spellings) -> int:
    r"""Note what stands below a letter; how many of it are parameters, as in ``f_{W,a}(x)``, and no indices."""
    found.below.setdefault(base, set()).add(part)
    if NUMBER_INDEX.match(part):
        found.numbered.add(base)
        return 0
    if PARAMETERS.fullmatch(part):
        found.parametric.add(base)
        return 1 + _outer(part[1:].strip("{}"), ",;")
    letters = re.findall(r"(?<![A-Za-z\\])[a-z]", re.sub(r"[_{},\s\d+-]", " ", part)) if "\\" not in part else []
    plain = re.sub(r"[_{}\s,;()\d+-]", "", part)
    if plain.isalpha() and plain.islower() and len(plain) <= 3:
        letters = list(plain)
    if letters or r"\ell" in part:
        found.indexed.add(base)
        found.letters |= {*letters, *([r"\ell"] if r"\ell" in part else [])}
    return 0


def _inside(text: str, start: int) -> tuple[str, str]:
    """What stands between a parenthesis and the one that closes it, and what stands behind."""
    depth = 0
    for place in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return re.sub(r"\\(?:right|[bB]igg?r?)\s*$", "", text[start + 1 : place]), text[place + 1 :].lstrip()
    return text[start + 1 :], ""


def _outer(text: str, marks: str) -> int:
    """How many of the marks stand in a text outside of all brackets, and not as its sign."""
    depth, found = 0, 0
    text = text.replace(r"\langle", "(").replace(r"\rangle", ")").strip()
    for place, mark in enumerate(text):
        depth += (mark in "([{") - (mark in ")]}")
        found += depth == 0 and mark in marks and place > 0
    return found


def _top(text: str, marks: str) -> bool:
    """Whether one of the marks, or a relation where they hold one, stands outside of all brackets."""
    return _outer(text, marks) > 0 or ("<" in marks and RELATED.search(text) is not None)


def provisional(found: Spellings, known: Iterable[Symbol] = ()) -> Notation:
    """The table with which a document is read while its sorts are not known; rows that are known go first."""
    rows = {row.name: row for row in known}
    for name in sorted(found.letters - rows.keys() - found.applied):
        rows[name] = index(name, over=UNKNOWN_RANGE)[0]
    for name in sorted(found.applied):
        arity = found.arity.get(name, Counter({1: 1})).most_common(1)[0][0]
        rows.setdefault(name, declare(name, real, of=("anything",) * arity))
    zeroth = {f"{name}_0" for name in found.numbered & found.indexed if name.startswith("\\")}
    for name in sorted(found.scripted | zeroth):
        rows.setdefault(name, declare(name, real))
    for name in sorted(found.numbered & found.indexed):
        rows.setdefault(name, declare(name, real))
    dims = {dim for row in rows.values() for dim in (*row.over, *row.sort.dims) if not dim.isdigit()}
    return Notation((*rows.values(), *(declare(dim, count) for dim in sorted(dims - rows.keys()))))
