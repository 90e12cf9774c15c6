"""The overview in a real browser, on a fresh server with an empty cache: its cards get their curves by themselves."""

import pytest
from playwright.sync_api import expect

SIZES = {"desktop": (1280, 900, 3), "window": (900, 900, 2), "phone": (390, 844, 1)}  # width, height, columns
CARDS = 7


@pytest.fixture(scope="module")
def url(server):
    return server("streamlit_app.py")


def test_every_card_gets_its_curves_by_itself_until_it_is_stopped(page, url):
    page.goto(url)
    expect(page.locator("[class*=st-key-card-of] [data-testid=stVegaLiteChart]")).to_have_count(CARDS, timeout=120_000)
    stop = page.get_by_role("button", name="Stop")
    stop.click()
    expect(page.get_by_role("button", name="Go on")).to_be_visible(timeout=30_000)
    expect(stop).to_have_count(0)
    expect(page.get_by_text("training here")).to_have_count(0)
    expect(page.locator("[class*=st-key-card-of] [data-testid=stVegaLiteChart]")).to_have_count(CARDS)


@pytest.mark.parametrize("size", SIZES)
def test_cells_are_of_equal_height_and_leave_no_hole(new_page, url, size):
    width, height, columns = SIZES[size]
    page = new_page(viewport={"width": width, "height": height})
    page.goto(url)
    cells = page.locator(".st-key-start, [class*=st-key-card-of]")
    expect(cells).to_have_count(CARDS + 1, timeout=60_000)
    boxes = cells.evaluate_all("cells => cells.map(cell => cell.getBoundingClientRect().toJSON())")
    lines = {}
    for box in boxes:
        lines.setdefault(round(box["y"]), []).append(box)
    ends = {round(max(box["x"] + box["width"] for box in line)) for line in lines.values()}
    assert len(ends) == 1, "every line is full"
    assert len(list(lines.values())[-1]) == columns
    assert max(map(len, lines.values())) == columns
    if columns > 1:
        assert max(box["height"] for box in boxes) - min(box["height"] for box in boxes) < 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
