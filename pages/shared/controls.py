"""Sidebar widgets from the table of settings, and what the visitor changed of it."""

import streamlit as st

from mlp import SETTINGS, SpecError
from mlp.settings import Setting
from pages.shared.linked import choice, linked, refuse
from pages.shared.text import _


def choose_preset(experiment):
    """The preset that the visitor chose, by name, with its words below."""
    names = list(experiment.presets)
    if len(names) == 1:
        return names[0]
    name = choice(st.sidebar.selectbox, f"{experiment.name}-preset", _("Preset"), names)
    name = name if name in names else names[0]
    preset = experiment.presets[name]
    st.sidebar.caption(f"**{_(preset.label)}.** {_(preset.note)}")
    return name


def settings(prefix, spec, names, more=()):
    """The spec with those settings of it that the visitor changed; `more` are folded away.

    What is not allowed is said and left as it was.
    """
    changed = st.sidebar.container()
    chosen = {name: _chosen(st.sidebar, prefix, name, getattr(spec, name)) for name in names}
    if more:
        with st.sidebar.expander(_("More settings")):
            chosen |= {name: _chosen(st, prefix, name, getattr(spec, name)) for name in more}
    try:
        result = spec.but(**chosen)
    except SpecError as error:
        refuse(st.sidebar, error)
        return spec
    _say_changes(changed, prefix, spec, chosen)
    return result


def _say_changes(container, prefix, spec, chosen):
    """Which settings are not the preset's, and a button that brings those back."""
    changed = [name for name, value in chosen.items() if value != getattr(spec, name)]
    if changed:
        words, button = container.columns([2, 1], vertical_alignment="center")
        words.caption(_("Changed: {names}").format(names=", ".join(_(SETTINGS[name].label) for name in changed)))
        button.button(_("Reset"), key=f"{prefix}-reset", on_click=_reset, args=(prefix, spec, changed))


def _reset(prefix, spec, names):
    for name in names:
        st.session_state[f"{prefix}-{name}"] = _as_shown(SETTINGS[name], getattr(spec, name))


def whole_number(prefix, name, label, low, high, default, help):
    """A whole number that is no setting of a Spec."""
    row = Setting("integer", default, label, help, low=low, high=high)
    return _read(st.sidebar, f"{prefix}-{name}", row, default)


def numbers(prefix, name, label, options, default, help):
    """Several of these numbers, chosen by pills, in order; perhaps none."""
    pills = {"selection_mode": "multi", "default": default, "help": help}
    chosen = choice(st.sidebar.pills, f"{prefix}-{name}", label, options, **pills)
    return sorted(set(chosen) & set(options))


def _chosen(container, prefix, name, value):
    return _read(container, f"{prefix}-{name}", SETTINGS[name], value)


def _read(container, key, row, value):
    """What the visitor chose for a row of settings; `value` where that is not allowed, and a sentence."""
    label = _(row.label)
    try:
        return row.clean(label, _widget(container, key, row, value))
    except SpecError as error:
        refuse(container, error)
        return value


def _widget(container, key, row, value):
    """The widget's value, which may be anything: bounds are the table's, so that a refused value is seen and said."""
    words = {"label": _(row.label), "help": _(row.help)}
    if row.kind == "integers":  # says itself what is wrong, also of what is typed
        words |= linked(key, str, container) | {"value": _as_shown(row, value), "max_chars": 100}
        return row.parse(_(row.label), container.text_input(**words))
    words |= linked(key, lambda text: row.parse(_(row.label), text), container)
    if row.kind == "choice":
        return container.selectbox(options=row.choices, index=row.choices.index(value), **words)
    if row.kind == "switch":
        return container.toggle(value=value, **words)
    if row.kind == "integer":
        return container.number_input(value=value, step=1, **words)
    return container.number_input(value=float(value), format="%g", step=_step(value), **words)


def _as_shown(row, value):
    """A setting's value as its widget has it."""
    if row.kind == "integers":
        return ", ".join(map(str, value))
    return float(value) if row.kind == "number" else value


def _step(value):
    """A step that changes the first digit."""
    return 10.0 ** int(f"{value:e}".split("e")[1]) if value else 0.1
