"""PyTorch, eager, as its documentation teaches: the same as torch_eager with a DataLoader making the batches."""

import torch
from torch.utils.data import DataLoader, TensorDataset

from bench.baselines.torch_eager import trainer


class Shuffled:
    """A sampler like RandomSampler, in the order of the given generator."""

    def __init__(self, rng, rows):
        self.rng, self.rows = rng, rows

    def __iter__(self):
        return iter(self.rng.permutation(self.rows).tolist())

    def __len__(self):
        return self.rows


def prepare(layers, x, y, batch, learning_rate, rng):
    rows = TensorDataset(torch.from_numpy(x), torch.from_numpy(y))
    loader = DataLoader(rows, batch_size=batch, sampler=Shuffled(rng, len(x)))
    return trainer(layers, lambda: loader, learning_rate)
