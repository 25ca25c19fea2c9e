"""A real browser for the tests that look at pages: the system's Chromium."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser
    from playwright.sync_api import Page

WIDTH = 1280
HEIGHT = 900


@dataclass
class Screen:
    """One tab, and what it complained about."""

    page: Page
    complaint: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window."""
    program = shutil.which("chromium")
    assert program, "chromium is not installed: run tests/layar/prepare.py"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        )
        yield browser
        browser.close()


@pytest.fixture
def screen(browser: Browser) -> Iterator[Screen]:
    """A fresh tab; errors of its console and scripts are collected."""
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale="id-ID")
    page = context.new_page()
    tab = Screen(page)

    def console(kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            tab.complaint.append(text)

    page.on("console", lambda message: console(message.type, message.text))
    page.on("pageerror", lambda error: tab.complaint.append(str(error)))
    yield tab
    context.close()
