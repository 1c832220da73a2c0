"""The old place of ``ntkprops.trial.scene.mean``."""

from ntkprops.trial.scene import mean

__all__ = ["mean"]
