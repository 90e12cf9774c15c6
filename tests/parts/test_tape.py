"""Tapes: what they print, and that the engine's can be read."""

import doctest
from functools import partial as call

import numpy as np

from mlp import Spec
from mlp.engine.program import Program
from mlp.engine.training import generators
from mlp.parts import tape as tapes
from mlp.parts.tape import Tape, maximum, numbered, product, transposed
from tests.conftest import tiny


def test_the_worked_recording_is_true():
    assert doctest.testmod(tapes).attempted > 5
    assert doctest.testmod(tapes).failed == 0


def test_a_line_names_the_function_and_its_arrays():
    w, d, g = np.zeros((3, 2)), np.zeros((4, 2)), np.zeros((4, 3))
    tape = Tape(
        [
            product(d, transposed(w), g),
            maximum(g, np.ones((4, 3)), g),
            call(np.add.reduce, g, axis=-1, out=np.zeros(4)),
            call(g.fill, 0),
            call(np.multiply, w, 0.5, w),
        ],
        d=d,
        g=g,
        **numbered("weights", [w]),
    )
    assert str(tape).splitlines() == [
        "dot d (4, 2), weights[0].T (2, 3), g (4, 3)",
        "maximum g (4, 3), (4, 3), g (4, 3)",
        "add.reduce g (4, 3), (4,)",
        "fill g (4, 3)",
        "multiply weights[0] (3, 2), weights[0] (3, 2)",
    ]


def test_the_engines_tapes_can_be_read():
    """tanh, one hidden layer of 4 units, 3 features, 2 outputs, 5 rows: the chain rule, line by line."""
    data = tiny()
    spec = Spec(hidden=(4,), activation="tanh", batch_size=5)
    forward, backward, update = Program(spec, data, generators(spec)).epoch.epochs[0].step(5)
    assert str(forward.tape).splitlines() == [
        "tanh hidden[0] (5, 5), hidden[0] (5, 5)",
        "dot hidden[0] (5, 5), weights[1] (5, 2), a (5, 2)",
    ]
    assert str(backward.tape).splitlines() == [
        "multiply error[1] (5, 2), gain (), error[1] (5, 2)",
        "multiply hidden (25,), hidden (25,), slope (25,)",
        "subtract (25,), slope (25,), slope (25,)",
        "dot hidden[0].T (5, 5), error[1] (5, 2), gradient[1] (5, 2)",
        "dot error[1] (5, 2), weights[1].T (2, 5), error[0] (5, 5)",
        "multiply error[0] (5, 5), slope[0] (5, 5), error[0] (5, 5)",
    ]
    assert str(update.tape) == "subtract w (30,), g (30,), w (30,)"


def test_every_call_of_every_part_has_a_line():
    data = tiny(outputs=3, classes=True)
    for settings in ({"optimizer": "adam", "clip_norm": 1}, {"dropout": 0.5, "biases": "shared", "replicates": 2}):
        spec = Spec(activation="gelu", output="softmax", loss="categorical_cross_entropy", **settings)
        for part in Program(spec, data, generators(spec)).epoch.epochs[0].step(7):
            assert len(str(part.tape).splitlines()) == len(part.tape)
