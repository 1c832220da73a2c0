"""``--coq``: what a second kernel says, for the commands that show proofs."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from ntkprops.cli.screen import refuse
from ntkprops.errors import NtkpropsError
from ntkprops.proof.coq.runner import MISSING, has_coq
from ntkprops.trial.second import Opinions, second_opinion
from ntkprops.trial.verdicts import Judged

Coq = Annotated[bool, typer.Option("--coq", help="Also let Coq check what every proof comes down to.")]


def opinions_on(claims: list[Judged], screen: Console) -> Opinions | None:
    """What Coq says of every proof; where it is not installed, that it is skipped."""
    if not has_coq():
        screen.print(Text(f"coq skipped: {MISSING}"))
        return None
    verdicts = [(claim.label, verdict) for claim in claims for verdict in (claim.verdict, claim.corrected)]
    try:
        return second_opinion([(label, v.certificate) for label, v in verdicts if v is not None and v.certificate])
    except NtkpropsError as error:
        refuse(screen, error)
