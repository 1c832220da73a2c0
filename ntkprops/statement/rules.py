r"""The closed set of rules that a row may give as its reason, each with what it says and where it stands.

A rule is only a name here; what it does to a row is in ``ntkprops.proof.rules``. Linearity and monotonicity of
sums, integrals and expectations, ``E 1[A] = Pr(A)`` and algebra are always allowed; naming them is polite. ``algebra``
brings induction along, ``linearity`` what declared independence says of variances.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Rule:
    """A named theorem: ``says`` is its formula, ``source`` where a reader finds the proof.

    ``averages`` says whether it averages over the draw: what holds only on an event may then not enter it.
    """

    name: str
    says: str
    source: str
    averages: bool = field(kw_only=True)


algebra = Rule(
    "algebra", "both sides are one expression, or differ by a polynomial certificate", "field axioms", averages=False
)
linearity = Rule(
    "linearity",
    r"E, sum and integral are linear and monotone; E 1[A] = Pr(A)",
    "any text on integration",
    averages=False,
)
substitution = Rule("substitution", "equals may stand for equals", "logic", averages=False)
triangle = Rule(
    "triangle",
    r"|sum z_i| <= sum |z_i|, ||sum c_i v_i|| <= sum |c_i| ||v_i||, ||int v|| <= int ||v||",
    "norm axioms",
    averages=False,
)
cauchy_schwarz = Rule(
    "cauchy_schwarz",
    r"|<a, b>| <= ||a|| ||b||; (sum |z_i|)^2 <= n sum z_i^2; (E X Y)^2 <= E X^2 E Y^2",
    "Steele, 2004, ch. 1",
    averages=False,
)
hoelder = Rule("hoelder", r"|<a, b>| <= ||a||_1 ||b||_inf", "Steele, 2004, ch. 9", averages=False)
operator_norm = Rule(
    "operator_norm",
    r"||A v|| <= ||A||_2 ||v||, ||A B||_2 <= ||A||_2 ||B||_2, |u^T A v| <= ||u|| ||A||_2 ||v||, ||A^T||_2 = ||A||_2",
    "Horn and Johnson, 2013, 5.6",
    averages=False,
)
norm_domination = Rule(
    "norm_domination",
    r"||M||_2 <= ||M||_F <= sum_ij |M_ij|, ||M||_F <= n max_ij |M_ij|; |lambda(M)| <= ||M||_2 for symmetric M",
    "Horn and Johnson, 2013, 5.6",
    averages=False,
)
norm_definition = Rule(
    "norm_definition", r"||v||_2^2 = <v, v> = sum_i v_i^2", "definition of the Euclidean norm", averages=False
)
absolute_expectation = Rule(
    "absolute_expectation", r"|E X| <= E |X|", "Jensen's inequality for the absolute value", averages=True
)
jensen = Rule(
    "jensen",
    r"(E X)^2 <= E X^2, (E |X|)^2 <= E X^2, exp(E X) <= E exp(X); X > 0: E log X <= log E X, 1 / E X <= E 1/X",
    "Jensen's inequality",
    averages=True,
)
event_inclusion = Rule(
    "event_inclusion", r"if A implies B then 1[A] <= 1[B] and Pr(A) <= Pr(B)", "monotonicity of measure", averages=True
)
union_bound = Rule(
    "union_bound",
    r"Pr(A or B) <= Pr(A) + Pr(B); Pr(max_i Z_i > a) <= sum_i Pr(Z_i > a), with >= likewise",
    "Boole's inequality",
    averages=True,
)
anti_concentration = Rule(
    "anti_concentration",
    r"g ~ N(0, 1): Pr(|g| <= r) <= 2 r / sqrt(2 pi)",
    "the density of N(0, 1) is at most 1/sqrt(2 pi)",
    averages=True,
)
gaussian_moments = Rule(
    "gaussian_moments",
    r"g ~ N(0, 1): E max(0, g)^2 = 1/2, Pr(g >= 0) = 1/2; uniform signs have mean 0",
    "symmetry",
    averages=True,
)
markov = Rule(
    "markov", r"X >= 0, a > 0: Pr(X >= a) <= E X / a", "Boucheron, Lugosi and Massart, 2013, 2.1", averages=True
)
chebyshev = Rule(
    "chebyshev", r"a > 0: Pr(|X - E X| >= a) <= Var(X) / a^2", "Boucheron, Lugosi and Massart, 2013, 2.1", averages=True
)
chernoff = Rule(
    "chernoff",
    r"s >= 0: Pr(X >= a) <= exp(-s a) E exp(s X)",
    "Boucheron, Lugosi and Massart, 2013, 2.2",
    averages=True,
)
independence = Rule(
    "independence",
    r"declared independent: E[X Y] = E[X] E[Y], Var(X + Y) = Var(X) + Var(Y), Var(sum_k Z_k) = sum_k Var(Z_k)",
    "Durrett, 2019, 2.1",
    averages=True,
)
hoeffding = Rule(
    "hoeffding",
    r"mean of m independent terms in an interval of length L: Pr(mean - E > a) <= exp(-2 m a^2/L^2), |mean - E| twice",
    "Hoeffding, 1963, Theorem 2",
    averages=True,
)
weyl = Rule(
    "weyl",
    r"symmetric A, B: lambda_min(A) >= lambda_min(B) - ||A - B||_2; lambda_min(A + B) >= lambda_min(A) + lambda_min(B)",
    "Horn and Johnson, 2013, 4.3",
    averages=False,
)
rayleigh = Rule(
    "rayleigh",
    r"symmetric M: lambda_min(M) ||v||^2 <= v^T M v <= lambda_max(M) ||v||^2; lambda_min(M) <= M_ii",
    "Horn and Johnson, 2013, 4.2",
    averages=False,
)
chain_rule = Rule(
    "chain_rule", r"d/dt g(v(t)) = <grad g, dv/dt>, for every smooth scalar function here", "calculus", averages=False
)
gradient = Rule(
    "gradient",
    r"the gradient of a loss or network, differentiated through its printed definition; max(0, z)' = 1[z >= 0]",
    "calculus, with the notes' convention at 0",
    averages=False,
)
fundamental_theorem = Rule(
    "fundamental_theorem", r"g(b) - g(a) = int_a^b g'(s) ds for absolutely continuous g", "calculus", averages=False
)
exponential_integral = Rule(
    "exponential_integral", r"c != 0: int_a^b exp(c s) ds = (exp(c b) - exp(c a)) / c", "calculus", averages=False
)
groenwall = Rule(
    "groenwall",
    r"g' <= c g on [0, t] implies g(t) <= exp(c t) g(0), any sign of c",
    "Evans, 2010, appendix B.2",
    averages=False,
)
induction = Rule(
    "induction", r"P(1), and P(k + 1) wherever P(k), give P(n) for every n >= 1", "Peano", averages=False
)
bootstrap = Rule(
    "bootstrap",
    r"if P on [0, t] gives Q strictly inside its bound and Q at t gives P at t, then both hold for all t",
    "continuity induction; Tao, 2006, Proposition 1.21",
    averages=False,
)

RULES: dict[str, Rule] = {rule.name: rule for rule in list(globals().values()) if isinstance(rule, Rule)}
