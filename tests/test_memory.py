"""What is remembered costs time at worst: old, damaged or forged, it proves and refutes nothing."""

from __future__ import annotations

import json
import multiprocessing
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from ntkprops.cli import app
from ntkprops.language import Notation, count, declare, positive
from ntkprops.language.tree import Expr, symbol
from ntkprops.memory import Memory, Store
from ntkprops.memory.codec import Unpackable, packed, unpacked
from ntkprops.memory.question import question
from ntkprops.proof.book import Book
from ntkprops.statement import Erratum, Statement, cite
from ntkprops.statement.lecture import Lecture
from ntkprops.statement.rules import algebra
from ntkprops.trial import judge as judging
from ntkprops.trial.judge import Judge
from ntkprops.verdict import Verdict

NOTATION = Notation((declare("n", count), declare("a", positive), declare("b", positive)))
TRUE, FALSE = r"2 a b \leq a^2 + b^2", r"a^2 + b^2 \leq 2 a b"
OPEN = r"2 \leq 2^{1/n}"


def lecture(**claims: str) -> Lecture:
    """A lecture of claims by label; ``uses`` cites ``first``."""
    return Lecture(
        "remembered",
        NOTATION,
        tuple(
            Statement(label, then=(text,), by=(cite("first"), algebra) if label == "uses" else (algebra,))
            for label, text in claims.items()
        ),
    )


def verdicts(notes: Lecture, memory: Memory) -> dict[str, Verdict]:
    """Every verdict on what is printed."""
    judge = Judge(Book(notes), memory=memory)
    return {label: judge.verdict(label, corrected=False) for label in judge.book.entries}


def outcomes(notes: Lecture, memory: Memory) -> dict[str, str]:
    """The same in words."""
    return {label: verdict.outcome.value for label, verdict in verdicts(notes, memory).items()}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store."""
    return Store(tmp_path / "searches.sqlite")


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The claims for which a proof is searched."""
    found: list[str] = []
    argue = judging.argue

    def noted(book: Book, reading: Any, **others: Any) -> Any:
        found.append(reading.printed.label)
        return argue(book, reading, **others)

    monkeypatch.setattr(judging, "argue", noted)
    return found


NOTES = lecture(first=TRUE, uses=r"a b \leq a^2 + b^2", wrong=FALSE, fails=OPEN)


def test_what_is_remembered_is_what_was_found(store: Store, searched: list[str]) -> None:
    """The second run searches for no proof, and its verdicts are those of the first, certificates and witnesses too."""
    plain = verdicts(NOTES, Memory())
    first = verdicts(NOTES, Memory(store))
    searched.clear()
    again = verdicts(NOTES, Memory(Store(store.file)))

    assert not searched
    for label, verdict in plain.items():
        for other in (first[label], again[label]):
            assert (other.outcome, other.because, other.witness) == (verdict.outcome, verdict.because, verdict.witness)
            one, two = other.certificate, verdict.certificate
            assert (one and (one.kind, one.steps, one.derivation)) == (two and (two.kind, two.steps, two.derivation))


def test_a_changed_claim_is_judged_anew_with_what_cites_it(store: Store, searched: list[str]) -> None:
    """What does not rest on it is not."""
    verdicts(NOTES, Memory(store))
    searched.clear()
    verdicts(lecture(first=r"2 b a \leq a^2 + b^2", uses=r"a b \leq a^2 + b^2", wrong=FALSE, fails=OPEN), Memory(store))

    assert searched == ["first", "uses"]


@pytest.mark.parametrize(
    "change",
    [
        lambda notes: Lecture(notes.name, Notation((*NOTATION.symbols, declare("c", count))), notes.parts),
        lambda notes: Lecture(notes.name, NOTATION, (*notes.parts, Statement("new", then=("c := a",), defines=True))),
        lambda notes: Lecture(notes.name, NOTATION, (Statement("first", then=(TRUE,)), *notes.parts[1:])),
        lambda notes: Lecture(
            notes.name,
            NOTATION,
            (Statement("first", then=(TRUE,), errata=(Erratum("then", 0, FALSE, because="why"),)), *notes.parts[1:]),
        ),
    ],
)
def test_whatever_a_search_may_look_at_is_in_its_key(change: Callable[[Lecture], Lecture]) -> None:
    """The notation, a definition anywhere, the reasons and the errata of what is cited."""
    keys = {question(Book(one), "uses", corrected=False, effort=1) for one in (NOTES, change(NOTES))}

    assert len(keys) == 2


def forged(store: Store, change: Callable[[dict[str, Any]], object]) -> None:
    """Changes every text, each with the digest that it should have."""
    assert store.file is not None
    rows = sqlite3.connect(store.file).execute("SELECT key, text FROM texts").fetchall()
    for key, text in rows:
        kept = json.loads(text)
        change(kept)
        store.put(key, json.dumps(kept))


def pretends(kept: dict[str, Any]) -> None:
    """Says of everything that it is proved."""
    kept["answers"] = [["proof", "kernel", []] for _ in kept["answers"]]


def gives_up(kept: dict[str, Any]) -> None:
    """Says of everything that nothing was found."""
    kept |= {"answers": [["unknown", "nothing"]], "places": [[0, 0]], "values": [None, None], "place": 0}


