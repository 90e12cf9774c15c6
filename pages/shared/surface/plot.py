"""Surfaces over the square of the first document: as heights, as 3-D pictures, as heat maps.

Heights are arrays (..., points, points) over x1 and x2.
"""

import functools
import io

import numpy as np
from matplotlib.figure import Figure

from datasets.sources.surface import surface
from mlp.engine.evaluation import predict
from pages.shared import theme

POINTS = 41  # along each side of a 3-D picture
HEIGHTS = (-2.2, 2.2)


@functools.cache
def grid(low=-5.0, high=5.0, points=POINTS):
    """(x1, x2, rows): the drawn grid as two (points, points) arrays, and as rows (points * points, 2)."""
    axis = np.linspace(low, high, points)
    x1, x2 = np.meshgrid(axis, axis, indexing="ij")
    return x1, x2, np.stack([x1, x2], axis=-1).reshape(-1, 2)


def true_heights(points=POINTS):
    return surface(grid(points=points)[2]).reshape(points, points)


def fitted_heights(spec, data, parameters, points=POINTS):
    """The surfaces (networks, points, points) of networks with these parameters (networks, parameters)."""
    fitted = predict(spec, data, parameters, grid(points=points)[2])
    return fitted.reshape(-1, points, points)


def picture(heights, title, dark, size=4.0, dpi=110):
    """A PNG file of one surface in three dimensions; of heights that are no numbers, the empty space."""
    ink = theme.ink(dark)
    figure = Figure(figsize=(size, size * 0.86), dpi=dpi)
    figure.patch.set_alpha(0)
    axes = figure.add_axes((0.0, 0.02, 0.92, 0.9), projection="3d")
    axes.patch.set_alpha(0)
    x1, x2, _rows = grid()
    low, high = HEIGHTS
    if np.isfinite(heights).any():
        shown = np.clip(np.nan_to_num(heights), low, high)
        axes.plot_surface(x1, x2, shown, cmap="viridis", vmin=low, vmax=high, linewidth=0, rcount=POINTS, ccount=POINTS)
    axes.set(xlabel="x1", ylabel="x2", zlabel="y", xlim=(-5, 5), ylim=(-5, 5), zlim=HEIGHTS)
    axes.set_title(title, color=ink, fontsize=11)
    for axis in (axes.xaxis, axes.yaxis, axes.zaxis):
        axis.label.set_color(ink)
        axis.set_tick_params(colors=ink, labelsize=7)
        axis.set_pane_color((0.5, 0.5, 0.5, 0.08))
    return _png(figure)


def _png(figure):
    file = io.BytesIO()
    figure.savefig(file, format="png", transparent=True)
    return file.getvalue()
