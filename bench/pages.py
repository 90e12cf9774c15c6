"""What a rerun of each page costs the server: processor time, with every result stored.

A real server and a real Chromium (the packages of requirements-dev.txt): the key R reruns a page as a widget would. The
published runs of a page must be stored (`python -m mlp run NAME`), or their training counts, too.
"""

import os
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench import report
from mlp.runs.facts import cache_folder
from tests.browser.conftest import CHROMIUM_OPTIONS, ROOT, end_group, free_port, launch, wait_until_healthy

RERUNS, WARM = 20, 5
TARGET = 0.040  # seconds of processor time


def table(effort):
    """Markdown: the milliseconds of every page."""
    folder, port = Path(tempfile.mkdtemp()), free_port()
    server = launch("streamlit_app.py", port, folder, {"MLP_EXPLORER_CACHE": str(cache_folder())})
    try:
        wait_until_healthy(f"http://127.0.0.1:{port}", server, folder / "log.txt")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_OPTIONS)
            seconds = {name: measured(browser, server.pid, f"http://127.0.0.1:{port}", name) for name in names()}
    finally:
        end_group(server)
    rows = [(name, report.figure(1000 * each), report.verdict(each <= TARGET)) for name, each in seconds.items()]
    return report.table(("page", "ms of processor time a rerun", f"target ≤ {1000 * TARGET:.0f}"), rows)


def names():
    return sorted(path.stem for path in (ROOT / "pages").glob("*.py"))


def measured(browser, pid, url, name):
    """Seconds of processor time of one rerun of a page."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(url if name == "overview" else f"{url}/{name}")
    page.locator("h1").first.wait_for(timeout=60_000)
    for _ in range(WARM):
        rerun(page)
    before = processor_seconds(pid)
    for _ in range(RERUNS):
        rerun(page)
    page.close()
    return (processor_seconds(pid) - before) / RERUNS


def rerun(page):
    page.keyboard.press("r")
    page.wait_for_timeout(150)
    page.wait_for_function("!document.querySelector('[data-testid=stStatusWidget]')", timeout=60_000)
    page.wait_for_timeout(250)


def processor_seconds(pid):
    """User and system time of a process so far, as Linux has it."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
