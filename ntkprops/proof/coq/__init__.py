"""A second kernel: the scalar obligations of proved claims as lemmas that Coq checks.

===============  =========================================================================
``term``         expressions, fully parenthesised; what Coq has no name for is refused
``words``        roots, exponentials and logarithms as letters: polynomials are left
``combination``  a polynomial as a combination of hypotheses with monomials
``ladder``       the tactics for a numerator, in order
``script``       the lines of a proof
``lemma``        one obligation: hypotheses explicit, everything it divides by nonzero
``document``     all obligations of a lecture in one file, with a legend
``runner``       ``coqc``: which lemmas it accepts, and on which axioms they rest
``disproof``     a point at which an obligation seems to fail, as a lemma
===============  =========================================================================

``ntkprops.trial.second`` makes a word per claim of it; what Coq disproves is a disagreement.

The scripts are suggestions of SymPy; nothing is believed but what ``coqc`` accepts. Rules that hand in
hypotheses (Markov, Hoeffding, Rayleigh, ...) are proved once and by hand in ``proofs/coq``.
"""

from ntkprops.proof.coq.lemma import lemma
from ntkprops.proof.coq.term import NotCovered, term

__all__ = ["NotCovered", "lemma", "term"]
