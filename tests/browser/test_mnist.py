"""The page of digits in a real browser: drawn digits are recognised, sections show mistakes and units."""

import pytest
from playwright.sync_api import expect

from tests.browser.image_pages import REAL, draw, expect_answer, gallery
from tests.browser.page import open_section, train

EPOCHS = 2 if REAL else 20  # the stand-in has few rows
QUICK = f"mnist-preset=adam&mnist-adam-hidden=32&mnist-adam-epochs={EPOCHS}&mnist-adam-replicates=1"
ONE = [[(0.52, 0.15), (0.48, 0.85)]]
ZERO = [[(0.5, 0.15), (0.3, 0.25), (0.25, 0.5), (0.3, 0.75), (0.5, 0.85), (0.7, 0.75), (0.75, 0.5), (0.7, 0.25)]]
ZERO[0].append(ZERO[0][0])


@pytest.fixture(scope="module")
def url(server):
    return server("streamlit_app.py", **({"MLP_EXPLORER_MNIST": f"{REAL}/mnist"} if REAL else {}))


def test_drawn_digits_are_recognised_and_pictures_can_be_chosen(page, url):
    page.goto(f"{url}/mnist?{QUICK}")
    train(page)
    open_section(page, "Mistakes")
    pictures = gallery(page, "mnist")
    expect(pictures).to_contain_text("really")
    page.get_by_text("Surest right").click()
    expect(pictures).not_to_contain_text("really")

    matrix = page.locator(".st-key-mnist-confusion .vega-embed")
    size = matrix.bounding_box()
    matrix.click(position={"x": 0.76 * size["width"], "y": 0.76 * size["height"]})
    expect(page.get_by_text("7 read as 7")).to_be_visible()

    open_section(page, "Units")
    expect(page.locator(".cards figure")).to_have_count(32)

    open_section(page, "Draw")
    draw(page, ONE)
    expect_answer(page, "1")
    expect(page.get_by_text("which pixels decided")).to_be_visible()
    page.get_by_role("button", name="Clear").click()
    expect(page.get_by_text("the answer appears here")).to_be_visible()
    draw(page, ZERO)
    expect_answer(page, "0")

    page.get_by_text("Take a held-out picture").click()
    page.locator(".st-key-mnist-sample-class").get_by_text("1", exact=True).click()
    expect_answer(page, "1")
