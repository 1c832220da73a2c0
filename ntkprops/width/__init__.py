r"""The width of a claim, derived from what it cites, with its constants.

``derive(lecture)`` solves every constraint on the width with proof; ``exact_width`` turns it into an integer.

>>> from fractions import Fraction
>>> from ntkprops.statement.lecture import bundled_lecture, load_lecture
>>> derivation = derive(load_lecture(bundled_lecture()))
>>> exact_width(derivation, split="best", n=1, lambda_0=Fraction(1, 2), delta=Fraction(9, 10))
36217

================  ==============================================================
``collect``       what the cited claims ask of the width, read off their structure
``solve``         each constraint solved for the width, both directions proved
``dominance``     constraints that are never the largest
``split``         the failure probability over the events: equal, optimal
``numbers``       exact integers by ball arithmetic
``optimum``       the least width over all splits
``exponents``     the class of the width as a rational linear program
``ladder``        the same with better lemmas in the place of cited ones
================  ==============================================================
"""

from ntkprops.width.derive import derive
from ntkprops.width.model import Bound, Derivation
from ntkprops.width.widths import exact_width

__all__ = ["Bound", "Derivation", "derive", "exact_width"]
