"""The file of one finished run: an npz archive (arrays only, never pickled) whose entry `about` is JSON text.

about: spec, status, seconds, the kernel of the workers here, and the names of the curves and snapshots, which are
entries `curves/NAME` and `snapshots/EPOCH`.
"""

import json
from dataclasses import dataclass

import numpy as np

from mlp.history import FINISHED, History
from mlp.runs import kernel
from mlp.spec import Spec


@dataclass(frozen=True)
class Result:
    """What a finished run leaves behind, and the seconds its training took."""

    history: History
    seconds: float


def write(file, spec, result):
    """Write a Result to an open binary file."""
    history = result.history
    about = {
        "spec": spec.to_json(),
        "status": history.status,
        "seconds": result.seconds,
        "kernel": kernel.choice().kernel,
        "curves": list(history.curves),
        "snapshots": list(history.snapshots),
    }
    arrays = {"about": np.array(json.dumps(about).encode()), "epochs": history.epochs, "diverged": history.diverged}
    arrays |= {f"curves/{name}": curve for name, curve in history.curves.items()}
    arrays |= {f"snapshots/{epoch}": weights for epoch, weights in history.snapshots.items()}
    np.savez(file, **arrays)


def read(path, spec):
    """The Result in a file.

    Raises ValueError, or what numpy and zipfile have for damage, unless it is a whole result of this very spec.
    """
    with np.load(path, allow_pickle=False) as arrays:
        about = json.loads(arrays["about"].item())
        history = History(
            epochs=arrays["epochs"],
            curves={name: arrays[f"curves/{name}"] for name in about["curves"]},
            snapshots={int(epoch): arrays[f"snapshots/{epoch}"] for epoch in about["snapshots"]},
            diverged=arrays["diverged"],
            status=about["status"],
        )
    _require(Spec.from_json(about["spec"]) == spec, "belongs to another spec")
    _check(history, spec)
    return Result(history, float(about["seconds"]))


def _check(history, spec):
    measured, replicates = len(history.epochs), spec.replicates
    _require(history.status == FINISHED, "is no finished run")
    _require("train_loss" in history.curves, "has no train_loss")
    _require(_integers(history.epochs, (measured,)), "has no list of epochs")
    _require(measured and (np.diff(history.epochs, prepend=-1) > 0).all(), "has epochs out of order")
    _require(history.epochs[-1] <= spec.epochs, "has too many epochs")
    _require(_integers(history.diverged, (replicates,)), "does not say how its replicates ended")
    for name, curve in history.curves.items():
        layers = (len(spec.hidden),) if name == "dead_relus" else ()
        _require(_floats(curve, (measured, replicates, *layers)), f"has a wrong curve {name}")
    for epoch, weights in history.snapshots.items():
        count = history.snapshots[max(history.snapshots)].shape[-1:]
        _require(_floats(weights, (replicates, *count)), f"has a wrong snapshot {epoch}")


def _require(true, what_else):
    if not true:
        raise ValueError(f"it {what_else}")


def _integers(array, shape):
    return array.dtype.kind == "i" and array.shape == shape


def _floats(array, shape):
    return array.dtype.kind == "f" and array.shape == shape
