"""The sidebar's panel of image sources: what is at hand, uploads, and MNIST's download. The choice is in the URL."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

import datasets
from datasets import uploads
from pages.shared import downloading
from pages.shared.text import _

REFRESH = 0.5  # seconds between two looks at a download


@dataclass(frozen=True)
class Upload:
    """What a visitor may bring: words for it, and `keep(files) -> source` of a list of uploaded files."""

    label: str
    help: str
    keep: Callable
    kinds: tuple[str, ...] | None = None


def choose_source(page, available, upload, downloads=False):
    """The source chosen among those `available` and the visitor's uploads; by default the best one."""
    key = f"{page}-source"
    if f"{key}-next" in st.session_state:
        st.session_state[key] = st.session_state.pop(f"{key}-next")
    options = [*available, *_uploaded(key)]
    with st.sidebar:
        words = _("Where the images come from")
        source = st.selectbox(_("Images"), options, key=key, bind="query-params", help=words)
        with st.expander(_("Other images"), icon=":material/upload:"):
            _upload(key, upload)
            if downloads and "idx" not in available:
                _download(key)
    return source if source in options else options[0]


def _uploaded(key):
    """The uploads of this visitor, and the one that the URL names."""
    mine = st.session_state.setdefault(f"{key}-uploads", [])
    linked = st.query_params.get(key, "")
    if linked.startswith(uploads.PREFIX) and linked not in mine:
        mine.append(linked)
    return mine


def _upload(key, upload):
    files = st.file_uploader(
        upload.label,
        type=upload.kinds,
        accept_multiple_files=True,
        help=upload.help,
        key=f"{key}-files",
        on_change=_keep,
        args=(key, upload.keep),
    )
    if files and (error := st.session_state.get(f"{key}-error")):
        st.error(error)


def _keep(key, keep):
    """Keep what was just uploaded and choose it; what is wrong with it is said, and nothing else changes."""
    files = st.session_state[f"{key}-files"]
    st.session_state[f"{key}-error"] = None
    if not files:
        return
    try:
        source = keep(files)
    except datasets.DataError as error:
        st.session_state[f"{key}-error"] = str(error)
        return
    mine = st.session_state[f"{key}-uploads"]
    mine.extend({source} - set(mine))
    st.session_state[f"{key}-next"] = source


def _download(key):
    download = downloading.shared()
    if not download.live and st.button(_("Download MNIST (12 MB)"), key=f"{key}-download", icon=":material/download:"):
        download.start()
    if download.error:
        st.error(download.error)

    @st.fragment(run_every=REFRESH if download.live else None)
    def under_way():
        if download.live:
            st.progress(download.share, text=_("Downloading MNIST"))
            st.button(_("Cancel"), key=f"{key}-cancel", on_click=download.cancel)
        elif watched:
            if not download.error and download.share == 1.0:
                st.session_state[f"{key}-next"] = "idx"
            st.rerun()

    watched = download.live
    under_way()
