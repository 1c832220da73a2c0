"""The runner of the Coq proofs, loaded from its file: it is a script, not part of the package."""

import importlib.util
import sys
from pathlib import Path

import pytest

PROOFS = Path(__file__).resolve().parents[2] / "proofs" / "coq"
PREAMBLE = "From Coq Require Import Reals Lra Psatz.\nOpen Scope R_scope.\n"


@pytest.fixture(scope="session")
def runner():
    """The module ``proofs/coq/run.py``."""
    spec = importlib.util.spec_from_file_location("coq_run", PROOFS / "run.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["coq_run"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def sources():
    """The Coq files, in alphabetical order."""
    return sorted(PROOFS.glob("*.v"))


@pytest.fixture
def coq(runner):
    """The runner, where Coq is installed."""
    if not runner.has_coq():
        pytest.skip("no coqc here: apt-get install coq libcoq-coquelicot libcoq-interval")
    return runner


@pytest.fixture
def audited(coq, tmp_path):
    """Checks the text of a file, with copies of the files that it requires; gives its audit."""

    def check(text, *, file="Planted", needs=()):
        for name in needs:
            (tmp_path / f"{name}.v").write_text((PROOFS / f"{name}.v").read_text())
        (tmp_path / f"{file}.v").write_text(PREAMBLE + text)
        return {found.file: found for found in coq.check(tmp_path)}[file]

    return check
