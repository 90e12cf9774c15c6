"""Handwriting from strokes: repeatable, varied, one-bit, and still the characters it should be."""

import numpy as np

from datasets import handwriting
from datasets.sources.hanzi import CHARACTERS

STROKES = handwriting.strokes("hanzi")


def written(character, count=20, seed=0):
    return handwriting.write(STROKES[character], count, np.random.default_rng(seed))


def test_every_character_has_as_many_strokes_as_children_learn():
    assert tuple(STROKES) == CHARACTERS
    assert [len(lines) for lines in STROKES.values()] == [12, 8, 9, 7, 4, 6, 7, 9, 6, 5, 4, 5]


def test_strokes_lie_in_their_square():
    for lines in STROKES.values():
        points = np.concatenate(lines) + 1 / 3
        assert all(len(line) >= 2 for line in lines)
        assert points.min() >= 0
        assert points.max() <= 1
        assert np.ptp(points, axis=0).min() > 0.4


def test_images_have_one_bit_and_a_thin_pen():
    images = np.stack([written(character) for character in CHARACTERS])
    assert images.shape == (12, 20, 28, 28)
    assert images.dtype == np.uint8
    assert set(np.unique(images)) == {0, 255}
    assert 0.08 < (images == 255).mean() < 0.15


def test_the_first_images_are_the_same_however_many_follow():
    assert np.array_equal(written("博", 5), written("博", 50)[:5])


def test_another_seed_writes_other_images_and_none_comes_twice():
    images = [image.tobytes() for seed in (0, 1) for image in written("无", 100, seed)]
    assert len(set(images)) == 200


def test_the_same_image_twice_is_passed_over(monkeypatch):
    drawn = iter([b"\0" * 784, b"\0" * 784, b"\xff" * 784])
    monkeypatch.setattr(handwriting, "_draw", lambda lines, pen: next(drawn))
    assert np.array_equal(written("无", 2).mean(axis=(1, 2)), [0, 255])


def test_nothing_is_written_over_the_edge():
    rng = np.random.default_rng(0)
    huge = [np.array([[-5.0, -5.0], [5.0, 5.0]])]
    for lines in (huge, *STROKES.values()):
        points = np.concatenate(handwriting._by_hand(lines, rng))
        assert points.min() > -1e-9
        assert points.max() < 27 + 1e-9


def test_hands_differ_in_size_and_place():
    images = written("由", 200) > 0
    columns, rows = images.any(axis=1), images.any(axis=2)
    assert columns.argmax(axis=1).std() > 1.3
    assert rows.argmax(axis=1).std() > 1.3
    assert 2 < rows.sum(axis=1).std() < 5


def test_the_pen_stays_down_only_on_a_short_way():
    here, near, far = (np.array([[x, 0.0], [x + 1, 0.0]]) for x in (0.0, 2.0, 25.0))
    joined = {len(handwriting._joined([here, near], np.random.default_rng(seed))) for seed in range(100)}
    assert joined == {1, 2}
    assert all(len(handwriting._joined([here, far], np.random.default_rng(seed))) == 2 for seed in range(100))


def test_rounding_cuts_corners_and_keeps_ends():
    corner = np.array([[0.0, 0.0], [4.0, 0.0], [4.0, 4.0]])
    assert handwriting._rounded(corner, 0.25).tolist() == [[0, 0], [3, 0], [4, 1], [4, 4]]
    assert np.array_equal(handwriting._rounded(corner[:2], 0.25), corner[:2])


def test_characters_resemble_their_own_mean_more_than_others():
    means = np.stack([written(character, 100, seed=1).mean(axis=0).ravel() for character in CHARACTERS])
    directions = means / np.linalg.norm(means, axis=1, keepdims=True)
    for label, character in enumerate(CHARACTERS):
        nearest = (written(character, 100).reshape(100, -1) @ directions.T).argmax(axis=1)
        assert (nearest == label).mean() > 0.4, character  # by chance 1 / 12
