"""The iris page in a real browser: runs, regions on other features, the flowers held out; and the way to it."""

import pytest
from playwright.sync_api import expect

from tests.browser.page import open_section, train

PHONE = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module")
def url(server):
    return server("streamlit_app.py")


def test_regions_follow_the_chosen_features(page, url):
    page.goto(f"{url}/iris?iris-epochs=12&iris-replicates=2")
    expect(page.locator(".stage .flower")).not_to_have_count(0, timeout=30_000)  # before any run
    train(page)
    expect(page.get_by_role("button", name="Stop")).to_have_count(0)
    open_section(page, "One network, closely")
    before = page.locator("canvas.marks").evaluate("canvas => canvas.toDataURL()")
    across = page.get_by_role("combobox", name="Across")
    across.evaluate("box => box.scrollIntoView({block: 'center'})")  # its list closes whenever the page scrolls
    across.fill("sepal width")
    page.get_by_role("option", name="sepal width (cm)").click()
    page.wait_for_function("before => document.querySelector('canvas.marks')?.toDataURL() !== before", arg=before)


def test_a_phone_gets_from_the_overview_to_a_page_without_scrolling_sideways(new_page, url):
    phone = new_page(**PHONE)
    phone.goto(url)
    expect(phone.get_by_role("link", name="Iris").last).to_be_visible(timeout=30_000)
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.get_by_role("button", name="wider hidden layer").click()
    # the overview may keep all processors busy with its cards
    expect(phone.get_by_role("heading", level=1)).to_contain_text("wider hidden layer", timeout=30_000)
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
