"""What the networks of a run answer when they are shown pictures: computed once, then cached."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from mlp.engine.attribution import gradient_times_input
from mlp.engine.evaluation import predict
from mlp.spec import Spec
from pages.shared.images.vote import counted
from pages.shared.runs.resources import loaded


@dataclass(frozen=True)
class Networks:
    """The networks of a run as they were after an epoch, parameters (replicates, parameters); `shown` is one seed."""

    spec: Spec
    epoch: int
    parameters: np.ndarray
    shown: int

    def read(self, x):
        """Probabilities (replicates, rows, classes) for raw pictures x (rows, pixels); 0 from a diverged network."""
        return np.nan_to_num(predict(self.spec, loaded(self.spec), self.parameters, x))

    def vote(self, picture):
        """The Vote of all seeds on one raw picture, or None where all have diverged."""
        return counted(self.read(picture.reshape(1, -1))[:, 0])

    def decisive(self, picture, answer):
        """Each pixel's share in an answer, like the raw picture: gradient times input, the mean of all who gave it."""
        row = picture.reshape(1, -1)
        gave = self.read(row)[:, 0].argmax(axis=1) == answer
        shares = gradient_times_input(self.spec, loaded(self.spec), self.parameters[gave], row, [answer])
        return shares[:, 0].mean(axis=0).reshape(picture.shape)


def newest(report, shown=0):
    """The Networks of the latest snapshot of a report, or None while there is none."""
    history = report.history if report else None
    if history is None or not history.snapshots:
        return None
    epoch = max(history.snapshots)
    return Networks(report.spec, epoch, history.snapshots[epoch], shown)


def held_out(data):
    """(name, Split) of the pictures that the networks never trained on: test if there is one, else validation."""
    return ("test", data.test) if data.test is not None else ("validation", data.validation)


def answers(networks):
    """Probabilities (rows, classes) of the network shown for the held-out pictures."""
    return _answers(networks.spec.key, networks.epoch, networks.shown, networks)


@st.cache_data(max_entries=24, show_spinner=False)
def _answers(key, epoch, seed, _networks):
    """Cached by the run's key, the epoch and the seed, which determine the parameters."""
    spec, mine = _networks.spec.but(replicates=1), _networks.parameters[seed : seed + 1]
    _name, split = held_out(loaded(spec))
    return np.nan_to_num(predict(spec, loaded(spec), mine, split.x)[0])
