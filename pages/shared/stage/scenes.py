"""What the stage needs to know of a data set: how it is drawn, and the rows whose answers its units show.

A scene is a pair (about, arrays) as `parcel.pack` takes them; about["kind"] names the painters in scenes.js, source.js
and results.js: plane (two inputs), line (one), table (classes by several inputs) or images.
"""

import numpy as np

GRID = 48  # as in scenes.js
LINE = 121
PICTURES = 45  # in the gallery, all of them in sight
ROOM = 1.1  # heights are drawn on a scale this much larger than the targets


def kind_of(data):
    """The kind of scene that suits these data, or None if the stage has none for them."""
    if data.image_shape:
        return "images"
    if data.classes:
        return "table" if data.train.x.shape[1] > 1 else None
    return {1: "line", 2: "plane"}.get(data.train.x.shape[1])


def scene(data, truth=None):
    """The scene of a data set. `truth(x (rows, inputs)) -> (rows,)` gives the function to learn, where there is one."""
    return SCENES[kind_of(data)](data, truth)


def _plane(data, truth):
    ranges = _ranges(data.train.x)
    x1, x2 = np.meshgrid(np.linspace(*ranges[0], GRID), np.linspace(*ranges[1], GRID)[::-1])
    about = {"kind": "plane", "ranges": ranges, "limit": ROOM * float(np.abs(data.train.y).max())}
    if truth:
        return about, {"truth": truth(np.stack([x1.ravel(), x2.ravel()], axis=1)).astype(np.float32)}
    return about, {"x": data.train.x.astype(np.float32), "y": data.train.y[:, 0].astype(np.float32)}


def _line(data, truth):
    ranges = _ranges(data.train.x)
    arrays = {"x": data.train.x[:, 0], "y": data.train.y[:, 0]}
    arrays |= {"truth": truth(np.linspace(*ranges[0], LINE)[:, None])} if truth else {}
    return {"kind": "line", "ranges": ranges}, {name: array.astype(np.float32) for name, array in arrays.items()}


def _table(data, truth):
    inputs = data.train.x.shape[1]
    shown = [inputs - 2, inputs - 1]
    about = {
        "shown": shown,
        "beside": [0, 1] if inputs > 3 else shown,
        "base": np.median(data.train.x, axis=0).tolist(),
    }
    about |= {"kind": "table", "ranges": _ranges(data.train.x[:, shown], room=0.08), "classes": data.classes}
    return about, {"x": data.train.x.astype(np.float32), "y": data.train.y.astype(np.uint8)}


def _images(data, truth):
    split = data.test or data.validation or data.train
    each = max(1, PICTURES // len(data.classes))
    rows = np.concatenate([np.flatnonzero(split.y == label)[:each] for label in range(len(data.classes))])
    about = {"kind": "images", "classes": data.classes, "scale": data.scale}
    return about, {"x": split.x[rows], "y": split.y[rows].astype(np.uint8)}


def _ranges(x, room=0.0):
    """[[low, high] of each column]."""
    low, high = x.min(axis=0), x.max(axis=0)
    more = room * (high - low)
    return np.stack([low - more, high + more], axis=1).astype(float).tolist()


SCENES = {"plane": _plane, "line": _line, "table": _table, "images": _images}
