r"""A run as one HTML file that needs no network and no script: ``as_html(report)``.

The notes' own formulas in printed order, typeset, each with its verdict; what is wrong is marked in the formula. All
that comes from notes or messages is data: Jinja2 escapes it, MathML is built from escaped text, and the page's policy
allows no script and no request, so that hostile notes can at most look ugly.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import isfinite, log10

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from ntkprops.errors import caret
from ntkprops.report.document import Claim, Report, State, word, wrong_part
from ntkprops.report.graph import graph
from ntkprops.report.mathml import Mark, changed, piece, typeset
from ntkprops.report.words import MEANS, because, hint, summed
from ntkprops.sampling.result import Sampled, Says
from ntkprops.verdict import Outcome, Verdict

GLYPHS = {
    Outcome.DEFINITION: "≔", Outcome.PROVED: "✓", Outcome.ASSUMED: "⊢", Outcome.HELD: "≈", Outcome.REFUTED: "✗",
    Outcome.ILL_FORMED: "!", Outcome.DOES_NOT_FOLLOW: "⇏", Outcome.UNDECIDED: "?", Outcome.VACUOUS: "∅",
    Outcome.UNREAD: "⋯",
}  # fmt: skip
SAYS = {Says.HELD: Outcome.HELD, Says.REFUTED: Outcome.REFUTED, Says.SUSPECT: Outcome.UNDECIDED}
_WORD = re.compile(r"[A-Za-z]{2,}")
_FRACTION = re.compile(r"(?<![\d.)])(\d+)/(\d+)(?![\d.(])")
TINY = -4  # the slack strip begins at a ratio of 10 to this
_SIGN = r"[-+=<>*/]|\d+(?:\.\d+)?|(?![aAI]\s)[A-Za-z](?:[_^(\[{][^\s,;:]*)?|[(\[][^\s]*[)\]]"
_FORMULA = re.compile(rf"(?<!\S)(?:(?:{_SIGN})\s+)*[^\s\\]*\\(?:[^\s]|\s+(?=(?:{_SIGN}|\S*\\)(?!\S)))*")


def as_html(report: Report) -> str:
    """The page of a run."""
    slugs = _slugs(report.claims)
    page = _environment().get_template("report.html")
    return page.render(
        report=report,
        slugs=slugs,
        drawing=graph(report.claims),
        tally=_tally(report),
        summed=summed(report),
        attention=[claim for state in State if state is not State.FINE for claim in report.within(state)],
    )


def fragment(claim: Claim, *, judged: bool = True) -> str:
    """One claim for a page of somebody else's; not ``judged``, only what is printed. The styles apply to it alone."""
    parts = _environment().get_template("claim.html").make_module({"slugs": _slugs([claim])})
    card = parts.card(claim) if judged else parts.printed(claim)  # type: ignore[attr-defined]
    style = _environment().get_template("style.css").render().replace(":root", ":scope")
    return f'<style>@scope (.ntkprops) {{{style}}}</style><div class="ntkprops">{card}</div>'


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("ntkprops.report", "page"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.globals |= {"State": State, "Outcome": Outcome, "MEANS": MEANS}
    made.filters |= {
        "word": word, "glyph": GLYPHS.__getitem__, "kind": _kind, "math": _math, "prose": prose, "shown": shown,
        "given": _given, "swaps": swaps, "findings": _findings, "sampling": _sampling, "says": SAYS.get, "hint": hint,
        "because": because,
        "strip": strip, "number": _number, "mended": mended, "value": _value,
    }  # fmt: skip
    return made


def _kind(outcome: Outcome) -> str:
    return outcome.value.replace("_", "-")


def _math(latex: str, marks: Iterable[Mark] = ()) -> Markup:
    return Markup(typeset(latex, marks))


def prose(text: str) -> Markup:
    r"""A message with what looks like LaTeX in it typeset.

    >>> print(prose(r"only \delta < 1").replace(' display="inline" displaystyle="true"', ""))
    only <math><mi>δ</mi></math><math><mo>&lt;</mo><mn>1</mn></math>
    """
    parts, at = [], 0
    for found in _FORMULA.finditer(text):
        formula = found[0].rstrip(".,;: ")
        if formula.count("{") == formula.count("}") and formula.count("(") == formula.count(")"):
            parts += [escape(text[at : found.start()]), _math(formula)]
            at = found.start() + len(formula)
    return Markup("").join([*parts, escape(text[at:])])


@dataclass(frozen=True)
class Swap:
    """What is printed and what should stand there, typeset; the whole part with the correction; who says so."""

    old: Markup
    new: Markup
    whole: Markup
    part: str
    says: str
    verdict: Verdict
    needed_by: tuple[str, ...] = ()


def swaps(claim: Claim) -> list[Swap]:
    """The corrections of a claim: those of its errata, then those that were found and say something else."""
    found = []
    if claim.erratum is not None:
        for fix in claim.fixes:
            found.append(_swap(fix.old, fix.new, fix.part, f"erratum: {fix.because}", claim.erratum.verdict))
    for repair in claim.repairs:
        if not (repair.is_erratum and found):
            says = "one edit mends it" if repair.verdict.outcome.stands else "one edit may mend it"
            found.append(
                _swap(repair.part.latex, repair.latex, repair.part.name, says, repair.verdict, repair.needed_by)
            )
    return found


def _swap(old: str, new: str, part: str, says: str, verdict: Verdict, needed_by: tuple[str, ...] = ()) -> Swap:
    places = changed(old, new) if old else []
    whole = _math(new, [Mark(place.new, "inserted") for place in places])
    pieces = [(piece(old, place.old), piece(new, place.new)) for place in places[:1] if len(places) == 1]
    before, after = pieces[0] if pieces else ("", "")
    return Swap(Markup(before), Markup(after), whole, PARTS.get(part, ""), says, verdict, needed_by)


PARTS = {"given": "hypothesis", "then": "", "probability": "probability", "for_all": "quantifier"}


def mended(claim: Claim) -> str:
    """Whether the erratum of a claim is what is cited and not a change of its own text."""
    return "with the errata of what it cites" if claim.erratum is not None and not claim.fixes else ""


def shown(claim: Claim) -> list[Markup]:
    """The conclusions as printed, with what is wrong in them marked."""
    return [_math(text, _wrong(claim, text)) for text in claim.printed.latex]


def _given(claim: Claim) -> list[tuple[str, Markup]]:
    """What a statement is given, word by word."""
    frame = claim.frame
    parts = [("given", text) for text in frame.given]
    parts += [(name, text) for name, text in (("for all", frame.for_all), ("drawn", frame.over)) if text]
    found = [(name, _math(text, _wrong(claim, text))) for name, text in parts]
    least = [Mark((m.span[0] + 5, m.span[1] + 5), m.style) for m in _wrong(claim, frame.probability)]
    return found + ([("probability", _math(rf"\geq {frame.probability}", least))] if frame.probability else [])


def _wrong(claim: Claim, text: str) -> Iterator[Mark]:
    """Where a printed part is wrong: what the verdict points at, else what the correction changes."""
    fault = wrong_part(claim)
    if fault is not None:
        if fault[0].strip() in text:
            start = text.index(fault[0].strip()) - (len(fault[0]) - len(fault[0].lstrip()))
            yield Mark((start + fault[1][0], start + fault[1][1]), "wrong")
        return
    news = [fix.new for fix in claim.fixes if fix.old == text]
    news += [repair.latex for repair in claim.repairs[:1] if repair.part.latex == text and not claim.fixes]
    for place in changed(text, news[0]) if news else ():
        yield Mark(place.old, "wrong")


def _findings(verdict: Verdict) -> list[str]:
    """What else is to be known, without the picture of what the formula itself shows."""
    picture = caret(verdict.latex, verdict.span)
    return [text for text in verdict.findings if text != picture and "\n" not in text]


def _sampling(found: Sampled | None) -> list[str]:
    """The error rates of a test, in words."""
    if found is None or found.says is Says.NOT_SAMPLED:
        return []
    said = [f"{found.trials:,} draws, {found.failures:,} failures"] if found.trials else []
    said += [f"false alarm at most {found.false_alarm:.1e}"] if found.false_alarm else []
    said += [f"sees an excess of {found.smallest_gap:.2g} over the failure probability"] if found.smallest_gap else []
    return said


def _value(text: str) -> Markup:
    """An exact number of a counterexample, typeset where it has letters, powers or fractions in it."""
    words = set(_WORD.findall(text))
    if words - {"exp", "log", "sqrt", "pi"} or "\\" in text:
        return prose(text)
    latex = _WORD.sub(lambda found: f"\\{found[0]} ", text)
    latex = re.sub(r"\\sqrt \(([^()]*)\)", r"\\sqrt{\1}", latex).replace("**", "^").replace("*", r"\,")
    return _math(_FRACTION.sub(r"\\frac{\1}{\2}", latex))


def _number(value: float) -> str:
    return f"{value:.3g}"


def strip(found: Sampled | None) -> list[tuple[str, float, str]]:
    """The quantiles of smaller over larger side on a logarithmic scale, 0 loose and 1 tight, with their words."""
    quantiles = found.slack.quantiles if found is not None else ()
    return [
        (f"{q:.0%}", max(0.0, 1 - log10(ratio) / TINY) if ratio > 0 else 0.0, f"{ratio:.3g}")
        for q, ratio in quantiles
        if isfinite(ratio) and ratio <= 1
    ]


def _tally(report: Report) -> list[tuple[Outcome, int]]:
    counted = Counter(claim.printed.verdict.outcome for claim in report.claims)
    return [(outcome, counted[outcome]) for outcome in Outcome if counted[outcome]]


def _slugs(claims: Sequence[Claim]) -> dict[str, str]:
    """An anchor for every label, whatever is in it."""
    found: dict[str, str] = {}
    for claim in claims:
        plain = re.sub(r"[^\w.-]+", "-", claim.label)
        found[claim.label] = plain if plain not in found.values() else f"{plain}-{len(found)}"
    return found | {also: found[claim.label] for claim in claims for also in claim.also}


__all__ = ["as_html", "fragment", "prose"]
