"""What a network makes of x, epoch by epoch."""

import numpy as np
import pytest

import datasets
from mlp import Spec
from mlp.engine.epochs import MiniBatchEpoch
from mlp.engine.training import advance, start
from pages.shared.sine.stage import trained_on


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
