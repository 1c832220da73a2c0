"""Writes proofs/coq/Obligations.v anew from lecture 12: ``python tests/coq/print_obligations.py``."""

from pathlib import Path

from ntkprops.proof.coq.document import document, read_obligations
from ntkprops.statement.lecture import bundled_lecture, load_lecture
from ntkprops.trial.verdicts import judge_lecture

FILE = Path(__file__).resolve().parents[2] / "proofs" / "coq" / "Obligations.v"


def main() -> None:
    """Judges the bundled lecture and prints what its proofs come down to."""
    verdicts = [
        (claim.label, verdict)
        for claim in judge_lecture(load_lecture(bundled_lecture()))
        for verdict in (claim.verdict, claim.corrected)
    ]
    proofs = [(label, v.certificate) for label, v in verdicts if v is not None and v.certificate is not None]
    FILE.write_text(document(read_obligations(proofs)), encoding="utf-8")


if __name__ == "__main__":
    main()
