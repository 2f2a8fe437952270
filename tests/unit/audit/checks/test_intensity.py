from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from msgspec.structs import replace as changed

from planner.domain.intake import Sleep
from tests.support.audits import said
from tests.support.mutations.tools import on, walking
from tests.support.people import CATALOG
from tests.support.plans import Bundle, made_item, made_session, valid


def vigorous(minutes: int) -> Bundle:
    """Of 100 minutes in week 6 so many are vigorous."""
    base = walking(valid(), {6: 20}).dosed("w6-d5", "walk_short", minutes=100 - minutes)
    base = base.dosed("w6-d0", "walk_short", minutes=minutes)
    base = base.dosed("w6-d2", "walk_short", minutes=0)
    return base.item("w6-d0", "walk_short", intensity="vigorous")


def shares(bundle: Bundle) -> list[str]:
    return [text for text in said(bundle, "intensity") if "min vigorous" in text]


def test_a_tenth_may_be_vigorous_in_the_first_such_week() -> None:
    assert shares(vigorous(10)) == []
    assert shares(vigorous(11))[0].startswith("11 of 100 min vigorous, at most 10 %")


@pytest.mark.parametrize(
    ("start", "binds"), [(dt.time(9), True), (dt.time(18, 13), True), (dt.time(18, 14), False)]
)
def test_work_is_light_from_the_end_of_a_night_shift_on(start: dt.time, binds: bool) -> None:
    """The shift ends when the sleep by day begins; the walk begins at 18:13."""
    sleep = Sleep(dates=(on(7),), start=start, end=dt.time(19))
    found = valid().having(shift_worker="any").with_intake(sleep=(sleep,))
    assert ("moderate, at most light (pop_shift_worker_3)" in said(found, "intensity")) is binds


def test_the_share_may_rise_by_five_for_each_week_since_the_first() -> None:
    """Ten minutes in week 4, none in week 5: in week 6 a fifth may be vigorous."""
    for minutes, passes in ((20, True), (21, False)):
        later = walking(vigorous(minutes), {4: 34, 5: 30})
        later = later.dosed("w4-d0", "walk_short", minutes=6)
        later = later.item("w4-d0", "walk_short", intensity="vigorous")
        wrong = "21 of 100 min vigorous, at most 20 %"
        assert [text.split(" (")[0] for text in shares(later)] == ([] if passes else [wrong])


@pytest.mark.parametrize(
    ("week", "rpe", "wrong"),
    [
        (1, 4, None), (1, 5, "effort 5, at most 4 (screen_and_correct)"),
        (2, 4, None), (2, 5, "effort 5, at most 4 (control)"),
        (4, 4, None), (4, 5, "effort 5, at most 4 (control)"),
        (5, 5, None), (5, 6, "effort 6, at most 5 (build)"),
        (5, None, None), (2, None, None),
    ],
)  # fmt: skip
def test_the_effort_is_that_of_the_phase(week: int, rpe: int | None, wrong: str | None) -> None:
    bundle = valid().with_plan(
        sessions=(made_session(week, 2, made_item("walk_short", 30, minutes=30, rpe=rpe)),)
    )
    texts = [text for text in said(bundle, "intensity") if text.startswith("effort")]
    assert texts == ([] if wrong is None else [wrong])


def test_an_item_says_the_class_of_its_effort() -> None:
    wrong = valid().item("w2-d1", "wall_push_up", intensity="light")
    assert said(wrong, "intensity") == ["says light, effort 4 is moderate"]


@pytest.mark.parametrize(
    ("start", "binds"),
    [(dt.time(9, 13), False), (dt.time(9, 14), True), (dt.time(8, 0), False)],
)
def test_work_is_light_for_some_hours_after_a_night_shift(start: dt.time, binds: bool) -> None:
    """For nine hours here; the walk begins at 18:13."""
    rule = CATALOG.rules["pop_shift_worker_3"]
    (hard,) = (e for e in rule.then if e.cap is not None and e.cap.quantity == "intensity_class")
    shorter = changed(hard, cap=changed(hard.cap, hours=9))
    rules = {**CATALOG.rules, rule.id: changed(rule, then=(shorter,))}
    sleep = Sleep(dates=(on(7),), start=start, end=dt.time(19))
    bundle = valid().having(shift_worker="any").with_intake(sleep=(sleep,))
    texts = said(replace(bundle, catalog=changed(CATALOG, rules=rules)), "intensity")
    assert ("moderate, at most light (pop_shift_worker_3)" in texts) is binds


