"""A real server and a real browser: `server(script)` gives the URL of a fresh server, `page` a fresh browser page."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[2]
SECONDS_TO_START = 60
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A function `server(script, **environment) -> url`; every call starts a server with an empty cache folder.

    `script` is relative to the project; servers end, with all they started, after the module's last test.
    """
    running = []

    def start(script, **environment):
        folder = tmp_path_factory.mktemp("server")
        port = free_port()
        process = launch(script, port, folder, environment)
        running.append(process)
        url = f"http://127.0.0.1:{port}"
        wait_until_healthy(url, process, folder / "log.txt")
        return url

    yield start
    for process in running:
        end_group(process)


@pytest.fixture(scope="session")
def browser():
    """Chromium, or a skip with the reason where it is not installed (a failure in continuous integration)."""
    chromium = shutil.which("chromium")
    if chromium is None:
        refuse = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        refuse("the browser tests need chromium on the PATH")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def new_page(browser):
    """A function `new_page(**context_options) -> page`, say for a phone; an uncaught error in a page fails the test."""
    contexts, errors = [], []

    def open_page(**options):
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not errors


@pytest.fixture
def page(new_page):
    """A page of a desktop browser."""
    return new_page(viewport={"width": 1280, "height": 900})


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def launch(script, port, folder, environment):
    """The server's process, leader of its own process group, writing to log.txt in the folder."""
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / script), "--server.headless=true"]
    command += [f"--server.port={port}", "--server.address=127.0.0.1", "--browser.gatherUsageStats=false"]
    own = {"PYTHONPATH": str(ROOT), "MLP_EXPLORER_CACHE": str(folder / "cache")}
    with open(folder / "log.txt", "wb") as log:
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | own | environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def wait_until_healthy(url, process, log):
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(f"{url}/_stcore/health", timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text()}")


def end_group(process):
    """End the server and every process it started."""
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
