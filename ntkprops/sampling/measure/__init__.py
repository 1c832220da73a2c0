r"""What is a printed formula on drawn instances, in doubles?

``Batch`` is an instance with many draws, ``evaluate`` gives any formula on it, ``truth`` any relation or event;
``holds`` compares both sides beyond rounding, ``linear`` knows what may be said of expectations draw by draw.
"""

from ntkprops.sampling.measure import arithmetic, binders, events, names  # each enters its rules

__all__ = ["arithmetic", "binders", "events", "names"]
