"""All seeds vote on what a picture shows."""

import numpy as np
import pytest

from pages.shared.images.vote import Vote, counted, verdict, votes_chart

SEVEN, ONE = [0.3, 0.7], [0.9, 0.1]


def test_the_answer_is_that_of_most_seeds_not_that_of_one():
    vote = counted(np.array([SEVEN] * 7 + [ONE] * 3))
    assert vote.votes.tolist() == [3, 7]
    assert vote.probabilities == pytest.approx([0.48, 0.52])
    assert verdict(vote, ("1", "7")) == "It reads **7**, say 7 of 10 seeds"


def test_among_as_many_votes_the_more_probable_wins():
    assert counted(np.array([SEVEN, ONE])).read == 0


def test_one_seed_says_how_sure_it_is():
    assert verdict(counted(np.array([SEVEN])), ("1", "7")) == "It reads **7**, 70.0% sure"


def test_the_diverged_do_not_vote():
    assert counted(np.array([[0, 0], SEVEN, SEVEN])).votes.tolist() == [0, 2]
    assert counted(np.zeros((3, 2))) is None


def test_the_chart_shows_mean_probabilities_and_votes():
    rows = votes_chart(Vote(np.array([3, 7]), np.array([0.48, 0.52])), ("1", "7")).data
    assert rows["probability"].tolist() == [0.48, 0.52]
    assert rows["words"].tolist() == ["3", "7"]
    assert rows["read"].tolist() == [False, True]


def test_names_are_shown_as_they_are():
    assert "\\*b\\*" in verdict(counted(np.array([SEVEN])), ("a", "*b*"))
