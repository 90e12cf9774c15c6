"""Take home: the curves as a table, the runs as a JSON document."""

import json

import streamlit as st

from mlp.experiments.document import as_document
from pages.shared.charts import CURVES, curve_table
from pages.shared.text import _


def take_home(name, reports, claims, more=None):
    """Buttons for what is there, once nothing is running any more; `more()` draws what else there is to take."""
    if not reports or not all(report.done for report in reports.values()):
        st.caption(_("Curves and runs can be saved here as soon as all runs on this page have ended."))
        return
    with st.container(horizontal=True):
        st.download_button(
            _("Curves (CSV)"),
            lambda: csv(reports),
            f"{name}.csv",
            "text/csv",
            key=f"{name}-csv",
            icon=":material/table:",
        )
        st.download_button(
            _("Runs (JSON)"),
            lambda: json.dumps(as_document(name, reports, claims)),
            f"{name}.json",
            "application/json",
            key=f"{name}-json",
            icon=":material/data_object:",
        )
        if more:
            more()
    st.caption(
        _(
            "The table has the median, lowest and highest seed of every curve at every epoch. The document has every "
            "seed, all settings, and what was reported: the same settings give the same numbers again."
        )
    )


def csv(reports):
    """Every curve's median, minimum and maximum over the seeds."""
    return curve_table(reports, list(CURVES)).to_csv(index=False)
