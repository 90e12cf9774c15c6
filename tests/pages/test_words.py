"""Settings in words: nothing of a Spec is left unsaid."""

import pytest

from mlp import SETTINGS, Spec
from mlp.engine.network import layer_sizes, parameter_count
from mlp.parts.activations import OUTPUT
from mlp.parts.initializers import BIAS_INITIALIZERS, INITIALIZERS
from mlp.parts.losses import LOSSES
from mlp.parts.optimizers import OPTIMIZERS
from mlp.parts.schedules import SCHEDULES
from mlp.spec import SHUFFLES
from pages.shared.sections import words
from tests.conftest import tiny

SPEC = Spec(dataset="tiny", hidden=(3,), batch_size=2)
UNSAID = {"dataset", "data", "snapshots"}  # the page and its sidebar name the data; kept weights change no result
CHANGED = {
    "hidden": {"hidden": (4, 2)},
    "output": {"output": "sigmoid"},
    "loss": {"loss": "huber"},
    "schedule": {"schedule": "cosine"},
    "momentum": {"optimizer": "momentum", "momentum": 0.5},
    "decay": {"optimizer": "rmsprop", "decay": 0.5},
    "gamma": {"schedule": "step", "gamma": 0.5},
    "every": {"schedule": "step", "every": 7},
    "thresholds": {"schedule": "thresholds", "thresholds": ((0.5, 0.01),)},
    "evaluate_every": {"evaluate_every": 5},
    "replicates": {"replicates": 7},
}
WITH_THRESHOLD = {"schedule": "thresholds", "thresholds": ((0.25, 0.5),)}


def changes(name):
    """(settings before, settings after): they differ in the one of this name."""
    row, after = SETTINGS[name], CHANGED.get(name)
    if name == "thresholds":
        return WITH_THRESHOLD, after
    if after:
        return {key: value for key, value in after.items() if key != name}, after
    if row.kind == "choice":
        return {}, {name: row.choices[-1] if row.choices[-1] != row.default else row.choices[0]}
    if row.kind == "switch":
        return {}, {name: not row.default}
    return {}, {name: row.default / 2 or 0.5} if row.kind == "number" else {name: row.default + 1}


@pytest.mark.parametrize("name", [name for name in SETTINGS if name not in UNSAID])
def test_every_setting_is_said(name):
    before, after = changes(name)
    data = tiny()
    assert words.sentences(SPEC.but(**before), data) != words.sentences(SPEC.but(**after), data)


@pytest.mark.parametrize(
    ("table", "parts"),
    [
        (words.ACTIVATIONS, OUTPUT),
        (words.LOSS_FORMULAS, LOSSES),
        (words.UPDATES, OPTIMIZERS),
        (words.SCHEDULES, SCHEDULES),
        (words.DRAWN, INITIALIZERS),
        (words.BIASES, BIAS_INITIALIZERS),
        (words.SHARED, SETTINGS["biases"].choices),
        (words.ORDERS, SHUFFLES),
    ],
)
def test_every_part_has_words(table, parts):
    assert set(table) == set(parts)


def test_sizes_and_counts_are_those_of_the_network():
    data = tiny()
    text = " ".join(words.sentences(SPEC.but(batch_size=2, epochs=5), data))
    sizes = layer_sizes(SPEC, data)
    assert f"{sizes[0]}-3-{sizes[-1]}: {parameter_count(sizes)} weights" in text
    rows = len(data.train)
    assert f"{rows} rows in a new random order in every epoch, 2 for each update: {-(-rows // 2)} updates" in text
