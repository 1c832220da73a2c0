"""Better rows for the width of lecture 12: each fits in the place of a lemma that its theorem cites.

The symbols and definitions are those of lecture 12. ``ntkprops threshold --with NAME`` puts a row in its place.
"""

ORDER = ("setting", "gram_at_init", "flips", "initial_residual", "paired_draw")
