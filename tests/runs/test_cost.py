"""The price of a run, where it does not depend on the machine."""

import pytest

from mlp import Spec
from mlp.runs import cost

PLAIN = Spec(batch_size=0, epochs=10)


def price(spec, rows=1000):
    return cost.seconds(spec, (2, 20, 1), rows, rows)


def test_a_batch_larger_than_the_data_costs_no_more_than_all_rows_at_once():
    assert price(PLAIN.but(batch_size=1_000_000)) == price(PLAIN)


@pytest.mark.parametrize("field", ["epochs", "replicates"])
def test_more_costs_more(field):
    assert price(PLAIN.but(**{field: 100})) > price(PLAIN.but(**{field: 10}))


def test_data_with_too_few_samples_has_a_price_too():
    assert price(PLAIN.but(sample_every=500), rows=3) > 0
