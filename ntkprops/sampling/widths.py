r"""At which widths is a claim tried? ``widths(frame, points, scalars)``: the least that what is given allows.

Where that is out of reach, the widest layer that can be drawn is tried as a *probe*, which says by what it misses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ntkprops.language.tree import Expr, symbol
from ntkprops.proof.facts import Fact
from ntkprops.sampling.frame import Case, Frame, blank, obeys_before
from ntkprops.sampling.measure.evaluate import scalar
from ntkprops.sampling.measure.holds import given
from ntkprops.sampling.points import Points
from ntkprops.sampling.said import reach

MOST = 1 << 40


def widths(frame: Frame, points: Points, scalars: Mapping[str, float]) -> Iterator[Case]:
    """Cases that obey what is given before the draw: at the least width that does where bounds are from below, else at
    those of the frame too; a probe where every bound is from below and out of reach."""
    bounds = bounds_of_width(frame)
    plain = frame.widths if not _speaks_of_width(frame) else (*frame.widths, frame.most_width)
    least = least_width(frame, points, scalars) if bounds else None
    from_below = bool(bounds) and all(_is_lower(fact, frame) for fact in bounds)
    chosen = {*(() if from_below else (*plain, *_named(frame, points, scalars))), *(() if least is None else (least,))}
    found = [Case(points, m, scalars) for m in sorted(chosen) if m <= frame.most_width]
    if from_below and not found:
        words, reached = ("beyond 2^40" if least is None else str(least)), frame.most_width
        found = [Case(points, reached, scalars, probe=f"m = {reached} where what is given asks for {words}")]
    yield from (case for case in found if obeys_before(frame, case))


def bounds_of_width(frame: Frame) -> list[Fact]:
    """What a claim demands of the width before the draw."""
    return [fact for fact in frame.before if _speaks(fact, frame)]


def least_width(frame: Frame, points: Points, scalars: Mapping[str, float]) -> int | None:
    """The least width that obeys ``bounds_of_width``: the first that does of those that equations name, of those of the
    frame and of the powers of 2, halved back; None where none of them does."""
    facts = bounds_of_width(frame)

    def obeys(m: int) -> bool:
        return bool(given(facts, blank(frame, points, scalars, width=m)).all())

    powers = (1 << k for k in range(MOST.bit_length()))
    tried = sorted({*_named(frame, points, scalars), *frame.widths, *powers})
    high = next((m for m in tried if obeys(m)), None)
    if high is None:
        return None
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if obeys(middle) else (middle, high)
    return high


def _named(frame: Frame, points: Points, scalars: Mapping[str, float]) -> set[int]:
    """The widths with which what is given compares the width."""
    scene = blank(frame, points, scalars, width=1)
    ends = [float(scalar(end, scene)[0]) for fact in bounds_of_width(frame) for end in _ends(fact, frame)]
    return {round(end) for end in ends if 1 <= end <= MOST}


def _speaks_of_width(frame: Frame) -> bool:
    return any(_speaks(fact, frame) for fact in (*frame.before, *frame.after))


def _speaks(fact: Fact, frame: Frame) -> bool:
    return frame.roles.width in reach(fact.relation.free, frame.asked.definitions, frame.known)


def _is_lower(fact: Fact, frame: Frame) -> bool:
    """Whether a fact is ``m >= e``, e free of m."""
    greater = fact.relation.args[0] if fact.relation.name in (">=", ">") else fact.relation.args[1]
    return fact.relation.name in (">=", ">", "<=", "<") and greater == _width(frame) and bool(_ends(fact, frame))


def _ends(fact: Fact, frame: Frame) -> list[Expr]:
    """With what a fact compares the width: the other side, where that is free of it."""
    left, right = fact.relation.args
    others = [other for side, other in ((left, right), (right, left)) if side == _width(frame)]
    return [e for e in others if frame.roles.width not in reach(e.free, frame.asked.definitions, frame.known)]


def _width(frame: Frame) -> Expr:
    return symbol(frame.roles.width)
