r"""What does a run of prose beside formulas say? ``heard(text)``: cues, reasons, and words that were not understood.

A closed grammar. A *cue* says what the next formula is (a hypothesis, a conclusion, a range, a probability). Words that
only say that something is being proved, and of what kind, carry no meaning here (``EMPTY``): words that join, what
proofs do, and what formulas are called. Every other word is left over, and what is left over is said: a formula next to
it is no hypothesis, and is never refuted for want of what it may mean.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ntkprops.notes.reasons import Mention, mentions

CUES: dict[str, str] = {
    "opaque": (
        r"(?:is|are|do|does|did|can|could|need|must|would)(?: not|n't)\b|cannot|\bnot\b|\bno longer\b|\bnever\b"
        r"|unless|fails?\b|\bfalse\b|wrong|contradict\w*|would (?:like|want)"
        r"|(?:want|wish|hope|aim|goal|need|remains) (?:is )?to\b|conjecture\w*|or(?= *$)|either|neither|nor"
        r"|if and only if|iff|only if|equivalent(?:ly)?(?: to)?|exactly when|informally|roughly|heuristic\w*"
        r"|approximately"
    ),
    "exists": r"there (?:exists?|is|are)(?: an?| some)?|for some|exists?\b",
    "probability": (
        r"with (?:a )?probability(?: of)?(?: at least| greater than| no less than| exceeding| not less than)?"
    ),
    "over": (
        r"over (?:the )?(?:random(?:ness)?(?: of)?(?: the)? ?)?"
        r"(?:choices?|draws?|initiali[sz]ations?|samples?|randomness)(?: of(?: the)?)?"
        r"|over(?= *$)"
    ),
    "forall": (
        r"for (?:all|any|every|each|an arbitrary|arbitrary|a given|fixed|a fixed)(?: choices? of| values? of)?"
        r"|uniformly (?:for|over|in)(?: all)?|for(?= *$)|(?:any|every|each|all)(?= *$)"
    ),
    "suffices": (
        r"it (?:is sufficient|suffices)(?: to (?:show|prove|ensure|have))?(?: that)?"
        r"|is sufficient(?: to (?:show|prove|ensure))?(?: that)?"
    ),
    "requires": (
        r"which (?:requires|holds (?:if|when|as soon as|whenever|provided)"
        r"|is (?:true|the case|implied|satisfied|ensured) (?:if|when|by|whenever)|follows from)(?: that)?"
        r"|as soon as|so long as"
    ),
    "reason": (
        r"(?:comes?|follows?) from(?: the fact that| the bound)?|because(?: of)?|since|due to|by the fact that"
        r"|using(?: the fact)?(?: that)?|as a consequence of"
    ),
    "then": (
        r"\bthen\b"
        r"|(?:we|one|you)?(?: can| could| may| also| first| now| further| therefore| then| thus"
        r"| know| have| already| just| finally| easily| immediately)*"
        r" (?:have|get|gets|obtain|obtains|conclude|concludes|deduce|find|finds|see|sees|know|knows|observe|note"
        r"|show|shows|prove|bound|derive|arrive at|reach|verify|check|compute|say|write|rewrite|expand|infer)"
        r"(?: that)?(?: the)?(?: following)?(?: results?| inequality| bound)?"
        r"|it (?:follows|holds|is (?:true|clear|easy to see|known|immediate))(?: that)?|there holds|\bthus\b"
        r"|\bhence\b|therefore|consequently|so that|\bso\b"
        r"|which (?:means|implies|gives|yields|shows|proves)(?: that)?"
        r"|this (?:means|implies|gives|yields|shows|proves)(?: that)?|impl(?:y|ies)(?: that)?|yield(?:s|ing)?"
        r"|giv(?:es|ing)|is (?:at most|at least|bounded by)|i\.e\.|that is,?|in particular|moreover|furthermore"
        r"|it is (?:well )?known that|the following|recall(?: that)?|note that|observe that|we have"
    ),
    "suppose": (
        r"(?:we )?(?:further |also |now |always )*(?:assume|suppose|consider|fix|pick|choose|take)(?: that)?"
        r"|let(?: us)?|assuming(?: that)?|letting|choosing|under the assumptions?(?: that)?"
        r"|with the (?:assumption|condition)(?: that)?|initiali[sz]ed? (?:by|with|as)|are drawn (?:from|by)"
        r"|initiali[sz]e(?: the)?(?: weights?| parameters?)?(?: by| with| as)?"
    ),
    "given": (
        r"\bif\b|whenever|\bwhen\b|provided(?: that)?|given(?: that)?|satisfying|satisfies|such that|\bunder\b"
        r"|on the event(?: that)?|conditioned on|subject to"
    ),
    "define": (
        r"(?:we )?(?:define|denote|write|set|introduce|call)(?: by| the)?(?: shorthand)?"
        r"|is (?:defined|given)(?: to be| as| by)?|are (?:defined|given)(?: to be| as| by)?|\bwhere\b"
        r"|defined (?:as|to be|by)|denot(?:es|ing)|be (?:given|defined) by|is called"
    ),
}
CARRIES = re.compile(
    r"moreover|furthermore|in addition|also|in (?:that|this) case|in particular|then|thus|hence|therefore|consequently",
    re.I,
)
PERSISTS = ("suppose",)
CUE = re.compile(
    r"(?<![\w-])(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in CUES.items()) + r")(?![\w-])",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]{2,}(?:['’-][^\W\d_]+)*", re.UNICODE)
APART = re.compile(r"(?:difference|distance|gap)s? between", re.IGNORECASE)  # unlike what lies between two numbers
SYMBOL = re.compile(r"\\[A-Za-z]+|\b[A-Za-z]_(?:\{[^{}]*\}|\w+)(?:\s*'s)?|\b[A-Za-z]\([\w, ]*\)")
FUNCTION = """
    a an the this that these those it its they their we our us one ones he she here there and as at in into of on to by
    for from with via be been being is are was were do does done has have had can could may might will shall should
    must also too both all each any every very just now next again following previous earlier later before after among
    about up out same other others another what which who how where when whether than more less further if so then thus
    hence therefore because since furthermore moreover additionally similarly likewise namely indeed consequently
    accordingly according clearly obviously easily directly immediately simply finally final first second third last
    two three four over through away towards along across against above below together well overall whole rest main
    remaining corresponding closing completing based e g i etc cf eg ie lhs rhs data via squared upper lower individual
    left right indices matrices sufficient applicable known seen shown proven required got getting given taken written
    plugging plugged putting begun
