"""Interpretations of notes: what every symbol of a claim may be, from its declaration and from what the notes say."""
