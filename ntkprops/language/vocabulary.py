r"""The words of printed mathematics: which spellings mean a relation, an operator, a bracket, and what is skipped."""

from __future__ import annotations

import re

WORDS_IN = r"(?:text|textup|textrm|textit|mbox)\s*\{\s*"
NOTE = (  # a reason in brackets, or in words at the end of a row
    rf"{WORDS_IN}[(\[](?:[^{{}}]|\{{[^{{}}]*\}})*[)\]]\s*\}}"
    rf"|\\{WORDS_IN}(?:by|using|because|due to)\s(?:[^{{}}]|\{{[^{{}}]*\}})*\}}(?=\s*(?:\\\\|&|\.?\s*$))"
)
SKIPPED = (
    r"\s|~|\\[,;:! ]|%[^\n]*|\\(?:quad|qquad|displaystyle|textstyle|scriptstyle|limits|nonumber|notag)(?![A-Za-z])"
    r"|\\(?:tag\*?|label|color|phantom|vphantom|hphantom|hspace\*?|vspace\*?|mathstrut)\s*\{[^{}]*\}"
    r"|\\(?:begin|end)\{(?:align(?:ed|at)?\*?|split|gather(?:ed)?\*?|multline\*?|eqnarray\*?|equation\*?)\}"
    r"|\.(?=\s*(?:\\\\|\\end|&|$))"
    rf"|\\(?:[bB]ig|[bB]igg)[lrm]?(?![A-Za-z])|\\(?:left|right)\s*\.|\\{NOTE}"
)
IGNORED = re.compile(rf"(?:{SKIPPED}|&|\\\\(?:\[[^\[\]]*\])?)+")
IGNORED_IN_ROWS = re.compile(rf"(?:{SKIPPED})+")  # of a matrix, where ``&`` and ``\\`` part
TRAILING = re.compile(r"(?:\s|~|\\[,;:!]|\\q?quad|[.,;])+$")
SPACES = r"(?:\s|\\[,;:!])*"

IDENTITIES = ("I", r"\mathbf{I}", r"\mathbb{I}", r"\mathrm{I}", r"\boldsymbol{I}", r"\bm{I}")

RELATIONS = {
    ":=": ":=", "\\coloneqq": ":=", "\\triangleq": ":=", "\\defeq": ":=", "\\eqdef": ":=",
    "=:": "=:", "\\eqqcolon": "=:",
    "=": "=", "\\equiv": "=",
    "\\leq": "<=", "\\le": "<=", "\\leqslant": "<=", "\\geq": ">=", "\\ge": ">=", "\\geqslant": ">=",
    "<": "<", "\\lt": "<", ">": ">", "\\gt": ">", "\\neq": "!=", "\\ne": "!=", "\\sim": "~", "\\in": "in",
    "\\approx": "approx", "\\simeq": "approx", "\\cong": "approx", "\\lesssim": "lesssim", "\\gtrsim": "gtrsim",
    "\\ll": "ll", "\\gg": "gg", "\\propto": "propto", "\\asymp": "asymp",
    "\\to": "to", "\\rightarrow": "to", "\\longrightarrow": "to", "\\subseteq": "subset", "\\subset": "subset",
    "\\succeq": "succeq", "\\succcurlyeq": "succeq", "\\preceq": "preceq", "\\preccurlyeq": "preceq",
    "\\succ": "succ", "\\prec": "prec",
}  # fmt: skip
VAGUE = frozenset({"approx", "lesssim", "gtrsim", "ll", "gg", "propto", "asymp"})  # which no number can break
ORDERS = frozenset({"succeq", "preceq", "succ", "prec"})  # of matrices
NO_COMPARISONS = VAGUE | ORDERS | {"~", "in", "to", "subset"}  # of numbers

