"""False statements on quantifiers, definitions and citations, each with its reason; see ``fresh``."""

from __future__ import annotations

from adversary.fresh import ALL, BOOK, Fresh, defined, lemma
from ntkprops.statement import Row, Statement, cite, definition

LEMMA = (cite("lemma"), *ALL)

QUANTIFIERS = (
    Fresh(r"a \leq -1", "a = 0", given=(r"a \leq b, \forall b \geq 0",)),
    Fresh(r"a \leq b", "a = 0, b = -1: the b that is given is another", given=(r"a \leq b, \forall b \geq 0",)),
    Fresh(r"a \leq q, \forall q > 0", "a = q = 5 obeys what is given", given=(r"a \leq q",)),
    Fresh(r"a < b", "a = b", given=(r"a \leq q + b, \forall q > 0",)),
    Fresh(r"a < 0", "a = 0", given=(r"a < q, \forall q > 0",)),
    Fresh(r"a = 0", "a = 1", given=(r"|a| \leq q, \forall q \geq 1",)),
    Fresh(r"\exists i \in [n], z_i = a", "no intermediate values among members", given=(r"\exists i \in [n], z_i \geq a", r"\exists i \in [n], z_i \leq a")),
    Fresh(r"\exists i \in [n], z_i + y_i \geq 2 a", "the two members differ", given=(r"\exists i \in [n], z_i \geq a", r"\exists i \in [n], y_i \geq a")),
    Fresh(r"g(t) \geq 1", "g falls from 1", given=(r"\exists \theta \in [0, t], g(\theta) \geq 1",)),
    Fresh(r"\exists \theta \in [0, t], g(\theta) + h(\theta) \geq 2", "at different times", given=(r"\exists \theta \in [0, t], g(\theta) \geq 1", r"\exists \theta \in [0, t], h(\theta) \geq 1")),
    Fresh(r"g(t) \leq h(0)", "h grows", given=(r"g(s) \leq h(t), \forall 0 \leq s \leq t",)),
    Fresh(r"g(s) \leq h(s), \forall 0 \leq s \leq 2 t", "beyond t nothing is given", given=(r"g(s) \leq h(s), \forall 0 \leq s \leq t",)),
    Fresh(r"g(t) \leq 0", "g is the identity", given=(r"g(\theta) \leq \theta, \forall \theta \in [0, t]",)),
    Fresh(r"g(0) \leq a", "t = 0: the range is empty", given=(r"g(s) \leq a, \forall 0 < s < t",)),
    Fresh(r"g(r) \leq a", "r < t: the range is empty", given=(r"g(\theta) \leq a, \forall \theta \in [t, r]",)),
    Fresh(r"g(s) \leq g(r)", "any s and r", given=(r"g(s) \leq g(t), \forall 0 \leq s \leq t",)),
    Fresh(r"z_1 = 0", "n = 2, z = (1, 0)", given=(r"\exists i \in [n], z_i = 0",)),
    Fresh(r"\sum_{i=1}^n z_i \leq n z_j", "z = (0, 1), j = 1", given=(r"\exists j \in [n], z_i \leq z_j",)),
    Fresh(r"\exists k \in [m], \forall i \in [n], A_{i k} \leq a", "another k for each i", given=(r"\forall i \in [n], \exists k \in [m], A_{i k} \leq a",)),
    Fresh(r"\min_{k} \max_{i} A_{i k} \leq \max_{i} \min_{k} A_{i k}", "the diagonal"),
    Fresh(r"a \leq c, \forall c \geq b", "a = 1, b = 0", given=(r"a \leq c",)),
    Fresh(r"g(t) = g(0), \forall t \geq 0", "at this t alone", given=(r"g(t) = g(0)",)),
    Fresh(r"g(s) \leq 1", "s ranges to t, and t is 5", for_all=r"0 \leq s \leq t", given=(r"g(s) \leq 1, \forall 0 \leq s \leq 1",)),
    Fresh(r"a \leq n", "n is one count, not all", given=(r"a \leq n + 1",)),
)  # fmt: skip

