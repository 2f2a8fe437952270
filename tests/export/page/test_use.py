"""What the page does on a phone: today, ticks, timers, movement."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from tests.support.browser import opened

MONDAY = "2026-12-07"
WEDNESDAY = "2026-12-09"
NO_STORAGE = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }})"
FULL_STORAGE = "Storage.prototype.setItem = () => { throw new Error('full'); }"


def test_the_page_loads_and_sends_nothing(browser: Any, desk: Path) -> None:
    with opened(browser, desk, day=WEDNESDAY) as found:
        page = found.page
        page.locator("#today .tick input").first.check()
        page.locator("#today button:visible", has_text="Show movement").first.click()
        page.locator("#today g[visibility=visible]").wait_for()
        assert found.is_quiet(), (found.requests, found.errors)


def test_the_policy_lets_no_other_script_run_and_nothing_out(browser: Any, desk: Path) -> None:
    with opened(browser, desk, day=WEDNESDAY) as found:
        page = found.page
        assert (
            page.evaluate("fetch('https://e.invalid/').then(() => 'out', () => 'kept')") == "kept"
        )
        made = """() => {
          const script = document.createElement('script');
          try { script.textContent = 'window.ran = true'; } catch { return 'refused'; }
          document.body.append(script);
          return window.ran ? 'ran' : 'refused';
        }"""
        assert page.evaluate(made) == "refused"
        picture = "() => { const i = new Image(); i.src = 'https://e.invalid/x.png'; return 1; }"
        page.evaluate(picture)
        page.wait_for_timeout(100)
        assert found.requests == []
        assert len(found.errors) >= 3


def test_a_script_that_was_changed_does_not_run(browser: Any, desk: Path) -> None:
    changed = desk.with_name("changed.html")
    text = desk.read_text("utf-8")
    assert text.count('"use strict";') == 1
    changed.write_text(text.replace('"use strict";', '"use strict"; '), encoding="utf-8")
    with opened(browser, changed) as found:
        assert found.page.locator("html.script").count() == 0
        assert "Content Security Policy" in found.errors[0]


@pytest.mark.parametrize(
    ("day", "shown", "told"),
    [
        ("2026-11-30", "Mon 7 Dec 2026", "starts in 7 days"),
        ("2026-12-06", "Mon 7 Dec 2026", "starts tomorrow"),
        ("2026-12-07", "Mon 7 Dec 2026", "Stop if there is"),
        ("2027-01-20", "Wed 20 Jan 2027", "During the day"),
        ("2027-02-28", "Sun 28 Feb 2027", ""),
        ("2027-03-05", "Sun 28 Feb 2027", "weeks of this plan are over"),
    ],
)
def test_today_is_the_day_on_which_the_page_is_opened(
    browser: Any, desk: Path, day: str, shown: str, told: str
) -> None:
    with opened(browser, desk, day=day) as found:
        assert shown in found.page.locator(".today-date").inner_text()
        assert told in found.page.locator("#today").inner_text()
        week = found.page.locator("#week h3").first.inner_text()
        first, last = (dt.date(2026, 12, 7), dt.date(2027, 2, 28))
        on = min(max(dt.date.fromisoformat(day), first), last)
        assert week.startswith(f"Week {(on - first).days // 7 + 1}:")


def test_a_page_left_open_over_midnight_shows_the_new_day(browser: Any, desk: Path) -> None:
    with opened(browser, desk, day=MONDAY) as found:
        page = found.page
        page.clock.set_fixed_time(dt.datetime.fromisoformat("2026-12-08T07:00"))
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        assert "Tue 8 Dec" in page.locator(".today-date").inner_text()


def test_other_days_are_one_tap_away(browser: Any, desk: Path) -> None:
    with opened(browser, desk, day=MONDAY) as found:
        page = found.page
        assert page.locator("[data-go='-1']").is_disabled()
        page.locator("[data-go='1']").click()
        assert "Tue 8 Dec" in page.locator(".today-date").inner_text()
        page.get_by_role("button", name="Back to today").click()
        assert "Mon 7 Dec" in page.locator(".today-date").inner_text()


def test_what_is_ticked_and_chosen_is_kept(browser: Any, desk: Path) -> None:
    with opened(browser, desk, day=WEDNESDAY) as found:
        page = found.page
        boxes = page.locator("#today .card").first.locator(".tick input")
        for index in range(boxes.count()):
            boxes.nth(index).check()
        assert page.locator("#today input[value=full]").first.is_checked()
        boxes.nth(0).uncheck()
        assert page.locator("#today input[value=partial]").first.is_checked()
        page.locator("#today [data-score=pain_during]").first.select_option("3")
        page.locator("[data-look=theme]").click()
        page.reload()
        assert not page.locator("#today .tick input").nth(0).is_checked()
        assert page.locator("#today .tick input").nth(1).is_checked()
        assert page.locator("#today [data-score=pain_during]").first.input_value() == "3"
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"
        page.locator("#hand-back summary", has_text="Delete").click()
        page.get_by_role("button", name="Delete it now").click()
        page.reload()
        assert page.locator("#today .tick input:checked").count() == 0


@pytest.mark.parametrize("before", [NO_STORAGE, FULL_STORAGE])
def test_a_browser_that_keeps_nothing_says_so_and_goes_on(
    browser: Any, desk: Path, before: str
) -> None:
    with opened(browser, desk, day=WEDNESDAY, before=before) as found:
        page = found.page
        page.locator("#today .tick input").first.check()
        assert "does not keep what you tick" in page.locator(".kept").inner_text()
        page.locator("[data-go='1']").click()
        page.locator("[data-go='-1']").click()
        assert page.locator("#today .tick input").first.is_checked()
        assert found.errors == []


def test_a_store_that_holds_nonsense_is_passed_over(browser: Any, desk: Path) -> None:
    nonsense = "Storage.prototype.getItem = () => '[1, {'"
    with opened(browser, desk, day=WEDNESDAY, before=nonsense) as found:
        assert "Wed 9 Dec" in found.page.locator(".today-date").inner_text()
        assert found.errors == []


def test_an_emergency_sign_says_at_once_what_to_do(browser: Any, desk: Path) -> None:
    with opened(browser, desk, day=WEDNESDAY) as found:
        page = found.page
        page.locator(".signs-form summary").first.click()
        page.locator(".signs-form input[value=hypo_signs]").first.check()
        alert = page.locator("#today .alert").first
        assert "sugar" in alert.inner_text()
        assert "emergency" not in alert.inner_text()
        page.locator(".signs-form input[value=saddle_or_bladder]").first.check()
        assert alert.inner_text().startswith("Stop now. Call your emergency number.")


def test_the_timer_counts_holds_and_rests(browser: Any, small: Path) -> None:
    with opened(browser, small) as found:
        page = found.page
        page.clock.install(time=dt.datetime.fromisoformat(f"{MONDAY}T09:00"))
        page.reload()
        row = page.locator("#today .item").first
        row.get_by_role("button", name="Start timer").click()
        phase, clock = row.locator(".phase"), row.locator(".clock")
        assert (phase.inner_text(), clock.inner_text()) == ("Get ready", "0:05")
        page.clock.run_for(5300)
        assert phase.inner_text() == "Hold, Set 1 of 3, left side, repetition 1 of 5"
        page.clock.run_for(3000)
        assert clock.inner_text() == "0:07"
        row.get_by_role("button", name="Pause").click()
        page.clock.run_for(60000)
        assert clock.inner_text() == "0:07"
        row.get_by_role("button", name="Go on").click()
        page.clock.run_for(8000)
        assert phase.inner_text() == "Get ready, Set 1 of 3, left side"
        told = []
        while phase.inner_text() != "Well done. The timer is through.":
            told.append(phase.inner_text())
            row.get_by_role("button", name="Next").click()
        holds = [text for text in told if text.startswith("Hold")]
        # All of 3 sets of 5 on both sides but the first, which was counted above.
        assert len(holds) == 3 * 5 * 2 - 1
        assert holds[-1] == "Hold, Set 3 of 3, right side, repetition 5 of 5"
        assert told.count("Rest") == 2
        row.get_by_role("button", name="End").click()
        assert row.locator(".timer").count() == 0


def test_the_timer_waits_for_repetitions_and_counts_the_rest(browser: Any, small: Path) -> None:
    with opened(browser, small) as found:
        page = found.page
        page.clock.install(time=dt.datetime.fromisoformat(f"{MONDAY}T09:00"))
        page.reload()
        row = page.locator("#today .item").nth(1)
        row.locator("> details > summary").click()
        row.get_by_role("button", name="Start timer").click()
        phase, clock = row.locator(".phase"), row.locator(".clock")
        page.clock.run_for(600000)
        assert phase.inner_text() == "Do 10 repetitions, then press Next, Set 1 of 2"
        assert clock.inner_text() == ""
        row.get_by_role("button", name="Next").click()
        assert (phase.inner_text(), clock.inner_text()) == ("Rest", "1:00")


def test_movement_is_shown_when_asked_and_ends_by_itself(browser: Any, small: Path) -> None:
    with opened(browser, small) as found:
        page = found.page
        page.clock.install(time=dt.datetime.fromisoformat(f"{MONDAY}T09:00"))
        page.reload()
        figure = page.locator("#exercises .figure[data-steps]").first
        button = figure.locator("button")
        assert figure.locator("use").count() == 1
        button.click()
        figure.locator("g[visibility=visible]").wait_for()
        assert button.inner_text() == "Stop movement"
        assert figure.locator("svg > g").count() == 5
        seen = set()
        for _ in range(12):
            seen.add(figure.locator("svg > g").evaluate_all(
                "all => all.findIndex(each => each.getAttribute('visibility') === 'visible')"
            ))  # fmt: skip
            page.clock.run_for(450)
        assert seen == {0, 1, 2, 3, 4}
        page.clock.run_for(60000)
        assert figure.locator("use").count() == 1
        assert button.inner_text() == "Show movement"


def test_who_wants_no_motion_is_not_offered_any(browser: Any, desk: Path) -> None:
    with opened(browser, desk, day=WEDNESDAY, reduced_motion="reduce") as found:
        page = found.page
        assert page.locator(".figure button:visible").count() == 0
        page.emulate_media(reduced_motion="no-preference")
        page.locator("#exercises .figure button:visible").nth(5).wait_for()


def test_paper_holds_everything_and_no_buttons(browser: Any, desk: Path) -> None:
    with opened(browser, desk, day=WEDNESDAY) as found:
        page = found.page
        page.emulate_media(media="print")
        assert not page.locator("nav.bar").is_visible()
        assert not page.locator("#hand-back").is_visible()
        assert page.locator("#stop").is_visible()
        assert page.locator("#plan .day .session").last.evaluate("each => each.offsetHeight") > 0
        assert page.locator("main button:visible").count() == 0
        assert page.pdf(format="A4").startswith(b"%PDF")
