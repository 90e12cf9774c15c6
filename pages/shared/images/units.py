"""The weights of the first hidden layer as pictures: what each unit looks for."""

import numpy as np
import streamlit as st

from mlp.engine.network import layer_sizes, layers
from pages.shared.components.cards import LARGE, SMALL, card, grid
from pages.shared.components.pictures import signed
from pages.shared.runs.resources import loaded
from pages.shared.text import _

MOST = 40


def units(networks):
    """The first hidden units of the network shown, all on one colour scale."""
    if networks is None:
        st.caption(_("The weights of the hidden units appear here with the first epoch."))
        return
    data = loaded(networks.spec)
    weights = [
        block for block, _biases in layers(networks.parameters[networks.shown], layer_sizes(networks.spec, data))
    ]
    first, following = weights[:2]
    limit = float(np.abs(first).max())
    names = data.classes if len(networks.spec.hidden) == 1 else ()
    words = _(
        "Seed {seed} after epoch {epoch}. An **orange** pixel: ink there switches the unit on; a **blue** one: ink "
        "there switches it off. All pictures share one scale, from {low:.2g} to {high:.2g}. Weights of pixels that "
        "never hold ink stay as they were drawn before training, at random."
    )
    st.markdown(words.format(seed=networks.shown, epoch=networks.epoch, low=-limit, high=limit))
    if first.shape[1] > MOST:
        st.caption(_("The first {shown} of {all} units.").format(shown=MOST, all=first.shape[1]))
    shown = range(min(first.shape[1], MOST))
    grid([unit_card(number, first, following, limit, names) for number in shown], LARGE if len(shown) < MOST else SMALL)


def unit_card(number, first, following, limit, names):
    """A unit's weights, and for which classes it speaks (where the next layer is the output)."""
    words = _("unit {number}").format(number=number + 1)
    more = spoken_for(following[number], names) if names else ""
    return card(signed(first[:, number].reshape(28, 28), limit), words, more)


def spoken_for(outgoing, names):
    """In words: the two classes that a unit raises most, and the one it lowers most."""
    lowest, *_others, second, highest = np.argsort(outgoing, kind="stable")
    return _("for {one}, {two}; against {other}").format(one=names[highest], two=names[second], other=names[lowest])
