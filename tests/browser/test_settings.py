"""Settings in a real browser: kept on the way to another page and back, refused and mended, changed and undone."""

import re

import pytest
from playwright.sync_api import expect

LINK = "surface_width?surface-width-epochs=3&surface-width-replicates=2&surface-width-batch_size=20"


@pytest.fixture(scope="module")
def url(server):
    return server("streamlit_app.py")


def number(page, name):
    return page.get_by_role("spinbutton", name=name, exact=True)


def heading(page, words):
    expect(page.get_by_role("heading", level=1)).to_contain_text(words, timeout=30_000)


def change(page, name, value):
    number(page, name).fill(value)
    number(page, name).press("Enter")


def test_settings_are_kept_by_back_and_forward_and_by_the_navigation(page, url):
    page.goto(f"{url}/{LINK}")
    heading(page, "wider")
    change(page, "Number of seeds", "6")
    expect(page).to_have_url(re.compile("surface-width-replicates=6"))
    page.get_by_role("link", name="Iris").click()
    heading(page, "Which loss")
    change(page, "Epochs", "9")
    expect(page).to_have_url(re.compile("iris-epochs=9"))
    # what Streamlit still runs for a page when it is left may bring that page back
    expect(page.locator(".st-key-iris-run")).to_be_visible(timeout=30_000)
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_visible()

    page.go_back()
    heading(page, "wider")
    expect_width(page)
    page.go_forward()
    heading(page, "Which loss")
    expect(number(page, "Epochs")).to_have_value("9")
    page.get_by_role("link", name="Width").click()
    heading(page, "wider")
    expect_width(page)


def expect_width(page):
    """The settings of the width page as they were left, folded ones too, on the page and in its URL."""
    expect(number(page, "Number of seeds")).to_have_value("6")
    expect(number(page, "Epochs")).to_have_value("3")
    expect(number(page, "Rows per step")).to_have_value("20")
    expect(page).to_have_url(re.compile("surface-width-replicates=6"))


def test_a_change_is_marked_keeps_the_cursor_and_is_undone(page, url):
    page.goto(f"{url}/{LINK}")
    heading(page, "wider")
    undo = page.get_by_role("button", name="Back to 0.001")
    expect(undo).to_have_count(0)
    change(page, "Learning rate", "0.002")
    expect(undo.first).to_be_visible()
    expect(number(page, "Learning rate")).to_be_focused()
    expect(number(page, "Rows per step")).to_be_visible()  # folded, but changed by the link
    undo.first.click()
    expect(number(page, "Learning rate")).to_have_value("0.001")
    expect(undo).to_have_count(0)
    expect(page).not_to_have_url(re.compile("learning_rate"))


@pytest.mark.parametrize(
    ("name", "value", "limit"),
    [
        ("Learning rate", "-1", "must be a number from 1e-12 to 1000, got -1.0"),
        ("Rows per step", "99999999", "must be a whole number from 0 to 1000000, got 99999999"),
    ],
)
def test_a_refused_value_says_its_limit_and_nothing_runs(page, url, name, value, limit):
    page.goto(f"{url}/{LINK}")
    heading(page, "wider")
    run = page.locator(".st-key-surface-width-run button")
    expect(run).to_be_enabled()
    change(page, name, value)
    expect(page.get_by_test_id("stSidebar").get_by_text(limit)).to_be_visible()
    expect(run).to_be_disabled()
    change(page, name, "7")
    expect(run).to_be_enabled()


def test_refused_layers_say_what_is_allowed(page, url):
    page.goto(f"{url}/surface_fit?surface-fit-epochs=2")
    heading(page, "surface")
    layers = page.get_by_role("textbox", name="Units in each hidden layer")
    layers.fill("100, abc")
    layers.press("Enter")
    expect(page.get_by_test_id("stSidebar").get_by_text("separated by commas")).to_be_visible()
    expect(page.locator(".st-key-surface-fit-run button")).to_be_disabled()
