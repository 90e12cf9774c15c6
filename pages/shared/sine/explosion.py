"""The body of the sine page's explosion preset: constant learning rates, where they diverge, and what clipping does."""

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from mlp.history import FINISHED
from pages.shared import charts
from pages.shared.charts import epoch_axis, thinned
from pages.shared.controls import settings
from pages.shared.linked import choice, switch
from pages.shared.runs.show import show
from pages.shared.sections.sections import sections
from pages.shared.sine.stage import on_stage
from pages.shared.stage.frames import with_frames
from pages.shared.text import _, plural

RATES = (0.005, 0.007, 0.01, 0.015, 0.02, 0.03, 0.05, 0.07, 0.1)
CLIP = 10.0
COLUMNS = ("seed", "epoch", "loss", "ends")
MOST_FRAMES = 51
HIGHEST = 1e6  # the top of the chart: what explodes leaves it
SETTINGS = ("epochs", "replicates")


def body(experiment):
    """Train the table's runs and the one at the slider's rate."""
    page, runs = experiment.name, experiment.runs("explosion")
    unchanged = next(iter(runs.values()))
    driven = ("learning_rate", "clip_value")
    base = settings(f"{page}-explosion", unchanged.but(snapshots=()), SETTINGS, driven)
    base = with_frames(base, MOST_FRAMES)
    slider, toggle = st.columns([3, 1], vertical_alignment="bottom")
    rates = [f"{rate:g}" for rate in RATES]
    rate = choice(slider.select_slider, f"{page}-rate", _("Learning rate"), rates, value="0.05")
    clipped = switch(toggle.toggle, f"{page}-clipped", _("Clip every derivative at {limit:g}").format(limit=CLIP))
    table = {label: base.but(learning_rate=r.learning_rate, clip_value=r.clip_value) for label, r in runs.items()}
    shown = base.but(learning_rate=float(rate), clip_value=CLIP if clipped else 0.0)
    specs = table if shown in table.values() else {**table, _label(shown): shown}
    show(page, specs, lambda reports: draw(experiment, specs, shown, reports), base == unchanged)


def _label(spec):
    return f"rate {spec.learning_rate:g}" + (", clipped" if spec.clip_value else "")


def draw(experiment, specs, shown, reports):
    """The chosen rate on the stage and over the epochs, and the table of all."""
    [chosen] = [label for label, spec in specs.items() if spec == shown]
    on_stage(experiment.name, specs, chosen, reports)
    own = {
        _("Every seed"): lambda: _chart(experiment.name, shown, reports.get(chosen)),
        _("Every rate"): lambda: _table(shown, reports),
    }
    sections(experiment, specs, reports, own)


def _chart(page, spec, report):
    reports = {_label(spec): report} if report else {}
    charts.draw(st, f"{page}-seeds", reports, lambda: seeds_chart(report, spec), spec.key)


def _table(shown, reports):
    st.markdown(plural("**Every rate**, with {count} seed", "**Every rate**, over {count} seeds", shown.replicates))
    st.dataframe(outcomes(reports.values()), hide_index=True, height="content")
    st.caption(
        _(
            "A step that overshoots makes a larger error, and that a still larger step: after a few epochs the numbers "
            "end. Clipping bounds each step, so that nothing becomes infinite. That is not yet learning: at rate 0.1 "
            "the clipped losses stay in the thousands."
        )
    )


def seeds_chart(report, spec):
    """The loss of every seed, ending in a cross where its numbers stopped being finite."""
    lines = seed_lines(report.history) if report and report.history else pd.DataFrame(columns=COLUMNS, dtype=float)
    ends = lines[lines["ends"] == 1]
    scale = alt.Scale(type="log", nice=False)
    base = alt.Chart(lines).encode(
        x=epoch_axis(spec.epochs, log=True),
        y=alt.Y("loss:Q", title=_("loss (log scale, cut at a million)"), scale=scale, axis=alt.Axis(format="~g")),
        color=alt.Color("seed:N", legend=None),
        tooltip=["seed", "epoch", alt.Tooltip("loss:Q", format=".4~g")],
    )
    crosses = base.properties(data=ends).mark_point(shape="cross", angle=45, size=140, filled=True, opacity=1)
    title = _("Loss of every seed, {run} (× diverged)").format(run=_label(spec))
    return (base.mark_line(strokeWidth=1.5) + crosses).properties(title=title, height=360, width="container")


def seed_lines(history):
    """A table of seed, epoch and loss, cut at the top of the chart; `ends` marks the last point before diverging."""
    rows = thinned(len(history.epochs))
    epochs, count = history.epochs[rows], history.replicates
    losses = np.minimum(history.curves["train_loss"][rows], HIGHEST)
    numbers = (np.tile(np.arange(count), len(rows)), np.repeat(epochs, count), losses.ravel())
    lines = pd.DataFrame(dict(zip(COLUMNS, numbers, strict=False))).dropna()
    last = ~lines.duplicated("seed", keep="last")
    gone = np.flatnonzero(history.diverged >= 0)
    return lines.assign(ends=(last & lines["seed"].isin(gone)).astype(int))


def outcomes(reports):
    """A row for each finished run, by rate, without clipping and with it."""
    ended = [report for report in reports if report.status == FINISHED]
    ended.sort(key=lambda report: (report.spec.learning_rate, report.spec.clip_value))
    return [_row(report.spec, report.history) for report in ended]


def _row(spec, history):
    """How many seeds diverged, when, and how the others ended."""
    epochs, final = history.diverged[history.diverged >= 0], history.final("train_loss")
    rest = final[np.isfinite(final)]
    return {
        _("learning rate"): f"{spec.learning_rate:g}",
        _("clipped"): bool(spec.clip_value),
        _("diverged"): _("{count} of {all}").format(count=len(epochs), all=history.replicates),
        _("at epoch"): "–".join(map(str, sorted({epochs.min(), epochs.max()}))) if len(epochs) else "",
        _("final loss, others' median"): _short(np.median(rest)) if len(rest) else "",
        _("highest final loss"): _short(rest.max()) if len(rest) else "",
    }


def _short(loss):
    return f"{loss:,.0f}" if loss >= 100 else f"{loss:.2g}"
