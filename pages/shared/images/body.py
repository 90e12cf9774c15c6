"""The body that the pages of digits and of characters share: train, draw, look at the mistakes and at the units."""

from functools import partial

import streamlit as st

import datasets
from pages.shared.controls import choose_preset, settings
from pages.shared.images.accuracy import accuracy
from pages.shared.images.answers import held_out, newest
from pages.shared.images.drawing import read_here
from pages.shared.images.mistakes import mistakes
from pages.shared.images.preset_table import preset_table
from pages.shared.images.units import units
from pages.shared.runs.prices import UNASKED, seconds
from pages.shared.runs.resources import loaded
from pages.shared.runs.show import show
from pages.shared.sections.sections import sections
from pages.shared.stage.frames import with_fitting_frames
from pages.shared.stage.on_stage import on_stage
from pages.shared.text import _, plain

SETTINGS = ("hidden", "learning_rate", "epochs", "optimizer", "dropout", "shift", "replicates")


def body(experiment, source, hand, otherwise, notice=None):
    """Everything below the page's heading, for images from this source and drawings by this hand.

    `otherwise` says, as Markdown, what the document's code does otherwise, `notice` what to know of these images.
    """
    page, preset = experiment.name, choose_preset(experiment)
    [published] = experiment.runs(next(iter(experiment.presets))).values()
    [(label, base)] = experiment.runs(preset).items()
    base, published = (spec.but(data={**dict(spec.data), "source": source}) for spec in (base, published))
    data = _data(base, notice)
    _check_enough(experiment, base, data)
    chosen = settings(page if base == published else f"{page}-{preset}", base, SETTINGS)
    specs = {label: with_fitting_frames(chosen, data)}
    auto = specs[label] == base and (base == published or seconds(base) < UNASKED)
    show(page, specs, partial(_draw, experiment, specs, published, data, hand, otherwise), auto)


def _draw(experiment, specs, published, data, hand, otherwise, reports):
    """Everything that depends on the run."""
    [label], page = specs, experiment.name
    seed = on_stage(page, specs, reports)
    networks = newest(reports.get(label), seed)

    def reported():
        st.markdown(otherwise)
        preset_table(experiment, dict(published.data)["source"], f"{held_out(data)[0]}_accuracy")

    own = {
        _("Accuracy"): lambda: accuracy(page, specs, reports, data),
        _("Draw"): lambda: read_here(page, hand, data, reports.get(label), published),
        _("Mistakes"): lambda: mistakes(page, data, networks),
        _("Units"): lambda: units(networks),
    }
    sections(experiment, specs, reports, own, reported=reported)


def _data(spec, notice):
    """The data, with what they are in words; a sentence and no more where they cannot be had."""
    try:
        data = loaded(spec)
    except datasets.DataError as error:
        st.error(_("{error}. Other images can be chosen in the sidebar.").format(error=plain(str(error))))
        st.stop()
    st.caption(notice or _("Images: {source}").format(source=plain(data.source)))
    if held_out(data)[1] is None:
        st.error(_("A class must have three images or more: some are held out to judge the network, and here is none."))
        st.stop()
    return data


def _check_enough(experiment, spec, data):
    """A sentence and no more where a preset skips more pictures than there are."""
    if spec.sample_every > len(data.train):
        every, rows = spec.sample_every, len(data.train)
        others = (
            each for each in experiment.presets.values() if max(s.sample_every for s in each.runs.values()) <= rows
        )
        words = _(
            "This preset trains on every {every}th picture only, and there are just {rows} to train on. Please choose "
            "another preset in the sidebar, such as **{other}**, or images with at least {every} to train on."
        )
        st.warning(words.format(every=every, rows=rows, other=_(next(others).label)))
        st.stop()
