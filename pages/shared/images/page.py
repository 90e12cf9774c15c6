"""The body that the pages of digits and of characters share: train, draw, look at the pictures and at the weights."""

import streamlit as st

import datasets
from pages.shared.controls import choose_preset, settings
from pages.shared.images.accuracy import accuracy
from pages.shared.images.answers import answers, held_out, newest
from pages.shared.images.confusion import confusion
from pages.shared.images.drawing import drawing
from pages.shared.images.gallery import gallery
from pages.shared.images.preset_table import preset_table
from pages.shared.images.readers import reader, watch
from pages.shared.images.units import units
from pages.shared.runs.prices import UNASKED, seconds
from pages.shared.runs.resources import loaded
from pages.shared.runs.show import show
from pages.shared.sections.home import take_home
from pages.shared.text import _, plain

SETTINGS = ("hidden", "learning_rate", "epochs", "optimizer", "dropout", "shift", "replicates")


def body(experiment, source, hand):
    """Everything below the page's heading, for images from this source and drawings by this hand."""
    page, preset = experiment.name, choose_preset(experiment)
    [published] = experiment.runs(next(iter(experiment.presets))).values()
    [(label, base)] = experiment.runs(preset).items()
    base, published = (spec.but(data={**dict(spec.data), "source": source}) for spec in (base, published))
    data = _data(base)
    _check_enough(experiment, base, data)
    spec = settings(page if base == published else f"{page}-{preset}", base, SETTINGS)

    def draw(reports):
        accuracy(page, label, spec, reports.get(label), data)
        take_home(page, reports, experiment.claims)

    auto = spec == base and (base == published or seconds(spec) < UNASKED)
    ticket = show(page, {label: spec}, draw, auto).get(label)
    with st.expander(_("All presets beside each other")):
        preset_table(experiment, source, f"{held_out(data)[0]}_accuracy")
    reading = reader(page, ticket, published)
    _drawing(page, hand, data, reading, reading is ticket)
    _pictures(page, data, newest(ticket))
    watch([each for each in (ticket, reading) if each])


def _data(spec):
    """The data, with what they are in words; a sentence and no more where they cannot be had."""
    try:
        data = loaded(spec)
    except datasets.DataError as error:
        st.error(_("{error}. Other images can be chosen in the sidebar.").format(error=plain(str(error))))
        st.stop()
    st.caption(_("Images: {source}").format(source=plain(data.source)))
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


def _drawing(page, hand, data, reading, own):
    """The pad, read by the newest networks that there are at each stroke."""
    st.subheader(_("Draw one yourself"), anchor=False)
    live = reading is not None and not reading.done
    waiting = _("The published setting is being trained for you; it can read in a moment.")

    @st.fragment
    def pad():
        networks = newest(reading)
        drawing(page, hand, data, networks, waiting if live else _("There is no trained network yet."))
        if networks and not own:
            st.caption(_("The published setting reads here, until this one has been trained."))

    pad()


def _pictures(page, data, networks):
    """Gallery, confusion matrix and weights of the newest networks, each refreshed on its own."""
    if networks is None:
        st.caption(_("Pictures, mistakes and weights appear here as soon as this setting has been trained."))
        return
    name, split = held_out(data)
    probabilities = answers(networks)

    @st.fragment
    def pictures():
        gallery(page, split, probabilities, data.classes)

    @st.fragment
    def mistakes():
        confusion(page, split, probabilities, data.classes)

    st.subheader(_("What it reads in pictures it never saw"), anchor=False)
    words = _("The median seed after epoch {epoch}, on the {count} {split} images.")
    st.caption(words.format(epoch=networks.epoch, count=f"{len(split):,}", split=_(name)))
    pictures()
    st.subheader(_("Which it takes for which"), anchor=False)
    mistakes()
    st.subheader(_("What the hidden units look for"), anchor=False)
    units(networks)
