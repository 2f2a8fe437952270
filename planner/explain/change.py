"""What would have to be different for an item to open: criteria, answers, overrides, wishes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.domain.plan import Excluded, Plan
from planner.explain.explanation import Awaited
from planner.explain.layout import day
from planner.explain.messages import Messages
from planner.explain.touching import touches
from planner.knowledge import Catalog
from planner.knowledge.model import Effect, Rule
from planner.knowledge.words import tree_words

INDICATED = "indicated_by"
NAMES_SHOWN = 4
PLACEHOLDER = "@"


def awaited(
    activity: str, entries: Iterable[Excluded], plan: Plan, catalog: Catalog, messages: Messages
) -> tuple[Awaited, ...]:
    """Every criterion that the item still waits for, in the order of the catalog."""
    names: set[str] = {gate.criterion for gate in plan.gates if activity in gate.opens}
    for entry in entries:
        names.update((entry.until,) if entry.until else ())
        for name in entry.rules:
            if name in catalog.rules:
                names.update(_until(catalog.rules[name], activity, catalog))
    return tuple(
        _awaited(name, plan, catalog, messages) for name in catalog.criteria if name in names
    )


def changes(
    activity: str, entry: Excluded, plan: Plan, catalog: Catalog, messages: Messages
) -> tuple[str, ...]:
    """What else would open it: answers, things at home, a wish; and who may set a rule aside."""
    found: dict[str, None] = {}
    asides: dict[str, list[str]] = {}
    for name in entry.rules:
        if name in catalog.rules:
            rule = catalog.rules[name]
            found.update(dict.fromkeys(_of_rule(rule, activity, catalog, messages)))
            asides.setdefault(messages.say(f"override.{rule.severity}"), []).append(name)
        elif name == INDICATED and entry.verdict == "deferred":
            continue  # Its criterion stands among what is awaited.
        elif f"change.{name}" in messages:
            found[_of_person(name, activity, plan, catalog, messages)] = None
    found.update({f"{', '.join(names)}: {text}": None for text, names in asides.items()})
    if not found:
        found.update(dict.fromkeys(_of_choice(activity, plan, catalog, messages)))
    return tuple(found)


def _until(rule: Rule, activity: str, catalog: Catalog) -> Iterator[str]:
    for effect in _closing(rule, activity, catalog):
        for field in ("until", "also_until"):
            criterion = getattr(effect.body, field, None)
            if criterion is not None:
                yield criterion


def _closing(rule: Rule, activity: str, catalog: Catalog) -> Iterator[Effect]:
    """Effects of the rule that keep the item out of the plan."""
    for effect in rule.then:
        closes = effect.exclude or effect.defer or effect.gate or effect.substitute
        if closes is None:
            continue
        target = closes.target
        # What was tried is known to the plan, not to the rule: the plan says that it was hit.
        is_bound = target.any or PLACEHOLDER in str(target)
        if is_bound or touches(rule, effect, catalog.activities[activity], catalog):
            yield effect


def _awaited(name: str, plan: Plan, catalog: Catalog, messages: Messages) -> Awaited:
    gate = next((gate for gate in plan.gates if gate.criterion == name), None)
    meaning = catalog.criteria[name].meaning
    status = gate.status if gate else "unmeasured"
    again = tuple(dict.fromkeys(r.date for r in plan.retests if name in r.unlocks))
    week, check_on = (gate.earliest_week, gate.check_on) if gate else (None, None)
    when = (
        messages.say("change.check", week=week, date=day(check_on))
        if check_on is not None
        else messages.say("change.record")
    )
    words = f"{meaning[:1].upper()}{meaning[1:]}"
    text = messages.say(
        "change.criterion",
        meaning=words,
        criterion=name,
        status=messages.say(f"gate.{status}"),
        when=when,
    )
    if again:
        text += " " + messages.say("change.again", dates=", ".join(map(day, again)))
    return Awaited(
        criterion=name,
        meaning=meaning,
        status=status,
        text=text,
        earliest_week=week,
        check_on=check_on,
        asked_again=again,
    )


def _of_rule(rule: Rule, activity: str, catalog: Catalog, messages: Messages) -> Iterator[str]:
    """While which answers the rule holds, and what opens its gate; criteria are told apart."""
    closing = list(_closing(rule, activity, catalog))
    for effect in closing:
        if effect.gate is not None and effect.gate.open_when.criterion is None:
            words = tree_words(effect.gate.open_when, catalog, messages)
            yield messages.say("change.gate", rule=rule.id, tree=words)
    if not closing or any(_is_for_good(effect) for effect in closing):
        words = tree_words(rule.when, catalog, messages)
        yield messages.say("change.holds_while", rule=rule.id, tree=words)


def _is_for_good(effect: Effect) -> bool:
    """No criterion ends it: it lasts as long as its rule holds."""
    return effect.gate is None and getattr(effect.body, "until", None) is None


def _of_person(ground: str, activity: str, plan: Plan, catalog: Catalog, messages: Messages) -> str:
    item = catalog.activities[activity]
    things = ", ".join(catalog.vocabulary["equipment"][thing].meaning for thing in item.equipment)
    named = " or ".join(
        catalog.criteria[name].meaning
        if name in catalog.criteria
        else catalog.conditions[name].name
        for name in item.indicated_by
    )
    return messages.say(
        f"change.{ground}",
        equipment=things,
        ids=", ".join(item.equipment),
        component=messages.word(item.component),
        wanted=item.min_level,
        level=plan.levels.get(item.component, ""),
        findings=named,
    )


def _of_choice(activity: str, plan: Plan, catalog: Catalog, messages: Messages) -> Iterator[str]:
    """It competed and lost: against what, whether the weeks are full, and how to wish for it."""
    component = catalog.activities[activity].component
    chosen = dict.fromkeys(
        item.name for s in plan.sessions for item in s.items if item.component == component
    )
    chosen.update((e.name, None) for e in plan.all_day if e.component == component)
    if chosen:
        shown = "; ".join(list(chosen)[:NAMES_SHOWN])
        more = len(chosen) - NAMES_SHOWN
        names = messages.say("change.and_more", names=shown, count=more) if more > 0 else shown
        yield messages.say("change.instead", component=messages.word(component), names=names)
    aimed = [(week, week.targets[component]) for week in plan.weeks if component in week.targets]
    full = [
        week.week
        for week, target in aimed
        if (week.minutes if target.unit == "minutes" else week.days).get(component, 0)
        >= target.goal
    ]
    if aimed:
        yield messages.say(
            "change.full" if len(full) == len(aimed) else "change.room",
            component=messages.word(component).capitalize(),
            full=len(full),
            weeks=len(aimed),
        )
    yield messages.say("change.wish", activity=activity)
