r"""Printed LaTeX as MathML, whether or not our reader can read it: ``typeset(latex)``, with parts of it marked.

What is typeset is what the notes print, never what was understood of it; so a formula that cannot be read, or that
makes no sense, is shown as well, and every mark is a range of the printed text. ``changed`` says where two differ.
"""

from ntkprops.report.mathml.difference import Change, changed
from ntkprops.report.mathml.marks import Mark, piece, typeset

__all__ = ["Change", "Mark", "changed", "piece", "typeset"]
