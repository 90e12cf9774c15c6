"""The words of the field in our own texts."""

import re

import pytest

from pages.shared.glossary import GLOSSARY, with_meanings
from tests.pages.test_pages import PAGES, fresh, opened  # noqa: F401 (fresh is a fixture)

MEANINGS = (
    ("loss", "How wrong."),
    ("batch", 'So-called "rows" & <more>.'),
    ("unit", "A sum."),
    ("hidden unit", "Inside."),
)


def marked(text):
    """The marked words of a text."""
    return re.findall(r"<dfn [^>]*>([^<]*)</dfn>", with_meanings(text, MEANINGS))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The loss, a **loss** again, all losses.", ["loss"]),
        ("Losses of batches", ["Losses", "batches"]),
        ("Ten hidden units, and a unit", ["hidden units", "unit"]),
        ("A blossom, community, `loss`, $loss_i$ and lossless", []),
        ('<b title="loss">no</b>', []),
        ("", []),
    ],
)
def test_the_first_appearance_of_each_word_is_marked(text, words):
    assert marked(text) == words


def test_the_text_stays_and_the_meaning_is_one_attribute():
    text = "Of $\\frac12 \\sum$ in a batch:\n- one `batch`"
    shown = with_meanings(text, MEANINGS)
    assert re.sub(r"</?dfn[^>]*>", "", shown) == text
    assert 'data-meaning="So-called &quot;rows&quot; &amp; &lt;more&gt;."' in shown
    assert 'tabindex="0"' in shown


def test_each_meaning_is_one_short_sentence():
    for word, meaning in GLOSSARY.items():
        assert len(meaning) < 120, word
        assert meaning.endswith("."), word
        assert meaning.count(". ") == 0, word


@pytest.mark.parametrize("page", PAGES)
def test_the_first_text_of_a_page_explains_its_words(page):
    assert "<dfn " in opened(page).markdown[0].value
