"""What a hidden unit of images speaks for."""

import numpy as np

from pages.shared.images.units import spoken_for


def test_a_unit_speaks_for_two_classes_and_against_one():
    assert spoken_for(np.array([0.1, -3.0, 2.0, 1.0]), "abcd") == "for c, d; against b"
