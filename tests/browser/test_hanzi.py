"""The page of characters in a real browser: characters drawn stroke by stroke are recognised."""

import pytest
from playwright.sync_api import expect

from datasets.handwriting import strokes
from tests.browser.image_pages import REAL, draw, expect_answer, gallery
from tests.browser.page import open_section, train

QUICK = "hanzi-preset=adam&hanzi-adam-epochs=8&hanzi-adam-replicates=1"


@pytest.fixture(scope="module")
def url(server):
    return server("streamlit_app.py", **({"MLP_EXPLORER_HANZI": f"{REAL}/hanzi/train.zip"} if REAL else {}))


def test_drawn_characters_are_recognised(page, url):
    page.goto(f"{url}/hanzi?{QUICK}")
    train(page)
    open_section(page, "Draw")
    for character in "用自":
        draw(page, [[tuple(point + 1 / 3) for point in line] for line in strokes("hanzi")[character]])
        expect_answer(page, character)
        page.get_by_role("button", name="Clear").click()
    open_section(page, "Mistakes")
    expect(gallery(page, "hanzi")).to_contain_text("really")
