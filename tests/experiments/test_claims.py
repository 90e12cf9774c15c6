"""Claims held against runs, and what the command line and the downloads make of them."""

import json

import numpy as np
import pytest

from mlp import Spec
from mlp.experiments.claims import Order, Reported
from mlp.experiments.document import as_document, claim_line, table
from mlp.history import CANCELLED, FINISHED, History
from mlp.runs.jobs import Report


def history(*rows, status=FINISHED, diverged=None):
    """A history of train_loss, one row for each epoch from 0."""
    curve = np.array(rows, float)
    gone = np.full(curve.shape[1], -1) if diverged is None else np.array(diverged)
    return History(np.arange(len(rows)), {"train_loss": curve}, {}, gone, status)


def test_an_order_counts_each_step_the_chain_and_the_ends():
    runs = {"a": history([4, 4, 4, 4]), "b": history([3, 5, 3, 3]), "c": history([2, 3, 9, 2])}
    verdict = Order("fewer", "train_loss", ("a", "b", "c")).judge(runs)
    assert [step["holds"] for step in verdict["steps"]] == [3, 3]
    assert verdict["chain"] == {"holds": 2, "of": 4}
    assert verdict["ends"]["holds"] == 3
    assert verdict["verdict"] == "ends"


@pytest.mark.parametrize(
    ("second", "verdict"),
    [([1, 1, 1], "always"), ([1, 1, 9], "usually"), ([9, 9, 1], "no"), ([np.nan, np.nan, np.nan], "no")],
)
def test_verdicts(second, verdict):
    runs = {"a": history([5, 5, 5]), "b": history(second)}
    assert Order("fewer", "train_loss", ("a", "b")).judge(runs)["verdict"] == verdict


def test_a_diverged_network_loses_and_a_missing_run_gives_no_verdict():
    order = Order("fewer", "train_loss", ("a", "b"))
    assert order.judge({"a": history([np.nan, 1]), "b": history([5, 5])})["steps"][0]["holds"] == 1
    assert order.judge({"a": history([1])}) is None


def test_a_reported_figure_is_within_the_spread_if_rounding_can_put_it_there():
    runs = {"run": history([9, 9], [0.154, 0.2])}
    assert Reported("loss", "train_loss", "run", 0.16).judge(runs)["verdict"] == "within"
    assert Reported("loss", "train_loss", "run", 0.15).judge(runs)["verdict"] == "within"  # .154 rounds to .15
    assert Reported("loss", "train_loss", "run", 0.14).judge(runs)["verdict"] == "outside"
    assert Reported("loss", "train_loss", "run", 9.0, epoch=0).judge(runs)["median"] == 9
    assert Reported("loss", "train_loss", "run", 9.0, epoch=7).judge(runs) is None
    assert Reported("loss", "test_loss", "run", 9.0).judge(runs) is None


def reports():
    spec = Spec(epochs=1, replicates=2)
    return {
        "good": Report(spec, FINISHED, history([2, 2], [1, 0.5]), 1, 0.25),
        "gone": Report(spec, FINISHED, history([2, 2], [np.nan, np.nan], diverged=[1, 1]), 1, 0.25),
        "stopped": Report(spec, CANCELLED, None, 0, 0.0),
    }


def test_the_document_is_json_with_everything_in_it():
    claims = (Order("gone is better", "train_loss", ("good", "gone")),)
    document = json.loads(json.dumps(as_document("surface-width", reports(), claims), allow_nan=False))
    assert document["experiment"] == "surface-width"
    good, gone, stopped = document["runs"]
    assert good["label"] == "good"
    assert good["status"] == "finished"
    assert good["seconds"] == 0.25
    assert Spec.from_json(good["spec"]).key == good["key"]
    assert good["history"]["epoch"] == [0, 1]
    assert good["history"]["train_loss"] == [[2, 2], [1, 0.5]]
    assert gone["history"]["train_loss"][1] == [None, None]
    assert gone["history"]["diverged"] == [1, 1]
    assert stopped["history"] == {"epoch": []}
    assert document["claims"][0]["verdict"] == "no"


def test_the_table_and_the_claims_in_words():
    lines = table(reports())
    assert lines[1].split() == ["good", "finished", "0.75", "[0.5,", "1]", "0.2"]
    assert "finished, 2 of 2 diverged" in lines[2]
    runs = {"good": reports()["good"].history}
    assert "reported 0.7, ours 0.75 [0.5, 1] over 2 seeds: within" in claim_line(
        Reported("loss", "train_loss", "good", 0.7).judge(runs)
    )
