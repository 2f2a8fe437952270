"""Exercise data in: tags lie, so nothing of safety comes over, and a draft is never scheduled.

All records are invented; each shows a trap that public collections are known for.
"""

from __future__ import annotations

import json
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest
import yaml

from planner.errors import BadCatalog, BadInput, OutputError
from planner.knowledge import load_catalog
from planner.knowledge.drafts import data_problems, load_exercise_data, required, unfinished
from planner.knowledge.paths import catalog_directory
from planner.workflow.exercise_data import import_exercises
from tests.support.process import planner
from tests.support.records import written

CATALOG = load_catalog()
FED, WGER = "free-exercise-db", "wger"
SAFETY = ("component", "positions", "movements", "impact", "min_level", "tags", "dose", "stop_if")


def fed(name: str, primary: str, /, **changes: Any) -> dict[str, Any]:
    return {
        "id": name.replace(" ", "_"),
        "name": name,
        "force": "static",
        "level": "beginner",
        "mechanic": "isolation",
        "equipment": "body only",
        "primaryMuscles": [primary],
        "secondaryMuscles": [],
        "instructions": ["Do it slowly."],
        "category": "stretching",
        "images": [],
        **changes,
    }


# What the tags say, and what it really is.
TRAPS = {
    "a back extension tagged as a stretch of the belly": fed(
        "Prone Curl Up Backward", "abdominals"
    ),
    "a crunch whose text asks to overextend the back": fed(
        "Cable Kneeling Crunch",
        "abdominals",
        category="strength",
        equipment="cable",
        instructions=["Let the weight pull your low back into a hollow."],
    ),
    "a stretch of the back of the thigh, hard on a nerve": fed("Toe Reach", "hamstrings"),
    "the same muscle hidden among the secondary ones": fed(
        "Bent Knee Pull", "glutes", secondaryMuscles=["hamstrings"]
    ),
    "a squat tagged as a stretch": fed("Split Stand Dip", "quadriceps"),
    "a roller called by the muscle it presses, for which there is no tag": fed(
        "Piriformis Rolling", "glutes", equipment="foam roll"
    ),
    "a figure-four stretch of the same muscle, tagged with another": fed("Ankle Over", "glutes"),
    "a jump for beginners": fed("Box Leap", "quadriceps", category="plyometrics"),
    "a backward bend for experts by its tag": fed("Roman Raise", "lower back", level="expert"),
}


def drafts(content: object, folder: Path, source: str = FED) -> list[dict[str, Any]]:
    file = folder / "drafts.yaml"
    import_exercises(written(content, folder, "data.json"), source, file, None)
    found: list[dict[str, Any]] = yaml.safe_load(file.read_text("utf-8"))["activities"]
    file.unlink()
    return found


@pytest.mark.parametrize("trap", TRAPS)
def test_no_tag_becomes_a_claim_about_safety(trap: str, tmp_path: Path) -> None:
    record = TRAPS[trap]
    (draft,) = drafts([record], tmp_path)
    assert not set(SAFETY) & set(draft)
    assert set(draft) == {"id", "name", "muscles", "equipment", "draft"}
    assert set(draft["muscles"]) == {"primary", "secondary"}, "a stretch is never claimed"
    assert draft["draft"]["says"]["category"] == record["category"]
    said = unfinished(draft)
    assert said is not None
    assert f"'{draft['id']}' is a draft and cannot be scheduled" in said
    assert all(name in said for name in (*SAFETY, "draft.reviewed_by", "draft.reviewed_on"))


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    folder = tmp_path / "catalog"
    shutil.copytree(catalog_directory(None), folder)
    return folder


def put(activities: list[dict[str, Any]], catalog: Path) -> Path:
    file = catalog / "activities" / "imported.yaml"
    whole = {"schema_version": 1, "activities": activities}
    file.write_text(yaml.safe_dump(whole, sort_keys=False), "utf-8")
    return file


def test_a_catalog_with_drafts_is_refused_by_the_name_of_each(
    catalog: Path, tmp_path: Path
) -> None:
    file = put(drafts(list(TRAPS.values()), tmp_path), catalog)
    with pytest.raises(BadCatalog) as error:
        load_catalog(catalog)
    assert len(error.value.problems) == len(TRAPS)
    assert {problem.file for problem in error.value.problems} == {str(file)}
    assert all(problem.line > 1 for problem in error.value.problems)
    for record in TRAPS.values():
        assert f"'fed_{record['id'].lower()}' is a draft" in str(error.value)


