"""The stage: data, network and result of a run in one row, every kept epoch of it, and all its seeds.

Only weights travel. What the units and the network answer is computed in the browser, so scrubbing reruns nothing.
"""

import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import streamlit as st

from mlp.engine.network import layer_sizes, parameter_count
from mlp.engine.training import untrained
from mlp.history import History
from mlp.spec import Spec
from pages.shared import theme
from pages.shared.components.assets import read_assets
from pages.shared.runs.resources import loaded
from pages.shared.stage import frames
from pages.shared.stage.labels import labels
from pages.shared.stage.parcel import compact, pack
from pages.shared.stage.scenes import scene
from pages.shared.text import _

HERE = Path(__file__).parent
_SCRIPTS = (
    "unpack.js", "forward.js", "paint.js", "scenes.js", "network.js", "closer.js", "solid.js", "results.js",
    "source.js", "curve.js", "player.js", "stage.js",
)  # fmt: skip
_SIGNS = f"const [POSITIVE, NEGATIVE] = {json.dumps([theme.POSITIVE, theme.NEGATIVE])}\n"
_stage = st.components.v2.component(
    "stage",
    html=read_assets("stage.html", folder=HERE),
    css=theme.variables(".stage") + read_assets("buttons.css") + read_assets("stage.css", folder=HERE),
    js=_SIGNS + read_assets("chart.js", "elements.js") + read_assets(*_SCRIPTS, folder=HERE),
)
PINNED = -1  # the colour of a run that is kept: that of the text
CURVES = {"train_loss": "training", "validation_loss": "validation"}


@dataclass(frozen=True)
class Shown:
    """A run on the stage: its name, its settings, what it left behind so far (None before it began), its colour."""

    label: str
    spec: Spec
    history: History | None = None
    colour: int = 0  # its place in the palette, or PINNED


def stage(page, runs, chosen, seed, truth=None, reported=None, marks=None):
    """Show the runs (Shown, ...), the network of seed `seed` of the one labelled `chosen`, and all that run's seeds.

    `truth(x) -> (rows,)` is the function to learn where there is one; `reported` a loss to draw as a line;
    `marks(epochs) -> [row numbers]` which training points to mark in each of these epochs. A seed that the visitor
    clicks is chosen as `choose_seed` has it.
    """
    key, names = f"{page}-stage", tuple(run.label for run in runs)
    parcel = _parcel(tuple(map(_progress, runs)), names, chosen, seed, key, reported, runs, truth, marks)
    _stage(key=key, data=parcel, on_seed_change=partial(_choose, key, page, runs[0].spec.replicates))


def _choose(key, page, replicates):
    """Choose the seed that was clicked: anybody can send anything."""
    clicked = st.session_state[key].get("seed")
    if isinstance(clicked, int) and 0 <= clicked < replicates:
        st.session_state[f"{page}-shown"] = str(clicked)


def _progress(run):
    """What tells one state of a run from another: its settings, and how many numbers its loss curve has."""
    history = run.history
    return run.spec.key, 0 if history is None else int(np.isfinite(history.curves["train_loss"]).sum())


@st.cache_data(max_entries=64, show_spinner=False)
def _parcel(progress, names, chosen, seed, key, reported, _runs, _truth, _marks):
    """The bytes for the browser, cached by how far the runs are, which determines what they hold."""
    data, number = loaded(_runs[0].spec), names.index(chosen)
    about, arrays = scene(data, _truth)
    kept = [_kept(run, data, len(_runs)) for run in _runs]
    for i, (snapshots, epochs, dtype) in enumerate(kept):
        arrays[f"weights{i}"] = frames.weights(snapshots, epochs, seed, dtype)
    snapshots, epochs, _dtype = kept[number]
    seeds = _seeds(_runs[number])
    if len(seeds) > 1:
        arrays["seeds"] = frames.travelling(snapshots[max(snapshots)][[each["number"] for each in seeds]], np.float16)
    if _marks:
        arrays["marks"] = frames.rectangle(_marks(epochs))
    about |= {
        "key": key,
        "chosen": number,
        "seed": seed,
        "runs": [_about(run, kept[i][1], seed, data) for i, run in enumerate(_runs)],
        "seeds": seeds,
        "labels": labels(data, len(data.train)),
        "reported": reported and {"value": reported, "text": _("reported: {loss:g}").format(loss=reported)},
    }
    return pack(about, arrays)


def _kept(run, data, runs):
    """(epoch -> parameters, the epochs that travel, their precision) of one of so many runs."""
    there = run.history is not None and run.history.snapshots
    snapshots = run.history.snapshots if there else {0: untrained(run.spec, data)}
    size = parameter_count(layer_sizes(run.spec, data))
    return snapshots, *frames.chosen(sorted(snapshots), size, frames.MOST_BYTES // runs)


def _about(run, epochs, seed, data):
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
        "colour": run.colour,
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
    """[{number, value}] of the seeds that have begun, with how each ended, in words."""
    if run.history is None:
        return []
    accuracy = run.history.curves.get("test_accuracy", run.history.curves.get("train_accuracy"))
    values = run.history.final("train_loss") if accuracy is None else accuracy[-1]
    words = [f"{value:.2g}" if accuracy is None else f"{value:.1%}" for value in values]
    return [
        {"number": seed, "value": _("diverged") if gone >= 0 else words[seed]}
        for seed, gone in enumerate(run.history.diverged)
        if gone >= 0 or np.isfinite(values[seed])
    ]
