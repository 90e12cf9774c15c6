"""Which of a run's networks a page shows: the median one, or a seed that the visitor chose."""

import numpy as np
import streamlit as st

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
    final, diverged = history.final(curve), history.diverged >= 0
    ranked = np.argsort(np.where(diverged, np.inf, final))  # those that are not there are no numbers, and come last
    return int(ranked[max(0, (np.isfinite(final) | diverged).sum() - 1) // 2])
