"""The old place of ``ntkprops.meaning.exact.tensor``."""

from ntkprops.meaning.exact.tensor import *  # noqa: F403  to be imported from there
