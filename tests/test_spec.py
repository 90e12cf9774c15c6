"""The Spec: one table, one key for equal runs, one clear error for everything that is not allowed."""

import contextlib
import itertools
import json
import math
import pickle
import random
from dataclasses import fields
from decimal import Decimal
from fractions import Fraction
from functools import partial

import numpy as np
import pytest

from mlp import SETTINGS, Spec, SpecError
from mlp.engine.training import advance, start
from mlp.words import SUBJECTS


def test_every_setting_explains_itself():
    assert SETTINGS.keys() == {field.name for field in fields(Spec)}
    assert len({row.label for row in SETTINGS.values()}) == len(SETTINGS)
    for name, row in SETTINGS.items():
        assert row.label, name
        assert row.help.endswith("."), name
        assert row.subject in SUBJECTS, name
        assert row.clean(name, row.default) == getattr(Spec(), name)
        assert row.kind != "choice" or row.default in row.choices, name
        if row.kind in ("integer", "number"):
            assert math.isfinite(row.high), f"{name} needs an upper bound"


def test_what_a_setting_needs_stands_above_it():
    names = [name for words in SUBJECTS.values() for name in words]
    for name, row in SETTINGS.items():
        if row.only_with:
            needed, *choices = row.only_with
            assert set(choices) < set(SETTINGS[needed].choices), name
            assert names.index(needed) < names.index(name)


@pytest.mark.parametrize(
    ("settings", "applies"),
    [({}, False), ({"optimizer": "adam"}, True), ({"optimizer": "rmsprop"}, False), ({"optimizer": "nesterov"}, True)],
)
def test_momentum_applies_only_to_optimizers_that_have_one(settings, applies):
    assert SETTINGS["momentum"].applies(partial(getattr, Spec(**settings))) == applies


@pytest.mark.parametrize("name", ["gamma", "every", "momentum", "decay", "init_scale", "thresholds"])
def test_what_does_not_apply_changes_no_number(name, regression):
    """The table says so; training has to agree."""
    needed, *choices = SETTINGS[name].only_with
    needs = {"thresholds": ((0.5, 0.01),)} if name != "thresholds" else {}
    for choice in set(SETTINGS[needed].choices) - set(choices):
        spec = Spec(epochs=3, batch_size=3, **needs, **{needed: choice})
        np.testing.assert_array_equal(*(losses(each, regression) for each in (spec, spec.but(**{name: CHANGES[name]}))))


def losses(spec, data):
    return advance(spec, data, start(spec, data), spec.epochs).history.curves["train_loss"]


def test_equal_specs_have_equal_keys():
    one = Spec(learning_rate=1, hidden=[10, 20], data={"step": 1, "noise": 0.5}, shuffle=1)
    other = Spec(learning_rate=1.0, hidden=(10.0, 20), data=(("noise", 0.5), ("step", 1.0)), shuffle=True)
    assert one == other
    assert hash(one) == hash(other)
    assert one.key == other.key


CHANGES = {
    "dataset": "sine", "data": {"noise": 1}, "hidden": (7,), "activation": "tanh", "output": "tanh", "loss": "huber",
    "initializer": "he", "init_scale": 0.2, "bias_initializer": "zeros", "biases": "shared", "optimizer": "adam",
    "learning_rate": 0.5, "momentum": 0.5, "decay": 0.5, "schedule": "cosine", "gamma": 0.5, "every": 9,
    "thresholds": ((0.1, 0.01),), "batch_size": 0, "sample_every": 2, "reduction": "mean", "shuffle": "once",
    "shift": 1, "clip_value": 1, "clip_norm": 1, "l1": 1, "l2": 1, "dropout": 0.5, "epochs": 5, "evaluate_every": 2,
    "running_loss": True, "seed": 1, "replicates": 2, "dtype": "float64", "snapshots": (1,),
}  # fmt: skip


def test_every_setting_changes_the_key():
    assert CHANGES.keys() == SETTINGS.keys()
    keys = {Spec().but(**{name: value}).key for name, value in CHANGES.items()}
    assert len(keys | {Spec().key}) == len(SETTINGS) + 1


def test_the_key_is_the_same_in_every_process():
    assert Spec().key == "e973c6d5cd35db1c6ae42fc20cbfdbae5bcddad0ee986f737a83b93e7c939f45"


