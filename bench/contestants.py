"""Who is measured: our engine in three forms, and its rivals. Each prepares a function `train(epochs) -> layers`."""

from typing import NamedTuple

import numpy as np

from bench import baselines, engine, nets


class Ours(NamedTuple):
    networks: int = 1
    dtype: str = "float32"

    def prepare(self, hidden):
        return engine.prepare(hidden, self.networks, self.dtype)


class Rival(NamedTuple):
    module: str
    networks: int = 1
    dtype: str = "float32"

    def prepare(self, hidden):
        """None if the library it needs is not installed."""
        prepare = baselines.load(self.module)
        layers, (x, y) = nets.layers(hidden, self.dtype, self.networks), nets.rows(self.dtype)
        return prepare and prepare(layers, x, y, nets.BATCH, nets.LEARNING_RATE, np.random.default_rng(0))


OURS, OURS_64, OURS_STACKED = "ours", "ours, float64", "ours × 16"
LOOPS, NAIVE = "per-sample loops, float64", "naive numpy, float64"
TORCH, TORCH_LOADER, SCIKIT = "PyTorch", "PyTorch, DataLoader", "scikit-learn"
JAX, JAX_STACKED = "JAX", "JAX × 16"

CONTESTANTS = {
    OURS: Ours(),
    OURS_64: Ours(dtype="float64"),
    OURS_STACKED: Ours(networks=nets.STACKED),
    LOOPS: Rival("loops", dtype="float64"),
    NAIVE: Rival("naive", dtype="float64"),
    TORCH: Rival("torch_eager"),
    TORCH_LOADER: Rival("torch_loader"),
    SCIKIT: Rival("scikit"),
    JAX: Rival("jax_scan"),
    JAX_STACKED: Rival("jax_stacked", networks=nets.STACKED),
}


def prepared(hidden):
    """{name: train} of all contestants that can be measured here."""
    trains = {name: contestant.prepare(hidden) for name, contestant in CONTESTANTS.items()}
    return {name: train for name, train in trains.items() if train}
