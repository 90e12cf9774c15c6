"""Epochs over mini-batches for more replicates than suit the processor's cache: group after group.

Every step goes over all weights, gradients and memory of the networks that are trained side by side. A stack beyond
the cache takes longer than its networks one by one: two of 784-256-128-10 under Adam, or ten of 784-100-10. A small
one takes less, since numpy is called once for all. Which networks share a group changes none of their bits.
"""

import numpy as np

from mlp.engine.batches import batches
from mlp.engine.epochs import MiniBatchEpoch

CACHE = 2_000_000  # bytes that stay at hand from step to step


def groups(replicates, network_bytes):
    """Slices of the replicates, alike in size, whose networks of so many bytes fit the cache; one at least in each."""
    largest = max(1, CACHE // network_bytes)
    cuts = np.linspace(0, replicates, -(-replicates // largest) + 1).astype(int)
    return [slice(start, end) for start, end in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True)]


class GroupedEpoch:
    """Trains a stack like MiniBatchEpoch, which it has one of for each group."""

    def __init__(self, spec, data, samples, stack):
        shared = batches(spec, data, samples)
        self.groups = groups(spec.replicates, stack.numbers.nbytes // spec.replicates)
        self.epochs = [MiniBatchEpoch(spec, shared.part(group), stack.part(group)) for group in self.groups]

    def train(self, rates):
        """One epoch at these learning rates (replicates,). Returns what it measured itself, by name (replicates,)."""
        return beside([epoch.train(rates[group]) for group, epoch in zip(self.groups, self.epochs, strict=True)])

    def nothing_yet(self):
        """What `train` returns, before training."""
        return beside([epoch.nothing_yet() for epoch in self.epochs])


def beside(measured):
    """What all groups measured: name -> (replicates,)."""
    return {name: np.concatenate([each[name] for each in measured]) for name in measured[0]}
