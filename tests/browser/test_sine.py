"""The page of the sine in a real browser: the fit follows the slider, and rates explode."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.page import open_section, train

QUICK = "sine-compare=false&sine-epochs=60&sine-replicates=2"
EXPLOSION = "sine-preset=explosion&sine-rate=0.1&sine-explosion-epochs=30&sine-explosion-replicates=2"


@pytest.fixture(scope="module")
def url(server):
    return server("streamlit_app.py")


def run(page, address):
    page.goto(address)
    train(page, re.compile("× 2 seeds"))


def test_the_fit_follows_the_slider(page, url):
    run(page, f"{url}/sine?{QUICK}")
    player = page.locator(".st-key-sine-stage")
    expect(player.locator(".stage")).to_have_count(1)
    fit = player.locator(".result path.series0")
    expect(player.locator(".epoch")).to_have_text("Epoch 60")
    last = fit.get_attribute("d")
    player.get_by_role("slider").first.fill("0")
    expect(player.locator(".epoch")).to_have_text("Epoch 0")
    assert fit.get_attribute("d") != last


def test_a_rate_between_those_of_the_table_joins_it(page, url):
    run(page, f"{url}/sine?{EXPLOSION}")
    open_section(page, "Every seed")
    expect(page.get_by_text("rate 0.1 (× diverged)")).to_be_visible()
    page.get_by_role("slider", name="Learning rate").press("ArrowLeft")
    expect(page.get_by_text("rate 0.07 (× diverged)")).to_be_visible()
    train(page, re.compile("10 cached"))
