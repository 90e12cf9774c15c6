"""A visitor who closes the tab in the middle of long runs, and one who comes later."""

import re
import time

import pytest
from playwright.sync_api import expect

LINK = "surface_width?surface-width-epochs=4000&surface-width-replicates=3"
QUIET = 15  # seconds without a checkpoint, of which a live run writes one every five


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def url(server, cache):
    return server("streamlit_app.py", MLP_EXPLORER_CACHE=str(cache))


def checkpoints(cache):
    return sorted((path.name, path.stat().st_mtime) for path in cache.rglob("*.checkpoint"))


def until(true, seconds, else_says):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, else_says
        time.sleep(0.2)


def run_of(page):
    return page.locator(".st-key-surface-width-run button")


def test_runs_of_a_closed_tab_stop_within_a_minute_and_go_on_for_the_next_visitor(new_page, url, cache):
    page = new_page()
    page.goto(f"{url}/{LINK}")
    expect(run_of(page)).to_have_text(re.compile("4 runs × 3 seeds, about"), timeout=60_000)
    run_of(page).click()
    until(lambda: len(checkpoints(cache)) >= 2, 60, "runs under way leave no checkpoints")
    page.close()
    seen = [(time.monotonic(), checkpoints(cache))]

    def quiet():
        if checkpoints(cache) != seen[-1][1]:
            seen.append((time.monotonic(), checkpoints(cache)))
        return time.monotonic() - seen[-1][0] > QUIET

    until(quiet, 60 + QUIET, "they go on for nobody")
    other = new_page()
    other.goto(f"{url}/{LINK}")
    expect(run_of(other)).to_have_text(re.compile("Go on: "), timeout=60_000)
    expect(other.get_by_role("button", name="Start over")).to_be_visible()
    run_of(other).click()
    expect(other.get_by_text(re.compile("of 4 runs done"))).to_be_visible()
    other.get_by_role("button", name="Stop").click()
    expect(other.get_by_text(re.compile("Stopped at [1-9]"))).to_have_count(1)
