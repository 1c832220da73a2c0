"""The mutation of the checker: every condition of ``ntkprops/derivation``, switched off, fails a test of its own.

The plain run switches off a few, drawn by a seed; the long one all of them.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import guards  # noqa: E402
from guards_others import BENIGN, OTHERS  # noqa: E402

SEED = 12
FEW = 4
KNOWN = guards.guards()


def switched_off(*places: int) -> str:
    """What ``guards.py`` says of the guards at some places."""
    environment = {**os.environ, "HYPOTHESIS_PROFILE": "ci", "PYTHONPATH": str(guards.ROOT)}
    command = [sys.executable, str(HERE / "guards.py"), *map(str, places)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False).stdout


def test_a_few_conditions_are_missed_when_they_are_switched_off():
    """A sample that is the same every time; the control is a condition that is switched off by nothing."""
    places = random.Random(SEED).sample(range(len(KNOWN)), FEW)

    assert switched_off(-1, *places).splitlines() == [
        f"-1 line 1 {guards.NOTHING.name}",
        f"{FEW + 1} guards, 1 without a test",
    ]


@pytest.mark.skipif(os.environ.get("HYPOTHESIS_PROFILE") != "long", reason="an hour: every condition of the checker")
def test_every_condition_is_missed_when_it_is_switched_off():
    """None of them is idle, but those that say why."""
    assert switched_off().endswith(" 0 without a test\n")


def test_the_conditions_are_found():
    """Some six hundred, in every file of the checker that decides something; none of the list has gone."""
    files = {guard.file for guard in KNOWN}

    assert not guards.lost(), "see guards_others.py"
    assert len(KNOWN) > 550
    assert files >= {"check.py", "claims.py", "citations.py", "sources.py", "unfolding.py", "reach.py", "shape.py"}
    assert files >= {"terms.py", "sums.py", "heads.py", "gradient.py", "rules/laws.py", "rules/logic.py"}


def test_every_refusal_is_among_them():
    """No ``raise Refused`` is left out, but for what is listed as idle with a reason."""
    for path in sorted(guards.PACKAGE.rglob("*.py")):
        refusals = path.read_text().count("raise Refused(")
        file = str(path.relative_to(guards.PACKAGE))
        found = [guard for guard in KNOWN if guard.file == file and guard.before.startswith("raise Refused(")]
        idle = [name for name in BENIGN if name.startswith(f"{file}: raise Refused(")]
        assert len(found) + len(idle) >= refusals, file


def test_a_list_says_why_a_condition_is_idle():
    """In a sentence; and every name in it is one of a condition that there is."""
    names = {guard.name for guard in guards.guards(idle=True)}

    assert all(len(reason) > 20 for reason in BENIGN.values())
    assert BENIGN.keys() <= names
    assert len(OTHERS) == len(set(OTHERS))
