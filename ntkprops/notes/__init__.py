"""Notes in, claims out: from a document in LaTeX or Markdown to statements, with nothing encoded by hand."""
