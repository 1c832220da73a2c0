"""Where a name ends and what it names: letters with scripts, words in upright type, numbers, special letters."""

from __future__ import annotations

import re

from ntkprops.errors import UnreadError
from ntkprops.language.lexer import Lexer
from ntkprops.language.vocabulary import (
    PLAIN,
    SCRIPT,
    SCRIPTED,
    SPACES,
    STYLED,
    TWO_NUMBERS,
    normal,
)

LISTING = frozenset({"LPAR", "APPLY", "LBRACK", "LSET", "LANGLE", "index"})  # in which a comma tells two things apart
BARRED = frozenset({*PLAIN, *PLAIN.values()})
GROUP_FOLLOWS = re.compile(r"(?:\\(?:left|[bB]igg?l?)\s*)?[(\[]|\{")
SPECIAL = {
    "N": "LAW", "\\mathcal{N}": "LAW", "O": "LANDAU", "\\mathcal{O}": "LANDAU", "E": "EXPECT", "P": "PR", "o": "SOFT",
    "I": "IND",
    **{
        rf"\{wide}tilde{{{letter}}}": "SOFT"
        for wide in ("", "wide")
        for letter in ("O", r"\Omega", r"\Theta", r"\mathcal{O}")
    },
}  # fmt: skip


class Names(Lexer):
    """What the lexer does at a letter, a word, a number."""

    def spelling(self, text: str, start: int, stop: int) -> None:
        """The longest declared spelling that begins here, or the bare one."""
        declared = self.notation.spellings
        if text not in declared and text in SPECIAL and self.special(text, start, stop):
            return
        name, end = self.name(text, start, stop)
        if name == "e" and "e" not in declared and self.text[end : end + 1] == "^":
            self.emit("EPOW", "\\exp", start, end + 1)
            return
        if name == "T" and "T" not in declared and self.found and self.found[-1].type == "SUP":
            caret = self.found.pop()
            self.emit("TOP", "^T", caret.start_pos or start, end)
            return
        is_script = bool(self.found) and self.found[-1].type in ("SUB", "SUP", "EPOW")  # x^u(t) is x^u times t
        if name in declared and self.notation.table[declared[name]].applies and not is_script:
            self.mark_application(end)
        self.emit("SYMBOL", declared.get(name, name), start, end)

    def name(self, text: str, start: int, stop: int) -> tuple[str, int]:
        """The longest declared name that begins here and where it ends; else the letter with its stars and primes."""
        declared, ends = self.notation.spellings, [stop]
        while script := SCRIPT.match(self.text, ends[-1]):
            ends.append(script.end())
        for end in reversed(ends[1:]):
            if (name := normal(self.text[start:end])) in declared:
                return name, end
        if len(ends) == 1:
            return text, stop
        first = normal(self.text[stop : ends[1]])
        if first[0] == "_" and len(ends) > 2:  # H_{ij}^\infty prints as H^\infty_{ij} does
            name = normal(text + self.text[ends[1] : ends[2]])
            if name in declared:
                self.skips[ends[1]] = ends[2]
                return name, stop
        is_number = first[0] == "_" and first[1:].strip("{}").isdigit() and text not in declared
        return (text + first, ends[1]) if first == "^*" or first[0] == "'" or is_number else (text, stop)

    def special(self, text: str, start: int, stop: int) -> bool:
        """``O(..)``, ``N(..)`` behind ``~``, ``E[..]``, ``P(..)`` where the letter is not declared."""
        kind = SPECIAL[text]
        drawn = rf"(?:_{SCRIPTED})?" if kind in ("EXPECT", "PR") else ""
        opens = re.compile(rf"{drawn}{SPACES}(?:\\left\s*)?(?:[(\[]|\\\{{)").match(self.text, stop)
        braced = opens is not None and opens[0].endswith("{")
        if braced != (kind == "IND"):
            return False
        letter_of_law = kind == "LAW" and "mathcal" not in text
        if not opens or (letter_of_law and (not self.found or self.found[-1] != "~")):
            return False
        word = "N" if kind == "LAW" else "O" if text == "\\mathcal{O}" else text
        self.emit(kind, word, start, stop)
        return True

    def eigenvalue(self, text: str, start: int, stop: int) -> None:
        r"""``\lambda_{\min}`` of a matrix in brackets, or the bare name."""
        name = text[1 : text.index("_")] + ("_min" if "min" in text else "_max")
        plain = "\\" + name.replace("_", r"_{\\") + "}"
        declared = self.notation.spellings.get(normal(text)) or self.notation.spellings.get(plain)
        follows = GROUP_FOLLOWS.match(self.text, self.after(stop))
        if not follows or (declared and self.choose(2)):
            self.emit("SYMBOL", declared or plain, start, stop)
        else:
            self.emit("EIG", name, start, stop)

    def is_styled(self, match: re.Match[str]) -> bool:
        r"""Whether a word in upright or fancy type is one that we know; ``\mathbb{N}`` and ``\mathbf{I}_d`` are not."""
        text, word = normal(match[0]), said(match)
        if word not in STYLED or text in self.notation.spellings:
            return False
        if text.startswith("\\mathbb" if word == "N" else ("\\mathcal", "\\mathscr", "\\mathfrak")):
            return False
        following = self.text[self.after(match.end()) :]
        if word == "I":
            return following.startswith(("(", "[", "\\{", "\\left", "\\lbrace"))
        return STYLED[word] not in ("MAXMIN", "OVER") or following.startswith(("_", "}", "(", "\\{", "\\left"))

    def digits(self, text: str, start: int, stop: int) -> None:
        """Behind ``_``, ``^`` and an unbraced fraction a number is one digit; else ``1{,}000`` is one number."""
        if text == "1" and self.text[stop:].lstrip().startswith(("\\{", "\\left\\{")):
            self.emit("IND", text, start, stop)
            return
        before = [token.type for token in self.found[-2:]]
        if before[-1:] in (["SUB"], ["SUP"], ["FRAC"], ["EPOW"]) or (before[:1] == ["FRAC"] and before[-1] == "NUMBER"):
            self.emit("NUMBER", text[0], start, start + 1)
            return
        pair, inside = TWO_NUMBERS.match(self.text, start), [kind for kind in self.open if kind not in BARRED]
        if pair and (pair["thousands"] or not inside or inside[-1] not in LISTING):
            raise UnreadError(
                f"{pair[0]} may be one number or two",
                span=pair.span(),
                hint=f"write {pair[0].replace(',', '{,}')} for one number, {pair[0].replace(',', ', ')} for two.",
            )
        grouped = text.replace("\\,", "").replace("{,}", "" if re.fullmatch(r"[1-9]\d*(?:\{,\}\d{3})+", text) else ".")
        self.emit("NUMBER", grouped, start, stop)


def said(match: re.Match[str]) -> str:
    """The word in upright or fancy type, its spaces single."""
    return " ".join((match["word"] if match["one"] is None else match["one"]).replace(r"\,", "").split())
