"""What must be there, or come first, or follow a calendar."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.intake import Preferences
from tests.support.mutations.tools import (
    entries,
    moved,
    on,
    spoil,
    swapped,
    without_days,
)
from tests.support.people import tried
from tests.support.plan_variants import heel_lift, insoles, quitting, stopped
from tests.support.plans import Bundle, entry, made_item, valid

spoil(
    "correction_first",
    "insoles start after the stretch",
    lambda: without_days(
        insoles(), lambda e: "orthotic" in e.activity and e.date <= on(20)
    ).without("footwear_check"),
)
spoil("correction_first", "no correction at all", lambda: valid().having(pes_planus="any"))
spoil(
    "correction_first",
    "the lift comes a day late",
    lambda: without_days(
        heel_lift(), lambda e: "heel_lift" in e.activity and e.date <= on(15)
    ).without("footwear_check"),
)
spoil(
    "required",
    "no strength in week 2",
    lambda: valid().sessions(lambda s: None if s.key in ("w2-d1", "w2-d4") else s),
)
spoil(
    "required",
    "one strength day in the last quarter",
    lambda: valid().sessions(lambda s: None if s.key == "w6-d4" else s),
)
spoil(
    "required",
    "a stretch week without habit or lesson",
    lambda: valid().without("sitting_break_60"),
)
spoil(
    "required",
    "the screening comes second",
    lambda: moved(valid(), "w1-d0", 4),
    "assess_intake_screen",
)
spoil(
    "required",
    "no trial before the first stretch",
    lambda: valid().without("assess_stretch_trials"),
)
spoil(
    "required",
    "no shoe check in week 1",
    lambda: insoles().without("footwear_check"),
    "footwear_check",
)
spoil(
    "required",
    "nothing of it is allowed, and no conflict says so",
    lambda: valid().with_facts(age=70).with_intake(preferences=Preferences(never=("balance",))),
)
spoil(
    "required",
    "no strength in the fifth week of the programme, the third of the plan",
    lambda: (
        valid()
        .with_facts(plan_week=3)
        .sessions(lambda s: None if s.key in ("w3-d1", "w3-d4") else s)
    ),
)
spoil(
    "required",
    "a programme in its fifth week without two strength days",
    lambda: valid().with_facts(plan_week=5),
    "on 0 days, at least 2 needed",
)
spoil(
    "required",
    "a short muscle is not stretched",
    lambda: replace(
        valid(),
        answers=tried(valid().answers, ("soleus", "left", "short"), ("soleus", "right", "short")),
    ).without("calf_soleus_wall"),
)


def hamstrings(first: str, then: str, weeks: tuple[int, int]) -> Bundle:
    base = valid().having(sciatica="settled")
    base = base.adding(f"w{weeks[0]}-d1", made_item(first, 4, "both"))
    return base.adding(f"w{weeks[1]}-d1", made_item(then, 4, "both"))


spoil(
    "order_sequence",
    "the hard one first",
    lambda: hamstrings("hamstring_seated", "hamstring_9090_active", (3, 5)),
)
spoil(
    "order_sequence",
    "in the same week",
    lambda: hamstrings("hamstring_9090_active", "hamstring_doorway", (4, 4)),
)
spoil(
    "order_sequence",
    "running two weeks after brisk walking",
    lambda: swapped(
        swapped(valid(), "walk_short", "walk_brisk", range(3, 5), minutes=30),
        "walk_short",
        "run_walk",
        range(5, 6),
        minutes=30,
    ).with_facts(currently_running=False),
)
spoil(
    "orthotic_hours",
    "an hour more on day 3",
    lambda: entries(
        insoles(), lambda e: e.activity == "orthotic_day_1_3" and e.date == on(2), dose={"hours": 4}
    ),
)
spoil(
    "orthotic_hours",
    "a day is left out",
    lambda: without_days(insoles(), lambda e: "orthotic" in e.activity and e.date == on(5)),
)
spoil(
    "orthotic_hours",
    "no hours given",
    lambda: entries(
        insoles(), lambda e: "orthotic" in e.activity and e.date == on(5), dose={"hours": None}
    ),
)
spoil(
    "orthotic_hours",
    "sport on the second day",
    lambda: insoles().with_plan(
        all_day=tuple(
            entry("orthotic_sport", 1, hours=2)
            if "orthotic" in e.activity and e.date == on(1)
            else e
            for e in insoles().plan.all_day
        )
    ),
)
spoil(
    "orthotic_hours",
    "numb feet need the slow ramp",
    lambda: insoles().having(peripheral_neuropathy="controlled", pes_planus="any"),
)
spoil(
    "heel_lift",
    "6 mm on the first day",
    lambda: entries(
        heel_lift(), lambda e: e.date == on(0) and "heel" in e.activity, dose={"lift_mm": 6.0}
    ),
)
spoil(
    "heel_lift",
    "no height given",
    lambda: entries(
        heel_lift(), lambda e: e.date == on(3) and "heel" in e.activity, dose={"lift_mm": None}
    ),
)
spoil("heel_lift", "above the target", lambda: heel_lift().with_facts(lld_mm=6))
spoil(
    "heel_lift",
    "the step is not conditional",
    lambda: entries(heel_lift(), lambda e: e.activity == "heel_lift_4_5mm", conditional=None),
)
spoil(
    "heel_lift",
    "all day at once",
    lambda: entries(
        heel_lift(), lambda e: e.date == on(0) and "heel" in e.activity, dose={"hours": 16}
    ),
)
spoil(
    "heel_lift",
    "a fragile person starts lower",
    lambda: heel_lift().with_facts(age=63),
    "at most 1.5 mm",
)
spoil(
    "habit_calendar",
    "friends are told after the quit day",
    lambda: entries(quitting(), lambda e: e.activity == "quit_tell_others", date=on(20), week=3),
)
spoil(
    "habit_calendar",
    "the first contact comes too late",
    lambda: entries(quitting(), lambda e: e.activity == "quit_contact_week1", date=on(25), week=4),
)
spoil(
    "habit_calendar",
    "the quit day comes too soon",
    lambda: entries(quitting(), lambda e: e.activity == "quit_day", date=on(10), week=2),
)
spoil(
    "habit_calendar",
    "another day than the person said",
    lambda: quitting().with_facts(quit_date="2027-02-01"),
)
spoil(
    "habit_calendar",
    "the calendar starts anew for somebody who stopped before the plan",
    lambda: stopped().all_day(entry("quit_day", 14)),
    "not as answered",
)
spoil(
    "habit_calendar",
    "a contact on its week of the plan, not of the day before it on which smoking stopped",
    lambda: entries(stopped(), lambda e: e.activity == "quit_contact_month1", date=on(28), week=5),
    "step of week 4",
)
spoil(
    "habit_calendar",
    "preparation for a day that is over",
    lambda: stopped().all_day(entry("quit_clear_house", 1)),
    "step of week -1",
)
spoil(
    "habit_calendar",
    "a quit day that was named, lies in the plan and is left out",
    lambda: stopped().with_facts(quit_date=on(3).isoformat()),
    "not in the plan",
)
spoil(
    "habit_calendar",
    "a contact after a quit day that is not there",
    lambda: quitting().without("quit_day"),
)
