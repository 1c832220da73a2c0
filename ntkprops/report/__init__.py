"""Verdicts for people and for programs: the terminal, JSON, and the coverage of notes."""
