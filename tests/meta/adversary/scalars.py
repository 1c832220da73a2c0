"""Facts about scalars: sorts, absolute values, roots, exponentials, maxima, and algebra with given bounds."""

from __future__ import annotations

from adversary.facts import Fact, generators
from ntkprops.statement import rules

ABC = "a real; b real; c real; "
TERMS = ABC + "A term of a b; B term of b c; "
BY = (rules.algebra,)

FACTS = (
    Fact("square", TERMS, r"$A^2 >= 0", (r"$A^2 > 0", r"$A^2 >= $a", r"$A^2 >= $A"), by=BY),
    Fact("young", TERMS + "p positive", r"2 $A $B <= $p $A^2 + \frac{1}{$p} $B^2",
         (r"2 $A $B <= $p $A^2 + $B^2", r"3 $A $B <= $p $A^2 + \frac{1}{$p} $B^2", r"2 |$A $B| + $p <= $p $A^2 + \frac{1}{$p} $B^2"), by=BY),
    Fact("triangle-of-terms", TERMS, r"|$A + $B| <= |$A| + |$B|",
         (r"|$A| + |$B| <= |$A + $B|", r"|$A + $B| < |$A| + |$B|", r"|$A + $B| <= |$A| - |$B|", r"|$A + $B| <= $A + $B"), by=(rules.triangle,)),
    Fact("reverse-triangle", TERMS, r"|$A| - |$B| <= |$A - $B|", (r"|$A| + |$B| <= |$A - $B|", r"|$A| - |$B| = |$A - $B|"), by=(rules.triangle, rules.algebra)),
    Fact("square-of-sum", TERMS, r"($A + $B)^2 <= 2 $A^2 + 2 $B^2",
         (r"($A + $B)^2 <= $A^2 + $B^2", r"($A + $B)^2 <= 2 $A^2 + $B^2", r"($A + $B)^2 = $A^2 + $B^2"), by=BY),
    Fact("binomial", TERMS, r"($A - $B)($A + $B) = $A^2 - $B^2", (r"($A - $B)($A + $B) = $A^2 + $B^2", r"($A - $B)^2 = $A^2 - $B^2"), by=BY),
    Fact("cube", ABC, r"($a + $b)^3 = $a^3 + 3 $a^2 $b + 3 $a $b^2 + $b^3", (r"($a + $b)^3 = $a^3 + 3 $a^2 $b + $a $b^2 + $b^3", r"($a + $b)^3 <= 4 $a^3 + 4 $b^3"), by=BY),
    Fact("maximum-of-two", TERMS, r"$A <= \max\{$A, $B\}", (r"$B >= \max\{$A, $B\}", r"\min\{$A, $B\} >= $A", r"$A < \max\{$A, $B\}"), by=BY),
    Fact("max-plus-min", TERMS, r"\max\{$A, $B\} + \min\{$A, $B\} = $A + $B", (r"\max\{$A, $B\} - \min\{$A, $B\} = $A - $B", r"\max\{$A, $B\} <= $A + $B"), by=BY),
    Fact("maximum-of-three", ABC, r"\max\{$a, $b, $c\} >= \frac{$a + $b + $c}{3}", (r"\max\{$a, $b, $c\} >= \frac{$a + $b + $c}{2}", r"\min\{$a, $b, $c\} >= \frac{$a + $b + $c}{3}"), by=BY),
    Fact("relu", ABC, r"\max\{0, $a\} - \max\{0, -$a\} = $a", (r"\max\{0, $a\} + \max\{0, -$a\} = $a", r"\max\{0, $a\} <= $a", r"\max\{0, $a\}^2 = $a^2"), by=BY),
    Fact("exponential", TERMS, r"\exp($a) >= 1 + $a", (r"\exp($a) > 1 + $a", r"\exp($a) >= 1 + 2 $a", r"\exp($a) <= 1 + $a", r"\exp($a) >= 1"), by=BY),
    Fact("exponential-of-a-sum", ABC, r"\exp($a + $b) = \exp($a) \exp($b)", (r"\exp($a + $b) = \exp($a) + \exp($b)", r"\exp($a $b) = \exp($a) \exp($b)"), by=BY),
    Fact("euler", ABC + "p positive", r"e^{-$p} <= 1", (r"e^{-$p} >= 1", r"e^{$p} <= 1 + $p", r"e^{-$p} <= $p"), by=BY),
    Fact("logarithm", "p positive; q positive", r"\log($p) <= $p - 1", (r"\log($p) >= $p - 1", r"\log($p) >= 0", r"\log($p) <= $p - 2"), by=BY),
    Fact("logarithm-of-a-product", "p positive; q positive", r"\log($p $q) = \log($p) + \log($q)", (r"\log($p + $q) = \log($p) + \log($q)", r"\log($p $q) = \log($p) \log($q)"), by=BY),
    Fact("natural-logarithm", "p positive", r"\ln($p^2) = 2 \ln($p)", (r"\ln($p^2) = \ln($p)^2", r"\ln(2 $p) = 2 \ln($p)"), by=BY),
    Fact("root", "p positive; q nonnegative", r"\sqrt{$p $q} = \sqrt{$p} \sqrt{$q}", (r"\sqrt{$p + $q} = \sqrt{$p} + \sqrt{$q}", r"\sqrt{$p} <= $p", r"\sqrt{$p $q} = \sqrt{$p} $q"), by=BY),
    Fact("root-of-a-sum", "p nonnegative; q nonnegative", r"\sqrt{$p + $q} <= \sqrt{$p} + \sqrt{$q}", (r"\sqrt{$p + $q} >= \sqrt{$p} + \sqrt{$q}", r"\sqrt{$p + $q} < \sqrt{$p} + \sqrt{$q}"), by=BY),
    Fact("means", "p positive; q positive", r"\sqrt{$p $q} <= \frac{$p + $q}{2}", (r"\sqrt{$p $q} >= \frac{$p + $q}{2}", r"\sqrt{$p $q} < \frac{$p + $q}{2}", r"\sqrt{$p $q} <= \frac{$p + $q}{3}"), by=BY),
    Fact("cube-root", "p positive", r"\sqrt[3]{$p^3} = $p", (r"\sqrt[3]{$p^2} = $p", r"\sqrt[3]{$p} <= $p"), by=BY),
    Fact("powers", "p positive; a real; b real", r"$p^{$a} $p^{$b} = $p^{$a + $b}", (r"$p^{$a} $p^{$b} = $p^{$a $b}", r"$p^{$a} + $p^{$b} = $p^{$a + $b}", r"$p^{$a} >= 1"), by=BY),
    Fact("negative-power", "p positive; q positive", r"$p^{-1} $q = $q / $p", (r"$p^{-1} $q = $p / $q", r"$p^{-2} $q = $q / $p", r"($p + $q)^{-1} = $p^{-1} + $q^{-1}"), by=BY),
    Fact("pi", "p positive", r"\pi $p >= 3 $p", (r"\pi $p >= 4 $p", r"\pi $p <= 3 $p", r"\pi = \frac{22}{7}"), by=BY),
    Fact("count-sort", "n count; m count", r"$n $m >= 1", (r"$n $m >= 2", r"$n >= $m", r"$n $m <= $n + $m - 1", r"$n > 1"), by=BY),
    Fact("positive-sort", "p positive; q positive", r"$p + $q > $p", (r"$p + $q >= 1", r"$p $q >= $q", r"$p > $q", r"$p^2 >= $p"), by=BY),
    Fact("nonnegative-sort", "p nonnegative; q nonnegative", r"$p + $q >= $p", (r"$p + $q > $p", r"$p $q >= $p", r"$p^2 >= $p", r"$p + 1 > 1"), by=BY),
    Fact("probability-sort", "p probability; q probability", r"$p $q < $p", (r"$p $q >= $p", r"$p + $q <= 1", r"$p + $q >= 1", r"$p <= $q", r"$p <= \frac{1}{2}"), by=BY),
    Fact("time-sort", "t time; p positive", r"$t + $p > 0", (r"$t > 0", r"$t <= $p", r"$t^2 >= $t"), by=BY),
    Fact("sign-sort", "s sign; b real", r"$s^2 = 1", (r"$s = 1", r"$s $b <= $b", r"$s <= 0", r"$s > -1"), by=BY),
    Fact("sign-in-product", "s sign; b real", r"$s $b <= |$b|", (r"$s $b < |$b|", r"$s $b >= 0", r"$s $b = |$b|"), by=BY),
    Fact("real-sort", ABC, r"$a^2 + 1 > 0", (r"$a > 0", r"$a + 1 > 0", r"|$a| > 0", r"$a <= |$b|"), by=BY),
    Fact("transitive", ABC + "q real; c0 number; l less c0", r"$a <= $c0", (r"$a <= $l", r"$a < $c0", r"$b <= $a"), given=(r"$a <= $b", r"$b <= $c", r"$c <= $c0"), by=BY,
         wrong=((r"$a <= $b", r"$b >= $c", r"$c <= $c0"), (r"$a <= $b", r"$c <= $c0"), (r"$a <= $b", r"$b <= $q", r"$c <= $c0"))),
    Fact("transitive-with-factors", ABC + "k whole; l whole; c0 number", r"\frac{$a}{$k \cdot $l} <= $c0", (r"\frac{$a}{$k} <= $c0", r"$a <= $c0"), given=(r"$a <= $k $b", r"$b <= $l $c", r"$c <= $c0"), by=BY,
         wrong=((r"$a <= $k $b", r"$b <= $l $c"), (r"$a <= $k $b", r"$b >= $l $c", r"$c <= $c0"))),
    Fact("product-of-bounds", "p nonnegative; q nonnegative; c number; e number; l less c", r"$p $q <= $c \cdot $e", (r"$p $q <= $l \cdot $e", r"$p + $q <= $c \cdot $e"), given=(r"$p <= $c", r"$q <= $e"), by=BY,
         wrong=((r"$p <= $c", r"$q >= $e"), (r"$p <= $c",))),
    Fact("product-of-real-bounds", "a real; b real; c number; e number", r"$a + $b <= $c + $e", (r"$a $b <= $c \cdot $e", r"$a - $b <= $c - $e", r"|$a| <= $c"), given=(r"$a <= $c", r"$b <= $e"), by=BY),
    Fact("absolute-bound", "a real; b real; c number", r"$a^2 <= ($c)^2", (r"$a <= -$c", r"$a^2 <= $c", r"$a >= 0"), given=(r"|$a| <= $c",), by=BY, wrong=((r"$a <= $c",), (r"|$b| <= $c",))),
    Fact("quotient", "p positive; q positive; c number; e more c", r"\frac{$p}{$q} <= $c", (r"\frac{$q}{$p} <= $c", r"$p <= $c", r"\frac{$p}{$q} < $c"), given=(r"$p <= $c \cdot $q",), by=BY, wrong=((r"$p <= $e \cdot $q",), (r"$p <= $c",))),
    Fact("square-monotone", "a real; b real", r"$a^2 <= $b^2", (r"$a^2 < $b^2", r"$a^3 >= $b^3"), given=(r"0 <= $a", r"$a <= $b"), by=BY, wrong=((r"$a <= $b",), (r"0 <= $b", r"$a <= $b"))),
    Fact("given-equation", ABC + "k number", r"$a = $k \cdot $b", (r"$a = $b", r"$b = $k \cdot $a + 1"), given=(r"$a + $c = $k \cdot $b + $c",), by=BY),
    Fact("power-less-than", "p probability; a real", r"$p^2 < $p", (r"$p^2 > $p", r"\sqrt{$p} < $p", r"$p^2 < \frac{$p}{2}"), by=BY),
    Fact("solved-sort", "p positive; a real; b real", r"$a > $b", (r"$a >= $b + 1", r"$a > 0", r"$b > 0"), given=(r"$p = $a - $b",), by=BY),
    Fact("solved-count", "n count; a real", r"$a >= 1", (r"$a >= 2", r"$a > 1"), given=(r"$n = $a",), by=BY),
    Fact("solved-probability", "p probability; a real", r"2 $a <= 2", (r"$a >= \frac{1}{2}", r"$a <= \frac{1}{4}"), given=(r"$p = $a",), by=BY),
    Fact("not-equal", "a real; b real", r"($a - $b)^2 > 0", (r"$a > $b", r"$a + $b != 0", r"$a $b != 0"), given=(r"$a != $b",), by=BY),
)  # fmt: skip
KINDS = generators(FACTS)
