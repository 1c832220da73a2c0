"""Many variables at once."""

from ntkprops.statement import Erratum, Statement
from ntkprops.statement.rules import cauchy_schwarz, linearity, union_bound

largest = Statement(
    "largest",
    title="The largest of a sample",
    given=(r"\Pr[Z_i > a] \leq \frac{\delta}{n}",),
    then=(r"\Pr[\max_i Z_i > a] \leq \lambda",),
    by=(union_bound, linearity),
    errata=(Erratum("then", 0, r"\Pr[\max_i Z_i > a] \leq \delta", because="lambda is never introduced"),),
)

sum_of_squares = Statement(
    "sum-of-squares",
    title="The square of a sum",
    then=(r"(\sum_{i=1}^n Z_i)^2 \leq n \sum_{i=1}^n Z_i^2",),
    by=(cauchy_schwarz,),
)
