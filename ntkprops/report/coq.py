r"""What Coq says beside our own provers: a word a claim, and in lines what it leaves open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from ntkprops.trial.second import NOT_SEEN, Opinion, Opinions, Word

STYLES = {Word.YES: "green", Word.TRIVIAL: "", Word.NOT_COVERED: "yellow", Word.DISPROVED: "bold red"}


def words(opinions: Opinions) -> dict[str, Text]:
    """A word for every claim, by its label."""
    return {opinion.label: Text(opinion.word.value, style=STYLES[opinion.word]) for opinion in opinions.claims}


def second(opinions: Opinions) -> RenderableType:
    """The counts, every claim that Coq leaves open or denies, and what it was not asked."""
    counted = Counter(opinion.word for opinion in opinions.claims)
    counts = ", ".join(f"{counted[word]} {word.value}" for word in Word if counted[word])
    lines = [Text(f"Coq accepts {opinions.lemmas} lemmas. Proved claims: {counts or 'none'}.")]
    if counted[Word.TRIVIAL]:
        lines.append(
            Text("trivial: one expression twice, or a hypothesis; the reading and the rules did the work")
        )
    lines += [reason(opinion) for opinion in opinions.claims if opinion.because]
    lines += [Text(f"WRONG: rests on {axiom}, which is not on the whitelist", style="bold red")
              for axiom in opinions.strange]  # fmt: skip
    return Group(*lines, *_not_seen())


def reason(opinion: Opinion) -> Text:
    """Why a claim is left open or denied."""
    if opinion.word is Word.DISPROVED:
        return Text(f"DISAGREEMENT on {opinion.label}: {opinion.because}", style=STYLES[opinion.word])
    return Text(f"coq {opinion.word.value}: {opinion.label}, {opinion.because}")


def _not_seen() -> Iterator[Text]:
    for what, why in NOT_SEEN.items():
        yield Text(f"not asked of Coq, {what}: {why}", style="dim")
