"""Sidebar widgets from the table of settings, kept in the URL: a copied link reopens the same page as it was.

Keys start with the page's name, since Streamlit's keys and the URL are shared by all pages. Values are checked again
here, because a URL may hold anything.
"""

import contextlib

import streamlit as st
from streamlit.errors import StreamlitAPIException

from mlp import SETTINGS, SpecError
from mlp.settings import Setting
from pages.shared.text import _


def choose_preset(experiment):
    """The preset that the visitor chose, by name, with its note below."""
    names = list(experiment.presets)
    if len(names) == 1:
        return names[0]
    key = f"{experiment.name}-preset"
    name = st.sidebar.selectbox(_("Preset"), names, **_linked(st.sidebar, key, _among("preset", names)))
    name = name if name in names else names[0]
    st.sidebar.caption(_(experiment.presets[name].note))
    return name


def settings(prefix, spec, names, container=None):
    """The spec with those settings of it that the visitor changed; what is not allowed is said and left as it was."""
    container = container or st.sidebar
    changes = {
        name: _chosen(container, f"{prefix}-{name}", SETTINGS[name], name, getattr(spec, name)) for name in names
    }
    shortened = tuple(epoch for epoch in spec.snapshots if epoch <= changes.get("epochs", spec.epochs))
    try:
        return spec.but(**{"snapshots": shortened, **changes})
    except SpecError as error:
        container.error(str(error))
        return spec


def whole_number(prefix, name, label, low, high, default, help):
    """A whole number that is no setting of a Spec."""
    row = Setting("integer", default, label, help, low=low, high=high)
    return _chosen(st.sidebar, f"{prefix}-{name}", row, name, default)


def numbers(prefix, name, label, options, default, help):
    """Several of these numbers, chosen by pills, in order; the default ones if none is left."""
    key = f"{prefix}-{name}"
    linked = _linked(st.sidebar, key, _among(name, [str(number) for number in options]))
    chosen = st.sidebar.pills(label, options, selection_mode="multi", default=default, help=help, **linked)
    return sorted(set(chosen) & set(options)) or list(default)


def _chosen(container, key, row, name, value):
    """What the visitor chose for a row of settings; `value` where that is not allowed, and a sentence."""
    try:
        return row.clean(name, _widget(container, key, row, name, value))
    except SpecError as error:
        container.error(str(error))
        return value


def _widget(container, key, row, name, value):
    words = {"label": _(row.label), "help": _(row.help)}
    if row.kind == "integers":  # says itself what is wrong, also of what is typed
        linked = _linked(container, key, str)
        return row.parse(name, container.text_input(value=", ".join(map(str, value)), max_chars=100, **words, **linked))
    common = words | _linked(container, key, lambda text: row.parse(name, text))
    if row.kind == "choice":
        return container.selectbox(options=row.choices, index=row.choices.index(value), **common)
    if row.kind == "switch":
        return container.toggle(value=value, **common)
    if row.kind == "integer":
        return container.number_input(value=value, min_value=int(row.low), max_value=int(row.high), **common)
    bounds = {"min_value": float(row.low), "max_value": float(row.high), "step": _step(value)}
    return container.number_input(value=float(value), format="%g", **bounds, **common)


def _step(value):
    """A step that changes the first digit."""
    return 10.0 ** int(f"{value:e}".split("e")[1]) if value else 0.1


def _linked(container, key, read):
    """What keeps a widget in the URL and in the session; what `read` refuses in the URL is said and taken out of it.

    Streamlit by itself would drop it without a word, or fail on an infinite number. The sentence stays until the
    visitor changes the setting.
    """
    refused = f"{key}-refused"
    try:
        for text in filter(None, st.query_params.get_all(key)):  # an empty one means what is cleared
            meant = read(text)
            if isinstance(meant, str) and meant != text:  # a synonym, as in links of old
                with contextlib.suppress(StreamlitAPIException):
                    st.query_params[key] = meant
                    st.rerun()
    except SpecError as error:
        st.session_state[refused] = str(error)
        with contextlib.suppress(StreamlitAPIException):  # a widget's own by now, which corrects it itself
            del st.query_params[key]
            st.rerun()
    if refused in st.session_state:
        container.error(st.session_state[refused])
    return {
        "key": key,
        "bind": "query-params",
        "persist_state": "session",
        "on_change": st.session_state.pop,
        "args": (refused, None),
    }


def _among(name, options):
    """A check that a text is one of these."""
    return lambda text: Setting("choice", options[0], "", "", choices=tuple(options)).clean(name, text)
