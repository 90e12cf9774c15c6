"""`_("...")` gives a text in the visitor's language, or in English where it has no catalog."""

import functools
import gettext
from pathlib import Path

import streamlit as st

LOCALES = Path(__file__).parents[2] / "locales"


def _(text):
    """The text in the visitor's language."""
    return _catalog(st.context.locale or "en").gettext(text) if text else ""


@functools.cache
def _catalog(locale):
    language = locale.split("-")[0]
    return gettext.translation("mlp_explorer", LOCALES, languages=[locale, language], fallback=True)
