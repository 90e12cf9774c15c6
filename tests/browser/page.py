"""What a visitor does on any experiment's page."""

from playwright.sync_api import expect


def train(page, name="Train"):
    """Click the priced button of this name and wait until all runs have ended."""
    page.locator(".st-key-bar").get_by_role("button", name=name).click()
    expect_trained(page)


def expect_trained(page):
    expect(page.locator(".st-key-bar")).to_contain_text("of training on one processor core", timeout=60_000)


def open_section(page, name):
    page.get_by_role("tab", name=name).click()
