r"""Every step of a lecture that Markov's or Chebyshev's inequality takes: from a mean to a probability.

    python proofs/derive_markov.py [FOLDER]

Nothing is typed in: the steps are the claims that name the rule; for each, the chain that bounds the mean, then the
step itself, its relations as SymPy's and every line of the derivation that the checker accepted.
"""

from __future__ import annotations

from page import run, say, say_claim

from ntkprops.proof.book import Book
from ntkprops.proof.reading import printed
from ntkprops.statement.lecture import load_lecture
from ntkprops.statement.model import Cite
from ntkprops.statement.rules import chebyshev, markov
from ntkprops.trial.judge import Judge


def main(folder: str) -> None:
    """Print the steps."""
    judge = Judge(Book(load_lecture(folder)))
    book = judge.book
    reasons = {label: printed(e.item, e.ledger, corrected=True).by for label, e in book.entries.items()}
    steps = [label for label, by in reasons.items() if markov in by or chebyshev in by]
    say(f"{len(steps)} steps from a mean to a probability: {', '.join(steps) or 'none'}")
    said: set[str] = set()
    for step in steps:
        say()
        cited = [r.label for r in reasons[step] if isinstance(r, Cite)]
        for label in dict.fromkeys((*(row for one in cited for row in book.chain(one)), step)):
            if label not in said:
                say_claim(judge, label)
            said.add(label)


if __name__ == "__main__":
    run(main)
