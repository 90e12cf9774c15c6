"""What a network makes of x, epoch by epoch."""

import numpy as np

import datasets
from mlp import Spec
from mlp.engine.evaluation import predict
from mlp.engine.training import advance, start
from pages.shared.sine.fit import fits


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
