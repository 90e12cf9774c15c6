"""The seeds of a run: which one a page shows, what their dots mean, which diverged, how many got how far."""

import numpy as np
import streamlit as st

from mlp.experiments.claims import wilson
from mlp.history import FINISHED
from pages.shared.text import _

MEDIAN = "median"


def choose_seed(page, replicates):
    """The visitor's choice: `median` or the number of a seed, as text."""
    options = [MEDIAN, *map(str, range(replicates))]
    choice = st.selectbox(
        _("Seed shown"),
        options,
        key=f"{page}-shown",
        bind="query-params",
        help=_("The median seed is the one whose final loss lies in the middle; while training runs, seed 0 is shown."),
    )
    return choice if choice in options else MEDIAN


def seed_shown(report, choice):
    """The number of the seed to show of this report: the chosen one as soon as it is there."""
    if choice != MEDIAN and (report.status == FINISHED or int(choice) < report.seeds.start):
        return int(choice)
    return median_seed(report.history) if report.done and report.history else 0


def median_seed(history, curve="train_loss"):
    """The seed whose last value lies in the middle of all that are there; the diverged are the worst."""
    final, gone = history.final(curve), history.diverged >= 0
    ranked = np.argsort(np.where(gone, np.inf, final))  # those that are not there are no numbers, and come last
    return int(ranked[max(0, (np.isfinite(final) | gone).sum() - 1) // 2])


def diverged(history, seed, epoch):
    """'diverged at epoch n' if this network had by that epoch, else ''."""
    gone = history.diverged[seed]
    return _("diverged at epoch {epoch}").format(epoch=gone) if 0 <= gone <= epoch else ""


def dots_explained(reports):
    """What a dot is, and whose dots are missing, because they diverged."""
    histories = {label: report.history for label, report in reports.items() if report.history is not None}
    gone = [_gone(label, history.diverged) for label, history in histories.items() if (history.diverged >= 0).any()]
    words = _("Each dot is one training, from other random weights; the upright line is their median.")
    return f"{words} {_('Diverged, so without a dot: {runs}.').format(runs='; '.join(gone))}" if gone else words


def _gone(label, epochs):
    first, last = epochs[epochs >= 0].min(), epochs.max()
    words = (
        _("{run}: {count} of {all} at epoch {first}")
        if first == last
        else _("{run}: {count} of {all} at epochs {first} to {last}")
    )
    return words.format(run=label, count=(epochs >= 0).sum(), all=len(epochs), first=first, last=last)


def share(count, of):
    """'count of all (low to high)': Wilson's 95% interval for the share among all seeds there could be."""
    low, high = wilson(count, of)
    return _("{count} of {all} ({low:.0%} to {high:.0%})").format(count=count, all=of, low=low, high=high)
