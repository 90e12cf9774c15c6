"""The sidebar's panel of image sources: what is at hand, uploads, and MNIST's download. The choice is in the URL."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

import datasets
from datasets import uploads
from mlp.experiments.experiment import N_
from pages.shared.images import downloading
from pages.shared.linked import choice
from pages.shared.text import _, plain

REFRESH = 0.5  # seconds between two looks at a download
NAMES = {
    "idx": "MNIST",
    "kaggle": N_("MNIST (train.csv)"),
    "digits": N_("small digits (scikit-learn)"),
    "folder": N_("handwritten"),
    "generated": N_("generated"),
}


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
    _arrived(key, available)
    if f"{key}-next" in st.session_state:
        st.session_state[key] = st.session_state.pop(f"{key}-next")
    options = [*available, *_uploaded(key)]
    with st.sidebar:
        words = {name: _(known) for name, known in NAMES.items()}
        source = choice(st.selectbox, key, _("Images"), options, words, help=_("Where the images come from"))
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
        st.error(plain(str(error)))


def _keep(key, keep):
    """Keep what was just uploaded and choose it; what is wrong with it is said, and nothing else changes."""
    files = st.session_state[f"{key}-files"]
    st.session_state[f"{key}-error"] = None
    if not files:
        return
    try:
        source = _kept(files, keep)
    except datasets.DataError as error:
        st.session_state[f"{key}-error"] = str(error)
        return
    mine = st.session_state[f"{key}-uploads"]
    mine.extend({source} - set(mine))
    st.session_state[f"{key}-next"] = source


def _kept(files, keep):
    """The source of the files together, or of the last alone: those before it may have been a failed attempt."""
    try:
        return keep(files)
    except datasets.DataError:
        if files[1:]:
            with contextlib.suppress(datasets.DataError):
                return keep(files[-1:])
        raise


def _download(key):
    download = downloading.shared()
    live = download.live
    if not live:
        words = _("Download MNIST (12 MB)")
        st.button(words, key=f"{key}-download", icon=":material/download:", on_click=_begin, args=(key, download))
    if download.error:
        st.error(plain(str(download.error)))

    @st.fragment(run_every=REFRESH if live else None)
    def under_way():
        if download.live:
            st.progress(download.share, text=_("Downloading MNIST"))
            st.button(_("Cancel"), key=f"{key}-cancel", on_click=download.cancel)
        elif live:
            st.rerun()

    under_way()


def _begin(key, download):
    download.start()
    st.session_state[f"{key}-awaited"] = True


def _arrived(key, available):
    """Choose MNIST once the download that this visitor asked for has ended well."""
    if st.session_state.get(f"{key}-awaited") and not downloading.shared().live:
        del st.session_state[f"{key}-awaited"]
        if "idx" in available:
            st.session_state[f"{key}-next"] = "idx"
