"""Schemas of templates and plans, from the records that read them."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

import msgspec

from planner.domain.plan import Plan
from planner.knowledge import Catalog, Template
from planner.knowledge.inherit import EXTENDS, NAMED_BY, OWN, WITHOUT
from planner.knowledge.template import MEASURES

Schema = dict[str, Any]
FIELDS = "fields"
_REF = "#/$defs/{name}"
# Records that a template may give in part where it extends another.
_IN_PART = ("Template", "TemplatePhase", "ComponentTarget", "Caps", "Burden", "Maintenance")
_PART = "Part"


def plan_schema(catalog: Catalog) -> Schema:
    """`plan.json`."""
    schema = msgspec.json.schema(Plan, ref_template=_REF)
    _describe(schema["$defs"], catalog)
    return {"title": "plan/1", **schema}


def template_schema(catalog: Catalog) -> Schema:
    """A template; one that extends another may leave out or take away what it inherits."""
    schema = msgspec.json.schema(Template, ref_template=_REF)
    found: Schema = schema["$defs"]
    _describe(found, catalog)
    del found["Template"]["properties"]["sha256"]
    _close(found, catalog)
    whole = found["Template"]["properties"]
    found |= {f"{name}{_PART}": _in_part(found[name], name) for name in _IN_PART}
    for name in (EXTENDS, WITHOUT):
        del whole[name]
    return {
        "title": "template",
        "type": "object",
        "if": {"required": [EXTENDS]},
        "then": {"$ref": "#/$defs/TemplatePart"},
        "else": {"$ref": "#/$defs/Template"},
        "$defs": found,
    }


def described(schema: Schema, key: str, catalog: Catalog) -> Schema:
    """The schema of a field with its hover text, of `Record.field` or else of `field`."""
    texts = catalog.texts[FIELDS]
    text = texts.get(key) or texts[key.rpartition(".")[2]]
    return {"description": text, **{k: v for k, v in schema.items() if k != "description"}}


def _describe(defs: Schema, catalog: Catalog) -> None:
    for name, record in defs.items():
        properties = record.get("properties", {})
        for key, schema in properties.items():
            properties[key] = described(schema, f"{name}.{key}", catalog)


def _in_part(record: Schema, name: str) -> Schema:
    """The record with every key optional, and `null` for what is taken away."""
    part = copy.deepcopy(record)
    part["required"] = [*OWN, EXTENDS] if name == "Template" else []
    if name == "TemplatePhase":
        part["required"] = [NAMED_BY["phases"]]
    for key, schema in part["properties"].items():
        if key in part["required"]:
            continue
        loose = _loose({k: v for k, v in schema.items() if k != "description"})
        text = {"description": schema["description"]}
        part["properties"][key] = {**text, "anyOf": [loose, {"type": "null"}]}
    return part


def _loose(schema: Any) -> Any:  # noqa: ANN401
    """The same, with references to records that may be given in part."""
    if isinstance(schema, list):
        return [_loose(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    name = str(schema.get("$ref", "")).rpartition("/")[2]
    if name in _IN_PART:
        return {"$ref": f"#/$defs/{name}{_PART}"}
    found = {key: _loose(value) for key, value in schema.items()}
    if isinstance(found.get("additionalProperties"), dict):
        # A key of a mapping may be taken away too.
        inner = found["additionalProperties"]
        found["additionalProperties"] = {"anyOf": [inner, {"type": "null"}]}
    return found


def _close(defs: Schema, catalog: Catalog) -> None:
    """Words of the catalog in the place of free text."""
    items = [*catalog.families, *catalog.activities]
    components = list(catalog.vocabulary["components"])
    measures = [measure["id"] for measure in catalog.scales["measures"]]
    lists: dict[str, Iterable[str]] = {
        "Template.suits": catalog.conditions,
        "Template.sources": catalog.sources,
        "TemplatePhase.include": items,
        "TemplatePhase.prefer": items,
        "TemplatePhase.leave_out": items,
        "TemplatePhase.days_apart": components,
        "Once.unlocks": catalog.criteria,
    }
    for key in ("warm_up", "cool_down"):
        lists[f"Template.{key}"] = [
            each.id for each in catalog.activities.values() if each.component == key
        ]
    for where, words in lists.items():
        _field(defs, where)["items"]["enum"] = list(words)
    for where, words in {
        "Published.source": list(catalog.sources),
        "Template.evidence": catalog.vocabulary["evidence_grades"],
        "ComponentTarget.unit": ("minutes", "days"),
        "Once.activity": catalog.activities,
        "Daily.activity": catalog.activities,
    }.items():
        _field(defs, where)["enum"] = list(words)
    _field(defs, "Published.components")["items"]["enum"] = components
    _field(defs, "Published.muscles")["items"]["enum"] = list(catalog.vocabulary["muscles"])
    _field(defs, "Published.measure")["enum"] = [*MEASURES, None]
    _field(defs, "TemplatePhase.opens_when")["enum"] = [*catalog.criteria, None]
    for where, words in {
        "TemplatePhase.targets": components,
        "TemplatePhase.least_days": components,
        "TemplatePhase.most_days": components,
        "TemplatePhase.doses": catalog.planning.exercise_components,
        "Template.retest_weeks": measures,
    }.items():
        _field(defs, where)["propertyNames"] = {"enum": list(words)}


def _field(defs: Schema, where: str) -> Schema:
    record, key = where.split(".")
    found: Schema = defs[record]["properties"][key]
    return found
