"""What you saw: sentences computed from the runs, about how they ended, whether the seeds agree, what diverged."""

import numpy as np
import streamlit as st

from mlp.experiments.document import figure
from mlp.experiments.experiment import N_
from pages.shared.charts import CURVES, progress
from pages.shared.glossary import explained
from pages.shared.text import _, plain, plural

ALIKE, UNLIKE = 1.5, 4  # worst seed against best: below the one they agree, above the other they do not
OVERFITTED = 1.5  # loss on rows never trained on against training loss
MOST_OF_IT = 0.9  # of the fall of the loss, on the log scale
TINY = 1e-30  # a loss that has a logarithm
JUDGES = ("test_accuracy", "validation_accuracy", "train_accuracy", "train_loss")  # the first there is


def what_you_saw(reports):
    """The sentences, as far as there are runs to speak of."""
    lines = _kept(progress(reports), st.context.locale, reports)
    if lines:
        explained("\n".join(f"- {line}" for line in lines))
    else:
        st.caption(_("Sentences about the runs appear here with their first results."))


@st.cache_data(max_entries=300, show_spinner=False)
def _kept(progress, locale, _reports):
    return sentences(_reports)


def sentences(reports):
    """Markdown lines about label -> Report."""
    there = {label: report for label, report in reports.items() if report.history is not None}
    return [" ".join([_ended(label, report.history), *_remarks(report.history)]) for label, report in there.items()]


def _ended(label, history):
    """Where the seeds of a run are that came furthest, and whether they agree."""
    curve = next(name for name in JUDGES if name in history.curves)
    values = _last(history, curve)
    if not len(values):
        return _("**{run}**: no seed has a number to show.").format(run=plain(label))
    when = _("after epoch {epoch}").format(epoch=history.epochs[-1])
    name = f"**{plain(label)}**: {_(CURVES[curve])} {when}"
    median, low, high = (figure(curve, value) for value in (np.median(values), values.min(), values.max()))
    if len(values) == 1:
        return f"{name}: {median}."
    words = plural("{count} seed", "{count} seeds", len(values))
    middle = _("median {median} of {seeds}, from {low} to {high}")
    return f"{name}: {middle.format(median=median, seeds=words, low=low, high=high)}{_agreement(curve, values)}."


def _last(history, curve):
    """The last values of the seeds that came so far."""
    values = history.final(curve)
    return values[np.isfinite(values) & (history.diverged < 0)]


def _agreement(curve, values):
    """Whether the seeds agree, by their losses, or by the shares that they read wrongly."""
    worse = 1 - values if curve.endswith("accuracy") else values
    ratio = worse.max() / max(worse.min(), 1e-12)
    if ratio <= ALIKE:
        return _(": they agree")
    if ratio <= UNLIKE:
        return _(": they differ somewhat")
    return _(": **they disagree**, one seed alone could show either")


def _remarks(history):
    """What else is worth a sentence: who diverged, how early the fall came, how new rows fare."""
    return [words for words in (_diverged(history), _pace(history), _new_rows(history)) if words]


def _diverged(history):
    gone = history.diverged[history.diverged >= 0]
    if not len(gone):
        return None
    one = N_("{count} of {all} networks diverged, at epoch {epoch}: its numbers grew beyond all bounds.")
    many = N_("{count} of {all} networks diverged, the first at epoch {epoch}: their numbers grew beyond all bounds.")
    advice = _("A smaller learning rate, clipping or smaller initial weights tame them.")
    return f"{plural(one, many, len(gone), all=history.replicates, epoch=gone.min())} {advice}"


def _pace(history):
    """When most of the fall of the median loss had come."""
    values = history.curves["train_loss"][:, history.diverged < 0]
    known = np.isfinite(values).any(axis=1)
    if known.sum() < 3:
        return None
    losses, epochs = np.log(np.maximum(np.nanmedian(values[known], axis=1), TINY)), history.epochs[known]
    if losses[0] - losses[-1] < np.log(2):
        return None
    epoch = epochs[np.argmax(losses[0] - losses >= MOST_OF_IT * (losses[0] - losses[-1]))]
    words = _("Nine tenths of the loss's fall, on the log scale, came by epoch {epoch}.")
    return words.format(epoch=epoch)


def _new_rows(history):
    """How the loss on rows that were never trained on compares."""
    curve = next((name for name in ("test_loss", "validation_loss") if name in history.curves), None)
    train = _middle(_last(history, "train_loss"))
    new = _middle(_last(history, curve)) if curve else np.nan
    if not new > OVERFITTED * train:
        return None
    words = _("It **overfits**: its loss on rows it never saw, {new:.3g}, is {times:.1f} times its training loss.")
    return words.format(new=new, times=new / train)


def _middle(values):
    return np.median(values) if len(values) else np.nan
