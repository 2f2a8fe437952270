"""Everybody can use the page: screen readers, keyboard only, without script, large text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support.browser import PHONE, axe, opened

WEDNESDAY = "2026-12-09"
# Weeks and exercises are all made alike, and each costs the judge its time.
FEW_WEEKS = """document.querySelectorAll(
  '#plan .week:nth-of-type(n+3), #exercises .exercise:nth-of-type(n+9)'
).forEach(each => each.remove())"""
OPEN_ALL = "document.querySelectorAll('details').forEach(each => { each.open = true; })"


def violations(page: Any) -> list[str]:
    found = axe(page)
    assert {rule["id"] for rule in found["passes"]} >= {"color-contrast", "html-has-lang", "region"}
    return [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in found["violations"]]


@pytest.mark.parametrize(
    ("name", "scheme"),
    [
        ("desk_worker_sciatica", "light"),
        ("desk_worker_sciatica", "dark"),
        ("older_adult_balance", "light"),
    ],
)
def test_axe_finds_no_violation(
    browser: Any, folders: dict[str, Path], name: str, scheme: str
) -> None:
    file = folders[name] / "programme.html"
    with opened(browser, file, day=WEDNESDAY, color_scheme=scheme, bypass_csp=True) as found:
        page = found.page
        page.evaluate(FEW_WEEKS)
        page.evaluate(OPEN_ALL)
        timers = page.locator("#today button:visible", has_text="Start timer")
        assert timers.count()
        timers.first.click()
        assert violations(page) == []
        page.locator("nav a.alarm").click()
        assert [rule["id"] for rule in axe(page)["violations"]] == []


def test_without_script_everything_can_be_read(browser: Any, desk: Path) -> None:
    with opened(browser, desk, java_script_enabled=False) as found:
        page = found.page
        assert page.locator("#week .day").count() == 7
        assert page.locator("#week .session").first.is_visible()
        assert page.locator("#stop").is_visible()
        assert page.locator(".exercise svg.picture").first.is_visible()
        assert not page.locator("#hand-back").is_visible()
        assert not page.locator(".today-head").is_visible()
        page.locator("#plan details.week summary").nth(5).click()
        assert page.locator("#plan details.week").nth(5).locator(".day").first.is_visible()
        assert found.is_quiet()


def test_nothing_is_wider_than_the_phone_even_with_the_largest_text(
    browser: Any, desk: Path
) -> None:
    with opened(browser, desk, day=WEDNESDAY) as found:
        page = found.page
        page.evaluate(OPEN_ALL)
        for _ in range(3):
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
            page.locator("[data-look=size]").click()
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "18px"


def test_what_is_tapped_is_large_enough(browser: Any, desk: Path) -> None:
    with opened(browser, desk, day=WEDNESDAY) as found:
        sizes = found.page.evaluate(
            """() => [...document.querySelectorAll(
                 "nav a, button, select, summary, label.tick, .done label")]
               .map(each => [each.textContent.trim().slice(0, 20), each.getBoundingClientRect()])
               .filter(([, box]) => box.width && Math.min(box.width, box.height) < 44)
               .map(([text]) => text)"""
        )
        assert sizes == []


def test_the_page_is_used_with_the_keyboard_alone(browser: Any, desk: Path) -> None:
    with opened(browser, desk, day=WEDNESDAY) as found:
        page = found.page
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "today"
        for _ in range(3):
            page.keyboard.press("Tab")
        box = page.locator("#today .tick input").first
        assert box.evaluate("each => each === document.activeElement")
        outline = box.evaluate("each => getComputedStyle(each).outlineStyle")
        assert outline == "solid"
        page.keyboard.press("Space")
        assert box.is_checked()


def test_the_stop_signs_come_up_and_go_away_with_the_keyboard(browser: Any, desk: Path) -> None:
    with opened(browser, desk, day=WEDNESDAY) as found:
        page = found.page
        link = page.locator("nav a.alarm")
        link.focus()
        page.keyboard.press("Enter")
        dialog = page.locator("#stop-dialog")
        assert dialog.is_visible()
        assert "loss of bladder or bowel control" in dialog.inner_text()
        page.keyboard.press("Escape")
        assert not dialog.is_visible()
        assert link.evaluate("each => each === document.activeElement")


def test_the_stop_signs_are_in_reach_wherever_the_page_stands(browser: Any, desk: Path) -> None:
    with opened(browser, desk, day=WEDNESDAY) as found:
        page = found.page
        for place in ("#plan", "#exercises", "#about"):
            page.locator(f"{place} h2").scroll_into_view_if_needed()
            box = page.locator("nav a.alarm").bounding_box()
            assert 0 <= box["y"] <= PHONE[1] - box["height"]
