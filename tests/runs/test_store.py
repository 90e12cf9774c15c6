import json
import os
import threading
import time
import zipfile

import numpy as np
import pytest

from mlp import Spec
from mlp.history import CANCELLED, FINISHED, History
from mlp.runs import kernel
from mlp.runs.standing import Standing
from mlp.runs.store import Result, Store, default_folder

SPEC = Spec(epochs=2, replicates=3, hidden=(4, 5))


def result(spec=SPEC, seconds=1.5, status=FINISHED, seed=0):
    rng = np.random.default_rng(seed)
    measured, replicates = spec.epochs + 1, spec.replicates
    curves = {
        "train_loss": rng.random((measured, replicates)),
        "dead_relus": rng.random((measured, replicates, len(spec.hidden))),
    }
    curves["train_loss"][-1, 1] = np.nan
    weights = {0: rng.random((replicates, 9)).astype("float32"), 2: rng.random((replicates, 9)).astype("float32")}
    return Result(History(np.arange(measured), curves, weights, np.array([-1, 2, -1]), status), seconds)


def same(a, b):
    assert a.seconds == b.seconds
    assert a.history.status == b.history.status
    for name in ("epochs", "diverged"):
        np.testing.assert_array_equal(getattr(a.history, name), getattr(b.history, name), strict=True)
    for name in ("curves", "snapshots"):
        mine, other = getattr(a.history, name), getattr(b.history, name)
        assert list(mine) == list(other)
        for key in mine:
            np.testing.assert_array_equal(mine[key], other[key], strict=True)


def name(spec, ending="npz"):
    """The file of a result: runs of one family have names that begin alike."""
    return f"{spec.family[:16]}-{spec.key}.{ending}"


def files(store, ending):
    return sorted(path.name for path in store.folder.iterdir() if path.name.endswith(ending))


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "not yet" / "results")


def test_a_result_comes_back_whole(store):
    assert store.get(SPEC) is None
    assert SPEC not in store
    store.put(SPEC, result())
    assert SPEC in store
    same(store.get(SPEC), result())
    assert files(store, "") == [name(SPEC)]
    assert Spec(epochs=3) not in store


def test_what_describes_a_result_is_json(store):
    store.put(SPEC, result())
    with np.load(store.folder / name(SPEC), allow_pickle=False) as arrays:
        about = json.loads(arrays["about"].item())
    assert Spec.from_json(about["spec"]) == SPEC
    assert about["status"] == FINISHED
    assert about["kernel"] == kernel.running(), "tests run the workers' kernel"


def test_only_finished_runs_are_kept(store):
    with pytest.raises(ValueError, match="finished"):
        store.put(SPEC, result(status=CANCELLED))


def changed(**arrays):
    """A way to damage a file: some of its arrays replaced, None to take one away."""

    def damage(path):
        with np.load(path) as old:
            kept = {name: old[name] for name in old.files} | arrays
        with open(path, "wb") as file:
            np.savez(file, **{name: array for name, array in kept.items() if array is not None})

    return damage


