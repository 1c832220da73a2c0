"""The test of this folder shares ``steps.py``."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
