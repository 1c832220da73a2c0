"""Settings for every test: Hypothesis repeats itself in CI, and draws afresh in long campaigns."""

import os

from hypothesis import HealthCheck, settings

os.environ["NTKPROPS_CACHE"] = "off"  # a test that proves something is to prove it; those of the memory name a folder
settings.register_profile("ci", derandomize=True, deadline=None, max_examples=50, print_blob=True)
settings.register_profile(
    "long", derandomize=False, deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
