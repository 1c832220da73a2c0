"""What each named rule gives on a workspace: ``APPLY[name](workspace)`` yields inequalities that hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ntkprops.proof.rules.inequalities import cauchy_schwarz, norm_definition, norm_domination, triangle
from ntkprops.proof.rules.laws import anti_concentration, gaussian_moments, hoeffding
from ntkprops.proof.rules.matrices import rayleigh, weyl
from ntkprops.proof.rules.tails import (
    absolute_expectation,
    chebyshev,
    events,
    jensen,
    markov,
    union_bound,
    variances,
)
from ntkprops.proof.scalar import Inequality
from ntkprops.proof.workspace import Workspace
from ntkprops.statement.rules import RULES

APPLY: dict[str, Callable[[Workspace], Iterator[Inequality]]] = {
    "triangle": triangle,
    "cauchy_schwarz": cauchy_schwarz,
    "norm_domination": norm_domination,
    "norm_definition": norm_definition,
    "absolute_expectation": absolute_expectation,
    "jensen": jensen,
    "union_bound": union_bound,
    "markov": markov,
    "chebyshev": chebyshev,
    "anti_concentration": anti_concentration,
    "gaussian_moments": gaussian_moments,
    "hoeffding": hoeffding,
    "weyl": weyl,
    "rayleigh": rayleigh,
}

ALWAYS: tuple[Callable[[Workspace], Iterator[Inequality]], ...] = (events, variances)

OF_THE_DRAW = frozenset(name for name, rule in RULES.items() if rule.averages)

# These change the canonical form, need the whole statement, or are found in direct/: see canon.py, argument.py.
ELSEWHERE = frozenset(
    {
        "algebra",
        "linearity",
        "substitution",
        "event_inclusion",
        "chain_rule",
        "gradient",
        "fundamental_theorem",
    }
    | {"exponential_integral", "groenwall", "bootstrap"}
    | {"induction", "hoelder", "operator_norm", "chernoff", "independence"}
)
