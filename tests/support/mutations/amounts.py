"""More, longer, closer together or differently counted than the plan may be."""

from __future__ import annotations

import datetime as dt

from msgspec.structs import replace as changed

from planner.domain import plan as p
from tests.support.mutations.tools import (
    moved,
    on,
    repeated,
    spoil,
    swapped,
    template,
    walking,
    week,
    with_session,
)
from tests.support.plan_variants import weak
from tests.support.plans import Bundle, entry, made_item, made_session, of_items, valid


def emptied(key: str, *components: str) -> Bundle:
    """A session without the items of some components, numbered and timed anew."""
    return valid().sessions(
        lambda s: (
            of_items(s, [i for i in s.items if i.component not in components])
            if s.key == key
            else s
        )
    )


spoil("accounting", "a walk that nobody counted", lambda: walking(valid(), {5: 29}))
spoil(
    "accounting",
    "a component that no session holds",
    lambda: week(valid(), 6, minutes={**valid().plan.weeks[5].minutes, "balance": 10}),
    "says 10 min",
)
spoil(
    "duplicate_key",
    "an all-day item takes the key of a session",
    lambda: valid().all_day(changed(entry("if_then_plan", 3), key="w2-d1")),
    "used 2 times",
)
spoil(
    "duplicate_key",
    "a session is listed twice",
    lambda: with_session(valid(), valid().plan.sessions[3]),
    "used 2 times",
)
spoil(
    "forbidden_words",
    "two words with a hyphen",
    lambda: valid().with_plan(warnings=("This plan is risk-free.",)),
    "risk-free",
)
spoil(
    "forbidden_words",
    "tablets, in the reason of an exclusion",
    lambda: repeated(valid(), "excluded", text="Take 2 tablets instead."),
    "2 tablets",
)
spoil(
    "proven_claims",
    "one of two levels is proven, and the plan says optimal",
    lambda: valid().with_plan(
        status="optimal",
        objective=(
            p.ObjectiveLevel(name="shortfall", value=3, bound=3, proven=True),
            p.ObjectiveLevel(name="wishes", value=9, bound=3, proven=False),
        ),
    ),
    "not every level is proven",
)
spoil("provenance", "no version", lambda: valid().with_plan(made_from=nameless()), "no version")


def nameless() -> p.MadeFrom:
    return changed(valid().plan.made_from, planner=" ")


spoil(
    "retests_listed",
    "the retest of one week is re-dated into the next",
    lambda: valid().with_plan(
        retests=tuple(
            changed(r, date=r.date + dt.timedelta(days=7)) if r.date == on(0) else r
            for r in valid().plan.retests
        )
    ),
    "no retest in week 1",
)
spoil(
    "overlap",
    "an evening walk is stretched into the next session",
    lambda: with_session(
        valid().session("w2-d1", end="19:30"),
        changed(
            made_session(2, 1, made_item("walk_short", 11, minutes=10)), start="19:00", key="late"
        ),
    ),
    "starts before w2-d1 ends",
)
spoil(
    "overlap",
    "three sessions on one evening, the last two at once",
    lambda: moved(moved(valid(), "w2-d1", 9, "19:30"), "w2-d4", 9, "19:35"),
)


def sequence(*steps: tuple[str, int]) -> Bundle:
    """Settled sciatica with hamstring items, each from a week on."""
    base = valid().having(sciatica="settled")
    for name, first in steps:
        base = base.adding(f"w{first}-d1", made_item(name, 4, "both"))
    return base


