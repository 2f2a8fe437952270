"""Whole intakes made at random from the catalog's own words, weighted towards trouble.

Everything is drawn from the catalog: its facts, the values at which its rules change their mind,
its conditions, stages, trials, checklists and rules. What is added there is drawn here by itself.
One `Random` makes one intake, so a seed and an index name it for ever.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import cache
from random import Random
from typing import Any

from planner.documents import Document
from planner.errors import BadInput
from planner.intake import read_document
from planner.intake.facts import allowed_values
from planner.knowledge import Catalog, load_catalog, template_files
from planner.knowledge.model import Fact, Node

SEED = 20261125
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Zones with early, late, southern, half-hour and no summer time.
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC",
         "Africa/Casablanca", "Pacific/Chatham", "America/Sao_Paulo")  # fmt: skip
# Plans that meet the changes of clocks of both hemispheres, a leap day and a turn of the year.
STARTS = (dt.date(2027, 1, 11), dt.date(2027, 3, 8), dt.date(2027, 9, 27), dt.date(2027, 10, 25),
          dt.date(2028, 2, 21), dt.date(2026, 12, 14))  # fmt: skip
STOPS = ("stop", "refer", "decide")
REPAIRS = 6
the_catalog = cache(load_catalog)


def of_index(index: int, seed: int = SEED) -> dict[str, Any]:
    """The intake of an index: the same one in every run."""
    return made(Random(f"{seed}:{index}"), f"p{index}")


def made(rng: Random, name: str = "person") -> dict[str, Any]:
    """One intake; mostly free of contradictions, as the errors of the reader are used to mend it."""
    catalog = the_catalog()
    intake = _drafted(rng, name, catalog)
    rounds = 0 if often(rng, 0.03) else REPAIRS
    return mended(intake, reader, rounds)


def reader(content: dict[str, Any]) -> object:
    """The intake as read from a file of this content."""
    return read_document(Document(content, "made", {}), the_catalog())


def mended(
    content: dict[str, Any], read: Callable[[dict[str, Any]], object], rounds: int = REPAIRS
) -> dict[str, Any]:
    """The content without what its reader refuses, as far as so many rounds go."""
    for _ in range(rounds):
        try:
            read(content)
        except BadInput as error:
            for problem in sorted(error.problems, key=lambda p: p.key, reverse=True):
                _drop(content, problem.key)
        else:
            break
    return content


def _drafted(rng: Random, name: str, catalog: Catalog) -> dict[str, Any]:
    start = rng.choice(STARTS) + dt.timedelta(days=rng.randrange(7))
    assessed = start - dt.timedelta(days=rng.choice((0, 1, 4, 20)))
    weeks = rng.choices((4, 2, 1, 6, 8, 12), (70, 12, 6, 6, 4, 2))[0]
    intake: dict[str, Any] = {
        "format": "intake/1",
        "id": name,
        "assessed_on": assessed.isoformat(),
        "plan": {
            "start": start.isoformat(),
            "weeks": weeks,
            "timezone": rng.choice(ZONES),
            "template": rng.choice(sorted(template_files())),
        },
        "facts": answers(rng, catalog),
        "screened": _screened(rng, catalog, assessed),
        "conditions": conditions(rng, catalog, assessed),
        "availability": availability(rng, start, weeks),
    }
    if often(rng, 0.75):
        intake["stretch_trials"] = trials(rng, catalog, assessed)
    intake |= _wishes(rng, catalog, weeks)
    intake |= _times(rng, start, weeks)
    if often(rng, 0.3):
        role = rng.choice(catalog.derivations.clinician_roles)
        scope = rng.choice([s for s in catalog.facts["medical_clearance"].values if s != "none"])
        intake["clearance"] = [{"scope": scope, "by": role, "date": assessed.isoformat()}]
    if often(rng, 0.3):
        intake["criteria"] = criteria(rng, catalog, start)
    return intake


def answers(rng: Random, catalog: Catalog) -> dict[str, Any]:
    """Ordinary answers, some left out, some replaced by values at which a rule turns."""
    ordinary = catalog.ordinary_answers.facts
    lost = rng.choice((0.0, 0.0, 0.02, 0.1, 0.4))
    found = {name: _plain(value) for name, value in ordinary.items() if not often(rng, lost)}
    edges, stopping = _edges(), _stopping()
    calm = [name for name in _asked(catalog) if name not in stopping]
    for _ in range(rng.choice((0, 1, 3, 6, 12))):
        name = rng.choice(_asked(catalog) if often(rng, 0.05) else calm)
        found[name] = _answer(rng, catalog.facts[name], edges.get(name, []), catalog)
    for name in ("age", "weight_kg", "cigarettes_per_day", "medications"):
        if often(rng, 0.5):
            found[name] = _answer(rng, catalog.facts[name], edges.get(name, []), catalog)
    return {name: value for name, value in found.items() if value is not None}


def _answer(rng: Random, fact: Fact, edges: list[float], catalog: Catalog) -> Any:
    if fact.type == "bool":
        return often(rng, 0.5)
    if fact.type in ("enum", "list"):
        values = allowed_values(fact, catalog)
        many = min(len(values), rng.choice((0, 1, 1, 2)))
        return rng.choice(values) if fact.type == "enum" else rng.sample(values, many)
    if fact.type not in ("int", "number"):
        return None
    low, high = fact.range or (0, 100)
    edge = rng.choice(edges) if edges else rng.uniform(low, high)
    value = min(max(edge + rng.choice((-1, 0, 0, 1)), low), high)
    return int(value) if fact.type == "int" else round(value, 1)


def _screened(rng: Random, catalog: Catalog, on: dt.date) -> dict[str, Any]:
    missed = rng.choice((0.0, 0.0, 0.0, 0.05, 0.3))
    found = {}
    for name, group in catalog.screening_groups.items():
        if often(rng, missed):
            continue
        words = [f for f in group.facts if f not in _stopping() and catalog.facts[f].type == "bool"]
        if often(rng, 0.02):
            words = [f for f in group.facts if catalog.facts[f].type == "bool"]
        ticked = rng.sample(words, 1) if words and often(rng, 0.15) else []
        found[name] = {"date": on.isoformat(), "positive": ticked}
    return found


def conditions(rng: Random, catalog: Catalog, on: dt.date) -> list[dict[str, Any]]:
    many = rng.choices((0, 1, 2, 3, 5), (1, 3, 4, 3, 1))[0]
    found = []
    for condition in rng.sample(list(catalog.conditions.values()), many):
        record: dict[str, Any] = {"id": condition.id}
        if condition.stages and often(rng, 0.85):
            record["stage"] = rng.choice(condition.stages)
        if often(rng, 0.5):
            record["side"] = rng.choice(("left", "right", "both"))
        if often(rng, 0.4):
            days = rng.choice((1, 13, 14, 42, 84, 85, 400))
            record["since"] = (on - dt.timedelta(days=days)).isoformat()
        for field in catalog.derivations.condition_fields:
            if condition.id in field.conditions and field.field not in ("side", "since"):
                fact = field.fact or next(iter(field.by_side.values()), None)
                value = often(rng, 0.5)
                if not field.by_value and fact is not None:
                    value = _answer(rng, catalog.facts[fact], _edges().get(fact, []), catalog)
                if value is not None and often(rng, 0.7):
                    record[field.field] = value
        found.append(record)
    return found


def trials(rng: Random, catalog: Catalog, on: dt.date) -> list[dict[str, Any]]:
    stretches = [a for a in catalog.activities.values() if a.component == "stretch"]
    muscles = sorted({muscle for stretch in stretches for muscle in stretch.muscles.stretched})
    outcomes = list(catalog.vocabulary["trial_outcomes"])
    fine = rng.choice((0.0, 0.5, 1.0))
    found = []
    for muscle in rng.sample(muscles, rng.choice((0, 1, 3, len(muscles)))):
        sides = (("both",), ("left",), ("right",), ("left", "right"))
        for side in rng.choice(sides):
            outcome = "discomfort_only" if often(rng, fine) else rng.choice(outcomes)
            date = on - dt.timedelta(days=rng.choice((0, 0, 1, 13, 14, 41, 42, 43)))
            found.append(
                {"muscle": muscle, "side": side, "outcome": outcome, "date": date.isoformat()}
            )
    return found


def availability(rng: Random, start: dt.date, weeks: int) -> list[dict[str, Any]]:
    shape = rng.choices(("wide", "some", "tiny", "dated", "none"), (62, 25, 8, 4, 1))[0]
    if shape == "none":
        return []
    if shape == "dated":
        dates = rng.sample(range(7 * weeks), min(7 * weeks, rng.choice((3, 8, 20))))
        named = [(start + dt.timedelta(days=day)).isoformat() for day in sorted(dates)]
        return [{"dates": named, "from": "14:00", "to": rng.choice(("14:20", "15:00", "16:30"))}]
    if shape == "wide":
        return [
            {"days": list(DAYS), "from": "18:00", "to": "19:15", "preferred": True},
            {"days": rng.sample(DAYS, 4), "from": "07:00", "to": "07:45"},
        ]
    days = rng.sample(DAYS, rng.choice((1, 2) if shape == "tiny" else (2, 3, 5, 7)))
    long = rng.choice((5, 10, 15, 20, 25) if shape == "tiny" else (30, 40, 45, 60, 90))
    begins = rng.choice((2 * 60, 7 * 60, 9 * 60 + 7, 12 * 60, 17 * 60, 20 * 60, 22 * 60))
    ends = begins + long
    return [{"days": days, "from": _clock(begins), "to": _clock(ends)}]


def _times(rng: Random, start: dt.date, weeks: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if often(rng, 0.8):
        found |= {
            "wake": rng.choice(("05:30", "06:30", "08:00")),
            "bed": rng.choice(("22:00", "23:30")),
        }
    if often(rng, 0.25):
        first = start + dt.timedelta(days=rng.randrange(7 * weeks))
        last = first + dt.timedelta(days=rng.choice((0, 2, 6, 9, 15)))
        kind = rng.choice(("travel", "illness", "holiday"))
        found["away"] = [{"from": first.isoformat(), "to": last.isoformat(), "kind": kind}]
    if often(rng, 0.2):
        day = start + dt.timedelta(days=rng.randrange(7 * weeks))
        found["busy"] = [{"from": f"{day}T17:30", "to": f"{day}T18:30"}]
    return found


def _wishes(rng: Random, catalog: Catalog, weeks: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    equipment = list(catalog.vocabulary["equipment"])
    many = rng.choice((None, 0, 4, len(equipment), len(equipment)))
    if many is not None:
        found["equipment"] = rng.sample(equipment, many)
    ids = [*catalog.activities, *catalog.families, *catalog.vocabulary["components"]]
    if often(rng, 0.3):
        liked, disliked, never = rng.sample(ids, 3)
        found["preferences"] = {"like": [liked], "dislike": [disliked], "never": [never]}
    found["goals"] = [
        {"id": goal.id} if "activity" not in goal.takes
        else {"id": goal.id, "activity": rng.choice(list(catalog.activities))}
        for goal in rng.sample(list(catalog.goals.values()), rng.choice((0, 1, 2)))
    ]  # fmt: skip
    by = rng.choice(("doctor", "friend"))
    if often(rng, 0.25):
        found["suggested"] = [{"activity": rng.choice(list(catalog.activities)), "by": by}]
    loose = [rule.id for rule in catalog.rules.values() if rule.severity != "absolute"]
    if often(rng, 0.15):
        found["overrides"] = [
            {"rule": rule, "by": "physician", "reason": f"canary-{rng.randrange(10**9)}"}
            for rule in rng.sample(loose, rng.choice((1, 2, 5)))
        ]
    return found


def criteria(rng: Random, catalog: Catalog, start: dt.date) -> list[dict[str, Any]]:
    found = []
    for name in rng.sample(list(catalog.criteria), rng.choice((1, 3))):
        met_on = start + dt.timedelta(days=rng.choice((-20, -1, 0, 1, 7, 8, 20, 60)))
        found.append({"id": name} | ({"met_on": met_on.isoformat()} if often(rng, 0.7) else {"met": False}))  # fmt: skip
    return found


@cache
def _edges() -> dict[str, list[float]]:
    """Fact to the values at which a rule, criterion or condition changes its mind."""
    found: dict[str, set[float]] = {}
    for tree in _trees(the_catalog()):
        for node in _leaves(tree):
            values = (node.at_least, node.at_most, node.equals, *(node.between or ()))
            numbers = {v for v in values if isinstance(v, int | float) and not isinstance(v, bool)}
            if node.fact is not None:
                found.setdefault(node.fact, set()).update(numbers)
    for band in the_catalog().age_bands.values():
        found.setdefault("age", set()).update((band.min, band.max))
    return {name: sorted(values) for name, values in found.items()}


@cache
def _stopping() -> frozenset[str]:
    """Facts that a rule reads which ends in no plan: drawn seldom, or there would be no plans."""
    rules = the_catalog().rules.values()
    ends = [r for r in rules if any(effect.kind in STOPS for effect in r.then)]
    return frozenset(leaf.fact for rule in ends for leaf in _leaves(rule.when) if leaf.fact)


def _trees(catalog: Catalog) -> Iterator[Node]:
    yield from (rule.when for rule in catalog.rules.values())
    yield from (criterion.test for criterion in catalog.criteria.values())
    for condition in catalog.conditions.values():
        yield from condition.stage_when.values()
        if condition.derived_when is not None:
            yield condition.derived_when


def _leaves(node: Node) -> Iterator[Node]:
    parts = (*(node.all or ()), *(node.any or ()), *((node.not_,) if node.not_ else ()))
    if not parts:
        yield node
    for part in parts:
        yield from _leaves(part)


def _asked(catalog: Catalog) -> list[str]:
    """Facts that a person or clinician answers when the plan is made."""
    log = {"plan_week", "weeks_to_quit_day", "plan_start"}
    return [f.id for f in catalog.facts.values() if f.answered_by != "derived" and f.id not in log]


def _drop(intake: dict[str, Any], key: str) -> None:
    """Take out what a problem of the reader names."""
    steps = [step for part in key.split(".") for step in part.replace("]", "").split("[") if step]
    part: Any = intake
    for step in steps[:-1]:
        if isinstance(part, list):
            if not step.isdigit() or int(step) >= len(part):
                return
            if len(steps) > 1 and isinstance(part[int(step)], dict):
                # An entry of a list goes as a whole.
                del part[int(step)]
                return
            part = part[int(step)]
        else:
            part = part.get(step)
        if part is None:
            return
    last = steps[-1] if steps else ""
    if isinstance(part, list) and last.isdigit() and int(last) < len(part):
        del part[int(last)]
    elif isinstance(part, dict) and last not in ("plan", "id", "format", "availability"):
        part.pop(last, None)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def often(rng: Random, share: float) -> bool:
    return rng.random() < share


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
