"""The ladder's rows hold on drawn networks with their constants; with a false constant each is refuted."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ntkprops.proof.book import Book
from ntkprops.sampling.result import Says
from ntkprops.sampling.run import budget_of, sample_claim
from ntkprops.statement.lecture import bundled_lecture, load_lecture

LADDER = Path(bundled_lecture()).with_name("ladder")
CHANGES = {
    "frobenius": (r"\frac{\sqrt{\pi}\sqrt{\delta}\lambda_0}{16n}", r"\frac{8\sqrt{\pi}\sqrt{\delta}\lambda_0}{n}"),
    "subgaussian-residual": (r"2 n (1 + 2 \log(\frac{2n}{\delta}))", r"\frac{n}{4} \log(\frac{2n}{\delta})"),
    "hoeffding-pairs": (
        r"m \geq \frac{1}{2} \epsilon^{-2} n^2 \log(\frac{n(n+1)}{\delta})",
        r"m \geq \frac{1}{40} \epsilon^{-2} n^2 \log(\frac{n(n+1)}{\delta})",
    ),
}


def says(folder: Path, label: str) -> Says:
    """What sampling says of one row of a ladder."""
    lecture = load_lecture(folder)
    return sample_claim(Book(lecture), label, corrected=False, budget=budget_of(lecture)).says


@pytest.mark.parametrize("label", CHANGES)
def test_a_false_constant_is_refuted(tmp_path: Path, label: str) -> None:
    """Negative control: a radius, a residual or a width that is wrong by a large factor fails on fresh draws."""
    folder = tmp_path / "ladder"
    shutil.copytree(LADDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    old, new = CHANGES[label]
    files = [file for file in folder.glob("*.py") if old in file.read_text()]
    for file in files:
        file.write_text(file.read_text().replace(old, new))

    assert files
    assert says(folder, label) is Says.REFUTED


@pytest.mark.parametrize("label", ["frobenius", "subgaussian-residual"])
def test_the_true_constant_holds(label: str) -> None:
    """With the printed constants the same sampling finds nothing."""
    assert says(LADDER, label) is Says.HELD
