"""JavaScript, CSS and HTML files as the text that inline components take."""

from pathlib import Path

HERE = Path(__file__).parent


def read_assets(*names, folder=HERE):
    """The files of these names in a folder, one after the other."""
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in names)
