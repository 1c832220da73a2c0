r"""What is a printed formula on drawn instances, in doubles?

``Batch`` is an instance with many draws; ``Scene`` offers it to the walk over a formula (``ntkprops.meaning``);
``holds`` compares both sides beyond rounding, ``linear`` knows what may be said of expectations draw by draw.
"""
