"""Facts about random things: means, variances, probabilities, indicators and events."""

from __future__ import annotations

from adversary.facts import Fact, generators
from ntkprops.statement import rules

XY = "X real random; Y real random; a real; c number; p positive; "
XZ = "n count; i index n; j index n; Z real over n random; p positive; "
EV = "U event random; V event random; "
EN = "n count; i index n; U event over n random; "
BY = (rules.linearity, rules.algebra)

FACTS = (
    Fact("linear-mean", XY, r"\mathbb{E}[$c $X + $Y] = $c \cdot \mathbb{E}[$X] + \mathbb{E}[$Y]", (r"\mathbb{E}[$X $Y] = \mathbb{E}[$X] \mathbb{E}[$Y]", r"\mathbb{E}[$c + $X] = \mathbb{E}[$X]", r"\mathbb{E}[$X] = $X", r"\mathbb{E}[$X + $Y] = \mathbb{E}[$X] + $Y"), by=BY),
    Fact("fixed-factor", XY + "k count; v vector k", r"\mathbb{E}[$a $X] = $a \mathbb{E}[$X]", (r"\mathbb{E}[$a + $X] = $a \mathbb{E}[$X]", r"\mathbb{E}[$X^2] = $X \mathbb{E}[$X]", r"\mathbb{E}[$a $X] = $a $X", r"\|\mathbb{E}[$X $v]\| = |$X| \|$v\|", r"\|\mathbb{E}[$X $v]\| = \mathbb{E}[|$X|] \|$v\|"), by=BY),
    Fact("mean-of-a-scaled-vector", "k count; X real random; v vector k; W vector k random", r"\mathbb{E}[$X $v] = \mathbb{E}[$X] $v", (r"\mathbb{E}[$X $v] = $X $v", r"\mathbb{E}[$X $W] = \mathbb{E}[$X] \mathbb{E}[$W]", r"\mathbb{E}[$X $W] = $X \mathbb{E}[$W]", r"\mathbb{E}[$W] = $W"), by=BY, shifts=False),
    Fact("mean-of-a-scaled-matrix", "k count; X real random; Q matrix k k; v vector k", r"\mathbb{E}[$X $Q] = \mathbb{E}[$X] $Q", (r"\mathbb{E}[$X $Q] = $X $Q", r"\|\mathbb{E}[$X $Q]\|_2 = |$X| \|$Q\|_2", r"\mathbb{E}[$X $Q $v] = $X $Q $v"), by=BY, shifts=False),
    Fact("jensen", XY, r"\mathbb{E}[$X]^2 <= \mathbb{E}[$X^2]", (r"\mathbb{E}[$X^2] <= \mathbb{E}[$X]^2", r"\mathbb{E}[$X]^2 < \mathbb{E}[$X^2]", r"\mathbb{E}[$X^2] = \mathbb{E}[$X]^2"), by=(rules.jensen,)),
    Fact("absolute-mean", XY, r"|\mathbb{E}[$X]| <= \mathbb{E}[|$X|]", (r"\mathbb{E}[|$X|] <= |\mathbb{E}[$X]|", r"\mathbb{E}[|$X|] <= \mathbb{E}[$X]", r"|\mathbb{E}[$X]| = \mathbb{E}[|$X|]", r"\mathbb{E}[|$X|]^2 >= \mathbb{E}[$X^2]"), by=(rules.absolute_expectation,)),
    Fact("variance", XY, r"\mathrm{Var}($X) = \mathbb{E}[$X^2] - \mathbb{E}[$X]^2", (r"\mathrm{Var}($X) = \mathbb{E}[$X^2]", r"\mathrm{Var}($X) > 0", r"\mathrm{Var}($X + $Y) = \mathrm{Var}($X) + \mathrm{Var}($Y)", r"\mathrm{Var}($X) = \mathbb{E}[$X^2] + \mathbb{E}[$X]^2"), by=BY),
    Fact("scaled-variance", XY, r"\mathrm{Var}($c $X + $a) = ($c)^2 \mathrm{Var}($X)", (r"\mathrm{Var}(2 $X) = 2 \mathrm{Var}($X)", r"\mathrm{Var}($c $X + $a) = $c \cdot \mathrm{Var}($X) + $a", r"\mathrm{Var}(-$X) = -\mathrm{Var}($X)"), by=BY),
    Fact("variance-of-fixed", XY, r"\mathrm{Var}($a) = 0", (r"\mathrm{Var}($X) = 0", r"\mathrm{Var}($a $X) = \mathrm{Var}($X)"), by=BY),
    Fact("markov", XY + "R nonnegative random", r"\Pr[$R \geq $p] <= \frac{\mathbb{E}[$R]}{$p}", (r"\Pr[$X \geq $p] <= \frac{\mathbb{E}[$X]}{$p}", r"\Pr[$R \geq $p] <= \mathbb{E}[$R]", r"\Pr[$R > 0] <= \mathbb{E}[$R]", r"\Pr[$R \geq $p] >= \frac{\mathbb{E}[$R]}{$p}", r"\Pr[$R \leq $p] <= \frac{\mathbb{E}[$R]}{$p}"), by=(rules.markov,)),
    Fact("markov-of-a-square", XY, r"\Pr[$X^2 \geq $p] <= \frac{\mathbb{E}[$X^2]}{$p}", (r"\Pr[$X^2 \geq $p] <= \frac{\mathbb{E}[$X]^2}{$p}", r"\Pr[|$X| \geq $p] <= \frac{\mathbb{E}[$X]}{$p}", r"\Pr[$X^2 < $p] <= \frac{\mathbb{E}[$X^2]}{$p}"), by=(rules.markov,)),
    Fact("chebyshev", XY, r"\Pr[|$X - \mathbb{E}[$X]| \geq $p] <= \frac{\mathrm{Var}($X)}{$p^2}", (r"\Pr[|$X| \geq $p] <= \frac{\mathrm{Var}($X)}{$p^2}", r"\Pr[|$X - \mathbb{E}[$X]| \geq $p] <= \frac{\mathrm{Var}($X)}{$p}", r"\Pr[$X \geq $p] <= \frac{\mathrm{Var}($X)}{$p^2}"), by=(rules.chebyshev,)),
    Fact("union-bound", EV, r"\Pr($U \cup $V) <= \Pr($U) + \Pr($V)", (r"\Pr($U \cup $V) <= \Pr($U)", r"\Pr($U \cup $V) = \Pr($U) + \Pr($V)", r"\Pr($U \cup $V) <= \Pr($U) \Pr($V)", r"\Pr($U) + \Pr($V) <= 1"), by=(rules.union_bound,)),
    Fact("intersection", EV, r"\Pr($U \cap $V) <= \Pr($V)", (r"\Pr($U \cap $V) >= \Pr($V)", r"\Pr($U \cap $V) = \Pr($U) \Pr($V)", r"\Pr($U \cap $V) < \Pr($V)", r"\Pr($U \cap $V) = 0"), by=(rules.event_inclusion,)),
    Fact("inclusion-exclusion", EV, r"\Pr($U \cup $V) + \Pr($U \cap $V) = \Pr($U) + \Pr($V)", (r"\Pr($U \cup $V) - \Pr($U \cap $V) = \Pr($U) - \Pr($V)", r"\Pr($U \cup $V) = \Pr($U \cap $V)"), by=(rules.union_bound, rules.linearity)),
    Fact("union-of-many", EN, r"\Pr(\bigcup_{$i=1}^{$n} $U_$i) <= \sum_{$i=1}^{$n} \Pr($U_$i)", (r"\Pr(\bigcup_{$i=1}^{$n} $U_$i) <= \max_{$i} \Pr($U_$i)", r"\Pr(\bigcup_{$i=1}^{$n} $U_$i) <= \Pr($U_1)", r"\Pr(\bigcup_{$i=1}^{$n} $U_$i) = \sum_{$i=1}^{$n} \Pr($U_$i)", r"\Pr(\bigcup_{$i=1}^{$n} $U_$i) <= \Pr($U_$i)"), by=(rules.union_bound,)),
    Fact("intersection-of-many", EN, r"\Pr(\bigcap_{$i=1}^{$n} $U_$i) <= \Pr($U_1)", (r"\Pr(\bigcap_{$i=1}^{$n} $U_$i) >= \Pr($U_1)", r"\Pr(\bigcap_{$i=1}^{$n} $U_$i) >= \sum_{$i=1}^{$n} \Pr($U_$i)"), by=(rules.event_inclusion,)),
    Fact("complement", XY, r"\Pr[$X \geq $a] + \Pr[$X < $a] = 1", (r"\Pr[$X \geq $a] + \Pr[$X \leq $a] = 1", r"\Pr[$X > $a] + \Pr[$X < $a] = 1", r"\Pr[$X \geq $a] = \Pr[$X \leq $a]"), by=BY),
    Fact("event-inclusion", XY + "b more c", r"\Pr[$X \geq $b] <= \Pr[$X \geq $c]", (r"\Pr[$X \geq $c] <= \Pr[$X \geq $b]", r"\Pr[$X \geq $b] < \Pr[$X \geq $c]", r"\Pr[$X \leq $b] <= \Pr[$X \leq $c]", r"\Pr[|$X| \geq $c] <= \Pr[$X \geq $c]"), by=(rules.event_inclusion,)),
    Fact("indicator", XY, r"\mathbb{E}[\mathbf{1}[$X \geq $a]] = \Pr[$X \geq $a]", (r"\mathbb{E}[\mathbf{1}[$X \geq $a]] = \Pr[$X > $a]", r"\mathbf{1}[$X \geq $a] = \Pr[$X \geq $a]", r"\mathbb{E}[\mathbf{1}[$X \geq $a] $X] = \Pr[$X \geq $a] \mathbb{E}[$X]"), by=BY),
    Fact("indicator-of-an-event", EV, r"\mathbb{E}[\mathbf{1}_{$U}] = \Pr($U)", (r"\mathbb{E}[\mathbf{1}_{$U} \mathbf{1}_{$V}] = \Pr($U) \Pr($V)", r"\mathbf{1}_{$U} = \Pr($U)", r"\mathbf{1}_{$U} <= \mathbf{1}_{$V}"), by=BY),
    Fact("indicator-squared", XY, r"\mathbf{1}[$X \geq $a]^2 = \mathbf{1}[$X \geq $a]", (r"\mathbf{1}[$X \geq $a] <= $X", r"\mathbf{1}[$X \geq $a] = 1", r"\mathbf{1}[$X \geq $a] <= \mathbf{1}[$X > $a]"), by=BY),
    Fact("two-conditions", XY, r"\Pr[$X \geq $a, $Y \geq $a] <= \Pr[$Y \geq $a]", (r"\Pr[$X \geq $a, $Y \geq $a] = \Pr[$X \geq $a] \Pr[$Y \geq $a]", r"\Pr[$X \geq $a, $Y \geq $a] >= \Pr[$X \geq $a]"), by=(rules.event_inclusion,)),
    Fact("not", EV, r"\mathbb{P}($U) <= 1", (r"\mathbb{P}($U) < 1", r"\mathbb{P}($U) > 0", r"\mathbb{P}($U) = \mathbb{P}($V)", r"\mathbb{P}($U) + \mathbb{P}($V) = 1"), by=BY),
    Fact("maximum-of-means", XZ, r"\max_{$i} \mathbb{E}[$Z_$i] <= \mathbb{E}[\max_{$i} $Z_$i]", (r"\max_{$i} \mathbb{E}[$Z_$i] >= \mathbb{E}[\max_{$i} $Z_$i]", r"\mathbb{E}[\min_{$i} $Z_$i] = \min_{$i} \mathbb{E}[$Z_$i]"), by=BY),
    Fact("mean-of-a-sum", XZ, r"\mathbb{E}[\sum_{$i=1}^{$n} $Z_$i] = \sum_{$i=1}^{$n} \mathbb{E}[$Z_$i]", (r"\mathbb{E}[\sum_{$i=1}^{$n} $Z_$i] = \mathbb{E}[$Z_1]", r"\mathbb{E}[\prod_{$i=1}^{$n} $Z_$i] = \sum_{$i=1}^{$n} \mathbb{E}[$Z_$i]", r"\mathrm{Var}(\sum_{$i=1}^{$n} 2 $Z_$i) = 2 \mathrm{Var}(\sum_{$i=1}^{$n} $Z_$i)", r"\mathbb{E}[(\sum_{$i=1}^{$n} $Z_$i)^2] = \sum_{$i=1}^{$n} \mathbb{E}[$Z_$i^2]"), by=BY),
    Fact("tail-of-a-maximum", XZ, r"\Pr[\max_{$i} $Z_$i > $p] <= \sum_{$i=1}^{$n} \Pr[$Z_$i > $p]", (r"\Pr[\max_{$i} $Z_$i > $p] <= \max_{$i} \Pr[$Z_$i > $p]", r"\Pr[\max_{$i} $Z_$i > $p] <= \Pr[$Z_$i > $p]", r"\Pr[\sum_{$i=1}^{$n} $Z_$i > $p] <= \sum_{$i=1}^{$n} \Pr[$Z_$i > $p]"), by=(rules.union_bound,)),
    Fact("bounded-mean", XY + "b more c", r"\mathbb{E}[$X] <= $c", (r"\mathbb{E}[$X] < $c", r"\mathbb{E}[$X] >= -$c", r"\mathbb{E}[$X^2] <= ($c)^2", r"\Pr[$X \geq $c] = 0"), given=(r"$X <= $c",), by=BY, wrong=((r"\mathbb{E}[$Y] <= $c",), (r"$X <= $b",), (r"\Pr[$X \leq $c] >= \frac{1}{2}",))),
    Fact("bounded-both-ways", XY + "b more c", r"\mathrm{Var}($X) <= ($c)^2", (r"\mathrm{Var}($X) <= 0", r"\mathbb{E}[$X] >= 0", r"\mathbb{E}[|$X|] < $c"), given=(r"|$X| <= $c",), by=BY, wrong=((r"$X <= $c",), (r"|$X| <= $b",), (r"|\mathbb{E}[$X]| <= $c",))),
    Fact("almost-surely-and-mean", XY, r"$a <= \mathbb{E}[$X]", (r"$a < \mathbb{E}[$X]", r"$X <= \mathbb{E}[$X]", r"$a <= $X - 1"), given=(r"$a <= $X",), by=BY, wrong=((r"$a <= $X + 1",), (r"$a <= \mathbb{E}[$Y]",))),
    Fact("signs", "s sign random rademacher; b real", r"\mathbb{E}[$s $b] = 0", (r"\mathbb{E}[$s^2 $b] = 0", r"\mathbb{E}[$s $b] = $b", r"\mathbb{E}[|$s|] = 0", r"$s = 0"), by=(rules.gaussian_moments, *BY)),
    Fact("many-signs", "n count; i index n; j index n; s sign over n random rademacher; v vector n", r"\mathbb{E}[(\sum_{$i=1}^{$n} $s_$i $v_$i)^2] = \sum_{$i=1}^{$n} $v_$i^2", (r"\mathbb{E}[(\sum_{$i=1}^{$n} $s_$i $v_$i)^2] = (\sum_{$i=1}^{$n} $v_$i)^2", r"\mathbb{E}[|\sum_{$i=1}^{$n} $s_$i $v_$i|] = 0", r"\mathbb{E}[$s_$i $s_$j] = 0", r"\sum_{$i=1}^{$n} $s_$i = 0"), by=(rules.gaussian_moments, *BY)),
    Fact("hoeffding-of-signs", "n count; i index n; s sign over n random rademacher; q positive", r"\Pr[|\frac{1}{$n} \sum_{$i=1}^{$n} $s_$i| > $q] <= 2 \exp(-\frac{1}{2} $n $q^2)", (r"\Pr[|\frac{1}{$n} \sum_{$i=1}^{$n} $s_$i| > $q] <= 2 \exp(-2 $n $q^2)", r"\Pr[|\frac{1}{$n} \sum_{$i=1}^{$n} $s_$i| > $q] <= \exp(-\frac{1}{2} $n $q^2)", r"\Pr[|\sum_{$i=1}^{$n} $s_$i| > $q] <= 2 \exp(-\frac{1}{2} $n $q^2)"), by=(rules.hoeffding, rules.gaussian_moments, *BY)),
    Fact("random-sign-sort", "s sign random; X nonnegative random; P probability random; K count random", r"\Pr[$X < 0] = 0", (r"\Pr[$X > 0] = 1", r"\mathbb{E}[$s] = 0", r"\mathbb{E}[$P] = \frac{1}{2}", r"\mathbb{E}[$K] = 1"), by=BY),
    Fact("random-count", "K count random; P probability random", r"\mathbb{E}[$K] >= 1", (r"\mathbb{E}[$K] > 1", r"\mathrm{Var}($K) > 0", r"\mathbb{E}[\frac{1}{$K}] = \frac{1}{\mathbb{E}[$K]}"), by=BY),
    Fact("random-probability", "P probability random; Q probability random", r"\mathrm{Var}($P) <= \frac{1}{4}", (r"\mathrm{Var}($P) <= \frac{1}{100}", r"\mathbb{E}[$P $Q] = \mathbb{E}[$P] \mathbb{E}[$Q]", r"\mathbb{E}[$P] <= \frac{1}{2}"), by=BY),
    Fact("random-positive", "X positive random", r"\mathbb{E}[$X] > 0", (r"\mathbb{E}[$X] >= 1", r"\mathbb{E}[\frac{1}{$X}] = \frac{1}{\mathbb{E}[$X]}", r"\mathbb{E}[\log($X)] >= \log(\mathbb{E}[$X])"), by=BY, shifts=False),
)  # fmt: skip
KINDS = generators(FACTS)