spoil(
    "order_sequence",
    "the second step two weeks before the first",
    lambda: sequence(("hamstring_doorway", 3), ("hamstring_9090_active", 5)),
    "weeks after hamstring_9090_active",
)
spoil(
    "order_sequence",
    "the last step first, the first one last",
    lambda: sequence(("hamstring_seated", 3), ("hamstring_doorway", 5)),
)
spoil(
    "session_length",
    "a walk is stretched to an hour",
    lambda: walking(valid(), {4: 60}),
    "at most",
)
spoil(
    "session_length",
    "two sessions are put into one",
    lambda: valid().session(
        "w4-d0",
        items=(
            *next(s for s in valid().plan.sessions if s.key == "w4-d0").items,
            *next(s for s in valid().plan.sessions if s.key == "w4-d1").items,
        ),
    ),
    "at most",
)
spoil(
    "items_per_session",
    "one exercise more than the template allows",
    lambda: template(valid(), items_per_session=3).adding("w5-d1", made_item("weight_shift", 4)),
    "4 exercises, at most 3",
)
spoil(
    "items_per_session",
    "an older person's session is filled by swapping the lesson for exercises",
    lambda: (
        valid()
        .with_facts(age=66)
        .adding("w1-d0", made_item("plank_wall", 4))
        .adding("w1-d0", made_item("side_walk", 4))
        .adding("w1-d0", made_item("glute_set", 4))
    ),
    "5 items, at most 4",
)
spoil(
    "stretch_share",
    "the week is left with its stretches",
    lambda: (
        valid()
        .sessions(
            lambda s: None if s.week == 5 and all(i.component != "stretch" for i in s.items) else s
        )
        .items(lambda s, i: s.week == 5 and i.component == "stretch", minutes=40)
    ),
    "% stretching",
)
spoil(
    "stretch_share",
    "walks are swapped for stretches",
    lambda: valid().sessions(
        lambda s: of_items(
            s,
            [
                made_item("calf_soleus_wall", 31, "both") if i.activity == "walk_short" else i
                for i in s.items
            ],
        )
    ),
    "% stretching",
)
spoil(
    "warm_up_cool_down",
    "one minute of warm-up",
    lambda: valid().item("w4-d0", "wu_easy_walk", minutes=1),
    "warm_up of 1 min",
)
spoil(
    "session_order",
    "the cool-down before the walk",
    lambda: valid().sessions(
        lambda s: of_items(s, (*s.items[:-2], s.items[-1], s.items[-2])) if s.key == "w4-d0" else s
    ),
    "cool-down before other items",
)
spoil(
    "muscle_rest",
    "an extra set for the same muscle the day after",
    lambda: valid().adding("w3-d2", made_item("mini_squat_counter", 4, sets=1)),
    "h needed",
)
spoil(
    "rest_day",
    "a quiet day gets a walk that is too hard",
    lambda: with_session(
        with_session(valid(), made_session(4, 3, made_item("walk_short", 21, rpe=5))),
        made_session(4, 6, made_item("walk_short", 21, rpe=5)),
    ),
    "rest days in the seven days",
)
spoil(
    "longest_session",
    "the walk of one day takes over those of the others",
    lambda: (
        valid()
        .sessions(lambda s: None if s.key in ("w3-d0", "w3-d2") else s)
        .dosed("w3-d5", "walk_short", minutes=75)
    ),
    "at once after",
)
spoil(
    "longest_session",
    "a jump in a later week",
    lambda: valid().dosed("w5-d5", "walk_short", minutes=50),
    "50 min at once after 30",
)
spoil(
    "met_minutes_rise",
    "two more days of walking in one week",
    lambda: with_session(
        with_session(valid(), made_session(3, 3, made_item("walk_short", 61, minutes=60))),
        made_session(3, 6, made_item("walk_short", 61, minutes=60)),
    ),
    "MET-minutes after",
)
spoil(
    "met_minutes_rise",
    "low stamina and a jump in the last week",
    lambda: swapped(weak(), "walk_short", "stairs_general", range(6, 7), minutes=30),
    "MET-minutes after",
)
spoil(
    "set_growth",
    "the sets of one day are stretched to five",
    lambda: valid().dosed("w3-d1", "wall_push_up", sets=5),
    "sets after",
)
spoil(
    "set_growth",
    "a day of strength is moved into the week before",
    lambda: moved(
        valid().items(
            lambda s, i: s.key == "w4-d1" and i.component == "strength",
            dose=made_item("sit_to_stand", 4, sets=3).dose,
        ),
        "w4-d1",
        16,
    ),
    "sets after",
)
