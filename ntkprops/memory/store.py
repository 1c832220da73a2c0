r"""Texts by key, in one SQLite file: ``Store(file)``. Whatever is wrong with the file, it holds nothing.

A text stands beside a digest of its key and itself, so that what was cut short, overwritten or put under another key is
not read. The digest keeps no secret: whoever reads a text must not believe it.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from platformdirs import user_cache_path

T = TypeVar("T")
MOST = 20_000  # texts that are kept, the latest
WAIT = 5.0  # seconds for another process to finish its write
NAMED = "NTKPROPS_CACHE"  # the variable of the environment that names another folder, or "off"
TABLE = "CREATE TABLE IF NOT EXISTS texts (key TEXT PRIMARY KEY, digest TEXT, text TEXT)"


def cache_file() -> Path | None:
    """The file of this user; None where the environment says that nothing is to be remembered."""
    named = os.environ.get(NAMED, "")
    folder = Path(named) if named else user_cache_path("ntkprops")
    return None if named == "off" else folder / "searches.sqlite"


@dataclass
class Store:
    """Texts by key in ``file``, none without one; a folder that cannot be written only reads."""

    file: Path | None
    _opened: list[sqlite3.Connection] = field(default_factory=list)

    def get(self, key: str) -> str | None:
        """The text under a key, if it is the one that was put there."""
        asked = "SELECT digest, text FROM texts WHERE key = ?"
        row = self._tried(lambda to: to.execute(asked, (key,)).fetchone(), None)
        is_whole = row is not None and isinstance(row[1], str) and row[0] == _digest(key, row[1])
        return row[1] if is_whole else None  # type: ignore[index]

    def put(self, key: str, text: str) -> None:
        """Keeps a text under a key, in the place of another one."""
        row = (key, _digest(key, text), text)
        self._tried(lambda to: to.execute("INSERT OR REPLACE INTO texts VALUES (?, ?, ?)", row), None)

    def size(self) -> int:
        """How many texts there are."""
        return self._tried(lambda to: int(to.execute("SELECT count(*) FROM texts").fetchone()[0]), 0)

    def clear(self) -> None:
        """Forgets everything."""
        self.close()
        if self.file is not None:
            self.file.unlink(missing_ok=True)

    def close(self) -> None:
        """Lets go of the file."""
        while self._opened:
            with suppress(sqlite3.Error):
                self._opened.pop().close()

    def _tried(self, work: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """What some work on the file gives; a file that is no longer one of ours is begun anew, once."""
        for _ in range(2):
            try:
                return work(self._connection()) if self.file is not None else otherwise
            except sqlite3.OperationalError:  # locked, read-only, no such folder, a full disk
                return otherwise
            except (sqlite3.Error, ValueError, OSError):
                self.close()
                with suppress(OSError):
                    self.clear()
        return otherwise

    def _connection(self) -> sqlite3.Connection:
        if not self._opened:
            assert self.file is not None
            with suppress(OSError):
                self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            found = sqlite3.connect(self.file, timeout=WAIT, isolation_level=None)
            self._opened.append(found)
            found.execute("PRAGMA synchronous = OFF")  # what a crash takes away is searched for again
            with suppress(sqlite3.OperationalError):  # a file that may only be read
                found.execute(TABLE)
                found.execute("DELETE FROM texts WHERE rowid <= (SELECT max(rowid) FROM texts) - ?", (MOST,))
        return self._opened[0]


def _digest(key: str, text: str) -> str:
    return hashlib.sha256(f"{key}\n{text}".encode()).hexdigest()


def remembered() -> Store:
    """The store of this user."""
    return Store(cache_file())


__all__ = ["NAMED", "Store", "cache_file", "remembered"]
