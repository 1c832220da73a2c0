r"""What a notebook shows."""

from __future__ import annotations

from types import SimpleNamespace

import ntkprops
from ntkprops.report.notebook import SHOWN, shown_statement, shown_verdict
from ntkprops.statement import Statement
from ntkprops.trial.verdicts import Judged

from .samples import HOSTILE, PROVED, REFUTED, SAMPLE


def test_a_verdict_shows_its_evidence() -> None:
    """The word, the reason and the counterexample."""
    text = shown_verdict(REFUTED)

    assert "refuted" in text and "Counterexample" in text and "<mi>δ</mi>" in text


def test_a_statement_shows_its_formulas_and_no_verdict() -> None:
    """What is given stands above what is said; a label or a title is data."""
    text = shown_statement(Statement("a", title=HOSTILE, given=(r"x > 0",), then=(r"x^2 > 0",)))

    assert text.index(">given<") < text.index("<msup>")
    assert "undecided" not in text.partition("</style>")[2]
    assert "<script" not in text


def test_styles_stay_within_what_is_shown() -> None:
    """A notebook keeps its own."""
    text = SHOWN[Judged](Judged("a", ("x = 1",), PROVED))

    assert text.startswith("<style>@scope (.ntkprops)") and ":root" not in text


def test_ipython_is_told() -> None:
    """``%load_ext ntkprops`` registers every type."""
    told: dict[type, object] = {}
    html = SimpleNamespace(for_type=told.__setitem__)
    shell = SimpleNamespace(display_formatter=SimpleNamespace(formatters={"text/html": html}))
    ntkprops.load_ipython_extension(shell)

    assert told == SHOWN
    assert all(SHOWN[type(what)](what) for what in (SAMPLE, SAMPLE.claims[0], PROVED))
