"""Every schedule by hand."""

import numpy as np
import pytest

from mlp import Spec
from mlp.parts.schedules import SCHEDULES, lowest_rate


def rates(**settings):
    spec = Spec(learning_rate=1.0, epochs=10, **settings)
    schedule, rate = SCHEDULES[spec.schedule], np.ones(1)
    losses = iter([1.0, 0.4, 0.6, 0.05, 0.3, 0.3])
    seen = []
    for epoch in range(6):
        rate = schedule(spec, epoch, rate, np.array([next(losses)]))
        seen.append(float(rate[0]))
    return seen


def test_schedules_by_hand():
    assert rates(schedule="constant") == [1] * 6
    assert rates(schedule="step", gamma=0.5, every=2) == [1, 1, 0.5, 0.5, 0.25, 0.25]
    assert rates(schedule="exponential", gamma=0.5) == [1, 0.5, 0.25, 0.125, 0.0625, 0.03125]
    assert rates(schedule="cosine") == pytest.approx([(1 + np.cos(np.pi * epoch / 10)) / 2 for epoch in range(6)])
    assert rates(schedule="thresholds", thresholds=((0.5, 0.1), (0.1, 0.01))) == [1, 0.1, 0.1, 0.01, 0.01, 0.01]


def test_the_lowest_rate_is_known_before_training():
    def lowest(**settings):
        return lowest_rate(Spec(learning_rate=1.0, epochs=10, **settings))

    assert lowest(schedule="constant") == 1
    assert lowest(schedule="step", gamma=0.5, every=3) == 0.125
    assert lowest(schedule="exponential", gamma=0.5) == 0.5**9
    assert lowest(schedule="exponential", gamma=2) == 1
    assert lowest(schedule="cosine") == pytest.approx((1 + np.cos(np.pi * 0.9)) / 2)
    assert lowest(schedule="thresholds", thresholds=((0.5, 0.0), (0.1, 0.01))) == 0
