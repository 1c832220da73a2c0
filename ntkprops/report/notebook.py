r"""Claims, verdicts and statements in a notebook, typeset: ``%load_ext ntkprops``.

What they are stays free of how they look: IPython is told which types are shown by what, and asks when it meets one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ntkprops.proof.reading import printed
from ntkprops.report.document import Claim, Form, Report, claim_of
from ntkprops.report.html import as_html, fragment
from ntkprops.statement.model import Statement
from ntkprops.trial.verdicts import Judged
from ntkprops.verdict import Outcome, Verdict


def shown_statement(statement: Statement) -> str:
    """What a statement gives and says; nobody has judged it."""
    nothing = Verdict(Outcome.UNDECIDED, "nobody has judged it")
    frame = printed(statement, None, corrected=False)
    claim = Claim(statement.label, Form(statement.then, nothing), title=statement.title, frame=frame)
    return fragment(claim, judged=False)


def shown_verdict(verdict: Verdict) -> str:
    """A verdict with its reason and its evidence."""
    return fragment(Claim("verdict", Form((), verdict)))


SHOWN: dict[type, Callable[[Any], str]] = {
    Claim: fragment,
    Judged: lambda judged: fragment(claim_of(judged)),
    Report: as_html,
    Statement: shown_statement,
    Verdict: shown_verdict,
}


def load_ipython_extension(shell: Any) -> None:
    """Tell IPython how claims, verdicts, statements and reports are shown."""
    for kind, show in SHOWN.items():
        shell.display_formatter.formatters["text/html"].for_type(kind, show)


__all__ = ["SHOWN", "load_ipython_extension"]
