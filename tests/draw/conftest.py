"""What the tests of the strategies share: the simplest value that satisfies a condition."""

import pytest
from hypothesis import Phase, find, settings

PINNED = settings(
    max_examples=2000, derandomize=True, database=None, deadline=None, phases=(Phase.generate, Phase.shrink)
)


@pytest.fixture
def minimal():
    """``minimal(strategy, condition)``: what a test failing exactly on the condition would report."""
    return lambda strategy, condition=lambda value: True: find(strategy, condition, settings=PINNED)
