"""Imports run one way: the table of the design, read from the sources."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "ntkprops"

BELOW_TRIAL = {
    "errors", "verdict", "language", "meaning", "statement", "scalar", "derivation", "proof", "memory", "network",
    "draw", "evidence",
}  # fmt: skip
JUDGES = {"trial", "sampling", "width", "empirical"}
MAY_IMPORT = {
    "errors": set(),
    "workers": set(),
    "verdict": {"errors"},
    "language": {"errors", "verdict"},
    "meaning": {"errors", "language"},
    "statement": {"errors", "verdict", "language"},
    "scalar": {"errors", "verdict"},
    "derivation": {"errors", "verdict", "language", "statement", "scalar"},
    "proof": {"errors", "verdict", "language", "statement", "scalar", "derivation"},
    "notes": {"errors", "verdict", "language", "statement", "scalar", "derivation", "proof", "memory", "trial"},
    "memory": {"errors", "verdict", "language", "statement", "scalar", "derivation", "proof"},
    "network": {"errors"},
    "draw": {"errors", "network"},
    "evidence": {"errors"},
    "trial": BELOW_TRIAL | {"workers"},
    "sampling": BELOW_TRIAL | {"trial", "notes", "workers"},
    "width": {"errors", "verdict", "language", "statement", "scalar", "derivation", "proof", "trial"},
    "empirical": {"errors", "network", "evidence"},
    "mutation": BELOW_TRIAL | {"trial", "workers"},
    "report": {"errors", "verdict", "language", "statement", "scalar", "derivation", "proof", "mutation", "notes"}
    | JUDGES,
    "cli": BELOW_TRIAL | JUDGES | {"report", "mutation", "notes", "workers"},
    "checking": BELOW_TRIAL | JUDGES | {"report", "notes"},
    "pytest_plugin": BELOW_TRIAL | JUDGES | {"report", "checking", "notes"},
    "__main__": {"cli"},
}
LECTURE_LABEL = re.compile(r"""["'](?:lemma|eq|theorem)-\d[\w.-]*["']""")


def sources() -> Iterator[Path]:
    """The files of the package, without the lectures that a wheel carries."""
    yield from (path for path in sorted(PACKAGE.rglob("*.py")) if "lectures" not in path.parts)


def layer(path: Path) -> str:
    """The first name under the package: a folder or a file of its own; the scalar prover is one of its own."""
    parts = path.relative_to(PACKAGE).parts
    return "scalar" if parts[:2] == ("proof", "scalar") else parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """The layers that a file imports, absolutely or relatively, at any depth of nesting."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        inside = [name.replace("ntkprops.proof.scalar", "ntkprops.scalar") for name in names]
        found |= {name.split(".")[1] for name in inside if name.startswith("ntkprops.")}
    return found


@pytest.mark.parametrize("path", list(sources()), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_up_the_table(path: Path) -> None:
    """A file imports its own layer and those below it, nothing else."""
    here = layer(path)
    allowed = MAY_IMPORT.get(here, set()) | {here}

    assert imported(path) <= allowed


def test_every_folder_has_a_layer() -> None:
    """A new folder must be given its place in the table."""
    assert {layer(path) for path in sources()} - {"__init__"} <= set(MAY_IMPORT)


def test_the_table_has_no_cycle() -> None:
    """No two layers may import each other."""
    assert not [(a, b) for a, below in MAY_IMPORT.items() for b in below if a in MAY_IMPORT[b]]


@pytest.mark.parametrize("path", list(sources()), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_import_hides_in_a_function(path: Path) -> None:
    """Imports stand at the top; only the pytest plugin may wait until it is needed."""
    if layer(path) == "pytest_plugin":
        return
    functions = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)]

    assert not [f.name for f in functions for node in ast.walk(f) if isinstance(node, ast.Import | ast.ImportFrom)]


def code_without_docstrings(path: Path) -> str:
    """A file's code: docstrings may give a lecture's label as an example, code may not."""
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if (
            isinstance(body, list)
            and body
            and isinstance(body[0], ast.Expr)
            and isinstance(body[0].value, ast.Constant)
        ):
            body[0] = ast.Pass()
    return ast.unparse(tree)


@pytest.mark.parametrize("path", list(sources()), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_label_of_a_lecture_is_known(path: Path) -> None:
    """The machinery decides nothing by the label of a statement."""
    assert not LECTURE_LABEL.findall(code_without_docstrings(path))


def test_a_label_would_be_found() -> None:
    """Negative control of the search for labels."""
    assert LECTURE_LABEL.findall("if label == 'lemma-4': ...") == ["'lemma-4'"]
    assert LECTURE_LABEL.findall("if label == 'eq-7': ...") == ["'eq-7'"]


def test_lectures_import_the_package_and_never_the_reverse() -> None:
    """Nothing in the package imports a folder of statements."""
    names = {folder.name for folder in (ROOT / "proofs").iterdir() if folder.is_dir()} | {"proofs"}
    found = {
        alias
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [name.name for name in node.names])
    }

    assert not {name for name in found if name.split(".")[0] in names}
