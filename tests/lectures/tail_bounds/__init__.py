"""Tail bounds: ten statements that are not about networks, three of them printed wrong."""

ORDER = ("moments", "exponentials", "samples")
