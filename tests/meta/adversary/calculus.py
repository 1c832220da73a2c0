"""Facts about functions of time: integrals, derivatives, and what holds along a range of times."""

from __future__ import annotations

from adversary.facts import Fact, generators
from ntkprops.statement import rules

G = "t time; r time; s dummy; g real of time; f real of time; c number; p positive; "
V = "n count; i index n; t time; s dummy; v vector n of time; u vector n; g real of time; "
FTC = (rules.fundamental_theorem, rules.linearity)
BY = (rules.linearity, rules.algebra)
CHAIN = (rules.chain_rule,)

FACTS = (
    Fact("fundamental-theorem", G, r"\int_0^{$t} \frac{d $g($s)}{d$s} d$s = $g($t) - $g(0)", (r"\int_0^{$t} \frac{d $g($s)}{d$s} d$s = $g($t)", r"\int_0^{$t} \frac{d $g($s)}{d$s} d$s = $g(0) - $g($t)", r"\int_0^{$r} \frac{d $g($s)}{d$s} d$s = $g($t) - $g(0)"), by=FTC),
    Fact("fundamental-theorem-with-a-factor", G, r"\int_0^{$t} $c \frac{d $g($s)}{d$s} d$s = $c $g($t) - $c $g(0)", (r"\int_0^{$t} $s \frac{d $g($s)}{d$s} d$s = $t $g($t) - $t $g(0)", r"\int_0^{$t} $g($s) \frac{d $g($s)}{d$s} d$s = $g($t)^2 - $g(0)^2"), by=FTC),
    Fact("integral-of-a-constant", G, r"\int_0^{$t} $c d$s = $c $t", (r"\int_0^{$t} $c d$s = $c", r"\int_{-1}^{$t} $c d$s = $c $t", r"\int_0^{$t} $s d$s = $t^2", r"\int_{$r}^{$t} $c d$s = $c $t"), by=BY),
    Fact("integral-is-linear", G, r"\int_0^{$t} ($g($s) + $f($s)) d$s = \int_0^{$t} $g($s) d$s + \int_0^{$t} $f($s) d$s", (r"\int_0^{$t} $g($s) $f($s) d$s = \int_0^{$t} $g($s) d$s \int_0^{$t} $f($s) d$s", r"\int_0^{$t} $g($s) d$s = $t $g($t)", r"\int_0^{$t} $s $g($s) d$s = $t \int_0^{$t} $g($s) d$s"), by=BY),
    Fact("triangle-of-an-integral", G, r"|\int_0^{$t} $g($s) d$s| <= \int_0^{$t} |$g($s)| d$s", (r"|\int_0^{$t} $g($s) d$s| >= \int_0^{$t} |$g($s)| d$s", r"|\int_0^{$t} $g($s) d$s| <= \int_0^{$t} $g($s) d$s", r"|\int_{$t}^{0} $g($s) d$s| <= \int_{$t}^{0} |$g($s)| d$s"), by=(rules.triangle,)),
    Fact("bounded-integrand", G, r"\int_0^{$t} $g($s) d$s <= $c $t", (r"\int_0^{$t} $g($s) d$s <= $c", r"\int_0^{$r} $g($s) d$s <= $c $r", r"\int_{-1}^{$t} $g($s) d$s <= $c ($t + 1)", r"$g($r) <= $c", r"$g(-1) <= $c"), given=(r"$g($s) <= $c, \forall $s \in [0, $t]",), by=BY, wrong=((r"$g($s) <= $c, \forall $s \in [0, 1]",), (r"$g($t) <= $c",), (r"$g(0) <= $c",), (r"\exists $s \in [0, $t], $g($s) <= $c",), (r"$g($s) <= $c, \forall 0 < $s < $r",), (r"$f($s) <= $c, \forall 0 \leq $s \leq $t",))),
    Fact("bound-at-a-time", G, r"$g($t) <= $c", (r"$g($r) <= $c", r"$g(2 $t) <= $c", r"$g(-$t) <= $c", r"$g($t) < $c"), given=(r"$g($s) <= $c, \forall 0 \leq $s \leq $t",), by=BY, wrong=((r"$g($s) <= $c, \forall 0 \leq $s < $t",), (r"$g($s) <= $c, \forall $s \leq $r",), (r"$g($r) <= $c",), (r"$g($s) <= $c, \forall $s > $t",))),
    Fact("for-all-times-from-one", G, r"$g($s) <= $c, \forall 0 \leq $s \leq $t", (r"$g($s) <= $c, \forall $s \geq 0", r"$g($s) <= $c, \forall 0 \leq $s \leq $t + 1", r"$g($s) < $c, \forall 0 \leq $s \leq $t"), given=(r"$g($r) <= $c, \forall 0 \leq $r \leq $t",), by=BY, shifts=False, wrong=((r"$g($t) <= $c",), (r"$g(0) <= $c", r"$g($t) <= $c"), (r"$g($r) <= $c",))),
    Fact("quantifier-meets-parameter", G, r"$g($t) <= $c + 1", (r"$g($t) <= $c, \forall $t \geq 0", r"$g($t) <= $c, \forall 0 \leq $t \leq $r", r"$g($s) <= $c, \forall $s \geq $t"), given=(r"$g($t) <= $c",), by=BY, shifts=False),
    Fact("quantifier-over-numbers", "a real; b real; c number; e more c", r"$a <= $e", (r"$a <= $c, \forall $a \leq $e", r"$b <= $c", r"$a + $b <= $c, \forall $b \geq 0"), given=(r"$a <= $c",), by=BY, shifts=False),
    Fact("sum-and-integral", G + "m count; k index m", r"\int_0^{$t} $g($s) d$s + $m <= $c $t + $m", (r"\int_0^{$t} $g($s) d$s + \sum_{$k=0}^{$m} $g($k) <= $c $t + $c ($m + 1)", r"\sum_{$k=1}^{$m} $g($k) <= $c $m"), given=(r"$g($s) <= $c, \forall 0 \leq $s \leq $t",), by=BY),
    Fact("exponential-integral", G, r"\int_0^{$t} \exp(-$p $s) d$s = \frac{1 - \exp(-$p $t)}{$p}", (r"\int_0^{$t} \exp(-$p $s) d$s = 1 - \exp(-$p $t)", r"\int_0^{$t} \exp($p $s) d$s = \frac{1 - \exp($p $t)}{$p}", r"\int_0^{$t} \exp(-$p $s) d$s = \frac{\exp(-$p $t)}{$p}"), by=(rules.exponential_integral,)),
    Fact("integral-of-at-most-one", G, r"\int_0^{$t} \exp(-$s^2) d$s <= $t", (r"\int_0^{$t} \exp(-$s^2) d$s >= $t", r"\int_0^{$t} \exp($s^2) d$s <= $t", r"\int_{$t}^{0} \exp(-$s^2) d$s >= $t"), by=BY),
    Fact("derivative-of-a-square", G, r"\frac{d $g($t)^2}{d$t} = 2 $g($t) \frac{d $g($t)}{d$t}", (r"\frac{d $g($t)^2}{d$t} = 2 $g($t)", r"\frac{d $g($t)^2}{d$t} = $g($t) \frac{d $g($t)}{d$t}", r"\frac{d $g($t)^2}{d$t} = (\frac{d $g($t)}{d$t})^2"), by=CHAIN),
    Fact("product-rule", G, r"\frac{d ($g($t) $f($t))}{d$t} = \frac{d $g($t)}{d$t} $f($t) + $g($t) \frac{d $f($t)}{d$t}", (r"\frac{d ($g($t) $f($t))}{d$t} = \frac{d $g($t)}{d$t} \frac{d $f($t)}{d$t}", r"\frac{d ($g($t) $f($t))}{d$t} = $f($t) \frac{d $g($t)}{d$t}", r"\frac{d ($t $g($t))}{d$t} = $t \frac{d $g($t)}{d$t}"), by=CHAIN),
    Fact("derivative-of-a-power", G, r"\frac{d $t^3}{d$t} = 3 $t^2", (r"\frac{d $t^3}{d$t} = $t^2", r"\frac{d $t^3}{d$t} = 3 $t^3", r"\frac{d ($c $t)}{d$t} = $t"), by=CHAIN),
    Fact("derivative-by-an-operator", G, r"\frac{d}{d$t} \exp(-$p $t) = -$p \exp(-$p $t)", (r"\frac{d}{d$t} \exp(-$p $t) = \exp(-$p $t)", r"\frac{d}{d$t} \exp(-$p $t) = $p \exp(-$p $t)", r"\frac{d}{d$t} \exp($g($t)) = \exp($g($t))"), by=CHAIN),
    Fact("dot-is-derivative", G, r"\dot{$g}($t) = \frac{d $g($t)}{d$t}", (r"\dot{$g}($t) = $g($t)", r"\dot{$g}($t) = \frac{d $f($t)}{d$t}", r"\dot{$g}($t) = 0"), by=CHAIN),
    Fact("derivative-of-a-scaled-vector", V, r"\frac{d ($t $u)}{d$t} = $u", (r"\frac{d ($t $u)}{d$t} = $t $u", r"\|\frac{d ($t $u)}{d$t}\|_2 = 0", r"\frac{d ($t $v($t))}{d$t} = $t \frac{d $v($t)}{d$t}", r"\frac{d ($g($t) $u)}{d$t} = $g($t) $u"), by=CHAIN, shifts=False),
    Fact("derivative-of-a-squared-norm", V, r"\frac{d \|$v($t)\|_2^2}{d$t} = 2 $v($t)^\top \frac{d $v($t)}{d$t}", (r"\frac{d \|$v($t)\|_2^2}{d$t} = $v($t)^\top \frac{d $v($t)}{d$t}", r"\frac{d \|$v($t)\|_2^2}{d$t} = 2 \|$v($t)\| \|\frac{d $v($t)}{d$t}\|", r"\frac{d \|$v($t)\|_2^2}{d$t} = \|\frac{d $v($t)}{d$t}\|_2^2"), by=CHAIN),
    Fact("fundamental-theorem-of-vectors", V, r"\int_0^{$t} \frac{d $v($s)}{d$s} d$s = $v($t) - $v(0)", (r"\int_0^{$t} \frac{d $v($s)}{d$s} d$s = $v($t)", r"\|\int_0^{$t} \frac{d $v($s)}{d$s} d$s\| = \|$v($t)\| - \|$v(0)\|"), by=FTC, shifts=False),
    Fact("integral-of-norms", V, r"\|$v($t) - $v(0)\| <= \int_0^{$t} \|\frac{d $v($s)}{d$s}\| d$s", (r"\|$v($t) - $v(0)\| >= \int_0^{$t} \|\frac{d $v($s)}{d$s}\| d$s", r"\|$v($t)\| <= \int_0^{$t} \|\frac{d $v($s)}{d$s}\| d$s"), by=(*FTC, rules.triangle)),
)  # fmt: skip
KINDS = generators(FACTS)
