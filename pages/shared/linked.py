"""What keeps a widget in the URL and in the session: a copied link reopens the same page as it was.

Keys start with the page's name, since Streamlit's keys and the URL are shared by all pages. Options are names that go
into the URL as they are. Values are checked here, because a URL may hold anything.
"""

import contextlib

import streamlit as st
from streamlit.errors import StreamlitAPIException

from mlp import SpecError
from mlp.settings import Setting
from pages.shared.text import plain

_REFUSED = "refused"


def choice(widget, key, label, options, **more):
    """What the visitor chose of these options by a widget such as st.selectbox: one, several, or none."""
    return widget(label, options, **linked(key, among(label, options)), **more)


def switch(widget, key, label, **more):
    """Whether the visitor switched a widget such as st.toggle on."""
    return widget(label, **linked(key, lambda text: Setting("switch", False).parse(label, text)), **more)


def linked(key, read, container=st):
    """The arguments that link a widget. What `read` refuses in the URL is said in the container and taken out of it.

    Streamlit by itself would drop it without a word, or fail on an infinite number. The sentence stays until the
    visitor changes the setting.
    """
    said = f"{key}-refused"
    try:
        for text in filter(None, st.query_params.get_all(key)):  # an empty one means what is cleared
            _rewrite(key, text, read(text))
    except SpecError as error:
        st.session_state[said] = str(error)
        with contextlib.suppress(StreamlitAPIException):  # a widget's own by now, which corrects it itself
            del st.query_params[key]
            st.rerun()
    if said in st.session_state:
        container.error(plain(st.session_state[said]))
    return {"key": key, "bind": "query-params", "persist_state": "session", "on_change": forget, "args": (key,)}


def forget(key):
    """What was refused of this widget is mended."""
    st.session_state.pop(f"{key}-refused", None)


def _rewrite(key, text, meant):
    """A synonym, as in links of old, becomes the word of today."""
    if isinstance(meant, str) and meant != text:
        with contextlib.suppress(StreamlitAPIException):
            st.query_params[key] = meant
            st.rerun()


def among(name, options):
    """A check that a text is one of these."""
    options = tuple(map(str, options))
    return lambda text: Setting("choice", options[0], choices=options).clean(name, text)


def begin():
    """A new run of a page: nothing is refused yet."""
    st.session_state[_REFUSED] = False


def refuse(container, error):
    """Say what is wrong with what the visitor set; nothing can be run until it is mended."""
    container.error(plain(str(error)))
    st.session_state[_REFUSED] = True


def anything_refused():
    """Whether some setting on the page is not allowed."""
    return st.session_state.get(_REFUSED, False)
