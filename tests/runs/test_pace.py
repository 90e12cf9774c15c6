import json

import pytest

from mlp.runs.pace import LEAST, RECENT, learn, pace


@pytest.fixture(autouse=True)
def file(monkeypatch, tmp_path):
    monkeypatch.setenv("MLP_EXPLORER_CACHE", str(tmp_path))
    return tmp_path / "pace.json"


def test_the_pace_is_the_median_of_the_runs_that_finished_here():
    assert pace() == 1
    learn(2, 4)
    assert pace() == 2
    learn(2, 6)
    learn(2, 50)
    assert pace() == 3


def test_old_runs_and_tiny_ones_are_forgotten(file):
    for _ in range(RECENT):
        learn(1, 9)
    for _ in range(RECENT // 2 + 1):
        learn(1, 3)
    assert pace() == 3
    assert len(json.loads(file.read_text())["ratios"]) == RECENT
    learn(LEAST / 10, LEAST / 2)
    learn(0, 5)
    assert json.loads(file.read_text())["ratios"][-1] == 3


@pytest.mark.parametrize("text", ["", "{}", "[2]", '{"ratios": 3}', '{"ratios": ["x", null, NaN, -1, 0, 1e99, [2]]}'])
def test_a_damaged_memory_is_none(file, text):
    file.write_text(text)
    assert pace() == 1
    learn(1, 2)
    assert pace() == 2
