"""Every published experiment runs on data that are always there, and its claims speak of runs that it has."""

import pytest

import datasets
from mlp.engine.training import advance, start
from mlp.experiments import EXPERIMENTS

EVERY_RUN = [
    pytest.param(name, preset, label, id=f"{name}-{preset}-{label}".replace(" ", "-"))
    for name, experiment in EXPERIMENTS.items()
    for preset, about in experiment.presets.items()
    for label in about.runs
]


def test_names():
    assert list(EXPERIMENTS) == ["surface-width", "surface-depth", "surface-fit", "sine", "iris", "mnist", "hanzi"]


@pytest.mark.parametrize(("name", "preset", "label"), EVERY_RUN)
def test_every_run_starts_and_learns_something(name, preset, label):
    spec = EXPERIMENTS[name].presets[preset].runs[label]
    small = {"mnist": {"train_rows": 300}, "hanzi": {"per_class": 60}, "surface": {"step": 0.5}}.get(spec.dataset, {})
    spec = spec.but(data={**dict(spec.data), **small}, epochs=3, evaluate_every=1, snapshots=())
    state = start(spec, datasets.load(spec.dataset, **dict(spec.data)))
    state = advance(spec, datasets.load(spec.dataset, **dict(spec.data)), state, 3)
    assert state.done
    assert (state.history.curves["train_loss"][0] != state.history.curves["train_loss"][1]).all()


def test_claims_speak_of_runs_that_are_there():
    for experiment in EXPERIMENTS.values():
        for claim in experiment.claims:
            assert claim.runs.items() <= {**experiment.published.runs}.items()


def test_runs_have_the_experiments_replicates():
    experiment = EXPERIMENTS["surface-width"]
    assert {spec.replicates for spec in experiment.runs().values()} == {experiment.replicates}
    assert [spec.hidden for spec in experiment.runs("published").values()] == [(10,), (20,), (50,), (100,)]
