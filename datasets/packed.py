"""Files as people have them, gzipped or zipped, unpacked in memory and never beyond a limit."""

import gzip
import io
import zipfile
import zlib
from pathlib import PurePosixPath

from datasets.dataset import DataError

DAMAGES = (EOFError, OSError, RuntimeError, ValueError, zlib.error, zipfile.BadZipFile)


def is_zip(data):
    return data.startswith(b"PK")


def gunzip(name, data, most_bytes):
    """The bytes inside a gzip file, or the data itself if it is none. Raises DataError if damaged or too large."""
    if not data.startswith(b"\x1f\x8b"):
        return _bounded(name, data, most_bytes)
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            return _bounded(name, file.read(most_bytes + 1), most_bytes)
    except (EOFError, OSError, zlib.error) as error:
        raise DataError(f"{name} is a damaged gzip file, or a part of one") from error


def unzip(name, data, most_bytes, most_files):
    """The files inside a zip, as a dict from their paths to their bytes.

    Raises DataError if damaged, encrypted, too large, too many, or if a path leads out of the zip.
    """
    if data.count(b"PK\x01\x02") > most_files + 100:  # entries, counted before anything is built of them
        raise DataError(f"{name} holds more than {most_files} files")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check_entries(name, entries, most_bytes, most_files)
            return {entry.filename: _content(archive, entry) for entry in entries}
    except DataError:
        raise
    except DAMAGES as error:
        raise DataError(f"{name} is a damaged or encrypted zip file, or a part of one") from error


def _check_entries(name, entries, most_bytes, most_files):
    if len(entries) > most_files:
        raise DataError(f"{name} holds {len(entries)} files, {most_files} are allowed")
    if sum(entry.file_size for entry in entries) > most_bytes:
        raise DataError(f"{name} holds more than the {most_bytes // 10**6} MB allowed, once unpacked")
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts:
            raise DataError(f"{name} holds a file whose path leads out of it: {entry.filename!r:.60}")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise DataError(f"{name} is compressed in an unusual way: please use plain zip (deflate)")


def _content(archive, entry):
    with archive.open(entry) as file:
        return file.read(entry.file_size)  # with a size it stops there, however much the entry unpacks to


def _bounded(name, data, most_bytes):
    if len(data) > most_bytes:
        raise DataError(f"{name} holds more than the {most_bytes // 10**6} MB allowed, once unpacked")
    return data
