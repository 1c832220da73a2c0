r"""Which lemmas does ``coqc`` accept, and on which axioms do they rest? ``accepted(preamble, lemmas)``.

One ``coqc`` compiles the whole file. Only where it refuses is each lemma tried on its own, in one session of
``coqtop``; what is left is compiled again. ``coqc`` alone is not enough: it accepts ``Admitted`` and exits 0, so the
axioms are asked for (``Print Assumptions``) and held against a whitelist.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ntkprops.errors import NtkpropsError

PATIENCE = 300  # seconds for one file
FILE, LIBRARY = "Obligations", "NtkProps"
MISSING = "no coqc here: apt-get install coq libcoq-coquelicot libcoq-interval"

# What the real numbers of Coq's library rest on, and nothing else.
CLASSICAL_REALS = frozenset(
    {
        "ClassicalDedekindReals.sig_forall_dec",
        "ClassicalDedekindReals.sig_not_dec",
        "FunctionalExtensionality.functional_extensionality_dep",
        "Classical_Prop.classic",
    }
)
# Machine integers and floats, with which Interval computes: only where numbers are the point.
MACHINE_NUMBERS = ("PrimInt63.", "Uint63.", "Sint63.", "PrimFloat.", "FloatAxioms.", "FloatOps.")


class CoqError(NtkpropsError):
    """Coq cannot be run, or gives no answer that can be read; the message is Coq's."""


@dataclass(frozen=True)
class Accepted:
    """The lemmas that Coq accepts, and the axioms among theirs that are not on the whitelist."""

    names: frozenset[str]
    strange: frozenset[str] = frozenset()


def has_coq() -> bool:
    """Whether ``coqc`` and ``coqtop`` can be run."""
    return all(shutil.which(tool) for tool in ("coqc", "coqtop"))


def accepted(preamble: str, lemmas: Mapping[str, str], *, may_compute: bool = False) -> Accepted:
    """What Coq says of some lemmas, each on its own.

    Args:
        preamble: what stands before all of them.
        lemmas: their texts by name.
        may_compute: whether they may rest on machine numbers, as ``Interval`` does.

    Raises:
        CoqError: ``coqc`` is not here, refuses the preamble, or does not answer in time.
    """
    if not has_coq():
        raise CoqError(MISSING)
    if not lemmas:
        return Accepted(frozenset())
    with tempfile.TemporaryDirectory() as folder:
        build = Path(folder)
        kept = list(lemmas)
        if not _compiles(preamble, lemmas.values(), build=build):
            kept = _one_by_one(preamble, lemmas, build=build)
            if not _compiles(preamble, [lemmas[name] for name in kept], build=build):
                raise CoqError("coqc refuses together what it accepts one by one; its preamble may not compile")
        axioms = _axioms(kept, build=build)
    strange = {axiom for axiom in axioms if not _is_allowed(axiom, may_compute=may_compute)}
    return Accepted(frozenset(kept), frozenset(strange))


def _is_allowed(axiom: str, *, may_compute: bool) -> bool:
    return axiom in CLASSICAL_REALS or (may_compute and axiom.startswith(MACHINE_NUMBERS))


def _compiles(preamble: str, lemmas: object, *, build: Path) -> bool:
    """Whether ``coqc`` accepts the whole file."""
    (build / f"{FILE}.v").write_text("\n".join([preamble, *lemmas]), encoding="utf-8")  # type: ignore[misc]
    return _run("coqc", "-w", "none", "-Q", ".", LIBRARY, f"{FILE}.v", build=build).returncode == 0


def _one_by_one(preamble: str, lemmas: Mapping[str, str], *, build: Path) -> list[str]:
    """The lemmas that a session accepts; a proof that fails is given up and the next begins."""
    parts = ["Set Silent.", preamble, *(f"{text}\nAbort All." for text in lemmas.values())]
    asked = [f"Check {name}." for name in lemmas]
    done = _run("coqtop", "-q", "-quiet", "-w", "none", build=build, typed="\n".join([*parts, *asked]) + "\n")
    return [name for name in lemmas if re.search(rf"^{name}\s*$", done.stdout, flags=re.MULTILINE)]


def _axioms(names: Sequence[str], *, build: Path) -> frozenset[str]:
    """The axioms on which lemmas that are compiled rest together."""
    if not names:
        return frozenset()
    together = ", ".join(f"@{FILE}.{name}" for name in names)
    question = f"Require {LIBRARY}.{FILE}.\nDefinition all := ({together}).\nPrint Assumptions all.\n"
    (build / "Question.v").write_text(question, encoding="utf-8")
    done = _run("coqc", "-w", "none", "-Q", ".", LIBRARY, "Question.v", build=build)
    if done.returncode or not re.search("^(Axioms:|Closed under the global context)$", done.stdout, flags=re.MULTILINE):
        raise CoqError(f"Print Assumptions gave no answer: {done.stderr.strip()}")
    return read_axioms(done.stdout)


def read_axioms(answer: str) -> frozenset[str]:
    r"""The names in an answer of ``Print Assumptions``; a line of another shape is handed on whole.

    >>> sorted(read_axioms("Axioms:\na : 1 = 2\n  and more\nf is assumed guarded.\n"))
    ['a', 'f is assumed guarded.']
    """
    lines = [line for line in answer.splitlines() if line and not line[0].isspace()]
    named = (re.match(r"([\w.']+)(\s*:|\s*$)", line) for line in lines)
    found = {match.group(1) if match else line for line, match in zip(lines, named, strict=True)}
    return frozenset(found - {"Axioms", "Axioms:", "Closed under the global context"})


def _run(tool: str, *arguments: str, build: Path, typed: str = "") -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run([tool, *arguments], cwd=build, input=typed, capture_output=True, text=True, check=False,
                              timeout=PATIENCE)  # fmt: skip
    except subprocess.TimeoutExpired:
        raise CoqError(f"{tool} took longer than {PATIENCE} s") from None
