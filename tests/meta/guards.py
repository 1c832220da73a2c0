r"""Every condition of the checker, switched off in turn: does a test of ``tests/derivation`` fail?

``guards()`` finds the conditions in the sources: each ``raise Refused`` and each part of the condition above it, each
premise that is asked for, each check that stands as a statement, each part of what a predicate answers, and a list of
others (``OTHERS``) that are neither. ``python tests/meta/guards.py [place ..]`` switches them off, one after the other,
in a process of its own each, and prints a line for each that nobody misses; place -1 switches nothing off.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from guards_others import BENIGN, OTHERS

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "ntkprops" / "derivation"
TESTS = ROOT / "tests" / "derivation"

STATEMENTS = {
    "need", "defined", "fits", "in_sort", "fixed", "entails", "entailed", "spend",
    "_in_range", "_holds_at_the_start", "_rest_on_equations", "is_put", "_is_of_these", "_means_the_same",
}  # fmt: skip
PREMISES = {"shown", "holds"}
PERMITS = {  # what a predicate would answer if it let everything pass
    "is_path": True, "is_of": True, "is_sure": True, "reaches": True, "_is_continuous": True, "_is_independent": True,
    "_only_member": True, "_is_member": True, "_agree": True, "_is_same": True, "_is_nonnegative": True,
    "_by_form": True, "depends": False, "varies": False, "is_random": False, "_asks_for_every_draw": False,
    "_averages_over": False, "_mentions": False, "_loose": False, "_is_false": True, "_is_whole": True,
    "_starts": True, "_has_random_ends": False, "is_plain": True, "_is_tree": True, "hides": False,
    "redefined": False, "_is_whole_mean": True, "_is_everywhere": True, "_fits": True, "takes_a_vector": True,
}  # fmt: skip

LIMIT = 120  # seconds for the tests of one condition; what takes longer is reported
FAILED = 1  # what pytest says where a test fails
LIKELY = {  # the tests that come first: those of the file
    "logic": "logic order",
    "vectors": "vectors",
    "chances": "chances",
    "laws": "laws",
    "existence": "existence",
    "calculus": "calculus",
    "steps": "steps",
    "independence": "independence",
    "gradient": "gradients",
    "heads": "terms defined meaning",
    "sums": "terms meaning",
    "tensors": "terms vectors",
    "events": "terms",
    "motion": "terms calculus",
    "terms": "terms defined meaning",
    "check": "logic events defined claims citations",
    "sources": "sources citations events unfolding",
    "claims": "claims",
    "citations": "citations sources attacks",
    "unfolding": "unfolding attacks gradients",
    "reach": "attacks order citations existence",
    "shape": "shape attacks",
    "context": "order existence sources",
    "definitions": "unfolding terms gradients attacks",
    "judgment": "citations existence",
    "scalars": "logic vectors laws",
}


@dataclass(frozen=True)
class Guard:
    """A condition: where it stands, and what stands there when it is switched off."""

    file: str
    line: int
    before: str
    after: str
    start: int
    end: int

    @property
    def name(self) -> str:
        """Which guard this is, whatever line it is on."""
        return f"{self.file}: {' '.join(self.before.split())} -> {self.after}".rstrip()

    def source(self) -> str:
        """The file with the guard switched off."""
        text = (PACKAGE / self.file).read_text()
        return text[: self.start] + self.after + text[self.end :]


NOTHING = Guard("check.py", 1, "", "", 0, 0)  # nothing is switched off


def guards(*, idle: bool = False) -> list[Guard]:
    """The conditions of the checker in the order of the files, each once; with those that are idle, or without."""
    found: dict[tuple[str, int, int, str], Guard] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for guard in (*_of(path), *_listed(path)):
            if idle or guard.name not in BENIGN:
                found.setdefault((guard.file, guard.start, guard.end, guard.after), guard)
    return list(found.values())


def lost() -> list[str]:
    """The listed conditions that do not stand in their file, once."""
    held = {path: path.read_text() for path in PACKAGE.rglob("*.py")}
    return [f"{place}: {before}" for place, before, _ in OTHERS if held[PACKAGE / place].count(before) != 1]


def _listed(path: Path) -> Iterator[Guard]:
    text = path.read_text()
    file = str(path.relative_to(PACKAGE))
    for place, before, after in OTHERS:
        if place == file and text.count(before) == 1:
            start = text.find(before)
            yield Guard(file, text.count("\n", 0, start) + 1, before, after, start, start + len(before))


def _of(path: Path) -> Iterator[Guard]:
    text = path.read_text()
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    lines = text.splitlines(keepends=True)

    def guard(node: ast.AST, after: str) -> Guard:
        start, end = (
            starts[line - 1] + len(lines[line - 1].encode()[:column].decode())
            for line, column in ((node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset))  # type: ignore[attr-defined]
        )
        return Guard(str(path.relative_to(PACKAGE)), node.lineno, text[start:end], after, start, end)  # type: ignore[attr-defined]

    def written(node: ast.AST) -> str:
        return ast.unparse(node)

    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Raise) and "Refused(" in written(node):
            yield guard(node, "pass")
        if isinstance(node, ast.If) and isinstance(node.body[-1], ast.Raise):
            yield from (guard(part, answer) for part, answer in _parts(node.test, False))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and _called(node.value) in STATEMENTS:
            yield guard(node, "pass")
        if isinstance(node, ast.Call) and _called(node) in PREMISES and len(node.args) == 3:
            owner = written(node.func).rsplit(".", 1)[0]
            yield guard(node, f"{owner}.derive({written(node.args[1])}, {written(node.args[2])})")
        if isinstance(node, ast.Call) and _called(node) == "surely":
            yield guard(node, written(node.args[0]))
        if isinstance(node, ast.FunctionDef) and node.name in PERMITS:
            for inner in ast.walk(node):
                if isinstance(inner, ast.Return) and inner.value is not None:
                    wanted = PERMITS[node.name]
                    parts = [(inner.value, str(wanted)), *_parts(inner.value, wanted)]
                    yield from (guard(part, answer) for part, answer in parts if written(part) != answer)


def _called(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def _parts(test: ast.expr, wanted: bool) -> Iterator[tuple[ast.expr, str]]:
    """The parts of a condition, each with the answer that brings the whole nearer to ``wanted``."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        yield from _parts(test.operand, not wanted)
    elif isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And if wanted else ast.Or):
        for part in test.values:
            yield part, str(wanted)
            yield from _parts(part, wanted)


