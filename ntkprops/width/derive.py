r"""The width of a claim, from what it cites: ``derive(lecture)``.

>>> from ntkprops.statement.lecture import bundled_lecture, load_lecture
>>> derivation = derive(load_lecture(bundled_lecture()))
>>> str(derivation.width), len(derivation.shares)
('m', 3)
"""

from __future__ import annotations

from collections.abc import Iterable

from ntkprops.errors import LectureError
from ntkprops.statement.lecture import Lecture
from ntkprops.statement.model import Cite
from ntkprops.width.collect import Collected, collect
from ntkprops.width.model import Bound, Derivation
from ntkprops.width.solve import solve


def derive(
    lecture: Lecture, label: str = "", *, by: tuple[Cite, ...] | None = None, given: tuple[str, ...] = ()
) -> Derivation:
    """Solve everything that a claim asks of its width.

    Args:
        lecture: the lecture; the corrected form of a claim counts where it has an erratum.
        label: the claim; by default the only one that bounds a count from below and uses several events.
        by: citations in place of the claim's own, e.g. of a better lemma.
        given: what the claim is given as well, LaTeX, e.g. another draw.

    Returns:
        One bound for each constraint, in terms of the events' shares of the failure probability.

    Raises:
        LectureError: no such claim, or a constraint that cannot be solved for the width, with which one.
    """
    found = collect(lecture, label, by=by, given=given)
    return Derivation(
        lecture=lecture.name,
        label=found.reading.printed.label,
        width=found.width,
        failure=found.failure,
        shares=found.shares,
        bounds=tuple(_bounds(found)),
        domain=found.domain,
        printed=found.printed,
        constants=found.constants,
        rests_on=found.rests_on,
        assumed=found.assumed,
    )


def _bounds(found: Collected) -> Iterable[Bound]:
    for constraint in found.constraints:
        bound = solve(constraint, found.width)
        where = f"{constraint.asked}, from {' with '.join(part.label for part in constraint.parts)},"
        if bound is None:
            raise LectureError(f"{where} must be solved for {found.width} with proof; no proof was found. Simplify it.")
        left = sorted(str(s) for s in bound.value.free_symbols & constraint.opaque)
        if left and found.shares:
            raise LectureError(f"{where} speaks of {', '.join(left)}, which no cited event bounds. Cite one that does.")
        yield bound


__all__ = ["derive"]
