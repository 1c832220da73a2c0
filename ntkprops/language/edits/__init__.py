r"""Every formula one edit away from a printed one: ``edits(latex, notation)``.

``changes`` says what may be changed in a tree, ``splice`` puts a change into the printed text. A wrong formula is
repaired by the edit that makes it true; a true one is spoiled by an edit, to find out who notices.
"""

from ntkprops.language.edits.changes import KINDS
from ntkprops.language.edits.every import Edit, Planned, edits, mendings
from ntkprops.language.edits.insertions import INSERTED
from ntkprops.language.edits.splice import flat

__all__ = ["INSERTED", "KINDS", "Edit", "Planned", "edits", "flat", "mendings"]
