"""The old place of ``ntkprops.meaning.exact``."""

from ntkprops.meaning.exact.enclosures import *  # noqa: F403
from ntkprops.meaning.exact.values import *  # noqa: F403
