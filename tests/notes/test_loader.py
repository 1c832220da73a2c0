"""Notes become a lecture: statements, ledgers, labels, places, and reasons that are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from ntkprops.notes.annotate import annotated
from ntkprops.notes.loader import is_notes, load_notes, open_lecture
from ntkprops.notes.search import with_reasons
from ntkprops.notes.status import State, state_of
from ntkprops.statement.model import Ledger, Statement
from ntkprops.statement.rules import RULES
from ntkprops.trial.verdicts import judge_lecture

from .texts import LATEX, MARKDOWN, SYMBOLS, written


def verdicts(file: Path) -> dict[str, str]:
    """The verdict on every claim of some notes, reasons found where none are named."""
    return {one.label: one.verdict.outcome.value for one in judge_lecture(with_reasons(load_notes(file)).lecture)}


def test_markdown_is_judged_with_nothing_encoded(tmp_path: Path) -> None:
    """True claims are proved by Markov's inequality and by citations, the false one is refuted."""
    assert verdicts(written(tmp_path, MARKDOWN)) == {
        "lemma-1": "proved",
        "notes.md:14": "proved",
        "notes.md:15": "proved",
        "lemma-2": "refuted",
        "lemma-3": "proved",
        "notes.md:24": "proved",
    }


def test_latex_is_judged_with_nothing_encoded(tmp_path: Path) -> None:
    """Labels, tags and lines name the claims of a LaTeX file."""
    found = verdicts(written(tmp_path, LATEX, "notes.tex"))

    assert found == {"lem:squares": "proved", "eq-7": "proved", "notes.tex:18": "proved", "notes.tex:21": "proved"}


def test_every_claim_knows_its_place(tmp_path: Path) -> None:
    """The source of a statement or row is file, line and column."""
    lecture = open_lecture(written(tmp_path, MARKDOWN))

    assert [item.source for item, _ in lecture.rows()][:3] == ["notes.md:8:3", "notes.md:14:1", "notes.md:15:2"]


def test_a_chain_is_one_ledger(tmp_path: Path) -> None:
    """Each line of a chain is a row under what the lemma gives."""
    parts = load_notes(written(tmp_path, MARKDOWN)).lecture.parts

    (ledger,) = [part for part in parts if isinstance(part, Ledger) and len(part.rows) == 2]
    assert ledger.of.label == "lemma-1"


def test_reasons_that_are_found_are_told_from_those_printed(tmp_path: Path) -> None:
    """What the notes name is printed; what the search adds is found."""
    items = {item.label: item for item, _ in with_reasons(load_notes(written(tmp_path, MARKDOWN))).lecture.rows()}

    assert items["notes.md:14"].by and items["notes.md:14"].found == ()
    assert items["lemma-1"].found == items["lemma-1"].by == (RULES["markov"],)


def test_words_beside_a_false_claim_leave_it_undecided(tmp_path: Path) -> None:
    """What would be refuted is undecided where words beside it are not understood."""
    text = SYMBOLS + "**Lemma 1.** For tame numbers and any $x \\geq 0$ we have $x^2 \\geq x$.\n"

    (claim,) = judge_lecture(with_reasons(load_notes(written(tmp_path, text))).lecture)

    assert claim.verdict.outcome.value == "undecided"
    assert "tame" in claim.verdict.because


def test_the_same_claim_without_the_words_is_refuted(tmp_path: Path) -> None:
    """Negative control: the words are what kept it from being refuted; a mark takes them away."""
    text = (
        SYMBOLS + "**Lemma 1.** For tame numbers and any $x \\geq 0$ we have $x^2 \\geq x$. <!-- ntkprops: words -->\n"
    )

    assert verdicts(written(tmp_path, text)) == {"lemma-1": "refuted"}


def test_running_text_rests_on_what_was_assumed_before(tmp_path: Path) -> None:
    """What is said after a lemma, for no values in particular, is not refuted by values that the lemma excludes."""
    text = (
        SYMBOLS
        + "**Lemma 1.** Suppose $x \\geq 1$. Then $x^2 \\geq x$.\n\nUsing Lemma 1 we obtain that $x^3 \\geq x$.\n"
    )

    assert verdicts(written(tmp_path, text)) == {"lemma-1": "proved", "notes.md:8": "undecided"}


def test_running_text_that_says_for_what_it_holds_is_refuted(tmp_path: Path) -> None:
    """Negative control: a sentence that names its own range is judged alone."""
    text = SYMBOLS + "It holds that $x^3 \\geq x$ for all $x \\geq 0$.\n"

    assert verdicts(written(tmp_path, text)) == {"notes.md:6": "refuted"}


