"""Text can be read: 4.5 to 1 or more against what it stands on, light and dark (WCAG 2.2, 1.4.3)."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from pages.shared.theme import INK, PAPER
from tests.browser.page import open_section

FAINT = (Path(__file__).parent / "contrast.js").read_text()
COLOURS = """(node) => {
  const { backgroundColor, color } = getComputedStyle(node)
  return [backgroundColor, color]
}"""


@pytest.fixture(scope="module")
def url(server):
    return server("streamlit_app.py")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("page_name", "section"), [("", None), ("surface_width", "Every seed"), ("mnist", "Accuracy")])
def test_no_text_is_too_faint(new_page, url, page_name, section, theme):
    page = new_page(viewport={"width": 1280, "height": 900}, color_scheme=theme)
    page.goto(f"{url}/{page_name}")
    if section:
        open_section(page, section)
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=60_000)
    expect(page.get_by_test_id("stVegaLiteChart").first.locator("svg, canvas").first).to_be_visible(timeout=60_000)
    page.wait_for_function("!document.querySelector('[data-stale=true]')")
    assert not page.evaluate(FAINT)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pictures_have_the_paper_and_the_ink_of_the_page(new_page, url, theme):
    page = new_page(color_scheme=theme)
    page.goto(f"{url}/iris")
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=60_000)
    own = ["rgb({}, {}, {})".format(*colours[theme == "dark"]) for colours in (PAPER, INK)]
    assert page.get_by_test_id("stApp").evaluate(COLOURS) == own
