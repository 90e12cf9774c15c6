"""What is shown of runs that diverge."""

import numpy as np
import pytest

from mlp import Spec
from mlp.experiments import EXPERIMENTS
from mlp.history import History
from mlp.runs.jobs import Report
from pages.shared.sine.explosion import HIGHEST, RATES, outcomes, seed_lines, seeds_chart

NAN = np.nan
HISTORY = History(  # the first seed converges, the second diverges at epoch 2, the third at epoch 3
    np.arange(4),
    {"train_loss": np.array([[1.0, 1, 1], [0.5, 1e30, 2000], [0.1, NAN, 1e9], [0.25, NAN, NAN]])},
    diverged=np.array([-1, 2, 3]),
)
SPEC = Spec(learning_rate=0.05, epochs=3, replicates=3)


def test_lines_end_where_their_seed_diverged():
    lines = seed_lines(HISTORY)
    assert lines.groupby("seed")["epoch"].max().to_dict() == {0: 3, 1: 1, 2: 2}
    crosses = lines[lines["ends"] == 1]
    assert list(crosses[["seed", "epoch"]].itertuples(index=False, name=None)) == [(1, 1), (2, 2)]
    assert lines["loss"].max() == HIGHEST


def test_outcomes_count_seeds_and_judge_the_others():
    [row] = outcomes([Report(SPEC, "finished", HISTORY)])
    assert list(row.values()) == ["0.05", False, "2 of 3", "2–3", "0.25", "0.25"]


def test_outcomes_come_in_the_order_of_rates_and_only_of_finished_runs():
    gone = History(np.arange(1), {"train_loss": np.full((1, 3), NAN)}, diverged=np.full(3, 1))
    fast = SPEC.but(learning_rate=0.1)
    rows = outcomes(
        [
            Report(fast, "finished", gone),
            Report(SPEC.but(clip_value=10), "finished", HISTORY),
            Report(SPEC, "finished", HISTORY),
            Report(SPEC.but(learning_rate=0.03), "cancelled", HISTORY),
            Report(SPEC.but(learning_rate=0.005), "running", HISTORY),
            Report(SPEC.but(learning_rate=0.001), "failed"),
        ]
    )
    assert [list(row.values())[:2] for row in rows] == [["0.05", False], ["0.05", True], ["0.1", False]]
    assert list(rows[-1].values())[2:] == ["3 of 3", "1", "", ""]


@pytest.mark.parametrize("report", [None, Report(SPEC), Report(SPEC, "running", HISTORY)])
def test_there_is_a_chart_before_and_while_training(report):
    chart = seeds_chart(report, SPEC).to_dict()
    rows = 0 if report is None or report.history is None else 4 + 2 + 3
    assert [len(chart["datasets"][layer["data"]["name"]]) for layer in chart["layer"]][:1] == [rows]


def test_the_slider_reaches_every_rate_of_the_table():
    assert {spec.learning_rate for spec in EXPERIMENTS["sine"].runs("explosion").values()} <= set(RATES)
