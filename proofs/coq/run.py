r"""Which lemmas here does Coq accept, and on which axioms does each rest?

``python proofs/coq/run.py`` compiles every ``.v`` file with ``coqc`` in a directory of its own, asks Coq for
the axioms of everything that was declared (``Print Assumptions``), and holds them against a whitelist.
``coqc`` alone is not enough: it accepts ``Admitted`` and exits 0. Without ``coqc`` this says so and exits 0,
or 2 under ``--require``.

Axioms are asked of a whole file at once, which is quick and no weaker: the axioms of a bundle are those of
its parts together. ``--each`` asks lemma by lemma, and so does a file in which something is wrong.

Nothing of ``ntkprops`` is imported: this judges it. Debian and Ubuntu have what it needs:
``apt-get install coq libcoq-coquelicot libcoq-interval``.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

HERE = Path(__file__).resolve().parent
LIBRARY = "NtkProps"
PATIENCE = 300  # seconds for one file
COQ_ARGUMENTS = ("-w", "-ambiguous-paths", "-Q", ".", LIBRARY)

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
MAY_COMPUTE = frozenset({"Counterexamples"})

# What no file here proves, said so that nobody takes it for proved.
NOT_PROVED = {
    "expectation": "the Lebesgue integral is linear and monotone with E 1 = 1 (record `law` asks for it)",
    "gaussian projection": "<x, w> ~ N(0, ||x||^2) for w ~ N(0, I_d); the angle of w in a plane is uniform",
    "independence": "moments multiply under a product measure (record `independent_terms` asks for it)",
    "spectral theorem": "the infimum of v^T M v over unit vectors is an eigenvalue of a symmetric M",
    "existence": "a gradient flow with finitely many kinks exists (record `flow` asks for it)",
}


class CoqError(Exception):
    """Coq refuses a file; the message is Coq's."""


@dataclass(frozen=True)
class Declared:
    """A name that a file declares, qualified within the library, and how (``prf``, ``def``, ``ax``, ...)."""

    name: str
    kind: str


@dataclass(frozen=True)
class Audit:
    """One file: its lemmas, the axioms they rest on, and what is wrong with it (nothing, one hopes)."""

    file: str
    lemmas: tuple[str, ...]
    axioms: frozenset[str]
    problems: tuple[str, ...]
    seconds: float = 0.0
    each: tuple[tuple[str, frozenset[str]], ...] = ()


def has_coq() -> bool:
    """Whether ``coqc`` and ``coqdep`` can be run."""
    return all(shutil.which(tool) for tool in ("coqc", "coqdep"))


def coq(tool: str, *arguments: str, build: Path) -> str:
    """What the tool prints, run in ``build``; raises ``CoqError`` with its complaint."""
    command = [tool, *arguments]
    try:
        done = subprocess.run(
            command, cwd=build, capture_output=True, text=True, check=False, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired:
        raise CoqError(f"{' '.join(command)} took longer than {PATIENCE} s") from None
    if done.returncode:
        raise CoqError(done.stderr.strip() or f"{tool} exits {done.returncode}")
    return done.stdout


def in_order(build: Path) -> list[str]:
    """The names of the files, each after those it requires."""
    files = sorted(path.name for path in build.glob("*.v"))
    answer = coq("coqdep", "-Q", ".", LIBRARY, "-sort", *files, build=build)
    return [Path(name).stem for name in answer.split()]


def declared(build: Path, file: str) -> list[Declared]:
    """Everything that a compiled file declares, as Coq itself has noted in its ``.glob``."""
    found = []
    for line in (build / f"{file}.glob").read_text().splitlines():
        match = re.fullmatch(r"(prf|def|inst|ax|ex|scheme) \d+:\d+ (\S+) (\S+)", line)
        if match:
            kind, inside, name = match.groups()
            path = [LIBRARY, file, *([] if inside == "<>" else inside.split(".")), name]
            found.append(Declared(".".join(path), kind))
    return found


def axioms_of(bundles: Sequence[Sequence[str]], *, build: Path, file: str) -> list[frozenset[str]]:
    """For each bundle of constants, the axioms on which they rest together, as Coq prints them."""
    lines = [f"Require {LIBRARY}.{file}."]
    for place, names in enumerate(bundles):
        together = ", ".join(f"@{name}" for name in names)
        lines += [f"Definition bundle{place} := ({together}).", f"Print Assumptions bundle{place}."]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "question.v").write_text("\n".join(lines) + "\n")
        answer = coq("coqc", "-w", "none", "-Q", str(build), LIBRARY, "question.v", build=Path(folder))
    found = read_axioms(answer)
    if len(found) != len(bundles):
        raise CoqError(f"{len(bundles)} questions, {len(found)} answers:\n{answer}")
    return found


