"""The body that the width page and the depth page share: a sweep over hidden layers on the surface."""

import numpy as np
import streamlit as st

from pages.shared.charts import BANDS
from pages.shared.controls import settings
from pages.shared.linked import choice
from pages.shared.runs.show import show
from pages.shared.sections.curves import loss_curves
from pages.shared.sections.sections import sections
from pages.shared.seeds import share
from pages.shared.stage.frames import with_frames
from pages.shared.surface.pictures import side_by_side
from pages.shared.surface.stage import on_stage
from pages.shared.text import _

GOOD = 0.05  # a training loss between the two that a small network may end at
SETTINGS = ("learning_rate", "epochs", "replicates")


def body(experiment, possible, chosen, base):
    """Train the chosen of all possible label -> hidden layers, with the other settings from the sidebar, and draw."""
    page = experiment.name
    if not chosen:
        st.info(_("Nothing is chosen: pick one run or more in the sidebar."))
        st.stop()
    spec = settings(page, base.but(replicates=experiment.replicates), SETTINGS, driven=("hidden",))
    shown = {"default": "min-max", "help": _("What the band around a line shows")}
    band = choice(st.sidebar.segmented_control, f"{page}-band", _("Band"), list(BANDS), **shown)
    spec = with_frames(spec)
    specs = {label: spec.but(hidden=hidden) for label, hidden in possible.items() if label in chosen}
    published = list(specs.values()) == list(experiment.runs().values())
    show(page, specs, lambda reports: draw(experiment, specs, reports, band or "none", tuple(possible)), auto=published)


def draw(experiment, specs, reports, band, possible):
    """Everything that depends on the runs."""
    on_stage(experiment.name, specs, reports, possible=possible)
    own = {
        _("Every seed"): lambda: _curves(experiment.name, specs, reports, band, possible),
        _("Surfaces"): lambda: side_by_side(experiment.name, reports, list(specs)),
    }
    sections(experiment, specs, reports, own)


def _curves(page, specs, reports, band, possible):
    """How many seeds got far, and the losses of all."""
    _below(reports)
    _dead(reports)
    loss_curves(page, specs, reports, band=band, possible=possible)


def _dead(reports):
    """Which share of the hidden units answers no training row in the end, if any does not."""
    ended = {label: report.history for label, report in reports.items() if report.done and report.history}
    dead = {label: history.final("dead_relus") for label, history in ended.items() if "dead_relus" in history.curves}
    gone = {label: np.nanmean(shares) for label, shares in dead.items() if np.nansum(shares) > 0}
    if gone:
        named = ", ".join(f"**{label}** {share:.1%}" for label, share in gone.items())
        st.caption(
            _("Dead units, which answer no training point, in the mean over layers and seeds: {runs}.").format(
                runs=named
            )
        )


def _below(reports):
    """How many seeds of each run found a good fit, and what that says of all seeds."""
    ended = {
        label: report.history.final("train_loss") for label, report in reports.items() if report.done and report.history
    }
    if not ended:
        return
    shares = [f"**{label}** {share(int((final < GOOD).sum()), len(final))}" for label, final in ended.items()]
    words = _(
        "Seeds that ended below a training loss of {loss:g}: {shares}. In brackets, where the share of all seeds lies "
        "with 95% confidence: the fewer seeds, the wider."
    )
    st.caption(words.format(loss=GOOD, shares=", ".join(shares)))
