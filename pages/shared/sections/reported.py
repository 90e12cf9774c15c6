"""Reported against ours: every claim of the document that these runs can answer, in plain words."""

import streamlit as st

from mlp.experiments.document import figures, judged, needs
from mlp.experiments.experiment import N_
from pages.shared.text import _, plain, plural

VERDICTS = {
    "always": N_(":green-badge[:material/check: holds for every seed]"),
    "usually": N_(":green-badge[:material/check: holds for most seeds]"),
    "ends": N_(":orange-badge[:material/trending_flat: holds only from first to last]"),
    "no": N_(":red-badge[:material/close: does not hold]"),
    "within": N_(":green-badge[:material/check: within our spread]"),
    "outside": N_(":orange-badge[:material/arrow_outward: outside our spread]"),
}


def verdicts(claims, reports):
    """Reported against ours: every claim that these runs can answer, in plain words."""
    if not claims:
        st.markdown(_("The document reports no figure that could be held against ours: it shows pictures only."))
    found = judged(claims, reports)
    for verdict in found:
        if "steps" in verdict:
            _order(verdict)
    with st.container(horizontal=True):
        for verdict in found:
            if "reported" in verdict:
                _figure(verdict)
    for line in unanswered(claims, reports):
        st.caption(line)


def unanswered(claims, reports):
    """A sentence for the claims that these runs do not answer, and for what they speak of."""
    lacking = {}
    for claim in claims:
        if words := needs(claim, reports, _):
            lacking.setdefault(", ".join(words), {})[_(claim.claim)] = None
    sentence = _("Not judged yet: **{claims}**. It needs {runs}.")
    return [sentence.format(claims=", ".join(names), runs=plain(words)) for words, names in lacking.items()]


def _figure(verdict):
    reported, median, low, high = figures(verdict)
    with st.container(border=True, width=340):
        st.markdown(f"**{_(verdict['claim'])}** ({_('epoch')} {verdict['epoch']}) {_(VERDICTS[verdict['verdict']])}")
        with st.container(horizontal=True):
            st.metric(_("reported"), reported, width="content")
            st.metric(_("ours, median"), median, width="content")
        one, many = N_("ours: {low} to {high} over {count} seed"), N_("ours: {low} to {high} over {count} seeds")
        st.caption(plural(one, many, verdict["of"], low=low, high=high))


def _order(verdict):
    with st.container(border=True):
        st.markdown(f"**“{_(verdict['claim'])}”** {_(VERDICTS[verdict['verdict']])}")
        steps = [*verdict["steps"], verdict["ends"]] if verdict["steps"][1:] else verdict["steps"]
        rows = [
            {
                _("claim"): _("{one} beats {other}").format(one=step["to"], other=step["from"]),
                _("holds for"): step["holds"] / step["of"],
                _("seeds"): f"{step['holds']} / {step['of']}",
            }
            for step in [*steps, {"to": _("each"), "from": _("the one before"), **verdict["chain"]}]
        ]
        bar = st.column_config.ProgressColumn(format="percent", min_value=0, max_value=1)
        st.dataframe(rows, hide_index=True, column_config={_("holds for"): bar})
