"""Statements with known truth, generated to mislead the judge: see ``claims``, ``oracle``, ``kinds`` and ``judging``."""
