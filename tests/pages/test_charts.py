"""Axes that can be read without touching anything."""

import numpy as np
import pytest

from pages.shared.charts import curves_chart, epoch_axis, finals_chart, log_axis


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([0.004, 0.9], [0.001, 0.01, 0.1, 1]),
        ([0.02, 0.3], [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5]),
        ([0.0, np.nan, np.inf, 0.002, 5.0], [0.001, 0.01, 0.1, 1, 10]),
    ],
)
def test_a_log_axis_ticks_at_powers_of_ten(values, ticks):
    np.testing.assert_allclose(log_axis(np.array(values)).to_dict()["values"], ticks)


def test_a_log_axis_of_nothing_is_left_to_the_chart():
    assert "values" not in log_axis(np.array([np.nan])).to_dict()


def test_epochs_are_whole():
    assert epoch_axis(3).to_dict()["axis"] == {"format": "d", "tickMinStep": 1}


@pytest.mark.parametrize("make", [curves_chart, finals_chart])
def test_a_run_keeps_its_colour_whichever_others_are_there(make):
    curves = ["train_loss"] if make is curves_chart else "train_loss"
    specification = make({}, curves, ["width 10"], "", "", possible=("width 5", "width 10")).to_dict()
    assert specification["layer"][0]["encoding"]["color"]["scale"]["domain"] == ["width 5", "width 10"]
