"""A sweep in a real browser: from a link on a fresh server to the table that a reader takes home."""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.page import expect_trained, open_section

LINK = "surface_width?surface-width-epochs=60&surface-width-replicates=2"


@pytest.fixture(scope="module")
def url(server):
    return server("streamlit_app.py")


def epochs(page):
    return page.get_by_role("spinbutton", name="Epochs", exact=True)


def losses(page):
    """The curves of the stage as they are drawn now."""
    return [line.get_attribute("d") for line in page.locator(".stage .curve path.line").all()]


def expect_results(page):
    expect_trained(page)
    open_section(page, "Reported against ours")
    expect(page.get_by_text("It needs epochs 30")).to_be_visible()  # the claim speaks of the published settings alone
    expect(page.locator(".st-key-surface-width-run")).to_have_count(0)


def test_a_sweep_from_its_link_to_its_table(page, new_page, url):
    page.goto(f"{url}/{LINK}")
    run = page.locator(".st-key-surface-width-run button")
    expect(run).to_have_text(re.compile("4 runs × 2 seeds, about"), timeout=30_000)
    expect(page.get_by_role("link", name="Iris")).to_be_visible()  # the router's own navigation
    expect(page.locator(".stage .epoch")).to_have_text("Epoch 0")
    assert not losses(page)

    run.click()
    expect(page.get_by_text(re.compile("[0-3] of 4 runs done"))).to_be_visible()
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    expect_results(page)
    assert len(losses(page)) == 2 * 4  # training and validation

    open_section(page, "Take home")
    with page.expect_download() as download:
        page.get_by_role("button", name="Curves (CSV)").click()
    rows = list(csv.DictReader(Path(download.value.path()).read_text().splitlines()))
    assert {row["run"] for row in rows} == {"width 10", "width 20", "width 50", "width 100"}
    assert max(int(row["epoch"]) for row in rows) == 60

    page.get_by_role("link", name="Iris").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Which loss")
    page.get_by_role("link", name="Width").click()
    expect(epochs(page)).to_have_value("60")
    expect_results(page)
    expect(page).to_have_url(re.compile("surface-width-epochs=60"))

    other = new_page()
    other.goto(page.url)
    expect(epochs(other)).to_have_value("60")
    expect_results(other)  # at once: another visitor has run it


def test_a_link_with_an_absurd_setting_says_so_once(page, url):
    page.goto(f"{url}/surface_width?surface-width-epochs=1e999&surface-width-replicates=2")
    expect(page.get_by_text("epochs must be a whole number from 1 to 100000")).to_be_visible(timeout=30_000)
    expect(epochs(page)).to_have_value("30")
    expect(page).not_to_have_url(re.compile("epochs"))
    epochs(page).fill("3")
    epochs(page).press("Enter")
    expect(page).to_have_url(re.compile("surface-width-epochs=3"))
    expect(page.get_by_text("epochs must be")).to_have_count(0)
