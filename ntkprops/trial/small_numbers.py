r"""The world of notes that no solver is needed for, and what a notation may say of it by hand.

Nothing needs to be said: what is random is drawn with small exact laws, sizes run through 1, 2, 3, and what is free is
filled in. ``small_numbers(laws=...)`` in a notation names other laws.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ntkprops.trial.sets import Law
from ntkprops.trial.worlds.laws import LAWS
from ntkprops.trial.worlds.small_world import SmallWorld


def small_numbers(
    *, variables: Iterable[str] = (), samples: Mapping[str, str] | None = None, laws: Iterable[Law] = LAWS
) -> SmallWorld:
    r"""The world of small numbers, vectors, matrices and laws.

    Args:
        variables: random symbols that are independent of all else.
        samples: families of independent copies, with their counts.
        laws: the laws of their entries, simplest first: pairs of value and probability.

    >>> from ntkprops.language.notation import declare, real
    >>> from ntkprops.trial.world import Usage
    >>> usage = Usage(frozenset({"X"}), declared={"X": declare("X", real, random=True)})
    >>> next(small_numbers().settings(usage)).fixed.shown()
    {'X': '1 with probability 1'}
    """
    return SmallWorld(laws=tuple(laws), independent=frozenset((*variables, *(samples or {}))))
