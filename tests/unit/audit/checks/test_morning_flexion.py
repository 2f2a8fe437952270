"""Minutes from waking, from a night shift and to sleep, of each item by its own clock."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.domain.intake import Sleep
from tests.support.audits import found, said
from tests.support.mutations.tools import on
from tests.support.plans import Bundle, made_item, made_session, valid

CODE = "morning_flexion"
BEND, STRONG, HARD = "childs_pose", "wall_push_up", "cycle_recumbent_hard"


def at(minutes: int, *names: str, base: Bundle | None = None) -> Bundle:
    """Items of ten minutes from 18:05 on; the person rises so many minutes before the first."""
    session = made_session(1, 0, *(made_item(name, 10) for name in names))
    wake = (dt.datetime.combine(on(0), dt.time(18, 5)) - dt.timedelta(minutes=minutes)).time()
    return (base or valid()).with_plan(sessions=(session,), all_day=()).with_intake(wake=wake)


def wrong(bundle: Bundle) -> list[tuple[str, str]]:
    return [(v.where.removeprefix("w1-d0 "), v.text) for v in found(bundle, CODE).violations]


@pytest.mark.parametrize(
    ("minutes", "needed"), [(60, []), (61, []), (59, ["time_of_day", "prg_morning_bend"]),
                            (0, ["time_of_day", "prg_morning_bend"])]
)  # fmt: skip
def test_an_hour_after_waking_one_may_bend_to_the_end(minutes: int, needed: list[str]) -> None:
    """A rule and the activity itself ask for it."""
    texts = {(BEND, f"{minutes}.0 min after waking, at least 60 needed ({n})") for n in needed}
    assert set(wrong(at(minutes, BEND))) == texts
    assert wrong(at(minutes, STRONG)) == []


def test_an_item_starts_after_those_before_it() -> None:
    assert wrong(at(50, STRONG, BEND)) == []
    assert {where for where, _ in wrong(at(49, STRONG, BEND))} == {BEND}
    assert "59.0 min after waking" in wrong(at(49, STRONG, BEND))[0][1]


def test_a_stricter_rule_counts_beside_the_usual_one() -> None:
    """With a slipped disc one waits for two hours."""
    sore = valid().having(lumbar_disc_herniation="settled")
    assert wrong(at(120, BEND, base=sore)) == []
    texts = [text for _, text in wrong(at(119, BEND, base=sore))]
    assert texts
    assert all("119.0 min after waking, at least 120 needed" in text for text in texts)


def test_of_somebody_who_rises_after_the_session_nothing_is_known() -> None:
    assert wrong(at(-60, BEND)) == []


def slept(start: dt.time, day: int = 0) -> Bundle:
    """Somebody who works at night and sleeps by day."""
    sleep = Sleep(dates=(on(day),), start=start, end=dt.time(17))
    return valid().having(shift_worker="any").with_intake(sleep=(sleep,))


@pytest.mark.parametrize(
    ("name", "start", "passes"),
    [
        # Strength begins at 18:05, eight hours after 10:05.
        (STRONG, dt.time(10, 5), True),
        (STRONG, dt.time(10, 6), False),
        (STRONG, dt.time(16, 59), False),
        ("walk_short", dt.time(10, 6), True),
    ],
)
def test_strength_keeps_eight_hours_from_a_night_shift(name, start, passes: bool) -> None:
    texts = ["less than 480 min after a night shift (pop_shift_worker_3)"]
    plan = slept(start).with_plan(sessions=(made_session(1, 0, made_item(name, 10)),), all_day=())
    assert said(plan, CODE) == ([] if passes else texts)


def test_what_waits_after_waking_does_not_wait_after_a_night_shift() -> None:
    """Bending half an hour after the shift, with sleep still to come."""
    sleep = Sleep(dates=(on(0),), start=dt.time(17, 30), end=dt.time(23))
    tired = valid().having(shift_worker="any").with_intake(sleep=(sleep,))
    bending = made_session(1, 0, made_item(BEND, 10))
    assert said(tired.with_plan(sessions=(bending,), all_day=()), CODE) == []


def test_what_waits_after_meals_does_not_wait_after_a_night_shift() -> None:
    """Lying down an hour after the shift, with reflux."""
    tired = slept(dt.time(17)).having(shift_worker="any", reflux_hiatal="any")
    lying = made_session(1, 0, made_item("curl_up_brace", 10))
    assert said(tired.with_plan(sessions=(lying,), all_day=()), CODE) == []


@pytest.mark.parametrize(("start", "passes"), [(dt.time(18, 5), False), (dt.time(18, 6), True)])
def test_a_shift_that_ends_after_an_item_is_not_kept_from(start: dt.time, passes: bool) -> None:
    sleep = Sleep(dates=(on(0),), start=start, end=dt.time(23))
    tired = valid().having(shift_worker="any").with_intake(sleep=(sleep,))
    plan = tired.with_plan(sessions=(made_session(1, 0, made_item(STRONG, 10)),), all_day=())
    texts = [t for t in said(plan, CODE) if "night shift" in t]
    assert (texts == []) is passes


def before_bed(minutes: int, name: str, base: Bundle | None = None) -> list[str]:
    """An item from 18:05 to 18:15, and so many minutes to bed."""
    bed = (dt.datetime.combine(on(0), dt.time(18, 15)) + dt.timedelta(minutes=minutes)).time()
    return said(at(600, name, base=base).with_intake(bed=bed), CODE)


@pytest.mark.parametrize(("minutes", "passes"), [(60, True), (59, False)])
def test_hard_rides_end_an_hour_before_sleep(minutes: int, passes: bool) -> None:
    texts = [f"ends {minutes}.0 min before sleep, 60 needed (time_of_day)"]
    assert before_bed(minutes, HARD) == ([] if passes else texts)
    assert before_bed(minutes, STRONG) == []


@pytest.mark.parametrize(("minutes", "passes"), [(60, True), (59, False)])
def test_with_shift_work_all_hard_endurance_ends_an_hour_before_sleep(minutes, passes) -> None:
    shifts = valid().having(shift_worker="any")
    texts = [f"ends {minutes}.0 min before sleep, 60 needed (pop_shift_worker_2)"]
    assert before_bed(minutes, "cycle_outdoor_moderate", shifts) == ([] if passes else texts)
    assert before_bed(minutes, "walk_short", shifts) == []
