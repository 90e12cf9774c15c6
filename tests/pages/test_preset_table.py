"""The table of presets: medians of what is stored, and a word for the others."""

import numpy as np
import pytest

from pages.shared.images.preset_table import row


@pytest.mark.parametrize("values", [None, np.array([np.nan, np.nan])])
def test_without_a_result_it_says_so(values):
    assert row("adam", values) == {"preset": "adam", "held out, median": None, "over the seeds": "not trained here yet"}


def test_with_a_result_median_and_range_without_diverged_seeds():
    shown = row("he", np.array([0.5, np.nan, 0.9, 0.7]))
    assert shown == {"preset": "he", "held out, median": 0.7, "over the seeds": "50.0% to 90.0%"}