# -- switching off -----------------------------------------------------------------------------------------


def missed(guard: Guard) -> bool:
    """Whether a test fails when a guard is switched off; in a process of its own."""
    child = os.fork()
    if child == 0:
        signal.alarm(LIMIT)
        code = 3
        with contextlib.suppress(BaseException):
            code = _run(guard)
        os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == FAILED


def _run(guard: Guard) -> int:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "derivation"
        for path in PACKAGE.rglob("*.py"):
            place = copy / path.relative_to(PACKAGE)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(guard.source() if str(path.relative_to(PACKAGE)) == guard.file else path.read_text())
        package = importlib.import_module("ntkprops")
        package.__path__ = [folder, *package.__path__]
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
        pytest = importlib.import_module("pytest")
        likely = [f"test_{name}.py" for name in LIKELY.get(Path(guard.file).stem, "").split()]
        asked = dict.fromkeys(
            str(TESTS / name) for name in (*likely, *sorted(one.name for one in TESTS.glob("test_*.py")))
        )
        return int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", f"--rootdir={ROOT}", *asked]))


def main(places: list[str]) -> int:
    """Switch off the guards at some places of the list, or all; how many nobody misses."""
    sys.dont_write_bytecode = True
    for name in ("pytest", "hypothesis", "sympy", "ntkprops.language.reader", "ntkprops.proof.scalar"):
        importlib.import_module(name)
    known = guards()
    kept = 0
    for place in map(int, places) if places else range(len(known)):
        guard = known[place] if place >= 0 else NOTHING
        if not missed(guard):
            kept += 1
            print(f"{place} line {guard.line} {guard.name}", flush=True)  # noqa: T201
    print(f"{len(places) or len(known)} guards, {kept} without a test", flush=True)  # noqa: T201
    return kept


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
