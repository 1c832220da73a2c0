r"""In the place of Markov's inequality for the residual: predictions at the start are sub-Gaussian."""

from ntkprops.statement import Statement, assume

# E exp(s a max(0, g)) = (1 + exp(s^2/2))/2 <= exp(s^2/2), so that u_i(0) is sub-Gaussian with variance 1: all n
# predictions are at most sqrt(2 log(2n/delta)) in size with probability 1 - delta. Labels are at most 1, and
# (a + b)^2 <= 2 a^2 + 2 b^2.
subgaussian_residual = Statement(
    "subgaussian-residual",
    title="Sub-Gaussian predictions: log(2n/delta) in the residual for 1/delta",
    source="ours, with Vershynin, 2018, section 2.5",
    over="w(0)",
    probability=r"1 - \delta",
    then=(r"\|u(0) - y\|_2^2 \leq 2 n (1 + 2 \log(\frac{2n}{\delta}))",),
    by=(assume("sub-Gaussian tails: Vershynin, 2018, section 2.5"),),
)
