"""Variants of the plan made by hand: people for whom other rules count. All pass the audit."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

from msgspec.structs import replace as changed

from planner.audit.checks.history_kept import digest
from planner.audit.energy import Body, expected_kg
from planner.domain import plan as p
from planner.domain import revision as r
from planner.domain.checkin import CheckIn, SessionReport
from planner.domain.intake import Away
from planner.domain.past import Past, Ruling
from tests.support.people import CATALOG, START
from tests.support.plans import (
    WEEKS,
    Bundle,
    completed,
    entry,
    gate,
    limit,
    made_item,
    of_items,
    settled,
    valid,
)


@cache
def untested() -> Bundle:
    """The calf was never tried: its stretch waits for the trial of week 1."""
    base = valid()
    trials = tuple(t for t in base.answers.trials or () if t.muscle != "soleus")
    waiting = base.items(
        lambda s, i: i.activity == "calf_soleus_wall", conditional="retest_discomfort_only"
    ).with_plan(gates=(gate("retest_discomfort_only", 3, "calf_soleus_wall"),))
    return completed(replace(waiting, answers=changed(base.answers, trials=trials)))


@cache
def bending() -> Bundle:
    """The stretch of the plan bends the low back to its end."""
    base = valid()
    pose = made_item("childs_pose", 5)

    def bend(session: p.Session) -> p.Session:
        items = (pose if i.activity == "calf_soleus_wall" else i for i in session.items)
        return of_items(session, items)

    left_out = changed(base.plan.excluded[0], activity="calf_soleus_wall")
    bent = base.sessions(bend).with_plan(excluded=(*base.plan.excluded, left_out))
    return completed(settled(bent))


@cache
def insoles() -> Bundle:
    """Flat feet: insoles from the first day, hour by hour."""
    ramp = dict(CATALOG.ramps.orthotic_standard.by_day)

    def step(day: int) -> str:
        wear = day + 1
        return next(
            item.activity
            for item in CATALOG.ramps.orthotic_standard.items
            if item.from_day <= wear and wear <= (item.to_day or wear)
        )

    wear = [entry(step(day), day, hours=ramp.get(day + 1, 16)) for day in range(28)]
    return completed(
        settled(
            valid().having(pes_planus="any").all_day(*wear, entry("footwear_check", 1, minutes=5))
        )
    )


@cache
def heel_lift() -> Bundle:
    """A short leg: a lift of 3 mm for two weeks, then 4.5 mm if it is tolerated."""
    hours = dict(CATALOG.ramps.heel_lift_standard.hours_by_day)
    name = "lift_step_tolerated_14d"
    lifts = [
        entry("heel_lift_3mm", day, hours=hours.get(day + 1, 16), lift_mm=3.0) for day in range(14)
    ]
    lifts += [entry("heel_lift_4_5mm", day, name, hours=16, lift_mm=4.5) for day in range(14, 28)]
    gates = (gate(name, 14, "heel_lift_4_5mm"),)
    base = valid().having(lli_structural="any").with_facts(lld_mm=9).with_plan(gates=gates)
    return completed(settled(base.all_day(*lifts, entry("footwear_check", 1, minutes=5))))


QUIT = 14
QUIT_STEPS = {
    "quit_ask_assess": 0, "quit_advise": 0, "quit_date_set": 2, "quit_medication_visit": 3,
    "quit_tell_others": 8, "quit_clear_house": 9, "quit_day": QUIT, "quit_contact_week1": 17,
    "quit_contact_weeks_2_3": 24, "quit_contact_month1": 36,
}  # fmt: skip


@cache
def quitting() -> Bundle:
    """A smoker who quits on day 14: easy walks, nothing more in the quit week."""

    def calm(session: p.Session) -> p.Session:
        def calmer(item: p.Item) -> p.Item:
            if item.activity != "walk_short":
                return item
            easy = changed(item, dose=changed(item.dose, rpe=3), intensity="light")
            if session.week == 3:
                return changed(easy, minutes=26, dose=changed(easy.dose, minutes=25))
            return easy

        return of_items(session, [calmer(item) for item in session.items])

    steps = [entry(name, day) for name, day in QUIT_STEPS.items()]
    steps += [entry("quit_smoking_contact", 7 * week + 6) for week in range(WEEKS)]
    steps += [entry("quit_trigger_log", day) for day in range(QUIT)]
    base = (
        valid()
        .having(smoker="any")
        .with_facts(cigarettes_per_day=10, smoker=True, ready_to_quit_30d=True)
    )
    easy = limit("cr_148", "effort_rpe_0_10", 3, "Week 1: effort 3 of 10 at most.", "walk_short")
    return completed(telling(settled(base.sessions(calm).all_day(*steps)), easy))


STOPPED = -10
STOPPED_STEPS = (
    ("quit_contact_weeks_2_3", 4),
    ("quit_contact_weeks_2_3", 11),
    ("quit_contact_month1", 18),
)


@cache
def stopped() -> Bundle:
    """Somebody who stopped smoking ten days before the plan: contacts, counted from that day."""
    steps = [entry(name, day) for name, day in STOPPED_STEPS]
    date = (START + dt.timedelta(days=STOPPED)).isoformat()
    base = valid().with_facts(cigarettes_per_day=0, smoker=False, quit_date=date)
    return completed(settled(base.all_day(*steps)))


ASSUMED = {
    "deficit_kcal_per_day": 500, "pal": 1.4, "exercise_kcal_per_day": 30, "model": "hall_2011",
}  # fmt: skip


@cache
def slimming() -> Bundle:
    """A man of 88 kg who wants to lose weight, with an honest forecast."""
    body = Body(sex="male", kg=88, cm=178, age=40)
    points = []
    for week in range(WEEKS + 1):
        value = expected_kg(CATALOG.energy, body, 1.4, 500, 30, 7 * week)
        half = (body.kg - value) * 0.3
        points.append(
            p.ForecastPoint(
                week=week, value=round(value, 2), low=round(value - half, 2),
                high=round(value + half, 2),
            )
        )  # fmt: skip
    forecast = p.Forecast(weight_kg=tuple(points), assumptions=dict(ASSUMED))
    weekly = [
        entry(name, 7 * week + 6)
        for week in range(WEEKS)
        for name in ("weight_goal_review", "stairs_instead")
    ]
    base = valid().with_facts(
        weight_kg=88, bmi=88 / 1.78**2, excess_weight_kg=88 - 24.9 * 1.78**2, goal_weight_loss=True
    )
    made = settled(base.with_plan(forecast=forecast).all_day(*weekly))
    return completed(
        telling(made, limit("wl_003_deficit", "energy_deficit_kcal_day", 750, "750 kcal at most."))
    )


def telling(bundle: Bundle, *limits: p.PlanLimit) -> Bundle:
    """The plan with more limits told."""
    screening = bundle.plan.screening
    return bundle.with_plan(screening=changed(screening, limits=(*screening.limits, *limits)))


@cache
def full_stomach() -> Bundle:
    """Reflux: what is done lying waits for two hours after a meal, and says so."""
    base = valid().having(reflux_hiatal="any")
    brace = changed(
        made_item("curl_up_brace", 4), precautions=("Not in the 120 minutes after a meal.",)
    )

    def lie(session: p.Session) -> p.Session:
        items = (brace if i.activity == "thoracic_open_book" else i for i in session.items)
        return of_items(session, items)

    left_out = changed(base.plan.excluded[0], activity="thoracic_open_book")
    lying = base.sessions(lie).with_plan(excluded=(*base.plan.excluded, left_out))
    return completed(settled(lying))


@cache
def weak() -> Bundle:
    """Little stamina: a floor on the minutes of a week, which the plan reaches."""
    return completed(valid().having(low_endurance="any"))


@cache
def away_a_week() -> Bundle:
    """A week away in the fourth week: the fifth starts lower."""
    away = Away(
        start=START + dt.timedelta(days=21), end=START + dt.timedelta(days=27), kind="travel"
    )
    text = CATALOG.rules["prg_absence_7_13"].why.patient

    def change(session: p.Session) -> p.Session | None:
        if session.week == 4:
            return None
        if session.week != 5:
            return session
        return of_items(session, [_lower(item) for item in session.items])

    base = valid().with_intake(away=(away,)).sessions(change)
    told = f"From {START + dt.timedelta(days=28)} on: {text}"
    return completed(settled(base.with_plan(warnings=(told,))))


def _lower(item: p.Item) -> p.Item:
    """25 minutes of walking instead of 30, one set of strength instead of two, no second step."""
    if item.activity == "counter_push_up":
        return made_item("wall_push_up", item.minutes, sets=1, rpe=4)
    if item.activity == "walk_short":
        return changed(item, minutes=26, dose=changed(item.dose, minutes=25))
    if item.component == "strength":
        return changed(item, dose=changed(item.dose, sets=1))
    return item


MISSED = "w3-d1"
REVISED_ON = START + dt.timedelta(days=16)


@cache
def revised() -> Bundle:
    """The second revision of the plan, from the Wednesday of week 3; a session was missed."""
    base = valid()
    done = [s for s in base.plan.sessions if s.date < REVISED_ON]
    told = CheckIn(
        date=START + dt.timedelta(days=15),
        sessions=tuple(
            SessionReport(key=s.key, done="missed" if s.key == MISSED else "full") for s in done
        ),
    )
    later = base.session("w6-d5", start="18:10")
    later = later.sessions(lambda s: of_items(s, s.items) if s.key == "w6-d5" else s)
    walk = p.Because(rule="availability", text="The time is no longer free.")
    day = START + dt.timedelta(days=40)
    block = r.Replan(
        from_=REVISED_ON,
        parent=digest(base.plan),
        reasons=(p.Because(rule="check_in", text="A check-in was taken in."),),
        changes=(
            r.Change(
                kind="time", week=6, what="walk_short", from_=f"{day} 18:00", to=f"{day} 18:10",
                text="The walk of Saturday is later.", why=(walk,),
            ),
        ),
        tolerance=0,
        trade_off=(),
    )  # fmt: skip
    stop = Ruling(
        on=told.date, activity="bird_dog_leg", side=None, change="stop",
        because=p.Because(rule="prg_24h", text="It hurt the next morning."),
    )  # fmt: skip
    hold = changed(stop, activity="dead_bug_slide", change="hold")
    past = Past(plan=base.plan, day=REVISED_ON, check_ins=(told,), rulings=(stop, hold))
    return replace(later.with_plan(revision=2, replan=block), past=past)
