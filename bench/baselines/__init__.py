"""The rivals, one file each, all with the same function:

`prepare(layers, x, y, batch, learning_rate, rng) -> train`, and `train(epochs) -> layers` goes on training from where
it stopped. Each epoch visits the rows in the order of one `rng.permutation`, so equal generators give equal training.
"""

import importlib

OPTIONAL = ("torch", "jax")


def load(name):
    """The `prepare` of a rival, or None if the library it needs is one of OPTIONAL and not installed."""
    try:
        return importlib.import_module(f"bench.baselines.{name}").prepare
    except ModuleNotFoundError as error:
        if error.name not in OPTIONAL:
            raise
        return None
