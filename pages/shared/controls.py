"""Sidebar widgets from the table of settings, kept in the URL: a copied link reopens the same page as it was.

Keys start with the page's name, since Streamlit's keys and the URL are shared by all pages. Values are checked again
here, because a URL may hold anything.
"""

import streamlit as st

from mlp import SETTINGS, SpecError
from pages.shared.text import _


def choose_preset(experiment):
    """The preset that the visitor chose, by name, with its note below."""
    names = list(experiment.presets)
    if len(names) == 1:
        return names[0]
    name = st.sidebar.selectbox(_("Preset"), names, key=f"{experiment.name}-preset", bind="query-params")
    name = name if name in names else names[0]
    st.sidebar.caption(_(experiment.presets[name].note))
    return name


def settings(prefix, spec, names, container=None):
    """The spec with those settings of it that the visitor changed; what is not allowed is said and left as it was."""
    container = container or st.sidebar
    changes = {}
    for name in names:
        try:
            changes[name] = SETTINGS[name].clean(
                name, _widget(container, f"{prefix}-{name}", name, getattr(spec, name))
            )
        except SpecError as error:
            container.error(str(error))
    shortened = tuple(epoch for epoch in spec.snapshots if epoch <= changes.get("epochs", spec.epochs))
    try:
        return spec.but(**{"snapshots": shortened, **changes})
    except SpecError as error:
        container.error(str(error))
        return spec


def _widget(container, key, name, value):
    row = SETTINGS[name]
    common = {"label": _(row.label), "help": _(row.help), "key": key, "bind": "query-params"}
    if row.kind == "choice":
        return container.selectbox(options=row.choices, index=row.choices.index(value), **common)
    if row.kind == "switch":
        return container.toggle(value=value, **common)
    if row.kind == "integers":
        text = container.text_input(value=", ".join(map(str, value)), max_chars=100, **common)
        return row.parse(name, text)
    if row.kind == "integer":
        return container.number_input(value=value, min_value=int(row.low), max_value=int(row.high), **common)
    bounds = {"min_value": float(row.low), "max_value": float(row.high), "step": _step(value)}
    return container.number_input(value=float(value), format="%g", **bounds, **common)


def _step(value):
    """A step that changes the first digit."""
    return 10.0 ** int(f"{value:e}".split("e")[1]) if value else 0.1


def numbers(prefix, name, label, options, default, help):
    """Several of these numbers, chosen by pills, in order; the default ones if none is left."""
    chosen = st.sidebar.pills(
        label, options, selection_mode="multi", default=default, key=f"{prefix}-{name}", bind="query-params", help=help
    )
    return sorted(set(chosen) & set(options)) or list(default)
