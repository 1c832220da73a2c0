"""From rules to certificates: what a printed relation needs, and who checks it.

``scalar`` decides real inequalities given as SymPy expressions and knows nothing of lectures.
"""
