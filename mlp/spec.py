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

# Raised whenever the same Spec gives other numbers than before.
# 2: a shared bias counts once in the gradient's norm; the loss after each update is a mean where the loss is.
RESULTS_VERSION = 2
LATER = ("held_out",)  # settings that came since, off by default

SHUFFLES = ("always", "once", "never")
SWITCHED = ((True, "always"), (False, "never"), ("true", "always"), ("false", "never"))  # shuffle was once a switch


def _choice(default, label, help, table):
    return setting("choice", default, label, help, choices=tuple(table))


@dataclass(frozen=True)
class Spec:
    """One training run. Raises SpecError if a setting, alone or beside the others, is not allowed."""

    dataset: str = setting("name", "surface", "Data", "Name of the data set")
    data: tuple = setting("options", (), "Data options", "Options of the data set, such as step=0.1")
    hidden: tuple = setting(
        "integers", (20,), "Hidden layers", "Units in each hidden layer, from the input on", low=1, high=2048, items=16
    )
    activation: str = _choice("relu", "Activation", "What each hidden unit makes of its sum", HIDDEN)
    output: str = _choice("identity", "Output activation", "What each output unit makes of its sum", OUTPUT)
    loss: str = _choice("mse", "Loss", "What training makes small", LOSSES)
    initializer: str = _choice("normal", "Initial weights", "How the weights are drawn before training", INITIALIZERS)
    init_scale: float = setting(
        "number",
        0.1,
        "Initial scale",
        "Standard deviation (normal) or limit (uniform) of the initial weights",
        high=100,
    )
    bias_initializer: str = _choice(
        "same",
        "Initial biases",
        "How the biases are drawn: the same way as the weights, or otherwise",
        BIAS_INITIALIZERS,
    )
    biases: str = _choice(
        "own",
        "Biases",
        "One for each unit, one shared by a layer, or one each that all move alike",
        ("own", "shared", "alike"),
    )
    optimizer: str = _choice("sgd", "Optimizer", "How a gradient moves the weights", OPTIMIZERS)
    learning_rate: float = setting("number", 0.001, "Learning rate", "How far each step goes", low=1e-12, high=1000)
    momentum: float = setting(
        "number", 0.9, "Momentum", "What momentum, nesterov and adam keep of the last step", high=0.9999
    )
    decay: float = setting("number", 0.999, "Decay", "What rmsprop and adam keep of the mean square", high=0.999999)
    schedule: str = _choice("constant", "Schedule", "How the learning rate changes over the epochs", SCHEDULES)
    gamma: float = setting("number", 0.9, "Gamma", "Factor of the step and exponential schedules", low=1e-6, high=10)
    every: int = setting(
        "integer", 3, "Epochs per step", "Epochs between two steps of the schedule", low=1, high=100000
    )
    thresholds: tuple = setting(
        "pairs", (), "Thresholds", "Pairs (loss, rate): below this loss, this learning rate", high=1e9, items=16
    )
    batch_size: int = setting("integer", 10, "Batch size", "Rows per update; 0 takes all rows at once", high=1_000_000)
    sample_every: int = setting(
        "integer", 1, "Use every n-th sample", "Only every n-th of the shuffled rows is trained on", low=1, high=100_000
    )
    held_out: float = setting(
        "number",
        0.0,
        "Held out",
        "Share of the rows that each seed keeps from training, others than the next seed's, as test data; 0 for none",
        high=0.9,
    )
    reduction: str = _choice("sum", "Gradients", "Sum or mean of the gradients over a batch", ("sum", "mean"))
    shuffle: str = setting(
        "choice",
        "always",
        "Shuffle",
        "Always: a new order of the rows in every epoch; once: one random order for all; never: the order they have",
        choices=SHUFFLES,
        synonyms=SWITCHED,
    )
    shift: int = setting("integer", 0, "Random shift", "Images move by up to so many pixels in every epoch", high=8)
    clip_value: float = setting("number", 0.0, "Clip values", "Largest single derivative; 0 for none", high=1e9)
    clip_norm: float = setting("number", 0.0, "Clip norm", "Largest length of the gradient; 0 for none", high=1e9)
    l1: float = setting("number", 0.0, "L1 penalty", "Strength of the penalty on |weight|", high=1000)
    l2: float = setting("number", 0.0, "L2 penalty", "Strength of the penalty on weight squared, halved", high=1000)
    dropout: float = setting("number", 0.0, "Dropout", "Share of the hidden units left out in each step", high=0.95)
    epochs: int = setting("integer", 30, "Epochs", "How often training sees all rows", low=1, high=100_000)
    evaluate_every: int = setting(
        "integer", 1, "Measure every", "Epochs between two measurements of loss and accuracy", low=1, high=100_000
    )
    running_loss: bool = setting(
        "switch",
        False,
        "Loss after each update",
        "Also measure each batch right after it was trained on, summed or averaged like the loss",
    )
    seed: int = setting("integer", 0, "Seed", "Where all random numbers start", high=2**53 - 1)
    replicates: int = setting(
        "integer", 1, "Seeds", "Networks trained side by side, each on its own seed", low=1, high=400
    )
    dtype: str = _choice("float32", "Precision", "Numbers of 32 or 64 bits", ("float32", "float64"))
    snapshots: tuple = setting(
        "integers", (), "Snapshots", "Epochs whose weights are kept (the last always is)", high=100_000, items=1001
    )

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


SETTINGS = {field.name: field.metadata["setting"] for field in fields(Spec)}


def _name(settings):
    """A name made of the settings; those of `LATER` count only where they are on: older results keep their names."""
    counted = {name: value for name, value in settings.items() if value or name not in LATER}
    content = json.dumps({"version": RESULTS_VERSION, **counted}, sort_keys=True)
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