@pytest.mark.parametrize(
    "words", ["From now on we assume that $x \\geq 1$.", "Throughout we assume that all numbers are tame."]
)
def test_what_running_text_assumes_is_not_forgotten(tmp_path: Path, words: str) -> None:
    """A statement behind an assumption that it does not repeat is not refuted without it."""
    text = SYMBOLS + f"**Lemma 1.** We have $y^2 \\geq 0$.\n\n{words}\n\n**Lemma 2.** We have $x^2 \\geq x$.\n"

    assert verdicts(written(tmp_path, text)) == {"lemma-1": "proved", "lemma-2": "undecided"}


def test_and_thus_is_judged_from_what_it_follows_from(tmp_path: Path) -> None:
    """ "A and thus B" claims B under A."""
    text = SYMBOLS + "**Lemma 1.** If $x \\geq 2$, we have $x^2 \\geq 4$ and thus $x^2 \\geq 3$.\n"

    first, second, whole = load_notes(written(tmp_path, text)).lecture.parts

    assert isinstance(second, Statement) and second.given == (r"x \geq 2", r"x^2 \geq 4")
    assert (first.label, whole.label) == ("lemma-1.1", "lemma-1")  # type: ignore[union-attr]


def test_a_letter_that_is_introduced_anew_keeps_no_value(tmp_path: Path) -> None:
    """Negative control: the x of an example is not the x of a lemma that says "for all x"."""
    text = SYMBOLS + "Take for example\n\n$$x = 3.$$\n\n**Lemma 1.** For all $x \\geq 0$ we have $x \\geq 2$.\n"

    assert verdicts(written(tmp_path, text)) == {"lemma-1": "refuted"}


def test_what_is_unread_stops_nothing_else(tmp_path: Path) -> None:
    """A formula that nobody can read is unread; the next one has its verdict."""
    text = SYMBOLS + "**Lemma 1.** We have $x \\circledast y = \\oint x$.\n\n**Lemma 2.** We have $x^2 \\geq 0$.\n"

    assert verdicts(written(tmp_path, text)) == {"lemma-1": "unread", "lemma-2": "proved"}


def test_what_nothing_settles_is_unread(tmp_path: Path) -> None:
    """A symbol that the inference leaves open is no fault of the notes."""
    file = written(tmp_path, SYMBOLS + "**Lemma 1.** We have $k \\geq x$ and $k \\leq y$.\n")

    assert set(verdicts(file).values()) == {"unread"}


def test_a_letter_printed_alone_leaves_its_claims_readable(tmp_path: Path) -> None:
    """A family that stands alone in the prose is another use of its letter; claims of its members are judged."""
    text = "Let $v_i \\in \\mathbb{R}^d$ for $i \\in [n]$. All of $v$ is short.\n\n"
    text += "**Lemma 1.** We have $\\|v_i\\| \\geq 0$.\n"

    assert verdicts(written(tmp_path, text))["lemma-1"] == "proved"


def test_states_of_formulas(tmp_path: Path) -> None:
    """What has no meaning yet is open, what cannot be read is unread."""
    notation = load_notes(written(tmp_path, MARKDOWN)).lecture.notation

    found = [state_of(latex, notation)[0] for latex in (r"x \leq y", r"x \leq q", r"x \circledast y = z", r"\leq y")]

    assert found == [State.READ, State.OPEN, State.UNREAD, State.READ]


@pytest.mark.parametrize(("text", "name"), [(MARKDOWN, "notes.md"), (LATEX, "notes.tex")])
def test_the_annotated_copy_is_judged_the_same(tmp_path: Path, text: str, name: str) -> None:
    """Notation and reasons that were found, written into the margin, give the same verdicts in the same order."""
    file = written(tmp_path, text, name)
    (tmp_path / "copy").mkdir()
    copy = written(tmp_path / "copy", annotated(text, with_reasons(load_notes(file))), name)

    assert list(verdicts(copy).values()) == list(verdicts(file).values())


def test_the_annotated_copy_says_what_was_found(tmp_path: Path) -> None:
    """Reasons stand beside their formulas, in a comment of the document's own kind."""
    copy = annotated(MARKDOWN, with_reasons(load_notes(written(tmp_path, MARKDOWN))))

    assert "<!-- by markov -->\n$$\\Pr" in copy
    assert "\\\\  % by markov\n" in copy


def test_a_citation_of_nothing_in_the_margin_is_told(tmp_path: Path) -> None:
    """A mark that cites what stands nowhere leaves its claim undecided, with the label."""
    text = SYMBOLS + "It holds that $x \\leq y$. <!-- by (99) -->\n"

    (claim,) = judge_lecture(with_reasons(load_notes(written(tmp_path, text))).lecture)

    assert claim.verdict.outcome.value == "undecided"
    assert "eq-99" in claim.verdict.because


def test_folders_and_files_are_told_apart(tmp_path: Path) -> None:
    """A folder is no notes, whatever it is called."""
    (tmp_path / "notes.md").mkdir()

    assert not is_notes(tmp_path / "notes.md")
    assert is_notes(tmp_path / "absent.tex")
