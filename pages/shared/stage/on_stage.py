"""The runs of a page on its stage, with what belongs right below it: the seed shown, and a run kept to compare."""

import streamlit as st

from pages.shared.seeds import choose_seed, seed_shown
from pages.shared.stage.pinned import pinned
from pages.shared.stage.stage import PINNED, Shown, stage
from pages.shared.text import _


def on_stage(page, specs, reports, chosen=None, truth=None, reported=None, marks=None, possible=()):
    """Show the runs label -> Spec, as far as label -> Report has them; returns the number of the seed shown.

    The network is that of the run labelled `chosen`, by default the first. `marks(spec, seed)` may give the stage's
    `marks`; colours go by the place among `possible` labels.
    """
    chosen = chosen or next(iter(specs))
    above = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        wanted = choose_seed(page, specs[chosen].replicates)
        kept = pinned(page, specs, reports)
    report = reports.get(chosen)
    seed, spec = (seed_shown(report, wanted), report.spec) if report else (0, specs[chosen])
    colours = {label: number for number, label in enumerate(possible or specs)}
    runs = [_shown(label, specs[label], reports.get(label), colours[label]) for label in specs]
    if kept and kept[1].spec.data == spec.data and seed < kept[1].spec.replicates:
        runs.append(_shown(_("{run}, kept").format(run=kept[0]), None, kept[1], PINNED))
    with above:
        stage(page, runs, chosen, seed, truth, reported, marks and marks(spec, seed))
    return seed


def _shown(label, spec, report, colour):
    return Shown(label, report.spec, report.history, colour) if report else Shown(label, spec, None, colour)
