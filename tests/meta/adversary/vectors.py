"""Facts about vectors and matrices: norms, inner products, transposes, traces, eigenvalues."""

from __future__ import annotations

from adversary.facts import Fact, generators
from ntkprops.statement import rules

V = "n count; d count; i index n; j index n; p index d; u vector n; v vector n; w vector d; c real; "
M = V + "A matrix n n; B matrix n n; Q matrix n d; "
BY = (rules.norm_definition, rules.algebra, rules.linearity)
S = (rules.norm_domination,)

FACTS = (
    Fact("norm-triangle", V, r"\|$u + $v\| <= \|$u\| + \|$v\|", (r"\|$u\| + \|$v\| <= \|$u + $v\|", r"\|$u + $v\|_2 < \|$u\|_2 + \|$v\|_2", r"\|$u + $v\| <= \|$u\| - \|$v\|", r"\|$u + $v\|^2 <= \|$u\|^2 + \|$v\|^2"), by=(rules.triangle,)),
    Fact("norm-reverse-triangle", V, r"\|$u\| - \|$v\| <= \|$u - $v\|", (r"\|$u\| + \|$v\| <= \|$u - $v\|", r"\|$u\| - \|$v\| >= \|$u - $v\|"), by=(rules.triangle,)),
    Fact("cauchy-schwarz", V, r"|\langle $u, $v \rangle| <= \|$u\| \|$v\|", (r"|\langle $u, $v \rangle| <= \|$u\|", r"\|$u\| \|$v\| <= |\langle $u, $v \rangle|", r"|$u^\top $v| <= \|$u\|_\infty \|$v\|_\infty"), by=(rules.cauchy_schwarz,)),
    Fact("norm-definition", V, r"\|$u\|_2^2 = \sum_{$i=1}^{$n} $u_$i^2", (r"\|$u\|_2 = \sum_{$i=1}^{$n} $u_$i^2", r"\|$u\|_2^2 = (\sum_{$i=1}^{$n} $u_$i)^2", r"\|$u\|_2^2 = \sum_{$i=2}^{$n} $u_$i^2"), by=BY),
    Fact("polarisation", V, r"\|$u + $v\|^2 = \|$u\|^2 + 2 \langle $u, $v \rangle + \|$v\|^2", (r"\|$u + $v\|^2 = \|$u\|^2 + \langle $u, $v \rangle + \|$v\|^2", r"\|$u + $v\|^2 = \|$u\|^2 + \|$v\|^2", r"\|$u - $v\|^2 = \|$u\|^2 - \|$v\|^2"), by=BY),
    Fact("inner-product", V, r"$u^\top $v = \sum_{$i=1}^{$n} $u_$i $v_$i", (r"$u^\top $v = \sum_{$i=1}^{$n} $u_$i", r"\langle $u, $u \rangle = \|$u\|", r"\langle $u, $v \rangle >= 0"), by=BY),
    Fact("inner-is-symmetric", V, r"\langle $u, $v \rangle = \langle $v, $u \rangle", (r"\langle $u, $v \rangle = -\langle $v, $u \rangle", r"\langle $u, $v \rangle = \langle $u, $u \rangle"), by=BY),
    Fact("norms-of-a-vector", V, r"\|$u\|_2 <= \|$u\|_1", (r"\|$u\|_1 <= \|$u\|_2", r"\|$u\|_1 <= \|$u\|_\infty", r"\|$u\|_2 <= \|$u\|_\infty", r"\|$u\|_2 < \|$u\|_1"), by=S, shifts=False),
    Fact("norm-of-maximum", V, r"\|$u\|_\infty <= \|$u\|_2", (r"\|$u\|_\infty >= \|$u\|_2", r"\|$u\|_\infty < \|$u\|_2", r"\|$u\|_\infty = |$u_1|"), by=S),
    Fact("entry-of-a-vector", V, r"|$u_$i| <= \|$u\|", (r"|$u_$i| >= \|$u\|", r"|$u_$i| < \|$u\|", r"$u_$i >= -\|$v\|", r"\|$u\| <= $n |$u_$i|"), by=S),
    Fact("scaled-norm", V, r"\|$c $u\| = |$c| \|$u\|", (r"\|$c $u\| = $c \|$u\|", r"\|$c $u\| <= \|$u\|", r"\|-$u\| = -\|$u\|"), by=BY),
    Fact("norm-of-a-sum", "n count; d count; i index n; x vector d over n", r"\|\sum_{$i=1}^{$n} $x_$i\| <= \sum_{$i=1}^{$n} \|$x_$i\|", (r"\sum_{$i=1}^{$n} \|$x_$i\| <= \|\sum_{$i=1}^{$n} $x_$i\|", r"\|\sum_{$i=1}^{$n} $x_$i\| <= \max_{$i} \|$x_$i\|", r"\|\sum_{$i=1}^{$n} $x_$i\| <= \|$x_1\|"), by=(rules.triangle,)),
    Fact("transposed-product", M, r"($A $B)^\top = $B^\top $A^\top", (r"($A $B)^\top = $A^\top $B^\top", r"$A^\top = $A", r"$A $B = $B $A"), by=BY, shifts=False),
    Fact("transposed-twice", M, r"($Q^\top)^\top = $Q", (r"$Q^\top $Q = $Q^\top ($Q + $Q)", r"\|$Q^\top $v\| = \|$v\|"), by=BY, shifts=False),
    Fact("adjoint", M, r"\langle $A^\top $u, $v \rangle = \langle $u, $A $v \rangle", (r"\langle $A $u, $v \rangle = \langle $u, $A $v \rangle", r"\langle $A $u, $v \rangle = \langle $A $v, $u \rangle"), by=BY),
    Fact("adjoint-of-a-rectangle", M, r"$w^\top $Q^\top $v = $v^\top $Q $w", (r"$w^\top $Q^\top $v = -$v^\top $Q $w", r"$w^\top $Q^\top $v >= 0", r"\|$Q^\top $v\| = \|$Q $w\|"), by=BY),
    Fact("operator-norm", M, r"\|$A $v\|_2 <= \|$A\|_2 \|$v\|_2", (r"\|$A $v\|_2 >= \|$A\|_2 \|$v\|_2", r"\|$A $v\|_2 <= \|$A\|_2", r"\|$A $v\|_2 = \|$A\|_2 \|$v\|_2"), by=S),
    Fact("frobenius", M, r"\|$A\|_2 <= \|$A\|_F", (r"\|$A\|_F <= \|$A\|_2", r"\|$A\|_2 < \|$A\|_F", r"\|$A\|_2 = \|$A\|_F"), by=S),
    Fact("frobenius-definition", M, r"\|$Q\|_F^2 = \sum_{$i=1}^{$n} \sum_{$p=1}^{$d} $Q_{$i $p}^2", (r"\|$Q\|_F = \sum_{$i=1}^{$n} \sum_{$p=1}^{$d} $Q_{$i $p}^2", r"\|$Q\|_2^2 = \sum_{$i=1}^{$n} \sum_{$p=1}^{$d} $Q_{$i $p}^2", r"\|$A\|_F^2 = \sum_{$i=1}^{$n} $A_{$i $i}^2"), by=(*BY, *S)),
    Fact("frobenius-by-the-maximum", M, r"\|$A\|_F <= $n \max_{$i $j} |$A_{$i $j}|", (r"\|$A\|_F <= \max_{$i $j} |$A_{$i $j}|", r"\|$A\|_F <= \sqrt{$n} \max_{$i $j} |$A_{$i $j}|", r"\|$A\|_F <= $n \max_{$i} |$A_{$i $i}|"), by=S),
    Fact("entry-sum", M, r"\|$A\|_F <= \sum_{$i=1}^{$n} \sum_{$j=1}^{$n} |$A_{$i $j}|", (r"\sum_{$i=1}^{$n} \sum_{$j=1}^{$n} |$A_{$i $j}| <= \|$A\|_F", r"\|$A\|_F <= \sum_{$i=1}^{$n} \sum_{$j=1}^{$n} $A_{$i $j}", r"\|$A\|_F <= \sum_{$i=1}^{$n} |$A_{$i $i}|"), by=S),
    Fact("trace", M, r"\mathrm{tr}($A + $B) = \mathrm{tr}($A) + \mathrm{tr}($B)", (r"\mathrm{tr}($A $B) = \mathrm{tr}($A) \mathrm{tr}($B)", r"\mathrm{tr}($A) >= 0", r"\mathrm{tr}($A) = \|$A\|_F"), by=BY),
    Fact("trace-of-a-square", M, r"\mathrm{Tr}($Q^\top $Q) = \|$Q\|_F^2", (r"\mathrm{Tr}($Q^\top $Q) = \|$Q\|_F", r"\mathrm{Tr}($A $A) = \|$A\|_F^2", r"\mathrm{Tr}($A) <= \|$A\|_F"), by=BY),
    Fact("rayleigh", M, r"\lambda_{\min}($A + $A^\top) \|$v\|^2 <= $v^\top ($A + $A^\top) $v", (r"$v^\top ($A + $A^\top) $v <= \lambda_{\min}($A + $A^\top) \|$v\|^2", r"\lambda_{\min}($A + $A^\top) >= 0", r"\lambda_{\max}($A + $A^\top) <= $A_{11}", r"\lambda_{\min}($A + $A^\top) \|$v\| <= $v^\top ($A + $A^\top) $v"), by=(rules.rayleigh,)),
    Fact("weyl", M, r"\lambda_{\min}($A + $A^\top) >= \lambda_{\min}($B + $B^\top) - \|$A + $A^\top - $B - $B^\top\|_2", (r"\lambda_{\min}($A + $A^\top) >= \lambda_{\min}($B + $B^\top)", r"\lambda_{\min}($A + $A^\top) <= \lambda_{\min}($B + $B^\top) - \|$A + $A^\top - $B - $B^\top\|_2", r"\lambda_{\max}($A + $A^\top) <= \lambda_{\max}($B + $B^\top)"), by=(rules.weyl,)),
    Fact("given-entries", V + "a number; b more a", r"\|$u\|_\infty <= $a", (r"\|$u\|_2 <= $a", r"\|$u\|_\infty < $a", r"\|$u\|_1 <= $a"), given=(r"|$u_$i| <= $a",), by=S, shifts=False, wrong=((r"$u_$i <= $a",), (r"|$v_$i| <= $a",), (r"|$u_1| <= $a",))),
    Fact("length-of-a-product", M + "a whole; b whole", r"\|$Q^\top $v\|_1 = $a \cdot $b \cdot $n $d", (r"\|$Q^\top $v\|_1 = $a \cdot $b \cdot $n^2 $d", r"\|$Q^\top $v\|_1 = $a \cdot $b \cdot $d", r"\|$Q^\top $v\|_2 = $a \cdot $b \cdot $n $d"), given=(r"$Q_{$i $p} = $a", r"$v_$i = $b"), by=S, shifts=False, filled="Q a; v b"),
    Fact("length-of-a-row", M + "a whole", r"\|$v^\top $Q\|_\infty = $a \cdot $n", (r"\|$v^\top $Q\|_\infty = $a \cdot $d", r"\|$v^\top $Q\|_\infty = $a \cdot $n $d"), given=(r"$Q_{$i $p} = $a", r"$v_$i = 1"), by=S, shifts=False, filled="Q a; v 1"),
    Fact("equal-vectors", V, r"\|$u - $v\| = 0", (r"\|$u + $v\| = 0", r"\|$u\| = 0", r"\|$u\| <= \|$v - $u\|"), given=(r"$u_$i = $v_$i",), by=(*BY, *S), wrong=((r"$u_1 = $v_1",), (r"\|$u\| = \|$v\|",), (r"\exists $i \in [$n], $u_$i = $v_$i",))),
    Fact("vector-identity", V, r"$c ($u - $v) = $c $u - $c $v", (r"$c ($u - $v) = $c $u - $v", r"$u + $v = $v - $u", r"$u^\top $v $u = $u^\top $u $v"), by=BY, shifts=False),
    Fact("listing", "n count; a real; b real", r"\|[$a, $b]^\top\|^2 = $a^2 + $b^2", (r"\|[$a, $b]^\top\| = $a^2 + $b^2", r"\|[$a, $b]^\top\| = $a + $b"), by=BY),
)  # fmt: skip
KINDS = generators(FACTS)
