"""The old place of ``ntkprops.meaning.exact.values``."""

from ntkprops.meaning.exact.values import *  # noqa: F403  to be imported from there
