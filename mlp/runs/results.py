"""The file of one finished run: an npz archive (arrays only, never pickled) whose entry `about` is JSON text.

about: spec, seconds, the kernel of the workers here, and of the history its status and the names of its curves and
snapshots, which are entries `curves/NAME` and `snapshots/EPOCH`.
"""

import json
from contextlib import ExitStack
from dataclasses import dataclass, replace

import numpy as np

from mlp.history import FINISHED, History
from mlp.runs import kernel
from mlp.runs.pieces import Snapshots
from mlp.spec import Spec

IN_MEMORY = 32_000_000  # bytes of a file beyond which weights are read when they are asked for


@dataclass(frozen=True)
class Result:
    """What a finished run leaves behind, and the seconds its training took (those of the whole run for a piece)."""

    history: History
    seconds: float


def write(file, spec, result):
    """Write a Result to an open binary file."""
    about, arrays = pack(result.history)
    about |= {"spec": spec.to_json(), "seconds": result.seconds, "kernel": kernel.choice().kernel}
    np.savez(file, about=as_json(about), **arrays)


def read(path, spec):
    """The Result in a file, which stays open (so that nobody can take it away) where it is large.

    Raises ValueError, or what numpy and zipfile have for damage, unless it is a whole result of this very spec.
    """
    with ExitStack() as opened:
        arrays = opened.enter_context(np.load(path, allow_pickle=False))
        about = from_json(arrays["about"])
        require(Spec.from_json(about["spec"]) == spec, "belongs to another spec")
        require(about["status"] == FINISHED, "is no finished run")
        history = unpack(about, arrays, spec)
        if path.stat().st_size > IN_MEMORY:
            opened.pop_all()
        else:
            history = replace(history, snapshots=dict(history.snapshots))
        return Result(history, float(about["seconds"]))


def read_about(path):
    """(Spec, diverged (replicates,)) of the Result in a file."""
    with np.load(path, allow_pickle=False) as arrays:
        return Spec.from_json(from_json(arrays["about"])["spec"]), arrays["diverged"]


def pack(history, room=""):
    """(what is to be said of a history, its arrays by name) for a file; all names begin with the room."""
    about = {"status": history.status, "curves": list(history.curves), "snapshots": list(history.snapshots)}
    arrays = {f"{room}epochs": history.epochs, f"{room}diverged": history.diverged}
    arrays |= {f"{room}curves/{name}": curve for name, curve in history.curves.items()}
    arrays |= {f"{room}snapshots/{epoch}": weights for epoch, weights in history.snapshots.items()}
    return about, arrays


def unpack(about, arrays, spec, room=""):
    """The History that was packed, its weights still to be read; raises ValueError unless it is one of the spec."""
    history = History(
        epochs=arrays[f"{room}epochs"],
        curves={name: arrays[f"{room}curves/{name}"] for name in about["curves"]},
        snapshots=Snapshots(map(int, about["snapshots"]), lambda epoch: arrays[f"{room}snapshots/{epoch}"]),
        diverged=arrays[f"{room}diverged"],
        status=about["status"],
    )
    _check(history, spec)
    return history


def _check(history, spec):
    measured, replicates = len(history.epochs), spec.replicates
    require("train_loss" in history.curves, "has no train_loss")
    require(is_of("i", history.epochs, (measured,)), "has no list of epochs")
    require(measured and (np.diff(history.epochs, prepend=-1) > 0).all(), "has epochs out of order")
    require(history.epochs[-1] <= spec.epochs, "has too many epochs")
    require(is_of("i", history.diverged, (replicates,)), "does not say how its replicates ended")
    for name, curve in history.curves.items():
        layers = (len(spec.hidden),) if name == "dead_relus" else ()
        require(is_of("f", curve, (measured, replicates, *layers)), f"has a wrong curve {name}")
    count = None
    for epoch, weights in history.snapshots.items():
        count = count or weights.shape[-1:]
        require(is_of("f", weights, (replicates, *count)), f"has a wrong snapshot {epoch}")


def as_json(about):
    """A JSON-able dict as an array of bytes."""
    return np.array(json.dumps(about).encode())


def from_json(array):
    return json.loads(array.item())


def require(true, what_else):
    if not true:
        raise ValueError(f"it {what_else}")


def is_of(kind, array, shape):
    """Whether an array has this kind of numbers (i or f) and this shape."""
    return array.dtype.kind == kind and array.shape == shape
