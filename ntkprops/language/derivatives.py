r"""Where a derivative begins and ends: ``\frac{d ..}{dt}``, ``\partial L/\partial w``, the ``ds`` of an integral."""

from __future__ import annotations

import re

from ntkprops.errors import UnreadError
from ntkprops.language.layers import matching_brace
from ntkprops.language.lexer import Lexer
from ntkprops.language.vocabulary import DIFFERENTIAL, INLINE_DERIVATIVE, PARTIAL_AT, PARTIAL_BY


class Derivatives(Lexer):
    """What the lexer does at a ``d`` or a fraction."""

    def derivative(self) -> bool:
        r"""``\frac{d ..}{dt}`` and ``\frac{d}{dt}``; the denominator decides, since ``d`` may be a dimension."""
        if self.position in self.derivative_ends:
            match = self.derivative_ends[self.position]
            self.emit("DOVER", match["variable"], match.start(), match.end())
            return True
        if inline := self.inline_derivative():
            if inline["body"]:
                raise UnreadError("this may be a derivative", span=inline.span(), hint="print it as a fraction.")
            self.emit("DDT", inline["by"], inline.start(), inline.end())
            return True
        if by := PARTIAL_BY.match(self.text, self.position):
            self.emit("DDP", "{", by.start(), by.end())
            return True
        if at := PARTIAL_AT.match(self.text, self.position):
            self.mark_application(at.end())
        head = re.compile(r"\\[dt]?frac\s*\{\s*(?:d|\\mathrm\{d\})(?![A-Za-z]*\s*\}\s*\{\s*[^d\\])\s*").match(
            self.text, self.position
        )
        if not head:
            return False
        close = matching_brace(self.text, self.text.index("{", self.position))
        tail = re.compile(r"\}\s*\{\s*(?:d|\\mathrm\{d\})\s*(?P<variable>\\?[A-Za-z]+)\s*(?:\([^()]*\))?\s*\}").match(
            self.text, close
        )
        if not tail:
            return False
        if head.end() == close:
            self.emit("DDT", tail["variable"], head.start(), tail.end())
        else:
            self.derivative_ends[close] = tail
            self.emit("DFRAC", "d", head.start(), head.end())
        return True

    def inline_derivative(self) -> re.Match[str] | None:
        """``d/dt`` or ``dy/dt``; by a count nothing is differentiated, and a script is none."""
        match = INLINE_DERIVATIVE.match(self.text, self.position)
        row = self.notation.table.get(match["by"]) if match else None
        is_script = bool(self.found) and self.found[-1].type in ("SUB", "SUP")
        return None if is_script or (row is not None and row.sort.kind == "count") else match

    def differential(self) -> bool:
        """``ds`` behind an integrand; in braces opened since the integral (a script) it is a product."""
        match = DIFFERENTIAL.match(self.text, self.position)
        if not (self.integrals and match) or {"LBRACE", "DFRAC", "index"} & {*self.open[self.integrals[-1] :]}:
            return False
        if self.found[-1].type in ("SUB", "SUP"):
            return False
        self.integrals.pop()
        self.emit("DIFF", match[1], match.start(), match.end())
        return True

    def in_fraction(self) -> bool:
        r"""Whether this is the numerator or the denominator of ``\frac{\partial ..}{\partial ..}``."""
        kinds = [token.type for token in self.found[-2:]]
        return kinds[-1:] == ["LBRACE"] and kinds[:-1] in (["FRAC"], ["RBRACE"])
