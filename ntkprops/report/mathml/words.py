r"""What the commands of printed mathematics look like: letters, operators, functions, accents, styles and spaces."""

from __future__ import annotations

import unicodedata
from functools import cache

RELATIONS = {
    "=": "=", "<": "<", ">": ">", ":=": "≔", r"\coloneqq": "≔", r"\triangleq": "≜", r"\leq": "≤", r"\le": "≤",
    r"\leqslant": "⩽", r"\geq": "≥", r"\ge": "≥", r"\geqslant": "⩾", r"\lt": "<", r"\gt": ">", r"\neq": "≠",
    r"\ne": "≠", r"\sim": "∼", r"\simeq": "≃", r"\approx": "≈", r"\equiv": "≡", r"\in": "∈", r"\notin": "∉",
    r"\subset": "⊂", r"\subseteq": "⊆", r"\supset": "⊃", r"\supseteq": "⊇", r"\to": "→", r"\rightarrow": "→",
    r"\gets": "←", r"\leftarrow": "←", r"\longrightarrow": "⟶", r"\mapsto": "↦", r"\Rightarrow": "⇒",
    r"\Leftarrow": "⇐", r"\implies": "⟹", r"\Leftrightarrow": "⇔", r"\iff": "⟺", r"\ll": "≪", r"\gg": "≫",
    r"\lesssim": "≲", r"\gtrsim": "≳", r"\propto": "∝", r"\succeq": "⪰", r"\preceq": "⪯", r"\succ": "≻",
    r"\prec": "≺", r"\perp": "⟂", r"\mid": "∣", r"\parallel": "∥", r"\doteq": "≐", r"\cong": "≅", r"\asymp": "≍",
}  # fmt: skip
OPERATORS = {
    "+": "+", "-": "−", "*": "∗", "/": "/", r"\cdot": "⋅", r"\times": "×", r"\pm": "±", r"\mp": "∓", r"\circ": "∘",
    r"\odot": "⊙", r"\otimes": "⊗", r"\oplus": "⊕", r"\cup": "∪", r"\cap": "∩", r"\setminus": "∖", r"\land": "∧",
    r"\wedge": "∧", r"\lor": "∨", r"\vee": "∨", r"\div": "÷", r"\bullet": "∙", r"\sqcup": "⊔", r"\star": "⋆",
    r"\ast": "∗",
}  # fmt: skip
MARKS = {",": ",", ";": ";", ":": ":", "!": "!", ".": ".", r"\colon": ":", r"\neg": "¬", r"\lnot": "¬"}
SYMBOLS = {
    r"\infty": "∞", r"\partial": "∂", r"\nabla": "∇", r"\ell": "ℓ", r"\top": "⊤", r"\bot": "⊥", r"\intercal": "⊺",
    r"\dagger": "†", r"\prime": "′", r"\hbar": "ℏ", r"\Re": "ℜ", r"\Im": "ℑ", r"\aleph": "ℵ", r"\emptyset": "∅",
    r"\varnothing": "∅", r"\forall": "∀", r"\exists": "∃", r"\nexists": "∄", r"\ldots": "…", r"\dots": "…",
    r"\cdots": "⋯", r"\vdots": "⋮", r"\ddots": "⋱", r"\imath": "ı", r"\jmath": "ȷ", r"\varepsilon": "ε",
    r"\epsilon": "ϵ", r"\vartheta": "ϑ", r"\varphi": "φ", r"\phi": "ϕ", r"\varrho": "ϱ", r"\varsigma": "ς",
    r"\%": "%", r"\#": "#", r"\$": "$", r"\_": "_", r"\&": "&", r"\square": "□", r"\blacksquare": "■",
}  # fmt: skip
FENCES = {
    "(": "(", ")": ")", "[": "[", "]": "]", r"\{": "{", r"\}": "}", r"\lbrace": "{", r"\rbrace": "}",
    r"\langle": "⟨", r"\rangle": "⟩", r"\lfloor": "⌊", r"\rfloor": "⌋", r"\lceil": "⌈", r"\rceil": "⌉", "|": "|",
    r"\|": "‖", "||": "‖", r"\Vert": "‖", r"\lVert": "‖", r"\rVert": "‖", r"\vert": "|", r"\lvert": "|",
    r"\rvert": "|", r"\lbrack": "[", r"\rbrack": "]",
}  # fmt: skip
OPENING = frozenset("([{⟨⌊⌈")
BARS = frozenset("|‖")
BIG = {
    r"\sum": "∑", r"\prod": "∏", r"\bigcup": "⋃", r"\bigcap": "⋂", r"\coprod": "∐", r"\bigoplus": "⨁",
    r"\bigotimes": "⨂", r"\bigvee": "⋁", r"\bigwedge": "⋀",
}  # fmt: skip
INTEGRALS = {r"\int": "∫", r"\oint": "∮", r"\iint": "∬", r"\iiint": "∭"}
FUNCTIONS = frozenset({
    r"\exp", r"\log", r"\ln", r"\lg", r"\sin", r"\cos", r"\tan", r"\cot", r"\sec", r"\csc", r"\sinh", r"\cosh",
    r"\tanh", r"\arcsin", r"\arccos", r"\arctan", r"\det", r"\dim", r"\ker", r"\deg", r"\gcd", r"\arg", r"\hom",
})  # fmt: skip
WITH_LIMITS = {  # a subscript stands below them
    r"\max": "max", r"\min": "min", r"\sup": "sup", r"\inf": "inf", r"\lim": "lim", r"\limsup": "lim sup",
    r"\liminf": "lim inf", r"\Pr": "Pr", r"\argmax": "arg max", r"\argmin": "arg min",
}  # fmt: skip
ACCENTS = {
    r"\hat": "^", r"\widehat": "^", r"\tilde": "~", r"\widetilde": "~", r"\bar": "¯", r"\overline": "¯",
    r"\vec": "→", r"\dot": "˙", r"\ddot": "¨", r"\check": "ˇ", r"\breve": "˘", r"\overrightarrow": "→",
    r"\overbrace": "⏞",
}  # fmt: skip
BELOW = {r"\underline": "_", r"\underbrace": "⏟"}
WIDE = frozenset({r"\widehat", r"\widetilde", r"\overline", r"\overrightarrow", r"\overbrace"})
STYLES = {
    r"\mathbb": "DOUBLE-STRUCK", r"\mathbf": "BOLD", r"\boldsymbol": "BOLD ITALIC", r"\bm": "BOLD ITALIC",
    r"\mathcal": "SCRIPT", r"\mathscr": "SCRIPT", r"\mathfrak": "FRAKTUR", r"\mathsf": "SANS-SERIF",
    r"\mathtt": "MONOSPACE", r"\pmb": "BOLD",
}  # fmt: skip
UPRIGHT = frozenset({r"\mathrm", r"\operatorname", r"\rm"})
TEXT = frozenset({r"\text", r"\textrm", r"\textbf", r"\textit", r"\mbox", r"\textnormal", r"\texttt", r"\textsf"})
SPACES = {
    r"\,": "0.167em", r"\:": "0.222em", r"\;": "0.278em", r"\ ": "0.25em", "~": "0.25em", r"\quad": "1em",
    r"\qquad": "2em", r"\!": "", r"\>": "0.222em",
}  # fmt: skip
SIZES = frozenset(rf"\{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m"))
SKIPPED = frozenset({
    r"\displaystyle", r"\textstyle", r"\scriptstyle", r"\limits", r"\nolimits", r"\nonumber", r"\notag", "&",
    r"\middle",
    r"\mathit", r"\ensuremath", r"\mathopen", r"\mathclose", r"\mathrel", r"\mathbin", r"\mathop", r"\mathord",
})  # fmt: skip


