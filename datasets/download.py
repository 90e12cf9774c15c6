"""MNIST from the first public mirror that gives it, on request only: nothing else in here uses the network."""

import io
from urllib.parse import urlsplit

import pooch
import requests

from datasets import cache, mnist_files
from datasets.dataset import DataError

MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
)
MOST_BYTES = 64_000_000  # of one file, whatever a mirror may send
TIMEOUT = 20  # seconds without a single byte


def fetch(progress=lambda share: None):
    """Download the files of MNIST that are not kept yet, calling `progress` with the share done, from 0 to 1.

    To cancel, raise an exception of your own from `progress`; files already complete are kept, and nothing of others.
    Raises DataError if no mirror gives a file.
    """
    sizes = [file.size for file in mnist_files.FILES.values()]
    for number, name in enumerate(mnist_files.FILES):
        kept = cache.folder("mnist") / f"{name}.gz"
        if not _is_complete(name, kept):
            done, size = sum(sizes[:number]), sizes[number]
            report = _Progress(lambda got, done=done, size=size: progress((done + min(got, size)) / sum(sizes)))
            cache.write(kept, _from_any_mirror(name, report))
    progress(1.0)


def _is_complete(name, path):
    try:
        return bool(mnist_files.content(name, path.read_bytes()))
    except (OSError, DataError):
        return False


def _from_any_mirror(name, report):
    failures = []
    for mirror in MIRRORS:
        try:
            return _from(f"{mirror}{name}.gz", name, report)
        except (requests.RequestException, DataError) as error:
            failures.append(f"{urlsplit(mirror).hostname} {_reason(error)}")
    raise DataError(f"{name}.gz cannot be downloaded: {'; '.join(failures)}")


def _from(url, name, report):
    received = io.BytesIO()
    report.reset()
    pooch.HTTPDownloader(progressbar=report, chunk_size=2**16, timeout=TIMEOUT)(url, received, None)
    mnist_files.content(name, received.getvalue())
    return received.getvalue()


def _reason(error):
    if isinstance(error, DataError):
        return "sent other data than the published"
    if isinstance(error, requests.HTTPError):
        return f"answered {error.response.status_code}"
    if isinstance(error, requests.ConnectionError | requests.Timeout):
        return "cannot be reached"
    return "broke off"


class _Progress:
    """The progress bar that pooch's downloader expects: it passes the bytes received on to a function."""

    def __init__(self, report):
        self.report = report
        self.received = 0
        self.total = 0  # set by the downloader

    def update(self, received):
        self.received += received
        if self.received > MOST_BYTES:
            raise DataError("the file is larger than expected")
        self.report(self.received)

    def reset(self):
        self.received = 0

    def close(self):
        pass