"""
VERBS = """
    suppose let assume know note notice observe recall see show prove proceed begin start end complete finish conclude
    obtain get give yield use apply combine plug insert put make take come bring turn write rewrite express compute
    calculate derive estimate bound follow hold need desire claim define denote consider sum update respect regard
    suffice train mean
"""
NOUNS = """
    proof conclusion calculation derivation inequality equality identity equation expression formula display term side
    hand line step part case result statement lemma theorem proposition corollary definition fact property argument
    quantity value number constant symbol notation shorthand parameter variable index product integral derivative
    gradient matrix entry vector norm eigenvalue function event probability expectation distance difference radius ball
    width size level accuracy error time rate speed path loss objective weight neuron hidden unit layer network neural
    activation relu kernel tangent gram dataset set sample point input output label example prediction residual
    initialization initialisation dynamics flow regression setting model square way instance lecture chapter section
    appendix page link wiki second-layer two-layer hidden-layer
"""
SAYS = frozenset(["bounded", "trained", "squares"])  # a property, a moment and a sum, unlike what they come from


def _forms(word: str, ends: Mapping[str, str]) -> list[str]:
    """A word with the endings that it takes: of "apply" the ones under "y".

    >>> _forms("apply", {"y": "ies ied"})
    ['apply', 'applies', 'applied']
    """
    last = word[-1] if word[-1] in "ey" and not word.endswith("ee") else ""
    return [word, *(word.removesuffix(last) + end for end in ends[last].split())]


OF_VERBS = {"e": "es ed ing", "y": "ies ied ying", "": "s es ed ing"}
OF_NOUNS = {"e": "es", "y": "ies", "": "s es"}
EMPTY = (
    frozenset(
        [
            *FUNCTION.split(),
            *(form for verb in VERBS.split() for form in _forms(verb, OF_VERBS)),
            *(form for noun in NOUNS.split() for form in _forms(noun, OF_NOUNS)),
        ]
    )
    - SAYS
)


@dataclass(frozen=True)
class Cue:
    """One cue: its kind, how it is spelled, and whether nothing stands between it and the formula behind."""

    kind: str
    text: str
    is_last: bool


@dataclass(frozen=True)
class Heard:
    """What a run of prose says: cues and reasons in order, and the words that were not understood."""

    cues: tuple[Cue, ...]
    mentions: tuple[Mention, ...]
    left: tuple[str, ...]
    carries: bool = False

    def cue(self, *kinds: str) -> Cue | None:
        """The first cue of some kinds."""
        return next((cue for cue in self.cues if cue.kind in kinds), None)


def heard(text: str) -> Heard:
    """The cues, the reasons and the words left over in a run of prose.

    >>> [cue.kind for cue in heard("Assume that").cues], heard("for a convex function").left
    (['suppose'], ('convex',))
    """
    reasons = tuple(mentions(text))
    bare = text
    for mention in reasons:
        bare = bare[: mention.start] + " " * (mention.end - mention.start) + bare[mention.end :]
    cues = tuple(
        Cue(str(m.lastgroup), m[0].lower(), not bare[m.end() :].strip()) for m in CUE.finditer(bare) if m[0].strip()
    )
    rest = APART.sub(" ", SYMBOL.sub(" ", CUE.sub(lambda match: " " * len(match[0]), bare)))
    left = tuple(word for word in WORD.findall(rest) if word.lower() not in EMPTY and not word.isupper())
    return Heard(cues, reasons, left, CARRIES.search(text) is not None)


__all__ = ["Cue", "Heard", "heard"]
