"""The download of MNIST in a thread of its own: reruns of the script do not end it, and all visitors share it."""

import threading

import streamlit as st

from datasets import DataError, download


class Cancelled(Exception):  # noqa: N818
    """Ends a download that a visitor no longer wants."""


class Download:
    """`start` returns at once; then `live`, `share` (from 0 to 1) and `error` (a sentence) tell how it goes."""

    def __init__(self, fetch=download.fetch):
        self._fetch, self._lock = fetch, threading.Lock()
        self.live, self.share, self.error, self._wanted = False, 0.0, None, True

    def start(self):
        """Begin, unless it is under way."""
        with self._lock:
            if self.live:
                return
            self.live, self.share, self.error, self._wanted = True, 0.0, None, True
        threading.Thread(target=self._run, name="download", daemon=True).start()

    def cancel(self):
        self._wanted = False

    def _run(self):
        try:
            self._fetch(self._progress)
        except Cancelled:
            pass
        except DataError as error:
            self.error = str(error)
        finally:
            self.live = False

    def _progress(self, share):
        if not self._wanted:
            raise Cancelled
        self.share = share


@st.cache_resource
def shared():
    """The one Download of this process."""
    return Download()