WORDS = {
    "\\frac": "FRAC", "\\dfrac": "FRAC", "\\tfrac": "FRAC", "\\sqrt": "SQRT", "\\cdot": "CDOT", "\\times": "CDOT",
    "\\odot": "ODOT", "\\circ": "ODOT", "\\otimes": "ODOT",
    "\\binom": "BINOM", "\\dbinom": "BINOM", "\\tbinom": "BINOM",
    "\\lfloor": "LFLOOR", "\\rfloor": "RFLOOR", "\\lceil": "LCEIL", "\\rceil": "RCEIL",
    "\\neg": "NOT", "\\lnot": "NOT", "\\setminus": "MINUSSET", "\\pm": "PM", "\\complement": "SYMBOL",
    "\\lim": "OVER", "\\limsup": "OVER", "\\liminf": "OVER", "\\argmin": "OVER", "\\argmax": "OVER",
    "\\implies": "IMPLIES", "\\Rightarrow": "IMPLIES", "\\Longrightarrow": "IMPLIES",
    "\\iff": "IMPLIES", "\\Leftrightarrow": "IMPLIES", "\\Longleftrightarrow": "IMPLIES",
    "\\ind": "IND", "\\indic": "IND", "\\Var": "FUN", "\\Cov": "FUN", "\\tr": "FUN", "\\Tr": "FUN", "\\diag": "FUN",
    "\\rank": "FUN", "\\det": "FUN", "\\sgn": "FUN", "\\vdots": "DOTS", "\\ddots": "DOTS",
    "!": "BANG", ":": "COLON", ".": "COMMA",
    "\\colon": "COLON", "<": "LANGLE", ">": "RANGLE",
    "\\cup": "CUP", "\\cap": "CAP", "\\bigcup": "BIGOP", "\\bigcap": "BIGOP",
    "\\sum": "BIGOP", "\\prod": "BIGOP", "\\int": "INT",
    "\\exp": "FUN", "\\log": "FUN", "\\ln": "FUN", "\\max": "MAXMIN", "\\min": "MAXMIN",
    "\\sup": "MAXMIN", "\\inf": "MAXMIN",
    "\\Pr": "PR", "\\nabla": "NABLA", "\\partial": "PARTIAL", "\\dot": "DOT", "\\forall": "FORALL",
    "\\exists": "EXISTS", "\\dots": "DOTS", "\\ldots": "DOTS", "\\cdots": "DOTS", "\\infty": "NUMBER",
    "\\pi": "CONSTANT", "\\Omega": "LANDAU", "\\Theta": "LANDAU", "\\mid": "MID",
    "\\langle": "LANGLE", "\\rangle": "RANGLE", "\\lVert": "LNORM", "\\rVert": "RNORM", "\\lvert": "LBAR",
    "\\rvert": "RBAR", "\\lbrace": "LSET", "\\rbrace": "RSET", "\\{": "LSET", "\\}": "RSET",
    "(": "LPAR", ")": "RPAR", "[": "LBRACK", "]": "RBRACK", "{": "LBRACE", "}": "RBRACE",
    "+": "PLUS", "-": "MINUS", "*": "CDOT", "/": "SLASH", ",": "COMMA", ";": "SEMI", "_": "SUB", "^": "SUP",
}  # fmt: skip

STYLED = {
    "E": "EXPECT", "P": "PR", "Pr": "PR", "1": "IND", "I": "IND", "R": "SPACE", "N": "LAW", "Var": "FUN",
    "Tr": "FUN", "tr": "FUN", "uniform": "LAW", "Uniform": "LAW", "Unif": "LAW", "exp": "FUN", "log": "FUN",
    "Bernoulli": "LAW", "op": "SYMBOL", "and": "COMMA", "for all": "FORALL", "for every": "FORALL",
    "for any": "FORALL", "for each": "FORALL", "for": "FORALL", "there exists": "EXISTS",
    "Cov": "FUN", "diag": "FUN", "rank": "FUN", "det": "FUN", "sgn": "FUN", "sign": "FUN", "vec": "FUN",
    "argmin": "OVER", "argmax": "OVER", "arg min": "OVER", "arg max": "OVER", "lim": "OVER",
    "max": "MAXMIN", "min": "MAXMIN", "sup": "MAXMIN", "inf": "MAXMIN",
    "if": "IF", "when": "IF", "whenever": "IF", "where": "IF", "with": "IF", "as": "IF", "since": "IF",
    "provided": "IF", "provided that": "IF", "given": "IF", "given that": "IF", "assuming": "IF",
    "or": "OR", "otherwise": "OTHERWISE", "else": "OTHERWISE", "implies": "IMPLIES", "if and only if": "IMPLIES",
}  # fmt: skip
ENDED_BEFORE = frozenset({"IF", "OR", "IMPLIES", "AMP", "ROW", "RCASES"})  # so that a comma there says nothing

