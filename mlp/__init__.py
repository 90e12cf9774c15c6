"""Small neural networks in plain numpy: describe a run as a Spec, train it, look at its History.

`start(spec, data)` gives the State before training, `advance(spec, data, state, epochs)` trains, and
`predict(spec, data, parameters, x)` answers.
"""

from mlp.engine.evaluation import predict
from mlp.engine.training import advance, start
from mlp.settings import SpecError
from mlp.spec import SETTINGS, Spec

__all__ = ["SETTINGS", "Spec", "SpecError", "advance", "predict", "start"]