DEFINITIONS = (
    Fresh("0 = 1", "two definitions clash", before=(defined("b = a", "one"), defined("b = a + 1", "two")), by=(definition("b"), *ALL), rare=True),
    Fresh("0 = 1", "a circle of definitions", before=(defined("b = c + 1", "one"), defined("c = b", "two")), by=(definition("b"), definition("c"), *ALL), rare=True),
    Fresh(r"\phi(b) = a^2", "the letter of a definition is bound", before=(defined(r"\phi(a) = a^2"),), by=(definition(r"\phi"), *ALL), rare=True),
    Fresh("g(s) = t^2", "the time of a definition is bound", before=(defined("g(t) = t^2"),), by=(definition("g"), *ALL), rare=True),
    Fresh(r"\frac{d g(t)}{dt} = t", "it is 2 t", before=(defined("g(t) = t^2"),), by=(definition("g"), *ALL), rare=True),
    Fresh(r"\int_0^t b ds = \frac{t^2}{2}", "b is the free s: the integral is s t", given=("b := s",), rare=True),
    Fresh(r"\int_0^t c ds = \int_0^t g(s) ds", "c is g at the free s", before=(defined("c = g(s)"),), by=(definition("c"), *ALL), rare=True),
    Fresh(r"\mathbb{E}[c X] = c X", "c = E X", before=(defined(r"c = \mathbb{E}[X]"),), by=(definition("c"), *ALL), rare=True),
    Fresh(r"\mathbb{E}[c] = c", "c is random", before=(defined(r"c = \max\{X, Y\}"),), by=(definition("c"), *ALL), rare=True),
    Fresh(r"\mathrm{Var}(c + Y) = \mathrm{Var}(Y)", "c is X", given=("c := X",), by=(definition("c"), *ALL), rare=True),
    Fresh(r"\Pr[c \geq 1] = \mathbf{1}[c \geq 1]", "c is random", given=("c := X^2",), by=(definition("c"), *ALL), rare=True),
    Fresh(r"u_i = \sum_{j=1}^n M_{j i} v_j", "the transpose", before=(defined("u = M v"),), by=(definition("u"), *ALL), rare=True),
    Fresh(r"\sum_{i=1}^n z_i = n", "z_i = i", before=(defined("z_i = i"),), by=(definition("z"), *ALL), rare=True),
    Fresh("b = z_1", "z = (0, 1)", given=(r"b := \max_{i \in [n]} z_i",), by=(definition("b"), *ALL), rare=True),
    Fresh(r"c \leq a", "a = 0, c = 1", given=(r"a \leq b := c",)),
    Fresh(r"b \leq 3", "the definition of another lemma", before=(Statement("lemma", given=("b := 2",), then=(r"b \leq 3",), by=ALL),), by=(definition("b"), *LEMMA), rare=True),
    Fresh(r"\frac{d b}{dt} = 0", "b is g(t)", given=("b := g(t)",), by=(definition("b"), *ALL), rare=True),
    Fresh(r"\frac{d (b g(t))}{dt} = b \frac{d g(t)}{dt}", "b moves", given=("b := t^2",), by=(definition("b"), *ALL), rare=True),
    Fresh(r"\sum_{i=1}^n b = n z_1", "b := z_2", given=("b := z_n",), by=(definition("b"), *ALL), rare=True),
    Fresh(r"a = b", "phi is not one to one", given=(r"\phi(a) = \phi(b)",)),
    Fresh(r"\phi(a) \leq \phi(b)", "phi need not be monotone", given=(r"a \leq b",)),
    Fresh(r"\phi(a + b) = \phi(a) + \phi(b)", "phi need not be linear"),
    Fresh(r"\phi(2 a) = 2 a^2", "it is 4 a^2", before=(defined(r"\phi(c) = c^2"),), by=(definition(r"\phi"), *ALL), rare=True),
)  # fmt: skip

