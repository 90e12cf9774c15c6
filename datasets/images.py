"""Labelled images in a folder or a zip: one folder for each class, perhaps with a file that names the classes."""

import json
import re
from pathlib import PurePosixPath

import numpy as np

from datasets import packed
from datasets.dataset import DataError, Split
from datasets.ink import MOST_PIXELS, ink, open_image

SUFFIXES = (".bmp", ".png", ".jpg", ".jpeg", ".gif")
NAMES = ("classes.json", "classes.txt")
MOST_FILES = 100_000
MOST_BYTES = 200_000_000  # of all files, unpacked
MOST_PIXELS_TOGETHER = 100 * MOST_PIXELS
MOST_CLASSES = 100
LONGEST_NAME = 40


def from_zip(name, data):
    """Images as a Split, x uint8 (rows, 784) with ink 255 on paper 0, y int64 (rows,), and the names of the classes.

    Classes and images are in natural order of their names: 1, 2, 10. `classes.txt` (lines such as "1 one") or
    `classes.json` ({"1": "one"}) names the classes, otherwise their folders do. Raises DataError with what is wrong.
    """
    return _read(packed.unzip(name, data, MOST_BYTES, MOST_FILES))


def from_path(path):
    """The same of a folder or a zip on this machine, a Path."""
    try:
        if path.is_dir():
            return _read(_folder_files(path))
        if path.stat().st_size > MOST_BYTES:
            raise DataError(f"{path.name} is larger than the {MOST_BYTES // 10**6} MB allowed")
        return from_zip(path.name, path.read_bytes())
    except OSError as error:
        raise DataError(f"the images in {path.name} cannot be read: {error.strerror}") from error


def _folder_files(folder):
    files, room = {}, MOST_BYTES
    for path in folder.rglob("*"):
        if _is_wanted(PurePosixPath(path.relative_to(folder))) and path.is_file():
            room -= path.stat().st_size
            if room < 0 or len(files) == MOST_FILES:
                raise DataError(f"a folder may hold {MOST_FILES} images of {MOST_BYTES // 10**6} MB together")
            files[path.relative_to(folder).as_posix()] = path.read_bytes()
    return files


def _is_wanted(path):
    """Images and class names, but not what systems add to folders and zips (.DS_Store, __MACOSX)."""
    is_hidden = any(part.startswith((".", "__")) for part in path.parts)
    return not is_hidden and (path.suffix.lower() in SUFFIXES or path.name in NAMES)


def _read(files):
    files = {PurePosixPath(path.replace("\\", "/")): data for path, data in files.items()}
    files = {path: files[path] for path in sorted(files, key=_natural) if _is_wanted(path)}
    named = sorted((path for path in files if path.name in NAMES), key=lambda path: len(path.parts))
    names = _names(named[0], files[named[0]]) if named else {}
    images = {path: data for path, data in files.items() if path not in named}
    folders = _folders(images)
    x = np.stack(list(_pixels(images)))
    y = np.array([folders.index(path.parent.name) for path in images])
    in_class_order = np.argsort(y, kind="stable")
    return Split(x[in_class_order], y[in_class_order]), _checked([names.get(folder, folder) for folder in folders])


def _natural(path):
    return re.sub(r"\d+", lambda digits: digits[0].zfill(20), str(path))


def _folders(images):
    """The names of the folders that hold images, in natural order."""
    folders = sorted({path.parent.name for path in images}, key=_natural)
    _check_twins(images)
    if not images:
        raise DataError(f"no image was found: images end in {', '.join(SUFFIXES)}")
    if "" in folders:
        raise DataError("images must lie in folders, one for each class")
    if not 2 <= len(folders) <= MOST_CLASSES:
        raise DataError(f"2 to {MOST_CLASSES} folders of images are needed, one for each class, got {len(folders)}")
    return folders


def _check_twins(images):
    """Folders of one name are one class where those around them hold the same classes, as train and test do."""
    around = {}
    for path in images:
        around.setdefault(path.parent.parent, set()).add(path.parent.name)
    first = {}
    for outer, names in around.items():
        for name in names:
            other = first.setdefault(name, outer)
            if around[other] != names:
                raise DataError(
                    f"{str(other / name)!r:.60} and {str(outer / name)!r:.60} would be one class: please give the "
                    "folders of two classes two names, and all images of one class one folder"
                )


def _pixels(images):
    room = MOST_PIXELS_TOGETHER
    for path, data in images.items():
        image = open_image(str(path), data)
        room -= image.width * image.height
        if room < 0:
            raise DataError(f"the images are too large: all together may have {MOST_PIXELS_TOGETHER} pixels")
        yield ink(str(path), image).reshape(-1)


def _names(path, data):
    """{folder: name} from a file of class names."""
    try:
        text = data.decode("utf-8-sig")
        pairs = json.loads(text).items() if path.suffix == ".json" else (line.split(None, 1) for line in _lines(text))
        return {str(folder): str(name).strip() for folder, name in pairs}
    except (ValueError, AttributeError, RecursionError) as error:
        example = '{"1": "one", "2": "two"}' if path.suffix == ".json" else "1 one"
        raise DataError(f"{path.name} must hold folders and names of classes in UTF-8, such as {example}") from error


def _lines(text):
    return (line for line in text.splitlines() if line.strip())


def _checked(names):
    for name in names:
        if not (name.isprintable() and 1 <= len(name) <= LONGEST_NAME and names.count(name) == 1):
            raise DataError(f"classes must have names that differ, of 1 to {LONGEST_NAME} characters, got {name!r:.60}")
    return tuple(names)
