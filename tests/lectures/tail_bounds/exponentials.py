"""The algebra of exponential tails."""

from ntkprops.statement import Erratum, Statement
from ntkprops.statement.rules import algebra

tangent = Statement("tangent", title="exp lies above its tangent", then=(r"1 + x \leq \exp(x)",), by=(algebra,))

means = Statement("means", title="Two means", then=(r"\sqrt{a b} \leq \frac{a + b}{2}",), by=(algebra,), source="AM-GM")

small_deviation = Statement(
    "small-deviation",
    title="Bernstein's exponent where the variance dominates",
    given=(r"L t \leq 3 v",),
    then=(r"\exp(-\frac{t^2}{2 (v + L t / 3)}) \leq \exp(-\frac{t^2}{4 v})",),
    by=(algebra,),
)

sample_size = Statement(
    "sample-size",
    title="The sample at which a tail is at most delta",
    given=(r"n \geq \frac{2}{t^2} \log(\frac{2}{\delta})",),
    then=(r"2 \exp(\frac{n t^2}{2}) \leq \delta",),
    by=(algebra,),
    errata=(Erratum("then", 0, r"2 \exp(-\frac{n t^2}{2}) \leq \delta", because="tails decay"),),
)
