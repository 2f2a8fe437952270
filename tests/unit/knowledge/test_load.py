from pathlib import Path

import pytest
from msgspec.structs import asdict

from planner.errors import BadCatalog, ExitCode
from planner.knowledge import load_catalog
from planner.knowledge.paths import catalog_directory


def test_everything_of_the_knowledge_base_is_there(catalog):
    counts = {
        "facts": 215,
        "conditions": 93,
        "criteria": 34,
        "rules": 581,
        "activities": 346,
        "families": 70,
        "sources": 235,
        "screening_groups": 19,
        "policies": 13,
    }
    assert {name: len(getattr(catalog, name)) for name in counts} == counts
    assert len(catalog.dosing.rows) == 80
    assert len(catalog.scales["measures"]) == 24
    assert len(catalog.stretch_tests["tests"]) == 12
    assert len(catalog.vocabulary["movements"]) == 68
    assert len(catalog.single_questions) == 16
    assert len(catalog.energy["worked_examples"]) == 5


@pytest.mark.parametrize(
    ("folder", "count"),
    [
        ("red_flags", 45),
        ("screening", 45),
        ("contraindications", 231),
        ("populations", 165),
        ("progression", 95),
    ],
)
def test_rules_by_folder(catalog, folder, count):
    places = [place for key, place in catalog.where.items() if key.startswith("rules.")]
    assert sum(place.startswith(f"rules/{folder}/") for place in places) == count


def test_records_know_their_place(catalog):
    file, line = catalog.where["rules.cr_007"].split(":")
    lines = (catalog_directory(None) / file).read_text(encoding="utf-8").splitlines()
    assert lines[int(line) - 1] == "  - id: cr_007"


def test_values_keep_their_type(catalog):
    assert catalog.activities["wu_easy_walk"].equipment == ("none",)
    assert catalog.activities["wu_easy_walk"].met.code == "17151"
    assert catalog.rules["cr_007"].reviewed_on == "2026-11-23"
    assert catalog.rules["plan_stretch_share"].when.all == ()


def test_two_loads_are_equal_in_value_and_order(write_catalog, monkeypatch, tmp_path):
    monkeypatch.setenv("PLANNER_CACHE_DIR", str(tmp_path / "cache"))
    root = write_catalog()
    cold, warm = load_catalog(root), load_catalog(root)
    assert asdict(cold) == asdict(warm)
    for name in ("rules", "activities", "facts", "vocabulary", "where"):
        assert list(getattr(cold, name)) == list(getattr(warm, name))


def test_the_digest_depends_on_content_and_names_only(catalog, write_catalog, files):
    assert load_catalog(write_catalog()).sha256 == catalog.sha256
    renamed = {"facts/pain.yaml": None, "facts/aches.yaml": files["facts/pain.yaml"]}
    assert load_catalog(write_catalog(renamed, "renamed")).sha256 != catalog.sha256


def test_a_missing_folder_is_a_bad_catalog(tmp_path):
    with pytest.raises(BadCatalog, match="no such folder") as caught:
        load_catalog(tmp_path / "nowhere")
    assert caught.value.exit_code == ExitCode.BAD_CATALOG
    with pytest.raises(BadCatalog, match="no YAML file"):
        load_catalog(tmp_path)


def test_missing_files_are_all_named(write_catalog):
    gone = {"timing.yaml": None, "vocabulary/muscles.yaml": None, "goals.yaml": None}
    with pytest.raises(BadCatalog) as caught:
        load_catalog(write_catalog(gone))
    missing = [p.file for p in caught.value.problems if "missing" in p.text]
    assert [Path(name).name for name in missing] == ["goals.yaml", "timing.yaml", "muscles.yaml"]


def test_a_folder_without_any_record_is_named(write_catalog, files):
    gone = {name: None for name in files if name.startswith("rules/")}
    with pytest.raises(BadCatalog, match="no rules here"):
        load_catalog(write_catalog(gone))


def test_a_file_that_nothing_reads_is_refused(write_catalog):
    extra = {"ruels/red_flags/new.yaml": b"rules: []\n", "notes.yaml": b"- text\n"}
    with pytest.raises(BadCatalog) as caught:
        load_catalog(write_catalog(extra))
    assert [Path(p.file).name for p in caught.value.problems] == ["notes.yaml", "new.yaml"]


def test_broken_yaml_in_two_files_is_reported_together(write_catalog):
    broken = {"timing.yaml": b"a: [1\n", "goals.yaml": b"goals: &x []\n"}
    with pytest.raises(BadCatalog) as caught:
        load_catalog(write_catalog(broken))
    assert len(caught.value.problems) == 2
