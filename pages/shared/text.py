"""`_("...")` gives a text in the visitor's language, or in English where it has no catalog."""

import functools
import gettext
import re
from pathlib import Path

import streamlit as st

LOCALES = Path(__file__).parents[2] / "locales"


def _(text):
    """The text in the visitor's language."""
    return _catalog(_locale()).gettext(text) if text else ""


def plain(text):
    """Markdown that shows a visitor's text as it is."""
    return re.sub(r"([^\w\s]|_)", r"\\\1", text)


def plural(one, many, count, **more):
    """One of two texts, by the count that `{count}` in them stands for; `more` fills its other places."""
    return _catalog(_locale()).ngettext(one, many, count).format(count=count, **more)


def _locale():
    """The browser's locale, such as en-US; it is only a claim, so nothing but letters, digits and hyphens counts."""
    locale = st.context.locale or ""
    return locale if locale.replace("-", "").isalnum() else "en"


@functools.lru_cache(maxsize=64)
def _catalog(locale):
    language = locale.split("-")[0]
    return gettext.translation("mlp_explorer", LOCALES, languages=[locale, language], fallback=True)
