"""Which of a run's epochs travel to the stage, and in which precision."""

import numpy as np

from mlp.engine.network import layer_sizes
from mlp.frames import dense_first, kept_epochs

MOST_FRAMES = 64
MOST_BYTES = 1_900_000  # of all runs' weights, before they are deflated
EXACT_FRAMES = 24  # that many must fit as float32, else the weights travel as float16


def chosen(epochs, parameters, room=MOST_BYTES):
    """(epochs, dtype): at most MOST_FRAMES of these sorted epochs, those of the beginning densest, that fit.

    `parameters` is how many numbers one network has, `room` how many bytes there are.
    """
    wanted = min(len(epochs), MOST_FRAMES)
    exact = room // (4 * parameters) >= min(wanted, EXACT_FRAMES)
    dtype = np.float32 if exact else np.float16
    count = max(2, min(wanted, room // (np.dtype(dtype).itemsize * parameters)))
    return [epochs[i] for i in dense_first(len(epochs), count)], dtype


def with_frames(spec, most=MOST_FRAMES):
    """The spec with snapshots of all epochs, or of so many evenly spread ones."""
    kept = np.linspace(0, spec.epochs, min(spec.epochs + 1, most)).round().astype(int)
    return spec.but(snapshots=tuple(kept.tolist()))


def with_fitting_frames(spec, data):
    """The spec with snapshots of as many epochs as a stored result has room for, the early ones densest."""
    return spec.but(snapshots=kept_epochs(spec.epochs, layer_sizes(spec, data), spec.replicates))


def weights(snapshots, epochs, seed, dtype):
    """One network's parameters (epochs, parameters) at these epochs."""
    return travelling(np.stack([snapshots[epoch][seed] for epoch in epochs]), dtype)


def travelling(parameters, dtype):
    """Parameters in this precision; what float16 cannot hold becomes its largest number."""
    limit = np.finfo(dtype).max
    return np.clip(parameters, -limit, limit).astype(dtype)


def rectangle(rows):
    """Lists of numbers, unlike in length, as one array: what is missing is -1."""
    most = max(map(len, rows), default=0)
    return np.array([[*row, *[-1] * (most - len(row))] for row in rows], np.float32)
