"""What keeps a widget in the URL and in the session: a copied link reopens the same page as it was.

Keys start with the page's name, since Streamlit's keys and the URL are shared by all pages. Options go into the URL as
they are shown. Values are checked here, because a URL may hold anything.
"""

import streamlit as st

from mlp import SpecError
from mlp.settings import Setting
from pages.shared.text import plain

_REFUSED, _LEFT, _HERE = "refused", "left", "here"


def choice(widget, key, label, options, words=None, **more):
    """What the visitor chose of these options by a widget such as st.selectbox: one, several, or none.

    `words` may give option -> what is shown and stands in the URL; a link may hold the option itself.
    """
    if words is None:
        return widget(label, options, **linked(key, among(label, options)), **more)
    shown = {option: words.get(option, option) for option in options}
    linking = linked(key, lambda text: shown[_meant(label, shown, text)])
    return widget(label, options, format_func=shown.get, **linking, **more)


def _meant(label, shown, text):
    """The option that a URL's text names, by itself or by its words."""
    by_words = {words: option for option, words in shown.items()}
    return by_words.get(text) or among(label, shown)(text)


def switch(widget, key, label, **more):
    """Whether the visitor switched a widget such as st.toggle on."""
    return widget(label, **linked(key, lambda text: Setting("switch", False).parse(label, text)), **more)


def linked(key, read, container=st):
    """The arguments that link a widget. What `read` refuses in the URL is said in the container and taken out of it.

    Streamlit by itself would drop it without a word, or fail on an infinite number. The sentence stays until the
    visitor changes the setting. Once the widget is there, the URL only repeats its value.
    """
    said = f"{key}-refused"
    if key not in st.session_state and key in st.query_params:
        _check(key, read, said)
    if said in st.session_state:
        container.error(plain(st.session_state[said]))
    return {"key": key, "bind": "query-params", "persist_state": "session", "on_change": forget, "args": (key,)}


def _check(key, read, said):
    """Read what the URL says for a widget to come; start anew without what is refused, or with today's word for it."""
    texts = [text for text in st.query_params.get_all(key) if text]  # an empty one means what is cleared
    try:
        meant = [read(text) for text in texts]
    except SpecError as error:
        st.session_state[said] = str(error)
        del st.query_params[key]
        st.rerun()
    words = [text if not isinstance(value, str) else value for text, value in zip(texts, meant, strict=True)]
    if words != texts:  # synonyms, as in links of old
        st.query_params[key] = words
        st.rerun()


def forget(key):
    """What was refused of this widget is mended."""
    st.session_state.pop(f"{key}-refused", None)


def among(name, options):
    """A check that a text is one of these."""
    options = tuple(map(str, options))
    return lambda text: Setting("choice", options[0], choices=options).clean(name, text)


def begin(page):
    """A new run of an st.Page: nothing is refused yet.

    Streamlit takes a page's settings out of the URL before it leaves the page, so that the browser's history holds an
    entry without them: who comes back, by that or by the navigation, finds the settings as they were left.
    """
    st.session_state[_REFUSED] = False
    left = st.session_state.setdefault(_LEFT, {}).get(page.url_path)
    arrived = st.session_state.get(_HERE) != page.url_path
    st.session_state[_HERE] = page.url_path
    if arrived and left and not _own(page):
        st.switch_page(page, query_params=left)


def end(page):
    """A run of a page has come to its end: remember what its URL says."""
    st.session_state[_LEFT][page.url_path] = _own(page)


def _own(page):
    """What the URL says of this page, whose keys begin with its name."""
    name = page.url_path.replace("_", "-")
    return {key: st.query_params.get_all(key) for key in st.query_params if key.startswith(f"{name}-")}


def refuse(container, error):
    """Say what is wrong with what the visitor set; nothing can be run until it is mended."""
    container.error(plain(str(error)))
    st.session_state[_REFUSED] = True


def anything_refused():
    """Whether some setting on the page is not allowed."""
    return st.session_state.get(_REFUSED, False)
