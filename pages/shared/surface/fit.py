"""The body of the surface-fit page: the published network, trained with summed and with mean gradients."""

import streamlit as st

from pages.shared.charts import curves_chart, epoch_axis, rule
from pages.shared.components.frames import with_frames
from pages.shared.controls import settings
from pages.shared.layout import downloads, verdicts
from pages.shared.runs.show import show
from pages.shared.seeds import choose_seed, seed_shown
from pages.shared.surface.animation import offer
from pages.shared.surface.frames import animation_frames, gallery, player
from pages.shared.surface.pictures import true_picture
from pages.shared.text import _
from pages.shared.theme import is_dark

MOST_FRAMES = 61
SETTINGS = ("hidden", "learning_rate", "schedule", "gamma", "every", "batch_size", "epochs", "replicates", "activation")
MORE = ("optimizer", "momentum", "initializer", "init_scale", "shuffle", "clip_norm", "l2", "dropout", "seed")


def body(experiment):
    """Train the network both ways, with the other settings from the sidebar, and draw what comes out."""
    page = experiment.name
    compare = st.sidebar.toggle(
        _("Compare with mean gradients"),
        value=True,
        key=f"{page}-compare",
        bind="query-params",
        help=_("Train the same networks once more, with the mean of a batch's gradients instead of their sum"),
    )
    spec = settings(page, experiment.runs()["sum"].but(snapshots=()), SETTINGS)
    with st.sidebar.expander(_("More settings")):
        spec = settings(page, spec, MORE, st.container())
    spec = with_frames(spec, MOST_FRAMES)
    specs = {label: spec.but(reduction=label) for label in (("sum", "mean") if compare else ("sum",))}
    unchanged = specs.items() <= experiment.runs().items()
    show(page, specs, lambda reports: draw(experiment, specs, reports), auto=unchanged)


def draw(experiment, specs, reports):
    """Everything that depends on the runs."""
    page = experiment.name
    label, choice = _choices(page, specs)
    report = reports.get(label)
    if report and report.history:
        _pictures(page, report, seed_shown(report, choice), label)
    else:
        st.caption(_("What the network is to learn. Its own surface appears when training begins."))
        st.image(true_picture(is_dark(), _("true: sin(x1) − cos(x2)")))
    _comparison(experiment, specs, reports)
    verdicts(experiment.claims, reports)
    downloads(page, page, reports, experiment.claims)


def _choices(page, specs):
    """(label of the run, seed) to show."""
    left, right, _rest = st.columns([2, 1, 2])
    with right:
        seed = choose_seed(page, next(iter(specs.values())).replicates)
    label = left.segmented_control(
        _("Gradients of a batch"),
        list(specs),
        default="sum",
        required=True,
        key=f"{page}-gradients",
        bind="query-params",
    )
    return label, seed


def _pictures(page, report, seed, label):
    st.subheader(_("Every epoch"), anchor=False)
    player(page, report, seed)
    if report.done:
        name = f"{page}-{label}-seed-{seed}.gif"
        offer(page, (report.spec.key, seed), lambda: animation_frames(report, seed), name)
    st.subheader(_("As the document shows it"), anchor=False)
    gallery(report, seed)


def _comparison(experiment, specs, reports):
    """Both losses on one chart, and the reported one as a line."""
    st.subheader(_("Why the report needs the sum"), anchor=False)
    reported, epochs = experiment.claims[0].value, next(iter(specs.values())).epochs
    chart = curves_chart(
        reports,
        ["train_loss", "validation_loss"],
        list(specs),
        _("Loss while training: median and range"),
        _("loss (log scale)"),
        epoch_axis(epochs),
        height=420,
        marks=rule(reported, _("reported: {loss:g}").format(loss=reported)),
    )
    st.altair_chart(chart, key=f"{experiment.name}-curves")
    st.caption(
        _(
            "Lines are medians over the seeds, bands reach from the lowest to the highest. "
            "The sum over a batch of 10 is ten times its mean: with mean gradients the same learning rate takes "
            "steps a tenth as long, and the published settings end well above the reported loss."
        )
    )
