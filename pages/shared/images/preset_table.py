"""What the unchanged presets of an experiment reach on held-out pictures, as far as they have been trained here."""

import numpy as np
import streamlit as st

from pages.shared.runs.resources import store
from pages.shared.text import _


def preset_table(experiment, source, curve):
    """One row for each preset, with the last values of a curve such as test_accuracy over the seeds."""
    specs = {
        name: spec.but(data={**dict(spec.data), "source": source})
        for name in experiment.presets
        for spec in experiment.runs(name).values()
    }
    known = {name: _last(spec.key, curve, spec) for name, spec in specs.items() if spec in store()}
    rows = [row(_(experiment.presets[name].label), known.get(name)) for name in specs]
    bar = st.column_config.ProgressColumn(format="percent", min_value=0, max_value=1)
    st.dataframe(rows, hide_index=True, column_config={_("held out, median"): bar})


def row(name, values):
    """A preset's line: the median of its seeds' values (replicates,), or that there are none."""
    shown = {_("preset"): name, _("held out, median"): None, _("over the seeds"): _("not trained here yet")}
    if values is None or np.isnan(values).all():
        return shown
    spread = _("{low:.1%} to {high:.1%}").format(low=np.nanmin(values), high=np.nanmax(values))
    return shown | {_("held out, median"): float(np.nanmedian(values)), _("over the seeds"): spread}


@st.cache_data(max_entries=50, show_spinner=False)
def _last(key, curve, _spec):
    """The last values (replicates,) of a stored run, cached because its file holds all its networks; or None."""
    result = store().get(_spec)
    return result and result.history.final(curve)
