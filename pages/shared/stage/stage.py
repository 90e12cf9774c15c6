"""The stage: data, network and result of a run in one row, every kept epoch of it, and all its seeds.

Only weights travel. What the units and the network answer is computed in the browser, so scrubbing reruns nothing.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import streamlit as st

from mlp.engine.network import layer_sizes, parameter_count
from mlp.engine.training import untrained
from mlp.history import History
from mlp.spec import Spec
from pages.shared.components.assets import read_assets
from pages.shared.components.scrubber import compact
from pages.shared.runs.resources import loaded
from pages.shared.stage import frames
from pages.shared.stage.labels import labels
from pages.shared.stage.parcel import pack
from pages.shared.stage.scenes import scene
from pages.shared.text import _

HERE = Path(__file__).parent
_SCRIPTS = (
    "unpack.js", "forward.js", "paint.js", "scenes.js", "network.js", "closer.js", "solid.js", "results.js",
    "source.js", "curve.js", "player.js", "stage.js",
)  # fmt: skip
_stage = st.components.v2.component(
    "stage",
    html=read_assets("stage.html", folder=HERE),
    css=read_assets("buttons.css") + read_assets("stage.css", folder=HERE),
    js=read_assets("chart.js", "elements.js") + read_assets(*_SCRIPTS, folder=HERE),
)
CURVES = {"train_loss": "training", "validation_loss": "validation"}


@dataclass(frozen=True)
class Shown:
    """A run on the stage: its name, its settings, what it left behind so far (None before it began)."""

    label: str
    spec: Spec
    history: History | None = None


def stage(key, runs, chosen, seed, truth=None, reported=None):
    """Show the runs (Shown, ...), the network of the one labelled `chosen`; the number of a seed that was clicked.

    `truth(x) -> (rows,)` is the function to learn where there is one; `reported` a loss to draw as a line.
    """
    marks = tuple((run.spec.key, 0 if run.history is None else int(run.history.epochs[-1])) for run in runs)
    parcel = _parcel(marks, tuple(run.label for run in runs), chosen, seed, key, reported, runs, truth)
    return _stage(key=key, data=parcel, on_seed_change=lambda: None).get("seed")


@st.cache_data(max_entries=64, show_spinner=False)
def _parcel(marks, names, chosen, seed, key, reported, _runs, _truth):
    """The bytes for the browser, cached by the runs' keys and how far they are, which determine what they hold."""
    data = loaded(_runs[0].spec)
    about, arrays = scene(data, _truth)
    number = names.index(chosen)
    room = frames.MOST_BYTES // len(_runs)
    abouts = []
    for i, run in enumerate(_runs):
        snapshots = run.history.snapshots if run.history and run.history.snapshots else {0: untrained(run.spec, data)}
        size = parameter_count(layer_sizes(run.spec, data))
        epochs, dtype = frames.chosen(sorted(snapshots), size, room)
        arrays[f"weights{i}"] = frames.weights(snapshots, epochs, seed, dtype)
        abouts.append(_about(run, i, epochs, seed, data))
        if i == number and run.history and run.spec.replicates > 1:
            last = max(snapshots)
            arrays["seeds"] = frames.travelling(snapshots[last], np.float16)
    about |= {
        "key": key,
        "chosen": number,
        "seed": seed,
        "runs": abouts,
        "seeds": _seeds(_runs[number]),
        "labels": labels(data, len(data.train)),
        "reported": reported and {"value": reported, "text": _("reported: {loss:g}").format(loss=reported)},
    }
    return pack(about, arrays)


def _about(run, number, epochs, seed, data):
    """What the browser is told of a run beside its weights."""
    history = run.history
    series = [
        {"name": f"{run.label}, {_(name)}", "values": compact(history.curves[curve][:, seed])}
        for curve, name in CURVES.items()
        if history is not None and curve in history.curves
    ]
    diverged = int(history.diverged[seed]) if history is not None else -1
    return {
        "label": run.label,
        "key": run.spec.key,
        "colour": number,
        "sizes": layer_sizes(run.spec, data),
        "activation": run.spec.activation,
        "output": run.spec.output,
        "image": data.image_shape,
        "epochs": epochs,
        "last": run.spec.epochs,
        "diverged": diverged if diverged >= 0 else None,
        "curve": {"epochs": [] if history is None else history.epochs.tolist(), "series": series},
    }


def _seeds(run):
    """[{number, value}] of all seeds with how each ended, in words."""
    if run.history is None:
        return []
    accuracy = run.history.curves.get("test_accuracy", run.history.curves.get("train_accuracy"))
    values = run.history.final("train_loss") if accuracy is None else accuracy[-1]
    shown = [f"{value:.2g}" if accuracy is None else f"{value:.1%}" for value in values]
    return [
        {"number": seed, "value": words if np.isfinite(value) else _("diverged")}
        for seed, (value, words) in enumerate(zip(values, shown, strict=True))
    ]
