"""Fisher's iris flowers, as the third document uses them: raw centimetres, class by class, 50 flowers of each."""

import numpy as np

from datasets.dataset import Dataset, Split


def load():
    """All 150 flowers to train on, in the published order."""
    from sklearn.datasets import load_iris  # takes a second, and the other data sets need none of it

    iris = load_iris()
    return Dataset(
        name="iris",
        train=Split(iris.data, iris.target.astype(np.int64)),
        features=tuple(iris.feature_names),
        classes=tuple(map(str, iris.target_names)),
        source="Fisher's 150 iris flowers, from scikit-learn",
    )
