"""The body that the pages of digits and of characters share: train, draw, look at the pictures and at the weights."""

import streamlit as st

import datasets
from mlp.runner import RunnerBusy
from pages.shared.accuracy import accuracy
from pages.shared.answers import answers, held_out, newest
from pages.shared.confusion import confusion
from pages.shared.controls import choose_preset, settings
from pages.shared.drawing import drawing
from pages.shared.gallery import gallery
from pages.shared.layout import downloads
from pages.shared.runs import REFRESH, loaded, runner, show
from pages.shared.text import _
from pages.shared.units import units

SETTINGS = (
    "hidden", "learning_rate", "epochs", "batch_size", "optimizer", "dropout", "shift", "replicates", "seed",
)  # fmt: skip


def body(experiment, source, hand):
    """Everything below the page's heading, for images from this source and drawings by this hand."""
    page, preset = experiment.name, choose_preset(experiment)
    [(label, base)] = experiment.runs(preset).items()
    published = experiment.presets[preset] is experiment.published
    spec = settings(page if published else f"{page}-{preset}", base, SETTINGS)
    auto = published and spec == base
    spec, base = (_from(each, source) for each in (spec, next(iter(experiment.runs().values()))))
    data = _data(spec)
    step = _("epoch") if spec.batch_size else _("iteration (each over all training pictures)")

    def draw(reports):
        accuracy(page, label, reports.get(label), spec.epochs, step)
        downloads(page, page, reports)

    tickets = show(page, {label: spec}, draw, auto)
    ticket = tickets.get(label)
    st.subheader(_("Draw one yourself"), anchor=False)
    reader = _reader(page, ticket, base)
    _drawing(page, hand, data, reader, reader is ticket)
    _pictures(page, data, ticket)
    _watch([each for each in (ticket, reader) if each])


def _from(spec, source):
    return spec.but(data={**dict(spec.data), "source": source})


def _data(spec):
    """The data, with what they are in words; a sentence and no more where they cannot be had."""
    try:
        data = loaded(spec)
    except datasets.DataError as error:
        st.error(str(error))
        st.stop()
    st.caption(_("Images: {source}").format(source=data.source))
    return data


def _drawing(page, hand, data, reader, own):
    """The pad, read by the newest networks that there are at each stroke."""
    waiting = _("The published setting is being trained for you; it can read in a moment.")
    live = reader is not None and not reader.done

    @st.fragment
    def pad():
        networks = newest(reader)
        drawing(page, hand, data, networks, waiting if live else _("There is no trained network yet."))
        if networks:
            _say_who_reads(networks, own)

    pad()


def _watch(tickets):
    """Draw the page again as soon as one of these runs has newer networks."""
    live = any(not ticket.done for ticket in tickets)
    seen = [_seen(ticket) for ticket in tickets]

    @st.fragment(run_every=REFRESH if live else None)
    def watch():
        if [_seen(ticket) for ticket in tickets] != seen:
            st.rerun()

    watch()


def _seen(ticket):
    networks = newest(ticket)
    return networks and networks.epoch, ticket.done


def _reader(page, ticket, published):
    """The Ticket of the run that reads drawings: the page's own once it has networks, else the published one.

    That one starts by itself if need be; None where the runner is full.
    """
    key = f"{page}-reader"
    if newest(ticket) or (ticket and ticket.spec == published):
        st.session_state.pop(key, None)
        return ticket
    held = st.session_state.get(key)
    if held is None or held.spec != published:
        try:
            held = st.session_state[key] = runner().submit(published)
        except RunnerBusy as error:
            st.warning(str(error))
    return held


def _say_who_reads(networks, own):
    if not own:
        st.caption(_("The published setting reads here, until this one has been trained."))
    elif networks.epoch < networks.spec.epochs:
        words = _("Read by the networks as they were after epoch {epoch} of {epochs}.")
        st.caption(words.format(epoch=networks.epoch, epochs=networks.spec.epochs))


def _pictures(page, data, ticket):
    """Gallery, confusion matrix and weights of the newest networks, each refreshed on its own."""
    networks = newest(ticket)
    if networks is None:
        st.caption(_("Pictures, mistakes and weights appear here as soon as this setting has been trained."))
        return
    name, split = held_out(data)
    probabilities = answers(networks)

    @st.fragment
    def pictures():
        st.subheader(_("What it reads in pictures it never saw"), anchor=False)
        gallery(page, split, probabilities, data.classes)

    @st.fragment
    def mistakes():
        st.subheader(_("Which it takes for which"), anchor=False)
        confusion(page, split, probabilities, data.classes)

    st.caption(
        _("Below: the median seed after epoch {epoch}, on the {count} {split} images.").format(
            epoch=networks.epoch, count=f"{len(split):,}", split=_(name)
        )
    )
    pictures()
    mistakes()
    st.subheader(_("What the hidden units look for"), anchor=False)
    units(networks)