def test_json_and_pickle_give_the_same_spec_back():
    for name, value in CHANGES.items():
        spec = Spec().but(**{name: value})
        assert Spec.from_json(json.loads(json.dumps(spec.to_json()))) == spec, name
        assert pickle.loads(pickle.dumps(spec)) == spec, name


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            {"hidden": [10**9]},
            "hidden must be at most 16 whole numbers from 1 to 2048, separated by commas, got [1000000000]",
        ),
        ({"hidden": "wide"}, "hidden must be at most .* got 'wide'"),
        ({"hidden": [1] * 17}, "hidden must be at most 16"),
        ({"learning_rate": -1}, "learning_rate must be a number from 1e-12 to 1000, got -1"),
        ({"learning_rate": "fast"}, "learning_rate must be a number .* got 'fast'"),
        ({"learning_rate": math.nan}, "learning_rate must be .* got nan"),
        ({"learning_rate": math.inf}, "learning_rate must be .* got inf"),
        ({"learning_rate": True}, "learning_rate must be .* got True"),
        ({"learning_rate": 10**400}, "learning_rate must be a number"),
        ({"epochs": 1.5}, "epochs must be a whole number from 1 to 100000, got 1.5"),
        ({"epochs": 0}, "epochs must be"),
        ({"activation": "swish"}, "activation must be one of identity, relu, .* got 'swish'"),
        ({"activation": "softmax"}, "activation must be one of"),
        ({"activation": ["relu"]}, "activation must be one of"),
        ({"shuffle": "yes"}, "shuffle must be one of always, once, never, got 'yes'"),
        ({"running_loss": "yes"}, "running_loss must be true or false, got 'yes'"),
        ({"data": 5}, "data must be names with a number, text or true/false each, got 5"),
        ({"data": {"a b": 1}}, "data must be"),
        ({"data": [("step", 1), ("step", 2)]}, "data must be"),
        ({"hidden": itertools.count(1)}, "hidden must be at most 16"),
        ({"data": {"step": math.nan}}, "data must be"),
        ({"thresholds": [(1, 2, 3)]}, "thresholds must be a list of at most 16 pairs"),
        ({"output": "softmax"}, "loss must be categorical_cross_entropy with the output activation softmax, got 'mse'"),
        ({"loss": "categorical_cross_entropy"}, "output must be softmax with the loss categorical_cross_entropy"),
        (
            {"loss": "binary_cross_entropy", "output": "tanh"},
            "output must be sigmoid with the loss binary_cross_entropy",
        ),
        ({"schedule": "thresholds"}, "thresholds must be one pair"),
        ({"snapshots": (31,)}, "snapshots must be epochs from 0 to 30, got 31"),
        ({"running_loss": True, "batch_size": 0}, "batch_size must be 1 or more with running_loss"),
        ({"shift": 1, "batch_size": 0}, "batch_size must be 1 or more with random shifts"),
        ({"speed": 1}, "setting must be one of dataset, .* got 'speed'"),
    ],
)
def test_what_is_not_allowed_is_named(settings, message):
    with pytest.raises(SpecError, match=message.replace("[", r"\[") if "[1000" in message else message):
        Spec().but(**settings)


def test_errors_cross_processes_whole():
    error = pickle.loads(pickle.dumps(SpecError("epochs", "a number", "x" * 1000)))
    assert str(error).startswith("epochs must be a number, got 'xxx")
    assert len(str(error)) < 120


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("learning_rate", "1e-2", 0.01),
        ("hidden", "20, 10", (20, 10)),
        ("hidden", "[20]", (20,)),
        ("hidden", "", ()),
        ("activation", "tanh", "tanh"),
        ("shuffle", "once", "once"),
        ("shuffle", "false", "never"),
        ("shuffle", "true", "always"),
        ("running_loss", "true", True),
        ("data", '{"step": 0.5}', (("step", 0.5),)),
        ("thresholds", "[[0.1, 0.01]]", ((0.1, 0.01),)),
        ("thresholds", "0.1: 0.01, 5e-2:1e-3", ((0.1, 0.01), (0.05, 0.001))),
        ("thresholds", "", ()),
    ],
)
def test_settings_are_read_from_text(name, text, value):
    assert SETTINGS[name].parse(name, text) == value


@pytest.mark.parametrize(
    ("name", "text"), [("hidden", "a,b"), ("epochs", "ten"), ("data", "[[["), ("epochs", "[" * 9999)]
)
def test_text_that_means_nothing_is_refused(name, text):
    with pytest.raises(SpecError, match=f"{name} must be"):
        SETTINGS[name].parse(name, text)


def test_fewer_epochs_leave_the_snapshots_that_there_still_are():
    assert Spec(epochs=5, snapshots=(0, 2, 5)).but(epochs=3).snapshots == (0, 2)
    assert Spec(epochs=5, snapshots=(0, 2, 5)).but(epochs=9).snapshots == (0, 2, 5)


HOSTILE = [
    None, True, -1, 0, 1.5, math.nan, math.inf, -math.inf, 10**5000, -(10**400), 1e308, "", "self", "九" * 300,
    "1" * 5000, "[" * 5000, "NaN", b"relu", Decimal("sNaN"), Fraction(1, 3), 1j, np.arange(3), np.array([[1]]),
    [], [[]], [1, [2]], [None], {}, {"a": {}}, {"a b": 1}, {1: 2}, set(), object(), type, range(3), iter([1]), float,
]  # fmt: skip


def hostile(rng):
    """A value that nobody would mean: one of the list, or several of them in a list or an object."""
    value = rng.choice(HOSTILE)
    for _ in range(rng.choice([0, 0, 0, 1, 2, 900])):
        value = [value] if rng.random() < 0.7 else {"step": value}
    return value


@pytest.mark.parametrize("seed", range(3))
def test_hostile_values_raise_nothing_but_spec_errors(seed):
    rng = random.Random(seed)
    names = [*SETTINGS, "self", "cls", "speed", ""]
    for _ in range(1000):
        settings = {rng.choice(names): hostile(rng) for _ in range(rng.choice([1, 1, 2, 3]))}
        for use in (Spec.from_json, lambda changes: Spec().but(**changes)):
            with contextlib.suppress(SpecError):
                spec = use(settings)
                assert Spec.from_json(json.loads(json.dumps(spec.to_json()))) == spec


@pytest.mark.parametrize("settings", [{1: 2}, [1], "spec", None, {"self": 1}])
def test_what_is_no_object_of_settings_is_refused(settings):
    with pytest.raises(SpecError):
        Spec.from_json(settings)


@pytest.mark.parametrize("text", ["1" * 5000, "-" + "9" * 5000, "[" * 5000, "1e999", "NaN", "{", "\ud800", "0x10", ""])
@pytest.mark.parametrize("name", SETTINGS)
def test_hostile_texts_raise_nothing_but_spec_errors(name, text):
    with contextlib.suppress(SpecError):
        SETTINGS[name].parse(name, text)
