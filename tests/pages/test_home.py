"""What a reader takes home from a page: curves as CSV, runs as JSON."""

import csv
import io
import json

import pytest

from mlp.engine.training import advance, start
from mlp.experiments.document import as_document
from mlp.history import FINISHED
from mlp.runs.jobs import Report
from mlp.spec import Spec
from pages.shared.sections import home
from tests.conftest import tiny

SPEC = Spec(dataset="tiny", hidden=(3,), epochs=4, replicates=3, batch_size=2)


def finished(spec):
    data = tiny()
    history = advance(spec, data, start(spec, data), spec.epochs).history
    return Report(spec, FINISHED, history, spec.epochs, 1.5)


@pytest.fixture
def report():
    return finished(SPEC)


def test_the_csv_holds_every_curve_with_its_spread(report):
    rows = list(csv.DictReader(io.StringIO(home.csv({"small": report}))))
    assert {row["run"] for row in rows} == {"small"}
    assert {"training loss", "validation loss", "learning rate"} <= {row["curve"] for row in rows}
    loss = [row for row in rows if row["curve"] == "training loss"]
    assert [float(row["epoch"]) for row in loss] == [0, 1, 2, 3, 4]
    values = sorted(report.history.curves["train_loss"][4])
    assert [float(loss[4][name]) for name in ("low", "median", "high")] == pytest.approx(values)


def test_the_csv_of_nothing_is_a_heading():
    assert home.csv({}).strip() == "run,curve,epoch,median,low,high"


def test_the_json_holds_every_seed_and_the_spec(report):
    document = json.loads(json.dumps(as_document("try", {"small": report})))
    [run] = document["runs"]
    assert Spec.from_json(run["spec"]) == SPEC
    assert run["history"]["train_loss"][4] == pytest.approx(report.history.final("train_loss").tolist())
    assert (run["label"], run["status"], run["seconds"], document["claims"]) == ("small", "finished", 1.5, [])


def test_the_json_of_a_diverged_run_has_no_number_that_json_has_not():
    wild = finished(SPEC.but(learning_rate=1000, epochs=40))
    text = json.dumps(as_document("try", {"wild": wild}))
    history = json.loads(text, parse_constant=pytest.fail)["runs"][0]["history"]
    assert None not in history["diverged"]
    assert history["train_loss"][-1] == [None] * 3