@pytest.mark.parametrize(
    "change",
    [
        pretends,
        lambda kept: kept.update(place=3),
        lambda kept: kept.update(place=10**9),
        lambda kept: kept.update(nodes=kept["nodes"][::-1]),
        lambda kept: kept.update(nodes=[["tuple", *node[1:]] for node in kept["nodes"]]),
        lambda kept: kept.update(constant="x", values=[[10**6]]),
        lambda kept: kept.clear(),
    ],
)
def test_a_forged_memory_changes_no_verdict(store: Store, change: Callable[[dict[str, Any]], object]) -> None:
    """Whatever it says was proved or refuted is looked at again."""
    plain = outcomes(NOTES, Memory(store))
    forged(store, change)

    assert outcomes(NOTES, Memory(store)) == plain


def test_a_forged_memory_can_leave_open_and_no_more(store: Store) -> None:
    """That nothing was found cannot be checked, and is all that a forged text can say."""
    plain = outcomes(NOTES, Memory(store))
    forged(store, gives_up)
    found = outcomes(NOTES, Memory(store))

    assert all(found[label] in (plain[label], "undecided") for label in plain)


def test_texts_under_other_keys_change_no_verdict(store: Store) -> None:
    """The text of one claim under the key of another proves nothing, even with a digest that fits."""
    plain = outcomes(NOTES, Memory(store))
    assert store.file is not None
    rows = sqlite3.connect(store.file).execute("SELECT key, text FROM texts ORDER BY key").fetchall()
    for (key, _), (_, text) in zip(rows, rows[1:] + rows[:1], strict=True):
        store.put(key, text)
    found = outcomes(NOTES, Memory(store))

    assert all(found[label] in (plain[label], "undecided") for label in plain)
    assert found["wrong"] != "proved"


@pytest.mark.parametrize("place", [0, 20, 100, 4000, 4100, 5000, 8200])
def test_flipped_bytes_change_no_verdict(store: Store, place: int) -> None:
    """A file with a flipped stretch, wherever it lies."""
    plain = outcomes(NOTES, Memory(store))
    store.close()
    assert store.file is not None
    content = bytearray(store.file.read_bytes())
    content[place : place + 40] = bytes(byte ^ 0xFF for byte in content[place : place + 40])
    store.file.write_bytes(content)

    assert outcomes(NOTES, Memory(Store(store.file))) == plain


@pytest.mark.parametrize("length", [0, 10, 5000])
def test_a_truncated_file_is_begun_anew(store: Store, length: int) -> None:
    """And remembers again."""
    plain = outcomes(NOTES, Memory(store))
    store.close()
    assert store.file is not None
    store.file.write_bytes(store.file.read_bytes()[:length])
    again = Store(store.file)

    assert outcomes(NOTES, Memory(again)) == plain
    assert again.size() > 0


def test_a_folder_that_cannot_be_made_is_no_matter(tmp_path: Path) -> None:
    """Where nothing can be written nothing is remembered."""
    (tmp_path / "file").write_text("")
    store = Store(tmp_path / "file" / "searches.sqlite")

    assert outcomes(NOTES, Memory(store)) == outcomes(NOTES, Memory())
    assert store.size() == 0


def test_a_file_that_may_only_be_read_is_read(store: Store) -> None:
    """And nothing is written to it."""
    verdicts(NOTES, Memory(store))
    size = store.size()
    store.close()
    assert store.file is not None
    reading = sqlite3.connect(f"file:{store.file}?mode=ro", uri=True, isolation_level=None)
    only = Store(store.file, [reading])
    only.put("key", "text")

    assert only.size() == size


def _write(file: Path, name: str) -> None:
    store = Store(file)
    for number in range(50):
        store.put(f"{name} {number}", "text")


def test_two_processes_write_at_once(tmp_path: Path) -> None:
    """Neither loses what the other one keeps."""
    file = tmp_path / "searches.sqlite"
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_write, args=(file, name)) for name in ("one", "two")]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert Store(file).size() == 100


def test_a_deep_tree_is_not_read() -> None:
    """No depth that would end the process."""
    nodes: list[Any] = [["tuple"]]
    nodes += [["tuple", [place]] for place in range(100_000)]

    with pytest.raises(Unpackable):
        unpacked(nodes, [[0]])


def test_a_tree_that_doubles_is_not_read() -> None:
    """Sharing does not hide a tree that nobody could walk."""
    nodes: list[Any] = [["tuple"]]
    nodes += [["tuple", [place], [place]] for place in range(60)]

    with pytest.raises(Unpackable):
        unpacked(nodes, [[0]])


def test_what_is_packed_is_unpacked() -> None:
    """A tree comes back as it was, what is shared still shared."""
    shared = Expr("add", (symbol("a"), symbol("b")))
    tree = Expr("mul", (shared, shared))
    (found,) = unpacked(*packed([tree]))

    assert found == tree
    assert found.args[0] is found.args[1]


def test_the_command_forgets(tmp_path: Path) -> None:
    """``check`` remembers where the environment says, ``cache info`` counts it, ``cache clear`` empties it."""
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "notation.py").write_text(
        "from ntkprops.language import Notation, count, declare\nnotation = Notation((declare('n', count),))\n"
    )
    (folder / "a.py").write_text(
        "from ntkprops.statement import Statement\nfrom ntkprops.statement.rules import algebra\n"
        "a = Statement('a', then=(r'n \\leq n^2',), by=(algebra,))\n"
    )
    where = {"NTKPROPS_CACHE": str(tmp_path / "cache")}

    def said(*arguments: str) -> str:
        return CliRunner().invoke(app, list(arguments), env=where).output

    said("check", str(folder), "--no-sample", "--no-cache")
    assert said("cache", "info").startswith("0 searches")
    said("check", str(folder), "--no-sample")
    assert said("cache").startswith("1 searches")
    assert said("cache", "clear").startswith("0 searches")
