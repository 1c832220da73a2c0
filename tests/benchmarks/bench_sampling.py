"""How does sampling compare with the naive way? Run by ``tox -e bench``; prints ratios and writes JSON.

Throughput: trials per second of "the Gram matrix starts near its mean", beside a loop over initialisations with one
NumPy program each. Trials: what the sequential test needs for a gap, beside the fixed number that Hoeffding asks for
at the same error rates.
"""

from __future__ import annotations

import argparse
import json
from math import log, sqrt
from pathlib import Path

import numpy as np
from timing import Comparison, seconds, show, write

from ntkprops.evidence import median_trials, trials_for_gap
from ntkprops.network import limit_gram
from ntkprops.proof.book import Book
from ntkprops.sampling.claim import Claim
from ntkprops.sampling.frame import Case
from ntkprops.sampling.kinds.chance import failures
from ntkprops.sampling.points import Points, families
from ntkprops.sampling.run import budget_of, claim_of
from ntkprops.sampling.widths import least_width
from ntkprops.statement.lecture import bundled_lecture, load_lecture

FALSE_ALARM, MISS = 1e-6, 0.01
LABEL, SCALARS = "lemma-3", {r"\epsilon": 1 / 3, r"\delta": 0.1}


def claim() -> Claim:
    """The corrected claim, with its least width."""
    lecture = load_lecture(bundled_lecture())
    return claim_of(Book(lecture), LABEL, corrected=True, budget=budget_of(lecture))


def naive(points: Points, m: int, *, trials: int) -> int:
    """How many initialisations of a loop leave the ball around the mean."""
    rng, mean, failed = np.random.default_rng(0), limit_gram(points.X), 0
    for _ in range(trials):
        S = (rng.standard_normal((m, points.d)) @ points.X.T >= 0).astype(float)
        H = (points.X @ points.X.T) * (S.T @ S) / m
        failed += np.linalg.norm(H - mean, 2) > SCALARS[r"\epsilon"]
    return failed


def throughput(*, trials: int) -> list[Comparison]:
    """Seconds for as many trials, on data with one, two and four samples."""
    tried, rows = claim(), []
    for points in (families(0)[k] for k in (0, 3, 6)):
        m = least_width(tried.frame, points, SCALARS)
        assert m is not None
        case = Case(points, m, SCALARS)
        ours = seconds(lambda case=case: failures(tried, case, key=1, numbers=range(trials)))
        peer = seconds(lambda points=points, m=m: naive(points, m, trials=trials))
        rate = f"{trials / ours:.0f} trials a second"
        rows.append(Comparison(f"{trials} trials, n={points.n}, m={m}", ours, "loop over initialisations", peer, rate))
    return rows


def hoeffding(gap: float) -> float:
    """The fixed number of trials that tells delta from delta + gap at both error rates."""
    return (sqrt(log(1 / FALSE_ALARM)) + sqrt(log(1 / MISS))) ** 2 / (2 * gap**2)


def needed() -> list[dict[str, float]]:
    """Trials for the failure probabilities 2 delta and 3 delta, at most and on half of the days."""
    rows = []
    for delta in (0.1, 0.05, 0.01):
        for times in (2, 3):
            gap = (times - 1) * delta
            most = trials_for_gap(gap, delta=delta, false_alarm=FALSE_ALARM, miss=MISS)
            median = median_trials(times * delta, delta=delta, false_alarm=FALSE_ALARM)
            fixed = hoeffding(gap)
            rows.append({"delta": delta, "p": times * delta, "hoeffding": fixed, "most": most, "median": median,
                         "ratio_most": fixed / most, "ratio_median": fixed / median})  # fmt: skip
    return rows


def main() -> None:
    """Both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer trials")
    parser.add_argument("--json", type=Path, default=Path(".ntkprops/bench-sampling.json"))
    options = parser.parse_args()
    rows = throughput(trials=1024 if options.quick else 16384)
    show(rows)
    table = needed()
    print(f"\n{'delta':>6} {'p':>6} {'Hoeffding':>10} {'at most':>8} {'median':>7} {'ratios':>12}")
    for row in table:
        print(
            f"{row['delta']:6g} {row['p']:6.3g} {row['hoeffding']:10.0f} {row['most']:8.0f} {row['median']:7.0f} "
            f"{row['ratio_most']:6.2f} {row['ratio_median']:5.2f}"
        )
    write(rows, options.json)
    known = json.loads(options.json.read_text())
    options.json.write_text(json.dumps(known | {"trials": table}, indent=2) + "\n")


if __name__ == "__main__":
    main()