def complete(**changes: Any) -> dict[str, Any]:
    """An activity of the catalog, as if a clinician had completed a draft."""
    path = catalog_directory(None) / "activities" / "strength"
    files = sorted(path.glob("*.yaml"))
    listed = [a for file in files for a in yaml.safe_load(file.read_text("utf-8"))["activities"]]
    found = next(a for a in listed if not a.get("family") and a["positions"] and a["movements"])
    about = {
        "source": FED,
        "record": "x",
        "licence": "Unlicense",
        "reviewed_by": "physiotherapist",
        "reviewed_on": "2026-11-26",
    }
    return {**found, "id": "fed_x", "draft": about, **changes}


@pytest.mark.parametrize("name", [*required()[1:], "draft.reviewed_by", "draft.reviewed_on"])
def test_one_field_that_is_missing_is_named(name: str) -> None:
    draft = complete()
    assert unfinished(draft) is None
    if name.startswith("draft."):
        draft["draft"] = {**draft["draft"], name.removeprefix("draft."): None}
    else:
        del draft[name]
    assert unfinished(draft) == (
        f"'fed_x' is a draft and cannot be scheduled; fill in and review: {name}"
    )


@pytest.mark.parametrize("name", ["positions", "movements", "stop_if", "instructions", "dose"])
def test_an_empty_list_is_no_answer(name: str) -> None:
    said = unfinished(complete(**{name: []}))
    assert said is not None
    assert said.endswith(f"review: {name}")


def test_a_draft_that_was_completed_and_reviewed_is_an_activity(catalog: Path) -> None:
    put([complete()], catalog)
    activity = load_catalog(catalog).activities["fed_x"]
    assert activity.draft is not None
    assert activity.draft.reviewed_by == "physiotherapist"


def test_names_muscles_and_equipment_come_over(tmp_path: Path) -> None:
    record = fed("Row", "lats", secondaryMuscles=["biceps", "lats"], equipment="dumbbell")
    (draft,) = drafts([record], tmp_path)
    assert draft["name"] == "Row"
    assert draft["muscles"] == {"primary": ["latissimus_dorsi"], "secondary": ["biceps"]}
    assert draft["equipment"] == ["dumbbell"]


