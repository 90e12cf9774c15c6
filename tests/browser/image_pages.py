"""What a visitor does on the pages of digits and of characters."""

import os
import re

from playwright.sync_api import expect

REAL = os.environ.get("MLP_EXPLORER_REAL_DATA")


def draw(page, strokes):
    """Draw strokes of points (x, y), in fractions of the pad, with the mouse."""
    page.wait_for_function("!document.querySelector('[data-stale=true]')")
    pad = page.get_by_role("img", name="Drawing pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    for stroke in strokes:
        (x, y), *others = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in stroke]
        page.mouse.move(x, y)
        page.mouse.down()
        for x, y in others:
            page.mouse.move(x, y, steps=5)
        page.mouse.up()


def expect_answer(page, name):
    expect(page.get_by_role("heading", name=re.compile(f"It reads {name},"))).to_be_visible()


def gallery(page, name):
    """The gallery of the page of this name."""
    return page.locator(f".st-key-{name}-gallery .cards")
