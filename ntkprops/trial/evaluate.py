r"""Any printed formula on one exact instance: the old place of ``ntkprops.meaning``, in exact numbers."""

from ntkprops.meaning import HEADS as TABLE
from ntkprops.meaning import RELATIONS, evaluate, index, judged, scalar, truth
from ntkprops.meaning.exact.system import UNIT

__all__ = ["HEADS", "RELATIONS", "UNIT", "evaluate", "index", "judged", "scalar", "truth"]
HEADS = frozenset(name for name, head in TABLE.items() if head.value is not None)
