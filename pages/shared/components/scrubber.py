"""A player over the epochs of a training run, entirely in the browser: moving through it reruns nothing."""

import base64
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import streamlit as st

from pages.shared.components.assets import read_assets

_ICON = '<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="{}"/></svg>'
_HTML = f"""
<div class="scrubber">
  <div class="panels">
    <div class="frames"><div class="legend"></div><div class="plot"></div></div>
    <div class="curve"><div class="legend"></div><div class="plot"></div></div>
  </div>
  <div class="controls">
    <div class="buttons">
      <button type="button" class="previous">{_ICON.format("M12 2 4 8l8 6zM2 2h2v12H2z")}</button>
      <button type="button" class="play">{_ICON.format("")}</button>
      <button type="button" class="next">{_ICON.format("M4 2l8 6-8 6zM12 2h2v12h-2z")}</button>
    </div>
    <input type="range" class="slider" min="0" step="1">
    <output class="epoch"></output>
    <select class="speed"></select>
  </div>
</div>
"""
_scrubber = st.components.v2.component(
    "scrubber",
    html=_HTML,
    css=read_assets("buttons.css", "scrubber.css"),
    js=read_assets("chart.js", "elements.js", "panels.js", "scrubber.js"),
)


@dataclass(frozen=True)
class Pictures:
    """Frames of one or more pictures side by side: per frame a tuple of PNG files, as many as there are captions."""

    pngs: Sequence[tuple[bytes, ...]]
    captions: tuple[str, ...] = ("",)

    def __len__(self):
        return len(self.pngs)

    def data(self):
        pngs = [[base64.b64encode(png).decode() for png in frame] for frame in self.pngs]
        return {"kind": "pictures", "pngs": pngs, "captions": self.captions}


@dataclass(frozen=True)
class Lines:
    """Frames of one line each: ys (frames, points) over x (points,), on top of points and truth, both (x, y).

    The y axis covers points and truth, if there are any, so that it stays when a fit explodes; else all frames.
    `used` has the numbers of the points that stand out in each frame; `nothing` stands in a frame without a line.
    """

    x: np.ndarray
    ys: np.ndarray
    points: tuple[np.ndarray, np.ndarray] | None = None
    truth: tuple[np.ndarray, np.ndarray] | None = None
    used: Sequence[Sequence[int]] | None = None
    nothing: str = ""
    x_title: str = "x"
    y_title: str = "y"
    fit_name: str = "network"
    points_name: str = "data"
    used_name: str = "used"
    truth_name: str = "truth"

    def __len__(self):
        return len(self.ys)

    def data(self):
        names = {
            "fit": self.fit_name,
            "truth": self.truth and self.truth_name,
            "points": self.points and self.points_name,
            "used": self.used and self.used_name,
        }
        return {
            "kind": "lines",
            "x": compact(self.x),
            "ys": compact(self.ys),
            "points": self.points and compact(self.points),
            "truth": self.truth and compact(self.truth),
            "used": self.used and [list(map(int, numbers)) for numbers in self.used],
            "nothing": self.nothing,
            "x_title": self.x_title,
            "y_title": self.y_title,
            "names": {part: name for part, name in names.items() if name},
        }


@dataclass(frozen=True)
class Curve:
    """The curve to navigate by: up to four named series of values (epochs,); a log axis leaves out what is not > 0."""

    epochs: Sequence[int]
    series: Mapping[str, Sequence[float]]
    x_title: str = "epoch"
    y_title: str = "loss"
    log: bool = True

    def data(self):
        return {
            "epochs": [int(epoch) for epoch in self.epochs],
            "series": [{"name": name, "values": compact(values)} for name, values in self.series.items()],
            "x_title": self.x_title,
            "y_title": self.y_title,
            "log": self.log,
        }


@dataclass(frozen=True)
class ScrubberLabels:
    """The words on the controls, in the visitor's language."""

    play: str = "Play"
    pause: str = "Pause"
    previous: str = "Previous frame"
    next: str = "Next frame"
    slider: str = "Frame"
    speed: str = "Speed"
    epoch: str = "Epoch {n}"


def scrubber(key, frames, epochs, curve=None, labels=ScrubberLabels(), height=320, start=-1, autoplay=False):
    """Play frames (Pictures or Lines), one per entry of epochs, beside a Curve with a marker that moves along.

    `height` is that of the plots in pixels, `start` the index of the frame shown first. The position stays when the
    script runs again; a player at the last frame follows when frames are added. Where the visitor prefers
    reduced motion, `autoplay` is off. ValueError unless there is a frame for each epoch.
    """
    if len(frames) != len(epochs) or not len(frames):
        got = f"{len(frames)} frames and {len(epochs)} epochs"
        raise ValueError(f"scrubber needs one frame per epoch and at least one, got {got}")
    data = {
        "frames": frames.data(),
        "epochs": [int(epoch) for epoch in epochs],
        "curve": curve and curve.data(),
        "labels": asdict(labels),
        "height": height,
        "start": range(len(epochs))[start],
        "autoplay": autoplay,
    }
    _scrubber(key=key, data=data)


def compact(values):
    """Nested lists of the numbers with 4 significant digits, None where not finite: small and valid as JSON."""
    values = np.asarray(values, float)
    if values.ndim > 1:
        return [compact(row) for row in values]
    return [float(f"{value:.4g}") if math.isfinite(value) else None for value in values.tolist()]
