"""What a network makes of x, epoch by epoch."""

import numpy as np
import pytest

import datasets
from mlp import Spec
from mlp.engine.epochs import MiniBatchEpoch
from mlp.engine.evaluation import predict
from mlp.engine.training import advance, start
from pages.shared.sine.fit import fits, trained_on


def test_fits_are_those_of_the_seed_and_the_epochs():
    spec = Spec(dataset="sine", hidden=(5,), activation="tanh", epochs=4, replicates=3, snapshots=(0, 2, 4))
    data = datasets.load("sine")
    history = advance(spec, data, start(spec, data), 4).history
    x = np.linspace(-3, 3, 7)
    ys = fits(spec, history, [0, 2, 4], 1, x)
    assert ys.shape == (3, 7)
    for epoch, y in zip((0, 2, 4), ys, strict=True):
        whole = predict(spec, data, history.snapshots[epoch], x[:, None])
        np.testing.assert_allclose(y, whole[1, :, 0], rtol=1e-5)
    assert not np.allclose(ys[0], ys[2])


def test_a_fit_that_diverged_is_no_line():
    spec = Spec(dataset="sine", hidden=(5,), learning_rate=1000, epochs=4, replicates=2, snapshots=(0, 1))
    data = datasets.load("sine")
    history = advance(spec, data, start(spec, data), 4).history
    assert (history.diverged == 1).all()
    ys = fits(spec, history, [0, 1], 1, np.linspace(-3, 3, 7))
    assert np.isfinite(ys[0]).all()
    assert np.isnan(ys[1]).all()


@pytest.mark.parametrize("shuffle", [True, False])
def test_the_points_that_stand_out_are_those_that_training_takes(shuffle, monkeypatch):
    spec = Spec(dataset="sine", sample_every=20, batch_size=1, epochs=3, replicates=2, shuffle=shuffle)
    data, taken = datasets.load("sine"), []
    train = MiniBatchEpoch.train

    def spied(epoch, rates):
        measured = train(epoch, rates)
        x = np.broadcast_to(epoch.batches.x, (2, *epoch.batches.x.shape[-2:]))  # in order, both see one array
        taken.append(x[1, :, 0].copy())
        return measured

    monkeypatch.setattr(MiniBatchEpoch, "train", spied)
    advance(spec, data, start(spec, data), 3)
    numbers = trained_on(spec.key, len(data.train), 1, [0, 1, 3], spec)
    assert numbers[0] == []
    for epoch, chosen in ((1, numbers[1]), (3, numbers[2])):
        np.testing.assert_allclose(data.train.x[chosen, 0], taken[epoch - 1], rtol=1e-6)
    assert (numbers[1] == numbers[2]) == (not shuffle)