SQUARE_ROOT_BOUND = Statement("lemma", then=(r"\|v\|_1 \leq \sqrt{n} \|v\|_2",), by=BOOK)
CITATIONS = (
    Fresh(r"n - 1 \geq 1", "n = 1", before=(lemma(r"n \geq 1"),), by=(cite("lemma", {"n": "n - 1"}),)),
    Fresh(r"\|v\|_1 \leq \sqrt{m} \|v\|_2", "the length is n", before=(SQUARE_ROOT_BOUND,), by=(cite("lemma", {"n": "m"}), *ALL)),
    Fresh(r"\|w\|_1 \leq \sqrt{n} \|w\|_2", "the length of w is d", before=(SQUARE_ROOT_BOUND,), by=(cite("lemma", {"v": "w"}), *ALL)),
    Fresh(r"\mathbb{E}[Y] = 0", "Y is another draw", before=(lemma(r"\mathbb{E}[X] = 0"),), by=(cite("lemma", {"X": "Y"}),)),
    Fresh(r"\Pr[Z_i \geq 0] = \frac{1}{2}", "Z has no law", before=(Statement("lemma", then=(r"\Pr[\xi_i \geq 0] = \frac{1}{2}",), by=ALL),), by=(cite("lemma", {r"\xi": "Z"}), *ALL)),
    Fresh(r"h(t) \leq 1", "what is given of g is not given of h", before=(lemma(r"g(t) \leq 1", r"g(0) \leq 1"),), by=(cite("lemma", {"g": "h"}),)),
    Fresh(r"X \leq a", "a smaller failure probability", before=(lemma(r"X \leq a", r"\Pr[X > a] \leq \delta", probability=r"1 - \delta"),), given=(r"\Pr[X > a] \leq \delta",), probability=r"1 - \frac{\delta}{2}", by=LEMMA),
    Fresh(r"X \leq a", "delta may be 9/10", given=(r"\Pr[X > a] \leq \delta",), probability=r"\frac{1}{2}"),
    Fresh(r"X + Y \leq 2 a", "the failures add", given=(r"\Pr[X > a] \leq \delta", r"\Pr[Y > a] \leq \epsilon"), probability=r"1 - \max\{\delta, \epsilon\}"),
    Fresh(r"X + Y \leq 2 a", "failures of two draws do not multiply", given=(r"\Pr[X > a] \leq \delta", r"\Pr[Y > a] \leq \epsilon"), probability=r"1 - \delta \epsilon"),
    Fresh(r"W_{i j} \leq a, \forall i \in [n], \forall j \in [n]", "n^2 events", given=(r"\Pr[W_{i j} > a] \leq \frac{\delta}{n}",), probability=r"1 - \delta", rare=True),
    Fresh(r"Z_i \leq a, \forall i \in [n]", "no union bound", before=(lemma(r"Z_i \leq a", probability=r"1 - \delta"),), probability=r"1 - \delta", by=LEMMA),
    Fresh(r"\frac{1}{n} \sum_{i=1}^n Z_i \leq a", "no union bound", before=(lemma(r"Z_i \leq a", probability=r"1 - \delta"),), probability=r"1 - \delta", by=LEMMA),
    Fresh(r"\mathbb{E}[X] \leq a", "beyond the event X is large", before=(lemma(r"X \leq a", probability=r"1 - \delta"),), by=LEMMA),
    Fresh(r"\mathbb{E}[\mathbf{1}[X > a]] = 0", "it is at most delta", before=(lemma(r"X \leq a", probability=r"1 - \delta"),), probability=r"1 - \delta", by=LEMMA),
    Fresh(r"K(t) \leq a, \forall t \geq 0", "another event at each time", before=(lemma(r"K(t) \leq a", probability=r"1 - \delta"),), probability=r"1 - \delta", by=LEMMA),
    Fresh(r"\int_0^t K(s) ds \leq a t", "another event at each time", before=(lemma(r"K(t) \leq a", probability=r"1 - \delta"),), probability=r"1 - \delta", by=LEMMA),
    Fresh(r"b \leq c + 1", "the hypothesis is not met", before=(lemma(r"b \leq c + 1", r"b \leq c"),), by=LEMMA),
    Fresh(r"a \geq \beta", "the chain turns around", given=(r"a \leq b", r"b \geq \beta"), by=(cite("two"),), rows=(Row("one", r"a \leq b", by=ALL), Row("two", r"\geq \beta", by=ALL))),
    Fresh(r"a \neq c", "unequal twice may be equal", given=(r"a \neq b", r"b \neq c"), by=(cite("two"),), rows=(Row("one", r"a \neq b", by=ALL), Row("two", r"\neq c", by=ALL))),
    Fresh(r"a \leq c", "about is not at most", given=(r"a \leq b",), by=(cite("two"),), rows=(Row("one", r"a \leq b", by=ALL), Row("two", r"\approx c", by=ALL))),
    Fresh(r"a \leq n", "a hidden constant", given=("a = O(n)",), by=(cite("one"),), rows=(Row("one", "a = O(n)", by=ALL),)),
    Fresh(r"a < c", "nothing is strict", given=(r"a \leq b", r"b \leq c"), by=(cite("two"),), rows=(Row("one", r"a \leq b", by=ALL), Row("two", r"\leq c", by=ALL))),
    Fresh(r"g(r) \leq 1", "the lemma is for times up to 1", before=(lemma(r"g(t) \leq 1", r"t \leq 1"),), by=(cite("lemma", {"t": "r"}), *ALL)),
    Fresh(r"\mathbb{E}[X] \leq \mathbb{E}[Y]", "X <= Y on an event alone", before=(lemma(r"X \leq Y", probability=r"1 - \delta"),), probability=r"1 - \delta", by=LEMMA),
    Fresh(r"z_1 \leq z_2", "a false lemma is not proved by who cites it", before=(Statement("lemma", then=(r"z_1 \leq z_2",), by=(cite("claim"),)),), by=(cite("lemma"),)),
)  # fmt: skip
