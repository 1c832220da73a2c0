r"""What does a printed formula mean? One walk over its tree, in any number system.

``evaluate`` gives its value and ``judged`` its truth, on a ``Scene`` that a world offers; ``HEADS`` says of every head
of the tree what it means; ``exact`` and ``doubles`` are the number systems (``arithmetic.Arithmetic``).
"""

from ntkprops.meaning import heads  # enters what each head means
from ntkprops.meaning.arithmetic import Undetermined
from ntkprops.meaning.relations import RELATIONS
from ntkprops.meaning.scene import Scene
from ntkprops.meaning.walk import HEADS, evaluate, index, judged, scalar, truth

VALUED = frozenset(name for name, head in HEADS.items() if head.value is not None)

__all__ = [
    "HEADS",
    "RELATIONS",
    "VALUED",
    "Scene",
    "Undetermined",
    "evaluate",
    "heads",
    "index",
    "judged",
    "scalar",
    "truth",
]  # fmt: skip
