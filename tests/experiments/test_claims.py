"""Claims held against runs, and what the command line and the downloads make of them."""

import json

import numpy as np
import pytest

from mlp import Spec
from mlp.experiments.claims import Order, Reported, wilson
from mlp.experiments.document import as_document, claim_line, judged, needs, table
from mlp.history import CANCELLED, FINISHED, RUNNING, History
from mlp.runs.jobs import Report


def history(*rows, status=FINISHED, diverged=None):
    """A history of train_loss, one row for each epoch from 0."""
    curve = np.array(rows, float)
    gone = np.full(curve.shape[1], -1) if diverged is None else np.array(diverged)
    return History(np.arange(len(rows)), {"train_loss": curve}, {}, gone, status)


SPEC = Spec(epochs=400)


def speaking_of(*labels):
    return dict.fromkeys(labels, SPEC)


def test_an_order_counts_each_step_the_chain_and_the_ends():
    runs = {"a": history([4, 4, 4, 4]), "b": history([3, 5, 3, 3]), "c": history([2, 3, 9, 2])}
    verdict = Order("fewer", "train_loss", speaking_of("a", "b", "c")).judge(runs)
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
    assert Order("fewer", "train_loss", speaking_of("a", "b")).judge(runs)["verdict"] == verdict


def test_a_diverged_network_loses_and_a_missing_run_gives_no_verdict():
    order = Order("fewer", "train_loss", speaking_of("a", "b"))
    assert order.judge({"a": history([np.nan, 1]), "b": history([5, 5])})["steps"][0]["holds"] == 1
    assert order.judge({"a": history([1])}) is None


@pytest.mark.parametrize(
    ("printed", "verdict"),
    [("0.16", "within"), ("0.15", "within"), ("0.14", "outside"), ("0.150", "outside"), ("0.154", "within")],
)
def test_a_reported_figure_is_within_the_spread_if_ours_rounded_like_it_reach_it(printed, verdict):
    runs = {"run": history([9, 9], [0.1536, 0.2])}  # .1536 is .15 in two digits, and .154 in three
    assert Reported("loss", "train_loss", speaking_of("run"), printed).judge(runs)["verdict"] == verdict


def test_the_iris_report_is_not_within_what_begins_a_little_above_it():
    runs = {"run": history([0.469, 0.818])}
    assert Reported("loss", "train_loss", speaking_of("run"), "0.4684").judge(runs)["verdict"] == "outside"


def test_a_reported_figure_may_be_of_an_epoch():
    runs = {"run": history([9, 9], [1, 2])}
    assert Reported("loss", "train_loss", speaking_of("run"), "9.0", epoch=0).judge(runs)["median"] == 9
    assert Reported("loss", "train_loss", speaking_of("run"), "9.0", epoch=7).judge(runs) is None
    assert Reported("loss", "test_loss", speaking_of("run"), "9.0").judge(runs) is None


def ended(status=FINISHED, **changes):
    spec = SPEC.but(**changes)
    return Report(spec, status, history([2, 2], [1, 1]), spec.epochs, 1.0)


def test_a_claim_is_judged_by_runs_with_the_settings_it_speaks_of():
    claim = Reported("loss", "train_loss", speaking_of("run"), "1.0")
    assert [verdict["verdict"] for verdict in judged([claim], {"run": ended()})] == ["within"]
    assert judged([claim], {"run": ended(seed=7, replicates=5, dtype="float64", snapshots=(0,))})
    assert needs(claim, {"run": ended()}) == []
    for changes in ({"epochs": 60}, {"hidden": (3,)}, {"held_out": 0.3}):
        assert judged([claim], {"run": ended(**changes)}) == []


def test_what_is_missing_is_named():
    order = Order("fewer", "train_loss", speaking_of("a", "b"))
    assert needs(order, {"a": ended()}) == ["b"]
    assert needs(order, {"a": ended(epochs=60), "b": ended(hidden=(3, 3))}) == [
        "units in each hidden layer 20",
        "epochs 400",
    ]
    assert needs(order, {"a": ended(), "b": ended(RUNNING)}) == ["b"]
    assert needs(order, {"a": ended(), "b": ended(CANCELLED)}) == ["b"]
    assert judged([order], {"a": ended(), "b": ended(CANCELLED)}) == []


def reports():
    spec = SPEC.but(replicates=2)
    return {
        "good": Report(spec, FINISHED, history([2, 2], [1, 0.5]), 1, 0.25),
        "gone": Report(spec, FINISHED, history([2, 2], [np.nan, np.nan], diverged=[1, 1]), 1, 0.25),
        "stopped": Report(spec, CANCELLED, None, 0, 0.0),
    }


def test_the_document_is_json_with_everything_in_it():
    claims = (Order("gone is better", "train_loss", speaking_of("good", "gone")),)
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
    verdict = Reported("loss", "train_loss", speaking_of("good"), "0.70").judge(runs)
    assert "reported 0.70, ours 0.75 [0.50, 1.00] over 2 seeds: within" in claim_line(verdict)
    accuracy = {**verdict, "curve": "train_accuracy"}
    assert "reported 70%, ours 75% [50%, 100%] over 2 seeds: within" in claim_line(accuracy)


@pytest.mark.parametrize(("count", "of", "low", "high"), [(4, 10, 0.168, 0.687), (0, 10, 0, 0.278), (10, 10, 0.722, 1)])
def test_wilsons_interval(count, of, low, high):
    """Table values of the Wilson score interval without continuity correction."""
    assert wilson(count, of) == pytest.approx((low, high), abs=6e-4)
