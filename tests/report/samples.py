r"""Claims with every kind of verdict, made by hand: what reports are tried on."""

from __future__ import annotations

from ntkprops.proof.reading import Printed
from ntkprops.report.document import Claim, Fix, Form, Report
from ntkprops.sampling.result import Sampled, Says, Slack
from ntkprops.statement.places import Place
from ntkprops.verdict import Certificate, Kind, Outcome, Verdict, Witness

PROVED = Verdict(Outcome.PROVED, "follows from its reasons", Certificate(Kind.KERNEL, ("one step",), ("first",)))
REFUTED = Verdict(Outcome.REFUTED, "an instance", witness=Witness({"n": "1", r"\delta": "1/2"}, "2", "1"))
HELD = Sampled("first", Says.HELD, "on all", 100, 0, 1e-8, 0.01, Slack(((0.5, 0.1), (1.0, 0.25))))


def claim(label: str, verdict: Verdict, latex: str = r"x \leq 1", **others: object) -> Claim:
    """A claim with one formula; it stands on line 7 of notes.tex."""
    place = others.pop("place", Place("notes.tex", 7, 3))
    sampled = others.pop("sampled", None)
    return Claim(label, Form((latex,), verdict, sampled), place=place, **others)  # type: ignore[arg-type]


def ill_formed(latex: str, span: tuple[int, int]) -> Verdict:
    """A formula that means nothing, with its fault."""
    return Verdict(Outcome.ILL_FORMED, "it means nothing", latex=latex, span=span)


FIRST = claim("first", PROVED, sampled=HELD)
SECOND = claim(
    "second", REFUTED, r"y \leq 1", cites=("first",), by=("first",), erratum=Form((r"y \geq 1",), PROVED),
    fixes=(Fix("then", r"y \leq 1", r"y \geq 1", "turned"),), why=("turned",),
    frame=Printed("second", (), (r"0 < y",), probability=r"1 - \delta"),
)  # fmt: skip
THIRD = claim("third", REFUTED, "z = 2", cites=("second",))
FOURTH = claim("fourth", Verdict(Outcome.UNDECIDED, "no proof was found"), cites=("third",), by=("third",))
FIFTH = claim("fifth", ill_formed(r"\exp(y) = 1", (5, 6)), r"\exp(y) = 1", place=None)
SAMPLE = Report("sample", (FIRST, SECOND, THIRD, FOURTH, FIFTH), budget={"false_alarm": 1e-6, "seed": 0, "claims": 5})
HOSTILE = "</style><script>alert(1)</script><img src=x onerror=alert(2)>\"' javascript:alert(3)"
