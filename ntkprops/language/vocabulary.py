r"""The words of printed mathematics: which spellings mean a relation, an operator, a bracket, and what is skipped."""

from __future__ import annotations

import re

IGNORED = re.compile(
    r"(?:\s|~|&|\\\\|\\[,;:! ]|%[^\n]*|\\(?:quad|qquad|displaystyle|textstyle|limits|nonumber|notag)(?![A-Za-z])"
    r"|\\(?:tag|label)\{[^{}]*\}|\\(?:begin|end)\{(?:aligned?\*?|split|gathered|equation\*?)\}"
    r"|\\(?:[bB]ig|[bB]igg)[lrm]?(?![A-Za-z])|\\(?:left|right)\s*\.)+"
)
SPACES = r"(?:\s|\\[,;:!])*"

RELATIONS = {
    ":=": ":=", "\\coloneqq": ":=", "\\triangleq": ":=", "=": "=",
    "\\leq": "<=", "\\le": "<=", "\\leqslant": "<=", "\\geq": ">=", "\\ge": ">=", "\\geqslant": ">=",
    "<": "<", "\\lt": "<", ">": ">", "\\gt": ">", "\\neq": "!=", "\\ne": "!=", "\\sim": "~", "\\in": "in",
    "\\approx": "approx",
}  # fmt: skip

WORDS = {
    "\\frac": "FRAC", "\\dfrac": "FRAC", "\\tfrac": "FRAC", "\\sqrt": "SQRT", "\\cdot": "CDOT", "\\times": "CDOT",
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
    "Bernoulli": "LAW", "op": "SYMBOL", "and": "COMMA", "for all": "FORALL",
}  # fmt: skip

TOP = r"\\(?:top|intercal|mathsf\{T\}|mathrm\{T\})"
PATTERN = re.compile(
    r"(?P<relation>:=|=|<|>|\\(?:coloneqq|triangleq|leqslant|leq|le|geqslant|geq|ge|lt|gt|neq|ne|sim|in|approx)(?![A-Za-z]))"
    r"|(?P<eigen>\\lambda_\{?\\?(?:min|max)(?![a-z])\}?|\\lambda_\{\\(?:text|mathrm|operatorname)\{(?:min|max)\}\})"
    rf"|(?P<top>\^\s*(?:{TOP}(?![A-Za-z])|\{{\s*{TOP}\s*\}}))"
    r"|(?P<styled>\\(?:mathbb|mathbf|mathrm|mathcal|text|operatorname|boldsymbol|mathit|textbf|textrm)\s*\{\s*(?P<word>[^{}]*?)\s*\})"
    r"|(?P<accent>\\(?:hat|tilde|bar|widehat|widetilde|overline|vec)\s*(?:\{[^{}]*\}|[A-Za-z]))"
    r"|(?P<bar>\\\||\\Vert(?![A-Za-z])|\|\||\||\\vert(?![A-Za-z]))"
    r"|(?P<number>\d{1,3}(?:(?:\{,\}|\\,)\d{3})+(?!\d)|\d+(?:(?:\.|\{,\})\d+)?)"
    r"|(?P<command>\\[A-Za-z]+|\\[{}])"
    r"|(?P<letter>[A-Za-z])"
    r"|(?P<mark>[-+*/(){}\[\],;_^])"
)

BARS = re.compile(r"\\\||\|\||\|")
DIFFERENTIAL = re.compile(r"(?:d|\\mathrm\{d\})\s*(\\[A-Za-z]+|[A-Za-z])(?![A-Za-z_(^])")
ENDS_OPERAND = frozenset(
    {"SYMBOL", "NUMBER", "CONSTANT", "RPAR", "RBRACK", "RSET", "RBRACE", "RBAR", "RNORM", "RANGLE", "TOP", "IND"}
    | {"DIFF", "DOVER"}
)
OPENERS = {
    "LPAR": "RPAR", "APPLY": "RPAR", "LBRACK": "RBRACK", "LSET": "RSET", "LBRACE": "RBRACE", "LANGLE": "RANGLE",
    "LBAR": "RBAR", "LNORM": "RNORM", "DFRAC": "DOVER",
}  # fmt: skip
PLAIN = {"LBAR": "bar", "LNORM": "norm"}  # a bar whose side is not said, so that one like it may close it

