r"""What was found before? Searches that are remembered from one run to the next: ``remembered()``.

A search is remembered under all that it depends on: the claim's own text, what it cites with its standing, what the
notes define, the notation, the effort, this package's sources and the versions of what it calls. Nothing that is
remembered is believed: a derivation is checked again, a counterexample is found again where it is said to lie and is
looked at again in balls, and what was searched for in vain leaves a claim undecided and can do nothing else. So a
memory that is old, damaged or forged costs time, or leaves open what could be told; it proves and refutes nothing.
What sampling found is not remembered: only drawing again would show that it is true.

================  ==================================================================
``store``         texts by key in one file; whatever is wrong with it holds nothing
``codec``         derivations as JSON and back
``question``      the key: everything that a search may look at
``searches``      what is kept of the searches for one claim
================  ==================================================================
"""

from ntkprops.memory.searches import NOTHING, Memory, Searches
from ntkprops.memory.store import Store, cache_file, remembered

__all__ = ["NOTHING", "Memory", "Searches", "Store", "cache_file", "remembered"]
