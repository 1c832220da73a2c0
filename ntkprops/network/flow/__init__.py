"""Exact gradient flow: segments with constant Gram operator, events at kinks, Clarke sliding."""
