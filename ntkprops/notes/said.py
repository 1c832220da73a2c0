r"""What do the words around the formulas say of a symbol, and what does a comment line settle?

``directive(text)`` reads ``s is a time``, ``w: vector(d) over m random gaussian``, ``i, j over n`` and
``f: real of vector(d)``; ``spoken(text)`` finds "step size $\eta > 0$", "the matrix $A$", "random variables $X, Y$",
"with probability at least $1 - \delta$" in a paragraph. Both give ``Said``, one a symbol; what is not understood in
prose is passed over, in a directive it is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ntkprops.errors import NotationError
from ntkprops.language.notation import Sort, count, event, nonnegative, positive, probability, real, sign, time
from ntkprops.language.vocabulary import SCRIPT, normal
from ntkprops.notes.spellings import MAPS, NAME

KINDS = {
    "count": count, "integer": count, "natural number": count, "dimension": count, "real": real, "number": real,
    "scalar": real, "real number": real, "positive": positive, "nonnegative": nonnegative, "probability": probability,
    "time": time, "sign": sign, "event": event, "vector": Sort("vector"), "matrix": Sort("matrix"),
    "random variable": real, "random vector": Sort("vector"), "index": Sort("index"), "function": Sort("function"),
}  # fmt: skip
SPELLED = rf"{NAME}(?:{SCRIPT.pattern})*"
LIST = rf"{SPELLED}(?:\s*,\s*{SPELLED})*"
WORD = "|".join(sorted(KINDS, key=len, reverse=True))
HEAD = re.compile(rf"\s*(?P<names>{LIST})\s*(?::|\bis\b|\bare\b|(?=\bover\b|\brandom\b))\s*(?P<rest>.*)$", re.S)
SORT = re.compile(rf"(?:an?\s+)?(?P<word>{WORD})(?:e?s)?\b(?:\s*\((?P<dims>[^()]*)\))?\s*")
OVER = re.compile(r"over\s+(?P<over>[^\s,]+(?:\s*,\s*[^\s,]+)*)\s*")
OF = re.compile(r"of\s+(?:an?\s+)?(?P<of>.+?)(?=\s+(?:over|random|gaussian|rademacher|independent|symmetric)\b|$)")
FLAG = re.compile(r"(?P<flag>random|gaussian|rademacher|independent|symmetric|psd|orthogonal|and|,)\s*")
REMEDY = "say for example: s is a time; or w: vector(d) over m random gaussian; or i, j over n."


@dataclass(frozen=True)
class Said:
    """What is said of one symbol; what is not said is empty."""

    name: str
    sort: Sort | None = None
    over: tuple[str, ...] = ()
    of: tuple[Sort | str, ...] = ()
    random: bool = False
    law: str = ""
    words: str = ""


def directive(text: str) -> tuple[Said, ...]:
    """What a comment line settles, one a symbol.

    Raises:
        NotationError: where it is not understood.

    >>> [(one.name, one.sort.kind) for one in directive("s, t are times")]
    [('s', 'time'), ('t', 'time')]
    """
    text = text.strip().rstrip(".")
    match = HEAD.match(text)
    if match is None:
        raise NotationError(f"{text!r} says nothing of a symbol; {REMEDY}")
    said, rest = Said("", words=text), match["rest"].strip()
    while rest:
        said, rest = _part(said, rest, text)
    if (said.sort is None and said.over and not said.random) or (said.sort is not None and said.sort.kind == "index"):
        said = replace(said, sort=Sort("index", said.over[:1]), over=())
    return tuple(replace(said, name=normal(name)) for name in _split(match["names"]))


def _part(said: Said, rest: str, text: str) -> tuple[Said, str]:
    if match := SORT.match(rest):
        dims = tuple(part.strip() for part in (match["dims"] or "").split(",") if part.strip())
        said = replace(
            said, sort=Sort(KINDS[match["word"]].kind, dims), random=said.random or "random" in match["word"]
        )
    elif match := OVER.match(rest):
        said = replace(said, over=tuple(part.strip() for part in match["over"].split(",")))
    elif match := OF.match(rest):
        said = replace(
            said, of=tuple(_argument(part.strip()) for part in re.split(r",(?![^(]*\))|;|\band\b", match["of"]))
        )
    elif match := FLAG.match(rest):
        law = {"gaussian": "gaussian", "rademacher": "rademacher"}.get(match["flag"], said.law)
        said = replace(said, law=law, random=said.random or bool(law) or match["flag"] == "random")
    else:
        raise NotationError(f"{rest.split()[0]!r} in {text!r} is not understood; {REMEDY}")
    return said, rest[match.end() :].strip()


def _argument(word: str) -> Sort | str:
    match = SORT.fullmatch(word)
    if match is None or match["word"] == "time":
        return word
    return Sort(
        KINDS[match["word"]].kind, tuple(part.strip() for part in (match["dims"] or "").split(",") if part.strip())
    )


def _split(names: str) -> list[str]:
    return [name.strip() for name in re.split(r",(?![^{]*\})", names)]


BEFORE = {
    r"random variables?": (real, True),
    r"random vectors?": (Sort("vector"), True),
    r"matri(?:x|ces)": (Sort("matrix"), False),
    r"vectors?": (Sort("vector"), False),
    r"integers?|natural numbers?|width|dimension|number of [a-z -]{3,40}?": (count, False),
    r"events?": (event, False),
    r"scalars?|real numbers?": (real, False),
    r"time": (time, False),
}
LEAD = r"step sizes?|learning rates?|constants?|parameters?|radius|accuracy|let|fix|assume|suppose|where|with|given"
ASSUMES = re.compile(r"(?i)^\W*(?:(?:now|we|also|and)\s+)*(?:let|fix|assume|suppose|consider)\b")
CLAIMS = re.compile(r"(?i)\b(?:for (?:all|any|every|each|some)|if|when|so|thus|hence|then|have|get|holds?|is)\b")
TAIL = re.compile(rf"(?:=|\\geq?(?![a-z]))\s*(?P<names>{SPELLED})\s*(?P<end>>\s*0)\s*$")
ENDS = {
    ">0": positive, r"\geq0": nonnegative, r"\ge0": nonnegative, r"\in(0,1)": probability, r"\in(0,1]": positive,
    r"\in\mathbb{N}": count, r"\in\mathbb{R}": real, r"\in\{-1,1\}": sign, r"\in(0,\infty)": positive,
    r"\in[0,1]": nonnegative,
}  # fmt: skip
BOUND = re.compile(rf"^\s*(?P<names>{LIST})\s*(?P<end>(?:>|\\geq?(?![a-z])|\\in).*)$")
LEVEL = re.compile(
    r"(?i)probability\s+(?:of\s+)?(?:at least|\$?\s*\\geq?)?\s*\$?\s*(?:\\geq?\s*)?1\s*-\s*"
    r"(?P<name>\\delta|\\alpha|\\eta)\s*\$"
)


def spoken(text: str) -> Iterator[Said]:
    r"""What a paragraph with ``$..$`` in it says of single symbols.

    >>> [(one.name, str(one.sort.kind)) for one in spoken(r"Let $A$ be a matrix, the step size $\eta > 0$.")]
    [('A', 'matrix'), ('\\eta', 'positive')]
    """
    for match in re.finditer(r"\$(?P<math>[^$]+)\$", text):
        before, after = text[: match.start()], text[match.end() :]
        yield from _noun(match["math"], before[-60:], after[:60])
        yield from _signed(match["math"], before)
    for match in LEVEL.finditer(text):
        yield Said(match["name"], probability, words=match[0])


def _noun(math: str, before: str, after: str) -> Iterator[Said]:
    names = re.match(rf"^\s*(?P<names>{LIST})\s*$", math)
    if names is None:
        return
    for pattern, (sort, random) in BEFORE.items():
        front = re.search(rf"(?i)\b(?:{pattern})\s*$", before)
        back = re.match(
            rf"(?i)\s+(?:is|are|be|denotes?)\s+(?:the\s+|an?\s+)?(?:[a-z-]+\s+){{0,2}}?(?:{pattern})\b", after
        )
        said = front or back
        if said is not None:
            for name in _split(names["names"]):
                yield Said(normal(name), sort, random=random, words=f"{said[0].strip()}: ${math.strip()}$")
            return


def _signed(math: str, before: str) -> Iterator[Said]:
    text = math.rstrip(" .,;")
    match = BOUND.match(text) or TAIL.search(text)
    sort = ENDS.get(re.sub(r"\s|\\,", "", match["end"])) if match else None
    if match is None or sort is None:
        return
    sentence = re.split(r"[.;!?]\s", before)[-1]
    near = re.search(rf"(?i)\b(?:{LEAD})(?:\s+an?|\s+the|\s+be)?(?:\s+[a-z-]+){{0,2}}\s*$", sentence)
    lead = near or ASSUMES.match(sentence)
    if lead and not CLAIMS.search(near[0] if near else sentence):
        for name in _split(match["names"]):
            yield Said(normal(name), sort, words=f"{lead[0].strip()} ${math.strip()}$")


SPACE = re.compile(
    r"\\(?:mathbb\s*\{R\}|mathbb\s*R|R)(?![A-Za-z])\s*(?:\^\s*(?:\{(?P<sides>[^{}]*)\}|(?P<side>[A-Za-z0-9])))?"
)


def mapping(latex: str) -> Said | None:
    r"""What ``f : \mathbb{R}^d \to \mathbb{R}`` says.

    >>> found = mapping(r"f: \mathbb{R}^d \to \mathbb{R}")
    >>> found.name, found.sort.kind, str(found.of[0])
    ('f', 'real', 'a vector of length d')
    """
    match = MAPS.match(latex)
    spaces = [[_space(part) for part in SPACE.finditer(match[key])] for key in ("domain", "values")] if match else []
    if match is None or not all(spaces):
        return None
    return Said(normal(match["name"]), spaces[1][0], of=tuple(spaces[0]), words=latex)


def _space(match: re.Match[str]) -> Sort:
    sides = tuple(part.strip() for part in re.split(r"\\times", match["sides"] or match["side"] or "") if part.strip())
    return real if not sides else Sort("vector" if len(sides) == 1 else "matrix", sides)
