"""How long does a lecture take, cold, unchanged, and with one formula changed? Run by ``tox -e bench``; CPU seconds.

Each line is a process of its own, as a user starts it; its CPU time is that of its workers too.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from ntkprops.statement.lecture import bundled_lecture

QUICK = ("--no-sample", "--no-repair")
FILE, OLD, NEW = "gram_stability.py", r"\frac{4n^2 R}{\sqrt{2\pi}}", r"\frac{5n^2 R}{\sqrt{2\pi}}"


def cpu(arguments: Sequence[str], cache: Path) -> float:
    """CPU seconds of one run of the command line."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "ntkprops", *arguments]
    subprocess.run(command, env={**os.environ, "NTKPROPS_CACHE": str(cache)}, stdout=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as place:
        folder, cache = Path(place) / "lecture12", Path(place) / "cache"
        shutil.copytree(bundled_lecture(), folder)
        print(f"{'--help':40} {cpu(['--help'], cache):6.2f}")
        print(f"{'explain lemma-4-radius, cold':40} {cpu(['explain', 'lemma-4-radius', '--no-cache'], cache):6.2f}")
        for name in ("cold", "unchanged"):
            print(f"{'check, ' + name:40} {cpu(['check', str(folder), *QUICK], cache):6.2f}")
        text = (folder / FILE).read_text()
        assert OLD in text, "the formula that is changed must be there"
        (folder / FILE).write_text(text.replace(OLD, NEW, 1))
        print(f"{'check, one formula changed':40} {cpu(['check', str(folder), *QUICK], cache):6.2f}")


if __name__ == "__main__":
    main()
