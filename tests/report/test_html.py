r"""The page: what it shows, that it needs nothing else, and that notes cannot inject anything into it."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from ntkprops.proof.reading import Printed
from ntkprops.report.document import Report, word
from ntkprops.report.html import as_html, prose
from ntkprops.sampling.result import Says
from ntkprops.verdict import Outcome, Verdict, Witness

from .samples import FIFTH, FOURTH, HELD, HOSTILE, SAMPLE, SECOND, claim


class Page(HTMLParser):
    """The elements of a page and their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def flat(page: str) -> str:
    """A page without the space between its elements."""
    return re.sub(r">\s+<", "><", page)


def test_every_claim_has_its_verdict_in_words() -> None:
    """Colour is never the only sign."""
    page = as_html(SAMPLE)

    for one in SAMPLE.claims:
        article = page[page.index(f'<article id="{one.label}"') :]
        assert word(one.printed.verdict.outcome) in article[: article.index("</article>")]


def test_every_outcome_has_a_colour_a_sign_and_a_meaning() -> None:
    """A page of any verdict can be made."""
    claims = tuple(claim(outcome.value, Verdict(outcome, "because")) for outcome in Outcome)
    page = as_html(Report("all", claims))

    assert all(f".{outcome.value.replace('_', '-')}" in page for outcome in Outcome)


def test_links_lead_to_claims() -> None:
    """Every link is to an anchor of the page, of which there is one."""
    elements = Page(as_html(SAMPLE)).elements
    anchors = [found["id"] for _, found in elements if "id" in found]
    links = [found["href"] or "" for tag, found in elements if tag == "a"]

    assert links and {link.removeprefix("#") for link in links} <= set(anchors)
    assert len(anchors) == len(set(anchors))


def test_the_page_asks_for_nothing() -> None:
    """No script, no address of another page, and a policy that would refuse both."""
    page = as_html(SAMPLE)
    elements = Page(page).elements

    assert not [tag for tag, _ in elements if tag in ("script", "img", "iframe", "object", "embed", "base", "form")]
    assert not re.search(r"https?://|@import|url\(", page)
    assert "default-src 'none'" in page


def test_the_wrong_symbol_is_marked_in_place() -> None:
    """What the reader points at is marked, and so is what an erratum changes."""
    assert '<mrow class="wrong"><mi>y</mi></mrow>' in as_html(Report("one", (FIFTH,)))

    page = flat(as_html(Report("one", (SECOND,))))
    assert re.search(r'<mrow class="wrong"><mo[^>]*>≤</mo></mrow>', page)
    assert re.search(r"<del><math[^>]*><mo[^>]*>≤</mo></math></del>", page)
    assert re.search(r"<ins><math[^>]*><mo[^>]*>≥</mo></math></ins>", page)
    assert re.search(r'<mrow class="inserted"><mo[^>]*>≥</mo></mrow>', page)


def test_what_leans_on_something_wrong_is_told() -> None:
    """The graph tells it in words, too; what leans on something that is corrected does not."""
    page = as_html(SAMPLE)

    assert 'aria-label="fourth: undecided, leans on something wrong"' in page
    assert 'aria-label="third: refuted"' in page


def test_an_undecided_claim_has_a_hint() -> None:
    """It says what a person can do."""
    assert 'class="hint">Print the step between' in as_html(Report("one", (FOURTH,)))


def test_hostile_notes_inject_nothing() -> None:
    """Labels, formulas, reasons, values and messages are data, wherever they stand."""
    verdict = Verdict(
        Outcome.REFUTED, HOSTILE, witness=Witness({HOSTILE: HOSTILE}, HOSTILE, HOSTILE, HOSTILE), findings=(HOSTILE,),
        latex=HOSTILE, span=(3, 9),
    )  # fmt: skip
    bad = claim(
        HOSTILE, verdict, HOSTILE, title=HOSTILE, source=HOSTILE, place=None, by=(HOSTILE,), cites=("first",),
        frame=Printed("", (), (HOSTILE,), HOSTILE, HOSTILE, HOSTILE),
    )  # fmt: skip
    claims = (*SAMPLE.claims, bad)
    page = as_html(replace(SAMPLE, name=HOSTILE, claims=claims, broken=(HOSTILE,), complaints=(HOSTILE,)))
    clean = Page(as_html(SAMPLE)).elements

    elements = Page(page).elements
    assert {tag for tag, _ in elements} <= {tag for tag, _ in clean} | {"mtext", "msup"}
    assert not [name for _, found in elements for name in found if name.startswith("on")]
    assert not [found for tag, found in elements if tag == "a" and not (found["href"] or "").startswith("#")]


def test_two_labels_never_share_an_anchor() -> None:
    """Labels that differ in what an anchor cannot hold are told apart."""
    page = as_html(Report("two", (claim("a b", SECOND.printed.verdict), claim("a-b", SECOND.printed.verdict))))

    assert 'id="a-b"' in page and 'id="a-b-1"' in page


def test_prose_keeps_its_words() -> None:
    """Formulas in a message are typeset and words are not."""
    text = str(prose(r"3 events leave 1 - 3 \delta, not a <b>"))

    assert "<mi>δ</mi>" in text and text.startswith("3 events leave ") and text.endswith(", not a &lt;b&gt;")


@pytest.mark.skipif(shutil.which("chromium") is None, reason="no chromium to look at the page with")
def test_a_browser_finds_nothing_to_complain_about(tmp_path: Path) -> None:
    """It lays the page out without an error and without a request."""
    file = tmp_path / "page.html"
    file.write_text(as_html(SAMPLE), encoding="utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr"]
    done = subprocess.run(
        ["chromium", *options, f"--user-data-dir={tmp_path}/user", "--dump-dom", file.as_uri()],
        capture_output=True, text=True, timeout=60,
    )

    assert "CONSOLE" not in done.stderr and "Refused to" not in done.stderr
    assert done.stdout.count("<article") == len(SAMPLE.claims)


def test_what_draws_say_of_an_open_claim_stands_in_the_open() -> None:
    """Undecided and held on draws, or refuted on draws: nobody has to unfold it."""
    for says, words in ((Says.HELD, "held on draws"), (Says.REFUTED, "refuted on draws")):
        sampled = replace(HELD, says=says, because="7 of 9 draws fail")
        page = as_html(Report("one", (replace(FOURTH, printed=replace(FOURTH.printed, sampled=sampled)),)))

        assert words in page[: page.index("<details>")]
    assert "refuted on draws: 7 of 9 draws fail" in page
