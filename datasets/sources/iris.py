"""Fisher's iris flowers, as the third document uses them: raw centimetres, class by class, 50 flowers of each."""

import numpy as np

from datasets.dataset import Dataset, Split, check, generator


def load(held_out=0.0, seed=0):
    """Train on all 150 flowers, or keep the same share of each class from training as `test`.

    The published order, class by class, is kept in both; `seed` chooses the flowers held out.
    """
    check("held_out", held_out, 0, 0.9)
    rng = generator(seed)
    from sklearn.datasets import load_iris  # takes a second, and the other data sets need none of it

    iris = load_iris()
    x, y = iris.data, iris.target.astype(np.int64)
    held = np.zeros(len(y), bool)
    for label in np.unique(y):
        rows = np.flatnonzero(y == label)
        held[rng.choice(rows, round(held_out * len(rows)), replace=False)] = True
    return Dataset(
        name="iris",
        train=Split(x[~held], y[~held]),
        test=Split(x[held], y[held]) if held.any() else None,
        features=tuple(iris.feature_names),
        classes=tuple(map(str, iris.target_names)),
        source="Fisher's 150 iris flowers, from scikit-learn",
    )
