r"""Notes as a ``Document``: ``read_document(path)`` of a ``.tex``, ``.md`` or ``.txt`` file.

LaTeX is read by ``latex.py``, everything else by ``markdown.py``; a text without dollars but with LaTeX's environments
is LaTeX, whatever it is called.
"""

from __future__ import annotations

import re
from pathlib import Path

from ntkprops.notes.latex import read_latex
from ntkprops.notes.markdown import read_markdown
from ntkprops.notes.model import Document, NotesError

SUFFIXES = (".tex", ".ltx", ".md", ".markdown", ".txt", ".qmd", ".rmd")
LATEX = re.compile(r"\\begin\{(?:document|theorem|lemma|proof|align|equation)\*?\}|\\\[|\\section\b")


def read_document(path: Path | str) -> Document:
    """The blocks of some notes, in printed order.

    Raises:
        NotesError: where there is no such file, it holds no formula, or cannot be taken apart: with file and line.
    """
    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise NotesError(f"{path} must be a file of notes that can be read: {error.strerror}.") from error
    found = document_of(text, file)
    if next(found.formulas, None) is None:
        raise NotesError(rf"{path} must hold a formula ($ .. $, $$ .. $$, \[ .. \] or an equation); it holds none.")
    return found


def document_of(text: str, file: Path) -> Document:
    """The blocks of a text that stands, or would stand, in a file.

    Raises:
        NotesError: where it cannot be taken apart, with file and line.
    """
    latex = file.suffix in (".tex", ".ltx") or (LATEX.search(text) is not None and "$$" not in text)
    return read_latex(text, file) if latex else read_markdown(text, file)


__all__ = ["SUFFIXES", "document_of", "read_document"]
