"""What the derivation scripts print alike: a claim with its relations as SymPy's, its reasons and its derivation."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator

from ntkprops.errors import NtkpropsError
from ntkprops.language.tree import Expr, links
from ntkprops.proof.book import Book
from ntkprops.proof.canon import Canon
from ntkprops.proof.reading import printed
from ntkprops.proof.scalar import Inequality, Proof
from ntkprops.statement.lecture import bundled_lecture
from ntkprops.statement.model import Assume, Cite, Definition, Reason
from ntkprops.trial.judge import Judge


def run(main: Callable[..., None]) -> None:
    """Call a script's main with the folder (the bundled lecture by default) and what else its user named."""
    try:
        main(*(sys.argv[1:] or [str(bundled_lecture())]))
    except NtkpropsError as error:
        sys.exit(str(error))


def say(line: str = "") -> None:
    """One line, its symbols without backslashes, its bound indices as i1, i2, .., variables of integration as s1, .."""
    print(re.sub(r"#(\d+)", r"s\1", re.sub(r"#(\d+):\w+", r"i\1", line)).replace("\\", ""))


def say_claim(judge: Judge, label: str) -> None:
    """A claim: what its relations are to SymPy, why they hold, and each line that the checker accepted."""
    book, entry = judge.book, judge.book.entry(label)
    say(f"{label}{' (with its erratum)' if entry.item.errata else ''}")
    for line in relations(book, label):
        say(f"    {line}")
    reasons = printed(entry.item, entry.ledger, corrected=True).by
    say(f"  by {', '.join(map(_named, reasons)) or 'nothing'}")
    verdict = judge.verdict(label, corrected=True)
    kind = f", certificate: {verdict.certificate.kind.value}" if verdict.certificate else f": {verdict.because}"
    say(f"  {verdict.outcome.value}{kind}")
    for line in verdict.certificate.derivation if verdict.certificate else ():
        print(f"      {line}")
    say()


def say_proof(goal: Inequality, why: str, given: tuple[Inequality, ...], proof: Proof) -> None:
    """A scalar step: what follows from what, and what checked it."""
    say(f"    {goal}")
    say(f"        {why}, from {'; '.join(map(str, given)) or 'nothing'}")
    say(f"        certificate: {proof.kind.value}, {len(proof.certificate)} refutation(s) for the kernel")
    for line in proof.steps:
        say(f"          {line}")


def relations(book: Book, label: str) -> Iterator[str]:
    """Each relation of a claim, both sides as SymPy expressions; nothing where SymPy has no form for them."""
    canon = Canon(book.notation)
    for tree in book.reading(label, corrected=True).then:
        for left, op, right in links(tree) if tree.head == "chain" else ():
            yield f"{_side(canon, left)} {op} {_side(canon, right)}"


def _side(canon: Canon, tree: Expr) -> str:
    try:
        return str(canon.scalar(tree))
    except NtkpropsError:
        return "(a vector)"


def _named(reason: Reason) -> str:
    if isinstance(reason, Cite):
        return f"({reason.label})"
    if isinstance(reason, Definition):
        return f"the definition of {reason.spelling}"
    return f"assumption: {reason.words}" if isinstance(reason, Assume) else reason.name
