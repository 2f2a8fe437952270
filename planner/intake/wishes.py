"""What the person has and wants: equipment, preferences, goals, suggestions, overrides."""

from __future__ import annotations

from planner.domain.intake import Goal, Override, Preferences, Suggestion
from planner.intake.part import Part
from planner.intake.times import MOST_WEEKS
from planner.intake.units import CONVERSIONS, metric
from planner.intake.words import nearest, not_one_of
from planner.knowledge.catalog import Catalog
from planner.told import later, told

_PREFERENCE = later("activity, family or component")
# A target in pounds is a target in kilograms.
UNIT_OF = {"target_lb": "target_kg"}
_TARGET_LB = CONVERSIONS["target_lb"]


def read_preferences(part: Part, catalog: Catalog) -> Preferences:
    """Read what is liked, disliked and never wanted; one id may stand in one list only."""
    ids = preference_ids(catalog)
    keys = part.mapping(("like", "dislike", "never"))
    named: dict[str, str] = {}
    lists: dict[str, tuple[str, ...]] = {}
    for key, value in keys.items():
        lists[key] = _never(value, ids) if key == "never" else value.words(ids, _PREFERENCE)
        for word in lists[key]:
            if word in named:
                value.bad(told("'{word}' stands under '{named}' too", word=word, named=named[word]))
            named.setdefault(word, key)
    if "never" in keys:
        _refuse_unsafe(keys["never"], lists["never"], catalog)
    return Preferences(**lists)


def _refuse_unsafe(part: Part, never: tuple[str, ...], catalog: Catalog) -> None:
    """What every session needs to be safe may be disliked, but not left out altogether."""
    for component in catalog.decision_policy.cannot_be_refused:
        inside = [a for a in catalog.activities.values() if a.component == component]
        if all({a.id, a.family, component} & set(never) for a in inside):
            part.bad(
                told(
                    "nothing of '{component}' would be left, and sessions need it to be safe; name"
                    " single activities, or write it under 'dislike'",
                    component=component,
                )
            )


def preference_ids(catalog: Catalog) -> tuple[str, ...]:
    """Ids that a preference may name: activities, families, components."""
    return (*catalog.activities, *catalog.families, *catalog.vocabulary["components"])


def _never(part: Part, ids: tuple[str, ...]) -> tuple[str, ...]:
    """As `words`; a movement that the catalog does not have at all is no mistake here."""
    found: list[str] = []
    for entry in part.items():
        strange = isinstance(entry.value, str) and nearest(entry.value, ids) is None
        word = entry.text() if strange else entry.word(ids, _PREFERENCE)
        if word is not None:
            found.append(word)
    return tuple(dict.fromkeys(found))


def read_goals(part: Part, catalog: Catalog) -> tuple[Goal, ...]:
    """Read the goals; a bare id is short for `{id: …}`."""
    found: list[Goal] = []
    for entry in part.items():
        goal = _goal(entry, catalog)
        if goal is not None and goal.id in [other.id for other in found if goal.activity is None]:
            entry.bad(told("the goal '{id}' stands here twice", id=goal.id))
        elif goal is not None:
            found.append(goal)
    return tuple(found)


def _goal(part: Part, catalog: Catalog) -> Goal | None:
    if isinstance(part.value, str):
        name = part.word(catalog.goals, "goal")
        return None if name is None else Goal(id=name)
    keys = part.mapping(("id", "target_kg", "target_lb", "by_week", "activity"), required=["id"])
    name = keys["id"].word(catalog.goals, "goal") if "id" in keys else None
    kg = _target(keys)
    week = None
    if "by_week" in keys:
        week = keys["by_week"].number(1, MOST_WEEKS, "weeks", whole=True)
    activity = None
    if "activity" in keys:
        activity = keys["activity"].word(catalog.activities, "activity")
    if name is None:
        return None
    for key, value in keys.items():
        if key != "id" and UNIT_OF.get(key, key) not in catalog.goals[name].takes:
            value.bad(told("the goal '{name}' does not take this", name=name))
    by_week = None if week is None else int(week)
    return Goal(id=name, target_kg=kg, by_week=by_week, activity=activity)


def _target(keys: dict[str, Part]) -> float | None:
    highest = float("inf")
    if "target_kg" in keys and "target_lb" in keys:
        keys["target_lb"].bad(told("'target_kg' says the same in another unit; keep one of them"))
    if "target_kg" in keys:
        return keys["target_kg"].number(0, highest, "kg")
    if "target_lb" in keys:
        pounds = keys["target_lb"].number(0, highest, "lb")
        return None if pounds is None else metric(_TARGET_LB, pounds)
    return None


def read_suggested(part: Part, catalog: Catalog) -> tuple[Suggestion, ...]:
    """Read what others told the person to do."""
    found: list[Suggestion] = []
    for entry in part.items():
        keys = entry.mapping(("activity", "by"), required=("activity", "by"))
        activity = None
        if "activity" in keys:
            activity = keys["activity"].word(catalog.activities, "activity")
        by = keys["by"].text() if "by" in keys else None
        if activity is not None and by is not None:
            found.append(Suggestion(activity=activity, by=by))
    return tuple(found)


def read_overrides(part: Part, catalog: Catalog) -> tuple[Override, ...]:
    """Read rules set aside; the severity of the rule says who may, and with what reason."""
    found: list[Override] = []
    for entry in part.items():
        keys = entry.mapping(("rule", "by", "reason"), required=("rule", "by", "reason"))
        rule = keys["rule"].word(catalog.rules, "rule") if "rule" in keys else None
        by = keys["by"].text() if "by" in keys else None
        reason = keys["reason"].text() if "reason" in keys else None
        if rule is None or by is None or reason is None:
            continue
        if rule in [other.rule for other in found]:
            keys["rule"].bad(told("'{rule}' is set aside twice", rule=rule))
        elif _may_set_aside(keys, catalog.rules[rule].severity, by, catalog):
            found.append(Override(rule=rule, by=by, reason=reason))
    return tuple(found)


def _may_set_aside(keys: dict[str, Part], severity: str, by: str, catalog: Catalog) -> bool:
    roles = catalog.derivations.clinician_roles
    if severity == "absolute":
        keys["rule"].bad(told("this rule allows no override"))
        return False
    if severity == "strong" and by not in roles:
        keys["by"].bad(
            told(
                "only a clinician may set this rule aside: {unknown}",
                unknown=not_one_of(by, roles, "role"),
            )
        )
        return False
    return True
