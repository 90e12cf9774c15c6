"""The sidebar's settings, all from the table: what a page is about first, the rest folded by subject."""

from pathlib import Path

import streamlit as st

from mlp import SETTINGS, SpecError
from mlp.settings import Setting
from mlp.words import SUBJECTS
from pages.shared.linked import choice, forget, linked, refuse
from pages.shared.text import _, plain

STYLE = Path(__file__).with_suffix(".css")
# not for every page, or not by a widget
ONLY_BY_NAME = ("dataset", "data", "snapshots", "running_loss", "shift", "held_out")
WRITTEN = ("integers", "pairs")  # what is typed as a text


def choose_preset(experiment):
    """The preset that the visitor chose, by name, with its words below."""
    names = list(experiment.presets)
    if len(names) == 1:
        return names[0]
    words = {name: _(preset.label) for name, preset in experiment.presets.items()}
    name = choice(st.sidebar.selectbox, f"{experiment.name}-preset", _("Preset"), names, words)
    name = name if name in names else names[0]
    st.sidebar.caption(_(experiment.presets[name].note))
    return name


def settings(prefix, spec, names, driven=()):
    """The spec with those settings of it that the visitor changed.

    `names` come first, all others folded by subject, save those that the page drives itself. What is not allowed is
    said and left as it was.
    """
    st.sidebar.html(STYLE)
    changed = st.sidebar.container()
    chosen = {}
    _read_all(st.sidebar, prefix, spec, names, chosen)
    for subject, words in SUBJECTS.items():
        folded = [name for name in words if name not in (*names, *driven, *ONLY_BY_NAME)]
        if folded:
            _read_folded(subject, prefix, spec, folded, chosen)
    try:
        result = spec.but(**chosen)
    except SpecError as error:
        refuse(st.sidebar, error)
        return spec
    _say_changes(changed, prefix, spec, chosen)
    return result


def _read_folded(subject, prefix, spec, names, chosen):
    """Add to `chosen` what is in the expander of a subject: while it is closed, only what was changed in there.

    Every widget more makes all others slower in Streamlit.
    """
    linked = [name for name in names if f"{prefix}-{name}" in st.query_params]
    touched = f"{prefix}-{subject}-touched"
    st.session_state[touched] = bool(linked) or st.session_state.get(touched, False)
    opened = {"expanded": st.session_state[touched], "key": f"{prefix}-{subject}", "on_change": "rerun"}
    inside = st.sidebar.expander(_(subject), **opened)
    if not inside.open:
        names = [name for name in names if name in linked or _differs(prefix, name, spec)]
    _read_all(inside, prefix, spec, names, chosen)


def _differs(prefix, name, spec):
    """Whether the widget of a setting has another value than the preset, as far as it was ever shown."""
    value = _as_shown(SETTINGS[name], getattr(spec, name))
    return st.session_state.get(f"{prefix}-{name}", value) != value


def settings_of_all(prefix, runs, names):
    """The runs, label -> Spec, each with what the visitor changed; what they differ in is theirs and has no widget."""
    first = next(iter(runs.values()))
    own = [name for name in SETTINGS if any(getattr(spec, name) != getattr(first, name) for spec in runs.values())]
    chosen = settings(prefix, first.but(snapshots=()), names, driven=own)
    changes = {name: getattr(chosen, name) for name in SETTINGS if name not in own}
    return {label: spec.but(**changes) for label, spec in runs.items()}


def _read_all(container, prefix, spec, names, chosen):
    """Add to `chosen` those of these settings that have an effect beside what is chosen already."""
    for name in names:
        if SETTINGS[name].applies(lambda other: chosen.get(other, getattr(spec, other))):
            chosen[name] = _read(container, f"{prefix}-{name}", SETTINGS[name], getattr(spec, name))


def _say_changes(container, prefix, spec, chosen):
    """Which settings are not the preset's, and a button that brings all of those back."""
    changed = {name: getattr(spec, name) for name, value in chosen.items() if value != getattr(spec, name)}
    if changed:
        words, button = container.columns([2, 1], vertical_alignment="center")
        words.caption(_("Changed: {names}").format(names=", ".join(_(SETTINGS[name].label) for name in changed)))
        back = {f"{prefix}-{name}": _as_shown(SETTINGS[name], value) for name, value in changed.items()}
        button.button(_("Reset"), key=f"{prefix}-reset", on_click=_bring_back, args=(back,))


def _undo(container, key, row, value):
    """A button at the label of a changed setting that brings its value back; its style makes it the label's mark."""
    shown = _as_shown(row, value)
    words = _("Back to {value}").format(value=plain(row.written(value)))
    look = {"icon": ":material/undo:", "type": "tertiary", "help": words}
    container.button(words, key=f"{key}-undo", on_click=_bring_back, args=({key: shown},), **look)


def _bring_back(values):
    """Set widgets, by key."""
    for key, value in values.items():
        st.session_state[key] = value
        forget(key)


def whole_number(prefix, name, label, low, high, default, help):
    """A whole number that is no setting of a Spec."""
    row = Setting("integer", default, label, help, low=low, high=high)
    return _read(st.sidebar, f"{prefix}-{name}", row, default)


def numbers(prefix, name, label, options, default, help):
    """Several of these numbers, chosen by pills, in order; perhaps none."""
    pills = {"selection_mode": "multi", "default": default, "help": help}
    chosen = choice(st.sidebar.pills, f"{prefix}-{name}", label, options, **pills)
    return sorted(set(chosen) & set(options))


def _read(container, key, row, value):
    """What the visitor chose for a row of settings; `value` where that is not allowed, and a sentence."""
    label, error = _(row.label), None
    try:
        chosen = row.clean(label, _widget(container, key, row, value))
    except SpecError as refused:
        chosen, error = value, refused
    if error or chosen != value:
        _undo(container, key, row, value)
    if error:
        refuse(container, error)
    return chosen


def _widget(container, key, row, value):
    """The widget's value, which may be anything: bounds are the table's, so that a refused value is seen and said."""
    words = {"label": _(row.label), "help": _(row.help)}
    if row.kind in WRITTEN:  # says itself what is wrong, also of what is typed
        words |= linked(key, str, container) | {"value": _as_shown(row, value), "max_chars": 200}
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
    if row.kind in WRITTEN:
        return row.written(value)
    return float(value) if row.kind == "number" else value


def _step(value):
    """A step that changes the first digit."""
    return 10.0 ** int(f"{value:e}".split("e")[1]) if value else 0.1
