"""Every page on a fresh server with an empty cache, as it first looks on a desktop and on a phone."""

import pytest
from playwright.sync_api import expect

from mlp.experiments import EXPERIMENTS

PAGES = [name.replace("-", "_") for name in EXPERIMENTS]
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
# what has text in it and hides what does not fit
CUT = """() => [...document.querySelectorAll("button, [role=tab], label, [data-testid=stMetricValue], h1, h2, th, td")]
  .filter((node) => node.offsetParent && getComputedStyle(node).overflowX !== "visible")
  .filter((node) => node.scrollWidth > node.clientWidth + 1)
  .map((node) => node.textContent)"""
CUT_ON_STAGE = """(stage) => [...stage.querySelectorAll(".legend, .legend span, button, figcaption, output")]
  .filter((node) => node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).display !== "inline")
  .map((node) => node.textContent)"""
TOO_WIDE = """() => [document.documentElement, document.querySelector("[data-testid=stMain]")]
  .some((node) => node.scrollWidth > node.clientWidth)"""
UNITS = "(stage) => [...stage.querySelectorAll('.network canvas')].map((canvas) => canvas.toDataURL())"


@pytest.fixture(scope="module")
def url(server):
    return server("streamlit_app.py")


def opened(page, url):
    """The stage of a page, once something is drawn on it."""
    page.goto(url)
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=60_000)
    expect(page.locator(".stage .epoch")).to_contain_text("Epoch", timeout=60_000)
    return page.locator(".stage")


def bottom(locator):
    box = locator.bounding_box()
    return box["y"] + box["height"]


def trained(stage):
    """The stage, once it has more epochs than the untrained one."""
    expect(stage.locator(".slider")).not_to_have_attribute("max", "0", timeout=60_000)
    return stage


@pytest.mark.parametrize("name", PAGES)
def test_the_first_screen_of_a_desktop_holds_header_stage_and_curve(new_page, url, name):
    page = new_page(viewport=DESKTOP)
    stage = opened(page, f"{url}/{name}")
    assert bottom(page.get_by_role("heading", level=1)) < bottom(page.locator(".st-key-bar"))
    assert bottom(page.locator(".st-key-bar")) <= stage.bounding_box()["y"]
    assert bottom(stage.locator(".network")) < bottom(stage.locator(".curve")) <= DESKTOP["height"]
    assert not page.evaluate(TOO_WIDE)
    trained(stage)
    newest = stage.evaluate(UNITS)
    stage.locator(".slider").fill("0")
    expect(stage.locator(".epoch")).to_have_text("Epoch 0")
    assert stage.evaluate(UNITS) != newest
    assert not page.evaluate(CUT)
    assert not stage.evaluate(CUT_ON_STAGE)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_cut_or_wider_than_a_phone(new_page, url, name):
    page = new_page(viewport=PHONE)
    stage = trained(opened(page, f"{url}/{name}"))
    assert not page.evaluate(TOO_WIDE)
    assert not page.evaluate(CUT)
    assert not stage.evaluate(CUT_ON_STAGE)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_overview_begins_with_a_start_and_trains_itself(new_page, url, size):
    page = new_page(viewport=size)
    page.goto(url)
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=60_000)
    start = page.locator(".st-key-start-here")
    expect(start).to_be_visible()
    assert bottom(start) <= size["height"]
    expect(page.get_by_test_id("stVegaLiteChart").first).to_be_visible(timeout=60_000)
    assert not page.evaluate(TOO_WIDE)
    assert not page.evaluate(CUT)
