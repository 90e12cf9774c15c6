"""The cards of the overview: what was reported beside ours, and a picture of the stored result or of the data."""

from dataclasses import replace

import altair as alt
import streamlit as st

from mlp.experiments import EXPERIMENTS
from mlp.experiments.claims import Reported
from mlp.experiments.document import figure, figures, judged, spread
from mlp.experiments.experiment import N_
from mlp.history import FINISHED
from mlp.runs.jobs import Report
from pages.shared import charts
from pages.shared.charts import CURVES, curve_table, epoch_axis
from pages.shared.overview import data_pictures
from pages.shared.router import experiment_page, has_page
from pages.shared.runs.resources import store, with_source
from pages.shared.sections.reported import VERDICTS
from pages.shared.seeds import ranked_seed
from pages.shared.surface.pictures import fitted_picture
from pages.shared.text import _, plural
from pages.shared.theme import is_dark

NOT_YET = N_(":gray-badge[:material/hourglass_empty: not run here yet]")
COLUMNS = 3
MOST_CLAIMS = 2


def cards():
    """All experiments, in rows."""
    experiments = list(EXPERIMENTS.values())
    for start in range(0, len(experiments), COLUMNS):
        for column, experiment in zip(st.columns(COLUMNS), experiments[start : start + COLUMNS], strict=False):
            with column.container(border=True, height="stretch"):
                _card(experiment)


def _card(experiment):
    if has_page(experiment.name):
        st.page_link(experiment_page(experiment.name))
    else:
        st.caption(_("Planned; until then: `python -m mlp run {name}`").format(name=experiment.name))
    st.markdown(f"**{_(experiment.question)}**")
    reports = stored(experiment)
    if reports:
        _result(experiment, reports)
    else:
        data_pictures.show(experiment.name)
    for line in lines(experiment, reports):
        st.markdown(line)


def stored(experiment):
    """label -> Report of the published runs; nothing unless the results of all of them are stored."""
    specs = {label: with_source(spec) for label, spec in experiment.runs(next(iter(experiment.presets))).items()}
    there = all(spec in store() for spec in specs.values())
    return _reports(tuple(spec.key for spec in specs.values()), specs) if there else {}


@st.cache_resource(max_entries=32, show_spinner=False)
def _reports(keys, _specs):
    """Cached by the keys of the specs; of the weights only the last are kept."""
    results = {label: (spec, store().get(spec)) for label, spec in _specs.items()}
    return {label: _light(spec, result) for label, (spec, result) in results.items() if result}


def _light(spec, result):
    history = result.history
    last = max(history.snapshots)
    history = replace(history, snapshots={last: history.snapshots[last]})
    return Report(spec, FINISHED, history, int(history.epochs[-1]), result.seconds)


def _result(experiment, reports):
    """The picture that the experiment has for its result, else its curves."""
    if experiment.name in RESULTS:
        return RESULTS[experiment.name](next(iter(reports.values())))
    charts.draw(st, f"card-{experiment.name}", reports, lambda: sparkline(reports, experiment.curves))
    seeds = next(iter(reports.values())).spec.replicates
    one, many = N_("Run here: {curve} of {count} seed."), N_("Run here: median {curve} of {count} seeds.")
    st.caption(plural(one, many, seeds, curve=_(CURVES[experiment.curves[-1]])))


def sparkline(reports, curves):
    """A small chart of medians: a line for each run, or for each curve of a single run."""
    table = curve_table(reports, curves)
    series = "run" if len(reports) > 1 else "curve"
    names = list(dict.fromkeys(table[series]))
    falls = curves[-1].endswith("loss")
    scale = alt.Scale(type="log", nice=False) if falls else alt.Scale(zero=False)
    chart = alt.Chart(table).mark_line(strokeWidth=2)
    chart = chart.encode(
        epoch_axis(None),
        alt.Y("median:Q", scale=scale, title=None, axis=alt.Axis(format="~g")),
        alt.Color(f"{series}:N", title=None, sort=names, scale=alt.Scale(domain=names)),
    )
    legend = alt.LegendConfig(orient="top", offset=0, padding=0, columns=2, labelFontSize=11)
    return chart.properties(height=data_pictures.HEIGHT + 30, width="container").configure_legend(**legend.to_dict())


def _fit(report):
    history, epoch = report.history, report.epoch
    seed = ranked_seed(history)
    weights = history.snapshots[epoch][seed]
    st.image(fitted_picture(report.spec.key, epoch, seed, is_dark(), "", report.spec, weights), width="stretch")
    one = N_("Run here: the surface that {count} seed fitted.")
    many = N_("Run here: the surface that the median of {count} seeds fitted.")
    st.caption(plural(one, many, report.spec.replicates))


def lines(experiment, reports):
    """The reported claims beside ours, one line of Markdown each."""
    if not experiment.claims:
        return [_no_claim(experiment.curves[-1], reports)]
    return [_line(claim, judged([claim], reports)) for claim in experiment.claims[-MOST_CLAIMS:]]


def _no_claim(curve, reports):
    words = _("No figure reported.")
    for report in list(reports.values())[:1]:
        ours = _("Ours: {curve} {value}").format(curve=_(CURVES[curve]), value=spread(report.history, curve))
        return f"{words} {ours}"
    return f"{words} {_(NOT_YET)}"


def _line(claim, found):
    badge = _(VERDICTS[found[0]["verdict"]] if found else NOT_YET)
    if not isinstance(claim, Reported):
        return f"“{_(claim.claim)}” {badge}"
    reported = figure(claim.curve, claim.value, claim.decimals)
    words = _("{claim}: reported **{value}**").format(claim=_(claim.claim), value=reported)
    if found:
        _reported, median, low, high = figures(found[0])
        words += _(", ours **{median}** [{low}, {high}]").format(median=median, low=low, high=high)
    return f"{words} {badge}"


RESULTS = {"surface-fit": _fit}
