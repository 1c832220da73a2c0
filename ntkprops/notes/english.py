r"""What does a run of prose beside formulas say? ``heard(text)``: cues, reasons, and the words that were not understood.

A closed grammar. A *cue* says what the next formula is (a hypothesis, a conclusion, a range, a probability). Words that
only say that something is being proved carry no meaning here (``EMPTY``). Every other word is left over, and what is
left over is said: a formula next to it is never refuted for want of what it may mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ntkprops.notes.reasons import Mention, mentions

CUES: dict[str, str] = {
    "opaque": r"(?:is|are|do|does|did|can|could|need|must|would)(?: not|n't)\b|cannot|\bnot\b|\bno longer\b|\bnever\b|unless|fails?\b"
    r"|\bfalse\b|wrong|contradict\w*|would (?:like|want)|(?:want|wish|hope|aim|goal|need|remains) (?:is )?to\b|conjecture\w*|informally|roughly|heuristic\w*|approximately",
    "exists": r"there (?:exists?|is|are)(?: an?| some)?|for some|exists?\b",
    "probability": r"with (?:a )?probability(?: of)?(?: at least| greater than| no less than| exceeding| not less than)?",
    "over": r"over (?:the )?(?:random(?:ness)?(?: of)?(?: the)? ?)?(?:choices?|draws?|initiali[sz]ations?|samples?|randomness)(?: of(?: the)?)?|over(?= *$)",
    "forall": r"for (?:all|any|every|each|an arbitrary|arbitrary|a given|fixed|a fixed)(?: choices? of| values? of)?|uniformly (?:for|over|in)(?: all)?|for(?= *$)|(?:any|every|each|all)(?= *$)",
    "suffices": r"it (?:is sufficient|suffices)(?: to (?:show|prove|ensure|have))?(?: that)?|is sufficient(?: to (?:show|prove|ensure))?(?: that)?",
    "requires": r"which (?:requires|holds (?:if|when|as soon as|whenever|provided)|is (?:true|the case|implied|satisfied|ensured) (?:if|when|by|whenever)|follows from)(?: that)?|as soon as|so long as",
    "reason": r"(?:comes?|follows?) from(?: the fact that| the bound)?|because(?: of)?|since|due to|by the fact that|using(?: the fact)?(?: that)?|as a consequence of",
    "then": r"\bthen\b|(?:we|one|you)?(?: can| could| may| also| first| now| further| therefore| then| thus| know| have| already| just| finally| easily| immediately)*"
    r" (?:have|get|gets|obtain|obtains|conclude|concludes|deduce|find|finds|see|sees|know|knows|observe|note|show|shows|prove|bound|derive|arrive at|reach|verify|check|compute|say|write|rewrite|expand|infer)(?: that)?(?: the)?(?: following)?(?: results?| inequality| bound)?"
    r"|it (?:follows|holds|is (?:true|clear|easy to see|known|immediate))(?: that)?|there holds|\bthus\b|\bhence\b|therefore|consequently|so that|\bso\b|which (?:means|implies|gives|yields|shows|proves)(?: that)?|this (?:means|implies|gives|yields|shows|proves)(?: that)?|impl(?:y|ies)(?: that)?|yield(?:s|ing)?|giv(?:es|ing)|is (?:at most|at least|bounded by)|i\.e\.|that is,?|in particular|moreover|furthermore|it is (?:well )?known that|the following|recall(?: that)?|note that|observe that|we have",
    "suppose": r"(?:we )?(?:further |also |now |always )*(?:assume|suppose|consider|fix|pick|choose|take)(?: that)?|let(?: us)?|assuming(?: that)?|letting|choosing|under the assumptions?(?: that)?|with the (?:assumption|condition)(?: that)?|initiali[sz]ed? (?:by|with|as)|are drawn (?:from|by)|initiali[sz]e(?: the)?(?: weights?| parameters?)?(?: by| with| as)?",
    "given": r"\bif\b|whenever|\bwhen\b|provided(?: that)?|given(?: that)?|satisfying|satisfies|such that|\bunder\b|on the event(?: that)?|conditioned on|subject to",
    "define": r"(?:we )?(?:define|denote|write|set|introduce|call)(?: by| the)?(?: shorthand)?|is (?:defined|given)(?: to be| as| by)?|are (?:defined|given)(?: to be| as| by)?|\bwhere\b|defined (?:as|to be|by)|denot(?:es|ing)|be (?:given|defined) by|is called",
}  # fmt: skip
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
SYMBOL = re.compile(r"\\[A-Za-z]+|\b[A-Za-z]_(?:\{[^{}]*\}|\w+)(?:\s*'s)?|\b[A-Za-z]\([\w, ]*\)")
EMPTY = frozenset(
    ["a", "an", "the", "this", "that", "these", "those", "it", "its", "they", "their", "we", "our", "us", "one", "ones", "he", "she", "here", "there", "and", "or", "as", "at", "in", "into", "of", "on", "to", "by", "for", "from", "with", "is", "are", "was", "were", "be", "been", "being", "do", "does", "done", "has", "have", "had", "can", "could", "may", "might", "will", "shall", "should", "must", "also", "too", "both", "all", "each", "any", "every", "very", "just", "only", "now", "next", "first", "second", "third", "last", "final", "finally", "again", "above", "below", "following", "follows", "follow", "previous", "earlier", "later", "before", "after", "between", "among", "about", "up", "out", "same", "other", "others", "another", "such", "which", "what", "who", "how", "where", "when", "while", "whether", "than", "more", "most", "less", "least", "further", "furthermore", "moreover", "additionally", "similarly", "likewise", "respectively", "namely", "indeed", "clearly", "obviously", "easily", "directly", "immediately", "simply", "because", "since", "therefore", "hence", "thus", "then", "so", "consequently", "if", "suppose", "let", "assume", "know", "knows", "known", "note", "notice", "observe", "recall", "see", "seen", "show", "shows", "shown", "showing", "prove", "proves", "proved", "proven", "proof", "proofs", "proceed", "begin", "begins", "start", "starts", "end", "ends", "complete", "completes", "completed", "completing", "finish", "finishes", "conclude", "concludes", "conclusion", "finally", "obtain", "obtains", "obtained", "obtaining", "get", "gets", "got", "give", "gives", "given", "giving", "yield", "yields", "use", "uses", "used", "using", "apply", "applies", "applied", "applying", "combine", "combines", "combined", "combining", "plug", "plugs", "plugged", "plugging", "insert", "inserting", "put", "puts", "together", "make", "makes", "take", "takes", "taking", "come", "comes", "bring", "brings", "turn", "write", "writing", "written", "rewrite", "express", "expressed", "compute", "computing", "computes", "computed", "calculate", "calculation", "derive", "derives", "derived", "deriving", "derivation", "estimate", "estimates", "estimated", "bound", "bounds", "bounding", "bounded", "inequality", "inequalities", "equality", "equalities", "identity", "identities", "equation", "equations", "expression", "expressions", "formula", "formulas", "display", "term", "terms", "side", "sides", "hand", "left", "right", "lhs", "rhs", "line", "lines", "step", "steps", "part", "parts", "case", "result", "results", "claim", "claims", "claimed", "statement", "statements", "lemma", "lemmas", "theorem", "theorems", "proposition", "propositions", "corollary", "corollaries", "definition", "definitions", "fact", "facts", "property", "properties", "argument", "quantity", "quantities", "value", "values", "number", "numbers", "constant", "symbol", "notation", "shorthand", "parameter", "parameters", "variable", "variables", "index", "indices", "sum", "sums", "product", "products", "integral", "integrals", "derivative", "gradient", "gradients", "matrix", "matrices", "entry", "entries", "vector", "vectors", "norm", "norms", "eigenvalue", "eigenvalues", "function", "functions", "event", "events", "probability", "probabilities", "expectation", "expectations", "mean", "means", "distance", "difference", "differences", "radius", "ball", "width", "size", "level", "accuracy", "error", "time", "times", "rate", "speed", "path", "loss", "losses", "objective", "weight", "weights", "neuron", "neurons", "hidden", "unit", "units", "layer", "layers", "network", "networks", "neural", "activation", "relu", "kernel", "tangent", "gram", "dataset", "data", "set", "sample", "samples", "point", "points", "input", "inputs", "output", "outputs", "label", "labels", "example", "examples", "prediction", "predictions", "residual", "residuals", "initialization", "initialisation", "dynamics", "flow", "training", "regression", "setting", "model", "individual", "two", "three", "four", "single", "respect", "terms", "regard", "according", "accordingly", "based", "sufficient", "suffices", "enough", "desired", "required", "needed", "need", "needs", "holds", "hold", "holding", "true", "way", "means", "meaning", "e", "g", "i", "etc", "cf", "eg", "ie", "via", "see", "e.g.", "wiki", "link", "equivalent", "equivalently", "upper", "lower", "squared", "square", "prove", "closing", "main", "well", "applicable", "remaining", "rest", "individual", "corresponding", "whole", "overall", "instance", "consider", "considered", "considering", "lecture", "notes", "chapter", "section", "appendix", "page", "denote", "denoted", "denotes", "define", "defined", "defines", "neurons", "second-layer", "two-layer", "hidden-layer", "updates", "update", "updating", "bounding", "summing", "summed", "sums", "over", "under", "through", "throughout", "within", "inside", "near", "away", "towards", "along", "across", "against", "above", "without"]
) - {"without", "least", "most", "near", "only", "true", "bounded", "such", "enough", "while", "under", "throughout"}  # fmt: skip


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
    rest = SYMBOL.sub(" ", CUE.sub(lambda match: " " * len(match[0]), bare))
    left = tuple(word for word in WORD.findall(rest) if word.lower() not in EMPTY and not word.isupper())
    return Heard(cues, reasons, left, CARRIES.search(text) is not None)


__all__ = ["Cue", "Heard", "heard"]