FONT = (
    r"mathbb|mathbf|mathrm|mathcal|mathscr|mathfrak|mathsf|mathds|mathbbm|mathit|bm|boldsymbol|operatorname\*?"
    r"|text|textbf|textrm|textup|textit|textsf|textnormal|mbox"
)
ACCENTS = "hat|tilde|bar|widehat|widetilde|overline|vec|check|breve"
_INSIDE = r"(?:\{(?:[^{}]|\{[^{}]*\})*\}|\\[A-Za-z]+|[A-Za-z])"
ACCENT = rf"\\(?:{ACCENTS})(?![A-Za-z])\s*{_INSIDE}"
GREEK = (
    r"\\(?:alpha|beta|gamma|delta|epsilon|varepsilon|zeta|eta|theta|vartheta|kappa|lambda|mu|nu|xi|rho|sigma|tau|phi"
    r"|varphi|chi|psi|omega|Gamma|Theta|Lambda|Phi|Psi|Sigma|Omega)(?![A-Za-z])"
)
TOP = r"\\(?:top|intercal|mathsf\s*\{T\}|mathrm\s*\{T\}|text\s*\{T\})"
EXTREME = r"\{?\s*\\?(?:min|max)(?![a-z])\s*\}?|\{?\s*\\(?:text|mathrm|operatorname|textup)\s*\{(?:min|max)\}\s*\}?"
_RELATION = "|".join(
    re.escape(word) + r"(?![A-Za-z])" * word[1:].isalpha() for word in sorted(RELATIONS, key=len, reverse=True)
)
PATTERN = re.compile(
    rf"(?P<relation>{_RELATION})"
    rf"|(?P<eigen>\\(?:lambda|sigma)_\s*(?:{EXTREME}))"
    rf"|(?P<top>\^\s*(?:{TOP}(?![A-Za-z])|\{{\s*{TOP}\s*\}}))"
    r"|(?P<pseudo>\^\s*(?:\\dagger(?![A-Za-z])|\+|\{\s*(?:\\dagger|\+)\s*\}))"
    rf"|(?P<styled>\\(?:{FONT})(?![A-Za-z])\s*(?:\{{\s*(?P<word>[^{{}}]*?)\s*\}}|(?P<one>[A-Za-z0-9])))"
    rf"|(?P<accent>{ACCENT})"
    rf"|(?P<change>\\Delta\s*(?:{ACCENT}|{GREEK}|[A-Za-z]))"
    r"|(?P<table>\\(?:begin|end)\{(?:[bp]?matrix|[bp]?smallmatrix|array|d?cases)\}(?:\{[lcr| ]*\})?)"
    r"|(?P<bar>\\\||\\Vert(?![A-Za-z])|\|\||\||\\vert(?![A-Za-z]))"
    r"|(?P<number>\d{1,3}(?:(?:\{,\}|\\,)\d{3})+(?!\d)|\d+(?:(?:\.|\{,\})\d+)?)"
    r"|(?P<command>\\arg(?:\s|\\[,;!])*\\(?:min|max)(?![A-Za-z])|\\[A-Za-z]+|\\[{}])"
    r"|(?P<letter>[A-Za-z])"
    r"|(?P<mark>[-+*/(){}\[\],;_^!:]|\.(?=\s*\\q?quad)|&|\\\\(?:\[[^\[\]]*\])?)"
)

BARS = re.compile(r"\\\||\|\||\|")
DIFFERENTIAL = re.compile(r"(?:d|\\mathrm\{d\})\s*(\\[A-Za-z]+|[A-Za-z])(?![A-Za-z_(^])")
ENDS_OPERAND = frozenset(
    {"SYMBOL", "NUMBER", "CONSTANT", "RPAR", "RBRACK", "RSET", "RBRACE", "RBAR", "RNORM", "RANGLE", "TOP", "IND"}
    | {"DIFF", "DOVER", "BANG", "RFLOOR", "RCEIL", "RMAT", "RCASES", "PSEUDO"}
)
OPENERS = {
    "LPAR": "RPAR", "APPLY": "RPAR", "LBRACK": "RBRACK", "LSET": "RSET", "LBRACE": "RBRACE", "LANGLE": "RANGLE",
    "LBAR": "RBAR", "LNORM": "RNORM", "DFRAC": "DOVER", "LFLOOR": "RFLOOR", "LCEIL": "RCEIL", "LMAT": "RMAT",
    "LCASES": "RCASES", "DDP": "RBRACE",
}  # fmt: skip
PLAIN = {"LBAR": "bar", "LNORM": "norm"}  # a bar whose side is not said, so that one like it may close it

