"""Cases of rules: small made-up persons whose answers must be possible."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.knowledge.catalog import Catalog
from planner.knowledge.checks.value import check_value
from planner.knowledge.spot import Spot
from planner.told import told

_KEYS = ("facts", "conditions", "conditions_unknown", "trials", "responses", "criteria")
_RESPONSE_KEYS = ("response", "activity")
_TRIAL_KEYS = ("muscle", "side", "outcome", "activity", "date")


def check_case(case: Mapping[str, Any], spot: Spot, catalog: Catalog) -> None:
    """Every fact, condition, trial, response and criterion that the case names."""
    for key in case:
        spot.at(key).known(key, _KEYS, "key")
    for fact, value in (case.get("facts") or {}).items():
        check_answer(fact, value, spot.at("facts", fact), catalog)
    for word, record in (case.get("conditions") or {}).items():
        _check_condition(word, record or {}, spot.at("conditions", word), catalog)
    unknown = case.get("conditions_unknown") or []
    spot.all_known("conditions_unknown", unknown, catalog.conditions, "condition")
    for index, trial in enumerate(case.get("trials") or []):
        _check_trial(trial, spot.at("trials", index), catalog)
    for index, response in enumerate(case.get("responses") or []):
        _check_response(response, spot.at("responses", index), catalog)
    for word in case.get("criteria") or {}:
        spot.at("criteria", word).known(word, catalog.criteria, "criterion")


def check_answer(word: str, value: object, spot: Spot, catalog: Catalog) -> None:
    """The answer to one fact; null means not answered."""
    if not spot.known(word, catalog.facts, "fact") or value is None:
        return
    fact = catalog.facts[word]
    if fact.type != "list":
        check_value(value, fact, spot, catalog)
    elif isinstance(value, list | tuple):
        for entry in value:
            check_value(entry, fact, spot, catalog)
    else:
        spot.bad(f"{word} is a list")


def _check_condition(word: str, record: Mapping[str, Any], spot: Spot, catalog: Catalog) -> None:
    if spot.known(word, catalog.conditions, "condition"):
        stages = catalog.conditions[word].stages
        spot.at("stage").known(record.get("stage"), stages, told("stage of {word}", word=word))


def _check_response(response: object, spot: Spot, catalog: Catalog) -> None:
    if not isinstance(response, dict):
        spot.bad("write a response as {response, activity}")
        return
    for key in response:
        spot.at(key).known(key, _RESPONSE_KEYS, "key")
    responses = catalog.vocabulary["responses"]
    spot.at("response").known(response.get("response"), responses, "response")
    spot.at("activity").known(response.get("activity"), catalog.activities, "activity")


def _check_trial(trial: Mapping[str, Any], spot: Spot, catalog: Catalog) -> None:
    for key in trial:
        spot.at(key).known(key, _TRIAL_KEYS, "key")
    spot.at("muscle").known(trial.get("muscle"), catalog.vocabulary["muscles"], "muscle")
    outcomes = catalog.vocabulary["trial_outcomes"]
    spot.at("outcome").known(trial.get("outcome"), outcomes, "trial outcome")
    spot.at("activity").known(trial.get("activity"), catalog.activities, "activity")
