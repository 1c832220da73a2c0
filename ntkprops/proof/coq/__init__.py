"""A second kernel: the scalar obligations of proved claims as lemmas that Coq checks.

============  =====================================================================
``term``      expressions, fully parenthesised; what Coq has no name for is refused
``words``     roots and exponentials as letters, so that both provers see polynomials
``script``    what SymPy suggests: numerators, ratios, squares, logarithms
``lemma``     one obligation: hypotheses explicit, everything it divides by nonzero
``document``  all obligations of a lecture in one file, with a legend
``runner``    ``coqc``: which lemmas it accepts, and on which axioms they rest
``compare``   a word per claim; what Coq disproves is a disagreement
============  =====================================================================

The scripts are suggestions of SymPy; nothing is believed but what ``coqc`` accepts. Rules that hand in
hypotheses (Markov, Hoeffding, Rayleigh, ...) are proved once and by hand in ``proofs/coq``.
"""

from ntkprops.proof.coq.lemma import lemma
from ntkprops.proof.coq.term import NotCovered, term

__all__ = ["NotCovered", "lemma", "term"]
