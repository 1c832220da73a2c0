r"""What did an earlier search for reasons come to? ``Recall(store)``: by the text of a claim and all it might rest on.

Labels and lines are no part of the key, so that a formula may move. What is recalled says only where to look: reasons
that are said to give a claim are tried again, and whatever is recalled is judged as any other reasons are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ntkprops.errors import FormulaError, InputError
from ntkprops.memory import Store
from ntkprops.memory.question import fingerprint
from ntkprops.proof.book import Book
from ntkprops.proof.reading import printed
from ntkprops.statement.model import Assume, Cite, Definition, Reason, assume, cite, definition
from ntkprops.statement.rules import RULES, Rule

FORMS = (False, True)  # as printed, and with errata
SAID: dict[str, Callable[[str], Reason]] = {"rule": RULES.__getitem__, "definition": definition, "assume": assume}
Reasons = tuple[Reason, ...]


@dataclass(frozen=True)
class Recall:
    """The searches of earlier runs; without a file there are none."""

    store: Store = field(default_factory=lambda: Store(None))

    def key(self, book: Book, label: str, named: Reasons, among: Sequence[tuple[str, str]]) -> str:
        """Under which key a search is kept: all that it looks at; empty where it is not.

        Args:
            book: the claims.
            label: of the claim.
            named: the reasons that the notes name.
            among: the labels that may be cited, each with how it stands.
        """
        table, names = book.notation, [name for name, _ in among]
        around = repr((table.symbols, table.always, table.world))
        if self.store.file is None or " at 0x" in around:
            return ""
        means = [
            (name, [(one.rule, one.everywhere) for one in known])
            for name, known in sorted(book.meanings(corrected=False).items())
        ]
        told = [(_said(book, name), how) for name, how in among]
        own = list(_packed(named, names))
        asked = ("reasons", fingerprint(), around, _said(book, label), own, told, means)
        return hashlib.sha256(repr(asked).encode()).hexdigest()

    def get(self, key: str, labels: Sequence[str]) -> tuple[Reasons, bool] | None:
        """The reasons, and whether they gave the claim; None where nothing is known."""
        text = self.store.get(key) if key else None
        try:
            kept = None if text is None else json.loads(text)
            return None if kept is None else (tuple(_unpacked(kept["by"], labels)), bool(kept["gave"]))
        except (InputError, KeyError, IndexError, TypeError, ValueError):
            return None

    def put(self, key: str, by: Reasons, labels: Sequence[str], *, gave: bool) -> None:
        """Keeps what a search came to."""
        packed = list(_packed(by, labels))
        if key and len(packed) == len(by):
            self.store.put(key, json.dumps({"by": packed, "gave": gave}))


def _said(book: Book, label: str) -> tuple[object, ...]:
    """What a claim says in both forms, wherever it stands."""
    entry = book.entry(label)
    try:
        tree = repr(book.reading(label, corrected=False).then)
    except FormulaError:
        tree = ""
    taken = tuple(one for one in entry.item.by if isinstance(one, Assume))
    return (
        tree,
        taken,
        *(replace(printed(entry.item, entry.ledger, corrected=form), label="", by=()) for form in FORMS),
    )


def _packed(by: Reasons, labels: Sequence[str]) -> Iterator[tuple[str, str | int]]:
    for reason in by:
        if isinstance(reason, Rule):
            yield "rule", reason.name
        elif isinstance(reason, Definition):
            yield "definition", reason.spelling
        elif isinstance(reason, Assume):
            yield "assume", reason.words
        elif isinstance(reason, Cite) and not reason.at and reason.label in labels:
            yield "cite", labels.index(reason.label)


def _unpacked(packed: Sequence[Sequence[str | int]], labels: Sequence[str]) -> Iterator[Reason]:
    for kind, what in packed:
        yield cite(labels[int(what)]) if kind == "cite" else SAID[str(kind)](str(what))


__all__ = ["Recall"]