def flip_a_byte(path):
    """One in the middle of the first array; some of those between the arrays have no meaning."""
    with zipfile.ZipFile(path) as file:
        first = file.infolist()[0]
    content = bytearray(path.read_bytes())
    name, extra = (int.from_bytes(content[first.header_offset + at :][:2], "little") for at in (26, 28))
    content[first.header_offset + 30 + name + extra + first.compress_size // 2] ^= 0xFF
    path.write_bytes(content)


def claim_a_huge_array(path):
    shape = b"{'descr': '<i8', 'fortran_order': False, 'shape': (10000000000000,), }"
    header = b"\x93NUMPY\x01\x00v\x00" + shape.ljust(118)
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("epochs.npy", header)


DAMAGES = {
    "empty": lambda path: path.write_bytes(b""),
    "garbage": lambda path: path.write_bytes(os.urandom(5000)),
    "truncated": lambda path: path.write_bytes(path.read_bytes()[:-200]),
    "a flipped byte": flip_a_byte,
    "a lone array": lambda path: np.save(path.open("wb"), np.zeros(3)),
    "no description": changed(about=None),
    "a description that is no JSON": changed(about=np.array("{")),
    "a description of something else": changed(about=np.array("[1]")),
    "a missing curve": changed(**{"curves/train_loss": None}),
    "too few epochs": changed(epochs=np.arange(2)),
    "epochs out of order": changed(epochs=np.array([0, 2, 1])),
    "too many epochs": changed(epochs=np.array([0, 1, 7])),
    "a curve of other replicates": changed(**{"curves/train_loss": np.zeros((3, 2))}),
    "a curve of text": changed(**{"curves/train_loss": np.full((3, 3), "a")}),
    "dead units of other layers": changed(**{"curves/dead_relus": np.zeros((3, 3, 1))}),
    "a flat snapshot": changed(**{"snapshots/0": np.zeros(3)}),
    "snapshots of unlike sizes": changed(**{"snapshots/0": np.zeros((3, 8))}),
    "ends of other replicates": changed(diverged=np.array([-1])),
    "an object": changed(diverged=np.array([None, None, None])),
    "a huge array": claim_a_huge_array,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_damaged_file_is_set_aside_and_may_be_written_again(store, damage):
    store.put(SPEC, result())
    damage(store.folder / name(SPEC))
    assert store.get(SPEC) is None
    assert files(store, "") == [name(SPEC, "damaged")]
    store.put(SPEC, result())
    same(store.get(SPEC), result())


def test_the_file_of_another_spec_is_not_taken_for_this_one(store):
    other = SPEC.but(seed=7)
    store.put(other, result(other))
    (store.folder / name(other)).rename(store.folder / name(SPEC))
    assert store.get(SPEC) is None


def test_few_damaged_files_are_kept(store):
    for seed in range(8):
        spec = SPEC.but(seed=seed)
        store.put(spec, result(spec))
        (store.folder / name(spec)).write_bytes(b"PK")
        store.get(spec)
    assert len(files(store, ".damaged")) == 5


def test_the_least_recently_used_goes_first(tmp_path):
    specs = [SPEC.but(seed=seed) for seed in range(4)]
    size = _size_of_one(tmp_path / "one")
    store = Store(tmp_path / "results", max_bytes=3 * size)
    for age, spec in zip((300, 200, 100), specs, strict=False):
        store.put(spec, result(spec))
        then = time.time() - age
        os.utime(store.folder / name(spec), (then, then))
    store.get(specs[0])
    store.put(specs[3], result(specs[3]))
    assert [spec in store for spec in specs] == [True, False, True, True]


def _size_of_one(folder):
    store = Store(folder)
    store.put(SPEC, result())
    return (folder / name(SPEC)).stat().st_size + 10


def test_what_a_crash_left_behind_goes(store):
    store.folder.mkdir(parents=True)
    old, new = store.folder / "old.part", store.folder / "new.part"
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    store.put(SPEC, result())
    assert files(store, ".part") == ["new.part"]


def test_a_disk_that_refuses_breaks_nothing(tmp_path, caplog):
    (tmp_path / "file").write_text("in the way")
    store = Store(tmp_path / "file" / "results")
    store.put(SPEC, result())
    assert "not kept" in caplog.text
    assert store.get(SPEC) is None
    assert SPEC not in store


def test_a_full_disk_leaves_nothing_behind(store, monkeypatch, caplog):
    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez", full)
    store.put(SPEC, result())
    assert "No space left" in caplog.text
    assert files(store, "") == []


def test_many_may_write_and_read_at_once(store):
    """Threads with stores of their own do what processes do: nothing is shared but the folder."""
    results, found = [result(seed=seed, seconds=seed) for seed in range(4)], []

    def use(mine):
        own = Store(store.folder)
        for _ in range(20):
            own.put(SPEC, mine)
            found.append(own.get(SPEC))

    threads = [threading.Thread(target=use, args=[each]) for each in results]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 80
    for each in found:
        same(each, results[int(each.seconds)])
    assert files(store, "") == [name(SPEC)]


def test_the_folder_is_chosen_by_environment_or_platform(monkeypatch, tmp_path):
    monkeypatch.setenv("MLP_EXPLORER_CACHE", str(tmp_path))
    assert default_folder() == tmp_path / "results"
    monkeypatch.delenv("MLP_EXPLORER_CACHE")
    for system, variable in (("linux", "XDG_CACHE_HOME"), ("win32", "LOCALAPPDATA")):
        monkeypatch.setattr("sys.platform", system)
        monkeypatch.setenv(variable, str(tmp_path))
        assert default_folder() == tmp_path / "mlp-explorer" / "results"
        monkeypatch.delenv(variable)
        assert default_folder().parts[-2:] == ("mlp-explorer", "results")
    monkeypatch.setattr("sys.platform", "darwin")
    assert default_folder().parts[-4:] == ("Library", "Caches", "mlp-explorer", "results")


def full_store(tmp_path, **options):
    """A store with room for three results that holds three, each used a minute after the one before."""
    store = Store(tmp_path / "results", max_bytes=3 * _size_of_one(tmp_path / "one"), **options)
    specs = [SPEC.but(seed=seed) for seed in range(3)]
    for age, spec in zip((180, 120, 60), specs, strict=True):
        store.put(spec, result(spec))
        dated(store, spec, -age)
    return store, specs


def dated(store, spec, seconds_from_now):
    then = time.time() + seconds_from_now
    os.utime(store.folder / name(spec), (then, then))


def test_dates_in_the_future_do_not_drive_out_what_is_new(tmp_path):
    store, specs = full_store(tmp_path)
    for days, spec in enumerate(specs, start=1):
        dated(store, spec, days * 86_400)
    new = SPEC.but(seed=7)
    store.put(new, result(new))
    assert new in store
    newer = SPEC.but(seed=8)
    store.put(newer, result(newer))
    assert [spec in store for spec in (new, newer)] == [True, True]


def test_what_is_pinned_stays(tmp_path):
    pinned = SPEC.but(seed=0)
    store, specs = full_store(tmp_path, pinned=lambda: [pinned])
    for seed in (7, 8):
        store.put(SPEC.but(seed=seed), result())
    assert [spec in store for spec in specs] == [True, False, False]


def test_what_is_new_stays_even_where_all_else_is_pinned(tmp_path):
    store, _ = full_store(tmp_path, pinned=lambda: [SPEC.but(seed=seed) for seed in range(3)])
    for seed in (7, 8):
        store.put(SPEC.but(seed=seed), result())
        assert SPEC.but(seed=seed) in store
    assert len(files(store, ".npz")) == 4


def large(monkeypatch):
    """Every file counts as large."""
    monkeypatch.setattr("mlp.runs.results.IN_MEMORY", 0)


def test_many_weights_are_read_when_they_are_asked_for_even_if_the_file_is_gone(store, monkeypatch):
    large(monkeypatch)
    store.put(SPEC, result())
    found = store.get(SPEC)
    assert not isinstance(found.history.snapshots, dict)
    (store.folder / name(SPEC)).unlink()
    same(found, result())
    assert found.history.snapshots[2] is not found.history.snapshots[2], "nothing of it is kept"
    with pytest.raises(KeyError):
        found.history.snapshots[1]


@pytest.mark.parametrize("damage", [DAMAGES["a flipped byte"], DAMAGES["snapshots of unlike sizes"]])
def test_damage_is_found_before_the_weights_are_asked_for(store, monkeypatch, damage):
    large(monkeypatch)
    store.put(SPEC, result())
    damage(store.folder / name(SPEC))
    assert store.get(SPEC) is None


def test_few_weights_leave_no_file_open(store):
    store.put(SPEC, result())
    assert isinstance(store.get(SPEC).history.snapshots, dict)


def test_a_piece_of_a_stored_run_is_stored(store):
    store.put(SPEC, result())
    less = SPEC.but(replicates=1)
    assert less in store
    np.testing.assert_array_equal(store.get(less).history.snapshots[2], result().history.snapshots[2][:1])
    assert SPEC.but(replicates=4) not in store
    assert store.get(SPEC.but(replicates=4)) is None
    assert store.begun(SPEC.but(replicates=4)).whole.replicates == 3
    assert SPEC.but(replicates=1, learning_rate=0.5) not in store


def test_a_look_at_a_family_makes_nothing_younger(store):
    store.put(SPEC, result())
    dated(store, SPEC, -500)
    assert SPEC.but(replicates=4) not in store
    assert (store.folder / name(SPEC)).stat().st_mtime < time.time() - 400


def test_checkpoints_have_a_limit_of_their_own(store):
    specs = [SPEC.but(seed=seed) for seed in range(4)]
    store.keep(specs[0], Standing(result().history))
    size = (store.folder / f"{specs[0].key}.checkpoint").stat().st_size
    store = Store(store.folder, max_bytes=2 * (2 * size + 10))
    for seconds, spec in enumerate(specs):
        store.keep(spec, Standing(result().history))
        then = time.time() - 100 + seconds
        os.utime(store.folder / f"{spec.key}.checkpoint", (then, then))
    assert [store.is_begun(spec) for spec in specs] == [False, False, True, True]
    store.put(specs[0], result())
    assert specs[0] in store
