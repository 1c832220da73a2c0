"""The derivation scripts run by themselves, from the text of a lecture."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

SAYS = {
    "width": ("512*", "768*n**6", "20736*n**6", "5184*n**6", "certificate: kernel", "4224303231941"),
    "radius": (
        "8*sqrt(2)*R*n**2/(sqrt(pi)*lambda_0) <= delta",
        "so R = sqrt(2)*sqrt(pi)*delta*lambda_0/(16*n**2) is the largest",
        "they print the largest",
    ),
    "movement": ("grows to 2/lambda_0", "so R' = 2*|u(0) - y|_2*sqrt(n)/(lambda_0*sqrt(m))", "eq-24"),
    "markov": ("2 steps from a mean to a probability: lemma-4-markov, initial-residual-tail", "[Markov from (1), (2)]"),
}


def script(name: str, *args: str) -> subprocess.CompletedProcess[str]:
    """What a script prints."""
    line = [sys.executable, str(ROOT / "proofs" / f"derive_{name}.py"), *args]
    return subprocess.run(line, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", SAYS)
def test_a_script_prints_its_chain(name: str) -> None:
    """Every constant is there, with its certificate, and nothing on the way is open."""
    found = script(name)

    assert found.returncode == 0, found.stderr
    for text in SAYS[name]:
        assert text in found.stdout
    assert "undecided" not in found.stdout


def test_a_radius_that_no_row_puts_is_an_error() -> None:
    """A symbol that is no radius ends in one sentence, not in a traceback."""
    found = script("radius", str(ROOT / "proofs" / "lecture12"), "m")

    assert found.returncode == 1
    assert found.stderr.startswith("m must be put into a bound on a mean")


def test_a_smaller_radius_than_needed_is_told(tmp_path: Path) -> None:
    """Where the notes print half of the radius, the script says that a larger one would do."""
    for file in (ROOT / "proofs" / "lecture12").glob("*.py"):
        (tmp_path / file.name).write_text(file.read_text().replace("{16n^2}", "{32n^2}"))

    assert "a larger radius would do" in script("radius", str(tmp_path)).stdout
