"""The finder that works on the checker's own normal forms; see ``search.py``."""
