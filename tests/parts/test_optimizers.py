"""Every optimizer against its paper, written out for a few steps on one number after the other."""

from math import sqrt

import numpy as np
import pytest

from mlp import Spec
from mlp.parts.optimizers import OPTIMIZERS
from mlp.parts.tape import play

GRADIENTS = [3.0, -1.0, 0.5, 2.0, 0.0]
RATE, MOMENTUM, DECAY = 0.1, 0.8, 0.7


def sgd(w, gradients):
    for g in gradients:
        w -= RATE * g
    return w


def momentum(w, gradients):
    m = 0
    for g in gradients:
        m = MOMENTUM * m + g
        w -= RATE * m
    return w


def nesterov(w, gradients):
    m = 0
    for g in gradients:
        m = MOMENTUM * m + g
        w -= RATE * (g + MOMENTUM * m)
    return w


def rmsprop(w, gradients):
    v = 0
    for g in gradients:
        v = DECAY * v + (1 - DECAY) * g * g
        w -= RATE * g / (sqrt(v) + 1e-8)
    return w


def adam(w, gradients):
    m = v = 0
    for t, g in enumerate(gradients, start=1):
        m = MOMENTUM * m + (1 - MOMENTUM) * g
        v = DECAY * v + (1 - DECAY) * g * g
        w -= RATE * (m / (1 - MOMENTUM**t)) / (sqrt(v / (1 - DECAY**t)) + 1e-8)
    return w


@pytest.mark.parametrize("optimizer", [sgd, momentum, nesterov, rmsprop, adam])
@pytest.mark.parametrize("shape", [(4,), (3, 4)])
def test_optimizers_do_what_their_papers_say(optimizer, shape):
    spec = Spec(optimizer=optimizer.__name__, momentum=MOMENTUM, decay=DECAY)
    signs = np.where(np.arange(np.prod(shape)).reshape(shape) % 2, 1.0, -2.0)
    w, g, rate = np.ones(shape), np.empty(shape), np.full((*shape[:-1], 1), RATE)
    parts = OPTIMIZERS[spec.optimizer]
    tape = parts.calls(w, g, rate, np.zeros((parts.memory, *shape)), np.zeros(1, int), spec)
    for gradient in GRADIENTS:
        g[...] = gradient * signs
        play(tape)
    for value, sign in zip(w.ravel(), signs.ravel(), strict=True):
        assert value == pytest.approx(optimizer(1.0, [gradient * sign for gradient in GRADIENTS]), rel=1e-12)


def test_every_optimizer_is_tested():
    assert set(OPTIMIZERS) == {"sgd", "momentum", "nesterov", "rmsprop", "adam"}
