r"""Would anybody notice? Every correct formula of a lecture is spoiled by one edit, and each mutant is checked.

``mutants`` lists them, ``judged_mutant`` says what becomes of one, ``run_mutants`` judges many in parallel.
"""

from ntkprops.mutation.fate import Fate, Result
from ntkprops.mutation.mutants import Mutant, mutants
from ntkprops.mutation.run import run_mutants

__all__ = ["Fate", "Mutant", "Result", "mutants", "run_mutants"]
