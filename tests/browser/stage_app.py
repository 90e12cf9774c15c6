"""A page with a stage for each kind of data, for the browser tests: `?kind=` plane, sweep, line, table, images."""

import numpy as np
import streamlit as st

import datasets
from datasets.sources.surface import surface
from mlp import Spec, advance, start
from pages.shared.stage.stage import Shown, stage

FINAL = Spec(hidden=(100, 80, 50, 30, 10), learning_rate=0.005, data={"step": 0.25}, epochs=12, replicates=4)
IMAGES = {"dataset": "mnist", "output": "softmax", "loss": "categorical_cross_entropy", "reduction": "mean"}
SPECS = {
    "plane": {"final": FINAL},
    "sweep": {f"width {n}": FINAL.but(hidden=(n,), learning_rate=0.001) for n in (10, 20, 50)},
    "line": {"sine": Spec(dataset="sine", hidden=(30,), activation="tanh", learning_rate=0.005, epochs=60)},
    "table": {"iris": Spec(dataset="iris", hidden=(6,), activation="sigmoid", output="sigmoid", loss="half_squares",
                           initializer="uniform", init_scale=0.5, learning_rate=0.05, batch_size=1, epochs=60)},
    "images": {"digits": Spec(**IMAGES, hidden=(10,), initializer="he", learning_rate=0.2, epochs=12, replicates=2,
                              data={"source": "digits"})},
}  # fmt: skip


st.set_page_config(layout="wide")


@st.cache_resource
def trained(spec, epochs):
    data = datasets.load(spec.dataset, **dict(spec.data))
    return advance(spec, data, start(spec, data), epochs).history


TRUTHS = {"plane": lambda x: surface(x)[:, 0], "sweep": lambda x: surface(x)[:, 0], "line": lambda x: np.sin(x[:, 0])}
kind = st.query_params.get("kind", "plane")
specs = {label: spec.but(snapshots=tuple(range(spec.epochs + 1))) for label, spec in SPECS[kind].items()}
later = 0 if st.toggle("All epochs", value=True) else 4
runs = [
    Shown(label, spec, None if "new" in st.query_params else trained(spec, spec.epochs - later))
    for label, spec in specs.items()
]
st.session_state.runs = st.session_state.get("runs", 0) + 1
stage("stage", runs, next(iter(specs)), int(st.session_state.get("stage-shown", 0)), TRUTHS.get(kind), 0.01)
st.text(f"runs: {st.session_state.runs}, seed {st.session_state.get('stage-shown', 0)}")
