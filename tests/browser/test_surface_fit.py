"""The page of the fitted surface in a real browser: the picture follows the slider, an animation can be taken home."""

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.page import open_section, train

QUICK = "surface-fit-hidden=10&surface-fit-epochs=3&surface-fit-replicates=2"


@pytest.fixture(scope="module")
def url(server):
    return server("streamlit_app.py")


def open_trained(page, url, seed):
    """The page with quick runs of its own, done."""
    page.goto(f"{url}/surface_fit?{QUICK}&surface-fit-seed={seed}")
    train(page, "2 runs × 2 seeds")
    expect(page.locator(".st-key-surface-fit-stage .stage")).to_have_count(1)


def test_the_surface_follows_the_slider_and_the_switch(page, url):
    open_trained(page, url, seed=1)
    stage = page.locator(".st-key-surface-fit-stage")
    picture = "canvas => canvas.toDataURL()"
    fitted = stage.locator(".result .wide")
    expect(stage.locator(".epoch")).to_have_text("Epoch 3")
    last, marker = fitted.evaluate(picture), stage.locator(".curve .marker").get_attribute("x1")
    stage.locator(".slider").fill("0")
    expect(stage.locator(".epoch")).to_have_text("Epoch 0")
    assert fitted.evaluate(picture) != last
    assert stage.locator(".curve .marker").get_attribute("x1") != marker

    page.get_by_role("radio", name="mean").click()
    expect(page).to_have_url(re.compile("surface-fit-gradients=mean"))
    expect(stage.locator(".runs [aria-pressed=true]")).to_have_text("mean")


def test_an_animation_is_cancelled_made_and_saved(page, url):
    open_trained(page, url, seed=2)
    open_section(page, "Take home")
    make = page.get_by_role("button", name="Make an animation")
    make.click()
    page.get_by_role("button", name="Cancel").click()
    make.click()
    with page.expect_download(timeout=20_000) as download:
        page.get_by_role("button", name="Save the animation").click(timeout=20_000)
    assert re.fullmatch(r"surface-fit-sum-seed-[01]\.gif", download.value.suggested_filename)
    with Image.open(Path(download.value.path())) as gif:
        assert gif.n_frames == 4
