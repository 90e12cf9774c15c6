"""Small neural networks in plain numpy: describe a run as a Spec, train it, look at its History.

`start(spec, data)` gives the State before training, `advance(spec, data, state, epochs)` trains, and
`predict(spec, data, parameters, x)` answers. `seen_by(spec, data, replicate)` gives the data as one seed has them.
"""

from importlib import import_module

_HOMES = {
    "SETTINGS": "mlp.spec",
    "Spec": "mlp.spec",
    "SpecError": "mlp.settings",
    "advance": "mlp.engine.training",
    "predict": "mlp.engine.evaluation",
    "seen_by": "mlp.engine.training",
    "start": "mlp.engine.training",
}

__all__ = list(_HOMES)


def __getattr__(name):
    """Imported when asked for, since this file runs before the command line can take care of Ctrl-C."""
    if name not in _HOMES:
        raise AttributeError(f"module 'mlp' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
