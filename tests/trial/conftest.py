"""The tests of vector algebra share ``algebra_oracle.py``."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
