"""Schemas of intakes and check-ins: the keys of their readers, the words of the catalog."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from planner.domain import checkin
from planner.intake import read
from planner.intake.checklists import positive_words
from planner.intake.facts import allowed_values
from planner.intake.health import SIDES, fields_of
from planner.intake.times import AWAY_KINDS, FEWEST_WEEKS, MOST_WEEKS, WEEKDAYS
from planner.intake.units import CONVERSIONS, other_unit
from planner.intake.wishes import preference_ids
from planner.knowledge import Catalog
from planner.knowledge.model import Fact
from planner.workflow.schema.typed import FIELDS, described

Schema = dict[str, Any]
TEXT: Schema = {"type": "string", "pattern": r"\S"}
DATE: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
CLOCK: Schema = {"type": "string", "pattern": r"^([01]?\d|2[0-3]):[0-5]\d$"}
MOMENT: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?$"}
FLAG: Schema = {"type": "boolean"}
NAME: Schema = {"type": "string", "pattern": r"^[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$"}


def intake_schema(catalog: Catalog) -> Schema:
    """`intake/1`."""
    say = _Said("intake", catalog)
    plan = {
        "start": DATE,
        "weeks": {"type": "integer", "minimum": FEWEST_WEEKS, "maximum": MOST_WEEKS},
        "timezone": TEXT,
        "template": TEXT,
    }
    roles = catalog.derivations.clinician_roles
    scopes = [s for s in catalog.facts["medical_clearance"].values if s != "none"]
    window = {
        "days": _words(WEEKDAYS),
        "dates": _list(DATE),
        "from": CLOCK,
        "to": CLOCK,
        "preferred": FLAG,
    }
    either = {"oneOf": [{"required": ["days"]}, {"required": ["dates"]}]}
    likes = _words(preference_ids(catalog))
    rules = [rule.id for rule in catalog.rules.values() if rule.severity != "absolute"]
    return say.root(
        {
            "format": {"const": read.FORMAT},
            "id": NAME,
            "assessed_on": DATE,
            "plan": say.record("plan", plan, ("start", "weeks", "timezone")),
            "person": say.record("person", {"language": TEXT}, ()),
            "facts": facts_schema(catalog),
            "conditions": _list(_conditions(say, catalog)),
            "stretch_trials": _list(_trials(say, catalog)),
            "criteria": _list(_criteria(say, catalog)),
            "screened": _screened(say, catalog),
            "medications": fact_schema(catalog.facts["medications"], catalog),
            "clearance": _list(
                say.record(
                    "clearance",
                    {"scope": _word(scopes), "by": _word(roles), "date": DATE},
                    ("scope", "by", "date"),
                )
            ),
            "availability": _list(say.record("availability", window, ("from", "to")) | either),
            "busy": _list(say.record("busy", {"from": MOMENT, "to": MOMENT}, ("from", "to"))),
            "busy_calendars": _list(TEXT) | {"uniqueItems": True},
            "away": _list(
                say.record(
                    "away",
                    {"from": DATE, "to": DATE, "kind": _word(AWAY_KINDS)},
                    ("from", "to", "kind"),
                )
            ),
            "sleep": _list(
                say.record(
                    "sleep",
                    {"dates": _list(DATE), "from": CLOCK, "to": CLOCK},
                    ("dates", "from", "to"),
                )
            ),
            "wake": CLOCK,
            "bed": CLOCK,
            "equipment": _words(catalog.vocabulary["equipment"]),
            # A movement that the catalog does not have is no mistake under `never`.
            "preferences": say.record(
                "preferences", {"like": likes, "dislike": likes, "never": _list(TEXT)}, ()
            ),
            "goals": _list(_goal(say, catalog)),
            "suggested": _list(
                say.record(
                    "suggested",
                    {"activity": _word(catalog.activities), "by": TEXT},
                    ("activity", "by"),
                )
            ),
            "overrides": _list(
                say.record(
                    "overrides",
                    {"rule": _word(rules), "by": TEXT, "reason": TEXT},
                    ("rule", "by", "reason"),
                )
            ),
        },
        read.REQUIRED,
    )


def check_in_schema(catalog: Catalog) -> Schema:
    """`checkin/1`. That keys and activities are those of the plan only the planner can check."""
    say = _Said("checkin", catalog)
    policy = catalog.progression
    pain, rpe = _range(*policy.pain_range), _range(*policy.effort_range)
    count: Schema = {"type": "integer", "minimum": 0, "maximum": 1000}
    done = _word(("full", "partial", "missed"))
    scores = {"pain_during": pain, "pain_next_morning": pain, "rpe": rpe}
    counts = dict.fromkeys(("sets", "reps", "spare_reps", "hold_s", "minutes"), count)
    item = {
        "activity": _word(catalog.activities),
        "side": _word(("left", "right")),
        "done": done,
        **scores,
        **counts,
        "load_kg": {"type": "number", "minimum": 0, "maximum": 1000},
        "responses": _words(policy.reported),
        "note": TEXT,
    }
    session = {
        "key": TEXT,
        "done": done,
        "date": DATE,
        "pain_before": pain,
        **scores,
        "minutes": count,
        "symptoms": fact_schema(catalog.facts["session_symptoms"], catalog),
        "items": _list(say.record("items", item, ("activity",))),
        "note": TEXT,
    }
    day = {
        "key": TEXT,
        "done": done,
        "hours": {"type": "number", "minimum": 0, "maximum": 24},
        "comfort": _word(policy.wear),
    }
    measures = [row["id"] for row in catalog.scales["measures"]]
    retest = {"measure": _word(measures), "value": {"type": "number"}, "date": DATE}
    return say.root(
        {
            "format": {"const": checkin.FORMAT},
            "date": DATE,
            "sessions": _list(say.record("sessions", session, ("key", "done"))),
            "all_day": _list(say.record("all_day", day, ("key", "done"))),
            "facts": facts_schema(catalog),
            "stretch_trials": _list(_trials(_Said("intake", catalog), catalog)),
            "criteria": _list(_criteria(_Said("intake", catalog), catalog)),
            "red_flags": _words(positive_words("red_flags", catalog)),
            "retests": _list(say.record("retests", retest, ("measure", "value"))),
            "note": TEXT,
        },
        ("format", "date"),
    )


class _Said:
    """Puts a hover text on every key of the records of one file."""

    def __init__(self, file: str, catalog: Catalog) -> None:
        self.file = file
        self.catalog = catalog

    def root(self, keys: dict[str, Schema], required: Iterable[str]) -> Schema:
        return {"title": f"{self.file}/1", **self.record("", keys, required)}

    def record(self, name: str, keys: dict[str, Schema], required: Iterable[str]) -> Schema:
        return {
            "type": "object",
            "properties": {key: self.key(name, key, schema) for key, schema in keys.items()},
            "required": list(required),
            "additionalProperties": False,
        }

    def key(self, name: str, key: str, schema: Schema) -> Schema:
        if "description" in schema:
            return schema
        texts = self.catalog.texts[FIELDS]
        narrow = f"{self.file}.{name}.{key}"
        wide = f"{self.file}.{key}"
        return described(schema, narrow if name and narrow in texts else wide, self.catalog)


def facts_schema(catalog: Catalog) -> Schema:
    """Every fact, and those that may be given in another unit."""
    keys = {name: fact_schema(fact, catalog) for name, fact in catalog.facts.items()}
    for key, unit in CONVERSIONS.items():
        fact = catalog.facts.get(unit.metric)
        if fact is not None:
            keys[key] = {"description": fact.intake_ask or fact.ask, **_other(fact, key)}
    text = catalog.texts[FIELDS]["intake.facts"]
    return {
        "description": text,
        "type": "object",
        "properties": keys,
        "additionalProperties": False,
    }


def fact_schema(fact: Fact, catalog: Catalog) -> Schema:
    """One fact, with its question as hover text."""
    found: Schema = {"description": fact.intake_ask or fact.ask}
    match fact.type:
        case "bool":
            return found | FLAG
        case "int" | "number":
            low, high = fact.range or (None, None)
            kind = "integer" if fact.type == "int" else "number"
            return found | {"type": kind} | _bounds(low, high)
        case "enum":
            return found | _word(allowed_values(fact, catalog))
        case "list":
            return found | _words(allowed_values(fact, catalog))
        case _:
            return found | (CLOCK if fact.unit == "clock" else DATE)


def _other(fact: Fact, key: str) -> Schema:
    low, high = fact.range or (None, None)
    bounds = [None if each is None else other_unit(CONVERSIONS[key], each) for each in (low, high)]
    return {"type": "number"} | _bounds(*bounds)


def _bounds(low: float | None, high: float | None) -> Schema:
    found = {"minimum": low, "maximum": high}
    return {key: value for key, value in found.items() if value is not None}


def _conditions(say: _Said, catalog: Catalog) -> Schema:
    """A condition; which stages and further keys it takes depends on its id."""
    stages = dict.fromkeys(stage for each in catalog.conditions.values() for stage in each.stages)
    plain = {
        "id": _word(catalog.conditions),
        "side": _word(SIDES),
        "stage": _word(stages),
        "since": DATE,
    }
    record = say.record("conditions", plain, ("id",))
    facts = facts_schema(catalog)["properties"]
    further: dict[str, Schema] = {}
    cases = []
    for name, condition in catalog.conditions.items():
        own = fields_of(name, catalog)
        for key, field in own.items():
            fact = (
                catalog.facts[field.fact or next(iter(field.by_side.values()))]
                if not field.by_value
                else None
            )
            further[key] = FLAG if fact is None else fact_schema(fact, catalog)
            for other, unit in CONVERSIONS.items():
                if unit.metric == key and fact is not None:
                    further[other] = {"description": fact.ask, **_other(fact, other)}
        if condition.stages:
            cases.append(
                {
                    "if": {"properties": {"id": {"const": name}}},
                    "then": {"properties": {"stage": _word(condition.stages)}},
                }
            )
    further = {
        key: schema if "description" in schema else {"description": key.replace("_", " "), **schema}
        for key, schema in further.items()
    }
    record["properties"] = {**facts, **further, **record["properties"]}
    return {**record, "allOf": cases}


def _trials(say: _Said, catalog: Catalog) -> Schema:
    stretches = [each for each in catalog.activities.values() if each.component == "stretch"]
    muscles = {muscle for each in stretches for muscle in each.muscles.stretched}
    keys = {
        "muscle": _word(m for m in catalog.vocabulary["muscles"] if m in muscles),
        "side": _word(SIDES),
        "outcome": _word(catalog.vocabulary["trial_outcomes"]),
        "date": DATE,
        "activity": _word(each.id for each in stretches),
    }
    return say.record("stretch_trials", keys, ("muscle", "side", "outcome", "date"))


def _criteria(say: _Said, catalog: Catalog) -> Schema:
    keys = {"id": _word(catalog.criteria), "met_on": DATE, "met": FLAG}
    said = {"anyOf": [{"required": ["met_on"]}, {"required": ["met"]}]}
    return say.record("criteria", keys, ("id",)) | said


def _screened(say: _Said, catalog: Catalog) -> Schema:
    groups: dict[str, Schema] = {}
    for name in (*catalog.screening_groups, *catalog.screening_bundles):
        keys = {"date": DATE, "positive": _words(positive_words(name, catalog))}
        held = catalog.screening_groups.get(name) or catalog.screening_bundles[name]
        groups[name] = {
            "description": held.title,
            **say.record("screened", keys, ("date", "positive")),
        }
    return {"type": "object", "properties": groups, "additionalProperties": False}


def _goal(say: _Said, catalog: Catalog) -> Schema:
    weight: Schema = {"type": "number", "minimum": 0}
    keys = {
        "id": _word(catalog.goals),
        "target_kg": weight,
        "target_lb": weight,
        "by_week": {"type": "integer", "minimum": 1, "maximum": MOST_WEEKS},
        "activity": _word(catalog.activities),
    }
    return {"anyOf": [_word(catalog.goals), say.record("goals", keys, ("id",))]}


def _word(words: Iterable[str]) -> Schema:
    return {"enum": list(words)}


def _words(words: Iterable[str]) -> Schema:
    return {"type": "array", "items": _word(words), "uniqueItems": True}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _range(low: int, high: int) -> Schema:
    return {"type": "integer", "minimum": low, "maximum": high}