def test_every_record_becomes_a_draft_and_gaps_are_told(tmp_path: Path) -> None:
    records = [
        fed("Nothing Said", "neck", equipment=None, force=None, mechanic=None, instructions=[]),
        fed("Odd Thing", "calves", equipment="other", primaryMuscles=[]),
        fed("90/90", "hamstrings"),
        fed("90-90", "hamstrings"),
        *(fed(f"No {number}", "calves") for number in range(500)),
    ]
    file = tmp_path / "d.yaml"
    made = import_exercises(written(records, tmp_path, "data.json"), FED, file, None)
    found = yaml.safe_load(file.read_text("utf-8"))["activities"]
    assert made.drafts == len(found) == 504
    ids = [each["id"] for each in found]
    assert len(set(ids)) == 504
    assert ids[2:4] == ["fed_90_90", "fed_90_90_2"]
    assert made.notes == (
        "Nothing_Said: muscle 'neck' is not taken over; there is no single one here",
        "Nothing_Said: names no equipment",
        "Nothing_Said: has no instructions",
        "Odd_Thing: equipment 'other' is not taken over; there is none of that kind here",
        "Odd_Thing: names no muscle",
    )
    assert found[0]["draft"]["not_taken"] == ["neck"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


API = {
    "results": [
        {
            "id": 345,
            "category": {"id": 8, "name": "Arms"},
            "muscles": [{"id": 1, "name": "Biceps brachii"}],
            "muscles_secondary": [{"id": 13, "name": "Brachialis"}],
            "equipment": [{"id": 3, "name": "Dumbbell"}],
            "translations": [
                {"language": 1, "name": "Beugen", "description": "<p>Beugen.</p>"},
                {"language": 2, "name": "Bending", "description": "<p>Bend.</p>"},
            ],
        }
    ]
}
FIXTURE = [
    {
        "model": "exercises.exercise",
        "pk": 345,
        "fields": {"category": 8, "muscles": [1], "muscles_secondary": [13], "equipment": [3]},
    },
    {
        "model": "exercises.translation",
        "pk": 1,
        "fields": {"exercise": 345, "language": 2, "name": "Bending", "description": "Bend."},
    },
    {"model": "exercises.alias", "pk": 2, "fields": {"alias": "x"}},
]


@pytest.mark.parametrize("content", [API, API["results"], FIXTURE])
def test_wger_is_read_from_its_interface_and_from_its_fixtures(content, tmp_path: Path) -> None:
    (draft,) = drafts(content, tmp_path, WGER)
    assert (draft["id"], draft["name"]) == ("wger_345", "Bending")
    assert draft["muscles"] == {"primary": ["biceps"], "secondary": []}
    assert draft["equipment"] == ["dumbbell"]
    assert draft["draft"]["not_taken"] == ["13"]
    assert "CC-BY-SA" in draft["draft"]["licence"]


@pytest.mark.parametrize(
    ("content", "source", "says"),
    [
        ("{", FED, "no valid JSON"),
        ({"exercises": []}, FED, "a list of exercises is needed"),
        ([], FED, "holds no record"),
        ([{"id": "a"}], FED, "[0]: the key 'name' is missing"),
        ([fed("a", "b"), fed("c", "d", primaryMuscles="d")], FED, "[1].primaryMuscles: a list"),
        ([fed("a", "b", name=7)], FED, "[0].name: a text is needed"),
        ({"results": 1}, WGER, "a list of exercises is needed"),
        ([{"id": "x"}], WGER, "[0].id: a whole number"),
        ([fed("a", "b")], "wgr", "did you mean 'wger'?"),
    ],
)
def test_data_of_another_shape_are_refused_with_the_path(content, source, says, tmp_path) -> None:
    with pytest.raises(BadInput) as error:
        import_exercises(written(content, tmp_path, "a.json"), source, tmp_path / "d.yaml", None)
    assert says in str(error.value)
    assert not (tmp_path / "d.yaml").exists()


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    file = tmp_path / "d.yaml"
    file.write_text("mine", "utf-8")
    with pytest.raises(OutputError, match="exists already"):
        import_exercises(written([fed("a", "lats")], tmp_path, "a.json"), FED, file, None)
    assert file.read_text("utf-8") == "mine"


def test_every_word_of_the_data_leads_to_the_catalog(tmp_path: Path) -> None:
    data = load_exercise_data(None, CATALOG)
    assert {words.id for words in data.data} == {FED, WGER}
    assert data_problems(catalog_directory(None), CATALOG) == ()
    folder = tmp_path / "c" / "codes"
    folder.mkdir(parents=True)
    text = (catalog_directory(None) / "codes/exercise_data.yaml").read_text("utf-8")
    (folder / "exercise_data.yaml").write_text(text.replace("[biceps]", "[bicep]", 1), "utf-8")
    (problem,) = data_problems(tmp_path / "c", CATALOG)
    assert "'bicep' is not in muscles" in problem.text
    assert problem.line > 1
    assert data_problems(tmp_path / "none", CATALOG) == ()


def test_the_command_says_what_is_still_to_be_done(tmp_path: Path) -> None:
    file = written([fed("Row", "lats", equipment=None)], tmp_path, "data.json")
    command = ("catalog", "import", file, "--from", FED, "-o", "d.yaml")
    done = planner(*command, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Row: names no equipment" in done.stdout
    assert "1 draft written to d.yaml; it cannot be scheduled yet." in done.stdout
    assert "movements" in done.stdout
    done = planner(*command[:-1], "e.yaml", "--json", cwd=tmp_path)
    assert json.loads(done.stdout)["drafts"] == 1
    done = planner(*command, cwd=tmp_path)
    assert done.returncode == 10
    done = planner("catalog", "import", file, "--from", "x", "-o", "f.yaml", cwd=tmp_path)
    assert done.returncode == 10
    assert "use one of: free-exercise-db, wger" in done.stderr
