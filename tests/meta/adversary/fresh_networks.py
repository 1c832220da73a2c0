"""False statements on two-layer networks in the bundled lecture's words, each with its reason; see ``fresh``."""

from __future__ import annotations

from adversary.claims import Case
from adversary.fresh import ALL, Fresh
from adversary.networks import said_of_networks
from ntkprops.statement import cite, definition

NETWORK = (definition("u"), definition("f"), definition(r"\sigma"), definition("H"), *ALL)
ANY = r"\{w_k\}_{k=1}^m"
NEAR = r"\|w_k - w_k(0)\| \leq \frac{\sqrt{2\pi}\delta\lambda_0}{16n^2} := R, \forall k \in [m]"

NETWORKS = (
    Fresh(r"\|H(0) - H^*\|_2 \leq \epsilon", "with probability 1 - delta alone", given=(r"m \geq \frac{1}{2} \epsilon^{-2} n^2 \log(\frac{2 n^2}{\delta})",), by=(cite("lemma-3"),)),
    Fresh(r"\|H(0) - H^*\|_2 \leq \epsilon", "no width is given", by=(cite("lemma-3"),), probability=r"1 - \delta"),
    Fresh(r"\|H(t) - H^*\|_2 \leq \epsilon", "at the start alone", given=(r"m \geq \frac{1}{2} \epsilon^{-2} n^2 \log(\frac{2 n^2}{\delta})",), by=(cite("lemma-3"), *ALL), probability=r"1 - \delta"),
    Fresh(r"\|H - H(0)\|_2 \leq \frac{\lambda_0}{4}", "no ball is given", by=(cite("lemma-4-radius"),), for_all=ANY, probability=r"1 - \delta"),
    Fresh(r"\|H(t) - H(0)\|_2 \leq \frac{\lambda_0}{4}", "the flow may leave the ball", by=(cite("lemma-4-radius"),), probability=r"1 - \delta"),
    Fresh(r"\|H - H(0)\|_2 \leq \frac{\lambda_0}{4}", "with probability 1 - delta alone", given=(NEAR,), by=(cite("lemma-4-radius"),), for_all=ANY),
    Fresh(r"\|H - H(0)\|_2 \leq \frac{\lambda_0}{4}", "half the failure probability", given=(NEAR,), by=(cite("lemma-4-radius"),), for_all=ANY, probability=r"1 - \frac{\delta}{2}"),
    Fresh(r"\|H - H^*\|_2 \leq \frac{\lambda_0}{2}", "two events share delta", given=(NEAR, r"m \geq \frac{8 n^2}{\lambda_0^2} \log(\frac{2 n^2}{\delta})"), by=(cite("lemma-4-radius"), cite("lemma-3", {r"\epsilon": r"\frac{\lambda_0}{4}"}), *ALL), for_all=ANY, probability=r"1 - \delta"),
    Fresh(r"\lambda_{\min}(H) \geq \frac{\lambda_0}{2}", "nothing keeps H near its start", by=(cite("lemma-4-second-conclusion"),), for_all=ANY),
    Fresh(r"\|u(t) - y\|_2^2 \leq \exp(-\lambda_0 t) \|u(0) - y\|_2^2", "no eigenvalue is given", by=(cite("lemma-5.1"),)),
    Fresh(r"\|u(t) - y\|_2^2 \leq \exp(-\lambda_0 t) \|u(0) - y\|_2^2", "the eigenvalue at t alone", given=(r"\lambda_{\min}(H(t)) \geq \frac{\lambda_0}{2}",), by=(cite("lemma-5.1"),)),
    Fresh(r"\|u(t) - y\|_2^2 \leq \exp(-2 \lambda_0 t) \|u(0) - y\|_2^2", "twice the rate", given=(r"\lambda_{\min}(H(s)) \geq \frac{\lambda_0}{2}, \forall 0 \leq s \leq t",), by=(cite("lemma-5.1"), *ALL)),
    Fresh(r"\|u(t) - y\|_2^2 \leq \exp(-\lambda_0 t) \|u(0) - y\|_2^2", "the theorem's width is not given", by=(cite("theorem-1"),), probability=r"1 - \delta"),
    Fresh(r"\frac{du(t)}{dt} = -H(0)[u(t) - y]", "H moves", by=(cite("lemma-2"), *ALL)),
    Fresh(r"\frac{du(t)}{dt} = -H^* [u(t) - y]", "H is not its mean", by=(cite("lemma-2"), *ALL)),
    Fresh(r"\mathbb{E}[H(t)] = H^*", "at the start alone", by=(definition("H^*"), *ALL)),
    Fresh(r"\mathbb{E}[\|H - H(0)\|_2] = 0", "weights may be chosen far away", for_all=ANY, by=NETWORK),
    Fresh(r"\mathbb{E}[\|u(t)\|_2^2] = \frac{n}{2}", "at the start alone", by=NETWORK),
    Fresh(r"\|u(0)\|_2^2 = \frac{n}{2}", "its mean is", by=NETWORK),
    Fresh(r"\mathbb{E}[\|u(0)\|_2] = 0", "the mean of u is 0, that of its norm is not", by=NETWORK),
    Fresh(r"\mathbb{E}[u_i(0) u_j(0)] = 0", "i = j", by=NETWORK),
    Fresh(r"\mathbb{E}[\|u(0) - y\|_2^2] = \frac{n}{2}", "the labels", by=NETWORK),
    Fresh(r"\mathbb{E}[a_k^2] = 0", "it is 1", by=ALL),
    Fresh(r"\Pr[x_i^\top w_k(0) \geq 0, x_j^\top w_k(0) \geq 0] = \frac{1}{4}", "i = j", by=ALL),
    Fresh(r"\Pr[\max_{k \in [m]} x_i^\top w_k(0) \geq 0] = \frac{1}{2}", "m = 2", by=ALL),
    Fresh(r"\mathbf{1}[x_i^\top w_k(t) \geq 0] = \mathbf{1}[x_i^\top w_k(0) \geq 0]", "a flip", by=ALL),
    Fresh(r"\frac{dw_k(t)}{dt} = 0", "training", by=(cite("eq-2"), *NETWORK)),
    Fresh(r"\|w_k(t) - w_k(0)\| \leq R", "nobody said so", by=ALL),
    Fresh(r"H_{ij} \geq 0", "obtuse inputs", by=NETWORK),
    Fresh(r"\lambda_{\min}(H(0)) \geq \lambda_0", "the mean's eigenvalue is no lower bound", by=(definition(r"\lambda_0"), *NETWORK)),
)  # fmt: skip


def case_of_networks(one: Fresh) -> Case:
    """The case that a judge is asked, behind the bundled lecture with its errata."""
    return said_of_networks(
        one.then, truth=False, given=one.given, by=one.by, probability=one.probability, for_all=one.for_all
    )
