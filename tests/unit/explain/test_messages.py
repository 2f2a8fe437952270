import re
from pathlib import Path

import pytest

from planner.errors import BadCatalog
from planner.explain import messages_of
from planner.explain.messages import Messages
from planner.knowledge import load_catalog

CODE = Path(__file__).parents[3] / "planner"
MESSAGES = messages_of(load_catalog())


def test_every_sentence_that_the_code_names_exists() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in sorted(CODE.rglob("*.py")))
    keys = set(re.findall(r'(?:say|counted)\(\s*"([a-z_.]+)"', source))
    assert len(keys) > 20
    assert keys <= MESSAGES.texts.keys()


def test_every_sentence_of_the_catalog_can_be_filled_in() -> None:
    for key in MESSAGES.texts:
        assert MESSAGES.say(key, **dict.fromkeys(MESSAGES.fields(key), 1))


@pytest.mark.parametrize(("key", "values"), [("nope", {}), ("dose.rest", {})])
def test_a_missing_key_or_word_is_a_fault_of_the_catalog(key: str, values: dict[str, int]) -> None:
    with pytest.raises(BadCatalog, match="missing"):
        Messages({"dose.rest": "rest {rest_s} s"}).say(key, **values)


def test_every_decision_and_verdict_has_a_sentence() -> None:
    for decision in load_catalog().vocabulary["screening_decisions"]:
        assert f"screening.{decision}" in MESSAGES
    for verdict in ("excluded", "deferred", "no_benefit", "not_available", "not_considered"):
        assert f"verdict.{verdict}" in MESSAGES
