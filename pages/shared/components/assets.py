"""The JavaScript and CSS files beside this one, as the text that inline components take."""

from pathlib import Path


def read_assets(*names):
    """The files of these names, one after the other."""
    return "\n".join(Path(__file__).with_name(name).read_text(encoding="utf-8") for name in names)
