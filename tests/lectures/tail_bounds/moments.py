"""Tails from moments."""

from ntkprops.statement import Erratum, Ledger, Row, Statement, cite
from ntkprops.statement.rules import absolute_expectation, algebra, chebyshev, event_inclusion, markov

second_moment = Statement(
    "second-moment",
    title="A tail from the second moment",
    then=(r"\Pr[|X| \geq a] \leq \frac{\mathbb{E}[X^2]}{a^2}",),
    by=(cite("squared-tail"),),
)

squared = Ledger(
    second_moment,
    rows=(
        Row("squared-event", r"\Pr[|X| \geq a] \leq \Pr[X^2 \geq a^2]", by=(event_inclusion,)),
        Row("squared-tail", r"\leq \frac{\mathbb{E}[X^2]}{a^2}", by=(markov,)),
    ),
)

spread = Statement(
    "spread",
    title="Chebyshev's inequality",
    then=(r"\Pr[|X - \mathbb{E}[X]| \geq a] \leq \frac{\mathrm{Var}(X)}{a}",),
    by=(chebyshev,),
    errata=(
        Erratum(
            "then",
            0,
            r"\Pr[|X - \mathbb{E}[X]| \geq a] \leq \frac{\mathrm{Var}(X)}{a^2}",
            because="the deviation is squared",
        ),
    ),
)

spread_at_level = Statement(
    "spread-at-level",
    title="How small the variance must be",
    given=(r"\mathrm{Var}(X) \leq \delta a^2",),
    then=(r"\Pr[|X - \mathbb{E}[X]| \geq a] \leq \delta",),
    by=(cite("spread"), algebra),
)

mean_size = Statement(
    "mean-size",
    title="The mean is at most the mean size",
    then=(r"|\mathbb{E}[X]| \leq \mathbb{E}[|X|]",),
    by=(absolute_expectation,),
)
