"""Products of rows and weights, cut where BLAS would otherwise choose for itself how to cut them."""

import itertools
from functools import partial as call

import numpy as np

WIDE = 64  # features from which cutting pays
NARROW = 16  # units below which BLAS's kernel for small matrices serves, and keeps the order of its sums
ROWS = 192  # rows at a time, where all replicates share them
SMALL_ROWS = 96  # of them in one product, if that kernel serves


def cuts(rows, units):
    """Slices of the rows, as many at a time as suit the product."""
    size = SMALL_ROWS if units < NARROW else rows
    return [slice(start, min(start + size, rows)) for start in range(0, rows, size)]


def pieces(features, units):
    """Slices of the features that no BLAS kernel cuts further: halves where its small-matrix kernel will serve."""
    count = 2 if units < NARROW and features > 2 * WIDE else 1
    cuts = np.linspace(0, features, count + 1).astype(int)
    return [slice(int(start), int(end)) for start, end in itertools.pairwise(cuts)]


def piecewise_product(x, weights, out, part, pieces):
    """The calls for out = x @ weights, summed over the pieces of the features in order."""
    tape = [call(np.matmul, x[:, pieces[0]], weights[pieces[0]], out)]
    for piece in pieces[1:]:
        tape += [call(np.matmul, x[:, piece], weights[piece], part), call(np.add, out, part, out)]
    return tape
