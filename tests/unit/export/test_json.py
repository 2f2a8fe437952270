import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from planner.domain import plan as p
from planner.errors import BadInput
from planner.export import plan_hash, read_plan, to_json
from tests.support.calendar_plan import calendar_plan
from tests.support.sample_plan import sample_plan, week

PLAN = calendar_plan()


def written(tmp_path: Path, data: bytes | str) -> Path:
    path = tmp_path / "plan.json"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_a_plan_comes_back_as_it_was(tmp_path: Path) -> None:
    path = written(tmp_path, to_json(PLAN))
    assert read_plan(path) == PLAN
    assert to_json(read_plan(path)) == to_json(PLAN)


def test_keys_stand_in_fixed_order_with_two_spaces_and_a_line_feed_at_the_end() -> None:
    text = to_json(PLAN).decode()
    assert text.startswith('{\n  "format": "plan/1",\n  "plan_id": "desk-worker-1",\n')
    assert text.endswith("}\n")
    assert "\r" not in text
    assert list(json.loads(text)) == list(p.Plan.__struct_fields__)
    assert "🦵" in text


def test_the_order_in_which_a_mapping_was_filled_does_not_matter() -> None:
    one = replace(sample_plan(), weeks=(week(1, minutes={"a": 1, "b": 2}),))
    other = replace(sample_plan(), weeks=(week(1, minutes={"b": 2, "a": 1}),))
    assert to_json(one) == to_json(other)
    assert plan_hash(one) == plan_hash(other)


def test_the_hash_changes_with_the_plan() -> None:
    assert plan_hash(PLAN) != plan_hash(replace(PLAN, revision=2))
    assert len(plan_hash(PLAN)) == 64


EDITS = {
    "unknown key": ('"revision": 1,', '"revison": 1,', 4, "revison"),
    "wrong type": ('"revision": 1,', '"revision": "one",', 4, "revision"),
    "revision": ('"revision": 1,', '"revision": 0,', 4, "revision"),
    "format": ('"plan/1"', '"plan/2"', 2, "format"),
    "status": ('"status": "feasible"', '"status": "perfect"', 0, "status"),
    "start": ('"start": "06:30"', '"start": "6.30"', 0, "sessions[0].start"),
    "zone": ('"timezone": "Europe/Berlin"', '"timezone": "Berlin"', 0, "request.timezone"),
    "minutes": ('"minutes": 3,', '"minutes": 9000,', 0, "sessions[0].items[0].minutes"),
    "key twice": ('"key": "w2-a"', '"key": "w1-a"', 0, "sessions[1].key"),
}


@pytest.mark.parametrize(("old", "new", "line", "key"), EDITS.values(), ids=EDITS)
def test_an_edit_that_is_wrong_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, key: str
) -> None:
    text = to_json(sample_plan()).decode()
    assert old in text
    edited = text.replace(old, new, 1)
    path = written(tmp_path, edited)
    with pytest.raises(BadInput) as error:
        read_plan(path)
    found = {problem.key: problem for problem in error.value.problems}
    assert key in found
    shown = edited.splitlines()[found[key].line - 1]
    assert new.removesuffix(",") in shown
    assert line in (0, found[key].line)


def test_a_session_without_items_is_refused(tmp_path: Path) -> None:
    first, second = sample_plan().sessions
    plan = sample_plan(sessions=(replace(first, items=()), second))
    with pytest.raises(BadInput, match=r"sessions\[0\]\.items"):
        read_plan(written(tmp_path, to_json(plan)))


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"format": "plan/1"}', b"<html></html>"]
)
def test_what_is_no_plan_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(BadInput, match=r"plan\.json"):
        read_plan(written(tmp_path, data))


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such file"):
        read_plan(tmp_path / "none.json")
    with pytest.raises(BadInput, match="directory"):
        read_plan(tmp_path)
