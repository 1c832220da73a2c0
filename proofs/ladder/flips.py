r"""In the place of Lemma 4: the Frobenius norm for the sum of the entries, a Chernoff bound for Markov's inequality.

Sample i may flip neuron k only if |x_i w_k(0)| <= R, of probability q = 2R/sqrt(2 pi) at most. With b_i the part of the
neurons that sample i may flip, every entry obeys |H_ij - H_ij(0)| <= b_i + b_j, whatever the weights in the ball.
"""

from ntkprops.statement import Statement, assume

NEAR_LIMIT = r"\|H(0) - H^*\|_2 \leq \frac{\lambda_0}{4}"
STABLE = (r"\|H - H(0)\|_2 \leq \frac{\lambda_0}{4}", r"\lambda_{\min}(H) \geq \frac{\lambda_0}{2}")

# An entry is at most F_ij = mean_k 1[A_ik or A_jk] with E F_ij^2 <= 2q/m + 4 q^2, as the neurons are independent.
# With q = sqrt(delta) lambda_0/(8 sqrt(2) n) the second term sums to delta lambda_0^2/32 over all entries, and so does
# the first at this width: Pr(|H - H(0)|_F >= lambda_0/4) <= (16/lambda_0^2) delta lambda_0^2/16 = delta.
SECOND_MOMENT_BALL = r"\|w_k - w_k(0)\| \leq \frac{\sqrt{\pi}\sqrt{\delta}\lambda_0}{16n} := R, \forall k \in [m]"
SECOND_MOMENT_WIDTH = r"m \geq \frac{4\sqrt{2} n}{\sqrt{\delta}\lambda_0}"

frobenius = Statement(
    "frobenius",
    title="Markov for the squared Frobenius norm: n and sqrt(delta) in the radius for n^2 and delta",
    source="ours: the second moment of the Frobenius norm",
    given=(SECOND_MOMENT_BALL, SECOND_MOMENT_WIDTH, NEAR_LIMIT),
    for_all=r"\{w_k\}_{k=1}^m",
    over="w(0)",
    probability=r"1 - \delta",
    then=STABLE,
    by=(assume("the second moment of the Frobenius norm, and Weyl"),),
)

CHERNOFF_BALL = r"\|w_k - w_k(0)\| \leq \frac{\sqrt{2\pi}\lambda_0}{32n} := R, \forall k \in [m]"
CHERNOFF_WIDTH = r"m \geq \frac{48 n}{\lambda_0} \log(\frac{n}{\delta})"

# Here q = lambda_0/(16 n). Chernoff: Pr(b_i >= 2q) <= exp(-m q/3), so that all b_i < 2q but for an event of probability
# n exp(-m lambda_0/(48 n)); then every entry is at most 4q and the norm at most 4 n q = lambda_0/4.
chernoff_flips = Statement(
    "chernoff-flips",
    title="Chernoff for the flips of each sample: no delta in the radius",
    source="ours, with Mitzenmacher and Upfal, 2017, Theorem 4.4",
    given=(CHERNOFF_BALL, CHERNOFF_WIDTH, NEAR_LIMIT),
    for_all=r"\{w_k\}_{k=1}^m",
    over="w(0)",
    probability=r"1 - \delta",
    then=STABLE,
    by=(assume("Chernoff: Mitzenmacher and Upfal, 2017, Theorem 4.4, and Weyl"),),
)
