"""Animated surfaces as GIF files, drawn frame by frame on somebody else's processor time. Free of Streamlit."""

import io

from PIL import Image

from pages.shared.surface.plot import picture

FRAME_MS = 160
LAST_MS = 1500  # the last frame stays a while before the loop begins again
COLOURS = 96


class Animation:
    """A GIF that an executor's workers make of frames (heights, title), a frame at a time."""

    def __init__(self, executor, frames):
        self._executor, self._whole = executor, None
        self._frames = [executor.submit(draw, heights, title) for heights, title in frames]

    @property
    def progress(self):
        """The share of the frames that is drawn."""
        return sum(frame.done() for frame in self._frames) / len(self._frames)

    @property
    def broken(self):
        """Whether the workers died over it."""
        begun = [*self._frames, self._whole] if self._whole else self._frames
        return any(future.done() and future.exception() for future in begun)

    @property
    def file(self):
        """The GIF's bytes, None while it is being made."""
        if self._whole is None and self.progress == 1:
            self._whole = self._executor.submit(assemble, [frame.result() for frame in self._frames])
        return self._whole.result() if self._whole and self._whole.done() else None

    def cancel(self):
        """Draw no more frames."""
        for frame in self._frames:
            frame.cancel()


def draw(heights, title):
    """One frame as a PNG file of few colours on white."""
    drawn = Image.open(io.BytesIO(picture(heights, title, dark=False)))
    paper = Image.new("RGBA", drawn.size, "white")
    paper.alpha_composite(drawn)
    file = io.BytesIO()
    paper.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, format="png")
    return file.getvalue()


def assemble(frames):
    """One GIF file, playing for ever, of the frames' PNG files."""
    first, *others = [Image.open(io.BytesIO(frame)) for frame in frames]
    file = io.BytesIO()
    durations = [FRAME_MS] * len(others) + [LAST_MS]
    first.save(file, format="gif", save_all=True, append_images=others, duration=durations, loop=0)
    return file.getvalue()
