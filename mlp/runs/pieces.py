"""A run of several seeds is made of pieces: histories of some of its seeds, which are trained one after the other.

The same piece serves all runs of its family (`Spec.family`): replicate r is the same however many there are, and its
first epochs are the same however many follow.
"""

from collections.abc import Mapping

import numpy as np

from mlp.history import FINISHED, History


class Snapshots(Mapping):
    """epoch -> parameters (replicates, parameters), made by `weights(epoch)` only when they are asked for."""

    def __init__(self, epochs, weights):
        self._epochs, self._weights = tuple(epochs), weights

    def __getitem__(self, epoch):
        if epoch not in self._epochs:
            raise KeyError(epoch)
        return self._weights(epoch)

    def __contains__(self, epoch):
        return epoch in self._epochs

    def __iter__(self):
        return iter(self._epochs)

    def __len__(self):
        return len(self._epochs)


def seeds_served(spec, other, diverged):
    """How many seeds of a spec the finished run of another has; `diverged` (replicates,) as in the other's History.

    None at all if all of them diverged: alone, they would have ended earlier.
    """
    if other.family != spec.family or spec.epochs > other.epochs:
        return 0
    count = min(spec.replicates, other.replicates)
    measured = spec.epochs == other.epochs or spec.epochs % spec.evaluate_every == 0
    kept = {*spec.snapshots, spec.epochs} <= {*other.snapshots, other.epochs}
    gone = (diverged[:count] >= 0) & (diverged[:count] <= spec.epochs)
    return count if measured and kept and not gone.all() else 0


def piece(history, spec):
    """The first seeds and epochs of a longer run of the family: what the spec alone would have given."""
    seeds, rows = spec.replicates, history.epochs <= spec.epochs
    diverged = history.diverged[:seeds]
    return History(
        epochs=history.epochs[rows],
        curves={name: curve[rows, :seeds] for name, curve in history.curves.items()},
        snapshots=Snapshots(sorted({*spec.snapshots, spec.epochs}), lambda epoch: history.snapshots[epoch][:seeds]),
        diverged=np.where(diverged > spec.epochs, -1, diverged),
        status=FINISHED,
    )


def beside(spec, pieces):
    """One History (replicates of the spec) of pieces that follow each other; not a number where there is nothing yet.

    A piece that ended early because all of it diverged measured its last epoch, which is none of the whole run's.
    """
    last = max(piece.epochs[-1] for piece in pieces)
    epochs = np.unique(np.concatenate([piece.epochs for piece in pieces]))
    epochs = epochs[(epochs % spec.evaluate_every == 0) | (epochs == last)]
    kept = sorted({epoch for piece in pieces for epoch in piece.snapshots if epoch in spec.snapshots or epoch == last})
    return History(
        epochs=epochs,
        curves={name: _stitched(spec, pieces, name, epochs) for name in pieces[0].curves},
        snapshots=Snapshots(kept, lambda epoch: _weights(spec, pieces, epoch)),
        diverged=_filled(spec.replicates, -1, [piece.diverged for piece in pieces]),
        status=pieces[-1].status,
    )


def _stitched(spec, pieces, name, epochs):
    """A curve (epochs, replicates, ...)."""
    more = pieces[0].curves[name].shape[2:]
    curve, first = np.full((len(epochs), spec.replicates, *more), np.nan), 0
    for each in pieces:
        mine = np.isin(each.epochs, epochs)
        curve[np.searchsorted(epochs, each.epochs[mine]), first : first + each.replicates] = each.curves[name][mine]
        first += each.replicates
    return curve


def _weights(spec, pieces, epoch):
    """Parameters (replicates, parameters)."""
    there = [each.snapshots.get(epoch) for each in pieces]
    known = next(weights for weights in there if weights is not None)
    nothing = np.array(np.nan, known.dtype)
    parts = [
        np.full((each.replicates, known.shape[1]), nothing) if weights is None else weights
        for each, weights in zip(pieces, there, strict=True)
    ]
    return _filled(spec.replicates, nothing, parts)


def _filled(count, nothing, parts):
    """The parts, one after the other, up to so many rows."""
    whole = np.concatenate(parts)
    out = np.full((count, *whole.shape[1:]), nothing, whole.dtype)
    out[: len(whole)] = whole
    return out
