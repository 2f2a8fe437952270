"""A real Chromium that opens exported pages and tells everything they try."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support.calendar_readers import NODE_MODULES, need

CHROMIUM = Path("/usr/bin/chromium")
OPTIONS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
AXE = NODE_MODULES / "axe-core" / "axe.min.js"
PHONE = (360, 740)
LOCAL = ("file:", "data:", "blob:")


@contextmanager
def chromium() -> Iterator[Any]:
    """The browser; tests are skipped where it is missing, and fail where CI=true is set."""
    need(CHROMIUM.exists(), "chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(OPTIONS))
        yield browser
        browser.close()


@dataclass
class Opened:
    """A page in the browser, and what it did that it should not."""

    page: Any
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def is_quiet(self) -> bool:
        """It asked for nothing but itself, and neither script nor policy complained."""
        return not self.requests and not self.errors


@contextmanager
def opened(
    browser: Any,
    file: Path,
    *,
    day: str | None = None,
    size: tuple[int, int] = PHONE,
    before: str = "",
    **options: Any,
) -> Iterator[Opened]:
    """A file in a window of its own, with storage of its own.

    Args:
        browser: of `chromium`.
        file: the page.
        day: date on which it is opened; None for today.
        size: of the window, in pixels.
        before: script that runs before those of the page.
        options: of the window, as Playwright names them.
    """
    width, height = size
    window = browser.new_context(viewport={"width": width, "height": height}, **options)
    page = window.new_page()
    found = Opened(page)
    page.on("request", lambda request: _note(found, request.url))
    page.on("requestfailed", lambda request: _stopped(found, request))
    page.on("pageerror", lambda error: found.errors.append(str(error)))
    page.on("console", lambda told: found.errors.append(told.text))
    page.on("dialog", lambda dialog: (found.errors.append("dialog"), dialog.dismiss()))
    if day is not None:
        page.clock.set_fixed_time(dt.datetime.fromisoformat(f"{day}T09:00"))
    if before:
        page.add_init_script(before)
    page.goto(file.as_uri())
    yield found
    window.close()


def _note(found: Opened, url: str) -> None:
    if not url.startswith(LOCAL):
        found.requests.append(url)


def _stopped(found: Opened, request: Any) -> None:
    """What the policy of the page stopped never left; the policy's own complaint stays."""
    if request.failure == "csp" and request.url in found.requests:
        found.requests.remove(request.url)


def axe(page: Any) -> dict[str, Any]:
    """What axe-core finds on the page as it stands; its window must pass by the policy."""
    need(AXE.exists(), "axe-core")
    page.evaluate(AXE.read_text("utf-8"))
    result: dict[str, Any] = page.evaluate("axe.run(document)")
    return result
