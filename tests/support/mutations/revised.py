"""Revisions that rewrite history, disobey decisions, make up for what was missed, or hide changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from msgspec.structs import replace as changed

from planner.domain import plan as p
from planner.domain import revision as r
from planner.domain.checkin import ItemReport, SessionReport
from planner.domain.past import Past, Ruling
from tests.support.mutations.tools import moved, on, spoil, swapped, week, with_session
from tests.support.plan_variants import MISSED, REVISED_ON, revised
from tests.support.plans import Bundle, made_item, made_session, of_items

KEPT, OBEYED, AGAIN, LISTED = (
    "history_kept", "decisions_obeyed", "missed_again", "changes_listed",
)  # fmt: skip


def with_past(**fields: Any) -> Bundle:
    base = revised()
    assert base.past is not None
    return replace(base, past=changed(base.past, **fields))


def with_parent(**fields: Any) -> Bundle:
    past = revised().past
    assert past is not None
    return with_past(plan=changed(past.plan, **fields))


def block(**fields: Any) -> Bundle:
    base = revised()
    assert base.plan.replan is not None
    return base.with_plan(replan=changed(base.plan.replan, **fields))


def ruled(change: str, activity: str, bundle: Bundle | None = None, **fields: Any) -> Bundle:
    base = bundle or revised()
    past = base.past
    assert past is not None
    told = p.Because(rule="prg_24h", text="It hurt the next morning.")
    made = {"on": on(15), "side": None, "because": told, **fields}
    ruling = Ruling(activity=activity, change=change, **made)
    return replace(base, past=changed(past, rulings=(*past.rulings, ruling)))


def reported(*reports: SessionReport, base: Bundle | None = None) -> Bundle:
    """The check-in with more reports (the last one on a session counts)."""
    bundle = base or revised()
    past: Past | None = bundle.past
    assert past is not None
    told = changed(past.check_ins[-1], sessions=(*past.check_ins[-1].sessions, *reports))
    return replace(bundle, past=changed(past, check_ins=(told,)))


def missing(*keys: str, base: Bundle | None = None) -> Bundle:
    """The check-in says of some sessions that nothing of them was done."""
    return reported(*(SessionReport(key=key, done="missed") for key in keys), base=base)


def more(
    *names: str, day: int = 3, minutes: int | None = None, base: Bundle | None = None
) -> Bundle:
    """One session more in the rest of the week in which the revision begins."""
    dose = {} if minutes is None else {"minutes": minutes}
    items = [made_item(name, (minutes or 4) + 1, **dose) for name in names]
    return with_session(base or revised(), made_session(3, day, *items))


def change(**fields: Any) -> r.Change:
    made: dict[str, Any] = {
        "kind": "added", "week": 3, "what": "walk_short", "from_": None, "to": "2027-01-01 18:00",
        "text": "Something comes.", "why": (p.Because(rule="asked", text="Asked for."),),
    }  # fmt: skip
    return r.Change(**{**made, **fields})


def listed() -> tuple[r.Change, ...]:
    found = revised().plan.replan
    assert found is not None
    return found.changes


spoil(
    KEPT, "a session of the past begins later", lambda: revised().session("w1-d1", start="18:05"),
    "not as it was published",
)  # fmt: skip
spoil(
    KEPT, "a missed session is taken out of the past",
    lambda: revised().sessions(lambda s: None if s.key == MISSED else s), "not as it was published",
)  # fmt: skip
spoil(
    KEPT, "a day of the past has another dose",
    lambda: revised().with_plan(
        all_day=(changed(revised().plan.all_day[0], dose=p.ItemDose(hours=3)),
                 *revised().plan.all_day[1:])
    ),
    "not as it was published",
)  # fmt: skip
spoil(
    KEPT, "a week that is over has other sums", lambda: week(revised(), 1, met_min=9), "published"
)
spoil(KEPT, "the number stays the same", lambda: revised().with_plan(revision=1), "revision 1")
spoil(KEPT, "the number leaps", lambda: revised().with_plan(revision=4), "revision 4")
spoil(KEPT, "another plan has its id", lambda: with_parent(plan_id="person-2"), "was person-2")
spoil(KEPT, "it names another parent", lambda: block(parent="0" * 64), "another plan")
spoil(KEPT, "it says nothing of changes", lambda: revised().with_plan(replan=None), "says not what")
spoil(KEPT, "it begins on another day", lambda: block(from_=on(20)), "is from")
spoil(
    KEPT, "it begins on the day that was reported on",
    lambda: with_past(day=on(15)), "not after the report",
)  # fmt: skip
spoil(
    KEPT, "a session to come takes an old key",
    lambda: revised().session("w5-d1", key="w1-d1"), "key of an earlier session",
)  # fmt: skip
spoil(
    KEPT, "a first plan says it is a revision",
    lambda: replace(revised(), past=None), "no revision",
)  # fmt: skip

spoil(OBEYED, "what was stopped goes on", lambda: ruled("stop", "calf_soleus_wall"), "was stopped")
spoil(OBEYED, "what waits for a clinician goes on", lambda: ruled("refer", "walk_short"), "stopped")
spoil(
    OBEYED, "one side was stopped, both go on",
    lambda: ruled("stop", "thoracic_open_book", side="left"), "was stopped",
)  # fmt: skip
spoil(
    OBEYED, "a higher level of what was stopped comes",
    lambda: ruled("stop", "sit_to_stand"), "was stopped",
)  # fmt: skip
spoil(
    OBEYED, "what is held steps up in the next week",
    lambda: ruled("hold", "sit_to_stand"), "is held",
)  # fmt: skip
spoil(
    OBEYED, "what is held for three sessions steps up in the third week",
    lambda: ruled("hold", "wall_push_up", sessions=3), "is held",
)  # fmt: skip
spoil(
    OBEYED, "no step back",
    lambda: ruled("step_back", "sit_to_stand", to_activity="sit_to_stand_high"), "steps back",
)  # fmt: skip
spoil(
    OBEYED, "a step back that comes too high",
    lambda: ruled("step_back", "wall_push_up", to_activity="wall_push_up",
                  bundle=swapped(revised(), "wall_push_up", "counter_push_up", range(3, 7), sets=1,
                                 rpe=4)),
    "steps back",
)  # fmt: skip

spoil(AGAIN, "a missed exercise comes once more", lambda: more("sit_to_stand"), "was missed")
spoil(AGAIN, "a missed stretch comes the next day", lambda: more("calf_soleus_wall"), "was missed")
spoil(AGAIN, "both missed exercises come again", lambda: more("sit_to_stand", "wall_push_up"))
spoil(
    AGAIN, "a walk that was missed comes again",
    lambda: more("walk_short", minutes=15, base=reported(SessionReport(key="w3-d0", done="missed"))),
    "was missed",
)  # fmt: skip
spoil(
    AGAIN, "a walk that was missed makes the next ones longer",
    lambda: reported(SessionReport(key="w3-d0", done="missed")).dosed(
        "w3-d2", "walk_short", minutes=45
    ),
    "were published",
)  # fmt: skip
spoil(
    AGAIN, "an item missed in a session that was done comes again",
    lambda: more(
        "dead_bug_slide",
        base=reported(
            SessionReport(
                key="w3-d0", done="full",
                items=(ItemReport(activity="dead_bug_slide", done="missed"),),
            )
        ),
    ),
    "was missed",
)  # fmt: skip
spoil(
    AGAIN, "a session that nobody reported on is made up for",
    lambda: more(
        "dead_bug_slide", base=with_past(check_ins=(changed(revised().past.check_ins[-1],
                                                            sessions=()),))
    ),
    "was missed",
)  # fmt: skip

spoil(LISTED, "a session moves and nobody says so", lambda: moved(revised(), "w5-d4", 31), "moved")
spoil(
    LISTED, "a session is dropped and nobody says so",
    lambda: revised().sessions(lambda s: None if s.key == "w5-d5" else s), "dropped",
)  # fmt: skip
spoil(
    LISTED, "an item is added and nobody says so",
    lambda: revised().adding("w5-d1", made_item("bird_dog_leg", 4)), "added",
)  # fmt: skip
spoil(
    LISTED, "a walk is longer and nobody says so",
    lambda: revised().dosed("w5-d2", "walk_short", minutes=35), "dose",
)  # fmt: skip
spoil(
    LISTED, "a level is another and nobody says so",
    lambda: swapped(revised(), "counter_push_up", "wall_push_up", range(5, 7), sets=1, rpe=4),
    "level",
)  # fmt: skip
spoil(
    LISTED, "a session is earlier and nobody says so",
    lambda: revised().session("w5-d2", start="17:30"), "time",
)  # fmt: skip
spoil(LISTED, "a change that was not made", lambda: block(changes=(*listed(), change())), "added")
spoil(LISTED, "a change is not told", lambda: block(changes=()), "time walk_short")
spoil(
    LISTED, "a change has no reason",
    lambda: block(changes=tuple(changed(one, why=()) for one in listed())), "says not why",
)  # fmt: skip
spoil(
    LISTED, "a change has no words",
    lambda: block(changes=tuple(changed(one, text=" ") for one in listed())), "says nothing",
)  # fmt: skip
spoil(LISTED, "nobody knows why", lambda: block(reasons=()), "not why the plan is revised")

# Checks that judge a revision over the join.
spoil(
    "ladder", "a ladder goes down in a revision and nobody decided so",
    lambda: _down(), "from level",
)  # fmt: skip
spoil(
    "weekly_ramp", "minutes rise on weeks that were missed",
    lambda: with_past(
        check_ins=(
            changed(
                revised().past.check_ins[-1],
                sessions=tuple(
                    SessionReport(key=s.key, done="missed")
                    for s in revised().plan.sessions
                    if s.date < REVISED_ON
                ),
            ),
        )
    ),
    "at most",
)  # fmt: skip


def _down() -> Bundle:
    """From week 5 on the squat is one level lower, for no reason."""

    def lower(session: p.Session) -> p.Session:
        if session.week < 5:
            return session
        return of_items(
            session,
            [
                made_item("sit_to_stand", i.minutes, sets=1, rpe=4)
                if i.activity == "mini_squat_counter"
                else i
                for i in session.items
            ],
        )

    return revised().sessions(lower)
