"""Reasons that are looked for: small ones, none for what falls, and not twice for what is unchanged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ntkprops.memory import Store
from ntkprops.notes import search
from ntkprops.notes.annotate import annotated
from ntkprops.notes.english import heard
from ntkprops.notes.loader import Loaded, load_notes
from ntkprops.notes.reasons import understood
from ntkprops.notes.search import with_reasons
from ntkprops.statement.model import Ledger, Reason, cite, definition
from ntkprops.statement.rules import RULES
from ntkprops.trial.verdicts import judge_lecture

from .texts import SYMBOLS, written

TEXT = (
    SYMBOLS
    + r"""We define

$$z := x - 1.$$

It holds that

$$z^2 = x^2 - 2x + 1.$$

**Lemma 1.** Assume $X \geq 0$. Then $\Pr[X \geq a] \leq \frac{\mathbb{E}[X]}{a}$.

**Lemma 2.** We have $|x + y|^2 \leq (|x| + |y|)^2$.

**Lemma 3.** We have $|x + y| \leq |x|$.
"""
)


def reasons(loaded: Loaded) -> dict[str, tuple[Reason, ...]]:
    """What every claim rests on, by its label."""
    return {item.label: item.by for item, _ in loaded.lecture.rows()}


def outcomes(loaded: Loaded) -> list[str]:
    """The verdicts in printed order."""
    return [one.verdict.outcome.value for one in judge_lecture(loaded.lecture)]


def test_only_what_is_needed_is_kept(tmp_path: Path) -> None:
    """A definition where one is unfolded, a rule where one is used, nothing else."""
    found = reasons(with_reasons(load_notes(written(tmp_path, TEXT))))

    assert found["notes.md:12"] == (definition("z"),)
    assert found["lemma-1"] == (RULES["markov"],)


def test_what_is_found_gives_the_verdict_of_what_is_printed(tmp_path: Path) -> None:
    """The true claims are proved with the reasons that were found, the false one is refuted."""
    loaded = with_reasons(load_notes(written(tmp_path, TEXT)))

    assert outcomes(loaded) == ["definition", "proved", "proved", "proved", "refuted"]


def test_nothing_is_searched_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second search recalls the first, though every formula stands on another line; a changed claim is asked anew."""
    store, asked, searched = Store(tmp_path / "store"), [], search._Search._searched
    first = with_reasons(load_notes(written(tmp_path, TEXT)), store=store)

    def told(self, reading, sets):
        asked.append(reading)
        return searched(self, reading, sets)

    monkeypatch.setattr(search._Search, "_searched", told)
    moved = with_reasons(load_notes(written(tmp_path, "\n\n" + TEXT)), store=store)
    before = len(asked)
    with_reasons(load_notes(written(tmp_path, TEXT.replace("|x + y|^2", "|y + x|^2"))), store=store)

    assert list(reasons(moved).values()) == list(reasons(first).values())
    assert before == 0 and [one.printed.label for one in asked[:1]] == ["lemma-2"]


def test_what_is_recalled_and_gives_nothing_is_searched_for(tmp_path: Path) -> None:
    """Negative control: a memory that lies costs time and changes nothing."""
    file, store = written(tmp_path, TEXT), Store(tmp_path / "store")
    honest = reasons(with_reasons(load_notes(file), store=store))
    keys = [row[0] for row in store._connection().execute("SELECT key FROM texts")]
    for key in keys:
        store.put(key, '{"by": [["rule", "weyl"]], "gave": true}')

    assert reasons(with_reasons(load_notes(file), store=store))["lemma-1"] == honest["lemma-1"]


def test_a_margin_note_may_name_a_definition(tmp_path: Path) -> None:
    """What init writes for a definition is read back as that definition, and the copy is judged the same."""
    loaded = with_reasons(load_notes(written(tmp_path, TEXT)))
    copy = annotated(TEXT, loaded)
    again = with_reasons(load_notes(written(tmp_path, copy, "copy.md")))

    assert "<!-- by definition of z -->" in copy
    assert outcomes(again) == outcomes(loaded)


def test_what_is_cited_has_a_number_in_the_copy(tmp_path: Path) -> None:
    """A formula without a number that a reason cites is given one, by which the reason cites it."""
    text = SYMBOLS + "It holds that\n\n$$x^2 \\geq 2x - 1$$\n\nand\n\n$$x^2 + 1 \\geq 2x.$$\n"
    loaded = load_notes(written(tmp_path, text))
    (ledger,) = loaded.lecture.parts
    assert isinstance(ledger, Ledger)
    first, second = ledger.rows
    rows = (first, replace(second, by=(cite(first.label),)))
    lecture = replace(loaded.lecture, parts=(replace(ledger, rows=rows),))

    copy = annotated(text, replace(loaded, lecture=lecture))

    assert "<!-- (0.1) -->\n$$x^2 \\geq" in copy
    assert "<!-- by (0.1) -->\n$$x^2 + 1" in copy


def test_what_lies_between_says_something() -> None:
    """A range in words is not understood, the difference between two things is."""
    assert heard("for weights between").left == ("between",)
    assert heard("bound the difference between the matrices").left == ()
    assert heard("for bounded weights within a ball").left == ("bounded", "within")


def test_a_margin_note_that_holds_more_is_none() -> None:
    """Negative control: words beside a definition are no reasons."""
    assert understood("definition of z and the weather") is None
