"""Small neural networks in plain numpy: describe a run as a Spec, train it, look at its History."""

from mlp.settings import SpecError
from mlp.spec import SETTINGS, Spec

__all__ = ["SETTINGS", "Spec", "SpecError"]
