"""The stage, as far as Python makes it: which epochs travel, in which parcel, and what is known of the data."""

import json
import zlib

import numpy as np
import pytest

import datasets
from pages.shared.stage import frames
from pages.shared.stage.parcel import pack
from pages.shared.stage.scenes import kind_of, scene


def unpacked(parcel):
    """(about, name -> array) as unpack.js reads them."""
    end = 4 + int.from_bytes(parcel[:4], "little")
    head, body = json.loads(parcel[4:end]), zlib.decompress(parcel[end:])
    arrays = {}
    for each in head["arrays"]:
        dtype = np.dtype(each["kind"]).newbyteorder("<")
        count = int(np.prod(each["shape"])) * dtype.itemsize
        planes, body = np.frombuffer(body[:count], np.uint8).reshape(dtype.itemsize, -1), body[count:]
        arrays[each["name"]] = np.ascontiguousarray(planes.T).view(dtype).reshape(each["shape"])
    assert body == b""
    return head["about"], arrays


def test_a_parcel_holds_what_was_packed():
    rng = np.random.default_rng(0)
    arrays = {
        "weights": rng.standard_normal((3, 5)).astype(np.float32),
        "seeds": rng.standard_normal((2, 5)).astype(np.float16),
        "y": np.arange(7, dtype=np.uint8),
    }
    about, found = unpacked(pack({"kind": "plane"}, arrays))
    assert about == {"kind": "plane"}
    assert list(found) == list(arrays)
    for name, array in arrays.items():
        np.testing.assert_array_equal(found[name], array)


def test_a_parcel_takes_no_other_numbers():
    with pytest.raises(ValueError, match="x must be float32, float16, uint8, got float64"):
        pack({}, {"x": np.zeros(3)})


@pytest.mark.parametrize(("count", "most"), [(1, 64), (31, 64), (64, 64), (65, 64), (101, 64), (100_001, 64), (40, 2)])
def test_epochs_are_densest_at_the_beginning(count, most):
    kept = frames.dense_first(count, most)
    assert kept[0] == 0
    assert kept[-1] == count - 1
    assert len(kept) <= most
    gaps = np.diff(kept)
    assert (gaps > 0).all()
    assert (np.diff(gaps[:-1]) >= -1).all()


def test_weights_travel_exactly_where_they_fit():
    epochs = list(range(31))
    assert frames.chosen(epochs, 14_371) == (epochs, np.float32)
    kept, dtype = frames.chosen(epochs, 100_000)
    assert dtype == np.float16
    assert len(kept) * 200_000 <= frames.MOST_BYTES
    assert frames.chosen([0, 9], 10_000_000)[0] == [0, 9]


def test_weights_are_one_seeds_and_finite_in_float16():
    snapshots = {0: np.ones((2, 3)), 5: np.full((2, 3), 1e9)}
    assert frames.weights(snapshots, [0, 5], 1, np.float16).tolist() == [[1] * 3, [65504] * 3]


KINDS = {"surface": "plane", "sine": "line", "iris": "table", "mnist": "images", "hanzi": "images"}


@pytest.mark.parametrize("name", KINDS)
def test_every_data_set_has_a_scene(name):
    options = {"mnist": {"source": "digits"}, "hanzi": {"source": "generated", "per_class": 60}}.get(name, {})
    data = datasets.load(name, **options)
    assert kind_of(data) == KINDS[name]
    about, arrays = scene(data, lambda x: x[:, 0])
    assert about["kind"] == KINDS[name]
    pack(about, arrays)


def test_a_gallery_shows_every_class():
    data = datasets.load("mnist", source="digits")
    _about, arrays = scene(data)
    assert np.bincount(arrays["y"]).tolist() == [4] * 10
