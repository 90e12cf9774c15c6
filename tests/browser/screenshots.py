"""`make screenshots`: every page at desktop and phone width, light and dark, as PNG files in docs/screenshots.

The server uses the results that this machine has; `python -m mlp run NAME` makes those that are missing.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from mlp.runs.store import default_folder
from tests.browser.conftest import CHROMIUM_OPTIONS, ROOT, end_group, free_port, launch, wait_until_healthy

FOLDER = ROOT / "docs" / "screenshots"
WIDTHS = {"desktop": (1280, 900), "phone": (390, 844)}
SETTLED = 2500  # milliseconds after the last sign of work
PATIENCE = 90_000


def main(names):
    """Photograph the pages of these names, or all."""
    pages = ["", *sorted(path.stem for path in (ROOT / "pages").glob("*.py") if path.stem != "overview")]
    wanted = [page for page in pages if not names or (page or "overview") in names]
    FOLDER.mkdir(parents=True, exist_ok=True)
    folder, port = Path(tempfile.mkdtemp()), free_port()
    own_cache = {"MLP_EXPLORER_CACHE": os.environ.get("MLP_EXPLORER_CACHE", str(default_folder().parent))}
    server = launch("streamlit_app.py", port, folder, own_cache)
    try:
        wait_until_healthy(f"http://127.0.0.1:{port}", server, folder / "log.txt")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_OPTIONS)
            for page in wanted:
                for width in WIDTHS:
                    for theme in ("light", "dark"):
                        photograph(browser, f"http://127.0.0.1:{port}/{page}", page or "overview", width, theme)
    finally:
        end_group(server)


def photograph(browser, url, name, width, theme):
    """The first screen of a page and the whole of it, once nothing runs any more."""
    size = dict(zip(("width", "height"), WIDTHS[width], strict=True))
    context = browser.new_context(viewport=size, color_scheme=theme)
    page = context.new_page()
    page.goto(url)
    page.locator("h1").first.wait_for(timeout=PATIENCE)
    page.wait_for_function("!document.querySelector('[data-testid=stStatusWidget]')", timeout=PATIENCE)
    page.wait_for_timeout(SETTLED)
    page.screenshot(path=FOLDER / f"{name}-{width}-{theme}.png")
    tall = page.locator("[data-testid=stMain] [data-testid=stMainBlockContainer]").bounding_box()["height"]
    page.set_viewport_size({**size, "height": int(tall) + 40})
    page.wait_for_timeout(SETTLED)
    page.screenshot(path=FOLDER / f"{name}-{width}-{theme}-whole.png")
    print(f"{name}, {width}, {theme}: {tall:.0f} pixels high")
    context.close()


if __name__ == "__main__":
    main(sys.argv[1:])