@cache
def letter(command: str) -> str:
    r"""The letter that a command names, or nothing.

    >>> letter(r"\lambda"), letter(r"\Omega"), letter(r"\frac")
    ('λ', 'Ω', '')
    """
    if command in SYMBOLS:
        return SYMBOLS[command]
    size = "CAPITAL" if command[1:2].isupper() else "SMALL"
    try:
        return unicodedata.lookup(f"GREEK {size} LETTER {'LAMDA' if command[1:].lower() == 'lambda' else command[1:]}")
    except KeyError:
        return ""


@cache
def styled(character: str, style: str) -> str:
    """A character in a mathematical alphabet, itself where the alphabet lacks it.

    >>> styled("R", "DOUBLE-STRUCK"), styled("1", "BOLD"), styled("+", "BOLD")
    ('ℝ', '𝟏', '+')
    """
    if not character.isascii() or not character.isalnum():
        return character
    name = unicodedata.name(character).replace("LATIN ", "").replace("LETTER ", "")
    upright = style.replace(" ITALIC", "")
    alphabets = style, f"MATHEMATICAL {style}", f"MATHEMATICAL {upright}", "BLACK-LETTER"
    for wanted in (f"{alphabet} {name}" for alphabet in alphabets):
        try:
            return unicodedata.lookup(wanted)
        except KeyError:
            continue
    return character
