"""Samples as the network takes them: images of any size, moved at random."""

import numpy as np
import pytest

from datasets import Dataset, Split
from mlp import Spec, advance, start
from mlp.engine.samples import Samples, shifter


def images(height, width, rows=30):
    rng = np.random.default_rng(0)
    split = Split(rng.integers(0, 256, (rows, height * width), dtype=np.uint8), rng.integers(0, 2, rows))
    return Dataset("noise", split, classes=("0", "1"), image_shape=(height, width), scale=1 / 255)


def weights(data, **settings):
    spec = Spec(
        output="softmax", loss="categorical_cross_entropy", hidden=(4,), learning_rate=0.1, epochs=2, **settings
    )
    return advance(spec, data, start(spec, data), 2).parameters


@pytest.mark.parametrize("shape", [(6, 8), (7, 7), (8, 8), (9, 3)])
def test_images_of_any_size_are_shifted(shape):
    data = images(*shape)
    assert not np.array_equal(weights(data), weights(data, shift=1))


@pytest.mark.parametrize("shape", [(5, 4), (9, 9)])
@pytest.mark.parametrize("settings", [{}, {"batch_size": 0}, {"shuffle": False}])
def test_bytes_are_the_floats_they_stand_for(shape, settings):
    data = images(*shape)
    floats = Split((data.train.x * np.float32(data.scale)).astype(np.float32), data.train.y)
    as_floats = Dataset("floats", floats, classes=data.classes)
    np.testing.assert_allclose(weights(data, **settings), weights(as_floats, **settings), rtol=1e-4, atol=1e-6)


def test_shifts_go_in_all_directions_as_far_as_they_may():
    """One white pixel in the middle of a 5 x 5 image comes to lie on each of the 25 places."""
    picture = np.zeros((1, 25), np.uint8)
    picture[0, 12] = 255
    data = Dataset("dot", Split(picture, np.zeros(1, int)), classes=("0",), image_shape=(5, 5))
    moved = shifter(Spec(shift=2), data)(np.repeat(picture, 2000, axis=0), np.random.default_rng(0))
    assert (moved.sum(axis=1) == 255).all()
    places = np.bincount(moved.argmax(axis=1), minlength=25)
    assert places.min() > 2000 / 25 / 2, "each place about as often as any other"


def test_what_leaves_the_image_is_lost_and_paper_moves_in():
    full = np.full((1, 12), 9, np.uint8)
    data = Dataset("full", Split(full, np.zeros(1, int)), classes=("0",), image_shape=(3, 4))
    moved = shifter(Spec(shift=1), data)(np.repeat(full, 200, axis=0), np.random.default_rng(0))
    assert set((moved == 9).sum(axis=1)) == {12, 9, 8, 6}
    assert shifter(Spec(), data) is None


def test_taken_rows_are_those_of_the_order():
    data = images(2, 3)
    samples = Samples(data.train, data, np.dtype("float32"))
    out = np.ones((3, 7), np.float32)
    samples.take(np.array([4, 0, 4]), out)
    np.testing.assert_array_equal(out, samples.floats[[4, 0, 4]])
