r"""False statements in which a value or a name brings in the variable by which something is differentiated or integrated.

``\frac{d (c g(t))}{dt} = c \frac{d g(t)}{dt}`` holds for every number ``c``, and not for ``t``, ``h(t)`` or a name for them.
"""

from adversary.fresh import ALL, Fresh, defined, lemma
from ntkprops.statement import Statement, cite, definition

SQUARE = defined("b = t^2")


def proved(then: str) -> Statement:
    """A lemma that is true."""
    return Statement("lemma", then=(then,), by=ALL)


CONSTANT_FACTOR = proved(r"\frac{d (c g(t))}{dt} = c \frac{d g(t)}{dt}")
ANOTHER_TIME = proved(r"\frac{d (r g(t))}{dt} = r \frac{d g(t)}{dt}")
BELOW = Statement("lemma", then=(r"b \leq t^2 + 1",), by=(*ALL, definition("b")))

HIDDEN = (
    Fresh(r"\frac{d (t g(t))}{dt} = t \frac{d g(t)}{dt}", "t moves", before=(CONSTANT_FACTOR,), by=(cite("lemma", {"c": "t"}),)),
    Fresh(r"\frac{d (h(t) g(t))}{dt} = h(t) \frac{d g(t)}{dt}", "h moves", before=(CONSTANT_FACTOR,), by=(cite("lemma", {"c": "h(t)"}),)),
    Fresh(r"\frac{d (h g(t))}{dt} = h \frac{d g(t)}{dt}", "h moves", before=(CONSTANT_FACTOR,), by=(cite("lemma", {"c": "h"}),), rare=True),
    Fresh(r"\frac{d (b g(t))}{dt} = b \frac{d g(t)}{dt}", "b moves", before=(SQUARE, CONSTANT_FACTOR), by=(cite("lemma", {"c": "b"}),), rare=True),
    Fresh(r"\frac{d (r g(r))}{dr} = r \frac{d g(r)}{dr}", "r moves", before=(ANOTHER_TIME,), by=(cite("lemma", {"t": "r"}), *ALL)),
    Fresh(r"\frac{d (r g(r))}{dr} = r \frac{d g(r)}{dr}", "one time is put for two", before=(ANOTHER_TIME,), by=(cite("lemma"), *ALL)),
    Fresh(r"b \geq 0", "g(s) = -s, b = -1", before=(lemma(r"\frac{d g(t)}{dt} \leq b"),), by=(cite("lemma", {"t": "0"}), *ALL)),
    Fresh(r"b \geq 0", "g(s) = -s, b = -1, at any time", before=(lemma(r"\frac{d g(t)}{dt} \leq b"),), by=(cite("lemma", {"t": "r + 1"}), *ALL)),
    Fresh(r"\frac{d (b g(t))}{dt} = b \frac{d g(t)}{dt}", "b moves, unmentioned", before=(SQUARE,), rare=True),
    Fresh(r"\frac{d (b g(t))}{dt} = b \frac{d g(t)}{dt}", "b moves, as is given", given=(r"b := t^2",), rare=True),
    Fresh(r"\frac{d (\exp(h) g(t))}{dt} = \exp(h) \frac{d g(t)}{dt}", "h moves, and its time is not printed", rare=True),
    Fresh(r"\int_0^r b dt = b r", "b moves", before=(SQUARE,), rare=True),
    Fresh(r"\int_0^r h ds = h r", "h moves, and its time is not printed", rare=True),
    Fresh(r"b \leq r^2 + 1", "t = 3, r = 0", before=(SQUARE, BELOW), by=(cite("lemma", {"t": "r"}), *ALL)),
    Fresh(r"b \leq 1", "t = 3", before=(SQUARE, BELOW), by=(cite("lemma", {"t": "0"}), *ALL)),
    Fresh(r"g(r) = b", "g(s) = s^2, r = 0, t = 3", before=(SQUARE, lemma("g(t) = b")), by=(cite("lemma"), *ALL)),
    Fresh(r"g(t) \leq \exp(h t) g(0)", "the rate moves", before=(lemma(r"\frac{d g(t)}{dt} \leq h g(t)"),), by=(cite("lemma"), *ALL), rare=True),
    Fresh(r"g(t) \leq \exp(b t) g(0)", "the rate moves", before=(SQUARE, lemma(r"\frac{d g(t)}{dt} \leq b g(t)")), by=(cite("lemma"), *ALL), rare=True),
)  # fmt: skip
