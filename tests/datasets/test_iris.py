"""The iris flowers of the third document."""

import numpy as np

import datasets


def test_all_flowers_in_published_order():
    data = datasets.load("iris")
    assert data.train.x.shape == (150, 4)
    assert np.array_equal(data.train.x[0], [5.1, 3.5, 1.4, 0.2])  # raw centimetres of the first flower
    assert np.array_equal(data.train.y, np.repeat([0, 1, 2], 50))
    assert data.validation is data.test is None
    assert data.classes == ("setosa", "versicolor", "virginica")
    assert data.features[0] == "sepal length (cm)"
