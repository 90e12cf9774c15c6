"""The nearest training pictures of a drawing."""

import numpy as np
import pytest

from pages.shared.images import drawing


def test_the_nearest_come_first_whatever_the_chunks(monkeypatch):
    rng = np.random.default_rng(0)
    x = rng.integers(0, 256, (50, 784), dtype=np.uint8)
    picture = rng.integers(0, 256, (28, 28), dtype=np.uint8)
    truth = np.linalg.norm((x.astype(float) - picture.reshape(-1)) / 255, axis=1)
    monkeypatch.setattr(drawing, "ROWS_AT_ONCE", 7)
    rows, distances = drawing.nearest(x, picture, 5)
    assert rows.tolist() == np.argsort(truth)[:5].tolist()
    assert distances == pytest.approx(np.sort(truth)[:5], rel=1e-5)


def test_a_training_picture_is_its_own_neighbour():
    x = np.random.default_rng(1).integers(0, 256, (3, 784), dtype=np.uint8)
    rows, distances = drawing.nearest(x, x[2].reshape(28, 28))
    assert (rows[0], distances[0], len(rows)) == (2, 0, 3)
