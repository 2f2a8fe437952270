"""Differences of templates in words."""

from msgspec.structs import replace

from planner.explain import messages_of
from planner.explain.template_diff import compare
from planner.knowledge import load_catalog, load_template
from planner.knowledge.template import DoseRange, Published

CATALOG = load_catalog()
MESSAGES = messages_of(CATALOG)
BASE = load_template("general_low_back", CATALOG)


def said(after):
    return [(c.where, c.text) for c in compare(BASE, after, CATALOG, MESSAGES).changes]


def with_phase(number, **changes):
    phases = list(BASE.phases)
    phases[number] = replace(phases[number], **changes)
    return replace(BASE, phases=tuple(phases))


def test_the_same_template_says_so():
    found = compare(BASE, BASE, CATALOG, MESSAGES)
    assert found.changes == ()
    assert "say the same" in found.sections(MESSAGES, {}, 90)[0].lines[0]


def test_numbers_become_others():
    assert said(replace(BASE, caps=replace(BASE.caps, items_per_session=6))) == [
        ("whole", "caps items per session: 8 becomes 6")
    ]
    target = replace(BASE.phases[2].targets["strength"], goal=(3,))
    targets = {**BASE.phases[2].targets, "strength": target}
    assert said(with_phase(2, targets=targets)) == [("build", "strength goal: 2 becomes 3")]


def test_items_come_and_go():
    changed = with_phase(2, include=(*BASE.phases[2].include[1:], "carry"))
    assert said(changed) == [
        ("build", "include: also carry"),
        ("build", "include: no longer walk"),
    ]


def test_days_and_what_a_publication_asks_come_and_go():
    assert said(with_phase(1, most_days={"strength": 3}, days_apart=("strength",))) == [
        ("control", "most days strength: 3 is new"),
        ("control", "days apart: also strength"),
    ]
    asked = (Published(asks="3 days.", source="who_2020", plans="2 at first."),)
    assert said(replace(BASE, published=asked)) == [
        ("whole", "published: also 3 days. 2 at first.")
    ]


def test_doses_become_others():
    doses = {"strength": DoseRange(sets_at_most=2, rest_s_at_least=120)}
    assert said(with_phase(1, doses=doses)) == [
        ("control", "doses strength sets at most: 2 is new"),
        ("control", "doses strength rest s at least: 120 is new"),
    ]


def test_components_and_phases_come_and_go():
    rest = {k: v for k, v in BASE.phases[0].targets.items() if k != "balance"}
    assert said(with_phase(0, targets=rest)) == [("screen_and_correct", "balance: 1 days is gone")]
    assert ("build", "phase: Build (5-8) is gone") in said(
        replace(BASE, phases=BASE.phases[:2] + BASE.phases[3:])
    )


def test_an_entry_says_its_weeks_and_its_condition():
    once = tuple(e for e in BASE.once if e.activity != "edu_flare_plan")
    daily = tuple(e for e in BASE.daily if e.activity != "step_goal_1")
    found = dict(said(replace(BASE, once=once, daily=daily)))
    assert set(found) == {"whole"}
    texts = [text for _, text in said(replace(BASE, once=once, daily=daily))]
    assert texts[0] == "once edu flare plan: week 3 is gone"
    assert texts[1].startswith("daily step goal 1: weeks 4 to 7, 7 days a week, if ")
