"""Facts about sums, products, maxima and families over an index."""

from __future__ import annotations

from adversary.facts import Fact, generators
from ntkprops.statement import rules

NI = "n count; i index n; j index n; "
Z = NI + "z real over n; y real over n; "
BY = (rules.linearity, rules.algebra)

FACTS = (
    Fact("constant-sum", NI + "c number", r"\sum_{$i=1}^{$n} $c = $c \cdot $n", (r"\sum_{$i=0}^{$n} $c = $c \cdot $n", r"\sum_{$i=2}^{$n} $c = $c \cdot $n", r"\sum_{$i=1}^{$n} $c = $c"), by=BY),
    Fact("bounded-sum", Z + "c number; l less c", r"\sum_{$i=1}^{$n} $z_$i <= $c \cdot $n", (r"\sum_{$i=1}^{$n} $z_$i <= $l \cdot $n", r"\sum_{$i=1}^{$n} $z_$i <= $c", r"\sum_{$i=0}^{$n} $c \cdot ($i + 1) <= $c \cdot $n"), given=(r"$z_$i <= $c",), by=BY, wrong=((r"$z_1 <= $c",), (r"$y_$i <= $c",))),
    Fact("sum-of-a-sum", Z, r"\sum_{$i=1}^{$n} ($z_$i + $y_$i) = \sum_{$i=1}^{$n} $z_$i + \sum_{$j=1}^{$n} $y_$j", (r"\sum_{$i=1}^{$n} $z_$i $y_$i = \sum_{$i=1}^{$n} $z_$i \sum_{$j=1}^{$n} $y_$j", r"\sum_{$i=1}^{$n} $z_$i + $y_1 = \sum_{$i=1}^{$n} ($z_$i + $y_$i)"), by=BY),
    Fact("constant-factor", Z + "c real", r"\sum_{$i=1}^{$n} $c $z_$i = $c \sum_{$i=1}^{$n} $z_$i", (r"\sum_{$i=1}^{$n} ($c + $z_$i) = $c + \sum_{$i=1}^{$n} $z_$i", r"\sum_{$i=1}^{$n} $z_$i^2 = (\sum_{$i=1}^{$n} $z_$i)^2"), by=BY),
    Fact("indexed-factor", Z, r"\sum_{$i=1}^{$n} $i $z_$i = \sum_{$j=1}^{$n} $j $z_$j", (r"\sum_{$i=1}^{$n} $i $z_$i = $n \sum_{$j=1}^{$n} $z_$j", r"\sum_{$i=1}^{$n} $i = $n"), by=BY),
    Fact("triangle-of-a-sum", Z, r"|\sum_{$i=1}^{$n} $z_$i| <= \sum_{$i=1}^{$n} |$z_$i|", (r"\sum_{$i=1}^{$n} |$z_$i| <= |\sum_{$i=1}^{$n} $z_$i|", r"|\sum_{$i=1}^{$n} $z_$i| <= \sum_{$i=1}^{$n} $z_$i", r"|\sum_{$i=1}^{$n} $z_$i| <= \sum_{$i=2}^{$n} |$z_$i|"), by=(rules.triangle,)),
    Fact("cauchy-schwarz-of-a-sum", Z, r"(\sum_{$i=1}^{$n} $z_$i)^2 <= $n \sum_{$i=1}^{$n} $z_$i^2", (r"(\sum_{$i=1}^{$n} $z_$i)^2 <= \sum_{$i=1}^{$n} $z_$i^2", r"$n \sum_{$i=1}^{$n} $z_$i^2 <= (\sum_{$i=1}^{$n} $z_$i)^2", r"(\sum_{$i=1}^{$n} $z_$i)^2 <= \sqrt{$n} \sum_{$i=1}^{$n} $z_$i^2"), by=(rules.cauchy_schwarz,)),
    Fact("member-of-a-sum", Z, r"$z_$i^2 <= \sum_{$j=1}^{$n} $z_$j^2", (r"$z_$i <= \sum_{$j=1}^{$n} $z_$j", r"$z_$i^2 < \sum_{$j=1}^{$n} $z_$j^2", r"\sum_{$j=1}^{$n} $z_$j^2 <= $n $z_$i^2"), by=BY),
    Fact("sum-in-a-sum", Z, r"\sum_{$i=1}^{$n} \sum_{$j=1}^{$n} $z_$i $y_$j = (\sum_{$i=1}^{$n} $z_$i)(\sum_{$i=1}^{$n} $y_$i)", (r"\sum_{$i=1}^{$n} \sum_{$j=1}^{$n} $z_$i $y_$j = \sum_{$i=1}^{$n} $z_$i $y_$i", r"\sum_{$i=1}^{$n} \sum_{$j=1}^{$n} $z_$i = \sum_{$i=1}^{$n} $z_$i"), by=BY),
    Fact("two-indices", Z, r"\sum_{$i $j} $z_$i $z_$j >= 0", (r"\sum_{$i $j} $z_$i $y_$j >= 0", r"\sum_{$i, $j=1}^{$n} $z_$i >= 0"), by=BY),
    Fact("maximum", Z, r"\sum_{$i=1}^{$n} $z_$i <= $n \max_{$i \in [$n]} $z_$i", (r"\sum_{$i=1}^{$n} $z_$i <= \max_{$i \in [$n]} $z_$i", r"\sum_{$i=1}^{$n} $z_$i <= $n \min_{$i \in [$n]} $z_$i", r"\sum_{$i=1}^{$n} $z_$i < $n \max_{$i \in [$n]} $z_$i"), by=BY),
    Fact("minimum", Z, r"\min_{$i} $z_$i <= $z_$j", (r"\max_{$i} $z_$i <= $z_$j", r"\min_{$i} $z_$i < $z_$j", r"\min_{1 \leq $i \leq $n} $z_$i = $z_1"), by=BY),
    Fact("maximum-of-squares", Z, r"\max_{$i \in [$n]} $z_$i^2 >= 0", (r"\max_{$i \in [$n]} $z_$i >= 0", r"\min_{$i \in [$n]} $z_$i^2 > 0", r"\max_{1 \leq $i \leq $n} $z_$i^2 > 0"), by=BY),
    Fact("product-of-squares", Z, r"\prod_{$i=1}^{$n} $z_$i^2 >= 0", (r"\prod_{$i=1}^{$n} $z_$i >= 0", r"\prod_{$i=1}^{$n} $z_$i^2 > 0", r"\prod_{$i=1}^{$n} $z_$i^2 >= 1"), by=BY),
    Fact("product-of-a-constant", NI + "c whole", r"\prod_{$i=1}^{$n} $c = ($c)^{$n}", (r"\prod_{$i=1}^{$n} $c = $c \cdot $n", r"\prod_{$i=2}^{$n} $c = ($c)^{$n}", r"\prod_{$i=1}^{$n} $c = $c"), by=BY),
    Fact("mean-of-bounded", Z + "c number", r"\frac{1}{$n} \sum_{$i=1}^{$n} $z_$i <= $c", (r"\frac{1}{$n} \sum_{$i=1}^{$n} $z_$i < $c", r"$n \sum_{$i=1}^{$n} $z_$i <= $c", r"\frac{1}{$n} \sum_{$i=1}^{$n} $z_$i >= -$c"), given=(r"$z_$i <= $c, \forall $i \in [$n]",), by=BY, wrong=((r"\exists $i \in [$n], $z_$i <= $c",), (r"$z_$n <= $c",))),
    Fact("range-of-an-index", NI, r"\frac{$i}{$n} <= 1", (r"\frac{$i}{$n} < 1", r"$i >= $n", r"$i <= $j"), by=BY),
    Fact("counted-terms", NI, r"\sum_{$i=2}^{$n} 1 = $n - 1", (r"\sum_{$i=3}^{$n} 1 = $n - 2", r"\sum_{$i=2}^{$n} 1 = $n", r"\sum_{$i=-1}^{$n} $i >= 0", r"\sum_{$i=4}^{$n} 1 <= $n - 3"), by=BY),
    Fact("sum-of-counts", NI, r"\sum_{$i=1}^{$n} 2 $i = $n^2 + $n", (r"\sum_{$i=1}^{$n} $i = $n^2", r"\sum_{$i=1}^{$n} 2 $i <= $n^2"), by=BY),
    Fact("numbers-as-ends", "k dummy", r"\sum_{$k=1}^{4} $k = 10", (r"\sum_{$k=1}^{3} $k = 10", r"\sum_{$k=0}^{4} 1 = 4", r"\prod_{$k=1}^{3} $k = 7"), by=BY),
    Fact("double-family", "n count; m count; i index n; k index m; z real over n over m", r"\sum_{$i=1}^{$n} \sum_{$k=1}^{$m} $z_{$i $k} = \sum_{$k=1}^{$m} \sum_{$i=1}^{$n} $z_{$i $k}", (r"\sum_{$i=1}^{$n} \sum_{$k=1}^{$m} $z_{$i $k}^2 = (\sum_{$k=1}^{$m} \sum_{$i=1}^{$n} $z_{$i $k})^2", r"\sum_{$i=1}^{$n} $z_{$i 1} = \sum_{$k=1}^{$m} $z_{1 $k}", r"\max_{$i} \sum_{$k=1}^{$m} $z_{$i $k} = \sum_{$k=1}^{$m} \max_{$i} $z_{$i $k}"), by=BY),
    Fact("max-of-min", "n count; m count; i index n; k index m; z real over n over m", r"\max_{$i} \min_{$k} $z_{$i $k} <= \min_{$k} \max_{$i} $z_{$i $k}", (r"\max_{$i} \min_{$k} $z_{$i $k} >= \min_{$k} \max_{$i} $z_{$i $k}", r"\max_{$i} \max_{$k} $z_{$i $k} <= \max_{$i} \min_{$k} $z_{$i $k}"), by=BY),
    Fact("monotone-sum", Z, r"\sum_{$i=1}^{$n} $z_$i <= \sum_{$i=1}^{$n} $y_$i", (r"\sum_{$i=1}^{$n} $z_$i < \sum_{$i=1}^{$n} $y_$i", r"\sum_{$i=1}^{$n} $z_$i^2 <= \sum_{$i=1}^{$n} $y_$i^2", r"\prod_{$i=1}^{$n} $z_$i <= \prod_{$i=1}^{$n} $y_$i"), given=(r"$z_$i <= $y_$i",), by=BY, wrong=((r"\exists $i \in [$n], $z_$i <= $y_$i",), (r"$z_1 <= $y_1",))),
)  # fmt: skip
KINDS = generators(FACTS)
