r"""Published widths for the same theorem, each with its source, beside which a derived width may be read.

They are rates: the papers state no constants, and two of them are for gradient descent with a step size or for another
initialisation. They were not re-derived here, and ``read`` says whether the paper itself was compared with the entry.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Published:
    """A published width: who, when, the rate, what is special or not known, where, whether the paper was re-read."""

    authors: str
    year: int
    width: str
    note: str
    source: str
    read: bool = False


PUBLISHED = (
    Published(
        "Du, Zhai, Poczos, Singh",
        2019,
        "n^6/(lambda_0^4 delta^3)",
        "gradient flow and descent",
        "Gradient descent provably optimizes over-parameterized neural networks, ICLR 2019, Theorem 3.2",
    ),
    Published(
        "Wu, Du, Ward",
        2019,
        "n^6/(lambda_0^4 delta^3)",
        "adaptive steps",
        "Global convergence of adaptive gradient methods for an over-parameterized neural network, 2019",
    ),
    Published(
        "Song, Yang",
        2019,
        "about n^4",
        "powers of lambda_0, delta: not known here",
        "Quadratic suffices for over-parametrization via matrix Chernoff bound, arXiv 1906.03593",
    ),
    Published(
        "Munteanu et al.",
        2022,
        "about n^2",
        "coupled weights; other powers: not known here",
        "Bounding the width of neural networks via coupled initialization, ICML 2022",
    ),
)