LETTERS = frozenset({
    r"\alpha", r"\beta", r"\gamma", r"\delta", r"\epsilon", r"\varepsilon", r"\zeta", r"\eta", r"\theta",
    r"\vartheta", r"\iota", r"\kappa", r"\lambda", r"\mu", r"\nu", r"\xi", r"\pi", r"\rho", r"\varrho", r"\sigma",
    r"\varsigma", r"\tau", r"\upsilon", r"\phi", r"\varphi", r"\chi", r"\psi", r"\omega", r"\Gamma", r"\Delta",
    r"\Theta", r"\Lambda", r"\Xi", r"\Pi", r"\Sigma", r"\Upsilon", r"\Phi", r"\Psi", r"\Omega", r"\ell", r"\hbar",
    r"\imath", r"\jmath", r"\Re", r"\Im", r"\aleph", r"\infty",
})  # fmt: skip
ONE_LETTER = re.compile(r"\\(?!mathbb)[A-Za-z]+(?:\s*\{\s*(?:[A-Za-z0-9]|\\[A-Za-z]+)\s*\}|\s+[A-Za-z])")
SCRIPT = re.compile(r"\s*(?:'+|[_^]\s*(?:\{(?:[^{}]|\{[^{}]*\})*\}|\\[A-Za-z]+|[^\s{}\\]))")
SIDED = re.compile(r"\\(left|right)\s*(\\\||\\[lr]?Vert|\\[lr]?vert|\||\\[{}]|\\[lr]angle|[()\[\]])")
APPLIED = re.compile(SPACES + r"(?:_(?:\{[^{}]*\}|\\[A-Za-z]+|[A-Za-z0-9]))?" + SPACES + r"(?:\\left\s*)?\(")
INLINE_DERIVATIVE = re.compile(
    r"d\s*(?P<body>(?:\\[A-Za-z]+|[A-Za-z])(?:_\{[^{}]*\}|_\w)?(?:\([^()]*\))?)?\s*/\s*d\s*(?P<by>\\[A-Za-z]+|[A-Za-z])(?![A-Za-z])"
)
DEFINES = re.compile(r":=|\\(?:coloneqq|triangleq)(?![A-Za-z])")
TWO_NUMBERS = re.compile(r"(?P<thousands>[1-9]\d{0,2}(?:,\d{3})+|\d+,0\d+)(?!\d)|\d+,\d+")


def normal(spelling: str) -> str:
    r"""One spelling for ``H^{*}``, ``H^\star``, ``H ^ *`` and for ``\lambda_{0}``.

    >>> normal(r"H^{\infty}"), normal(r"\lambda_{0}")
    ('H^\\infty', '\\lambda_0')
    """
    spelling = re.sub(r"\s*([_^])\s*", r"\1", spelling)
    spelling = re.sub(r"([_^])\{\s*([A-Za-z0-9*+]|\\[A-Za-z]+)\s*\}", r"\1\2", spelling)
    return re.sub(r"\^\\star(?![A-Za-z])", "^*", spelling)


def is_word(spelling: str) -> bool:
    r"""Whether an undeclared name is a word with a meaning of its own (``\cos``, ``\text{Bin}``), and no letter.

    >>> is_word(r"\cos"), is_word(r"\text{Bin}"), is_word(r"\lambda_0"), is_word(r"\hat{y}"), is_word("x")
    (True, True, False, False, False)
    """
    match = re.match(r"\\[A-Za-z]+(?:\s*\{[^{}]*\}|\s+[A-Za-z])?|.", spelling)
    base = match[0] if match else ""
    return len(base) > 1 and base not in LETTERS and ONE_LETTER.fullmatch(base) is None
