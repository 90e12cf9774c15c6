"""The confusion matrix, and the cell a visitor clicked."""

from types import SimpleNamespace

import numpy as np
import pytest

from pages.shared.confusion_matrix import counts, table
from pages.shared.images.confusion import cell_words, most_confused, picked

LABELS = np.array([0, 0, 0, 1, 2, 2])
READ = np.array([0, 1, 1, 1, 0, 2])
MATRIX = [[1, 2, 0], [0, 1, 0], [1, 0, 1]]


def test_counts_have_a_row_for_each_true_class():
    assert counts(LABELS, READ, 3).tolist() == MATRIX


def test_the_most_frequent_mistake_is_not_on_the_diagonal():
    assert most_confused(np.array([[9, 2, 0], [0, 9, 3], [1, 0, 9]])) == (1, 2)


def test_shares_are_those_of_the_true_class_even_where_it_has_no_picture():
    shown = table(np.array([[3, 1], [0, 0]]), ("a", "b"))
    assert shown["share"].tolist() == [0.75, 0.25, 0, 0]
    assert shown["truth"].tolist() == ["a", "a", "b", "b"]
    assert shown["right"].tolist() == [True, False, False, True]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([{"truth": "b", "read": "a"}], (1, 0)),
        ([], None),
        (None, None),
        ([{"truth": "b", "read": "gone"}], None),
        ([{}], None),
    ],
)
def test_a_click_is_taken_if_its_classes_are_there(cells, expected):
    event = SimpleNamespace(selection={"cell": cells})
    assert picked(event, ("a", "b")) == expected


def test_a_cell_without_pictures_says_so_kindly():
    assert cell_words("3", "7", 0) == "**3** was never read as **7**. Click a cell with a number."
    assert cell_words("3", "7", 1).startswith("**3** read as **7**: 1 picture.")
    assert cell_words("3", "7", 2).startswith("**3** read as **7**: 2 pictures.")
