"""Lecture 12, "Neural Tangent Kernel II": every displayed formula as printed, with its reasons and its errata."""

ORDER = (
    "setting",
    "theorem",
    "dynamics",
    "gram_at_init",
    "gram_stability",
    "residual_decay",
    "weights_stay_near_start",
    "width",
)
