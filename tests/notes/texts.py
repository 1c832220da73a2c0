"""Notes of our own for the tests: ``MARKDOWN``, ``LATEX``, and ``written`` to put one into a file."""

from __future__ import annotations

from pathlib import Path

from ntkprops.notes.document import document_of
from ntkprops.notes.model import Document
from ntkprops.notes.saying import Saying
from ntkprops.notes.structure import sayings

SYMBOLS = r"""<!-- ntkprops: X: real random -->
<!-- ntkprops: a, \mu, r: positive -->
<!-- ntkprops: \delta: probability -->
<!-- ntkprops: x, y, z: real -->

"""
MARKDOWN = (
    SYMBOLS
    + r"""**Lemma 1** (long waits are rare). Assume $X \geq 0$, $\mathbb{E}[X] = \mu$ and $a = \frac{\mu}{\delta}$. Then

$$\Pr[X \geq a] \leq \delta. \tag{1}$$

*Proof.* By Markov's inequality,

$$
\begin{aligned}
\Pr[X \geq a] &\leq \frac{\mathbb{E}[X]}{a} \\
&\leq \delta.
\end{aligned}
$$
□

**Lemma 2.** For all $x \geq 0$ we have $x^2 \geq x$.

**Lemma 3.** If $x \geq 1$ and $y \leq x$, then $x^2 \geq y$.

By Lemma 3, it follows that $y^2 \geq y$ for all $y \geq 1$.
"""
)
LATEX = r"""\documentclass{article}
\newcommand{\mean}[1]{\mathbb{E}[#1]}
\newcommand\half{\frac12}
\newtheorem{lem}{Lemma}
% ntkprops: x, y: real
% ntkprops: \alpha: positive
\begin{document}
\begin{lem}[squares]\label{lem:squares}
Suppose $x \geq 1$. Then
\begin{equation}\label{eq:first}
  x^2 \geq x.
\end{equation}
\end{lem}
\begin{proof}
We have
\begin{align}
  x^2 &= x \cdot x \tag{7} \\
      &\geq x && \text{(algebra)}  % by algebra
\end{align}
\end{proof}
For any $y$ we have $y^2 \geq -\half$ by Lemma~\ref{lem:squares}.
\end{document}
"""


def markdown(text: str) -> Document:
    """Notes in Markdown."""
    return document_of(text, Path("notes.md"))


def latex(text: str) -> Document:
    """Notes in LaTeX."""
    return document_of(text, Path("notes.tex"))


def said(text: str) -> tuple[Saying, ...]:
    """What the formulas of some Markdown say, without those that are only mentioned."""
    return tuple(one for one in sayings(markdown(text))[0] if one.role != "mention")


def roles(text: str) -> list[tuple[str, str]]:
    """The role of each formula of some Markdown."""
    return [(one.formula.latex, one.role) for one in sayings(markdown(text))[0]]


def written(folder: Path, text: str, name: str = "notes.md") -> Path:
    """A file with some notes."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file
