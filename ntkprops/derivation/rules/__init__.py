r"""The rules of mathematics: what each concludes from its arguments, which are trees, and from its premises.

One function a rule, its statement in the docstring. Premises are shown by the steps below, in the order of the
docstring; a rule that averages over the draw takes them ``surely``. The conclusion is built from the arguments: a
derivation cannot state one of its own.
"""

from __future__ import annotations

from collections.abc import Callable

from ntkprops.derivation.judgment import Judgment
from ntkprops.derivation.rules import calculus, chances, existence, independence, laws, logic, steps, sums, vectors
from ntkprops.derivation.sources import fact

RULES: dict[str, Callable[..., Judgment]] = {
    rule.__name__: rule
    for rule in (
        fact, steps.equals, steps.induction, sums.last_term, sums.empty_sum, sums.telescope,
        sums.geometric_sum,
        logic.scalar, logic.entrywise, logic.monotone, logic.extreme, logic.member, logic.cases,
        vectors.triangle_under, vectors.triangle, vectors.cauchy_schwarz, vectors.sum_squared, vectors.norm_definition,
        vectors.norm_domination, vectors.weyl, vectors.rayleigh, vectors.rayleigh_entry, vectors.hoelder,
        vectors.operator_norm, vectors.spectral_radius, vectors.weyl_sum,
        vectors.vanishes,
        chances.absolute_mean, chances.jensen, chances.mean_product,
        chances.jensen_convex, chances.event_part, chances.event_union, chances.union_bound,
        chances.union_over_indices, chances.markov, chances.chebyshev, chances.chernoff,
        independence.independent_product, independence.independent_variance, independence.independent_sum,
        independence.hoeffding_bounded,
        laws.anti_concentration, laws.half_space, laws.rectified_square, laws.sign_mean, laws.independent_signs,
        laws.hoeffding, existence.happens, existence.opened_inclusion, calculus.groenwall,
        calculus.fundamental_theorem, calculus.bootstrap,
    )
}  # fmt: skip

__all__ = ["RULES"]
