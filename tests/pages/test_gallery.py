"""Views of held-out pictures: which rows, in which order, on how many pages."""

import numpy as np
import pytest

from datasets import Split
from pages.shared.images.gallery import answer_card, ordered

#                          right .9    wrong .8    right .6    wrong .55
PROBABILITIES = np.array([[0.9, 0.1], [0.8, 0.2], [0.4, 0.6], [0.45, 0.55]])
LABELS = np.array([0, 1, 1, 0])


@pytest.mark.parametrize(("view", "rows"), [("mistakes", [1, 3]), ("right", [0, 2]), ("unsure", [3, 2, 1, 0])])
def test_each_view_has_its_rows_the_most_telling_first(view, rows):
    assert ordered(PROBABILITIES, LABELS, view).tolist() == rows


def test_a_card_says_what_was_read_and_what_it_is():
    split = Split(np.zeros((4, 784), np.uint8), LABELS)
    mistake = answer_card(split, PROBABILITIES, 1, ("<nought>", "one"))
    assert "&lt;nought&gt;, 80.0% sure" in mistake
    assert "really one" in mistake
    assert '<i class="wrong" style="height:80%">' in mistake
    assert '<i class="true" style="height:20%">' in mistake
    assert "right" in answer_card(split, PROBABILITIES, 0, ("0", "1"))
