"""Sentences computed from runs."""

import numpy as np
import pytest

from mlp import Spec
from mlp.history import History
from mlp.runs.jobs import Report
from pages.shared.sections.saw import sentences

NAN = np.nan


def said(losses, diverged=None, **more):
    """The sentences about a run with these losses (epochs, seeds) and other curves."""
    losses = np.array(losses, float)
    count = losses.shape[1]
    curves = {"train_loss": losses} | {name: np.array(values, float) for name, values in more.items()}
    history = History(np.arange(len(losses)), curves, diverged=np.array(diverged or [-1] * count))
    return " ".join(sentences({"width 10": Report(Spec(replicates=count), "finished", history)}))


def test_nothing_is_said_of_runs_without_results():
    assert sentences({"width 10": Report(Spec())}) == []


@pytest.mark.parametrize(
    ("last", "words"),
    [
        ([0.1, 0.12, 0.14], "from 0.1 to 0.14: they agree."),
        ([0.1, 0.2, 0.3], "they differ somewhat."),
        ([0.01, 0.2, 0.3], "**they disagree**, one seed alone could show either."),
    ],
)
def test_whether_the_seeds_agree(last, words):
    assert words in said([[1, 1, 1], last])


def test_a_single_seed_neither_agrees_nor_disagrees():
    assert said([[1], [0.1]]) == "**width 10**: training loss after epoch 1: 0.1."


def test_accuracies_agree_by_what_is_read_wrongly():
    assert "test accuracy after epoch 1: median 99.0% of 2 seeds, from 98.5% to 99.5%: they differ" in said(
        [[1, 1], [1, 1]], test_accuracy=[[0, 0], [0.995, 0.985]]
    )


def test_who_diverged_is_no_judge_of_the_others():
    text = said([[1, 1, 1], [0.2, 5, 0.2], [0.2, NAN, 0.2]], [-1, 2, -1])
    assert "median 0.2 of 2 seeds" in text
    assert "1 of 3 networks diverged, at epoch 2" in text


@pytest.mark.filterwarnings("error")
def test_all_may_have_diverged():
    text = said([[1, 1], [NAN, NAN]], [1, 1])
    assert "no seed has a number to show" in text
    assert "2 of 2 networks diverged, the first at epoch 1" in text


def test_when_most_of_the_fall_came():
    losses = [[1.0]] + [[10.0**-epoch] for epoch in range(1, 11)]  # a tenth of the fall an epoch
    assert "on the log scale, came by epoch 9." in said(losses)
    assert "log scale" not in said([[1.0], [0.9], [0.8]])


@pytest.mark.parametrize(("new", "overfits"), [(0.14, False), (0.16, True)])
def test_overfitting_is_a_gap_to_rows_never_trained_on(new, overfits):
    text = said([[1], [0.1]], validation_loss=[[1], [new]])
    assert ("overfits" in text) == overfits
    if overfits:
        assert "0.16, is 1.6 times its training loss" in text


def test_a_hostile_label_stays_text():
    history = History(np.arange(1), {"train_loss": np.ones((1, 1))}, diverged=np.array([-1]))
    [line] = sentences({"![x](http://a)": Report(Spec(), "finished", history)})
    assert "![x]" not in line
