"""The seeds of a run: which one a page shows, what their dots mean, which diverged, how many got how far."""

import numpy as np
import streamlit as st

from mlp.experiments.claims import wilson
from mlp.history import FINISHED
from pages.shared.linked import choice
from pages.shared.text import _

RANKED = ("median", "best", "worst")  # by the last training loss


def choose_seed(page, replicates):
    """The visitor's choice: one of RANKED, or the number of a seed, as text."""
    options = [*RANKED, *map(str, range(replicates))]
    words = _("By the final training loss, or any of them by its number; while training runs, seed 0 is shown.")
    chosen = choice(st.selectbox, f"{page}-shown", _("Seed shown"), options, help=words, width=240)
    return chosen if chosen in options else RANKED[0]


def seed_shown(report, chosen):
    """The number of the seed to show of this report: the chosen one as soon as it is there."""
    if chosen not in RANKED:
        there = report.status == FINISHED or int(chosen) < report.seeds.start
        return int(chosen) if there else 0
    return ranked_seed(report.history, chosen) if report.done and report.history else 0


def ranked_seed(history, rank="median", curve="train_loss"):
    """The seed whose last value is the middle one of those there, the lowest or the highest; the diverged last."""
    final, gone = history.final(curve), history.diverged >= 0
    order = np.argsort(np.where(gone, np.inf, final))  # those that are not there are no numbers, and come last
    last = max(0, (np.isfinite(final) | gone).sum() - 1)
    return int(order[{"best": 0, "median": last // 2, "worst": last}[rank]])


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