LETTERS = frozenset({
    r"\alpha", r"\beta", r"\gamma", r"\delta", r"\epsilon", r"\varepsilon", r"\zeta", r"\eta", r"\theta",
    r"\vartheta", r"\iota", r"\kappa", r"\lambda", r"\mu", r"\nu", r"\xi", r"\pi", r"\rho", r"\varrho", r"\sigma",
    r"\varsigma", r"\tau", r"\upsilon", r"\phi", r"\varphi", r"\chi", r"\psi", r"\omega", r"\Gamma", r"\Delta",
    r"\Theta", r"\Lambda", r"\Xi", r"\Pi", r"\Sigma", r"\Upsilon", r"\Phi", r"\Psi", r"\Omega", r"\ell", r"\hbar",
    r"\imath", r"\jmath", r"\Re", r"\Im", r"\aleph", r"\infty",
})  # fmt: skip
ONE_LETTER = re.compile(
    r"(?:\\Delta ?)?(?:\\(?!mathbb)[A-Za-z]+(?:\s*\{\s*(?:[A-Za-z0-9]|\\[A-Za-z]+)\s*\}|\s+[A-Za-z])|[A-Za-z])"
)
SCRIPT = re.compile(r"\s*(?:'+|[_^]\s*(?:\{(?:[^{}]|\{[^{}]*\})*\}|\\[A-Za-z]+|[^\s{}\\]))")
SIDED = re.compile(
    r"\\(left|right)\s*(\\\||\\[lr]?Vert|\\[lr]?vert|\||\\[{}]|\\[lr](?:angle|floor|ceil|brace|brack)|[()\[\]<>])"
)
SCRIPTED = r"(?:\{(?:[^{}]|\{[^{}]*\})*\}|\\[A-Za-z]+(?![A-Za-z])|[A-Za-z0-9])"
APPLIED = re.compile(rf"{SPACES}(?:_{SCRIPTED})?{SPACES}(?:\\(?:left|[bB]igg?l?)\s*)?\(")
INLINE_PARTIAL = re.compile(
    rf"\\partial\s*(?:\\[A-Za-z]+(?![A-Za-z])|[A-Za-z]|[_^]\s*{SCRIPTED}|\([^()]*\)|\s)+?(?P<slash>/)\s*\\partial(?![A-Za-z])"
)
PARTIAL_BY = re.compile(r"\\[dt]?frac\s*\{\s*\\partial\s*\}\s*\{\s*\\partial(?![A-Za-z])\s*")
PARTIAL_AT = re.compile(
    r"\\[dt]?frac\s*\{\s*\\partial(?P<body>[^{}()]*(?:\{[^{}()]*\}[^{}()]*)*)\}\s*\{\s*\\partial[^{}]*(?:\{[^{}]*\}[^{}]*)*\}"
    rf"(?=\s*\(\s*(?:\\[A-Za-z]+|[A-Za-z])(?:[_^]{SCRIPTED})*\s*(?:\([^()]*\))?\s*\))"
)
INLINE_DERIVATIVE = re.compile(
    r"d\s*(?P<body>(?:\\[A-Za-z]+|[A-Za-z])(?:_\{[^{}]*\}|_\w)?(?:\([^()]*\))?)?\s*/\s*d\s*(?P<by>\\[A-Za-z]+|[A-Za-z])(?![A-Za-z])"
)
DEFINES = re.compile(
    r":=|=:|\\(?:coloneqq|triangleq|defeq|eqdef|eqqcolon)(?![A-Za-z])"
    r"|\\(?:stackrel|overset)\s*\{[^=]*(?:def|Delta|triangle)"
)
TWO_NUMBERS = re.compile(r"(?P<thousands>[1-9]\d{0,2}(?:,\d{3})+|\d+,0\d+)(?!\d)|\d+,\d+")


def normal(spelling: str) -> str:
    r"""One spelling for ``H^{*}``, ``H^\star``, ``H ^ *`` and for ``\lambda_{0}``.

    >>> normal(r"H^{\infty}"), normal(r"\lambda_{0}")
    ('H^\\infty', '\\lambda_0')
    """
    spelling = re.sub(rf"\\({FONT}|{ACCENTS})(?![A-Za-z])\s*(\\[A-Za-z]+|[A-Za-z0-9])", r"\\\1{\2}", spelling)
    spelling = re.sub(r"(\\Delta)\s*(\s|)(?=(\\)|[A-Za-z])", lambda m: m[1] + " " * (not m[3]), spelling)
    spelling = re.sub(r"\s*([_^])\s*", r"\1", spelling)
    spelling = re.sub(r"([_^])\{\s*([A-Za-z0-9*+]|\\[A-Za-z]+)\s*\}", r"\1\2", spelling)
    return re.sub(r"\^\\star(?![A-Za-z])", "^*", spelling)


def trimmed(latex: str) -> str:
    r"""A formula without the punctuation and the space behind it.

    >>> trimmed(r"a \leq b\,.")
    'a \\leq b'
    """
    return TRAILING.sub("", latex)


def is_word(spelling: str) -> bool:
    r"""Whether an undeclared name is a word with a meaning of its own (``\cos``, ``\text{Bin}``), and no letter.

    >>> is_word(r"\cos"), is_word(r"\text{Bin}"), is_word(r"\lambda_0"), is_word(r"\hat{y}"), is_word("x")
    (True, True, False, False, False)
    """
    match = re.match(r"\\[A-Za-z]+(?:\s*\{[^{}]*\}|\s+[A-Za-z])?|.", spelling)
    base = match[0] if match else ""
    return len(base) > 1 and base not in LETTERS and ONE_LETTER.fullmatch(base) is None
