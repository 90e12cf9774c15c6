"""The body of the sine page's explosion preset: constant learning rates, where they diverge, and what clipping does."""

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from pages.shared.charts import epoch_axis, thinned
from pages.shared.controls import settings
from pages.shared.layout import downloads
from pages.shared.runs import show
from pages.shared.text import _

RATES = (0.005, 0.007, 0.01, 0.015, 0.02, 0.03, 0.05, 0.07, 0.1)
CLIP = 10.0
HIGHEST = 1e6  # the top of the chart: what explodes leaves it
SETTINGS = ("epochs", "replicates", "hidden", "activation", "initializer", "seed")


def body(experiment):
    """Train the table's runs and the one at the slider's rate."""
    page, runs = experiment.name, experiment.runs("explosion")
    unchanged = next(iter(runs.values()))
    base = settings(f"{page}-explosion", unchanged, SETTINGS)
    slider, toggle = st.columns([3, 1], vertical_alignment="bottom")
    rate = slider.select_slider(
        _("Learning rate"), [f"{rate:g}" for rate in RATES], "0.05", key=f"{page}-rate", bind="query-params"
    )
    clipped = toggle.toggle(
        _("Clip every derivative at {limit:g}").format(limit=CLIP), key=f"{page}-clipped", bind="query-params"
    )
    table = {label: base.but(learning_rate=r.learning_rate, clip_value=r.clip_value) for label, r in runs.items()}
    shown = base.but(learning_rate=float(rate), clip_value=CLIP if clipped else 0.0)
    specs = table if shown in table.values() else {**table, _label(shown): shown}
    show(page, specs, lambda reports: draw(page, specs, shown, reports), auto=base == unchanged)


def _label(spec):
    return f"rate {spec.learning_rate:g}" + (", clipped" if spec.clip_value else "")


def draw(page, specs, shown, reports):
    """The chosen rate's curves, and the table of all."""
    reported = {report.spec: report for report in reports.values()}
    st.altair_chart(seeds_chart(reported.get(shown), shown), key=f"{page}-seeds")
    st.subheader(_("Every rate, over {seeds} seeds").format(seeds=shown.replicates), anchor=False)
    st.dataframe(table(reported.values()), hide_index=True)
    downloads(page, f"{page}-explosion", reports)


def seeds_chart(report, spec):
    """The loss of every seed, ending in a cross where its numbers stopped being finite."""
    history = report.history if report else None
    lines, ends = (seed_lines(history), seed_ends(history)) if history else (_empty(), _empty())
    words = _("Loss of every seed at {run}, a cross where it diverged")
    low = lines["loss"].min() if len(lines) else 1e-3
    scale = alt.Scale(type="log", nice=False, domain=[low, max(1.0, lines["loss"].max())] if len(lines) else [low, 1.0])
    y = alt.Y("loss:Q", title=_("loss (log scale, cut at {top:g})").format(top=HIGHEST), scale=scale)
    seed = alt.Color("seed:N", legend=None)
    tooltip = ["seed", "epoch", alt.Tooltip("loss:Q", format=".4~g")]
    base = alt.Chart(lines).encode(x=epoch_axis(spec.epochs, log=True), y=y.axis(format="~g"), color=seed)
    crosses = base.properties(data=ends).mark_point(shape="cross", angle=45, size=140, filled=True, opacity=1)
    chart = base.mark_line(strokeWidth=1.5).encode(tooltip=tooltip) + crosses.encode(tooltip=tooltip)
    return chart.properties(title=words.format(run=_label(spec)), height=360, width="container")


def _empty():
    return pd.DataFrame({"seed": [], "epoch": [], "loss": []}, dtype=float)


def seed_lines(history):
    """A table of seed, epoch and loss, up to where each seed diverged, and cut at the top of the chart."""
    rows = thinned(len(history.epochs))
    losses = np.minimum(history.curves["train_loss"][rows], HIGHEST)
    count = losses.shape[1]
    table = {"seed": np.tile(np.arange(count), len(rows)), "epoch": np.repeat(history.epochs[rows], count)}
    return pd.DataFrame({**table, "loss": losses.ravel()}).dropna()


def seed_ends(history):
    """The last point of every seed that diverged."""
    lines = seed_lines(history)
    gone = np.flatnonzero(history.diverged >= 0)
    return lines[lines["seed"].isin(gone)].groupby("seed").tail(1)


def table(reports):
    """A row for each run that ended, by rate, without clipping and with it."""
    ended = [report for report in reports if report.done and report.history]
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
        _("final loss, median of the others"): f"{np.median(rest):.3g}" if len(rest) else "",
        _("highest"): f"{rest.max():.3g}" if len(rest) else "",
    }
