"""Which of a run's networks a page shows: the median one, or a seed that the visitor chose."""

import numpy as np
import streamlit as st

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
    """The number of the seed to show of this report."""
    if choice != MEDIAN:
        return int(choice)
    return median_seed(report.history) if report.done and report.history else 0


def median_seed(history, curve="train_loss"):
    """The seed whose last value lies in the middle."""
    final = np.nan_to_num(history.final(curve), nan=np.inf)
    return int(np.argsort(final)[(len(final) - 1) // 2])
