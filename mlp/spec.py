"""A Spec describes one training run completely: same Spec, same result.

Its fields are the one table of settings (`SETTINGS`) that validation, widgets, URL and command line read.
"""

import functools
import hashlib
import json
from dataclasses import asdict, dataclass, fields, replace

from mlp.parts.activations import HIDDEN, OUTPUT
from mlp.parts.initializers import BIAS_INITIALIZERS, INITIALIZERS
from mlp.parts.losses import LOSSES
from mlp.parts.optimizers import OPTIMIZERS
from mlp.parts.schedules import SCHEDULES
from mlp.settings import SpecError, setting
from mlp.words import in_words

# Raised whenever the same Spec gives other numbers than before.
# 2: a shared bias counts once in the gradient's norm; the loss after each update is a mean where the loss is.
RESULTS_VERSION = 2

SHUFFLES = ("always", "once", "never")
SWITCHED = ((True, "always"), (False, "never"), ("true", "always"), ("false", "never"))  # shuffle was once a switch


def _choice(default, table, **more):
    return setting("choice", default, choices=tuple(table), **more)


@dataclass(frozen=True)
class Spec:
    """One training run. Raises SpecError if a setting, alone or beside the others, is not allowed."""

    dataset: str = setting("name", "surface")
    data: tuple = setting("options", ())
    hidden: tuple = setting("integers", (20,), low=1, high=2048, items=16)
    activation: str = _choice("relu", HIDDEN)
    output: str = _choice("identity", OUTPUT)
    loss: str = _choice("mse", LOSSES)
    initializer: str = _choice("normal", INITIALIZERS)
    init_scale: float = setting("number", 0.1, high=100, only_with=("initializer", "normal", "uniform"))
    bias_initializer: str = _choice("same", BIAS_INITIALIZERS)
    biases: str = _choice("own", ("own", "shared", "alike"))
    optimizer: str = _choice("sgd", OPTIMIZERS)
    learning_rate: float = setting("number", 0.001, low=1e-12, high=1000)
    momentum: float = setting("number", 0.9, high=0.9999, only_with=("optimizer", "momentum", "nesterov", "adam"))
    decay: float = setting("number", 0.999, high=0.999999, only_with=("optimizer", "rmsprop", "adam"))
    schedule: str = _choice("constant", SCHEDULES)
    gamma: float = setting("number", 0.9, low=1e-6, high=10, only_with=("schedule", "step", "exponential"))
    every: int = setting("integer", 3, low=1, high=100000, only_with=("schedule", "step"))
    thresholds: tuple = setting("pairs", (), high=1e9, items=16, only_with=("schedule", "thresholds"))
    batch_size: int = setting("integer", 10, high=1_000_000)
    sample_every: int = setting("integer", 1, low=1, high=100_000)
    reduction: str = _choice("sum", ("sum", "mean"))
    shuffle: str = _choice("always", SHUFFLES, synonyms=SWITCHED)
    shift: int = setting("integer", 0, high=8)
    clip_value: float = setting("number", 0.0, high=1e9)
    clip_norm: float = setting("number", 0.0, high=1e9)
    l1: float = setting("number", 0.0, high=1000)
    l2: float = setting("number", 0.0, high=1000)
    dropout: float = setting("number", 0.0, high=0.95)
    epochs: int = setting("integer", 30, low=1, high=100_000)
    evaluate_every: int = setting("integer", 1, low=1, high=100_000)
    running_loss: bool = setting("switch", False)
    seed: int = setting("integer", 0, high=2**53 - 1)
    replicates: int = setting("integer", 1, low=1, high=400)
    dtype: str = _choice("float32", ("float32", "float64"))
    snapshots: tuple = setting("integers", (), high=100_000, items=1001)

    def __post_init__(self):
        for name, row in SETTINGS.items():
            object.__setattr__(self, name, row.clean(name, getattr(self, name)))
        _check_together(self)

    @functools.cached_property
    def key(self):
        """The name of this run's result: equal for equal specs, different otherwise."""
        return _name(asdict(self))

    @functools.cached_property
    def family(self):
        """The name of all runs that differ from this one only in seeds, epochs and snapshots: pieces of one run."""
        free = {"replicates", "snapshots"} | ({"epochs"} if self.schedule != "cosine" else set())
        return _name({name: value for name, value in asdict(self).items() if name not in free})

    def but(self, /, **changes):
        """This Spec with some settings changed; with fewer epochs, it keeps the snapshots of those there still are.

        Raises SpecError also for a setting that does not exist.
        """
        unknown = set(changes) - set(SETTINGS)
        if unknown:
            raise SpecError("setting", f"one of {', '.join(SETTINGS)}", sorted(unknown)[0])
        if "epochs" in changes and "snapshots" not in changes:
            last = SETTINGS["epochs"].clean("epochs", changes["epochs"])
            changes["snapshots"] = tuple(epoch for epoch in self.snapshots if epoch <= last)
        return replace(self, **changes)

    def to_json(self):
        """A plain dict that `from_json` reads back; data options as a dict."""
        return {**asdict(self), "data": dict(self.data)}

    @classmethod
    def from_json(cls, settings):
        if not (isinstance(settings, dict) and all(isinstance(name, str) for name in settings)):
            raise SpecError("spec", "an object with settings", settings)
        return cls().but(**settings)


SETTINGS = {field.name: replace(field.metadata["setting"], **in_words(field.name)) for field in fields(Spec)}


def _name(settings):
    content = json.dumps({"version": RESULTS_VERSION, **settings}, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def _check_together(spec):
    fused = LOSSES[spec.loss].fused
    if spec.output == "softmax" and fused != "softmax":
        raise SpecError("loss", "categorical_cross_entropy with the output activation softmax", spec.loss)
    if fused and spec.output != fused:
        raise SpecError("output", f"{fused} with the loss {spec.loss}", spec.output)
    if spec.schedule == "thresholds" and not spec.thresholds:
        raise SpecError("thresholds", "one pair (loss, rate) or more with the schedule thresholds", spec.thresholds)
    if not spec.batch_size and (spec.running_loss or spec.shift):
        reason = "running_loss" if spec.running_loss else "random shifts"
        raise SpecError("batch_size", f"1 or more with {reason}", spec.batch_size)
    late = [epoch for epoch in spec.snapshots if epoch > spec.epochs]
    if late:
        raise SpecError("snapshots", f"epochs from 0 to {spec.epochs}", late[0])
    object.__setattr__(spec, "snapshots", tuple(sorted(set(spec.snapshots))))
