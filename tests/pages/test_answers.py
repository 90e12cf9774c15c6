"""What the networks of a run answer: the newest snapshot, the seed shown, the pictures never trained on."""

from dataclasses import replace

import numpy as np
import pytest

import datasets
from mlp import Spec
from mlp.engine.training import advance, start
from mlp.runs.jobs import Report
from pages.shared.images.answers import answers, held_out, newest

SPEC = Spec(
    dataset="mnist", data={"source": "digits"}, hidden=(8,), output="softmax", loss="categorical_cross_entropy",
    initializer="he", learning_rate=0.05, reduction="mean", batch_size=64, epochs=4, replicates=3, snapshots=(1,),
)  # fmt: skip


@pytest.fixture(scope="module")
def data():
    return datasets.load("mnist", source="digits")


@pytest.fixture(scope="module")
def report(data):
    return Report(SPEC, history=advance(SPEC, data, start(SPEC, data), SPEC.epochs).history)


def test_there_are_no_networks_before_the_first_snapshot(data):
    assert newest(None) is None
    assert newest(Report(SPEC)) is None
    assert newest(Report(SPEC, history=start(SPEC, data).history)) is None


def test_the_newest_networks_are_those_of_the_last_epoch(report):
    networks = newest(report)
    assert networks.epoch == 4
    assert (networks.parameters == report.history.snapshots[4]).all()


def test_answers_are_those_of_the_network_shown_for_pictures_never_trained_on(report, data):
    networks = newest(report, 2)
    name, split = held_out(data)
    probabilities = answers(networks)
    assert name == "validation"
    assert probabilities == pytest.approx(networks.read(split.x)[2], abs=1e-6)
    right = (probabilities.argmax(axis=1) == split.y).mean()
    assert right == pytest.approx(report.history.final("validation_accuracy")[2])


def test_a_diverged_network_answers_nothing(report, data):
    networks = newest(report)
    diverged = replace(networks, parameters=np.full_like(networks.parameters, np.nan))
    assert not diverged.read(data.train.x[:2]).any()


def test_all_networks_vote_on_a_picture(report, data):
    networks, picture = newest(report), data.validation.x[0]
    every = networks.read(picture[None])[:, 0]
    vote = networks.vote(picture.reshape(28, 28))
    assert vote.votes.sum() == 3
    assert vote.probabilities == pytest.approx(every.mean(axis=0))


def test_a_pixel_decides_by_the_mean_over_the_seeds_that_gave_the_answer(report, data):
    networks, picture = newest(report), data.validation.x[0].reshape(28, 28)
    other = -networks.parameters[:1]  # of another opinion
    networks = replace(networks, parameters=np.concatenate([networks.parameters, other]))
    read = networks.read(picture.reshape(1, -1))[:, 0].argmax(axis=1)
    assert read[3] != read[0]
    alike = [replace(networks, parameters=networks.parameters[[i]]) for i in np.flatnonzero(read == read[0])]
    shares = networks.decisive(picture, read[0])
    assert shares == pytest.approx(np.mean([each.decisive(picture, read[0]) for each in alike], axis=0), abs=1e-6)
    assert np.abs(shares).max() > 1e-3
    assert not shares[picture == 0].any()
