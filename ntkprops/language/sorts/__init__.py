r"""Does a formula make sense? The sort of every part, with scope: ``sort_of(expr, scope)``.

Sums, integrals, maxima, families, quantifiers and given ranges bind a variable; every other symbol must be
declared. What is found here, on its own: a vector in an exponent, a free summand index, a variable used after
its quantifier closed, an undeclared spelling. What only has no meaning here is unread.
"""

from ntkprops.language.sorts import algebra, further, relations
from ntkprops.language.sorts.binders import quantified
from ntkprops.language.sorts.core import sort_of
from ntkprops.language.sorts.scope import Scope, UndeclaredError, located

__all__ = ["Scope", "UndeclaredError", "algebra", "further", "located", "quantified", "relations", "sort_of"]
