"""The drawing pad in a real browser."""

import re

import pytest
from playwright.sync_api import expect

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}


@pytest.fixture(scope="module")
def url(server):
    return server("tests/browser/components_app.py")


@pytest.fixture
def opened(page, url):
    return open_app(page, url)


def open_app(page, url):
    page.goto(url)
    expect(page.get_by_text("Draw here")).to_be_visible()
    return page


def on_pad(page, points):
    """Points in fractions of the pad as pixels of the page."""
    box = page.locator("canvas").bounding_box()
    return [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]


def draw(page, points):
    """One stroke with the mouse."""
    (x, y), *others = on_pad(page, points)
    page.mouse.move(x, y)
    page.mouse.down()
    for x, y in others:
        page.mouse.move(x, y, steps=5)
    page.mouse.up()


def draw_by_finger(page, points):
    """One stroke with a finger, as the touch screen reports it."""
    touch = page.context.new_cdp_session(page)
    kinds = ["touchStart"] + ["touchMove"] * (len(points) - 1)
    for kind, (x, y) in zip(kinds, on_pad(page, points), strict=True):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def expect_ink(page, rows, columns):
    """Python shows ink in this box of its (56, 56) picture, to the pixel or its neighbour."""
    shown = page.get_by_text("ink: rows")
    numbers = [rf"({low - 1}|{low}|{low + 1})" for low in (*rows, *columns)]
    expect(shown).to_have_text(re.compile("ink: rows {}-{}, columns {}-{}$".format(*numbers)))


def expect_runs(page, count):
    expect(page.get_by_text("runs:")).to_have_text(f"runs: {count}")


def no_horizontal_scrolling(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


# The pen is .08 of 56 pixels wide, so ink begins 2.24 pixels before a point.


def test_a_drawn_shape_reaches_python(opened):
    draw(opened, [(0.25, 0.25), (0.75, 0.25), (0.5, 0.75)])
    expect_ink(opened, rows=(12, 44), columns=(12, 44))
    expect_runs(opened, 2)
    expect(opened.get_by_role("img", name="Drawing pad")).to_be_visible()
    expect(opened.get_by_text("Draw here")).to_be_hidden()


def test_a_single_dot_is_ink(opened):
    draw(opened, [(0.5, 0.5)])
    expect_ink(opened, rows=(26, 30), columns=(26, 30))


def test_undo_and_clear_by_keyboard(opened):
    draw(opened, [(0.25, 0.25), (0.75, 0.25)])
    draw(opened, [(0.25, 0.75), (0.75, 0.75)])
    expect_ink(opened, rows=(12, 44), columns=(12, 44))
    opened.get_by_role("button", name="Undo").focus()
    opened.keyboard.press("Enter")
    expect_ink(opened, rows=(12, 16), columns=(12, 44))
    opened.keyboard.press("Tab")
    opened.keyboard.press("Enter")
    expect(opened.get_by_text("no ink")).to_be_visible()
    expect(opened.get_by_text("Draw here")).to_be_visible()


def test_a_drawing_survives_reruns_and_goes_on(opened):
    draw(opened, [(0.25, 0.25), (0.75, 0.25)])
    opened.get_by_role("button", name="Add a line").click()
    expect(opened.get_by_text("something new above")).to_be_visible()
    expect(opened.get_by_text("Draw here")).to_be_hidden()
    draw(opened, [(0.25, 0.75), (0.75, 0.75)])
    expect_ink(opened, rows=(12, 44), columns=(12, 44))


def test_a_drawing_moves_along_with_its_pad(opened):
    draw(opened, [(0.25, 0.25), (0.75, 0.25)])
    opened.get_by_text("Move the pad").click()
    expect(opened.locator("details canvas")).to_be_visible()
    expect(opened.get_by_text("Draw here")).to_be_hidden()
    draw(opened, [(0.25, 0.75), (0.75, 0.75)])
    expect_ink(opened, rows=(12, 44), columns=(12, 44))
    opened.get_by_role("button", name="Undo").click()
    expect_ink(opened, rows=(12, 16), columns=(12, 44))


def test_a_finger_draws_on_a_phone_and_the_page_stays(new_page, url):
    phone = open_app(new_page(**PHONE), url)
    assert no_horizontal_scrolling(phone)
    scrolled = "document.querySelector('[data-testid=stMain]').scrollTop"
    before = phone.evaluate(scrolled)
    draw_by_finger(phone, [(0.5, 0.75), (0.5, 0.6), (0.5, 0.4), (0.5, 0.25)])
    expect_ink(phone, rows=(12, 44), columns=(26, 30))
    assert phone.evaluate(scrolled) == before
