r"""Which slip is likely? The edits of a claim's printed parts, the likeliest first: ``guesses(parts, notation)``.

Of what cannot be read the edits that touch the place of the error come first, and there another symbol is likely.
A symbol that no neighbour of the claim speaks of is a stranger, most likely in the place of one that some do speak of.
Elsewhere every edit has a price: small for one mark (a square, a sign, a turned relation, a lost factor), larger for
another symbol, on the left, or in a hypothesis; an edit is cheaper by what it gains in units (``language.units``).
An edit that people do not mean is not tried: a side of an inequality negated, a number for a symbol that has a meaning,
a factor or a term dropped from what is bounded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from ntkprops.errors import FormulaError
from ntkprops.language.edits import Edit, Planned, mendings
from ntkprops.language.edits.places import at
from ntkprops.language.notation import Notation
from ntkprops.language.reader import read
from ntkprops.language.tree import Expr, links
from ntkprops.language.units import freedom
from ntkprops.trial.altered import Part

PRICES = {
    "power": 2.0, "index": 2.5, "binding": 3.0, "sign": 3.0, "relation": 3.0, "exponent": 3.5, "root": 3.5,
    "missing": 4.0, "divisor": 4.0, "constant": 4.0, "norm": 4.0, "dimension": 4.0, "argument": 4.0, "each": 5.0,
    "sum": 5.0, "symbol": 5.5, "hypothesis": 6.0, "term": 6.0, "factor": 6.0,
}  # fmt: skip
KINDS = tuple(PRICES)
UNIT = 3.0  # what a unit gained or lost is worth
ASIDE, UNLIKE, ELSEWHERE = 1.0, 3.0, {"then": 0.0, "given": 1.5, "probability": 6.0, "for_all": 6.0}
BOUNDS = frozenset({"<=", "<", ">=", ">"})
PUNCTUATION = " \n\t.,;"
BRACES = "{}() "


@dataclass(frozen=True)
class Guess:
    """A text that may have been meant, with the name and the kind of the edit."""

    latex: str
    name: str
    kind: str


def guesses(
    parts: Sequence[Part],
    notation: Notation,
    *,
    error: FormulaError | None = None,
    around: frozenset[str] = frozenset(),
) -> Iterator[tuple[Part, Guess]]:
    """Every edit of every part once, the likeliest first; with an error, those of the part it is in.

    Args:
        parts: of the claim; an empty one stands for a hypothesis that may be missing.
        notation: the symbols.
        error: why the claim cannot be read.
        around: what the neighbours of the claim speak of; empty where that is not known.
    """
    seen = set()
    for part, guess in _in_turn(_Claim(tuple(parts), notation, around), error):
        if (part, guess.latex) not in seen:
            seen.add((part, guess.latex))
            yield part, guess


@dataclass(frozen=True)
class _Claim:
    """The printed parts of a claim, the trees of those that can be read, and what it and its neighbours speak of."""

    parts: tuple[Part, ...]
    notation: Notation
    around: frozenset[str]
    trees: dict[Part, Expr] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "trees", dict(_read(self.parts, self.notation)))

    @property
    def spoken(self) -> frozenset[str]:
        """The symbols that some formula of the claim speaks of."""
        return frozenset({name for tree in self.trees.values() for name in tree.free} & self.notation.table.keys())

    def units(self, part: Part, tree: Expr) -> int:
        """The freedom of units with another tree for a part."""
        return freedom([tree if one == part else other for one, other in self.trees.items()], self.notation)


def _read(parts: Sequence[Part], notation: Notation) -> Iterator[tuple[Part, Expr]]:
    for part in parts:
        try:
            yield part, read(part.latex, notation)
        except FormulaError:
            continue


def _in_turn(claim: _Claim, error: FormulaError | None) -> Iterator[tuple[Part, Guess]]:
    names = tuple(sorted(claim.spoken))
    planned = [(part, one) for part in claim.trees for one in mendings(part.latex, claim.notation, names=names)]
    if error is not None:
        planned = [(part, one) for part, one in planned if error.latex == part.latex.rstrip(PUNCTUATION)]
        written = [(part, edit) for part, one in planned if (edit := one.edit) is not None and _touches(edit, error)]
        yield from _guessed(sorted(written, key=lambda one: _rank(one[1], error, claim.spoken)))
    strangers = claim.spoken - claim.around if claim.around else frozenset()
    symbols = [(part, one) for part, one in planned if one.change.kind == "symbol"]
    home = [one for one in symbols if one[1].change.new.name in claim.around]
    yield from _written([one for one in home if {*_exchanged(one[1])} & strangers])
    yield from _by_price(claim, [one for one in planned if not _is_pointless(claim, *one)])


def _by_price(claim: _Claim, planned: list[tuple[Part, Planned]]) -> Iterator[tuple[Part, Guess]]:
    before = {part: claim.units(part, tree) for part, tree in claim.trees.items()}
    priced = [(_price(claim, part, one, before[part]), place) for place, (part, one) in enumerate(planned)]
    empty = [part for part in claim.parts if not part.latex]
    waiting = sorted(priced)
    cheap = list(takewhile(lambda one: one[0] <= PRICES["hypothesis"], waiting))
    yield from _written([planned[place] for _, place in cheap])
    yield from ((part, guess) for part in empty for guess in _hypotheses(claim))
    yield from _written([planned[place] for _, place in waiting[len(cheap) :]])


def _hypotheses(claim: _Claim) -> Iterator[Guess]:
    """Signs of numbers, and that a count is more than 1."""
    for name in sorted(claim.spoken):
        row = claim.notation.table[name]
        if row.over or row.of or row.random or row.sort.kind not in ("real", "nonnegative", "count"):
            continue
        for text in (r"{} \geq 2",) if row.sort.kind == "count" else (r"{} \geq 0", "{} > 0"):
            yield Guess(text.format(name), f"hypothesis {text.format(name)} added", "hypothesis")


def _written(planned: list[tuple[Part, Planned]]) -> Iterator[tuple[Part, Guess]]:
    """The edits whose text reads as meant, written when they are asked for."""
    return _guessed((part, edit) for part, one in planned if (edit := one.edit) is not None)


def _guessed(edits: Iterator[tuple[Part, Edit]] | list[tuple[Part, Edit]]) -> Iterator[tuple[Part, Guess]]:
    return ((part, Guess(edit.latex, edit.name, edit.kind)) for part, edit in edits)


def _price(claim: _Claim, part: Part, one: Planned, before: int) -> float:
    """Small for a likely slip."""
    change, old = one.change, at(one.splice.tree, one.change.path)
    price = PRICES[change.kind] + ELSEWHERE[part.name]
    strange = len((one.whole.free - claim.spoken) & claim.notation.table.keys())  # each brings a unit of its own
    price += UNIT * max(-2, min(2, before - claim.units(part, one.whole) + strange))
    price += ASIDE * (part.name == "then" and change.path[:1] == (0,) and one.splice.tree.head == "chain")
    price += UNLIKE * (_is_lost(claim, part, one) + _is_in_index(one))
    if change.kind == "power":
        price += 1.5 * (change.new.head == "sqrt") - ({old.head, change.new.head} <= {"norm", "abs", "pow"})
    if change.kind == "divisor" and part.name == "then":
        price += 0.5 * bool(BOUNDS & set(one.splice.tree.relations))
    if change.kind == "sign":
        price += 1.0 * (old.head == "neg" and at(one.splice.tree, change.path[:-1]).head in ("exp", "pow"))
    if change.kind == "symbol":
        price += 0.0 if _alike(old.name, change.new.name) else 0.5 if change.new.name in claim.spoken else UNLIKE
    if change.kind == "relation" and old.head == "chain":
        price += 0.0 if _is_turned(one) else UNLIKE if part.name == "then" and _is_bound(one) else 1.0
    if change.kind == "factor" and _is_numeric(one):
        price -= 2.0
    return price


def _exchange(one: Planned) -> tuple[str, str]:
    """The printed relation and the other."""
    link = one.change.link or 0
    return at(one.splice.tree, one.change.path).relations[link], one.change.new.relations[link]


def _is_turned(one: Planned) -> bool:
    old, new = _exchange(one)
    return {old[0], new[0]} == {"<", ">"}


def _is_bound(one: Planned) -> bool:
    """Whether a bound is made strict or an equation: what is false stays false."""
    return _exchange(one)[0] in ("<=", ">=")


def _is_numeric(one: Planned) -> bool:
    """Whether what goes is a number: the free symbols stay."""
    return one.whole.free == one.splice.tree.free


def _is_lost(claim: _Claim, part: Part, one: Planned) -> bool:
    """Whether a symbol goes that the rest of the claim or its neighbours speak of: then the subject is another."""
    lost = (one.splice.tree.free - one.whole.free) & claim.notation.table.keys()
    others = frozenset().union(*(tree.free for other, tree in claim.trees.items() if other != part))
    return bool(lost & (claim.around | others))


def _is_in_index(one: Planned) -> bool:
    """Whether a sign or a number in a subscript changes: another symbol is the likelier slip there."""
    path, tree = one.change.path, one.splice.tree
    inside = any(at(tree, path[:k]).head == "entry" and path[k] > 0 for k in range(len(path)))
    return inside and one.change.kind not in ("symbol", "index")


def _exchanged(one: Planned) -> tuple[str, ...]:
    node = at(one.splice.tree, one.change.path)
    return (node.name,) if node.head == "symbol" else ()


def _is_pointless(claim: _Claim, part: Part, one: Planned) -> bool:
    """Whether nobody means it: a side negated, a number for a symbol, another subject, something bounded dropped."""
    change, tree = one.change, one.splice.tree
    above = at(tree, change.path[:-1]) if change.path else tree
    if _is_lost(claim, part, one) and (part.name != "then" or change.path[:1] == (0,)):
        return True
    if _says_nothing(one.whole) or (change.kind == "constant" and _is_awkward(change.new, above)):
        return True
    if change.kind == "sign" and change.new.head == "neg" and above.head == "chain" and BOUNDS & set(above.relations):
        return True
    if change.kind == "symbol" and change.new.head == "number":
        return {*_exchanged(one)} <= claim.notation.table.keys()
    if change.kind != "factor" or tree.head != "chain" or not change.path or _is_numeric(one):
        return False
    side, ops = change.path[0], tree.relations
    return (ops[:1] in (("<=",), ("<",)) and side == 0) or (ops[-1:] in ((">=",), (">",)) and side == len(ops))


def _says_nothing(tree: Expr) -> bool:
    """Whether both sides are the same."""
    return tree.head == "chain" and any(left == right for left, _, right in links(tree))


def _is_awkward(new: Expr, above: Expr) -> bool:
    """Whether a number is better told by the other part of its fraction, or left out."""
    by_the_other = above.head == "div" and (new.head == "div" or new.name in "01")
    return by_the_other or (above.head == "mul" and new.name == "1")


def _touches(edit: Edit, error: FormulaError) -> bool:
    """Whether an edit changes something at the place of an error."""
    return edit.span[0] < max(error.span[1], error.span[0] + 1) and error.span[0] < max(edit.span[1], edit.span[0] + 1)


def _rank(edit: Edit, error: FormulaError, spoken: frozenset[str]) -> tuple[float, ...]:
    """Small for a likely slip: its kind, and for a symbol how near the other one lies."""
    if edit.kind != "symbol":
        return (PRICES[edit.kind], 0, 0)
    new = edit.new.strip(BRACES)
    alike = _alike(error.latex[slice(*error.span)].strip(), new)
    return (-1 if alike else PRICES["sign"], 1, 0 if alike else 1 if new.isdigit() else 2 if new in spoken else 3)


def _alike(one: str, other: str) -> bool:
    return bool(one) and bool(other) and (other.startswith(one) or one.startswith(other))


__all__ = ["Guess", "guesses"]
