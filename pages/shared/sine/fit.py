"""The body of the sine page for the presets that fit sin(x): the fit epoch by epoch, losses, learning rates."""

import numpy as np
import streamlit as st

from mlp.engine.batches import rows_of_epoch
from mlp.engine.evaluation import predict
from mlp.engine.training import generators
from pages.shared.charts import curves_chart, epoch_axis, finals_chart
from pages.shared.components.frames import loss_curve, scrubber_labels, with_frames
from pages.shared.components.scrubber import Lines, scrubber
from pages.shared.controls import settings
from pages.shared.layout import downloads
from pages.shared.runs.resources import loaded
from pages.shared.runs.show import show
from pages.shared.seeds import choose_seed, diverged, dots_explained, seed_shown
from pages.shared.text import _

MOST_FRAMES = 101
POINTS = 121
FITTING = ("published", "corrected", "reachable")
SETTINGS = ("learning_rate", "schedule", "batch_size", "sample_every", "biases", "epochs", "replicates", "activation")
MORE = ("hidden", "optimizer", "momentum", "reduction", "initializer", "init_scale", "clip_value", "evaluate_every")


def body(experiment, preset):
    """Train the chosen preset, with changes from the sidebar, beside the other presets as they are."""
    page, published = experiment.name, preset == FITTING[0]
    compare = st.sidebar.toggle(
        _("Compare with the other presets"),
        value=True,
        key=f"{page}-compare",
        bind="query-params",
        help=_("Show the losses and learning rates of all three on the same charts"),
    )
    [(chosen, unchanged)] = experiment.runs(preset).items()
    spec = _changed(page if published else f"{page}-{preset}", unchanged)
    others = {label: other for name in FITTING if compare for label, other in experiment.runs(name).items()}
    specs = {**others, chosen: spec}
    show(page, specs, lambda reports: draw(page, specs, chosen, reports), auto=spec == unchanged)


def _changed(prefix, spec):
    """The spec with the visitor's settings, and frames for as many epochs as it has."""
    spec = settings(prefix, spec.but(snapshots=()), SETTINGS)
    with st.sidebar.expander(_("More settings")):
        spec = settings(prefix, spec, (*MORE, "seed"), st.container())
    return with_frames(spec, MOST_FRAMES)


def draw(page, specs, chosen, reports):
    """Everything that depends on the runs."""
    report = reports.get(chosen)
    title, shown = st.columns([4, 1], vertical_alignment="bottom")
    title.subheader(_("The fit, epoch by epoch: {run}").format(run=chosen), anchor=False)
    with shown:
        choice = choose_seed(page, specs[chosen].replicates)
    spec, seed = (report.spec, seed_shown(report, choice)) if report else (specs[chosen], 0)
    player(page, spec, report, seed)
    _losses(page, specs, reports)
    downloads(page, page, reports)


def player(page, spec, report, seed):
    """The fit after every kept epoch over the data, beside the loss curve of the same network."""
    history = report.history if report else None
    epochs = sorted(history.snapshots) if history else [0]
    data = loaded(spec)
    picks = trained_on(spec.key, len(data.train), seed, epochs, spec) if spec.sample_every > 1 else None
    x = np.linspace(-np.pi, np.pi, POINTS)
    frames = Lines(
        x,
        fits(spec, history, epochs, seed, x) if history else np.full((1, POINTS), np.nan),
        points=(data.train.x[:, 0], data.train.y[:, 0]),
        truth=(x, np.sin(x)),
        fit_name=_("network"),
        used=picks,
        nothing=diverged(history, seed, epochs[-1]) if history else "",
        points_name=_("training points"),
        used_name=_("trained on in this epoch"),
        truth_name="sin(x)",
    )
    scrubber(f"{page}-player", frames, epochs, loss_curve(history, seed) if history else None, scrubber_labels())
    if picks:
        st.caption(_picks_explained(spec, len(data.train)))


def _picks_explained(spec, count):
    words = (
        _(
            "Each epoch trains on only {used} of the {count} points: every {every}th of a new random order, so others "
            "each time."
        )
        if spec.shuffle and spec.batch_size
        else _("Only {used} of the {count} points are ever trained on: every {every}th of the given order.")
    )
    return words.format(used=count // spec.sample_every, count=count, every=spec.sample_every)


@st.cache_data(max_entries=50, show_spinner=False)
def trained_on(key, count, seed, epochs, _spec):
    """The numbers of the points, of `count`, that a network trained on in each of these epochs; cached by the key."""
    rng, rows = generators(_spec)[seed].order, {0: ()}
    for epoch in range(1, max(epochs) + 1):
        rows[epoch] = rows_of_epoch(_spec, count, rng)
    return [list(rows[epoch]) for epoch in epochs]


def fits(spec, history, epochs, seed, x):
    """What one network makes of x (points,) after each of these epochs (epochs, points); nothing once it diverged."""
    parameters = np.stack([history.snapshots[epoch][seed] for epoch in epochs])
    ys = predict(spec, loaded(spec), parameters, x[:, None])[:, :, 0]
    ys[[bool(diverged(history, seed, epoch)) for epoch in epochs]] = np.nan
    return ys


def _losses(page, specs, reports):
    """Losses and learning rates of all runs over the epochs, and where every seed ended."""
    labels, epochs = list(specs), max(spec.epochs for spec in specs.values())
    x = epoch_axis(epochs, log=True)
    left, right = st.columns([3, 2])
    title, y_title = _("Training loss: median and range"), _("half the mean squared error")
    left.altair_chart(curves_chart(reports, ["train_loss"], labels, title, y_title, x), key=f"{page}-losses")
    title = _("Training loss of every seed so far")
    right.altair_chart(finals_chart(reports, "train_loss", labels, title, y_title, height=360), key=f"{page}-finals")
    right.caption(dots_explained(reports))
    title = _("Learning rate: median and range")
    chart = curves_chart(reports, ["learning_rate"], labels, title, _("learning rate"), x, height=260)
    st.altair_chart(chart, key=f"{page}-rates")
    st.caption(
        _(
            "A threshold lowers the rate of each seed at its own time, as soon as its loss falls below it. The "
            "document reports no losses, only plots of the fit, so nothing is held against ours here."
        )
    )
