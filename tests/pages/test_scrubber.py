"""What the scrubber sends to the browser is small, valid JSON and complete."""

import base64
import json

import numpy as np
import pytest

from pages.shared.components.scrubber import Curve, Lines, Pictures, compact, scrubber


def test_numbers_have_four_significant_digits_and_no_nan():
    assert compact([1 / 3, 12345.678, -1.23456e-9, np.nan, np.inf]) == [0.3333, 12350.0, -1.235e-09, None, None]
    assert compact(np.eye(2)) == [[1, 0], [0, 1]]


def test_exploding_lines_are_valid_json():
    ys = np.array([[0.0, 1.0], [np.nan, np.inf]], np.float32)
    data = Lines([0, 1], ys, truth=([0, 1], [0, 1]), fit_name="Netz", truth_name="Wahrheit").data()
    assert json.loads(json.dumps(data, allow_nan=False))["ys"] == [[0, 1], [None, None]]
    assert data["names"] == {"fit": "Netz", "truth": "Wahrheit"}
    assert data["points"] is None


def test_pictures_are_sent_as_they_are():
    pictures = Pictures([(b"one", b"two")], ("left", "right"))
    assert [base64.b64decode(png) for png in pictures.data()["pngs"][0]] == [b"one", b"two"]


def test_epochs_of_a_curve_are_exact():
    data = Curve([9_998, 9_999], {"train": [1, 2], "validation": [3, 4]}).data()
    assert data["epochs"] == [9_998, 9_999]
    assert data["series"][1] == {"name": "validation", "values": [3.0, 4.0]}


@pytest.mark.parametrize(("frames", "epochs"), [(2, [0, 1, 2]), (0, [])])
def test_frames_and_epochs_must_match(frames, epochs):
    with pytest.raises(ValueError, match=f"got {frames} frames and {len(epochs)} epochs"):
        scrubber("key", Pictures([(b"",)] * frames), epochs)
