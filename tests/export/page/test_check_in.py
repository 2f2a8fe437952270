"""What the page hands back is read by the planner as it was ticked."""

from __future__ import annotations

import datetime as dt
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.support.browser import opened
from tests.support.process import environment, planner

START, SUNDAY = dt.date(2026, 12, 7), "2026-12-13"


def handed_back(page: Any, folder: Path) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save a check-in file").click()
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file


def session(page: Any) -> Any:
    return page.locator("#today .card:has(fieldset)").first


def goto(page: Any, day: str) -> None:
    """The page at a day of the plan, by its arrows: back to the start, then on."""
    back, on = (page.locator(f"[data-go='{way}']") for way in ("-1", "1"))
    while back.is_enabled():
        back.click()
    for _ in range((dt.date.fromisoformat(day) - START).days):
        on.click()


def firsts(plan: dict[str, Any]) -> list[dict[str, Any]]:
    """The first session of each day that has one."""
    found: dict[str, dict[str, Any]] = {}
    for each in plan["sessions"]:
        found.setdefault(each["date"], each)
    return list(found.values())


def done(page: Any, word: str) -> None:
    """Taps one answer as a finger does: what covers it, or moves it, is waited for."""
    session(page).locator(f".done label:has(input[value={word}])").click()
    assert session(page).locator(f"input[value={word}]").is_checked()


@pytest.fixture
def store(tmp_path: Path) -> dict[str, str]:
    return environment(PLANNER_STORE=str(tmp_path / "store" / "programmes.db"))


def test_the_planner_takes_in_what_the_page_hands_back(
    browser: Any, folders: dict[str, Path], tmp_path: Path, store: dict[str, str]
) -> None:
    folder = folders["desk_worker_sciatica"]
    plan = json.loads((folder / "plan.json").read_text("utf-8"))
    first, second, third = firsts(plan)[:3]
    with opened(browser, folder / "programme.html", day=SUNDAY) as found:
        page = found.page
        assert page.get_by_role("button", name="Save a check-in file").is_disabled()
        goto(page, first["date"])
        done(page, "full")
        session(page).locator("[data-score=pain_during]").select_option("2")
        session(page).locator("[data-score=pain_next_morning]").select_option("1")
        session(page).locator("[data-score=rpe]").select_option("4")
        session(page).locator("[data-note]").fill('calm "day" </script>')
        goto(page, second["date"])
        boxes = session(page).locator(".tick input")
        boxes.nth(0).check()
        page.locator("#today .card", has_text="During the day").locator(".tick input").first.check()
        goto(page, third["date"])
        done(page, "missed")
        session(page).locator("[data-score=rpe]").select_option("9")
        page.locator("#check-in-note").fill("A good week.")
        file = handed_back(page, tmp_path)
        assert found.is_quiet(), (found.requests, found.errors)
    told = json.loads(file.read_text("utf-8"))
    assert file.name == "check-in-2026-12-13.json"
    assert told["format"] == "checkin/1"
    assert told["date"] == SUNDAY
    assert told["note"] == "A good week."
    full, part, missed = told["sessions"]
    assert full == {
        "key": first["key"], "done": "full", "pain_during": 2, "pain_next_morning": 1, "rpe": 4,
        "note": 'calm "day" </script>',
    }  # fmt: skip
    assert (part["key"], part["done"]) == (second["key"], "partial")
    assert [each["done"] for each in part["items"]][:2] == ["full", "missed"]
    assert {each["activity"] for each in part["items"]} == {
        each["activity"] for each in second["items"]
    }
    assert missed == {"key": third["key"], "done": "missed"}
    assert [each["done"] for each in told["all_day"]] == ["full"]
    taken = planner("check-in", folder, file, "--json", env=store)
    assert taken.returncode == 0, taken.stdout + taken.stderr


def test_the_next_check_in_holds_only_what_is_new(
    browser: Any, folders: dict[str, Path], tmp_path: Path, store: dict[str, str]
) -> None:
    folder = folders["older_adult_balance"]
    plan = json.loads((folder / "plan.json").read_text("utf-8"))
    first, second = firsts(plan)[:2]
    with opened(browser, folder / "programme.html", day=first["date"]) as found:
        page = found.page
        done(page, "full")
        one = handed_back(page, tmp_path)
        one = one.rename(tmp_path / "one.json")
        # The browser stores beside the page: on a busy machine a reload can be quicker than that.
        page.wait_for_timeout(1000)
        page.clock.set_fixed_time(f"{second['date']}T20:00:00")
        page.reload()
        done(page, "full")
        two = handed_back(page, tmp_path).rename(tmp_path / "two.json")
        page.locator("#check-in-all").check()
        whole = json.loads(page.locator("#check-in-text").input_value())
    assert [each["key"] for each in json.loads(one.read_text())["sessions"]] == [first["key"]]
    assert [each["key"] for each in json.loads(two.read_text())["sessions"]] == [second["key"]]
    assert {each["key"] for each in whole["sessions"]} == {first["key"], second["key"]}
    for file in (one, two):
        taken = planner("check-in", folder, file, "--json", env=store)
        assert taken.returncode == 0, taken.stdout + taken.stderr


def test_a_session_done_ahead_of_its_day_says_so(
    browser: Any, folders: dict[str, Path], tmp_path: Path, store: dict[str, str]
) -> None:
    folder = folders["desk_worker_sciatica"]
    plan = json.loads((folder / "plan.json").read_text("utf-8"))
    dates = sorted({each["date"] for each in plan["sessions"]})
    next_day = next(
        later for day, later in pairwise(dates)
        if (dt.date.fromisoformat(later) - dt.date.fromisoformat(day)).days == 1
    )  # fmt: skip
    before = dates[dates.index(next_day) - 1]
    with opened(browser, folder / "programme.html", day=before) as found:
        page = found.page
        page.locator("[data-go='1']").click()
        done(page, "full")
        told = json.loads(handed_back(page, tmp_path).read_text("utf-8"))
    assert [each["date"] for each in told["sessions"]] == [before]


def test_a_stop_sign_reaches_the_planner_which_stops(
    browser: Any, folders: dict[str, Path], tmp_path: Path, store: dict[str, str]
) -> None:
    folder = folders["pregnant_second_trimester"]
    plan = json.loads((folder / "plan.json").read_text("utf-8"))
    with opened(browser, folder / "programme.html", day=plan["sessions"][0]["date"]) as found:
        page = found.page
        done(page, "partial")
        session(page).locator(".signs-form summary").click()
        session(page).locator("input[value=chest_pressure]").check()
        file = handed_back(page, tmp_path)
    taken = planner("check-in", folder, file, env=store)
    assert taken.returncode == 12, taken.stdout + taken.stderr


def test_nothing_is_handed_back_before_the_plan_starts(browser: Any, desk: Path) -> None:
    with opened(browser, desk, day="2026-12-01") as found:
        page = found.page
        done(page, "full")
        assert page.get_by_role("button", name="Save a check-in file").is_disabled()
        assert "before the plan starts" in page.locator(".kept").inner_text()
