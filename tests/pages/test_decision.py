"""Decision regions: a network whose answers are known, read in every corner of the plane."""

import numpy as np
import pytest

import datasets
from mlp.engine.network import blocks, layer_sizes, parameter_count
from mlp.engine.training import seen_by
from mlp.spec import Spec
from pages.shared.iris import decision

SPEC = Spec(dataset="iris", hidden=(2,), activation="identity", output="sigmoid", loss="half_squares")
PETAL_LENGTH, PETAL_WIDTH = 2, 3


@pytest.fixture
def by_length():
    """Parameters that read setosa below a petal length of 3, virginica above 5, versicolor between."""
    sizes = layer_sizes(SPEC, datasets.load("iris"))
    parameters = np.zeros(parameter_count(sizes), np.float32)
    first, second = blocks(parameters, sizes)
    first[PETAL_LENGTH, 0] = first[-1, -1] = 1  # the last of both is the constant that biases multiply
    second[0, :3] = -20, 0, 20
    second[-1, :3] = 60, 0, -100
    return parameters


def test_answers_are_shares(by_length):
    x = np.array([[6, 3, 1, 1], [6, 3, 4, 1], [6, 3, 6, 1]])
    shares = decision.shares_of(SPEC, by_length, x)
    assert shares.sum(axis=1) == pytest.approx(np.ones(3))
    assert shares.argmax(axis=1).tolist() == [0, 1, 2]


def test_a_diverged_network_answers_without_a_warning(by_length):
    assert np.isfinite(decision.shares_of(SPEC, np.full_like(by_length, np.nan), np.ones((2, 4)))).all()


def test_the_plane_varies_two_features_and_holds_the_others_at_their_medians():
    x = datasets.load("iris").train.x
    (across, up), rows = decision.plane(x, PETAL_WIDTH, 0)
    assert len(rows) == (len(across) - 1) * (len(up) - 1)
    assert across[0] < x[:, PETAL_WIDTH].min() < x[:, PETAL_WIDTH].max() < across[-1]
    assert rows[0, PETAL_WIDTH] == rows[1, PETAL_WIDTH] == pytest.approx(across[:2].mean())
    assert rows[1, 0] == pytest.approx(up[1:3].mean())
    assert (rows[:, [1, 2]] == np.median(x, axis=0)[[1, 2]]).all()


def test_regions_lie_where_the_network_changes_its_mind(by_length):
    cells = decision.regions("key", 1, 0, PETAL_LENGTH, PETAL_WIDTH, False, SPEC, by_length)
    edge = cells[cells["class"] == "setosa"]["x2"].max()
    assert edge == pytest.approx(3, abs=0.15)
    assert set(cells["class"]) == {"setosa", "versicolor", "virginica"}
    assert cells["color"].str.fullmatch("#[0-9a-f]{6}").all()


def test_surer_is_deeper():
    pale, deep = decision.shades(np.array([0, 0]), np.array([0.34, 1.0]), 3, dark=False)
    assert int(pale[1:], 16) > int(deep[1:], 16)


def test_misread_flowers_are_marked():
    data = seen_by(SPEC.but(held_out=0.3), datasets.load("iris"), 0)
    truths = [np.eye(3)[split.y] for split in (data.train, data.test)]
    truths[1][0] = [0, 0, 1]
    table = decision.points(data, truths, 0, 1)
    assert len(table) == 150
    assert table[~table["right"]][["class", "read"]].values.tolist() == [["setosa", "virginica"]]