def read_axioms(answer: str) -> list[frozenset[str]]:
    r"""The names in each answer of ``Print Assumptions``; a line of another shape is handed on whole.

    >>> read_axioms("Closed under the global context\n")
    [frozenset()]
    >>> [sorted(names) for names in read_axioms("Axioms:\na : 1 = 2\nf is assumed guarded.\nAxioms:\nb")]
    [['a', 'f is assumed guarded.'], ['b']]
    """
    answers: list[list[str]] = []
    for line in answer.splitlines():
        if line in ("Closed under the global context", "Axioms:"):
            answers.append([])
        elif line and not line[0].isspace():
            match = re.match(r"([\w.']+)(\s*:|\s*$)", line)
            answers[-1].append(match.group(1) if match else line)
    return [frozenset(names) for names in answers]


def is_allowed(axiom: str, *, file: str, own: frozenset[str]) -> bool:
    """Whether a file may rest on the axiom; a name that we declare ourselves never stands for a library's."""
    if any(name == axiom or name.endswith("." + axiom) for name in own):
        return False
    return axiom in CLASSICAL_REALS or (file in MAY_COMPUTE and axiom.startswith(MACHINE_NUMBERS))


def audit(build: Path, file: str, *, own: frozenset[str], each: bool = False) -> Audit:
    """Compiled already: the axioms of one file against the whitelist."""
    entries = declared(build, file)
    names = [entry.name for entry in entries if entry.kind != "ax"]
    problems = [f"{entry.name} is declared without a proof" for entry in entries if entry.kind == "ax"]
    axioms = axioms_of([names], build=build, file=file)[0] if names else frozenset()
    bad = {axiom for axiom in axioms if not is_allowed(axiom, file=file, own=own)}
    asked = names if each or bad else []
    answers = axioms_of([[name] for name in asked], build=build, file=file) if asked else []
    for name, rests_on in zip(asked, answers, strict=True):
        culprits = sorted(bad & rests_on)
        problems += [f"{name} rests on {axiom}, which is not on the whitelist" for axiom in culprits]
    if bad and not problems:
        problems.append(f"{file} rests on {', '.join(sorted(bad))}")
    lemmas = tuple(entry.name for entry in entries if entry.kind == "prf")
    return Audit(file, lemmas, axioms, tuple(problems), each=tuple(zip(asked, answers, strict=True)))


def check(sources: Path = HERE, *, each: bool = False) -> Iterator[Audit]:
    """Compiles and audits every ``.v`` file of a folder, in the order of their requirements."""
    with tempfile.TemporaryDirectory() as folder:
        build, own = Path(folder), frozenset()
        for path in sources.glob("*.v"):
            shutil.copy(path, build)
        for file in in_order(build):
            start = time.perf_counter()
            try:
                coq("coqc", *COQ_ARGUMENTS, f"{file}.v", build=build)
                own |= frozenset(entry.name for entry in declared(build, file))
                found = audit(build, file, own=own, each=each)
            except CoqError as refusal:
                found = Audit(file, (), frozenset(), (str(refusal),))
            yield replace(found, seconds=time.perf_counter() - start)


def backs(path: Path) -> tuple[str, ...]:
    """The rules of ``ntkprops.statement.rules`` that the header of a ``.v`` file says it backs."""
    match = re.search(r"Backs: ([^.]*)\. \*\)", path.read_text())
    return tuple(re.split(r",\s*", match.group(1))) if match else ()


def shown(axioms: frozenset[str]) -> str:
    """Axioms in a line: the reals' by name, machine numbers counted."""
    machine = [axiom for axiom in axioms if axiom.startswith(MACHINE_NUMBERS)]
    words = sorted(axiom.rpartition(".")[2] for axiom in axioms - set(machine))
    return ", ".join([*words, *([f"{len(machine)} on machine numbers"] if machine else [])]) or "no axiom"


def report(found: Audit) -> str:
    """One line a file, one a lemma where asked, one a problem."""
    lines = [f"{found.file:16} {len(found.lemmas):3} lemmas {found.seconds:5.1f} s  {shown(found.axioms)}"]
    lines += [f"    {name}: {shown(axioms)}" for name, axioms in found.each]
    lines += [f"  WRONG {problem}" for problem in found.problems]
    return "\n".join(lines) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """The command line. 0: every lemma proved, or no Coq; 1: something falls; 2: no Coq, though required."""
    parser = argparse.ArgumentParser(description="Coq checks the rules and the scalar rows of the lecture.")
    parser.add_argument("--each", action="store_true", help="ask for axioms lemma by lemma (some minutes)")
    parser.add_argument("--require", action="store_true", help="fail where coqc is absent")
    options = parser.parse_args(arguments)
    if not has_coq():
        sys.stdout.write("SKIPPED: no coqc here. apt-get install coq libcoq-coquelicot libcoq-interval\n")
        return 2 if options.require else 0
    audits = []
    for found in check(each=options.each):
        audits.append(found)
        sys.stdout.write(report(found))
        sys.stdout.flush()
    wrong = sum(bool(found.problems) for found in audits)
    lemmas = sum(len(found.lemmas) for found in audits)
    sys.stdout.write(f"{lemmas} lemmas in {len(audits)} files, {wrong} files with something wrong\n")
    sys.stdout.writelines(f"not proved here, {what}: {why}\n" for what, why in NOT_PROVED.items())
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
