"""A run that is kept to compare: what differs is named."""

from mlp import Spec
from pages.shared.stage.pinned import differences


def test_differences_are_named_with_both_values():
    before = Spec(learning_rate=0.001, hidden=(10,))
    assert differences(before, before.but(snapshots=(1,))) == []
    assert differences(before, before.but(learning_rate=0.01, hidden=(20, 5))) == [
        r"units in each hidden layer 10 → 20\, 5",
        r"learning rate 0\.001 → 0\.01",
    ]
    assert differences(before.but(hidden=()), before) == [r"units in each hidden layer \– → 10"]
