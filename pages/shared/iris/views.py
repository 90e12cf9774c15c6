"""What the iris page shows: printed and real loss, published order against shuffled, one network closely, accuracy."""

import numpy as np
import pandas as pd
import streamlit as st

import datasets
from mlp.engine.training import seen_by
from mlp.experiments.document import spread
from pages.shared import charts
from pages.shared.charts import curves_chart, epoch_axis, reported, strip_chart
from pages.shared.confusion_matrix import counts, matrix_chart
from pages.shared.iris.decision import decision_chart, points, regions, shares_of
from pages.shared.linked import choice
from pages.shared.runs.resources import loaded
from pages.shared.seeds import dots_explained, ranked_seed
from pages.shared.text import _
from pages.shared.theme import ink, is_dark

PAGE = "iris"
BOTH = ["running_loss", "train_loss"]


def losses(claims, reports, epochs):
    """The printed loss and the real one of the published order, with the reported figures."""
    [label] = claims[0].runs
    printed = [claim for claim in claims if claim.curve == "running_loss" and claim.epoch <= epochs]
    marks = reported({claim.epoch: claim.value for claim in printed}) if printed else ()
    shown = {name: report for name, report in reports.items() if name == label}
    title = _("Published order: printed and real")

    def lines():
        return curves_chart(shown, BOTH, [label], title, _("loss (log scale)"), epoch_axis(epochs), marks=marks)

    charts.draw(st, "iris-losses", shown, lines, epochs)


def orders(reports, epochs):
    """Published order against shuffled, on both losses."""
    labels = ["in order", "shuffled"]
    shown = {label: reports[label] for label in labels if label in reports}
    title = _("Published order against shuffled")

    def lines():
        return curves_chart(shown, BOTH, labels, title, _("loss (log scale)"), epoch_axis(epochs))

    charts.draw(st, "iris-orders", shown, lines, epochs)


def comparison(reports):
    """The last figures of every run as a table: median, minimum and maximum over the seeds."""
    rows = [
        {
            _("run"): label,
            _("printed loss"): spread(report.history, "running_loss"),
            _("real loss"): spread(report.history, "train_loss"),
            _("real / printed"): ratio(report.history),
            _("accuracy, flowers seen"): spread(report.history, "train_accuracy"),
            _("accuracy, new flowers"): spread(report.history, "test_accuracy"),
        }
        for label, report in reports.items()
        if report.history is not None
    ]
    if rows:
        st.dataframe(rows, hide_index=True, key="iris-table")


def ratio(history):
    """How many times the real loss is above the printed one, at the median seed; None where nothing was printed."""
    with np.errstate(all="ignore"):
        times = np.nanmedian(np.nan_to_num(history.final("train_loss") / history.final("running_loss"), nan=np.inf))
    return f"{times:.1f} ×" if np.isfinite(times) else ""


def closely(reports):
    """The median seed of one run: its decision regions on two features, and its confusion matrices."""
    report, epoch = _choose_network(reports)
    first, second = _choose_features()
    left, right = st.columns([3, 2])
    network = _network(report, epoch)
    data = flowers(network)
    with left:
        charts.draw(
            st, "iris-regions", {}, lambda: regions_chart(network, data, first, second), *_named(network), first, second
        )
        st.caption(_("Deeper colour: surer. Ringed: misread. The other two features are held at their medians."))
    with right:
        _confusion(network, data)


def _named(network):
    """What tells one network from another."""
    return () if network is None else (network[0].key, *network[1:3])


def _choose_network(reports):
    """(report or None, epoch) that the visitor wants to look at."""
    run, when = st.columns(2)
    names = ["in order", "shuffled", "held out"]
    label = choice(run.segmented_control, "iris-closely", _("Run"), names, default=names[0]) or names[0]
    report = reports.get(label)
    epochs = sorted(report.history.snapshots) if report and report.history else [0]
    if len(epochs) < 2:
        return report, epochs[-1]
    return report, choice(when.select_slider, f"iris-epoch-{epochs[-1]}", _("Epoch"), epochs, value=epochs[-1])


def _choose_features():
    """Two different features as numbers."""
    names = datasets.load("iris").features
    across, up = st.columns(2)
    one = choice(across.selectbox, "iris-across", _("Across"), names, index=2)
    others = [name for name in names if name != one]
    other = choice(up.selectbox, f"iris-up-{names.index(one)}", _("Up"), others, index=len(others) - 1)
    return names.index(one), names.index(other)


def _network(report, epoch):
    """(spec, epoch, seed, parameters) of the median seed, or None while there is nothing."""
    history = report.history if report else None
    if history is None or epoch not in history.snapshots:
        return None
    seed = ranked_seed(history)
    return report.spec, epoch, seed, history.snapshots[epoch][seed]


def flowers(network):
    """The data as this network (see _network) saw them; all of them before there is one."""
    if network is None:
        return datasets.load("iris")
    spec, _epoch, seed, _parameters = network
    return seen_by(spec, loaded(spec), seed)


def regions_chart(network, data, first, second):
    """The decision chart of a network (see _network), or of the flowers alone."""
    titles = [data.features[first], data.features[second]]
    if network is None:
        title = _("The flowers; the regions appear with the first results")
        return decision_chart(None, points(data, None, first, second), titles, data.classes, title)
    spec, epoch, seed, parameters = network
    cells = regions(spec.key, epoch, seed, first, second, is_dark(), spec, parameters)
    samples = points(data, shares(network, data), first, second)
    title = _("What it reads where, after epoch {epoch} (seed {seed})").format(epoch=epoch, seed=seed)
    return decision_chart(cells, samples, titles, data.classes, title)


def shares(network, data):
    """The network's answers for train and, if there is one, test: [(rows, classes)]."""
    spec, _epoch, _seed, parameters = network
    return [shares_of(spec, parameters, split.x) for split in (data.train, data.test) if split is not None]


def _confusion(network, data):
    if network is None:
        return
    titles = [_("Trained on: {count} flowers"), _("Held out: {count} flowers")]
    for title, split, share in zip(titles, (data.train, data.test), shares(network, data), strict=False):
        words, colour = title.format(count=len(split)), ink(is_dark())

        def matrix(split=split, share=share, words=words, colour=colour):
            counted = counts(split.y, share.argmax(axis=1), len(data.classes))
            return matrix_chart(counted, list(data.classes), colour).properties(title=words, height=230)

        charts.draw(st, f"iris-confusion-{words}", {}, matrix, *_named(network), colour)


def accuracies(reports):
    """Accuracy of every seed on the flowers that it saw, and on those held out."""
    table = accuracy_table(reports)
    if not len(table):
        st.caption(_("The accuracies appear with the first results."))
        return

    def dots():
        labels, title = list(dict.fromkeys(table["run"])), _("Accuracy of every seed")
        return strip_chart(table, labels, title, _("read correctly"), log=False, format=".1%")

    charts.draw(st, "iris-accuracies", reports, dots)
    st.caption(dots_explained(reports))


def accuracy_table(reports):
    """Columns run, seed and value, one row for each run, split and seed."""
    splits = {"train_accuracy": _("{run}: flowers seen"), "test_accuracy": _("{run}: new flowers")}
    parts = [
        pd.DataFrame({"run": words.format(run=label), "value": report.history.final(curve)}).reset_index(names="seed")
        for label, report in reports.items()
        for curve, words in splits.items()
        if report.history is not None and curve in report.history.curves
    ]
    return pd.concat(parts).dropna() if parts else pd.DataFrame({"run": [], "seed": [], "value": []})
