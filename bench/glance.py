"""How soon a visitor sees something: a server and a Chromium of their own, on a machine that should otherwise be idle.

The first picture counts from the page's heading, the first point of a run from the click on Train, and scrubbing is how
many epochs of the final net the stage draws in a second.
"""

import itertools
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench import report
from mlp.runs.facts import cache_folder
from tests.browser.conftest import CHROMIUM_OPTIONS, end_group, free_port, launch, wait_until_healthy

ROUNDS = 5
PICTURE, POINT, FRAMES = 1.5, 1.0, 30  # targets: seconds, seconds, frames a second
UNTRAINED = "surface_width?surface-width-widths=20&surface-width-epochs=3000"
STORED, FINAL = "surface_width", "surface_fit"
POINTS = "nodes => nodes.some((line) => (line.getAttribute('d') ?? '').includes('L'))"
SCRUB = """async (stage, seconds) => {
  const slider = stage.querySelector('.slider')
  const [start, last] = [performance.now(), Number(slider.max)]
  let frames = 0
  while (performance.now() - start < 1000 * seconds) {
    slider.value = frames % (last + 1)
    slider.dispatchEvent(new Event('input'))
    await new Promise(requestAnimationFrame)
    frames++
  }
  return (1000 * frames) / (performance.now() - start)
}"""
_seeds = itertools.count(1)


def table(effort):
    """Markdown: seconds to the first picture and to the first point, frames a second."""
    folder, port = Path(tempfile.mkdtemp()), free_port()
    server = launch("streamlit_app.py", port, folder, {"MLP_EXPLORER_CACHE": str(cache_folder())})
    try:
        wait_until_healthy(f"http://127.0.0.1:{port}", server, folder / "log.txt")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_OPTIONS)
            return _table(browser, f"http://127.0.0.1:{port}")
    finally:
        end_group(server)


def _table(browser, url):
    first_picture(browser, f"{url}/{STORED}")  # the server imports what it needs
    pictures = {name: _median(first_picture, browser, f"{url}/{page}") for name, page in _pages().items()}
    rows = [
        (f"first picture after the heading: {name} (s)", report.figure(each), f"≤ {PICTURE:g}", each <= PICTURE)
        for name, each in pictures.items()
    ]
    point = _median(first_point, browser, f"{url}/{UNTRAINED}")
    rows.append(("first new point after a click on Train (s)", report.figure(point), f"≤ {POINT:g}", point <= POINT))
    frames = scrubbed(browser, f"{url}/{FINAL}")
    words = "epochs of the final net drawn in a second of scrubbing"
    rows.append((words, report.figure(frames), f"≥ {FRAMES}", frames >= FRAMES))
    return report.table(
        ("what a visitor waits for", "measured", "target", ""),
        [(*row[:3], report.verdict(row[3])) for row in rows],
    )


def _pages():
    return {"a stored result": STORED, "an untrained network": UNTRAINED, "the final net": FINAL}


def _median(measure, browser, url):
    return statistics.median(measure(browser, url) for _ in range(ROUNDS))


def opened(browser, url):
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(url)
    page.locator("h1").first.wait_for(timeout=60_000)
    return page


def wait_for_picture(page):
    page.locator(".stage .epoch").filter(has_text="Epoch").wait_for(timeout=60_000)


def first_picture(browser, url):
    """Seconds from the heading to the first picture on the stage."""
    page = opened(browser, url)
    start = time.perf_counter()
    wait_for_picture(page)
    seconds = time.perf_counter() - start
    page.close()
    return seconds


def first_point(browser, url):
    """Seconds from the click on Train to the first new point of the loss curve, with a seed that was never run."""
    page = opened(browser, f"{url}&surface-width-seed={int(time.time()) + next(_seeds)}")
    wait_for_picture(page)
    page.locator(".st-key-surface-width-run button").click()
    start = time.perf_counter()
    while not page.locator(".stage .curve .line").evaluate_all(POINTS):
        page.wait_for_timeout(20)
    seconds = time.perf_counter() - start
    page.locator(".st-key-surface-width-stop button").click()
    page.close()
    return seconds


def scrubbed(browser, url, seconds=4):
    """Frames a second while the epoch changes as fast as the browser draws."""
    page = opened(browser, url)
    wait_for_picture(page)
    page.wait_for_timeout(3000)  # the answers of all epochs are computed ahead
    frames = page.locator(".stage").evaluate(SCRUB, seconds)
    page.close()
    return frames