@pytest.mark.parametrize(
    ("name", "intensity", "texts"),
    [
        ("wall_push_up", "vigorous", ["vigorous, at most moderate (scr_s01)"]),
        ("wall_push_up", "near_maximal", ["near_maximal, at most moderate (scr_s01)"]),
        ("wall_push_up", "sleepy", ["sleepy, at most moderate (scr_s01)"]),
        ("wall_push_up", "very_light", []),
        # Warm-up and cool-down are neither endurance nor strength.
        ("wu_easy_walk", "vigorous", []),
    ],
)
def test_a_class_is_no_harder_than_the_caps_of_its_item(name, intensity, texts) -> None:
    hard = valid().item("w2-d1", name, intensity=intensity)
    assert [text for text in said(hard, "intensity") if "at most" in text] == texts
    assert [text for text in said(hard, "intensity") if text.startswith("says")] != []


@pytest.mark.parametrize(
    ("condition", "week", "rpe", "wrong"),
    [
        # 13 of 20 is 6 of 10, 14 is 7.
        ("chronic_kidney_disease", 6, 6, []),
        ("chronic_kidney_disease", 6, 7, ["effort 7, at most 6 (pop_ckd_1)"]),
        ("coronary_artery_disease", 6, 5, []),
        ("coronary_artery_disease", 6, 7, ["effort 7, at most 5 (cr_152)"]),
        (
            "coronary_artery_disease", 6, 8,
            ["effort 8, at most 5 (cr_152)", "effort 8, at most 7 (pop_cad_stable_1)"],
        ),
        ("smoker", 1, 3, []),
        ("smoker", 1, 4, ["effort 4, at most 3 (cr_148)"]),
        ("smoker", 2, 4, []),
    ],
)  # fmt: skip
def test_efforts_of_both_scales_are_compared(condition, week, rpe, wrong) -> None:
    walk = made_session(week, 2, made_item("walk_short", 30, minutes=30, rpe=rpe))
    sick = valid().having(**{condition: "any"}).with_plan(sessions=(walk,))
    texts = [text for text in said(sick, "intensity") if text.startswith("effort")]
    assert [text for text in texts if "(build)" not in text] == wrong


def test_a_share_that_does_not_rise_stays_what_it_is() -> None:
    rule = CATALOG.rules["prg_moderate_to_vigorous"]
    then = tuple(
        changed(e, cap=changed(e.cap, rise_per_week=None)) if e.cap is not None else e
        for e in rule.then
    )
    rules = {**CATALOG.rules, rule.id: changed(rule, then=then)}
    for minutes, texts in ((10, []), (11, ["11 of 100 min vigorous, at most 10 %"])):
        later = walking(vigorous(minutes), {4: 34, 5: 30})
        later = later.dosed("w4-d0", "walk_short", minutes=6)
        later = later.item("w4-d0", "walk_short", intensity="vigorous")
        found = shares(replace(later, catalog=changed(CATALOG, rules=rules)))
        assert [text.split(" (")[0] for text in found] == texts


@pytest.mark.parametrize(
    ("fields", "binds"),
    [({}, True), ({"quantity": "range_of_motion"}, False), ({"window": "session"}, False),
     ({"hours": None}, False)],
)  # fmt: skip
def test_only_a_class_for_some_hours_after_a_night_shift_binds_then(fields, binds: bool) -> None:
    rule = CATALOG.rules["pop_shift_worker_3"]
    (hard,) = (e for e in rule.then if e.cap is not None and e.cap.quantity == "intensity_class")
    other = changed(hard, cap=changed(hard.cap, **fields))
    rules = {**CATALOG.rules, rule.id: changed(rule, then=(other,))}
    sleep = Sleep(dates=(on(7),), start=dt.time(9), end=dt.time(17))
    bundle = valid().having(shift_worker="any").with_intake(sleep=(sleep,))
    texts = said(replace(bundle, catalog=changed(CATALOG, rules=rules)), "intensity")
    assert any("pop_shift_worker_3" in text for text in texts) is binds
