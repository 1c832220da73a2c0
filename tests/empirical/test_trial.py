"""Whether the conclusion holds on one draw, against a closed form that follows no flow."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from scipy.stats import binomtest

from ntkprops.empirical import Answer, holds_on_draw, trial
from ntkprops.empirical.trial import answers, trial_key
from ntkprops.network import Dataset, FlowOutcome, draw

sys.path.insert(0, str(Path(__file__).parent))
from single_sample import fails


@pytest.mark.parametrize("y", [1.0, -1.0, 0.0, 0.3])
def test_one_sample_agrees_with_the_closed_form_draw_by_draw(y: float) -> None:
    """On 300 draws of widths from 1 to 60 the flow and the count of the survivors say the same."""
    data = Dataset([[1.0]], [y])
    for seed in range(300):
        layer = draw(1 + seed % 60, d=1, rng=seed)
        expected = bool(fails(layer.W.T, layer.a[None, :], y=y)[0])

        assert (holds_on_draw(data, layer.m, key=seed) is Answer.FAILS) == expected, (y, seed)


@pytest.mark.parametrize("m", [1, 2, 3, 4])
def test_up_to_four_neurons_fail_with_probability_three_quarters_to_the_m(m: int) -> None:
    """One sample with label 1: the layer fails iff no active neuron pulls up, as long as one of four is enough."""
    found = answers(Dataset([[1.0]], [1.0]), m, range(600), stream="up to four")

    assert binomtest(int((found == Answer.FAILS).sum()), 600, 0.75**m).pvalue > 1e-6


def test_a_tie_with_lambda_0_holds() -> None:
    """Two of eight neurons active on each of two antipodal rows: the rate is lambda_0 to the last bit."""
    data = Dataset([[1.0]], [1.0])
    found = [holds_on_draw(data, 8, key=key) for key in range(400)]
    survivors = [fails(draw(8, d=1, rng=key).W.T, draw(8, d=1, rng=key).a[None, :], y=1.0)[0] for key in range(400)]

    assert [answer is Answer.FAILS for answer in found] == [bool(one) for one in survivors]


def test_a_wide_layer_is_answered_from_its_sketch() -> None:
    """Beyond 16,384 neurons the sketch says what the whole layer says."""
    data = Dataset([[1.0, 0.0], [0.0, 1.0]], [1.0, -1.0])

    assert holds_on_draw(data, (1 << 14) + 1, key=3) is Answer.HOLDS


def test_where_rounding_hides_the_flow_a_breach_at_a_finite_time_still_counts(monkeypatch) -> None:
    """A flow that cannot be followed to the end fails if it fails early, and is unclear otherwise."""
    whole = trial.gradient_flow

    def shy(data, start):
        return replace(whole(data, start, horizon=1.0), outcome=FlowOutcome.UNSURE)

    monkeypatch.setattr(trial, "gradient_flow", shy)
    data = Dataset([[1.0]], [1.0])
    found = {holds_on_draw(data, 4, key=key) for key in range(40)}

    assert found == {Answer.FAILS, Answer.UNCLEAR}


def test_keys_differ_by_stream_width_and_number() -> None:
    """No two trials share their draw."""
    keys = {trial_key(stream, m, k) for stream in ("0|a", "1|a") for m in (1, 11, 111) for k in range(50)}

    assert len(keys) == 300
